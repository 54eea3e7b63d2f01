"""Import the Python rules of a pack: of an installed package, or of a folder that the user trusts."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import RLock
from types import ModuleType

from auditkit.foreign_code import ForeignError, run_foreign
from auditkit.rule import PackError, Rule

__all__ = ["import_rules", "imported_anew", "open_folder"]

_OPENED = "auditkit_folder_"
_ANEW = RLock()


def open_folder(folder: Path, digest: str) -> str:
    """Make a folder importable under a name of its own, and return that name.

    The name changes with the files, so that a changed file is read anew.
    """
    home = folder.resolve()
    name = f"{_OPENED}{sha256(f'{home}{digest}'.encode()).hexdigest()[:16]}"
    if name not in sys.modules:
        package = ModuleType(name, "Rules of a folder that the user trusts.")
        package.__path__ = [str(home)]
        sys.modules[name] = package
    return name


def import_rules(package: str, modules: Sequence[str], name: str) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """The rule of every module, and a sentence for each that has none or breaks.

    ``modules`` are paths below the package; ``name`` is what the pack is called in messages. A
    module's rule has the module's name; modules with a leading _ are shared and have none.
    """
    rules: list[Rule] = []
    faults: list[str] = []
    written = sys.dont_write_bytecode
    if package.startswith(_OPENED):  # nothing of ours is left behind in a user's folder
        sys.dont_write_bytecode = True
        importlib.invalidate_caches()
    try:
        for path in modules:
            try:
                rules.append(run_foreign(_rule, package, path))
            except ForeignError as error:
                cause = error.__cause__
                told = str(cause) if isinstance(cause, PackError) else str(error)
                faults.append(told if told.startswith(name) else f"{name}/{path}：{told}")
    finally:
        sys.dont_write_bytecode = written
    return tuple(rules), tuple(faults)


@contextmanager
def imported_anew(package: str) -> Iterator[None]:
    """Inside, the modules of a package are imported anew; afterwards those from before stand as they did.

    So the same modules can be had with other word lists, and nobody else meets them.
    """
    prefix = f"{package}."
    home = vars(importlib.import_module(package))
    with _ANEW:
        before = {name: module for name, module in sys.modules.items() if name.startswith(prefix)}
        bound = {name: home[name] for name in (key.removeprefix(prefix) for key in before) if name in home}
        for name in before:
            del sys.modules[name]
        try:
            yield
        finally:
            for name in [name for name in sys.modules if name.startswith(prefix)]:
                del sys.modules[name]
                home.pop(name.removeprefix(prefix), None)
            sys.modules.update(before)
            home.update(bound)


def _rule(package: str, path: str) -> Rule:
    *folders, stem = path.removesuffix(".py").split("/")
    if not all(part.isidentifier() for part in (*folders, stem)):
        raise PackError("文件名和文件夹名只能用字母、数字和下划线，且不以数字开头，请改名。")
    module = importlib.import_module(".".join((package, *folders, stem)))
    found = getattr(module, stem, None)
    if not isinstance(found, Rule):
        raise PackError(
            f"没有找到名为“{stem}”的规则，函数名应与文件名一致；不是规则的文件，名字请以 _ 开头。"
        )
    return found
