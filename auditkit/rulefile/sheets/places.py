"""Tell the faults of a pack by the rows of the workbook they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditkit.rulefile.packs.pack_contents import kind_of_file
from auditkit.rulefile.sheets.book import RULES_SHEET
from auditkit.rulefile.sheets.columns import CASE_COLUMNS, heading_of
from auditkit.rulefile.sheets.merged import Merged
from auditkit.strict_yaml import MarkedDict, MarkedList, YamlError, load_yaml

__all__ = ["tell_by_row"]

_PLACE = re.compile(r" 第(\d+)行(?: [^：\s]+)?：")
_SECTIONS = {"entries": "policy"}


def tell_by_row(faults: Iterable[str], merged: Merged, origin: str) -> list[str]:
    """The sentences, each with sheet, row and column before it where it can be told.

    ``faults`` name files below ``origin``, the pack as its files then are.
    """
    return list(dict.fromkeys(_told(fault, merged, origin) for fault in faults))


def _told(fault: str, merged: Merged, origin: str) -> str:
    found = _PLACE.search(fault)
    head = fault[: found.start()] if found else ""
    if found and head.startswith(origin):
        path = head[len(origin) :].lstrip("/")
        place = _place(path, int(found.group(1)), merged)
        if place:
            return f"{place}：{fault[found.end() :]}"
    for code, row in merged.rows.items():
        if re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", fault, re.ASCII):
            return f"“{RULES_SHEET}”表第{row}行：{fault}"
    return fault


def _place(path: str, line: int, merged: Merged) -> str:
    """Sheet, row and column for a line of a file; empty when the workbook has no row for it."""
    try:
        data = load_yaml(merged.whole[path], path, marks=True)
    except (KeyError, YamlError):
        return ""
    if kind_of_file(path) == "lexicon" or not isinstance(data, MarkedDict):
        return _part_row(merged, "lexicons", path.rpartition("/")[2].rpartition(".")[0])
    section = _key_at(data, line)
    value = data.get(section)
    if section == "rules" and isinstance(value, MarkedList):
        return _rule_place(value, line, merged)
    if section == "overrides" and isinstance(value, MarkedList):
        return _part_row(merged, section, str(value[_index_at(value, line)].get("rule")))
    name = _key_at(value, line) if isinstance(value, MarkedDict) else section
    return _part_row(merged, _SECTIONS.get(section, section), name) or _part_row(merged, "others", section)


def _part_row(merged: Merged, section: str, name: str) -> str:
    sheet, row = merged.part_rows.get((section, name), ("", 0))
    return f"“{sheet}”表第{row}行" if row else ""


def _rule_place(rules: MarkedList, line: int, merged: Merged) -> str:
    entry = rules[_index_at(rules, line)]
    row = merged.rows.get(str(entry.get("code"))) if isinstance(entry, MarkedDict) else None
    if row is None:
        return ""
    key = _key_at(entry, line)
    heading = heading_of(key, str(entry.get("check", "")))
    if line <= entry.line and key == next(iter(entry)):
        heading = ""  # a sentence about the rule as a whole
    elif key == "tests" and isinstance(entry["tests"], MarkedList):
        heading = next(_case_headings(entry["tests"], line), heading)
    return f"“{RULES_SHEET}”表第{row}行（{entry['code']}）" + (f"“{heading}”" if heading else "")


def _case_headings(cases: MarkedList, line: int) -> Iterator[str]:
    case = cases[_index_at(cases, line)]
    return (heading for kind, heading in CASE_COLUMNS.items() if isinstance(case, dict) and kind in case)


def _index_at(items: MarkedList, line: int) -> int:
    """The index of the last item that starts on the line or before it."""
    return max((index for index, start in enumerate(items.lines) if start <= line), default=0)


def _key_at(mapping: MarkedDict, line: int) -> str:
    """The last key that stands on the line or before it."""
    before = [key for key, start in mapping.lines.items() if start <= line]
    return before[-1] if before else next(iter(mapping), "")
