"""The house rules that no linter knows: sizes, names, and who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("auditkit", "rules/auditkit_rules", "schemas/auditkit_schemas", "reports/auditkit_reports")
BANNED = {"utils", "helpers", "common", "base", "manager", "core", "misc"}
MODULE, RULE, FUNCTION = 250, 120, 40


def _modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def _is_rule(path: Path) -> bool:
    return "auditkit_rules" in path.parts and "make_rule(" in path.read_text(encoding="utf-8")


def test_no_module_is_too_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): (len(path.read_text(encoding="utf-8").splitlines()), _is_rule(path))
        for path in _modules()
    }
    assert len(lengths) > 50
    assert {name: n for name, (n, is_rule) in lengths.items() if n > (RULE if is_rule else MODULE)} == {}


def test_no_function_is_too_long() -> None:
    long = {}
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > FUNCTION:
                    long[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in _modules() if path.stem.strip("_") in BANNED] == []


def test_every_module_has_a_caption() -> None:
    missing = [
        str(path.relative_to(ROOT))
        for path in _modules()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert missing == []


def test_imports_go_down_only() -> None:
    tool = Path(sys.executable).parent / ("lint-imports.exe" if sys.platform == "win32" else "lint-imports")
    if not tool.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([str(tool), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("heavy", ["docx", "lxml", "jsonschema", "yaml", "rich", "xlsxwriter", "click"])
def test_the_face_pulls_in_nothing_heavy(heavy: str) -> None:
    code = f"import sys, auditkit; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_help_loads_no_machine() -> None:
    code = (
        "import sys; from auditkit.cli import run; run(['--help']);"
        "bad = [m for m in ('auditkit.audit', 'auditkit.model', 'pluggy', 'yaml', 'rich') if m in sys.modules];"
        "sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
