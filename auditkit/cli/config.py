"""``auditkit config``: what is in force, and which file and line it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseCommand
from auditkit.cli.gathering import pack_options

if TYPE_CHECKING:
    from auditkit.cli.gathering import Gathered
    from auditkit.rulefile.packs.overrides import Change
    from auditkit.settings_file import Setting

__all__ = ["config", "describe_change"]

_DEFAULTS = {"profile": "default", "fail_on": "error", "format": "terminal"}
_WHAT = {"severity": "级别", "enabled": "是否运行", "replaced": "换成"}


@click.command(cls=ChineseCommand)
@click.argument("paths", metavar="[路径...]", nargs=-1)
@click.option(
    "--format",
    "shape",
    metavar="格式",
    type=click.Choice(("text", "json")),
    default="text",
    help="text（默认）或 json。",
)
@pack_options
def config(
    paths: tuple[str, ...], shape: str, folders: tuple[str, ...], config: str | None, trust_python: bool
) -> int:
    """列出现在生效的设置、规则包和规则包之间的改动，每一项注明出自哪个文件哪一行。

    写上要审核的路径，就按审核它时的情形列出。
    """
    from auditkit.cli.gathering import gather, tell_faults

    gathered = gather(folders, config, trust_python, paths=paths)
    _ = gathered.chosen  # settings that name no rule, option or profile are refused here, too
    if shape == "json":
        import json

        text = json.dumps(_card(gathered), ensure_ascii=False, indent=1) + "\n"
        click.echo(text.encode("utf-8"), nl=False)
    else:
        click.echo("\n".join(_lines(gathered)))
    return tell_faults(gathered)


def _label(key: str) -> str:
    from auditkit_schemas import load_schema

    return str(load_schema("settings")["properties"][key]["x-label"])


def _in_force(gathered: Gathered) -> Iterator[Setting]:
    """All settings in the order of the schema, those not made with their defaults."""
    from auditkit.settings import Origin
    from auditkit.settings_file import Setting
    from auditkit_schemas import load_schema

    made = gathered.configuration.made
    for name in load_schema("settings")["properties"]:
        found = [setting for key, setting in sorted(made.items()) if key[0] == name]
        if not found and name in _DEFAULTS:
            found = [Setting((name,), _DEFAULTS[name], Origin("默认"))]
        yield from found


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int) else str(value)


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "、".join(_written(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def describe_change(change: Change) -> str:
    """``NRM121 级别 warning → note``: what a pack changes in a rule of another."""
    if change.what == "replaced":
        return f"{change.rule} {change.before} → {change.after}"
    what = _WHAT.get(change.what, f"参数 {change.what}")
    return f"{change.rule} {what} {_written(change.before)} → {_written(change.after)}"


def _lines(gathered: Gathered) -> Iterator[str]:
    yield f"设置文件：{'、'.join(gathered.configuration.files) or '（没有）'}"
    yield "设置"
    for setting in _in_force(gathered):
        name = ".".join(setting.key)
        yield f"  {name}（{_label(setting.key[0])}）= {_written(setting.value)}    [{setting.origin}]"
    yield "规则包"
    for pack in gathered.packs:
        home = pack.origin or "已安装"
        yield f"  {pack.id} {pack.version}  {pack.title}（{len(pack.rules)} 条）    [{home}]"
    if gathered.plugins.changes:
        yield "规则包作出的改动"
    for change in gathered.plugins.changes:
        reason = f"：{change.reason}" if change.reason else ""
        yield f"  {describe_change(change)}{reason}    [{change.pack}，{change.origin}]"
    added = [item for pack in gathered.packs for item in pack.added]
    if added:
        yield "加到词表里的词"
    for item in added:
        yield f"  {item.list}：加 {item.added} 个，去掉 {item.removed} 个    [{item.pack}，{item.file}]"
    for notice in gathered.plugins.notices:
        yield f"提示：{notice}"


def _card(gathered: Gathered) -> dict[str, Any]:
    return {
        "schema_version": "1",
        "files": list(gathered.configuration.files),
        "settings": [
            {"key": ".".join(item.key), "value": _plain(item.value), "origin": str(item.origin)}
            for item in _in_force(gathered)
        ],
        "packs": [
            {
                "id": pack.id,
                "title": pack.title,
                "version": pack.version,
                "rules": len(pack.rules),
                "origin": pack.origin,
                "sha256": pack.sha256,
            }
            for pack in gathered.packs
        ],
        "changes": [
            {
                "rule": item.rule,
                "what": item.what,
                "before": _plain(item.before),
                "after": _plain(item.after),
                "pack": item.pack,
                "reason": item.reason,
                "origin": item.origin,
            }
            for item in gathered.plugins.changes
        ],
        "words": [
            {"pack": item.pack, "list": item.list, "file": item.file, "added": item.added, "removed": item.removed}
            for pack in gathered.packs
            for item in pack.added
        ],
        "notices": list(gathered.plugins.notices),
    }
