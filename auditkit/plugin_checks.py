"""What is wrong with a plugin before it is registered: its version, its hooks, their arguments."""

from __future__ import annotations

import inspect
import re
from difflib import get_close_matches
from typing import Any

import pluggy

from auditkit import hookspecs
from auditkit.hookspecs import API_VERSION, PROJECT

__all__ = ["examine"]

_VERSION = re.compile(r"(\d+)(?:\.(\d+))?\Z")
_KNOWN = tuple(name for name in dir(hookspecs) if name.startswith(f"{PROJECT}_"))


def examine(manager: pluggy.PluginManager, plugin: object) -> tuple[list[str], bool]:
    """What is wrong, one sentence each, and whether the plugin can be used all the same."""
    refusal = _incompatibility(plugin)
    if refusal:
        return [refusal], False
    faults: list[str] = []
    usable = True
    for name in dir(plugin):
        marked: Any = manager.parse_hookimpl_opts(plugin, name)
        if marked is None:
            continue
        if name not in _KNOWN:
            near = get_close_matches(name, _KNOWN, n=1)
            faults.append(f"没有名为 {name} 的挂接点" + (f"，是不是 {near[0]}？" if near else "。"))
        elif marked.get("wrapper") or marked.get("hookwrapper"):
            faults.append(f"挂接点 {name} 不能写成 wrapper，请去掉这个标记。")
            usable = False
        elif surplus := _surplus(getattr(plugin, name)):
            faults.append(
                f"挂接点 {name} 没有参数“{'、'.join(surplus)}”（PluginValidationError），应写成 {name}()。"
            )
            usable = False
    return faults, usable


def _surplus(hook: Any) -> list[str]:
    """The arguments a hook asks for; ours have none."""
    parameters = inspect.signature(hook).parameters.values()
    optional = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [item.name for item in parameters if item.default is item.empty and item.kind not in optional]


def _incompatibility(plugin: object) -> str:
    """Why the plugin was made for another auditkit, by its ``AUDITKIT_API``; empty when it was not."""
    wanted = getattr(plugin, "AUDITKIT_API", None)
    if wanted is None:
        return ""
    found = _VERSION.match(str(wanted))
    if found is None:
        return f"AUDITKIT_API 写的是“{wanted}”，应写成“{API_VERSION}”的形式。"
    major, minor = (int(part) for part in API_VERSION.split("."))
    if int(found[1]) != major or int(found[2] or 0) > minor:
        return f"需要插件接口 {wanted}，当前是 {API_VERSION}；请换用与这个 auditkit 相配的插件版本。"
    return ""
