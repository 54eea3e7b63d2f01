"""A folder as units hand it in: every format, clean and faulty, locked, broken, hostile, archives in archives."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "readers")]

from docx_builder import Member, raw_zip  # noqa: E402
from word_binary_builder import compound  # noqa: E402

from auditkit.cli.paths import count_sources, find_files, open_sources  # noqa: E402
from auditkit.document import Limits  # noqa: E402

FORMS = HERE / "fixtures" / "forms"
CLEAN = sorted((HERE.parent / "examples").glob("*（无问题）*"))
FAULTY = "a1-card"
SAME_NAME = "XPR104"
"""Said once of the projects of a batch that share a name, as one form in many formats does."""
MOST_MEMORY = 400 * 2**20


def _zeros(name: str) -> bytes:
    """A package whose part would inflate to more than a reader takes in."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(300):
            part.write(bytes(2**20))
    return memory.getvalue()


def _archive() -> bytes:
    """An archive as Chinese Windows writes one: names in GBK, an archive with another form inside."""
    inner = raw_zip([Member("河道所/自评表.xls", (FORMS / "s1-self-evaluation.xls").read_bytes(), encoding="gb18030")])
    return raw_zip(
        [
            Member("城区/绩效目标表.docx", (FORMS / "a2-card.docx").read_bytes(), encoding="gb18030"),
            Member("城区/乡镇上报.zip", inner, encoding="gb18030"),
            Member("城区/说明.txt", "本批共两份。".encode("gb18030"), encoding="gb18030"),
        ]
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("报送") / "材料"
    for path in FORMS.glob(f"{FAULTY}.*"):
        _put(place / "各格式" / f"古籍修复{path.suffix}", path.read_bytes())
    for path in CLEAN:
        _put(place / "无问题" / path.name, path.read_bytes())
    locked = compound({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5000)})
    _put(place / "加密" / "甲.docx", locked)
    _put(place / "加密" / "乙.xlsx", locked)
    _put(place / "加密" / "丙.pdf", (HERE / "fixtures" / "pages" / "locked.pdf").read_bytes())
    whole = (FORMS / f"{FAULTY}.docx").read_bytes()
    _put(place / "截断.docx", whole[: len(whole) // 2])
    _put(place / "炸弹.docx", _zeros("word/document.xml"))
    _put(place / "炸弹.zip", _zeros("甲.txt"))
    _put(place / "会议通知.txt", "关于召开会议的通知\n请各单位按时参加。\n".encode())
    _put(place / "打包.zip", _archive())
    return place


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


_WATCHED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


def _check(folder: Path, target: Path) -> tuple[int, int, dict[str, Any]]:
    """Exit code, most memory used and the report of a run in a process of its own.

    A small process starts it: Linux counts what the starting process had in use as the new one's peak.
    """
    command = ["-m", "auditkit", "check", str(folder), "--format", "json", "-o", str(target)]
    watched = subprocess.run(
        [sys.executable, "-c", _WATCHED, sys.executable, *command], capture_output=True, text=True, check=True
    )
    code, memory = map(int, watched.stdout.split())
    return code, memory, json.loads(target.read_bytes())


@pytest.fixture(scope="module")
def checked(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int, dict[str, Any]]:
    return _check(folder, tmp_path_factory.mktemp("结果") / "一.json")


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory of a process is told by POSIX systems")


def _names(folder: Path, report: dict[str, Any]) -> Counter[str]:
    cards = [item["source"] for item in (*report["submissions"], *report["unreadable"])]
    return Counter(card["name"].removeprefix(folder.as_posix() + "/") for card in cards)


def test_each_file_is_told_once_and_those_in_archives_too(
    folder: Path, checked: tuple[int, int, dict[str, Any]]
) -> None:
    names = _names(folder, checked[2])
    assert set(names.values()) == {1}
    on_disk = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    inside = {
        "打包.zip/城区/绩效目标表.docx",
        "打包.zip/城区/乡镇上报.zip/河道所/自评表.xls",
        "打包.zip/城区/说明.txt",
        "炸弹.zip/甲.txt",
    }
    assert set(names) == on_disk - {"打包.zip", "炸弹.zip"} | inside


def test_what_cannot_be_read_says_why(folder: Path, checked: tuple[int, int, dict[str, Any]]) -> None:
    told = {Path(item["source"]["name"]).relative_to(folder).as_posix(): item for item in checked[2]["unreadable"]}
    kinds = {name: item["kind"] for name, item in told.items()}
    assert kinds == {
        "加密/甲.docx": "encrypted",
        "加密/乙.xlsx": "encrypted",
        "加密/丙.pdf": "encrypted",
        "截断.docx": "corrupt",
        "炸弹.docx": "hostile",
        "炸弹.zip/甲.txt": "hostile",
        "会议通知.txt": "no_form",
        "打包.zip/城区/说明.txt": "no_form",
    }
    assert all(item["reason"].endswith("。") for item in told.values())


def test_every_format_of_a_form_says_the_same_and_clean_files_nothing(
    folder: Path, checked: tuple[int, int, dict[str, Any]]
) -> None:
    said = {}
    for item in checked[2]["submissions"]:
        name = Path(item["source"]["name"]).relative_to(folder).as_posix()
        alone = [f for f in item["findings"] if f["rule"] != SAME_NAME]
        said[name] = [(f["rule"], f["location"]["pointer"], f["message"]) for f in alone]
    formats = [found for name, found in said.items() if name.startswith("各格式/")]
    assert len(formats) == len(list(FORMS.glob(f"{FAULTY}.*"))) and formats[0]
    assert all(found == formats[0] for found in formats)
    assert [found for name, found in said.items() if name.startswith("无问题/")] == [[]] * len(CLEAN)


def test_unread_files_make_the_code_and_memory_stays_low(checked: tuple[int, int, dict[str, Any]]) -> None:
    code, memory, report = checked
    assert (code, report["errors"]) == (2, [])
    assert memory < MOST_MEMORY


def test_a_second_run_gives_the_same_report_but_for_its_time(
    folder: Path, checked: tuple[int, int, dict[str, Any]], tmp_path: Path
) -> None:
    again = _check(folder, tmp_path / "二.json")[2]
    before = {**checked[2], "run": {**checked[2]["run"], "started": ""}}
    assert {**again, "run": {**again["run"], "started": ""}} == before


def test_the_total_of_the_bar_counts_the_files_in_archives(
    folder: Path, checked: tuple[int, int, dict[str, Any]]
) -> None:
    most = Limits().file_bytes
    files = find_files([str(folder)])
    assert count_sources(files, most) == sum(_names(folder, checked[2]).values())
    assert count_sources(files, most) == sum(1 for path in files for _ in open_sources(path, most))
