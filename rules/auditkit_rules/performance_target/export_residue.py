"""导出残留与公式错误

检查什么
    填写的内容里有 [bookmark: …]、&nbsp;、<br>、#REF!、#N/A、{{…}}、“错误!未找到引用源”等
    由软件导出、复制或公式出错留下的内容。
为什么
    原值已经丢失或混入了不属于表格的内容，据此审核和公开都会出错。
示例
    不通过：扫描页数｜#REF!
    通过：扫描页数｜≥140万页
不报的情形
    表题里的书签是文字处理软件转换时留下的，读取时已去掉。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._cells import cells_of
from auditkit_rules.performance_target.lists import words

_LIST = words("export_residue")


@make_rule(
    code="TXT106", title="导出残留与公式错误", severity="warning", confidence=0.9, basis=("P88-22.1", "SYS7")
)
def export_residue(project: Project) -> Iterator[Outcome]:
    cells = list(cells_of(project))
    if not cells:
        yield NotApplicable("没有填写的文字")
    for cell in cells:
        hits = [hit.group() for pattern in _LIST.patterns if (hit := pattern.search(cell.text))]
        if not hits:
            continue
        lost = cell.role == "target" and cell.text.strip().startswith(("#", "="))
        yield Issue(
            message=f"{cell.label}含导出残留“{'”“'.join(hits)}”" + ("，原值已丢失。" if lost else "。"),
            suggestion="对照原表补填指标值。" if lost else "删除残留内容，并与原表核对。",
            subject=cell.subject,
            field=cell.field,
            severity=Severity.ERROR if lost else None,
        )
