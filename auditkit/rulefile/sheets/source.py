"""The files of a pack as far as a workbook holds them: rule files, word lists, Python sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditkit.rule import PackError
from auditkit.rulefile.packs.pack_contents import kind_of_file
from auditkit.rulefile.packs.pack_files import PackFiles, decode
from auditkit.rulefile.sheets.rows import SheetError
from auditkit.strict_yaml import YamlError, load_yaml

__all__ = ["PackSource", "read_source"]


@dataclass(frozen=True, slots=True)
class PackSource:
    """``texts`` and ``data`` of the YAML files by path ("" for a pack of one file); sources of Python rules."""

    texts: Mapping[str, str]
    data: Mapping[str, Any]
    modules: Mapping[str, str]

    def rules(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every rule with the path of its file, in order."""
        for path, data in self.data.items():
            if kind_of_file(path) in ("header", "rules"):
                for entry in data.get("rules") or ():
                    yield path, entry


def read_source(files: PackFiles) -> PackSource:
    """The pack's files, read.

    Raises:
        SheetError: with a sentence a line for all that keeps the pack out of a workbook.
    """
    texts: dict[str, str] = {}
    data: dict[str, Any] = {}
    modules: dict[str, str] = {}
    faults: list[str] = []
    for path, content in files.files.items():
        kind = kind_of_file(path)
        name = files.name(path)
        try:
            if kind == "python":
                modules[path] = decode(content, name)
            elif kind:
                texts[path] = decode(content, name)
                data[path] = load_yaml(texts[path], name, marks=True)
                faults += _shape_faults(data[path], kind, name)
        except (YamlError, PackError) as error:
            faults.append(str(error))
    source = PackSource(texts, data, modules)
    faults = faults or list(_double_codes(source, files))
    if faults:
        raise SheetError("\n".join(faults))
    return source


def _shape_faults(data: Any, kind: str, name: str) -> Iterator[str]:
    if kind == "lexicon":
        return
    if not isinstance(data, Mapping):
        yield f"{name} 应以“auditkit: 1”开头，下面写 rules 等，请修改。"
        return
    rules = data.get("rules")
    if kind == "policy" or not rules:
        return
    if not isinstance(rules, list):
        yield f"{name} 第{data.lines['rules']}行：rules 下面应是一条一条以“-”开头的规则，请修改。"  # type: ignore[attr-defined]
        return
    for line, entry in zip(rules.lines, rules, strict=True):  # type: ignore[attr-defined]
        if (
            not isinstance(entry, Mapping)
            or not isinstance(entry.get("code"), str)
            or not entry["code"].strip()
        ):
            yield f"{name} 第{line}行：这条规则没有编号（code），请补上。"


def _double_codes(source: PackSource, files: PackFiles) -> Iterator[str]:
    seen: dict[str, str] = {}
    for path, entry in source.rules():
        code = str(entry["code"])
        if code in seen:
            yield f"规则号 {code} 重复：{files.name(seen[code])} 与 {files.name(path)} 各有一条，请给其中一条换号。"
        seen[code] = path
