"""What a rule wrote for its named check, compiled: fields, conditions, operands, word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from auditkit.finding import plain
from auditkit.rulefile.checks.operands import Operand
from auditkit.rulefile.checks.spots import Spot, item_frames, spots
from auditkit.rulefile.language.compiling import Expression, compile_expression
from auditkit.rulefile.language.faults import ExpressionError, ExpressionFailed, Mark
from auditkit.rulefile.language.fields import FieldPath, resolve_field
from auditkit.rulefile.language.frame import SCOPES, Frame, Names, Scope
from auditkit.rulefile.language.patterns import compile_pattern
from auditkit.rulefile.language.values import Missing, Moment
from auditkit.rulefile.language.words import WordList
from auditkit.rulefile.load_checks import Faults, line_of, near
from auditkit_schemas import load_schema

__all__ = ["Settings", "below", "compile_settings", "truth"]

_ITEMS: Mapping[str, Scope] = {
    "指标": "indicator",
    "绩效指标": "indicator",
    "indicators": "indicator",
    "indicator": "indicator",
    "项目": "project",
    "projects": "project",
    "project": "project",
    "申报": "submission",
    "submissions": "submission",
    "submission": "submission",
}
_PATH = re.compile(r"[A-Za-z_\u4e00-\u9fff][0-9A-Za-z_\u4e00-\u9fff]*(?:[.．][^\W\d]\w*)*")
_BELOW: Mapping[Scope, Scope] = {"batch": "project", "submission": "project", "project": "indicator"}


@dataclass(slots=True)
class Settings:
    """A check's compiled keys. ``item_scope`` is what ``of`` or the check itself goes through one by one."""

    entry: Mapping[str, Any]
    names: Names
    faults: Faults
    item_scope: Scope | None = None
    made: dict[str, Any] = field(default_factory=dict)
    options: set[str] = field(default_factory=set)

    def fault(self, key: str, sentence: str) -> None:
        """Note what is wrong with a key."""
        self.faults.add(line_of(self.entry, key), f"{key}：{sentence}")

    def plain(self, key: str, default: Any = None) -> Any:
        """The key as written."""
        return self.entry.get(key, default)

    def paths(self, key: str) -> list[FieldPath]:
        """The compiled field or fields of a key; empty when the rule wrote none."""
        found = self.made.get(key, [])
        return list(found) if isinstance(found, list) else [found]

    @property
    def reads(self) -> list[FieldPath]:
        """Every field that the check's keys name, as far as they compiled."""
        found: list[FieldPath] = []
        for made in self.made.values():
            for part in made if isinstance(made, list) else [made]:
                expression = part.expression if isinstance(part, Operand) else part
                if isinstance(part, FieldPath):
                    found.append(part)
                elif isinstance(expression, Expression):
                    found += expression.fields
        return found

    def spots(self, key: str, frame: Frame) -> list[Spot]:
        """Every place the key's fields lead to."""
        return [spot for path in self.paths(key) for spot in spots(path, frame)]

    def operand(self, key: str) -> Operand | None:
        """What the key's value is compared with."""
        found: Operand | None = self.made.get(key)
        return found

    def items(self, frame: Frame, only: str = "only") -> Iterator[tuple[Frame, bool | Missing]]:
        """The frames of the items, each with whether the condition ``only`` holds for it."""
        scope = self.item_scope or self.names.scope
        condition: Expression | None = self.made.get(only)
        for item in item_frames(frame, scope):
            yield item, True if condition is None else truth(condition, item)

    def words(self) -> WordList:
        """The words of ``lexicon`` and ``words`` together, with all exceptions."""
        chosen = self.names.lexicons.get(self.entry.get("lexicon", ""))
        words = (*(chosen.words if chosen else ()), *self.entry.get("words", ()))
        exceptions = (*(chosen.exceptions if chosen else ()), *self.entry.get("exceptions", ()))
        return WordList(chosen.name if chosen else "词语", words, exceptions)


def truth(condition: Expression, frame: Frame) -> bool | Missing:
    """Whether a condition holds.

    Raises:
        ExpressionFailed: when it is neither true nor false.
    """
    value = condition.value(frame)
    if isinstance(value, bool | Missing):
        return value
    raise ExpressionFailed(f"条件“{condition.text}”的结果不是真假，请写成比较，如 金额 > 0。")


