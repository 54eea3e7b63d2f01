"""Run the tests written inside YAML rules, for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

from auditkit.rule import Rule
from auditkit.rulefile.compile_rule import Compiled, compile_file
from auditkit.strict_yaml import load_yaml
from auditkit.testing.cases import compare, judge_case
from auditkit.testing.inline import inline_cases

HERE = Path(__file__).parent
HEAD = "auditkit: 1\npack: {id: example, title: 例子, version: 1.0.0}\n"


def compiled(text: str, file: str = "rules.yaml") -> Compiled:
    """The rules in a text of YAML, which must be a whole file."""
    return compile_file(load_yaml(text, file, marks=True), file)


def compiled_file(name: str) -> Compiled:
    """The rules in a file of this folder."""
    return compiled((HERE / name).read_text(encoding="utf-8"), name)


def one_rule(entry: str, head: str = HEAD) -> Rule:
    """The one rule of an entry written as a list item."""
    return compiled(f"{head}rules:\n{entry}").rules[0]


def broken_tests(rule: Rule) -> list[str]:
    """What the rule's own tests say went otherwise."""
    told = []
    for number, case in enumerate(inline_cases(rule), 1):
        told += [f"{rule.code} 第{number}例：{text}" for text in compare(case, *judge_case(rule, case))]
    return told
