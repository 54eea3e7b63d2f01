"""Read a structured submission (JSON) without losing a digit, a key or a place of an error."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.encoding import decode_text, is_other_format

__all__ = ["READER"]

_LONGEST_NUMBER = 100
_SHOWN = 40
_FIRSTS = frozenset('{["-0123456789tfn')
_SURE, _OTHER_JSON, _BROKEN = 90, 40, 20


class _Refused(Exception):
    """JSON that cannot be taken as data; ``kind`` as in ``ReadError``."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


def _shown(text: str) -> str:
    visible = text.encode("utf-8", errors="replace").decode("utf-8")
    return visible if len(visible) <= _SHOWN else visible[:_SHOWN] + "…"


def _whole(literal: str) -> int:
    if len(literal) > _LONGEST_NUMBER:
        raise _Refused("invalid", f"数字“{_shown(literal)}”过长，请核对后改正。")
    return int(literal)


def _exact(literal: str) -> Decimal:
    try:
        number = Decimal(literal)
    except InvalidOperation:
        number = Decimal("Infinity")
    if not number.is_finite() or len(literal) > _LONGEST_NUMBER or abs(number.adjusted()) > _LONGEST_NUMBER:
        raise _Refused("invalid", f"数字“{_shown(literal)}”过长或超出范围，请核对后改正。")
    exponent = number.as_tuple().exponent
    return Decimal(format(number, "f")) if isinstance(exponent, int) and exponent > 0 else number


def _no_constant(literal: str) -> None:
    raise _Refused("invalid", f"含有“{literal}”，这不是 JSON 允许的数值，请改为数字或文字。")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Refused("invalid", f"同一对象中字段“{_shown(key)}”写了两次，请只保留一个。")
        found[key] = value
    return found


def _parse(text: str) -> Any:
    """The value in the text.

    Raises:
        _Refused: for values that JSON or a submission does not allow.
        json.JSONDecodeError: for text that is no JSON.
    """
    try:
        return json.loads(
            text,
            parse_int=_whole,
            parse_float=_exact,
            parse_constant=_no_constant,
            object_pairs_hook=_unique,
        )
    except RecursionError:
        raise _Refused("hostile", "数据嵌套过深，未读取。") from None


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value


def _check(data: Any, limits: Limits) -> None:
    """Refuse what would break later: too deep, too much, text that no file can hold."""
    level, depth, count = [data], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > limits.depth:
            raise _Refused("hostile", f"数据嵌套超过 {limits.depth} 层，未读取。")
        if count > limits.cells:
            raise _Refused("hostile", f"数据超过 {limits.cells} 项，未读取；请拆分后再提交。")
        for text in (text for value in level for text in _texts(value)):
            if not text.isascii() and any("\ud800" <= mark <= "\udfff" for mark in text):
                raise _Refused("invalid", f"文字“{_shown(text)}”含有残缺的字符（\\ud800 一类），请改正。")
        level = [inner for value in level for inner in _inside(value)]


def _is_submission(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("projects"), list)


def _recognises(source: Source) -> int:
    if is_other_format(source.data):
        return 0
    text = decode_text(source.data)[0].strip()
    if text[:1] not in _FIRSTS or not text:
        return 0
    try:
        return _SURE if _is_submission(_parse(text)) else _OTHER_JSON
    except _Refused:
        return _OTHER_JSON
    except json.JSONDecodeError:
        return _BROKEN if text.startswith("{") else 0


def _read(source: Source, limits: Limits) -> Document:
    if len(source.data) > limits.file_bytes:
        raise ReadError("hostile", f"{source.name}：文件超过 {limits.file_bytes} 字节的上限，未读取。")
    text, warnings = decode_text(source.data)
    if not text.strip():
        raise ReadError("empty", f"{source.name}：文件是空的，请重新导出后再提交。")
    try:
        data = _parse(text)
        _check(data, limits)
    except _Refused as refusal:
        raise ReadError(refusal.kind, f"{source.name}：{refusal.reason}") from None
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        raise ReadError(
            "corrupt", f"{source.name}：JSON 在{place}处有错，无法读取；请检查引号、逗号和括号，或重新导出。"
        ) from None
    if not _is_submission(data):
        raise ReadError(
            "invalid",
            f"{source.name}：不是申报数据：最外层应是一个对象，其中“projects”是项目列表"
            "（格式说明见 docs/formats.md）。",
        )
    return Document(source.name, "json", warnings=warnings, data=data)


READER = Reader("json", "JSON 申报数据", _recognises, _read)
