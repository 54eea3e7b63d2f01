"""A pack before its rules are compiled: its header and the sections of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from auditkit import __version__
from auditkit.finding import Basis
from auditkit.reference_grade import Grading
from auditkit.rule import PackError
from auditkit.rulefile.language.words import WordList
from auditkit.rulefile.packs.archive import SUFFIX, Manifest, read_archive
from auditkit.rulefile.packs.pack_contents import HEADERS, YAML, PackContents, file_sections, kind_of_file
from auditkit.rulefile.packs.pack_files import PackFiles, collect_files
from auditkit.rulefile.packs.requirement import unmet
from auditkit.rulefile.sections import Override, Sections
from auditkit.strict_yaml import YamlError

__all__ = ["Header", "PackDraft", "draft_pack", "read_drafts"]


@dataclass(frozen=True, slots=True)
class Header:
    """The name card of a pack. ``given`` is false where the folder's name had to serve."""

    id: str
    title: str
    version: str = "0"
    requires: str = ""
    extends: tuple[str, ...] = ()
    given: bool = True


@dataclass(frozen=True, slots=True)
class PackDraft:
    """All that the files of a pack say. ``modules`` are its Python rules, by path."""

    header: Header
    source: PackFiles
    sections: tuple[Sections, ...] = ()
    lexicons: Mapping[str, WordList] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Basis] = field(default_factory=dict)
    overrides: tuple[tuple[str, Override], ...] = ()
    grading: Grading | None = None
    modules: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Why this auditkit cannot use the pack at all; empty when it can."""
        told = unmet(self.header.requires, __version__) if self.header.requires else ""
        return f"规则包 {self.header.id} {told}" if told else ""


def read_drafts(path: Path, origin: str) -> list[PackDraft]:
    """The packs at a path: a folder, a rule file or an archive. ``origin`` is the path in messages.

    A folder with ``pack.yaml`` is one pack; in one without, each file with ``pack:`` is its own.

    Raises:
        PackError: when there is no pack there.
    """
    if path.is_dir():
        return _split(collect_files(path, origin), path.resolve().name)
    if path.suffix.lower() == SUFFIX:
        manifest, source = read_archive(path, origin)
        drafts = _split(source, manifest.id)
        _agree(drafts, manifest, origin)
        return drafts
    if path.suffix.lower() in YAML and path.is_file():
        try:
            files = {"": path.read_bytes()}
        except OSError as error:
            raise PackError(f"{origin} 打不开（{error.strerror or error}），请检查权限。") from None
        return [draft_pack(PackFiles(origin, files), Header(path.stem, path.stem, given=False))]
    if not path.exists():
        raise PackError(f"{origin} 不存在，请检查规则包的路径。")
    raise PackError(f"{origin} 不是规则包，应为文件夹、规则文件（.yaml）或单文件规则包（{SUFFIX}）。")


def _agree(drafts: Sequence[PackDraft], manifest: Manifest, origin: str) -> None:
    header = drafts[0].header
    if len(drafts) > 1 or (header.id, header.version) != (manifest.id, manifest.version):
        raise PackError(f"{origin} 的清单与包内的 pack.yaml 不一致，规则包被改动过，请向提供者重新索取。")


def _split(source: PackFiles, name: str) -> list[PackDraft]:
    """One pack of a folder with ``pack.yaml``; else each file with ``pack:`` by itself, and the rest."""
    fallback = Header(name, name, given=False)
    if any(header in source.files for header in HEADERS):
        return [draft_pack(source, fallback)]
    read = {
        source.name(path): file_sections(source, path)
        for path in source.files
        if kind_of_file(path) == "rules"
    }
    own = [path for path in source.files if getattr(read.get(source.name(path)), "pack", None) is not None]
    rest = {path: data for path, data in source.files.items() if path not in own}
    alone = [PackFiles(source.name(path), {"": source.files[path]}) for path in own]
    drafts = [draft_pack(file, fallback, read=read) for file in alone]
    if any(kind_of_file(path) in ("rules", "python") for path in rest):
        drafts.append(draft_pack(PackFiles(source.origin, rest, source.folder), fallback, read=read))
    if not drafts:
        raise PackError(
            f"{source.origin} 里没有规则文件（.yaml），请检查路径；可用 auditkit rules new 新建。"
        )
    return drafts


def draft_pack(
    source: PackFiles,
    fallback: Header,
    shared: Sequence[str] = (),
    read: Mapping[str, Sections] | None = None,
) -> PackDraft:
    """The draft of one pack; ``fallback`` serves where no file has ``pack:``.

    ``shared`` are Python modules without a rule, beside those with a leading _; ``read`` holds
    files that have been read already, by name.
    """
    found = PackContents()
    for path in source.files:
        try:
            found.take(source, path, read or {})
        except (YamlError, PackError) as error:
            found.faults += getattr(error, "faults", None) or [str(error)]
    sections = found.sections
    header, strangers = _header(sections, fallback)
    return PackDraft(
        header=header,
        source=source,
        sections=tuple(sections),
        lexicons=found.lexicons | {name: words for item in sections for name, words in item.lexicons.items()},
        options={name: value for item in sections for name, value in item.options.items()},
        policy=found.policy | {key: basis for item in sections for key, basis in item.policy.items()},
        overrides=tuple((item.file, change) for item in sections for change in item.overrides),
        grading=found.grading,
        modules=tuple(path for path in found.modules if PurePosixPath(path).stem not in shared),
        faults=(*found.faults, *(fault for item in sections for fault in item.faults), *strangers),
    )


def _header(sections: Sequence[Sections], fallback: Header) -> tuple[Header, list[str]]:
    """The header of the pack, and a sentence for every file that has one without being the one."""
    written = [item for item in sections if item.pack is not None]
    main = next((item for item in written if item.file.rsplit("/", 1)[-1].lower() in HEADERS), None)
    main = main or (written[0] if written else None)
    faults = [
        f"{item.file}：pack 只写在 pack.yaml 里，请从这里去掉。" for item in written if item is not main
    ]
    if main is None or main.pack is None:
        return fallback, faults
    card = main.pack
    header = Header(
        id=str(card["id"]),
        title=str(card["title"]),
        version=str(card["version"]),
        requires=str(card.get("requires", "")),
        extends=tuple(map(str, card.get("extends", ()))),
    )
    return header, faults
