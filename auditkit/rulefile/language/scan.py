"""Cut an expression into tokens: Chinese writing in, an ASCII skeleton for Python's grammar out.

Every name and every literal becomes a placeholder (``n3`` is the token number 3), so that Python's
parser sees nothing but operators and brackets, and every place in a tree leads back to the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

from auditkit.rulefile.language.faults import ExpressionError, Mark
from auditkit.rulefile.language.literals import read_number
from auditkit.rulefile.language.spelling import (
    CLOSING,
    GLUED,
    HIDDEN,
    OPERATORS,
    REFUSED,
    TRUTHS,
    TWINS,
    WORDS,
    remedy_for,
)

__all__ = ["LONGEST", "Token", "read_path", "scan"]

LONGEST = 4_000
"""Characters of an expression."""

_DEEPEST = 40
_MOST_TOKENS = 800
_MOST_DIGITS = 30
_HAN = "\u4e00-\u9fff\u3400-\u4dbf〇"
_TOKEN = re.compile(
    rf"""(?P<blank>[ \t]+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>[%‰‱℃°μΩ²³A-Za-z_{_HAN}]*)
    |(?P<name>[A-Za-z_{_HAN}][0-9A-Za-z_{_HAN}]*)
    |(?P<refused>\*\*|//|===|=>|=<|<>|&&|\|\||:=|->)
    |(?P<operator>==|!=|<=|>=|[-+*/()\[\],.<>=≥≤≠])
    |(?P<quote>["'“”‘’「])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of ``text[start:end]``. ``kind``: name, number, string, truth, word or operator.

    ``out`` is what stands for it in the skeleton, ``value`` what a literal means.
    """

    kind: str
    text: str
    start: int
    end: int
    out: str = ""
    value: object = None

    @property
    def ends_operand(self) -> bool:
        """Whether an operand is complete with it."""
        return self.kind in ("name", "number", "string", "truth", "empty") or self.text in (")", "]")

    @property
    def starts_operand(self) -> bool:
        """Whether an operand starts with it."""
        return self.kind in ("name", "number", "string", "truth") or self.text in ("(", "[")


class _Scanner:
    __slots__ = ("plain", "text", "tokens", "where")

    def __init__(self, text: str, where: Mark) -> None:
        self.text = text
        self.where = where
        self.plain = text.translate(TWINS)
        self.tokens: list[Token] = []

    def fail(self, message: str, start: int, end: int) -> NoReturn:
        raise ExpressionError(message, self.text, self.where, start, end)

    def run(self) -> list[Token]:
        at = 0
        while at < len(self.plain):
            found = _TOKEN.match(self.plain, at)
            if found is None:
                self.refuse(at)
            kind = found.lastgroup
            at = found.end()
            if kind == "quote":
                at = self.string(found.start())
            elif kind == "unit":
                self.number(found)
            elif kind == "name":
                self.name(found[0], found.start(), at)
            elif kind == "operator":
                sign = found[0]
                self.tokens.append(Token("operator", sign, found.start(), at, OPERATORS.get(sign, sign)))
            elif kind == "refused":
                self.fail(f"不支持“{found[0]}”{REFUSED.get(found[0], '。')}", found.start(), at)
            if len(self.tokens) > _MOST_TOKENS:
                self.fail(f"表达式超过 {_MOST_TOKENS} 个词，请拆成几条规则，或把词语放进词表。", at - 1, at)
        return self.tokens

    def refuse(self, at: int) -> NoReturn:
        sign = self.text[at]
        if sign in "\r\n":
            self.fail("表达式要写在一行里；在 YAML 中可用 > 折行。", at, at + 1)
        self.fail(f"不支持“{sign}”{REFUSED.get(self.plain[at], '，请删去。')}", at, at + 1)

    def add(self, kind: str, start: int, end: int, value: object) -> None:
        self.tokens.append(Token(kind, self.plain[start:end], start, end, f"n{len(self.tokens)}", value))

    def string(self, start: int) -> int:
        if self.tokens and self.tokens[-1].kind == "name" and self.tokens[-1].end == start:
            last = self.tokens[-1]
            self.fail(f"引号前面的“{last.text}”多余，请删去。", last.start, start + 1)
        closing = CLOSING[self.plain[start]]
        end = next((n for n in range(start + 1, len(self.plain)) if self.plain[n] in closing), None)
        if end is None:
            self.fail(f"引号没有配对，请在文字末尾补上“{closing[0]}”。", start, len(self.text))
        self.add("string", start, end + 1, self.text[start + 1 : end])
        return end + 1

    def number(self, found: re.Match[str]) -> None:
        digits, unit = found["number"], found["unit"]
        start, end = found.span()
        if len(digits) > _MOST_DIGITS:
            self.fail(f"数超过 {_MOST_DIGITS} 位，请检查。", start, end)
        value = read_number(digits, unit)
        if value is None:
            glued = GLUED.search(unit)
            message = f"不认识计量单位“{unit}”，请检查。"
            if glued:
                message = f"“{digits}{unit}”里的“{glued[0]}”前后要留空格。"
            self.fail(message, start, end)
        self.add("number", start, end, value)

    def name(self, word: str, start: int, end: int) -> None:
        if word in WORDS:
            out = WORDS[word]
            empty = out.startswith("is")
            # 为空 is written behind its operand: `x is n3` to Python's grammar.
            shown = f"{out} n{len(self.tokens)}" if empty else out
            self.tokens.append(Token("empty" if empty else "word", word, start, end, shown, out))
        elif word in TRUTHS:
            self.add("truth", start, end, TRUTHS[word])
        elif word.startswith("_") or "__" in word:
            self.fail(f"名称“{word}”不能以下划线开头，也不能有连续的下划线。", start, end)
        else:
            self.add("name", start, end, None)


def scan(text: str, where: Mark) -> list[Token]:
    """The tokens of an expression; brackets match, and no two operands stand side by side.

    Raises:
        ExpressionError: for characters and words that have no place in an expression.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"表达式有 {len(text)} 个字，超过 {LONGEST} 个，请拆分。", text, where, 0, 1)
    hidden = HIDDEN.search(text)
    if hidden:
        message = f"含有看不见的字符 U+{ord(hidden[0]):04X}，请删去后重新输入。"
        raise ExpressionError(message, text, where, hidden.start(), hidden.end())
    scanner = _Scanner(text, where)
    tokens = scanner.run()
    if not tokens:
        scanner.fail("表达式是空的，请写出条件。", 0, 1)
    _match_brackets(scanner)
    for before, after in pairwise(tokens):
        if before.ends_operand and after.starts_operand:
            _side_by_side(scanner, before, after)
    return tokens


def _match_brackets(scanner: _Scanner) -> None:
    pairs = {")": "(", "]": "["}
    open_: list[Token] = []
    for token in scanner.tokens:
        if token.kind != "operator":
            continue
        if token.text in ("(", "["):
            open_.append(token)
            if len(open_) > _DEEPEST:
                scanner.fail(f"括号嵌套超过 {_DEEPEST} 层，请拆分。", token.start, token.end)
        elif token.text in pairs and (not open_ or open_.pop().text != pairs[token.text]):
            scanner.fail(f"“{token.text}”没有配对的左括号。", token.start, token.end)
    if open_:
        scanner.fail(f"“{open_[-1].text}”没有配对的右括号。", open_[-1].start, open_[-1].end)


def _side_by_side(scanner: _Scanner, before: Token, after: Token) -> None:
    """Two operands without an operator: a call is none, everything else is a slip."""
    if after.text == "(" and before.kind == "name":
        return
    for token in (before, after):
        if token.kind == "name" and (told := remedy_for(token.text)):
            scanner.fail(told, token.start, token.end)
    place = (before.start, after.end)
    if after.text == "[":
        scanner.fail("不支持用方括号取第几项。", *place)
    if before.kind == "number" and after.kind == "name":
        scanner.fail(f"数与单位之间不要空格，请写成“{before.text}{after.text}”。", *place)
    scanner.fail(f"“{before.text}”与“{after.text}”之间缺少运算符，如 且、=、≥。", *place)


def read_path(text: str, where: Mark) -> list[Token]:
    """The names of a path such as ``指标值.数值``.

    Raises:
        ExpressionError: for anything else.
    """
    tokens = scan(text, where)
    names, dots = tokens[::2], tokens[1::2]
    strange = [token for token in names if token.kind != "name"] + [dot for dot in dots if dot.text != "."]
    if not strange and len(names) > len(dots):
        return names
    token = min(strange or tokens[-1:], key=lambda item: item.start)
    raise ExpressionError("这里只能写字段，如 指标值 或 预算.预算数。", text, where, token.start, token.end)
