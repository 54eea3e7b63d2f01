"""The text of one paragraph of a binary Word file: fields, symbols, and all that does not show."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from auditkit.readers.word_binary_looks import Runs
from auditkit.readers.word_binary_marks import CharacterLook
from auditkit.readers.word_binary_pieces import Pieces, with_pairs
from auditkit.readers.word_fields import asks_for_choice, text_in_field

__all__ = ["LookRun", "TextMaker", "look_runs"]

_CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\r]")
_SHOWN = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-"}
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_ON, _OPPOSITE = 1, 0x81


@dataclass(frozen=True, slots=True)
class LookRun:
    """Characters from ``start`` up to ``end``, counted over all stories, with a look of their own."""

    start: int
    end: int
    look: CharacterLook


def look_runs(
    pieces: Pieces, runs: Runs, look_of: Callable[[bytes], CharacterLook | None]
) -> Iterator[LookRun]:
    """The stretches of the text whose look changes it, in order."""
    for piece in pieces.pieces:
        end = piece.length * piece.width + piece.offset
        if piece.added and (whole := look_of(piece.added)):
            found = list(runs.between(piece.offset, end))
            if not found:
                yield LookRun(piece.start, piece.start + piece.length, whole)
        for run in runs.between(piece.offset, end):
            look = look_of(run.properties + piece.added)
            if look is not None:
                first = max(run.start - piece.offset, 0) // piece.width
                last = (min(run.end, end) - piece.offset + piece.width - 1) // piece.width
                yield LookRun(piece.start + first, piece.start + last, look)


class TextMaker:
    """Makes texts of stretches of characters, which must come in their order."""

    def __init__(
        self, text: str, looks: Sequence[LookRun], hidden_styles: frozenset[int], notes: set[str]
    ) -> None:
        self._text = text
        self._looks = looks
        self._starts = [run.start for run in looks]
        self._hidden_styles = hidden_styles
        self._notes = notes
        self._fields: list[int] = []
        self._pieces: list[str] = []

    def another(self) -> TextMaker:
        """One more for the same text, to read something in between."""
        return TextMaker(self._text, self._looks, self._hidden_styles, self._notes)

    def deleted(self, position: int) -> bool:
        """Whether a single character is marked as deleted."""
        look = self._look(position)
        return look is not None and look.deleted

    def add(self, start: int, end: int, hidden: bool) -> None:
        """Go on with the paragraph at hand; ``hidden`` is what its style says."""
        plain = self._text[start:end]
        number = bisect_right(self._starts, start) - 1
        touched = number >= 0 and self._looks[number].end > start
        touched = touched or (number + 1 < len(self._looks) and self._starts[number + 1] < end)
        if not touched:
            self._add(plain, None, hidden)
            return
        at, number = start, max(number, 0)
        while at < end:
            while number < len(self._looks) and self._looks[number].end <= at:
                number += 1
            run = self._looks[number] if number < len(self._looks) else None
            if run is None or run.start >= end:
                self._add(self._text[at:end], None, hidden)
                break
            if run.start > at:
                self._add(self._text[at : run.start], None, hidden)
                at = run.start
            stop = min(run.end, end)
            self._add(self._text[at:stop], run.look, hidden)
            at = stop

    def take(self) -> str:
        """The text of the paragraph, which is now over."""
        text = with_pairs("".join(self._pieces))
        self._pieces.clear()
        self._fields.clear()
        return text

    def _look(self, position: int) -> CharacterLook | None:
        number = bisect_right(self._starts, position) - 1
        if number < 0 or self._looks[number].end <= position:
            return None
        return self._looks[number].look

    def _add(self, text: str, look: CharacterLook | None, hidden: bool) -> None:
        """Add a stretch of one look."""
        if not text:
            return
        if look is not None:
            if look.deleted:
                self._notes.add("tracked")
                return
            if look.inserted:
                self._notes.add("tracked")
            hidden = self._hides(look, hidden)
        symbol = None if look is None else look.symbol
        if symbol is not None:
            text = "".join(symbol if char in "(\x28\x00" else char for char in text)
        if hidden and _CONTROL.sub("", text).strip():
            self._notes.add("hidden")
        at = 0
        for found in _CONTROL.finditer(text):
            if not hidden and found.start() > at:
                self._write(text[at : found.start()], look)
            self._control(found[0], hidden)
            at = found.end()
        if not hidden and at < len(text):
            self._write(text[at:], look)

    def _write(self, text: str, look: CharacterLook | None) -> None:
        table = None if look is None else look.table
        self._pieces.append(text.translate(table) if table else text)

    def _hides(self, look: CharacterLook, hidden: bool) -> bool:
        """Hiding is a toggle: a hidden run style in a hidden paragraph style shows again."""
        if look.style is not None:
            hidden = hidden != (look.style in self._hidden_styles)
        if look.vanish is None or look.vanish == 0x80:
            return hidden
        return not hidden if look.vanish == _OPPOSITE else look.vanish == _ON

    def _control(self, char: str, hidden: bool) -> None:
        if char == _BEGIN:
            self._fields.append(len(self._pieces))
        elif char in (_SEPARATE, _END):
            self._end_part(char)
        elif char == "\x02":
            self._notes.add("footnotes")
        elif not hidden and char in _SHOWN:
            self._pieces.append(_SHOWN[char])

    def _end_part(self, char: str) -> None:
        """Drop what a field says between its begin and its separator; keep its result."""
        if not self._fields:
            return
        mark = self._fields.pop()
        if mark >= 0:
            said = "".join(self._pieces[mark:])
            if asks_for_choice(said):
                self._notes.add("form fields")
            self._pieces[mark:] = [text_in_field(said)] if char == _END else []
        if char == _SEPARATE:
            self._fields.append(-1)
