"""One self-contained HTML page: every form as a table with the findings at their cells."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from auditkit import Audited, Finding, Project, ReferenceGrade, Report
from auditkit_reports.grade_words import arithmetic, grade_of, grade_words
from auditkit_reports.page_form import Marks, cells_of, form_table, text_as_html
from auditkit_reports.wording import SEVERITY, anchor_words, basis_words, name_words, place_words

__all__ = ["render"]

_OUTCOMES = {"passed": "通过", "not_applicable": "不适用", "not_judged": "未判断", "failed": "规则出错"}
_GRADE_STYLE = """.grade { border: 1px dashed #8c959f; border-radius: 4px; padding: 4px 12px; margin: 0 0 10px; }
.grade p { margin: 2px 0; } .grade ul { margin: 2px 0; font-size: 12px; color: #57606a; }
"""
Numbered = Sequence[tuple[int, Finding]]


def render(report: Report) -> bytes:
    """The page as UTF-8. It loads nothing from outside and its policy forbids it to."""
    graded = any(item.grades for item in report.audited)
    style, script = _asset("page.css") + (_GRADE_STYLE if graded else ""), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    body = "\n".join(_body(report))
    page = (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>绩效目标审核报告</title><style>{style}</style></head>\n"
        f"<body>{body}<script>{script}</script></body></html>\n"
    )
    return page.encode("utf-8", "replace")


def _asset(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _body(report: Report) -> Iterator[str]:
    packs = "，".join(f"{pack.title} {pack.version}" for pack in report.packs)
    yield (
        f"<header><h1>绩效目标审核报告</h1><p>规则包：{escape(packs)} · 方案：{escape(report.profile)} · "
        f"生成于 {escape(report.started)} · auditkit {escape(report.version)}</p></header><main>"
    )
    yield _cards(report)
    yield from _troubles(report)
    yield _filters()
    yield _contents(report)
    number = 1
    for item in report.audited:
        yield f'<section class="file"><h2>{text_as_html(item.source.name)}</h2>'
        yield from _notes(item)
        for project in item.submission.projects:
            mine = [f for f in item.findings if _belongs(f, project)]
            yield _project(
                project, list(enumerate(mine, number)), _anchor_of(item, project), grade_of(item, project)
            )
            number += len(mine)
        yield _coverage(item)
        yield "</section>"
    yield "</main>"


def _belongs(finding: Finding, project: Project) -> bool:
    where = finding.location.pointer
    return where == project.pointer or where.startswith(project.pointer + "/")


def _cards(report: Report) -> str:
    summary = report.summary
    cards = [
        ("文件", summary.files, ""),
        ("项目", summary.projects, ""),
        (SEVERITY["error"], summary.error, "error"),
        (SEVERITY["warning"], summary.warning, "warning"),
        (SEVERITY["note"], summary.note, "note"),
        ("未能审核", summary.unreadable, "error" if summary.unreadable else ""),
    ]
    inner = "".join(
        f'<div class="card {kind}"><b>{n}</b><span>{label}</span></div>' for label, n, kind in cards
    )
    return f'<div class="cards">{inner}</div>'


def _troubles(report: Report) -> Iterator[str]:
    rows = [text_as_html(item.reason) for item in report.unreadable]
    rows += [f"{text_as_html(fault.where)}：{text_as_html(fault.message)}" for fault in report.errors]
    if rows:
        listed = "".join(f"<li>{row}</li>" for row in rows)
        yield f'<div class="trouble"><h2>未能审核的部分（这些内容没有结论）</h2><ul>{listed}</ul></div>'


def _filters() -> str:
    boxes = "".join(
        f'<label><input type="checkbox" data-severity="{name}" checked> {label}</label>'
        for name, label in SEVERITY.items()
    )
    return (
        f'<div class="filters" id="filters" hidden>{boxes}'
        '<label>查找 <input type="search" id="search" placeholder="项目、指标、意见"></label></div>'
    )


def _contents(report: Report) -> str:
    rows = []
    for item in report.audited:
        for project in item.submission.projects:
            counts = Counter(str(f.severity) for f in item.findings if _belongs(f, project))
            marks = "".join(
                f'<td class="{name}">{counts[name] or ""}</td>' for name in ("error", "warning", "note")
            )
            name = text_as_html(name_words(project.name, project.scope))
            link = f'<a href="#{_anchor_of(item, project)}">{name}</a>'
            rows.append(f"<tr><td>{link}</td><td>{text_as_html(item.source.name)}</td>{marks}</tr>")
    heads = "".join(f"<th>{label}</th>" for label in ("项目", "文件", *SEVERITY.values()))
    return f'<table class="contents"><tr>{heads}</tr>{"".join(rows)}</table>'


def _anchor_of(item: Audited, project: Project) -> str:
    return "p" + sha256(f"{item.source.name}{project.pointer}".encode("utf-8", "replace")).hexdigest()[:10]


def _notes(item: Audited) -> Iterator[str]:
    notes = [
        f"未读懂：{text_as_html(anchor_words(part.anchor))} {text_as_html(part.reason)}"
        for part in item.unread
    ]
    notes += [f"提示：{text_as_html(warning)}" for warning in item.warnings]
    if notes:
        yield f'<ul class="notes">{"".join(f"<li>{note}</li>" for note in notes)}</ul>'


def _project(
    project: Project, findings: Numbered, identity: str, grade: ReferenceGrade | None = None
) -> str:
    marks = Marks(findings, cells_of(project))
    whole = "".join(
        f'<a class="badge {finding.severity}" href="#f{number}" id="c{number}">{number}</a>'
        for number, finding in marks.at.get(project.pointer, ())
    )
    title = text_as_html(project.title) or text_as_html(name_words(project.name, project.scope))
    cards = "".join(_card(number, finding) for number, finding in findings)
    cards = cards or '<p class="clean">没有发现问题。</p>'
    return (
        f'<article class="project" id="{identity}"><h3>{title}{whole}</h3>{_grade(grade)}'
        f'<div class="pair"><div class="scroll">{form_table(project, marks)}</div>'
        f'<div class="issues">{cards}</div></div></article>'
    )


def _grade(grade: ReferenceGrade | None) -> str:
    """The reference grade with its arithmetic; nothing where none was asked for."""
    if grade is None:
        return ""
    steps = "".join(f"<li>{text_as_html(line)}</li>" for line in arithmetic(grade))
    return f'<div class="grade"><p>{text_as_html(grade_words(grade))}</p><ul>{steps}</ul></div>'


def _card(number: int, finding: Finding) -> str:
    basis = basis_words(finding)
    merged = "".join(f"<p>另：{text_as_html(other.message)}</p>" for other in finding.merged)
    where = text_as_html(place_words(finding.location))
    place = text_as_html(anchor_words(finding.location.anchor))
    evidence = "；".join(
        f"{text_as_html(e.label)}：{text_as_html(e.value)}{text_as_html(e.unit)}" for e in finding.evidence
    )
    return (
        f'<div class="issue {finding.severity}" id="f{number}" data-severity="{finding.severity}">'
        f'<p class="top"><a class="badge {finding.severity}" href="#c{number}">{number}</a>'
        f"<b>{SEVERITY[finding.severity]}</b> <span>{escape(finding.rule)} {text_as_html(finding.title)}</span></p>"
        f'<p class="where">{where} <small>{place}</small></p><p>{text_as_html(finding.message)}</p>{merged}'
        + (
            f'<p class="suggest"><b>建议：</b>{text_as_html(finding.suggestion)}</p>'
            if finding.suggestion
            else ""
        )
        + (f'<p class="small">证据：{evidence}</p>' if evidence else "")
        + (f'<p class="small">依据：{text_as_html(basis)}</p>' if basis else "")
        + "</div>"
    )


def _coverage(item: Audited) -> str:
    """What was checked: a clean form must show that it was looked at."""
    rows = []
    for coverage in item.coverage:
        cells = "".join(f"<td>{getattr(coverage, key) or ''}</td>" for key in ("flagged", *_OUTCOMES))
        why = "；".join(text_as_html(text) for text in (*coverage.proofs, *coverage.reasons)[:4])
        rows.append(
            f"<tr><td>{coverage.rule}</td><td>{text_as_html(coverage.title)}</td>{cells}<td>{why}</td></tr>"
        )
    heads = "".join(
        f"<th>{label}</th>" for label in ("规则", "检查内容", "有问题", *_OUTCOMES.values(), "说明")
    )
    return (
        f"<details><summary>检查了什么（{len(rows)} 条规则）</summary>"
        f'<table class="coverage"><tr>{heads}</tr>{"".join(rows)}</table></details>'
    )
