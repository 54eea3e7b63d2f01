"""资金用途列出的村（社区）个数与所写总数不符

检查什么
    资金用途里先逐个列出村、社区，再写“等N个村”“共N个社区”的，列出的比写的还多；
    没有“等”字的，列出的与写的个数不同。
为什么
    补助按村下达，名单与个数对不上，要么漏写、多写了村，要么资金测算的基数有误。
示例
    不通过：用于大堰村、白沙村、河口村共4个村的道路修复
    通过：用于大堰村、白沙村、河口村共3个村的道路修复
不报的情形
    “大堰村、白沙村等12个村”一类列举未尽的；只写个数或只列名单的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, NotJudged, Outcome, Passed, Project, make_rule

_BEFORE_NAME = re.compile("^.*(?:用于|补助|支持|拨付|分配给)")
_NUMERALS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}


def _count(text: str) -> int | None:
    """3 for 3 or 三; None for a numeral above ten that is not in figures."""
    return int(text) if text.isdecimal() else _NUMERALS.get(text)


def _named(listing: str, endings: str) -> list[str]:
    """The villages of a list such as 用于大堰村、白沙村和河口村, each once."""
    items = re.sub(rf"({endings})[和及]", r"\1、", listing).split("、")
    found = [re.match(rf".*?(?:{endings})", item) for item in items]
    names = [_BEFORE_NAME.sub("", item.group()) for item in found if item]
    return list(dict.fromkeys(names))


@make_rule(
    code="LHT-901",
    title="资金用途列出的村（社区）个数与所写总数不符",
    severity="warning",
    confidence=0.8,
    dimension="consistency",
    basis=("LH5-4",),
)
def miscounted_villages(project: Project, *, endings: str = "村|社区") -> Iterator[Outcome]:
    """``endings`` are what names of places end in, with bars between them."""
    if "purpose" not in project.fields:
        yield NotApplicable("表式没有资金用途一栏")
        return
    purpose = project.purpose or ""
    stated = re.search(
        rf"([^，。；：]*(?:{endings}))(等|共|合计)?(\d+|[一二三四五六七八九十两]+)个(?:{endings})", purpose
    )
    names = _named(stated[1], endings) if stated else []
    if stated is None or len(names) < 2:
        yield NotApplicable("资金用途没有同时写村（社区）名单和个数")
        return
    count = _count(stated[3])
    if count is None:
        yield NotJudged(f"“{stated[3]}个”未能识别为数字，请改用阿拉伯数字")
        return
    open_list = stated[2] == "等"
    arithmetic = f"列出{len(names)}个（{'、'.join(names)}），写明{count}个"
    if len(names) == count or (open_list and len(names) < count):
        yield Passed(arithmetic)
        return
    yield Issue(
        message=f"资金用途“{stated[0].strip()}”{arithmetic}，相差{abs(len(names) - count)}个。",
        suggestion=f"核对名单：确为{len(names)}个的改为“{len(names)}个”，有遗漏或多列的更正名单，并同步核对资金测算。",
        field="purpose",
        quote=stated[0].strip(),
        evidence=(Evidence("列出", str(len(names)), "个"), Evidence("写明", str(count), "个")),
    )
