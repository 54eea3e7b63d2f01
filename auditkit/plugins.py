"""Find the installed plugins and the packs at hand, and collect what they bring. One that fails is loud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pluggy

from auditkit import hookspecs
from auditkit.foreign_code import ForeignError, run_foreign
from auditkit.hookspecs import PROJECT, Layout, PackFolder, Reader, Reporter
from auditkit.plugin_checks import examine
from auditkit.report import Fault
from auditkit.rule import Rule, RulePack

if TYPE_CHECKING:
    from auditkit.rulefile.packs.added_words import WordFolder
    from auditkit.rulefile.packs.overrides import Change
    from auditkit.rulefile.packs.shelf import Supply

__all__ = ["LocalPack", "PluginCard", "Plugins", "load_plugins"]

_BRINGS: dict[str, tuple[type, ...]] = {
    "auditkit_readers": (Reader,),
    "auditkit_layouts": (Layout,),
    "auditkit_reporters": (Reporter,),
    "auditkit_rule_packs": (RulePack, PackFolder),
}


@dataclass(frozen=True, slots=True)
class LocalPack:
    """A pack that is not installed: where it lies, what to call it, whether its Python rules may run."""

    path: Path
    origin: str
    trusted: bool = False


@dataclass(slots=True)
class PluginCard:
    """What there is to say of a plugin, or of a local pack. ``status``: ok, faulty or broken."""

    name: str
    point: EntryPoint | None = None
    origin: str = ""
    version: str = ""
    status: str = "ok"
    seconds: float = 0.0
    brings: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Plugins:
    """The loaded plugins; ``faults`` grows as broken ones are met, and is never forgotten."""

    manager: pluggy.PluginManager
    faults: list[Fault] = field(default_factory=list)
    local: tuple[LocalPack, ...] = ()
    cards: dict[str, PluginCard] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    notices: tuple[str, ...] = ()
    strict: bool = False
    words: tuple[WordFolder, ...] = ()
    own_layouts: tuple[Layout, ...] = ()
    _packs: list[RulePack] | None = None
    _named: dict[str, list[Any]] = field(default_factory=dict)

    def readers(self) -> list[Reader]:
        """All readers, by name."""
        return self._by_name("auditkit_readers")

    def layouts(self) -> list[Layout]:
        """All layouts: the user's own first, then those installed by name, unless the user has one of that name."""
        own = {layout.name for layout in self.own_layouts}
        installed = [layout for layout in self._by_name("auditkit_layouts") if layout.name not in own]
        return [*self.own_layouts, *installed]

    def reporters(self) -> list[Reporter]:
        """All reporters, by name."""
        return self._by_name("auditkit_reporters")

    def rule_packs(self) -> list[RulePack]:
        """All rule packs, by id, with what they change in each other.

        A pack whose id or a rule whose code is taken is left out and named.
        """
        if self._packs is None:
            from auditkit.rulefile.packs.shelf import stock_up

            stock = stock_up([*self._installed(), *self._at_hand()], self.strict, self.words)
            self.faults += [Fault("加词", sentence) for sentence in stock.word_faults]
            for owner, sentence in stock.faults:
                self._blame(owner, sentence)
            for owner, seconds in stock.seconds.items():
                self.cards[owner].seconds += seconds
            for pack in stock.packs:
                self._note_pack(self.cards[stock.owners[pack.id]], pack)
            self.changes, self.notices = stock.changes, tuple(stock.notices)
            self._packs = list(stock.packs)
        return self._packs

    def _note_pack(self, card: PluginCard, pack: RulePack) -> None:
        card.brings.setdefault("rule_packs", []).append(pack.id)
        card.brings.setdefault("rules", []).extend(rule.code for rule in pack.rules)
        if card.point is None:
            card.version = pack.version

    def _installed(self) -> Iterable[Supply]:
        from auditkit.rulefile.packs.loading import draft_package
        from auditkit.rulefile.packs.shelf import Supply

        for owner, item in self._collect("auditkit_rule_packs"):
            if isinstance(item, PackFolder):
                try:
                    draft = run_foreign(draft_package, item.package, item.folder)
                except ForeignError as error:
                    self._blame(owner, f"PackFolder 读不了：{error.__cause__}")
                    continue
                yield Supply(owner, draft=draft, package=item.package)
            elif all(isinstance(rule, Rule) for rule in item.rules):
                yield Supply(owner, pack=item)
            else:
                self._blame(owner, f"规则包 {item.id} 的 rules 里有不是规则的东西，没有采用。")

    def _at_hand(self) -> Iterable[Supply]:
        from auditkit.rule import PackError
        from auditkit.rulefile.packs.draft import read_drafts
        from auditkit.rulefile.packs.shelf import Supply

        for local in self.local:
            card = self.cards.setdefault(local.origin, PluginCard(local.origin, origin=local.origin))
            began = perf_counter()
            try:
                drafts = read_drafts(local.path, local.origin)
            except PackError as error:
                self._blame(local.origin, str(error))
                card.status = "broken"
                continue
            finally:
                card.seconds += perf_counter() - began
            yield from (Supply(local.origin, draft=draft, trusted=local.trusted) for draft in drafts)

    def _by_name(self, hook: str) -> list[Any]:
        """What all plugins return for a hook, sorted by name; an equal name is left out and named."""
        if hook not in self._named:
            found: dict[str, tuple[str, Any]] = {}
            for owner, item in self._collect(hook):
                first, _ = found.setdefault(item.name, (owner, item))
                if found[item.name][1] is not item:
                    told = f"名称“{item.name}”已被占用（插件 {first}），插件 {owner} 的没有采用，请改名。"
                    self._blame(owner, told)
                else:
                    kind = hook.removeprefix(f"{PROJECT}_")
                    self.cards[owner].brings.setdefault(kind, []).append(item.name)
            self._named[hook] = [found[name][1] for name in sorted(found)]
        return self._named[hook]

    def _collect(self, hook: str) -> list[tuple[str, Any]]:
        """What every plugin returns for one hook, each called by itself, with its owner, by owner."""
        collected: list[tuple[str, Any]] = []
        implementations = getattr(self.manager.hook, hook).get_hookimpls()
        for implementation in sorted(implementations, key=lambda item: str(item.plugin_name)):
            owner = implementation.plugin_name
            began = perf_counter()
            try:
                brought = run_foreign(_listed, implementation.function)
            except ForeignError as error:
                self._blame(owner, f"{hook} 出错：{error}")
                continue
            finally:
                self.cards[owner].seconds += perf_counter() - began
            for item in brought:
                if isinstance(item, _BRINGS[hook]):
                    collected.append((owner, item))
                else:
                    names = " 或 ".join(kind.__name__ for kind in _BRINGS[hook])
                    self._blame(owner, f"{hook} 返回了 {type(item).__name__}，应为 {names}，没有采用。")
        return collected

    def _blame(self, owner: str, message: str) -> None:
        card = self.cards.setdefault(owner, PluginCard(owner, origin=owner))
        fault = Fault(f"插件 {owner}" if card.point is not None else f"规则包 {owner}", message)
        if fault not in self.faults:
            self.faults.append(fault)
            card.faults.append(message)
            card.status = "faulty" if card.status == "ok" else card.status


