"""Make a rule pack of its files: compile its YAML rules, import its Python rules, gather what they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditkit.rule import PackError, Precedence, Profile, Rule, RulePack
from auditkit.rulefile.language.words import WordList
from auditkit.rulefile.packs.draft import Header, PackDraft, draft_pack
from auditkit.rulefile.packs.pack_files import PackFiles, collect_files
from auditkit.rulefile.packs.python_rules import import_rules, open_folder
from auditkit.rulefile.sections import Override, PackContext
from auditkit.user_folders import settings_folder
from auditkit.word_lists import ListCard

if TYPE_CHECKING:
    from auditkit.rulefile.sections import Sections

__all__ = ["LoadedPack", "compile_draft", "draft_package", "read_package"]


_NO_PYTHON = "只有文件夹和写明 package 的 PackFolder 可以带 Python 规则，请去掉它或换一种方式提供。"


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack with what it says about others, and what is wrong with it.

    ``overrides`` pair the file with the change. ``faults`` are rules or files that did not load,
    ``notices`` what its author should mend.
    """

    pack: RulePack
    extends: tuple[str, ...] = ()
    overrides: tuple[tuple[str, Override], ...] = ()
    lexicons: Mapping[str, WordList] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def draft_package(package: str, folder: Traversable | None = None, shared: Sequence[str] = ()) -> PackDraft:
    """The draft of a pack that is an importable package, or lies in a folder of one."""
    home = package_files(package) if folder is None else folder
    found = collect_files(home, package.replace(".", "/") or home.name)
    source = PackFiles(found.origin, found.files)
    return draft_pack(source, Header(home.name, home.name, given=False), shared)


def read_package(package: str, card: Header, shared: Sequence[str] = ()) -> RulePack:
    """The pack in the folder of an importable package; ``card`` names it where no file does.

    Raises:
        PackError: when a rule or a file is not as it should be.
    """
    draft = draft_package(package, shared=shared)
    loaded = compile_draft(draft, {}, package=package, card=None if draft.header.given else card)
    if loaded.faults:
        raise PackError("\n".join(loaded.faults))
    return loaded.pack


def compile_draft(
    draft: PackDraft,
    around: Mapping[str, LoadedPack],
    *,
    package: str = "",
    trusted: bool = False,
    strict: bool = False,
    card: Header | None = None,
) -> LoadedPack:
    """The pack with all of its rules that are sound; never raises, since a pack tells all its faults.

    ``around`` are the packs loaded already. Python rules come from ``package`` where it is
    installed; those of a folder run only when it is ``trusted``.
    """
    header = card or draft.header
    if draft.refusal:
        pack = RulePack(header.id, header.title, header.version, (), origin=draft.source.origin)
        return LoadedPack(pack, header.extends, faults=(draft.refusal,))
    written, faults, notices = _written(draft, around, strict)
    python, broken = _python(draft, package, trusted)
    rules, doubles = _without_doubles([*python, *written])
    used = draft.source.files
    if draft.modules and not package and not trusted:
        used = {path: data for path, data in used.items() if not path.endswith(".py")}
    pack = RulePack(
        id=header.id,
        title=header.title,
        version=header.version,
        rules=rules,
        precedence=tuple(_precedence(draft.sections)),
        profiles=tuple(_profiles(draft.sections)),
        policy=draft.policy,
        sha256=PackFiles("", used).digest(),
        origin="" if package else draft.source.origin,
        grading=draft.grading,
        lists=partial(_list_cards, draft.lexicons, rules),
    )
    told = tuple(dict.fromkeys((*draft.faults, *faults, *broken, *doubles)))
    return LoadedPack(pack, header.extends, draft.overrides, draft.lexicons, told, notices)


def _list_cards(lexicons: Mapping[str, WordList], rules: Sequence[Rule]) -> tuple[ListCard, ...]:
    from auditkit.rulefile.packs.word_cards import card_of

    return tuple(card_of(words, rules) for words in lexicons.values())


def _written(
    draft: PackDraft, around: Mapping[str, LoadedPack], strict: bool
) -> tuple[list[Rule], list[str], tuple[str, ...]]:
    """The rules written in YAML, what is wrong with them, and what is missing."""
    if not any(item.rules for item in draft.sections):
        return [], [], ()
    from auditkit.rulefile.compile_rule import compile_sections

    extended = [around[name] for name in draft.header.extends if name in around]
    lexicons = {name: words for pack in extended for name, words in pack.lexicons.items()}
    policy = {key: basis for pack in extended for key, basis in pack.pack.policy.items()}
    codes = {rule.code: f"规则包 {name}" for name, pack in around.items() for rule in pack.pack.rules}
    rules: list[Rule] = []
    faults: list[str] = []
    notices: list[str] = []
    for sections in draft.sections:
        context = PackContext(
            draft.header.id,
            draft.options,
            lexicons | dict(draft.lexicons),
            policy | dict(draft.policy),
            codes,
            strict,
        )
        compiled = compile_sections(sections, context)
        rules += compiled.rules
        codes |= {rule.code: rule.origin for rule in compiled.rules}
        faults += compiled.faults
        notices += compiled.warnings
    return rules, faults, tuple(dict.fromkeys(notices))


def _python(draft: PackDraft, package: str, trusted: bool) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    if not draft.modules:
        return (), ()
    origin = draft.source.origin
    if package:
        return import_rules(package, draft.modules, origin)
    if draft.source.folder is None:
        return (), (f"{origin} 里的 {draft.modules[0]} 没有运行：{_NO_PYTHON}",)
    if not trusted:
        return (), (_distrust(draft, draft.source.folder),)
    return import_rules(open_folder(draft.source.folder, draft.source.digest()), draft.modules, origin)


def _distrust(draft: PackDraft, folder: Path) -> str:
    names = "、".join(draft.modules[:3]) + ("等" if len(draft.modules) > 3 else "")
    home = settings_folder()
    where = f"{(home / 'auditkit.yaml').as_posix()} 里" if home is not None else "自己的设置文件里"
    return (
        f"{draft.source.origin} 里的 Python 规则 {names} 没有运行，因为还没有信任这个文件夹；"
        f"确认内容可靠后，加 --rules {draft.source.origin} --trust-python，"
        f"或在{where}写 trust_python: [{folder.resolve().as_posix()}]。"
    )


def _without_doubles(rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], list[str]]:
    seen: dict[str, Rule] = {}
    faults = []
    for rule in rules:
        other = seen.setdefault(rule.code, rule)
        if other is not rule:
            faults.append(f"规则号 {rule.code} 重复：{_home(other)} 与 {_home(rule)}，请给其中一条换号。")
    return tuple(seen[code] for code in sorted(seen)), faults


def _home(rule: Rule) -> str:
    return f"{rule.name}（{rule.origin}）"


def _precedence(sections: Sequence[Sections]) -> Iterable[Precedence]:
    for item in sections:
        for row in item.precedence:
            keeper, others = tuple(row["keeper"]), tuple(row["others"])
            yield Precedence(keeper, others, row["where"], row["action"], row.get("reason") or "")


def _profiles(sections: Sequence[Sections]) -> Iterable[Profile]:
    for item in sections:
        for name, entry in item.profiles.items():
            yield _profile(name, entry)


def _profile(name: str, entry: Mapping[str, Any]) -> Profile:
    return Profile(
        name,
        entry["title"],
        entry.get("options") or {},
        tuple(entry.get("enable") or ()),
        tuple(entry.get("disable") or ()),
        entry.get("severities") or {},
    )
