"""Places in a file and fields of the submission, in words for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

__all__ = ["COLUMN_WORDS", "LABEL_WORDS", "place_of", "quoted", "said_of", "shown_pointers"]

LABEL_WORDS = {
    "name": "项目名称",
    "parent_name": "一级项目",
    "unit": "单位",
    "department": "主管部门",
    "year": "年度",
    "period": "项目期",
    "period_start": "开始时间",
    "period_end": "完成时间",
    "nature": "项目属性",
    "total": "预算总额",
    "midterm": "中期总额",
    "fiscal": "财政资金",
    "fiscal_part": "其中某一级财政",
    "other": "其他资金",
    "other_part": "其中某一项",
    "block": "资金总栏",
    "purpose": "用途",
    "objectives": "绩效目标",
    "outcome": "目标完成情况",
    "group": "指标表总标题",
    "ignored": "不审的栏目",
    "item": "资金明细",
}
COLUMN_WORDS = {
    "first_level": "一级指标",
    "second_level": "二级指标",
    "name": "指标名称",
    "name_or_group": "指标名称或总标题",
    "description": "说明",
    "value": "指标值",
    "operator": "比较符号",
    "unit_column": "计量单位",
    "weight": "权重",
    "actual": "实际完成值",
    "score": "得分",
    "reason": "偏差原因",
    "ignored": "不审的列",
}
_HORIZONS = {"annual": "年度", "midterm": "中期", "overall": "总体"}
_IN_PROJECT = {
    **LABEL_WORDS,
    "title": "表题",
    "money_unit": "金额单位",
    "budget/total": "预算总额",
    "budget/fiscal": "财政资金",
    "budget/other": "其他资金",
    "midterm_total": "中期总额",
}
_IN_ROW = {**COLUMN_WORDS, "target": "指标值"}
_SHOWN = 3
_LONGEST = 30


def said_of(field: str, group: str = "labels") -> str:
    """A field of a layout's labels or columns: ``objectives.annual`` is 绩效目标（年度）."""
    name, _, horizon = field.partition(".")
    word = (LABEL_WORDS if group == "labels" else COLUMN_WORDS).get(name) or _word_of(name)
    return f"{word}（{_HORIZONS[horizon]}）" if horizon in _HORIZONS else word


def _word_of(name: str) -> str:
    """The word of the submission schema for a field that only some forms have."""
    from auditkit.rulefile.language.records import record

    found = (record(part).get(name) for part in ("overall", "project", "indicator"))
    return next((field.label for field in found if field is not None), name)


def place_of(anchor: Any) -> str:
    """Where an anchor is, as a reader of the file counts."""
    parts = [f"工作表“{anchor.sheet}”"] if anchor.sheet else []
    if anchor.page is not None:
        parts.append(f"第{anchor.page}页")
    if not anchor.sheet:
        parts.append(anchor.part.replace("table ", "表").replace("paragraph ", "段"))
    if anchor.row is not None:
        parts.append(f"第{anchor.row}行第{anchor.column}列")
    if anchor.line is not None:
        parts.append(f"文件第{anchor.line}行")
    return " ".join(parts)


def quoted(text: str) -> str:
    """A text of the file in quotes, on one line, cut where it is long."""
    line = re.sub(r"\s+", " ", text.strip())
    return f"“{line[:_LONGEST]}……”" if len(line) > _LONGEST else f"“{line}”"


def shown_pointers(pointers: Sequence[str]) -> str:
    """Fields by their pointers in words: 项目1 指标3 的指标值; only the first few where they are many."""
    words = list(dict.fromkeys(_pointer_words(pointer) for pointer in pointers))
    more = f"等 {len(words)} 处" if len(words) > _SHOWN else ""
    return "、".join(words[:_SHOWN]) + more


def _pointer_words(pointer: str) -> str:
    keys = pointer.split("/")[2:]
    project = f"项目{int(keys[0]) + 1}"
    if len(keys) == 1:
        return project
    rest = "/".join(keys[1:])
    if keys[1] == "indicators" and len(keys) > 3:
        return f"{project} 指标{int(keys[2]) + 1}的{_IN_ROW.get(keys[3], keys[3])}"
    if keys[1] in ("objectives", "indicators") and len(keys) > 2:
        return f"{project} {'目标' if keys[1] == 'objectives' else '指标'}{int(keys[2]) + 1}"
    if keys[1] in ("budget", "midterm_parts") and "parts" in rest:
        return f"{project} {'中期' if keys[1] == 'midterm_parts' else ''}资金构成"
    if keys[1] == "execution":
        return f"{project} 预算执行情况"
    return f"{project} {_IN_PROJECT.get(rest) or _by_schema(keys[1:])}"


def _by_schema(keys: Sequence[str]) -> str:
    """A field in the words of the submission schema: 整体支出 年度主要任务第1项 名称."""
    from auditkit.rulefile.language.records import record

    words: list[str] = []
    part = "project"
    for key in keys:
        if key.isdigit() and words:
            words[-1] += f"第{int(key) + 1}项"
            continue
        field = record(part).get(key) if part else None
        words.append(key if field is None else field.label)
        sort = None if field is None else field.sort.item or field.sort
        part = "" if sort is None else sort.record
    return " ".join(words)
