"""Read YAML the way people mean it: YAML 1.2 scalars, equal keys refused, no surprise types.

Numbers become ``int`` or ``Decimal`` (from the literal's own text); ``yes``, ``on``, dates and
times stay text; only ``true``/``false`` and ``null`` are special.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

__all__ = ["MarkedDict", "MarkedList", "YamlError", "load_yaml"]

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MAX_DEPTH = 100
_KINDS = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")
_NO_COLON = "could not find expected ':'"
_GLUED = re.compile(r"\s*(?:- )?[^\s\"'#{\[:]+:[^\s/]")
_REMEDIES = {
    _NO_COLON: "键的后面要有半角冒号和一个空格，如 title: 标题。",
    "mapping values are not allowed": "缩进与上一行不齐，或文字里有“: ”要把整段文字加引号。",
    "did not find expected key": "缩进与上面不齐，或引号、括号开头的文字后面还有字，请把整段文字加引号。",
    "block sequence entries are not allowed": "“- ”要另起一行。",
    "did not find expected comment or line break": "文字不能以 > 或 | 开头，请加引号。",
    "did not find expected '-' indicator": "缩进与上面的“- ”不齐，请对齐。",
    "did not find expected node content": "方括号或大括号没有配对，或里面多写了逗号。",
    "did not find expected ',' or '": "方括号或大括号没有配对，或两项之间缺少半角逗号。",
    "found a tab character": "缩进不能用制表符（Tab），请改用空格。",
    "found character that cannot start any token": "文字不能以 >、%、@、` 等符号或制表符开头，请加引号。",
    "found unexpected end of stream": "引号没有配对，请在文字末尾补上。",
    "found undefined alias": "文字以 * 开头，请加引号。",
    "did not find expected alphabetic or numeric": "文字以 * 或 & 开头，请加引号。",
    "found another document": "一个文件只写一份内容，请删去“---”。",
}
"""What the parser says of usual slips, and what to do; the first that fits."""

_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in _KINDS}


class YamlError(ValueError):
    """A YAML file that cannot be used; the message names file, line and remedy, in Chinese."""


class MarkedDict(dict[str, Any]):
    """A mapping that knows its lines in the file, from 1: its own and each key's."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class MarkedList(list[Any]):
    """A list that knows in which line of the file each item starts, from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


@cache
def _loader() -> Any:
    """The fastest safe loader at hand (imported here: start-up must not pay for it)."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str, name: str, marks: bool = False) -> Any:
    """The value of the only document in ``text``; ``name`` is the file named in messages.

    With ``marks``, mappings and lists are ``MarkedDict`` and ``MarkedList``, which know their lines.

    Raises:
        YamlError: for anything that is not one plain YAML document.
    """
    import yaml

    try:
        node = yaml.compose(text, Loader=_loader())
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(f"{name} {_told(error, text)}") from None
    return None if node is None else _value(node, name, 0, set(), marks)


def _told(error: Exception, text: str) -> str:
    """Where the text stops being YAML, and what the author most likely has to mend."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "嵌套过深"
    if problem == _NO_COLON:  # found out only below the line without it
        mark = getattr(error, "context_mark", None) or mark
    if mark is not None and problem.startswith(("mapping values", "found character that cannot")):
        above, here = ["", *text.splitlines(), ""][mark.line : mark.line + 2]
        if _GLUED.match(above):  # the parser took the line above for the beginning of a text
            return f"第{mark.line}行不是合法的 YAML：{_REMEDIES[_NO_COLON]}"
        if "\t" in here[: len(here) - len(here.lstrip())]:
            problem = "found a tab character"
    line = f"第{mark.line + 1}行" if mark else "某处"
    if isinstance(code := getattr(error, "character", None), int):
        return f"含有不能用的字符 U+{code:04X}，请删去。"
    remedy = next((remedy for said, remedy in _REMEDIES.items() if said in problem), None)
    if remedy is None:
        return f"{line}不是合法的 YAML（{problem}），请检查缩进、冒号和引号。"
    return f"{line}不是合法的 YAML：{remedy}"


def _fail(node: Any, name: str, message: str) -> YamlError:
    return YamlError(f"{name} 第{node.start_mark.line + 1}行：{message}")


def _value(node: Any, name: str, depth: int, seen: set[int], marks: bool) -> Any:
    if depth > _MAX_DEPTH:
        raise _fail(node, name, "嵌套过深，请拆分。")
    if id(node) in seen:
        raise _fail(node, name, "不支持锚点与别名（& 和 *），请直接写出内容。")
    seen.add(id(node))
    if node.tag not in _TAGS:
        raise _fail(node, name, f"不支持标签“{node.tag}”，请去掉。")
    if node.id == "scalar":
        return _scalar(node)
    if node.id == "sequence":
        return _sequence(node, name, depth, seen, marks)
    result: dict[str, Any] = MarkedDict() if marks else {}
    if isinstance(result, MarkedDict):
        result.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        if key_node.id != "scalar":
            raise _fail(key_node, name, "键必须是文字。")
        key = key_node.value
        if key in result:
            raise _fail(key_node, name, f"键“{key}”重复，请只保留一个。")
        result[key] = _value(value_node, name, depth + 1, seen, marks)
        if isinstance(result, MarkedDict):
            result.lines[key] = key_node.start_mark.line + 1
    return result


def _sequence(node: Any, name: str, depth: int, seen: set[int], marks: bool) -> list[Any]:
    items = MarkedList() if marks else []
    for item in node.value:
        items.append(_value(item, name, depth + 1, seen, marks))
        if isinstance(items, MarkedList):
            items.lines.append(item.start_mark.line + 1)
    return items


def _scalar(node: Any) -> Any:
    text: str = node.value
    if node.style:  # plain is None or, from the C loader, an empty text
        return text
    if text.lower() in _WORDS and text in (text.lower(), text.capitalize(), text.upper()):
        return _WORDS[text.lower()]
    if _INT.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    return text
