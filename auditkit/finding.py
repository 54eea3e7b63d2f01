"""What an audit says: outcome, issue, finding, severity, place, fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

from auditkit.document import Anchor
from auditkit.model import Batch, Indicator, Objective, Project, Submission

__all__ = [
    "Basis",
    "Evidence",
    "Finding",
    "Issue",
    "Location",
    "NotApplicable",
    "NotJudged",
    "Outcome",
    "Passed",
    "Place",
    "SetAside",
    "Severity",
    "Subject",
    "fingerprint",
]

Subject: TypeAlias = Batch | Submission | Project | Indicator | Objective


class Severity(StrEnum):
    """How much a finding weighs, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for note."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One labelled figure or quotation: ``value`` is text, or a decimal string with ``unit``."""

    label: str
    value: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a subject: ``field`` is a JSON pointer below it (``target``, ``budget/total``)."""

    subject: Subject
    field: str = ""

    @property
    def pointer(self) -> str:
        """JSON pointer inside the submission."""
        return f"{self.subject.pointer}/{self.field}" if self.field else self.subject.pointer


@dataclass(frozen=True, slots=True)
class Issue:
    """What a rule says is wrong, in Chinese, and where; the engine stamps the rest.

    ``field`` lies below ``subject``, which defaults to what the rule was given. ``severity`` and
    ``confidence`` differ from the rule's card only where the catalogue grades a case apart.
    ``topics`` are the words an issue is about, by which a pack merges issues on one matter.
    """

    message: str
    suggestion: str = ""
    field: str = ""
    subject: Subject | None = None
    quote: str | None = None
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Place, ...] = ()
    severity: Severity | None = None
    confidence: float | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule does not concern this subject; ``reason`` in Chinese."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotJudged:
    """The data the rule needs is missing or unreadable; ``reason`` in Chinese."""

    reason: str


@dataclass(frozen=True, slots=True)
class Passed:
    """The subject is in order and the proof is worth keeping, such as the arithmetic."""

    proof: str


Outcome: TypeAlias = Issue | NotApplicable | NotJudged | Passed


@dataclass(frozen=True, slots=True)
class Basis:
    """A policy clause a rule rests on.

    ``certainty``: ``found`` (text seen), ``high``, ``medium`` or ``low``. ``kind``: regulation,
    guidance, system, example or domain.
    """

    key: str
    document: str
    number: str = ""
    clause: str = ""
    certainty: str = "low"
    kind: str = "regulation"
    says: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a finding stands: pointer, the names on the way down, the place in the file.

    ``scope`` is ``department`` where ``project`` names a whole department.
    """

    pointer: str
    project: str | None = None
    indicator: str | None = None
    field: str = ""
    anchor: Anchor | None = None
    quote: str = ""
    source: str = ""
    scope: str = "project"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stamped issue, ready for any reporter."""

    rule: str
    name: str
    severity: Severity
    confidence: float
    dimension: str
    title: str
    message: str
    suggestion: str
    basis: tuple[Basis, ...]
    evidence: tuple[Evidence, ...]
    location: Location
    related: tuple[Location, ...]
    fingerprint: str
    topics: tuple[str, ...] = ()
    merged: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding kept out of the list: ``kind`` is suppressed or merged, ``by`` a rule code."""

    finding: Finding
    kind: str
    by: str
    reason: str


def fingerprint(code: str, names: tuple[str, ...], field: str, nth: int) -> str:
    """The identity of a finding across renamed files, inserted rows and reworded messages.

    ``names`` go from the unit down to the indicator; ``nth`` counts equal findings from 0.
    """
    text = "\x1f".join((code, *names, field, str(nth)))
    return "v1:" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros: ``420000``, ``0.3``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
