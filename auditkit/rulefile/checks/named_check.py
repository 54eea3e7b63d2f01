"""A named check: what a rule writes as ``check:``, with its scopes, its maker and its manual page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from auditkit.finding import Evidence, Issue, NotJudged, Outcome
from auditkit.rulefile.checks.settings import Settings, compile_settings
from auditkit.rulefile.checks.spots import Spot
from auditkit.rulefile.language.frame import SCOPES, Frame, Names, Scope
from auditkit.rulefile.language.values import Missing
from auditkit.rulefile.load_checks import Faults, line_of, listed
from auditkit_schemas import load_schema

__all__ = ["CONTAINERS", "NamedCheck", "Run", "issue_at", "unjudged"]

Run = Callable[[Frame], Iterator[Outcome]]
CONTAINERS: tuple[Scope, ...] = ("batch", "submission", "project")
_SCOPE_WORDS = {"batch": "批次", "submission": "申报", "project": "项目", "indicator": "指标"}


@dataclass(frozen=True, slots=True)
class NamedCheck:
    """``build`` makes the function that runs; ``items`` tells by scope what it goes through without ``of``.

    ``about`` is what the manual says beyond the schema's descriptions.
    """

    name: str
    build: Callable[[Settings], Run]
    about: str = ""
    scopes: tuple[Scope, ...] = SCOPES
    items: Callable[[Scope], Scope | None] | None = None

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema of its own keys."""
        found: Mapping[str, Any] = load_schema("rules")["$defs"][f"check_{self.name}"]
        return found

    @property
    def title(self) -> str:
        """Its Chinese name."""
        return str(self.schema["title"])

    @property
    def example(self) -> str:
        """A rule in YAML that uses it."""
        return _examples()[self.name]

    def prepare(self, entry: Mapping[str, Any], names: Names, faults: Faults) -> tuple[Run | None, Settings]:
        """The function that runs the check as the entry wants it, or None with the faults noted."""
        before = len(faults)
        if names.scope not in self.scopes:
            words = listed(_SCOPE_WORDS[scope] for scope in self.scopes)
            sentence = f"检查 {self.name} 不能用于{_SCOPE_WORDS[names.scope]}，for_each 请写{words}之一。"
            faults.add(line_of(entry, "for_each"), sentence)
            return None, Settings(entry, names, faults)
        default = self.items(names.scope) if self.items else None
        settings = compile_settings(self.name, entry, names, default, faults)
        if len(faults) > before:
            return None, settings
        run = self.build(settings)
        return (run if len(faults) == before else None), settings

    def manual(self) -> str:
        """Its page of the manual, in Chinese: what it does, its options, one example."""
        needed = self.schema.get("required", [])
        lines = [
            f"{self.name}（{self.title}）",
            "",
            str(self.schema["description"]),
            *self._notes(),
            "",
            "参数",
        ]
        for key, card in self.schema["properties"].items():
            must = "，必须写" if key in needed else ""
            lines.append(f"    {key}（{card['title']}{must}）：{card['description']}")
        either = [item["required"][0] for item in self.schema.get("anyOf", ())]
        if either:
            lines.append(f"    {'、'.join(either)} 中至少写一项。")
        words = "、".join(_SCOPE_WORDS[scope] for scope in reversed(self.scopes))
        lines += ["", "适用对象", f"    {words}", "", "示例"]
        lines += [f"    {line}" if line else "" for line in self.example.strip("\n").split("\n")]
        return "\n".join(lines) + "\n"

    def _notes(self) -> list[str]:
        return [self.about] if self.about else []


@cache
def _examples() -> Mapping[str, str]:
    """The text of each rule in ``examples.yaml``, by its check."""
    text = (files(__package__) / "examples.yaml").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=- code:)", text)[1:]
    return {re.findall(r"(?m)^  check: (\w+)$", entry)[0]: entry for entry in entries}


def unjudged(missing: Missing) -> NotJudged:
    """What to say where a value is missing."""
    return NotJudged(missing.reason.rstrip("。"))


def issue_at(
    spot: Spot,
    message: str,
    suggestion: str = "",
    evidence: tuple[Evidence, ...] = (),
    others: tuple[Spot, ...] = (),
) -> Issue:
    """An issue at a place, with other places beside it."""
    places = {(id(other.subject), other.field): other.place for other in others}
    places.pop((id(spot.subject), spot.field), None)
    return Issue(
        message=message,
        suggestion=suggestion,
        field=spot.field,
        subject=spot.subject,
        evidence=evidence,
        related=tuple(places.values()),
    )
