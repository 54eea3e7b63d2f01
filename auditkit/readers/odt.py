"""OpenDocument texts (.odt, .ott, flat .fodt): the text and the grid that LibreOffice and WPS show."""

from __future__ import annotations

import re

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.hookspecs import Reader
from auditkit.readers.docx_package import Package, hostile
from auditkit.readers.docx_xml import parse_part
from auditkit.readers.flow_document import document_of
from auditkit.readers.odt_body import BodyReader

__all__ = ["FLAT_READER", "READER"]

_ZIP_MAGIC = b"PK\x03\x04"
_KIND = b"application/vnd.oasis.opendocument.text"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "meta-inf/manifest.xml"
_FLAT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?document\b[^>]*opendocument[^>]*>")
_HEAD = 16_384
_PIECE = 2**20
_OTHER = "文件不是 OpenDocument 文本，请用 Word 或 WPS 打开后另存为 .docx 再提交。"


def recognises(source: Source) -> int:
    """95 for a package that says it is a text, 60 for what is left of one, else 0."""
    if not source.data.startswith(_ZIP_MAGIC):
        return 0
    try:
        package = Package(source.data, Limits())
        return 95 if _CONTENT in package and _is_text(package) else 0
    except ReadError:
        return 60 if _KIND in source.data[:200] else 0


def recognises_flat(source: Source) -> int:
    """95 for a flat OpenDocument file that says it is a text, else 0."""
    head = source.data[:_HEAD]
    return 95 if _FLAT.search(head) and _KIND in head else 0


def read(source: Source, limits: Limits) -> Document:
    """The paragraphs and tables of a text. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    try:
        return _read(source, limits)
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error


def read_flat(source: Source, limits: Limits) -> Document:
    """The same of a flat file. Raises ``ReadError`` only."""
    if not source.data:
        raise ReadError("empty", "文件是空的，请重新导出后提交。")
    if len(source.data) > limits.file_bytes:
        raise hostile(f"文件超过 {limits.file_bytes / 2**20:g} MB")
    data, notes = source.data.lstrip(), set[str]()
    body = BodyReader(limits, notes)
    try:
        parse_part((data[at : at + _PIECE] for at in range(0, len(data), _PIECE)), body.attach)
        return _finished(source, FLAT_READER.name, body)
    except (MemoryError, RecursionError) as error:
        raise hostile("文件展开后过大") from error


READER = Reader(name="odt", title="OpenDocument 文本（.odt）", recognises=recognises, read=read)
FLAT_READER = Reader(
    name="fodt", title="OpenDocument 单文件文本（.fodt）", recognises=recognises_flat, read=read_flat
)


def _read(source: Source, limits: Limits) -> Document:
    package = Package(source.data, limits)
    if _CONTENT not in package:
        raise ReadError("unsupported", _OTHER)
    if b"encryption-data" in package.read(_MANIFEST):
        raise ReadError("encrypted", "文件设有打开密码，无法读取，请去掉密码后重新提交。")
    notes: set[str] = set()
    body = BodyReader(limits, notes)
    for path in (_STYLES, _CONTENT):
        if path in package:
            parse_part(package.chunks(path), body.attach)
    for path in package:
        if path.startswith(("basic/", "scripts/")):
            notes.add("macros")
    return _finished(source, READER.name, body)


def _finished(source: Source, kind: str, body: BodyReader) -> Document:
    if not body.has_text:
        raise ReadError("unsupported", _OTHER)
    return document_of(source.name, kind, body.items, body.notes)


def _is_text(package: Package) -> bool:
    kind = package.read("mimetype").strip()
    return kind.startswith(_KIND) if kind else _KIND in package.read(_MANIFEST)
