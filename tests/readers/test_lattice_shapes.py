"""Any way of merging cells is read back as it was drawn, from PDF and from OFD."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from page_builder import Cell, Paper, ofd_of_papers, pdf_of

from auditkit.document import Limits, Source
from auditkit.readers.ofd import READER as OFD
from auditkit.readers.pdf_pages import read_here

Plan = list[tuple[int, int, str, int, int]]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, int, int]:
    """A grid cut into cells at random: each free place takes as much as it likes to the right and down."""
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    taken: set[tuple[int, int]] = set()
    plan: Plan = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            across = draw(st.integers(1, 3))
            while across > 1 and any(
                (row, column + n) in taken or column + n >= columns for n in range(across)
            ):
                across -= 1
            down = min(draw(st.integers(1, 3)), rows - row)
            taken |= {(row + n, column + m) for n in range(down) for m in range(across)}
            text = draw(st.sampled_from(["", "甲", "≥90%", "一级指标", "12.50"]))
            plan.append((row, column, text, down, across))
    return plan, rows, columns


def expected(plan: Plan, rows: int, columns: int) -> list[tuple[int, int, int, int, str]]:
    """The same cells with grid lines left out at which none begins or ends."""
    ys = sorted({edge for row, _, _, down, _ in plan for edge in (row, row + down)})
    xs = sorted({edge for _, column, _, _, across in plan for edge in (column, column + across)})
    assert (ys[-1], xs[-1]) == (rows, columns)
    found = [
        (
            ys.index(row) + 1,
            xs.index(column) + 1,
            ys.index(row + down) - ys.index(row),
            xs.index(column + across) - xs.index(column),
            text,
        )
        for row, column, text, down, across in plan
    ]
    return sorted(found)


@settings(max_examples=150, deadline=None)
@given(plans(), st.lists(st.integers(20, 60), min_size=16, max_size=16))
def test_any_merging_is_read_back(drawn: tuple[Plan, int, int], sizes: list[int]) -> None:
    plan, rows, columns = drawn
    if not any(text for _, _, text, _, _ in plan):
        plan[0] = (*plan[0][:2], "甲", *plan[0][3:])  # type: ignore[assignment]
    xs = [30.0 + 35 * n + sum(sizes[:n]) for n in range(columns + 1)]
    ys = [80.0 + sum(sizes[7 : 7 + n]) for n in range(rows + 1)]
    paper = Paper(900)
    cells: list[Cell] = list(plan)
    paper.table(xs, ys, cells)
    for document in (
        read_here(Source("a", pdf_of([paper])), Limits()),
        OFD.read(Source("a", ofd_of_papers([paper])), Limits()),
    ):
        (table,) = document.tables()
        assert [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells] == expected(*drawn)
