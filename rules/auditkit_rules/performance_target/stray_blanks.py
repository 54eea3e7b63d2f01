"""多余空格或不可见字符

检查什么
    填写的内容里：汉字之间有空格，首尾有空格，有制表符、零宽字符等看不见的字符。
为什么
    多余字符会使名称、数值在系统里比对不上，也影响公开版面。
示例
    不通过：财政  资金拨款
    通过：财政资金拨款
不报的情形
    表格模板标签自身的空格、表格导出的制表符、段首缩进、英文单词之间的空格。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditkit import NotApplicable, Outcome, Project, make_rule
from auditkit_rules.performance_target._cells import TextCell, cells_of, excerpt, gathered
from auditkit_rules.performance_target.lists import words

_LIST = words("stray_blanks")
_SHORT = 2
_VISIBLE = re.compile("[\\t\u00a0\u3000\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")


def _faults(cell: TextCell) -> Iterator[str]:
    text = cell.text
    for pattern in _LIST.exceptions:
        text = pattern.sub("\n", text)
    if len("".join(text.split())) <= _SHORT:
        return
    for entry in _LIST.entries:
        hit = entry["pattern"].search(text)
        if hit:
            marked = text[: hit.start()] + "□" * len(hit.group()) + text[hit.end() :]
            yield f"{entry['label']}（“{_VISIBLE.sub('□', excerpt(marked, hit.start(), hit.end()))}”）"


@make_rule(code="TXT102", title="多余空格或不可见字符", severity="note", confidence=0.9, basis=("SYS1",))
def stray_blanks(project: Project) -> Iterator[Outcome]:
    """Cells of one or two characters are left alone: their blanks align a table."""
    cells = list(cells_of(project))
    if not cells:
        yield NotApplicable("没有填写的文字")
        return
    faults = [(cell, fault) for cell in cells for fault in _faults(cell)]
    if faults:
        yield gathered(project, faults, "多余空格或不可见字符（以□标出）", "删除多余的空格和不可见字符。")
