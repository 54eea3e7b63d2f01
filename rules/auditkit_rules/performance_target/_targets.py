"""How rules read target values: the written text, its direction, its marks and its bare figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from auditkit import NotApplicable, NotJudged, TargetValue, parse_target_value, plain
from auditkit_rules.performance_target.lists import words

__all__ = [
    "Mark",
    "blank",
    "direction_of",
    "figure_of",
    "folded",
    "has_number",
    "marks_of",
    "numbers_in",
    "shown",
    "sign_of",
    "unreadable",
]

_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SMALL = {0xFE66: ord("="), 0xFE65: ord(">"), 0xFE64: ord("<")}
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "="}


@dataclass(frozen=True, slots=True)
class Mark:
    """A comparison as written and the sign it stands for (``≥ ≤ = ＞ ＜``); words are no symbols."""

    written: str
    canonical: str
    symbol: bool


def folded(raw: str) -> str:
    """The text without blanks and with half-width digits, letters and marks; ≥ and ≤ stay."""
    return _BLANK.sub("", raw.translate(_WIDE | _SMALL))


def _known_marks() -> dict[str, Mark]:
    known: dict[str, Mark] = {}
    for entry in words("comparison_marks").entries:
        for key, symbol in (("prefix", False), ("suffix", False), ("symbols", True)):
            for written in entry.get(key, ()):
                known[written] = Mark(written, entry["canonical"], symbol)
    return known


_MARKS = _known_marks()
_FOLDED = {folded(written): mark for written, mark in reversed(_MARKS.items())}
_SYMBOLS = sorted((mark for mark in _MARKS if _MARKS[mark].symbol), key=len, reverse=True)
_LEADING = re.compile("|".join(re.escape(symbol) for symbol in _SYMBOLS))


def shown(raw: str) -> str:
    """The text as a message quotes it: on one line."""
    return " ".join(raw.split())


def has_number(raw: str) -> bool:
    """Whether an Arabic digit stands in the text."""
    return re.search(r"\d", folded(raw)) is not None


def numbers_in(raw: str) -> tuple[str, ...]:
    """The Arabic numbers of a text, as written."""
    return tuple(_NUMBER.findall(folded(raw)))


def marks_of(target: TargetValue) -> tuple[Mark, ...]:
    """The comparison marks of a value, as written and in order."""
    written = target.marks
    if not written and target.kind == "unparsed":
        written = tuple(_leading_symbols(target.raw))
    pieces = [piece for text in written for piece in _apart(text)]
    return tuple(mark for piece in pieces if (mark := _mark(piece)) is not None)


def _apart(mark: str) -> list[str]:
    """The signs of a run no list knows (``≥≤``); any other mark by itself."""
    if mark in _MARKS or folded(mark) in _FOLDED:
        return [mark]
    signs = _leading_symbols(mark)
    return signs if len("".join(signs)) == len(mark) else [mark]


@cache
def _mark(written: str) -> Mark | None:
    """A mark the list knows, or one the grammar of values takes for a comparison."""
    known = _MARKS.get(written) or _FOLDED.get(written)
    if known is not None:
        return Mark(written, known.canonical, known.symbol)
    operator = parse_target_value(f"{written}5个").operator or parse_target_value(f"5个{written}").operator
    sign = _SIGNS.get(operator or "")
    return Mark(written, sign, False) if sign else None


def _leading_symbols(raw: str) -> list[str]:
    text, found = raw.strip(), []
    while match := _LEADING.match(text):
        found.append(match.group())
        text = text[match.end() :].lstrip()
    return found


def direction_of(target: TargetValue) -> str | None:
    """``up`` for ≥ and ＞, ``down`` for ≤ and ＜, else None."""
    return {">=": "up", ">": "up", "<=": "down", "<": "down"}.get(target.operator or "")


def sign_of(target: TargetValue) -> str:
    """The operator as a form should write it; blank where there is none."""
    return _SIGNS.get(target.operator or "", "")


def figure_of(target: TargetValue) -> str:
    """The value without its comparison marks, as filed: ``140万页`` for ``≥140万页``."""
    text = folded(target.raw)
    for mark in target.marks:
        text = text.replace(folded(mark), "", 1)
    if re.match(r"[￥¥]?\d", text):
        return text
    return plain(target.number) + (target.unit or "") if target.number is not None else text


def blank(target: TargetValue) -> bool:
    """Whether nothing is filled in."""
    return target.kind == "empty" or not target.raw.strip()


def unreadable(target: TargetValue) -> NotApplicable | NotJudged | None:
    """Why a rule that needs one number cannot say anything of this value; None if it can."""
    if blank(target):
        return NotApplicable("指标值为空，由填报完整性规则提出")
    if target.kind == "qualitative":
        return NotApplicable("指标值为定性表述")
    if target.kind == "date":
        return NotApplicable("指标值为日期")
    if target.kind == "unparsed" or target.number is None:
        return NotJudged(f"指标值“{shown(target.raw)}”未能识别为单一数值")
    return None
