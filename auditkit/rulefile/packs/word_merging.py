"""Merge added words into the lists of a pack; what the list has no use for is refused, with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditkit.rulefile.language.slow_patterns import why_unfit
from auditkit.rulefile.load_checks import Faults, line_of, listed, near
from auditkit.rulefile.packs.added_words import WordFile
from auditkit.word_lists import AddedWords, ListCard

__all__ = ["Merged", "merge_words"]

_TEXTS = ("words", "patterns", "exceptions", "templates")
_TABLES = ("map", "aliases_first", "aliases_second")
_RECORDS = ("entries", "interchangeable")
_SECTIONS = (*_TEXTS, "groups", *_TABLES, *_RECORDS)
_REGEXES = ("patterns", "exceptions", "templates")


@dataclass(frozen=True, slots=True)
class Merged:
    """The data of the lists that change, what each file changed, and what was wrong."""

    lists: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    added: tuple[AddedWords, ...] = ()
    faults: tuple[str, ...] = ()


def merge_words(files: Sequence[WordFile], cards: Sequence[ListCard]) -> Merged:
    """The lists of one pack with the words of the files, which are meant for it.

    A file with any fault changes nothing.
    """
    known = {card.name: card for card in cards}
    changed: dict[str, Mapping[str, Any]] = {}
    added: list[AddedWords] = []
    told: list[str] = []
    for file in files:
        faults = Faults(file.name)
        card = known.get(file.list)
        if card is None:
            hint = near(file.list, known) if known else "，它没有可以加词的词表。"
            faults.add(line_of(file.data, "name"), f"规则包 {file.pack} 没有词表“{file.list}”{hint}")
        else:
            before = changed.get(file.list, card.data)
            _examine(file.data, before, card, faults)
            merged = _Merging(before, file.data)
            merged.make()
            _spared(merged.data, before, file, faults)
        if card is not None and not len(faults):
            changed[file.list] = merged.data
            counts = (merged.added, merged.removed, merged.lines)
            added.append(AddedWords(file.pack, file.list, file.name, file.sha256, *counts))
        told += faults.sentences()
    return Merged(changed, tuple(added), tuple(told))


def _examine(data: Any, before: Mapping[str, Any], card: ListCard, faults: Faults) -> None:
    """Note what the list has no use for, unknown groups and words, and patterns that will not do."""
    usable = [key for key in _SECTIONS if key in before]
    for key in _SECTIONS:
        if key in data and key not in before:
            told = f"词表 {card.name} 没有 {key}，写了也不会用到；可加的有：{listed(usable)}。"
            faults.add(line_of(data, key), told)
    groups = before.get("groups", {})
    for group in data.get("groups", {}):
        if group not in groups and groups:
            told = f"词表 {card.name} 没有“{group}”组{near(group, groups)}"
            faults.add(line_of(data["groups"], group), told)
    for line, pattern in _patterns(data, card):
        why = why_unfit(pattern)
        if why:
            faults.add(line, why)
    _entries(data, before, card, faults)
    texts = {text for key, text, _ in _listed(data) if key == "words" or key.startswith("groups")}
    for number, text in enumerate(data.get("without", ())):
        line = line_of(data["without"], number)
        held = dict.fromkeys(held for _, held, _ in _listed(before))
        if text in texts:
            faults.add(line, f"“{text}”又要加又要去掉，请只写一处。")
        elif text not in held:
            faults.add(line, f"词表 {card.name} 里没有“{text}”{near(text, held)}")


def _entries(data: Any, before: Mapping[str, Any], card: ListCard, faults: Faults) -> None:
    """Each record needs the keys that all records of the list have."""
    old = before.get("entries") or ()
    needed = [key for key in (old[0] if old else ()) if all(key in item for item in old)]
    for number, item in enumerate(data.get("entries", ())):
        missing = [key for key in needed if key not in item]
        if missing:
            told = f"词表 {card.name} 的条目要写“{'、'.join(missing)}”，请补上。"
            faults.add(line_of(data["entries"], number), told)


def _patterns(data: Any, card: ListCard) -> Iterator[tuple[int, str]]:
    if card.plain:
        return
    for key in _REGEXES:
        for number, text in enumerate(data.get(key, ())):
            yield line_of(data[key], number), text
    for item in data.get("entries", ()):
        for holder in (item, *item.get("needs", ())):
            for key in ("trigger", "pattern"):
                if key in holder:
                    yield line_of(holder, key), holder[key]


def _listed(data: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Section, text and line of all that can be taken out: words, also in groups, patterns, replaced words."""
    for key in _TEXTS:
        for number, text in enumerate(data.get(key, ())):
            yield key, text, line_of(data[key], number)
    for group, texts in data.get("groups", {}).items():
        for number, text in enumerate(texts):
            yield f"groups.{group}", text, line_of(texts, number)
    for key in _TABLES:
        for text in data.get(key, {}):
            yield key, text, line_of(data[key], text)


class _Merging:
    """The data of one list with those of one file: what it adds, then without what it takes out."""

    def __init__(self, before: Mapping[str, Any], file: Any) -> None:
        self.data: dict[str, Any] = dict(before)
        self.file = file
        self.added = self.removed = 0
        self.lines: dict[str, int] = {}

    def make(self) -> None:
        """Merge."""
        for key in _TEXTS:
            if key in self.file and key in self.data:
                self.data[key] = self._more(self.data[key], self.file[key])
        if "groups" in self.data:
            more = self.file.get("groups", {})
            groups = self.data["groups"]
            self.data["groups"] = {
                name: self._more(words, more.get(name, ())) for name, words in groups.items()
            }
        for key in _TABLES:
            if key in self.file and key in self.data:
                self.data[key] = {**self.data[key], **self.file[key]}
                self.added += len(self.file[key])
                self.lines |= {text: line_of(self.file[key], text) for text in self.file[key]}
        for key in _RECORDS:
            if key in self.file and key in self.data:
                self.data[key] = [*self.data[key], *self.file[key]]
                self.added += len(self.file[key])
        for text in self.file.get("without", ()):
            self._take_out(text)

    def _more(self, old: Sequence[str], new: Sequence[str]) -> list[str]:
        fresh = [text for text in new if text not in old]
        self.added += len(fresh)
        self.lines |= {text: line_of(new, number) for number, text in enumerate(new) if text in fresh}
        return [*old, *fresh]

    def _take_out(self, text: str) -> None:
        self.removed += 1
        for key in _TEXTS:
            if key in self.data:
                self.data[key] = [item for item in self.data[key] if item != text]
        if "groups" in self.data:
            groups = self.data["groups"].items()
            self.data["groups"] = {name: [item for item in words if item != text] for name, words in groups}
        for key in _TABLES:
            if key in self.data:
                self.data[key] = {old: new for old, new in self.data[key].items() if old != text}


def _spared(merged: Mapping[str, Any], before: Mapping[str, Any], file: WordFile, faults: Faults) -> None:
    """Refuse a file that empties a list or a group: rules would take nothing for anything."""
    line = line_of(file.data, "without")
    for key in ("words", "patterns", "templates", "map"):
        if before.get(key) and not merged[key]:
            faults.add(line, f"去掉后 {key} 一个也不剩了；不想用这些词，请在设置里 ignore 用到它的规则。")
    for group, words in before.get("groups", {}).items():
        if words and not merged["groups"][group]:
            told = f"去掉后“{group}”组一个词也不剩了；不想用这些词，请在设置里 ignore 用到它的规则。"
            faults.add(line, told)
