"""The tags and texts of a web page, one after another, in time that grows only with its length.

The parser of the standard library takes time with the square of the length on some broken pages,
and raises on others; what it has to offer beyond that is not needed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

__all__ = ["Tag", "tokens"]

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:"(?P<one>[^"]*)"|'(?P<two>[^']*)'|(?P<bare>[^\s>"'][^\s>]*)?))?"""
)
_END = re.compile(r"[\s/]*>")
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
}
"""Elements whose content is text up to their end tag, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, its name in lower case. ``text`` is the content of an element that holds only text."""

    name: str
    is_end: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags and stretches of text; comments and declarations are left out."""
    at, length = 0, len(page)
    while at < length:
        start = page.find("<", at)
        if start != at:
            text = page[at : start if start >= 0 else length]
            yield unescape(text) if "&" in text else text
            if start < 0:
                return
        tag, at = _markup(page, start)
        if tag is None:
            continue
        yield tag
        if isinstance(tag, Tag) and not tag.is_end and tag.name in _RAW:
            end = _RAW[tag.name].search(page, at)
            stop = end.start() if end else length
            yield Tag(tag.name, True, {}, unescape(page[at:stop]))
            at = page.find(">", stop) + 1 if end else length
            at = at or length


def _markup(page: str, start: int) -> tuple[Tag | str | None, int]:
    """What begins with the ``<`` at ``start``, and the place after it."""
    length = len(page)
    if page.startswith("<!--", start):
        end = page.find("-->", start + 2)
        return None, end + 3 if end >= 0 else length
    is_end = page.startswith("</", start)
    name = _NAME.match(page, start + 1 + is_end)
    if name is None:
        if page[start + 1 : start + 2] in ("!", "?", "/"):
            end = page.find(">", start)
            return None, end + 1 if end >= 0 else length
        return "<", start + 1
    attributes: dict[str, str] = {}
    at = name.end()
    while (end_of_tag := _END.match(page, at)) is None:
        found = _ATTRIBUTE.match(page, at)
        if found is None:
            return None, length
        value = found["one"] or found["two"] or found["bare"] or ""
        attributes.setdefault(found["name"].lower(), unescape(value) if "&" in value else value)
        at = found.end()
    return Tag(name[0].lower(), is_end, attributes), end_of_tag.end()
