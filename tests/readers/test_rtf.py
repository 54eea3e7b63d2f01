"""Rich text: the text and the grid that Word shows, from the control words."""

from __future__ import annotations

import pytest
from document_forms import FAMILIES, document, findings, fixture, mutants, projects, survives
from work_done import lines_run

from auditkit.document import Document, Limits, Paragraph, ReadError, Source, Table
from auditkit.readers.rtf import READER

FONTS = (
    r"{\fonttbl{\f0\fnil\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 {\*\falt SimSun}\'cb\'ce\'cc\'e5;}"
    r"{\f2\froman\fcharset2 Symbol;}{\f3\fcharset136 PMingLiU;}{\f4\fcharset1\cpg1251 Arial;}}"
)


def read(body: str, limits: Limits | None = None) -> Document:
    data = (r"{\rtf1\ansi\ansicpg936\deff0" + FONTS + r"{\*\generator x;}\pard\plain " + body + "}").encode(
        "gb18030"
    )
    return READER.read(Source("表.rtf", data), limits or Limits())


def texts(body: str) -> list[str]:
    return [block.text for block in read(body).blocks if isinstance(block, Paragraph)]


def only_table(body: str) -> Table:
    (found,) = [block for block in read(body).blocks if isinstance(block, Table)]
    return found


def grid(body: str) -> dict[tuple[int, int], tuple[int, int, str]]:
    """(row, column) -> (rowspan, colspan, text)."""
    return {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in only_table(body).cells}


def row(*cells: str, shape: str) -> str:
    return rf"\trowd {shape}" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row\pard "


@pytest.mark.parametrize("name", FAMILIES)
def test_a_form_as_rtf_is_the_form_as_docx(name: str) -> None:
    assert document(fixture(name, "rtf")).blocks == document(fixture(name, "docx")).blocks
    assert projects(fixture(name, "rtf"), "乙.doc") == projects(fixture(name, "docx"))
    assert findings(fixture(name, "rtf")) == findings(fixture(name, "docx")) != []


def test_symbols_deletions_numbers_and_nested_tables_are_as_in_docx() -> None:
    mine, other = document(fixture("traps", "rtf")), document(fixture("traps", "docx"))
    assert (mine.blocks, mine.warnings) == (other.blocks, other.warnings)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (r"\f1\'d6\'b8\'b1\'ea\'d6\'b5\u8805?90%", "指标值≥90%"),
        (r"\'d6\'b8\f0 \'b1\'ea", "指标"),
        ("指标值直接写在文件里", "指标值直接写在文件里"),
        (r"\f1\'81@\'8e}{\f1\'e7", "丂嶾绐"[:1]),
        (r"\uc2\u25351\'d6\'b8\u26631\'b1\'ea\uc1{\uc0\u20540}\u-10187 ?\u-8262 ?", "指标值\U0001d7ba"),
        (r"\f3\'a4\'a4{\f4\'cf\'f0}", "中Пр"),
        (r"{\f2\'b3}90%\f2\u61603 ?\f0 8", "≥90%≤8"),
        (r"{\field{\*\fldinst SYMBOL 179 \\f ""\"Symbol\"" r" \\s 10}{\fldrslt\f2\fs20}}5", "≥5"),
        (r"{\field{\*\fldinst {HYPERLINK ""\"a\"" r"}}{\fldrslt {链接}}}后", "链接后"),
        (r"\{甲\}\\ \~\_\-\emdash\ldblquote 乙\rdblquote\tab 丙\line 丁", "{甲}\\ \xa0-—“乙”\t丙\n丁"),
        (r"2020\'962025", "2020–2025"),
        (r"甲{\*\unknown 藏}{\pict 89504e47}{\info{\upr{\author x}{\*\ud{\author y}}}}乙", "甲乙"),
        (r"{\upr{a?}{\*\ud{a\u8805 ?}}}", "a≥"),
        (r"甲\bin5 }}}}}乙", "甲乙"),
    ],
)  # fmt: skip
def test_text_is_what_word_shows(body: str, wanted: str) -> None:
    if "'81@" in body:
        assert texts(body)[0].startswith(wanted)
    else:
        assert texts(body) == [wanted]


def test_what_does_not_show_is_not_read() -> None:
    found = read(r"甲{\v 藏}{\v0 乙}{\deleted 删}{\revised 增}\v 藏\plain 丙\par")
    assert found.blocks == (Paragraph(1, "甲乙增丙"),)
    assert [said[:5] for said in found.warnings] == ["文中有未处", "文中有隐藏"]
    assert texts(r"前{\deleted\par}后\par 末") == ["前后", "末"]
    notes = read(r"甲{\super\chftn}{\footnote\pard 注}{\field{\*\fldinst FORMCHECKBOX }{\fldrslt}}").warnings
    assert [said[:6] for said in notes] == ["文中有脚注或", "文中有旧式窗"]


