"""What types of spending a project is for: purchase, works, training, subsidies and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditkit import Project
from auditkit_rules.performance_target.lists import words

__all__ = ["Spending", "spendings_of"]

_TYPES, _DECOYS = words("project_types").entries, words("project_type_decoys").patterns

_START = re.compile("[，。；]")


@dataclass(frozen=True, slots=True)
class Spending:
    """A type, the words that tell it, the clause they stand in, and the indicators it should have."""

    type: str
    told: str
    clause: str
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
            clause = _START.split(text[: match.end()])[-1] + _START.split(text[match.end() :])[0]
            found.append(Spending(entry["type"], match.group(), clause, tuple(entry["needs"])))
    return tuple(found)
