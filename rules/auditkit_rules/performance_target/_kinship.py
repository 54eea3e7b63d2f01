"""Whether two phrases speak of one matter: their telling words in common, and what is done with them.

``kinship`` runs from 0 to 1; from ``RELATED`` on two phrases count as one matter, below ``APART``
as two. How the measure was chosen and measured: ``docs/decisions/011-similarity.md``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from auditkit_rules.performance_target._names import normal_name
from auditkit_rules.performance_target._topics import Topic, topic_of
from auditkit_rules.performance_target.lists import words

__all__ = ["APART", "RELATED", "actions_of", "clash", "kinship", "matter_of", "without_scenes"]

RELATED, APART = 0.2, 0.1
_CLASHING, _WORK_ONLY = 0.3, 0.4
_GAP = "x"  # parts words as every letter does
_SCENE = re.compile("|".join(re.escape(word) for word in words("scene_words").words))
_CLASSES = words("action_classes").groups
_ACTIONS = {word: {name for name, group in _CLASSES.items() if word in group} for group in _CLASSES.values() for word in group}
_ACTION = re.compile("|".join(re.escape(word) for word in sorted(_ACTIONS, key=len, reverse=True)))
_MAKING = re.compile("|".join(re.escape(word) for name in ("购置", "建设") for word in _CLASSES[name]))


def without_scenes(text: str) -> str:
    """The text with its words for people and places cut out, a gap for each."""
    return _SCENE.sub(_GAP, normal_name(text))


@lru_cache(maxsize=8192)
def matter_of(text: str) -> Topic:
    """What a text is about without people and places; with them where it tells nothing else."""
    return topic_of(without_scenes(text)) or topic_of(text)


@lru_cache(maxsize=8192)
def actions_of(text: str) -> frozenset[str]:
    """The classes of what is done: 更换 is both 购置 and 修缮."""
    return frozenset(name for word in _ACTION.findall(normal_name(text)) for name in _ACTIONS[word])


@lru_cache(maxsize=8192)
def _things_of(text: str) -> Topic:
    """What is bought or built: the matter without that work, which says little by itself."""
    return topic_of(_MAKING.sub(_GAP, without_scenes(text)))


def clash(one: str, other: str) -> bool:
    """Whether both say what is done and it is not the same."""
    left, right = actions_of(one), actions_of(other)
    return bool(left and right) and not left & right


@lru_cache(maxsize=16384)
def kinship(one: str, other: str) -> float:
    """How much of one matter two phrases speak, from 0 to 1."""
    left, right = matter_of(one), matter_of(other)
    if not left or not right:
        return 0.0
    alike = 2 * len(left & right) / (len(left) + len(right))
    if clash(one, other):
        alike *= _CLASHING
    things, others = _things_of(one), _things_of(other)
    return alike * (_WORK_ONLY if things and others and not things & others else 1.0)
