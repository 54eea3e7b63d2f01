"""The two things a style can do to a text: hide it, and number it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from auditkit.readers.docx_xml import walk_part

__all__ = ["NO_STYLES", "Styles", "is_on", "read_styles"]

Said = TypeVar("Said")

_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles that hide their text, and of those that number their paragraphs.

    ``numbered`` says by which list (``"0"`` is none), ``levels`` on which level of it where it says.
    """

    hidden: frozenset[str] = frozenset()
    numbered: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)


NO_STYLES = Styles()


def is_on(value: str | None) -> bool:
    """Whether an on/off property with this ``val`` is on; without a value it is."""
    return value is None or value.strip().lower() not in _OFF


def read_styles(data: bytes) -> Styles:
    """Styles of ``styles.xml``, with what they inherit. Raises ``ReadError``."""
    if not any(word.encode(codec) in data for word in ("vanish", "numPr") for codec in _CODECS):
        return NO_STYLES
    parents: dict[str, str] = {}
    hidden: dict[str, bool] = {}
    numbered: dict[str, str] = {}
    levels: dict[str, str] = {}
    current = ""

    def visit(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if name == "style":
            current = attributes.get("styleId", "")
        elif name == "basedOn":
            parents[current] = attributes.get("val", "")
        elif name == "vanish":
            hidden.setdefault(current, is_on(attributes.get("val")))
        elif name == "numId":
            numbered.setdefault(current, attributes.get("val", ""))
        elif name == "ilvl":
            levels.setdefault(current, attributes.get("val", ""))

    walk_part(data, visit)
    answers = _with_heirs(hidden, parents)
    return Styles(
        frozenset(style for style, answer in answers.items() if answer),
        _with_heirs(numbered, parents),
        _with_heirs(levels, parents),
    )


_CODECS = ("utf-8", "utf-16-le", "utf-16-be")


def _with_heirs(own: Mapping[str, Said], parents: Mapping[str, str]) -> dict[str, Said]:
    """What each style says, by itself or by the nearest style of its line that says anything."""
    answers: dict[str, Said | None] = dict(own)
    for style in parents:
        line = []
        while style not in answers and style in parents and style not in line:
            line.append(style)
            style = parents[style]
        answers.update(dict.fromkeys(line, answers.get(style)))
    return {style: answer for style, answer in answers.items() if answer is not None}
