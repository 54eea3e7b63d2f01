"""Open layouts and documents for the commands on layouts, and tell what a layout makes of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from auditkit.document import Document, Form
    from auditkit.hookspecs import Layout
    from auditkit.loader.explaining import Explained
    from auditkit.plugins import Plugins

__all__ = ["form_lines", "open_layout", "read_one", "trial_lines", "weighing", "with_layout"]

_MARGIN = 10


def read_one(file: str, plugins: Plugins) -> Document:
    """The document in a file.

    Raises:
        ReadError: when it cannot be opened or read, or is an archive of several.
    """
    from auditkit.cli.inspect import several, sources_in
    from auditkit.document import Limits, ReadError
    from auditkit.loader import read_document
    from auditkit.report import Unreadable

    source, names = sources_in(file)
    if names:
        raise ReadError("unsupported", several(file, names, "一次只看一个"))
    if isinstance(source, Unreadable):
        raise ReadError(source.kind, source.reason)
    return read_document(source, plugins.readers(), Limits())


def open_layout(path: Path) -> tuple[Layout, list[dict[str, Any]]]:
    """The layout in a YAML file, and its tests.

    Raises:
        click.UsageError: with every fault of the file.
    """
    from auditkit.layouts import layout_from_yaml
    from auditkit.schema_check import complaints
    from auditkit.strict_yaml import YamlError, load_yaml

    name = path.as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{name}：不是 UTF-8 编码的文本，请另存为 UTF-8。") from None
    except OSError as error:
        raise click.UsageError(f"{name}：打不开（{error.strerror or error}），请检查路径。") from None
    try:
        wrong = complaints(load_yaml(text, name, marks=True), "layout", name)
        if wrong:
            raise click.UsageError("\n".join(wrong))
        return layout_from_yaml(text, name), list(load_yaml(text, name).get("tests") or ())
    except YamlError as error:
        raise click.UsageError(str(error)) from None


def with_layout(layouts: Sequence[Layout], own: Layout | None) -> list[Layout]:
    """The layouts at hand with one more; it stands before those of equal score, and for one of its name."""
    others = [item for item in layouts if own is None or item.name != own.name]
    return others if own is None else [own, *others]


def trial_lines(document: Document, layout: Layout, plugins: Plugins) -> tuple[list[str], bool]:
    """What a layout makes of a document, and whether it reads a project."""
    from auditkit.document import ReadError
    from auditkit.loader.explaining import explain_document

    form = layout.take(document)
    if not form.projects:
        return ["用这个草稿还读不出项目：请核对指标表的列名（columns）和项目名称（labels 的 name）。"], False
    lines = [f"用这个草稿读出 {len(form.projects)} 个项目："]
    for project in form.projects:
        lines += [f"  {line}" for line in form_lines(project)]
    lines += list(unread_lines(form))
    try:
        lines += [f"  {line}" for line in weighing(explain_document(document, with_layout(plugins.layouts(), layout)), layout)]
    except ReadError as error:
        lines.append(f"  {error.message}")
    return lines, True


def form_lines(project: Any) -> Iterator[str]:
    """A project in the short form of the manual, as YAML that can be put under ``expect``."""
    from auditkit.layouts.short_form import short_form

    for key, value in short_form(project).items():
        if key == "indicators":
            yield "indicators:"
            yield from (f"  - [{', '.join(map(_scalar, row))}]" for row in value)
        elif isinstance(value, list):
            yield f"{key}:"
            yield from (f"  - {_scalar(item)}" for item in value)
        else:
            yield f"{key}: {_scalar(value)}"


def _scalar(value: object) -> str:
    import json
    import re

    text = str(value)
    plain = re.fullmatch(r"[\u4e00-\u9fff][\w\u4e00-\u9fff（）。、；≥≤%]*|20\d\d|[a-z][a-z0-9-]*", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def unread_lines(form: Form) -> Iterator[str]:
    """What was not read, with its place."""
    from auditkit.cli.places import place_of, quoted

    for item in form.unread:
        yield f"  未读懂：{place_of(item.anchor)} {quoted(item.anchor.text)} {item.reason}"


def weighing(found: Explained, own: Layout | None) -> Iterator[str]:
    """Which layout won, how far ahead, and what to do where it is not the one meant."""
    (layout, weighed), *others = found.ranking
    second = next(((item, its.score) for item, its in others if its.score > 0), None)
    told = f"，其次 {second[0].name} {second[1]} 分" if second else ""
    yield f"表式：{layout.title}（{layout.name}），{weighed.score} 分{told}"
    if own is not None and layout.name != own.name:
        yield f"读这张表的不是 {own.name}：请在 markers 里加上别的表式没有的栏目，或加大分量。"
    elif own is not None and second is not None and weighed.score - second[1] < _MARGIN:
        yield f"只比 {second[0].name} 高 {weighed.score - second[1]} 分，容易认错：请加大 markers 的分量，至少高 {_MARGIN} 分。"
