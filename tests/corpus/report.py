"""Precision and recall per rule over the corpus: ``python tests/corpus/report.py [--pair PART]``.

Findings count by rule and place. A defect is found when its rule speaks at its place in the faulty
twin; a finding merged into another one counts, a suppressed one does not. A false alarm is an error
or warning on a clean twin, or one on a faulty twin that is neither labelled nor listed under
``also``. ``--notes`` lists the notes on clean twins, ``--all`` also the notes on faulty ones.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from auditkit.audit import Workshop, audit, prepare
from auditkit.finding import Finding, Severity
from auditkit.plugins import Plugins, load_plugins
from auditkit.report import Report
from auditkit.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))

from build import Defect, Pair, read_pairs  # noqa: E402


@dataclass(slots=True)
class Result:
    """How the audit of both twins of a pair compares with the labels."""

    pair: Pair
    clean: list[Finding] = field(default_factory=list)
    faulty: list[Finding] = field(default_factory=list)
    found: list[Defect] = field(default_factory=list)
    missed: list[Defect] = field(default_factory=list)
    false: list[tuple[str, Finding]] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


@cache
def _plugins() -> Plugins:
    return load_plugins()


@cache
def workshop_for(profile: str) -> Workshop:
    """The readers, layouts and rules under a profile, made ready once."""
    return prepare(_plugins(), Settings(profile=profile))


def audit_twin(pair: Pair, faulty: bool) -> Report:
    """The report on one twin."""
    return audit(pair.sources(faulty), workshop_for(pair.profile), datetime(2026, 1, 1, tzinfo=UTC))


def troubles(report: Report) -> Iterator[str]:
    """What went wrong besides findings: files not read, rules that broke."""
    yield from (item.reason for item in report.unreadable)
    yield from (str(fault) for fault in report.errors)
    for item in report.audited:
        yield from (f"未读懂：{part.reason}" for part in item.unread)
    if report.summary.outcomes["failed"]:
        yield f"{report.summary.outcomes['failed']} rules broke"


def _findings(pair: Pair, report: Report) -> list[Finding]:
    """The findings on the submission itself, not those on last year's."""
    return [
        finding
        for item in report.audited
        if item.source.name.rpartition(".")[0] == pair.name
        for finding in item.findings
    ]


def _with_merged(findings: Sequence[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from finding.merged


def _meets(defect: Defect, finding: Finding) -> bool:
    same = (defect.code, defect.at) == (finding.rule, finding.location.pointer)
    return same and defect.severity in (None, str(finding.severity))


def judge(pair: Pair) -> Result:
    """Audit both twins of a pair and compare."""
    result = Result(pair)
    reports = [audit_twin(pair, faulty) for faulty in (False, True)]
    result.broken = [text for report in reports for text in troubles(report)]
    result.clean, result.faulty = (_findings(pair, report) for report in reports)
    told = list(_with_merged(result.faulty))
    for defect in pair.defects:
        met = any(_meets(defect, finding) for finding in told)
        (result.found if met else result.missed).append(defect)
    labelled = {(defect.code, defect.at) for defect in pair.defects} | pair.also
    result.false = [("clean", item) for item in result.clean if item.severity is not Severity.NOTE]
    result.false += [
        ("faulty", item)
        for item in result.faulty
        if item.severity is not Severity.NOTE and (item.rule, item.location.pointer) not in labelled
    ]
    spoken = {(item.rule, item.location.pointer) for item in told if item.severity is not Severity.NOTE}
    result.stale = sorted(f"{code} {at}" for code, at in pair.also - spoken)
    return result


def all_codes() -> list[str]:
    """The codes of every rule, those off by default too."""
    return sorted(rule.code for pack in workshop_for("default").packs for rule in pack.rules)


def _line(item: Finding) -> str:
    return f"{item.rule} {item.severity} {item.location.pointer} {item.message}"


def _print_pairs(results: Sequence[Result], notes: bool, every: bool) -> None:
    for result in results:
        lines = [f"  broken  {text}" for text in result.broken]
        lines += [f"  missed  {d.code} {d.at} {d.severity or ''}" for d in result.missed]
        lines += [f"  false   ({twin}) {_line(item)}" for twin, item in result.false]
        lines += [f"  stale   {text}: listed under also, does not fire" for text in result.stale]
        if notes:
            lines += [f"  note    {_line(f)}" for f in result.clean if f.severity is Severity.NOTE]
        if every:
            lines += [f"  faulty  {_line(f)}" for f in result.faulty]
        if lines:
            print(f"\n{result.pair.name} ({result.pair.form}, {result.pair.profile})", *lines, sep="\n")


def _print_table(results: Sequence[Result], codes: Sequence[str]) -> None:
    found = Counter(d.code for r in results for d in r.found)
    missed = Counter(d.code for r in results for d in r.missed)
    also = Counter(code for r in results for code, _ in r.pair.also)
    false: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        for twin, item in result.false:
            false[item.rule][twin] += 1
    print("\nrule    labelled found missed  false(clean+faulty)  precision recall")
    for code in codes:
        wrong, hits = false[code], found[code] + also[code]
        labelled = found[code] + missed[code]
        precision = _share(hits, hits + wrong.total())
        recall = _share(found[code], labelled)
        print(
            f"{code:8}{labelled:8}{found[code]:6}{missed[code]:7}"
            f"  {wrong['clean']:5}+{wrong['faulty']:<5}           {precision:>9} {recall:>6}"
        )
    hits, wrong_all = found.total() + also.total(), sum(item.total() for item in false.values())
    print(
        f"\n{len(results)} pairs, {len({r.pair.trade for r in results})} trades; labelled "
        f"{found.total() + missed.total()}, found {found.total()}, missed {missed.total()}, "
        f"false alarms {wrong_all}; precision {_share(hits, hits + wrong_all)}, "
        f"recall {_share(found.total(), found.total() + missed.total())}"
    )
    rest = [code for code in codes if not found[code] + missed[code]]
    once = [code for code in codes if found[code] + missed[code] == 1]
    print(f"not labelled ({len(rest)}): {' '.join(rest)}\nlabelled once ({len(once)}): {' '.join(once)}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 1 when a label is missed or an alarm is false."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pair", default="", help="only pairs whose name holds this")
    parser.add_argument("--notes", action="store_true", help="list the notes on clean twins")
    parser.add_argument("--all", action="store_true", help="list all findings of faulty twins")
    options = parser.parse_args(arguments)
    results = [judge(pair) for pair in read_pairs() if options.pair in pair.name]
    _print_pairs(results, options.notes, options.all)
    _print_table(results, all_codes())
    return 1 if any(r.missed or r.false or r.broken or r.stale for r in results) else 0


if __name__ == "__main__":
    sys.exit(main())
