"""Binary Word files: the text and the grid that Word shows."""

from __future__ import annotations

import struct

import pytest
from document_forms import FAMILIES, document, findings, fixture, projects
from word_binary_builder import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    INSERTED,
    ROW_END,
    Bit,
    Line,
    Word,
    compound,
    deep,
    defined,
    grid,
    only_table,
    read,
    read_lines,
    row,
    sprm,
)

from auditkit.document import Limits, Paragraph, ReadError, Source, Table
from auditkit.readers.word_binary import READER

FIRST, MERGED, DOWN, RESTART = 0x0001, 0x0002, 0x0020, 0x0060


@pytest.mark.parametrize("name", FAMILIES)
def test_a_form_as_doc_is_the_form_as_docx(name: str) -> None:
    assert document(fixture(name, "doc")).blocks == document(fixture(name, "docx")).blocks
    assert projects(fixture(name, "doc"), "乙.wps") == projects(fixture(name, "docx"))
    assert findings(fixture(name, "doc")) == findings(fixture(name, "docx")) != []


def test_symbols_deletions_numbers_and_nested_tables_are_as_in_docx() -> None:
    mine, other = document(fixture("traps", "doc")), document(fixture("traps", "docx"))
    assert (mine.blocks, mine.warnings) == (other.blocks, other.warnings)


def text_of(*bits: Bit | str, **more: object) -> str:
    (block,) = read_lines(Line(bits), **more).blocks
    assert isinstance(block, Paragraph)
    return block.text


@pytest.mark.parametrize("font", ["Symbol", "SYMBOL"])
def test_a_symbol_is_the_character_of_its_font(font: str) -> None:
    symbol = Bit("(", sprm(0x6A09, struct.pack("<HH", 1, 0xF0B3)) + sprm(0x0855, 1))
    assert text_of(symbol, "90%（(含)", fonts=("宋体", font)) == "≥90%（(含)"
    private = Bit("\uf0a3", sprm(0x4A4F, 1, 2))
    assert text_of(private, "8元", fonts=("宋体", font)) == "≤8元"


def test_what_does_not_show_is_not_read() -> None:
    document = read_lines(Line(["满意度", Bit("八十", DELETED), Bit("九十", INSERTED), Bit("隐", HIDDEN)]))
    assert document.blocks == (Paragraph(1, "满意度九十"),)
    assert [said[:5] for said in document.warnings] == ["文中有未处", "文中有隐藏"]


def test_fields_give_their_result() -> None:
    link = "\x13 HYPERLINK \x13 REF a \x14b\x15 \x14外\x13 PAGE \x147\x15面\x15"
    assert text_of("见", link, "。") == "见外7面。"
    assert text_of("\x13 EQ \\o\\ac(○,3) \x15号") == "3号"
    assert text_of("\x13 EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(bǎo),宝) \x15坻") == "宝坻"
    assert text_of("甲\x13 TOC 没有结束") == "甲 TOC 没有结束"
    form = read_lines(Line(["\x13 FORMCHECKBOX \x01\x15是"]))
    assert form.blocks == (Paragraph(1, "是"),) and "复选框" in form.warnings[0]


def test_breaks_and_dashes_are_characters() -> None:
    assert text_of("上\x0b下\x0e末") == "上\n下\n末"
    assert text_of("2025\x1e2026\x1f年\x01\x08\t完") == "2025-2026年\t完"
    assert text_of("甲\x0c乙") == "甲\n乙"
    section = struct.pack("<3i", 0, 2, 4) + bytes(24)
    lines = [Line(["甲"], mark="\x0c"), Line(["乙"])]
    found = read(Word(lines, parts={6: section}).build())
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["甲", "乙"]


def test_text_may_be_kept_in_one_byte_or_two() -> None:
    assert text_of(Bit("“95%” – ", narrow=True), "以上", Bit("…€", narrow=True)) == "“95%” – 以上…€"
    assert text_of("𠮷野", Bit("家", HIDDEN), "𡈽") == "𠮷野𡈽"


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    found = read_lines(Line(["前"], mark_look=DELETED), Line(["后"]))
    assert found.blocks == (Paragraph(1, "前后"),)


