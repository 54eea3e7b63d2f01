"""Word lists of a rule pack: read once from the pack's YAML files, then asked by the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from auditkit.strict_yaml import load_yaml

__all__ = ["Lexicon", "LexiconError", "changed_lists", "lexicon", "lexicons_of", "list_data", "list_names"]

_KNOWN = frozenset(
    "auditkit name title source certainty words groups map patterns exceptions entries".split()
)
_REGEX_KEYS = frozenset({"trigger", "pattern"})
Changed = Mapping[str, Mapping[str, Any]]
_IN_FORCE: ContextVar[Changed] = ContextVar("changed_lists", default=MappingProxyType({}))


class LexiconError(LookupError):
    """A word list that does not exist or cannot be used; the message is Chinese."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """One word list; ``words`` come longest first, all containers are read-only.

    Regular expressions in ``entries`` (keys ``trigger`` and ``pattern``) are compiled. Whatever
    else the file holds is in ``extra``, with tuples for lists.
    """

    name: str
    title: str
    words: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    mapping: Mapping[str, str]
    patterns: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]
    entries: tuple[Mapping[str, Any], ...]
    extra: Mapping[str, Any]
    _related: Mapping[str, frozenset[str]]

    def longest(self, text: str) -> str | None:
        """The longest of ``words`` that ``text`` contains."""
        return next((word for word in self.words if word in text), None)

    def ends(self, text: str) -> str | None:
        """The longest of ``words`` that ``text`` ends with."""
        return next((word for word in self.words if text.endswith(word)), None)

    def matches(self, text: str) -> bool:
        """Whether any of ``patterns`` is found in ``text`` (words are not asked)."""
        return any(pattern.search(text) for pattern in self.patterns)

    def has(self, text: str) -> bool:
        """Whether ``text`` contains one of ``words`` or one of ``patterns`` is found in it."""
        return self.longest(text) is not None or self.matches(text)

    def excepts(self, text: str) -> bool:
        """Whether any of ``exceptions`` is found in ``text``."""
        return any(pattern.search(text) for pattern in self.exceptions)

    def found(self, group: str, text: str) -> str | None:
        """The longest word of a group that ``text`` contains.

        Raises:
            LexiconError: if the list has no such group.
        """
        try:
            words = self.groups[group]
        except KeyError:
            raise LexiconError(f"词表 {self.name} 没有“{group}”组。{_hint(group, self.groups)}") from None
        return max((word for word in words if word in text), key=len, default=None)

    def group_of(self, word: str) -> str | None:
        """The first group that holds exactly this word."""
        if word not in self._related:
            return None
        return next(name for name, words in self.groups.items() if word in words)

    def synonyms(self, word: str) -> frozenset[str]:
        """The word itself and every word that shares a group with it."""
        return self._related.get(word) or frozenset({word})


@cache
def lexicon(pack: str, name: str) -> Lexicon:
    """The word list ``name`` of the rule pack ``pack``, read once.

    Raises:
        LexiconError: if the pack has no such list, or a pattern in it does not compile.
        YamlError: if the file is not plain YAML.
    """
    return _build(name, list_data(pack, name))


@cache
def list_data(pack: str, name: str) -> Mapping[str, Any]:
    """What the file of a word list holds, read once; do not change it.

    Raises:
        LexiconError: if the pack has no such list.
        YamlError: if the file is not plain YAML.
    """
    file = files(f"auditkit_rules.{pack}") / "words" / f"{name}.yaml"
    if not name.isidentifier() or not file.is_file():
        raise LexiconError(f"规则包 {pack} 没有词表“{name}”。{_hint(name, list_names(pack))}")
    data: Mapping[str, Any] = load_yaml(file.read_text(encoding="utf-8"), f"words/{name}.yaml")
    return data


def list_names(pack: str) -> tuple[str, ...]:
    """The names of all word lists of a pack, sorted."""
    folder = files(f"auditkit_rules.{pack}") / "words"
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir()))


@contextmanager
def changed_lists(changed: Changed) -> Iterator[None]:
    """Inside, ``lexicons_of`` gives lists with this data in place of their files'."""
    token = _IN_FORCE.set(changed)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def lexicons_of(pack: str) -> Callable[[str], Lexicon]:
    """The function that gives the word lists of a pack by name, with the changes in force right now.

    It keeps to them for good: rules imported with changed words never see others.
    """
    changed = _IN_FORCE.get()
    if not changed:
        return partial(lexicon, pack)

    @cache
    def ask(name: str) -> Lexicon:
        return _build(name, changed[name]) if name in changed else lexicon(pack, name)

    return ask


def _build(name: str, data: Mapping[str, Any]) -> Lexicon:
    groups = {group: tuple(words) for group, words in data.get("groups", {}).items()}
    return Lexicon(
        name=name,
        title=data["title"],
        words=tuple(sorted(data.get("words", ()), key=len, reverse=True)),
        groups=MappingProxyType(groups),
        mapping=MappingProxyType(dict(data.get("map", {}))),
        patterns=_compiled(data.get("patterns", ()), name),
        exceptions=_compiled(data.get("exceptions", ()), name),
        entries=tuple(_frozen(entry, name) for entry in data.get("entries", ())),
        extra=MappingProxyType({key: _frozen(data[key], name) for key in data if key not in _KNOWN}),
        _related=MappingProxyType(_relate(groups.values())),
    )


def _relate(groups: Iterable[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    related: dict[str, frozenset[str]] = {}
    for words in groups:
        for word in words:
            related[word] = related.get(word, frozenset()) | frozenset(words)
    return related


def _compiled(texts: Iterable[str], name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compile(text, name) for text in texts)


def _compile(text: str, name: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise LexiconError(f"词表 {name} 的正则表达式“{text}”写错了：{error}。") from None


def _frozen(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return MappingProxyType(
            {
                key: _compile(item, name) if key in _REGEX_KEYS else _frozen(item, name)
                for key, item in value.items()
            }
        )
    if isinstance(value, list):
        return tuple(_frozen(item, name) for item in value)
    return value


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"是不是“{near[0]}”？" if near else ""
