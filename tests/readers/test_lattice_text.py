"""The text of cells: wrapped lines joined, typed line ends kept, blanks where they were filed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_builder import Paper, ofd_of_papers, pdf_of

from auditkit.document import Limits, Source
from auditkit.readers.lattice_ink import Ink, Run, place_blanks, runs_of
from auditkit.readers.lattice_letters import unify
from auditkit.readers.lattice_text import Line, join_lines, lines_of
from auditkit.readers.ofd import READER as OFD
from auditkit.readers.pdf_pages import read_here

LEFT, RIGHT = 70.0, 200.0


def read_cell(text: str, width: float = RIGHT - LEFT) -> tuple[str, str]:
    """The text of a cell as PDF and as OFD give it; the cell beside it fixes the distance to the edge."""
    paper = Paper()
    paper.table([70, 70 + width, 500], [100, 300], [(0, 0, text), (0, 1, "旁")])
    found = []
    pdf = read_here(Source("a", pdf_of([paper])), Limits())
    ofd = OFD.read(Source("a", ofd_of_papers([paper])), Limits())
    for document in (pdf, ofd):
        (table,) = document.tables()
        found.append(table.cells[0].text)
    return found[0], found[1]


@pytest.mark.parametrize(
    "text",
    [
        "用于馆藏古籍除尘、修复和数字化拍照以及修复耗材的采购",
        "1.完成馆藏善本的修复。\n2.建立古籍影像数据库并向读者开放全部影像。",
        "短\n短\n短",
        "满意度指标",
        "全年完成修复的册数达到320册以上，合格率98%，并形成档案",
    ],
)
def test_only_full_lines_are_joined(text: str) -> None:
    assert read_cell(text) == (text, text)


@settings(max_examples=60, deadline=None)
@given(st.text("甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=60), st.integers(40, 200))
def test_wrapped_chinese_comes_back_whole(text: str, width: int) -> None:
    assert read_cell(text, width) == (text, text)


def line(text: str, left: float = 75.0, top: float = 100.0, size: float = 10.0) -> Line:
    run = runs_of(list(text), *_boxes(text, left, top, size))
    (made,) = lines_of(run)
    return made


def _boxes(text: str, left: float, top: float, size: float) -> tuple[list[float], ...]:
    lefts = []
    for char in text:
        lefts.append(left)
        left += size if ord(char) > 0x2000 else size / 2
    rights = [*lefts[1:], left]
    return lefts, [top] * len(text), rights, [top + size] * len(text)


def joined(*texts: str, left: float = 75.0, pad: float = 5.0) -> str:
    lines = [line(text, left, 100 + 13 * number) for number, text in enumerate(texts)]
    return join_lines(lines, LEFT, RIGHT, pad).text


def test_a_new_number_after_a_full_stop_begins_a_paragraph_even_after_a_full_line() -> None:
    assert joined("一二三四五六七八九十甲。", "2.建立影像库") == "一二三四五六七八九十甲。\n2.建立影像库"
    assert joined("一二三四五六七八九十甲乙", "2.5万人次") == "一二三四五六七八九十甲乙2.5万人次"


def test_both_readings_are_kept_and_a_doubtful_one_is_marked() -> None:
    lines = [line("一二三四五六七八九十甲。"), line("后文", top=113)]
    prose = join_lines(lines, LEFT, RIGHT, 5.0)
    assert prose.text == "一二三四五六七八九十甲。后文"
    assert prose.printed == "一二三四五六七八九十甲。\n后文"
    assert prose.unsure and not prose.runs_on


def test_words_get_their_blank_back_and_long_numbers_do_not() -> None:
    assert joined("abcdefgh ijklmnopqrstuv", "wxyzabcdef") == "abcdefgh ijklmnopqrstuv wxyzabcdef"
    assert joined("一二三四五六七八九十1234", "56789") == "一二三四五六七八九十123456789"


def test_a_closing_mark_takes_its_character_to_the_next_line() -> None:
    assert joined("一二三四五六七八九十甲", "乙。丙丁") == "一二三四五六七八九十甲乙。丙丁"
    assert joined("一二三四五六七八九十", "乙丙。丁") == "一二三四五六七八九十\n乙丙。丁"


def test_text_in_the_middle_of_a_cell_is_measured_from_both_sides() -> None:
    lines = [line("一二三四五六七八九十甲乙", 75), line("丙丁", 125, 113)]
    assert join_lines(lines, LEFT, RIGHT, 5.0).text == "一二三四五六七八九十甲乙丙丁"
    lines = [line("一二三", 120), line("四五", 125, 113)]
    assert join_lines(lines, LEFT, RIGHT, 5.0).text == "一二三\n四五"


def test_characters_below_each_other_are_text_set_vertically() -> None:
    lines = [line(char, 100, 100 + 14 * at) for at, char in enumerate("绩效指标")]
    assert join_lines(lines, 90, 120, 5.0).text == "绩效指标"


def test_lines_far_apart_are_not_joined() -> None:
    lines = [line("税率", 75), line("6%", 75, 113), line("6%", 75, 180)]
    assert join_lines(lines, 70, 100, 5.0).text.split("\n")[-1] == "6%"


def test_gaps_become_blanks_between_words_and_tabs_where_text_stands_apart() -> None:
    words = runs_of(list("abcd"), [0, 5, 13, 18], [0] * 4, [5, 10, 18, 23], [10] * 4)
    assert lines_of(words)[0].text == "ab cd"
    apart = runs_of(list("单位金额"), [0, 10, 60, 70], [0] * 4, [10, 20, 70, 80], [10] * 4)
    assert lines_of(apart)[0].text == "单位\t金额"
    close = runs_of(list("单位"), [0, 15], [0] * 2, [10, 25], [10] * 2)
    assert lines_of(close)[0].text == "单位"


def test_blanks_a_program_left_out_are_told_by_the_gap() -> None:
    boxes = ([0, 10, 30], [0] * 3, [10, 15, 40], [10] * 3)
    assert "".join(run.text for run in runs_of(["甲", " ", "乙"], *boxes)) == "甲    乙"


def test_blanks_by_themselves_go_behind_the_character_they_follow() -> None:
    ink = Ink(1, 600, 800)
    ink.runs = [Run(0, 0, 90, 10, 100, "甲"), Run(1, 13, 90, 23, 100, "2"), Run(2, 53, 90, 63, 100, "乙")]
    ink.blanks = [(10.0, 99.0, 10.0), (23.0, 99.0, 10.0)]
    place_blanks(ink)
    assert [run.text for run in ink.runs] == ["甲 ", "2\u3000\u3000\u3000", "乙"]


def test_a_line_that_wraps_at_a_blank_keeps_a_blank_whatever_stands_in_the_next_cell() -> None:
    assert join_lines([line("生态效益\t"), line("(必填)", top=112)], 70, 125, 5).text == "生态效益 (必填)"


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    assert unify("⽬标⻓期⼈⼯") == "目标长期人工"
    assert unify("目标") == "目标"