def test_merges_across_are_read_in_either_of_the_two_ways_they_are_told() -> None:
    edges = (0, 1000, 2000, 3000, 4000)
    for begin, go_on in ((FIRST, MERGED), (MERGED, FIRST), (3, FIRST)):
        found = read_lines(
            *row("甲", "", "乙", "", edges=edges, flags=(begin, go_on, begin, go_on)),
            *row(*"一二三四", edges=edges),
        )
        assert grid(only_table(found)) == {
            (1, 1): (1, 2, "甲"),
            (1, 3): (1, 2, "乙"),
            **{(2, n): (1, 1, text) for n, text in enumerate("一二三四", 1)},
        }


def test_merges_down_are_read() -> None:
    edges = (-108, 1000, 2000)
    lines = [
        *row("甲", "一", edges=edges, flags=(RESTART, 0)),
        *row("", "二", edges=edges, flags=(DOWN, 0)),
        *row("乙", "三", edges=edges, flags=(RESTART, 0)),
        *row("", "四", edges=edges, extra=sprm(0xD62B, b"\x00\x01")),
    ]
    assert grid(only_table(read_lines(*lines))) == {
        (1, 1): (2, 1, "甲"), (1, 2): (1, 1, "一"), (2, 2): (1, 1, "二"),
        (3, 1): (2, 1, "乙"), (3, 2): (1, 1, "三"), (4, 2): (1, 1, "四"),
    }  # fmt: skip


def test_columns_are_where_the_edges_lie() -> None:
    lines = [
        *row("项目名称", "修路", edges=(-100, 1500, 6000)),
        *row("一", "二", "三", "四", edges=(-108, 700, 1493, 3000, 6010)),
    ]
    found = only_table(read_lines(*lines))
    assert found.columns == 4
    assert grid(found) == {
        (1, 1): (1, 2, "项目名称"), (1, 3): (1, 2, "修路"),
        (2, 1): (1, 1, "一"), (2, 2): (1, 1, "二"), (2, 3): (1, 1, "三"), (2, 4): (1, 1, "四"),
    }  # fmt: skip


def test_a_row_may_begin_further_right() -> None:
    lines = [*row("一", "二", edges=(0, 1000, 2000)), *row("三", edges=(1000, 2000))]
    assert grid(only_table(read_lines(*lines)))[2, 2] == (1, 1, "三")


def changed(count: int, *properties: bytes) -> list[tuple[int, int, str]]:
    """Columns, spans and texts of a row of so many cells, above one of four that are 1000 wide."""
    cells = [Line([text], IN_TABLE, "\x07") for text in "甲乙丙丁"[:count]]
    first = [*cells, Line([], b"".join((ROW_END, *properties)), "\x07")]
    found = only_table(read_lines(*first, *row(*"一二三四", edges=(0, 1000, 2000, 3000, 4000))))
    return [(cell.column, cell.colspan, cell.text) for cell in found.cells if cell.row == 1]


def test_a_row_is_changed_by_the_properties_after_its_definition() -> None:
    whole = defined((0, 1000, 2000, 4000))
    usual = [(1, 1, "甲"), (2, 1, "乙"), (3, 2, "丙")]
    merge, split = sprm(0x5624, b"\x00\x02"), sprm(0x5625, b"\x00\x03")
    assert changed(3, whole, merge) == [(1, 2, "甲"), (3, 2, "丙")]
    assert changed(3, whole, merge, split) == usual
    assert changed(2, whole, sprm(0x5622, b"\x01\x02")) == [(1, 1, "甲"), (2, 2, "乙")]
    wider = sprm(0x7623, struct.pack("<BBh", 1, 2, 2000))
    assert changed(2, whole, sprm(0x5622, b"\x01\x02"), wider) == [(1, 1, "甲"), (2, 2, "乙")]
    more = sprm(0x7621, struct.pack("<BBh", 0, 1, 1000))
    assert [place[0] for place in changed(4, whole, more)] == [1, 2, 3, 4]


