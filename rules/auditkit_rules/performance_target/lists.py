"""The word lists of this pack."""

from __future__ import annotations

from auditkit_rules.lexicon import Lexicon, lexicon

__all__ = ["words"]


def words(name: str) -> Lexicon:
    """The word list ``words/<name>.yaml`` of this pack."""
    return lexicon("performance_target", name)
