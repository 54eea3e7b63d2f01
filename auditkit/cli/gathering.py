"""Gather what a command works with: plugins, settings, the packs named, nearby or installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from auditkit.hookspecs import Layout
    from auditkit.plugins import LocalPack, Plugins
    from auditkit.rule import RulePack
    from auditkit.rulefile.packs.added_words import WordFolder
    from auditkit.settings import Chosen
    from auditkit.settings_file import Configuration
    from auditkit.surroundings import Surroundings

__all__ = ["Gathered", "gather", "gather_readers", "pack_options", "split_texts", "tell_faults"]

_OURS = (".yaml", ".yml", ".py", ".akpack")
Command = TypeVar("Command", bound=Callable[..., Any])


def pack_options(command: Command) -> Command:
    """The options ``--rules``, ``--config`` and ``--trust-python`` (folders, config, trust_python)."""
    options = (
        click.option(
            "--rules",
            "folders",
            metavar="路径",
            multiple=True,
            help="再加上这个规则包：文件夹、规则文件（.yaml）或 .akpack；可写多次。",
        ),
        click.option("--config", metavar="文件", help="用这个设置文件，不用附近的 auditkit.yaml。"),
        click.option(
            "--trust-python", is_flag=True, help="允许运行 --rules 所指文件夹里的 Python 规则，请先确认可靠。"
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def split_texts(values: Sequence[str]) -> tuple[str, ...]:
    """Options may be repeated or hold several values set off by commas."""
    return tuple(
        part.strip() for value in values for part in value.replace("，", ",").split(",") if part.strip()
    )


@dataclass
class Gathered:
    """What a command works with. ``used`` are the files and folders of settings and rules nearby."""

    plugins: Plugins
    configuration: Configuration
    local: tuple[LocalPack, ...] = ()
    used: tuple[Path, ...] = ()

    def is_ours(self, path: Path) -> bool:
        """Whether a file is one of settings or rules, and so nothing to audit."""
        if path.suffix.lower() not in _OURS:
            return False
        whole = path.resolve()
        return any(whole.is_relative_to(item.resolve()) for item in self.used)

    @cached_property
    def packs(self) -> list[RulePack]:
        """The rule packs, by id."""
        return self.plugins.rule_packs()

    @cached_property
    def chosen(self) -> Chosen:
        """The rules that run, with severities and options in force.

        Raises:
            click.UsageError: when the settings name what no pack knows.
        """
        from auditkit.settings import SettingsError, choose

        try:
            return choose(self.packs, self.configuration.settings())
        except SettingsError as error:
            raise click.UsageError(str(error)) from None


def gather(
    folders: Sequence[str] = (),
    config: str | None = None,
    trust_python: bool = False,
    profile: str | None = None,
    *,
    paths: Sequence[str] = (),
    said: Mapping[str, Any] | None = None,
    strict: bool = False,
) -> Gathered:
    """Plugins, settings and packs for a command; ``paths`` is what it is going to audit.

    ``folders`` are those of ``--rules``; ``said`` holds settings made on the command line. What was
    found nearby, and what was found and not used, is said on standard error.

    Raises:
        click.UsageError: for settings that cannot be followed, or a pack that is not there.
    """
    from auditkit.plugins import load_plugins
    from auditkit.settings import SettingsError
    from auditkit.settings_file import configure
    from auditkit.surroundings import look_around

    if trust_python and not folders:
        raise click.UsageError("--trust-python 要与 --rules 路径 一起用，指明信任哪个文件夹。")
    nearby = look_around(Path.cwd(), [Path(text) for text in paths if Path(text).is_dir()])
    spoken = dict(said or {}) | ({} if profile is None else {"profile": split_texts([profile])})
    try:
        configuration = configure(Path(config) if config else nearby.settings, spoken)
        local = _distinct(_local_packs(folders, configuration, nearby, trust_python))
        words = tuple(_word_folders(configuration))
        files = list(_layout_files(configuration))
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    _say(nearby, config)
    used = [item for item in (nearby.settings, nearby.rules, *nearby.unused) if item is not None]
    used += [Path(config)] if config else []
    used += [*files, *(item.path for item in local), *(item.path for item in words)]
    plugins = load_plugins(local=local, strict=strict, words=words, layouts=_layouts(files))
    return Gathered(plugins, configuration, local, tuple(used))


def _say(nearby: Surroundings, config: str | None) -> None:
    from auditkit.settings_file import shown

    found = [
        f"{what} {shown(path)}"
        for what, path in (("设置", None if config else nearby.settings), ("规则", nearby.rules))
        if path is not None
    ]
    if found:
        click.echo(f"采用附近的{'、'.join(found)}。", err=True)
    for notice in nearby.notices:
        click.echo(f"提示：{notice}", err=True)


def _local_packs(
    folders: Sequence[str], configuration: Configuration, nearby: Surroundings, trust_python: bool
) -> Iterator[LocalPack]:
    """The packs named on the command line, in the settings, and nearby."""
    from auditkit.plugins import LocalPack
    from auditkit.settings import SettingsError
    from auditkit.settings_file import shown

    trusted = {Path(text).resolve() for text, _ in configuration.items("trust_python")}
    for text in folders:
        path = Path(text)
        if not path.exists():
            raise click.UsageError(f"--rules {text} 不存在，请检查规则包的路径。")
        yield LocalPack(path, path.as_posix(), trust_python or path.resolve() in trusted)
    for text, origin in configuration.items("packs"):
        path = Path(text)
        if not path.exists():
            raise SettingsError(f"{origin.place}packs 里的 {shown(path)} 不存在，请检查规则包的路径。")
        yield LocalPack(path, shown(path), path.resolve() in trusted)
    if nearby.rules is not None:
        yield LocalPack(nearby.rules, shown(nearby.rules), nearby.rules.resolve() in trusted)


def _word_folders(configuration: Configuration) -> Iterator[WordFolder]:
    """The folders with added words that the settings name."""
    from auditkit.rulefile.packs.added_words import WordFolder
    from auditkit.settings import SettingsError
    from auditkit.settings_file import shown

    for text, origin in dict(configuration.items("words")).items():
        path = Path(text)
        if not path.is_dir():
            what = "不是文件夹" if path.exists() else "不存在"
            raise SettingsError(f"{origin.place}words 里的 {shown(path)} {what}，请写放词表文件的文件夹。")
        yield WordFolder(path, shown(path))


def gather_readers() -> Plugins:
    """Plugins with the layouts that the settings name, for commands that read files and judge nothing.

    Raises:
        click.UsageError: for settings or layouts that cannot be followed.
    """
    from auditkit.plugins import load_plugins
    from auditkit.settings import SettingsError
    from auditkit.settings_file import configure
    from auditkit.surroundings import look_around

    try:
        files = list(_layout_files(configure(look_around(Path.cwd(), []).settings)))
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    return load_plugins(layouts=_layouts(files))


def _layout_files(configuration: Configuration) -> Iterator[Path]:
    """The layout files that the settings name, by themselves or by their folder."""
    from auditkit.settings import SettingsError
    from auditkit.settings_file import shown

    for text, origin in dict(configuration.items("layouts")).items():
        path = Path(text)
        if not path.exists():
            raise SettingsError(f"{origin.place}layouts 里的 {shown(path)} 不存在，请写表式文件或放它的文件夹。")
        yield from sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def _layouts(files: Sequence[Path]) -> list[Layout]:
    """The layouts in some files.

    Raises:
        click.UsageError: for a file that is no layout, or two of one name.
    """
    from auditkit.cli.layout_files import open_layout
    from auditkit.settings_file import shown

    found: dict[str, tuple[Path, Layout]] = {}
    for path in dict.fromkeys(files):
        layout, _ = open_layout(path)
        if layout.name in found:
            first = shown(found[layout.name][0])
            raise click.UsageError(f"{shown(path)}：标识 {layout.name} 与 {first} 的相同，请改其中一个的 name。")
        found[layout.name] = path, layout
    return [layout for _, layout in found.values()]


def _distinct(packs: Iterator[LocalPack]) -> tuple[LocalPack, ...]:
    """Each pack once, as it was first named."""
    found: dict[Path, LocalPack] = {}
    for pack in packs:
        found.setdefault(pack.path.resolve(), pack)
    return tuple(found.values())


def tell_faults(gathered: Gathered) -> int:
    """Say on standard error what did not load; the exit code: 2 if anything, else 0."""
    faults = gathered.plugins.faults
    for fault in faults:
        click.echo(f"错误：{fault.where}：{fault.message}", err=True)
    return 2 if faults else 0
