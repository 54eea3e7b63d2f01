"""``auditkit rules`` and ``auditkit explain``: what is checked, and why."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from auditkit.finding import Basis
    from auditkit.plugins import Plugins
    from auditkit.rule import Rule, RulePack

__all__ = ["explain", "rules"]

_SEVERITY = {"error": "必须修改", "warning": "应当修改", "note": "建议完善"}
_DEFAULT = {"on": "", "strict": "（仅从严方案）", "off": "（默认关闭）"}
_SCOPE = {"batch": "整批", "submission": "整份申报", "project": "项目", "indicator": "指标"}
_CERTAINTY = {"found": "原文已核", "high": "待核对原文", "medium": "待核对原文", "low": "仅作线索"}


def _packs() -> tuple[Plugins, list[RulePack]]:
    from auditkit.plugins import load_plugins

    plugins = load_plugins()
    return plugins, plugins.rule_packs()


def _finish(plugins: Plugins) -> int:
    for fault in plugins.faults:
        click.echo(f"错误：{fault.where}：{fault.message}", err=True)
    return 2 if plugins.faults else 0


@click.command(cls=ChineseCommand, short_help="列出全部规则。")
def rules() -> int:
    """按规则包列出全部规则：编号、级别、标题。"""
    plugins, packs = _packs()
    for pack in packs:
        click.echo(f"{pack.title}（{pack.id} {pack.version}，{len(pack.rules)} 条）")
        for rule in pack.rules:
            click.echo(f"  {rule.code}  {_SEVERITY[rule.severity]}  {rule.title}{_DEFAULT[rule.default]}")
    return _finish(plugins)


@click.command(cls=ChineseCommand, short_help="说明一条规则：查什么、为什么、依据和参数。")
@click.argument("code", metavar="规则号")
def explain(code: str) -> int:
    """说明一条规则查什么、为什么、依据是什么、有哪些参数。"""
    plugins, packs = _packs()
    by_code = {rule.code: (rule, pack) for pack in packs for rule in pack.rules}
    wanted = code.upper()
    if wanted not in by_code:
        near = get_close_matches(wanted, by_code, n=3)
        hint = f"是不是 {'、'.join(near)}？" if near else "可用 auditkit rules 查看全部规则。"
        raise click.UsageError(f"没有规则“{code}”，{hint}")
    rule, pack = by_code[wanted]
    click.echo("\n".join(_page(rule, pack)))
    return _finish(plugins)


def _page(rule: Rule, pack: RulePack) -> Iterator[str]:
    yield f"{rule.code}  {rule.title}{_DEFAULT[rule.default]}"
    yield f"级别：{_SEVERITY[rule.severity]}    置信度：{rule.confidence}    检查对象：{_SCOPE[rule.scope]}"
    yield ""
    yield rule.manual.partition("\n")[2].strip("\n")
    yield ""
    yield "依据"
    for key in rule.basis:
        yield f"    {_cite(pack.policy[key])}" if key in pack.policy else f"    {key}"
    if rule.options:
        yield "参数"
        for name, value in rule.options.items():
            yield f"    {name} = {value}"
    yield f"规则包：{pack.title}（{pack.id} {pack.version}）"


def _cite(basis: Basis) -> str:
    number = f"（{basis.number}）" if basis.number else ""
    says = f"：{basis.says}" if basis.says else ""
    return f"{basis.document}{number}{basis.clause}〔{_CERTAINTY[basis.certainty]}〕{says}"
