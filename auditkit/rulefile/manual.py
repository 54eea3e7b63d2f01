"""The manual page of a rule written in YAML, in Chinese: what it checks, why, examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditkit.finding import Basis
from auditkit.rulefile.checks import CHECKS

__all__ = ["page_of"]

_SCOPES = {"batch": "批次", "submission": "申报", "project": "项目", "indicator": "指标"}
_WORDS = {"flag": "不通过", "pass": "通过", "not_judged": "未判断", "not_applicable": "不适用"}
_ALL = {
    "batch": "对整批申报检查一次",
    "submission": "逐份检查申报",
    "project": "逐个检查项目",
    "indicator": "逐条检查指标",
}


def page_of(entry: Mapping[str, Any], scope: str, bases: tuple[Basis, ...]) -> str:
    """The page: the title, then the headings 检查什么, 为什么 and 示例 with indented lines."""
    parts = {
        "检查什么": list(_what(entry, scope)),
        "为什么": list(_why(entry, bases)),
        "示例": list(_examples(entry)),
    }
    lines = [str(entry["title"]), ""]
    for heading, body in parts.items():
        lines.append(heading)
        lines += [f"    {line}" for text in body for line in text.split("\n")]
    return "\n".join(lines)


def _what(entry: Mapping[str, Any], scope: str) -> Iterator[str]:
    where = f"，只看“{entry['where']}”的" if "where" in entry else ""
    yield f"{_ALL[scope]}{where}。"
    if "flag_when" in entry:
        yield f"“{entry['flag_when']}”成立时提出。"
    elif "require" in entry:
        yield f"应当“{entry['require']}”，不成立时提出。"
    else:
        check = CHECKS[entry["check"]]
        yield f"{check.title}：{check.schema['description']}"
        yield from _settings(entry, check.schema)
    if "suggest" in entry:
        yield f"修改建议：{entry['suggest']}"


def _settings(entry: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    """What the rule wrote for its check, in the words of the check's schema."""
    for key, card in schema["properties"].items():
        if key in entry:
            yield f"{card['title']}：{_written(entry[key])}"


def _why(entry: Mapping[str, Any], bases: tuple[Basis, ...]) -> Iterator[str]:
    if "explain" in entry:
        yield str(entry["explain"]).strip()
    for basis in bases:
        number = f"（{basis.number}）" if basis.number else ""
        says = f"：{basis.says}" if basis.says else ""
        yield f"{basis.document}{number}{basis.clause}{says}"
    if "explain" not in entry and not bases:
        yield "规则没有写明原因和依据，可在 explain 和 basis 里补写。"


def _examples(entry: Mapping[str, Any]) -> Iterator[str]:
    tests = entry.get("tests", ())
    for test in tests:
        expects = next((key for key in _WORDS if key in test), None)
        if expects is not None:
            said = [str(test["title"])] if "title" in test else []
            said += [f"{name}设为{_inside(value)}" for name, value in test.get("options", {}).items()]
            title = f"（{'，'.join(said)}）" if said else ""
            yield f"{_WORDS[expects]}{title}：{_written(test[expects]) or '（空白）'}"
    if not tests:
        yield "规则没有写用例，可在 tests 里补写。"


def _written(value: Any) -> str:
    """A value of YAML on one line, as people read it: 类别：满意度｜指标值：≥100%."""
    if isinstance(value, Mapping):
        return "｜".join(f"{key}：{_inside(item)}" for key, item in value.items())
    return _inside(value)


def _inside(value: Any) -> str:
    if isinstance(value, Mapping):
        return "（" + "，".join(f"{key} {_inside(item)}" for key, item in value.items()) + "）"
    if isinstance(value, list):
        return "；".join(_inside(item) for item in value) or "（无）"
    if value is None or value == "":
        return "（空）"
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
