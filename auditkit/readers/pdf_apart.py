"""PDFium in a process of its own, which may run out of memory or time without harm to this one.

PDFium is native code and not thread-safe. The process is started with the first PDF file, kept for the
next ones, and replaced when it dies; threads take turns.
"""

from __future__ import annotations

import atexit
import os
import threading
from dataclasses import asdict

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.readers.apart_process import Worker, started
from auditkit.readers.pdf_wire import document_of

__all__ = ["SECONDS", "read_apart"]

SECONDS = 60.0
"""How long one file may take."""


def read_apart(source: Source, limits: Limits) -> Document:
    """The document in a PDF file. Raises ``ReadError`` only."""
    with _lock:
        worker = _worker()
        head = {"name": source.name, "limits": asdict(limits)}
        answer = None
        try:
            answer = None if worker is None else worker.ask(head, source.data, SECONDS)
        finally:
            if answer is None:  # dead, or interrupted with lines still to come that are no answer to the next
                _forget()
    if worker is None:
        from auditkit.readers.pdf_pages import read_here

        return read_here(source, limits)
    if answer is None:
        raise ReadError(
            "hostile",
            f"读取这个 PDF 用尽了允许的内存或时间（{SECONDS:g} 秒），为安全起见已放弃，请重新导出或拆分后再提交。",
        )
    if "error" in answer:
        kind, message = answer["error"]
        raise ReadError(kind, message)
    return document_of(answer["document"])


_lock = threading.Lock()
_kept: list[Worker] = []
_cannot = False


def _worker() -> Worker | None:
    """The running process, started if need be; None where none can be started."""
    global _cannot
    if _kept or _cannot:
        return _kept[0] if _kept else None
    worker = started("auditkit.readers.pdf_worker")
    if worker is None:
        _cannot = True
    else:
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
