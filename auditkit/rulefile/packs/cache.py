"""Keep parsed YAML by the hash of its text: JSON with a checksum, never pickle.

An entry is only as good as its checksum: one that is damaged is read as absent and written anew.
No fault of the disk is ever a fault of the audit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from auditkit import __version__
from auditkit.strict_yaml import MarkedDict, MarkedList, YamlError, load_yaml
from auditkit.user_folders import cache_folder

__all__ = ["read_yaml"]

_FORMAT = "1"
_MOST_ENTRIES = 2000
Examine = Callable[[Any], None]


def read_yaml(text: str, name: str, examine: Examine | None = None, stamp: str = "") -> Any:
    """The marked value of a YAML text, from the cache where it has been read before.

    ``examine`` raises for data that will not do; it runs only on data not yet in the cache, and
    ``stamp`` must name what it examines by, so that another schema is another entry.

    Raises:
        YamlError: for anything that is not one plain YAML document.
    """
    folder = cache_folder()
    key = sha256(f"{_FORMAT}\0{__version__}\0{stamp}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
    entry = None if folder is None else folder / "yaml" / f"{key}.json"
    if entry is not None:
        known = _recall(entry)
        if known is not None:
            return known[0]
    try:
        data = load_yaml(text, name, marks=True)
    except YamlError:
        raise
    except ValueError as error:  # such as a whole number of more digits than Python reads
        raise YamlError(f"{name} 中有读不了的数（{error}），请加引号或改短。") from None
    if examine is not None:
        examine(data)
    if entry is not None:
        _keep(entry, data)
    return data


def _recall(entry: Path) -> tuple[Any] | None:
    """The value in an entry, in a tuple since it may be None; None when absent or damaged."""
    try:
        checksum, _, body = entry.read_bytes().partition(b"\n")
        if sha256(body).hexdigest().encode() != checksum:
            return None
        return (_unpack(json.loads(body)),)
    except (OSError, ValueError, ArithmeticError, LookupError, TypeError, RecursionError):
        return None


def _keep(entry: Path, data: Any) -> None:
    """Write an entry whole or not at all."""
    import tempfile

    try:
        body = json.dumps(_pack(data), ensure_ascii=True, separators=(",", ":")).encode()
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=entry.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(sha256(body).hexdigest().encode() + b"\n" + body)
            Path(draft).replace(entry)
        finally:
            Path(draft).unlink(missing_ok=True)
        _make_room(entry.parent)
    except (OSError, RecursionError):
        return


def _make_room(folder: Path) -> None:
    """Drop the older half once there are too many entries."""
    entries = [(item.stat().st_mtime, item.path) for item in os.scandir(folder) if item.is_file()]
    if len(entries) > _MOST_ENTRIES:
        for _, path in sorted(entries)[: len(entries) // 2]:
            Path(path).unlink(missing_ok=True)


def _pack(value: Any) -> Any:
    """A value as plain JSON: mappings, lists and decimals are arrays with a letter in front."""
    if isinstance(value, MarkedDict):
        lines = [value.lines[key] for key in value]
        return ["d", value.line, list(value), lines, [_pack(item) for item in value.values()]]
    if isinstance(value, MarkedList):
        return ["l", value.lines, [_pack(item) for item in value]]
    if isinstance(value, Decimal):
        return ["n", format(value, "f")]
    return value


def _unpack(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind = value[0]
    if kind == "d":
        _, line, keys, lines, items = value
        mapping = MarkedDict()
        mapping.line = line
        mapping.lines = dict(zip(keys, lines, strict=True))
        for key, item in zip(keys, items, strict=True):
            mapping[key] = _unpack(item) if isinstance(item, list) else item
        return mapping
    if kind == "l":
        _, lines, items = value
        sequence = MarkedList()
        sequence.lines = lines
        sequence.extend(_unpack(item) if isinstance(item, list) else item for item in items)
        return sequence
    if kind == "n":
        return Decimal(value[1])
    raise ValueError(kind)
