"""三级指标名称是口号或句子，缺少可度量的中心词

检查什么
    名称以“保障、提高、改善、促进”等动词开头（或“为…提供…”），又不以率、数、面积、时间等度量词结尾；
    名称含“，”“。”成了句子；或没有度量词而长于 max_len（默认20字）。
为什么
    名称是工作描述，就无法配上能考核的指标值。
示例
    不通过：为基层群众提供优质服务，提高办事效率
    通过：平均办理时间
不报的情形
    以“水平、程度、情况”结尾的可作定性指标名；指标值已经量化的短名称（带动就业｜≥200人、促进就业｜≥300人）；
    保障房、促进会等只是以这些字开头的名词。同一行已提出指标值模糊的，并入那一条。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Indicator, Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._names import asks_satisfaction, measure_of, opening_verb
from auditkit_rules.performance_target._replacements import replacements_text
from auditkit_rules.performance_target._targets import has_number
from auditkit_rules.performance_target.lists import words

_SLOGANS = words("slogan_verbs")
_SHORT = 6
_BRACKETS = re.compile(r"[（(【\[《][^（）()【】\[\]《》]{0,40}[）)】\]》]")
_SENTENCE = re.compile(r"[，,。；;！!]")


def _fault(indicator: Indicator, max_len: int) -> str | None:
    """What makes the name no measure; None if nothing does."""
    name = _BRACKETS.sub("", indicator.name).strip()
    sentence = _SENTENCE.search(name.rstrip("，,。；;！!")) is not None
    verb = opening_verb(name)
    hollow = verb in _SLOGANS.groups["abstract_verbs"] and has_number(indicator.target.raw)
    if measure_of(name, weak=not hollow) is not None and not sentence:
        return None
    if has_number(indicator.target.raw) and not sentence and len(name) <= max_len:
        abstract = len(name) > _SHORT and verb in _SLOGANS.groups["abstract_verbs"]
        empty = abstract or verb in _SLOGANS.groups["empty_verbs"]
        return f"以“{verb}”开头，没有度量词" if empty else None
    if sentence and (verb is not None or measure_of(name) is None):
        return "是一句话，没有度量词" if measure_of(name) is None else "是一句话，不是单一的度量"
    if verb is not None:
        return f"以“{verb}”开头，没有度量词"
    return f"长达{len(name)}字而没有度量词" if len(name) > max_len else None


@make_rule(
    code="NRM302",
    title="三级指标名称为口号或句子",
    severity="note",
    confidence=0.8,
    basis=("P101-3.1", "P10-A2", "SYS3"),
)
def slogan_name(indicator: Indicator, project: Project, *, max_len: int = 20) -> Iterator[Outcome]:
    if not indicator.name.strip():
        yield NotApplicable("名称为空，由填报完整性规则提出")
        return
    if asks_satisfaction(indicator):
        yield NotApplicable("满意度指标另有规则审核")
        return
    fault = _fault(indicator, max_len)
    if fault is None:
        return
    better = replacements_text(indicator, project)
    like = f"，可参考{better}" if better else "，如“……完成率”“……人次”“平均……时间”"
    yield Issue(
        message=f"指标名称“{indicator.name}”{fault}，属工作描述，不是可度量的指标。",
        suggestion=f"改为“对象+度量名词”的写法{like}。",
        field="name",
        evidence=(Evidence("名称长度", str(len(indicator.name)), "字"),),
    )
