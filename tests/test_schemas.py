"""Every schema is valid and labelled; the fast validator agrees with the reference."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditkit.loader import submission_of
from auditkit.loader.check import fast_errors, reference_errors
from auditkit.report import SourceCard
from auditkit.testing import blank_project
from auditkit_schemas import load_schema, schema_names

CHINESE = range(0x4E00, 0x9FFF)


def test_there_are_schemas() -> None:
    assert {"submission", "report", "layout", "words", "policy"} <= set(schema_names())


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_valid_and_says_what_it_is(name: str) -> None:
    schema = load_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f"/{name}.schema.json")
    assert schema["title"]
    assert schema["description"]


def test_schema_ids_are_unique() -> None:
    ids = [load_schema(name)["$id"] for name in schema_names()]
    assert len(set(ids)) == len(ids)


def _properties(schema: Any) -> list[tuple[str, dict[str, Any]]]:
    found = []
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            found += list(properties.items())
        for value in schema.values():
            found += _properties(value)
    elif isinstance(schema, list):
        for value in schema:
            found += _properties(value)
    return found


@pytest.mark.parametrize("name", schema_names())
def test_every_property_has_a_chinese_label(name: str) -> None:
    bare = [
        key
        for key, value in _properties(load_schema(name))
        if not (isinstance(value, dict) and any(ord(c) in CHINESE for c in value.get("x-label", "")))
    ]
    assert bare == []


WRITTEN = ("settings", "words", "added_words", "policy", "grading")


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_write_is_explained_in_chinese_down_to_each_property(name: str) -> None:
    schema = load_schema(name)
    parts = [(name, schema), *_properties(schema)]
    bare = [
        (key, word)
        for key, value in parts
        for word in ("title", "description")
        if not any(ord(c) in CHINESE for c in value.get(word, ""))
    ]
    assert bare == []


def test_added_words_may_hold_whatever_a_word_list_holds() -> None:
    whole, more = load_schema("words"), load_schema("added_words")
    taxonomies = {"taxonomy_2015", "taxonomy_2021"}
    assert set(whole["properties"]) - taxonomies <= set(more["properties"])
    assert whole["$defs"]["entry"]["properties"] == more["$defs"]["entry"]["properties"]


def _valid() -> dict[str, Any]:
    project = blank_project()
    del project["fields"]
    return submission_of(SourceCard("a.docx", "0" * 64, "docx", 10), [project], {})


def test_what_the_loader_makes_passes_both_validators() -> None:
    data = _valid()
    assert fast_errors(data) == reference_errors(data) == []


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path, *(deeper for key, child in children for deeper in _paths(child, (*path, key)))]


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=4), st.lists(st.none(), max_size=2)
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_both_validators_agree_on_damaged_data(data: st.DataObject) -> None:
    broken = copy.deepcopy(_valid())
    path = data.draw(st.sampled_from([path for path in _paths(broken) if path]))
    spot: Any = broken
    for step in path[:-1]:
        spot = spot[step]
    if data.draw(st.booleans()):
        del spot[path[-1]]
    else:
        spot[path[-1]] = data.draw(JUNK)
    json.dumps(broken)
    assert bool(fast_errors(broken)) == bool(reference_errors(broken))
