"""Whether prose states anything that can be measured: a number with a unit, a share or a date."""

from __future__ import annotations

import re
import unicodedata

from auditkit_rules.performance_target._clauses import clauses
from auditkit_rules.performance_target.lists import words

__all__ = ["is_quantified"]

_STOPS = words("number_stops")
_READING = words("quantity_reading")
_UNITS = sorted({unit for group in words("units").groups.values() for unit in group}, key=len, reverse=True)
_UNIT = "|".join(re.escape(unit) for unit in _UNITS)
_FIGURE = re.compile(rf"\d[\d,.]*\s*[十百千万亿]*余?多?\s*(?:{_UNIT})")
_WORDED = re.compile(
    rf"(?<![第之唯统])(?:[一二两三四五六七八九十]?[百千万亿]|[二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)"
    rf"[十百千万亿余多]*(?:{_UNIT})(?!体|中心|化|流|致|同|带|路)"
)


def _plain(clause: str) -> str:
    for stop in _STOPS.words:
        clause = clause.replace(stop, "□")
    for pattern in (*_STOPS.patterns, *_READING.exceptions):
        clause = pattern.sub("□", clause)
    return clause


def is_quantified(text: str) -> bool:
    """Whether any clause has a figure with its unit, a percentage or a date; years alone are none."""
    for clause in clauses(unicodedata.normalize("NFKC", text.replace("㎡", "平方米"))):
        bare = _plain(clause)
        if _FIGURE.search(bare) or _WORDED.search(bare) or _READING.matches(bare):
            return True
    return False
