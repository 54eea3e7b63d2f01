"""How two wordings of one thing differ, which differences matter, and how to tell them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from auditkit_rules.performance_target.lists import words

__all__ = ["differences", "harmless", "merged", "mild", "told"]

_HARMLESS, _SYNONYMS = words("harmless_differences"), words("synonyms")
_SCOPE = re.compile("|".join(re.escape(word) for word in sorted(_HARMLESS.groups["scopes"], key=len, reverse=True)))
_FILLER = re.compile("(?:" + "|".join(re.escape(word) for word in _HARMLESS.words) + ")+")


def differences(name: str, description: str) -> list[tuple[str, str]]:
    """Pairs of what only the name has and what only the description has, in order.

    One equal character between two differences belongs to both (维修 and 修缮, 数量 and 个数).
    """
    spans: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in SequenceMatcher(None, name, description, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and a - spans[-1][1] <= 1:
            a, _, c, _ = spans.pop()
        spans.append((a, b, c, d))
    return [(name[a:b], description[c:d]) for a, b, c, d in spans]


def told(pairs: list[tuple[str, str]]) -> str:
    """The differences in Chinese: what the name lacks, what the description lacks, what changed."""
    missing = "".join(f"“{theirs}”" for ours, theirs in pairs if not ours)
    extra = "".join(f"“{ours}”" for ours, theirs in pairs if not theirs)
    changed = [f"名称“{ours}”、描述“{theirs}”" for ours, theirs in pairs if ours and theirs]
    told = [f"名称缺{missing}"] if missing else []
    told += [f"描述缺{extra}"] if extra else []
    return "，".join((*told, *changed))


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in that order (社教 in 社会教育)."""
    rest = iter(long)
    return all(char in rest for char in short)


def _without_scope(ours: str, theirs: str) -> tuple[str, str]:
    """Both without words for where and when (全县, 各校), where only one side has any; 各 stands for any qualifier."""
    left, right = _SCOPE.sub("", ours), _SCOPE.sub("", theirs)
    if "各" in theirs and not right:
        return "", ""
    return (ours, theirs) if left != ours and right != theirs else (left, right)


def harmless(ours: str, theirs: str) -> bool:
    """Whether the pair changes no meaning: filler words, scopes, or an abbreviation and its full form."""
    ours, theirs = _without_scope(ours, theirs)
    if ours and theirs and (_is_within(ours, theirs) or _is_within(theirs, ours)):
        return True
    return all(part == "" or _FILLER.fullmatch(part) for part in (ours, theirs))


def mild(pairs: list[tuple[str, str]]) -> bool:
    """Whether the description only adds qualifiers or uses synonyms."""
    return all(not ours or theirs in _SYNONYMS.synonyms(ours) for ours, theirs in pairs)


def merged(name: str, description: str) -> str | None:
    """The wording that holds what either side has; None where they contradict each other."""
    codes = SequenceMatcher(None, name, description, autojunk=False).get_opcodes()
    if any(tag == "replace" for tag, *_ in codes):
        return None
    return "".join(description[c:d] if tag == "insert" else name[a:b] for tag, a, b, c, d in codes)
