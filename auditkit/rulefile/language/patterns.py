"""Patterns that users write: a bounded syntax, compiled at load, searched under a time limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from time import process_time
from typing import Any

from auditkit.rulefile.language.faults import ExpressionError, ExpressionStopped, Mark
from auditkit.rulefile.language.frame import Frame

__all__ = ["SECONDS", "UserPattern", "compile_pattern"]

SECONDS = 0.05
"""Processor time of one search; ``regex`` measures it, not the clock on the wall."""

_NOTICED = 0.001
_LONGEST = 300
_MOST_GROUPS = 40
_PLAIN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_GROUP = re.compile(r"\(\?(?![:=!>i]|<[=!]|P?<[^\W\d]\w*>)")
_COUNT = re.compile(r"\{(?![0-9]{0,4}(?:,[0-9]{0,4})?\})")


@dataclass(frozen=True, slots=True)
class UserPattern:
    """A compiled pattern of a rule."""

    text: str
    _pattern: Any

    def search(self, text: str, seconds: float = SECONDS) -> tuple[int, int] | None:
        """Where the pattern is first found, or None.

        Raises:
            ExpressionStopped: when the search takes longer than ``seconds``.
        """
        try:
            found = self._pattern.search(text, timeout=seconds)
        except (TimeoutError, RecursionError, MemoryError):
            message = f"正则“{self.text[:40]}”匹配时间过长，已停止；请避免 (…+)+ 这样的重复嵌套。"
            raise ExpressionStopped(message) from None
        return found.span() if found else None

    def found(self, text: str, frame: Frame) -> bool:
        """Whether it is found; slow searches of one check share the frame's time.

        Raises:
            ExpressionStopped: when that time is used up.
        """
        before = process_time()
        try:
            return self.search(text, max(0.0, min(SECONDS, frame.slow))) is not None
        finally:
            taken = process_time() - before
            if taken > _NOTICED:
                frame.slow -= taken


@lru_cache(maxsize=512)
def _compiled(text: str) -> Any:
    """The compiled pattern, or a Chinese sentence on what is wrong with it."""
    import regex

    bare = _PLAIN.sub("x", text)
    if len(text) > _LONGEST or bare.count("(") > _MOST_GROUPS:
        return f"正则过长（超过 {_LONGEST} 个字或 {_MOST_GROUPS} 个括号），请拆分。"
    if "\\L<" in text or _GROUP.search(bare) or _COUNT.search(bare):
        return (
            "正则里不支持递归、模糊匹配和开关，只能用 (?:…)、(?=…)、(?!…)、(?<=…)、(?<!…)、(?i) 和 {次数}。"
        )
    try:
        return regex.compile(text, cache_pattern=False)
    except (regex.error, RecursionError, OverflowError, ValueError, IndexError, KeyError) as error:
        return f"正则“{text[:40]}”写法不对（{getattr(error, 'msg', None) or type(error).__name__}），请检查。"


def compile_pattern(text: str, where: Mark) -> UserPattern:
    """Compile a pattern.

    Raises:
        ExpressionError: for a pattern that is not well formed, too long, or not of the bounded syntax.
    """
    made = _compiled(text)
    if isinstance(made, str):
        raise ExpressionError(made, text, where)
    return UserPattern(text, made)
