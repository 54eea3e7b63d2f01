"""Read ``auditkit.yaml``: what it says, what it extends, the user's own, and what is in force.

The nearest file wins key by key over those it extends, those over the user's own file, and the
command line over all. Severities and options are merged rule by rule, lists are replaced whole.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditkit.schema_check import complaints
from auditkit.settings import Origin, Settings, SettingsError
from auditkit.strict_yaml import MarkedList, YamlError, load_yaml
from auditkit.user_folders import settings_folder

__all__ = ["NAME", "Configuration", "Setting", "configure", "read_settings_file", "shown"]

NAME = "auditkit.yaml"
_MOST_BYTES = 1_000_000
_PATHS = ("packs", "words", "layouts", "trust_python", "waivers", "output")
_LISTS = ("packs", "words", "layouts", "trust_python", "select", "ignore", "profile", "format")
_SEVERITIES = {"必须修改": "error", "应当修改": "warning", "建议完善": "note"}
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting in force: ``("severities", "NRM")``, its value, and where it was made.

    A list's value is a tuple, with the origin of each item in ``items``. Paths are whole paths.
    """

    key: Key
    value: Any
    origin: Origin
    items: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class Configuration:
    """All settings in force, and the files they come from, the strongest first."""

    made: Mapping[Key, Setting] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def value(self, key: str, default: Any = None) -> Any:
        """The value of a setting, or ``default`` where none was made."""
        setting = self.made.get((key,))
        return default if setting is None else setting.value

    def origin(self, *key: str) -> Origin:
        """Where a setting was made; an empty origin where none was."""
        setting = self.made.get(key)
        return Origin("") if setting is None else setting.origin

    def items(self, key: str) -> Iterator[tuple[str, Origin]]:
        """The items of a list, each with its place."""
        setting = self.made.get((key,))
        if setting is not None:
            yield from zip(setting.value, setting.items, strict=True)

    def settings(self) -> Settings:
        """What chooses the rules."""
        options: dict[str, dict[str, Any]] = {}
        severities: dict[str, str] = {}
        origins: dict[Key, Origin] = {key: setting.origin for key, setting in self.made.items()}
        for key, setting in self.made.items():
            if key[0] == "options":
                options.setdefault(key[1], {})[key[2]] = setting.value
                origins.setdefault(key[:2], setting.origin)
            elif key[0] == "severities":
                severities[key[1]] = setting.value
        for name in ("select", "ignore"):
            origins |= {(name, item): origin for item, origin in self.items(name)}
        return Settings(
            select=self.value("select", ()),
            ignore=self.value("ignore", ()),
            profile=",".join(self.value("profile", ("default",))),
            options=options,
            severities=severities,
            grade=self.value("grade", False),
            origins=origins,
        )


def shown(path: Path) -> str:
    """A path as a person would write it from here."""
    whole = Path(os.path.normpath(path.absolute()))
    here = Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()


def configure(project: Path | None = None, command_line: Mapping[str, Any] | None = None) -> Configuration:
    """The settings in force: of the user's own file, the project's file and the command line.

    Raises:
        SettingsError: for a file that cannot be followed.
    """
    made: dict[Key, Setting] = {}
    files: list[str] = []
    folder = settings_folder()
    own = None if folder is None else folder / NAME
    if own is not None and own.is_file():
        made |= read_settings_file(own, own=True)
        files.append(shown(own))
    if project is not None and (own is None or project.resolve() != own.resolve()):
        made |= read_settings_file(project)
        files.insert(0, shown(project))
    said = Origin("命令行")
    for key, value in (command_line or {}).items():
        count = len(value) if isinstance(value, tuple) else 0
        made[(key,)] = Setting((key,), value, said, (said,) * count)
    return Configuration(made, tuple(files))


def read_settings_file(path: Path, own: bool = False) -> dict[Key, Setting]:
    """The settings of a file and of those it extends; ``own`` for the user's own file.

    Raises:
        SettingsError: one sentence a line, each with the file and its line.
    """
    return _layer(path, own, ())


