"""Do not judge what was read with little confidence, whatever a rule made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from auditkit.document import SURE, Anchor
from auditkit.engine import Judgement
from auditkit.finding import Issue, Subject
from auditkit.model import Batch, Indicator, Project, Submission

__all__ = ["Certainty"]

Doubts = Mapping[str, str]
"""What was read with little confidence in one submission: its text by its JSON pointer."""
Homes = Mapping[int, tuple[Submission, Project | None, Indicator | None]]
_QUOTED = 20


class Certainty:
    """Knows the doubts of all submissions.

    ``homes`` tell by its identity in which submission a subject stands, ``anchors`` by the identity of a
    submission where its texts stand.
    """

    def __init__(self, homes: Homes, anchors: Mapping[int, Mapping[str, Anchor]]) -> None:
        self._homes = homes
        self._found: dict[int, Doubts] = {}
        for submission, places in anchors.items():
            unsure = {key: anchor.text for key, anchor in places.items() if anchor.confidence < SURE}
            if unsure:
                self._found[submission] = unsure

    def withhold(self, judgements: Iterable[Judgement]) -> list[Judgement]:
        """The judgements, those that rest on doubtful texts not judged.

        An indicator with a doubtful text is not judged at all. Else issues stay that concern other sections
        only; a rule that found nothing there did not judge, for it may have looked at the doubt.
        """
        return [self._withheld(item) for item in judgements] if self._found else list(judgements)

    def _withheld(self, judgement: Judgement) -> Judgement:
        if judgement.outcome not in ("flagged", "passed"):
            return judgement
        near = self._under(judgement.subject)
        doubts = {n: self._doubt(issue, judgement.subject) for n, issue in enumerate(judgement.issues)}
        narrow = bool(near) and isinstance(judgement.subject, Indicator)
        issues = () if narrow else tuple(i for n, i in enumerate(judgement.issues) if doubts[n] is None)
        if len(issues) == len(judgement.issues) and (issues or not near):
            return judgement
        told = next(iter(near.values()), None) or next(text for text in doubts.values() if text is not None)
        reasons = (*judgement.reasons, _reason(told))
        outcome = "flagged" if issues else "not_judged"
        return replace(judgement, outcome=outcome, issues=issues, reasons=reasons, proofs=())

    def _under(self, subject: Subject) -> Doubts:
        """The doubts inside a subject."""
        if isinstance(subject, Batch):
            return {pointer: text for found in self._found.values() for pointer, text in found.items()}
        found = self._doubts(subject)
        inside = subject.pointer + "/"
        return {key: text for key, text in found.items() if key == subject.pointer or key.startswith(inside)}

    def _doubts(self, subject: Subject) -> Doubts:
        home = self._homes.get(id(subject))
        return self._found.get(id(home[0]), {}) if home else {}

    def _doubt(self, issue: Issue, subject: Subject) -> str | None:
        """A doubtful text in a section that an issue concerns; None if there is none."""
        places = [(issue.subject or subject, issue.field)]
        places += [(place.subject, place.field) for place in issue.related]
        found = (text for where, field in places for text in self._doubts_at(where, field))
        return next(found, None)

    def _doubts_at(self, subject: Subject, field: str) -> Iterator[str]:
        if isinstance(subject, Batch):
            yield from self._under(subject).values()
            return
        pointer = f"{subject.pointer}/{field}" if field else subject.pointer
        section = _section(pointer)
        for key, text in self._doubts(subject).items():
            if _section(key) == section or _section(key).startswith(pointer + "/"):
                yield text


def _section(pointer: str) -> str:
    """The part of a project in which a pointer lies (``/projects/0/budget``), an indicator by itself."""
    steps = pointer.split("/")
    return "/".join(steps[: 5 if len(steps) > 4 and steps[3] == "indicators" else 4])


def _reason(text: str) -> str:
    said = " ".join(text.split())
    if not said.strip("\ufffd "):
        return "有文字没有从图片识别出来，未作判断，请对照原件核对"
    quoted = said[:_QUOTED] + ("…" if len(said) > _QUOTED else "")
    return f"“{quoted}”是从图片识别的，把握不足，未作判断，请对照原件核对"
