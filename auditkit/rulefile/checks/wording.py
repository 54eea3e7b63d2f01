"""Named checks on texts: allowed values, words, patterns, length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from time import process_time

from auditkit.finding import Evidence, Issue, NotApplicable, Outcome
from auditkit.rulefile.checks.counting import normal
from auditkit.rulefile.checks.named_check import NamedCheck, Run, issue_at, unjudged
from auditkit.rulefile.checks.settings import Settings
from auditkit.rulefile.checks.spots import Spot, naming
from auditkit.rulefile.language.comparing import equal
from auditkit.rulefile.language.faults import did_you_mean
from auditkit.rulefile.language.frame import Frame, spend
from auditkit.rulefile.language.patterns import SECONDS, UserPattern
from auditkit.rulefile.language.records import enumeration
from auditkit.rulefile.language.values import Missing, Quantity, join_missing
from auditkit.rulefile.load_checks import listed

__all__ = ["LENGTH", "NOT_WORDS", "ONE_OF", "PATTERN", "WORDS"]

_QUOTED = 60
_NOTICED = 0.001


def quoted(text: str, start: int = 0, end: int = 0) -> str:
    """A text in quotation marks, cut around the part that matters."""
    one_line = " ".join(text.split()) if len(text) <= _QUOTED else text
    if len(one_line) <= _QUOTED:
        return f"“{one_line}”"
    first = max(0, min(start - (_QUOTED - (end - start)) // 2, len(text) - _QUOTED))
    last = min(len(text), first + _QUOTED)
    cut = " ".join(text[first:last].split())
    return f"“{'…' if first else ''}{cut}{'…' if last < len(text) else ''}”"


def _blank(spot: Spot) -> Missing:
    return spot.value if isinstance(spot.value, Missing) else Missing((spot.label,))


def _one_of(settings: Settings) -> Run:
    path = settings.paths("field")[0]
    allowed = [*settings.plain("values", ()), *(settings.words().words if settings.plain("lexicon") else ())]
    kinds: set[str] = set()
    if words := (path.sort.item or path.sort).words:
        known = enumeration(words).words
        for word in map(str, allowed):
            if word not in known:
                settings.fault("values", f"“{path.label}”没有“{word}”这一种{did_you_mean(word, known)}")
            kinds |= known.get(word, frozenset())
    texts = {normal(str(item)) for item in allowed}
    numbers = [Decimal(item) for item in allowed if isinstance(item, int | Decimal)]

    def run(frame: Frame) -> Iterator[Outcome]:
        for spot in settings.spots("field", frame):
            if spot.blank or not spot.written:
                yield unjudged(_blank(spot))
            elif spot.value in kinds if words else normal(spot.written) in texts or _is_number(spot, numbers):
                continue
            else:
                yield _not_allowed(spot, frame, [str(item) for item in allowed])

    return run


def _is_number(spot: Spot, numbers: Sequence[Decimal]) -> bool:
    return isinstance(spot.value, Decimal | Quantity) and any(
        equal(spot.value, one) is True for one in numbers
    )


def _not_allowed(spot: Spot, frame: Frame, allowed: list[str]) -> Issue:
    plain = normal(spot.written)
    close = get_close_matches(plain, allowed, n=1) if len(plain) > 2 and not plain.isdigit() else []
    near = close[0] if close else ""
    return issue_at(
        spot,
        f"{naming(spot, frame)}为{quoted(spot.written)}，只能是{listed(allowed)}之一。",
        f"改为“{near}”。" if near else f"改为{listed(allowed)}之一。",
        (Evidence(spot.label, spot.written), Evidence("允许的值", listed(allowed))),
    )


def _words(settings: Settings) -> Run:
    wanted = settings.words()

    def run(frame: Frame) -> Iterator[Outcome]:
        found = settings.spots("fields", frame)
        filled = [spot for spot in found if spot.written]
        if not filled:
            yield (
                unjudged(join_missing(_blank(spot) for spot in found))
                if found
                else NotApplicable("没有可查的文字")
            )
        elif not any(wanted.find(spot.written) for spot in filled):
            first = filled[0]
            yield issue_at(
                first,
                f"{'、'.join(naming(spot, frame) for spot in filled[:3])}（{quoted(first.written)}）中没有写到"
                f"{listed(wanted.words)}{'中的任何一个' if len(wanted.words) > 1 else ''}。",
                f"写明{listed(wanted.words[:3])}{'等' if len(wanted.words) > 3 else ''}。",
                (Evidence(first.label, first.written), Evidence(wanted.name, listed(wanted.words))),
                tuple(filled[1:]),
            )

    return run


def _not_words(settings: Settings) -> Run:
    unwanted = settings.words()

    def run(frame: Frame) -> Iterator[Outcome]:
        found = settings.spots("fields", frame)
        filled = [spot for spot in found if spot.written]
        for spot in filled:
            hits = unwanted.find(spot.written)
            if hits:
                words = "".join(f"“{word}”" for word in dict.fromkeys(hit.word for hit in hits))
                shown = quoted(spot.written, hits[0].start, hits[0].end)
                yield issue_at(
                    spot,
                    f"{naming(spot, frame, False)}{shown}中含有{words}。",
                    f"删去或改写{words}，写成可以核对的内容。",
                    (
                        Evidence(spot.label, spot.written),
                        Evidence(unwanted.name, "、".join(hit.word for hit in hits)),
                    ),
                )
        if not filled:
            yield (
                unjudged(join_missing(_blank(spot) for spot in found))
                if found
                else NotApplicable("没有可查的文字")
            )

    return run


def _search(pattern: UserPattern, text: str, frame: Frame) -> tuple[int, int] | None:
    """Where a pattern is found; slow searches of one check share the frame's time."""
    spend(frame, 5 + len(text) // 100)
    before = process_time()
    span = pattern.search(text, max(0.0, min(SECONDS, frame.slow)))
    taken = process_time() - before
    if taken > _NOTICED:
        frame.slow -= taken
    return span


def _pattern(settings: Settings) -> Run:
    pattern, forbidden = settings.made["pattern"], bool(settings.plain("forbidden"))
    written, example = settings.plain("pattern"), settings.plain("example")
    right = f"，正确写法如“{example}”" if example else ""

    def run(frame: Frame) -> Iterator[Outcome]:
        for spot in settings.spots("field", frame):
            if not spot.written:
                yield unjudged(_blank(spot))
                continue
            span = _search(pattern, spot.written, frame)
            if forbidden and span is not None:
                hit = spot.written[span[0] : span[1]]
                yield issue_at(
                    spot,
                    f"{naming(spot, frame, False)}{quoted(spot.written, *span)}中出现了“{hit}”{right}。",
                    f"删去或改写“{hit}”{right}。",
                    (Evidence(spot.label, spot.written), Evidence("出现", hit)),
                )
            elif not forbidden and span is None:
                yield issue_at(
                    spot,
                    f"{naming(spot, frame, False)}{quoted(spot.written)}不符合规定的写法{right}。",
                    f"按规定的写法改正{right}。",
                    (Evidence(spot.label, spot.written), Evidence("规定的写法", written)),
                )

    return run


def _length(settings: Settings) -> Run:
    least, most = settings.plain("least"), settings.plain("most")
    if least is not None and most is not None and least > most:
        settings.fault("most", f"至多（{most}）小于至少（{least}），永远不能满足，请改正。")

    def run(frame: Frame) -> Iterator[Outcome]:
        found = settings.spots("fields", frame)
        for spot in found:
            if not spot.written:
                yield unjudged(_blank(spot))
                continue
            number = len("".join(spot.written.split()))
            few, many = least is not None and number < least, most is not None and number > most
            if few or many:
                wanted = f"不少于{least}字" if few else f"不多于{most}字"
                limit = Evidence("至少", str(least), "字") if few else Evidence("至多", str(most), "字")
                yield issue_at(
                    spot,
                    f"{naming(spot, frame, False)}{quoted(spot.written)}共{number}字，应{wanted}。",
                    f"{'补充' if few else '精简'}{spot.label}，使其{wanted}。",
                    (Evidence("字数", str(number), "字"), limit),
                )

    return run


ONE_OF = NamedCheck(
    "one_of",
    _one_of,
)
WORDS = NamedCheck(
    "words",
    _words,
)
NOT_WORDS = NamedCheck(
    "not_words",
    _not_words,
    "含有例外说法的不算：写了“有效期”，就不再算“有效”。",
)
PATTERN = NamedCheck(
    "pattern",
    _pattern,
    "一次查找超过 0.05 秒就停止，并报告这条规则出错。",
)
LENGTH = NamedCheck(
    "length",
    _length,
)
