"""The characters of a PDF page: which are meant, where they stand, and which way is up."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter
from dataclasses import dataclass

from auditkit.document import ReadError
from auditkit.readers.docx_symbols import SYMBOL_FONTS, symbol_text
from auditkit.readers.lattice_ink import Ink, Run, runs_of
from auditkit.readers.lattice_letters import unify
from auditkit.readers.pdf_native import native

__all__ = ["Turn", "read_text"]

MOST = 400_000
"""Characters a page may have."""
_SAMPLES = 12
_LARGE = 25.0
"""Height from which even a run of several characters may be slanting."""
_ODD = re.compile("[\x00-\x20\x7f-\xa0\ud800-\udfff\ue000-\uf8ff\ufffd\ufffe\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Turn:
    """From the page's own coordinates to points from the top left, after ``quarters`` turns clockwise."""

    quarters: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom as seen."""
        if self.quarters == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.quarters == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.quarters == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def read_text(page: int, bounds: tuple[float, float, float, float], ink: Ink) -> Turn:
    """Put the characters of a page into ``ink``, upright whichever way they stand; tells how it was turned."""
    pdf = native()
    turned = pdf["Page_GetRotation"](page)
    text = pdf["Text_LoadPage"](page)
    if not text:
        return _sized(ink, Turn(turned, *bounds))
    try:
        count = pdf["Text_CountChars"](text)
        if count > MOST:
            raise ReadError("hostile", f"第 {ink.number} 页的字符超过 {MOST} 个，未读取，请拆分后再提交。")
        chars = _chars(text, count, ink) if count > 0 else []
        upright = _upright(text, chars)
        turn = _sized(ink, Turn(turned if upright is None else upright, *bounds))
        if turn.quarters != turned:
            ink.notes.add("turned")
        ink.runs = _straight(text, _runs(text, chars, turn), turn, ink)
        _doubt(text, ink)
    finally:
        pdf["Text_ClosePage"](text)
    return turn


def _sized(ink: Ink, turn: Turn) -> Turn:
    ink.width, ink.height = turn.size
    return turn


def _chars(text: int, count: int, ink: Ink) -> list[str]:
    """The characters by number, ``""`` for those that PDFium put in itself."""
    pdf = native()
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdf["Text_GetText"](text, 0, count, ctypes.addressof(buffer)) - 1
    line = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "surrogatepass")
    if len(line) != count or written != count:
        codes = map(pdf["Text_GetUnicode"], [text] * count, range(count))
        line = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
    line = unify(line)
    chars = list(line)
    for odd in _ODD.finditer(line):
        at = odd.start()
        chars[at] = _meant(text, at, chars[at], ink)
    return chars


def _meant(text: int, at: int, char: str, ink: Ink) -> str:
    """What a blank, a control character or one without meaning stands for."""
    pdf = native()
    if char in " \t\xa0":
        return "" if pdf["Text_IsGenerated"](text, at) else char.replace("\t", " ")
    if char in "\r\n":
        return ""
    if char in "\x02\ufffe\xad":
        return "-"
    if _PRIVATE.match(char):
        found = symbol_text(_font(text, at), f"{ord(char):x}")
        if _PRIVATE.match(found):
            ink.notes.add("symbols")
        return found
    if "\x7f" < char < "\xa0" and not pdf["Text_HasUnicodeMapError"](text, at):
        return ""
    ink.unmapped += 1
    ink.notes.add("unmapped")
    return "\ufffd"


def _font(text: int, at: int) -> str:
    """The name of a character's font without the letters before it that mark a subset."""
    buffer = ctypes.create_string_buffer(128)
    native()["Text_GetFontInfo"](text, at, ctypes.addressof(buffer), 128, None)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2].lower()
    plain = re.sub(r"[-,]?(?:regular|bold|italic|mt)+$", "", name.replace(" ", ""))
    plain = re.sub(r"^(wingdings)(\d)$", r"\1 \2", plain)
    return plain if plain in SYMBOL_FONTS else ""


