"""Say how a file came to be read as it was: the layouts weighed, the projects told apart, every cell accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditkit.cell_uses import Account, CellUse, Opening, Weighed
from auditkit.document import Anchor, Document, Form, Limits, Source
from auditkit.hookspecs import Layout, Reader
from auditkit.loader import rank, read_document, usable

__all__ = ["Explained", "explain", "explain_document"]


@dataclass(frozen=True, slots=True)
class Explained:
    """A document, the layouts by their certainty, and what the first of them made of the document."""

    document: Document
    ranking: tuple[tuple[Layout, Weighed], ...]
    account: Account

    @property
    def layout(self) -> Layout:
        """The layout that read the document."""
        return self.ranking[0][0]


def explain(source: Source, readers: Sequence[Reader], layouts: Sequence[Layout], limits: Limits) -> Explained:
    """How a file is read.

    Raises:
        ReadError: as ``load`` does.
    """
    return explain_document(read_document(source, readers, limits), layouts)


def explain_document(document: Document, layouts: Sequence[Layout]) -> Explained:
    """How a document is read.

    Raises:
        ReadError: kind ``no_form``.
    """
    ranked = rank(document, layouts)
    ranking = tuple((layout, _weighed(layout, document, score)) for score, layout in ranked)
    account = _account(document, ranked[0][1])
    usable(document, account.form)
    return Explained(document, ranking, account)


def _weighed(layout: Layout, document: Document, score: int) -> Weighed:
    found = layout.weigh(document) if layout.weigh is not None else Weighed(score)
    return found if found.score == score else Weighed(score, found.spoken, found.floor, found.can_read)


def _account(document: Document, layout: Layout) -> Account:
    if layout.account is not None:
        return layout.account(document)
    form = layout.take(document)
    return Account(form, tuple(_uses(form)), tuple(_openings(form)))


def _uses(form: Form) -> Iterator[CellUse]:
    """What a layout that keeps no books still tells: the places of fields and of what is unread."""
    by_place: dict[str, list[str]] = {}
    places: dict[str, Anchor] = {}
    for pointer, anchor in form.anchors.items():
        key = repr((anchor.part, anchor.row, anchor.column))
        by_place.setdefault(key, []).append(pointer)
        places.setdefault(key, anchor)
    for key, pointers in by_place.items():
        if places[key].text:
            yield CellUse(places[key], "value", "", tuple(pointers), len(places[key].text))
    for item in form.unread:
        yield CellUse(item.anchor, "unread", item.reason, (), len(item.anchor.text))


def _openings(form: Form) -> Iterator[Opening]:
    for number in range(len(form.projects)):
        yield Opening(f"/projects/{number}", "", form.anchors.get(f"/projects/{number}"))
