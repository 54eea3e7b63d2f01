"""Packs that stand together: in the order of what they extend, with the changes they make to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from auditkit.rule import Rule, RulePack
from auditkit.rulefile.packs.draft import PackDraft
from auditkit.rulefile.packs.loading import LoadedPack
from auditkit.rulefile.sections import Override
from auditkit.settings import SettingsError, fit_option

__all__ = ["Change", "Shelf", "in_order", "shelve"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a pack changes in a rule of a pack it extends.

    ``what`` is severity, enabled, replaced or the name of an option; ``origin`` is file and line.
    """

    rule: str
    what: str
    before: Any
    after: Any
    pack: str
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packs as they run, what they changed, and faults as pairs of pack id and sentence."""

    packs: tuple[RulePack, ...]
    changes: tuple[Change, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def in_order(drafts: Sequence[PackDraft]) -> list[PackDraft]:
    """Each draft after those it extends, otherwise by id; a ring is broken where it closes."""
    by_id = {draft.header.id: draft for draft in drafts}
    done: list[PackDraft] = []
    seen: set[str] = set()

    def visit(identity: str) -> None:
        if identity in seen or identity not in by_id:
            return
        seen.add(identity)
        for name in by_id[identity].header.extends:
            visit(name)
        done.append(by_id[identity])

    for identity in sorted(by_id):
        visit(identity)
    return done


class _Bench:
    """Where changes are made: packs by id, what has been changed by whom, and the faults met."""

    def __init__(self, loaded: Sequence[LoadedPack]) -> None:
        self.loaded = {item.pack.id: item for item in loaded}
        self.rules = {item.pack.id: {rule.code: rule for rule in item.pack.rules} for item in loaded}
        self.changes: list[Change] = []
        self.faults: list[tuple[str, str]] = []

    def ancestors(self, identity: str) -> list[str]:
        """The packs that a pack extends, directly or through others, each once."""
        found: dict[str, None] = {}
        waiting = [identity]
        while waiting:
            item = self.loaded.get(waiting.pop(0))
            for name in item.extends if item else ():
                if name in self.loaded and name not in found and name != identity:
                    found[name] = None
                    waiting.append(name)
        return list(found)

    def make(self, change: Change, alter: Callable[[Rule], Rule] | None, place: str) -> None:
        """Make one change, unless a pack that is no ancestor has made another already."""
        others = [item for item in self.changes if (item.rule, item.what) == (change.rule, change.what)]
        ancestors = self.ancestors(change.pack)
        strangers = [item for item in others if item.pack not in ancestors and item.after != change.after]
        if strangers:
            told = f"规则包 {strangers[0].pack}（{strangers[0].origin}）也改了规则 {change.rule} 的{_word(change.what)}"
            self.faults.append(
                (change.pack, f"{place}：{told}，两处不一致，请只留一处，或让一包 extends 另一包。")
            )
            return
        self.changes.append(change)
        for name in ancestors:
            rule = self.rules[name].get(change.rule)
            if rule is not None and alter is None:
                del self.rules[name][change.rule]
            elif rule is not None and alter is not None:
                self.rules[name][change.rule] = alter(rule)


def shelve(loaded: Sequence[LoadedPack]) -> Shelf:
    """The packs with all their changes made; ``loaded`` stands in the order of ``in_order``."""
    bench = _Bench(loaded)
    for item in loaded:
        bench.faults += [(item.pack.id, sentence) for sentence in _strangers(item, bench)]
        for file, override in item.overrides:
            _change(bench, item, override, f"{file} 第{override.line}行", f"{file}:{override.line}")
        for rule in item.pack.rules:
            target = (rule.definition or {}).get("overrides")
            if target is not None:
                _replace(bench, item, rule, str(target))
    packs = tuple(
        replace(item.pack, rules=tuple(bench.rules[item.pack.id].values()))
        if len(bench.rules[item.pack.id]) != len(item.pack.rules) or bench.changes
        else item.pack
        for item in loaded
    )
    return Shelf(packs, tuple(bench.changes), tuple(dict.fromkeys(bench.faults)))


def _strangers(item: LoadedPack, bench: _Bench) -> Iterator[str]:
    """What a pack extends and nobody has; itself; and a ring."""
    for name in item.extends:
        if name == item.pack.id:
            yield f"规则包 {name} 不能 extends 自己，请去掉。"
        elif name not in bench.loaded:
            others = [known for known in bench.loaded if known != item.pack.id]
            near = get_close_matches(name, others, n=1, cutoff=0.5)
            hint = f"是不是“{near[0]}”？" if near else "请先安装它，或用 --rules 一并指明。"
            yield f"规则包 {item.pack.id} 要 extends 的规则包“{name}”没有找到，{hint}"
        elif item.pack.id in bench.ancestors(name):
            yield f"规则包 {item.pack.id} 与 {name} 互相 extends，请去掉其中一处。"


def _target(bench: _Bench, item: LoadedPack, code: str, place: str) -> Rule | None:
    """The rule a pack means to change, among those of the packs it extends."""
    ancestors = bench.ancestors(item.pack.id)
    for name in ancestors:
        if code in bench.rules[name]:
            return bench.rules[name][code]
    replaced = next((old for old in bench.changes if old.rule == code and old.what == "replaced"), None)
    if replaced is not None:
        told = (
            f"规则 {code} 已被规则包 {replaced.pack} 的 {replaced.after} 替换，这里改不了，请去掉其中一处。"
        )
    elif not ancestors:
        told = f"要改规则 {code}，请先在 pack 的 extends 里写明它所在的规则包。"
    else:
        known = [rule for name in ancestors for rule in bench.rules[name]]
        near = get_close_matches(code, known, n=1)
        hint = f"是不是“{near[0]}”？" if near else "可用 auditkit rules 查看规则号。"
        told = f"{'、'.join(ancestors)} 里没有规则 {code}，{hint}"
    bench.faults.append((item.pack.id, f"{place}：{told}"))
    return None


def _change(bench: _Bench, item: LoadedPack, override: Override, place: str, origin: str) -> None:
    rule = _target(bench, item, override.rule, place)
    if rule is None:
        return

    def make(what: str, before: Any, after: Any, alter: Callable[[Rule], Rule]) -> None:
        change = Change(rule.code, what, before, after, item.pack.id, override.reason, origin)
        bench.make(change, alter, place)

    severity, enabled = override.severity, override.enabled
    if severity is not None:
        make("severity", rule.severity.value, severity.value, lambda old: replace(old, severity=severity))
    if enabled is not None:
        default = "on" if enabled else "off"
        make("enabled", rule.default, default, lambda old: replace(old, default=default))
    for name, value in override.options.items():
        try:
            fitted = fit_option(rule, name, value, f"{place}：")
        except SettingsError as error:
            bench.faults.append((item.pack.id, str(error)))
            continue
        make(name, rule.options[name], fitted, _option(name, fitted))


def _option(name: str, value: Any) -> Callable[[Rule], Rule]:
    return lambda old: replace(old, options={**old.options, name: value})


def _replace(bench: _Bench, item: LoadedPack, rule: Rule, code: str) -> None:
    file, _, line = rule.origin.rpartition(":")
    place = f"{file} 第{line}行" if file and line.isdecimal() else rule.origin
    target = _target(bench, item, code, place)
    if target is not None:
        after = f"{rule.code} {rule.title}"
        change = Change(code, "replaced", target.title, after, item.pack.id, "", rule.origin)
        bench.make(change, None, place)


def _word(what: str) -> str:
    words = {"severity": "级别", "enabled": "启用", "replaced": "替换"}
    return words.get(what, f"参数“{what}”")
