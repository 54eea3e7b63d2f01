"""Read a document by a family's description: the one interpreter behind all YAML families."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from auditkit.cell_uses import Account, Opening
from auditkit.document import Anchor, Document, Form, Paragraph, Unread
from auditkit.hookspecs import Layout
from auditkit.layouts.books import Books, keep_books, uses_of
from auditkit.layouts.draft import Draft
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, survey
from auditkit.layouts.leftovers import leftovers
from auditkit.layouts.named_levels import lacks_levels, levels_statement
from auditkit.layouts.openings import FIRST
from auditkit.layouts.proofs import proofs_of
from auditkit.layouts.prose import ProseWalk
from auditkit.layouts.recognition import score, weigh
from auditkit.layouts.repeats import unrepeated
from auditkit.layouts.transposed import TransposedWalk
from auditkit.layouts.walk import Walk
from auditkit.layouts.wide_list import ListWalk

__all__ = ["account", "layout_of", "take"]


def take(document: Document, family: Family) -> Form:
    """The form in a document, read by the family's description."""
    return _read(document, family)[0]


def account(document: Document, family: Family) -> Account:
    """The form in a document, and what became of each of its cells."""
    form, books, openings = _read(document, family)
    return Account(form, tuple(uses_of(document, books, form, family)), openings)


def _read(document: Document, family: Family) -> tuple[Form, Books, tuple[Opening, ...]]:
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


def _form(
    family: Family, drafts: list[Draft], chunks: list[Chunk], unread: list[Unread]
) -> tuple[Form, Books, tuple[Opening, ...]]:
    """The form made of the drafts, with whatever was left over."""
    projects: list[Mapping[str, Any]] = []
    anchors: dict[str, Anchor] = {}
    openings: list[Opening] = []
    for number, draft in enumerate(drafts):
        pointer = f"/projects/{number}"
        project, places = draft.finish(pointer)
        projects.append(project)
        anchors.update(places)
        why, where = draft.opened if number else (FIRST, None)
        openings.append(Opening(pointer, why or FIRST, where or places.get(pointer)))
        if lacks_levels(draft.header):
            stated = levels_statement(project["name"], draft.entries, places.get(f"{pointer}/indicators"))
            unread = [*unread, *([stated] if stated is not None else [])]
    strange = {item.reason: item for draft in reversed(drafts) for item in draft.strange.values()}
    told = [*unread, *reversed(strange.values())]
    used = [draft.used for draft in drafts]
    books = keep_books(chunks, used, proofs_of(projects, anchors, used), told)
    left = leftovers(chunks, books.taken, books.settled, books.dropped, family)
    return Form(family.name, tuple(projects), anchors, (*left, *told)), books, tuple(openings)


def layout_of(family: Family) -> Layout:
    """The layout that reads a family of forms."""
    return Layout(
        family.name,
        family.title,
        partial(score, family=family),
        partial(take, family=family),
        partial(weigh, family=family),
        partial(account, family=family),
    )
