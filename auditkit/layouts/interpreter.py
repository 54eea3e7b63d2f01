"""Read a document by a family's description: the one interpreter behind all YAML families."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from auditkit.document import Anchor, Document, Form, Paragraph, Unread
from auditkit.hookspecs import Layout
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, survey
from auditkit.layouts.leftovers import leftovers
from auditkit.layouts.named_levels import lacks_levels, levels_statement
from auditkit.layouts.prose import ProseWalk
from auditkit.layouts.recognition import score
from auditkit.layouts.repeats import unrepeated
from auditkit.layouts.transposed import TransposedWalk
from auditkit.layouts.walk import Walk
from auditkit.layouts.wide_list import ListWalk

__all__ = ["layout_of", "take"]


def take(document: Document, family: Family) -> Form:
    """The form in a document, read by the family's description."""
    walk = _WALKS[family.reads](family)
    chunks: list[Chunk] = []
    for block in survey(document).blocks:
        if isinstance(block, Paragraph):
            walk.paragraph(block)
        else:
            chunks.append(unrepeated(block, family))
            walk.chunk(chunks[-1])
    return _form(family, [draft for draft in walk.drafts if draft.is_form], chunks, list(walk.unread))


class _Walk(Protocol):
    """A way of reading: it takes the blocks of a document in order and gathers drafts."""

    @property
    def drafts(self) -> list[Draft]: ...
    @property
    def unread(self) -> Sequence[Unread]: ...
    def paragraph(self, paragraph: Paragraph) -> None:
        """Take in a paragraph."""

    def chunk(self, chunk: Chunk) -> object:
        """Take in the rows of a table."""


_WALKS: Mapping[str, Callable[[Family], _Walk]] = {
    "card": Walk,
    "list": ListWalk,
    "prose": ProseWalk,
    "transposed": TransposedWalk,
}


def _form(family: Family, drafts: list[Draft], chunks: list[Chunk], unread: list[Unread]) -> Form:
    """The form made of the drafts, with whatever was left over."""
    projects: list[Mapping[str, Any]] = []
    anchors: dict[str, Anchor] = {}
    for number, draft in enumerate(drafts):
        project, places = draft.finish(f"/projects/{number}")
        projects.append(project)
        anchors.update(places)
        if lacks_levels(draft.header):
            stated = levels_statement(
                project["name"], draft.entries, places.get(f"/projects/{number}/indicators")
            )
            unread = [*unread, *([stated] if stated is not None else [])]
    used: set[tuple[int, int, int]] = set()
    used.update(*(draft.used for draft in drafts))
    strange = {item.reason: item for draft in reversed(drafts) for item in draft.strange.values()}
    told = (*leftovers(chunks, used, family), *unread, *reversed(strange.values()))
    return Form(family.name, tuple(projects), anchors, told)


def layout_of(family: Family) -> Layout:
    """The layout that reads a family of forms."""
    return Layout(family.name, family.title, partial(score, family=family), partial(take, family=family))
