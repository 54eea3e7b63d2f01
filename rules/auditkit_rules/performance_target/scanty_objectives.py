"""绩效目标过于简略

检查什么
    全部绩效目标去掉编号、标点后合计不足 min_chars 个字，或者目标只是重复项目名称。
为什么
    三言两语看不出预期产出和效果，也分解不出指标。
示例
    不通过：绩效目标｜自然资源卫片执法补助经费（与项目名称相同）
    通过：绩效目标｜完成卫片图斑核查860个，违法用地整改率达到95%以上
不报的情形
    条数多而每条短的，按合计字数判断；字数少但写明了数量、比率的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, Objective, Outcome, Place, Project, make_rule
from auditkit_rules.performance_target._names import normal_name, normal_text
from auditkit_rules.performance_target._placeholders import is_placeholder
from auditkit_rules.performance_target._quantities import is_quantified

_NUMBERING = re.compile(
    r"^\s*(?:(?:总体|年度|绩效)?目标\s*)?(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）.．、:：]|[①-⑳])\s*(?!\d)"
)
_LEADING = re.compile(r"^(?:完成|实施|开展|做好|保障|落实|推进)")


def _body(text: str) -> str:
    return normal_text(_NUMBERING.sub("", text))


def _repeats_name(text: str, project: Project) -> bool:
    name = normal_name(project.name)
    return bool(name) and name in (text, _LEADING.sub("", text), text.removesuffix("项目"))


@make_rule(
    code="CMP202",
    title="绩效目标过于简略",
    severity="warning",
    confidence=0.75,
    basis=("P88-22.1", "P88-9", "R-LJ"),
)
def scanty_objectives(project: Project, *, min_chars: int = 15) -> Iterator[Outcome]:
    """Count what is left of all objectives together; a figure makes up for few words."""
    filled = [item for item in project.objectives if item.text.strip() and not is_placeholder(item.text)]
    if not filled:
        yield NotApplicable("没有填写绩效目标，已另行提出或表式没有该栏")
        return
    text = "".join(_body(item.text) for item in filled)
    if all(_repeats_name(_body(item.text), project) for item in filled):
        yield _issue(filled, f"绩效目标“{filled[0].text.strip()}”只是重复项目名称，未反映预期产出和效果。", text)
    elif len(text) < min_chars and not any(is_quantified(item.text) for item in filled):
        yield _issue(
            filled,
            f"绩效目标“{filled[0].text.strip()}”只有{len(text)}个字，过于简略，未反映预期产出和效果。",
            text,
        )


def _issue(filled: list[Objective], message: str, text: str) -> Issue:
    return Issue(
        message=message,
        suggestion="补写做什么、做多少、达到什么标准、何时完成，以及预期带来的变化，例如“全年完成……（数量），"
        "合格率达到……%，……（效果）”。",
        subject=filled[0] if len(filled) == 1 else None,
        field="" if len(filled) == 1 else "objectives",
        related=tuple(Place(item) for item in filled[1:]),
        evidence=(Evidence("字数", str(len(text)), "字"),),
    )
