"""From an entry in a YAML file to a rule; from a file to its rules, its faults and its warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from auditkit.rule import Rule
from auditkit.rulefile.checks import CHECKS
from auditkit.rulefile.entries import SCOPE_WORDS, cited, confidence_of, kind_of_rule, named_options
from auditkit.rulefile.judging import Judge, needs_of
from auditkit.rulefile.language.compiling import Expression, compile_expression
from auditkit.rulefile.language.faults import Mark
from auditkit.rulefile.language.fields import FieldPath, resolve_field
from auditkit.rulefile.language.frame import Names
from auditkit.rulefile.language.impossible import never_holds
from auditkit.rulefile.language.templates import Template, compile_template
from auditkit.rulefile.load_checks import Faults, RuleFileError, line_of, near
from auditkit.rulefile.manual import page_of
from auditkit.rulefile.sections import SEVERITIES, PackContext, Sections, read_sections
from auditkit.rulefile.shape import check_entry
from auditkit.rulefile.written_tests import look_over_tests

__all__ = ["Compiled", "compile_file", "compile_rule", "compile_sections"]

_TRUTHS = {True: "true", False: "false"}


@dataclass(frozen=True, slots=True)
class Compiled:
    """The rules of a file that are sound, what is wrong with the others, and what its author should mend."""

    rules: tuple[Rule, ...]
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def compile_file(data: Any, file: str, context: PackContext | None = None) -> Compiled:
    """The rules in one file of marked YAML; without ``context`` the file is a pack by itself.

    Raises:
        RuleFileError: with every fault of the file.
    """
    sections = read_sections(data, file)
    compiled = compile_sections(sections, context or sections.context())
    faults = compiled.faults
    if faults:
        raise RuleFileError(faults)
    return compiled


def compile_sections(sections: Sections, context: PackContext) -> Compiled:
    """The rules of one file, which has been read; never raises, since a file tells all its faults."""
    faults, warnings = Faults(sections.file), Faults(sections.file)
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for entry in sections.rules:
        before = len(faults)
        _twins(entry, seen, context, faults)
        rule = _compile(entry, context, sections.file, faults, warnings)
        if rule is not None and len(faults) == before:
            rules.append(rule)
    return Compiled(tuple(rules), (*sections.faults, *faults.sentences()), warnings.sentences())


def compile_rule(entry: Mapping[str, Any], context: PackContext, file: str) -> Rule:
    """The rule that one entry describes.

    Raises:
        RuleFileError: with everything that is wrong with the entry.
    """
    faults = Faults(file)
    rule = None
    if check_entry(entry, faults, line_of(entry)):
        _twins(entry, {}, context, faults)
        rule = _compile(entry, context, file, faults, Faults(file))
    faults.settle()
    assert rule is not None
    return rule


def _twins(entry: Mapping[str, Any], seen: dict[str, str], context: PackContext, faults: Faults) -> None:
    """Note a code or a name that is taken, and an ``overrides`` that overrides nothing."""
    code, replaced = entry["code"], entry.get("overrides")
    here = f"{faults.file} 第{line_of(entry)}行"
    if replaced is not None and replaced not in context.known_codes:
        hint = (
            near(replaced, context.known_codes)
            if context.known_codes
            else "，请在 pack 里用 extends 继承它的规则包。"
        )
        faults.add(line_of(entry, "overrides"), f"规则 {code}：没有可以取代的规则“{replaced}”{hint}")
    other = seen.get(code) or (context.known_codes.get(code) if code != replaced else None)
    if other:
        faults.add(line_of(entry, "code"), f"规则号 {code} 重复，已用于 {other}，请换一个号。")
    named = f"name {entry['name']}"
    if named in seen:
        faults.add(
            line_of(entry, "name"),
            f"规则 {code}：英文名“{entry['name']}”重复，已用于 {seen[named]}，请改名。",
        )
    seen.setdefault(code, here)
    seen.setdefault(named, here)


def _compile(
    entry: Mapping[str, Any], context: PackContext, file: str, faults: Faults, warnings: Faults
) -> Rule | None:
    before = len(faults)
    scope = SCOPE_WORDS[entry["for_each"]]
    options = named_options(entry, context, warnings)
    names = Names(scope, {**context.options, **options}, context.lexicons)
    kind = kind_of_rule(entry, faults)
    basis, citations = cited(entry, context, faults)
    judge = _Making(entry, names, faults).judge()
    look_over_tests(entry, replace(names, options=options), faults)
    _lacking_tests(entry, faults if context.strict else warnings)
    if len(faults) > before:
        return None
    bases = (*(context.policy[key] for key in basis), *citations)
    return Rule(
        code=entry["code"],
        name=entry["name"],
        title=entry["title"],
        severity=SEVERITIES[entry["severity"]],
        confidence=confidence_of(entry),
        basis=basis,
        check=replace(judge, options=options),
        scope=scope,
        needs=needs_of(scope),
        options=options,
        default=entry.get("default", "on"),
        manual=page_of(entry, scope, bases),
        formerly=tuple(entry.get("formerly", ())),
        origin=f"{file}:{line_of(entry)}",
        citations=citations,
        cases=tuple(entry.get("tests", ())),
        definition=entry,
        kind=kind,
    )


def _lacking_tests(entry: Mapping[str, Any], faults: Faults) -> None:
    tests = entry.get("tests", ())
    words = {"flag": "应提出的（flag）", "pass": "应通过的（pass）"}
    lacking = [word for key, word in words.items() if not any(key in test for test in tests)]
    if lacking:
        line = line_of(entry, "tests")
        faults.add(line, f"规则 {entry['code']}：tests 里还缺{'和'.join(lacking)}用例，请补写。")


class _Making:
    """Compiles the working parts of one entry; a part that does not compile is noted and left out."""

    def __init__(self, entry: Mapping[str, Any], names: Names, faults: Faults) -> None:
        self.entry = entry
        self.names = names
        self.faults = faults

    def mark(self, key: str, data: Any = None, inner: str = "") -> Mark:
        line = line_of(data, inner or None) if data is not None else 0
        return Mark(self.faults.file, line or line_of(self.entry, key), key)

    def judge(self) -> Judge:
        where, flag, require = (self.condition(key) for key in ("where", "flag_when", "require"))
        self.never({"where": where, "flag_when": flag, "require": require})
        run, reads = (
            None,
            [path for part in (where, flag, require) if part is not None for path in part.fields],
        )
        if "check" in self.entry:
            run, settings = CHECKS[self.entry["check"]].prepare(self.entry, self.names, self.faults)
            reads += settings.reads
        return Judge(
            scope=self.names.scope,
            where=where,
            test=flag or require,
            flags="flag_when" in self.entry,
            run=run,
            message=self.template("message"),
            suggest=self.template("suggest"),
            at=self.field("at"),
            related=tuple(path for path in self.fields("related") if path is not None),
            evidence=tuple(self.evidence()),
            lexicons=self.names.lexicons,
            reads=tuple({(path.scope, path.path): path for path in reads}.values()),
        )

    def condition(self, key: str) -> Expression | None:
        if key not in self.entry:
            return None
        text = self.entry[key]
        made = self.compiled(text if isinstance(text, str) else _TRUTHS[text], self.mark(key))
        if made is not None and made.kind not in ("truth", "any"):
            self.faults.add(
                self.mark(key).line, f"{key}：“{made.text}”不是条件，请写成比较，如 指标值.数值 ≥ 95%。"
            )
            return None
        return made

    def compiled(self, text: str, mark: Mark) -> Expression | None:
        return self.faults.attempt(compile_expression, text, self.names, mark)

    def never(self, made: Mapping[str, Expression | None]) -> None:
        """Note the condition that can never hold, by itself or together with ``where``."""
        where, before = made["where"], len(self.faults)
        for key, one in made.items():
            if one is not None and (reason := never_holds([one.text], self.names, self.mark(key))):
                self.faults.add(self.mark(key).line, f"{key}：这个条件永远不会成立：{reason}，请改正。")
        flag = made["flag_when"]
        if where is None or flag is None or len(self.faults) > before:
            return
        if reason := never_holds([where.text, flag.text], self.names, self.mark("flag_when")):
            sentence = f"flag_when：与 where 合起来永远不会成立：{reason}，请改正。"
            self.faults.add(self.mark("flag_when").line, sentence)

    def template(self, key: str) -> Template | None:
        if key not in self.entry:
            return None
        return self.faults.attempt(compile_template, self.entry[key], self.names, self.mark(key))

    def field(self, key: str) -> FieldPath | None:
        if key not in self.entry:
            return None
        return self.faults.attempt(resolve_field, self.entry[key], self.names, self.mark(key))

    def fields(self, key: str) -> list[FieldPath | None]:
        return [
            self.faults.attempt(resolve_field, text, self.names, self.mark(key))
            for text in self.entry.get(key, ())
        ]

    def evidence(self) -> list[tuple[str, Expression]]:
        found = []
        for item in self.entry.get("evidence", ()):
            value = item["value"]
            made = self.compiled(
                value if isinstance(value, str) else str(value), self.mark("evidence", item, "value")
            )
            if made is not None:
                found.append((item["label"], made))
        return found
