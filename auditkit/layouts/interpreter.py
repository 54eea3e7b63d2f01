"""Read a document by a family's description: the one interpreter behind all YAML families."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from auditkit.document import Anchor, Document, Form, Paragraph
from auditkit.hookspecs import Layout
from auditkit.layouts.family import Family
from auditkit.layouts.grid import Chunk, survey
from auditkit.layouts.leftovers import leftovers
from auditkit.layouts.recognition import is_form_part, score
from auditkit.layouts.repeats import unrepeated
from auditkit.layouts.walk import Walk

__all__ = ["layout_of", "take"]


def take(document: Document, family: Family) -> Form:
    """The form in a document, read by the family's description."""
    walk = Walk(family)
    chunks: list[Chunk] = []
    for block in survey(document).blocks:
        if isinstance(block, Paragraph):
            walk.paragraph(block)
            continue
        chunk = unrepeated(block, family)
        chunks.append(chunk)
        if is_form_part(chunk, family) or walk.is_rest(chunk):
            walk.chunk(chunk)
        else:
            walk.forget_lines()
    drafts = [draft for draft in walk.drafts if draft.is_form]
    projects: list[Mapping[str, Any]] = []
    anchors: dict[str, Anchor] = {}
    for number, draft in enumerate(drafts):
        project, places = draft.finish(f"/projects/{number}")
        projects.append(project)
        anchors.update(places)
    used: set[tuple[int, int, int]] = set()
    used.update(*(draft.used for draft in drafts))
    strange = [unread for draft in drafts for unread in draft.strange.values()]
    return Form(family.name, tuple(projects), anchors, (*leftovers(chunks, used, family), *strange))


def layout_of(family: Family) -> Layout:
    """The layout that reads a family of forms."""
    return Layout(family.name, family.title, partial(score, family=family), partial(take, family=family))
