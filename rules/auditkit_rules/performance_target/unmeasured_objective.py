"""绩效目标条目无可衡量的指标覆盖

检查什么
    绩效目标的分句提出了能够衡量的效果（减轻信访压力、带动就业、降低能耗等）、写明了数量，或者写明了要做的事，
    却没有任何指标提到它；整条目标与项目名称、用途、指标的关联度都低于0.1的，请核实；或者提到它的只有“有效改善”一类定性指标（提示）。
为什么
    写进目标又不考核的承诺，年终无法评价。
示例
    不通过：目标“减轻信访压力”，没有信访类指标
    通过：目标“减轻信访压力”，设“救助对象息诉息访率≥90%”
不报的情形
    “维护社会稳定”之类套话；“通过…方式”等手段、依据；说的就是项目本身的分句；没有把握看懂的说法。
    同一事项已按支出方向缺指标提出的，不重复提。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditkit import Indicator, Issue, NotJudged, Objective, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._objective_gaps import Promise, promises_of
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target._spending_gaps import outputs_suggested
from auditkit_rules.performance_target._wording import quoted


def _topics(promises: Sequence[Promise]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for item in promises for word in item.topics if len(word) > 1))


def _ideas(promise: Promise, project: Project) -> str:
    if promise.kind == "effect":
        bare = replace(project, name="", purpose=None)
        return replacements_text(Indicator(kind="benefit.social", name=promise.clause), bare)
    return "".join(f"“{item}”" for item in outputs_suggested(promise.clause))


def _issue(objective: Objective, project: Project, missing: Sequence[Promise], vague: bool) -> Issue:
    listed = quoted(item.clause for item in missing)
    only_tasks = all(item.kind in ("task", "entry") for item in missing)
    if missing[0].kind == "entry":
        message = f"绩效目标{listed}看不出与项目名称、资金用途的联系，也没有看到可以衡量的指标，请核实是否属于本项目。"
    elif vague:
        message = f"绩效目标{listed}只有定性指标对应，无法衡量是否实现。"
    elif only_tasks:
        message = f"绩效目标{listed}没有看到对应的绩效指标，请核实是否遗漏。"
    else:
        message = f"绩效目标{listed}没有对应的绩效指标。"
    ideas = _ideas(missing[0], project)
    example = f"，可参考{ideas}" if ideas else ""
    return Issue(
        message=message,
        suggestion=f"补充可量化的指标{example}；不准备考核的，改写或删去这句表述。",
        subject=objective,
        quote=missing[0].clause,
        related=tuple(Place(item, "name") for item in project.indicators if item.kind.startswith("benefit")),
        severity=Severity.NOTE if vague or only_tasks else None,
        confidence=0.6 if vague else 0.55 if only_tasks else None,
        topics=_topics(missing),
    )


@make_rule(
    code="REL102",
    title="绩效目标没有对应的指标",
    severity="warning",
    confidence=0.65,
    basis=("P88-22.2", "P88-13.2", "P10-A2"),
)
def unmeasured_objective(project: Project) -> Iterator[Outcome]:
    if not any(item.text.strip() for item in project.objectives):
        yield NotJudged("绩效目标没有填写")
        return
    if not any(item.name.strip() for item in project.indicators):
        yield NotJudged("没有指标，不能与绩效目标比对")
        return
    for objective in project.objectives:
        promises = promises_of(objective, project)
        missing = [item for item in promises if not item.vague]
        if promises:
            yield _issue(objective, project, missing or promises, not missing)
