"""The shape of a table row in RTF: its edges and its merges."""

from __future__ import annotations

from auditkit.readers.docx_grid import CONTINUE, RESTART
from auditkit.readers.word_tables import CellShape, RowShape

__all__ = ["RowDefinition"]

_ACROSS = {"clmgf": RESTART, "clmrg": CONTINUE}
_DOWN = {"clvmgf": RESTART, "clvmrg": CONTINUE}
_WORDS = frozenset(("trowd", "trleft", "cellx"))
_FARTHEST = 2**20
_WIDEST = 1024


class RowDefinition:
    """What the control words from ``\\trowd`` on say of a row."""

    def __init__(self) -> None:
        self._left = 0
        self._across = self._down = 0
        self._edges: list[int] = []
        self._cells: list[CellShape] = []
        self._shape: RowShape | None = None

    def take(self, word: str, number: int | None) -> bool:
        """Take in a control word; whether it was about a row."""
        if word in _WORDS:
            self._shape = None
        if word == "trowd":
            self.__init__()  # type: ignore[misc]
        elif word == "trleft":
            self._left = max(min(number or 0, _FARTHEST), -_FARTHEST)
        elif word in _ACROSS:
            self._across = _ACROSS[word]
        elif word in _DOWN:
            self._down = _DOWN[word]
        elif word == "cellx":
            if len(self._cells) < _WIDEST:
                self._edges.append(max(min(number or 0, _FARTHEST), -_FARTHEST))
                self._cells.append(CellShape(self._across, self._down))
            self._across = self._down = 0
        else:
            return False
        return True

    def shape(self) -> RowShape | None:
        """The shape; None if there is none."""
        if self._shape is None and self._cells:
            left = min(self._left, self._edges[0])
            self._shape = RowShape((left, *self._edges), tuple(self._cells))
        return self._shape
