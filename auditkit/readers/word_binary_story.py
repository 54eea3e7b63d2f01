"""The stories of a binary Word file: paragraphs and tables in their order, text boxes where they hang."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from auditkit.document import Limits
from auditkit.readers.docx_grid import RawTable
from auditkit.readers.docx_numbers import Numbering, with_label
from auditkit.readers.docx_package import hostile
from auditkit.readers.word_binary_file import WordFile
from auditkit.readers.word_binary_looks import Run, Runs, character_runs, paragraph_runs
from auditkit.readers.word_binary_marks import ParagraphLook, character_look, paragraph_look
from auditkit.readers.word_binary_pieces import read_pieces
from auditkit.readers.word_binary_rows import row_shape
from auditkit.readers.word_binary_styles import read_fonts, read_styles
from auditkit.readers.word_binary_text import TextMaker, look_runs
from auditkit.readers.word_tables import TableStack

__all__ = ["StoryReader"]

PARAGRAPHS = 1_000_000
"""Paragraphs that a document may have."""
_MARK = re.compile("[\r\x07\x0c]")
_NOTHING = ParagraphLook()


class StoryReader:
    """Reads the main story and the text boxes that hang in it. Raises ``ReadError``."""

    def __init__(
        self, file: WordFile, limits: Limits, numbering: Callable[[], Numbering], notes: set[str]
    ) -> None:
        self.notes = notes
        self._file, self._limits, self._make_numbering = file, limits, numbering
        self._numbering: Numbering | None = None
        self._pieces = read_pieces(file)
        self._styles = read_styles(file.part("styles"))
        self._paragraphs: Runs = paragraph_runs(file.text, file.part("paragraphs"))
        self._sections = frozenset(_positions(file.part("sections"), 12))
        self._counted = 0
        self._looks = cache(self._make_look)
        self._shapes = cache(row_shape)
        fonts = read_fonts(file.part("fonts"))
        look_of = cache(lambda data: character_look(data, fonts))
        runs = character_runs(file.text, file.part("characters"))
        looks = list(look_runs(self._pieces, runs, look_of))
        self._maker = TextMaker(self._pieces.text, looks, self._styles.hidden, notes)

    def items(self) -> list[str | RawTable]:
        """All that stands in the document."""
        start, end = self._file.story("main")
        boxes, loose = _boxes(self._file)
        found = self._read(start, end, boxes)
        for first, last in loose:
            found += self._box(first, last)
        return found

    def _read(self, start: int, end: int, boxes: Mapping[int, tuple[int, int]]) -> list[str | RawTable]:
        text = self._pieces.text
        stack = TableStack(self._limits, self.notes)
        end = min(end, len(text))
        anchors = sorted(boxes, reverse=True)
        hung: list[str | RawTable] = []
        begin = start
        for found in _MARK.finditer(text, start, end):
            mark = found.start()
            run, look = self._paragraph(mark)
            hidden = run is not None and run.style in self._styles.hidden
            if found[0] == "\x0c" and mark + 1 not in self._sections:
                continue
            self._maker.add(begin, mark, hidden)
            while anchors and anchors[-1] <= mark:
                hung += self._box(*boxes[anchors.pop()])
            begin = mark + 1
            ends = found[0] != "\r" or look.ends_inner_cell or look.ends_inner_row
            if not ends and self._maker.deleted(mark):
                self.notes.add("tracked")
                continue
            self._end(stack, found[0], mark, run, look)
            if hung:
                stack.add(look.depth, *hung)
                hung = []
        self._maker.add(begin, end, False)
        if rest := self._maker.take():
            stack.add(0, rest)
        for anchor in reversed(anchors):
            stack.add(0, *self._box(*boxes[anchor]))
        return stack.finish()

    def _box(self, start: int, end: int) -> list[str | RawTable]:
        """A text box, unless it is blank; it is read like a document of its own."""
        found = self._aside(start, end)
        return found if any(not isinstance(item, str) or item.strip() for item in found) else []

    def _aside(self, start: int, end: int) -> list[str | RawTable]:
        kept, self._maker = self._maker, self._maker.another()
        try:
            return self._read(start, end, {})
        finally:
            self._maker = kept

    def _end(self, stack: TableStack, mark: str, position: int, run: Run | None, look: ParagraphLook) -> None:
        """The end of a paragraph, and of the cell or row that ends with it."""
        self._counted += 1
        if self._counted > PARAGRAPHS:
            raise hostile("文件内的段落过多")
        text = self._labelled(self._maker.take(), run, look)
        if mark == "\x07":
            if look.ends_row:
                self._end_row(stack, 1, look, position)
                return
            stack.add(1, text)
            stack.end_cell(1)
        elif look.ends_inner_row and look.depth > 1:
            self._end_row(stack, look.depth, look, position)
        else:
            stack.add(look.depth, text)
            if look.ends_inner_cell and look.depth > 1:
                stack.end_cell(look.depth)

    def _end_row(self, stack: TableStack, depth: int, look: ParagraphLook, position: int) -> None:
        shape = self._shapes(look.row, stack.cells(depth))
        stack.end_row(depth, shape, self._maker.deleted(position))

    def _labelled(self, text: str, run: Run | None, look: ParagraphLook) -> str:
        """The text with its automatic number; it counts even if the paragraph is empty."""
        style = run.style if run else 0
        number = self._styles.lists.get(style, 0) if look.list is None else look.list
        if not number or look.ends_row or look.ends_inner_row:
            return text
        if self._numbering is None:
            self._numbering = self._make_numbering()
        level = self._styles.levels.get(style, 0) if look.level is None else look.level
        label = self._numbering.count(str(number), level)
        if label is None and look.depth:
            self.notes.add("numbered")
        return with_label(label or "", text)

    def _paragraph(self, mark: int) -> tuple[Run | None, ParagraphLook]:
        """What is said of the paragraph that ends at ``mark``."""
        piece = self._pieces.at(mark)
        run = self._paragraphs.at(piece.place(mark))
        if run is None and not piece.added:
            return None, _NOTHING
        return run, self._looks((run.properties if run else b"") + piece.added)

    def _make_look(self, data: bytes) -> ParagraphLook:
        return paragraph_look(data, self._elsewhere)

    def _elsewhere(self, place: int) -> bytes:
        """Properties in the data stream, after their length."""
        if place < 0:
            return b""
        size = int.from_bytes(self._file.data[place : place + 2], "little")
        return self._file.data[place + 2 : place + 2 + size]


def _positions(data: bytes, width: int) -> list[int]:
    """The positions in front of a list of entries of ``width`` bytes."""
    count = (len(data) - 4) // (4 + width)
    return list(struct.unpack_from(f"<{count + 1}i", data)) if count > 0 else []


def _boxes(file: WordFile) -> tuple[dict[int, tuple[int, int]], Sequence[tuple[int, int]]]:
    """The stretches of the text boxes by the character they hang on; and those that hang nowhere."""
    first, last = file.story("boxes")
    shapes, boxes = file.part("shapes"), file.part("boxes")
    places, bounds = _positions(shapes, 26), _positions(boxes, 22)
    anchors: dict[int, int] = {}
    for number, place in enumerate(places[:-1]):
        start = 4 * len(places) + 26 * number
        anchors[int.from_bytes(shapes[start : start + 4], "little")] = place
    hung: dict[int, tuple[int, int]] = {}
    loose = []
    reach = first
    for number, begin in enumerate(bounds[:-1]):
        start = 4 * len(bounds) + 22 * number
        shape = int.from_bytes(boxes[start + 14 : start + 18], "little")
        reused = int.from_bytes(boxes[start + 8 : start + 10], "little")
        stretch = (min(first + begin, last), min(first + bounds[number + 1], last))
        if reused or not reach <= stretch[0] < stretch[1]:
            continue
        reach = stretch[1]
        if shape in anchors and anchors[shape] not in hung:
            hung[anchors[shape]] = stretch
        else:
            loose.append(stretch)
    return hung, loose
