"""Cases of rules: read from YAML, run, and told what went otherwise than expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from auditkit.engine import Judgement, judge_batch, judge_submission
from auditkit.finding import Finding, Severity
from auditkit.model import Batch
from auditkit.rule import Rule
from auditkit.stamping import Stamp, homes_of, stamp
from auditkit.strict_yaml import load_yaml
from auditkit.testing.submissions import CaseError, make_submission

__all__ = ["Case", "CaseError", "failures", "read_cases"]

_EXPECTATIONS = ("flags", "passes", "not_applicable", "not_judged")
_WORDS = {"passed": "通过", "not_applicable": "不适用", "not_judged": "未判断", "flagged": "有问题", "failed": "出错"}
_CASE_KEYS = {"title", "given", "options", *_EXPECTATIONS}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: what is given and the one outcome expected. ``origin`` is its place in a file."""

    code: str
    title: str
    given: Mapping[str, Any]
    expects: str
    expected: Any
    options: Mapping[str, Any]
    origin: str = ""


def read_cases(path: Path) -> list[Case]:
    """The cases in a YAML file ``{auditkit: 1, rule: CODE, cases: [...]}``.

    Raises:
        CaseError: for an unknown key, or not exactly one expectation.
        YamlError: when the file is not plain YAML.
    """
    return cases_of(load_yaml(path.read_text(encoding="utf-8"), path.name), path.name)


def cases_of(data: Any, name: str) -> list[Case]:
    """The cases in what a case file holds; ``name`` is the file named in messages."""
    if not isinstance(data, Mapping) or "rule" not in data or not isinstance(data.get("cases"), Sequence):
        raise CaseError(f"{name}：用例文件要写 rule（规则号）和 cases（用例列表）。")
    return [_case(item, data["rule"], name, number) for number, item in enumerate(data["cases"], 1)]


def _case(item: Any, code: str, name: str, number: int) -> Case:
    if not isinstance(item, Mapping):
        raise CaseError(f"{name} 第{number}例：每个用例应写成“given: …”和一项期望。")
    for key in item:
        if key not in _CASE_KEYS:
            near = get_close_matches(key, _CASE_KEYS, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(sorted(_CASE_KEYS))}。"
            raise CaseError(f"{name} 第{number}例：不认识“{key}”，{hint}")
    expects = [key for key in _EXPECTATIONS if key in item]
    if len(expects) != 1:
        raise CaseError(f"{name} 第{number}例：期望要恰好写一项（{'、'.join(_EXPECTATIONS)}之一）。")
    return Case(
        code=code,
        title=item.get("title") or f"第{number}例",
        given=item.get("given") or {},
        expects=expects[0],
        expected=item[expects[0]],
        options=item.get("options") or {},
        origin=f"{name} 第{number}例",
    )


def judge_case(rule: Rule, case: Case) -> tuple[list[Judgement], list[Finding]]:
    """What the rule answers in a case, and its findings."""
    now = {key: value for key, value in case.given.items() if key != "previous"}
    fragments = now.get("submissions") or [now]
    made = [make_submission(item, f"示例{n}.docx") for n, item in enumerate(fragments, 1)]
    given = case.given.get("previous") or ()
    before = [make_submission(item, f"上年{n}.docx") for n, item in enumerate(given, 1)]
    earlier = tuple(submission for submission, _ in before)
    batch = Batch(tuple(submission for submission, _ in made), previous=earlier)
    options = {rule.code: {**rule.options, **case.options}}
    judgements: list[Judgement] = []
    for submission, _ in made:
        judgements += judge_submission([rule], submission, options, None, batch)
    judgements += judge_batch([rule], batch, options)
    homes = homes_of((*batch.submissions, *batch.previous))
    card = Stamp(homes, {id(submission): anchors for submission, anchors in (*made, *before)}, {})
    return judgements, [finding for item in judgements for finding in stamp(item, card)]


def failures(rule: Rule, case: Case) -> list[str]:
    """What is not as the case expects; empty when all is well."""
    judgements, findings = judge_case(rule, case)
    return compare(case, judgements, findings)


def compare(case: Case, judgements: Sequence[Judgement], findings: Sequence[Finding]) -> list[str]:
    """Where the answers differ from what the case expects, in Chinese."""
    broken = [item.trace for item in judgements if item.outcome == "failed"]
    if broken:
        return broken
    if case.expects == "flags" and isinstance(case.expected, Mapping):
        return _compare_one(case.expected, judgements, findings)
    if case.expects == "flags":
        return _compare_flags(case.expected, findings, case.origin or case.title)
    if findings:
        return [f"不应报：{finding.location.pointer} {finding.message}" for finding in findings]
    wanted = "passed" if case.expects == "passes" else case.expects
    said = [item for item in judgements if item.outcome == wanted]
    if not said:
        return [f"期望“{_WORDS[wanted]}”，实际 {_told(judgements)}"]
    texts = [text for item in said for text in (*item.reasons, *item.proofs)]
    if isinstance(case.expected, str) and not any(case.expected in text for text in texts):
        return [f"期望说明含“{case.expected}”，实际 {texts}"]
    return []


def _told(judgements: Sequence[Judgement]) -> str:
    parts = (f"{_WORDS[item.outcome]}（{'；'.join((*item.reasons, *item.proofs))}）" for item in judgements)
    return "、".join(parts).replace("（）", "") or "没有可查的对象"


def _compare_one(
    want: Mapping[str, Any], judgements: Sequence[Judgement], findings: Sequence[Finding]
) -> list[str]:
    """An inline test is content with one finding that says this, there."""
    if not findings:
        return [f"期望有问题，实际 {_told(judgements)}"]
    hits = [f for f in findings if want.get("says", "") in f.message]
    if not hits:
        return [f"期望意见含“{want['says']}”，实际：", *(f.message for f in findings)]
    if "at" in want and not any(_stands_at(f, want["at"]) for f in hits):
        return [f"期望定位在“{want['at']}”，实际在 {'、'.join(f.location.field or '整个对象' for f in hits)}"]
    return []


def _stands_at(finding: Finding, place: str) -> bool:
    """Whether it stands at a pointer, or in a field below whatever subject: also inside a list there."""
    pointer = finding.location.pointer
    return place in (pointer, finding.location.field) or f"/{place.strip('/')}/" in pointer + "/"


def _compare_flags(
    expected: Sequence[Mapping[str, Any]], findings: Sequence[Finding], case: str
) -> list[str]:
    shown = [f"{f.location.pointer} [{f.severity}] {f.message} ▸ {f.suggestion}" for f in findings]
    if len(expected) != len(findings):
        return [f"期望 {len(expected)} 条，实际 {len(findings)} 条：", *shown]
    faults = []
    rest = list(findings)
    for want in expected:
        match = next((f for f in rest if not _differences(want, f, case)), None)
        if match is None:
            faults += [f"没有一条符合 {dict(want)}；实际：", *shown]
        else:
            rest.remove(match)
    return faults


def _differences(want: Mapping[str, Any], finding: Finding, case: str) -> list[str]:
    unknown = set(want) - {"at", "says", "severity", "suggests", "quote", "related", "file"}
    if unknown:
        raise CaseError(f"{case}：期望中有不认识的键 {'、'.join(sorted(unknown))}。")
    if not want.get("says"):
        raise CaseError(f"{case}：每条期望都要写 says（意见中应有的文字）。")
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
