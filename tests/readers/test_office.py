"""LibreOffice under supervision: what is handed to it, and that it may hang, crash or lie without harm."""

from __future__ import annotations

import os
import stat
import sys
import textwrap
import time
from pathlib import Path

import pytest

from auditkit.document import Document, Limits, Paragraph, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers import auditkit_readers, office_process
from auditkit.readers.docx import READER as DOCX
from auditkit.readers.office import rescued
from auditkit.readers.office_process import OFFICE, convert, find_office

DOCUMENTS = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake program is a script")


def program(folder: Path, body: str) -> str:
    """A program that is called as LibreOffice is: ``source``, ``out`` and ``target`` say with what."""
    path = folder / "soffice"
    head = f"""\
        #!{sys.executable}
        import os, pathlib, subprocess, sys, time
        given = sys.argv[1:]
        target = given[given.index("--convert-to") + 1]
        out = pathlib.Path(given[given.index("--outdir") + 1])
        source = pathlib.Path(given[-1])
        made = out / (source.stem + "." + target)
        here = pathlib.Path({str(folder)!r})
        with open(here / "runs", "a") as runs:
            runs.write(given[0] + chr(10))
    """
    path.write_text(textwrap.dedent(head) + textwrap.dedent(body), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def runs(folder: Path) -> list[str]:
    return (folder / "runs").read_text().splitlines()


def refused(kind: str) -> Reader:
    def read(source: Source, limits: Limits) -> Document:
        raise ReadError(kind, "文件打不开，请另存后再提交。")

    return Reader("doc", "旧文档", lambda source: 95, read)


def read_with(path: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setenv(OFFICE, path)
    return rescued(refused(kind), ".doc", DOCX).read(Source("表.doc", b"old"), Limits())


GOOD = f"made.write_bytes(pathlib.Path({str(DOCUMENTS / 'a1.docx')!r}).read_bytes())"


@pytest.mark.parametrize(
    ("kind", "told"), [("unsupported", "原文件是旧格式"), ("corrupt", "原文件已损坏，内容可能不全")]
)
def test_what_was_converted_is_read_and_told(
    kind: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = read_with(program(tmp_path, GOOD), kind, monkeypatch)
    plain = DOCX.read(Source("表.doc", (DOCUMENTS / "a1.docx").read_bytes()), Limits())
    assert document.blocks == plain.blocks
    assert document.name == "表.doc"
    assert document.warnings[0] == f"{told}，经 LibreOffice 转换后读取，请对照原件核对。"


@pytest.mark.parametrize("kind", ["encrypted", "hostile", "empty", "scan"])
def test_locked_and_hostile_files_are_handed_to_no_other_program(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReadError) as caught:
        read_with(program(tmp_path, GOOD), kind, monkeypatch)
    assert (caught.value.kind, caught.value.message) == (kind, "文件打不开，请另存后再提交。")
    assert not (tmp_path / "runs").exists()


def test_without_the_program_the_remedy_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError) as caught:
        read_with("off", "unsupported", monkeypatch)
    assert caught.value.message == (
        "文件打不开，请另存后再提交；本机装有 LibreOffice 时，程序会用它转换后再读。"
    )


def test_a_program_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """\
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        (here / "child").write_text(str(child.pid))
        time.sleep(600)
    """
    monkeypatch.setattr(office_process, "SECONDS", 3.0)
    with pytest.raises(ReadError) as caught:
        read_with(program(tmp_path, body), "corrupt", monkeypatch)
    assert caught.value.message == "文件打不开，请另存后再提交；LibreOffice 转换超过 3 秒，已放弃。"
    assert len(runs(tmp_path)) == 1
    assert _is_gone(int((tmp_path / "child").read_text()))


def test_what_a_program_leaves_behind_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"""\
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        (here / "child").write_text(str(child.pid))
        {GOOD}
    """
    assert read_with(program(tmp_path, body), "corrupt", monkeypatch).blocks
    assert _is_gone(int((tmp_path / "child").read_text()))


def _is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for counts as ended."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat")
            if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def test_a_crash_is_tried_once_more_in_a_new_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"""\
        mark = pathlib.Path(given[0].partition("file://")[2]) / "used"
        if mark.exists() or not (here / "crashed").exists():
            (here / "crashed").write_text("")
            mark.write_text("")
            os.abort()
        {GOOD}
    """
    assert read_with(program(tmp_path, body), "corrupt", monkeypatch).blocks
    assert len(runs(tmp_path)) == 2


@pytest.mark.parametrize(
    ("body", "said", "times"),
    [
        ("os.abort()", "LibreOffice 转换时两次异常退出", 2),
        (f"{GOOD}; sys.exit(3)", "LibreOffice 转换时两次异常退出", 2),
        ("pass", "LibreOffice 也未能打开", 1),
        ("made.write_bytes(b'')", "LibreOffice 也未能打开", 1),
        (f"{GOOD}; os.truncate(made, 900)", "LibreOffice 转换出的文件也读不了", 1),
        ("made.write_bytes(b'<html>')", "LibreOffice 转换出的文件也读不了", 1),
    ],
)
def test_what_is_not_whole_is_not_taken(
    body: str, said: str, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReadError) as caught:
        read_with(program(tmp_path, body), "corrupt", monkeypatch)
    assert (caught.value.kind, caught.value.message) == ("corrupt", f"文件打不开，请另存后再提交；{said}。")
    assert len(runs(tmp_path)) == times


def test_output_beyond_the_limit_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        convert(program(tmp_path, "made.write_bytes(bytes(5000))"), b"old", ".doc", "docx", 4000)


def test_it_runs_in_a_profile_of_its_own_without_macros_and_leaves_nothing(tmp_path: Path) -> None:
    body = f"""\
        profile = pathlib.Path(given[0].partition("file://")[2])
        (here / "seen").write_text((profile / "user" / "registrymodifications.xcu").read_text())
        (here / "home").write_text(os.environ["HOME"])
        (here / "body").write_bytes(source.read_bytes())
        {GOOD}
    """
    convert(program(tmp_path, body), b"old", ".doc", "docx", 10**7)
    seen = (tmp_path / "seen").read_text()
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in seen
    assert (tmp_path / "body").read_bytes() == b"old"
    home = Path((tmp_path / "home").read_text())
    assert home != Path.home() and not home.exists()


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "soffice"
    path.write_text("no program")
    with pytest.raises(ReadError) as caught:
        read_with(str(path), "corrupt", monkeypatch)
    assert "LibreOffice 未能启动" in caught.value.message


def test_the_program_is_found_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, "pass")
    monkeypatch.delenv(OFFICE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_office() == path
    monkeypatch.setenv(OFFICE, "off")
    assert find_office() is None
    monkeypatch.setenv(OFFICE, str(tmp_path / "nothing"))
    assert find_office() is None
    monkeypatch.setenv(OFFICE, path)
    monkeypatch.setenv("PATH", "")
    assert find_office() == path


def test_the_readers_that_come_with_the_program_are_rescued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OFFICE, program(tmp_path, GOOD))
    (doc,) = (reader for reader in auditkit_readers() if reader.name == "doc")
    works = b"\xdb\xa5\x2d\x00" + bytes(600)
    assert doc.recognises(Source("表.doc", works))
    assert doc.read(Source("表.doc", works), Limits()).warnings[0].startswith("原文件是旧格式")


def test_the_real_program_converts_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OFFICE, raising=False)
    found = find_office()
    if found is None:
        pytest.skip("LibreOffice is not installed")
    source = Source("表.doc", (DOCUMENTS / "a1.doc").read_bytes())
    document = rescued(refused("unsupported"), ".doc", DOCX).read(source, Limits())
    plain = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert plain
    assert "经 LibreOffice 转换后读取" in document.warnings[0]
