"""How reports say things in Chinese: severities, places, citations. One way for all reporters."""

from __future__ import annotations

import re

from auditkit import Anchor, Basis, Finding, Location

__all__ = ["FIELDS", "SEVERITY", "anchor_words", "basis_words", "field_words", "name_words", "place_words", "printable"]

SEVERITY = {"error": "必须修改", "warning": "应当修改", "note": "建议完善"}
FIELDS = {
    "": "",
    "title": "表题",
    "name": "名称",
    "unit": "单位",
    "department": "主管部门",
    "money_unit": "金额单位",
    "period": "项目期",
    "year": "年度",
    "budget": "预算",
    "budget/total": "预算数",
    "budget/fiscal": "财政资金",
    "budget/other": "其他资金",
    "midterm_total": "中期资金总额",
    "purpose": "资金用途",
    "objectives": "绩效目标",
    "indicators": "绩效指标",
    "first_level": "一级指标",
    "second_level": "二级指标",
    "description": "指标描述",
    "target": "指标值",
    "weight": "权重",
    "actual": "实际完成值",
    "score": "得分",
    "reason": "偏差原因",
    "outcome": "目标完成情况",
    "total_score": "总分",
    "execution": "预算执行情况",
    "overall": "整体支出",
    "overall/duties": "部门职能",
    "overall/income": "收入合计",
    "overall/spending": "支出合计",
    "overall/basic_spending": "基本支出",
    "overall/project_spending": "项目支出",
    "overall/tasks": "年度主要任务",
    "overall/tasks_total": "任务金额合计",
}
_EXECUTION = {
    "initial": "年初预算数",
    "adjusted": "全年预算数",
    "executed": "全年执行数",
    "rate": "执行率",
    "weight": "分值",
    "score": "得分",
}
_LINES = {"income_parts": "收入构成第{}项", "spending_parts": "支出构成第{}项", "tasks": "主要任务第{}项"}
_INSIDE = {"code": "编码", "name": "名称", "parts": "构成", "start": "开始", "end": "结束", "unit": "计量单位"}
# What XML and HTML cannot carry: control characters, lone surrogates, non-characters.
_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MOST_CITED = 2
_PARTS = {"table": "表", "paragraph": "段落", "page": "页"}


def printable(text: str) -> str:
    """The text with what no report can carry shown as a replacement mark; line ends made one."""
    return _BROKEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def field_words(location: Location) -> str:
    """The field in the form's words: ``指标值``, ``绩效目标第2条``, ``项目名称``."""
    steps = location.field.split("/")
    if steps[0] == "objectives" and len(steps) > 1 and steps[1].isdigit():
        return f"绩效目标第{int(steps[1]) + 1}条"
    if location.field == "name":
        whose = "部门名称" if location.scope == "department" else "项目名称"
        return "指标名称" if location.indicator is not None else whose
    if steps[0] == "overall" and len(steps) > 2 and steps[2].isdigit() and steps[1] in _LINES:
        return _LINES[steps[1]].format(int(steps[2]) + 1)
    if steps[0] == "execution" and len(steps) == 3:
        return f"预算执行情况第{int(steps[1]) + 1}行 {_EXECUTION.get(steps[2], '')}".strip()
    if location.field in FIELDS:
        return FIELDS[location.field]
    return FIELDS.get(steps[0], steps[0]) + "".join(f" {_INSIDE[step]}" for step in steps[1:] if step in _INSIDE)


def place_words(location: Location) -> str:
    """Where a finding stands, by meaning: ``社会效益 › 指标名 › 指标值``; the project goes apart."""
    pieces = [location.indicator or "", field_words(location)]
    whole = "部门整体" if location.scope == "department" else "整个项目"
    return " › ".join(piece for piece in pieces if piece) or whole


def name_words(name: str | None, scope: str) -> str:
    """What a form is called by: the project's name, or the department's, told to be a whole department."""
    if scope == "department":
        return f"{name or '（无部门名称）'}（部门整体）"
    return name or "（无项目名称）"


def anchor_words(anchor: Anchor | None) -> str:
    """Where it stands in the file: ``表2 第5行第3列``, ``工作表“表1”C5``, ``第63行``; empty when not known."""
    if anchor is None:
        return ""
    kind, _, number = anchor.part.partition(" ")
    pieces = [_PARTS[kind] + number] if kind in _PARTS and number else []
    if anchor.sheet:
        pieces = [f"工作表“{anchor.sheet}”"]
    if anchor.page is not None:
        pieces.insert(0, f"第{anchor.page}页")
    if anchor.sheet and anchor.row and anchor.column:
        pieces[-1] += f"{_letters(anchor.column)}{anchor.row}"
    elif anchor.row is not None:
        pieces.append(f"第{anchor.row}行第{anchor.column}列")
    if anchor.line is not None:
        pieces.append(f"（文件第{anchor.line}行）")
    return " ".join(pieces)


def _letters(column: int) -> str:
    """The name of a column of a sheet: ``A``, ``AB``."""
    before, last = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(65 + last)


def basis_words(finding: Finding) -> str:
    """The citations fit for an opinion: regulations and guidance, uncertain clauses marked so."""
    cited = [_cite(basis) for basis in finding.basis if basis.kind in ("regulation", "guidance")]
    return "；".join(list(dict.fromkeys(text for text in cited if text))[:_MOST_CITED])


def _cite(basis: Basis) -> str:
    """Only what was seen in the original is cited as it stands; what is recalled says so."""
    name = basis.number or f"《{basis.document}》"
    if basis.certainty == "found" or not basis.clause:
        return name + basis.clause if basis.certainty in ("found", "high") else ""
    return f"{name}{basis.clause}〔待核对原文〕" if basis.certainty == "high" else ""
