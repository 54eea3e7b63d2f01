"""A rule is a value with a name card; a pack is a set of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditkit.finding import Basis, Outcome, Severity
from auditkit.reference_grade import Grading
from auditkit.word_lists import AddedWords, ListCard

__all__ = ["CODE", "DIMENSIONS", "PackError", "Precedence", "Profile", "Rule", "RulePack", "make_rule"]

DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "CMP": ("completeness", "完整性"),
    "NRM": ("form", "规范性"),
    "REL": ("relevance", "相关性"),
    "APP": ("appropriateness", "适当性"),
    "FEA": ("feasibility", "可行性"),
    "CON": ("consistency", "一致性"),
    "XPR": ("cross-project", "跨项目"),
    "TXT": ("wording", "文本质量"),
}
_SCOPES = {"Batch": "batch", "Submission": "submission", "Project": "project", "Indicator": "indicator"}
CODE = re.compile(r"(?:(?:[A-Z]{2,8}[:-])?[A-Z]{3}\d{3}|[A-Z]{2,8}-\d{3})\Z")
_HEADINGS = ("检查什么", "为什么", "示例")


class PackError(Exception):
    """A rule or pack that is wrongly made; one Chinese sentence with file and remedy."""


Check = Callable[..., Iterable[Outcome]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its card and a function from one typed subject to outcomes.

    ``needs`` are the scopes of the positional arguments, the subject's own first. ``default`` is
    ``on``, ``strict`` (only in the strict profile) or ``off``. ``manual`` is the Chinese page.
    ``origin`` is the file (and line) that defines it. ``citations`` are bases written out in the
    rule itself. A rule written in YAML keeps its inline tests (``cases``) and its entry as written
    (``definition``). ``kind`` is a dimension stated on the card, for codes that do not tell theirs.
    """

    code: str
    name: str
    title: str
    severity: Severity
    confidence: float
    basis: tuple[str, ...]
    check: Check
    scope: str
    needs: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    default: str = "on"
    manual: str = ""
    formerly: tuple[str, ...] = ()
    origin: str = ""
    citations: tuple[Basis, ...] = ()
    cases: tuple[Mapping[str, Any], ...] = ()
    definition: Mapping[str, Any] | None = None
    kind: str = ""

    @property
    def dimension(self) -> str:
        """The audit dimension: as stated on the card, or from the code's letters."""
        if self.kind:
            return self.kind
        letters = self.code.rsplit(":", 1)[-1].rsplit("-", 1)[-1][:3]
        return DIMENSIONS.get(letters, ("other", "其他"))[0]


def make_rule(
    *,
    code: str,
    title: str,
    severity: str,
    confidence: float,
    basis: tuple[str, ...] = (),
    default: str = "on",
    formerly: tuple[str, ...] = (),
    dimension: str = "",
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function.

    The first parameter's type is the scope, further positional parameters receive the enclosing
    subjects by type, keyword-only parameters with defaults are the options. The module's docstring
    is the manual page, its file name the rule's name. ``dimension`` is an id of ``DIMENSIONS``, for
    codes of other bureaus that do not start with its letters.

    Raises:
        PackError: when the card or the function is not as described.
    """

    def build(check: Check) -> Rule:
        origin = check.__code__.co_filename
        manual = inspect.cleandoc(check.__globals__.get("__doc__") or "")
        _examine(code, check.__name__, manual, confidence, origin)
        needs, options = _signature(code, check, origin)
        card = (code, check.__name__, title, Severity(severity), confidence, basis)
        if dimension and dimension not in {name for name, _ in DIMENSIONS.values()}:
            listed = "、".join(name for name, _ in DIMENSIONS.values())
            raise PackError(f"{origin}：规则 {code} 的维度“{dimension}”不存在，可用：{listed}。")
        made = Rule(*card, check, needs[0], needs, options, default, manual, formerly, origin)
        return replace(made, kind=dimension)

    return build


def _examine(code: str, name: str, manual: str, confidence: float, origin: str) -> None:
    if not CODE.match(code):
        raise PackError(f"{origin}：规则号“{code}”不合规定，应为三个大写字母加三位数字，如 NRM101。")
    if not origin.replace("\\", "/").endswith(f"/{name}.py"):
        raise PackError(f"{origin}：规则函数“{name}”与文件名不一致，请改成同一个名字。")
    missing = [heading for heading in _HEADINGS if heading not in manual]
    if missing:
        raise PackError(f"{origin}：规则 {code} 的模块说明缺少“{'、'.join(missing)}”一节，请补写。")
    if not 0 < confidence <= 1:
        raise PackError(f"{origin}：规则 {code} 的置信度应在 0 与 1 之间。")


def _signature(code: str, check: Check, origin: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    needs: list[str] = []
    options: dict[str, Any] = {}
    for parameter in inspect.signature(check).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY:
            if parameter.default is parameter.empty:
                raise PackError(f"{origin}：规则 {code} 的参数“{parameter.name}”没有默认值，请补上。")
            options[parameter.name] = parameter.default
            continue
        annotation = getattr(parameter.annotation, "__name__", str(parameter.annotation))
        scope = _SCOPES.get(annotation.rsplit(".", 1)[-1])
        if scope is None:
            expected = "、".join(_SCOPES)
            raise PackError(f"{origin}：规则 {code} 的“{parameter.name}”须注明类型（{expected}之一）。")
        needs.append(scope)
    if not needs:
        raise PackError(f"{origin}：规则 {code} 没有检查对象，函数的第一个参数须注明类型。")
    return tuple(needs), options


@dataclass(frozen=True, slots=True)
class Precedence:
    """Which finding stands for others: ``keeper`` codes over ``others`` at the same ``where``.

    Codes are prefixes. ``where``: cell, indicator, objective, project, submission or topic.
    ``action``: suppress (set aside) or merge (shown inside the keeper).
    """

    keeper: tuple[str, ...]
    others: tuple[str, ...]
    where: str
    action: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A named way to run a pack: option values for all rules that have them, codes on or off."""

    name: str
    title: str
    options: Mapping[str, Any] = field(default_factory=dict)
    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulePack:
    """Rules that are shipped together, with what they share. ``origin``: folder or archive, if not installed.

    ``lists`` tells its word lists, all of them; ``reworded`` makes the pack anew with the data of
    some of them changed; ``added`` is what was changed. ``grading`` is how it grades, if it does.
    """

    id: str
    title: str
    version: str
    rules: tuple[Rule, ...]
    precedence: tuple[Precedence, ...] = ()
    profiles: tuple[Profile, ...] = ()
    policy: Mapping[str, Basis] = field(default_factory=dict)
    sha256: str = ""
    origin: str = ""
    grading: Grading | None = None
    lists: Callable[[], tuple[ListCard, ...]] | None = field(default=None, compare=False)
    reworded: Callable[[Mapping[str, Any]], RulePack] | None = field(default=None, compare=False)
    added: tuple[AddedWords, ...] = ()
