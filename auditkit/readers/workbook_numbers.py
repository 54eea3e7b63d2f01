"""Write a number the way its format code shows it: places, thousands, percent, exponents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from auditkit.readers.workbook_codes import Token

__all__ = ["Pattern", "exactly", "pattern_of", "write_general"]

_WIDE = Context(prec=1200, rounding=ROUND_HALF_UP, Emax=10_000, Emin=-10_000)
_WIDTH = 11
"""How many characters a number without a format takes up at most in a cell of any width."""
_TYPED = 9
"""How many decimals somebody may have typed; more are the rest of a calculation."""
_PLAIN = re.compile(r"#*0(?:\.0+)?")
_FILLERS = {"0": "0", "?": " "}
"""What placeholders show where there is no digit."""
_LARGEST = Decimal(10) ** 21


def exactly(value: float) -> Decimal:
    """The number as a spreadsheet holds it: 15 significant digits."""
    return Decimal(f"{value:.15g}")


def write_general(value: Decimal) -> str:
    """A number in a cell without a format; never with an exponent where plain digits will do."""
    size = abs(value)
    if size >= _LARGEST or (size and size < Decimal("1e-9")):
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
    text = f"{value:f}"
    whole, point, decimals = text.partition(".")
    if point and len(decimals.rstrip("0")) > _TYPED:
        places = max(_WIDTH - 1 - len(whole.lstrip("-")), 0)
        text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Pattern:
    """The number part of a code. ``pieces`` hold literals, percent signs and placeholders in order.

    Kinds of pieces: ``literal``, ``whole``, ``point``, ``decimal``, ``exponent``, ``power``.
    """

    pieces: tuple[Token, ...]
    decimals: int
    wholes: int
    shift: int
    thousands: bool
    powers: int
    fraction: bool
    around: tuple[str, str] | None = None
    """What stands before and after the digits of a plain pattern such as ``#,##0.00``."""

    def write(self, value: Decimal) -> tuple[str, bool]:
        """The text of a number that is not negative, and whether it shows all its digits."""
        if self.around is not None:
            moved = value.scaleb(self.shift, _WIDE) if self.shift else value
            shown = moved.quantize(Decimal((0, (1,), -self.decimals)), context=_WIDE)
            digits = f"{shown:,f}" if self.thousands else f"{shown:f}"
            return f"{self.around[0]}{digits}{self.around[1]}", shown == moved
        with localcontext(_WIDE):
            moved = value.scaleb(self.shift)
            power = self._power(moved) if self.powers else 0
            mantissa = moved.scaleb(-power)
            shown = mantissa.quantize(Decimal(1).scaleb(-self.decimals))
            if self.powers and shown >= Decimal(10) ** max(self.wholes, 1):
                power += max(self.wholes, 1)
                shown = moved.scaleb(-power).quantize(Decimal(1).scaleb(-self.decimals))
                mantissa = moved.scaleb(-power)
            whole, _, decimal = f"{shown:f}".partition(".")
        return self._fill(whole.lstrip("0"), decimal, power), shown == mantissa

    def _power(self, value: Decimal) -> int:
        step = max(self.wholes, 1)
        return (value.adjusted() // step) * step if value else 0

    def _fill(self, whole: str, decimal: str, power: int) -> str:
        wholes = self._wholes(whole)
        decimals = iter(self._decimals(decimal))
        out: list[str] = []
        for kind, text in self.pieces:
            if kind == "whole":
                out.append(wholes.pop(0))
            elif kind == "decimal":
                out.append(next(decimals))
            elif kind == "exponent":
                sign = "-" if power < 0 else "+" if text.endswith("+") else ""
                out.append(f"E{sign}{str(abs(power)).zfill(self.powers)}")
            elif kind != "power":
                out.append(text)
        return "".join(out)

    def _wholes(self, digits: str) -> list[str]:
        """What each placeholder before the point shows; the first one shows all that is left."""
        places = [text for kind, text in self.pieces if kind == "whole"]
        shown: list[str] = []
        for back, place in enumerate(reversed(places)):
            digit = digits[-1 - back] if back < len(digits) else _FILLERS.get(place, "")
            mark = "," if self.thousands and back and back % 3 == 0 and digit.isdigit() else ""
            shown.append(digit + mark)
        shown.reverse()
        for back in range(len(places), len(digits) if places else 0):
            mark = "," if self.thousands and back and back % 3 == 0 else ""
            shown[0] = digits[-1 - back] + mark + shown[0]
        return shown

    def _decimals(self, digits: str) -> list[str]:
        places = [text for kind, text in self.pieces if kind == "decimal"]
        last = len(digits.rstrip("0"))
        return [
            digits[n] if n < last or place == "0" else _FILLERS.get(place, "")
            for n, place in enumerate(places)
        ]


def pattern_of(tokens: Sequence[Token]) -> Pattern:
    """The pattern of a section of kind ``number``."""
    pieces: list[Token] = []
    stage = "whole"
    commas: list[tuple[str, int]] = []
    percents = slashes = 0
    for kind, text in tokens:
        if kind == "digit":
            pieces.append((stage, text))
        elif kind == "exponent":
            stage = "power"
            pieces.append((kind, text))
        elif kind == "mark" and text == "." and stage == "whole":
            stage = "decimal"
            pieces.append(("point", text))
        elif kind == "mark" and text == ",":
            commas.append((stage, len(pieces)))
        else:
            percents += (kind, text) == ("mark", "%")
            slashes += (kind, text) == ("mark", "/")
            pieces.append(("literal", text))
    points = [n for n, (kind, _) in enumerate(pieces) if kind == "point"]
    if points and not any(kind == "whole" for kind, _ in pieces):
        pieces.insert(points[0], ("whole", "#"))
    counts = {stage: sum(kind == stage for kind, _ in pieces) for stage in ("whole", "decimal", "power")}
    scale, thousands = _commas(commas, pieces)
    fraction = bool(slashes) and counts["whole"] > 1
    shift = 2 * percents - 3 * scale
    wholes, decimals, powers = counts["whole"], counts["decimal"], counts["power"]
    around = None if powers or fraction else _around(pieces)
    return Pattern(tuple(pieces), decimals, wholes, shift, thousands, powers, fraction, around)


def _around(pieces: Sequence[Token]) -> tuple[str, str] | None:
    """What stands around the digits where they are nothing but those that Python writes, too."""
    places = [n for n, (kind, _) in enumerate(pieces) if kind != "literal"]
    if not places:
        return None
    first, last = places[0], places[-1]
    digits = "".join(text for _, text in pieces[first : last + 1])
    if not _PLAIN.fullmatch(digits) or len(digits) != last + 1 - first or len(places) != len(digits):
        return None
    ends = ("".join(text for _, text in part) for part in (pieces[:first], pieces[last + 1 :]))
    return next(ends), next(ends)


def _commas(commas: Sequence[tuple[str, int]], pieces: Sequence[Token]) -> tuple[int, bool]:
    """How many commas divide by a thousand, and whether any groups digits."""
    scale, thousands = 0, False
    for stage, place in commas:
        before = any(kind in ("whole", "decimal") for kind, _ in pieces[:place])
        after = any(kind == stage for kind, _ in pieces[place:])
        if before and after:
            thousands = thousands or stage == "whole"
        elif before and stage != "power":
            scale += 1
    return scale, thousands
