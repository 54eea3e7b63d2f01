"""A batch of generated clean submissions: ``python tests/corpus/clean_batch.py [COUNT]`` (500).

Each is a clean twin of the corpus in another guise: other places, other forms and files, money in
another unit, another year. Nothing may be told at error or warning; whatever is told is listed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from auditkit.audit import audit
from auditkit.document import Source
from auditkit.finding import Finding, Severity

sys.path.insert(0, str(Path(__file__).parent))

from build import Pair, read_pairs  # noqa: E402
from report import workshop_for  # noqa: E402

COUNT = 500
PLACES = ("云岭", "青禾", "锦屏", "白沙", "临河", "东礁", "石桥", "南浦", "新安", "宁远", "长岗", "金溪", "安澜")
AMOUNTS = ("total", "fiscal", "other")


def clean_submissions(count: int = COUNT) -> Iterator[tuple[Pair, list[Source]]]:
    """The first ``count`` guises, pair by pair: no two of one pair alike."""
    pairs = read_pairs()
    for number in range(count):
        pair, turn = pairs[number % len(pairs)], number // len(pairs)
        data = _moved(pair.clean, turn)
        if turn % 2:
            _in_other_money(data)
        form, file = _guise(pair, turn)
        data["file"] = file
        made = replace(pair, name=f"{pair.name}-{turn}", form=form, clean=data)
        yield made, made.sources(faulty=False)


def _moved(data: Mapping[str, Any], turn: int) -> dict[str, Any]:
    """The same text somewhere else: every place of our list becomes the one ``turn`` further on."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    places = "|".join(PLACES)
    moved = re.sub(places, lambda hit: PLACES[(PLACES.index(hit.group()) + turn) % len(PLACES)], text)
    found: dict[str, Any] = json.loads(moved)
    return found


def _in_other_money(data: dict[str, Any]) -> None:
    """Budgets in yuan instead of 万元, or the other way round; target values name their own units."""
    for project in [*data["projects"], *data.get("previous", {}).get("projects", ())]:
        unit = project.get("money_unit", "万元")
        factor = {"万元": Decimal(10000), "元": Decimal("0.0001")}.get(unit)
        if factor is None:
            continue
        project["money_unit"] = "元" if unit == "万元" else "万元"
        for budget in (project["budget"], project.get("midterm") or {}):
            for key in AMOUNTS:
                if budget.get(key):
                    budget[key] = _converted(budget[key], factor)
        _overall_in_other_money(project.get("overall") or {}, factor)


def _overall_in_other_money(overall: dict[str, Any], factor: Decimal) -> None:
    """The amounts of a department's form; those of parts stand second, those of tasks from the third on."""
    for key in ("income", "spending", "tasks_total"):
        if overall.get(key):
            overall[key] = _converted(overall[key], factor)
    for key in ("basic_spending", "project_spending"):
        if isinstance(overall.get(key), list):
            overall[key][0] = _converted(overall[key][0], factor)
        elif overall.get(key):
            overall[key] = _converted(overall[key], factor)
    for part in (*overall.get("income_parts", ()), *overall.get("spending_parts", ())):
        part[1] = _converted(part[1], factor)
    for task in overall.get("tasks", ()):
        task[2:] = [_converted(text, factor) if text else text for text in task[2:]]


def _converted(text: str, factor: Decimal) -> str:
    amount = Decimal(str(text).replace(",", "")) * factor
    return format(amount.quantize(Decimal("0.01")) if factor > 1 else amount, "f")


def _guise(pair: Pair, turn: int) -> tuple[str, str]:
    """A form and a kind of file that can hold all that the pair states."""
    if pair.form == "tianjin":
        return ("tianjin", ("docx", "txt")[turn // 2 % 2])
    return pair.form, "docx"


def findings_of(pair: Pair, sources: list[Source]) -> list[Finding]:
    """What is told of one clean submission; last year's file beside it is no clean twin and not meant."""
    report = audit(sources, workshop_for(pair.profile), datetime(2026, 1, 1, tzinfo=UTC))
    if report.errors or report.unreadable:
        raise AssertionError((pair.name, report.errors, report.unreadable))
    meant = [item for item in report.audited if item.source.name == sources[0].name]
    return [finding for item in meant for finding in item.findings]


def main(count: int) -> None:
    """Audit the batch and list what was told."""
    grave: list[str] = []
    notes: Counter[str] = Counter()
    for pair, sources in clean_submissions(count):
        for finding in findings_of(pair, sources):
            if finding.severity is Severity.NOTE:
                notes[f"{finding.rule} {finding.title}"] += 1
            else:
                grave.append(f"{pair.name} {finding.rule} {finding.location.pointer} {finding.message}")
    print(f"{count} submissions: {len(grave)} findings at error or warning, {sum(notes.values())} notes")
    print(*grave, sep="\n")
    for name, times in notes.most_common():
        print(f"{times:>6}  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
