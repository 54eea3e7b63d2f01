"""Show which word lists catch a phrase: as text for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditkit.rule import RulePack
    from auditkit.rulefile.packs.word_search import Catch, Found

__all__ = ["hits_as_data", "hits_as_lines"]

_SHOWN = 60
_KINDS = {"word": "词", "map": "替换", "pattern": "正则", "template": "句式", "entry": "条目"}


def hits_as_lines(phrase: str, packs: Sequence[RulePack]) -> Iterator[str]:
    """What catches the phrase, list by list; or that nothing does."""
    from auditkit.rulefile.packs.word_search import find_phrase

    found = find_phrase(phrase, packs)
    if not found:
        yield f"“{phrase}”不在任何词表里，也没有词表的正则能匹配到它。"
        return
    whole = [item for item in found if item.whole(phrase)]
    parts = [item for item in found if not item.whole(phrase)]
    for heading, items in ((f"收了“{phrase}”整句的词表", whole), ("只收了其中一部分的词表", parts)):
        if items:
            yield f"{heading}（{len(items)} 份）"
        for item in items:
            yield from _lines(phrase, item)


def _lines(phrase: str, item: Found) -> Iterator[str]:
    from auditkit.word_lists import CERTAINTIES

    card = item.card
    title = f"  {card.title}" if card.title != card.name else ""
    yield f"  {card.name}{title}（规则包 {item.pack.id}）"
    alike: dict[tuple[str, str], list[Catch]] = {}
    for catch in item.catches:
        alike.setdefault((catch.kind, catch.text), []).append(catch)
    for catches in alike.values():
        yield f"    {_line(phrase, catches)}"
    for text in item.spared:
        yield f"    例外：{_short(text)}，所以不算"
    source = card.source or "没有写"
    yield f"    来源：{source}（可信度 {card.certainty}：{CERTAINTIES.get(card.certainty, '')}）"
    yield f"    用到的规则：{'、'.join(item.rules) or '没有规则用到'}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"


def _line(phrase: str, catches: Sequence[Catch]) -> str:
    """One thing in a list that catches the phrase, with all groups it stands in."""
    catch = catches[0]
    groups = "、".join(dict.fromkeys(item.group for item in catches if item.group))
    said = f"{_KINDS[catch.kind]}{f'（{groups}）' if groups else ''}：{_short(catch.text)}"
    if catch.note:
        said += f" → {catch.note}"
    said += "，整句相同" if catch.hit == phrase == catch.text else f"，命中“{catch.hit}”"
    return said + (f"（加词 {catch.file} 第{catch.line}行）" if catch.file else "")


def hits_as_data(phrase: str, packs: Sequence[RulePack]) -> dict[str, Any]:
    """The same for programs."""
    from auditkit.rulefile.packs.word_search import find_phrase

    return {
        "schema_version": "1",
        "phrase": phrase,
        "lists": [
            {
                "pack": item.pack.id,
                "list": item.card.name,
                "title": item.card.title,
                "source": item.card.source,
                "certainty": item.card.certainty,
                "matches": [_match(phrase, catch) for catch in item.catches],
                "spared_by": list(item.spared),
                "rules": list(item.rules),
            }
            for item in find_phrase(phrase, packs)
        ],
    }


def _match(phrase: str, catch: Catch) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": catch.kind,
        "group": catch.group,
        "text": catch.text,
        "hit": catch.hit,
        "whole": catch.hit == phrase,
    }
    if catch.note:
        data["replaced_by"] = catch.note
    if catch.file:
        data["added_in"] = {"file": catch.file, "line": catch.line}
    return data
