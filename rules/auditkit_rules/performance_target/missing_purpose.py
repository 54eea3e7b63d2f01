"""资金用途说明缺失

检查什么
    表式有资金用途（项目概况）一栏而没有填写，或只填了占位内容、只剩栏目的标签；不足 min_len 个字的提示过于简略。
为什么
    不说明钱花在哪里，就无法核对支出方向与指标是否对应。
示例
    不通过：预算规模及资金用途｜（无文字）
    通过：用于购置县医院CT一台，并支付安装调试和人员培训费用。
不报的情形
    表式没有资金用途一栏。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._placeholders import is_label, is_placeholder


@make_rule(
    code="CMP104",
    title="资金用途说明缺失",
    severity="error",
    confidence=0.92,
    basis=("P88-22.1", "P88-13.1"),
)
def missing_purpose(project: Project, *, min_len: int = 6) -> Iterator[Outcome]:
    """Blank and placeholder are errors, a few words only a warning."""
    if "purpose" not in project.fields and project.purpose is None:
        yield NotApplicable("表式没有资金用途一栏")
        return
    purpose = (project.purpose or "").strip()
    suggestion = "写明支出内容、对象和范围，例如“用于……（对象）的……（支出内容），包括……”。"
    blank = not purpose or is_label(purpose)
    if blank or is_placeholder(purpose):
        told = f"只填写了占位内容“{purpose}”" if not blank else "未填写"
        yield Issue(
            message=f"资金用途{told}，无法核对支出方向与指标的对应关系。",
            suggestion=suggestion,
            field="purpose",
        )
    elif len(normal_text(purpose)) < min_len:
        yield Issue(
            message=f"资金用途只有“{purpose}”，过于简略，看不出支出的内容和范围。",
            suggestion=suggestion,
            field="purpose",
            severity=Severity.WARNING,
            confidence=0.7,
        )
