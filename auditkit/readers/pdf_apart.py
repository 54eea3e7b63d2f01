"""PDFium in a process of its own, which may run out of memory or time without harm to this one.

PDFium is native code and not thread-safe. The process is started with the first PDF file, kept for the
next ones, and replaced when it dies; threads take turns.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import IO, Any

from auditkit.document import Document, Limits, ReadError, Source
from auditkit.readers.pdf_wire import document_of

__all__ = ["SECONDS", "read_apart"]

SECONDS = 60.0
"""How long one file may take."""
_START_SECONDS = 60.0
_READY = b"ready\n"

Talk = Callable[[IO[bytes], IO[bytes]], bytes]


def read_apart(source: Source, limits: Limits) -> Document:
    """The document in a PDF file. Raises ``ReadError`` only."""
    with _lock:
        worker = _worker()
        answer = None if worker is None else worker.ask(source, limits)
        if answer is None and worker is not None:
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


class _Worker:
    """One process: a line of JSON and the bytes of the file in, a line of JSON out."""

    def __init__(self) -> None:
        # The child finds our modules where this process does, and nothing in the current folder.
        paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)  # noqa: PTH100
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "auditkit.readers.pdf_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self._has_alarm = False
        self.is_ready = self._timed(_START_SECONDS, lambda out, _: out.readline()) == _READY
        self._has_alarm = hasattr(signal, "setitimer")

    def ask(self, source: Source, limits: Limits) -> dict[str, Any] | None:
        """What the process says of a file; None when it died over it or took too long."""
        head = {
            "name": source.name,
            "size": len(source.data),
            "seconds": SECONDS,
            "limits": asdict(limits),
        }

        def exchange(out: IO[bytes], into: IO[bytes]) -> bytes:
            into.write(json.dumps(head).encode() + b"\n")
            into.write(source.data)
            into.flush()
            return out.readline()

        line = self._timed(SECONDS, exchange)
        if not line.endswith(b"\n"):
            return None
        answer: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
        return answer

    def _timed(self, seconds: float, talk: Talk) -> bytes:
        """The answer to what ``talk`` says, ``b""`` when the process ends or takes longer than this.

        Where there are alarms, a process that is ready sets one for itself.
        """
        timer = None if self._has_alarm else threading.Timer(seconds, self._process.kill)
        if timer is not None:
            timer.daemon = True
            timer.start()
        out, into = self._process.stdout, self._process.stdin
        try:
            return b"" if out is None or into is None else talk(out, into)
        except OSError:
            return b""
        finally:
            if timer is not None:
                timer.cancel()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        self._process.wait()


_lock = threading.Lock()
_kept: list[_Worker] = []
_cannot = False


def _worker() -> _Worker | None:
    """The running process, started if need be; None where none can be started."""
    global _cannot
    if _kept or _cannot:
        return _kept[0] if _kept else None
    try:
        worker = _Worker() if sys.executable else None
    except OSError:
        worker = None
    if worker is not None and worker.is_ready:
        _kept.append(worker)
        return worker
    if worker is not None:
        worker.close()
    _cannot = True
    return None


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
