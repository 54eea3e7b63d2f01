"""``auditkit check``: audit files and hand over the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseCommand
from auditkit.cli.gathering import pack_options, split_texts

if TYPE_CHECKING:
    from pathlib import Path

    from auditkit.cli.gathering import Gathered
    from auditkit.hookspecs import Reporter
    from auditkit.report import Report

__all__ = ["check", "exit_code"]

_TO_SCREEN = ("terminal", "json")
_SEVERITIES = ("error", "warning", "note")


@click.command(cls=ChineseCommand)
@click.argument("paths", metavar="路径...", nargs=-1, required=True)
@click.option(
    "--format",
    metavar="格式",
    multiple=True,
    help="terminal（默认）、json、xlsx、html，可用逗号并列。",
)
@click.option("--output", "-o", metavar="路径", help="写到此文件；多种格式时写到此文件夹。")
@click.option("--select", metavar="规则号", multiple=True, help="只用这些规则，可写前缀，如 CON,NRM1。")
@click.option("--ignore", metavar="规则号", multiple=True, help="不用这些规则，可写前缀，如 TXT。")
@click.option(
    "--profile", metavar="方案", help="审核方案：default（默认）、2015、2021、strict，可用逗号并列。"
)
@click.option(
    "--fail-on",
    metavar="级别",
    type=click.Choice(_SEVERITIES),
    help="有此级别及以上的问题时退出码为 1：error（默认）、warning、note。",
)
@click.option(
    "--previous",
    metavar="路径",
    multiple=True,
    help="上年的申报文件或文件夹：用来比较指标值和预算的变化，不审核；可写多次。",
)
@click.option(
    "--grade", is_flag=True, help="给出每个项目的参考得分和等次：系统提示，仅供排序参考，不替代人工评定。"
)
@pack_options
def check(
    paths: tuple[str, ...],
    profile: str | None,
    previous: tuple[str, ...],
    folders: tuple[str, ...],
    config: str | None,
    trust_python: bool,
    **given: Any,
) -> int:
    """审核一个或多个文件、文件夹或通配符，给出问题清单。

    命令行没有写的选项，按附近的 auditkit.yaml；可用 auditkit config 查看。

    \b
    退出码：0 没有达到 --fail-on 的问题；1 有问题；
            2 有文件或规则未能完成审核；3 没有找到可审核的内容。
    """
    from auditkit.cli.gathering import gather

    said = {
        key: split_texts(value) if isinstance(value, tuple) else value
        for key, value in given.items()
        if value
    }
    gathered = gather(folders, config, trust_python, profile, paths=paths, said=said)
    configuration = gathered.configuration
    wanted = configuration.value("format", ("terminal",))
    reporters = _pick_reporters(gathered, wanted)
    targets = _targets(reporters, configuration.value("output"))
    outputs = [path for path in targets if path]
    report = _audit(gathered, paths, outputs, quiet="json" in wanted, previous=previous)
    if report is None:
        click.echo(f"没有找到可审核的文件：{'、'.join(paths)}。请检查路径或通配符。", err=True)
        return 3
    _hand_over(report, reporters, targets)
    return exit_code(report, configuration.value("fail_on", "error"))


def _pick_reporters(gathered: Gathered, wanted: Sequence[str]) -> list[Reporter]:
    by_name = {reporter.name: reporter for reporter in gathered.plugins.reporters()}
    unknown = [name for name in wanted if name not in by_name]
    if unknown:
        place = gathered.configuration.origin("format").place
        raise click.UsageError(f"{place}没有格式“{unknown[0]}”，可用的有：{'、'.join(by_name)}。")
    return [by_name[name] for name in dict.fromkeys(wanted)]


def _targets(reporters: Sequence[Reporter], output: str | None) -> list[Path | None]:
    """Where each report goes; None is the screen."""
    from pathlib import Path

    if output is None:
        return [
            None if reporter.name in _TO_SCREEN else Path(reporter.title + reporter.suffix)
            for reporter in reporters
        ]
    given = Path(output)
    written = [reporter for reporter in reporters if reporter.name != "terminal"] or list(reporters)
    one_file = len(written) == 1 and given.suffix != "" and not given.is_dir()
    return [
        None if reporter not in written else given if one_file else given / (reporter.title + reporter.suffix)
        for reporter in reporters
    ]


def _audit(
    gathered: Gathered, paths: Sequence[str], outputs: Sequence[Path], quiet: bool, previous: Sequence[str]
) -> Report | None:
    from datetime import datetime

    from auditkit.audit import audit, prepare
    from auditkit.cli.paths import count_sources, find_files, open_sources
    from auditkit.settings import SettingsError

    try:
        workshop = prepare(gathered.plugins, gathered.configuration.settings())
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    files = [path for path in find_files(paths, outputs) if not gathered.is_ours(path)]
    if not files:
        return None
    most = workshop.limits.file_bytes
    sources = (source for path in files for source in open_sources(path, most))
    current = {path.resolve() for path in files}
    before = [path for path in find_files(previous) if path.resolve() not in current]
    earlier = [source for path in before for source in open_sources(path, most)]
    with _progress(lambda: count_sources(files, most), quiet) as step, _scan_progress(quiet):
        return audit(
            sources, workshop, datetime.now().astimezone(), gathered.plugins.faults, step, earlier
        )


@contextmanager
def _progress(count: Callable[[], int], quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """A bar on standard error when there is more than one file and someone to look at it.

    ``count`` is asked only then: files in archives count, and to count them is work.
    """
    import sys

    total = 0 if quiet or not sys.stderr.isatty() else count()
    if total < 2:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    name_column = TextColumn("{task.fields[name]}")
    columns = (TextColumn("审核"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), name_column)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, name="")
        yield lambda name: bar.update(task, advance=1, name=name.rpartition("/")[2])


@contextmanager
def _scan_progress(quiet: bool) -> Iterator[None]:
    """Say on standard error which page is being recognised, if there is someone to look at it."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield
        return
    from auditkit.readers.scan_apart import hearing

    with hearing(lambda name, page, of: click.echo(f"识别扫描件 {name}：第 {page} 页，共 {of} 页", err=True)):
        yield


def _hand_over(report: Report, reporters: Sequence[Reporter], targets: Sequence[Path | None]) -> None:
    from auditkit.cli.paths import write_file

    for reporter, target in zip(reporters, targets, strict=True):
        data = reporter.render(report)
        if target is None:
            # JSON goes out as bytes, so that no console code page can change it.
            click.echo(data.decode("utf-8") if reporter.name == "terminal" else data, nl=False)
            continue
        try:
            write_file(target, data)
        except OSError as error:
            why = error.strerror or str(error)
            raise click.UsageError(f"{target} 写不进去（{why}），请关闭已打开的文件或换一个位置。") from None
        click.echo(f"已写入 {target}", err=True)


def exit_code(report: Report, fail_on: str) -> int:
    """The exit code of a finished audit, as the public formats fix it."""
    nothing_read = not report.audited and all(item.kind == "no_form" for item in report.unreadable)
    if report.errors or report.summary.rule_errors:
        return 2
    if nothing_read:
        return 3
    forms_left = any(part.whole for item in report.audited for part in item.unread)
    if report.unreadable or forms_left:
        return 2
    counts = {"error": report.summary.error, "warning": report.summary.warning, "note": report.summary.note}
    graver = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    return 1 if any(counts[name] for name in graver) else 0
