"""What runs in a process apart: takes files from standard input until it is closed, and answers each."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from auditkit.document import Limits, ReadError, Source

__all__ = ["serve"]

Step = Callable[[int, int], None]
Answer = Callable[[Source, Limits, dict[str, Any], Step], dict[str, Any]]


def serve(memory: int, answer: Answer) -> None:
    """Answer each file with a line of JSON. ``memory`` is how many bytes the process may take.

    ``answer`` is handed a file, its limits, what was asked, and a function that tells how far it is
    and so gets it more time.
    """
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(memory)

    def write(line: dict[str, Any]) -> None:
        out.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        out.flush()

    out.write(b"ready\n")
    out.flush()
    while head := sys.stdin.buffer.readline():
        asked = json.loads(head)
        data = sys.stdin.buffer.read(asked["size"])

        def step(page: int, of: int, seconds: float = asked["seconds"]) -> None:
            write({"page": page, "of": of})
            _set_alarm(seconds)

        _set_alarm(asked["seconds"])
        said = _said(answer, Source(asked["name"], data), Limits(**asked["limits"]), asked, step)
        _set_alarm(0.0)
        write(said)


def _said(
    answer: Answer, source: Source, limits: Limits, asked: dict[str, Any], step: Step
) -> dict[str, Any]:
    try:
        return answer(source, limits, asked, step)
    except ReadError as error:
        return {"error": [error.kind, error.message]}
    except Exception as error:  # noqa: BLE001 - the next file must not suffer
        told = f"读取时程序出错（{type(error).__name__}: {error}），请把文件反馈给开发者。"
        return {"error": ["crash", told]}


def _limit_memory(memory: int) -> None:
    """Let allocations fail in good time, where the system can do so."""
    try:
        import resource
    except ImportError:
        return
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):
        return


def _set_alarm(seconds: float) -> None:
    """End this process after so many seconds, where the system can do so; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
