"""The policy file: every key is well-formed, told with its certainty, and there for the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from auditkit.strict_yaml import load_yaml

_ROOT = Path(__file__).resolve().parents[2]
_FILE = _ROOT / "rules" / "auditkit_rules" / "performance_target" / "policy.yaml"
_DATA: dict[str, Any] = load_yaml(_FILE.read_text(encoding="utf-8"), "policy.yaml")
_SCHEMA = json.loads((_ROOT / "schemas/auditkit_schemas/policy.schema.json").read_text(encoding="utf-8"))
_CITED = [
    "P34-8",
    "P88-2",
    "P88-3",
    "P88-7",
    "P88-9",
    "P88-10",
    "P88-11",
    "P88-13.1",
    "P88-13.2",
    "P88-13.3",
    "P88-13.4",
    "P88-15",
    "P88-22.1",
    "P88-22.2",
    "P88-22.3",
    "P88-22.4",
    "P101-1.1",
    "P101-1.2",
    "P101-2.0",
    "P101-2.1",
    "P101-2.2",
    "P101-2.3",
    "P101-2.4",
    "P101-3.1",
    "P101-3.3",
    "P101-3.6",
    "P101-3.7",
    "P10-13",
    "P10-16",
    "P10-A1",
    "P10-A2",
    "TJ-FORM",
    "TJ-OBS",
    "BT-1",
    "BT-5",
    "BT-6",
    "ZL-1",
    "ST-1",
    "AU-1",
    "AU-2",
    "AU-3",
    "AU-4",
    "IK-1",
    "IK-2",
    "HB-1",
    "WM",
    "SYS1",
    "SYS2",
    "SYS3",
    "SYS4",
    "SYS5",
    "SYS6",
    "SYS7",
    "R-HBFY",
    "R-NMZL",
    "R-CZTX",
    "R-LJ",
    "R-EZ",
    "R-SX",
    "R-TC",
    "DOM-1",
    "DOM-2",
    "DOM-4",
]


def test_the_policy_file_fits_its_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(_SCHEMA)
    jsonschema.Draft202012Validator(_SCHEMA).validate(_DATA)


@pytest.mark.parametrize("key", _CITED)
def test_a_key_that_rules_cite_resolves(key: str) -> None:
    assert key in _DATA["entries"]


def test_a_regulation_of_the_ministry_carries_its_number() -> None:
    numbers = {
        "P34": "中发〔2018〕34号",
        "P88": "财预〔2015〕88号",
        "P101": "财预〔2021〕101号",
        "P10": "财预〔2020〕10号",
    }
    for key, entry in _DATA["entries"].items():
        if key.split("-")[0] in numbers:
            assert entry["number"] == numbers[key.split("-")[0]], key


def test_no_address_or_note_of_origin_is_left_in_a_text() -> None:
    for key, entry in _DATA["entries"].items():
        text = "".join(str(value) for value in entry.values())
        assert not any(mark in text for mark in ("http", "www", "[F", "[M", "★")), key


def test_the_text_about_run_time_control_is_not_told_as_one_on_self_assessment() -> None:
    assert "不是自评的依据" in _DATA["entries"]["P136"]["says"]
