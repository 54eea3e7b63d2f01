"""定性指标占比过高

检查什么
    指标值为定性表述的指标数占全部指标的比例超过 ratio（默认0.5；党建、宣传、立法等难以量化的项目放宽到 lenient_ratio）；
    或者效益指标全部为定性（只作提示）。写明分档、判据或可查证事件的定性值不计入。
为什么
    指标以定量为主，定性过多就难以打分。
示例
    不通过：10条指标中7条为定性
    通过：以数量、比率、时间为主，至少一项效益指标量化
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotJudged,
    Outcome,
    Place,
    Project,
    Severity,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target._shares import share
from auditkit_rules.performance_target._vague import accepted_as, is_qualitative
from auditkit_rules.performance_target._wording import some_of
from auditkit_rules.performance_target.lists import words

_HARD = words("qualitative_fields")


def _vague(indicator: Indicator) -> bool:
    return is_qualitative(indicator) and accepted_as(indicator) is None


def _advice(project: Project, items: list[Indicator]) -> str:
    ideas = replacements_text(items[0], project)
    return "至少把一项效益指标改为定量指标" + (f"，可参考{ideas}。" if ideas else "（人数、件数、比率、时间或较上年增减幅度）。")


@make_rule(
    code="REL114",
    title="定性指标占比过高",
    severity="warning",
    confidence=0.8,
    basis=("P88-13.2", "P101-1.2"),
)
def mostly_qualitative_targets(
    project: Project, *, ratio: float = 0.5, lenient_ratio: float = 0.7
) -> Iterator[Outcome]:
    valued = [item for item in project.indicators if item.target.raw.strip()]
    if not valued:
        yield NotJudged("没有填写指标值的指标")
        return
    vague = [item for item in valued if _vague(item)]
    most = lenient_ratio if _HARD.has(f"{project.name}{project.purpose or ''}") else ratio
    part = Decimal(len(vague)) / len(valued)
    percent = plain(share(len(vague), len(valued)))
    if len(valued) > 2 and part > Decimal(str(most)):
        yield Issue(
            message=f"{some_of(len(vague), len(valued), '指标')}的指标值为定性表述，占{percent}%，量化程度不足。",
            suggestion=_advice(project, vague),
            related=tuple(Place(item, "target") for item in vague),
            evidence=(Evidence("定性指标占比", percent, "%"),),
        )
        return
    benefits = [item for item in valued if item.kind.startswith("benefit")]
    if benefits and all(_vague(item) for item in benefits):
        yield Issue(
            message=f"{some_of(len(benefits), len(benefits), '效益指标')}的指标值为定性表述，效益难以衡量。",
            suggestion=_advice(project, benefits),
            related=tuple(Place(item, "target") for item in benefits),
            evidence=(Evidence("定性效益指标", f"{len(benefits)}/{len(benefits)}", "条"),),
            severity=Severity.NOTE,
        )
