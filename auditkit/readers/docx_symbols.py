"""Characters of the symbol fonts, which are numbers of glyphs, as Unicode text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["SYMBOL_FONTS", "run_table", "symbol_text"]

PRIVATE = 0xF000
"""Where symbol fonts put their 256 glyphs."""

_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
    "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
)
"""Adobe's Symbol encoding from 0x20, from 0xA0, and from 0xF1."""

_CIRCLED, _NEGATIVE = "⓪①②③④⑤⑥⑦⑧⑨⑩", "⓿❶❷❸❹❺❻❼❽❾❿"


def _run(first: int, characters: str) -> dict[int, str]:
    return {first + offset: character for offset, character in enumerate(characters)}


_GLYPHS: dict[str, dict[int, str]] = {
    "symbol": _run(0x20, _SYMBOL[0]) | _run(0xA0, _SYMBOL[1]) | _run(0xF1, _SYMBOL[2]),
    "wingdings": {
        **_run(0x80, _CIRCLED + _NEGATIVE),
        **_run(0x6C, "●❍■□"),
        **_run(0x71, "❑❒⬧⧫◆❖⬥⌧"),
        **_run(0xDF, "←→↑↓↖↗↙↘"),
        **_run(0xEF, "⇦⇨⇧⇩"),
        **_run(0xFB, "✗✓☒☑"),
        **dict(zip(b" \x9e\x9f\xa1\xa4\xa7\xa8\xab\xb6\xd8\xe8", " ·•○◉▪□★☆➢➔", strict=True)),
    },
    "wingdings 2": {
        **_run(0x4F, "✗✓☒☑☒☒"),
        **_run(0x69, _CIRCLED + _NEGATIVE),
        **dict(zip(b" \x97\x98\xa2\xa3\xea", " ●●■□★", strict=True)),
    },
    "wingdings 3": {0x20: " ", **_run(0x66, "←→↑↓↖↗↙↘"), **_run(0x70, "▲▼△▽◀▶◁▷")},
    "webdings": {0x20: " ", 0x61: "✓", 0x63: "□", 0x67: "■", 0x72: "✗"},
}

_PRIVATE = {font: {PRIVATE + code: text for code, text in glyphs.items()} for font, glyphs in _GLYPHS.items()}
_ALL = {font: glyphs | _PRIVATE[font] for font, glyphs in _GLYPHS.items()}

SYMBOL_FONTS = frozenset(spelling for font in _ALL for spelling in (font, font.title(), font.upper()))
"""Names under which the fonts are written."""


def run_table(main: str, others: Iterable[str]) -> Mapping[int, str] | None:
    """Code point -> text for a run, to be used with ``str.translate``; None if no font is a symbol font.

    ``main`` is the font of the run's plain letters; if only one of its ``others`` is a symbol font,
    letters and digits stay what they are.
    """
    if main in SYMBOL_FONTS:
        return _ALL[main.lower()]
    return next((_PRIVATE[font.lower()] for font in others if font in SYMBOL_FONTS), None)


def symbol_text(font: str, code: str) -> str:
    """The text of ``<w:sym w:font= w:char=>``; ``code`` is hexadecimal. ``""`` if it names no character."""
    try:
        number = int(code, 16)
        character = chr(number)
    except (ValueError, OverflowError):
        return ""
    if 0xD800 <= number <= 0xDFFF or number == 0:
        return ""
    return _ALL.get(font.strip().lower(), {}).get(number, character)
