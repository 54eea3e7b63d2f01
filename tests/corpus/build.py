"""Render the pairs of the corpus: the clean submission and its faulty twin, as real files.

A pair is a YAML file under ``pairs/<trade>/``; README.md tells its keys.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

from auditkit.document import Source
from auditkit.strict_yaml import load_yaml

HERE = Path(__file__).parent
PAIRS = HERE / "pairs"
sys.path.insert(0, str(HERE.parent))

from department_writer import department_card  # noqa: E402
from form_writers import as_json, central_card, minimal_card, text_dump, tianjin_card  # noqa: E402

FORMS = ("tianjin", "central", "minimal", "department", "json")
_CARDS = {
    "tianjin": tianjin_card,
    "central": central_card,
    "minimal": minimal_card,
    "department": department_card,
}
_PAIR = {"auditkit", "trade", "form", "file", "profile", "year", "projects", "previous"}
_PAIR |= {"defects", "also", "traps"}
_PROJECT = {"title", "name", "unit", "department", "nature", "period", "year", "money_unit", "budget"}
_PROJECT |= {"purpose", "objectives", "indicators", "midterm", "overall"}
_DEFECT = {"code", "at", "severity", "set", "add", "drop"}


class PairError(ValueError):
    """A pair that cannot be used; the message names file and remedy."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A finding the faulty twin must give: rule, place and, where it matters, severity."""

    code: str
    at: str
    severity: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A clean submission and its faulty twin, as data, with what is to be found in the latter.

    ``also`` are findings of the faulty twin that follow from the defects, as code and pointer.
    """

    name: str
    trade: str
    form: str
    profile: str
    clean: Mapping[str, Any]
    faulty: Mapping[str, Any]
    defects: tuple[Defect, ...]
    also: frozenset[tuple[str, str]]

    def sources(self, faulty: bool) -> list[Source]:
        """The files of a twin: the submission and, where the pair has it, last year's."""
        data = self.faulty if faulty else self.clean
        made = [_source(self.name, self.form, data, data["projects"], data.get("year"))]
        if "previous" in data:
            before = data["previous"]
            name = f"{self.name}-上年"
            made.append(_source(name, self.form, data, before["projects"], before.get("year")))
        return made


def read_pairs(folder: Path = PAIRS) -> list[Pair]:
    """Every pair under the folder, by path."""
    return [read_pair(path) for path in sorted(folder.rglob("*.yaml"))]


def read_pair(path: Path) -> Pair:
    """The pair in a file.

    Raises:
        PairError: for an unknown key, a change that changes nothing or a path that leads nowhere.
    """
    name = f"{path.parent.name}-{path.stem}"
    data = load_yaml(path.read_text(encoding="utf-8"), path.name)
    _check(name, data)
    trade = data["trade"]
    given = {key: data[key] for key in ("file", "year", "projects", "previous") if key in data}
    changed = deepcopy(given)
    for step in (_sets, _adds, _drops):
        step(name, changed, data["defects"])
    defects = tuple(Defect(item["code"], item["at"], item.get("severity")) for item in data["defects"])
    also = frozenset((code, at) for code, _, at in (line.partition(" ") for line in data.get("also") or ()))
    profile = data.get("profile", "default")
    return Pair(name, trade, data["form"], profile, given, changed, defects, also)


def _check(name: str, data: Any) -> None:
    _known(name, data, _PAIR)
    if data["form"] not in FORMS or data.get("file", "docx") not in ("docx", "txt"):
        raise PairError(f"{name}: form is one of {FORMS}, file docx or txt")
    if data.get("file") == "txt" and data["form"] != "tianjin":
        raise PairError(f"{name}: only tianjin cards are dumped as text")
    for project in [*data["projects"], *data.get("previous", {}).get("projects", ())]:
        _known(name, project, _PROJECT)
        for row in project.get("indicators") or ():
            if len(row) not in (5, 6):
                raise PairError(f"{name}: an indicator has five texts, or six with its weight: {row}")
    for defect in data["defects"]:
        _known(name, defect, _DEFECT)
        if not defect.keys() & {"set", "add", "drop"} and defect is data["defects"][0]:
            raise PairError(f"{name}: the first defect must change something")


def _known(name: str, data: Mapping[str, Any], known: set[str]) -> None:
    if strange := set(data) - known:
        raise PairError(f"{name}: unknown keys {sorted(strange)}; known are {sorted(known)}")


def _sets(name: str, data: dict[str, Any], defects: Sequence[Mapping[str, Any]]) -> None:
    for path, value in _changes(defects, "set"):
        home, key = _home(name, data, path)
        old = home.get(key) if isinstance(home, dict) else home[key]
        if old == value:
            raise PairError(f"{name}: set {path} changes nothing")
        if value is None and isinstance(home, dict):
            home.pop(key)
        else:
            home[key] = deepcopy(value)


def _adds(name: str, data: dict[str, Any], defects: Sequence[Mapping[str, Any]]) -> None:
    for path, value in _changes(defects, "add"):
        home, key = _home(name, data, path)
        several = isinstance(value, list) and not isinstance(value[0], str)
        home[key].extend(deepcopy(value) if several else [deepcopy(value)])


