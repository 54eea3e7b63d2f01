"""Find the labels of a form's head that nobody knows, and guess from their neighbours what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditkit.document import Anchor, Cell, Document, Paragraph
from auditkit.layouts.columns import header_kind
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Row, anchor_of, overlap
from auditkit.layouts.lines import facts_in
from auditkit.layouts.proposing.contents import hints, is_level, is_word, kind_of_value
from auditkit.layouts.proposing.guess import Guess
from auditkit.layouts.proposing.settling import settle
from auditkit.layouts.proposing.tables import IndicatorTable
from auditkit.layouts.text import fold, is_blank, key_of, one_line, trim

__all__ = ["guess_labels"]

_COLON = re.compile(r"[:：]")
_LONGEST_INLINE = 14
_LONGEST_NAME = 40
_BESIDE, _BELOW, _INSIDE = "右边是", "下面是", "冒号后面是"
_DOUBT = ("ignored", "purpose", "nature")


def guess_labels(
    document: Document, chunks: Sequence[Chunk], table: IndicatorTable | None, family: Family
) -> Iterator[Guess]:
    """The unknown labels of the document's forms, each spelling once, in reading order."""
    yield from settle(list(_label_guesses(document, chunks, table, family)), document, chunks, family)


def _label_guesses(
    document: Document, chunks: Sequence[Chunk], table: IndicatorTable | None, family: Family
) -> Iterator[Guess]:
    guesser = _Guesser(family)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from guesser.inline(block.text, block.anchor(*trim(block.text)), lines=True)
    for chunk in chunks:
        if table is not None and chunk.table.index == table.chunk.table.index and chunk.rows[0] is table.chunk.rows[0]:
            yield from guesser.rows([row for row in chunk.rows if row.number < table.header.number])
            yield from guesser.beside(table)
            if table.left > 1:
                yield from guesser.list_titles(table)
        elif table is None or _is_head(chunk, family):
            yield from guesser.rows(chunk.rows)


def _is_head(chunk: Chunk, family: Family) -> bool:
    """Whether a table holds labels of a form's head."""
    known = [cell for row in chunk.rows for cell in row.filled if family.sure_label(row.key(cell))]
    return len(known) > 1


