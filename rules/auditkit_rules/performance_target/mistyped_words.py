"""错别字、常见误写

检查什么
    项目名称、用途、目标、指标名称、描述和指标值里的确定性错别字（帐户、签定、即时率……）；词表可增删。
为什么
    错别字使口径不清，也说明没有认真校对。
示例
    不通过：资金拨付即时率｜≥95%
    通过：资金拨付及时率｜≥95%
不报的情形
    “质效”“审执”“诉源治理”等行业词；“其它”“截止”等两可的写法只作提示。
"""

from __future__ import annotations

from collections.abc import Iterator

from auditkit import Evidence, Issue, NotApplicable, Outcome, Project, Severity, make_rule
from auditkit_rules.performance_target._cells import cells_of, excerpt
from auditkit_rules.performance_target.lists import words

_LIST = words("typos")
_SPARED = sorted(_LIST.groups["not_typos"], key=len, reverse=True)
_HINTS = frozenset(_LIST.groups["info"])
_NOT_READ = ("unit", "department", "actual")


def _spared(text: str) -> str:
    """The text with what is right as it stands blanked out, length kept."""
    for pattern in _LIST.exceptions:
        text = pattern.sub(lambda hit: "\n" * len(hit.group()), text)
    for word in _SPARED:
        text = text.replace(word, "\n" * len(word))
    return text


def _typos(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end, the right word, and whether it is more than a hint."""
    bare = _spared(text)
    for wrong, right in _LIST.mapping.items():
        at = bare.find(wrong)
        if at >= 0:
            yield at, at + len(wrong), right, wrong not in _HINTS
    for entry in _LIST.entries:
        hit = entry["pattern"].search(bare)
        if hit:
            yield hit.start(), hit.end(), entry["right"], entry["level"] == "warning"


@make_rule(code="TXT103", title="错别字、常见误写", severity="warning", confidence=0.75, basis=("P88-22.1", "R-EZ"))
def mistyped_words(project: Project) -> Iterator[Outcome]:
    cells = list(cells_of(project))
    if not cells:
        yield NotApplicable("没有填写的文字")
    for cell in cells:
        if cell.role in _NOT_READ:
            continue
        found = sorted(_typos(cell.text))
        if not found:
            continue
        grave = any(sure for *_, sure in found)
        told = [f"“{cell.text[a:b]}”{'应为' if sure else '一般写作'}“{right}”" for a, b, right, sure in found]
        mended = [f"“{cell.text[a:b]}”改为“{right}”" for a, b, right, _ in found]
        start, end, *_ = found[0]
        yield Issue(
            message=f"{cell.label}{'疑似有错别字' if grave else '用字请核实'}：{'，'.join(dict.fromkeys(told))}。",
            suggestion=f"核对后把{'，'.join(dict.fromkeys(mended))}。",
            subject=cell.subject,
            field=cell.field,
            quote=excerpt(cell.text, start, end),
            evidence=tuple(Evidence("原文", cell.text[a:b]) for a, b, *_ in found),
            severity=None if grave else Severity.NOTE,
            confidence=None if grave else 0.55,
        )
