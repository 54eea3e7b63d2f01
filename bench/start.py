"""Whole-process times of the command line as ratios inside one run: ``python bench/start.py``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ROUNDS = 15


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def _compare(label: str, command: list[str], yardstick: list[str]) -> None:
    """Run the two in turn, so that a drifting machine touches both, and print medians and ratio."""
    _seconds(command)
    _seconds(yardstick)
    pairs = [(_seconds(command), _seconds(yardstick)) for _ in range(ROUNDS)]
    mine, other = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{label:<44} {mine:7.1f} ms  yardstick {other:6.1f} ms  ratio {ratio:5.2f}")


def main() -> None:
    """Print the table."""
    python = sys.executable
    auditkit = [python, "-m", "auditkit"]
    imports = [python, "-c", "import argparse, json, zipfile"]
    nothing = [python, "-c", "pass"]
    one = next(EXAMPLES.glob("04*"))
    _compare("auditkit --help : import argparse, json, zipfile", [*auditkit, "--help"], imports)
    _compare("auditkit --version : python -c pass", [*auditkit, "--version"], nothing)
    _compare(
        "auditkit check (3 projects) : python -c pass",
        [*auditkit, "check", str(one), "--format", "json"],
        nothing,
    )
    _compare(
        "auditkit check examples : python -c pass",
        [*auditkit, "check", str(EXAMPLES), "--format", "json"],
        nothing,
    )


if __name__ == "__main__":
    main()
