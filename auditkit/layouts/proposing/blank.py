"""A family that knows the shared labels and nothing else."""

from __future__ import annotations

from functools import cache

from auditkit.layouts.family import Family, read_family

__all__ = ["blank_family"]


@cache
def blank_family() -> Family:
    """The family of no form in particular."""
    return read_family("name: blank\ntitle: 空白\nmarkers: [{label: 空白, weight: 1}]\n", "空白")
