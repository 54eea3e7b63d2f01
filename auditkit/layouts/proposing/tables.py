"""Find the table of indicators by what stands in it, and say what its columns hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from auditkit.document import Cell
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, Row, anchor_of, overlap
from auditkit.layouts.proposing.contents import is_level, is_target, is_word
from auditkit.layouts.proposing.guess import Guess
from auditkit.layouts.text import is_blank, one_line, squeeze
from auditkit.vocabulary import is_first_level, is_second_level, normal_level

__all__ = ["IndicatorTable", "find_table", "guess_columns"]

_FEWEST = 2
_MOST_HEADER_ROWS = 60
_SHARE = 0.6
_NEARLY = 0.7
_UNITS = 6


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A header row and the rows of indicators under it, with what each column of the header seems to hold."""

    chunk: Chunk
    header: Row
    rows: tuple[Row, ...]
    kinds: Mapping[int, str]

    def under(self, title: Cell) -> list[tuple[Row, Cell]]:
        """The cells that begin under a title, blank ones left out."""
        return [
            (row, cell)
            for row in self.rows
            for cell in row.filled
            if overlap(title, cell) and cell.column >= title.column
        ]

    @property
    def left(self) -> int:
        """The first column of levels, else of names."""
        places = [
            cell.column for cell in self.header.filled if self.kinds.get(cell.column) in ("first_level", "second_level")
        ]
        names = [cell.column for cell in self.header.filled if self.kinds.get(cell.column) == "name"]
        return min(places or names or [1])


def find_table(chunks: Sequence[Chunk], family: Family) -> IndicatorTable | None:
    """The table that looks most like one of indicators: levels or names on the left, target values right."""
    found: list[tuple[int, IndicatorTable]] = []
    aimed = cache(lambda text: is_target(text, family))  # the rows under many headers are mostly the same
    for chunk in chunks:
        for n, row in enumerate(chunk.rows[:_MOST_HEADER_ROWS]):
            if not _may_be_header(row, family):
                continue
            table = _table_at(chunk, n, family, aimed)
            worth = _worth(table) if table is not None else 0
            if table is not None and worth:
                found.append((worth, table))
    most = max((worth for worth, _ in found), default=0)
    return next((table for worth, table in found if worth >= most * _NEARLY), None)


def _may_be_header(row: Row, family: Family) -> bool:
    own = [cell for cell in row.filled if not row.reached_by(cell)]
    of_head = [cell for cell in own if family.label(row.key(cell)) and not family.column(row.key(cell))]
    if len(of_head) > len(own) / 2:
        return False
    words = [cell for cell in own if is_word(cell.text) and not is_level(cell.text)]
    # Two halves side by side repeat their titles; rows of a text printed again and again are no header.
    distinct = {squeeze(cell.text) for cell in own}
    return len(own) >= 3 and len(words) == len(own) and len(distinct) > len(own) / 2


def _table_at(chunk: Chunk, n: int, family: Family, aimed: Callable[[str], bool]) -> IndicatorTable | None:
    """The table whose header is the nth row; its rows end with the first that has too few cells."""
    header, rows = chunk.rows[n], []
    for row in chunk.rows[n + 1 :]:
        lead = row.filled[0] if row.filled else None
        if lead is None:
            continue
        label = family.label(row.key(lead))
        if family.is_remark(row.key(lead)) or (label is not None and label.field not in ("group", "ignored", "unit")):
            break
        if len(row.filled) == 1 and not row.covering and not is_level(lead.text):
            break
        rows.append(row)
    if len(rows) < _FEWEST:
        return None
    table = IndicatorTable(chunk, header, tuple(rows), {})
    kinds = {title.column: _kind(table, title, family, aimed) for title in header.filled}
    return IndicatorTable(chunk, header, tuple(rows), _settled(table, kinds, family))


def _kind(table: IndicatorTable, title: Cell, family: Family, aimed: Callable[[str], bool]) -> str:
    """What most cells under a title are; ``aimed`` tells target values."""
    texts = [cell.text for _, cell in table.under(title)]
    if not texts:
        return "empty"

    def share(test: Callable[[str], object]) -> float:
        return sum(1 for text in texts if test(text)) / len(texts)

    bare = [squeeze(text) for text in texts]
    if bare == [str(n) for n in range(1, len(bare) + 1)] and len(bare) > 1:
        return "number"
    signs = family.operators | family.directions
    if share(lambda text: squeeze(text) in signs) > _SHARE:
        return "operator"
    if share(lambda text: is_level(text) and is_first_level(text) and not is_second_level(text)) >= _SHARE:
        return "first_level"
    if share(is_level) >= _SHARE:
        return "second_level" if share(_is_only_second) >= 0.3 else "first_level"
    if share(_is_number) == 1 and len(texts) > 1:
        return "numbers"
    if share(aimed) >= _SHARE:
        return "value"
    if share(lambda text: len(squeeze(text)) <= _UNITS) == 1 and len(set(bare)) < len(bare):
        return "units"
    return "text"


