"""The result of an audit, ready for any reporter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditkit.document import Unread
from auditkit.finding import Finding, SetAside
from auditkit.model import Submission
from auditkit.reference_grade import ReferenceGrade
from auditkit.word_lists import AddedWords

__all__ = ["Audited", "Coverage", "Fault", "PackCard", "Report", "SourceCard", "Summary", "Unreadable"]


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What identifies an input: its name as given, the digest of its bytes, format and size."""

    name: str
    sha256: str
    format: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one rule answered for the subjects of one submission.

    ``reasons`` say why something was not judged, did not apply or failed; ``proofs`` hold what a
    passed subject has to show for it. Both are distinct sentences in order of appearance.
    """

    rule: str
    title: str
    flagged: int = 0
    passed: int = 0
    not_applicable: int = 0
    not_judged: int = 0
    failed: int = 0
    reasons: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audited:
    """One submission after the audit. ``findings`` stand in document order.

    ``grades`` are the reference grades of its projects, in their order, when they were asked for.
    """

    source: SourceCard
    submission: Submission
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    grades: tuple[ReferenceGrade, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read as a submission; ``kind`` as in ``ReadError``."""

    source: SourceCard
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of ours or of a plugin that broke: where, and what it said."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class PackCard:
    """A rule pack as used: id, title, version and the digest of its files."""

    id: str
    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of the whole run, made once by the audit so that all reporters agree."""

    files: int = 0
    projects: int = 0
    error: int = 0
    warning: int = 0
    note: int = 0
    set_aside: int = 0
    unreadable: int = 0
    rule_errors: int = 0
    unread: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All a reporter may need. ``started`` is an ISO time with zone; nothing else tells the hour.

    ``coverage`` holds the rules that look at the whole batch; ``words`` what was added to word lists.
    """

    version: str
    started: str
    profile: str
    packs: tuple[PackCard, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    summary: Summary = Summary()
    audited: tuple[Audited, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    errors: tuple[Fault, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    words: tuple[AddedWords, ...] = ()
