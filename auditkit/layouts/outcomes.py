"""What a self-evaluation says of the year gone by: the money executed, and the goals reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditkit.document import Anchor
from auditkit.layouts.place import Place

__all__ = ["Line", "Outcomes"]

Line = tuple[Mapping[str, str], Mapping[str, Anchor]]
"""A line of the execution table: its texts and their places, by column."""


@dataclass(slots=True)
class Outcomes:
    """The lines of the execution table and what is said of the goals."""

    execution: list[Line] = field(default_factory=list)
    goals: list[Place] = field(default_factory=list)

    def settle(self, anchors: dict[str, Anchor]) -> dict[str, Any]:
        """The fields of the submission, only those that the form has; puts their places into ``anchors``."""
        found: dict[str, Any] = {}
        if self.execution:
            found["execution"] = [dict(texts) for texts, _ in self.execution]
            for number, (texts, places) in enumerate(self.execution):
                anchors[f"/execution/{number}"] = places["label"]
                anchors.update({f"/execution/{number}/{key}": places[key] for key in texts})
        if self.goals:
            found["outcome"] = "\n".join(place.text for place in self.goals)
            anchors["/outcome"] = self.goals[0].anchor
        return found
