"""The text of a block of a web page, as a browser would show it: white space, line breaks, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from auditkit.readers.docx_symbols import SYMBOL_FONTS, run_table

__all__ = ["BREAK", "BLANKS", "HiddenClasses", "Look", "kept_spaces", "look_of", "shown"]

BREAK = "\x0b"
"""A line break while a block is being put together."""
BLANKS = " \t\r\n\f"
_SPACES = re.compile("[ \t\n\r\f]+")
_KEPT = {ord(" "): "\x1c", ord("\t"): "\x1d", ord("\n"): BREAK, ord("\r"): None}
_RESTORED = {0x1C: " ", 0x1D: "\t", 0x0B: "\n", 0x2011: "-"}
"""A dash at which no line breaks is a dash, as in the formats of Word."""
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u2018-\u201d\u2026\U00020000-\U0003ffff]"
_WRAP = re.compile(f"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")
"""The end of a line between two Chinese characters, which is no blank."""
_AROUND_BREAK = re.compile(f" *{BREAK} *")
_HIDING = re.compile(r"\bdisplay\s*:\s*none|\bmso-hide\s*:\s*all|\bvisibility\s*:\s*hidden", re.IGNORECASE)
_FONT = re.compile(r"(?:^|;)\s*(mso-symbol-font-family|font-family)\s*:\s*[\"']?([^\"';,]+)", re.IGNORECASE)
_CLASS = re.compile(r"[\w-]*\.([\w-]+)\Z")


def shown(pieces: list[str]) -> str:
    """The text of a block: white space as one blank, none at the ends of lines; line breaks kept."""
    text = "".join(pieces)
    if "\n" in text or "\r" in text:
        text = _WRAP.sub("", text)
    text = _AROUND_BREAK.sub(BREAK, _SPACES.sub(" ", text)).strip(" ")
    if text.endswith(BREAK):
        text = text[:-1]
    text = text.translate(_RESTORED)
    return text if text.strip(" \xa0\n") else ""


def kept_spaces(text: str) -> str:
    """Text whose white space shows as it is written."""
    return text.translate(_KEPT)


@dataclass(frozen=True, slots=True)
class Look:
    """What the elements around a text do to it.

    ``hidden`` is ``""`` or the note that says why it does not show; ``symbols`` is what its characters
    stand for, ``pre`` whether its white space shows as written.
    """

    hidden: str = ""
    symbols: Mapping[int, str] | None = None
    pre: bool = False


class HiddenClasses:
    """The classes that a page's style sheets hide."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def add(self, sheet: str) -> None:
        """Take in a style sheet; only selectors of one class count."""
        if not _HIDING.search(sheet):
            return
        for rule in sheet.split("}"):
            selectors, _, body = rule.rpartition("{")
            if _HIDING.search(body):
                for selector in selectors.rpartition("{")[2].split(","):
                    if found := _CLASS.match(selector.strip()):
                        self._names.add(found[1].lower())

    def __contains__(self, classes: object) -> bool:
        return bool(self._names) and not self._names.isdisjoint(str(classes).lower().split())


UNSEEN = "unseen"
_UNSEEN = frozenset(
    "applet audio canvas datalist iframe noembed noframes noscript object script style svg template title "
    "video xml xmp".split()
)
"""Elements whose content no browser shows, or not as text."""


def look_of(name: str, attributes: Mapping[str, str], classes: HiddenClasses, around: Look) -> Look:
    """The look that an element gives to what is in it, when it stands in one of look ``around``."""
    if around.hidden:
        return around
    if name in _UNSEEN or (name == "option" and "selected" not in attributes):
        return Look(UNSEEN)
    if name == "del":
        return Look("tracked")
    if name == "pre":
        return Look("", around.symbols, True)
    if not attributes:
        return around
    style = attributes.get("style", "")
    if "hidden" in attributes or _HIDING.search(style) or attributes.get("class", "") in classes:
        return Look("hidden")
    fonts = [family.strip() for _, family in sorted(_FONT.findall(style), reverse=True)]
    if face := attributes.get("face"):
        fonts.append(face.partition(",")[0].strip())
    if not fonts:
        return around
    font = next((font for font in fonts if font in SYMBOL_FONTS), "")
    return Look("", run_table(font, ()) if font else None, around.pre)
