"""What the styles of an OpenDocument text say that changes its text: hidden, symbol fonts, numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from auditkit.readers.docx_numerals import written
from auditkit.readers.docx_symbols import SYMBOL_FONTS, run_table
from auditkit.readers.ods_names import FO, STYLE, TEXT, Attributes

__all__ = ["OUTLINE", "ListStyle", "OdtStyles"]

OUTLINE = "\noutline"
"""The name under which the list of the headings is kept."""

_SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 "
_LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0 "
_FAMILY = f"{FO}font-family"
_FONTS = (f"{STYLE}font-name", f"{STYLE}font-name-asian", f"{STYLE}font-name-complex")
_PLACE = re.compile(r"%(\d{1,2})%")
_KINDS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCountingThousand", "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "①, ②, ③, ...": "decimalEnclosedCircle", "甲, 乙, 丙, ...": "ideographTraditional",
    "１, ２, ３, ...": "decimalFullWidth",
}  # fmt: skip
"""Our names of the styles of numbers, by how OpenDocument writes them."""


@dataclass(slots=True)
class _Style:
    parent: str = ""
    hidden: bool | None = None
    fonts: tuple[str, ...] | None = None
    list: str | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: the style of its numbers and what stands around them."""

    kind: str
    prefix: str = ""
    suffix: str = ""
    levels: int = 1
    start: int = 1
    pattern: str = ""
    look: _Style | None = None


@dataclass(slots=True)
class ListStyle:
    """The levels of a list by their depth from 1."""

    levels: dict[int, _Level] = field(default_factory=dict)

    def start(self, depth: int) -> int:
        """The first number of a level."""
        return self.levels[depth].start if depth in self.levels else 1

    def label(self, depth: int, counts: Mapping[int, int]) -> str | None:
        """The label of a paragraph; None if its style of numbers is not known."""
        level = self.levels.get(depth)
        if level is None or not level.kind:
            return ""
        if level.kind == "bullet":
            fonts = level.look.fonts if level.look else None
            shown = level.prefix.translate(run_table(fonts[0], ()) or {}) if fonts else level.prefix
            return "•" if any("\ue000" <= char <= "\uf8ff" for char in shown) else shown
        known = True

        def number(at: int) -> str:
            nonlocal known
            kind = self.levels[at].kind if at in self.levels else ""
            text = written(counts.get(at, self.start(at)), kind)
            known = known and text is not None
            return text or ""

        if level.pattern:
            shown = _PLACE.sub(lambda found: number(int(found[1])), level.pattern)
        else:
            first = max(depth - level.levels + 1, 1)
            shown = level.prefix + ".".join(number(at) for at in range(first, depth + 1)) + level.suffix
        return shown if known else None


class OdtStyles:
    """Takes in the start tags of styles, and answers what they say."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._families: dict[str, str] = {}
        self._lists: dict[str, ListStyle] = {}
        self._style = _Style()
        self._list = ListStyle()
        self._looks: dict[tuple[str, str], tuple[bool | None, Mapping[int, str] | None]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """A start tag anywhere among the styles."""
        if name == f"{STYLE}style":
            key = attributes.get(f"{STYLE}family", ""), attributes.get(f"{STYLE}name", "")
            listed = attributes.get(f"{STYLE}list-style-name")
            self._style = _Style(attributes.get(f"{STYLE}parent-style-name", ""), list=listed)
            self._styles[key] = self._style
        elif name == f"{STYLE}default-style":
            self._style = _Style()
        elif name == f"{STYLE}text-properties":
            display = attributes.get(f"{TEXT}display")
            if display is not None:
                self._style.hidden = display == "none"
            if any(font in attributes for font in _FONTS):
                self._style.fonts = tuple(attributes.get(font, "") for font in _FONTS)
            elif (family := attributes.get(_FAMILY)) is not None:
                self._style.fonts = (family.strip("'\""), "", "")
        elif name == f"{STYLE}font-face":
            family = attributes.get(f"{_SVG}font-family", "").strip("'\"")
            self._families[attributes.get(f"{STYLE}name", "")] = family
        elif name == f"{TEXT}list-style":
            self._list = self._lists[attributes.get(f"{STYLE}name", "")] = ListStyle()
        elif name == f"{TEXT}outline-style":
            self._list = self._lists[OUTLINE] = ListStyle()
        elif name.startswith(TEXT) and name.endswith(
            ("-level-style-number", "-level-style-bullet", "outline-level-style")
        ):
            self._level(name, attributes)

    def _level(self, name: str, attributes: Attributes) -> None:
        depth = _whole(attributes.get(f"{TEXT}level", ""), 1)
        self._style = _Style()
        if name.endswith("bullet"):
            self._list.levels[depth] = _Level(
                "bullet", attributes.get(f"{TEXT}bullet-char", ""), look=self._style
            )
            return
        written_as = attributes.get(f"{STYLE}num-format", "")
        self._list.levels[depth] = _Level(
            _KINDS.get(written_as, "unknown" if written_as else ""),
            attributes.get(f"{STYLE}num-prefix", ""),
            attributes.get(f"{STYLE}num-suffix", ""),
            _whole(attributes.get(f"{TEXT}display-levels", ""), 1),
            _whole(attributes.get(f"{TEXT}start-value", ""), 1),
            attributes.get(f"{_LOEXT}num-list-format", ""),
        )

    def list_style(self, name: str) -> ListStyle | None:
        """The list of this name."""
        return self._lists.get(name)

    def list_of(self, paragraph: str) -> str:
        """The name of the list that a paragraph style belongs to, ``""`` if none."""
        seen: set[str] = set()
        while paragraph and paragraph not in seen:
            seen.add(paragraph)
            style = self._styles.get(("paragraph", paragraph))
            if style is None:
                return ""
            if style.list is not None:
                return style.list
            paragraph = style.parent
        return ""

    def look(self, family: str, name: str) -> tuple[bool | None, Mapping[int, str] | None]:
        """Whether a style hides its text, and what its characters stand for; None where it does not say."""
        key = (family, name)
        if key not in self._looks:
            self._looks[key] = self._look_of(family, name)
        return self._looks[key]

    def _look_of(self, family: str, name: str) -> tuple[bool | None, Mapping[int, str] | None]:
        hidden: bool | None = None
        fonts: tuple[str, ...] | None = None
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get((family, name))
            if style is None:
                break
            hidden = style.hidden if hidden is None else hidden
            fonts = style.fonts if fonts is None else fonts
            name = style.parent
        if fonts is None:
            return hidden, None
        families = [self._families.get(font) or font for font in fonts]
        symbols = None if SYMBOL_FONTS.isdisjoint(families) else run_table(families[0], families[1:])
        return hidden, symbols or {}


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else otherwise
