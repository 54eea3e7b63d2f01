"""The sheets beside that of the rules: word lists, options, and the pack's header with policy and overrides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditkit.rulefile.sheets.cells import JSON, LIST, SCALAR, TEXT, CellError, Codec, exact
from auditkit.rulefile.sheets.items import CARD, OTHERS, Key
from auditkit.rulefile.sheets.pairs import BASIS_LABELS, pairs
from auditkit.rulefile.sheets.rows import SheetError

__all__ = ["HEAD_KINDS", "PARTS", "SECTIONS_OF", "read_part", "write_parts"]

PARTS: Mapping[str, Sequence[tuple[str, int, str]]] = {
    "词表": (
        ("名称", 16, "词表的名字，规则的参数里写 词表=名称。必填。"),
        ("词语", 60, "用顿号隔开；太长时可以接着写在下一行，名称相同即可。必填。"),
        ("例外", 40, "含有词语但不算的说法，用顿号隔开，如 有效期 不算 有效。"),
        ("来源", 24, "词语从哪里来。"),
        ("文件", 24, "写在规则包的哪个文件里；新词表可以空白。"),
        ("其他", 12, "放不进以上各列的内容，照原样带回，不要改动。"),
    ),
    "参数": (
        ("名称", 30, "参数的名字，表达式里用 选项.名称 引用。必填。"),
        ("值", 50, "可以带单位，如 100%、500万元。必填。"),
        ("文件", 30, "写在规则包的哪个文件里；新参数可以空白。"),
    ),
    "规则包": (
        ("类别", 12, "规则包、依据、调整或其他设置。必填。"),
        ("名称", 24, "规则包的一项、依据的编号，或所继承规则包里规则的编号。必填。"),
        ("内容", 80, "依据写 文件=…; 条款=…; 可信度=found；调整写 级别=建议完善; 原因=…。"),
        ("文件", 24, "写在规则包的哪个文件里；新的一行可以空白。"),
    ),
}
"""Heading, width and what to write there, for each sheet."""
HEAD_KINDS: Mapping[str, str] = {"pack": "规则包", "policy": "依据", "overrides": "调整", OTHERS: "其他设置"}
SECTIONS_OF: Mapping[str, tuple[str, ...]] = {
    "词表": ("lexicons",),
    "参数": ("options",),
    "规则包": tuple(HEAD_KINDS),
}
_OVERRIDE = pairs({"severity": "级别", "options": "参数", "enabled": "启用", "reason": "原因"})
_POLICY = pairs(BASIS_LABELS)
_WHOLE, _MAPPING = "@原样", "@写法"
_CHUNK = 20_000


def write_parts(items: Mapping[Key, Any]) -> dict[str, list[dict[str, str]]]:
    """The rows of each sheet.

    Raises:
        SheetError: when something is too long for a cell.
    """
    sheets: dict[str, list[dict[str, str]]] = {name: [] for name in PARTS}
    for key, value in items.items():
        if key.section == "lexicons":
            sheets["词表"] += _lexicon_rows(key, value)
        elif key.section == "options":
            name = _whole_cell(key, TEXT, key.name)
            sheets["参数"].append({"名称": name, "值": _whole_cell(key, SCALAR, value), "文件": key.file})
        else:
            sheets["规则包"].append(_head_row(key, value))
    return sheets


def _whole_cell(key: Key, codec: Codec, value: Any) -> str:
    text = codec.cell(value) or JSON.cell(value)
    if text is None:
        raise SheetError(f"{key.file or key.section} 里“{key.name}”的内容太长，一个单元格装不下，请拆分。")
    return text


def _head_row(key: Key, value: Any) -> dict[str, str]:
    name = CARD.get(key.name, key.name) if key.section == "pack" else key.name
    body = (
        {key_: item for key_, item in value.items() if key_ != "rule"}
        if key.section == "overrides"
        else value
    )
    content = _whole_cell(key, _head_codec(key.section, key.name), body)
    return {
        "类别": HEAD_KINDS[key.section],
        "名称": _whole_cell(key, TEXT, name),
        "内容": content,
        "文件": key.file,
    }


def _head_codec(section: str, name: str) -> Codec:
    if section == "pack":
        return LIST if name == "extends" else TEXT
    return {"policy": _POLICY, "overrides": _OVERRIDE}.get(section, SCALAR)


def _lexicon_rows(key: Key, value: Any) -> Iterator[dict[str, str]]:
    """One row, or several where the words are too many for a cell."""
    body = value if isinstance(value, Mapping) else {"words": value}
    known = body.keys() <= {"words", "exceptions", "source"} and isinstance(body.get("words"), list)
    chunks = list(_chunks(body["words"])) if known else []
    texts = [LIST.cell(chunk) for chunk in chunks]
    named = {"名称": _whole_cell(key, TEXT, key.name), "文件": key.file}
    first = named | {"词语": texts[0] or ""} if texts else {}
    for heading, name, codec in (("例外", "exceptions", LIST), ("来源", "source", TEXT)):
        if name in body:
            first[heading] = codec.cell(body[name]) or ""
    if isinstance(value, Mapping) and body.keys() == {"words"}:
        first["其他"] = _whole_cell(key, JSON, {_MAPPING: "words"})
    rows = [first, *(named | {"词语": text or ""} for text in texts[1:])]
    if first and all(row["词语"] for row in rows) and exact(_read_words(rows, []), value):
        yield from rows
    else:
        yield named | {"其他": _whole_cell(key, JSON, {_WHOLE: value})}


def _chunks(words: list[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    size = 0
    for word in words:
        if chunk and size > _CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(word)
        size += len(str(word)) + 4
    yield chunk


def _read_words(rows: Sequence[Mapping[str, str]], faults: list[tuple[int, str, str]]) -> Any:
    """The value of a word list; what is wrong is added to ``faults``: index of the row, heading, sentence."""
    body: dict[str, Any] = {}
    marks: dict[str, Any] = {}
    for index, row in enumerate(rows):
        for heading, name, codec in (
            ("词语", "words", LIST),
            ("例外", "exceptions", LIST),
            ("来源", "source", TEXT),
        ):
            if not row.get(heading, "").strip():
                continue
            try:
                value = codec.read(row[heading])
            except CellError as error:
                faults.append((index, heading, str(error)))
                continue
            body[name] = [*body.get(name, []), *value] if codec is LIST else value
        try:
            other = JSON.read(row["其他"]) if row.get("其他", "").strip() else {}
            marks |= other if isinstance(other, dict) else {}
        except CellError as error:
            faults.append((index, "其他", str(error)))
    if _WHOLE in marks:
        return marks[_WHOLE]
    if "words" not in body:
        faults.append((0, "词语", "没有词语，请填写，用顿号隔开。"))
    return body if len(body) > 1 or _MAPPING in marks else body.get("words")


def read_part(
    sheet: str, rows: Sequence[Mapping[str, str]]
) -> tuple[list[tuple[int, Key, Any]], list[tuple[int, str, str]]]:
    """The items of a sheet with the index of their row, and what is wrong: index, heading, sentence."""
    faults: list[tuple[int, str, str]] = []
    found: list[tuple[int, Key, Any]] = []
    if sheet == "词表":
        return _read_lexicons(rows, faults), faults
    for index, row in enumerate(rows):
        try:
            found.append((index, *_read_item(sheet, row)))
        except _RowFault as error:
            faults.append((index, error.heading, str(error)))
    return found, faults


class _RowFault(ValueError):
    def __init__(self, heading: str, message: str) -> None:
        super().__init__(message)
        self.heading = heading


def _read_lexicons(
    rows: Sequence[Mapping[str, str]], faults: list[tuple[int, str, str]]
) -> list[tuple[int, Key, Any]]:
    together: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        try:
            together.setdefault(_name(row), []).append(index)
        except _RowFault as error:
            faults.append((index, error.heading, str(error)))
    found = []
    for name, places in together.items():
        mine: list[tuple[int, str, str]] = []
        value = _read_words([rows[index] for index in places], mine)
        faults += [(places[index], heading, message) for index, heading, message in mine]
        file = next(
            (rows[index]["文件"].strip() for index in places if rows[index].get("文件", "").strip()), ""
        )
        found.append((places[0], Key("lexicons", file, name), value))
    return found


def _name(row: Mapping[str, str], heading: str = "名称") -> str:
    name: str = TEXT.read(row.get(heading, ""))
    if not name:
        raise _RowFault(heading, "不能为空，请填写。")
    return name


def _read_item(sheet: str, row: Mapping[str, str]) -> tuple[Key, Any]:
    file = row.get("文件", "").strip()
    if sheet == "参数":
        return Key("options", file, _name(row)), _read_cell(SCALAR, "值", row)
    kind = _name(row, "类别")
    sections = {word: section for section, word in HEAD_KINDS.items()}
    if kind not in sections:
        raise _RowFault("类别", f"“{kind[:20]}”不是可选的内容，只能是 {'、'.join(sections)}。")
    section, name = sections[kind], _name(row)
    if section == "pack":
        name = {label: key for key, label in CARD.items()}.get(name, name)
        if name not in CARD:
            raise _RowFault("名称", f"规则包没有“{name[:20]}”这一项，只能是 {'、'.join(CARD.values())}。")
    value = _read_cell(_head_codec(section, name), "内容", row)
    return Key(section, file, name), {"rule": name, **value} if section == "overrides" else value


def _read_cell(codec: Codec, heading: str, row: Mapping[str, str]) -> Any:
    if not row.get(heading, "").strip():
        raise _RowFault(heading, "不能为空，请填写；要写空白文字请写一对英文双引号。")
    try:
        return codec.read(row[heading])
    except CellError as error:
        raise _RowFault(heading, str(error)) from None
