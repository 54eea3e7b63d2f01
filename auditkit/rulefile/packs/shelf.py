"""Bring all packs together: installed ones, folders and archives, with the words added to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter

from auditkit.foreign_code import one_line
from auditkit.rule import Rule, RulePack
from auditkit.rulefile.load_checks import near
from auditkit.rulefile.packs.added_words import WordFile, WordFolder, read_word_folders
from auditkit.rulefile.packs.draft import PackDraft
from auditkit.rulefile.packs.loading import LoadedPack, compile_draft
from auditkit.rulefile.packs.overrides import Change, in_order, shelve
from auditkit.word_lists import AddedWords

__all__ = ["Stock", "Supply", "stock_up"]


@dataclass(frozen=True, slots=True)
class Supply:
    """A pack as it comes in, made already or still a draft; ``owner`` is the plugin or the path."""

    owner: str
    pack: RulePack | None = None
    draft: PackDraft | None = None
    package: str = ""
    trusted: bool = False
    added: tuple[AddedWords, ...] = ()

    @property
    def id(self) -> str:
        """The id of the pack."""
        if self.pack is not None:
            return self.pack.id
        return self.draft.header.id if self.draft is not None else ""


@dataclass(slots=True)
class Stock:
    """The packs as they run, sorted by id, and all there is to say about them, by owner."""

    packs: tuple[RulePack, ...] = ()
    changes: tuple[Change, ...] = ()
    owners: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    word_faults: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def stock_up(
    supplies: Sequence[Supply], strict: bool = False, words: Sequence[WordFolder] = ()
) -> Stock:
    """Compile what is a draft, apply what packs change in each other, leave out equal ids and codes.

    Where two claim one id or code, the one that stands first in ``supplies`` keeps it. ``words`` are
    folders with words to add to the packs' lists.
    """
    stock = Stock()
    taken = list(_distinct(supplies, stock))
    if words:
        taken = _worded(taken, words, stock)
    loaded = {item.id: LoadedPack(item.pack) for item in taken if item.pack is not None}
    drafts = {item.id: item for item in taken if item.draft is not None}
    for draft in in_order([item.draft for item in drafts.values() if item.draft is not None]):
        item = drafts[draft.header.id]
        began = perf_counter()
        made = _compiled(item, draft, loaded, strict)
        if item.added:
            made = replace(made, pack=replace(made.pack, added=item.added))
        stock.seconds[item.owner] = stock.seconds.get(item.owner, 0.0) + perf_counter() - began
        loaded[item.id] = made
        stock.faults += [(item.owner, sentence) for sentence in made.faults]
        stock.notices += made.notices
    shelf = shelve(list(loaded.values()))
    stock.faults += [(stock.owners[identity], sentence) for identity, sentence in shelf.faults]
    stock.changes = shelf.changes
    by_id = {pack.id: pack for pack in shelf.packs}
    ranked = [by_id[item.id] for item in taken]
    stock.packs = tuple(sorted(_without_equal_codes(ranked, stock), key=lambda pack: pack.id))
    return stock


def _worded(taken: Sequence[Supply], folders: Sequence[WordFolder], stock: Stock) -> list[Supply]:
    """The supplies with the words that the files of the folders add to the lists of each."""
    files, stock.word_faults = read_word_folders(folders)
    known = [item.id for item in taken]
    for file in files:
        if file.pack not in known:
            line = file.data.lines.get("pack", 1)
            told = f"{file.name} 第{line}行：没有规则包“{file.pack}”{near(file.pack, known)}"
            stock.word_faults.append(told)
    mine = {identity: [file for file in files if file.pack == identity] for identity in known}
    return [_with_words(item, mine[item.id], stock) if mine[item.id] else item for item in taken]


def _with_words(item: Supply, files: Sequence[WordFile], stock: Stock) -> Supply:
    from auditkit.rulefile.packs.word_cards import card_of, made_of
    from auditkit.rulefile.packs.word_merging import merge_words

    if item.pack is not None:
        return replace(item, pack=_reworded(item.pack, files, stock))
    if item.draft is None:
        return item
    merged = merge_words(files, [card_of(words) for words in item.draft.lexicons.values()])
    stock.word_faults += merged.faults
    made = {name: made_of(name, data) for name, data in merged.lists.items()}
    draft = replace(item.draft, lexicons={**item.draft.lexicons, **made})
    return replace(item, draft=draft, added=merged.added)


def _reworded(pack: RulePack, files: Sequence[WordFile], stock: Stock) -> RulePack:
    """The pack made anew with the words of the files; as it was, where its modules break on them."""
    from auditkit.rulefile.packs.word_merging import merge_words

    lists = pack.lists() if pack.lists is not None and pack.reworded is not None else ()
    merged = merge_words(files, lists)
    stock.word_faults += merged.faults
    if not merged.lists or pack.reworded is None:
        return pack
    try:
        return replace(pack.reworded(merged.lists), added=merged.added)
    except Exception as error:  # noqa: BLE001 - whatever a rule module makes of the words
        names = "、".join(file.name for file in files)
        told = f"{names}：加词后规则包 {pack.id} 装不上（{one_line(error)}），这些词没有采用，请检查。"
        stock.word_faults.append(told)
        return pack


def _compiled(item: Supply, draft: PackDraft, loaded: dict[str, LoadedPack], strict: bool) -> LoadedPack:
    """The pack of a draft; one that our own program trips over costs only itself."""
    try:
        return compile_draft(draft, loaded, package=item.package, trusted=item.trusted, strict=strict)
    except Exception as error:  # noqa: BLE001 - a slip of ours on one pack must not cost the others
        header = draft.header
        told = f"加载时程序出错（{type(error).__name__}: {one_line(error)}），请把规则包反馈给开发者。"
        empty = RulePack(header.id, header.title, header.version, (), origin=draft.source.origin)
        return LoadedPack(empty, header.extends, faults=(told,))


def _distinct(supplies: Sequence[Supply], stock: Stock) -> Iterator[Supply]:
    for item in supplies:
        first = stock.owners.get(item.id)
        if first is None:
            stock.owners[item.id] = item.owner
            yield item
        else:
            told = f"规则包名“{item.id}”已被 {first} 使用，{item.owner} 的没有采用，请改 pack 的 id。"
            stock.faults.append((item.owner, told))


def _without_equal_codes(packs: Sequence[RulePack], stock: Stock) -> Iterator[RulePack]:
    keepers: dict[str, tuple[Rule, str]] = {}
    for pack in packs:
        kept = []
        for rule in pack.rules:
            other, home = keepers.setdefault(rule.code, (rule, pack.id))
            if other is rule:
                kept.append(rule)
                continue
            places = f"规则包 {home}（{other.origin or other.name}）"
            told = f"规则号 {rule.code}（{rule.origin or rule.name}）已被{places}使用，没有采用，请换号。"
            stock.faults.append((stock.owners[pack.id], told))
        yield pack if len(kept) == len(pack.rules) else replace(pack, rules=tuple(kept))
