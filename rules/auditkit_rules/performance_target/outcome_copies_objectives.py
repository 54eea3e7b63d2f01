"""目标完成情况照抄年初目标

检查什么
    自评表的目标实际完成情况是否与年初绩效目标几乎一字不差（相似度 least 以上，默认0.95）。
为什么
    完成情况应当写做成了什么、做到什么程度；照抄目标等于没有自评。
示例
    不通过：年初目标：完成12所学校操场改造。｜完成情况：完成12所学校操场改造。
    通过：完成情况：12所学校操场于8月底全部完工，验收合格，9月投入使用。
不报的情形
    只多出“已”“全部”等少数字的仍报；没有目标完成情况一栏的。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import likeness, normal_text
from auditkit_rules.performance_target._self_evaluations import NOT_A_SELF_EVALUATION, is_self_evaluation

_SHORTEST = 8


@make_rule(
    code="EVA115",
    title="目标完成情况照抄年初目标",
    severity="warning",
    confidence=0.7,
    basis=("P10-13", "P10"),
    dimension="form",
)
def outcome_copies_objectives(project: Project, *, least: float = 0.95) -> Iterator[Outcome]:
    if not is_self_evaluation(project):
        yield NOT_A_SELF_EVALUATION
        return
    told = "".join(item.text for item in project.objectives)
    if project.outcome is None or len(normal_text(told)) < _SHORTEST:
        yield NotApplicable("没有目标完成情况，或没有年初目标")
        return
    alike = likeness(told, project.outcome)
    if alike < least:
        return
    yield Issue(
        message=f"目标实际完成情况与年初目标文字几乎相同（相似度{alike:.0%}）：“{project.outcome[:30].rstrip('。')}”。",
        suggestion="写明实际完成的内容、数量和效果；与年初目标有出入的，说明原因。",
        field="outcome",
        evidence=(Evidence("相似度", f"{alike:.2f}"),),
    )
