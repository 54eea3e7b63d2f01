"""三级指标名称里夹带指标值或符号

检查什么
    名称里有比较符号加数字（“培训人数≥200人”），或“达到95%”“不低于3次”“控制在5%”等。
为什么
    名称与指标值各有其栏；数值写进名称，下年无法沿用，也容易与指标值栏不一致。
示例
    不通过：培训人数≥200人
    通过：培训人数
不报的情形
    年份、“65岁以上老年人”、“规模以上企业”等只是限定对象；“投资≥500万元的项目个数”也是限定对象。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, make_rule, parse_target_value
from auditkit_rules.performance_target._targets import figure_of, sign_of
from auditkit_rules.performance_target._units import is_known_unit
from auditkit_rules.performance_target.lists import words

_HELD = words("name_holds_value")
_STOP = re.compile(r"[（(【\[）)】\]，,。；;]")
_MASK = re.compile(r"[\*×Xx＊]{2,}")
_SIGN = re.compile(r"^(?:达到?|达)")


def _without_exceptions(name: str) -> str:
    for pattern in _HELD.exceptions:
        name = pattern.sub("", name)
    return name


def _is_value(text: str) -> bool:
    """Whether the text is a number with its unit and nothing behind it that is counted."""
    value = parse_target_value(_SIGN.sub("", text))
    unit = value.unit or ""
    whole = text[-1:] in f"{unit[-1:]}%％‰0123456789" or any(text.endswith(mark) for mark in value.marks)
    known = unit in ("", "%", "‰") or is_known_unit(unit.split("/")[0])
    return value.number is not None and whole and known and "的" not in text


def _as_target(held: str) -> str:
    """The value as the target column should have it: ``≥95%`` for 达到95%以上."""
    value = parse_target_value(_SIGN.sub("", held))
    sign = sign_of(value) or ("≥" if _SIGN.match(held) else "")
    return f"{sign}{figure_of(value)}" if value.number is not None else held


def _held_value(name: str) -> str | None:
    """The value that closes a clause of the name; None when the number only limits what is counted."""
    bare = _without_exceptions(name)
    for pattern in _HELD.patterns:
        for found in pattern.finditer(bare):
            text = _STOP.split(bare[found.start() :], maxsplit=1)[0].strip()
            if _MASK.search(text):
                return text
            if _is_value(text):
                return text
    return None


@make_rule(
    code="NRM301",
    title="三级指标名称含指标值或符号",
    severity="warning",
    confidence=0.9,
    basis=("P101-3.1", "R-SX"),
)
def value_in_name(indicator: Indicator) -> Iterator[Outcome]:
    name = indicator.name.strip()
    if not name:
        yield NotApplicable("名称为空，由填报完整性规则提出")
        return
    held = _held_value(name)
    if held is None:
        return
    clean = re.sub(r"[（(【\[]\s*[）)】\]]", "", name.replace(held, "")).strip(" ，,。；;")
    masked = _MASK.search(held) is not None
    fill = "数值按测算填入指标值栏" if masked else f"指标值栏填“{_as_target(held)}”"
    yield Issue(
        message=f"指标名称“{name}”中含{'未填完的指标值模板' if masked else '指标值'}“{held}”。",
        suggestion=f"指标名称只写“{clean or '对象+度量名词'}”，{fill}。",
        field="name",
        evidence=(Evidence("名称中的数值", held),),
    )
