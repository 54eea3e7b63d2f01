"""Where the user's own files lie on this system: settings and cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["cache_folder", "settings_folder"]

_NAME = "auditkit"


def _home(*parts: str) -> Path | None:
    try:
        return Path.home().joinpath(*parts)
    except RuntimeError:  # an account without a home, as services have it
        return None


def _named(variable: str) -> Path | None:
    """The folder a variable names; a relative one is void, as the XDG convention has it."""
    text = os.environ.get(variable, "")
    path = Path(text) if text else None
    return path if path is not None and path.is_absolute() else None


def _below(folder: Path | None, *parts: str) -> Path | None:
    return None if folder is None else folder.joinpath(*parts)


def settings_folder() -> Path | None:
    """Where the user's own ``auditkit.yaml`` may lie; AUDITKIT_CONFIG_DIR names another place."""
    chosen = _named("AUDITKIT_CONFIG_DIR")
    if chosen is not None:
        return chosen
    if sys.platform == "win32":
        return _below(_named("APPDATA") or _home("AppData", "Roaming"), _NAME)
    if sys.platform == "darwin":
        return _home("Library", "Application Support", _NAME)
    return _below(_named("XDG_CONFIG_HOME") or _home(".config"), _NAME)


def cache_folder() -> Path | None:
    """Where parsed files are kept; AUDITKIT_CACHE_DIR names another place. None: nowhere."""
    if os.environ.get("AUDITKIT_NO_CACHE", "") not in ("", "0"):
        return None
    chosen = os.environ.get("AUDITKIT_CACHE_DIR", "")
    if chosen:
        return Path(chosen).absolute()
    if sys.platform == "win32":
        return _below(_named("LOCALAPPDATA") or _home("AppData", "Local"), _NAME, "cache")
    if sys.platform == "darwin":
        return _home("Library", "Caches", _NAME)
    return _below(_named("XDG_CACHE_HOME") or _home(".cache"), _NAME)
