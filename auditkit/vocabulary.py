"""The words of the official forms, and what the model calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

__all__ = [
    "DEPARTMENT_LEVELS",
    "FIRST_LEVELS_2015",
    "FIRST_LEVELS_2021",
    "KINDS",
    "canonical_first_level",
    "canonical_second_level",
    "is_first_level",
    "is_second_level",
    "kind_of",
    "normal_level",
    "score_in_level",
]

FIRST_LEVELS_2015: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
        "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
        "满意度指标": ("服务对象满意度指标",),
    }
)
"""The taxonomy of 财预〔2015〕88号: first level to its second levels."""

FIRST_LEVELS_2021: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
        "产出指标": ("数量指标", "质量指标", "时效指标"),
        "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标"),
        "满意度指标": ("服务对象满意度指标",),
    }
)
"""The taxonomy of 财预〔2021〕101号: first level to its second levels."""

DEPARTMENT_LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "运行成本": "cost.economic",
        "管理效率": "unknown",
        "履职效能": "unknown",
        "社会效应": "benefit.social",
        "可持续发展能力": "benefit.sustained",
    }
)
"""First levels of the forms of whole departments besides the official ones, and the kind they tell."""

_KIND_BY_SECOND = {
    "数量指标": "output.quantity",
    "质量指标": "output.quality",
    "时效指标": "output.timeliness",
    "成本指标": "cost.economic",
    "经济成本指标": "cost.economic",
    "社会成本指标": "cost.social",
    "生态环境成本指标": "cost.environmental",
    "经济效益指标": "benefit.economic",
    "社会效益指标": "benefit.social",
    "生态效益指标": "benefit.ecological",
    "可持续影响指标": "benefit.sustained",
    "服务对象满意度指标": "satisfaction",
}

KINDS: tuple[str, ...] = (*dict.fromkeys(_KIND_BY_SECOND.values()), "unknown")
"""All values of ``Indicator.kind``."""

# Other spellings met in real forms, without the ending 指标.
_FIRST_ALIASES = {
    "产出指标": "产出 项目产出 产出类 项目完成 产出绩效",
    "效益指标": "效益 项目效益 效果 实施效果 项目效果 效益类 社会效益和可持续影响 效益绩效",
    "满意度指标": (
        "满意度 满意 满意度类 服务对象满意度 社会公众或服务对象满意度 服务对象和项目受益人满意度 "
        "相关满意度 群众满意度 受益对象满意度"
    ),
    "成本指标": "成本 项目成本 成本类 成本控制",
}
_SECOND_ALIASES = {
    "数量指标": "数量 产出数量 工作数量 完成数量",
    "质量指标": "质量 产出质量 工作质量 完成质量",
    "时效指标": "时效 产出时效 产出进度 进度 时效性 工作时效 完成时效 完成及时性",
    "成本指标": "成本 产出成本 成本控制 项目成本",
    "经济成本指标": "经济成本",
    "社会成本指标": "社会成本",
    "生态环境成本指标": "生态环境成本 生态成本 环境成本",
    "经济效益指标": "经济效益 项目经济效益 经济效果",
    "社会效益指标": "社会效益 项目社会效益 社会效果 社会影响",
    "生态效益指标": "生态效益 环境效益 生态环境效益 项目生态效益 环境保护效益 生态效果",
    "可持续影响指标": (
        "可持续影响 可持续发展 可持续 可持续性 可持续性影响 可持续影响力 可持续发展影响 可持续影响效益"
    ),
    "服务对象满意度指标": (
        "服务对象满意度 满意度 受益对象满意度 社会公众或服务对象满意度 服务对象或社会公众满意度 "
        "服务对象和项目受益人满意度"
    ),
}
_SATISFIED = re.compile(r"(?:满意度|满意)指标\Z")

# Unofficial second levels still tell their kind by one word, inside a first level that is known.
_WORDS_UNDER_FIRST = {
    "产出指标": {
        "output.quantity": "数量|产量",
        "output.quality": "质量",
        "output.timeliness": "时效|进度|及时|时间",
        "cost.economic": "成本",
    },
    "效益指标": {
        "benefit.economic": "经济",
        "benefit.social": "社会",
        "benefit.ecological": "生态|环境",
        "benefit.sustained": "可持续",
        "satisfaction": "满意",
    },
    "成本指标": {"cost.social": "社会", "cost.environmental": "生态|环境", "cost.economic": "经济"},
}

_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = re.compile(
    r"(?:\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|（[^）]*\)|\([^)]*）)分?"
)
_SCORE = re.compile(r"(\d+(?:\.\d+)?(?:[-—–~～至]\d+(?:\.\d+)?)?)[\])）】〕]?分")
_BARE_SCORE = re.compile(r"[(（\[【〔](\d+(?:\.\d+)?)[)）\]】〕]\Z")
_TAIL_SCORE = re.compile(r"[:：,，]?\d+(?:\.\d+)?(?:分|%|％)\Z")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|\d{1,2}[、.．])")
_MARKS = re.compile(r"[★☆*※＊▲△●○◆]")


def normal_level(text: str) -> str:
    """A level cell without blanks, brackets, scores, ★ and numbering: ``产出指标(50分)`` is ``产出指标``."""
    bare = _MARKS.sub("", _BLANK.sub("", text))
    inner = bare[1:-1] if len(bare) > 2 and bare[0] + bare[-1] in ("【】", "[]", "（）", "()") else bare
    short = _BRACKETS.sub("", inner)
    short = _ORDINAL.sub("", _TAIL_SCORE.sub("", short.rstrip(":：;；、")))
    return short.rstrip(":：;；、") or inner


def score_in_level(text: str) -> str | None:
    """The score written into a level cell, as filed: ``50`` for ``产出指标(50分)``; None without one."""
    bare = _BLANK.sub("", text)
    found = _SCORE.search(bare) or _BARE_SCORE.search(bare)
    return found.group(1) if found else None


def _stem(text: str) -> str:
    """What spellings are compared by: without 等 and the ending 指标."""
    return normal_level(text).removesuffix("等").removesuffix("指标")


def _index(official: Mapping[str, str]) -> dict[str, str]:
    found = {spelling: name for name, spellings in official.items() for spelling in spellings.split()}
    return {**found, **{name.removesuffix("指标"): name for name in official}}


_DEPARTMENT_STEMS = frozenset(DEPARTMENT_LEVELS) - {"运行成本"}
_FIRST = _index(_FIRST_ALIASES)
_SECOND = _index(_SECOND_ALIASES)


@lru_cache(maxsize=4096)
def canonical_first_level(text: str) -> str | None:
    """The official first level that is meant, or None."""
    return _FIRST.get(_stem(text))


@lru_cache(maxsize=4096)
def canonical_second_level(text: str) -> str | None:
    """The official second level that is meant, or None."""
    found = _SECOND.get(_stem(text))
    if found is None and _SATISFIED.search(normal_level(text).removesuffix("等")):
        return "服务对象满意度指标"
    return found


def is_first_level(text: str) -> bool:
    """Whether the text names a first level, one of a department's form too; 运行成本 names indicators as well."""
    return canonical_first_level(text) is not None or _stem(text) in _DEPARTMENT_STEMS


def is_second_level(text: str) -> bool:
    """Whether the text names a second level."""
    return canonical_second_level(text) is not None


def kind_of(first_level: str, second_level: str) -> str:
    """The kind of an indicator, from both its levels; ``unknown`` where they do not tell.

    The second level decides, since satisfaction also stands there under 效益指标 and cost under
    产出指标; the first level decides where the second is blank or not an official one.
    """
    first = canonical_first_level(first_level)
    second = canonical_second_level(second_level)
    if second is not None:
        return _KIND_BY_SECOND[second]
    if first == "满意度指标":
        return "satisfaction"
    if first is None and _stem(first_level) in DEPARTMENT_LEVELS:
        return DEPARTMENT_LEVELS[_stem(first_level)]
    words = _WORDS_UNDER_FIRST.get(first or "", {})
    normal = normal_level(second_level)
    kinds = [kind for kind, pattern in words.items() if re.search(pattern, normal)]
    if len(kinds) == 1:
        return kinds[0]
    return "cost.economic" if first == "成本指标" and not kinds else "unknown"
