"""Functions over single values: words in texts, similarity, dates, rounding, presence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from difflib import SequenceMatcher
from time import process_time
from typing import Any

from auditkit.rulefile.language.comparing import read_moment
from auditkit.rulefile.language.faults import ExpressionFailed, ExpressionStopped
from auditkit.rulefile.language.frame import Frame, spend
from auditkit.rulefile.language.measures import measure
from auditkit.rulefile.language.patterns import UserPattern
from auditkit.rulefile.language.values import CONTEXT, RATIO, Missing, Moment, Quantity, is_blank
from auditkit.rulefile.language.words import WordList

__all__ = [
    "absolute",
    "contains",
    "contains_any",
    "date",
    "ends_with",
    "hits",
    "length",
    "matches",
    "missing",
    "present",
    "rounded",
    "same",
    "similarity",
    "starts_with",
    "year",
]

_COMPARED = 400
_REPETITIVE = 100
_MOST_PAIRS = 15_000
_NOTICED = 0.005
_NO_WORD = re.compile(r"[\W_]+")
_MOST_DIGITS = 12


def contains(frame: Frame, text: str, word: str) -> bool:
    """Whether the word is in the text."""
    spend(frame, 1 + len(text) // 1_000)
    return word in text


def contains_any(frame: Frame, text: str, words: Any) -> Any:
    """Whether any of the words is in the text; exceptions of a word list do not count."""
    return bool(_found(frame, text, words))


def hits(frame: Frame, text: str, words: Any) -> tuple[str, ...]:
    """The words that are in the text, in the order they stand there, each once."""
    return tuple(dict.fromkeys(_found(frame, text, words)))


def _found(frame: Frame, text: str, words: Any) -> list[str]:
    if isinstance(words, WordList):
        spend(frame, 1 + len(text) * (1 + len(words.words) // 20) // 50)
        return [hit.word for hit in words.find(text)]
    listed = _listed(words)
    spend(frame, 1 + len(listed) * (1 + len(text) // 1_000))
    return [hit for _, hit in sorted((text.find(word), word) for word in listed if word in text)]


def _listed(words: Any) -> tuple[str, ...]:
    if isinstance(words, str):
        return (words,)
    if isinstance(words, WordList):
        return words.words
    if isinstance(words, tuple) and all(isinstance(word, str | Missing) for word in words):
        return tuple(word for word in words if isinstance(word, str) and word)
    raise ExpressionFailed("词表里只能是文字。")


def starts_with(frame: Frame, text: str, words: Any) -> bool:
    """Whether the text starts with one of the words."""
    listed = _listed(words)
    spend(frame, 1 + len(listed) // 10)
    return text.lstrip().startswith(listed)


def ends_with(frame: Frame, text: str, words: Any) -> bool:
    """Whether the text ends with one of the words."""
    listed = _listed(words)
    spend(frame, 1 + len(listed) // 10)
    return text.rstrip().endswith(listed)


def matches(frame: Frame, text: str, pattern: UserPattern) -> bool:
    """Whether the pattern is found in the text."""
    spend(frame, 5 + len(text) // 100)
    return pattern.found(text, frame)


def similarity(frame: Frame, first: str, second: str) -> Quantity:
    """How much of two texts is the same, from 0 to 1: twice the common characters over all characters.

    Blanks, punctuation and full width do not matter; only the first 400 characters are compared, the
    first 100 of texts that repeat few characters over and over.

    Raises:
        ExpressionStopped: when the comparisons of one check take too long together.
    """
    left, right = _bare(first), _bare(second)
    if left == right:
        return Quantity(Decimal(1), RATIO)
    pairs = _pairs(left, right)
    if pairs > _MOST_PAIRS:
        left, right = left[:_REPETITIVE], right[:_REPETITIVE]
    spend(frame, 30 + min(pairs, _MOST_PAIRS) // 4)
    if frame.slow <= 0:
        raise ExpressionStopped("“相似度”比较的时间过长，已停止；请减少比较的次数。")
    before = process_time()
    likeness = SequenceMatcher(None, left, right, autojunk=False).ratio()
    taken = process_time() - before
    if taken > _NOTICED:
        frame.slow -= taken
    return Quantity(Decimal(str(round(likeness, 4))), RATIO)


def _pairs(left: str, right: str) -> int:
    """How many pairs of like characters two texts have: what the comparison grows with."""
    other = Counter(right)
    return sum(number * other[char] for char, number in Counter(left).items())


def _bare(text: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text[: 2 * _COMPARED])).lower()[:_COMPARED]


def length(frame: Frame, text: str) -> Decimal:
    """How many characters the text has, without blanks."""
    spend(frame, 1 + len(text) // 1_000)
    return Decimal(len("".join(text.split())))


def date(frame: Frame, value: Any) -> Moment | Missing:
    """The date that a text states."""
    spend(frame, 10)
    if isinstance(value, Moment):
        return value
    if isinstance(value, Decimal):
        value = str(value)
    return read_moment(value if isinstance(value, str) else value.raw)


def year(frame: Frame, value: Any) -> Decimal | Missing:
    """The year of a date."""
    moment = date(frame, value)
    if isinstance(moment, Missing):
        return moment
    if moment.year is None:
        return Missing(notes=(f"日期“{moment.iso}”没有写年份",), filled=True)
    return Decimal(moment.year)


def present(frame: Frame, value: Any) -> Any:
    """Whether something is filled in; missing where the form has no place for it."""
    gone = missing(frame, value)
    return gone if isinstance(gone, Missing) else not gone


def missing(frame: Frame, value: Any) -> Any:
    """Whether nothing is filled in; what is filled in and cannot be read is not missing."""
    if isinstance(value, Missing):
        return not value.filled if value.asked else value
    return len(value) == 0 if isinstance(value, tuple) else is_blank(value)


def rounded(frame: Frame, value: Any, digits: Any = Decimal(0)) -> Any:
    """The number rounded half up."""
    number = measure(value)
    places = measure(digits)
    if isinstance(number, Missing) or isinstance(places, Missing):
        return number if isinstance(number, Missing) else places
    wanted = places.number if isinstance(places, Quantity) else places
    if wanted != wanted.to_integral_value() or not 0 <= wanted <= _MOST_DIGITS:
        raise ExpressionFailed(f"“取整”的小数位数要在 0 到 {_MOST_DIGITS} 之间。")
    try:
        step = Decimal(1).scaleb(-int(wanted))
        if isinstance(number, Quantity):
            return Quantity(number.number.quantize(step, ROUND_HALF_UP, CONTEXT), number.unit)
        return number.quantize(step, ROUND_HALF_UP, CONTEXT)
    except DecimalException:
        return Missing(notes=("数值过大，无法取整",))


def absolute(frame: Frame, value: Any) -> Any:
    """The number without its sign."""
    number = measure(value)
    if isinstance(number, Missing):
        return number
    return Quantity(abs(number.number), number.unit) if isinstance(number, Quantity) else abs(number)


def same(frame: Frame, value: Any) -> Any:
    """The value itself: 上年 has already read it from the year before."""
    return value
