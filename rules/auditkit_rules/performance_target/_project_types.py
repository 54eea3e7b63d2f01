"""What types of spending a project is for: purchase, works, training, subsidies and the like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditkit import Project
from auditkit_rules.performance_target.lists import words

__all__ = ["Spending", "spendings_of"]

_TYPES, _DECOYS = words("project_types").entries, words("project_type_decoys").patterns


@dataclass(frozen=True, slots=True)
class Spending:
    """A type, the words of the project that tell it, and the indicators it should have."""

    type: str
    told: str
    needs: tuple[Mapping[str, Any], ...]


def _plain(text: str) -> str:
    for pattern in _DECOYS:
        text = pattern.sub("，", text)
    return text


def spendings_of(project: Project) -> tuple[Spending, ...]:
    """The types told by verb and object in the name and the purpose, each once."""
    text = "。".join((_plain(project.name), _plain(project.purpose or "")))
    found = []
    for entry in _TYPES:
        match = entry["trigger"].search(text)
        if match is not None:
            found.append(Spending(entry["type"], match.group(), tuple(entry["needs"])))
    return tuple(found)
