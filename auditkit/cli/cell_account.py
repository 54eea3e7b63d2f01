"""Show how a file was read: which layout won and why, what became of each cell, and that nothing was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from auditkit.cli.places import COLUMN_WORDS, LABEL_WORDS, place_of, quoted, shown_pointers

if TYPE_CHECKING:
    from auditkit.cell_uses import CellUse, Weighed
    from auditkit.hookspecs import Layout
    from auditkit.loader.explaining import Explained

__all__ = ["coverage_as_data", "coverage_lines", "explained_as_data", "explained_lines", "has_lost"]

_KINDS = {
    "value": "进入数据",
    "level": "级次",
    "label": "栏目名",
    "header": "列名",
    "residue": "模板残留，未填写",
    "sum": "合计、小计行，不作指标",
    "note": "附注",
    "ignored": "不审的栏目",
    "direction": "符号栏里的方向、类型",
    "repeat": "与已读内容重复",
    "told": "未读懂，随整栏列出",
    "unread": "未读懂",
    "outside": "不属于认出的表",
    "lost": "没有交代",
}
"""What became of a cell, in the order in which it is counted."""
_MARKS = {"label": "栏目", "text": "文字", "shape": "样子"}
_BARE = frozenset({"residue", "sum", "note", "direction", "repeat", "outside", "lost"})


def _spoken(weighed: Weighed) -> str:
    told = [f"{_MARKS[mark.kind]}“{mark.text}” {mark.weight:+d}" for mark in weighed.spoken]
    told += [f"最低分 {weighed.floor}"] if weighed.floor else []
    return "，".join(told) or "没有标志符合"


def explained_lines(explained: Explained) -> Iterator[str]:
    """The whole explanation, for people."""
    document, account = explained.document, explained.account
    yield f"{document.name}（{document.format}）"
    (layout, weighed), *others = explained.ranking
    yield f"■ 表式：{layout.title}（{layout.name}），{weighed.score} 分：{_spoken(weighed)}"
    for other, its in others:
        if its.score > 0:
            yield f"  其次：{other.title}（{other.name}），{its.score} 分：{_spoken(its)}"
    yield from _losers([pair for pair in others if pair[1].score <= 0])
    yield f"■ 项目：{len(account.openings)} 个"
    for number, opening in enumerate(account.openings, 1):
        name = account.form.projects[number - 1].get("name") or "（无项目名称）"
        where = f"〔{place_of(opening.anchor)} {quoted(opening.anchor.text)}〕" if opening.anchor else ""
        yield f"  {number}. {name}：{opening.reason or '由表式区分'}{where}"
    yield "■ 逐格"
    part = ""
    for use in account.uses:
        if use.anchor.part != part and use.anchor.part.startswith("table"):
            part = use.anchor.part
            yield f"  {place_of(use.anchor).split(' 第')[0]}"
        yield f"    {place_of(use.anchor)} {quoted(use.anchor.text)}：{_use_words(use)}"
    yield from coverage_lines(explained)


def _losers(pairs: Sequence[tuple[Layout, Weighed]]) -> Iterator[str]:
    unable = [layout.name for layout, weighed in pairs if not weighed.can_read]
    silent = [layout.name for layout, weighed in pairs if weighed.can_read]
    if silent:
        yield f"  能读但没有得分：{'、'.join(silent)}"
    if unable:
        yield f"  没有它们能读的表：{'、'.join(unable)}"


def _use_words(use: CellUse) -> str:
    if use.pointers:
        return shown_pointers(use.pointers)
    if use.kind in _BARE:
        return _KINDS[use.kind]
    words = {"label": LABEL_WORDS, "header": COLUMN_WORDS}.get(use.kind, {})
    says = words.get(use.says, use.says if use.kind in ("told", "unread", "ignored") else "")
    return f"{_KINDS[use.kind]}（{says}）" if says else _KINDS[use.kind]


def explained_as_data(explained: Explained) -> dict[str, Any]:
    """The whole explanation, for other programs."""
    account = explained.account
    return {
        "schema_version": "1",
        "source": {"name": explained.document.name, "format": explained.document.format},
        "layout": explained.layout.name,
        "ranking": [_weighed_as_data(layout, weighed) for layout, weighed in explained.ranking],
        "projects": [
            {
                "pointer": opening.pointer,
                "name": project.get("name") or "",
                "reason": opening.reason,
                "anchor": opening.anchor.as_data() if opening.anchor else None,
            }
            for opening, project in zip(account.openings, account.form.projects, strict=True)
        ],
        "cells": [
            {"anchor": use.anchor.as_data(), "kind": use.kind, "says": use.says, "pointers": list(use.pointers)}
            for use in account.uses
        ],
        "coverage": coverage_as_data(explained),
    }


def _weighed_as_data(layout: Layout, weighed: Weighed) -> dict[str, Any]:
    return {
        "layout": layout.name,
        "title": layout.title,
        "score": weighed.score,
        "floor": weighed.floor,
        "can_read": weighed.can_read,
        "markers": [{mark.kind: mark.text, "weight": mark.weight} for mark in weighed.spoken],
    }


def _counts(uses: Sequence[CellUse]) -> dict[str, dict[str, int]]:
    cells, characters = Counter[str](), Counter[str]()
    for use in uses:
        cells[use.kind] += 1
        characters[use.kind] += use.size
    return {kind: {"cells": cells[kind], "characters": characters[kind]} for kind in _KINDS if cells[kind]}


def _summed(uses: Sequence[CellUse]) -> dict[str, int]:
    return {"cells": len(uses), "characters": sum(use.size for use in uses)}


def has_lost(explained: Explained) -> bool:
    """Whether any cell of a form is neither in the submission nor accounted for."""
    return any(use.kind == "lost" for use in explained.account.uses)


def coverage_as_data(explained: Explained) -> dict[str, Any]:
    """What the cells of the forms, and of the whole document, became: counts of cells and characters."""
    uses = explained.account.uses
    inside = [use for use in uses if use.kind != "outside"]
    return {
        "form": {**_summed(inside), "lost": _summed([use for use in inside if use.kind == "lost"])},
        "document": _summed(uses),
        "kinds": _counts(uses),
    }


def coverage_lines(explained: Explained) -> Iterator[str]:
    """The same in words."""
    uses = explained.account.uses
    if not uses:
        yield "■ 覆盖：这种文件没有格子，内容按字段读入。"
        return
    data = coverage_as_data(explained)
    form, document, lost = data["form"], data["document"], data["form"]["lost"]
    yield f"■ 覆盖：认出的表里有字的格子 {form['cells']} 个（{form['characters']} 字）"
    for kind, told in data["kinds"].items():
        if kind != "outside":
            yield f"  {_KINDS[kind]}：{told['cells']} 格，{told['characters']} 字"
    kept = {key: form[key] - lost[key] for key in lost}
    yield f"  进入数据、属于表格文字或已列入“未读懂”的：{_share(kept, form)}"
    yield f"  整个文件有字的格子和段落 {document['cells']} 个，其中属于认出的表的：{_share(form, document)}"


def _share(part: dict[str, int], whole: dict[str, int]) -> str:
    shares = [100 * part[key] / whole[key] if whole[key] else 100.0 for key in ("cells", "characters")]
    # Rounded down: 100 means every single one.
    cells, characters = (int(share * 10) / 10 for share in shares)
    return f"{cells:g}%（按字数 {characters:g}%）"
