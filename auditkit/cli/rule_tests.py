"""``auditkit rules test``: run the tests inside rules and the case files beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from auditkit.cli.chinese import ChineseCommand

if TYPE_CHECKING:
    from auditkit.testing import Answer, PackAnswers

__all__ = ["test"]

_EXPECTS = {"flags": "应报", "passes": "应通过", "not_judged": "未判断", "not_applicable": "不适用"}


@click.command("test", cls=ChineseCommand, short_help="运行规则自带的测试和用例文件。")
@click.argument("path", metavar="路径", default="rules-local")
@click.option("--trust-python", is_flag=True, help="允许运行这个文件夹里的 Python 规则，请先确认可靠。")
@click.option("--strict", is_flag=True, help="缺少“应报”或“应通过”测试的规则也算失败。")
def test(path: str, trust_python: bool, strict: bool) -> int:
    """运行一个规则包（文件夹、.yaml 或 .akpack）的全部测试；也可以只测其中一个规则文件。

    规则里的 tests 和规则包文件夹 tests/ 下的用例文件都会运行；逐条列出结果、缺少的用例和没有走到的条件分支。

    \b
    退出码：0 全部符合预期；1 有不符合的；2 规则包或用例写错了。
    """
    from pathlib import Path

    from auditkit.cli.rule_home import open_pack
    from auditkit.rulefile.language.faults import ExpressionError
    from auditkit.strict_yaml import YamlError
    from auditkit.testing import CaseError, run_cases
    from auditkit.testing.kit import case_files

    given = Path(path)
    pack, home, meant = open_pack(given, trust_python, strict)
    try:
        answers = run_cases(pack, case_files(home) if home.is_dir() else (), [rule.code for rule in meant])
    except (CaseError, YamlError, ExpressionError) as error:
        raise click.UsageError(str(error)) from None
    click.echo("\n".join(_lines(answers)))
    lacking = [answer for answer in answers.answers if answer.lacks]
    return 1 if answers.failed or (strict and lacking) else 0


def _lines(result: PackAnswers) -> Iterator[str]:
    yield f"{result.pack.title}（{result.pack.id} {result.pack.version}）"
    for answer in result.answers:
        yield from _rule_lines(answer)
    yield from result.strangers
    cases = sum(sum(answer.counts.values()) for answer in result.answers)
    yield f"规则 {len(result.answers)} 条，用例 {cases} 个，不符合预期 {result.failed} 个"


def _rule_lines(answer: Answer) -> Iterator[str]:
    counts = "，".join(f"{word} {answer.counts[key]}" for key, word in _EXPECTS.items() if answer.counts.get(key))
    mark = "✗" if answer.faults else "✓" if answer.counts else "－"
    yield f"  {mark} {answer.rule.code}  {answer.rule.title}（{counts or '没有用例'}）"
    for place, told in answer.faults:
        yield f"      {place}："
        yield from (f"        {line}" for text in told for line in text.splitlines())
    if answer.lacks:
        yield f"      还缺：{'、'.join(_EXPECTS[kind] for kind in answer.lacks)}的用例"
    for branch in answer.unreached:
        yield f"      没有用例走到：{branch}"
