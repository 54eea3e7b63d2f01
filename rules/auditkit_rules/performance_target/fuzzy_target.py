"""指标值含模糊限定词

检查什么
    指标值里有“约”“左右”“若干”“多次”“据实”“预计”“力争”等不确定的词。
为什么
    指标值不确定，年终无法判断完成与否。
示例
    不通过：约200人
    通过：≥200人
不报的情形
    “节约200元”“附近3个村”“道路左右两侧”等含同样字的词语；
    整格是“据实”“合理”一类空话的，按定性指标值模糊提出。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, make_rule
from auditkit_rules.performance_target._names import is_cost
from auditkit_rules.performance_target._targets import blank, folded, numbers_in, shown
from auditkit_rules.performance_target._time_limits import less_is_better
from auditkit_rules.performance_target.lists import words

_FUZZY, _VAGUE = words("fuzzy_words"), words("vague_values")
_SPARED = re.compile(r"左右(?=[两侧岸手转对])|不等(?=待|式|于)")
_AMOUNT = re.compile(r"\d[\d,.]*[%％\u4e00-\u9fff]{0,4}")


def _fuzzy_word(text: str) -> str | None:
    text = _SPARED.sub("", text)
    word = _FUZZY.longest(text)
    if word is not None:
        return word
    found = next((m for pattern in _FUZZY.patterns if (m := pattern.search(text))), None)
    return None if found is None else found.groupdict().get("word") or found.group()


def _suggestion(indicator: Indicator, word: str) -> str:
    text = folded(indicator.target.raw).replace(word, "")
    found = _AMOUNT.search(text)
    if found is None or len(numbers_in(text)) != 1 or indicator.target.kind == "date":
        return "写明确定的数值、计量单位和比较符号；须据实结算的，以预算测算数为上限（如“≤……万元”）。"
    unit = re.sub(r"[\d,.]", "", found.group())
    down = indicator.kind.startswith("cost.") or is_cost(indicator.name) or less_is_better(indicator, unit)
    return f"改为确定的数值并加比较符号，如“{'≤' if down else '≥'}{found.group().strip('，,')}”。"


@make_rule(
    code="NRM116",
    title="指标值含模糊限定词",
    severity="warning",
    confidence=0.88,
    basis=("P88-13.2", "P10-A2"),
)
def fuzzy_target(indicator: Indicator) -> Iterator[Outcome]:
    target = indicator.target
    if blank(target):
        yield NotApplicable("指标值为空，由填报完整性规则提出")
        return
    text = folded(target.raw)
    if _VAGUE.group_of(text.rstrip("。.；;")) is not None:
        yield NotApplicable("整格为定性空话，按定性指标值模糊提出")
        return
    word = _fuzzy_word(text)
    if word is None:
        return
    yield Issue(
        message=f"“{indicator.name}”指标值“{shown(target.raw)}”含“{word}”，表述不确定，年终无法判断是否完成。",
        suggestion=_suggestion(indicator, word),
        field="target",
        evidence=(Evidence("模糊词", word),),
    )
