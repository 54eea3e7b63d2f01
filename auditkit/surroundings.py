"""Look for settings and local rules from the current folder upwards, never inside what is audited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditkit.settings_file import NAME, shown

__all__ = ["LOCAL_RULES", "Surroundings", "look_around"]

LOCAL_RULES = "rules-local"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was found nearby; ``notices`` name what was found and not used, and how to use it."""

    settings: Path | None = None
    rules: Path | None = None
    notices: tuple[str, ...] = ()
    unused: tuple[Path, ...] = ()


def look_around(start: Path, audited: Sequence[Path]) -> Surroundings:
    """The nearest ``auditkit.yaml`` and ``rules-local`` from ``start`` upwards.

    What lies inside a folder that is being audited came with the submission: it is not used.
    """
    limits = [folder.resolve() for folder in audited]
    settings: Path | None = None
    rules: Path | None = None
    notices: list[str] = []
    unused: list[Path] = []
    folder = start.resolve()
    for place in (folder, *folder.parents):
        file, local = place / NAME, place / LOCAL_RULES
        if settings is None and _is_there(file.is_file):
            if _lies_in(file, limits):
                unused.append(file)
                notices.append(_notice(file, "设置", "--config"))
            else:
                settings = file
        if rules is None and _is_there(local.is_dir):
            if _lies_in(local, limits):
                unused.append(local)
                notices.append(_notice(local, "规则", "--rules"))
            else:
                rules = local
    return Surroundings(settings, rules, tuple(notices), tuple(unused))


def _is_there(test: Callable[[], bool]) -> bool:
    try:
        return test()
    except OSError:  # a folder above that may not be looked into
        return False


def _lies_in(path: Path, limits: Sequence[Path]) -> bool:
    return any(spot.is_relative_to(limit) for limit in limits for spot in (path, path.resolve()))


def _notice(path: Path, what: str, option: str) -> str:
    name = shown(path)
    return f"{name} 在待审核的文件夹里，没有采用：申报材料不能自带{what}。确要采用，请加 {option} {name}。"
