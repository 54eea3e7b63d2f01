"""The card of a rule as written in YAML: severity, dimension, basis, options, in the values of ``Rule``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from auditkit.finding import Basis
from auditkit.rule import DIMENSIONS
from auditkit.rulefile.language.frame import Scope
from auditkit.rulefile.load_checks import Faults, line_of, near
from auditkit.rulefile.sections import PackContext, read_basis

__all__ = ["SCOPE_WORDS", "cited", "confidence_of", "kind_of_rule", "named_options"]

SCOPE_WORDS: Mapping[str, Scope] = {
    "批次": "batch",
    "申报": "submission",
    "项目": "project",
    "指标": "indicator",
    "batch": "batch",
    "submission": "submission",
    "project": "project",
    "indicator": "indicator",
}
_DIMENSION_IDS = {label: name for name, label in DIMENSIONS.values()} | {
    name: name for name, _ in DIMENSIONS.values()
}
_OPTION = re.compile(r"(?:选项|options)\s*[.．]\s*([A-Za-z_\u4e00-\u9fff][0-9A-Za-z_\u4e00-\u9fff]*)")


def confidence_of(entry: Mapping[str, Any]) -> float:
    """How sure the rule is, 0.8 unless it says."""
    return float(entry.get("confidence", Decimal("0.8")))


def kind_of_rule(entry: Mapping[str, Any], faults: Faults) -> str:
    """The dimension as stated; empty where the code tells it or nobody does. Noted when they contradict."""
    code: str = entry["code"]
    told = DIMENSIONS.get(code.rsplit(":", 1)[-1].rsplit("-", 1)[-1][:3], ("", ""))[0]
    stated = _DIMENSION_IDS.get(entry.get("dimension", ""), "")
    if told and stated and told != stated:
        labels = dict(DIMENSIONS.values())
        faults.add(
            line_of(entry, "dimension"),
            f"规则 {code}：规则号表示{labels[told]}，dimension 写的是{labels[stated]}，请改成一致。",
        )
    return stated if stated != told else ""


def cited(
    entry: Mapping[str, Any], context: PackContext, faults: Faults
) -> tuple[tuple[str, ...], tuple[Basis, ...]]:
    """The keys of policy that a rule rests on, and the bases it writes out itself."""
    keys: list[str] = []
    written: list[Basis] = []
    listed = entry.get("basis", ())
    for number, item in enumerate(listed):
        if isinstance(item, Mapping):
            basis = read_basis(item)
            if basis.key in context.policy:
                keys.append(basis.key)
            else:
                written.append(basis)
        elif item in context.policy:
            keys.append(item)
        else:
            known = list(context.policy)
            hint = near(item, known) if known else "，请在 policy 里写出它，或直接写 document 和 clause。"
            line = line_of(listed, number) or line_of(entry, "basis")
            faults.add(line, f"规则 {entry['code']}：没有编号为“{item}”的依据{hint}")
    return tuple(keys), tuple(written)


def named_options(entry: Mapping[str, Any], context: PackContext, warnings: Faults) -> dict[str, Any]:
    """The options of a rule: those of the pack that it names, and its own, with their values as written.

    An option of its own that is not used is a warning.
    """
    named = dict.fromkeys(name for text in _texts(entry) for name in _OPTION.findall(text))
    own: Mapping[str, Any] = entry.get("options", {})
    for name in own:
        if name not in named:
            line = line_of(own, name) or line_of(entry, "options")
            warnings.add(
                line, f"规则 {entry['code']}：参数“{name}”没有用到，请在条件里写 选项.{name}，或删去它。"
            )
    return {
        name: context.options[name] for name in named if name in context.options and name not in own
    } | dict(own)


def _texts(value: Any, inside: bool = False) -> Iterator[str]:
    """Every text of an entry that may name an option: not the tests, the card or the explanation."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if inside or key not in ("tests", "options", "explain", "title", "basis"):
                yield from _texts(item, True)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, True)
