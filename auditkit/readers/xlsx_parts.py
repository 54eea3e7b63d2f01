"""Which parts of a package are the workbook and its sheets, by relations and content types."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from auditkit.readers.docx_package import Package
from auditkit.readers.docx_xml import walk_part

__all__ = ["Book", "BookSheet", "book_part", "read_book", "related"]

_CUSTOMARY = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet as the workbook lists it: its name, whether it is hidden, the part it stands in."""

    name: str
    is_hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook part: its worksheets in order, the calendar of its dates, the parts all share."""

    sheets: tuple[BookSheet, ...]
    is_1904: bool
    strings: str
    styles: str


def book_part(package: Package) -> str | None:
    """Path of the workbook part, None if the package is something else. Raises ``ReadError``."""
    targets = [path for kind, path in related(package, "").values() if kind.endswith("/officeDocument")]
    target = next((path for path in targets if path in package), "")
    if not target:
        return _CUSTOMARY if _CUSTOMARY in package else None
    if target.startswith("word/"):
        return None
    kind = _content_type(package, target)
    is_book = "spreadsheetml" in kind or "ms-excel" in kind if kind else target.startswith("xl/")
    return target if is_book else None


def read_book(package: Package, part: str) -> Book:
    """The sheets of the workbook. Raises ``ReadError``."""
    listed: list[tuple[str, str, str]] = []
    dates: list[str] = []

    def visit(element: str, attributes: dict[str, str]) -> None:
        if element == "sheet":
            listed.append((attributes.get("name", ""), attributes.get("state", ""), attributes.get("id", "")))
        elif element == "workbookPr":
            dates.append(attributes.get("date1904", ""))

    walk_part(package.read(part), visit)
    relations = related(package, part)
    sheets = []
    for name, state, key in listed:
        kind, path = relations.get(key, ("", ""))
        if kind.endswith("/worksheet"):
            sheets.append(BookSheet(name, state.lower() in ("hidden", "veryhidden"), path))
    shared = {kind.rpartition("/")[2]: path for kind, path in relations.values()}
    is_1904 = any(said in ("1", "true", "on") for said in dates)
    return Book(tuple(sheets), is_1904, shared.get("sharedStrings", ""), shared.get("styles", ""))


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The parts that ``part`` (``""`` is the package) refers to: id -> type, path."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def visit(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            path = _resolve(folder, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), path)

    if relations := package.read(posixpath.join(folder, "_rels", f"{name}.rels")):
        walk_part(relations, visit)
    return found


def _content_type(package: Package, part: str) -> str:
    kinds: dict[str, str] = {}

    def visit(element: str, attributes: dict[str, str]) -> None:
        if element == "Override":
            kinds[_resolve("", attributes.get("PartName", ""))] = attributes.get("ContentType", "").lower()

    if types := package.read("[content_types].xml"):
        walk_part(types, visit)
    return kinds.get(part, "")


def _resolve(folder: str, target: str) -> str:
    path = unquote(target).replace("\\", "/").lower()
    return posixpath.normpath(posixpath.join("/", folder, path)).strip("/")
