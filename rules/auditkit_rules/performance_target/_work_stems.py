"""The short name of a project's main work, taken from its first counted output."""

from __future__ import annotations

from auditkit import Project
from auditkit_rules.performance_target._names import measure_of, normal_name
from auditkit_rules.performance_target.lists import words

__all__ = ["work_stem"]

_VERBS = tuple({*words("output_verbs").words, *words("work_words").words})
_LEADS = (*words("overall_scope").words, "年度", "本年", "当年", "完成", "支持", "开展")
_LONGEST = 12


def _stem(name: str) -> str:
    bare = normal_name(name)
    for lead in _LEADS:
        bare = bare.removeprefix(lead)
    return bare.removesuffix(measure_of(bare, weak=False) or "")


def work_stem(project: Project) -> str:
    """``档案扫描`` for an output 全年档案扫描页数; empty where no output names a work plainly."""
    stems = [_stem(item.name) for item in project.indicators if item.kind == "output.quantity"]
    plain = [stem for stem in stems if 3 < len(stem) <= _LONGEST and stem.endswith(_VERBS)]
    return plain[0] if plain else ""
