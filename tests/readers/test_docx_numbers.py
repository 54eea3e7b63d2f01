"""Automatic numbering: what Word shows before a paragraph is part of its text."""

from __future__ import annotations

import pytest
from docx_builder import OFFICE, W, cell, document, package, paragraph, read_package, row, table

from auditkit.document import Paragraph
from auditkit.readers.docx_numerals import written


def level(depth: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = {
    "1": level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"),
    "2": level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="Goal"/>'),
    "3": level(0, "bullet", "\uf0b7", more='<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'),
    "4": level(0, "none", ""),
    "5": level(0, "klingon", "%1."),
}
NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    + "".join(f'<w:abstractNum w:abstractNumId="{n}">{text}</w:abstractNum>' for n, text in LISTS.items())
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in LISTS)
    + '<w:num w:numId="9"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="Goal"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
    '</w:pPr></w:style><w:style w:styleId="Fine"><w:basedOn w:val="Goal"/></w:style></w:styles>'
)
RELATIONS = "<Relationships>" + "".join(
    f'<Relationship Id="{kind}" Type="{OFFICE}/relationships/{kind}" Target="{kind}.xml"/>'
    for kind in ("numbering", "styles")
)
PARTS = (
    ("word/_rels/document.xml.rels", RELATIONS + "</Relationships>"),
    ("word/numbering.xml", NUMBERING),
    ("word/styles.xml", STYLES),
)


def item(text: str, number: str, depth: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=numbered)


def lines(*paragraphs: str) -> list[str]:
    """The texts of paragraphs of one document."""
    found = read_package(package(document("".join(paragraphs)), others=PARTS))
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def test_the_numbers_of_a_list_are_read_with_its_paragraphs() -> None:
    assert lines(item("开放书屋", "1"), item("购置图书", "1")) == ["1.开放书屋", "2.购置图书"]


def test_a_number_and_a_digit_after_it_do_not_run_together() -> None:
    assert lines(item("2025年建成", "1"), item("3处", "1")) == ["1. 2025年建成", "2. 3处"]


def test_lower_levels_count_anew_under_each_number() -> None:
    shown = lines(
        item("甲", "1"), item("子", "1", 1), item("乙", "1"), item("子", "1", 1), item("丑", "1", 1)
    )
    assert shown == ["1.甲", "1.1 子", "2.乙", "2.1 子", "2.2 丑"]


def test_a_list_may_begin_again_at_one() -> None:
    assert lines(item("甲", "1"), item("乙", "1"), item("丙", "9"), item("丁", "9")) == [
        "1.甲",
        "2.乙",
        "1.丙",
        "2.丁",
    ]


def test_a_paragraph_style_may_number_and_a_paragraph_may_say_no() -> None:
    def styled(text: str, style: str, more: str = "") -> str:
        return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>{more}')

    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    assert lines(styled("甲", "Goal"), styled("乙", "Fine"), styled("丙", "Goal", none)) == [
        "一、甲",
        "二、乙",
        "丙",
    ]


def test_an_empty_paragraph_counts_and_shows_nothing() -> None:
    assert lines(item("甲", "1"), item("", "1"), item("乙", "1")) == ["1.甲", "", "3.乙"]


def test_bullets_are_read_and_a_list_without_numbers_adds_nothing() -> None:
    assert lines(item("甲", "3"), item("乙", "4")) == ["•甲", "乙"]


def test_a_style_of_numbers_nobody_knows_is_reported() -> None:
    found = read_package(package(document(table(row(cell(item("甲", "5"))))), others=PARTS))
    assert found.warnings == ("文中有的自动编号无法读出，请对照原文核对。",)


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (110, "chineseCounting", "一百一十"),
        (305, "japaneseCounting", "三百零五"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "ideographDigital", "二〇"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (12, "decimalFullWidth", "１２"),
        (28, "upperLetter", "BB"),
        (49, "lowerRoman", "xlix"),
        (0, "chineseCounting", "0"),
        (7, "klingon", None),
    ],
)
def test_numbers_are_written_in_words_styles(number: int, kind: str, text: str | None) -> None:
    assert written(number, kind) == text
