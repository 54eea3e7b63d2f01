"""The tests written inside a rule, looked over at load: their keys, their fields, what they expect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditkit.rulefile.language.faults import ExpressionError, Mark
from auditkit.rulefile.language.fields import resolve_field
from auditkit.rulefile.language.frame import Names, Scope
from auditkit.rulefile.language.records import enumeration, record
from auditkit.rulefile.load_checks import Faults, line_of, near
from auditkit.vocabulary import canonical_first_level, canonical_second_level

__all__ = ["EXPECTATIONS", "LAST_YEAR", "OVERALL_ROWS", "look_over_tests"]

EXPECTATIONS = ("flag", "pass", "not_judged", "not_applicable")
LAST_YEAR = ("上年", "previous")
"""Under which a test of a rule over projects or indicators gives the project of the year before."""

OVERALL_ROWS = {"tasks": "task", "income_parts": "part", "spending_parts": "part"}
"""What the rows of a department's form are, by the list they stand in."""
_AROUND = frozenset({"申报", "submissions", "项目", "projects"})
_INSIDE = {"budget": "budget", "unit": "unit", "department": "unit", "period": "period", "overall": "overall"}
_ROWS = {"indicators": "indicator", "parts": "part", "projects": "project", "submissions": "submission"}
_ROWS |= OVERALL_ROWS
_OPEN = ("target", "amount", "objectives")


def look_over_tests(entry: Mapping[str, Any], names: Names, faults: Faults) -> None:
    """Note every slip in the tests of an entry whose shape is right."""
    listed = entry.get("tests", ())
    for number, test in enumerate(listed):
        line = line_of(test) or line_of(listed, number) or line_of(entry, "tests")
        look = _Look(f"规则 {entry['code']} 第{number + 1}个用例", line, names, faults)
        expects = [key for key in EXPECTATIONS if key in test]
        if len(expects) != 1:
            what = f"同时写了 {'、'.join(expects)}" if expects else "没有写期望什么"
            look.fault(test, None, f"{what}，请在 {'、'.join(EXPECTATIONS)} 中只写一个。")
            continue
        look.subject(names.scope, test[expects[0]], test)
        for key in test.get("options", {}):
            if key not in names.options:
                look.fault(test["options"], key, f"规则没有参数“{key}”{near(key, names.options)}")
        if "at" in test:
            look.place(test)


class _Look:
    """One test under examination."""

    def __init__(self, named: str, line: int, names: Names, faults: Faults) -> None:
        self.named = named
        self.line = line
        self.names = names
        self.faults = faults

    def fault(self, data: Any, key: str | None, sentence: str) -> None:
        self.faults.add(line_of(data, key) or self.line, f"{self.named}：{sentence}")

    def place(self, test: Mapping[str, Any]) -> None:
        """Whether ``at`` is a field or a place in the submission's data."""
        at = test["at"]
        if at.startswith("/"):
            return
        try:
            resolve_field(at, self.names, Mark(self.faults.file, line_of(test, "at") or self.line, "at"))
        except ExpressionError as error:
            self.faults.take(error)

    def subject(self, scope: Scope, given: Any, around: Any) -> None:
        """What is given for a rule over this scope."""
        if not isinstance(given, Mapping):
            self.fault(around, None, f"应写表上的内容，如 {{名称: 群众满意度}}，现在是“{given}”。")
        elif scope == "batch" and (listed := self._list(given, ("申报", "submissions"))) is not None:
            for item in listed:
                self.subject("submission", item, given)
        elif scope in ("batch", "submission"):
            listed = self._list(given, ("项目", "projects"))
            for item in (given,) if listed is None else listed:
                self.fields("project", item, given)
        else:
            for key in LAST_YEAR:
                if key in given:
                    self.fields("project", given[key], given)
            also = ("project",) if scope == "indicator" else ()
            self.fields(scope, given, around, also=also, apart=LAST_YEAR)

    def _list(self, given: Mapping[str, Any], words: Iterable[str]) -> list[Any] | None:
        found = [word for word in words if word in given]
        if not found:
            return None
        listed = given[found[0]]
        if not isinstance(listed, list):
            self.fault(given, found[0], f"“{found[0]}”应为列表，如 {found[0]}: [{{…}}]。")
            return []
        for key in given:
            if key not in found:
                self.fault(given, key, f"“{key}”不能写在“{found[0]}”旁边，请写进列表里。")
        return listed

    def fields(
        self, part: str, given: Any, around: Any, also: tuple[str, ...] = (), apart: tuple[str, ...] = ()
    ) -> None:
        """The fields of a part of the submission; those of ``also`` and keys ``apart`` may stand among them."""
        if not isinstance(given, Mapping):
            self.fault(around, None, f"应写表上的内容，如 {{名称: 群众满意度}}，现在是“{given}”。")
            return
        for key, value in given.items():
            if key in apart:
                continue
            home = next((one for one in (part, *also) if key in record(one)), None)
            if home is None and apart and key in _AROUND:
                what = "上年的申报请写成 上年: {…}" if key in ("申报", "submissions") else "直接写它的栏目"
                self.fault(given, key, f"例子只写一个项目，不写“{key}”；{what}。")
            elif home is None:
                known = [name for one in (part, *also) for name in record(one)]
                self.fault(given, key, f"不认识“{key}”{near(key, known)}")
            else:
                self._value(home, key, value, given)

    def _value(self, part: str, key: str, value: Any, given: Any) -> None:
        english = record(part)[key].english
        if english == "kind":
            self._kind(value, given, key)
        elif english in _ROWS and isinstance(value, list):
            for item in value:
                self.fields(_ROWS[english], item, given)
        elif english in _INSIDE and isinstance(value, Mapping):
            self.fields(_INSIDE[english], value, given)
        elif english in _ROWS and value is not None:
            self.fault(given, key, f"“{key}”应为列表，如 {key}: [{{…}}]。")
        elif isinstance(value, Mapping | list) and english not in (*_OPEN, "fields"):
            self.fault(
                given,
                key,
                f"“{key}”应为文字或数，现在是{'列表' if isinstance(value, list) else '“键: 值”'}。",
            )
        elif english == "budget" and value is not None:
            self.fault(given, key, f"“{key}”应写成 {{预算数: 60}} 这样的内容，现在是“{value}”。")

    def _kind(self, value: Any, given: Any, key: str) -> None:
        words = enumeration("indicator.kind").words
        text = str(value)
        if text not in words and not canonical_first_level(text) and not canonical_second_level(text):
            self.fault(given, key, f"没有类别“{value}”{near(text, words)}")
