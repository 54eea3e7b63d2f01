"""百分比书写不规范

检查什么
    比率类指标的值写成“98百分比”“百分之九十”“0.9”“90”（漏写%）“9成”“90 %”（中间有空格）。
    按项目汇总成一条；全角“％”只在从严时提示。
为什么
    “0.9”可能是0.9%，也可能是90%，写法不统一会造成误读和误录。
示例
    不通过：参训学员合格率｜≥98百分比
    通过：参训学员合格率｜≥98%
不报的情形
    容积率、周转率、流动比率等本来就不写百分号的比值；百分点；满意度得分（分）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from auditkit import (
    Evidence,
    Indicator,
    Issue,
    NotApplicable,
    NotJudged,
    Outcome,
    Place,
    Project,
    make_rule,
    plain,
)
from auditkit_rules.performance_target._names import is_negative
from auditkit_rules.performance_target._targets import blank, folded, shown, sign_of
from auditkit_rules.performance_target._units import is_percentage, unit_in_name
from auditkit_rules.performance_target._wording import sign_for, some_of, valued

_SPACED = re.compile(r"\d\s+[%％]")
_WORDED = re.compile(r"百分比|百分之|\d\s*%\s*%")
_TENTHS = re.compile(r"[一二三四五六七八九\d]成(?![本功果立员都人绩交效型套年份品活熟])")
_PER_MANY = re.compile(r"[十百千万亿]人|每[十百千万亿]|[十百千万]分")
_LEVELS = ("quantity", "percent")


def _bare_number(indicator: Indicator) -> bool:
    target = indicator.target
    if target.kind not in _LEVELS or target.unit or target.delta or target.number is None:
        return False
    if unit_in_name(indicator.name) is not None or _PER_MANY.search(indicator.name):
        return False
    return 0 < target.number <= 100


def _fault(indicator: Indicator, strict: bool) -> bool:
    raw = indicator.target.raw
    text = folded(raw)
    if _WORDED.search(text) or _TENTHS.search(text) or _SPACED.search(raw):
        return True
    if strict and "％" in raw:
        return True
    return _bare_number(indicator)


def _is_fraction(indicator: Indicator) -> bool:
    number = indicator.target.number
    return _bare_number(indicator) and number is not None and number < 1


def _right(indicator: Indicator) -> str | None:
    """The value as it should be written; None where it cannot be told."""
    target = indicator.target
    if target.number is None or target.operator == "range" or target.delta:
        return None
    number = target.number * (Decimal(100) if _is_fraction(indicator) else 1)
    if target.unit not in (None, "", "%") or (_is_fraction(indicator) and is_negative(indicator.name)):
        return None
    return f"“{sign_for(indicator, sign_of(target), number)}{plain(number)}%”"


@make_rule(
    code="NRM110",
    title="百分比书写不规范",
    severity="note",
    confidence=0.9,
    basis=("BT-5", "R-HBFY", "R-CZTX"),
)
def nonstandard_percentage(project: Project, *, strict: bool = False) -> Iterator[Outcome]:
    rates = [i for i in project.indicators if is_percentage(i.name) or _WORDED.search(folded(i.target.raw))]
    if not rates:
        yield NotApplicable("没有比率类指标")
        return
    filled = [i for i in rates if not blank(i.target)]
    if not filled:
        yield NotJudged("比率类指标的指标值都是空的")
        return
    faulty = [i for i in filled if _fault(i, strict)]
    if not faulty:
        return
    listed = "、".join(valued(i) for i in faulty[:4])
    rights = dict.fromkeys(right for i in faulty if (right := _right(i)) is not None)
    small = [shown(i.target.raw) for i in faulty if _is_fraction(i)]
    doubt = f"；“{small[0]}”是“{small[0]}%”还是百分数的小数写法，先核实再改" if small else ""
    example = "".join(list(rights)[:4]) or "“≥98%”"
    counts = (("写法不规范", len(faulty)), ("比率类指标", len(filled)))
    yield Issue(
        message=f"{some_of(len(faulty), len(filled), '比率类指标')}百分比写法不规范："
        f"{listed}{'等' if len(faulty) > 4 else ''}。",
        suggestion=f"统一写成{example}的形式{doubt}。",
        evidence=tuple(Evidence(label, str(count), "条") for label, count in counts),
        related=tuple(Place(indicator, "target") for indicator in faulty),
    )
