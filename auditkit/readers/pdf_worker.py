"""The process in which PDFium runs: reads files from standard input until it is closed."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from auditkit.document import Limits, ReadError, Source
from auditkit.readers.pdf_pages import read_here
from auditkit.readers.pdf_wire import data_of

__all__ = ["main"]

MEMORY = 1536 * 2**20
"""Bytes of address space the process may take."""


def main() -> None:
    """Answer each file with a line of JSON."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory()
    out.write(b"ready\n")
    out.flush()
    while head := sys.stdin.buffer.readline():
        asked = json.loads(head)
        data = sys.stdin.buffer.read(asked["size"])
        _set_alarm(asked["seconds"])
        answer = _answer(Source(asked["name"], data), Limits(**asked["limits"]))
        _set_alarm(0.0)
        out.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        out.flush()


def _answer(source: Source, limits: Limits) -> dict[str, Any]:
    try:
        return {"document": data_of(read_here(source, limits))}
    except ReadError as error:
        return {"error": [error.kind, error.message]}
    except Exception as error:  # noqa: BLE001 - the next file must not suffer
        told = f"读取 PDF 时程序出错（{type(error).__name__}: {error}），请把文件反馈给开发者。"
        return {"error": ["crash", told]}


def _limit_memory() -> None:
    """Let allocations fail in good time, where the system can do so."""
    try:
        import resource
    except ImportError:
        return
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):
        return


def _set_alarm(seconds: float) -> None:
    """End this process after so many seconds, where the system can do so; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
