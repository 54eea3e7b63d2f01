"""What one file of a pack holds before its rules are compiled: header, word lists, options, policy, overrides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditkit.finding import Basis, Severity
from auditkit.rulefile.language.words import WordList
from auditkit.rulefile.load_checks import Faults, line_of
from auditkit.rulefile.shape import check_entry, check_file

__all__ = ["SEVERITIES", "Override", "PackContext", "Sections", "read_lexicon", "read_sections"]

SEVERITIES: Mapping[str, Severity] = {
    **{severity.value: severity for severity in Severity},
    "必须修改": Severity.ERROR,
    "应当修改": Severity.WARNING,
    "建议完善": Severity.NOTE,
}


@dataclass(frozen=True, slots=True)
class PackContext:
    """What the rules of a pack may name: its own and what it takes over from packs it extends.

    ``known_codes`` maps the codes of other rules to where they stand; a rule may not use one of
    them again, and may replace one by ``overrides``. ``strict`` refuses rules without tests.
    """

    id: str
    options: Mapping[str, Any] = field(default_factory=dict)
    lexicons: Mapping[str, WordList] = field(default_factory=dict)
    policy: Mapping[str, Basis] = field(default_factory=dict)
    known_codes: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """A change to one rule of a pack that is extended, with its reason."""

    rule: str
    severity: Severity | None
    options: Mapping[str, Any]
    enabled: bool | None
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sections:
    """One file, read: ``rules`` are entries of the right shape, ``faults`` what was wrong so far."""

    file: str
    pack: Mapping[str, Any] | None = None
    lexicons: Mapping[str, WordList] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    policy: Mapping[str, Basis] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    rules: tuple[Mapping[str, Any], ...] = ()
    precedence: Sequence[Mapping[str, Any]] = ()
    profiles: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def context(self, strict: bool = False) -> PackContext:
        """The context of a pack that is this one file."""
        named = str((self.pack or {}).get("id", "")) or self.file
        return PackContext(named, self.options, self.lexicons, self.policy, strict=strict)


def read_sections(data: Any, file: str, shaped: bool = False) -> Sections:
    """The sections of one file of marked YAML; never raises, since a file tells all its faults.

    ``shaped``: the data passed ``check_shape`` before and need not be checked again.
    """
    faults = Faults(file)
    if not shaped:
        data = check_file(data, faults)
    entries = data.get("rules")
    entries = entries if isinstance(entries, list) else []
    lines = [line_of(data.get("rules"), number) for number in range(len(entries))]
    rules = [
        entry
        for entry, line in zip(entries, lines, strict=True)
        if shaped or check_entry(entry, faults, line)
    ]
    return Sections(
        file=file,
        pack=data.get("pack"),
        lexicons={name: _words(value, name) for name, value in data.get("lexicons", {}).items()},
        options=data.get("options", {}),
        policy={key: read_basis(value, key) for key, value in data.get("policy", {}).items()},
        overrides=tuple(_override(item) for item in data.get("overrides", ())),
        rules=tuple(rules),
        precedence=data.get("precedence", ()),
        profiles=data.get("profiles", {}),
        faults=faults.sentences(),
    )


def _words(value: Any, name: str) -> WordList:
    if isinstance(value, Mapping):
        return WordList(
            name, tuple(value["words"]), tuple(value.get("exceptions", ())), value.get("source", "")
        )
    return WordList(name, tuple(value))


def read_lexicon(value: Any, name: str, file: str) -> WordList:
    """The word list of a file of its own (``lexicons/模糊词.yaml``).

    Raises:
        RuleFileError: when it is neither a list of words nor a mapping with ``words``.
    """
    faults = Faults(file)
    body = value
    if isinstance(value, dict) and "auditkit" in value:
        body = type(value)()
        body.update({key: item for key, item in value.items() if key != "auditkit"})
        body.__dict__.update(getattr(value, "__dict__", {}))
    check_file({"auditkit": 1, "lexicons": {name: body}}, faults)
    faults.settle()
    return _words(body, name)


def read_basis(value: Mapping[str, Any], key: str = "") -> Basis:
    """A policy clause as written in a pack's ``policy:`` or in full in a rule's ``basis:``."""
    return Basis(
        key=key or value.get("key", ""),
        document=value["document"],
        number=value.get("number", ""),
        clause=value.get("clause", ""),
        certainty=value.get("certainty", "low"),
        kind=value.get("kind", "regulation"),
        says=value.get("says", ""),
    )


def _override(item: Mapping[str, Any]) -> Override:
    severity = item.get("severity")
    return Override(
        rule=item["rule"],
        severity=None if severity is None else SEVERITIES[severity],
        options=item.get("options", {}),
        enabled=item.get("enabled"),
        reason=item["reason"],
        line=line_of(item),
    )
