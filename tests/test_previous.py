"""Last year's files: compared with, never audited, and missed loudly when they cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditkit.cli import run

RULE = """
auditkit: 1
pack: {id: year, title: 跨年, version: 1.0.0}
rules:
- code: YR-101
  name: budget_doubled
  title: 预算翻番
  severity: warning
  for_each: 项目
  flag_when: 预算.预算数 ≥ 上年(预算.预算数) × 2
  message: 预算由{上年(预算.预算数)}增至{预算.预算数}。
  at: 预算
"""


def _write(path: Path, name: str, total: str, pages: str) -> Path:
    project: dict[str, Any] = {
        "name": name,
        "unit": {"code": None, "name": "临河市档案馆"},
        "money_unit": "万元",
        "budget": {"total": total},
        "purpose": "用于馆藏档案扫描",
        "objectives": [{"text": "完成档案扫描"}],
        "indicators": [
            {
                "first_level": "产出指标",
                "second_level": "数量指标",
                "name": "扫描页数",
                "target": {"raw": pages},
            }
        ],
    }
    path.write_text(json.dumps({"projects": [project]}, ensure_ascii=False), encoding="utf-8")
    return path


def _report(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = run(["check", *arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_rule_in_python_and_one_in_yaml_compare_with_last_years_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = _write(tmp_path / "now.json", "档案数字化2026", "90", "≥100万页")
    before = _write(tmp_path / "before.json", "档案数字化2025", "40", "≥150万页")
    rules = tmp_path / "year.yaml"
    rules.write_text(RULE, encoding="utf-8")
    _, report = _report(
        [str(now), "--previous", str(before), "--rules", str(rules), "--select", "YR,XPR107"], capsys
    )
    told = {f["rule"]: f["message"] for f in report["submissions"][0]["findings"]}
    assert report["summary"]["files"] == 1
    assert told["YR-101"] == "预算由40万元增至90万元。"
    assert "较上年目标" in told["XPR107"]


def test_last_years_file_that_cannot_be_read_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = _write(tmp_path / "now.json", "档案数字化2026", "90", "≥100万页")
    broken = tmp_path / "before.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    code, report = _report([str(now), "--previous", str(broken), "--select", "XPR107"], capsys)
    assert code == 2
    assert report["errors"][0]["where"] == "上年资料"
    assert "before.docx" in report["errors"][0]["message"]
