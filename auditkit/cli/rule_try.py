"""``auditkit rules try``: what a draft rule would say of real files, and what it saw there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from pathlib import Path

    from auditkit.engine import Judgement
    from auditkit.finding import Evidence
    from auditkit.loader import Loaded
    from auditkit.model import Batch
    from auditkit.rule import Rule

__all__ = ["draft"]

_OUTCOMES = {"flagged": "有问题", "passed": "通过", "not_applicable": "不适用", "not_judged": "未判断", "failed": "出错"}
_EVERY = 0.5


@click.command("try", cls=ChineseCommand, short_help="拿真实文件试一条规则：会报什么，看到了哪些值。")
@click.argument("rule", metavar="规则文件")
@click.argument("paths", metavar="路径...", nargs=-1, required=True)
@click.option("--trust-python", is_flag=True, help="允许运行这个文件夹里的 Python 规则，请先确认可靠。")
@click.option("--all", "whole", is_flag=True, help="“不适用”的对象也逐个列出。")
@click.option("--watch", is_flag=True, help="规则文件每次保存后自动重来，按 Ctrl+C 结束。")
def draft(rule: str, paths: tuple[str, ...], trust_python: bool, whole: bool, watch: bool) -> int:
    """用规则文件里的规则检查真实的申报文件，逐个对象列出结论和看到的值；不写任何文件。"""
    from pathlib import Path

    loaded, unreadable = _load(paths)
    for sentence in unreadable:
        click.echo(f"未能读取：{sentence}", err=True)
    if not loaded:
        return 2
    code = _attempt(Path(rule), loaded, trust_python, whole)
    if not watch:
        return 2 if unreadable else code
    _watch(Path(rule), loaded, trust_python, whole)
    return 0


def _load(paths: Sequence[str]) -> tuple[list[Loaded], list[str]]:
    from auditkit.cli.gathering import gather_readers
    from auditkit.cli.paths import find_files, open_sources
    from auditkit.document import Limits, ReadError
    from auditkit.loader import load
    from auditkit.report import Unreadable

    plugins, limits = gather_readers(), Limits()
    loaded: list[Loaded] = []
    unreadable: list[str] = []
    files = find_files(paths)
    for source in (found for path in files for found in open_sources(path, limits.file_bytes)):
        if isinstance(source, Unreadable):
            unreadable.append(source.reason)
            continue
        try:
            loaded.append(load(source, plugins.readers(), plugins.layouts(), limits))
        except ReadError as error:
            unreadable.append(error.message)
    return loaded, unreadable or ([] if loaded else ["没有找到可审核的文件，请检查路径。"])


def _watch(path: Path, loaded: Sequence[Loaded], trust_python: bool, whole: bool) -> None:
    """Try again whenever the rule's file was saved, until the user ends it."""
    from time import sleep

    seen = _stamp(path)
    click.echo(f"正在留意 {path}，保存后自动重来；按 Ctrl+C 结束。", err=True)
    while True:
        sleep(_EVERY)
        now = _stamp(path)
        if now != seen:
            seen = now
            click.echo("\n" + "─" * 40)
            try:
                _attempt(path, loaded, trust_python, whole)
            except click.UsageError as error:
                click.echo(f"错误：{error.message}", err=True)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _attempt(path: Path, loaded: Sequence[Loaded], trust_python: bool, whole: bool) -> int:
    from auditkit.cli.rule_home import open_pack

    _, _, rules = open_pack(path, trust_python)
    if not rules:
        raise click.UsageError(f"{path} 里没有规则。")
    failed = False
    for rule in rules:
        click.echo(f"{rule.code}  {rule.title}")
        for lines, outcome in _tries(rule, loaded, whole):
            failed = failed or outcome == "failed"
            click.echo("\n".join(lines))
    return 2 if failed else 0


def _tries(rule: Rule, loaded: Sequence[Loaded], whole: bool) -> Iterator[tuple[list[str], str]]:
    from collections import Counter

    from auditkit.engine import judge_batch, judge_submission
    from auditkit.model import Batch

    options = {rule.code: rule.options}
    batch = Batch(tuple(item.submission for item in loaded))
    judged = [
        (item.source.name, judge_submission([rule], item.submission, options, None, batch)) for item in loaded
    ]
    judged += [("整批", judge_batch([rule], batch, options))] if rule.scope == "batch" else []
    for name, judgements in judged:
        counts = Counter(item.outcome for item in judgements)
        if judgements:
            told = "，".join(f"{word} {counts[key]}" for key, word in _OUTCOMES.items() if counts[key])
            yield [f"  {name}：{told}"], ""
        for item in judgements:
            if whole or item.outcome != "not_applicable":
                yield list(_judgement_lines(item, batch)), item.outcome


def _judgement_lines(item: Judgement, batch: Batch) -> Iterator[str]:
    name = getattr(item.subject, "name", "") or getattr(item.subject, "source", "") or "整批"
    yield f"    [{_OUTCOMES[item.outcome]}] {name}"
    for issue in item.issues:
        yield f"        {issue.message}"
        if issue.suggestion:
            yield f"        建议：{issue.suggestion}"
    values = "；".join(f"{part.label}＝{part.value}{part.unit or ''}" for part in _seen(item, batch))
    if values:
        yield f"        看到：{values}"
    for reason in (*item.reasons, *item.proofs):
        yield f"        {reason}"


def _seen(item: Judgement, batch: Batch) -> Sequence[Evidence]:
    """What a YAML rule read at the subject; what a Python rule said as evidence."""
    saw = getattr(item.rule.check, "saw", None)
    around = _around(item.subject, batch)
    if saw is None or around is None:
        return [part for issue in item.issues for part in issue.evidence]
    return saw(*(around[scope] for scope in item.rule.needs), **item.rule.options)  # type: ignore[no-any-return]


def _around(subject: object, batch: Batch) -> dict[str, object] | None:
    """The subject with all that it stands in, by scope."""
    if subject is batch:
        return {"batch": batch}
    for submission in batch.submissions:
        outer: dict[str, object] = {"batch": batch, "submission": submission}
        if subject is submission:
            return outer
        for project in submission.projects:
            if subject is project:
                return outer | {"project": project}
            if any(subject is row for row in project.indicators):
                return outer | {"project": project, "indicator": subject}
    return None