def test_a_row_that_is_told_twice_is_as_defined() -> None:
    whole = defined((0, 1000, 2000, 4000), (FIRST, MERGED, 0))
    again = sprm(0x9601, 108, 2) + sprm(0x7621, struct.pack("<BBh", 0, 3, 360))
    assert changed(3, whole, again) == [(1, 2, "甲"), (3, 2, "丙")]
    built = sprm(0x7621, struct.pack("<BBh", 0, 2, 1000)) + sprm(0x7623, struct.pack("<BBh", 1, 2, 3000))
    assert changed(2, built) == [(1, 1, "甲"), (2, 3, "乙")]


def test_a_deleted_row_is_gone() -> None:
    edges = (0, 1000)
    found = read_lines(
        *row("甲", edges=edges), *row("乙", edges=(0, 77, 99), end_look=DELETED), *row("丙", edges=edges)
    )
    assert [cell.text for cell in only_table(found).cells] == ["甲", "丙"]
    assert "修订" in found.warnings[0]


def test_tables_stand_inside_cells() -> None:
    lines = [
        Line(["外前"], IN_TABLE),
        Line(["内一"], deep(2, INNER_CELL)),
        Line(["内二", ], deep(2)),
        Line(["续"], deep(2, INNER_CELL)),
        Line([], deep(2, INNER_ROW + defined((0, 50, 90)))),
        Line(["外后"], IN_TABLE, "\x07"),
        Line([], ROW_END + defined((0, 500)), "\x07"),
    ]  # fmt: skip
    (cell,) = only_table(read_lines(*lines)).cells
    assert cell.text == "外前\n外后"
    (inner,) = cell.tables
    assert (inner.index, grid(inner)) == (2, {(1, 1): (1, 1, "内一"), (1, 2): (1, 1, "内二\n续")})


def test_large_properties_stand_in_the_data_stream() -> None:
    group = ROW_END + defined((0, 1000, 2000, 3000))
    data = bytes(6) + struct.pack("<H", len(group)) + group
    head, wide = Line(["甲"], IN_TABLE, "\x07"), row("一", "二", "三", edges=(0, 1000, 2000, 3000))
    for code in (0x6646, 0x646B):
        found = read_lines(
            head,
            head,
            Line(["乙"], IN_TABLE, "\x07"),
            Line([], ROW_END + sprm(code, 6, 4), "\x07"),
            *wide,
            data=data,
        )
        assert only_table(found).columns == 3


def test_a_table_whose_rows_say_nothing_is_still_a_table() -> None:
    lines = [Line(["甲"], IN_TABLE, "\x07"), Line(["乙"], IN_TABLE, "\x07"), Line([], ROW_END, "\x07")]
    assert grid(only_table(read_lines(*lines))) == {(1, 1): (1, 1, "甲"), (1, 2): (1, 1, "乙")}
    unfinished = read_lines(Line(["甲"], IN_TABLE, "\x07"), Line(["乙"], IN_TABLE), Line(["外"]))
    assert grid(only_table(unfinished)) == {(1, 1): (1, 1, "甲"), (1, 2): (1, 1, "乙")}


def test_fast_saved_pieces_change_what_stands_there() -> None:
    stored = [HIDDEN, IN_TABLE]
    lines = [Line(["见", "藏", "闻"])]
    assert read(Word(lines, stored=stored, added={1: 1}).build()).blocks == (Paragraph(1, "见闻"),)
    assert read(Word(lines, added={1: 0x5C << 1 | 1 << 8}).build()).blocks == (Paragraph(1, "见闻"),)
    assert read(Word(lines, added={1: 0x41 << 1 | 1 << 8}).build()).blocks == (Paragraph(1, "见闻"),)
    in_table = [Line(["甲"], mark="\x07"), Line([], ROW_END, "\x07")]
    assert isinstance(read(Word(in_table, stored=stored, added={1: 3}).build()).blocks[0], Table)


def style(kind: int, parent: int, *groups: bytes) -> bytes:
    name = "样式".encode("utf-16-le")
    entry = (
        struct.pack("<5H", 0, kind | parent << 4, len(groups), 0, 0) + struct.pack("<H", 2) + name + b"\0\0"
    )
    for group in groups:
        entry += bytes(len(entry) % 2) + struct.pack("<H", len(group)) + group
    return struct.pack("<H", len(entry)) + entry


