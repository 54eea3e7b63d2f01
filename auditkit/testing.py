"""The kit for testing rules, public: YAML cases in, plain failures out.

A case gives fragments; the kit fills the rest from a blank, valid submission. Expectations are
``flags`` (every finding, with ``at``, ``says`` and more), ``passes``, ``not_applicable`` or
``not_judged`` (true, or a part of the reason).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditkit.document import Anchor
from auditkit.engine import Judgement, judge_batch, judge_submission
from auditkit.finding import Finding, Severity
from auditkit.loader import submission_of
from auditkit.loader.build import build_submission
from auditkit.loader.check import check_submission
from auditkit.model import Batch, Submission
from auditkit.report import SourceCard
from auditkit.rule import Rule
from auditkit.stamping import Stamp, homes_of, stamp
from auditkit.strict_yaml import load_yaml

__all__ = ["Case", "blank_indicator", "blank_project", "failures", "make_submission", "read_cases"]

_EXPECTATIONS = ("flags", "passes", "not_applicable", "not_judged")
_CASE_KEYS = {"title", "given", "options", *_EXPECTATIONS}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: what is given and the one outcome expected."""

    code: str
    title: str
    given: Mapping[str, Any]
    expects: str
    expected: Any
    options: Mapping[str, Any]


def read_cases(path: Path) -> list[Case]:
    """The cases in a YAML file ``{rule: CODE, cases: [...]}``.

    Raises:
        ValueError: for an unknown key, or not exactly one expectation.
    """
    data = load_yaml(path.read_text(encoding="utf-8"), path.name)
    cases = []
    for number, item in enumerate(data["cases"], 1):
        unknown = set(item) - _CASE_KEYS
        expects = [key for key in _EXPECTATIONS if key in item]
        if unknown or len(expects) != 1:
            raise ValueError(
                f"{path.name} 第{number}例：键 {sorted(unknown)} 不认识，或期望不是恰好一个（{expects}）。"
            )
        cases.append(
            Case(
                code=data["rule"],
                title=item.get("title") or f"第{number}例",
                given=item.get("given") or {},
                expects=expects[0],
                expected=item[expects[0]],
                options=item.get("options") or {},
            )
        )
    return cases


def blank_indicator() -> dict[str, Any]:
    """A valid output indicator in raw form."""
    return {
        "first_level": "产出指标",
        "second_level": "数量指标",
        "name": "培训人次",
        "description": None,
        "horizon": None,
        "weight": None,
        "actual": None,
        "target": "≥300人次",
    }


def blank_project() -> dict[str, Any]:
    """A valid project in raw form; no rule has to be silent on it, most are."""
    return {
        "form": "test",
        "title": None,
        "name": "基层人员业务培训项目",
        "unit": {"code": "600001", "name": "示例市人才服务中心"},
        "department": None,
        "year": None,
        "period": None,
        "money_unit": "万元",
        "budget": {"total": "60.00", "fiscal": "60.00", "other": None, "parts": []},
        "midterm_total": None,
        "purpose": "用于组织基层人员业务培训，包括教材印制、师资聘请和场地租用。",
        "objectives": ["1.全年培训基层人员300人次，考核合格率达到95%以上"],
        "indicators": [blank_indicator()],
        "fields": None,
    }


def _project(given: Mapping[str, Any]) -> dict[str, Any]:
    project = blank_project() | {k: v for k, v in given.items() if k not in ("indicator", "budget")}
    if "budget" in given:
        project["budget"] = {"total": None, "fiscal": None, "other": None, "parts": []} | given["budget"]
    rows = [given["indicator"]] if "indicator" in given else project["indicators"]
    project["indicators"] = [blank_indicator() | row for row in rows]
    return project


