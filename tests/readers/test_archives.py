"""Zip archives of submissions: every file in them by name, whatever is wrong with one of them."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from document_forms import fixture
from docx_builder import Member, raw_zip

from auditkit.cli import run
from auditkit.cli.paths import open_sources
from auditkit.document import Limits, Source
from auditkit.readers.archives import Inner, inner_files, is_archive

DOCX = fixture("a2", "docx")


def packed(files: Mapping[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return memory.getvalue()


def named(raw: bytes, flags: int = 0, extra: bytes = b"") -> bytes:
    """An archive with one entry that has this very name."""
    payload = b"x"
    fields = (20, flags, 0, 0, 0x21, zlib.crc32(payload), 1, 1, len(raw), len(extra))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + raw + extra + payload
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0) + raw + extra
    return local + entry + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0)


def inside(data: bytes, limits: Limits | None = None) -> list[Inner]:
    return list(inner_files("批次.zip", data, limits or Limits()))


def names(data: bytes) -> list[str]:
    return [inner.name for inner in inside(data)]


@pytest.mark.parametrize(
    ("raw", "flags", "extra"),
    [
        ("甲县/一.docx".encode("gb18030"), 0, b""),
        ("甲县\\一.docx".encode("gb18030"), 0, b""),
        ("甲县/一.docx".encode(), 0, b""),
        ("甲县/一.docx".encode(), 0x800, b""),
        (b"?/?.docx", 0, b""),
        (
            b"\xff/1.docx",
            0,
            struct.pack("<HHBI", 0x7075, 20, 1, zlib.crc32(b"\xff/1.docx")) + "甲县/一.docx".encode(),
        ),
    ],
)
def test_chinese_names_are_read_as_they_were_written(raw: bytes, flags: int, extra: bytes) -> None:
    wanted = "批次.zip/?/?.docx" if raw.startswith(b"?") else "批次.zip/甲县/一.docx"
    assert names(named(raw, flags, extra)) == [wanted]


def test_names_do_no_harm() -> None:
    assert names(named(b"../../etc/a\x1b[31m.docx")) == ["批次.zip/../../etc/a\ufffd[31m.docx"]
    assert names(named(b"")) == ["批次.zip/（无名文件）"]
    twice = raw_zip([Member("a.txt", b"1"), Member("a.txt", b"2"), Member("A.txt", b"3")])
    assert names(twice) == ["批次.zip/a.txt", "批次.zip/a.txt（2）", "批次.zip/A.txt"]


def test_a_document_is_no_archive() -> None:
    for name in ("a1.docx", "a1.odt"):
        assert not is_archive(fixture(*name.split(".")))
    for name in ("pages/tianjin.ofd", "workbooks/a1.xlsx", "workbooks/a1.ods"):
        place = Path(__file__).resolve().parents[1] / "fixtures" / name
        assert not place.exists() or not is_archive(place.read_bytes())
    assert not is_archive(packed({"a.xml": b"x", "[Content_Types].xml": b"x"}))
    assert not is_archive(DOCX[:5000])
    assert not is_archive(b"PK and more") and not is_archive(b"")
    assert is_archive(packed({"甲.docx": DOCX})) and is_archive(packed({}))
    assert is_archive(packed({"甲.docx": DOCX})[:-9].replace(b"word/document", b"word/dxcument"))


def test_archives_stand_inside_archives() -> None:
    data = packed({"底.txt": "底".encode()})
    for depth in range(3):
        data = packed({f"第{depth}层.zip": data, "旁.txt": b"x"})
    found = inside(data)
    assert [inner.name.removeprefix("批次.zip/") for inner in found] == [
        "第2层.zip/第1层.zip/第0层.zip", "第2层.zip/第1层.zip/旁.txt", "第2层.zip/旁.txt", "旁.txt",
    ]  # fmt: skip
    assert found[0].error is not None and "3 层" in found[0].error.message


def errors(data: bytes, limits: Limits | None = None) -> list[tuple[str, str]]:
    """Kind and message of what could not be taken out; all others must be there."""
    found = inside(data, limits)
    assert all((inner.source is None) != (inner.error is None) for inner in found)
    said = [(inner.error.kind, inner.error.message) for inner in found if inner.error]
    assert all(message.endswith("。") and message.count("。") == 1 for _, message in said)
    return said


def test_an_encrypted_entry_is_named_and_the_others_are_read() -> None:
    found = inside(raw_zip([Member("密.docx", b"12345678", flags=0x801), Member("b.txt", b"x")]))
    assert [inner.name for inner in found] == ["批次.zip/密.docx", "批次.zip/b.txt"]
    assert (
        found[0].error is not None and found[0].error.kind == "encrypted" and "密码" in found[0].error.message
    )
    assert found[1].source == Source("批次.zip/b.txt", b"x")


def test_what_is_wrong_with_an_entry_is_said() -> None:
    assert errors(raw_zip([Member("a", b"abc", crc=1)]))[0][0] == "corrupt"
    assert errors(raw_zip([Member("a", b"abc", method=8, size=3)]))[0][0] == "corrupt"
    assert errors(raw_zip([Member("a", b"abc", method=12)]))[0][0] == "unsupported"
    assert errors(raw_zip([Member("a", b"abc", size=2)]))[0][0] in ("corrupt", "hostile")
    overlapping = raw_zip([Member("a", b"abc"), Member("b", b"abc", offset=0)])
    assert errors(overlapping)[0][0] == "hostile"
    assert errors(packed({"a.txt": b"x"})[:-10])[0][0] == "corrupt"
    assert errors(packed({}))[0][0] == "empty"
    assert errors(packed({"目录/": b""}))[0][0] == "empty"


def test_limits_hold() -> None:
    bomb = packed({"大.txt": bytes(50_000_000), "小.txt": b"x"})
    assert [kind for kind, _ in errors(bomb)] == ["hostile"]
    noise = random.Random(1).randbytes(300_000)
    assert [kind for kind, _ in errors(packed({"a": noise, "b": b"x"}), Limits(file_bytes=200_000))] == [
        "hostile"
    ]
    many = packed({f"{number}.txt": noise for number in range(5)})
    assert len(errors(many, Limits(part_bytes=300_000))) == 1
    assert (
        errors(packed({f"{number}.txt": b"x" for number in range(30)}), Limits(entries=20))[0][0] == "hostile"
    )
    nested = packed({f"{number}.zip": packed({f"{n}.txt": b"x" for n in range(9)}) for number in range(9)})
    assert sum("超过 30 个" in message for _, message in errors(nested, Limits(entries=30))) > 0
    quine = packed({"r.zip": packed({"r.zip": packed({"r.zip": packed({"r.zip": b"x"})})})})
    assert len(errors(quine)) == 1


def test_mutants_never_raise() -> None:
    data = packed(
        {"甲.docx": DOCX[:3000], "乙/丙.zip": packed({"丁.txt": "丁".encode()}), "戊.txt": b"x" * 500}
    )
    chance = random.Random(5)
    for _ in range(500):
        made = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            made[chance.randrange(len(made))] = chance.randrange(256)
        if chance.random() < 0.2:
            del made[chance.randrange(len(made)) :]
        is_archive(bytes(made))
        errors(bytes(made))


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A folder with an archive of everything that may be in one."""
    files = {
        "甲县/一.docx": DOCX,
        "甲县/二.doc": fixture("b2", "doc"),
        "甲县/~$一.docx": b"lock",
        "__MACOSX/._一.docx": b"x",
        ".DS_Store": b"x",
        "乙县.zip": packed({"三.html": fixture("a1", "html"), "坏.docx": DOCX[:9000]}),
    }
    files["__MACOSX/._一.docx"] = b"x"
    path = tmp_path / "批次.zip"
    path.write_bytes(packed(files))
    return path


