"""What a self-evaluation says of the year gone by: the money executed, and the goals reached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditkit.document import Anchor
from auditkit.layouts.columns import Header
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Row
from auditkit.layouts.indicators import Entry
from auditkit.layouts.place import Place
from auditkit.layouts.text import key_of, squeeze

__all__ = ["Line", "Outcomes"]

_NUMBER = re.compile(r"\d+(?:\.\d+)?分?")
Line = tuple[Mapping[str, str], Mapping[str, Anchor]]
"""A line of the execution table: its texts and their places, by column."""


@dataclass(slots=True)
class Outcomes:
    """The lines of the execution table, what is said of the goals, and the score of the whole.

    ``block`` is the label of the goal whose rows are being read, on forms with a block for each goal.
    """

    execution: list[Line] = field(default_factory=list)
    goals: list[Place] = field(default_factory=list)
    total: Place | None = None
    block: Place | None = None

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
        if self.total is not None:
            found["total_score"] = self.total.text
            anchors["/total_score"] = self.total.anchor
        return found

    def see_total(self, row: Row, header: Header, family: Family) -> None:
        """Take the score of the whole from a row of sums: under the scores, or by order where spans are lost."""
        columns = {column.field: column for column in header.columns}
        score = columns.get("score")
        if score is None or squeeze(row.filled[0].text) not in family.score_totals:
            return
        numbers = [cell for cell in row.filled if _NUMBER.fullmatch(squeeze(cell.text))]
        under = [c for c in numbers if c.column <= score.end and score.start < c.column + c.colspan]
        sums = sorted((columns[key] for key in ("weight", "score") if key in columns), key=lambda c: c.start)
        in_order = numbers[sums.index(score) :][:1] if len(numbers) == len(sums) else []
        for cell in (under or in_order)[:1]:
            self.total = Place.of(row, cell)

    @staticmethod
    def sums_up(row: Row, family: Family) -> bool:
        """Whether a row is the score of the whole: its title, and nothing but numbers."""
        if not row.filled or squeeze(row.filled[0].text) not in family.score_totals:
            return False
        texts = {squeeze(cell.text) for cell in row.filled} - family.score_totals
        return all(_NUMBER.fullmatch(text) or family.is_residue(text) for text in texts)

    def with_goal(self, entry: Entry) -> Entry:
        """The indicator with the goal whose block it stands in, where the form has blocks."""
        if self.block is None:
            return entry
        goal = key_of(self.block.text).plain
        return replace(
            entry, data={**entry.data, "goal": goal}, anchors={**entry.anchors, "goal": self.block.anchor}
        )
