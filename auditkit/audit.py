"""The whole audit in one call: the one place that connects readers, layouts, rules and triage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from auditkit import __version__
from auditkit.certainty import Certainty
from auditkit.document import Limits, ReadError, Source
from auditkit.engine import OUTCOMES, Judgement, count, judge_batch, judge_submission
from auditkit.finding import Basis, Finding, Severity
from auditkit.grading import graded
from auditkit.hookspecs import Layout, Reader
from auditkit.loader import Loaded, load
from auditkit.model import Batch, Submission
from auditkit.plugins import Plugins
from auditkit.reference_grade import Grading
from auditkit.report import Audited, Coverage, Fault, PackCard, Report, SourceCard, Summary, Unreadable
from auditkit.rule import Precedence, RulePack
from auditkit.settings import Chosen, Settings, SettingsError, choose
from auditkit.stamping import Stamp, homes_of, stamp
from auditkit.triage import document_order, settle
from auditkit.word_lists import AddedWords

__all__ = ["Workshop", "audit", "prepare"]

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What an audit needs, made ready once and used for every file.

    ``grading`` is there only when reference grades are asked for.
    """

    readers: tuple[Reader, ...]
    layouts: tuple[Layout, ...]
    packs: tuple[RulePack, ...]
    chosen: Chosen
    profile: str
    limits: Limits
    grading: Grading | None = None

    @property
    def policy(self) -> dict[str, Basis]:
        """The policy entries of all packs by key."""
        return {key: basis for pack in self.packs for key, basis in pack.policy.items()}

    @property
    def cards(self) -> tuple[PackCard, ...]:
        """What identifies each pack."""
        return tuple(PackCard(pack.id, pack.title, pack.version, pack.sha256) for pack in self.packs)

    @property
    def words(self) -> tuple[AddedWords, ...]:
        """What was added to the word lists of the packs."""
        return tuple(item for pack in self.packs for item in pack.added)

    @property
    def precedence(self) -> tuple[Precedence, ...]:
        """The precedence rows of all packs, in order."""
        return tuple(row for pack in self.packs for row in pack.precedence)


def prepare(plugins: Plugins, settings: Settings, limits: Limits | None = None) -> Workshop:
    """Collect readers, layouts and packs and choose the rules.

    Raises:
        SettingsError: when the settings name what no pack knows.
    """
    packs = tuple(plugins.rule_packs())
    return Workshop(
        readers=tuple(plugins.readers()),
        layouts=tuple(plugins.layouts()),
        packs=packs,
        chosen=choose(packs, settings),
        profile=settings.profile,
        limits=limits or Limits(),
        grading=_grading(packs, settings) if settings.grade else None,
    )


def _grading(packs: Sequence[RulePack], settings: Settings) -> Grading:
    """How the packs grade: as a pack of the user's own says, else as an installed one."""
    own_first = sorted(packs, key=lambda pack: (not pack.origin, pack.id))
    found = next((pack.grading for pack in own_first if pack.grading is not None), None)
    if found is None:
        told = "没有规则包带参考等次的算法（grading.yaml），请去掉 grade。"
        raise SettingsError(settings.place("grade") + told)
    return found


def _load_all(
    sources: Iterable[Source | Unreadable], workshop: Workshop, progress: Progress | None
) -> tuple[list[Loaded], list[Unreadable]]:
    loaded: list[Loaded] = []
    unreadable: list[Unreadable] = []
    for source in sources:
        if isinstance(source, Unreadable):
            unreadable.append(source)
            name = source.source.name
        else:
            name = source.name
            try:
                loaded.append(load(source, workshop.readers, workshop.layouts, workshop.limits))
            except ReadError as error:
                card = SourceCard(source.name, source.sha256, "", len(source.data))
                unreadable.append(Unreadable(card, error.kind, error.message))
            except Exception as error:  # noqa: BLE001 - a reader's slip must not cost the other files
                card = SourceCard(source.name, source.sha256, "", len(source.data))
                reason = f"{source.name}：读取时程序出错（{type(error).__name__}: {error}），请把文件反馈给开发者。"
                unreadable.append(Unreadable(card, "crash", reason))
        if progress is not None:
            progress(name)
    loaded.sort(key=lambda item: (item.source.name, item.source.sha256))
    unreadable.sort(key=lambda item: (item.source.name, item.source.sha256))
    return loaded, unreadable


