"""From file to submission: find the reader and the layout, complete, check, build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditkit.document import Anchor, Document, Form, Limits, ReadError, Source, Unread
from auditkit.hookspecs import Layout, Reader
from auditkit.loader.build import build_submission
from auditkit.loader.check import check_submission
from auditkit.loader.complete import complete_project
from auditkit.loader.strange import refusal
from auditkit.model import Submission
from auditkit.report import SourceCard

__all__ = ["Loaded", "load", "rank", "read_document", "submission_of", "usable"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as understood: the data in the submission schema's shape and the model built on it."""

    source: SourceCard
    data: Mapping[str, Any]
    submission: Submission
    anchors: Mapping[str, Anchor]
    unread: tuple[Unread, ...]
    warnings: tuple[str, ...]


def read_document(source: Source, readers: Sequence[Reader], limits: Limits) -> Document:
    """The document in a file, by the reader that is surest of its content.

    Raises:
        ReadError: when the file is empty, too large, of no known format, or the reader refuses.
    """
    if not source.data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise ReadError("empty", f"{source.name}：文件是空的，请重新导出后再提交。")
    if len(source.data) > limits.file_bytes:
        size = limits.file_bytes // 2**20
        raise ReadError("hostile", f"{source.name}：文件超过 {size} MB 的上限，未读取；请拆分后再提交。")
    certainty, reader = max(
        ((item.recognises(source), item) for item in readers), key=lambda pair: pair[0], default=(0, None)
    )
    if reader is None or certainty <= 0:
        raise refusal(source.name, source.data)
    try:
        return reader.read(source, limits)
    except ReadError as error:
        if source.name in error.message:
            raise
        raise ReadError(error.kind, f"{source.name}：{error.message}") from None


def rank(document: Document, layouts: Sequence[Layout]) -> list[tuple[int, Layout]]:
    """Every layout with its score for the document, the surest first; of equals the first.

    Raises:
        ReadError: kind ``no_form``, when none is sure of anything.
    """
    ranked = sorted(((layout.score(document), layout) for layout in layouts), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] <= 0:
        raise ReadError(
            "no_form",
            f"{document.name}：没有找到绩效目标表，请确认文件中含有“绩效目标”和“指标值”等栏目的表格"
            f"{_known(document)}。",
        )
    return ranked


def _form_of(document: Document, layouts: Sequence[Layout]) -> Form:
    return usable(document, rank(document, layouts)[0][1].take(document))


def usable(document: Document, form: Form) -> Form:
    """The form, if a project was read from it.

    Raises:
        ReadError: kind ``no_form``, with the reasons.
    """
    if not form.projects:
        said = dict.fromkeys(item.reason.removesuffix("。") for item in form.unread)
        reasons = "；".join(said) or "没有读到任何项目"
        raise ReadError(
            "no_form", f"{document.name}：像是绩效目标表，但未能读懂：{reasons}{_known(document)}。"
        )
    return form


def _known(document: Document) -> str:
    """What the reader said of the file, which may be why nothing was found in it."""
    said = [warning.removesuffix("。").replace("。", "，") for warning in document.warnings]
    return "".join(f"；{warning}" for warning in said)


def submission_of(
    source: SourceCard,
    projects: Sequence[Mapping[str, Any]],
    anchors: Mapping[str, Anchor],
    unread: Sequence[Unread] = (),
) -> dict[str, Any]:
    """Data in the full shape of the submission schema."""
    return {
        "schema_version": "1",
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "format": source.format,
            "bytes": source.size,
        },
        "projects": [complete_project(project) for project in projects],
        "unread": [{"anchor": item.anchor.as_data(), "reason": item.reason} for item in unread],
        "anchors": {pointer: anchor.as_data() for pointer, anchor in anchors.items()},
    }


def load(
    source: Source, readers: Sequence[Reader], layouts: Sequence[Layout], limits: Limits | None = None
) -> Loaded:
    """The submission in a file.

    Raises:
        ReadError: when the file cannot be read as a submission.
    """
    document = read_document(source, readers, limits or Limits())
    form = _form_of(document, layouts)
    card = SourceCard(source.name, source.sha256, document.format, len(source.data))
    data = submission_of(card, form.projects, form.anchors, form.unread)
    check_submission(data, source.name)
    return Loaded(card, data, build_submission(data), form.anchors, form.unread, document.warnings)
