"""The real submission the project started from, where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_paper import rows_of, take

from auditkit.document import Form, Limits, Source

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
SEED = next(iter(sorted(SEEDS.glob("000_*.txt"))), None) if SEEDS.is_dir() else None
OUTPUT, BENEFIT, CONTENT = "产出指标", "效益指标", "满意度指标"
QUANTITY, QUALITY, TIME, COST = "数量指标", "质量指标", "时效指标", "成本指标"
SOCIAL, LASTING, SERVED = "社会效益指标", "可持续影响指标", "服务对象满意度指标"

ROWS = [
    [
        (32, OUTPUT, QUANTITY, "支持法院办结案数量", "≥18000件"),
        (38, OUTPUT, QUANTITY, "全年档案扫描页数", "≥140万页"),
        (44, OUTPUT, QUALITY, "服务质量达标率", "≥90%"),
        (50, OUTPUT, TIME, "专项资金支付及时率", "≥90%"),
        (56, OUTPUT, COST, "每页卷宗扫描成本", "≤0.3元"),
        (62, BENEFIT, SOCIAL, "保障审判工作正常开展", "有效保障"),
        (68, BENEFIT, LASTING, "为审判工作持续提供辅助服务，提高审判质效", "有效保障"),
        (74, CONTENT, SERVED, "社会公众满意度", "≥90%"),
    ],
    [
        (114, OUTPUT, QUANTITY, "支持法院办结案数量", "≥18000件"),
        (120, OUTPUT, QUANTITY, "支持审判用科技法庭个数", "≥25个"),
        (126, OUTPUT, QUALITY, "法律文书送达及时率", "≥90%"),
        (132, OUTPUT, TIME, "拨款到位及时率", "≥90%"),
        (138, OUTPUT, QUALITY, "一审案件审结率", "≥95%"),
        (144, OUTPUT, COST, "用于审判辅助外包服务经费金额", "≤203万元"),
        (150, BENEFIT, SOCIAL, "保障法院办案和业务装备经费保障水平", "有效保障"),
        (156, BENEFIT, LASTING, "为审判工作提供辅助服务，提高审判效率，维护社会稳定", "有效保障"),
        (162, CONTENT, SERVED, "社会公众满意度", "≥90%"),
        (168, CONTENT, SERVED, "审判部门对业务保障需求满意度", "≥100%"),
    ],
    [
        (206, OUTPUT, QUANTITY, "救助人员数量", "≥2人"),
        (212, OUTPUT, QUALITY, "救助金发放率", "≥100%"),
        (218, OUTPUT, QUALITY, "救助金发放合规率", "≥100%"),
        (224, OUTPUT, TIME, "救助金发放及时率", "≥100%"),
        (230, OUTPUT, COST, "发放救助金金额", "26万元"),
        (236, BENEFIT, SOCIAL, "改善救助对象生活", "有效改善"),
        (242, CONTENT, SERVED, "救助对象满意度", "≥90%"),
    ],
]
HEADS = [
    (1, 6, "宝坻法院办案业务费", (10, 12, 14), "42.00", 17, [20, 21]),
    (
        82,
        87,
        "法院办案业务、业务装备及审判辅助事务外包服务等经费-2023中央",
        (91, 93, 95),
        "319.00",
        98,
        [101, 102, 103],
    ),
    (176, 181, "司法救助-2023中央", (185, 187, 189), "26.00", 192, [195]),
]


@pytest.fixture(scope="module")
def form() -> Form:
    if SEED is None:
        pytest.skip("the seed is not at hand")
    reader = pytest.importorskip("auditkit.readers.text").READER
    return take(reader.read(Source(SEED.name, SEED.read_bytes()), Limits()))


def test_the_seed_holds_three_projects_and_nothing_is_left(form: Form) -> None:
    assert form.layout == "tianjin-card"
    assert len(form.projects) == 3
    assert form.unread == ()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_heads_of_the_seed_are_exact(form: Form, number: int) -> None:
    title_line, name_line, name, money_lines, amount, purpose_line, goal_lines = HEADS[number]
    project, at = form.projects[number], f"/projects/{number}"
    assert project["name"] == name
    assert project["title"] == f"{number + 1}.{name}绩效目标表"
    assert project["unit"] == {"code": "217101", "name": "天津市宝坻区人民法院"}
    assert (project["money_unit"], project["year"]) == ("万元", None)
    assert project["budget"] == {
        "total": {"raw": amount},
        "fiscal": {"raw": amount},
        "other": None,
        "parts": [],
    }
    lines = {key: form.anchors[f"{at}/{key}"].line for key in ("title", "name", "purpose")}
    assert lines == {"title": title_line, "name": name_line, "purpose": purpose_line}
    assert (
        tuple(form.anchors[f"{at}/budget/{key}"].line for key in ("total", "fiscal", "other")) == money_lines
    )
    assert [
        form.anchors[f"{at}/objectives/{n}"].line for n in range(len(project["objectives"]))
    ] == goal_lines
    assert [goal["text"][:2] for goal in project["objectives"]] == [
        f"{n}." for n in range(1, len(goal_lines) + 1)
    ]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_indicators_of_the_seed_are_exact(form: Form, number: int) -> None:
    assert rows_of(form, number) == [row[1:] for row in ROWS[number]]
    for n, (line, *_) in enumerate(ROWS[number]):
        at = f"/projects/{number}/indicators/{n}"
        assert form.anchors[f"{at}/second_level"].line == line
        assert form.anchors[f"{at}/name"].line == line + 1
        assert form.anchors[f"{at}/target"].line == line + 3
