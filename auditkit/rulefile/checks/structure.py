"""The named check ``schema``: a JSON Schema over a subject's data, in the names of the submission schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from auditkit.finding import Evidence, Issue, Outcome
from auditkit.rulefile.checks.named_check import NamedCheck, Run, unjudged
from auditkit.rulefile.checks.settings import Settings
from auditkit.rulefile.checks.spots import naming, spots, subject_of
from auditkit.rulefile.language.faults import ExpressionError, Mark
from auditkit.rulefile.language.frame import Frame
from auditkit.rulefile.language.patterns import compile_pattern
from auditkit.rulefile.language.values import Missing
from auditkit.rulefile.load_checks import line_of

__all__ = ["SCHEMA", "as_data"]

_MOST = 10
_HIDDEN = ("pointer",)
_running: ContextVar[Frame] = ContextVar("the frame whose time a pattern takes")
_REFERENCES = ("$ref", "$dynamicRef", "$id", "$anchor", "$dynamicAnchor", "$schema", "$vocabulary")


def as_data(value: Any) -> Any:
    """A part of the model as the submission schema has it: decimals are texts, tuples are lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: as_data(getattr(value, item.name))
            for item in fields(value)
            if item.name not in _HIDDEN
        }
    if isinstance(value, tuple | list):
        return [as_data(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return format(value, "f") if isinstance(value, Decimal) else value


def _plain(value: Any) -> Any:
    """A schema from YAML as jsonschema wants it: plain containers, whole decimals as integers."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def _keywords(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            yield key, value
            yield from _keywords(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _keywords(value)


def _examine(settings: Settings, schema: Any) -> None:
    """Note what a schema may not hold: references to files, patterns that are not of the bounded syntax."""
    before = len(settings.faults)
    for key, value in _keywords(schema):
        if key in _REFERENCES and isinstance(value, str):
            settings.fault("schema", f"不支持 {key} 引用，请把内容直接写在这里。")
        if key == "patternProperties":
            settings.fault("schema", "不支持 patternProperties，请改用 properties。")
        if key == "pattern" and isinstance(value, str):
            mark = Mark(settings.faults.file, line_of(settings.entry, "schema"), "schema")
            try:
                compile_pattern(value, mark)
            except ExpressionError as error:
                settings.faults.take(error)
    if len(settings.faults) == before:
        _examine_grammar(settings, schema)


def _examine_grammar(settings: Settings, schema: Any) -> None:
    import jsonschema

    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        where = ".".join(map(str, error.absolute_path)) or "schema"
        settings.fault("schema", f"“{where}”不是正确的 JSON Schema，请核对关键字和取值。")


def _validator(schema: Any) -> Any:
    """A validator that fetches nothing and searches patterns under our time limit."""
    import jsonschema
    from referencing import Registry

    def searched(validator: Any, pattern: str, instance: Any, _: Any) -> Iterator[Any]:
        if validator.is_type(instance, "string"):
            frame = _running.get()
            if not compile_pattern(pattern, Mark("", 0, "schema")).found(instance, frame):
                yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")

    extend: Any = jsonschema.validators.extend
    made = extend(jsonschema.Draft202012Validator, {"pattern": searched})
    return made(schema, registry=Registry())


def _schema(settings: Settings) -> Run:
    schema = _plain(settings.plain("schema"))
    _examine(settings, schema)
    made: list[Any] = []

    def run(frame: Frame) -> Iterator[Outcome]:
        if not made:
            made.append(_validator(schema))
        for subject, pointer, label, value in _subjects(settings, frame):
            if isinstance(value, Missing):
                yield unjudged(value)
                continue
            token = _running.set(frame)
            try:
                errors = list(islice(made[0].iter_errors(as_data(value)), _MOST))
            finally:
                _running.reset(token)
            for error in errors:
                yield _broken(error, subject, pointer, label)

    return run


def _subjects(settings: Settings, frame: Frame) -> Iterator[tuple[Any, str, str, Any]]:
    """What is checked: subject, pointer below it, what a message calls it, the part of the model."""
    if "field" not in settings.entry:
        subject = subject_of(frame)
        yield subject, "", "申报数据", subject
        return
    for path in settings.paths("field"):
        for spot in spots(path, frame):
            gone = isinstance(spot.value, Missing) and spot.blank
            yield spot.subject, spot.field, naming(spot, frame), spot.value if gone else spot.whole


def _shown(value: Any) -> str:
    """A value in few words: texts and numbers as they are, how many there are of anything else."""
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value[:_MOST]):
        text = "、".join(str(item) for item in value[:_MOST])
        return text + (f"等{len(value)}项" if len(value) > _MOST else "")
    if isinstance(value, list | dict):
        return f"{len(value)}项"
    return "空" if value is None else str(value)[:60]


def _broken(error: Any, subject: Any, pointer: str, label: str) -> Issue:
    steps = [str(step) for step in error.absolute_path]
    place = "/".join(part for part in (pointer, *steps) if part)
    where = f"的“{'.'.join(steps)}”" if steps else ""
    wanted = error.validator_value
    shown = _shown(error.instance)
    told = {
        "required": f"缺少 {'、'.join(key for key in wanted if key not in error.instance)}"
        if error.validator == "required"
        else "",
        "type": f"类型应为 {_shown(wanted)}",
        "enum": f"只能是 {_shown(wanted)} 之一",
        "pattern": f"应符合格式 {wanted}",
    }.get(error.validator, f"应满足 {error.validator}: {_shown(wanted)}")
    value = "" if error.validator == "required" else f"“{shown}”"
    return Issue(
        message=f"{label}{where}{value}不符合规定的数据格式：{told}。",
        suggestion="按规定的数据格式改正。",
        field=place,
        subject=subject,
        evidence=(Evidence("内容", shown), Evidence(f"应符合 {error.validator}", _shown(wanted))),
    )


SCHEMA = NamedCheck(
    "schema",
    _schema,
    '数是带引号的文字（如 "60"）；列表可以用 minItems、maxItems、uniqueItems。',
)