def _is_only_second(text: str) -> bool:
    return is_second_level(text) and not (is_first_level(text) and normal_level(text) != "成本指标")


def _is_number(text: str) -> bool:
    return squeeze(text).replace(".", "", 1).isdigit()


def _settled(table: IndicatorTable, kinds: Mapping[int, str], family: Family) -> dict[int, str]:
    """Columns by field, where the order and the other columns decide: name, description, weight, value, unit."""
    found = dict(kinds)
    order = [cell.column for cell in table.header.filled]
    known = {c.column: label.field for c in table.header.filled if (label := family.column(table.header.key(c)))}
    levels = [c for c in order if found[c] in ("first_level", "second_level")]
    values = [c for c in order if found[c] == "value"]
    numbers = [c for c in order if found[c] == "numbers"]
    after = [c for c in order if not levels or c > max(levels)]
    texts = [c for c in after if found[c] in ("text", "units") and known.get(c, "name") in ("name", "name_or_group", "description")]
    if not values and numbers:
        values = [numbers.pop(0)]
        found[values[0]] = "value"
    for column in values[1:]:
        found[column] = "other_value"
    name = texts[0] if texts else None
    for column in texts:
        # Units stand beside the value they are of; what else is text after the name describes it.
        is_unit = found[column] == "units" and values and column > (name or 0)
        found[column] = "name" if column == name else "unit_column" if is_unit else "description"
    for column in numbers:
        found[column] = "weight"
    return found


def _worth(table: IndicatorTable) -> int:
    """How much a table looks like one of indicators; 0 for not at all."""
    kinds = set(table.kinds.values())
    if "value" not in kinds or "name" not in kinds:
        return 0
    levels = kinds & {"first_level", "second_level"}
    targets = sum(
        1 for title in table.header.filled if table.kinds[title.column] == "value" for _ in table.under(title)
    )
    return 10 * len(levels) + min(targets, 9) if levels or targets >= 3 else 0


_REASONS = {
    "first_level": "这一列多数是一级指标名，如",
    "second_level": "这一列多数是二级指标名，如",
    "name": "级次右边的第一列文字，如",
    "description": "指标名称后面的另一列文字，如",
    "value": "这一列多数是指标值，如",
    "operator": "这一列是比较符号或方向，如",
    "unit_column": "这一列都是很短的单位，如",
    "weight": "这一列都是数字，如",
    "ignored": "这一列是序号，如",
}
_DOUBTFUL = {
    "description": ("ignored",),
    "weight": ("ignored", "score"),
    "other_value": ("actual", "description", "ignored"),
    "text": ("description", "ignored"),
    "empty": ("description", "reason", "ignored"),
}


def guess_columns(table: IndicatorTable, family: Family) -> list[Guess]:
    """What the titles mean that the shared lists do not know, or know as something else."""
    return list(_column_guesses(table, family))


def _column_guesses(table: IndicatorTable, family: Family) -> Iterator[Guess]:
    described, told = False, set[str]()
    for title in table.header.filled:
        kind = {"number": "ignored"}.get(table.kinds[title.column], table.kinds[title.column])
        known = family.column(table.header.key(title))
        if title.column < table.left and kind not in ("first_level", "ignored"):
            continue
        if known is not None and (known.field == kind or not _contradicts(known.field, kind)):
            continue
        if (text := squeeze(title.text)) in told:
            continue
        told.add(text)
        if kind in ("text", "units") or (kind == "description" and described):
            kind = "text"
        described = described or kind == "description"
        seen = next(iter(table.under(title)), None)
        sure = kind in _REASONS
        yield Guess(
            "columns",
            kind if sure else _DOUBTFUL[kind][0],
            one_line(title.text),
            anchor_of(table.header, title),
            _REASONS.get(kind, "这一列是什么，从内容看不出来，如" if seen else "这一列没有内容，看不出是什么"),
            anchor_of(*seen) if seen is not None and not is_blank(seen[1].text) else None,
            sure,
            _DOUBTFUL.get(kind, ())[0 if sure else 1 :],
        )


def _contradicts(field: str, kind: str) -> bool:
    """Whether what stands in a column cannot be what its known title says."""
    return (field, kind) in {("first_level", "second_level"), ("second_level", "first_level"), ("second_level", "name"), ("first_level", "name")}
