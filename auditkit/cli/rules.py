"""``auditkit rules``: what is checked, and the commands for those who write rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from auditkit.cli.chinese import ChineseGroup
from auditkit.cli.config import describe_change
from auditkit.cli.gathering import pack_options
from auditkit.cli.manual import manual
from auditkit.cli.packs import pack, verify
from auditkit.cli.rule_new import new
from auditkit.cli.rule_sheets import export_rules, import_rules
from auditkit.cli.rule_tests import test
from auditkit.cli.rule_try import draft
from auditkit.cli.rule_words import DEFAULT, SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditkit.rule import Rule, RulePack

__all__ = ["rules"]


@click.group(
    cls=ChineseGroup, invoke_without_command=True
)
@click.option(
    "--format",
    "shape",
    metavar="格式",
    type=click.Choice(("text", "json")),
    default="text",
    help="text（默认）或 json。",
)
@click.option("--words", "phrase", metavar="词句", help="不列规则，列出哪些词表收了这个词句、为什么、哪些规则用到。")
@pack_options
@click.pass_context
def rules(
    ctx: click.Context,
    shape: str,
    phrase: str | None,
    folders: tuple[str, ...],
    config: str | None,
    trust_python: bool,
) -> int:
    """按规则包列出全部规则：编号、级别、标题。加子命令可编写、测试、打包规则。"""
    if ctx.invoked_subcommand is not None:
        return 0
    from auditkit.cli.gathering import gather, tell_faults

    gathered = gather(folders, config, trust_python)
    packs = gathered.packs
    if phrase is not None:
        _show_words(phrase.strip(), packs, shape)
    elif shape == "json":
        _echo_json({"schema_version": "1", "rules": [_card(rule, pack) for pack in packs for rule in pack.rules]})
    else:
        click.echo("\n".join(line for pack in packs for line in _lines(pack)))
        for change in gathered.plugins.changes:
            click.echo(f"  改动：{describe_change(change)}    [{change.pack}]")
    return tell_faults(gathered)


for command in (new, test, draft, pack, verify, export_rules, import_rules, manual):
    rules.add_command(command)


def _show_words(phrase: str, packs: Sequence[RulePack], shape: str) -> None:
    from auditkit.cli.word_hits import hits_as_data, hits_as_lines

    if not phrase:
        raise click.UsageError("--words 后面要写词句，如 --words 有效保障。")
    if shape == "json":
        _echo_json(hits_as_data(phrase, packs))
    else:
        click.echo("\n".join(hits_as_lines(phrase, packs)))


def _echo_json(data: dict[str, Any]) -> None:
    import json

    click.echo((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"), nl=False)


def _lines(pack: RulePack) -> Iterator[str]:
    yield f"{pack.title}（{pack.id} {pack.version}，{len(pack.rules)} 条）"
    for rule in pack.rules:
        yield f"  {rule.code}  {SEVERITY[rule.severity]}  {rule.title}{DEFAULT[rule.default]}"


def _card(rule: Rule, pack: RulePack) -> dict[str, Any]:
    """A rule as other programs read it; numbers as decimal strings, like all our JSON."""
    bases = [
        {"key": key, **({"document": pack.policy[key].document} if key in pack.policy else {})}
        for key in rule.basis
    ]
    bases += [{"key": item.key, "document": item.document} for item in rule.citations]
    return {
        "code": rule.code,
        "name": rule.name.replace("_", "-"),
        "title": rule.title,
        "severity": str(rule.severity),
        "confidence": float(rule.confidence),
        "dimension": rule.dimension,
        "scope": rule.scope,
        "default": rule.default,
        "basis": bases,
        "options": {name: plain_option(value) for name, value in rule.options.items()},
        "language": "python" if rule.definition is None else "yaml",
        "pack": pack.id,
        "formerly": list(rule.formerly),
    }


def plain_option(value: Any) -> Any:
    """An option's value as JSON can hold it."""
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain_option(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain_option(item) for key, item in value.items()}
    return str(value)
