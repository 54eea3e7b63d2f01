"""标点符号错误或编号格式混用

检查什么
    资金用途、绩效目标、指标名称和描述里：标点重复或连用，汉字之间用了半角标点，以标点开头，
    括号引号不配对；同一栏的编号混用几种写法（1. 与 1、与（1））。从严方案还查句末缺少句号。
为什么
    绩效目标随预算公开，标点错误影响理解，也说明没有认真校对。
示例
    不通过：救助当事人，，维护稳定
    通过：救助当事人，维护稳定。
不报的情形
    编号“1.”、小数、时间“8:30”、文号“〔2023〕”、网址、省略号。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._cells import TextCell, cells_of, excerpt, gathered
from auditkit_rules.performance_target.lists import words

_LIST = words("punctuation")
_ENDS = _LIST.groups["sentence_ends"]
_ROLES = ("name", "purpose", "duties", "task", "objective", "indicator", "description")
_PROSE = ("purpose", "objective")
_ITEM = re.compile(r"(?:^|(?<=[\s；;。：:，,.、]))\d{1,2}）")
_NUMBER = re.compile(r"\s*(?:[（(]\d{1,2}[)）]|\d{1,2}[.．、)），](?!\d))")


def _without_exceptions(text: str) -> str:
    for pattern in _LIST.exceptions:
        text = pattern.sub("\n", text)
    return text


def _wrong_marks(text: str) -> Iterator[str]:
    bare = _without_exceptions(text)
    for entry in _LIST.entries:
        hit = entry["pattern"].search(bare)
        if hit:
            yield f"{entry['label']}（“{excerpt(bare, hit.start(), hit.end())}”）"


def _unpaired(text: str) -> str | None:
    """The kind of mark that is opened and not closed, or closed and not opened; half and full width pair."""
    bare = text.translate(str.maketrans("()", "（）"))
    for pair, name in _LIST.mapping.items():
        if not (_brackets_pair(bare) if pair == "（）" else bare.count(pair[0]) == bare.count(pair[1])):
            return f"的{name}不配对"
    return None


def _brackets_pair(text: str) -> bool:
    """Whether every bracket is opened and closed; a list number (1）) closes none unless one is open (甲1、2）)."""
    items = {hit.end() - 1 for hit in _ITEM.finditer(text)}
    depth = 0
    for at, mark in enumerate(text):
        if mark == "（":
            depth += 1
        elif mark == "）" and (depth or at not in items):
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def _style(text: str) -> str | None:
    """How an Arabic list number is written: ``1.``, ``1、``, ``(1)``; None without one."""
    hit = _NUMBER.match(text)
    if hit is None:
        return None
    return re.sub(r"\d+", "1", hit.group().strip()).translate(str.maketrans("（）．", "()."))


def _mixed_numbers(project: Project) -> str | None:
    for horizon in dict.fromkeys(item.horizon for item in project.objectives):
        texts = [item.text for item in project.objectives if item.horizon == horizon]
        styles = list(dict.fromkeys(style for text in texts if (style := _style(text))))
        if len(styles) > 1 and len(texts) > 1:
            return f"编号混用“{'”“'.join(styles)}”"
    return None


def _faults(cell: TextCell, strict: bool) -> Iterator[str]:
    yield from _wrong_marks(cell.text)
    unpaired = _unpaired(cell.text)
    if unpaired:
        yield unpaired
    if strict and cell.role in _PROSE and not cell.text.rstrip().endswith((*_ENDS, "”", "）")):
        yield f"句末没有句号（“…{cell.text.strip()[-8:]}”）"


@make_rule(
    code="TXT101", title="标点符号错误或编号格式混用", severity="note", confidence=0.85, basis=("P88-22.1",)
)
def faulty_punctuation(project: Project, *, strict: bool = False) -> Iterator[Outcome]:
    cells = [cell for cell in cells_of(project) if cell.role in _ROLES]
    if not cells:
        yield NotApplicable("没有填写的文字")
        return
    faults = [(cell, fault) for cell in cells for fault in _faults(cell, strict)]
    mixed = _mixed_numbers(project)
    if mixed:
        first = next(cell for cell in cells if cell.role == "objective")
        faults.append((first, mixed))
    if faults:
        yield gathered(project, faults, "标点或编号不规范", "按所列位置更正；同一栏的编号统一用一种写法，如“1.”。")