def _stamp_all(judgements: Sequence[Judgement], card: Stamp) -> tuple[list[Finding], list[Fault]]:
    """Findings of all judgements; a rule that crashed or pointed nowhere becomes a fault."""
    findings: list[Finding] = []
    faults: Counter[tuple[str, str]] = Counter()
    for judgement in judgements:
        where = f"规则 {judgement.rule.code}"
        if judgement.outcome == "failed":
            faults[(where, judgement.reasons[0])] += 1
            continue
        try:
            findings += stamp(judgement, card)
        except KeyError:
            faults[(where, "规则指出的位置不在申报中，该问题未能列出")] += 1
    told = [Fault(where, f"{message}（{times}处）") for (where, message), times in sorted(faults.items())]
    return findings, told


def audit(
    sources: Iterable[Source | Unreadable],
    workshop: Workshop,
    started: datetime,
    faults: Sequence[Fault] = (),
    progress: Progress | None = None,
    previous: Iterable[Source | Unreadable] = (),
) -> Report:
    """Audit the files and report.

    ``sources`` may hold files that a door failed to open; ``faults`` were met before. ``progress`` hears
    each name once it is done. ``previous`` are last year's files: compared with, not audited.
    """
    loaded, unreadable = _load_all(sources, workshop, progress)
    earlier, lost = _load_all(previous, workshop, None)
    batch = Batch(_submissions(loaded), previous=_submissions(earlier))
    chosen, card = workshop.chosen, _card((*loaded, *earlier), workshop)
    sure = Certainty(card.homes, card.anchors).withhold
    found_across, broken = _stamp_all(across := sure(judge_batch(chosen.rules, batch, chosen.options)), card)
    audited = []
    told = [*faults, *(Fault("上年资料", item.reason) for item in lost), *broken]
    for item in loaded:
        judged = judge_submission(chosen.rules, item.submission, chosen.options, batch=batch)
        findings, broken = _stamp_all(judgements := sure(judged), card)
        told += broken
        findings += [finding for finding in found_across if finding.location.source == item.source.name]
        audited.append(_audited(item, findings, count(judgements), workshop))
    report = Report(
        version=__version__,
        started=started.isoformat(timespec="seconds"),
        profile=workshop.profile,
        packs=workshop.cards,
        options=_changed(chosen),
        audited=_graded(audited, workshop),
        unreadable=tuple(unreadable),
        errors=tuple(dict.fromkeys(told)),
        coverage=count(across),
        words=workshop.words,
    )
    return replace(report, summary=_summary(report))


def _graded(audited: Sequence[Audited], workshop: Workshop) -> tuple[Audited, ...]:
    return tuple(audited) if workshop.grading is None else graded(audited, workshop.grading)


def _submissions(loaded: Sequence[Loaded]) -> tuple[Submission, ...]:
    return tuple(item.submission for item in loaded)


def _card(loaded: Sequence[Loaded], workshop: Workshop) -> Stamp:
    places = {id(item.submission): item.anchors for item in loaded}
    homes = homes_of(item.submission for item in loaded)
    return Stamp(homes, places, workshop.policy, workshop.chosen.severities)


def _changed(chosen: Chosen) -> dict[str, Mapping[str, object]]:
    return {code: dict(values) for code, values in sorted(chosen.changed.items())}


def _audited(
    item: Loaded, findings: Sequence[Finding], coverage: tuple[Coverage, ...], workshop: Workshop
) -> Audited:
    kept, aside = settle(document_order(findings), workshop.precedence)
    return Audited(
        source=item.source,
        submission=item.submission,
        findings=tuple(kept),
        set_aside=tuple(aside),
        coverage=coverage,
        unread=item.unread,
        warnings=item.warnings,
    )


def _summary(report: Report) -> Summary:
    findings = Counter(f.severity for item in report.audited for f in item.findings)
    outcomes = dict.fromkeys(OUTCOMES, 0)
    for coverage in (*report.coverage, *(c for item in report.audited for c in item.coverage)):
        for name in OUTCOMES:
            outcomes[name] += getattr(coverage, name)
    return Summary(
        files=len(report.audited) + len(report.unreadable),
        projects=sum(len(item.submission.projects) for item in report.audited),
        error=findings[Severity.ERROR],
        warning=findings[Severity.WARNING],
        note=findings[Severity.NOTE],
        set_aside=sum(len(item.set_aside) for item in report.audited),
        unreadable=len(report.unreadable),
        rule_errors=outcomes["failed"],
        unread=sum(len(item.unread) for item in report.audited),
        outcomes=outcomes,
    )
