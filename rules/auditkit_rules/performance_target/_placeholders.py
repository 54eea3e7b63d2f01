"""When a cell holds a placeholder or a label of the form instead of contents, and what only looks like one."""

from __future__ import annotations

import re

from auditkit_rules.performance_target.lists import words

__all__ = ["bare_text", "is_blank", "is_label", "is_placeholder", "residue_in"]

_LISTS = words("placeholders")
_WORDS = frozenset(word.lower() for word in (*_LISTS.words, *_LISTS.groups["text_only"]))
_WHOLE_CELL = _LISTS.patterns[0]
_NUMBER = re.compile(r"^(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[)）]|[①-⑳])(?!\d)")
_LABELS = frozenset(words("form_labels").words)


def bare_text(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def is_placeholder(text: str | None) -> bool:
    """Whether a text cell is filled with nothing but a placeholder (无, 2.详见附件, ——, 指标1)."""
    whole = _NUMBER.sub("", bare_text(text or ""))
    if not whole:
        return False
    bare = whole.strip("。；;，,（）()“”\"")
    return bare.lower() in _WORDS or _WHOLE_CELL.search(whole) is not None or residue_in(whole) == whole


def is_blank(text: str | None) -> bool:
    """Whether nothing is filled in but, at most, a list number or the name of a field (1., 绩效目标：)."""
    return not _NUMBER.sub("", bare_text(text or "")) or is_label(text)


def is_label(text: str | None) -> bool:
    """Whether a cell holds only the name of a field of the form (预算规模及资金用途：)."""
    return bare_text(text or "").rstrip("：:") in _LABELS


def residue_in(text: str) -> str | None:
    """The template residue left inside a text (``**``, ``XX``, ``（请填写…）``); None without one.

    Masked persons and numbers (张**, 138****1234) and masked places (XX县) are no residue.
    """
    for pattern in _LISTS.exceptions:
        text = pattern.sub("", text)
    for pattern in _LISTS.patterns[1:]:
        found = pattern.search(text)
        if found is not None:
            return found.group()
    return None
