"""When a cell holds a placeholder instead of contents, and when masked names only look like one."""

from __future__ import annotations

from auditkit_rules.performance_target.lists import words

__all__ = ["bare_text", "is_placeholder", "residue_in"]

_LISTS = words("placeholders")
_WORDS = frozenset(word.lower() for word in (*_LISTS.words, *_LISTS.groups["text_only"]))
_WHOLE_CELL = _LISTS.patterns[0]


def bare_text(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def is_placeholder(text: str | None) -> bool:
    """Whether a text cell is filled with nothing but a placeholder (无, 详见附件, ——, 指标1)."""
    bare = bare_text(text or "").strip("。；;，,（）()“”\"")
    whole = bare_text(text or "")
    if not whole:
        return False
    return bare.lower() in _WORDS or _WHOLE_CELL.search(whole) is not None or residue_in(whole) == whole


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
