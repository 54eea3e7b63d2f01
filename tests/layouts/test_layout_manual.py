"""The example of the chapter on new forms does what the chapter says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from layout_paper import take

from auditkit.document import Document, Limits, Source
from auditkit.layouts import auditkit_layouts, layout_from_yaml
from auditkit.readers.text import READER
from auditkit_schemas import load_schema

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "layouts.md"
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", CHAPTER.read_text(encoding="utf-8"), re.DOTALL)
PAPER = next(text for kind, text in BLOCKS if kind == "markdown")
FAMILY, RESULT = (text for kind, text in BLOCKS if kind == "yaml")


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


def test_the_example_and_the_chapter_follow_the_schema() -> None:
    schema = load_schema("layout")
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(FAMILY))
    chapter = CHAPTER.read_text(encoding="utf-8")
    told: dict[str, Any] = schema["properties"]
    assert [key for key in told if f"`{key}`" not in chapter] == []
    shapes = schema["$defs"]["marker"]["properties"]["shape"]["enum"]
    assert [shape for shape in shapes if f"`{shape}`" not in chapter] == []
    assert [way for way in told["reads"]["enum"] if f"`{way}`" not in chapter] == []
