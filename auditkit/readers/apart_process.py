"""A process that reads files for this one, and may run out of memory or time without harm to it.

Files go in as a line of JSON and their bytes; lines of JSON come out: how far it is (``"page"`` and
``"of"``), and last the answer.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

__all__ = ["Worker", "started"]

_START_SECONDS = 60.0
_READY = b"ready\n"

Talk = Callable[[IO[bytes], IO[bytes]], bytes]
Tell = Callable[[int, int], None]


class Worker:
    """One process that runs a module of ours. ``is_ready`` tells whether it came up."""

    def __init__(self, module: str) -> None:
        # The child finds our modules where this process does, and nothing in the current folder.
        paths = os.pathsep.join(os.path.abspath(path) for path in sys.path if path)  # noqa: PTH100
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self._has_alarm = False
        self.is_ready = self._timed(_START_SECONDS, lambda out, _: out.readline()) == _READY
        self._has_alarm = hasattr(signal, "setitimer")

    def ask(
        self, head: dict[str, Any], data: bytes, seconds: float, tell: Tell | None = None
    ) -> dict[str, Any] | None:
        """What the process says of a file; None when it died over it or took too long.

        ``seconds`` is what it may take from one line of its answer to the next; ``tell`` hears how far it is.
        """
        written = json.dumps({**head, "size": len(data), "seconds": seconds}).encode()

        def exchange(out: IO[bytes], into: IO[bytes]) -> bytes:
            into.write(written + b"\n")
            into.write(data)
            into.flush()
            return out.readline()

        line = self._timed(seconds, exchange)
        while line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
            if "page" not in answer:
                return answer
            if tell is not None:
                tell(answer["page"], answer["of"])
            line = self._timed(seconds, lambda out, _: out.readline())
        return None

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


def started(module: str) -> Worker | None:
    """A worker that came up; None where none can be started."""
    try:
        worker = Worker(module) if sys.executable else None
    except OSError:
        return None
    if worker is None or worker.is_ready:
        return worker
    worker.close()
    return None
