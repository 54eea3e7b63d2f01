"""The pack that a path names: a folder, an archive, a lone file, or one file of a pack's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditkit.rule import Rule, RulePack

__all__ = ["open_pack"]


def open_pack(path: Path, trust_python: bool, strict: bool = False) -> tuple[RulePack, Path, list[Rule]]:
    """The pack, its home and the rules meant: those of the named file, or all.

    Raises:
        click.UsageError: with every fault of the pack.
    """
    from auditkit.plugins import load_plugins
    from auditkit.rule import PackError
    from auditkit.rulefile.packs.folder import read_pack

    home = _home(path)
    around = load_plugins().rule_packs()
    try:
        pack = read_pack(home, trust_python, strict, around)
    except PackError as error:
        raise click.UsageError(str(error)) from None
    return pack, home, [rule for rule in pack.rules if home == path or _is_in(rule, path)]


def _home(path: Path) -> Path:
    """The folder with ``pack.yaml`` that a file belongs to, or the path itself."""
    if path.is_dir() or path.suffix.lower() not in (".yaml", ".yml", ".py"):
        return path
    around = (path.parent, path.parent.parent)
    return next((folder for folder in around if (folder / "pack.yaml").is_file()), path)


def _is_in(rule: Rule, path: Path) -> bool:
    name = rule.origin.rpartition(":")[0] if rule.definition is not None else rule.origin
    return Path(name).name == path.name and (not Path(name).is_absolute() or Path(name) == path.resolve())
