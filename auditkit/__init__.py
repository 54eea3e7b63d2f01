"""The face of auditkit: what a rule pack needs, and nothing else.

Names are imported when first used, so that ``import auditkit`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditkit.document import Anchor as Anchor
    from auditkit.document import Cell as Cell
    from auditkit.document import Document as Document
    from auditkit.document import Form as Form
    from auditkit.document import Paragraph as Paragraph
    from auditkit.document import ReadError as ReadError
    from auditkit.document import Table as Table
    from auditkit.document import Unread as Unread
    from auditkit.finding import Basis as Basis
    from auditkit.finding import Evidence as Evidence
    from auditkit.finding import Finding as Finding
    from auditkit.finding import Issue as Issue
    from auditkit.finding import Location as Location
    from auditkit.finding import NotApplicable as NotApplicable
    from auditkit.finding import NotJudged as NotJudged
    from auditkit.finding import Outcome as Outcome
    from auditkit.finding import Passed as Passed
    from auditkit.finding import Place as Place
    from auditkit.finding import SetAside as SetAside
    from auditkit.finding import Severity as Severity
    from auditkit.finding import plain as plain
    from auditkit.hookspecs import Layout as Layout
    from auditkit.hookspecs import PackFolder as PackFolder
    from auditkit.hookspecs import Reader as Reader
    from auditkit.hookspecs import Reporter as Reporter
    from auditkit.hookspecs import hookimpl as hookimpl
    from auditkit.model import Batch as Batch
    from auditkit.model import Budget as Budget
    from auditkit.model import BudgetPart as BudgetPart
    from auditkit.model import Execution as Execution
    from auditkit.model import Indicator as Indicator
    from auditkit.model import Money as Money
    from auditkit.model import Objective as Objective
    from auditkit.model import Overall as Overall
    from auditkit.model import Project as Project
    from auditkit.model import Submission as Submission
    from auditkit.model import TargetValue as TargetValue
    from auditkit.model import Task as Task
    from auditkit.model import Unit as Unit
    from auditkit.reference_grade import ReferenceGrade as ReferenceGrade
    from auditkit.report import Audited as Audited
    from auditkit.report import Coverage as Coverage
    from auditkit.report import Fault as Fault
    from auditkit.report import Report as Report
    from auditkit.report import SourceCard as SourceCard
    from auditkit.report import Summary as Summary
    from auditkit.report import Unreadable as Unreadable
    from auditkit.rule import PackError as PackError
    from auditkit.rule import Precedence as Precedence
    from auditkit.rule import Profile as Profile
    from auditkit.rule import Rule as Rule
    from auditkit.rule import RulePack as RulePack
    from auditkit.rule import make_rule as make_rule
    from auditkit.strict_yaml import load_yaml as load_yaml
    from auditkit.target_value import parse_amount as parse_amount
    from auditkit.target_value import parse_target_value as parse_target_value
    from auditkit.vocabulary import canonical_first_level as canonical_first_level
    from auditkit.vocabulary import canonical_second_level as canonical_second_level
    from auditkit.vocabulary import kind_of as kind_of
    from auditkit.vocabulary import normal_level as normal_level

__version__ = "1.0.0"

_HOMES = {
    "document": ("Anchor", "Cell", "Document", "Form", "Paragraph", "ReadError", "Table", "Unread"),
    "finding": (
        "Basis",
        "Evidence",
        "Finding",
        "Issue",
        "Location",
        "NotApplicable",
        "NotJudged",
        "Outcome",
        "Passed",
        "Place",
        "SetAside",
        "Severity",
        "plain",
    ),
    "hookspecs": ("Layout", "PackFolder", "Reader", "Reporter", "hookimpl"),
    "model": (
        "Batch",
        "Budget",
        "BudgetPart",
        "Execution",
        "Indicator",
        "Money",
        "Objective",
        "Overall",
        "Project",
        "Submission",
        "TargetValue",
        "Task",
        "Unit",
    ),
    "reference_grade": ("ReferenceGrade",),
    "report": ("Audited", "Coverage", "Fault", "Report", "SourceCard", "Summary", "Unreadable"),
    "rule": ("PackError", "Precedence", "Profile", "Rule", "RulePack", "make_rule"),
    "strict_yaml": ("load_yaml",),
    "target_value": ("parse_amount", "parse_target_value"),
    "vocabulary": ("canonical_first_level", "canonical_second_level", "kind_of", "normal_level"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [name for names in _HOMES.values() for name in names]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"auditkit.{home}"), name)
    globals()[name] = value
    return value
