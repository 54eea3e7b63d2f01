"""Structured submissions pass through unchanged."""

from __future__ import annotations

from layout_paper import take

from auditkit.document import Document


def test_a_structured_submission_passes_through_with_a_place_for_every_value() -> None:
    project = {
        "name": "渡口改造",
        "budget": {"total": {"raw": "12.5"}},
        "indicators": [{"name": "渡口数", "target": {"raw": "≥2个"}, "a/b": 3}],
    }
    form = take(
        Document("甲.json", "json", data={"projects": [project, 7, {"name": "乙", "form": "my-form"}]})
    )
    assert form.layout == "submission-json"
    assert form.projects == ({"form": "submission-json", **project}, {"name": "乙", "form": "my-form"})
    place = form.anchors["/projects/0/indicators/0/target"]
    assert (place.part, place.text) == ("/projects/0/indicators/0/target", "≥2个")
    assert form.anchors["/projects/0/indicators/0/a~1b"].text == "3"
    assert form.anchors["/projects/1/name"].part == "/projects/2/name"
    (unread,) = form.unread
    assert unread.anchor.part == "/projects/1"
