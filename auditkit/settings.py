"""What the user chose: rules, profile, severities, options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from auditkit.finding import Severity
from auditkit.rule import Profile, Rule, RulePack

__all__ = ["Chosen", "Origin", "Settings", "SettingsError", "choose", "fit_option"]

_WORDS = {"必须修改": "error", "应当修改": "warning", "建议完善": "note"}


class SettingsError(Exception):
    """A setting that cannot be followed; one Chinese sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting was made: a file and its line, or words such as 命令行."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def place(self) -> str:
        """How a sentence begins that names this place."""
        return f"{self.file} 第{self.line}行：" if self.line else ""


_NOWHERE = Origin("")


@dataclass(frozen=True, slots=True)
class Settings:
    """``select`` and ``ignore`` hold code prefixes; ``profile`` one or more names, comma-separated.

    ``grade`` asks for the reference grades.
    ``origins`` tells where a setting was made, by key and what it names: ``("select", "NRM1")``,
    ``("options", "NRM101", "ceiling")``.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "default"
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[tuple[str, ...], Origin] = field(default_factory=dict)
    grade: bool = False

    def place(self, *key: str) -> str:
        """How a sentence about this setting begins: its file and line, or nothing."""
        return self.origins.get(key, _NOWHERE).place


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
    profiles = _profiles(packs, settings)
    known = [rule.code for rule in rules]
    for key, prefixes in (("select", settings.select), ("ignore", settings.ignore)):
        for prefix in prefixes:
            _known_prefix(prefix, known, settings.place(key, prefix))
    running = tuple(rule for rule in rules if _runs(rule, settings, profiles))
    options, changed = _options(running, profiles, settings, known)
    return Chosen(running, options, _severities(running, profiles, settings, known), changed)


def _profiles(packs: Sequence[RulePack], settings: Settings) -> list[Profile]:
    offered = {profile.name: profile for pack in packs for profile in pack.profiles}
    wanted = [name.strip() for name in settings.profile.split(",") if name.strip()]
    for name in wanted:
        if name not in offered and name != "default":
            listed = "、".join(sorted(offered)) or "无"
            place = settings.place("profile")
            raise SettingsError(f"{place}没有名为“{name}”的审核方案，可用的有：{listed}。")
    return [offered[name] for name in wanted if name in offered]


def _known_prefix(prefix: str, known: Sequence[str], place: str) -> None:
    if any(code.startswith(prefix) for code in known):
        return
    near = get_close_matches(prefix, [*known, *{code[:3] for code in known}], n=1)
    hint = f"是不是“{near[0]}”？" if near else "可用 auditkit rules 查看全部规则。"
    raise SettingsError(f"{place}没有以“{prefix}”开头的规则号，{hint}")


def _known_code(code: str, known: Sequence[str], place: str) -> None:
    if code in known:
        return
    near = get_close_matches(code, known, n=1)
    hint = f"是不是“{near[0]}”？" if near else "可用 auditkit rules 查看全部规则。"
    raise SettingsError(f"{place}没有规则“{code}”，{hint}")


def fit_option(rule: Rule, name: str, value: Any, place: str = "") -> Any:
    """The value of an option in the type the rule's own value has.

    Raises:
        SettingsError: when the rule has no such option, or one of another kind.
    """
    if name not in rule.options:
        near = get_close_matches(name, rule.options, n=1, cutoff=0.5)
        listed = "、".join(rule.options) or "无"
        hint = f"是不是“{near[0]}”？" if near else f"可用的参数：{listed}。"
        raise SettingsError(f"{place}规则 {rule.code} 没有参数“{name}”，{hint}")
    own = rule.options[name]
    number = isinstance(value, int | Decimal | float) and not isinstance(value, bool)
    if isinstance(own, float) and number:
        return float(value)
    if isinstance(own, tuple) and isinstance(value, list):
        return tuple(value)
    written = rule.definition is not None  # a rule in YAML reads texts such as 100% as figures itself
    alike = (
        own is None
        or type(own) is type(value)
        or (isinstance(own, int | Decimal) and not isinstance(own, bool) and number)
        or (isinstance(own, list) and isinstance(value, list))
        or (isinstance(own, str) and isinstance(value, str))
        or (written and not isinstance(own, bool | list) and not isinstance(value, bool | list | dict))
    )
    if not alike:
        kind = _kind(own)
        raise SettingsError(
            f"{place}规则 {rule.code} 的参数“{name}”应为{kind}（如 {own}），写的是“{value}”。"
        )
    return value


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return " true 或 false "
    kinds = ((str, "文字"), (int | float | Decimal, "数字"), (list | tuple, "列表"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "另一种值")


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
        _known_code(code, known, settings.place("options", code))
    for rule in rules:
        wanted: dict[str, Any] = {}
        for profile in profiles:
            wanted |= {name: value for name, value in profile.options.items() if name in rule.options}
        for name, value in settings.options.get(rule.code, {}).items():
            wanted[name] = fit_option(rule, name, value, settings.place("options", rule.code, name))
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
        place = settings.place("severities", prefix)
        _known_prefix(prefix, known, place)
        word = _WORDS.get(text, text)
        if word not in set(Severity):
            raise SettingsError(f"{place}级别“{text}”不存在，可用：error、warning、note。")
        severities |= {rule.code: Severity(word) for rule in rules if rule.code.startswith(prefix)}
    return severities
