"""Find the installed plugins and collect what they bring. A plugin that fails is loud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

import pluggy

from auditkit import hookspecs
from auditkit.hookspecs import PROJECT, Layout, Reader, Reporter
from auditkit.report import Fault
from auditkit.rule import RulePack

__all__ = ["Plugins", "load_plugins"]

Brought = TypeVar("Brought")


@dataclass(slots=True)
class Plugins:
    """The loaded plugins; ``faults`` grows as broken ones are met, and is never forgotten."""

    manager: pluggy.PluginManager
    faults: list[Fault] = field(default_factory=list)

    def readers(self) -> list[Reader]:
        """All readers, by name."""
        return self._collect("auditkit_readers", lambda item: item.name)

    def layouts(self) -> list[Layout]:
        """All layouts, by name."""
        return self._collect("auditkit_layouts", lambda item: item.name)

    def reporters(self) -> list[Reporter]:
        """All reporters, by name."""
        return self._collect("auditkit_reporters", lambda item: item.name)

    def rule_packs(self) -> list[RulePack]:
        """All rule packs, by id; a rule whose code is taken is left out and named."""
        packs: list[RulePack] = self._collect("auditkit_rule_packs", lambda item: item.id)
        owners: dict[str, str] = {}
        for pack in packs:
            for rule in pack.rules:
                other = owners.setdefault(rule.code, pack.id)
                if other != pack.id:
                    self._blame(f"规则包 {pack.id}", f"规则号 {rule.code} 已被规则包 {other} 使用，请换号。")
        return packs

    def _collect(self, hook: str, name: Callable[[Any], str]) -> list[Any]:
        """What every plugin returns for one hook, each called by itself, sorted by name."""
        found: dict[str, Any] = {}
        for implementation in getattr(self.manager.hook, hook).get_hookimpls():
            try:
                brought: Iterable[Any] = list(implementation.function())
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._blame(implementation.plugin_name, f"{hook} 出错：{type(error).__name__}: {error}")
                continue
            for item in brought:
                if name(item) in found:
                    self._blame(implementation.plugin_name, f"名称“{name(item)}”已被占用，未采用。")
                else:
                    found[name(item)] = item
        return [found[key] for key in sorted(found)]

    def _blame(self, plugin: str, message: str) -> None:
        fault = Fault(f"插件 {plugin}" if not plugin.startswith("规则包") else plugin, message)
        if fault not in self.faults:
            self.faults.append(fault)


def _unknown_hooks(manager: pluggy.PluginManager, plugin: object) -> list[str]:
    """Marked functions whose name is no hook of ours: a slip of the pen that would never run."""
    known = [name for name in dir(hookspecs) if name.startswith(f"{PROJECT}_")]
    faults = []
    for name in dir(plugin):
        if manager.parse_hookimpl_opts(plugin, name) is None or name in known:
            continue
        near = get_close_matches(name, known, n=1)
        faults.append(f"没有名为 {name} 的挂接点" + (f"，是不是 {near[0]}？" if near else "。"))
    return faults


def load_plugins(found: Sequence[EntryPoint] | None = None) -> Plugins:
    """Load the installed plugins one by one; ``found`` replaces the scan in tests."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager)
    points = entry_points(group=PROJECT) if found is None else found
    for point in sorted(points, key=lambda item: item.name):
        try:
            loaded = point.load()
            unknown = _unknown_hooks(manager, loaded)
            manager.register(loaded, name=point.name)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            plugins._blame(point.name, f"未能加载：{type(error).__name__}: {error}")
            continue
        for message in unknown:
            plugins._blame(point.name, message)
    return plugins
