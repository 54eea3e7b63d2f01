"""Which layout takes a document, what is left unread, and what a family file must look like."""

from __future__ import annotations

from importlib.resources import files

import jsonschema
import pytest
from layout_forms import A1_HEAD, A1_ROWS, A2, B2
from layout_paper import Wide, dump, take, word

from auditkit.document import Document
from auditkit.layouts import auditkit_layouts
from auditkit.layouts.family import built_in_families, read_family
from auditkit.strict_yaml import YamlError, load_yaml
from auditkit_schemas import load_schema

FAMILIES = files("auditkit.layouts") / "families"


def scores(document: Document) -> dict[str, int]:
    return {layout.name: layout.score(document) for layout in auditkit_layouts()}


def test_each_family_is_surest_of_its_own_form() -> None:
    for document, name in (
        (dump(A1_HEAD, A1_ROWS), "tianjin-card"),
        (word(A2), "minimal-card"),
        (word(B2), "central-card"),
    ):
        found = scores(document)
        assert max(found, key=lambda key: found[key]) == name
        assert found[name] >= 60
        assert sorted(found.values())[-2] <= found[name] - 40


@pytest.mark.parametrize(
    "document",
    [
        Document("空.txt", "txt"),
        dump("为做好绩效目标管理，请各单位填报绩效目标申报表。", "一、数量指标要明确。"),
        word([["姓名", "年龄"], ["张", "30"]]),
        word([["序号", "项目名称", "金额（万元）"], ["1", "甲渠清淤", "5"]]),
        word([["项目名称", "甲渠清淤"], ["项目负责人", "张"]]),
        word([["项目名称", "考核指标", "目标值"], ["甲", "长度", "3"]]),
        Document("甲.json", "json", data={"projects": "no"}),
        Document("甲.json", "json", data=[1]),
    ],
)
def test_what_is_not_a_form_of_ours_scores_nothing(document: Document) -> None:
    assert set(scores(document).values()) == {0}


def test_a_form_of_an_unknown_family_is_still_read() -> None:
    card = [
        ["项目名称", "渡口"],
        ["绩效目标", "修好。"],
        ["二级指标", "三级指标", "指标值"],
        ["数量指标", "渡口数", "2个"],
    ]
    form = take(dump(card))
    assert form.projects[0]["indicators"][0]["name"] == "渡口数"


def test_a_table_that_looks_like_a_form_and_was_not_read_is_told() -> None:
    wide = [
        ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"],
        ["甲", "产出指标", "数量指标", "长度", "3"],
    ]
    form = take(dump(A1_HEAD, A1_ROWS, wide, [["姓名", "年龄"], ["张", "30"]]))
    (unread,) = form.unread
    assert unread.anchor.part == "table 3"
    assert "未审核" in unread.reason


def test_cells_of_a_form_that_fit_nowhere_are_told() -> None:
    card = [
        ["项目名称", Wide("渡口", across=3)],
        ["立项必要性", Wide("老旧失修。", across=3)],
        ["项目负责人", Wide("张某", across=3)],
        ["年度目标", Wide("修好。", across=3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "渡口数", "2个"],
        [Wide("注：本表一式两份。", across=4)],
        [Wide("本项目另有县级配套。", across=4)],
    ]
    for render in (word, dump):
        found = [(item.anchor.text, item.reason) for item in take(render(card)).unread]
        assert [text for text, _ in found] == ["老旧失修。", "本项目另有县级配套。"]
        assert "立项必要性" in found[0][1]


def test_every_family_file_follows_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(load_schema("layout"))
    names = sorted(item.name for item in FAMILIES.iterdir() if item.name.endswith(".yaml"))
    assert len(names) >= 3
    for name in names:
        data = load_yaml((FAMILIES / name).read_text(encoding="utf-8"), name)
        assert [error.message for error in validator.iter_errors(data)] == []
    assert len({family.name for family in built_in_families()}) == len(names)


def test_the_shared_labels_follow_the_schema_too() -> None:
    validator = jsonschema.Draft202012Validator(load_schema("layout"))
    shared = load_yaml((files("auditkit.layouts") / "labels.yaml").read_text(encoding="utf-8"), "labels.yaml")
    family = {"name": "x", "title": "x", "markers": [{"label": "x", "weight": 1}]}
    data = {**family, "labels": shared["labels"], "columns": shared["columns"]}
    assert [error.message for error in validator.iter_errors(data)] == []


def test_no_spelling_of_a_label_is_claimed_twice() -> None:
    shared = load_yaml((files("auditkit.layouts") / "labels.yaml").read_text(encoding="utf-8"), "labels.yaml")
    for part in ("labels", "columns"):
        spellings = [text for key, texts in shared[part].items() for text in texts]
        assert sorted({text for text in spellings if spellings.count(text) > 1}) == []


def test_a_family_may_add_labels_of_its_own() -> None:
    family = read_family(
        "name: my-card\ntitle: 我的表\nmarkers: [{label: 县级重点, weight: 50}]\n"
        "labels: {name: [重点事项]}\ncolumns: {value: [考核值]}\n",
        "my.yaml",
    )
    from auditkit.layouts.interpreter import layout_of

    layout = layout_of(family)
    card = [
        ["重点事项", "渡口"],
        ["县级重点", "是"],
        ["二级指标", "三级指标", "考核值"],
        ["数量指标", "渡口数", "2个"],
    ]
    assert layout.score(dump(card)) == 50
    (project,) = layout.take(dump(card)).projects
    assert (project["form"], project["name"]) == ("my-card", "渡口")
    assert project["indicators"][0]["target"] == {"raw": "2个"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- 1", "键: 值"),
        ("name: a\ntitle: b\nmarkers: [{label: c, weight: 1}]\nmarker: 1", "marker"),
        ("name: a\ntitle: b", "markers"),
    ],
)
def test_a_wrong_family_file_is_answered_in_chinese(text: str, says: str) -> None:
    with pytest.raises(YamlError, match=says):
        read_family(text, "my.yaml")
