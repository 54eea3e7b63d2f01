"""When a value in words says nothing that can be checked: forms of empty talk and what is let pass."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditkit import Indicator
from auditkit_rules.performance_target._names import normal_text
from auditkit_rules.performance_target._targets import folded, has_number
from auditkit_rules.performance_target.lists import words

__all__ = ["accepted_as", "is_qualitative", "vague_class"]

_VAGUE, _ACCEPTED, _MORE = words("vague_values"), words("accept_patterns"), words("verdicts")
_VERDICTS = _MORE.groups
_SPLIT = re.compile(r"[，、；;,。.！!]+")
_EVENTS = tuple(entry["pattern"] for entry in _ACCEPTED.entries)


_VERBS = (*words("vague_verbs").words, *_VERDICTS["more_verbs"])


def _alternatives(listed: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in listed) + ")"


def _templates() -> tuple[re.Pattern[str], ...]:
    adverbs, verbs = _alternatives(words("vague_adverbs").words), _alternatives(_VERBS)
    forms: tuple[str, ...] = (*_VAGUE.extra["templates"], *_MORE.extra["templates"])
    return tuple(re.compile(form.replace("ADV", adverbs).replace("VERB", verbs)) for form in forms)


_TEMPLATES = _templates()


def _bare(raw: str) -> str:
    return folded(raw).strip("“”\"'‘’。.；;，,、！!")


def is_qualitative(indicator: Indicator) -> bool:
    """Whether the value is words alone, without number or date."""
    target = indicator.target
    return target.kind in ("qualitative", "unparsed") and not has_number(target.raw) and target.number is None


def accepted_as(indicator: Indicator) -> str | None:
    """Why a value in words can be checked all the same; None when nothing speaks for it."""
    value, name, description = _bare(indicator.target.raw), indicator.name, indicator.description or ""
    if _ACCEPTED.matches(value):
        return "指标值写明了分档、等级或依据"
    if normal_text(description) != normal_text(name) and _ACCEPTED.matches(description):
        return "描述写明了分档标准或判据"
    if any(pattern.search(value) for pattern in _EVENTS):
        return "指标值是可以查证的事件"
    if any(word in name for word in _ACCEPTED.groups["name_starts"]):
        return "名称是是非判断"
    groups = _ACCEPTED.groups
    if value in groups["acceptance_values"] and any(word in name for word in groups["acceptance_names"]):
        return "验收、检测类指标以结论为值"
    if value in _VERDICTS["verdict_values"] and any(word in name for word in _VERDICTS["verdict_names"]):
        return "指标值是法定评定结论"
    if value in _VERDICTS["event_values"] and any(word in name for word in _VERDICTS["event_names"]):
        return "指标是可以查证的事件"
    return None


def _class_of(piece: str) -> str | None:
    found = _VAGUE.group_of(piece)
    if found is not None:
        return found
    if piece in _VERDICTS["satisfied"]:
        return "满意空话"
    if piece in _VERBS:
        return "动词裸用"
    return "生成" if any(form.search(piece) for form in _TEMPLATES) else None


def vague_class(raw: str) -> str | None:
    """The class of empty talk a value belongs to; every part of it must be empty. None otherwise."""
    whole = _bare(raw)
    found = _class_of(whole)
    if found is not None:
        return found
    pieces = [piece for piece in _SPLIT.split(whole) if piece]
    classes = [_class_of(piece) for piece in pieces]
    return classes[0] if len(pieces) > 1 and all(classes) else None