def test_check_lists_every_file_of_an_archive_once(batch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", str(batch.parent), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    told = [item["source"]["name"].partition("批次.zip/")[2] for item in report["submissions"]]
    assert sorted(told) == sorted(["甲县/一.docx", "甲县/二.doc", "乙县.zip/三.html"])
    assert [item["source"]["format"] for item in report["submissions"]].count("doc") == 1
    (bad,) = report["unreadable"]
    assert bad["source"]["name"].endswith("批次.zip/乙县.zip/坏.docx") and bad["kind"] == "corrupt"
    assert code == 2


def test_inspect_asks_for_one_of_several_files(batch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", str(batch)]) == 2
    said = capsys.readouterr().err
    assert "里面有 4 个文件" in said and "甲县/一.docx" in said and said.count("。") == 1
    assert run(["inspect", f"{batch}/甲县/二.doc"]) == 0
    assert "海鸟" in capsys.readouterr().out
    assert run(["inspect", f"{batch}/没有.doc"]) == 2
    assert "文件不存在" in capsys.readouterr().err


def test_an_archive_of_one_file_is_that_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "一.docx"
    path.write_bytes(packed({"甲.docx": DOCX}))
    assert run(["inspect", str(path)]) == 0
    assert "一.docx/甲.docx" in capsys.readouterr().out
    (found,) = open_sources(path, 2**20)
    assert isinstance(found, Source) and found.data == DOCX


def test_other_paths_are_opened_as_before(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    assert [type(one).__name__ for one in open_sources(tmp_path / "a.txt", 9)] == ["Source"]
    (missing,) = open_sources(tmp_path / "no" / "b.txt", 9)
    assert getattr(missing, "kind", "") == "missing"
    (large,) = open_sources(tmp_path / "a.txt", 0)
    assert getattr(large, "kind", "") == "hostile"
