"""The rule packs that come with auditkit."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit import RulePack, hookimpl

__all__ = ["auditkit_rule_packs"]


@hookimpl
def auditkit_rule_packs() -> Sequence[RulePack]:
    """The packs of this distribution."""
    from auditkit_rules.performance_target import load_pack

    return (load_pack(),)
