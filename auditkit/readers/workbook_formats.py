"""What a spreadsheet shows of a stored value: number formats applied, nothing else changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from auditkit.readers.workbook_codes import Section, sections_of
from auditkit.readers.workbook_dates import write_date
from auditkit.readers.workbook_numbers import Pattern, exactly, pattern_of, write_general

__all__ = ["BUILT_IN", "Format", "format_of"]

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    30: "m-d-yy",
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-";@',
    42: '¥#,##0;¥-#,##0;¥"-";@',
    43: '#,##0.00;-#,##0.00;"-"??;@',
    44: '¥#,##0.00;¥-#,##0.00;¥"-"??;@',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Formats known by number only, as the Chinese Excel shows them."""


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """One number format. ``is_general`` when it changes nothing."""

    sections: tuple[Section, ...]
    text: Section | None
    patterns: tuple[Pattern | None, ...] = field(repr=False)
    is_general: bool = False

    def show_text(self, text: str) -> str:
        """What is shown of a text."""
        if self.text is None:
            return text
        return "".join(text if kind == "text" else piece for kind, piece in self.text.tokens)

    def show_number(self, value: float, is_1904: bool = False) -> tuple[str, str]:
        """What is shown of a number, and what is to be said of it.

        That is ``""``, ``"rounded"`` (digits are not shown), ``"hidden"`` (nothing is shown), or
        ``"plain"`` (the format is not understood; shown as without one).
        """
        number = exactly(value)
        if not self.sections:
            return write_general(number), ""
        index = _choose(self.sections, number)
        section, pattern = self.sections[index], self.patterns[index]
        if section.kind == "date":
            text = write_date(section.tokens, number, is_1904, section.is_chinese)
            return (write_general(number), "plain") if text is None or section.odd else (text, "")
        if section.kind == "text":
            return write_general(number), ""
        drops = section.drops_sign if section.condition else index == 1
        sign = "-" if number < 0 and not drops else ""
        if section.odd or (pattern is not None and pattern.fraction):
            return write_general(number), "plain"
        return self._signed(section, pattern, abs(number), sign)

    @staticmethod
    def _signed(section: Section, pattern: Pattern | None, size: Decimal, sign: str) -> tuple[str, str]:
        if pattern is not None:
            text, exact = pattern.write(size)
            return (sign + text).strip(" "), "" if exact else "rounded"
        shown = write_general(size) if section.kind == "general" else ""
        text = "".join(shown if kind == "general" else piece for kind, piece in section.tokens)
        if not text.strip() and not shown:
            return "", "hidden"
        return (sign + text if shown else text).strip(" "), ""


def _choose(sections: tuple[Section, ...], number: Decimal) -> int:
    """Which of the sections for numbers shows this one."""
    if any(section.condition for section in sections[:2]):
        for index, section in enumerate(sections[:2]):
            if section.meets(number) or (section.condition is None and index == 0 and number > 0):
                return index
        return len(sections) - 1
    if number < 0 and len(sections) > 1:
        return 1
    return 2 if number == 0 and len(sections) > 2 else 0


@lru_cache(maxsize=1024)
def format_of(code: str) -> Format:
    """The format that a code describes; any text at all is one."""
    sections = sections_of(code)
    text = None
    if len(sections) > 3:
        text = sections[3]
    elif sections[-1].kind == "text":
        text = sections[-1]
    numbers = sections[:3] if len(sections) > 3 else sections
    if text is not None and len(sections) <= 3 and len(sections) > 1:
        numbers = sections[:-1]
    patterns = tuple(pattern_of(s.tokens) if s.kind == "number" else None for s in numbers)
    plain = len(sections) == 1 and sections[0].kind == "general" and len(sections[0].tokens) == 1
    if plain and not sections[0].odd:
        return Format((), None, (), True)
    return Format(numbers, text, patterns)
