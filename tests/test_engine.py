"""The engine: five outcomes, context by type, one crash costs one outcome, stable fingerprints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditkit.engine import count, judge_batch, judge_submission
from auditkit.finding import Evidence, Issue, NotApplicable, NotJudged, Outcome, Passed, Place, Severity
from auditkit.model import Batch, Indicator, Project
from auditkit.rule import Rule
from auditkit.stamping import Stamp, homes_of, nest_quotes, stamp
from auditkit.testing import make_submission

ROWS = [
    {"name": name, "target": target}
    for name, target in (("甲", "≥1个"), ("乙", ""), ("丙", "好"), ("丁", "≥2个"))
]


def _check(indicator: Indicator, project: Project, *, most: int = 1) -> Iterator[Outcome]:
    assert project.indicators
    value = indicator.target
    if value.kind == "empty":
        yield NotApplicable("指标值为空")
    elif value.number is None:
        yield NotJudged("指标值未能识别")
    elif value.number > most:
        yield Issue("太多", field="target", evidence=(Evidence("值", str(value.number)),))
    else:
        yield Passed("1≤1")


def _rule(
    check: object = _check, scope: str = "indicator", needs: tuple[str, ...] = ("indicator", "project")
) -> Rule:
    return Rule("CON901", "too_many", "太多", Severity.WARNING, 0.9, (), check, scope, needs, {"most": 1})  # type: ignore[arg-type]


def _card(submission: object, **more: object) -> Stamp:
    return Stamp(homes_of([submission]), {}, {}, **more)  # type: ignore[list-item,arg-type]


def test_every_subject_gets_one_of_five_outcomes_with_the_reason() -> None:
    submission, _ = make_submission({"indicators": ROWS})
    judgements = judge_submission([_rule()], submission, {})
    assert [item.outcome for item in judgements] == ["passed", "not_applicable", "not_judged", "flagged"]
    [coverage] = count(judgements)
    assert (coverage.passed, coverage.not_applicable, coverage.not_judged, coverage.flagged) == (1, 1, 1, 1)
    assert coverage.reasons == ("指标值为空", "指标值未能识别")
    assert coverage.proofs == ("1≤1",)


def test_a_crash_on_one_subject_costs_only_that_outcome() -> None:
    def crash(indicator: Indicator) -> Iterator[Outcome]:
        if indicator.name == "乙":
            raise SystemExit(3)
        if indicator.name == "丙":
            yield "not an outcome"  # type: ignore[misc]
        if indicator.name == "丁":
            yield Issue("坏", field="target")

    submission, _ = make_submission({"indicators": ROWS})
    judgements = judge_submission([_rule(crash, needs=("indicator",))], submission, {"CON901": {}})
    assert [item.outcome for item in judgements] == ["passed", "failed", "failed", "flagged"]
    assert "SystemExit" in judgements[1].reasons[0]


def test_options_reach_the_rule_and_rules_are_announced() -> None:
    submission, _ = make_submission({"indicators": ROWS})
    heard: list[str] = []
    judgements = judge_submission([_rule()], submission, {"CON901": {"most": 5}}, heard.append)
    assert [item.outcome for item in judgements].count("flagged") == 0
    assert heard == ["CON901"]


def test_severity_is_the_card_s_unless_the_issue_or_the_user_says_otherwise() -> None:
    def graded(project: Project) -> Iterator[Outcome]:
        yield Issue("轻", severity=Severity.NOTE)
        yield Issue("常")

    submission, _ = make_submission({})
    [judgement] = judge_submission([_rule(graded, "project", ("project",))], submission, {"CON901": {}})
    assert [f.severity for f in stamp(judgement, _card(submission))] == [Severity.NOTE, Severity.WARNING]
    chosen = _card(submission, severities={"CON901": Severity.ERROR})
    assert [f.severity for f in stamp(judgement, chosen)] == [Severity.ERROR, Severity.ERROR]


def test_a_fingerprint_survives_another_file_and_an_inserted_row_and_tells_equal_findings_apart() -> None:
    def prints(rows: list[dict[str, str]], name: str = "示例.docx") -> list[str]:
        submission, _ = make_submission({"indicators": rows}, name)
        card = _card(submission)
        return [f.fingerprint for j in judge_submission([_rule()], submission, {}) for f in stamp(j, card)]

    assert prints(ROWS) == prints([{"name": "新", "target": "≥1个"}, *ROWS], "改名.docx")
    twins = prints([ROWS[3], ROWS[3]])
    assert len(set(twins)) == 2
    assert twins[0] == prints(ROWS)[0]


def test_a_batch_rule_points_into_the_right_submission() -> None:
    def pair(batch: Batch) -> Iterator[Outcome]:
        first, second = batch.projects()
        yield Issue("相同", subject=second, field="purpose", related=(Place(first, "purpose"),))

    one, _ = make_submission({}, "一.docx")
    two, _ = make_submission({}, "二.docx")
    [judgement] = judge_batch([_rule(pair, "batch", ("batch",))], Batch((one, two)), {"CON901": {}})
    [finding] = stamp(judgement, Stamp(homes_of([one, two]), {}, {}))
    assert finding.location.source == "二.docx"
    assert finding.location.pointer == "/projects/0/purpose"
    assert finding.related[0].source == "一.docx"


def test_findings_are_immutable_and_comparable() -> None:
    submission, _ = make_submission({"indicators": ROWS})
    [finding] = [f for j in judge_submission([_rule()], submission, {}) for f in stamp(j, _card(submission))]
    assert replace(finding) == finding
    assert finding.location.indicator == "丁"
    assert finding.location.field == "target"


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("项目“妇女“两癌”检查”重复。", "项目“妇女‘两癌’检查”重复。"),
        ("““两癌”检查”与“甲”。", "“‘两癌’检查”与“甲”。"),
        ("“甲”“乙”重复。", "“甲”“乙”重复。"),
        ("描述“半个“引号”不配对。", "描述“半个“引号”不配对。"),
        ("”倒着写“", "”倒着写“"),
    ],
)
def test_quotations_inside_quotations_get_single_marks(text: str, nested: str) -> None:
    assert nest_quotes(text) == nested


@given(st.text(alphabet="甲“”"))
def test_nesting_quotes_changes_marks_only(text: str) -> None:
    assert nest_quotes(text).replace("‘", "“").replace("’", "”") == text
