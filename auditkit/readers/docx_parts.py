"""Which part of a package is the Word document, by its relations and content types."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from auditkit.readers.docx_package import Package
from auditkit.readers.docx_xml import walk_part

__all__ = ["main_part", "related_part"]

CUSTOMARY = "word/document.xml"
"""Where the document stands if nothing says otherwise."""


def main_part(package: Package) -> str | None:
    """Path of the main Word part, None if the package is something else. Raises ``ReadError``."""
    kinds = _content_types(package)
    target = related_part(package, "", "/officeDocument")
    if target in package:
        kind = kinds.get(target) or kinds.get(posixpath.splitext(target)[1], "")
        if _is_word(kind) or (target not in kinds and target.startswith("word/")):
            return target
        return None
    for path, kind in kinds.items():
        if _is_word(kind) and path in package:
            return path
    return CUSTOMARY if CUSTOMARY in package and CUSTOMARY not in kinds else None


def related_part(package: Package, path: str, relation: str) -> str:
    """Path of the part to which ``path`` (``""`` is the package) has this relation, ``""`` if none.

    ``relation`` is how the type of the relation ends. Raises ``ReadError``.
    """
    folder, name = posixpath.split(path)
    found: list[str] = []

    def visit(element: str, attributes: dict[str, str]) -> None:
        is_inside = element == "Relationship" and attributes.get("TargetMode") != "External"
        if is_inside and attributes.get("Type", "").endswith(relation):
            found.append(_resolve(folder, attributes.get("Target", "")))

    if relations := package.read(posixpath.join(folder, "_rels", f"{name}.rels")):
        walk_part(relations, visit)
    return next((target for target in found if target in package), "")


def _content_types(package: Package) -> dict[str, str]:
    """Content types by path, and by extension (with its dot) for parts that have none of their own."""
    kinds: dict[str, str] = {}

    def visit(element: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if element == "Override":
            kinds[_resolve("", attributes.get("PartName", ""))] = kind
        elif element == "Default":
            kinds["." + attributes.get("Extension", "").lower()] = kind

    if types := package.read("[content_types].xml"):
        walk_part(types, visit)
    return kinds


def _is_word(kind: str) -> bool:
    return kind.endswith("main+xml") and ("wordprocessingml" in kind or "ms-word" in kind)


def _resolve(folder: str, target: str) -> str:
    path = unquote(target).replace("\\", "/").lower()
    if folder or "." in posixpath.dirname(path):
        path = posixpath.normpath(posixpath.join("/", folder, path))
    return path.strip("/")
