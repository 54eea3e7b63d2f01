"""Clauses of prose, and the matters a purpose text says the money is spent on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditkit_rules.performance_target._topics import topic_of
from auditkit_rules.performance_target.lists import words

__all__ = ["clauses", "has_work", "spending_directions", "spending_items", "strip_number"]

_READING, _WORK, _JOINTS = words("purpose_reading"), words("work_words"), words("content_joints")
_GROUPS = _READING.groups
_NUMBER = re.compile(
    r"\s*(?:(?:年度|总体|中期|长期|当年)?(?:绩效)?目标\s*[\d一二三四五六七八九十]{0,3}\s*[:：、.．]"
    r"|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）][、.．]?"
    r"|\d{1,2}\s*[、)）.．](?=20\d\d\s*年|[^\d\s]|\s+\S|\s*$)"
    r"|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,2}[，,、]|[一二三四五六七八九十]是"
    r"|[①-⑳❶-❿]|[-•·●◆■*]\s)\s*"
)
_ENDS = frozenset("。；;！!？?\n\r")
_OPEN, _CLOSE = frozenset("（(【[《“"), frozenset("）)】]》”")
_HARD = re.compile(r"[、＋+]|以及|(?<![涉普以波顾危触推旁])及(?![时格其物第早])")
_SOFT = re.compile(r"(?<![温调平缓共总中亲柔饱])和(?![谐平解睦缓气善风])|与|(?<![合兼吞])并(?![发轨网购存列])|同时")
_AND_SO_ON = _READING.patterns[0]
_VERBS = tuple({*words("output_verbs").words, *_WORK.words})
_VERB = re.compile("|".join(re.escape(word) for word in sorted(_VERBS, key=len, reverse=True)))
_EMPTY = (*_GROUPS["tails"], *(word for word in words("topic_stops").words if word != "设施"))
_FILLER = re.compile("|".join(re.escape(word) for word in _EMPTY))


_LEADS, _EFFECT, _GROUND = (entry["pattern"] for entry in _READING.entries)
_LEAD = re.compile(rf"(?:[\s：:，,]|{_LEADS.pattern}|\d[\d,.]*\s?[万亿]?元)*")
_TAIL = re.compile("(?:" + "|".join(sorted(_GROUPS["tails"], key=len, reverse=True)) + r"|\s)$")
_WHEN = re.compile(r"[\d年月日底末前后初内]+")
_AMOUNT = re.compile(r"\s*[（(]?\s*(?:共计?|合计|约|需要?|资金|预算|经费)?\d[\d,.]*\s*[万亿]?元.*$|\s*[（(][^（）()]*[)）]$")
_BRACKETS = re.compile(r"[（(【“《][^（）()【】“”《》]*[）)】”》]")
_SPENT_ON = re.compile("用于|用以")
_KINDS = re.compile(r"[\d一二两三四五六七八九十几多各]大?(?:类|项|块|个?方面|部分)")
_PARTS = re.compile(r"(?:主要|具体|其中)?包括|所需的?|产生的|发生的|涉及的")


def strip_number(text: str) -> str:
    """The text without list numbers in front: ``1.``, ``（1）``, ``一、``, ``目标1：``."""
    for _ in range(3):
        hit = _NUMBER.match(text)
        if hit is None:
            break
        text = text[hit.end() :]
    return text.strip()


def _segments(text: str) -> Iterator[str]:
    """Split at marks outside brackets; a comma between digits is part of a number."""
    depth, start = 0, 0
    for at, mark in enumerate(text):
        depth += (mark in _OPEN) - (mark in _CLOSE and depth > 0)
        comma = mark == "，" or (mark == "," and not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()))
        if mark in _ENDS or (comma and not depth):
            depth = 0 if mark in _ENDS else depth
            yield text[start:at]
            start = at + 1
    yield text[start:]


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text, split at 。；， outside brackets, without list numbers and blanks."""
    return tuple(clause for part in _segments(text) if (clause := strip_number(part)))


def _is_paid(text: str) -> bool:
    return text.endswith(_WORK.groups["money_heads"]) and not text.endswith(_WORK.groups["not_money"])


def has_work(text: str) -> bool:
    """Whether the text says that something is done or paid (维护, 差旅费)."""
    return _VERB.search(text) is not None or _is_paid(text.strip())


def _only_work(text: str) -> bool:
    """Whether nothing is said of what the work is done on: 扫描, 运行维护; 送达外包 is a matter."""
    bare = _WHEN.sub("", text).strip()
    verbs = _VERB.findall(bare)
    if not verbs or (_is_paid(bare) and len(bare) > 2) or (bare.endswith("外包") and len(verbs) > 1):
        return False
    return not _FILLER.sub("", _VERB.sub("", bare)).strip()


@dataclass(slots=True)
class _Run:
    """A stretch of a clause that is one matter; ``verb`` when its work stands in front."""

    start: int
    end: int
    verb: bool
    work: bool = True


def _parts_two(left: str, right: str) -> bool:
    if not has_work(left) or not has_work(right) or _only_work(left):
        return False
    return _ends_in_work(left) or _VERB.match(right) is not None


def _ends_in_work(text: str) -> bool:
    bare = text.strip()
    return _is_paid(bare) or bare.endswith(_VERBS)


