"""The documents in an OFD file: their pages in order, templates, fonts and graphic units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditkit.document import ReadError
from auditkit.readers.ofd_objects import Content, Item, Resources, read_content, read_resources
from auditkit.readers.ofd_package import Parts, damaged
from auditkit.readers.ofd_xml import floats, walk

__all__ = ["OfdDocument", "read_documents"]


@dataclass(slots=True)
class OfdDocument:
    """One document; ``pages`` are paths of their contents, None for one that is not in the package."""

    parts: Parts
    pages: list[str | None] = field(default_factory=list)
    box: tuple[float, ...] | None = None
    _templates: dict[str, str | None] = field(default_factory=dict)
    _resources: list[str] = field(default_factory=list)
    _known: dict[str, Content | None] = field(default_factory=dict)
    _read: Resources | None = None

    def content(self, path: str) -> Content:
        """The content of a page. Raises ``ReadError``."""
        return read_content(self.parts.read(path))

    def template(self, name: str) -> Content | None:
        """The content of a template by its ID, read once; None if there is none."""
        if name not in self._known:
            path = self._templates.get(name)
            self._known[name] = None if path is None else self.content(path)
        return self._known[name]

    @property
    def units(self) -> Mapping[str, Sequence[Item]]:
        """The graphic units by ID."""
        return self._all_resources().units

    @property
    def fonts(self) -> Mapping[str, str]:
        """The names of the fonts by ID."""
        return self._all_resources().fonts

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture by ID; None if it is not in the package. Raises ``ReadError``."""
        path = self._all_resources().pictures.get(name)
        return None if path is None else self.parts.read(path)

    def _all_resources(self) -> Resources:
        if self._read is None:
            found = Resources()
            for path in self._resources:
                try:
                    more = read_resources(self.parts.read(path))
                except ReadError as error:
                    if error.kind != "corrupt":
                        raise
                    continue
                found.units |= more.units
                found.fonts |= more.fonts
                for key, written in more.pictures.items():
                    inside = f"{more.folder}/{written}" if more.folder else written
                    place = self.parts.find(inside, path) or self.parts.find(written, path)
                    if place is not None:
                        found.pictures[key] = place
            self._read = found
        return self._read


def read_documents(parts: Parts, root: str) -> Iterator[OfdDocument]:
    """The documents that the root part lists. Raises ``ReadError``."""
    found: list[str] = []

    def end(name: str, text: str) -> None:
        if name == "DocRoot":
            found.append(text)

    walk(parts.read(root), lambda *_: None, end)
    for written in found:
        path = parts.find(written, root)
        if path is None:
            raise damaged()
        yield _document(parts, path)


def _document(parts: Parts, path: str) -> OfdDocument:
    document = OfdDocument(parts)

    def start(name: str, given: Mapping[str, str]) -> None:
        place = given.get("BaseLoc")
        if name == "Page" and place is not None:
            document.pages.append(parts.find(place, path))
        elif name == "TemplatePage" and place is not None:
            document._templates[given.get("ID", "")] = parts.find(place, path)

    def end(name: str, text: str) -> None:
        if name == "PhysicalBox":
            document.box = floats(text, 4)
        elif name in ("PublicRes", "DocumentRes"):
            resource = parts.find(text, path)
            if resource is not None:
                document._resources.append(resource)

    walk(parts.read(path), start, end)
    return document
