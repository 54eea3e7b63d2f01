"""Read each file of a pack for what it is: rules, word list, policy, header, Python rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files as package_files
from pathlib import PurePosixPath
from typing import Any

from auditkit.finding import Basis
from auditkit.reference_grade import Grading
from auditkit.rule import PackError
from auditkit.rulefile.language.words import WordList
from auditkit.rulefile.load_checks import RuleFileError
from auditkit.rulefile.packs.cache import read_yaml
from auditkit.rulefile.packs.grading_file import read_grading
from auditkit.rulefile.packs.pack_files import PackFiles, decode
from auditkit.rulefile.sections import Sections, read_basis, read_lexicon, read_sections
from auditkit.rulefile.shape import check_shape
from auditkit.schema_check import complaints
from auditkit.strict_yaml import YamlError, load_yaml

__all__ = ["HEADERS", "YAML", "PackContents", "file_sections", "kind_of_file"]

HEADERS = ("pack.yaml", "pack.yml")
YAML = (".yaml", ".yml")
_POLICIES = ("policy.yaml", "policy.yml")
_GRADINGS = ("grading.yaml", "grading.yml")
_APART = ("tests", "cases", "words")


@dataclass(slots=True)
class PackContents:
    """What the files of a pack hold, as they are read."""

    sections: list[Sections] = field(default_factory=list)
    lexicons: dict[str, WordList] = field(default_factory=dict)
    policy: dict[str, Basis] = field(default_factory=dict)
    grading: Grading | None = None
    modules: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def take(self, source: PackFiles, path: str, read: Mapping[str, Sections]) -> None:
        """Read one file.

        Raises:
            YamlError, PackError: when it cannot be used.
        """
        kind = kind_of_file(path)
        if kind in ("header", "rules"):
            self.sections.append(read.get(source.name(path)) or file_sections(source, path))
        elif kind == "lexicon":
            self.lexicons |= _lexicon(source, path)
        elif kind == "policy":
            self.policy |= _policy(source, path)
        elif kind == "grading":
            self.grading = _grading(source, path)
        elif kind == "python":
            self.modules.append(path)


def kind_of_file(path: str) -> str:
    """What a file of a pack is by its place and name; empty for what is none of ours."""
    *folders, name = path.split("/")
    lower = name.lower()
    if any(folder.lower() in _APART for folder in folders):
        return ""
    if lower.endswith(".py"):
        hidden = lower.startswith(("_", "test_")) or lower == "conftest.py"
        return "" if hidden else "python"
    if path and not lower.endswith(YAML):
        return ""
    if folders and folders[0] == "lexicons":
        return "lexicon"
    if not folders:
        for kind, names in (("header", HEADERS), ("policy", _POLICIES), ("grading", _GRADINGS)):
            if lower in names:
                return kind
    return "" if lower in ("auditkit.yaml", "auditkit.yml") else "rules"


def _text(source: PackFiles, path: str) -> tuple[str, str]:
    name = source.name(path)
    return decode(source.files[path], name), name


def _stamp(schema: str) -> str:
    """What the shape of a file is checked by: another schema makes another entry in the cache."""
    return sha256((package_files("auditkit_schemas") / f"{schema}.schema.json").read_bytes()).hexdigest()


def file_sections(source: PackFiles, path: str) -> Sections:
    """The sections of one rule file; whatever is wrong with it is among its faults."""
    name = source.name(path)

    def examine(data: Any) -> None:
        faults = check_shape(data, name)
        if faults:
            raise RuleFileError(faults)

    try:
        text = decode(source.files[path], name)
        try:
            return read_sections(read_yaml(text, name, examine, _stamp("rules")), name, shaped=True)
        except RuleFileError:
            return read_sections(load_yaml(text, name, marks=True), name)
    except (YamlError, PackError) as error:
        return Sections(name, faults=(str(error),))


def _lexicon(source: PackFiles, path: str) -> dict[str, WordList]:
    text, name = _text(source, path)
    stem = PurePosixPath(path).stem
    return {stem: read_lexicon(read_yaml(text, name), stem, name)}


def _policy(source: PackFiles, path: str) -> dict[str, Basis]:
    data = _examined(source, path, "policy")
    return {key: read_basis(value, key) for key, value in data["entries"].items()}


def _grading(source: PackFiles, path: str) -> Grading:
    return read_grading(_examined(source, path, "grading"), source.name(path))


def _examined(source: PackFiles, path: str, schema: str) -> Any:
    """The data of a file that fits the schema of that name."""
    text, name = _text(source, path)

    def examine(data: Any) -> None:
        faults = complaints(data, schema, name)
        if faults:
            raise RuleFileError(faults)

    return read_yaml(text, name, examine, _stamp(schema))