def _upright(text: int, chars: list[str]) -> int | None:
    """How many quarter turns clockwise put most characters upright; None if too few tell."""
    visible = [at for at, char in enumerate(chars) if char.strip()]
    sample = visible[:: max(len(visible) // _SAMPLES, 1)][: 2 * _SAMPLES]
    if len(sample) < 4:
        return None
    angle = native()["Text_GetCharAngle"]  # clockwise
    angles = (angle(text, at) for at in sample)
    quarters = Counter(-round(turn / (math.pi / 2)) % 4 for turn in angles if math.isfinite(turn))
    most, times = quarters.most_common(1)[0] if quarters else (0, 0)
    return most if times * 2 > len(sample) else None


def _runs(text: int, chars: list[str], turn: Turn) -> list[Run]:
    """Runs from the characters' boxes, which are as high as the font and as wide as the advance."""
    count = len(chars)
    boxes = array("f", bytes(16 * count))
    base = boxes.buffer_info()[0]
    box = native()["Text_GetLooseCharBox"]
    for at, done in enumerate(map(box, [text] * count, range(count), range(base, base + 16 * count, 16))):
        if not done:
            chars[at] = ""
    lefts, tops, rights, bottoms = boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4]
    if turn.quarters == 0:
        return _flipped(runs_of(chars, lefts, bottoms, rights, tops), turn)
    seen = [turn.box(*edges) for edges in zip(lefts, bottoms, rights, tops, strict=True)]
    columns = list(zip(*seen, strict=True)) if seen else [(), (), (), ()]
    return runs_of(chars, columns[0], columns[1], columns[2], columns[3])


def _flipped(runs: list[Run], turn: Turn) -> list[Run]:
    """Runs in coordinates that go up the page, as seen from its top left."""
    x, y = turn.left, turn.top
    for run in runs:
        run.top, run.bottom = y - run.bottom, y - run.top
        if x:
            run.lefts = [left - x for left in run.lefts]
            run.rights = [right - x for right in run.rights]
    return runs


def _straight(text: int, runs: list[Run], turn: Turn, ink: Ink) -> list[Run]:
    """The runs without slanting text; text that stands on its side becomes one run for each stretch."""
    angle = native()["Text_GetCharAngle"]
    kept: list[Run] = []
    lying: Run | None = None
    for run in runs:
        inside = run.rights[-1] >= 0 and run.lefts[0] <= ink.width and 0 <= run.middle <= ink.height
        if not inside:
            continue
        if len(run.texts) > 1 and run.size < _LARGE:
            kept.append(run)
            continue
        slant = -angle(text, run.first) / (math.pi / 2) - turn.quarters
        if not math.isfinite(slant) or abs(slant - round(slant)) > 0.06:
            ink.notes.add("watermark")
        elif round(slant) % 2 == 0 or len(run.texts) > 1:
            kept.append(run)
        elif lying is not None and _touch(lying, run):
            lying.texts[0] += run.texts[0]
            lying.top, lying.bottom = min(lying.top, run.top), max(lying.bottom, run.bottom)
        else:
            lying = run
            kept.append(run)
    return kept


def _doubt(text: int, ink: Ink) -> None:
    """Put a mark in place of characters that are but the numbers of glyphs, told by the first of each run.

    Numbers of plain letters and digits are those of the characters more often than not.
    """
    has_no_code = native()["Text_HasUnicodeMapError"]
    for run in ink.runs:
        if run.first >= 0 and run.texts[0] != "\ufffd" and has_no_code(text, run.first) == 1:
            kept = ["\ufffd" if char > "~" else char for char in run.texts]
            lost = kept.count("\ufffd") - run.texts.count("\ufffd")
            ink.notes.add("unmapped" if lost else "guessed")
            ink.unmapped += lost
            run.texts = kept


def _touch(one: Run, other: Run) -> bool:
    """Whether two characters on their sides follow each other."""
    width = one.rights[0] - one.lefts[0]
    gap = max(other.top - one.bottom, one.top - other.bottom)
    return abs(one.lefts[0] - other.lefts[0]) < width / 2 and gap < width / 2
