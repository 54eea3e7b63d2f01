"""The matters a purpose text says the money is spent on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from auditkit_rules.performance_target._clauses import clauses, strip_number
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._topics import topic_of
from auditkit_rules.performance_target.lists import words

__all__ = ["breaks_down", "has_work", "is_input", "spending_directions", "spending_items"]

_READING, _WORK, _JOINTS = words("purpose_reading"), words("work_words"), words("content_joints")
_INPUTS = words("spending_inputs")
_GROUPS = _READING.groups
_HARD = re.compile(r"[、＋+]|以及|(?<![涉普以波顾危触推旁])及(?![时格其物第早])")
_SOFT = re.compile(r"(?<![温调平缓共总中亲柔饱])和(?![谐平解睦缓气善风])|与|(?<![合兼吞])并(?![发轨网购存列])|同时")
_AND_SO_ON = _READING.patterns[0]
_VERBS = tuple({*words("output_verbs").words, *_WORK.words})
_VERB = re.compile("|".join(re.escape(word) for word in sorted(_VERBS, key=len, reverse=True)))
_EMPTY = (*_GROUPS["tails"], *(word for word in words("topic_stops").words if word != "设施"))
_FILLER = re.compile("|".join(re.escape(word) for word in _EMPTY))


_LEADS, _EFFECT, _GROUND = (entry["pattern"] for entry in _READING.entries)
_LEAD = re.compile(rf"(?:[\s：:，,]|{_LEADS.pattern}|\d[\d,.]*\s?[万亿]?元)*")
_TAIL = re.compile("(?:" + "|".join(map(re.escape, sorted(_GROUPS["tails"], key=len, reverse=True))) + r"|\s)$")
_WHEN = re.compile(r"[\d年月日底末前后初内]+")
_AMOUNT = re.compile(r"\s*[（(]?\s*(?:共计?|合计|约|需要?|资金|预算|经费)?\d[\d,.]*\s*[万亿]?元.*$|\s*[（(][^（）()]*[)）]$")
_BRACKETS = re.compile(r"[（(【“《][^（）()【】“”《》]*[）)】”》]")
_SPENT_ON = re.compile("用于|用以")
_KINDS = re.compile(r"[\d一二两三四五六七八九十几多各]大?(?:类|项|块|个?方面|部分)")
_PARTS = re.compile(
    r"(?:主要|具体|其中|服务|建设|工作|改造|项目|采购|支出|开支)?(?:(?:内容|范围)?(?:主要)?包括|内容(?:主要)?(?:为|有|是))"
    r"|所需的?|产生的|发生的|涉及的"
)
_AND = re.compile("[、和与及]")
_MONEY = re.compile(r"\d[\d,.]{0,12}\s?[百千万亿]{0,2}元")
_LEAST_PARTS = 3


def _is_paid(text: str) -> bool:
    return text.endswith(_WORK.groups["money_heads"]) and not text.endswith(_WORK.groups["not_money"])


def has_work(text: str) -> bool:
    """Whether the text says that something is done or paid (维护, 差旅费)."""
    return _VERB.search(text) is not None or _is_paid(text.strip())


def _is_cost(bare: str) -> bool:
    return bare in _INPUTS.words or _INPUTS.matches(bare)


def is_input(direction: str) -> bool:
    """Whether a matter is only a kind of cost (印刷费, 工作餐和材料印制), for which no output is asked."""
    parts = [part for part in map(normal_text, _AND.split(direction)) if part]
    return _is_cost(normal_text(direction)) or (len(parts) > 1 and all(map(_is_cost, parts)))


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
    if colon and (has_work(rest) or _MONEY.search(rest)):
        clause = strip_number(rest)
    parts = _PARTS.search(clause, 1)
    return clause[: parts.start()] if parts and has_work(clause[: parts.start()]) else clause


def _matters(text: str) -> list[tuple[str, bool]]:
    """The matters of a clause and whether each says that something is done or what it costs."""
    return [(_trim(text[run.start : run.end]), run.work or _MONEY.search(text, run.start, run.end) is not None) for run in _runs(text)]


def _broken_down(clause: str) -> list[tuple[str, bool]]:
    """What a work consists of, where 包括 lists three works or more and no mere kinds of cost."""
    listed = _matters(clause[_PARTS.match(clause).end() :])  # type: ignore[union-attr]
    works = [item for item in listed if item[1] and not is_input(item[0]) and topic_of(item[0])]
    return works if len(works) >= _LEAST_PARTS else []


def breaks_down(purpose: str) -> bool:
    """Whether the purpose names one work and then what it consists of."""
    listed = [clause for clause in clauses(purpose) if _PARTS.match(clause)]
    return any(_broken_down(clause) for clause in listed)


@lru_cache(maxsize=2048)
def spending_items(purpose: str) -> tuple[str, ...]:
    """Every matter a text names, as written there, lead-ins and tails cut off; repeats are kept."""
    found: list[tuple[str, bool]] = []
    told = False
    for clause in clauses(purpose):
        if clause.startswith("其中") and len(found) == 1 and not _PARTS.match(clause):
            within = [item for item in _matters(clause) if item[1]]
            found = within or found
            continue
        if _PARTS.match(clause) and (any(work for _, work in found) or (found and told)):
            found = (_broken_down(clause) if len(found) == 1 else []) or found
            continue
        text = _spoken_of(clause)
        told = _SPENT_ON.search(clause) is not None and _KINDS.search(clause) is None
        found += _matters(text)
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
