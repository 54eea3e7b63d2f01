"""Which rules ask which word list: read from the modules of a pack, name by name, never by running them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from typing import Any

from auditkit import Rule
from auditkit.word_lists import ListCard
from auditkit_rules.lexicon import list_data, list_names

__all__ = ["list_cards", "lists_used"]

_PLACEHOLDERS = {"ADV": (("vague_adverbs", ""),), "VERB": (("vague_verbs", ""), ("verdicts", "more_verbs"))}
Changed = Mapping[str, Mapping[str, Any]]
Node = tuple[str, str]


def list_cards(package: str, rules: Sequence[Rule], changed: Changed) -> tuple[ListCard, ...]:
    """The cards of all word lists of a pack, with the rules that ask them."""
    pack = package.rpartition(".")[2]
    codes = tuple((rule.name, rule.code) for rule in rules)
    data = {name: changed.get(name) or list_data(pack, name) for name in list_names(pack)}
    return tuple(
        ListCard(name, held, partial(_users, package, codes, name), _templates(held, data))
        for name, held in data.items()
    )


def _users(package: str, codes: tuple[tuple[str, str], ...], wanted: str) -> tuple[str, ...]:
    return tuple(sorted(code for module, code in codes if wanted in lists_used(package, module)))


def _templates(held: Mapping[str, Any], data: Changed) -> dict[str, str]:
    """The regular expression of each template: the words of other lists in place of ADV and VERB."""
    made = {}
    for template in held.get("templates", ()):
        text = template
        for placeholder, parts in _PLACEHOLDERS.items():
            listed = [
                word
                for name, group in parts
                if name in data
                for word in (data[name]["groups"][group] if group else data[name]["words"])
            ]
            text = text.replace(placeholder, "(?:" + "|".join(map(re.escape, listed)) + ")")
        made[template] = text
    return made


@cache
def lists_used(package: str, module: str) -> frozenset[str]:
    """The word lists that the rule in a module asks, itself or through what it imports from its pack."""
    found: set[str] = set()
    seen: set[Node] = set()
    waiting = [(module, module)]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        outline = _outline(package, node[0])
        found |= outline.asks.get(node[1], set())
        waiting += [(node[0], name) for name in outline.reads.get(node[1], ())]
        if node[1] in outline.imports:
            waiting.append(outline.imports[node[1]])
    return frozenset(found)


@dataclass(slots=True)
class _Outline:
    """A module by its top-level names: what each reads, which lists it asks, what is imported from where."""

    reads: dict[str, set[str]] = field(default_factory=dict)
    asks: dict[str, set[str]] = field(default_factory=dict)
    imports: dict[str, Node] = field(default_factory=dict)

    def note(self, names: Sequence[str], part: ast.AST) -> None:
        """Note what the names owe to a part of the source."""
        read = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        asked = set(_asked(part))
        for name in names:
            self.reads.setdefault(name, set()).update(read - {name})
            self.asks.setdefault(name, set()).update(asked)


def _asked(part: ast.AST) -> Iterator[str]:
    for node in ast.walk(part):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "words":
            yield from (str(item.value) for item in node.args if isinstance(item, ast.Constant))


@cache
def _outline(package: str, module: str) -> _Outline:
    source = (files(package) / f"{module}.py").read_text(encoding="utf-8")
    outline = _Outline()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ImportFrom):
            home = (statement.module or "").removeprefix(f"{package}.")
            if home != statement.module and home != "lists":
                outline.imports |= {item.asname or item.name: (home, item.name) for item in statement.names}
        elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
            outline.note([statement.name], statement)
        elif isinstance(statement, ast.Assign):
            for names, value in _pairs(statement):
                outline.note(names, value)
        else:
            named = [node.id for node in ast.walk(statement) if isinstance(node, ast.Name)]
            outline.note(named, statement)
    return outline


def _pairs(statement: ast.Assign) -> Iterator[tuple[list[str], ast.AST]]:
    """Names and the value they get; ``a, b = x, y`` is told apart."""
    for target in statement.targets:
        value = statement.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, other in zip(target.elts, value.elts, strict=False):
                yield _names(one), other
        else:
            yield _names(target), value


def _names(target: ast.AST) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]
