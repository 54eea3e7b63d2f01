"""``auditkit rules manual``: a page of Markdown for each rule, from the same data as ``explain``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from auditkit.cli.chinese import ChineseCommand
from auditkit.cli.gathering import pack_options
from auditkit.cli.rule_words import DEFAULT, SCOPE, SEVERITY, cite

if TYPE_CHECKING:
    from auditkit.rule import Rule, RulePack

__all__ = ["manual", "manual_pages"]


@click.command(cls=ChineseCommand, short_help="为每条规则生成一页说明（Markdown）。")
@click.argument("folder", metavar="文件夹")
@pack_options
def manual(folder: str, folders: tuple[str, ...], config: str | None, trust_python: bool) -> int:
    """把全部规则的说明写成 Markdown，一条规则一页，另有目录页 index.md。"""
    from pathlib import Path

    from auditkit.cli.gathering import gather, tell_faults
    from auditkit.cli.paths import write_file

    gathered = gather(folders, config, trust_python)
    pages = manual_pages(gathered.packs)
    for name, text in pages.items():
        write_file(Path(folder) / name, text.encode("utf-8"))
    click.echo(f"已写入 {len(pages)} 页到 {folder}", err=True)
    return tell_faults(gathered)


def manual_pages(packs: list[RulePack]) -> dict[str, str]:
    """File name to text: ``index.md`` and one page a rule, named by its code."""
    pages = {"index.md": "\n".join(_index(packs)) + "\n"}
    for pack in packs:
        for rule in pack.rules:
            pages[f"{_file_name(rule.code)}.md"] = "\n".join(_page(rule, pack)) + "\n"
    return pages


def _file_name(code: str) -> str:
    """A code as a file may be called on Windows: ``TJ:NRM150`` is ``TJ-NRM150``."""
    return code.replace(":", "-")


def _index(packs: list[RulePack]) -> Iterator[str]:
    yield "# 规则目录"
    for pack in packs:
        yield from ("", f"## {pack.title}（{pack.id}，{len(pack.rules)} 条）", "")
        yield "| 规则 | 标题 | 级别 | 对象 |"
        yield "| --- | --- | --- | --- |"
        for rule in pack.rules:
            link = f"[{rule.code}]({_file_name(rule.code)}.md)"
            yield f"| {link} | {rule.title}{DEFAULT[rule.default]} | {SEVERITY[rule.severity]} | {SCOPE[rule.scope]} |"


def _page(rule: Rule, pack: RulePack) -> Iterator[str]:
    yield f"# {rule.code} {rule.title}"
    yield from ("", f"{SEVERITY[rule.severity]}{DEFAULT[rule.default]} · 置信度 {rule.confidence} · 检查对象：{SCOPE[rule.scope]}")
    for heading, lines in _sections(rule.manual):
        yield from ("", f"## {heading}", "")
        yield from (f"- {line}" for line in lines) if heading == "示例" else lines
    bases = [pack.policy[key] for key in rule.basis if key in pack.policy]
    if bases or rule.citations:
        yield from ("", "## 依据", "")
        yield from (f"- {cite(basis)}" for basis in (*bases, *rule.citations))
    if rule.options:
        yield from ("", "## 参数", "", "| 参数 | 默认值 |", "| --- | --- |")
        yield from (f"| `{name}` | {_value(value)} |" for name, value in rule.options.items())
    yield from ("", f"规则包：{pack.title}（{pack.id}） · [返回目录](index.md)")


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The manual's headings with the indented lines below them."""
    heading = ""
    lines: list[str] = []
    for line in text.split("\n")[1:]:
        if line and not line.startswith(" "):
            if heading:
                yield heading, lines
            heading, lines = line.strip(), []
        elif line.strip():
            lines.append(line.strip())
    if heading:
        yield heading, lines


def _value(value: object) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(map(str, value)) or "（空）"
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)
