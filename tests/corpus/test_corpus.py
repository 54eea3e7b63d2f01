"""The labelled corpus: every defect is found where it stands, and a clean twin is left alone.

``python tests/corpus/report.py`` prints the same as precision and recall per rule.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from auditkit.loader import load

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from build import FORMS, Pair, card_of, read_pairs  # noqa: E402
from report import Result, all_codes, judge, workshop_for  # noqa: E402
from wording import wording_faults  # noqa: E402

PAIRS = {pair.name: pair for pair in read_pairs()}
# Codes that no pair shows, and why.
UNLABELLED = {
    "APP110": "off by default; its table of spending standards is the bureau's to fill",
    **{f"EVA{number}": "no form of the corpus is a self-evaluation yet; cases only" for number in range(101, 116)},
}
by_pair = pytest.mark.parametrize("name", PAIRS)


@cache
def _judged(name: str) -> Result:
    return judge(PAIRS[name])


@by_pair
def test_every_labelled_defect_is_found_where_it_stands(name: str) -> None:
    told = sorted({f"{item.rule} {item.location.pointer}" for item in _judged(name).faulty})
    assert _judged(name).missed == [], told


@by_pair
def test_nothing_beside_the_labels_is_told_as_a_fault(name: str) -> None:
    alarms = [(twin, f.rule, f.location.pointer, f.message) for twin, f in _judged(name).false]
    assert alarms == []


@by_pair
def test_what_is_allowed_beside_the_labels_does_fire(name: str) -> None:
    assert _judged(name).stale == []


@by_pair
def test_what_is_said_of_both_twins_is_well_worded(name: str) -> None:
    told = [*_judged(name).clean, *_judged(name).faulty]
    assert [fault for finding in told for fault in wording_faults(finding)] == []


@by_pair
def test_both_twins_are_read_and_judged_without_trouble(name: str) -> None:
    assert _judged(name).broken == []


@by_pair
def test_the_clean_twin_is_read_as_it_is_written(name: str) -> None:
    pair, shop = PAIRS[name], workshop_for(PAIRS[name].profile)
    source, *_ = pair.sources(faulty=False)
    read = load(source, shop.readers, shop.layouts).data["projects"]
    assert [_gist(project) for project in read] == [_gist_of_pair(pair, n) for n in range(len(read))]


def _gist(project: dict[str, object]) -> dict[str, object]:
    """What any layout must get right, free of blanks and line breaks."""
    rows: list[dict[str, dict[str, str]]] = project["indicators"]  # type: ignore[assignment]
    objectives: list[dict[str, str]] = project["objectives"]  # type: ignore[assignment]
    return {
        "name": project["name"],
        "objectives": ["".join(item["text"].split()) for item in objectives],
        "indicators": [[row["first_level"], row["second_level"], row["name"]] for row in rows],
        "targets": [row["target"]["raw"] for row in rows],
    }


def _gist_of_pair(pair: Pair, number: int) -> dict[str, object]:
    card = card_of(pair.clean["projects"][number], pair.form)
    texts = [*card.get("midterm", {}).get("objectives", ()), *card["objectives"]]
    return {
        "name": card["name"],
        "objectives": ["".join(text.split()) for text in texts],
        "indicators": [[row[0].partition("(")[0], *row[1:3]] for row in card["indicators"]],
        "targets": [row[4] for row in card["indicators"]],
    }


def test_the_corpus_is_wide_enough() -> None:
    assert len(PAIRS) >= 60
    assert len({pair.trade for pair in PAIRS.values()}) >= 12
    assert {pair.form for pair in PAIRS.values()} == set(FORMS)


def test_every_rule_is_labelled_or_its_absence_explained() -> None:
    labelled = Counter(defect.code for pair in PAIRS.values() for defect in pair.defects)
    assert [code for code in all_codes() if not labelled[code] and code not in UNLABELLED] == []
    assert [code for code in UNLABELLED if labelled[code]] == []
    assert set(labelled) <= set(all_codes())


def test_a_pair_has_a_few_defects_of_different_rules() -> None:
    for pair in PAIRS.values():
        most = 9 if len(pair.faulty["projects"]) < 3 else 12
        assert 3 <= len({defect.code for defect in pair.defects}) <= most, pair.name
