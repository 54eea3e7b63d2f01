"""200 rules in YAML against the same rules in Python and other languages: ``python bench/yaml_rules.py``.

Load: from text, and from the cache of parsed YAML. Evaluation: all rules on all indicators of one
submission, as ratios to the same conditions as Python functions and, where they can say them, to
``simpleeval`` and ``cel-expr-python`` (``pip install simpleeval cel-expr-python``; left out when absent).
All in one process, by turns; medians.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from auditkit import Indicator, Issue, Outcome
from auditkit.engine import judge_submission
from auditkit.finding import Severity
from auditkit.model import Submission
from auditkit.rule import Rule
from auditkit.rulefile.packs.folder import read_pack
from auditkit.testing import make_submission

ROUNDS = 9
RULES = 200
ROWS = 40
HEAD = "auditkit: 1\npack: {id: bench, title: 测速, version: 1.0.0}\nlexicons: {模糊词: [有效, 不断]}\nrules:\n"
RULE = """- code: BN-{number}
  name: bench_{number}
  title: 测速规则{number}
  severity: note
  dimension: 规范性
  for_each: 指标
  flag_when: {condition}
  message: “{{名称}}”的指标值为“{{指标值}}”
  tests: [{{flag: {{类别: 满意度, 名称: 有效满意度, 指标值: "≥{limit}%"}}}}, {{pass: {{类别: 数量, 名称: 人次, 指标值: "≥1人次"}}}}]
"""
# Each condition in our words, in Python's (simpleeval), and in CEL, whose numbers are doubles.
CONDITIONS = (
    (
        "类别 = 满意度 且 指标值.数值 ≥ {n}",
        "kind == 'satisfaction' and number >= {n}",
        "kind == 'satisfaction' && number >= {n}.0",
    ),
    (
        "含任一(名称, 词表.模糊词) 且 字数(名称) > {m}",
        "('有效' in name or '不断' in name) and size > {m}",
        "(name.contains('有效') || name.contains('不断')) && size > {m}",
    ),
    (
        "指标值.数值 × 2 + {n} > 3000 且 类别 = 数量",
        "number * 2 + {n} > 3000 and kind == 'output.quantity'",
        "number * 2.0 + {n}.0 > 3000.0 && kind == 'output.quantity'",
    ),
    (
        '指标值.比较符号 = "<=" 且 指标值.数值 < {n}',
        "operator == '<=' and number < {n}",
        "operator == '<=' && number < {n}.0",
    ),
)


def _conditions() -> Iterator[tuple[str, str, str, int]]:
    for number in range(RULES):
        limit = 96 + number % 50
        ours, python, cel = (
            text.format(n=limit, m=3 + number % 10) for text in CONDITIONS[number % len(CONDITIONS)]
        )
        yield ours, python, cel, limit


def _yaml() -> str:
    rules = (
        RULE.format(number=number, condition=f"'{ours}'", limit=limit)
        for number, (ours, _, _, limit) in enumerate(_conditions(), 100)
    )
    return HEAD + "".join(rules)


def _python_rule(number: int, limit: int, short: int, kind: int) -> Rule:
    """The same condition as the YAML rule of this number, written in Python."""

    def check(indicator: Indicator) -> Iterator[Outcome]:
        target, name = indicator.target, indicator.name
        value = target.number
        if kind == 0:
            bad = indicator.kind == "satisfaction" and value is not None and value >= limit
        elif kind == 1:
            bad = ("有效" in name or "不断" in name) and len(name) > short
        elif kind == 2:
            bad = value is not None and value * 2 + limit > 3000 and indicator.kind == "output.quantity"
        else:
            bad = target.operator == "<=" and value is not None and value < limit
        if bad:
            yield Issue(f"“{name}”的指标值为“{target.raw}”")

    return Rule(f"PY-{number}", f"r{number}", "t", Severity.NOTE, 0.8, (), check, "indicator", ("indicator",))


def _python_rules() -> list[Rule]:
    return [
        _python_rule(number, 96 + number % 50, 3 + number % 10, number % len(CONDITIONS)) for number in range(RULES)
    ]


def _submission() -> Submission:
    rows = [
        {"first_level": "产出指标", "second_level": "数量指标", "name": f"第{n}类人次", "target": f"≥{n * 10}人次"}
        if n % 3
        else {"first_level": "满意度指标", "second_level": "服务对象满意度指标", "name": "群众满意度", "target": "≥95%"}
        for n in range(ROWS)
    ]
    return make_submission({"indicators": rows})[0]


def _bindings(submission: Submission) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind,
            "number": float(row.target.number or Decimal(0)),
            "name": row.name,
            "size": len(row.name),
            "operator": row.target.operator or "",
        }
        for row in submission.projects[0].indicators
    ]


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _compare(label: str, mine: Callable[[], object], yardstick: Callable[[], object]) -> None:
    mine()
    yardstick()
    pairs = [(_milliseconds(mine), _milliseconds(yardstick)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{label:<58} {ours:8.2f} ms  yardstick {theirs:8.2f} ms  ratio {ratio:6.2f}")


def _simpleeval(submission: Submission) -> Callable[[], object] | None:
    try:
        import simpleeval
    except ImportError:
        return None
    engine = simpleeval.SimpleEval()
    parsed = [(text, engine.parse(text)) for _, text, _, _ in _conditions()]

    def run() -> None:
        for names in _bindings(submission):
            engine.names = names
            for text, tree in parsed:
                engine.eval(text, previously_parsed=tree)

    return run


def _cel(submission: Submission) -> Callable[[], object] | None:
    try:
        from cel_expr_python import cel
    except ImportError:
        return None
    types = {"kind": cel.Type.STRING, "number": cel.Type.DOUBLE, "name": cel.Type.STRING}
    types |= {"size": cel.Type.INT, "operator": cel.Type.STRING}
    env = cel.NewEnv(variables=types)
    programs = [env.compile(text) for _, _, text, _ in _conditions()]

    def run() -> None:
        for names in _bindings(submission):
            activation = env.Activation(names)
            for program in programs:
                program.eval(activation)

    return run


def main() -> None:
    """Print the table."""
    submission = _submission()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.yaml"
        path.write_text(_yaml(), encoding="utf-8")
        os.environ["AUDITKIT_CACHE_DIR"] = str(Path(folder) / "cache")
        pack = read_pack(path)

        def uncached() -> object:
            os.environ["AUDITKIT_NO_CACHE"] = "1"
            try:
                return read_pack(path)
            finally:
                del os.environ["AUDITKIT_NO_CACHE"]

        import yaml

        text = path.read_text(encoding="utf-8")
        parse = lambda: yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: E731
        _compare(f"load {RULES} rules, no cache : bare YAML parse", uncached, parse)
        _compare(f"load {RULES} rules, cached : the same without cache", lambda: read_pack(path), uncached)
    ours = list(pack.rules)
    evaluate = lambda: judge_submission(ours, submission, {})  # noqa: E731
    python = _python_rules()
    cells = f"{RULES} rules x {ROWS} indicators"
    _compare(f"{cells} : the same rules in Python", evaluate, lambda: judge_submission(python, submission, {}))
    for name, other in (("simpleeval", _simpleeval(submission)), ("cel-expr-python", _cel(submission))):
        if other is None:
            print(f"{name} is not installed: left out")
        else:
            _compare(f"{cells} : {name}, bare conditions", evaluate, other)


if __name__ == "__main__":
    main()
