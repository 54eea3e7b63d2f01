"""Write a proposed layout as YAML, each guess with its evidence, doubtful ones left out of force."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from auditkit.document import Anchor
from auditkit.layouts.proposing.guess import Guess, Proposal

__all__ = ["as_yaml"]

_PLAIN = re.compile(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff（）/]*")
_LONGEST = 40
Place = Callable[[Anchor], str]
Word = Callable[[str, str], str]
_CONDITIONS = {"label": "这几个字独占一格或一行", "text": "某格或某行里有这几个字", "shape": "指标表是这个样子"}


def as_yaml(proposal: Proposal, name: str, title: str, source: str, place: Place, word: Word) -> str:
    """The text of the layout file; ``place`` and ``word`` put places and fields in words."""
    return "\n".join(_lines(proposal, name, title, source, place, word)) + "\n"


def _scalar(text: str) -> str:
    """A text as YAML takes it for a text."""
    return text if _PLAIN.fullmatch(text) and not text.isdigit() else json.dumps(text, ensure_ascii=False)


def _quoted(text: str) -> str:
    line = re.sub(r"\s+", " ", text.strip())
    return f"“{line[:_LONGEST]}……”" if len(line) > _LONGEST else f"“{line}”"


def _lines(
    proposal: Proposal, name: str, title: str, source: str, place: Place, word: Word
) -> Iterator[str]:
    yield f"# 由 auditkit layout new 根据{_quoted(source)}提出的草稿：每条后面是依据，请对照原表核对。"
    yield "# 拿不准的以“# ”注释掉，列出可能的栏目：选一个，去掉行首的“# ”。写法见 docs/layouts.md。"
    yield f"name: {name}"
    yield f"title: {_scalar(title)}"
    if proposal.reads != "card":
        yield f"reads: {proposal.reads}"
    yield "markers:"
    for kind, text, weight in proposal.markers:
        yield f"  - {{{kind}: {_scalar(text)}, weight: {weight}}}    # {_CONDITIONS[kind]}，别的表式没有"
    if not proposal.markers:
        yield "  - {shape: card, weight: 1}    # 没有找到别的表式没有的栏目，请补上能认出这张表的字样"
    yield "horizon: annual    # 表上没写期限的目标和指标按年度；中期的表改为 midterm"
    if any(guess.field == "block" for guess in proposal.guesses):
        yield "block: {value: total}    # 资金总栏右边的一格看作金额"
    for group, caption in (("labels", "表头栏目的叫法"), ("columns", "指标表列名的叫法")):
        yield from _group(group, caption, [g for g in proposal.guesses if g.group == group], place, word)


def _group(group: str, caption: str, guesses: Sequence[Guess], place: Place, word: Word) -> Iterator[str]:
    sure = [guess for guess in guesses if guess.sure]
    doubtful = [guess for guess in guesses if not guess.sure]
    if not guesses:
        return
    yield f"{group}:    # {caption}" if sure else f"# {group}:    # {caption}，都拿不准；采用时这一行的“# ”也要去掉"
    for field in dict.fromkeys(guess.field for guess in sure):
        same = [guess for guess in sure if guess.field == field]
        for guess in same:
            yield f"  # {_quoted(guess.text)}〔{place(guess.anchor)}〕是{word(field, group)}：{_evidence(guess, place)}"
        yield f"  {field}: [{', '.join(_scalar(guess.text) for guess in same)}]"
    taken = {guess.field for guess in sure}
    for guess in doubtful:
        choices = "、".join(f"{key}（{word(key, group)}）" for key in dict.fromkeys((guess.field, *guess.others)))
        yield f"  # 拿不准：{_quoted(guess.text)}〔{place(guess.anchor)}〕，{_evidence(guess, place)}；可能是 {choices}"
        more = "    # 上面已有这一栏的，加进它的方括号里" if guess.field in taken else ""
        yield f"  # {guess.field}: [{_scalar(guess.text)}]{more}"
        taken.add(guess.field)


def _evidence(guess: Guess, place: Place) -> str:
    if guess.seen is None:
        return guess.reason.removesuffix("右边是") + ("右边是空的" if guess.reason.endswith("右边是") else "")
    return f"{guess.reason}{_quoted(guess.seen.text)}〔{place(guess.seen)}〕"
