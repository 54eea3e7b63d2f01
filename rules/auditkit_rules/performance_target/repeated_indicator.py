"""同一项目内指标重复

检查什么
    同一项目两行三级指标名称相同、指标值相同：一、二级指标也相同的是重复填列；一、二级指标不同的，
    是同一条指标放进了两类，提示保留一处。
为什么
    重复的指标不增加考核内容，还会使分值、条数失真。
示例
    不通过：两行“扫描页数｜≥140万页”
    通过：每条指标只填一次
不报的情形
    描述不同（对象、阶段不同）或指标值不同的；年度与中长期两套指标；产出与效益之间的重复另有规则。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotJudged, Outcome, Place, Project, Severity, make_rule
from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target._targets import folded


def _key(indicator: Indicator) -> tuple[str | None, ...]:
    described = normal_text(indicator.description)
    own = "" if described == normal_text(indicator.name) else described
    return normal_text(indicator.name), folded(indicator.target.raw), own, indicator.horizon


def _levels(indicator: Indicator) -> tuple[str, str, str]:
    return indicator.kind, normal_text(indicator.first_level), normal_text(indicator.second_level)


def _across(one: Indicator, other: Indicator) -> bool:
    """Whether just one of the two is a benefit, which another rule looks at."""
    return one.kind.startswith("benefit") != other.kind.startswith("benefit")


def _issue(first: Indicator, again: Indicator, rows: tuple[int, int]) -> Issue:
    same = _levels(first) == _levels(again)
    value = f"（{again.target.raw}）" if again.target.raw.strip() else ""
    where = f"第{rows[0]}、{rows[1]}条"
    if same:
        message = f"指标“{again.name}”{value}重复填列（{where}）。"
        suggestion = f"删除第{rows[1]}条；原意是另一项指标的，改填该指标的名称和指标值。"
    else:
        levels = f"“{first.second_level or first.first_level}”和“{again.second_level or again.first_level}”"
        message = f"同一指标“{again.name}”{value}同时列在{levels}下（{where}）。"
        suggestion = "只在最合适的一类下保留，另一类改设反映该类内容的指标。"
    return Issue(
        message=message,
        suggestion=suggestion,
        subject=again,
        field="name",
        related=(Place(first, "name"),),
        evidence=(Evidence("序号", f"{rows[0]}、{rows[1]}"),),
        severity=None if same else Severity.WARNING,
    )


@make_rule(
    code="REL111",
    title="同一项目内指标重复",
    severity="error",
    confidence=0.95,
    basis=("P88-22.1", "AU-1"),
)
def repeated_indicator(project: Project) -> Iterator[Outcome]:
    named = [(row, item) for row, item in enumerate(project.indicators, 1) if len(normal_name(item.name)) > 1]
    if not named:
        yield NotJudged("没有可比较的指标")
        return
    seen: dict[tuple[str | None, ...], tuple[int, Indicator]] = {}
    for row, item in named:
        earlier, first = seen.setdefault(_key(item), (row, item))
        if first is not item and item.target.raw.strip() and not _across(first, item):
            yield _issue(first, item, (earlier, row))
