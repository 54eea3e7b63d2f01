"""Any form of ours, however it is merged, reads back exactly."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from layout_paper import Rows, Wide, dump, poor, rows_of, take, word

from auditkit.document import Cell, Document, Table
from auditkit.layouts import auditkit_layouts
from auditkit.vocabulary import FIRST_LEVELS_2015, FIRST_LEVELS_2021

NAMES = st.text(alphabet="修缮城墙渡口道路桥梁照明绿化长度比例人次", min_size=2, max_size=8)
VALUES = st.sampled_from(["≥3公里", "100%", "12月底前", "有效提升", "≤0.3万元", "1次/月", "26万元", ""])
DESCRIPTIONS = st.sampled_from(["按实测统计", "抽查", "说明：见台账", ""])


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, str, str, str, str]]:
    """Indicator rows by group: first level, second level, name, description, value."""
    taxonomy = draw(st.sampled_from([FIRST_LEVELS_2015, FIRST_LEVELS_2021]))
    rows = []
    for first in draw(st.permutations(list(taxonomy)))[: draw(st.integers(1, 4))]:
        for second in draw(st.lists(st.sampled_from(taxonomy[first]), min_size=1, max_size=3, unique=True)):
            for _ in range(draw(st.integers(1, 3))):
                rows.append((first, second, draw(NAMES), draw(DESCRIPTIONS), draw(VALUES)))
    return rows


def as_grid(rows: list[tuple[str, str, str, str, str]], described: bool, merge_second: bool) -> Rows:
    """The rows with first levels merged, second levels merged or repeated."""
    grid: list[list[str | Wide]] = []
    for number, (first, second, name, description, value) in enumerate(rows):
        row: list[str | Wide] = []
        if number == 0 or rows[number - 1][0] != first:
            row.append(Wide(first, down=sum(1 for other in rows if other[0] == first)))
        if not merge_second:
            row.append(second)
        elif number == 0 or rows[number - 1][:2] != (first, second):
            row.append(Wide(second, down=sum(1 for other in rows if other[:2] == (first, second))))
        row += [name, *([description] if described else []), value]
        grid.append(row)
    header = ["一级指标", "二级指标", "三级指标", *(["绩效指标描述"] if described else []), "指标值"]
    return [["项目名称", Wide("某项目", across=len(header) - 1)], header, *grid]


@settings(max_examples=60, deadline=None)
@given(tables(), st.booleans(), st.booleans(), st.sampled_from([word, dump, poor]))
def test_a_random_form_reads_back_exactly(
    rows: list[tuple[str, str, str, str, str]], described: bool, merge_second: bool, render: object
) -> None:
    form = take(render(as_grid(rows, described, merge_second)))  # type: ignore[operator]
    assert rows_of(form) == [(first, second, name, value) for first, second, name, _, value in rows]
    if described:
        descriptions = [row["description"] or "" for row in form.projects[0]["indicators"]]
        assert descriptions == [description for *_, description, _ in rows]
    assert form.unread == ()


WORDS = st.sampled_from(
    [
        *"项目名称 预算数 绩效目标 总体目标 年度目标 一级指标 二级指标 三级指标 指标值 产出指标".split(),
        *"数量指标 满意度指标 项目资金（万元） 其中：财政拨款 单位：万元 123某局 项目绩效目标表".split(),
        *(
            "……",
            "≥3个",
            "1.甲2.乙",
            "指标",
            "指标性质",
            "实际完成值",
            "全年执行数",
            "成本构成",
            "【产出指标-数量指标】 甲3个；",
            "绩?目",
            "合计",
            "",
            " ",
            "甲\n乙",
        ),
    ]
)
CELLS = st.tuples(st.integers(1, 6), st.integers(1, 6), WORDS, st.integers(1, 4), st.integers(1, 4))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=14), min_size=1, max_size=3))
def test_no_heap_of_cells_upsets_a_layout(heaps: list[list[tuple[int, int, str, int, int]]]) -> None:
    tables = tuple(
        Table(
            n, tuple(Cell(row, column, text, down, across) for row, column, text, down, across in heap), 9, 9
        )
        for n, heap in enumerate(heaps, 1)
    )
    document = Document("乱.docx", "docx", tables)
    for layout in auditkit_layouts()[:-1]:
        assert 0 <= layout.score(document) <= 100
        form = layout.take(document)
        for number, project in enumerate(form.projects):
            assert len(project["objectives"]) == sum(
                1 for key in form.anchors if key.rpartition("/")[0] == f"/projects/{number}/objectives"
            )
