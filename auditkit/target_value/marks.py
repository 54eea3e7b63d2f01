"""Comparison marks and words before and after a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .tables import ADVERBS, APPROXIMATE, LATE, PREFIXES, SUFFIXES, WEAK

__all__ = [
    "FILLER",
    "Mark",
    "MARK",
    "MARK_TEXT",
    "choose_operator",
    "leading_mark",
    "marks_after",
    "marks_before",
    "symbol_operator",
]

SYMBOLS = "[<>=≥≤](?:(?:/|或)?[<>=≥≤])*+"


def _alternatives(words: str) -> str:
    return "|".join(
        re.escape(word) for word in sorted(set(words.split()), key=lambda word: (-len(word), word))
    )


_OPERATOR = {word: operator for operator, words in PREFIXES.items() for word in words.split()}
_AFTER = {word: operator for operator, words in SUFFIXES.items() for word in words.split()}
_WORDS = _alternatives(" ".join(PREFIXES.values()))
MARK_TEXT = f"(?:{_WORDS}|{SYMBOLS})"
"""A mark as a part of other patterns: without groups, which possessive repeats of ``re`` do not bear."""

MARK = re.compile(rf"(?P<word>{_WORDS})|(?P<symbol>{SYMBOLS})")
FILLER = re.compile(rf"(?:{_alternatives(APPROXIMATE)}|每[个一]?(?:[\u4e00-\u9fff]{{1,2}}|季度))*+")
_LATE = "|".join(sorted(LATE))
_NOW = _alternatives(" ".join(word for word in _AFTER if word not in LATE))
_SUFFIX = re.compile(
    rf"(?:\((?P<with>含)[^()]{{0,10}}\)|\((?P<without>不含)[^()]{{0,10}}\)|含本数|含)?(?:及其?|或者?|和)?"
    rf"(?P<word>{_NOW}|(?:{_LATE})(?![\u4e00-\u9fff])|内(?=完成|办结|到|送达|响应|处理|处置|修复|解决|反馈|答复|出|支付|拨付|兑付|发放))"
)
_AT_END = re.compile(r"(?:及|或)?(以上|以下|以内|之内)(?:\([^()]*\))?$")
_BRACKETED = re.compile(r"\((?:及|含)?(以上|以下|以内|之内)\)")
_GLOSS = re.compile(r"\([^()]*\)")
_ABOUT = re.compile(r"左右|上下|[余多来]|的?范围(?=内)")
_VERB = re.compile(r"[\u4e00-\u9fff]{1,6}")
_STRICT = {">=": ">", "<=": "<"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A comparison mark in the clean text and the operator it stands for ("" if we keep none)."""

    start: int
    end: int
    operator: str
    weak: bool = False


def symbol_operator(symbol: str) -> str:
    """The operator of a run of signs (``≥``, ``>=``, ``=/>``); the first sign decides a contradiction."""
    first = next((sign for sign in symbol if sign in "<>≥≤"), "=")
    if first == "=":
        return "="
    family = ">" if first in ">≥" else "<"
    return family + "=" if any(sign in "=≥≤" for sign in symbol) else family


def marks_before(prefix: str) -> list[Mark]:
    """The marks of ``prefix`` that govern the number right behind it, in order.

    Signs and words of three characters govern from anywhere; shorter words only when nothing but filler
    (约, 每年, 人民币 …) stands between them and the number.
    """
    found: list[Mark] = []
    for hit in MARK.finditer(prefix):
        word = hit["word"]
        if word is None:
            found.append(Mark(hit.start(), hit.end(), symbol_operator(hit[0])))
            continue
        if word == "为" and prefix[: hit.start()].endswith(tuple("作成分改变认因列转定设")):
            continue
        adverb = word in ADVERBS and _VERB.fullmatch(prefix, hit.end())
        if len(word) < 3 and not adverb and not _governs(prefix, hit.end(), strict=len(word) == 1):
            continue
        found.append(Mark(hit.start(), hit.end(), _OPERATOR[word], word in WEAK))
    return found


def _governs(prefix: str, position: int, *, strict: bool) -> bool:
    if strict:
        return re.fullmatch(rf"(?:约|近|[¥$]|人民币|{SYMBOLS})*+", prefix[position:]) is not None
    while position < len(prefix):
        filler = FILLER.match(prefix, position)
        position = filler.end() if filler else position
        mark = MARK.match(prefix, position)
        if mark is None:
            break
        position = mark.end()
    return position == len(prefix)


def marks_after(text: str, position: int) -> tuple[list[Mark], int]:
    """The marks right behind a number and its unit, and where what is left of the text begins."""
    found: list[Mark] = []
    strict = False
    while position < len(text):
        if hit := _SUFFIX.match(text, position):
            operator = _AFTER[hit["word"]]
            strict = strict or bool(hit["without"])
            found.append(Mark(hit.start(), hit.end(), operator))
        elif hit := _BRACKETED.match(text, position):
            found.append(Mark(hit.start(1), hit.end(1), _AFTER[hit[1]]))
        elif hit := _GLOSS.match(text, position):
            strict = strict or (hit[0].startswith("(不含") and len(hit[0]) <= 16)
        elif not (hit := _ABOUT.match(text, position)):
            break
        position = hit.end()
    if not found and (hit := _AT_END.search(text, position)) and hit.start() - position <= 12:
        found.append(Mark(hit.start(), hit.end(1), _AFTER[hit[1]]))
    if strict:
        found = [Mark(mark.start, mark.end, _STRICT.get(mark.operator, mark.operator)) for mark in found]
    return found, position


def choose_operator(before: list[Mark], after: list[Mark]) -> str | None:
    """A strong mark before the number decides, then one behind it, then a weak one (为, 控制在)."""
    ordered = (
        [mark for mark in before if not mark.weak] + after + [mark for mark in before if mark.weak][::-1]
    )
    return next((mark.operator for mark in ordered if mark.operator), None)


def leading_mark(text: str) -> Mark | None:
    """The sign or long word a text without a number begins with (=提高)."""
    hit = MARK.match(text)
    if hit is None or (
        hit["word"] is not None and len(hit["word"]) < 3 and hit["word"] not in ("等于", "大于", "小于")
    ):
        return None
    operator = _OPERATOR[hit["word"]] if hit["word"] else symbol_operator(hit[0])
    return Mark(hit.start(), hit.end(), operator)
