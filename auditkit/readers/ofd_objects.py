"""What stands in the content of an OFD page, template or graphic unit, as it is written there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditkit.readers.ofd_xml import floats, number, walk

__all__ = [
    "Content",
    "Item",
    "Matrix",
    "Picture",
    "Resources",
    "Shape",
    "Step",
    "Text",
    "Unit",
    "read_content",
    "read_resources",
]

Matrix = tuple[float, float, float, float, float, float]
Step = tuple[float, float, str, str, str]
"""A TextCode: X, Y, DeltaX, DeltaY, its characters."""

_HIDDEN = frozenset({"Clips", "Actions"})


@dataclass(slots=True)
class Item:
    """An object: its box on the page (left, top) and its own coordinates."""

    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    matrix: Matrix | None = None


@dataclass(slots=True)
class Text(Item):
    """A TextObject: size of its type, share of its width, way of its lines, and its codes."""

    size: float = 0.0
    scale: float = 1.0
    font: str = ""
    codes: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Shape(Item):
    """A PathObject: what is drawn of it, the colours as written, and its path."""

    strokes: bool = True
    fills: bool = False
    stroke_colour: str = ""
    fill_colour: str = ""
    path: str = ""


@dataclass(slots=True)
class Picture(Item):
    """An ImageObject: a picture of the resources, by its name there."""

    name: str = ""


@dataclass(slots=True)
class Unit(Item):
    """A CompositeObject: a graphic unit of the resources, by its name there."""

    name: str = ""


@dataclass(slots=True)
class Content:
    """The objects in order, the templates that are laid under them, and the size if it is stated."""

    items: list[Item] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    box: tuple[float, ...] | None = None


@dataclass(slots=True)
class Resources:
    """What a resource file holds, by ID: graphic units, names of fonts, paths of pictures from ``folder``."""

    units: dict[str, list[Item]] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    folder: str = ""


class _Reader:
    """Handlers for page content; objects nested in clips are passed over."""

    def __init__(self) -> None:
        self.content = Content()
        self.resources = Resources()
        self._item: Item | None = None
        self._code: Mapping[str, str] = {}
        self._hidden = 0
        self._media = ""

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name in _HIDDEN:
            self._hidden += 1
        if self._hidden:
            return
        if name in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
            self._open(name, given)
        elif name == "TextCode":
            self._code = dict(given)
        elif name in ("StrokeColor", "FillColor") and isinstance(self._item, Shape):
            colour = given.get("Value", "") if given.get("Alpha") != "0" else "none"
            if name == "StrokeColor":
                self._item.stroke_colour = colour
            else:
                self._item.fill_colour = colour
        elif name == "Template" and given.get("TemplateID"):
            self.content.templates.append(given["TemplateID"])
        elif name in ("CompositeGraphicUnit", "CompositeGraphUnit", "VectorG"):
            self.content = Content()
            self.resources.units[given.get("ID", "")] = self.content.items
        elif name == "Font":
            self.resources.fonts[given.get("ID", "")] = given.get("FontName", "")
        elif name == "MultiMedia":
            self._media = given.get("ID", "") if given.get("Type", "Image") == "Image" else ""
        elif name == "Res":
            self.resources.folder = given.get("BaseLoc", "")

    def end(self, name: str, text: str) -> None:
        if name in _HIDDEN:
            self._hidden -= 1
        elif self._hidden:
            return
        elif name == "TextCode" and isinstance(self._item, Text):
            code = self._code
            self._item.codes.append(
                (
                    number(code.get("X"), float("nan")),
                    number(code.get("Y"), float("nan")),
                    code.get("DeltaX", ""),
                    code.get("DeltaY", ""),
                    text,
                )
            )
        elif name == "AbbreviatedData" and isinstance(self._item, Shape):
            self._item.path = text
        elif name == "MediaFile" and self._media:
            self.resources.pictures[self._media] = text
        elif name == "PhysicalBox":
            self.content.box = floats(text, 4)
        elif name in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
            self._item = None

    def _open(self, name: str, given: Mapping[str, str]) -> None:
        item: Item
        if name == "TextObject":
            item = Text(size=number(given.get("Size")), scale=number(given.get("HScale"), 1.0))
            item.font = given.get("Font", "")
        elif name == "PathObject":
            item = Shape(strokes=given.get("Stroke") != "false", fills=given.get("Fill") == "true")
        elif name == "CompositeObject":
            item = Unit(name=given.get("ResourceID", ""))
        else:
            item = Picture(name=given.get("ResourceID", ""))
        item.left, item.top, item.width, item.height = floats(given.get("Boundary"), 4) or (0.0,) * 4
        matrix = floats(given.get("CTM"), 6)
        item.matrix = None if matrix is None else (*matrix[:5], matrix[5])  # type: ignore[assignment]
        self._item = item
        if given.get("Visible") != "false":
            self.content.items.append(item)


def read_content(data: bytes) -> Content:
    """The content of a page or a template. Raises ``ReadError``."""
    reader = _Reader()
    walk(data, reader.start, reader.end)
    return reader.content


def read_resources(data: bytes) -> Resources:
    """What a resource file holds. Raises ``ReadError``."""
    reader = _Reader()
    walk(data, reader.start, reader.end)
    return reader.resources
