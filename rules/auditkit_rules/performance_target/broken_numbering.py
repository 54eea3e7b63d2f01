"""序号不连续

检查什么
    各表题的序号（1.、2.、3.…）跳号或重号；一个项目的绩效目标编号跳号或重号。
为什么
    跳号往往是漏了表或删了内容没有整理，重号容易引错。
示例
    不通过：绩效目标1.、2.、4.
    通过：绩效目标1.、2.、3.
不报的情形
    摘录件从中间的序号开始；只有“1.”一条；各目标栏各自从1编起；分层编号（一、下面的1.2.3.）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditkit import Evidence, Issue, NotApplicable, Objective, Outcome, Place, Project, Submission, make_rule

_DIGITS = "一二三四五六七八九十"
_STYLES = (
    ("arabic", re.compile(r"\s*(\d{1,2})\s*[.．](?!\d)")),
    ("comma", re.compile(r"\s*(\d{1,2})\s*、")),
    ("bracket", re.compile(r"\s*[（(]\s*(\d{1,2})\s*[)）]")),
    ("half", re.compile(r"\s*(\d{1,2})\s*[)）]")),
    ("circle", re.compile(r"\s*([①②③④⑤⑥⑦⑧⑨⑩])")),
    ("chinese", re.compile(rf"\s*([{_DIGITS}]{{1,3}})\s*、")),
    ("chinese bracket", re.compile(rf"\s*[（(]\s*([{_DIGITS}]{{1,3}})\s*[)）]")),
    ("ordinal", re.compile(rf"\s*第([{_DIGITS}]{{1,3}})[，,、是]")),
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]]{0,60}\]")
_Numbered = tuple[int, str, Project | Objective]


def _value(text: str) -> int:
    if text.isdigit():
        return "①②③④⑤⑥⑦⑧⑨⑩".find(text) + 1 if not text.isdecimal() else int(text)
    tens, mark, ones = text.rpartition("十")
    first = (_DIGITS.find(tens) + 1 or 1) * 10 if mark else 0
    return first + (_DIGITS.find(ones) + 1 if ones else 0)


def _read(text: str, subject: Project | Objective) -> tuple[str, _Numbered] | None:
    for style, pattern in _STYLES:
        found = pattern.match(text)
        if found:
            return style, (_value(found[1]), found.group().strip(), subject)
    return None


def _breaks(items: Sequence[_Numbered]) -> Iterator[tuple[_Numbered, _Numbered, str]]:
    """Neighbours that do not follow each other; a new start at 1 begins another list."""
    for before, after in pairwise(items):
        if after[0] in (before[0] + 1, 1):
            continue
        if after[0] == before[0]:
            yield before, after, f"重复：“{after[1]}”出现两次"
        elif after[0] < before[0]:
            yield before, after, f"颠倒：“{before[1]}”之后是“{after[1]}”"
        else:
            missing = "、".join(str(n) for n in range(before[0] + 1, min(after[0], before[0] + 6)))
            yield before, after, f"不连续：“{before[1]}”之后是“{after[1]}”，缺第{missing}项"


def _lists(submission: Submission) -> Iterator[tuple[str, str, list[_Numbered]]]:
    """What is numbered: the titles of the file, then the objectives of each project by horizon."""
    titles = [(_BOOKMARK.sub("", p.title or "").strip(), p) for p in submission.projects]
    read = [found for title, p in titles if (found := _read(title, p))]
    for style in dict.fromkeys(style for style, _ in read):
        yield "表题", "title", [item for kind, item in read if kind == style]
    for project in submission.projects:
        for horizon in dict.fromkeys(item.horizon for item in project.objectives):
            own = [o for o in project.objectives if o.horizon == horizon]
            lines = [found for o in own for line in o.text.splitlines() if (found := _read(line, o))]
            for style in dict.fromkeys(style for style, _ in lines):
                yield "绩效目标", "", [item for kind, item in lines if kind == style]


@make_rule(
    code="CON117",
    title="序号不连续",
    severity="note",
    confidence=0.85,
    basis=("P88-22.1",),
)
def broken_numbering(submission: Submission) -> Iterator[Outcome]:
    lists = [entry for entry in _lists(submission) if len(entry[2]) > 1]
    if not lists:
        yield NotApplicable("没有两个以上的序号")
        return
    for label, field, items in lists:
        for before, after, what in _breaks(items):
            lost = "漏了项目表" if field else "漏写了目标"
            yield Issue(
                message=f"{label}序号{what}。",
                suggestion=f"核对是否{lost}；没有遗漏的，按顺序重新编号。",
                subject=after[2],
                field=field,
                quote=after[1],
                related=(Place(before[2], field),),
                evidence=(Evidence("前一序号", before[1]), Evidence("本序号", after[1])),
            )
