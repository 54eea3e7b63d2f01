"""The opinion tells every finding once, in the report's order, and names what was not audited."""

from __future__ import annotations

from auditkit import (
    Audited,
    Basis,
    Fault,
    Finding,
    Location,
    Report,
    Severity,
    SourceCard,
    Submission,
    Summary,
)

from auditkit_linhe.reporter import OPINION

CARD = SourceCard("南浦街道.docx", "0" * 64)


def finding(message: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(
        rule="LHT-901",
        name="miscounted-villages",
        severity=severity,
        confidence=0.8,
        dimension="other",
        title="个数不符",
        message=message,
        suggestion="核对名单。",
        basis=(Basis("", "镇街项目绩效管理办法", "临财绩〔2026〕5号", "第四条"),),
        evidence=(),
        location=Location("/projects/0", project="村道修复", quote="共4个村"),
        related=(),
        fingerprint="v1:0",
    )


def written(report: Report) -> str:
    return OPINION.render(report).decode("utf-8")


def test_findings_stand_in_the_order_of_the_report() -> None:
    audited = Audited(CARD, Submission(), (finding("列出3个，写明4个"), finding("第二条", Severity.ERROR)))
    text = written(Report("1", "2026-01-05T09:00:00+08:00", "default", audited=(audited,)))
    assert text.index("列出3个") < text.index("第二条")
    assert "1. **应当修改**　村道修复（LHT-901）" in text
    assert "2. **必须修改**　村道修复（LHT-901）" in text
    assert "依据：《镇街项目绩效管理办法》（临财绩〔2026〕5号）第四条" in text


def test_the_counts_are_those_of_the_summary() -> None:
    text = written(Report("1", "2026-01-05T09:00:00", "default", summary=Summary(error=2, warning=5, note=1)))
    assert "审核时间：2026-01-05；必须修改 2 条，应当修改 5 条，建议完善 1 条。" in text


def test_text_of_the_form_cannot_draw_tables_or_headings() -> None:
    audited = Audited(CARD, Submission(), (finding("|表|\n# 标题 <b>"),))
    text = written(Report("1", "", "default", audited=(audited,)))
    assert r"\|表\| \# 标题 \<b\>" in text


def test_what_broke_is_named() -> None:
    report = Report("1", "", "default", errors=(Fault("插件 x", "未能加载"),))
    assert "- 插件 x：未能加载" in written(report)