def _layer(path: Path, own: bool, above: tuple[Path, ...]) -> dict[Key, Setting]:
    name = shown(path)
    data = _data(path, name)
    faults = complaints(data, "settings", name)
    if faults:
        raise SettingsError("\n".join(faults))
    if "trust_python" in data and not own:
        raise SettingsError(_not_here(name, data.lines["trust_python"]))
    here = (*above, path.resolve())
    made: dict[Key, Setting] = {}
    bases = data.get("extends", [])
    for number, text in enumerate([bases] if isinstance(bases, str) else bases):
        base = _whole(path, text)
        line = bases.lines[number] if isinstance(bases, MarkedList) else data.lines["extends"]
        if base.resolve() in here:
            raise SettingsError(f"{name} 第{line}行：extends 绕了一圈又回到 {text}，请去掉其中一处。")
        if not base.is_file():
            raise SettingsError(f"{name} 第{line}行：extends 的文件 {text} 不存在，请检查路径。")
        made |= _layer(base, False, here)
    return made | {setting.key: setting for setting in _settings(path, name, data)}


def _data(path: Path, name: str) -> Any:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{name} 打不开（{error.strerror or error}），请检查设置文件的路径。") from None
    if len(raw) > _MOST_BYTES:
        raise SettingsError(f"{name} 超过 1 MB，不像设置文件，请检查路径。")
    try:
        return load_yaml(raw.decode("utf-8-sig"), name, marks=True)
    except UnicodeDecodeError:
        raise SettingsError(f"{name} 不是 UTF-8 编码，请用编辑器另存为 UTF-8。") from None
    except YamlError as error:
        raise SettingsError(str(error)) from None
    except ValueError as error:
        raise SettingsError(f"{name} 中有读不了的数（{error}），请改短。") from None


def _not_here(name: str, line: int) -> str:
    folder = settings_folder()
    where = f" {folder / NAME} " if folder is not None else ""
    return f"{name} 第{line}行：trust_python 只能写在用户自己的设置文件{where}里，请移过去。"


def _whole(path: Path, text: str) -> Path:
    """A path written in a settings file: it starts at that file's folder, ~ is the user's home."""
    try:
        written = Path(text).expanduser()
    except RuntimeError:  # ~somebody, whom this system does not know
        written = Path(text)
    return Path(os.path.normpath(path.parent.absolute() / written))


def _settings(path: Path, name: str, data: Any) -> Iterator[Setting]:
    for key, value in data.items():
        origin = Origin(name, data.lines[key])
        if key in ("auditkit", "extends"):
            continue
        if key == "severities":
            for prefix, text in value.items():
                line = value.lines[prefix]
                yield Setting((key, prefix), _SEVERITIES.get(text, text), Origin(name, line))
        elif key == "options":
            for code, options in value.items():
                for option, item in options.items():
                    yield Setting((key, code, option), item, Origin(name, options.lines[option]))
        elif key in _LISTS:
            items, places = _items(key, value, name, origin)
            whole = tuple(str(_whole(path, item)) for item in items) if key in _PATHS else items
            yield Setting((key,), whole, origin, places)
        elif key in _PATHS:
            yield Setting((key,), str(_whole(path, value)), origin)
        else:
            yield Setting((key,), _SEVERITIES.get(value, value), origin)


def _items(key: str, value: Any, name: str, origin: Origin) -> tuple[tuple[str, ...], tuple[Origin, ...]]:
    """The items of a list, or of a text with commas (a path may hold one), each with its place."""
    if isinstance(value, MarkedList):
        return tuple(map(str, value)), tuple(Origin(name, line) for line in value.lines)
    text = str(value)
    parts = [text] if key in _PATHS else text.replace("，", ",").split(",")
    items = tuple(part.strip() for part in parts if part.strip())
    return items, (origin,) * len(items)
