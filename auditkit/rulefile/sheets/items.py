"""What a pack holds beside its rules, taken apart into items: one word list, option, header line and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from auditkit.rulefile.packs.pack_contents import kind_of_file
from auditkit.rulefile.sheets.cells import LIST, TEXT

__all__ = ["CARD", "OTHERS", "Key", "drop_item", "kind_of_file", "list_items", "put_item"]

SECTIONS = ("pack", "lexicons", "options", "policy", "overrides")
OTHERS = "others"
CARD: Mapping[str, str] = {
    "id": "标识",
    "title": "名称",
    "version": "版本",
    "requires": "所需版本",
    "extends": "继承",
    "description": "说明",
}
"""The lines of a pack's header, by key."""


class Key(NamedTuple):
    """``section``: pack, lexicons, options, policy, overrides, or others for a whole section kept as it is."""

    section: str
    file: str
    name: str


def list_items(files: Mapping[str, Any]) -> dict[Key, Any]:
    """All items of the files' data, in order. Rules are not among them."""
    return {key: value for path, data in files.items() for key, value in _items(path, data)}


def _items(path: str, data: Any) -> Iterator[tuple[Key, Any]]:
    kind = kind_of_file(path)
    if kind == "lexicon":
        body = data
        if isinstance(data, Mapping) and data.get("auditkit") == 1:
            body = {key: value for key, value in data.items() if key != "auditkit"}
        yield Key("lexicons", path, PurePosixPath(path).stem), body
        return
    for section, value in data.items():
        known = "policy" if kind == "policy" and section == "entries" else section
        if (section == "auditkit" and value == 1) or (section == "rules" and value):
            continue
        if known in SECTIONS and _is_usual(known, value):
            named = {item["rule"]: item for item in value} if known == "overrides" else value
            for name, item in named.items():
                yield Key(known, path, name), item
        else:
            yield Key(OTHERS, path, section), value


def _is_usual(section: str, value: Any) -> bool:
    """Whether a section has the shape that rows can hold."""
    if section == "overrides":
        rules = [item.get("rule") if isinstance(item, Mapping) else None for item in value or ()]
        return bool(rules) and all(isinstance(rule, str) for rule in rules) and len(set(rules)) == len(rules)
    if not isinstance(value, Mapping) or not value:
        return False
    if section == "pack":
        texts = ((LIST if key == "extends" else TEXT).cell(item) for key, item in value.items())
        return value.keys() <= CARD.keys() and None not in texts
    return section != "policy" or all(isinstance(item, Mapping) for item in value.values())


def put_item(files: dict[str, Any], key: Key, value: Any) -> None:
    """Put an item into the data of its file, which is made if there is none."""
    kind = kind_of_file(key.file)
    if kind == "lexicon":
        old = files.get(key.file)
        mark = (
            {"auditkit": 1}
            if isinstance(old, Mapping) and "auditkit" in old and isinstance(value, Mapping)
            else {}
        )
        files[key.file] = {**mark, **value} if mark else value
        return
    data = files.setdefault(key.file, {"auditkit": 1})
    if key.section == OTHERS:
        data[key.name] = value
    elif key.section == "overrides":
        rows = data.setdefault("overrides", [])
        known = [row["rule"] for row in rows]
        if key.name in known:
            rows[known.index(key.name)] = value
        else:
            rows.append(value)
    else:
        data.setdefault(_section_in(kind, key.section), {})[key.name] = value


def drop_item(files: dict[str, Any], key: Key) -> None:
    """Take an item out of the data of its file; a section or file that is empty then goes too."""
    kind = kind_of_file(key.file)
    if kind == "lexicon":
        del files[key.file]
        return
    data = files[key.file]
    section = key.name if key.section == OTHERS else _section_in(kind, key.section)
    if key.section == "overrides":
        data[section] = [row for row in data[section] if row["rule"] != key.name]
    elif key.section != OTHERS:
        del data[section][key.name]
    if key.section == OTHERS or not data[section]:
        del data[section]


def _section_in(kind: str, section: str) -> str:
    return "entries" if kind == "policy" and section == "policy" else section
