"""What can be held mechanically of the wording of a finding: punctuation, quotations, tone, leftovers of code.

The lists are in ``wording.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from auditkit.finding import Finding, Severity
from auditkit.strict_yaml import load_yaml

_HERE = Path(__file__).parent
_QUOTED = re.compile("“[^“”]*”")
_HAN = "一-鿿"
_SHAPES = {
    "doubled punctuation": re.compile("[，。；：、！？][，。；：、！？]"),
    "half-width punctuation in Chinese": re.compile(f"[{_HAN}）“”][,;:?!()]|[,;:?!()][{_HAN}（]"),
    "half-width brackets": re.compile("[()\\[\\]{}]"),
    "a blank between Chinese": re.compile(f"(?<=[{_HAN}，。；：]) +(?=[{_HAN}])"),
    "an identifier": re.compile(r"[a-z_]{3,}|None|True|False|Decimal"),
    "zeros behind the point": re.compile(r"\d\.\d*0(?=[万亿]?元|%)"),
    "nothing in brackets": re.compile("（）"),
}


@cache
def lists() -> dict[str, Any]:
    """The lists of ``wording.yaml``."""
    data: dict[str, Any] = load_yaml((_HERE / "wording.yaml").read_text(encoding="utf-8"), "wording.yaml")
    return data


def wording_faults(finding: Finding) -> list[str]:
    """What is wrong with the words of a finding, each as a sentence with the text; empty when all is well."""
    texts = [finding.message, *([finding.suggestion] if finding.suggestion else [])]
    found = [f"{fault}: {text}" for text in texts for fault in _faults(text)]
    return found + [f"{fault}: {finding.message}" for fault in _tone(finding)]


def bare(text: str) -> str:
    """The text with 引 in place of each quotation."""
    return _QUOTED.sub("引", text)


def _faults(text: str) -> Iterator[str]:
    plain = bare(text)
    if not text.endswith("。"):
        yield "does not end in 。"
    if "“" in plain or "”" in plain:
        yield "quotation marks do not pair"
    if "“”" in text:
        yield "an empty quotation"
    if "”、“" in text:
        yield "、 between quotations"
    yield from (name for name, shape in _SHAPES.items() if shape.search(plain))
    yield from (f"says {word}" for word in lists()["unsaid"] if word in plain)
    yield from (f"says {shape}" for shape in lists()["unsaid_patterns"] if re.search(shape, plain))


def _tone(finding: Finding) -> Iterator[str]:
    held, plain = lists(), bare(finding.message)
    if finding.confidence < float(held["asks_below"]):
        if not any(word in plain for word in held["requests"]):
            yield "unsure and does not ask"
        yield from (f"unsure and states {word}" for word in held["assertions"] if word in plain)
    elif finding.confidence >= float(held["states_from"]) and finding.severity is not Severity.NOTE:
        yield from (f"sure and says {word}" for word in held["hedges"] if word in plain)
