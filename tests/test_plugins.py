"""Plugins: the good ones run, the broken ones are named, whatever they do."""

from __future__ import annotations

import sys
import types
from importlib.metadata import EntryPoint

import pytest

from auditkit.document import Document, Form, Source
from auditkit.hookspecs import Layout, Reader, Reporter, hookimpl
from auditkit.plugins import load_plugins
from auditkit.report import Report
from auditkit.rule import RulePack


def _never(source: Source) -> int:
    return 0


def _read(source: Source, limits: object) -> Document:
    return Document(source.name, "x")


@hookimpl
def auditkit_readers() -> list[Reader]:
    return [Reader("mine", "我的格式", _never, _read)]


@hookimpl
def auditkit_layouts() -> list[Layout]:
    return [Layout("mine", "我的表式", lambda document: 0, lambda document: Form("mine", (), {}))]


@hookimpl
def auditkit_reporters() -> list[Reporter]:
    def render(report: Report) -> bytes:
        return b""

    return [Reporter("mine", "我的报告", ".mine", render)]


@hookimpl
def auditkit_rule_packs() -> list[RulePack]:
    return [RulePack("mine", "我的规则", "1", ())]


def _module(name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> EntryPoint:
    module = types.ModuleType(name)
    loader = types.SimpleNamespace(source=code)
    monkeypatch.setitem(sys.modules, name, module)
    exec(compile("from auditkit.hookspecs import hookimpl\n" + loader.source, name, "exec"), module.__dict__)
    return EntryPoint(name, name, "auditkit")


GOOD = EntryPoint("good", __name__, "auditkit")


def test_a_plugin_brings_all_four_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "good_plugin", sys.modules[__name__])
    plugins = load_plugins([EntryPoint("good", "good_plugin", "auditkit")])
    assert [item.name for item in plugins.readers()] == ["mine"]
    assert [item.name for item in plugins.layouts()] == ["mine"]
    assert [item.name for item in plugins.reporters()] == ["mine"]
    assert [item.id for item in plugins.rule_packs()] == ["mine"]
    assert plugins.faults == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("@hookimpl\ndef auditkit_readers():\n    raise SystemExit(3)\n", "SystemExit"),
        ("@hookimpl\ndef auditkit_readers():\n    return 1 / 0\n", "ZeroDivisionError"),
        ("@hookimpl\ndef auditkit_reader():\n    return []\n", "是不是 auditkit_readers"),
        ("@hookimpl\ndef auditkit_readers(api):\n    return []\n", "PluginValidationError"),
    ],
)
def test_a_broken_plugin_is_named_and_the_good_one_runs(
    code: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _module("broken_plugin", code, monkeypatch)
    monkeypatch.setitem(sys.modules, "good_plugin", sys.modules[__name__])
    plugins = load_plugins([broken, EntryPoint("good", "good_plugin", "auditkit")])
    assert [item.name for item in plugins.readers()] == ["mine"]
    assert any("broken_plugin" in fault.where and says in fault.message for fault in plugins.faults)


def test_a_plugin_that_cannot_be_imported_is_named() -> None:
    plugins = load_plugins([EntryPoint("gone", "no_such_module_at_all", "auditkit")])
    assert "gone" in plugins.faults[0].where
    assert "no_such_module_at_all" in plugins.faults[0].message


def test_a_taken_name_is_named() -> None:
    sys.modules["twin_plugin"] = sys.modules[__name__]
    first = types.ModuleType("first_plugin")
    first.auditkit_readers = auditkit_readers  # type: ignore[attr-defined]
    sys.modules["first_plugin"] = first
    plugins = load_plugins(
        [EntryPoint("first", "first_plugin", "auditkit"), EntryPoint("twin", "twin_plugin", "auditkit")]
    )
    assert len(plugins.readers()) == 1
    assert any("已被占用" in fault.message for fault in plugins.faults)


def test_our_own_come_in_by_the_same_door() -> None:
    plugins = load_plugins()
    assert {"docx", "text", "json"} <= {item.name for item in plugins.readers()}
    assert {"tianjin-card", "minimal-card", "central-card"} <= {item.name for item in plugins.layouts()}
    assert {"terminal", "json", "xlsx", "html"} <= {item.name for item in plugins.reporters()}
    assert [item.id for item in plugins.rule_packs()] == ["performance-target"]
    assert plugins.faults == []
