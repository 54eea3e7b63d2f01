"""The word lists: well-formed, quick, free of repeats, and asked the right way."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditkit.rulefile.language.slow_patterns import is_slow
from auditkit.strict_yaml import load_yaml
from auditkit.word_lists import CERTAINTIES, USUAL_CERTAINTY
from auditkit_rules.lexicon import Lexicon, LexiconError
from auditkit_rules.performance_target.lists import words

_ROOT = Path(__file__).resolve().parents[2]
_FOLDER = _ROOT / "rules" / "auditkit_rules" / "performance_target" / "words"
_SCHEMA = json.loads((_ROOT / "schemas/auditkit_schemas/words.schema.json").read_text(encoding="utf-8"))
_NAMES = sorted(path.stem for path in _FOLDER.glob("*.yaml"))


def _load(name: str) -> Any:
    return load_yaml((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), name)


def _regexes(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _regexes(item)
    elif hasattr(value, "values"):
        for item in value.values():
            yield from _regexes(item)


def _all_regexes(lists: Lexicon) -> list[re.Pattern[str]]:
    return [*lists.patterns, *lists.exceptions, *_regexes(lists.entries)]


@pytest.mark.parametrize("name", _NAMES)
def test_a_word_list_fits_the_schema_and_bears_its_files_name(name: str) -> None:
    data = _load(name)
    plain = json.loads(json.dumps(data, default=float))
    jsonschema.Draft202012Validator(_SCHEMA).validate(plain)
    assert data["name"] == name


@pytest.mark.parametrize("name", _NAMES)
def test_a_word_list_names_its_source_and_how_sure_it_is(name: str) -> None:
    data = _load(name)
    assert data["source"].strip()
    assert data.get("certainty", USUAL_CERTAINTY) in CERTAINTIES


def test_the_schema_says_what_each_certainty_means_and_which_is_the_usual_one() -> None:
    certainty = _SCHEMA["properties"]["certainty"]
    assert certainty["enum"] == list(CERTAINTIES)
    assert certainty["default"] == USUAL_CERTAINTY
    assert all(f"{name} {meaning}" in certainty["description"] for name, meaning in CERTAINTIES.items())


def test_the_schema_is_itself_valid_and_labels_every_property() -> None:
    jsonschema.Draft202012Validator.check_schema(_SCHEMA)
    entry = _SCHEMA["$defs"]["entry"]["properties"]
    assert all("x-label" in part for part in [*_SCHEMA["properties"].values(), *entry.values()])


@pytest.mark.parametrize("name", _NAMES)
def test_no_word_is_listed_twice_nor_has_stray_blanks_or_marks(name: str) -> None:
    data = _load(name)
    for listed in [data.get("words", []), *data.get("groups", {}).values()]:
        assert len(listed) == len(set(listed))
        assert all(word == word.strip() for word in listed)
        assert not any("★" in word for word in listed)


@pytest.mark.parametrize("name", _NAMES)
def test_no_pattern_can_run_away_on_a_long_text(name: str) -> None:
    slow = [pattern.pattern for pattern in _all_regexes(words(name)) if is_slow(pattern.pattern)]
    assert not slow


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d+号",
        r"^(?:a+b?)+$",
        r"(?=x*y)z",
        r"甲|乙.*丙",
        r"(?:\d{1,30}){1,30}号",
        r".{0,500}.{0,500}.{0,500}号",
        r"(?>a+)b",
    ],
)
def test_a_pattern_that_can_run_away_is_told(pattern: str) -> None:
    assert is_slow(pattern)


def test_every_word_list_is_asked_by_some_module() -> None:
    sources = [path.read_text(encoding="utf-8") for path in _FOLDER.parent.glob("*.py")]
    asked = {name for source in sources for name in re.findall(r'\bwords\("(\w+)"\)', source)}
    assert sorted(set(_NAMES) - asked) == []


def test_bounded_and_unbounded_rates_are_disjoint() -> None:
    assert not set(words("bounded_rate").words) & set(words("unbounded_rate").words)


def test_words_come_longest_first_and_synonyms_include_the_word_itself() -> None:
    lists = words("synonyms")
    assert "卷宗" in lists.synonyms("档案") and "档案" in lists.synonyms("档案")
    assert lists.synonyms("无此词") == {"无此词"}
    assert words("cost").ends("项目总成本") == "项目总成本"
    assert words("boilerplate").found("absolute", "彻底解决") == "彻底"


def test_every_second_level_alias_leads_to_a_level_of_a_taxonomy() -> None:
    extra = words("levels_2015_2021").extra
    both = [extra["taxonomy_2015"], extra["taxonomy_2021"]]
    assert set(extra["aliases_first"].values()) <= {first for each in both for first in each}
    seconds = {level for each in both for levels in each.values() for level in levels}
    assert set(extra["aliases_second"].values()) <= seconds


def test_an_unknown_list_is_refused_with_the_likely_name() -> None:
    with pytest.raises(LexiconError, match="是不是“bounded_rate”"):
        words("bounded_rates")


def test_an_unknown_group_is_refused_in_chinese() -> None:
    with pytest.raises(LexiconError, match="没有“absolut”组"):
        words("boilerplate").found("absolut", "彻底")
