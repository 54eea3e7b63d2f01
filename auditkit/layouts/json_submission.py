"""Take a structured submission (JSON) as it is; every value is its own place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditkit.document import Anchor, Document, Form, Unread
from auditkit.hookspecs import Layout

__all__ = ["JSON_SUBMISSION"]

_NAME = "submission-json"
_DEEPEST = 32


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _places(value: Any, pointer: str, depth: int = 0) -> Iterator[tuple[str, Anchor]]:
    """Every value below ``pointer`` with its JSON pointer as its place."""
    scalar = not isinstance(value, dict | list)
    stated = value.get("raw") if isinstance(value, dict) else value
    text = "" if stated is None or isinstance(stated, dict | list) else str(stated)
    yield pointer, Anchor(pointer, text=text)
    if scalar or depth >= _DEEPEST:
        return
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield from _places(item, f"{pointer}/{_escape(str(key))}", depth + 1)


def _score(document: Document) -> int:
    data = document.data
    held = isinstance(data, dict) and isinstance(data.get("projects"), list)
    return 100 if document.format == "json" and held else 0


def _take(document: Document) -> Form:
    projects: list[Mapping[str, Any]] = []
    unread: list[Unread] = []
    anchors: dict[str, Anchor] = {}
    for number, project in enumerate(document.data["projects"]):
        if not isinstance(project, dict):
            unread.append(Unread(Anchor(f"/projects/{number}"), "这一项不是项目对象，未读取。"))
            continue
        place = f"/projects/{len(projects)}"
        written = f"/projects/{number}"
        for pointer, anchor in _places(project, written):
            anchors[place + pointer.removeprefix(written)] = anchor
        projects.append({"form": _NAME, **project})
    return Form(_NAME, tuple(projects), anchors, tuple(unread))


JSON_SUBMISSION = Layout(_NAME, "结构化申报数据（JSON）", _score, _take)
