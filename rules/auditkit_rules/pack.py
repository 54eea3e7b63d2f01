"""Gather a pack from its package: Python rules, YAML rule files, policy, precedence and profiles."""

from __future__ import annotations

from auditkit import RulePack

__all__ = ["gather_pack"]


def gather_pack(package: str, identity: str, title: str, version: str) -> RulePack:
    """The pack in the folder of an importable package.

    Its modules hold a rule each, save ``lists`` and those with a leading _; its YAML files hold
    rules, save ``policy.yaml`` and what lies in ``words``; ``pack.yaml`` has precedence and profiles.

    Raises:
        PackError: when a rule or a data file is not as it should be.
    """
    from auditkit.rulefile.draft import Header
    from auditkit.rulefile.loading import read_package

    return read_package(package, Header(identity, title, version), shared=("lists",))
