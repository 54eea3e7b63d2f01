"""Whole submissions from the fragments that a case gives; the rest is blank and valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from auditkit.document import Anchor
from auditkit.loader import submission_of
from auditkit.loader.build import build_submission
from auditkit.loader.check import check_submission
from auditkit.model import Submission
from auditkit.report import SourceCard

__all__ = ["CaseError", "blank_indicator", "blank_project", "make_submission"]


class CaseError(ValueError):
    """A case that cannot be used; one Chinese sentence with file, number and remedy."""


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
        "score": None,
        "reason": None,
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
        "execution": [],
        "outcome": None,
        "total_score": None,
        "scope": "project",
        "overall": None,
    }


def _refuse_unknown(given: Mapping[str, Any]) -> None:
    """A slip in a key must not make a case that tests nothing."""
    projects = given.get("projects") or [given]
    known = {*blank_project(), "indicator"}
    _known(given, known | {"projects", "format", "name_of_file"})
    for project in projects:
        _known(project, known | ({"format", "name_of_file"} if project is given else set()))
        for row in project.get("indicators") or [project.get("indicator") or {}]:
            _known(row, {*blank_indicator(), "level_weight"})


def _known(given: Mapping[str, Any], known: set[str]) -> None:
    for key in given:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(sorted(known))}。"
            raise CaseError(f"用例的 given 里不认识“{key}”，{hint}")


def _project(given: Mapping[str, Any]) -> dict[str, Any]:
    project = blank_project() | {k: v for k, v in given.items() if k not in ("indicator", "budget")}
    if "budget" in given:
        project["budget"] = {"total": None, "fiscal": None, "other": None, "parts": []} | given["budget"]
    rows = project["indicators"]
    if "indicator" in given:
        rows = [given["indicator"], *given.get("indicators", ())]
    project["indicators"] = [blank_indicator() | row for row in rows]
    return project


def make_submission(
    given: Mapping[str, Any], name: str = "示例.docx"
) -> tuple[Submission, dict[str, Anchor]]:
    """A submission from fragments: project fields at top level, or ``projects: [...]``.

    ``format`` sets the file format. Anchors carry the texts, so that quotes can be checked.
    """
    _refuse_unknown(given)
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
