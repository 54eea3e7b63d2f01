"""Gather a pack from its package: Python rules, YAML rule files, policy, precedence and profiles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from auditkit import Rule, RulePack
from auditkit.word_lists import ListCard

__all__ = ["gather_pack"]

_SHARED = ("lists",)
Finish = Callable[[tuple[Rule, ...]], tuple[Rule, ...]]


def gather_pack(
    package: str, identity: str, title: str, version: str, finish: Finish | None = None
) -> RulePack:
    """The pack in the folder of an importable package; it can be made anew with changed word lists.

    Its modules hold a rule each, save ``lists`` and those with a leading _; its YAML files hold
    rules, save ``policy.yaml`` and what lies in ``words``; ``pack.yaml`` has precedence and profiles.

    Raises:
        PackError: when a rule or a data file is not as it should be.
    """
    from auditkit.rulefile.packs.draft import Header
    from auditkit.rulefile.packs.loading import read_package

    card = Header(identity, title, version)

    def reworded(changed: Mapping[str, Mapping[str, Any]]) -> RulePack:
        from auditkit.rulefile.packs.python_rules import imported_anew
        from auditkit_rules.lexicon import changed_lists

        with imported_anew(package), changed_lists(changed):
            return completed(read_package(package, card, _SHARED), changed)

    def completed(pack: RulePack, changed: Mapping[str, Mapping[str, Any]]) -> RulePack:
        rules = finish(pack.rules) if finish else pack.rules

        def lists() -> tuple[ListCard, ...]:
            from auditkit_rules.word_use import list_cards

            return list_cards(package, rules, changed)

        return replace(pack, rules=rules, lists=lists, reworded=reworded)

    return completed(read_package(package, card, _SHARED), {})
