"""``auditkit layout test``: what layouts make of documents, and whether that is what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from auditkit.hookspecs import Layout
    from auditkit.loader.explaining import Explained
    from auditkit.plugins import Plugins

__all__ = ["test"]

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class _Case:
    """A document to read, and what is expected of it, if anything."""

    file: str
    expected: tuple[Any, ...] | None = None
    unread: tuple[str, ...] | None = None


@click.command("test", cls=ChineseCommand, short_help="用表式读文件：谁认出来的、读出什么、与预期差在哪里。")
@click.argument("paths", metavar="[表式.yaml] [文件...]", nargs=-1)
def test(paths: tuple[str, ...]) -> int:
    """用一个表式文件（与已装的表式一起）读几个文件，逐个列出认出的表式和得分、读出的内容、未读懂的格子和覆盖。

    表式文件里写了 tests 的，与预期比较；不写文件就只跑 tests。不写表式文件，就用已装的表式。

    \b
    退出码：0 都由这个表式读出并与预期相同；1 有不同、认错或漏掉的；
            2 表式写错了，或有文件不能读。
    """
    from auditkit.cli.gathering import gather_readers
    from auditkit.cli.layout_files import open_layout
    from auditkit.cli.paths import find_files

    homes = [text for text in paths if text.lower().endswith(_SUFFIXES)]
    if len(homes) > 1:
        raise click.UsageError("一次只能测试一个表式文件。")
    own, tests = open_layout(Path(homes[0])) if homes else (None, [])
    cases = [_case(item, Path(homes[0])) for item in tests]
    files = [str(path) for path in find_files([text for text in paths if text not in homes])]
    if files:
        expected = {Path(case.file).resolve(): case for case in cases}
        cases = [expected.get(Path(file).resolve(), _Case(file)) for file in files]
    if not cases:
        raise click.UsageError(
            f"{homes[0]} 没有写 tests，请在后面写上要读的文件。" if homes else "请写上表式文件或要读的文件。"
        )
    plugins = gather_readers()
    codes = [_run(case, own, plugins) for case in cases]
    bad = sum(1 for code in codes if code)
    bare = sum(1 for case in cases if case.expected is None)
    told = f"，其中没有写预期的 {bare} 个，读得对不对请自行核对" if bare else ""
    click.echo(f"文件 {len(codes)} 个，有问题的 {bad} 个{told}")
    return max(codes)


def _case(item: dict[str, Any], home: Path) -> _Case:
    expected = item.get("expect")
    listed = tuple(expected) if isinstance(expected, list) else (expected,) if expected is not None else None
    unread = tuple(item["unread"]) if "unread" in item else None
    return _Case(str(home.parent / item["document"]), listed, unread)


def _run(case: _Case, own: Layout | None, plugins: Plugins) -> int:
    """Read one document and tell; the exit code for it."""
    from auditkit.cli.layout_files import read_one, with_layout
    from auditkit.document import ReadError
    from auditkit.loader.explaining import explain_document

    try:
        document = read_one(case.file, plugins)
        found = explain_document(document, with_layout(plugins.layouts(), own))
    except ReadError as error:
        click.echo(f"✗ {error.message}")
        return 1 if error.kind == "no_form" else 2
    faults = list(_faults(case, found, own))
    click.echo(f"{'✗' if faults else '✓'} {case.file}（{document.format}）")
    click.echo("\n".join(f"    {line}" for line in (*_lines(found, own, case.expected is None), *faults)))
    return 1 if faults else 0


def _lines(found: Explained, own: Layout | None, whole: bool) -> Iterator[str]:
    from auditkit.cli.cell_account import coverage_lines
    from auditkit.cli.layout_files import form_lines, unread_lines, weighing

    yield from weighing(found, own)
    form = found.account.form
    yield f"读出 {len(form.projects)} 个项目，{sum(len(p['indicators']) for p in form.projects)} 个指标"
    for project in form.projects if whole else ():
        yield from (f"  {line}" for line in form_lines(project))
    yield from unread_lines(form)
    *_, share, _document = ["", *coverage_lines(found)]
    yield share.strip()


def _faults(case: _Case, found: Explained, own: Layout | None) -> Iterator[str]:
    from auditkit.cli.cell_account import has_lost
    from auditkit.cli.places import place_of
    from auditkit.layouts.short_form import differences

    form = found.account.form
    if own is not None and found.layout.name != own.name:
        yield f"不符：认出的是 {found.layout.name}，不是 {own.name}"
    if has_lost(found):
        yield "不符：有格子没有交代，请用 auditkit inspect --explain 查看，并反馈给开发者"
    for field, wanted, read, anchor in differences(case.expected, form) if case.expected is not None else ():
        where = f"〔{place_of(anchor)}〕" if anchor is not None else ""
        yield f"不符：{field} 应为 {wanted}，读出 {read}{where}"
    told = tuple(item.anchor.text for item in form.unread)
    if case.unread is not None and sorted(case.unread) != sorted(told):
        yield f"不符：未读懂的应为 {_listed(case.unread)}，现在是 {_listed(told)}"


def _listed(texts: Sequence[str]) -> str:
    return "、".join(f"“{text}”" for text in texts) or "没有"
