"""What comes of merging a workbook into a pack: texts to write, changes, faults."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditkit.rulefile.sheets.book import SheetFault

__all__ = ["Merged"]


@dataclass(slots=True)
class Merged:
    """``texts`` are the files to write (None: to remove) by path; ``whole`` the pack as it then is.

    ``rows``: the row of each rule by its code; ``part_rows``: sheet and row of what stands on other
    sheets, by section and name. Where there are faults nothing may be written.
    """

    texts: dict[str, str | None] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    changes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    faults: list[SheetFault] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    part_rows: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def note(self, path: str, verb: str, name: str) -> None:
        """Note what changes in a file: 改, 增, 删 and what."""
        self.changes.setdefault(path, {}).setdefault(verb, []).append(name)
