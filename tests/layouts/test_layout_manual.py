"""The example of the chapter on new forms does what the chapter says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from layout_paper import take

from auditkit.cli import run
from auditkit.document import Document, Limits, Source
from auditkit.layouts import auditkit_layouts, layout_from_yaml
from auditkit.readers.text import READER
from auditkit_schemas import load_schema

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "layouts.md"
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", CHAPTER.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
PAPER = next(text for kind, text in BLOCKS if kind == "markdown")
FAMILY, RESULT, SETTINGS, TESTED = (text for kind, text in BLOCKS if kind == "yaml")
COMMANDS = next(text for kind, text in BLOCKS if kind == "")


def document() -> Document:
    return READER.read(Source("清溪县.md", PAPER.encode()), Limits())


def test_the_example_is_read_as_the_chapter_says() -> None:
    form = layout_from_yaml(FAMILY, "qingxi.yaml").take(document())
    (project,) = form.projects
    assert form.unread == ()
    assert {
        **{key: project[key] for key in ("form", "title", "year", "name", "money_unit")},
        "unit": project["unit"]["name"],
        "total": project["budget"]["total"]["raw"],
        "fiscal": project["budget"]["fiscal"]["raw"],
        "objectives": [goal["text"] for goal in project["objectives"]],
        "indicators": [
            [row["second_level"], row["name"], row["description"], row["target"]["raw"]]
            for row in project["indicators"]
        ],
    } == yaml.safe_load(RESULT)
    assert {row["horizon"] for row in project["indicators"]} == {"annual"}


def test_the_example_is_surest_of_its_own_form() -> None:
    score = layout_from_yaml(FAMILY, "qingxi.yaml").score(document())
    assert score == 90
    assert max(layout.score(document()) for layout in auditkit_layouts()) <= score - 10
    assert all(
        layout.score(document()) < 90 or not take(document()).projects for layout in auditkit_layouts()
    )


def test_the_commands_of_the_chapter_work_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("样表.md").write_text(PAPER, encoding="utf-8")
    codes = [run(line.split()[1:]) for line in COMMANDS.strip().splitlines()]
    assert codes == [0, 0, 0], capsys.readouterr()
    Path("新表.yaml").write_text(TESTED, encoding="utf-8")
    assert run(["layout", "test", "新表.yaml"]) == 0
    Path("auditkit.yaml").write_text(SETTINGS, encoding="utf-8")
    capsys.readouterr()
    assert run(["inspect", "样表.md", "--format", "json"]) == 0
    (project,) = json.loads(capsys.readouterr().out)["projects"]
    assert (project["form"], project["name"]) == ("qingxi-key-matters", "村道修复")


def test_the_example_and_the_chapter_follow_the_schema() -> None:
    schema = load_schema("layout")
    for text in (FAMILY, TESTED):
        jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(text))
    chapter = CHAPTER.read_text(encoding="utf-8")
    told: dict[str, Any] = schema["properties"]
    assert [key for key in told if f"`{key}`" not in chapter] == []
    shapes = schema["$defs"]["marker"]["properties"]["shape"]["enum"]
    assert [shape for shape in shapes if f"`{shape}`" not in chapter] == []
    assert [way for way in told["reads"]["enum"] if f"`{way}`" not in chapter] == []