def _listed(function: Callable[[], Iterable[Any]]) -> list[Any]:
    return list(function())


def load_plugins(
    found: Sequence[EntryPoint] | None = None,
    local: Sequence[LocalPack] = (),
    strict: bool = False,
    words: Sequence[WordFolder] = (),
    layouts: Sequence[Layout] = (),
) -> Plugins:
    """Load the installed plugins one by one; ``found`` replaces the scan in tests.

    ``local`` are the packs that are not installed, ``words`` folders with words to add to the lists
    of packs, ``layouts`` the user's own. ``strict`` refuses YAML rules without tests.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager, local=tuple(local), strict=strict, words=tuple(words), own_layouts=tuple(layouts))
    points = entry_points(group=PROJECT) if found is None else found
    for point in sorted(points, key=lambda item: (item.name, item.value)):
        _load(plugins, point)
    return plugins


def _load(plugins: Plugins, point: EntryPoint) -> None:
    began = perf_counter()
    name = point.name
    first = plugins.cards.get(name)
    if first is not None and first.point is not None:
        told = f"插件名 {name} 有两个（{first.point.value} 与 {point.value}），只用了前一个，请改其中一个的名字。"
        plugins._blame(name, told)
        return
    card = plugins.cards[name] = PluginCard(name, point)
    faults: list[str] = []
    try:
        loaded = run_foreign(point.load)
        faults, usable = run_foreign(examine, plugins.manager, loaded)
        if usable:
            run_foreign(plugins.manager.register, loaded, name)
        else:
            card.status = "broken"
    except ForeignError as error:
        card.status = "broken"
        faults.append(f"未能加载：{error}")
    card.seconds += perf_counter() - began
    for message in faults:
        plugins._blame(name, message)
