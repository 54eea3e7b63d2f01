"""The report as the public JSON document."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from auditkit import (
    Audited,
    Basis,
    Coverage,
    Finding,
    Location,
    ReferenceGrade,
    Report,
    SetAside,
    SourceCard,
    plain,
)

__all__ = ["as_data", "render"]


def render(report: Report) -> bytes:
    """UTF-8 JSON, readable by eye, the same bytes for the same report."""
    return (json.dumps(as_data(report), ensure_ascii=False, indent=1, default=_plain) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


def as_data(report: Report) -> dict[str, Any]:
    """The report in the shape of the report schema."""
    summary = report.summary
    return {
        "schema_version": "1",
        "tool": {"name": "auditkit", "version": report.version},
        "run": _run(report),
        "summary": {
            "files": summary.files,
            "projects": summary.projects,
            "findings": {"error": summary.error, "warning": summary.warning, "note": summary.note},
            "set_aside": summary.set_aside,
            "unreadable": summary.unreadable,
            "rule_errors": summary.rule_errors,
            "unread": summary.unread,
            "outcomes": dict(summary.outcomes),
        },
        "submissions": [_audited(item) for item in report.audited],
        "unreadable": [
            {"source": _source(item.source), "reason": item.reason, "kind": item.kind}
            for item in report.unreadable
        ],
        "errors": [{"where": fault.where, "message": fault.message} for fault in report.errors],
        "batch_coverage": [_coverage(item) for item in report.coverage],
    }


def _run(report: Report) -> dict[str, Any]:
    data = {
        "started": report.started,
        "packs": [
            {"id": pack.id, "title": pack.title, "version": pack.version, "sha256": pack.sha256}
            for pack in report.packs
        ],
        "profile": report.profile,
        "options": report.options,
    }
    names = ("pack", "list", "file", "sha256", "added", "removed")
    words = [{name: getattr(item, name) for name in names} for item in report.words]
    return {**data, "words": words} if words else data


def _source(card: SourceCard) -> dict[str, Any]:
    return {"name": card.name, "sha256": card.sha256, "format": card.format, "bytes": card.size}


def _audited(item: Audited) -> dict[str, Any]:
    data = {
        "source": _source(item.source),
        "findings": [_finding(finding, item.source.name) for finding in item.findings],
        "set_aside": [_aside(aside, item.source.name) for aside in item.set_aside],
        "coverage": [_coverage(coverage) for coverage in item.coverage],
        "unread": [{"anchor": part.anchor.as_data(), "reason": part.reason} for part in item.unread],
        "warnings": list(item.warnings),
    }
    return {**data, "reference_grades": [_grade(grade) for grade in item.grades]} if item.grades else data


def _grade(grade: ReferenceGrade) -> dict[str, Any]:
    return {
        "project": grade.pointer,
        "name": grade.project,
        "score": plain(grade.score),
        "grade": grade.grade,
        "note": grade.hint,
        "parts": [
            {
                "name": part.name,
                "full": plain(part.full),
                "score": plain(part.score),
                "deductions": [
                    {
                        "rules": list(item.rules),
                        "severity": item.severity,
                        "times": item.times,
                        "points": plain(item.points),
                        "capped": item.capped,
                    }
                    for item in part.deductions
                ],
            }
            for part in grade.parts
        ],
        "uncounted": grade.uncounted,
    }


def _aside(aside: SetAside, source: str) -> dict[str, Any]:
    why = {"kind": aside.kind, "by": aside.by, "reason": aside.reason}
    return {**_finding(aside.finding, source), "set_aside": why}


def _finding(finding: Finding, source: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "rule": finding.rule,
        "name": finding.name,
        "severity": str(finding.severity),
        "confidence": finding.confidence,
        "dimension": finding.dimension,
        "title": finding.title,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "basis": [_basis(basis) for basis in finding.basis],
        "evidence": [
            {"label": item.label, "value": item.value, "unit": item.unit} for item in finding.evidence
        ],
        "location": _location(finding.location, source),
        "related": [_location(place, source) for place in finding.related],
        "fingerprint": finding.fingerprint,
    }
    if finding.merged:
        data["merged"] = [
            {"rule": item.rule, "message": item.message, "fingerprint": item.fingerprint}
            for item in finding.merged
        ]
    return data


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "key": basis.key,
        "document": basis.number or basis.document,
        "clause": basis.clause,
        "title": basis.document,
        "certainty": basis.certainty,
    }


def _location(place: Location, source: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "pointer": place.pointer,
        "project": place.project,
        "indicator": place.indicator,
        "field": place.field,
        "anchor": None if place.anchor is None else place.anchor.as_data(),
        "quote": place.quote,
    }
    if place.scope != "project":
        data["scope"] = place.scope
    return data if place.source == source else {"source": place.source, **data}


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "rule": coverage.rule,
        "title": coverage.title,
        "flagged": coverage.flagged,
        "passed": coverage.passed,
        "not_applicable": coverage.not_applicable,
        "not_judged": coverage.not_judged,
        "failed": coverage.failed,
        "reasons": list(coverage.reasons),
        "proofs": list(coverage.proofs),
    }
