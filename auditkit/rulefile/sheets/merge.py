"""Merge a workbook of rules into the files of a pack: what changes, what is new, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditkit.rulefile.packs.pack_contents import kind_of_file
from auditkit.rulefile.sheets.book import RULES_SHEET, Book, Row, SheetFault
from auditkit.rulefile.sheets.cells import TEXT
from auditkit.rulefile.sheets.columns import BY_HEADING, COLUMNS, READ_ONLY
from auditkit.rulefile.sheets.merge_parts import merge_parts
from auditkit.rulefile.sheets.merged import Merged
from auditkit.rulefile.sheets.parts import PARTS
from auditkit.rulefile.sheets.rows import read_row, write_row
from auditkit.rulefile.sheets.source import PackSource
from auditkit.rulefile.sheets.yaml_patch import patch_yaml, same
from auditkit.rulefile.sheets.yaml_writer import dump_yaml

__all__ = ["merge_book"]

_NEEDED = ("编号", "英文名", "标题", "级别", "适用对象")
_NEW_FILE = "rules/rules.yaml"
_KINDS = ("flag_when", "require", "check")
_SECTIONS = ("auditkit", "pack", "options", "lexicons", "policy", "overrides", "rules")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A rule as the workbook wants it: its row, its file, its entry."""

    row: int
    file: str
    entry: Mapping[str, Any]


def merge_book(
    book: Book, source: PackSource, *, single: bool, delete: bool, schema_of: Callable[[str], str]
) -> Merged:
    """The files as the workbook wants them.

    ``single``: the pack is one file. ``delete``: what the workbook does not have goes.
    ``schema_of`` tells where editors find the schema of a file, empty for none.
    """
    merged = Merged(faults=list(book.faults), notices=list(book.notices))
    data: dict[str, Any] = {path: _plain(value) for path, value in source.data.items()}
    if RULES_SHEET in book.tables:
        wanted = _read_rules(book, source, single, merged)
        _merge_rules(data, source, wanted, delete, merged)
    merge_parts(book, source, data, single=single, delete=delete, merged=merged)
    sheets = (RULES_SHEET, *PARTS)
    merged.faults.sort(key=lambda fault: (sheets.index(fault.sheet), fault.row))
    if not merged.faults:
        _write(data, source, schema_of, merged)
    return merged


def _plain(value: Any) -> Any:
    """A copy that may be changed at the top; the entries inside stay the ones that were read."""
    if not isinstance(value, dict):
        return value
    return {key: _copied(item) for key, item in value.items()}


