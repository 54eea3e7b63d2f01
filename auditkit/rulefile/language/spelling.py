"""How expressions are spelled: full-width twins, operators in Chinese, and remedies for slips."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = [
    "CLOSING",
    "GLUED",
    "HIDDEN",
    "OPERATORS",
    "REFUSED",
    "TRUTHS",
    "TWINS",
    "WORDS",
    "other_word",
    "remedy_for",
]

TWINS: Mapping[int, str] = MappingProxyType(
    {0xFF01 + n: chr(0x21 + n) for n in range(94)}
    | {ord(sign): twin for sign, twin in zip("\u3000\u00a0\u2003、−×÷≧≦﹪℅", "   ,-*/≥≤%%", strict=True)}
)
"""Signs of Chinese writing and the one character each is read as, outside string literals."""

OPERATORS: Mapping[str, str] = MappingProxyType({"=": "==", "≥": ">=", "≤": "<=", "≠": "!="})

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "且": "and",
        "或": "or",
        "非": "not",
        "属于": "in",
        "不属于": "not in",
        "为空": "is",
        "不为空": "is not",
        **{word: word for word in ("and", "or", "not", "in", "if", "else", "for")},
    }
)
"""Operators that are words; 为空 and 不为空 are written behind their operand."""

TRUTHS: Mapping[str, bool] = MappingProxyType(
    {"真": True, "假": False, "true": True, "false": False, "True": True, "False": False}
)

CLOSING: Mapping[str, str] = MappingProxyType(
    {'"': '"', "'": "'", "“": "”", "”": "”“", "‘": "’", "’": "’‘", "「": "」"}
)
"""What ends a string that starts with a quotation mark."""

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
"""Characters nobody sees and lone surrogates: refused everywhere, in strings, too."""

GLUED = re.compile("不属于|属于|不为空|为空|[且或非]")
"""Operators that must stand by themselves."""

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "**": "（乘方），请直接写出结果。",
        "//": "（整除），请用 / 和 取整(…)。",
        "===": "，请写 =。",
        "=>": "，大于等于请写 ≥。",
        "=<": "，小于等于请写 ≤。",
        "<>": "，不等于请写 ≠。",
        "&&": "，请写 且。",
        "||": "，请写 或。",
        "&": "，请写 且。",
        "|": "，请写 或。",
        "!": "，请写 非。",
        "~": "，请写 非。",
        "%": "（取余）；百分比请紧跟在数后面，如 95%。",
        "{": "，大括号只用在提示语的文字里。",
        "}": "，大括号只用在提示语的文字里。",
        ":": "，请检查多写的冒号。",
        ":=": "，相等请写 =。",
        "#": "，表达式里不能写注释。",
        ";": "，一条表达式只写一个条件，多个条件用 且、或 连接。",
        "\\": "，反斜杠只用在引号里。",
        "`": "，文字请用引号“ ”。",
        "》": "，大于请写 >。",
        "《": "，小于请写 <。",
        "。": "，取下一级字段请用 . （英文句点）。",
        "·": "，取下一级字段请用 . （英文句点）。",
        "^": '，正则要写在引号里，如 匹配(名称, "^关于")。',
        "$": '，正则要写在引号里，如 匹配(名称, "的$")。',
        "—": "，减号请写 -。",
        "–": "，减号请写 -。",
        "∈": "，请写 属于。",
        "∧": "，请写 且。",
        "∨": "，请写 或。",
        "¬": "，请写 非。",
    }
)
"""What follows “不支持…” for signs that have no place in an expression."""

_REMEDIES = {
    "并且": "且",
    "而且": "且",
    "同时": "且",
    "或者": "或",
    "不": "非",
    "等于": "=",
    "是": "=",
    "is": "=",
    "为": "=",
    "不等于": "≠",
    "不是": "≠",
    "大于": ">",
    "高于": ">",
    "超过": ">",
    "小于": "<",
    "低于": "<",
    "大于等于": "≥",
    "不小于": "≥",
    "不低于": "≥",
    "小于等于": "≤",
    "不大于": "≤",
    "不超过": "≤",
    "包含": "含(文字, 词)",
    "不包含": "非 含(文字, 词)",
    "None": "为空",
    "null": "为空",
    "空": "为空",
    "空白": "为空",
    "计数": "个数(列表)",
    "求和": "合计(列表)",
    "平均值": "平均(列表)",
    "最大值": "最大(列表)",
    "最小值": "最小(列表)",
    "长度": "字数(文字)",
    "如果": "甲 if 条件 else 乙",
    "否则": "甲 if 条件 else 乙",
}
_NOT_HERE = frozenset(
    "lambda import from exec eval def class return yield await async with while try except raise global "
    "nonlocal del pass assert match case break continue finally print open".split()
)


def other_word(word: str) -> str | None:
    """One sentence on a word for which the language has another."""
    return f"不认识“{word}”，请写“{_REMEDIES[word]}”。" if word in _REMEDIES else None


def remedy_for(word: str) -> str | None:
    """One sentence on a name that is no name: another word for an operator, or an operator glued to it."""
    if told := other_word(word):
        return told
    if word in _NOT_HERE:
        return f"表达式里不能用“{word}”，只能写字段、运算符和函数。"
    glued = GLUED.search(word)
    if glued:
        return f"“{word}”里的“{glued[0]}”前后要留空格。"
    return None