def _drops(name: str, data: dict[str, Any], defects: Sequence[Mapping[str, Any]]) -> None:
    """Items leave last first, so that every path counts as in the clean twin."""
    paths = [path for item in defects for path in _listed(item.get("drop"))]
    for path in sorted(set(paths), key=lambda path: [int(p) if p.isdigit() else p for p in path.split("/")])[::-1]:
        home, key = _home(name, data, path)
        del home[key]


def _changes(defects: Sequence[Mapping[str, Any]], kind: str) -> list[tuple[str, Any]]:
    return [change for item in defects for change in (item.get(kind) or {}).items()]


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _home(name: str, data: Any, path: str) -> tuple[Any, Any]:
    """The mapping or list that holds what a path names, and its key there."""
    *way, last = [int(part) if part.isdigit() else part for part in path.strip("/").split("/")]
    try:
        for part in way:
            data = data[part]
        if isinstance(data, list) and not 0 <= int(last) < len(data):
            raise IndexError
    except (KeyError, IndexError, TypeError, ValueError):
        raise PairError(f"{name}: {path} leads nowhere") from None
    return data, last


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def card_of(project: Mapping[str, Any], form: str, year: Any = None) -> dict[str, Any]:
    """A project of a pair in the shape that the form writers take."""
    unit, budget = project.get("unit") or {}, project.get("budget") or {}
    card: dict[str, Any] = {
        "title": _text(project.get("title")) or _default_title(form, project),
        "name": _text(project.get("name")),
        "unit": _text(unit.get("name")),
        "code": _text(unit.get("code")),
        "money_unit": _text(project.get("money_unit", "万元")),
        "budget": {key: _text(budget.get(key)) for key in ("total", "fiscal", "other")},
        "purpose": _text(project.get("purpose")),
        "objectives": [_text(item) for item in project.get("objectives") or ()],
        "indicators": [[_text(item) for item in row] for row in project.get("indicators") or ()],
        "department": _text(project.get("department")),
        "period": _text(project.get("period")),
        "nature": _text(project.get("nature", "新增项目")),
    }
    if (own := project.get("year", year)) is not None:
        card["year"] = own
    if "overall" in project:
        card["overall"] = project["overall"]
    if "midterm" in project:
        midterm = project["midterm"]
        card["midterm"] = {key: _text(midterm.get(key)) for key in ("total", "fiscal", "other")}
        card["midterm"]["objectives"] = [_text(item) for item in midterm.get("objectives") or ()]
    return card


def _default_title(form: str, project: Mapping[str, Any]) -> str:
    if form == "department":
        return "部门整体支出绩效目标表"
    return _text(project.get("name")) if form == "tianjin" else "项目支出绩效目标申报表"


def _source(
    name: str, form: str, data: Mapping[str, Any], projects: Sequence[Mapping[str, Any]], year: Any
) -> Source:
    cards = [card_of(project, form, year) for project in projects]
    if form == "json":
        made = [_json_project(card, project) for card, project in zip(cards, projects, strict=True)]
        text = json.dumps({"projects": made}, ensure_ascii=False, indent=1)
        return Source(f"{name}.json", text.encode("utf-8"))
    if data.get("file", "docx") == "txt":
        return Source(f"{name}.txt", text_dump(cards, numbered=False).encode("utf-8"))
    return Source(f"{name}.docx", _docx(_CARDS[form], cards))


def _docx(write: Callable[..., None], cards: Sequence[Mapping[str, Any]]) -> bytes:
    document = Document()
    for card in cards:
        write(document, card)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _json_project(card: Mapping[str, Any], project: Mapping[str, Any]) -> dict[str, Any]:
    """JSON carries a title, department and period only where the pair says so."""
    data = as_json(card)
    if "title" in project:
        data["title"] = card["title"]
    if project.get("department"):
        data["department"] = {"code": None, "name": card["department"]}
    if period := project.get("period"):
        data["period"] = dict(period) if isinstance(period, Mapping) else {"raw": _text(period)}
    if not data["money_unit"]:
        del data["money_unit"]
    if "overall" in project:
        data |= {"scope": "department", "overall": _json_overall(project["overall"])}
    return data


def _json_overall(given: Mapping[str, Any]) -> dict[str, Any]:
    """The department's part with its lists of texts spelled out."""
    made = dict(given)
    for key in ("income_parts", "spending_parts"):
        lines = (dict(zip(("label", "amount", "share"), line, strict=False)) for line in given.get(key, ()))
        made[key] = [{**line, "amount": {"raw": line["amount"]}} for line in lines]
    for key in ("income", "spending", "basic_spending", "project_spending", "tasks_total"):
        if key in given:
            made[key] = {"raw": given[key]}
    names = ("name", "content", "total", "fiscal", "other")
    tasks = [dict(zip(names, task, strict=False)) for task in given.get("tasks", ())]
    made["tasks"] = [
        {key: {"raw": text} if key in names[2:] else text for key, text in task.items()} for task in tasks
    ]
    return made
