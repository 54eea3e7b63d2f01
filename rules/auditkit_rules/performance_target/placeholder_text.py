"""占位符或敷衍填写

检查什么
    单元格整体是“无”“待定”“同上”“详见附件”“——”之类的占位内容；或文字里留有未替换的模板符号
    （“**”“XX”“____”“（请填写……）”“（450字以内）”）。
为什么
    占位内容等于没有填写，指标无法考核。
示例
    不通过：指标值｜≥**人；绩效目标第2条｜详见附件
    通过：指标值｜≥60人
不报的情形
    “其他资金”填0或空；“××县”“张**”等脱敏写法；公式里的乘号；项目名称里的“-2026中央”；
    “重大安全事故｜无”这类以“无”表示为零的指标；描述（备注）栏填“无”“/”；导出残留另行提出。
    项目名称、资金用途、绩效目标整栏为占位的，由相应的缺失意见来提。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._cells import TextCell, cells_of, gathered
from auditkit_rules.performance_target._names import is_unwanted, normal_text
from auditkit_rules.performance_target._placeholders import is_blank, is_placeholder, residue_in

_TOLD_ELSEWHERE = ("name", "unit", "department", "purpose")
_HINTED = ("indicator", "description")
_ZERO = ("无", "没有", "空")


def _none_is_meant(cell: TextCell) -> bool:
    """Whether 无 answers the name: nothing of what nobody wants, or a question of yes and no."""
    row = cell.subject
    if not isinstance(row, Indicator) or normal_text(cell.text) not in _ZERO:
        return False
    return is_unwanted(row.name) or "有无" in row.name or "是否" in row.name


def _whole(cell: TextCell) -> bool:
    """Whether the whole cell is a placeholder where it may not be one."""
    if cell.role in _TOLD_ELSEWHERE or cell.role in ("description", "actual"):
        return False
    if cell.role != "target":
        return is_placeholder(cell.text)
    return is_placeholder(cell.text) and cell.text.strip() != "0" and not _none_is_meant(cell)


def _advice(cell: TextCell) -> str:
    if cell.role == "target":
        return "填写具体的比较符号、数值和计量单位；确不适用的，删除该指标行。"
    if cell.role == "indicator":
        return "填写具体的三级指标名称；确不适用的，删除该指标行。"
    return "替换为具体内容，并删去填表提示；确不适用的，删除该条。"


@make_rule(
    code="CMP403",
    title="占位符或敷衍填写",
    severity="error",
    confidence=0.93,
    basis=("P88-22.1", "SYS1", "R-SX"),
)
def placeholder_text(project: Project) -> Iterator[Outcome]:
    """Hints printed in names and descriptions of a template are told once for the whole table."""
    cells = list(cells_of(project))
    if not cells:
        yield NotApplicable("整张表没有填写文字")
        return
    goals = [cell for cell in cells if cell.role == "objective"]
    all_goals = all(is_blank(cell.text) or is_placeholder(cell.text) for cell in goals)
    hints: list[tuple[TextCell, str]] = []
    for cell in cells:
        residue = None if is_placeholder(cell.text) else residue_in(cell.text)
        if cell.role == "objective" and all_goals:
            continue
        if _whole(cell):
            yield _issue(cell, f"{cell.label}为占位内容“{cell.text.strip()}”。", None)
        elif residue and cell.role in _HINTED:
            hints.append((cell, f"“{residue}”"))
        elif residue and cell.role not in ("unit", "department", "actual"):
            severe = cell.role == "target"
            yield _issue(cell, f"{cell.label}留有未替换的模板内容“{residue}”。", None if severe else Severity.WARNING)
    if hints:
        issue = gathered(project, hints, "指标名称、描述里留有未替换的模板内容", "删去模板提示，换成具体内容。")
        yield Issue(
            message=issue.message,
            suggestion=issue.suggestion,
            field="indicators",
            quote=issue.quote,
            related=issue.related,
            severity=Severity.WARNING,
        )


def _issue(cell: TextCell, message: str, severity: Severity | None) -> Issue:
    return Issue(
        message=message,
        suggestion=_advice(cell),
        subject=cell.subject,
        field=cell.field,
        severity=severity,
        confidence=None if severity is None else 0.8,
    )
