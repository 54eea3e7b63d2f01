"""乱码或繁简、编码异常

检查什么
    填写的内容里有替换符、私用区字符、错误编码产生的字符（锟斤拷、Ã© 等）、汉字夹着问号或音标；
    或混入较多繁体字。
为什么
    乱码使内容无法辨认，说明文件在转换中损坏。
示例
    不通过：绩?????标完成率
    通过：绩效目标完成率
不报的情形
    段首的项目符号（符号字体）；港澳台名称、地名里的个别繁体字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import Issue, NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._cells import cells_of, excerpt
from auditkit_rules.performance_target.lists import words

_LIST = words("mojibake")
_TRADITIONAL = frozenset(_LIST.groups["traditional"])
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _garbled(text: str) -> str | None:
    bare = text
    for pattern in _LIST.exceptions:
        bare = pattern.sub("", bare)
    hit = next((hit for pattern in _LIST.patterns if (hit := pattern.search(bare))), None)
    return excerpt(bare, hit.start(), hit.end()) if hit else None


def _traditional(text: str, least: int, share: float) -> str | None:
    found = [mark for mark in text if mark in _TRADITIONAL]
    if len(found) < least or len(found) < share * len(_HAN.findall(text)):
        return None
    return "".join(dict.fromkeys(found))[:8]


@make_rule(
    code="TXT108", title="乱码或繁简、编码异常", severity="warning", confidence=0.85, basis=("P88-22.1", "ZL-1")
)
def garbled_text(
    project: Project, *, traditional_least: int = 3, traditional_share: float = 0.15
) -> Iterator[Outcome]:
    cells = list(cells_of(project))
    if not cells:
        yield NotApplicable("没有填写的文字")
    for cell in cells:
        piece = _garbled(cell.text)
        if piece is not None:
            yield Issue(
                message=f"{cell.label}疑似乱码：“{piece}”。",
                suggestion="用原文件重新导出，或对照原件更正。",
                subject=cell.subject,
                field=cell.field,
            )
            continue
        old = _traditional(cell.text, traditional_least, traditional_share)
        if old is not None:
            yield Issue(
                message=f"{cell.label}混有繁体字“{old}”，请核实是否转换有误。",
                suggestion="统一改用规范的简化字。",
                subject=cell.subject,
                field=cell.field,
                confidence=0.7,
            )
