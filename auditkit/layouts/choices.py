"""Tell which of several boxes is ticked: ☑新增项目 □延续项目."""

from __future__ import annotations

import re

from auditkit.layouts.draft import Draft
from auditkit.layouts.grid import Row
from auditkit.layouts.place import Place
from auditkit.layouts.text import squeeze

__all__ = ["chosen"]

_TICKED, _EMPTY = "☑☒■√✓✔●", "□☐○"
_BOX = re.compile(rf"[{_TICKED}{_EMPTY}]|.{{1,12}}[{_TICKED}{_EMPTY}]\Z")


def chosen(row: Row, place: Place, draft: Draft) -> Place:
    """The ticked one of the boxes in a row, the given place where none is; the other boxes say nothing."""
    boxes = [cell for cell in row.filled if _BOX.match(squeeze(cell.text))]
    ticked = next((cell for cell in boxes if any(mark in cell.text for mark in _TICKED)), None)
    kept = place.cell if ticked is None else ticked
    draft.use(row, *(cell for cell in boxes if cell is not kept), kind="ignored")
    return place if ticked is None else Place.of(row, ticked)
