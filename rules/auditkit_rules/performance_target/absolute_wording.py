"""绝对化、夸大或超职责的目标表述

检查什么
    绩效目标里“彻底解决”“完全消除”“根本杜绝”“零投诉”“全国领先”一类表述。
为什么
    做不到的承诺无法考核，也不符合“合理可行”的要求。
示例
    不通过：彻底杜绝安全隐患
    通过：安全隐患整改率达到95%以上
不报的情形
    “零容忍”“全面推进”等固定提法；安全生产“零死亡”等底线目标；带有数量的“全部完成”。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Issue, NotJudged, Outcome, Project, make_rule
from auditkit_rules.performance_target._clauses import strip_number
from auditkit_rules.performance_target.lists import words

_FORMS = words("absolute_forms")
_CLAUSE = re.compile(r"[^，,。；;！!？?\n]+")
_WIDE = re.compile(r"^(?:全面|全部)")


def _found(text: str) -> Iterator[tuple[str, str]]:
    """Each clause with an absolute form, and the form."""
    for clause in _CLAUSE.findall(text):
        if _FORMS.excepts(clause):
            continue
        hits = [hit.group() for form in _FORMS.patterns if (hit := form.search(clause))]
        measured = re.search(r"\d", clause) is not None
        told = next(
            (hit for hit in hits if not (_WIDE.match(hit) and (measured or hit.endswith("实现")))), None
        )
        if told:
            yield clause.strip(), told


@make_rule(
    code="FEA105",
    title="绩效目标表述绝对化",
    severity="note",
    confidence=0.6,
    basis=("P88-13.3", "P88-22.4"),
)
def absolute_wording(project: Project) -> Iterator[Outcome]:
    if not any(objective.text.strip() for objective in project.objectives):
        yield NotJudged("绩效目标为空")
        return
    for objective in project.objectives:
        for clause, told in _found(objective.text):
            yield Issue(
                message=f"绩效目标“{strip_number(clause)}”中的“{told}”表述绝对化，难以实现和考核。",
                suggestion=f"把“{told}”改为能够实现、可以衡量的程度，如“较上年下降……%”“整改率达到……%以上”。",
                subject=objective,
                quote=told,
                evidence=(Evidence("绝对化表述", told),),
            )
            break