def _pieces(text: str) -> list[tuple[int, int]]:
    """The members of a list; 和 parts two only where each says by itself what is done."""
    guarded = _BRACKETS.sub(lambda hit: "□" * len(hit.group()), text)
    for name in _JOINTS.words:
        guarded = guarded.replace(name, "□" * len(name))
    cuts = [(hit.start(), hit.end()) for hit in _HARD.finditer(guarded)]
    for hit in _SOFT.finditer(guarded):
        left = max((end for _, end in cuts if end <= hit.start()), default=0)
        right = min((start for start, _ in cuts if start >= hit.end()), default=len(text))
        if _parts_two(text[left : hit.start()], text[hit.end() : right]):
            cuts.append((hit.start(), hit.end()))
    edges = [0, *(edge for cut in sorted(cuts) for edge in cut), len(text)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if text[a:b].strip()]


def _runs(text: str) -> list[_Run]:
    """Members gathered to matters: bare nouns join the work they belong to, bare verbs the noun."""
    runs: list[_Run] = []
    waiting: int | None = None
    last = 0
    for start, end in _pieces(text):
        start += _lead(text[start:end])
        if start >= end:
            continue
        so_on = _AND_SO_ON.search(text, start, end)
        head = so_on.start() if so_on else end
        first = start if waiting is None else waiting
        if runs and waiting is None and (_only_work(text[start:head]) or _governed(text, runs[-1], head)):
            runs[-1].end = head
        elif so_on and _summed_up(text[start:head], text[so_on.end() : end]):
            runs.append(_Run(first, end, False))
            waiting = None
        elif has_work(text[start:head]) and not (_only_work(text[start:head]) and head == end):
            runs.append(_Run(first, head, bool(_VERB.match(text, start))))
            waiting = None
        elif runs and runs[-1].verb and waiting is None:
            runs[-1].end = head
        else:
            waiting = first
        last = head
    if waiting is not None and not runs:
        runs.append(_Run(waiting, last, False, has_work(text[waiting:last])))
    return runs


def _summed_up(head: str, tail: str) -> bool:
    """Whether only what 等 is followed by says what is done with the things before it: 甲仪等设备购置."""
    return has_work(tail) and not _ends_in_work(head) and _VERB.match(head) is None


def _governed(text: str, run: _Run, end: int) -> bool:
    """Whether what follows a matter is still what is handed out by it: 发放甲及乙补贴."""
    before = text[run.start : run.end]
    return before.startswith(_GROUPS["handing_out"]) and not _ends_in_work(before) and _is_paid(text[:end].strip())


def _lead(text: str) -> int:
    """How long the words are that only lead in; none when nothing else would be left."""
    length = _LEAD.match(text).end()  # type: ignore[union-attr]
    return length if text[length:].strip(" 。") else 0


def _trim(text: str) -> str:
    """A matter without amounts, brackets and the words for spending at its end."""
    text = _AMOUNT.sub("", text.strip())
    while len(text) > 2:
        if _TAIL.search(text) and len(_TAIL.sub("", text)) > 1:
            text = _TAIL.sub("", text)
        elif text.endswith("服务") and _VERB.search(text[:-2]) and len(text) > 4:
            text = text[:-2]
        elif text.endswith("费") and len(text) > 2 and not text.endswith(_GROUPS["not_fees"]):
            text = text[:-1]
        else:
            break
    return text.strip()


def _catch_all(text: str) -> bool:
    phrases = (*_GROUPS["catch_alls"], *words("boilerplate").groups["stop_phrases"])
    return len(text) < 2 or _READING.excepts(text) or text in phrases


def _spoken_of(clause: str) -> str:
    """The part of a clause that says what is paid: after 用于, before 包括 and 所需, or nothing."""
    spent = _SPENT_ON.search(clause)
    if spent and (not has_work(clause[: spent.start()]) or _GROUND.match(clause)):
        clause = clause[spent.end() :]
    elif _GROUND.match(clause) or _EFFECT.match(clause):
        return ""
    _, colon, rest = clause.partition("：")
    if colon and has_work(rest):
        clause = rest
    parts = _PARTS.search(clause, 1)
    return clause[: parts.start()] if parts and has_work(clause[: parts.start()]) else clause


@lru_cache(maxsize=2048)
def spending_items(purpose: str) -> tuple[str, ...]:
    """Every matter a text names, as written there, lead-ins and tails cut off; repeats are kept."""
    found: list[tuple[str, bool]] = []
    told = False
    for clause in clauses(purpose):
        if clause.startswith("其中") and len(found) == 1:
            found = []
        if _PARTS.match(clause) and (any(work for _, work in found) or (found and told)):
            continue
        text = _spoken_of(clause)
        told = _SPENT_ON.search(clause) is not None and _KINDS.search(clause) is None
        found += [(_trim(text[run.start : run.end]), run.work) for run in _runs(text)]
    kept = [(text, work) for text, work in found if not _catch_all(text)]
    working = [text for text, work in kept if work]
    return tuple(working or [text for text, _ in kept])


@lru_cache(maxsize=2048)
def spending_directions(purpose: str) -> tuple[str, ...]:
    """The matters the money goes to, one each: ``办案差旅``, ``办案设备购置``.

    Steps of one work, what 包括 breaks down, effects and grounds are no matters of their own.
    """
    kept: list[str] = []
    for item in spending_items(purpose):
        topic = topic_of(item)
        known = [topic_of(other) for other in kept]
        if item not in kept and not (topic and any(topic <= other or other <= topic for other in known if other)):
            kept.append(item)
    return tuple(kept)
