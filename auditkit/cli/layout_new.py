"""``auditkit layout new``: propose a layout from a document, each guess with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from auditkit.document import Document
    from auditkit.layouts.proposing import Proposal
    from auditkit.plugins import Plugins

__all__ = ["new"]

_ENOUGH = 30
"""From which score on a known layout counts as knowing the form."""
_NAME = "my-form"


@click.command(cls=ChineseCommand, short_help="由一份样表提出表式草稿（YAML），写明每条猜测的依据。")
@click.argument("file", metavar="文件")
@click.option("--output", "-o", metavar="文件.yaml", help="写到此文件；不写则输出到屏幕。")
@click.option("--force", is_flag=True, help="已有表式能读全的，也另写一份草稿。")
def new(file: str, output: str | None, force: bool) -> int:
    """读入一份样表（各种格式都可以），找出程序不认识的栏目和列名，猜它们是什么，写成表式草稿。

    拿不准的猜测以注释列出，由人选定；最后说明用这个草稿读出了什么、接下来做什么。

    \b
    退出码：0 已提出草稿，或已有表式能读全；1 草稿还读不出项目；
            2 文件不能读；3 文件里没有像绩效目标表的内容。
    """
    from auditkit.cli.gathering import gather_readers
    from auditkit.cli.layout_files import read_one
    from auditkit.document import ReadError

    if output is not None and Path(output).exists():
        raise click.UsageError(f"{output} 已经存在，没有改动；请换一个文件名。")
    plugins = gather_readers()
    try:
        document = read_one(file, plugins)
    except ReadError as error:
        click.echo(f"错误：{error.message}", err=True)
        return 2
    known = None if force else _known(document, plugins)
    if known is not None:
        click.echo(known)
        return 0
    return _propose(document, plugins, output)


def _known(document: Document, plugins: Plugins) -> str | None:
    """What to say where a layout at hand reads the document whole."""
    from auditkit.document import ReadError
    from auditkit.loader.explaining import explain_document

    try:
        found = explain_document(document, plugins.layouts())
    except ReadError:
        return None
    weighed, form = found.ranking[0][1], found.account.form
    if weighed.score < _ENOUGH or form.unread:
        return None
    return (
        f"{document.name}：已有的表式“{found.layout.title}”（{found.layout.name}，{weighed.score} 分）能读全，"
        f"读出 {len(form.projects)} 个项目，不必另写；确要另写请加 --force。"
    )


def _propose(document: Document, plugins: Plugins, output: str | None) -> int:
    from auditkit.cli.paths import write_file
    from auditkit.cli.places import place_of, said_of
    from auditkit.layouts.family import built_in_families
    from auditkit.layouts.proposing import as_yaml, propose

    proposal = propose(document, built_in_families()) if document.data is None else None
    if proposal is None:
        click.echo(
            f"{document.name}：没有像绩效目标表的内容（至少要有一张带表头、写着指标和指标值的表），没有提出草稿。",
            err=True,
        )
        return 3
    name, title = _named(output), _title(document)
    text = as_yaml(proposal, name, title, Path(document.name).name, place_of, said_of)
    if output is None:
        click.echo(text.encode("utf-8"), nl=False)
    else:
        write_file(Path(output), text.encode("utf-8"))
        click.echo(f"已生成 {output}")
    lines, code = _outcome(text, document, plugins, output)
    click.echo("\n".join([*_summary(proposal), *lines]), err=output is None)
    return code


def _named(output: str | None) -> str:
    """The identifier: the file's stem where it can be one."""
    stem = Path(output).stem.lower().replace("_", "-") if output else ""
    return stem if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", stem) else _NAME


def _title(document: Document) -> str:
    from auditkit.layouts.proposing.marking import title_of

    title = re.sub(r"20\d\d年度?|\s+", "", title_of(document) or "")
    return title or Path(document.name).stem


def _summary(proposal: Proposal) -> Iterator[str]:
    from auditkit.cli.places import place_of, quoted, said_of

    sure = [guess for guess in proposal.guesses if guess.sure]
    doubtful = [guess for guess in proposal.guesses if not guess.sure]
    if not proposal.guesses:
        yield "栏目和列名都已在共用的叫法里，只写了识别标志。"
        return
    yield f"不认识的栏目和列名 {len(proposal.guesses)} 个：猜定 {len(sure)} 个，拿不准 {len(doubtful)} 个。"
    for guess in doubtful:
        fields = "、".join(dict.fromkeys(said_of(field, guess.group) for field in (guess.field, *guess.others)))
        yield f"  拿不准：{quoted(guess.text)}〔{place_of(guess.anchor)}〕，可能是{fields}"


def _outcome(text: str, document: Document, plugins: Plugins, output: str | None) -> tuple[list[str], int]:
    """What the draft makes of the document, and what to do next."""
    from auditkit.cli.layout_files import trial_lines
    from auditkit.layouts import layout_from_yaml

    layout = layout_from_yaml(text, output or "草稿")
    lines, fine = trial_lines(document, layout, plugins)
    target = output or "新表.yaml"
    steps = [] if output else [f"把草稿存成 {target}"]
    steps += [
        "对照原表核对每条猜测，拿不准的选定",
        f"auditkit layout test {target} “{document.name}”",
        "对了以后，把读出来的结果写进 tests 一节，再照 docs/layouts.md 第五节装上",
    ]
    told = [*lines, f"接下来：{'；'.join(f'{n}. {step}' for n, step in enumerate(steps, 1))}。"]
    return told, 0 if fine else 1
