"""Run the cases of a whole pack: what each rule was tested for, what failed, what no case reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditkit.rule import Rule, RulePack
from auditkit.testing.cases import Case, compare, judge_case
from auditkit.testing.inline import inline_cases
from auditkit.testing.submissions import CaseError

__all__ = ["Answer", "PackAnswers", "case_files", "pack_cases", "pack_test", "run_cases"]


@dataclass(frozen=True, slots=True)
class Answer:
    """How one rule did: cases by what they expect, faults by case, branches no case reached."""

    rule: Rule
    counts: Mapping[str, int]
    faults: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unreached: tuple[str, ...] = ()

    @property
    def lacks(self) -> tuple[str, ...]:
        """What every rule should be tested for and this one is not: flags, passes."""
        return tuple(kind for kind in ("flags", "passes") if not self.counts.get(kind))


@dataclass(frozen=True, slots=True)
class PackAnswers:
    """All rules of a pack after their cases."""

    pack: RulePack
    answers: tuple[Answer, ...]
    strangers: tuple[str, ...] = field(default=())

    @property
    def failed(self) -> int:
        """How many cases went otherwise than expected, counting cases for unknown rules."""
        return sum(len(answer.faults) for answer in self.answers) + len(self.strangers)


def pack_cases(pack: RulePack, more: Iterable[Case] = ()) -> dict[str, list[Case]]:
    """The cases of each rule code: those inside the rules, and ``more`` from case files."""
    found: dict[str, list[Case]] = {rule.code: [] for rule in pack.rules}
    for rule in pack.rules:
        found[rule.code] += inline_cases(rule)
    for case in more:
        found.setdefault(case.code, []).append(case)
    return found


def run_cases(
    pack: RulePack, more: Iterable[Case] = (), only: Sequence[str] | None = None
) -> PackAnswers:
    """Run the cases of a pack, or ``only`` those of the rules with these codes.

    Raises:
        CaseError: for a case that cannot be used.
    """
    cases = pack_cases(pack, more)
    known = {rule.code for rule in pack.rules}
    strangers = [
        f"{case.origin}：规则包 {pack.id} 没有规则 {code}。"
        for code, listed in cases.items()
        if code not in known
        for case in listed
    ]
    meant = [rule for rule in pack.rules if only is None or rule.code in only]
    answers = tuple(_answer(rule, cases[rule.code]) for rule in meant)
    return PackAnswers(pack, answers, tuple(strangers))


def _answer(rule: Rule, cases: Sequence[Case]) -> Answer:
    from auditkit.rulefile.language.frame import watch_branches

    faults = []
    with watch_branches() as reached:
        for case in cases:
            told = compare(case, *judge_case(rule, case))
            if told:
                faults.append((case.origin or case.title, tuple(told)))
    branches: Sequence[str] = getattr(rule.check, "branches", ())
    unreached = tuple(branch for branch in branches if branch not in reached)
    return Answer(rule, Counter(case.expects for case in cases), tuple(faults), unreached if cases else ())


def case_files(folder: Path) -> list[Case]:
    """The cases in ``tests/*.yaml`` of a pack's folder.

    Raises:
        CaseError, YamlError: for a file that cannot be used.
    """
    from auditkit.testing.cases import read_cases

    return [case for path in sorted((folder / "tests").glob("*.yaml")) for case in read_cases(path)]


def pack_test(folder: str | Path, trust_python: bool = True) -> Callable[..., None]:
    """A pytest test of a pack's folder, one parameter a case: ``test_rules = pack_test("my-pack")``.

    The folder's Python rules run: who writes this line trusts the folder.
    """
    import pytest

    from auditkit.plugins import load_plugins
    from auditkit.rulefile.packs.folder import read_pack

    home = Path(folder)
    pack = read_pack(home, trust_python, around=load_plugins().rule_packs())
    rules = {rule.code: rule for rule in pack.rules}
    cases = pack_cases(pack, case_files(home))
    parameters: list[Any] = [
        pytest.param(code, case, id=f"{code}-{number}")
        for code, listed in cases.items()
        for number, case in enumerate(listed, 1)
    ]

    @pytest.mark.parametrize(("code", "case"), parameters)
    def test(code: str, case: Case) -> None:
        if code not in rules:
            raise CaseError(f"{case.origin}：规则包 {pack.id} 没有规则 {code}。")
        told = compare(case, *judge_case(rules[code], case))
        assert not told, "\n".join(told)

    return test
