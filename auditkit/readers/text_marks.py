"""Take off the marks that converters and markdown put around a text."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["bare_cell", "bare_line"]

_BOOKMARKS = re.compile(r"\A(\s*)(?:\[bookmark: [^\]\n]*\])+")
_IMAGE = re.compile(r"\[image: (?:[^\[\]]|\[[^\[\]]*\])*\]")
_HEADING = re.compile(r"\A {0,3}#{1,6}[ \t]+(?=\S)|(?<=\S)[ \t]+#+\Z")
_STRONG = re.compile(r"\A(\s*)(\*\*|__)(?=[^\s*_])((?:(?!\2).)*[^\s*_])\2(?=[:：]|\s*\Z)")
_ESCAPED = re.compile(r"\\([\\`|<>*_~\[\]#{}()+.!=-])")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_NUMBER = re.compile(r"\A(\s*(?:#+ +)?\d{1,2})\\([.)])")


def _without_heading(line: str) -> str:
    return _HEADING.sub("", line) if _HEADING.match(line) else line


def bare_line(line: str) -> str:
    """A line outside tables without Tika's bookmarks and pictures, and without markdown's marks."""
    if "[" in line:
        line = _IMAGE.sub("", _BOOKMARKS.sub(r"\1", line))
    if "#" in line:
        line = _without_heading(line)
    if "\\" in line:
        line = _NUMBER.sub(r"\1\2", line)
    return _STRONG.sub(r"\1\3", line)


def bare_cell(text: str) -> str:
    """A markdown cell without its marks; characters escaped or named for markdown are themselves again."""
    bare = _STRONG.sub(r"\1\3", text)
    if "\\" in bare:
        bare = _ESCAPED.sub(r"\1", bare)
    return _ENTITY.sub(lambda found: unescape(found[0]), bare) if "&" in bare else bare
