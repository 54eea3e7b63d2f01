"""The static types of expressions: what kind of value a part has, as far as it is known at load."""

from __future__ import annotations

from dataclasses import dataclass

from auditkit.rulefile.language.values import PERCENT, RATIO, YUAN

__all__ = [
    "ANY",
    "DATE",
    "MONEY",
    "NUMBER",
    "PERCENTAGE",
    "QUANTITY",
    "SHARE",
    "TEXT",
    "TRUTH",
    "WORDS",
    "Sort",
    "is_numeric",
    "list_of",
    "sort_of_unit",
]


@dataclass(frozen=True, slots=True)
class Sort:
    """``kind`` is truth, number, money, percent, text, date, list or any.

    ``record`` names the part of the submission a value is, where it is one. ``unit`` is the unit of
    a number: empty for none, None where only the data tell. ``words`` names an enumeration, ``item``
    is the sort of a list's items.
    """

    kind: str
    record: str = ""
    unit: str | None = None
    words: str = ""
    item: Sort | None = None

    @property
    def spoken(self) -> str:
        """What a reviewer calls it."""
        if self.words:
            return "类别词"
        if self.kind == "number" and self.unit not in (None, ""):
            return "比值" if self.unit == RATIO else f"以“{self.unit}”计的数"
        return _SPOKEN.get(self.record) or _SPOKEN[self.kind]


_SPOKEN = {
    "truth": "真假判断",
    "number": "数",
    "money": "金额",
    "percent": "百分比",
    "text": "文字",
    "date": "日期",
    "list": "列表",
    "any": "不确定的值",
    "words": "词表",
    "target": "指标值",
    "budget": "一整项",
    "indicator": "一整项",
    "project": "一整项",
    "submission": "一整项",
    "batch": "一整项",
    "part": "一整项",
    "source": "一整项",
}

ANY = Sort("any")
TRUTH = Sort("truth")
TEXT = Sort("text")
DATE = Sort("date")
NUMBER = Sort("number", unit="")
QUANTITY = Sort("number")
MONEY = Sort("money", unit=YUAN)
PERCENTAGE = Sort("percent", unit=PERCENT)
SHARE = Sort("number", unit=RATIO)
WORDS = Sort("any", record="words")


def list_of(item: Sort) -> Sort:
    """The sort of a list with such items."""
    return Sort("list", item=item)


def is_numeric(sort: Sort) -> bool:
    """Whether it is a number of any kind, or a target value, which states one."""
    return sort.kind in ("number", "money", "percent") or sort.record == "target"


def sort_of_unit(unit: str | None) -> Sort:
    """The sort of a number with a known unit (None: without)."""
    return {None: NUMBER, YUAN: MONEY, PERCENT: PERCENTAGE}.get(unit) or Sort("number", unit=unit)
