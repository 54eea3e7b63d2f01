"""``auditkit inspect``: show what was read from a file, as text or as the public JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseCommand
from auditkit.cli.places import place_of

if TYPE_CHECKING:
    from auditkit.document import Limits, ReadError, Source
    from auditkit.loader import Loaded
    from auditkit.plugins import Plugins
    from auditkit.report import Unreadable

__all__ = ["inspect", "several", "sources_in"]

_SHOWN = 3
"""Files of an archive that are named."""


@click.command(cls=ChineseCommand)
@click.argument("file", metavar="文件")
@click.option(
    "--format",
    "shape",
    metavar="格式",
    type=click.Choice(("text", "json")),
    default="text",
    help="text（默认）或 json。",
)
@click.option("--output", "-o", metavar="文件", help="写到此文件，不写屏幕。")
@click.option("--explain", "explained", is_flag=True, help="说明认出哪种表式、为什么，项目怎样分开，每一格成了什么。")
@click.option("--coverage", is_flag=True, help="只列出各类格子有多少、有没有漏掉的；有漏掉的退出码为 1。")
def inspect(file: str, shape: str, output: str | None, explained: bool, coverage: bool) -> int:
    """读入一个文件，列出其中的项目、预算、绩效目标和每条指标及其位置，不作审核。"""
    from pathlib import Path

    from auditkit.cli.gathering import gather_readers
    from auditkit.cli.paths import write_file
    from auditkit.document import Limits, ReadError
    from auditkit.report import Unreadable

    plugins, limits = gather_readers(), Limits()
    source, names = sources_in(file)
    if names:
        told = several(file, names, "inspect 一次只看一个，要一起审核请用 auditkit check")
        click.echo(f"错误：{told}", err=True)
        return 2
    if isinstance(source, Unreadable):
        click.echo(f"错误：{source.reason}", err=True)
        return 2
    try:
        show = _account if explained or coverage else _contents
        text, code = show(source, plugins, limits, shape, coverage and not explained)
    except ReadError as error:
        click.echo(f"错误：{error.message}{_hint(error, file)}", err=True)
        return 3 if error.kind == "no_form" else 2
    if output is None:
        # JSON goes out as bytes, so that no console code page can change it.
        click.echo(text.encode("utf-8") if shape == "json" else text, nl=False)
    else:
        write_file(Path(output), text.encode("utf-8"))
    for fault in plugins.faults:
        click.echo(f"错误：{fault.where}：{fault.message}", err=True)
    return 2 if plugins.faults else code


def sources_in(file: str) -> tuple[Source | Unreadable, list[str]]:
    """What a path stands for: the file, or the first of an archive and the names of all in it if there are more."""
    from pathlib import Path

    from auditkit.cli.paths import open_sources
    from auditkit.document import Limits

    inside = open_sources(Path(file), Limits().file_bytes)
    first = next(inside)
    others = [_name_of(item) for item in inside]
    return first, [_name_of(first), *others] if others else []


def _hint(error: ReadError, file: str) -> str:
    return f"确有这样的表而没有认出的，可用 auditkit layout new “{file}” 教给程序。" if error.kind == "no_form" else ""


def _contents(
    source: Source, plugins: Plugins, limits: Limits, shape: str, briefly: bool
) -> tuple[str, int]:
    from auditkit.loader import load

    loaded = load(source, plugins.readers(), plugins.layouts(), limits)
    return (_as_json(loaded.data) if shape == "json" else "\n".join(_lines(loaded)) + "\n"), 0


def _account(source: Source, plugins: Plugins, limits: Limits, shape: str, briefly: bool) -> tuple[str, int]:
    from auditkit.cli import cell_account
    from auditkit.loader.explaining import explain

    found = explain(source, plugins.readers(), plugins.layouts(), limits)
    if shape == "json":
        data = cell_account.coverage_as_data(found) if briefly else cell_account.explained_as_data(found)
        text = _as_json(data)
    else:
        lines = cell_account.coverage_lines(found) if briefly else cell_account.explained_lines(found)
        text = "\n".join(lines) + "\n"
    return text, 1 if cell_account.has_lost(found) else 0


def _name_of(found: Source | Unreadable) -> str:
    from auditkit.report import Unreadable

    return found.source.name if isinstance(found, Unreadable) else found.name


def several(file: str, names: Sequence[str], what: str) -> str:
    """What to say where an archive holds more files than the command can take."""
    shown = "、".join(name.removeprefix(f"{file}/") for name in names[:_SHOWN])
    rest = "等" if len(names) > _SHOWN else ""
    return (
        f"{file}：是压缩包，里面有 {len(names)} 个文件（{shown}{rest}），{what}，"
        f"请指明其中一个，例如 “{names[0]}”。"
    )


def _as_json(data: Mapping[str, Any]) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _lines(loaded: Loaded) -> Iterator[str]:
    data = loaded.data
    yield f"{loaded.source.name}（{loaded.source.format}，{len(data['projects'])} 个项目）"
    for number, project in enumerate(data["projects"]):
        yield ""
        yield from _project_lines(project, f"/projects/{number}", loaded)
    for item in loaded.unread:
        yield f"未读懂：{place_of(item.anchor)} {item.reason}"
    for warning in loaded.warnings:
        yield f"提示：{warning}"


def _project_lines(project: dict[str, Any], pointer: str, loaded: Loaded) -> Iterator[str]:
    unit = project["unit"] or {}
    whole = project["scope"] == "department"
    named = project["name"] or ("（无部门名称）" if whole else "（无项目名称）")
    yield f"■ {named}{'（部门整体）' if whole else ''}    表式：{project['form']}"
    yield f"  单位：{unit.get('code') or ''}{unit.get('name') or '（未注明）'}"
    amounts = " ".join(
        f"{label}{project['budget'][key]['raw']}"
        for key, label in (("total", "预算数 "), ("fiscal", "财政资金 "), ("other", "其他资金 "))
        if project["budget"][key]
    )
    yield f"  预算：{amounts or '（未填）'}（{project['money_unit'] or '未注明单位'}）"
    if whole:
        yield from _overall_lines(project["overall"])
    if project["purpose"]:
        yield f"  用途：{project['purpose']}"
    for objective in project["objectives"]:
        yield f"  目标：{objective['text']}"
    for number, row in enumerate(project["indicators"]):
        anchor = loaded.anchors.get(f"{pointer}/indicators/{number}/target")
        where = f"    〔{place_of(anchor)}〕" if anchor else ""
        levels = f"{row['first_level']}/{row['second_level']}"
        yield f"  {number + 1:>2}. {levels}｜{row['name']}｜{row['target']['raw'] or '（空）'}{where}"


def _overall_lines(overall: dict[str, Any]) -> Iterator[str]:
    if overall["duties"]:
        yield f"  职能：{overall['duties']}"
    labels = (("income", "收入合计"), ("spending", "支出合计"), ("basic_spending", "基本支出"), ("project_spending", "项目支出"))
    amounts = [f"{label} {overall[key]['raw']}" for key, label in labels if overall[key]]
    parts = [*overall["income_parts"], *overall["spending_parts"]]
    amounts += [f"{part['label']} {part['amount']['raw']}" for part in parts]
    if amounts:
        yield f"  收支：{'，'.join(amounts)}"
    for task in overall["tasks"]:
        money = f"（{task['total']['raw']}）" if task["total"] else ""
        yield f"  任务：{task['name']}{money} {task['content'] or ''}".rstrip()
