"""The faults of a rule file: gathered all, told one sentence each, with file, line and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from auditkit.rule import PackError
from auditkit.rulefile.language.faults import ExpressionError, Mark, did_you_mean

__all__ = ["Faults", "RuleFileError", "line_of", "listed", "near"]

Made = TypeVar("Made")
_LISTED = 12


class RuleFileError(PackError):
    """A rule file that cannot be used; ``faults`` holds one Chinese sentence each, by line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Faults:
    """The faults of one file, as they are met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[tuple[int, str]] = []

    def __len__(self) -> int:
        return len(self._found)

    def add(self, line: int, sentence: str) -> None:
        """Note one fault; line 0 is a file that has no lines to speak of."""
        place = f"{self.file} 第{line}行" if line else self.file
        self._found.append((line, f"{place}：{sentence}"))

    def take(self, error: ExpressionError) -> None:
        """Note an error that already names its place."""
        self._found.append((error.where.line, str(error)))

    def attempt(
        self, make: Callable[[str, Any, Mark], Made], text: str, names: Any, where: Mark
    ) -> Made | None:
        """What ``make`` compiles, or None with its error noted."""
        try:
            return make(text, names, where)
        except ExpressionError as error:
            self.take(error)
            return None

    def sentences(self) -> tuple[str, ...]:
        """All faults, by line, each once."""
        ordered = sorted(self._found, key=lambda pair: pair[0])
        return tuple(dict.fromkeys(sentence for _, sentence in ordered))

    def settle(self) -> None:
        """Refuse the file if there is any fault.

        Raises:
            RuleFileError: with all of them.
        """
        if self._found:
            raise RuleFileError(self.sentences())


def line_of(data: Any, key: str | int | None = None) -> int:
    """The line of a marked mapping or list, or of one key or item in it; 0 where it is not known."""
    lines = getattr(data, "lines", None)
    own: int = getattr(data, "line", 0)
    if key is None or lines is None:
        return own
    if isinstance(lines, Mapping):
        return int(lines.get(key, own))
    return int(lines[key]) if isinstance(key, int) and key < len(lines) else own


def listed(words: Iterable[str]) -> str:
    """A short list of words for a message."""
    found = [str(word) for word in words]
    more = f"等{len(found)}种" if len(found) > _LISTED else ""
    return "、".join(found[:_LISTED]) + more


def near(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known one, or what there is."""
    names = list(known)
    hint = did_you_mean(word, names)
    if hint != "。":
        return hint
    return f"，可用：{listed(names)}。" if names else "。"
