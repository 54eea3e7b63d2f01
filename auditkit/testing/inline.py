"""The tests written inside a YAML rule, in the forms' own words, as cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any

from auditkit.rule import Rule
from auditkit.rulefile.language.faults import Mark
from auditkit.rulefile.language.fields import resolve_field
from auditkit.rulefile.language.frame import Names
from auditkit.rulefile.language.records import enumeration, record
from auditkit.rulefile.load_checks import line_of
from auditkit.rulefile.written_tests import LAST_YEAR, OVERALL_ROWS
from auditkit.testing.cases import Case
from auditkit.testing.submissions import CaseError
from auditkit.vocabulary import FIRST_LEVELS_2015, FIRST_LEVELS_2021, kind_of

__all__ = ["inline_cases"]

_EXPECTS = {
    "flag": "flags",
    "pass": "passes",
    "not_judged": "not_judged",
    "not_applicable": "not_applicable",
}
_KEYS = {*_EXPECTS, "title", "says", "at", "options"}
# A form that asks for everything, so that what a test leaves out is a blank and not a missing column.
_WHOLE_FORM = (
    "actual budget.fiscal budget.other budget.total department description first_level midterm_total money_unit "
    "objectives objectives.annual objectives.midterm period purpose second_level unit weight year"
).split()
_INSIDE = {"budget": "budget", "unit": "unit", "department": "unit", "period": "period"}


def _labels(part: str) -> Mapping[str, str]:
    """What may be written for each field of a part of the submission: its name and Chinese labels."""
    return {name: field.english for name, field in record(part).items()}


@cache
def _levels() -> Mapping[str, tuple[str, str]]:
    """First and second level for what may be written as 类别: 满意度, 数量, ``output.quantity`` ..."""
    found: dict[str, tuple[str, str]] = {}
    for first, seconds in (*FIRST_LEVELS_2015.items(), *FIRST_LEVELS_2021.items()):
        for second in seconds:
            for word in (second, second.removesuffix("指标"), kind_of(first, second)):
                found.setdefault(word, (first, second))
        found.setdefault(first.removesuffix("指标"), (first, seconds[0]))
    found["满意度"] = found["satisfaction"]
    found["成本"] = found["成本指标"]
    found["未知"] = found["unknown"] = ("", "")
    return MappingProxyType(found)


def inline_cases(rule: Rule) -> list[Case]:
    """The tests inside a YAML rule as cases; none for a rule made in Python.

    Raises:
        CaseError: for a test that cannot be used, naming the rule and the test's number.
    """
    return [_case(rule, test, number) for number, test in enumerate(rule.cases, 1)]


def _case(rule: Rule, test: Mapping[str, Any], number: int) -> Case:
    file, line = rule.origin.rpartition(":")[0], line_of(test)
    place = f"{f'{file}:{line}' if line else rule.origin} 规则 {rule.code} 第{number}个测试"
    for key in test:
        if key not in _KEYS:
            raise CaseError(f"{place}：不认识“{key}”，{_hint(key, _KEYS)}")
    expects = [key for key in _EXPECTS if key in test]
    if len(expects) != 1:
        raise CaseError(f"{place}：要恰好写一项：{'、'.join(_EXPECTS)}。")
    given = test[expects[0]]
    if not isinstance(given, Mapping):
        raise CaseError(f"{place}：“{expects[0]}”后面要写字段，如 {{名称: 群众满意度, 指标值: \"≥95%\"}}。")
    wanted: Any = test.get("says") or True
    if expects[0] == "flag":
        wanted = {"says": test["says"]} if "says" in test else {}
        if "at" in test:
            wanted["at"] = _place(rule, test["at"], place)
    return Case(
        code=rule.code,
        title=test.get("title") or f"{rule.code} 第{number}个测试",
        given=_given(rule.scope, given, place),
        expects=_EXPECTS[expects[0]],
        expected=wanted,
        options=test.get("options") or {},
        origin=place,
    )


def _place(rule: Rule, text: str, place: str) -> str:
    """A place as JSON pointer below the subject; one that starts with a stroke is taken as it is."""
    if text.startswith("/"):
        return text
    return resolve_field(text, Names(rule.scope), Mark(place, 0, "at")).pointer  # type: ignore[arg-type]


def _hint(word: str, known: Sequence[str] | set[str]) -> str:
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return f"是不是“{near[0]}”？" if near else f"可用的有：{'、'.join(sorted(known))}。"


def _given(scope: str, given: Mapping[str, Any], place: str) -> dict[str, Any]:
    before = next((given[key] for key in LAST_YEAR if key in given), None)
    if before is not None and scope in ("project", "indicator"):
        now = _given(scope, {key: given[key] for key in given if key not in LAST_YEAR}, place)
        same = {key: now[key] for key in ("name", "unit") if key in now}
        return {**now, "previous": [same | _project(before, place)]}
    if scope == "indicator":
        return _indicator_and_project(given, place)
    if scope == "project":
        return _project(given, place)
    if scope == "submission":
        return _submission(given, place)
    listed = _only(given, {"申报", "submissions"}, place)
    if listed is None:
        return _submission(given, place)
    return {"submissions": [_submission(item, place) for item in listed]}


def _submission(given: Mapping[str, Any], place: str) -> dict[str, Any]:
    listed = _only(given, {"项目", "projects"}, place)
    return (
        _project(given, place) if listed is None else {"projects": [_project(item, place) for item in listed]}
    )


def _only(given: Mapping[str, Any], names: set[str], place: str) -> Sequence[Mapping[str, Any]] | None:
    """The list under one of these names, which must then stand alone; None without it."""
    found = [key for key in given if key in names]
    if not found:
        return None
    listed = given[found[0]]
    if len(given) != 1 or not isinstance(listed, list) or not all(isinstance(i, Mapping) for i in listed):
        raise CaseError(f"{place}：“{found[0]}”后面要写一个列表，旁边不再写别的字段。")
    return listed


def _indicator_and_project(given: Mapping[str, Any], place: str) -> dict[str, Any]:
    own, around = {}, {}
    for key, value in given.items():
        if key in _labels("indicator"):
            own[key] = value
        else:
            around[key] = value
    project = _project(around, place, also=_labels("indicator"))
    return {**project, "indicator": _indicator(own, place)} if own or "indicators" not in project else project


def _indicator(given: Mapping[str, Any], place: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key, value in _named(given, "indicator", place):
        if key == "kind":
            if value not in _levels():
                raise CaseError(f"{place}：没有类别“{value}”，{_hint(str(value), set(_levels()))}")
            first, second = _levels()[value]
            row = {"first_level": first, "second_level": second, **row}
        else:
            row[key] = _text(value) if not isinstance(value, Mapping) else dict(value)
    return {key: "" if value is None and key in ("target", "name") else value for key, value in row.items()}


def _project(
    given: Mapping[str, Any], place: str, also: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    project: dict[str, Any] = {"fields": _WHOLE_FORM}
    for key, value in _named(given, "project", place, also):
        if key == "indicators":
            project[key] = [_indicator(item, place) for item in value or ()]
        elif key == "overall" and isinstance(value, Mapping):
            project[key] = _overall(value, place)
        elif key == "scope":
            project[key] = next(iter(enumeration("project.scope").words.get(str(value), {value})))
        elif key in _INSIDE and isinstance(value, Mapping):
            inside = _named(value, _INSIDE[key], place)
            project[key] = {name: item if name == "parts" else _text(item) for name, item in inside}
        elif key in ("unit", "department") and value is not None:
            project[key] = {"code": None, "name": _text(value)}
        elif key == "objectives":
            project[key] = [value] if isinstance(value, str) else list(value or ())
        else:
            project[key] = value if key in ("year", "fields") else _text(value)
    if isinstance(project.get("period"), Mapping):
        start, end = project["period"].get("start"), project["period"].get("end")
        project["period"] = {"raw": f"{start or ''}至{end or ''}", "start": start, "end": end}
    return {key: "" if value is None and key == "name" else value for key, value in project.items()}


def _overall(given: Mapping[str, Any], place: str) -> dict[str, Any]:
    """What only a department's form has: its rows are lists of fields of their own."""
    found: dict[str, Any] = {}
    for key, value in _named(given, "overall", place):
        if key in OVERALL_ROWS:
            found[key] = [{k: _text(v) for k, v in _named(row, OVERALL_ROWS[key], place)} for row in value or ()]
        else:
            found[key] = _text(value)
    return found


def _named(
    given: Mapping[str, Any], part: str, place: str, also: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, Any]]:
    known = _labels(part)
    for key, value in given.items():
        if key not in known:
            raise CaseError(f"{place}：没有字段“{key}”，{_hint(key, {*known, *also})}")
        yield known[key], value


def _text(value: Any) -> Any:
    """What a form would hold: text, however the number was written in YAML."""
    return value if value is None or isinstance(value, str | list | Mapping | bool) else str(value)
