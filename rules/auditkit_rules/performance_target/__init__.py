"""The pack for performance targets of budget projects (项目支出绩效目标表)."""

from __future__ import annotations

from auditkit import Rule, RulePack, __version__
from auditkit_rules.pack import gather_pack

__all__ = ["load_pack"]


def load_pack() -> RulePack:
    """All rules of this pack with its policy, precedence and profiles."""
    return gather_pack(
        __name__, "performance-target", "项目支出绩效目标审核规则", __version__, finish=_finish
    )


def _finish(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Imported here, not above: with changed word lists the modules are imported anew."""
    from auditkit_rules.performance_target._departments import spare_departments
    from auditkit_rules.performance_target._spared import spare_self_evaluations
    from auditkit_rules.performance_target._totals import spare_totals

    return spare_departments(spare_self_evaluations(spare_totals(rules)))
