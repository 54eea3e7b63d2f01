"""The JSON Schemas of all that auditkit reads or writes."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["load_schema", "schema_names"]

_SUFFIX = ".schema.json"


def schema_names() -> tuple[str, ...]:
    """The names of all schemas, sorted."""
    found = (item.name for item in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema of that name; do not change what is returned.

    Raises:
        FileNotFoundError: when there is no such schema.
    """
    text = (files(__name__) / f"{name}{_SUFFIX}").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