def test_styles_hide_and_number() -> None:
    hiding = style(1, 0xFFF, b"\0\0", HIDDEN)
    heir = style(1, 0)
    characters = style(2, 0xFFF, HIDDEN)
    listed = style(1, 0xFFF, b"\0\0" + sprm(0x460B, 1, 2))
    sheet = struct.pack("<HHH", 4, 4, 10) + hiding + heir + characters + listed
    level = (
        struct.pack("<iBB9BB8xBBBB", 1, 11, 0, 1, *bytes(8), 0, 0, 0, 0, 0)
        + struct.pack("<H", 2)
        + "\0、".encode("utf-16-le")
    )
    lists = struct.pack("<Hii18xBB", 1, 7, 0, 1, 0)
    references = struct.pack("<ii8xBBBBi", 1, 7, 0, 0, 0, 0, -1)
    lines = [
        Line(["隐"], style=0),
        Line(["也隐", Bit("显", sprm(0x4A30, 2, 2))], style=1),
        Line(["目标"], style=3),
        Line([Bit("无", sprm(0x4A30, 2, 2)), "目标"], style=3),
        Line(["普通", Bit("半", sprm(0x083C, 0x80))], style=9),
    ]
    found = read(Word(lines, styles=sheet, parts={73: lists + level, 74: references}).build())
    assert [b.text for b in found.blocks if isinstance(b, Paragraph)] == [
        "",
        "显",
        "一、目标",
        "二、目标",
        "普通半",
    ]


def test_a_text_box_stands_behind_its_paragraph() -> None:
    shapes = struct.pack("<2i", 2, 9) + struct.pack("<i22x", 77)
    boxes = struct.pack("<2i", 0, 3) + struct.pack("<8xH4xi4x", 0, 77)
    lines = [Line(["甲\x08一"]), Line(["乙"])]
    for lid, wanted in ((77, ["甲一", "框中", "乙"]), (78, ["甲一", "乙", "框中"])):
        places = shapes.replace(struct.pack("<i", 77), struct.pack("<i", lid))
        found = read(Word(lines, boxes=[Line(["框中"])], parts={40: places, 56: boxes}).build())
        assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == wanted


def test_notes_say_what_was_not_read() -> None:
    macros = read(Word([Line(["甲\x02"])], others={"Macros": b"x"}).build())
    assert [said[:6] for said in macros.warnings] == ["文中有脚注或", "文件带有宏，"]


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        READER.read(Source("甲", data), Limits())
    return caught.value


def test_what_cannot_be_read_is_named() -> None:
    good = Word([Line(["甲"])])
    old = refusal(Word([Line(["甲"])], version=0x68).build())
    assert (old.kind, "Word 6.0/95" in old.message) == ("unsupported", True)
    locked = refusal(Word([Line(["甲"])], flags=0x0300).build())
    assert (locked.kind, "密码" in locked.message) == ("encrypted", True)
    works = refusal(compound({"MN0": b"x"}))
    assert (works.kind, "Works" in works.message) == ("unsupported", True)
    assert "Works" in refusal(compound({"CONTENTS": b"CHNKWKS x"})).message
    assert "没有 Word 正文" in refusal(compound({"Workbook": b"x"})).message
    assert "Word 2.0" in refusal(b"\xdb\xa5\x2d\x00" + bytes(600)).message
    assert refusal(good.build()[:2000]).kind == "corrupt"
    assert refusal(b"").kind == "empty"
    assert refusal(b"PK\x03\x04").kind == "unsupported"
    assert refusal(Word([Line([" "])]).build()).kind == "empty"


def test_it_is_known_by_its_content() -> None:
    assert READER.recognises(Source("甲.docx", fixture("a1", "doc"))) == 95
    assert READER.recognises(Source("甲.doc", fixture("a1", "docx"))) == 0
    assert READER.recognises(Source("甲.doc", b"\xdb\xa5\x2d\x00")) == 60
    assert READER.recognises(Source("甲.doc", compound({"EncryptedPackage": b"x"}))) == 0
    assert READER.recognises(Source("甲.wps", compound({"MN0": b"x"}))) == 60
