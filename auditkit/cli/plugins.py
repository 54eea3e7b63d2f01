"""``auditkit plugins``: what is installed or at hand, whether it loaded, how long that took, what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseCommand
from auditkit.cli.gathering import pack_options

if TYPE_CHECKING:
    from auditkit.plugins import PluginCard

__all__ = ["plugins"]

_STATUS = {"ok": "正常", "faulty": "有问题", "broken": "未能加载"}
_KINDS = {"readers": "文件格式", "layouts": "表式", "reporters": "报告格式", "rule_packs": "规则包"}


@click.command(cls=ChineseCommand)
@click.option(
    "--format",
    "shape",
    metavar="格式",
    type=click.Choice(("text", "json")),
    default="text",
    help="text（默认）或 json。",
)
@pack_options
def plugins(shape: str, folders: tuple[str, ...], config: str | None, trust_python: bool) -> int:
    """列出每个插件和规则包：名字、版本、来源、是否正常、加载用时和带来的内容。"""
    from auditkit.cli.gathering import gather, tell_faults

    gathered = gather(folders, config, trust_python)
    loaded = gathered.plugins
    for collect in (loaded.readers, loaded.layouts, loaded.reporters, loaded.rule_packs):
        collect()
    cards = [_card(card) for card in loaded.cards.values()]
    if shape == "json":
        import json

        from auditkit.hookspecs import API_VERSION

        listed = {"schema_version": "1", "api": API_VERSION, "plugins": cards, "optional": _optional()}
        click.echo((json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode("utf-8"), nl=False)
    else:
        click.echo("\n".join([*(line for card in cards for line in _lines(card)), *_optional_lines()]))
    return tell_faults(gathered)


def _optional() -> dict[str, Any]:
    """What reads more files where it is installed: the recogniser of characters, and LibreOffice by its path."""
    from auditkit.readers.office_process import find_office
    from auditkit.readers.scan_apart import is_installed

    return {"ocr": is_installed(), "libreoffice": find_office()}


def _optional_lines() -> Iterator[str]:
    from auditkit.readers.scan_apart import INSTALL

    found = _optional()
    scans = "已安装" if found["ocr"] else f"未安装，可运行 {INSTALL}"
    yield "可选组件"
    yield f"    识别扫描件和图片：{scans}"
    yield f"    LibreOffice（转换旧格式和损坏的文件）：{found['libreoffice'] or '没有找到，不影响其他文件'}"


def _card(card: PluginCard) -> dict[str, Any]:
    """A plugin as other programs read it. Only here is the metadata of its distribution read."""
    version, origin, module = card.version, card.origin, None
    if card.point is not None:
        module = card.point.value
        distribution = card.point.dist
        version = distribution.version if distribution is not None else ""
        origin = distribution.name if distribution is not None else module
    return {
        "name": card.name,
        "version": version,
        "origin": origin,
        "module": module,
        "status": card.status,
        "load_ms": round(card.seconds * 1000, 1),
        "brings": card.brings,
        "faults": card.faults,
    }


def _lines(card: dict[str, Any]) -> Iterator[str]:
    home = " ".join(part for part in (card["origin"], card["version"]) if part)
    module = f"，模块 {card['module']}" if card["module"] else ""
    yield f"{card['name']}    {_STATUS[card['status']]}    {card['load_ms']} 毫秒    [{home}{module}]"
    for kind, label in _KINDS.items():
        names = card["brings"].get(kind)
        if names:
            count = f"（{len(card['brings'].get('rules', ()))} 条规则）" if kind == "rule_packs" else ""
            yield f"    {label}：{'、'.join(names)}{count}"
    for fault in card["faults"]:
        yield f"    错误：{fault}"
