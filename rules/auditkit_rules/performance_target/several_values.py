"""一个单元格填写了多个指标值

检查什么
    同一格里有两个及以上各自独立的数值，如“≥3期，≥200人”“A类≥5个，B类≥3个”。
为什么
    一条指标只能对应一个指标值；几个值放在一起，完成一半时无法判断。
示例
    不通过：业务培训｜≥3期，≥200人
    通过：培训期数｜≥3期；培训人数｜≥200人（分两行）
不报的情形
    区间（10–15天）、日期、分数、“7×24小时”“530元/人·月”；“每年2次，每次3天”；
    分档标准（优90分以上、良80–90分…）；按时间分阶段的目标。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    make_rule,
    parse_target_value,
)
from auditkit_rules.performance_target._targets import blank, has_number, shown
from auditkit_rules.performance_target.lists import words

_ACCEPTED = words("accept_patterns")
_EACH = re.compile(r"每|其中")
_PHASE = re.compile(r"\d\s*月|\d\s*年|季度|上半年|下半年|阶段|第[一二三四]|(?<!\d)20\d\d|[前后内]\d{1,3}\s*(?:天|日|小时|个?工作日)|\d\s*[时点](?:\d{1,2}分)?(?:以|之)?[前内]")
_GROUPED = re.compile(r"\d[,，]\d")
_BREAK = re.compile(r"[，,；;。\n]")
_READABLE = ("quantity", "percent", "money")


def _values(indicator: Indicator) -> tuple[str, ...]:
    """The single values of the cell that hold a number each."""
    pieces = [piece.strip() for piece in _BREAK.split(indicator.target.raw) if has_number(piece)]
    if len(pieces) > 1 and indicator.target.parts:
        return tuple(pieces)
    parts = (part.strip(" /／、，,；;") for part in indicator.target.parts)
    return tuple(part for part in parts if has_number(part))


def _is_one_target(indicator: Indicator, values: tuple[str, ...]) -> bool:
    """Whether fewer than two values stand by themselves, without a stage, a time, 每 or 其中 of their own.

    A cell of one clause (会前1日9时30分前) is looked at as a whole.
    """
    told = values if _BREAK.search(indicator.target.raw) else [indicator.target.raw] * len(values)
    return sum(not (_EACH.search(text) or _PHASE.search(text)) for text in told) < 2


@make_rule(
    code="NRM113",
    title="一个单元格填写多个指标值",
    severity="warning",
    confidence=0.85,
    basis=("P88-22.1", "P101-1.2"),
)
def several_values(indicator: Indicator) -> Iterator[Outcome]:
    target = indicator.target
    if blank(target):
        yield NotApplicable("指标值为空，由填报完整性规则提出")
        return
    values = _values(indicator)
    if len(values) < 2:
        if target.kind == "unparsed":
            yield NotJudged(f"指标值“{shown(target.raw)}”未能识别")
        return
    description = indicator.description or ""
    if _ACCEPTED.matches(target.raw) or _ACCEPTED.matches(description):
        yield NotApplicable("指标值是分档标准")
        return
    if _GROUPED.search(target.raw):
        yield NotJudged(f"指标值“{shown(target.raw)}”的数字格式异常，先核对数字")
        return
    if _is_one_target(indicator, values):
        yield NotApplicable("数值之间是每次、其中或分阶段的关系，属于同一个目标")
        return
    read = [parse_target_value(value) for value in values]
    if sum(item.kind in _READABLE for item in read) < 2:
        yield NotJudged(f"指标值“{shown(target.raw)}”中的数值未能逐个识别")
        return
    listed = "".join(f"“{value}”" for value in values)
    yield Issue(
        message=f"“{indicator.name}”一行填了{len(values)}个指标值（{listed}），部分完成时无法判断是否达标。",
        suggestion=f"拆分为{len(values)}条指标，分别命名并各填一个值：{listed}。",
        field="target",
        evidence=(Evidence("指标值个数", str(len(values)), "个"),),
    )
