"""What an expression may name, and the subjects, options and budget it is evaluated with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from auditkit.model import Batch, Indicator, Project, Submission
from auditkit.rulefile.language.faults import ExpressionStopped
from auditkit.rulefile.language.words import WordList

__all__ = ["LOOPS", "SCOPES", "STEPS", "Frame", "Names", "Scope", "spend", "step_budget", "watch_branches"]

Scope = Literal["batch", "submission", "project", "indicator"]
SCOPES: tuple[Scope, ...] = ("batch", "submission", "project", "indicator")
"""From the outermost to the innermost."""

STEPS = 100_000
"""Steps that one check may take; a step is about one operation on one item of a list."""

_STEPS_A_PROJECT = 1_000
LOOPS = 3
"""How deep ``for`` may stand inside ``for``."""

_watched: ContextVar[set[str] | None] = ContextVar("watched branches", default=None)


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named: the fields of the scope and all around it, options, word lists."""

    scope: Scope
    options: Mapping[str, Any] = field(default_factory=dict)
    lexicons: Mapping[str, WordList] = field(default_factory=dict)


@dataclass(slots=True)
class Frame:
    """The subjects of one check (None above its scope), its options, its word lists, its step budget.

    ``slow`` is the processor time in seconds that slow searches and comparisons of texts
    may take together.
    ``reached`` collects the branches that were taken, when it is a set. ``loops`` holds the items of
    the running ``for`` loops, outermost first.
    """

    batch: Batch | None = None
    submission: Submission | None = None
    project: Project | None = None
    indicator: Indicator | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    lexicons: Mapping[str, WordList] = field(default_factory=dict)
    steps: int = STEPS
    slow: float = 0.1
    reached: set[str] | None = field(default_factory=_watched.get)
    loops: list[Any] = field(default_factory=lambda: [None] * LOOPS)


def spend(frame: Frame, steps: int) -> None:
    """Take steps from the budget.

    Raises:
        ExpressionStopped: when it is used up.
    """
    frame.steps -= steps
    if frame.steps < 0:
        raise ExpressionStopped("表达式运算量超过上限，已停止；请减少嵌套的 for，或拆成几条规则。")


def step_budget(batch: Batch | None) -> int:
    """The steps for a rule over a batch: more projects, more steps, in proportion."""
    return (
        STEPS if batch is None else STEPS + _STEPS_A_PROJECT * sum(len(s.projects) for s in batch.submissions)
    )


@contextmanager
def watch_branches() -> Iterator[set[str]]:
    """The branches taken by all frames made inside the ``with`` block: for the coverage of rule tests."""
    reached: set[str] = set()
    token = _watched.set(reached)
    try:
        yield reached
    finally:
        _watched.reset(token)
