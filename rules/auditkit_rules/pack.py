"""Gather a pack from its folder: rule modules, policy, precedence and profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from auditkit import Basis, PackError, Precedence, Profile, Rule, RulePack, load_yaml

__all__ = ["gather_pack"]


def _rules(package: str, folder: Traversable) -> Iterator[Rule]:
    """Every rule of every module whose name is the rule's; modules with a leading _ are shared."""
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        stem = item.name.removesuffix(".py")
        if stem == item.name or stem.startswith("_") or stem == "lists":
            continue
        module = import_module(f"{package}.{stem}")
        found = getattr(module, stem, None)
        if not isinstance(found, Rule):
            raise PackError(f"{package}/{item.name}：没有找到名为“{stem}”的规则，函数名应与文件名一致。")
        yield found


def _data(folder: Traversable, name: str) -> Mapping[str, Any]:
    data = load_yaml((folder / name).read_text(encoding="utf-8"), name)
    if not isinstance(data, Mapping):
        raise PackError(f"{name}：应为“键: 值”形式的 YAML。")
    return data


def _policy(data: Mapping[str, Any]) -> dict[str, Basis]:
    return {
        key: Basis(
            key,
            entry["document"],
            entry.get("number") or "",
            entry.get("clause") or "",
            entry["certainty"],
            entry.get("kind") or "regulation",
            entry.get("says") or "",
        )
        for key, entry in data["entries"].items()
    }


def _precedence(data: Mapping[str, Any]) -> tuple[Precedence, ...]:
    return tuple(
        Precedence(
            tuple(row["keeper"]), tuple(row["others"]), row["where"], row["action"], row.get("reason") or ""
        )
        for row in data["precedence"]
    )


def _profiles(data: Mapping[str, Any]) -> tuple[Profile, ...]:
    return tuple(
        Profile(
            name,
            entry["title"],
            entry.get("options") or {},
            tuple(entry.get("enable") or ()),
            tuple(entry.get("disable") or ()),
            entry.get("severities") or {},
        )
        for name, entry in data["profiles"].items()
    )


def _digest(folder: Traversable) -> str:
    """The digest of all rule and data files, independent of place and line endings."""
    total = sha256()
    for path, text in sorted(_files(folder, "")):
        total.update(path.encode() + b"\0" + text.encode() + b"\0")
    return total.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            yield from _files(item, f"{prefix}{item.name}/")
        elif item.name.endswith((".py", ".yaml")):
            yield prefix + item.name, item.read_text(encoding="utf-8").replace("\r\n", "\n")


def _without_doubles(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        other = seen.setdefault(rule.code, rule)
        if other is not rule:
            raise PackError(f"规则号 {rule.code} 重复：{other.name} 与 {rule.name}，请给其中一条换号。")
    return tuple(seen[code] for code in sorted(seen))


def gather_pack(package: str, identity: str, title: str, version: str) -> RulePack:
    """The pack in the folder of an importable package.

    Raises:
        PackError: when a rule or a data file is not as it should be.
    """
    folder = files(package)
    settled = _data(folder, "pack.yaml")
    return RulePack(
        id=identity,
        title=title,
        version=version,
        rules=_without_doubles(list(_rules(package, folder))),
        precedence=_precedence(settled),
        profiles=_profiles(settled),
        policy=_policy(_data(folder, "policy.yaml")),
        sha256=_digest(folder),
    )
