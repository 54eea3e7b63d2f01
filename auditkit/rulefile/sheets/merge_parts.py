"""Merge the sheets beside that of the rules: word lists, options, header, policy, overrides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditkit.rulefile.packs.pack_contents import kind_of_file
from auditkit.rulefile.sheets.book import Book, SheetFault, Table
from auditkit.rulefile.sheets.items import CARD, OTHERS, Key, drop_item, list_items, put_item
from auditkit.rulefile.sheets.merged import Merged
from auditkit.rulefile.sheets.parts import PARTS, SECTIONS_OF, read_part
from auditkit.rulefile.sheets.source import PackSource
from auditkit.rulefile.sheets.yaml_patch import same

__all__ = ["merge_parts"]

_KINDS_FOR = {"lexicons": ("header", "rules", "lexicon"), "policy": ("header", "rules", "policy")}
_USUAL = ("header", "rules")
_WORDS = {
    "lexicons": "词表",
    "options": "参数",
    "pack": "规则包",
    "policy": "依据",
    "overrides": "调整",
    OTHERS: "其他设置",
}


def merge_parts(
    book: Book, source: PackSource, data: dict[str, Any], *, single: bool, delete: bool, merged: Merged
) -> None:
    """Put what the sheets hold into ``data``. A sheet that the workbook does not have changes nothing."""
    old = list_items(source.data)
    for sheet in PARTS:
        table = book.tables.get(sheet)
        if table is None:
            continue
        mine = {key: value for key, value in old.items() if key.section in SECTIONS_OF[sheet]}
        wanted = dict(_wanted(sheet, table, mine, source, single, merged))
        missing = []
        for key in mine:
            if key in wanted:
                continue
            moved = any(other[::2] == key[::2] for other in wanted if other not in mine)
            if moved or delete:
                drop_item(data, key)
                merged.note(key.file, f"{'移出' if moved else '删'}{_WORDS[key.section]}", _shown(key))
            else:
                missing.append(f"{_WORDS[key.section]} {_shown(key)}")
        for key, value in wanted.items():
            if key not in mine or not same(mine[key], value):
                put_item(data, key, value)
                merged.note(key.file, f"{'改' if key in mine else '增'}{_WORDS[key.section]}", _shown(key))
        if missing:
            told = "、".join(missing[:10]) + (f"等 {len(missing)} 项" if len(missing) > 10 else "")
            merged.notices.append(f"工作簿里没有的内容仍然保留：{told}；要从规则包里删去，请加 --delete。")


def _wanted(
    sheet: str, table: Table, old: Mapping[Key, Any], source: PackSource, single: bool, merged: Merged
) -> Iterator[tuple[Key, Any]]:
    numbers = [row.number for row in table.rows]
    found, wrong = read_part(sheet, [row.cells for row in table.rows])
    merged.faults += [SheetFault(sheet, numbers[index], heading, told) for index, heading, told in wrong]
    seen: dict[Key, int] = {}
    broken = {index for index, _, _ in wrong}
    for index, key, value in found:
        file = "" if single else key.file.replace("\\", "/") or _home(key, old, source)
        whole = Key(key.section, file, key.name)
        told = "" if single else _wrong_place(whole)
        if told:
            merged.faults.append(SheetFault(sheet, numbers[index], "文件", told))
        elif whole in seen:
            told = f"“{key.name}”与第{seen[whole]}行重复，请删去一行。"
            merged.faults.append(SheetFault(sheet, numbers[index], "名称", told))
        elif index not in broken:
            merged.part_rows[key.section, key.name] = (sheet, numbers[index])
            yield whole, value
        seen[whole] = numbers[index]


def _shown(key: Key) -> str:
    return CARD.get(key.name, key.name) if key.section == "pack" else key.name


def _home(key: Key, old: Mapping[Key, Any], source: PackSource) -> str:
    """Where an item without a file goes: where it was, where others of its kind are, or the header's file."""
    named = [other.file for other in old if other[::2] == key[::2]]
    alike = [
        other.file for other in old if other.section == key.section and kind_of_file(other.file) != "lexicon"
    ]
    headers = [path for path in source.texts if kind_of_file(path) == "header"]
    rules = [path for path in source.texts if kind_of_file(path) == "rules"]
    return [*named, *alike, *headers, *rules, "pack.yaml"][0]


def _wrong_place(key: Key) -> str:
    """What is wrong with the file named for an item."""
    parts = key.file.split("/")
    strange = any(part in ("", ".", "..") or part.startswith(".") for part in parts) or ":" in key.file
    if strange or kind_of_file(key.file) not in _KINDS_FOR.get(key.section, _USUAL):
        return f"“{key.file[:60]}”不是规则包里放{_WORDS[key.section]}的文件，应如 pack.yaml，或清空这一格。"
    if kind_of_file(key.file) == "lexicon" and parts[-1].rpartition(".")[0] != key.name:
        return f"lexicons 里的文件与词表同名，请改成 lexicons/{key.name}.yaml，或清空这一格。"
    return ""
