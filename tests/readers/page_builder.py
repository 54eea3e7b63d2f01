"""Draw pages for tests and write them as PDF and as OFD: strokes, boxes, Chinese text at a place."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fixtures"))

from ofd_writer import NAMESPACE, package, page_xml, stroke, text

__all__ = [
    "NAMESPACE",
    "Cell",
    "Paper",
    "assemble",
    "ofd_of_papers",
    "package",
    "page_xml",
    "pdf_of",
    "stroke",
    "text",
]

_MM = 25.4 / 72
PAD = 5.0

Cell = tuple[int, int, str] | tuple[int, int, str, int, int]


def width_of(chars: str, size: float) -> float:
    """How wide characters are set: Chinese square, others half as wide."""
    return sum(size if ord(char) > 0x2000 else size / 2 for char in chars)


@dataclass
class Paper:
    """A page in points from the top left; what is drawn on it is kept for both formats."""

    width: float = 595
    height: float = 842
    pdf_ops: list[str] = field(default_factory=list)
    ofd_objects: list[str] = field(default_factory=list)

    def line(self, x: float, y: float, to_x: float, to_y: float, white: bool = False) -> None:
        """A stroke half a point wide."""
        colour = "1 G" if white else "0 G"
        self.pdf_ops.append(f"q {colour} 0.5 w {x} {self.height - y} m {to_x} {self.height - to_y} l S Q")
        drawn = stroke(x * _MM, y * _MM, to_x * _MM, to_y * _MM)
        self.ofd_objects.append(drawn.replace('"0 0 0"', '"255 255 255"') if white else drawn)

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        """A stroked rectangle, as one path."""
        low, width, height = self.height - bottom, right - left, bottom - top
        self.pdf_ops.append(f"q 0.5 w {left} {low} {width} {height} re S Q")
        self._path(left, top, width, height, 'Stroke="true"')

    def fill(self, left: float, top: float, right: float, bottom: float, grey: float = 0.0) -> None:
        """A filled rectangle."""
        low, width, height = self.height - bottom, right - left, bottom - top
        self.pdf_ops.append(f"q {grey} g {left} {low} {width} {height} re f Q")
        value = round(grey * 255)
        colour = f'<ofd:FillColor Value="{value} {value} {value}"/>'
        self._path(left, top, width, height, 'Stroke="false" Fill="true"', colour)

    def _path(self, x: float, y: float, width: float, height: float, how: str, inside: str = "") -> None:
        w, h = width * _MM, height * _MM
        self.ofd_objects.append(
            f'<ofd:PathObject ID="1" Boundary="{x * _MM:.3f} {y * _MM:.3f} {w:.3f} {h:.3f}" {how}>{inside}'
            f"<ofd:AbbreviatedData>M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} C</ofd:AbbreviatedData>"
            "</ofd:PathObject>"
        )

    def text(self, x: float, y: float, chars: str, size: float = 10) -> None:
        """Characters side by side; ``y`` is the top of the line."""
        self.pdf_ops.append(f"BT /F1 {size} Tf {x} {self.height - y - 0.88 * size} Td {_shown(chars)} Tj ET")
        steps = [width_of(char, size) * _MM for char in chars[:-1]]
        self.ofd_objects.append(text(x * _MM, y * _MM, chars, size * _MM, steps))

    def turned(self, x: float, y: float, chars: str, size: float = 10, matrix: str = "0 1 -1 0") -> None:
        """Characters on their side (PDF only)."""
        self.pdf_ops.append(f"BT /F1 {size} Tf {matrix} {x} {self.height - y} Tm {_shown(chars)} Tj ET")

    def paragraph(self, left: float, top: float, right: float, chars: str, size: float = 10) -> None:
        """Text set between two edges, wrapped where it is full and broken at line ends."""
        for typed in chars.split("\n"):
            line = ""
            for char in [*typed, ""]:
                if line and (not char or width_of(line + char, size) > right - left):
                    self.text(left, top, line, size)
                    top += size * 1.3
                    line = ""
                line += char
            if not typed:
                top += size * 1.3

    def table(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        cells: Sequence[Cell],
        edge: Callable[[float, float, float, float], None] | None = None,
    ) -> None:
        """Cells (row, column, text, rows, columns) with an edge around each."""
        draw = edge or self.line
        for row, column, chars, *spans in cells:
            down, across = spans or (1, 1)
            left, right = xs[column], xs[column + across]
            top, bottom = ys[row], ys[row + down]
            draw(left, top, right, top)
            draw(left, bottom, right, bottom)
            draw(left, top, left, bottom)
            draw(right, top, right, bottom)
            self.paragraph(left + PAD, top + 3, right - PAD, chars)


def _shown(chars: str) -> str:
    return f"<{chars.encode('utf-16-be').hex()}>"


def pdf_of(papers: Sequence[Paper], rotate: int = 0, packed: bool = False, page_extra: str = "") -> bytes:
    """The pages as a PDF file."""
    count = len(papers)
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>",
    ]
    bodies = [body.encode() for body in objects]
    for number, paper in enumerate(papers):
        content = "\n".join(paper.pdf_ops).encode()
        how = b""
        if packed:
            content, how = zlib.compress(content), b"/Filter/FlateDecode"
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {paper.width} {paper.height}]/Rotate {rotate}{page_extra}"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {6 + 2 * number} 0 R>>".encode()
        )
        bodies.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), how, content))
    return assemble(bodies)


def assemble(bodies: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file from the bodies of its objects, numbered from 1; the first is the catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    tail = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        trailer,
        len(out),
    )
    return out + head + tail


def ofd_of_papers(papers: Sequence[Paper]) -> bytes:
    """The pages as an OFD file."""
    return package([page_xml(p.ofd_objects, p.width * _MM, p.height * _MM) for p in papers])
