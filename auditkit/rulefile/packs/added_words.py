"""Words that a bureau adds to the lists of a pack, in folders of its own: find and read its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from auditkit.rule import PackError
from auditkit.rulefile.packs.pack_contents import YAML
from auditkit.rulefile.packs.pack_files import collect_files, decode
from auditkit.schema_check import complaints
from auditkit.strict_yaml import YamlError, load_yaml

__all__ = ["USUAL_PACK", "WordFile", "WordFolder", "read_word_folders"]

USUAL_PACK = "performance-target"
"""The pack that a file adds to when it names none."""


@dataclass(frozen=True, slots=True)
class WordFolder:
    """A folder with added words; ``origin`` is what it is called in messages."""

    path: Path
    origin: str


@dataclass(frozen=True, slots=True)
class WordFile:
    """One file, read: the list and the pack it adds to, its marked data and its digest."""

    pack: str
    list: str
    name: str
    data: Any
    sha256: str


def read_word_folders(folders: Sequence[WordFolder]) -> tuple[list[WordFile], list[str]]:
    """The files of the folders that fit the schema, and a sentence for whatever is wrong with the others."""
    files: list[WordFile] = []
    faults: list[str] = []
    for folder in folders:
        try:
            source = collect_files(folder.path, folder.origin, YAML)
        except PackError as error:
            faults.append(str(error))
            continue
        if not source.files:
            faults.append(f"{folder.origin} 里没有词表文件（.yaml），请检查路径。")
        for path, raw in source.files.items():
            found = _read(raw, path, source.name(path))
            if isinstance(found, WordFile):
                files.append(found)
            else:
                faults += found
    return files, faults


def _read(raw: bytes, path: str, name: str) -> WordFile | list[str]:
    try:
        data = load_yaml(decode(raw, name), name, marks=True)
    except (YamlError, PackError) as error:
        return [str(error)]
    except ValueError as error:
        return [f"{name} 中有读不了的数（{error}），请改短。"]
    faults = complaints(data, "added_words", name)
    if faults:
        return faults
    digest = sha256(raw.replace(b"\r\n", b"\n")).hexdigest()
    target = str(data.get("name") or PurePosixPath(path).stem)
    return WordFile(str(data.get("pack") or USUAL_PACK), target, name, data, digest)