class _Guesser:
    """Remembers what was guessed, since a name or a total is stated once."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.seen: set[str] = set()
        self.had: set[str] = set()

    def rows(self, rows: Sequence[Row]) -> Iterator[Guess]:
        """The unknown labels of some rows, those of tables with a header of their own left out."""
        below_header = False
        for row in rows:
            if not row.filled:
                continue
            lead = self.family.label(row.key(row.filled[0]))
            labels = [cell for cell in row.filled if self.family.label(row.key(cell))]
            inner = [cell for cell in row.filled if self.family.inner_column(row.key(cell))]
            heads = header_kind(row, self.family) or (len(labels) > 2 and len(labels) == len(row.filled))
            if heads or len(inner) > 1:
                below_header = True
            elif lead is not None and lead.field != "group":
                below_header = False
            if not below_header:
                yield from self.row(row)

    def row(self, row: Row) -> Iterator[Guess]:
        """The unknown labels of a row of the head."""
        if len(row.filled) == 1 or all(facts_in(cell.text, self.family)[1] for cell in row.filled):
            yield from (g for cell in row.filled for g in self.inline(cell.text, anchor_of(row, cell)))
            return
        cells = list(row.cells)
        while cells and is_blank(cells[0].text):
            cells.pop(0)
        if len(cells) > 2 and len(cells) % 2 and not _COLON.search(cells[0].text[:-1]):
            yield from self._side(row, cells.pop(0), cells)
        at = 0
        while at < len(cells):
            cell, beside = cells[at], cells[at + 1] if at + 1 < len(cells) else None
            known = self.family.label(row.key(cell))
            if known is not None:
                self.had.add(known.field)
            inline = list(self.inline(cell.text, anchor_of(row, cell))) if known is None else []
            yield from inline
            beside_known = beside is not None and self.family.label(row.key(beside)) is not None
            if known is None and not inline and beside is not None and self._is_new(row, cell) and not beside_known:
                yield from self._guess(row, cell, beside)
            at += 1 if beside_known or inline else 2

    def _is_new(self, row: Row, cell: Cell) -> bool:
        """Whether a cell could be a label nobody knows."""
        key = row.key(cell)
        known = self.family.column(key) or self.family.inner_column(key)
        return is_word(cell.text) and not known and not is_level(cell.text)

    def _side(self, row: Row, cell: Cell, rest: Sequence[Cell]) -> Iterator[Guess]:
        """A title left of several labels: of the amounts, or of the goals."""
        known = self.family.label(row.key(cell))
        if known is not None or not self._is_new(row, cell):
            return
        amounts = [c for c in rest if kind_of_value(c.text, self.family) == "amount"]
        if amounts:
            yield from self._new("block", cell.text, anchor_of(row, cell), "右边几格是金额，如", anchor_of(row, amounts[0]))
        else:
            seen = anchor_of(row, rest[0])
            yield from self._new("group", cell.text, anchor_of(row, cell), "像是几行的总标题，右边是", seen, ("ignored",))

    def inline(self, text: str, anchor: Anchor, lines: bool = False) -> Iterator[Guess]:
        """An unknown label with its value in the same text; above tables only names and units are read."""
        colon = _COLON.search(text, 0, _LONGEST_INLINE)
        if colon is None or is_blank(text[colon.end() :]) or "\n" in text[: colon.start()].strip():
            return
        label, value = text[: colon.start()], text[colon.end() :]
        if self.family.label(key_of(label)) or not is_word(label) or facts_in(text, self.family)[0]:
            return
        if self.family.patterns.placeholder.search(key_of(label).full):
            return
        if lines and kind_of_value(value, self.family) != "unit":
            return
        yield from self._from_value(label, value, anchor, None, _INSIDE)

    def _guess(self, row: Row, cell: Cell, beside: Cell) -> Iterator[Guess]:
        seen = None if is_blank(beside.text) else anchor_of(row, beside)
        yield from self._from_value(cell.text, beside.text, anchor_of(row, cell), seen, _BESIDE)

    def _from_value(
        self, label: str, value: str, anchor: Anchor, seen: Anchor | None, where: str, in_list: bool = False
    ) -> Iterator[Guess]:
        field, why, others = self._field(one_line(label), value)
        yield from self._new(field, label, anchor, f"{why}{where}", seen, others, in_list)

    def _new(
        self,
        field: str,
        text: str,
        anchor: Anchor,
        reason: str,
        seen: Anchor | None = None,
        others: tuple[str, ...] = (),
        in_list: bool = False,
    ) -> Iterator[Guess]:
        key = key_of(text).plain
        if key and key not in self.seen:
            self.seen.add(key)
            self.had.add(field)
            spelled = one_line(text).rstrip(":：")
            yield Guess("labels", field, spelled, anchor, reason, seen, not others, others, in_list)

    def _field(self, label: str, value: str) -> tuple[str, str, tuple[str, ...]]:
        """Field, evidence, and what else it could be; nothing else where the guess is sure."""
        kind = kind_of_value(value, self.family)
        if kind == "amount":
            return self._amount(label)
        if kind in ("year", "period", "nature"):
            words = {"year": "年份，", "period": "起止时间，", "nature": "项目的性质，"}
            return kind, words[kind], ()
        if kind == "goals":
            return self._goals(label, "有编号的几条，")
        if kind in ("phone", "person") or self._hints("ignored", label):
            sure = kind == "phone" or self._hints("ignored", label)
            return "ignored", "联系人、日期一类，不审，", () if sure else _DOUBT[1:]
        if kind == "unit" and not (self._hints("name", label) and "name" not in self.had):
            if self._hints("department", label):
                return "department", "主管的部门，", ()
            return "unit", "单位名称，", () if "unit" not in self.had else ("department", "ignored")
        return self._words(label, value, kind)

    def _words(self, label: str, value: str, kind: str) -> tuple[str, str, tuple[str, ...]]:
        """The same for words that are no amount, date or organisation."""
        if kind != "long" and len(fold(value)) <= _LONGEST_NAME and "name" not in self.had and self._hints("name", label):
            return "name", "栏目名像项目名称，", ()
        if self._hints("objectives", label):
            return self._goals(label, "栏目名像绩效目标，")
        if self._hints("purpose", label) and kind in ("long", "other"):
            return "purpose", "栏目名像用途、概况，", () if "purpose" not in self.had else ("ignored",)
        if kind == "long" and "objectives" not in self.had:
            return "objectives", "一段较长的文字，", ("purpose", "ignored")
        return "ignored", "看不出是什么，", (*_DOUBT[1:], "objectives")

    def _goals(self, label: str, why: str) -> tuple[str, str, tuple[str, ...]]:
        if self._hints("midterm", label):
            return "objectives.midterm", why, ()
        return ("objectives.annual" if "年" in label else "objectives"), why, ()

    def _amount(self, label: str) -> tuple[str, str, tuple[str, ...]]:
        if self._hints("midterm", label) and "midterm" not in self.had:
            return "midterm", "金额，栏目名像中期总额，", ()
        if self._hints("other", label):
            return ("other_part" if "other" in self.had else "other"), "金额，栏目名像其他资金，", ()
        if "total" in self.had and self._hints("fiscal", label):
            return ("fiscal_part" if "fiscal" in self.had else "fiscal"), "金额，栏目名像财政资金，", ()
        if "total" in self.had:
            return "fiscal_part", "金额，", ("other_part", "ignored")
        return "total", "第一个金额，", ()

    @staticmethod
    def _hints(name: str, label: str) -> bool:
        return hints()[name].search(key_of(label).plain) is not None

    def beside(self, table: IndicatorTable) -> Iterator[Guess]:
        """The titles left of the indicators that reach down beside them."""
        for row in (table.header, *table.rows):
            for cell in row.filled:
                reaches = cell.rowspan > (2 if row is table.header else 1)
                if cell.column + cell.colspan > table.left or not reaches or not is_word(cell.text):
                    continue
                if any(overlap(title, cell) for title in table.header.filled if title is not cell):
                    continue
                if not self.family.label(row.key(cell)) and not self.family.column(row.key(cell)):
                    yield from self._new("group", cell.text, anchor_of(row, cell), "指标表左边的总标题，右边是", anchor_of(row, row.filled[-1]))

    def list_titles(self, table: IndicatorTable) -> Iterator[Guess]:
        """The titles of columns before the levels, each of which says something of the project."""
        for title in table.header.filled:
            known = self.family.label(table.header.key(title)) or self.family.column(table.header.key(title))
            if title.column >= table.left or known is not None or title.rowspan > 2:
                continue
            seen = next(iter(table.under(title)), None)
            if seen is None:
                continue
            anchor, value = anchor_of(table.header, title), seen[1].text
            yield from self._from_value(title.text, value, anchor, anchor_of(*seen), _BELOW, in_list=True)
