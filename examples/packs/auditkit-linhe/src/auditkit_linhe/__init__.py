"""auditkit-linhe: a layout, a rule pack and a reporter for the townships of an invented district."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from auditkit import Layout, PackFolder, Reporter, hookimpl

AUDITKIT_API = "1.0"


@hookimpl
def auditkit_layouts() -> Sequence[Layout]:
    """The form of the townships."""
    from auditkit_linhe.layout import TOWNSHIP_LIST

    return (TOWNSHIP_LIST,)


@hookimpl
def auditkit_rule_packs() -> Sequence[PackFolder]:
    """The folder ``rules``; with its package's name, so that its Python rule is found too."""
    return (PackFolder(files(f"{__name__}.rules"), f"{__name__}.rules"),)


@hookimpl
def auditkit_reporters() -> Sequence[Reporter]:
    """The bureau's opinion in Markdown."""
    from auditkit_linhe.reporter import OPINION

    return (OPINION,)
