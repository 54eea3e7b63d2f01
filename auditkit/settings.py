"""What the user chose: rules, profile, severities, options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from auditkit.finding import Severity
from auditkit.rule import Profile, Rule, RulePack

__all__ = ["Chosen", "Settings", "SettingsError", "choose"]


class SettingsError(Exception):
    """A setting that cannot be followed; one Chinese sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``select`` and ``ignore`` hold code prefixes; ``profile`` one or more names, comma-separated."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "default"
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules that run, with their options in force and the severities that differ."""

    rules: tuple[Rule, ...]
    options: Mapping[str, Mapping[str, Any]]
    severities: Mapping[str, Severity]
    changed: Mapping[str, Mapping[str, Any]]


def choose(packs: Sequence[RulePack], settings: Settings) -> Chosen:
    """The rules of the packs that the settings let run.

    Raises:
        SettingsError: for a code, profile or option that no pack knows.
    """
    rules = sorted((rule for pack in packs for rule in pack.rules), key=lambda rule: rule.code)
    profiles = _profiles(packs, settings.profile)
    known = [rule.code for rule in rules]
    for prefix in (*settings.select, *settings.ignore):
        _known_prefix(prefix, known)
    running = tuple(rule for rule in rules if _runs(rule, settings, profiles))
    options, changed = _options(running, profiles, settings, known)
    return Chosen(running, options, _severities(running, profiles, settings, known), changed)


def _profiles(packs: Sequence[RulePack], names: str) -> list[Profile]:
    offered = {profile.name: profile for pack in packs for profile in pack.profiles}
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in offered and name != "default":
            listed = "、".join(sorted(offered)) or "无"
            raise SettingsError(f"没有名为“{name}”的审核方案，可用的有：{listed}。")
    return [offered[name] for name in wanted if name in offered]


def _known_prefix(prefix: str, known: Sequence[str]) -> None:
    if any(code.startswith(prefix) for code in known):
        return
    near = get_close_matches(prefix, [*known, *{code[:3] for code in known}], n=1)
    hint = f"是不是“{near[0]}”？" if near else "可用 auditkit rules 查看全部规则。"
    raise SettingsError(f"没有以“{prefix}”开头的规则号，{hint}")


def _starts(code: str, prefixes: Iterable[str]) -> bool:
    return any(code.startswith(prefix) for prefix in prefixes)


def _runs(rule: Rule, settings: Settings, profiles: Sequence[Profile]) -> bool:
    if _starts(rule.code, settings.ignore):
        return False
    if settings.select:
        exact = rule.code in settings.select
        return exact or (_starts(rule.code, settings.select) and rule.default == "on")
    if any(_starts(rule.code, profile.disable) for profile in profiles):
        return False
    return rule.default == "on" or any(_starts(rule.code, profile.enable) for profile in profiles)


def _options(
    rules: Sequence[Rule], profiles: Sequence[Profile], settings: Settings, known: Sequence[str]
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    options: dict[str, dict[str, Any]] = {}
    changed: dict[str, dict[str, Any]] = {}
    for code in settings.options:
        _known_prefix(code, known)
    for rule in rules:
        wanted: dict[str, Any] = {}
        for profile in profiles:
            wanted |= {name: value for name, value in profile.options.items() if name in rule.options}
        for name, value in settings.options.get(rule.code, {}).items():
            if name not in rule.options:
                near = "、".join(rule.options) or "无"
                raise SettingsError(f"规则 {rule.code} 没有参数“{name}”，可用的参数：{near}。")
            wanted[name] = value
        options[rule.code] = {**rule.options, **wanted}
        if wanted:
            changed[rule.code] = wanted
    return options, changed


def _severities(
    rules: Sequence[Rule], profiles: Sequence[Profile], settings: Settings, known: Sequence[str]
) -> dict[str, Severity]:
    wanted: dict[str, str] = {}
    for profile in profiles:
        wanted |= profile.severities
    wanted |= settings.severities
    severities: dict[str, Severity] = {}
    for prefix, text in wanted.items():
        _known_prefix(prefix, known)
        if text not in set(Severity):
            raise SettingsError(f"级别“{text}”不存在，可用：error、warning、note。")
        severities |= {rule.code: Severity(text) for rule in rules if rule.code.startswith(prefix)}
    return severities