def _copied(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value


def _read_rules(book: Book, source: PackSource, single: bool, merged: Merged) -> dict[str, _Wanted]:
    old = {str(entry["code"]): (path, entry) for path, entry in source.rules()}
    table = book.tables[RULES_SHEET]
    absent = [column.heading for column in COLUMNS if column.heading not in table.headings]
    last = [path for path, _ in source.rules()][-1:]
    previous = last[0] if last else _NEW_FILE
    wanted: dict[str, _Wanted] = {}
    seen: dict[str, int] = {}
    ignored = 0
    for row in table.rows:
        if row.cells.get("检查", "").strip() == READ_ONLY or row.cells.get("文件", "").strip().endswith(
            ".py"
        ):
            ignored += 1
            continue
        cells = dict(row.cells)
        code = TEXT.read(cells.get("编号", ""))
        path, known = old.get(code, ("", None))
        if known is not None and absent:
            written = write_row(known)
            cells |= {heading: written[heading] for heading in absent if heading in written}
        faults = _faults_of_row(row, cells, code, seen)
        entry, wrong = read_row(cells)
        faults += [SheetFault(RULES_SHEET, row.number, heading, message) for heading, message in wrong]
        home = path if known is not None else previous
        if single:
            home = ""
        elif cells.get("文件", "").strip():
            home = cells["文件"].strip().replace("\\", "/")
            faults += _faults_of_path(row, home)
        merged.faults += faults
        seen.setdefault(code, row.number)
        if not faults:
            wanted[code] = _Wanted(row.number, home, entry)
            previous = home
    if ignored:
        merged.notices.append(f"{ignored} 条 Python 规则只供查看，没有导入。")
    merged.rows = {code: item.row for code, item in wanted.items()}
    return wanted


def _faults_of_row(
    row: Row, cells: Mapping[str, str], code: str, seen: Mapping[str, int]
) -> list[SheetFault]:
    rest = cells.get("其他", "")
    faults = [
        SheetFault(RULES_SHEET, row.number, heading, "不能为空，请填写。")
        for heading in _NEEDED
        if not cells.get(heading, "").strip() and f'"{BY_HEADING[heading].key}"' not in rest
    ]
    if not cells.get("检查", "").strip() and not any(f'"{kind}"' in rest for kind in _KINDS):
        faults.append(SheetFault(RULES_SHEET, row.number, "检查", "不能为空，请从下拉列表中选一种。"))
    if code and code in seen:
        told = f"编号 {code} 与第{seen[code]}行重复，请给其中一条换号，或删去一行。"
        faults.append(SheetFault(RULES_SHEET, row.number, "编号", told))
    return faults


def _faults_of_path(row: Row, path: str) -> Iterable[SheetFault]:
    parts = path.split("/")
    strange = any(part in ("", ".", "..") or part.startswith(".") for part in parts) or ":" in path
    if strange or kind_of_file(path) not in ("header", "rules"):
        told = f"“{path[:60]}”不是规则包里的规则文件，应如 rules/示例.yaml，或清空这一格。"
        yield SheetFault(RULES_SHEET, row.number, "文件", told)


def _merge_rules(
    data: dict[str, Any], source: PackSource, wanted: Mapping[str, _Wanted], delete: bool, merged: Merged
) -> None:
    lists: dict[str, list[Any]] = {}
    old: dict[str, str] = {}
    missing: list[str] = []
    for path, entry in source.rules():
        code = str(entry["code"])
        old[code] = path
        item = wanted.get(code)
        rules = lists.setdefault(path, [])
        if item is None and delete:
            merged.note(path, "删", code)
        elif item is None:
            missing.append(code)
            rules.append(entry)
        elif item.file == path and same(entry, item.entry):
            rules.append(entry)
        elif item.file == path:
            merged.note(path, "改", code)
            rules.append(item.entry)
    for code, item in wanted.items():
        if old.get(code) != item.file:
            merged.note(item.file, "移入" if code in old else "增", code)
            lists.setdefault(item.file, []).append(item.entry)
    for path, rules in lists.items():
        home = data.setdefault(path, {"auditkit": 1})
        home["rules"] = rules
        if not rules:
            del home["rules"]
    if missing:
        told = "、".join(missing[:10]) + (f"等 {len(missing)} 条" if len(missing) > 10 else "")
        merged.notices.append(f"工作簿里没有的规则仍然保留：{told}；要从规则包里删去，请加 --delete。")


def _write(
    data: Mapping[str, Any], source: PackSource, schema_of: Callable[[str], str], merged: Merged
) -> None:
    merged.whole = dict(source.texts)
    for path in {**source.texts, **data}:
        old = source.texts.get(path)
        if path not in data:
            merged.texts[path] = None
            del merged.whole[path]
            continue
        if old is None:
            text = dump_yaml(_in_order(data[path]), schema_of(path))
        elif same(source.data[path], data[path]):
            continue
        else:
            text, lost = patch_yaml(old, data[path], path, schema_of(path))
            if lost:
                merged.notices.append(f"{path or '规则文件'} 里改动之处的注释可能没有保留，请核对。")
        merged.texts[path] = merged.whole[path] = text


def _in_order(data: Any) -> Any:
    """The sections of a new file in the usual order."""
    if not isinstance(data, dict):
        return data
    return {key: data[key] for key in sorted(data, key=lambda key: (*_SECTIONS, key).index(key))}
