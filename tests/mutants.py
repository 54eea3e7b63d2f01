"""Do the cases notice a broken rule? ``python tests/mutants.py [RULE ...]`` (``make mutants``).

Python rules: one small change at a time to the rule's own module (a comparison turned round, ``and``
for ``or``, a condition negated, a number moved), then the rule's cases. YAML rules of the example
pack: each condition negated or left out, then the tests inside. Prints what survived, and the score.
"""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

from auditkit.plugins import load_plugins
from auditkit.rule import PackError, Rule
from auditkit.rulefile.compile_rule import compile_file
from auditkit.rulefile.load_checks import RuleFileError
from auditkit.strict_yaml import load_yaml
from auditkit.testing import failures, inline_cases, read_cases

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "rules" / "auditkit_rules" / "performance_target"
CASES = ROOT / "tests" / "rules" / "performance_target"
Mutant = tuple[int, str, ast.Module]
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What may be done to a node: a word for it, and the change."""
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            other = _TURNED[type(operator)]

            def turn(found: Any, number: int = number, other: type[ast.cmpop] = other) -> None:
                found.ops[number] = other()

            yield f"{type(operator).__name__} → {other.__name__}", turn
    elif isinstance(node, ast.BoolOp):
        swapped = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"→ {swapped.__name__}", lambda found: setattr(found, "op", swapped())
    elif isinstance(node, ast.If):
        yield "if not", lambda found: setattr(found, "test", ast.UnaryOp(ast.Not(), found.test))
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in (0, 1):
        moved = node.value * 2
        yield f"{node.value} → {moved}", lambda found: setattr(found, "value", moved)


def _mutants(source: str) -> Iterator[Mutant]:
    """Each small change to the functions of a module, by line; the card and the docstrings are left alone."""
    tree = ast.parse(source)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    spots = [
        (number, inner, place)
        for number, function in enumerate(functions)
        for inner, place in enumerate(ast.walk(ast.Module(function.body, [])))
    ]
    for number, inner, node in spots:
        for word, change in _changes(node):
            mutated = copy.deepcopy(tree)
            function = [item for item in mutated.body if isinstance(item, ast.FunctionDef)][number]
            found = list(ast.walk(ast.Module(function.body, [])))[inner]
            change(found)
            yield getattr(node, "lineno", 0), word, ast.fix_missing_locations(mutated)


def _made(name: str, tree: ast.Module, path: Path) -> Rule | None:
    module = ModuleType(f"auditkit_rules.performance_target.{name}")
    module.__dict__["__file__"] = str(path)
    try:
        exec(compile(tree, str(path), "exec"), module.__dict__)
    except Exception:  # a mutant that does not even load is noticed at once
        return None
    made = getattr(module, name, None)
    return made if isinstance(made, Rule) else None


def survivors(name: str) -> tuple[str, int, list[str]]:
    """The rule, how many mutants it had, and those that no case noticed."""
    path = HOME / f"{name}.py"
    cases = read_cases(CASES / f"{name}.yaml")
    total, alive = 0, []
    for line, word, tree in _mutants(path.read_text(encoding="utf-8")):
        total += 1
        rule = _made(name, tree, path)
        if rule is not None and not any(_noticed(rule, case) for case in cases):
            alive.append(f"{name}.py:{line}  {word}")
    return name, total, alive


def _noticed(rule: Rule, case: Any) -> bool:
    try:
        return bool(failures(rule, case))
    except Exception:
        return True


def _yaml_mutants(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    data = load_yaml(path.read_text(encoding="utf-8"), path.name, marks=True)
    for number, entry in enumerate(data.get("rules", ())):
        for key in ("where", "flag_when", "require"):
            if key in entry:
                negated = copy.deepcopy(data)
                negated["rules"][number][key] = f"非 ({entry[key]})"
                yield f"{entry['code']} {key} negated", negated
        if "where" in entry:
            freed = copy.deepcopy(data)
            del freed["rules"][number]["where"]
            yield f"{entry['code']} where left out", freed


def yaml_survivors(path: Path) -> tuple[int, list[str]]:
    """How many mutants a single-file pack has, and those that the tests inside do not notice."""
    total, alive = 0, []
    for word, data in _yaml_mutants(path):
        total += 1
        code = word.split()[0]
        try:
            rules = {rule.code: rule for rule in compile_file(data, path.name).rules}
        except (RuleFileError, PackError):
            continue
        if not any(_noticed(rules[code], case) for case in inline_cases(rules[code])):
            alive.append(word)
    return total, alive


def main(names: list[str]) -> None:
    """Print the table."""
    known = {rule.name for pack in load_plugins().rule_packs() for rule in pack.rules}
    wanted = names or sorted(path.stem for path in CASES.glob("*.yaml") if path.stem in known)
    mutants = lived = 0
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for name, total, alive in pool.map(survivors, wanted):
            mutants, lived = mutants + total, lived + len(alive)
            print(f"{name:<34} {total - len(alive):>3} of {total:>3} noticed")
            print("".join(f"    {line}\n" for line in alive), end="")
    total, alive = yaml_survivors(ROOT / "tests" / "rulefile" / "eight_rules.yaml")
    print(f"YAML: {total - len(alive)} of {total} noticed", *alive, sep="\n    ")
    if mutants:
        print(f"Python: {mutants - lived} of {mutants} noticed, score {100 * (mutants - lived) / mutants:.1f} %")


if __name__ == "__main__":
    main(sys.argv[1:])
