"""满意度指标未指明满意对象

检查什么
    满意度指标的名称去掉“满意度、服务、工作、总体”等字样后没有剩下调查对象。
为什么
    不写明向谁调查，就无法抽样，结果也不能反映直接服务对象的感受。
示例
    不通过：满意度｜≥95%；服务对象满意度｜≥95%
    通过：档案利用人满意度｜≥90%
不报的情形
    描述里写明了调查对象；“培训满意度”等写明了内容的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Indicator, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, normal_name, normal_text
from auditkit_rules.performance_target.lists import words

_SATISFACTION = words("satisfaction")
_NOUNS = tuple(word for word in _SATISFACTION.words if not word.startswith("公众"))
_GENERAL = ("受益", "相关", "有关", "被", "的", "对", "群体", "各类", "人员", "满意", "调查", "率", "度", "年度", "本")
_EMPTY = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted((*_SATISFACTION.groups["empty"], *_NOUNS, *_GENERAL), key=len, reverse=True)
    )
)
_VAGUE_SUBJECTS = ("服务对象", "受益对象", "服务群体", "受益群体", "受益人员", "相关人员", "对象")


def _subject_told(text: str) -> bool:
    known = (word for word in _SATISFACTION.groups["subjects"] if word not in _VAGUE_SUBJECTS)
    return any(word in text for word in known)


def _suggested(project: Project) -> str:
    """Whom to ask, by what the project is about."""
    for entry in _SATISFACTION.entries:
        if any(word in project.name for word in entry["keywords"]):
            return f"“{entry['subjects'][0]}满意度”"
    return "“参训人员满意度”“沿线居民满意度”"


@make_rule(
    code="REL109",
    title="满意度指标未指明满意对象",
    severity="note",
    confidence=0.85,
    basis=("P101-2.4", "AU-3", "R-LJ"),
)
def anonymous_satisfaction(indicator: Indicator, project: Project) -> Iterator[Outcome]:
    name = normal_name(indicator.name)
    if not asks_satisfaction(indicator) or _SATISFACTION.longest(name) is None:
        yield NotApplicable("不是满意度名称的指标")
        return
    described = normal_text(indicator.description)
    if _EMPTY.sub("", name) or _subject_told(name) or (described != name and _subject_told(described)):
        return
    named = next((word for word in _VAGUE_SUBJECTS if word in name), None)
    fault = f"只写“{named}”，没有说明具体是谁" if named else "没有写明调查对象"
    yield Issue(
        message=f"满意度指标“{indicator.name}”{fault}。",
        suggestion=f"写明直接服务的对象，如{_suggested(project)}。",
        field="name",
        confidence=0.65 if named else None,
    )
