"""项目名称缺失

检查什么
    “项目名称”为空、只有空白，只填了“无”“——”之类的占位内容，或者填的是下一栏的标签（“预算规模及资金用途”）。
为什么
    没有项目名称就不知道审的是哪个项目，也无法与项目库对应。
示例
    不通过：项目名称｜（空）
    通过：项目名称｜基层卫生院设备购置
不报的情形
    部门（单位）整体支出绩效目标表本来没有项目名称；表题里写明了项目名称的，只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._placeholders import is_label, is_placeholder
from auditkit_rules.performance_target.lists import words

_TITLES = words("form_titles")
_WHOLE_UNIT = ("整体支出", "部门整体", "单位整体", "整体绩效")


def _named_in(title: str) -> str:
    """The project name that stands in the title of a form; empty where it names none."""
    for pattern in _TITLES.patterns:
        title = pattern.sub("", title.strip())
    form = next((word for word in _TITLES.words if word in title), None)
    head = title.partition(form)[0].strip() if form else ""
    rest = normal_text(head)
    for word in sorted(_TITLES.groups["generic"], key=len, reverse=True):
        rest = rest.replace(word, "")
    return "" if len(rest) < 2 or _TITLES.excepts(normal_text(head)) else head


def _unnamed(name: str) -> str | None:
    """Why a name is none, in Chinese; None for a name."""
    if not name:
        return "未填写"
    if is_label(name):
        return f"填的是表头文字“{name}”，疑似错位"
    return f"只填写了占位内容“{name}”" if is_placeholder(name) else None


@make_rule(
    code="CMP101",
    title="项目名称缺失",
    severity="error",
    confidence=0.99,
    basis=("P88-22.1", "BT-1"),
)
def missing_project_name(project: Project) -> Iterator[Outcome]:
    """A title that names the project makes it a note: the name is then known all the same."""
    told = _unnamed(project.name.strip())
    if told is None:
        return
    title = project.title or ""
    if any(word in title for word in _WHOLE_UNIT):
        yield NotApplicable("整体支出绩效目标表没有项目名称")
        return
    named = _named_in(title)
    if named:
        yield Issue(
            message=f"表内项目名称{told}，表题为“{title.strip()}”。",
            suggestion=f"项目名称补填“{named}”，与项目库保持一致。",
            field="name",
            severity=Severity.NOTE,
            confidence=0.8,
        )
        return
    yield Issue(
        message=f"项目名称{told}，无法确定审核的是哪个项目。",
        suggestion="补填与项目库一致的项目全称。",
        field="name",
    )
