"""The word lists of this pack."""

from __future__ import annotations

from auditkit_rules.lexicon import Lexicon, lexicons_of

__all__ = ["words"]

_LISTS = lexicons_of("performance_target")


def words(name: str) -> Lexicon:
    """The word list ``words/<name>.yaml`` of this pack, with what a bureau added to it."""
    return _LISTS(name)
