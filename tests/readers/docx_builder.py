"""Minimal Word packages from snippets of document.xml, whole or broken on purpose."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from auditkit.document import Document, Limits, Source, Table
from auditkit.readers.docx import READER

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:m="{OFFICE}/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """``inside`` are runs as XML, or plain texts."""
    runs = "".join(piece if piece.startswith("<") else run(piece) for piece in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(*inside: str, span: int = 1, properties: str = "") -> str:
    """``inside`` are blocks as XML, or plain texts that become paragraphs."""
    blocks = "".join(piece if piece.startswith("<") else paragraph(piece) for piece in inside)
    width = f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    return f"<w:tc><w:tcPr>{width}{properties}</w:tcPr>{blocks or '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    made = "".join(piece if piece.startswith("<") else cell(piece) for piece in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def document(body: str, space: str = W) -> str:
    return f'<w:document xmlns:w="{space}" {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'


def package(
    xml: str | bytes,
    main: str = "word/document.xml",
    kind: str = MAIN,
    others: Iterable[tuple[str, str | bytes]] = (),
) -> bytes:
    """A .docx with ``xml`` as its main part."""
    overrides = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    types = f'<Types xmlns="urn:types"><Default Extension="xml" ContentType="text/xml"/>{overrides}</Types>'
    relation = f'<Relationship Id="r1" Type="{OFFICE}/relationships/officeDocument" Target="{main}"/>'
    members = [
        ("[Content_Types].xml", types),
        ("_rels/.rels", f"<Relationships>{relation}</Relationships>"),
        (main, xml),
        *others,
    ]
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def read_package(data: bytes, limits: Limits | None = None) -> Document:
    return READER.read(Source("表.docx", data), limits or Limits())


def read_body(body: str) -> Document:
    """The document whose body is ``body``."""
    return read_package(package(document(body)))


def only_table(body: str) -> Table:
    tables = [block for block in read_body(body).blocks if isinstance(block, Table)]
    assert len(tables) == 1
    return tables[0]


def grid(found: Table) -> dict[tuple[int, int], tuple[int, int, str]]:
    """(row, column) -> (rowspan, colspan, text)."""
    return {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in found.cells}


def text_of(*inside: str) -> str:
    """The text of a cell that holds one paragraph with these runs."""
    return only_table(table(row(cell(paragraph(*inside))))).cells[0].text


@dataclass(frozen=True)
class Member:
    """One entry of a zip file, written as it is told, true or not."""

    name: str
    payload: bytes
    method: int = zipfile.ZIP_STORED
    flags: int = 0
    size: int | None = None
    crc: int | None = None
    compressed: int | None = None
    offset: int | None = None
    """Where the directory says it begins."""
    encoding: str = "utf-8"
    """Of the name."""


def raw_zip(members: Iterable[Member]) -> bytes:
    """A zip file of these members, with whatever lies they tell."""
    body, directory, count = b"", b"", 0
    for member in members:
        name = member.name.encode(member.encoding)
        size = len(member.payload) if member.size is None else member.size
        crc = zlib.crc32(member.payload) if member.crc is None else member.crc
        packed = len(member.payload) if member.compressed is None else member.compressed
        fields = (20, member.flags, member.method, 0, 0x21, crc, packed, size, len(name), 0)
        offset = len(body) if member.offset is None else member.offset
        directory += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, offset) + name
        body += struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name + member.payload
        count += 1
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def around(main: Member, *others: Member) -> bytes:
    """A zip file like a .docx, with ``main`` as its main part."""
    with zipfile.ZipFile(io.BytesIO(package(document("")))) as archive:
        frame = [Member(name, archive.read(name)) for name in ("[Content_Types].xml", "_rels/.rels")]
    return raw_zip([*frame, main, *others])