def make_submission(
    given: Mapping[str, Any], name: str = "示例.docx"
) -> tuple[Submission, dict[str, Anchor]]:
    """A submission from fragments: project fields at top level, or ``projects: [...]``.

    ``format`` sets the file format. Anchors carry the texts, so that quotes can be checked.
    """
    fragments = given.get("projects") or [{k: v for k, v in given.items() if k != "format"}]
    projects = [_project(fragment) for fragment in fragments]
    for project in projects:
        if project["fields"] is None:
            del project["fields"]
    card = SourceCard(given.get("name_of_file", name), "0" * 64, given.get("format", "docx"), 0)
    anchors = {
        pointer: Anchor("table 1", number, 1, text=text)
        for number, (pointer, text) in enumerate(_texts("/projects", projects), 1)
    }
    data = submission_of(card, projects, anchors)
    check_submission(data, name)
    return build_submission(data), anchors


def _texts(pointer: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer.removesuffix("/text").removesuffix("/raw"), value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(f"{pointer}/{key}", item)
    elif isinstance(value, Sequence):
        for number, item in enumerate(value):
            yield from _texts(f"{pointer}/{number}", item)


def _judge(rule: Rule, case: Case) -> tuple[list[Judgement], list[Finding]]:
    fragments = case.given.get("submissions") or [case.given]
    made = [make_submission(item, f"示例{n}.docx") for n, item in enumerate(fragments, 1)]
    options = {rule.code: {**rule.options, **case.options}}
    judgements: list[Judgement] = []
    for submission, _ in made:
        judgements += judge_submission([rule], submission, options)
    batch = Batch(tuple(submission for submission, _ in made))
    judgements += judge_batch([rule], batch, options)
    homes = homes_of(batch.submissions)
    card = Stamp(homes, {id(submission): anchors for submission, anchors in made}, {})
    return judgements, [finding for item in judgements for finding in stamp(item, card)]


def failures(rule: Rule, case: Case) -> list[str]:
    """What is not as the case expects; empty when all is well."""
    judgements, findings = _judge(rule, case)
    broken = [item.trace for item in judgements if item.outcome == "failed"]
    if broken:
        return broken
    if case.expects == "flags":
        return _compare_flags(case.expected, findings)
    if findings:
        return [f"不应报：{finding.location.pointer} {finding.message}" for finding in findings]
    wanted = "passed" if case.expects == "passes" else case.expects
    said = [item for item in judgements if item.outcome == wanted]
    if not said:
        return [f"期望 {wanted}，实际 {[(item.outcome, item.reasons) for item in judgements]}"]
    texts = [text for item in said for text in (*item.reasons, *item.proofs)]
    if isinstance(case.expected, str) and not any(case.expected in text for text in texts):
        return [f"期望说明含“{case.expected}”，实际 {texts}"]
    return []


def _compare_flags(expected: Sequence[Mapping[str, Any]], findings: Sequence[Finding]) -> list[str]:
    shown = [f"{f.location.pointer} [{f.severity}] {f.message} ▸ {f.suggestion}" for f in findings]
    if len(expected) != len(findings):
        return [f"期望 {len(expected)} 条，实际 {len(findings)} 条：", *shown]
    faults = []
    rest = list(findings)
    for want in expected:
        match = next((f for f in rest if not _differences(want, f)), None)
        if match is None:
            faults += [f"没有一条符合 {dict(want)}；实际：", *shown]
        else:
            rest.remove(match)
    return faults


def _differences(want: Mapping[str, Any], finding: Finding) -> list[str]:
    unknown = set(want) - {"at", "says", "severity", "suggests", "quote", "related", "file"}
    if unknown:
        raise ValueError(f"期望中有不认识的键 {sorted(unknown)}")
    if not want.get("says"):
        raise ValueError("每条期望都要写 says（意见中应有的文字）")
    related = [place.pointer for place in finding.related]
    checks: dict[str, Callable[[Any], bool]] = {
        "at": lambda value: value == finding.location.pointer,
        "says": lambda value: value in finding.message,
        "severity": lambda value: Severity(value) is finding.severity,
        "suggests": lambda value: value in finding.suggestion,
        "quote": lambda value: value in finding.location.quote,
        "related": lambda value: value in related,
        "file": lambda value: value == finding.location.source,
    }
    return [key for key, value in want.items() if not checks[key](value)]
