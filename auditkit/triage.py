"""Set aside what another finding already tells, as the packs' precedence says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditkit.finding import Finding, SetAside
from auditkit.rule import Precedence

__all__ = ["document_order", "settle"]

_DEPTHS = {
    "project": re.compile(r"/projects/\d+"),
    "indicator": re.compile(r"/projects/\d+/indicators/\d+"),
    "objective": re.compile(r"/projects/\d+/objectives/\d+"),
}
_MIN_TOPIC = 2


def _starts(code: str, prefixes: Iterable[str]) -> bool:
    return any(code.startswith(prefix) for prefix in prefixes)


def _spots(finding: Finding, where: str) -> set[str]:
    """The places at which this finding can meet another."""
    pointer = finding.location.pointer
    if where == "submission":
        return {finding.location.source}
    if where == "cell":
        return {pointer}
    depth = _DEPTHS["project" if where == "topic" else where].match(pointer)
    return {depth.group()} if depth else set()


def _share_topic(one: Finding, other: Finding) -> bool:
    return any(
        min(len(a), len(b)) >= _MIN_TOPIC and (a in b or b in a) for a in one.topics for b in other.topics
    )


def _meets(keeper: Finding, other: Finding, where: str) -> bool:
    near = bool(_spots(keeper, where) & _spots(other, where))
    return near and (where != "topic" or _share_topic(keeper, other))


def settle(
    findings: Sequence[Finding], precedence: Sequence[Precedence]
) -> tuple[list[Finding], list[SetAside]]:
    """Findings of one submission that stay, and those another one stands for.

    Rows apply in order; a finding that was set aside does not set others aside. A merged finding is
    shown inside its keeper as well.
    """
    kept = list(findings)
    aside: list[SetAside] = []
    for row in precedence:
        for keeper in [item for item in kept if _starts(item.rule, row.keeper)]:
            if not any(item is keeper for item in kept):
                continue
            taken = [
                item
                for item in kept
                if item.rule != keeper.rule
                and _starts(item.rule, row.others)
                and _meets(keeper, item, row.where)
            ]
            if not taken:
                continue
            kept = [item for item in kept if not any(item is other for other in taken)]
            kind = "merged" if row.action == "merge" else "suppressed"
            aside += [SetAside(item, kind, keeper.rule, row.reason) for item in taken]
            if row.action == "merge":
                grown = replace(keeper, merged=(*keeper.merged, *taken))
                kept = [grown if item is keeper else item for item in kept]
    return kept, aside


def _numbers(pointer: str) -> tuple[tuple[int, str | int], ...]:
    return tuple((0, int(step)) if step.isdigit() else (1, step) for step in pointer.split("/")[1:])


def document_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place in the submission (whole project first), then by rule."""
    return sorted(findings, key=lambda item: (_numbers(item.location.pointer), item.rule, item.fingerprint))
