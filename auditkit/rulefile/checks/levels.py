"""The levels and kinds that ``coverage`` asks for, and whether an indicator belongs to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from auditkit.rulefile.checks.settings import Settings
from auditkit.rulefile.checks.spots import Spot, spots
from auditkit.rulefile.language.faults import Mark
from auditkit.rulefile.language.fields import FieldPath, resolve_field
from auditkit.rulefile.language.frame import Frame, Names
from auditkit.rulefile.language.records import enumeration
from auditkit.rulefile.load_checks import line_of, near
from auditkit.vocabulary import canonical_first_level, canonical_second_level, normal_level

__all__ = ["Level", "Levels", "read_levels"]

_CANONICAL: Mapping[str, Callable[[str], str | None]] = {
    "first_level": canonical_first_level,
    "second_level": canonical_second_level,
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level or kind: the word for it, how many are wanted, and whether a value belongs to it."""

    word: str
    least: int
    holds: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Levels:
    """All that are wanted, and the field that tells an indicator's."""

    path: FieldPath
    wanted: tuple[Level, ...]

    @property
    def label(self) -> str:
        """What the field is called."""
        return self.path.label

    def spot(self, item: Frame) -> Spot:
        """The place in an item that tells its level."""
        return spots(self.path, item)[0]

    def unclear(self, spot: Spot) -> bool:
        """Whether the item's level is none that anybody knows."""
        if self.path.path == "kind":
            return bool(spot.value == "unknown")
        canonical = _CANONICAL.get(self.path.path)
        return (
            canonical is not None and canonical(str(spot.value)) is None and not self._named(str(spot.value))
        )

    def _named(self, text: str) -> bool:
        return any(level.holds(text) for level in self.wanted)


def read_levels(settings: Settings) -> Levels:
    """What a rule wrote as ``by`` and ``levels``; words that are no level are noted as faults."""
    if "by" not in settings.entry:
        names = Names(settings.item_scope or "indicator", settings.names.options, settings.names.lexicons)
        path = resolve_field("类别", names, Mark(settings.faults.file, line_of(settings.entry), "by"))
    else:
        path = settings.paths("by")[0]
    written, least = settings.plain("levels"), settings.plain("least", 1)
    wanted = written if isinstance(written, Mapping) else dict.fromkeys(written, least)
    return Levels(path, tuple(Level(word, n, _holds(word, path, settings)) for word, n in wanted.items()))


def _holds(word: str, path: FieldPath, settings: Settings) -> Callable[[Any], bool]:
    if path.sort.words:
        words = enumeration(path.sort.words).words
        values = words.get(word, frozenset())
        if not values:
            settings.fault("levels", f"“{path.label}”没有“{word}”这一种{near(word, words)}")
        return lambda value: value in values
    canonical = _CANONICAL.get(path.path)
    official = canonical(word) if canonical else None
    if canonical is not None and official is not None:
        return lambda value: canonical(str(value)) == official
    plain = normal_level(word)
    return lambda value: normal_level(str(value)) == plain