def test_cells_are_merged_by_their_flags_and_by_their_edges() -> None:
    body = row("项目名称", "修路", shape=r"\trleft-108\cellx1000\cellx4000")
    body += row("甲", "一", "", shape=r"\trleft-100\clvmgf\cellx1005\clmgf\cellx2000\clmrg\cellx4000")
    body += row("", "二", "三", shape=r"\trleft-108\clvmrg\cellx1000\cellx2000\cellx4000")
    assert grid(body) == {
        (1, 1): (1, 1, "项目名称"), (1, 2): (1, 2, "修路"),
        (2, 1): (2, 1, "甲"), (2, 2): (1, 2, "一"), (3, 2): (1, 1, "二"), (3, 3): (1, 1, "三"),
    }  # fmt: skip


def test_a_cell_has_paragraphs_and_tables() -> None:
    nested = r"\pard\intbl\itap2 内一\nestcell 内二\nestcell{\*\nesttableprops\trowd\cellx50\cellx90\nestrow}"
    body = (
        r"\trowd\cellx900\cellx2000\pard\intbl 前\par "
        + nested
        + r"{\nonesttables\par}\pard\intbl 后\cell 右\cell\row"
    )
    left, right = only_table(body).cells
    assert (left.text, right.text, right.colspan) == ("前\n后", "右", 1)
    assert [(cell.column, cell.text) for cell in left.tables[0].cells] == [(1, "内一"), (2, "内二")]


def test_a_row_may_be_told_before_or_after_its_cells() -> None:
    shape = r"\trowd\cellx1000\cellx3000"
    after = (
        r"\pard\intbl 甲\cell 乙\cell{"
        + shape
        + r"\row}\pard\intbl 一\cell 二\cell{\trowd\cellx1000\cellx3000\row}"
    )
    assert grid(after) == {
        (1, 1): (1, 1, "甲"),
        (1, 2): (1, 1, "乙"),
        (2, 1): (1, 1, "一"),
        (2, 2): (1, 1, "二"),
    }
    assert grid(r"\pard\intbl 甲\cell 乙\cell\row") == {(1, 1): (1, 1, "甲"), (1, 2): (1, 1, "乙")}
    assert grid(r"\trowd\cellx9\pard 甲\cell\row") == {(1, 1): (1, 1, "甲")}


def test_list_numbers_are_read() -> None:
    label = r"{\listtext\pard\plain \'d2\'bb\'a1\'a2\tab}目标\par {\pntext\f2\'b7\tab}点\par {\pntext\u61550 ?\tab}方\par"
    assert texts(label) == ["一、目标", "•点", "•方"]


def test_a_text_box_stands_behind_its_paragraph() -> None:
    box = r"{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv 1}}{\shptxt\pard 框中\par}}{\shprslt 重复}}"
    assert texts(rf"前{box}后\par 末") == ["前后", "框中", "末"]


def test_a_cut_off_file_is_read_and_said() -> None:
    whole = rb"{\rtf1\ansi\ansicpg936 \pard \'bc\'d7\par \'d2\'d2\par}"
    assert READER.read(Source("甲", whole), Limits()).warnings == ()
    cut = READER.read(Source("甲", whole[:-1]), Limits())
    assert len(cut.blocks) == 2 and "不完整" in cut.warnings[0]
    trailing = READER.read(Source("甲", whole + b"\x00\x00junk"), Limits())
    assert len(trailing.blocks) == 2
    unbalanced = READER.read(Source("甲", rb"{\rtf1{\a}}}{\b \'bc\'d7}\par}"), Limits())
    assert unbalanced.blocks == (Paragraph(1, "甲"),)


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        READER.read(Source("甲", data), limits or Limits())
    return caught.value


def test_what_cannot_be_read_is_refused() -> None:
    assert READER.recognises(Source("甲.doc", b"\r\n{\\rtf1")) == 95
    assert READER.recognises(Source("甲.rtf", b"{\\html")) == 0
    assert refusal(b"").kind == "empty"
    assert refusal(b"{\\rtf1}").kind == "empty"
    assert refusal(b"x").kind == "unsupported"
    assert refusal(b"{\\rtf1" + b"{" * 6000).kind == "hostile"
    assert refusal(b"{\\rtf1 x", Limits(file_bytes=3)).kind == "hostile"
    assert refusal(rb"{\rtf1\intbl\itap99 x\par}").kind == "hostile"
    assert refusal(rb"{\rtf1\itap2147483647 x\par}").kind == "hostile"
    assert (
        refusal(rb"{\rtf1\trowd\cellx9" + rb"\intbl x\cell\row" * 99 + b"}", Limits(cells=50)).kind
        == "hostile"
    )


@pytest.mark.parametrize("name", [*FAMILIES, "traps"])
def test_mutants_are_read_or_refused(name: str) -> None:
    for data in mutants(fixture(name, "rtf"), 500, seed=len(name)):
        survives(READER, data)


UNITS = ("{", "}", "\\", "\\'", "\\'b0", "\\u8805", "\\cell", "\\row", "\\trowd", "\\cellx5", "\\bin9", "\\*", "甲", " ",
         "{\\field", "{\\shptxt", "\\par", "\\nestrow", "{\\*\\nesttableprops", "\\u-10187?", "{\\fonttbl{\\f1 x;")  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_length_only(unit: str) -> None:
    def lines(count: int) -> int:
        return lines_run(lambda: survives(READER, b"{\\rtf1\\intbl " + unit.encode("gb18030") * count))

    lines(10)
    assert lines(2_000) < 20 * lines(200) + 2_000
