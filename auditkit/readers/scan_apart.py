"""Scans read by a recogniser of characters, in a process of its own, where the extra ``ocr`` is installed."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.readers.apart_process import Worker, started
from auditkit.readers.pdf_wire import document_of
from auditkit.readers.scan_pages import INSTALL, is_installed

__all__ = ["INSTALL", "SECONDS", "hearing", "is_installed", "read_recognised", "with_scans"]

SECONDS = 120.0
"""How long one page may take."""

Hear = Callable[[str, int, int], None]


@contextmanager
def hearing(hear: Hear) -> Iterator[None]:
    """Let ``hear`` know which page of which file is being recognised: name, page, number of pages."""
    _hearers.append(hear)
    try:
        yield
    finally:
        _hearers.remove(hear)


def with_scans(
    source: Source, limits: Limits, kind: str, read: Callable[[Source, Limits], Document]
) -> Document:
    """What ``read`` makes of a file, its scanned pages recognised where that can be done.

    ``kind`` is ``pdf`` or ``ofd``. Raises ``ReadError``.
    """
    try:
        document = read(source, limits)
    except ReadError as error:
        if error.kind != "scan" or not is_installed():
            raise
        return read_recognised(source, limits, kind)
    if not document.pictures or not is_installed():
        return document
    try:
        return read_recognised(source, limits, kind)
    except ReadError as error:
        told = f"扫描的页面未能识别：{error.message}"
        return replace(document, warnings=(*document.warnings, told))


def read_recognised(source: Source, limits: Limits, kind: str) -> Document:
    """The document in a file with scanned pages; ``kind`` is pdf, ofd or image. Raises ``ReadError``."""

    def tell(page: int, of: int) -> None:
        for hear in tuple(_hearers):
            hear(source.name, page, of)

    with _lock:
        worker = _worker()
        head = {"name": source.name, "limits": asdict(limits), "kind": kind}
        answer = None
        try:
            answer = None if worker is None else worker.ask(head, source.data, SECONDS, tell)
        finally:
            if answer is None:  # dead, or interrupted with lines still to come that are no answer to the next
                _forget()
    if worker is None:
        raise ReadError("scan", "识别组件未能启动，请重新安装后再试，或改交可编辑的原件。")
    if answer is None:
        raise ReadError(
            "scan",
            f"识别用尽了允许的内存或时间（每页 {SECONDS:g} 秒），已放弃，请拆分后再提交，或改交可编辑的原件。",
        )
    if "error" in answer:
        what, message = answer["error"]
        raise ReadError(what, message)
    return document_of(answer["document"])


_lock = threading.Lock()
_kept: list[Worker] = []
_hearers: list[Hear] = []


def _worker() -> Worker | None:
    """The running process, started if need be; None where none can be started."""
    if _kept:
        return _kept[0]
    worker = started("auditkit.readers.scan_worker")
    if worker is not None:
        _kept.append(worker)
    return worker


def _forget() -> None:
    while _kept:
        _kept.pop().close()


def _after_fork() -> None:
    """A forked process must not talk to its parent's worker."""
    global _lock
    _lock = threading.Lock()
    _kept.clear()


atexit.register(_forget)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
