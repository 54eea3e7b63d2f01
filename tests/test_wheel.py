"""The built wheel, installed in a fresh environment, audits an example from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_four_packages_and_nothing_stray(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"auditkit", "auditkit_rules", "auditkit_schemas", "auditkit_reports"}
    assert "auditkit_rules/performance_target/policy.yaml" in names
    assert "auditkit_schemas/submission.schema.json" in names
    assert any(name.startswith("auditkit/layouts/families/") for name in names)
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_the_installed_wheel_audits_an_example(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    example = next((ROOT / "examples").glob("05*"))
    check = [str(python), "-I", "-m", "auditkit", "check", str(example), "--format", "json"]
    done = subprocess.run(check, capture_output=True, cwd=tmp_path, check=False)
    report = json.loads(done.stdout)
    assert report["summary"]["projects"] == 1
    assert report["summary"]["findings"]["warning"] > 3
    assert report["errors"] == []
