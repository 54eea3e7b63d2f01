"""LibreOffice as a child process under supervision: its own profile, a time limit, and no way to outlive it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from auditkit.document import ReadError

__all__ = ["OFFICE", "SECONDS", "convert", "find_office"]

OFFICE = "AUDITKIT_OFFICE"
"""Environment variable with the path of the program, or ``off``. No settings file may name a program to run."""
SECONDS = 90.0
"""How long one file may take."""
_TRIES = 2
_MEMORY, _OUTPUT = 4 * 2**30, 512 * 2**20
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"%ProgramFiles%\LibreOffice\program\soffice.com",
    r"%ProgramFiles(x86)%\LibreOffice\program\soffice.com",
    r"%LocalAppData%\Programs\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_CALM = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
"""What the profile says: no macros, no links followed (0 is never in Writer, 1 in Calc)."""
_lock = threading.Lock()


def find_office() -> str | None:
    """The path of LibreOffice: what the environment names, what the system finds, the usual places."""
    named = os.environ.get(OFFICE, "")
    if named:
        return named if named.lower() != "off" and Path(named).is_file() else None
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    places = (os.path.expandvars(place) for place in _PLACES)
    return next((place for place in places if Path(place).is_file()), None)


def convert(program: str, data: bytes, suffix: str, target: str, most: int) -> bytes:
    """The file (``.doc`` ...) as LibreOffice saves it (``docx``, ``xlsx``), of no more than ``most`` bytes.

    Raises:
        ReadError: in one clause without an end, when it crashes twice, hangs, or makes nothing of it.
    """
    try:
        with _lock, tempfile.TemporaryDirectory(prefix="auditkit-", ignore_cleanup_errors=True) as folder:
            return _converted(program, Path(folder), data, suffix, target, most)
    except OSError as error:
        raise ReadError("corrupt", f"LibreOffice 未能运行（{error.strerror or error}）") from error


def _converted(program: str, home: Path, data: bytes, suffix: str, target: str, most: int) -> bytes:
    (home / f"input{suffix}").write_bytes(data)
    for _ in range(_TRIES):
        ended = _run(program, home, f"input{suffix}", target)
        if ended is None:
            raise ReadError("corrupt", f"LibreOffice 转换超过 {SECONDS:g} 秒，已放弃")
        made = home / "out" / f"input.{target}"
        if made.is_file() and 0 < made.stat().st_size <= most and ended == 0:
            return made.read_bytes()
        if ended == 0:
            raise ReadError("corrupt", "LibreOffice 也未能打开")
    raise ReadError("corrupt", "LibreOffice 转换时两次异常退出")


def _run(program: str, home: Path, name: str, target: str) -> int | None:
    """One run in a profile of its own; its exit code, None when it took too long."""
    profile, out = home / "profile", home / "out"
    for folder in (profile, out):
        shutil.rmtree(folder, ignore_errors=True)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_CALM, encoding="utf-8")
    out.mkdir()
    command = [program, f"-env:UserInstallation={profile.resolve().as_uri()}"]
    command += [
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nofirststartwizard",
        "--nolockcheck",
    ]
    command += ["--convert-to", target, "--outdir", str(out), str(home / name)]
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command,
            cwd=home,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
            env=_environment(home),
        )
    except OSError as error:
        raise ReadError("corrupt", f"LibreOffice 未能启动（{error.strerror or error}）") from error
    _limit(process.pid)
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _environment(home: Path) -> dict[str, str]:
    """Ours, but for what could lead the program to other settings of the user's, or out to the network."""
    kept = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    nowhere = "http://127.0.0.1:9"
    return {**kept, "HOME": str(home), "TMPDIR": str(home), "http_proxy": nowhere, "https_proxy": nowhere}


def _limit(pid: int) -> None:
    """Bound its memory and what it writes, where the system can do so from outside."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError, ValueError, AttributeError):
            resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (_OUTPUT, _OUTPUT))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started; the start script leaves the program proper behind."""
    if sys.platform == "win32":
        if process.poll() is None:
            told = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
    process.wait()
