"""The word lists of a pack as anybody may look at them, and what a bureau added to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["CERTAINTIES", "USUAL_CERTAINTY", "AddedWords", "ListCard"]

CERTAINTIES: Mapping[str, str] = {
    "found": "都见于真实公开表或文件原文",
    "high": "通行写法，部分见于真实公开表",
    "medium": "整理所得",
    "low": "经验值或推测，按本地情况调整",
}
"""How sure the words of a list are, surest first."""

USUAL_CERTAINTY = "medium"
"""The certainty of a list that does not state one."""


@dataclass(frozen=True, slots=True)
class ListCard:
    """One word list: its file as read (``data``); ``users`` finds the codes of the rules that ask it.

    ``templates`` map a pattern with placeholders to the regular expression it stands for. A ``plain``
    list has longer words for exceptions, others have regular expressions; ``made`` is what the rules
    of a YAML pack hold of it.
    """

    name: str
    data: Mapping[str, Any]
    users: Callable[[], tuple[str, ...]] = tuple
    templates: Mapping[str, str] = field(default_factory=dict)
    plain: bool = False
    made: Any = None

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules that ask it, sorted."""
        return self.users()

    @property
    def title(self) -> str:
        """What the list is called in Chinese; its name where it says nothing."""
        return str(self.data.get("title") or self.name)

    @property
    def source(self) -> str:
        """Where its words come from; may be empty."""
        return str(self.data.get("source") or "")

    @property
    def certainty(self) -> str:
        """How sure they are."""
        return str(self.data.get("certainty") or USUAL_CERTAINTY)


@dataclass(frozen=True, slots=True)
class AddedWords:
    """What one file changed in one list. ``lines`` tell where each added text stands in the file.

    ``sha256`` is the digest of the file, whatever its line ends.
    """

    pack: str
    list: str
    file: str
    sha256: str
    added: int = 0
    removed: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)
