"""``auditkit explain``: what a rule checks, why, on what basis, and with which options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseCommand
from auditkit.cli.config import describe_change
from auditkit.cli.gathering import pack_options
from auditkit.cli.rule_words import DEFAULT, SCOPE, SEVERITY, cite

if TYPE_CHECKING:
    from auditkit.finding import Basis
    from auditkit.rule import Rule, RulePack
    from auditkit.rulefile.packs.overrides import Change
    from auditkit.settings import Chosen

__all__ = ["explain", "rule_page"]


@click.command(cls=ChineseCommand)
@click.argument("code", metavar="规则号")
@pack_options
@click.option("--profile", metavar="方案", help="按此审核方案显示参数。")
def explain(
    code: str, folders: tuple[str, ...], config: str | None, profile: str | None, trust_python: bool
) -> int:
    """说明一条规则查什么、为什么、依据是什么、有哪些参数、在哪里定义。"""
    from auditkit.cli.gathering import gather, tell_faults

    gathered = gather(folders, config, trust_python, profile)
    by_code = {rule.code: (rule, pack) for pack in gathered.packs for rule in pack.rules}
    former = {old: rule.code for rule, _ in by_code.values() for old in rule.formerly}
    wanted = next((one for one in (code, code.upper()) if one in by_code or one in former), code.upper())
    wanted = former.get(wanted, wanted)
    changes = [change for change in gathered.plugins.changes if change.rule == wanted]
    if wanted not in by_code and changes:
        click.echo(f"规则 {wanted} 不再运行：{'；'.join(_told(change) for change in changes)}")
        return tell_faults(gathered)
    if wanted not in by_code:
        near = get_close_matches(wanted, by_code, n=3)
        hint = f"是不是 {'、'.join(near)}？" if near else "可用 auditkit rules 查看全部规则。"
        raise click.UsageError(f"没有规则“{code}”，{hint}")
    rule, pack = by_code[wanted]
    policy = {key: basis for one in gathered.packs for key, basis in one.policy.items()}
    click.echo("\n".join(rule_page(rule, pack, policy, gathered.chosen)))
    for change in changes:
        click.echo(f"改动：{_told(change)}")
    return tell_faults(gathered)


def _told(change: Change) -> str:
    why = f"（{change.reason}）" if change.reason else ""
    return f"{describe_change(change)}{why}    [{change.pack}，{change.origin}]"


def rule_page(rule: Rule, pack: RulePack, policy: Mapping[str, Basis], chosen: Chosen) -> Iterator[str]:
    """The page of a rule, line by line; ``chosen`` tells severity and options in force."""
    severity = chosen.severities.get(rule.code, rule.severity)
    changed = "" if severity == rule.severity else f"（规则原定 {SEVERITY[rule.severity]}）"
    yield f"{rule.code}  {rule.title}{DEFAULT[rule.default]}"
    yield f"级别：{SEVERITY[severity]}{changed}    置信度：{rule.confidence}    检查对象：{SCOPE[rule.scope]}"
    if rule.code not in {item.code for item in chosen.rules}:
        yield "按现在的设置和方案，这条规则不运行。"
    yield ""
    yield rule.manual.partition("\n")[2].strip("\n")
    yield ""
    yield from _bases(rule, policy)
    yield from _options(rule.options, chosen.options.get(rule.code, rule.options))
    if rule.formerly:
        yield f"旧编号：{'、'.join(rule.formerly)}"
    yield f"规则包：{pack.title}（{pack.id} {pack.version}）"
    yield f"定义在：{_home(rule)}"


def _bases(rule: Rule, policy: Mapping[str, Basis]) -> Iterator[str]:
    lines = [cite(policy[key]) if key in policy else key for key in rule.basis]
    lines += [cite(basis) for basis in rule.citations]
    if lines:
        yield "依据"
        yield from (f"    {line}" for line in lines)


def _options(own: Mapping[str, Any], in_force: Mapping[str, Any]) -> Iterator[str]:
    if own:
        yield "参数"
    for name, value in own.items():
        now = in_force.get(name, value)
        yield f"    {name} = {now}" + ("" if now == value else f"（规则原定 {value}）")


def _home(rule: Rule) -> str:
    """Where the rule is defined: inside the installed packages or in the pack's file and line."""
    from pathlib import Path

    path = rule.origin.replace("\\", "/")
    for room in ("auditkit_rules/",):
        if room in path:
            return room + path.split(room, 1)[1]
    return path if rule.definition is not None else Path(path).as_posix()
