"""Whether two names say the same thing in nearly the same words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from auditkit_rules.performance_target._names import measure_of, normal_name, normal_text
from auditkit_rules.performance_target.lists import words

__all__ = ["are_twins", "plain_name"]

_BRACKETS = re.compile(r"[（(【\[]([^（）()【】\[\]]{1,30})[）)】\]]")
_HARMLESS = frozenset(("", *words("harmless_differences").words))
_HEADS = {word: head for head, group in words("near_names").groups.items() for word in group}
_NEAR = re.compile("|".join(re.escape(word) for word in sorted(_HEADS, key=len, reverse=True)))
_UNITS = "|".join(sorted(map(re.escape, words("units").groups["count"]), key=len, reverse=True))
_COUNT = re.compile(rf"(?:总?数量|总数|总量|({_UNITS})数|([户件家台车架班船航]次)|(?<![指系参倍基分])数)$")
_TIMES = re.compile("([人户件家台车架班船航]次)数$")
_REORDERED = 5


def _remarks(name: str) -> str:
    """What stands in brackets: 城市低保 in 补助标准（城市低保）."""
    return normal_text("".join(_BRACKETS.findall(name)))


def plain_name(name: str) -> str:
    """The name with each word that may stand for another one replaced by the first of its group."""
    return _NEAR.sub(lambda hit: _HEADS[hit.group()], _TIMES.sub(r"\1", name))


def _counted(name: str) -> tuple[str, str | None]:
    """The name without its counting tail, and the unit counted in: ``""`` for 数量, None where there is no such tail."""
    found = _COUNT.search(name)
    return (name, None) if found is None else (name[: found.start()].removesuffix("的"), found[1] or found[2] or "")


@lru_cache(maxsize=8192)
def are_twins(one: str, other: str, least: float) -> bool:
    """Whether all that differs is filler, order or a synonym, and the names are at least so alike (0 to 1).

    Names with different remarks in brackets are about different things, and so are counts in
    different units; 数量 goes with any of them.
    """
    if "" != _remarks(one) != _remarks(other) != "":
        return False
    left, right = plain_name(normal_name(one)), plain_name(normal_name(other))
    (stem, unit), (other_stem, other_unit) = _counted(left), _counted(right)
    if unit is not None and other_unit is not None:
        if "" != unit != other_unit != "":
            return False
        left, right = f"{stem}数量", f"{other_stem}数量"
    if left == right or (len(left) > _REORDERED and sorted(left) == sorted(right)):
        return len(left) > 1
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < least or measure_of(left) != measure_of(right):
        return False
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return all({left[a:b], right[c:d]} <= _HARMLESS for _, a, b, c, d in steps)
