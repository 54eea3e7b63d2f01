"""Check a submission against its schema: jsonschema is the reference, jsonschema-rs the fast path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from auditkit.document import ReadError
from auditkit_schemas import load_schema

__all__ = ["check_submission", "fast_errors", "reference_errors"]

_MOST = 5


@cache
def _fast() -> Callable[[Any], list[str]]:
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(load_schema("submission"))

    def errors(data: Any) -> list[str]:
        return ["/" + "/".join(map(str, error.instance_path)) for error in validator.iter_errors(data)]

    return errors


@cache
def _reference() -> Callable[[Any], list[str]]:
    import jsonschema
    from referencing import Registry

    # An empty registry, since jsonschema otherwise fetches whatever a $ref names.
    schema = load_schema("submission")
    validator = jsonschema.Draft202012Validator(schema, registry=Registry())

    def errors(data: Any) -> list[str]:
        return ["/" + "/".join(map(str, error.absolute_path)) for error in validator.iter_errors(data)]

    return errors


def fast_errors(data: Mapping[str, Any]) -> list[str]:
    """Pointers of the faulty places, by the fast validator where it is installed."""
    try:
        check = _fast()
    except ImportError:
        check = _reference()
    return sorted(check(data))


def reference_errors(data: Mapping[str, Any]) -> list[str]:
    """Pointers of the faulty places, by the reference validator."""
    return sorted(_reference()(data))


def check_submission(data: Mapping[str, Any], name: str) -> None:
    """Refuse data that does not have the shape of a submission.

    Raises:
        ReadError: kind ``invalid``, naming the faulty places.
    """
    places = fast_errors(data)
    if places:
        shown = "、".join(dict.fromkeys(places[:_MOST]))
        raise ReadError(
            "invalid",
            f"{name}：内容不符合申报数据的格式，请核对这些位置：{shown}（格式说明见 docs/formats.md）。",
        )
