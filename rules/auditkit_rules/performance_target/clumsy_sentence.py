"""语句不完整或重复累赘

检查什么
    资金用途、绩效目标、指标名称和描述：以“、，和的”等收尾，括号里是空的，叠字（的的、了了），
    同一动词在十来个字内重复（保障……保障水平）。仅从严方案启用。
为什么
    目标要求明确清晰；累赘、残缺的句子口径不明。
示例
    不通过：保障法院办案和业务装备经费保障水平
    通过：提高办案和业务装备保障水平
不报的情形
    排比句式（保障……，保障……）跨逗号重复属正常；专有名词重复不报。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._cells import TextCell, cells_of, excerpt, gathered
from auditkit_rules.performance_target._clauses import clauses, strip_number
from auditkit_rules.performance_target.lists import words

_LIST = words("clumsy_sentences")
_ROLES = ("purpose", "duties", "task", "objective", "indicator", "description")
_STOPS = re.compile("[、，,；;。：:（）()或]")
_NAMES = re.compile("|".join(map(re.escape, sorted(_LIST.groups["names"], key=len, reverse=True))))


def _repeats(text: str, window: int) -> tuple[str, str] | None:
    """A word that comes twice within the window, inside one run without marks, and that run."""
    for run in (part for clause in clauses(text) for part in _STOPS.split(clause)):
        looked = _NAMES.sub(lambda hit: "|" * len(hit.group()), run)
        for word in _LIST.words:
            first = looked.find(word)
            second = looked.find(word, first + len(word)) if first >= 0 else -1
            if second >= 0 and second - first <= window:
                return word, run
    return None


def _faults(cell: TextCell, window: int) -> Iterator[str]:
    text = strip_number(cell.text)
    kept = text
    for pattern in _LIST.exceptions:
        kept = pattern.sub("。", kept)
    for entry in _LIST.entries:
        hit = entry["pattern"].search(kept)
        if hit:
            yield f"{entry['label']}（“{excerpt(kept, hit.start(), hit.end())}”）"
            break
    found = _repeats(text, window)
    if found:
        yield f"“{found[0]}”一词重复（“{found[1]}”）"


@make_rule(
    code="TXT105",
    title="语句不完整或重复累赘",
    severity="note",
    confidence=0.6,
    basis=("P88-22.1",),
    default="strict",
)
def clumsy_sentence(project: Project, *, window: int = 14) -> Iterator[Outcome]:
    cells = [cell for cell in cells_of(project) if cell.role in _ROLES]
    if not cells:
        yield NotApplicable("没有填写的文字")
        return
    faults = [(cell, fault) for cell in cells for fault in _faults(cell, window)]
    if faults:
        yield gathered(project, faults, "语句不完整或重复累赘", "补全或精简语句，说清做什么、做到什么程度。")