class _Reading:
    """Compiles the keys one by one and notes every fault."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.faults = settings.faults
        self.names = settings.names
        scope = settings.item_scope or settings.names.scope
        self.inner = Names(scope, settings.names.options, settings.names.lexicons)

    def mark(self, key: str) -> Mark:
        return Mark(self.faults.file, line_of(self.settings.entry, key), key)

    def read(self, key: str, kind: str) -> None:
        value = self.settings.entry[key]
        names = self.inner if kind.startswith("item_") else self.names
        made: Any = None
        match kind.removeprefix("item_"):
            case "field":
                made = self.faults.attempt(resolve_field, value, names, self.mark(key))
            case "fields":
                made = [self.faults.attempt(resolve_field, one, names, self.mark(key)) for one in value]
            case "condition":
                made = self._expression(value, names, key)
                self._must_be_truth(made, key)
            case "operand" | "date":
                made = self._operand(value, names, key, kind)
            case "lexicon":
                self._lexicon(value, key)
            case "pattern":
                made = self._pattern(value, key)
        self.settings.made[key] = made

    def _expression(self, value: Any, names: Names, key: str) -> Expression | None:
        text = value if isinstance(value, str) else plain(Decimal(value))
        made = self.faults.attempt(compile_expression, text, names, self.mark(key))
        if made is not None:
            self.settings.options.update(made.options)
        return made

    def _must_be_truth(self, made: Expression | None, key: str) -> None:
        if made is not None and made.kind not in ("truth", "any"):
            line = line_of(self.settings.entry, key)
            self.faults.add(line, f"{key}：“{made.text}”不是条件，请写成比较，如 金额 > 0。")

    def _operand(self, value: Any, names: Names, key: str, kind: str) -> Operand | None:
        text = value if isinstance(value, str) else plain(Decimal(value))
        if kind == "date" and (moment := _moment(text)):
            return Operand(text, None, constant=moment)
        made = self._expression(value, names, key)
        if made is None:
            return None
        alone = len(made.fields) == 1 and _PATH.fullmatch(made.text) is not None
        path = resolve_field(text, names, self.mark(key)) if alone else None
        return Operand(text, made, path)

    def _lexicon(self, value: str, key: str) -> None:
        known = self.names.lexicons
        if value not in known:
            hint = near(value, known) if known else "，请在 lexicons 里写出这个词表。"
            self.faults.add(line_of(self.settings.entry, key), f"没有词表“{value}”{hint}")

    def _pattern(self, value: str, key: str) -> Any:
        try:
            return compile_pattern(value, self.mark(key))
        except ExpressionError as error:
            self.faults.take(error)
            return None


def _moment(text: str) -> Moment | None:
    """A date written out, in figures or in words."""
    from auditkit.target_value import parse_date

    try:
        return Moment(text)
    except ValueError:
        pass
    try:
        iso = parse_date(text)
        return Moment(iso) if iso and any(sign in text for sign in "年月日") else None
    except ValueError:
        return None


def compile_settings(
    check: str, entry: Mapping[str, Any], names: Names, default: Scope | None, faults: Faults
) -> Settings:
    """All keys of a check, compiled; ``default`` is what it goes through when the rule writes no ``of``."""
    settings = Settings(entry, names, faults, default)
    properties = load_schema("rules")["$defs"][f"check_{check}"]["properties"]
    if "of" in entry and properties["of"].get("x-reads") == "items":
        settings.item_scope = _scope_of_items(entry["of"], entry, names, faults) or default
    for key, card in properties.items():
        if key in entry and "x-reads" in card:
            if card["x-reads"] == "item_condition" and settings.item_scope is None:
                settings.item_scope = _scope_of_paths(settings)
            _Reading(settings).read(key, card["x-reads"])
    return settings


def _scope_of_paths(settings: Settings) -> Scope | None:
    """The innermost subjects that the fields read so far go through, for the condition ``only``."""
    found: set[str] = set()
    for paths in settings.made.values():
        for path in paths if isinstance(paths, list) else [paths]:
            if isinstance(path, FieldPath):
                lists = [step.sort.item.record for step in path.steps if step.sort.item]
                found |= {record for record in lists[-1:] if record in SCOPES}
    if len(found) != 1:
        settings.fault("only", "只能用于逐条的内容，如 指标.权重；请改写，或去掉 only。")
        return None
    return next(scope for scope in SCOPES if scope in found)


def _scope_of_items(word: str, entry: Mapping[str, Any], names: Names, faults: Faults) -> Scope | None:
    scope = _ITEMS.get(word)
    own = SCOPES.index(names.scope)
    if scope is None or SCOPES.index(scope) <= own:
        known = [word for word in ("申报", "项目", "指标") if SCOPES.index(_ITEMS[word]) > own]
        hint = near(word, known) if known else "，请去掉，或把 for_each 改为项目。"
        faults.add(line_of(entry, "of"), f"of：不能在“{word}”里逐条看{hint}")
        return None
    return scope


def below(scope: Scope) -> Scope | None:
    """What a check over a scope goes through when nothing else is written."""
    return _BELOW.get(scope)
