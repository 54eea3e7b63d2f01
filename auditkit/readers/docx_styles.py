"""The two things a style can do to a text: hide it, and number it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditkit.readers.docx_xml import walk_part

__all__ = ["NO_STYLES", "Styles", "is_on", "read_styles"]

_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles that hide their text and of those that number their paragraphs."""

    hidden: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()


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
    numbered: dict[str, bool] = {}
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
            numbered.setdefault(current, attributes.get("val") != "0")

    walk_part(data, visit)
    return Styles(_with_heirs(hidden, parents), _with_heirs(numbered, parents))


_CODECS = ("utf-8", "utf-16-le", "utf-16-be")


def _with_heirs(own: Mapping[str, bool], parents: Mapping[str, str]) -> frozenset[str]:
    """The styles for which the nearest style of their line that says anything says yes."""
    answers = dict(own)
    for style in parents:
        line = []
        while style not in answers and style in parents and style not in line:
            line.append(style)
            style = parents[style]
        answer = answers.get(style, False)
        answers.update(dict.fromkeys(line, answer))
    return frozenset(style for style, answer in answers.items() if answer)
