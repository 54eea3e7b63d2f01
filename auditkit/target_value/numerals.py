"""Numbers in Arabic and in Chinese figures."""

from __future__ import annotations

import re
from decimal import Context, Decimal, InvalidOperation

from .tables import MAGNITUDES, UNIT_PREFIXED

__all__ = [
    "CHINESE_DIGITS",
    "chinese_number",
    "product",
    "read_magnitude",
    "read_number",
    "shifted",
    "tidy",
    "write_number",
]

_EXACT = Context(prec=80)
_LONGEST = 30
_ARABIC = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:[.。·][0-9]+)?(?:[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z]))?"
    r"|\.[0-9]+"
)
_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇○", "一壹弌", "二两贰俩兩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
CHINESE_DIGITS = "".join(_DIGITS) + "".join(_SMALL) + "".join(_LARGE) + "半廿"
"""All characters a number in Chinese figures may have, without the point 点."""


def tidy(number: Decimal) -> Decimal:
    """The same value without needless zeros and without an exponent: 90.00 is 90, 1E+2 is 100."""
    if not number:
        return Decimal(0)
    number = number.normalize(_EXACT)
    exponent = number.as_tuple().exponent
    return (
        number.quantize(Decimal(1), context=_EXACT) if isinstance(exponent, int) and exponent > 0 else number
    )


def product(left: Decimal, right: Decimal) -> Decimal:
    """``left`` times ``right``, exact."""
    return tidy(_EXACT.multiply(left, right))


def shifted(number: Decimal, power: int) -> Decimal:
    """``number`` times ten to the power."""
    return tidy(number.scaleb(power, context=_EXACT))


def write_number(number: Decimal) -> str:
    """The decimal string without exponent."""
    return format(tidy(number), "f")


def read_number(text: str, position: int) -> tuple[Decimal, int] | None:
    """The Arabic number at ``position`` and where it ends; None if there is none or it is absurdly long."""
    found = _ARABIC.match(text, position)
    if found is None or found.end() - position > _LONGEST:
        return None
    figures = found[0].replace(",", "").replace("。", ".").replace("·", ".")
    try:
        number = Decimal(figures)
    except InvalidOperation:  # pragma: no cover - the pattern admits decimals only
        return None
    return (tidy(_as_displayed(number)), found.end()) if _is_sane(number) else None


def _is_sane(number: Decimal) -> bool:
    """Whether a number can be one: 1E+90 and 一亿亿亿亿亿 cannot."""
    return abs(number.adjusted()) <= _LONGEST


def _as_displayed(number: Decimal) -> Decimal:
    """Undo binary noise of spreadsheets: more than 15 digits with a fraction are 15 (0.30000000000000004)."""
    digits, exponent = number.as_tuple().digits, number.as_tuple().exponent
    if len(digits) > 15 and isinstance(exponent, int) and exponent < 0:
        return number.normalize(Context(prec=15))
    return number


def read_magnitude(text: str, position: int) -> tuple[int, int]:
    """The power of ten of the magnitude characters at ``position`` and where they end."""
    power, at = 0, position
    while at < len(text) and text[at] in MAGNITUDES:
        if any(text.startswith(word, at) for word in UNIT_PREFIXED):
            break
        power += MAGNITUDES[text[at]]
        at += 1
    return (power, at) if power <= 16 else (0, position)


def chinese_number(figures: str) -> Decimal | None:
    """The value of a number in Chinese figures (二十五, 三点五, 一点五万, 〇, 半), or None."""
    if not figures or len(figures) > 20:
        return None
    if figures == "半":
        return Decimal("0.5")
    whole, point, fraction = figures.replace("廿", "二十").partition("点")
    value = _whole(whole)
    if value is None or not _is_sane(Decimal(value)):
        return None
    if not point:
        return Decimal(value)
    digits = fraction.rstrip("".join(MAGNITUDES))
    if not digits or any(char not in _DIGITS for char in digits):
        return None
    power = sum(MAGNITUDES[char] for char in fraction[len(digits) :])
    number = Decimal(f"{value}." + "".join(str(_DIGITS[char]) for char in digits))
    return shifted(number, power) if power <= 16 else None


def _whole(figures: str) -> int | None:
    if len(figures) > 1 and all(char in _DIGITS for char in figures):
        return int("".join(str(_DIGITS[char]) for char in figures))
    total = section = digit = largest = 0
    last = ""
    for char in figures:
        if char in _DIGITS:
            if last in _DIGITS and last not in "零〇○":
                return None
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        elif char in _LARGE and last:
            if _LARGE[char] >= largest:
                total, largest = (total + section + digit) * _LARGE[char], _LARGE[char]
            else:
                total += (section + digit) * _LARGE[char]
            section = digit = 0
        else:
            return None
        last = char
    if last in _DIGITS and digit and len(figures) > 1 and figures[-2] in "百佰千仟万":
        above = {**_SMALL, **_LARGE}[figures[-2]]
        return total + section + digit * above // 10
    return total + section + digit if last else None
