"""The families of forms: a document into a form. Most are a YAML file read by one interpreter."""

from __future__ import annotations

from collections.abc import Sequence

from auditkit.hookspecs import Layout, hookimpl

__all__ = ["auditkit_layouts", "layout_from_yaml"]


@hookimpl
def auditkit_layouts() -> Sequence[Layout]:
    """Return the layouts that come with auditkit."""
    from auditkit.layouts.family import built_in_families
    from auditkit.layouts.interpreter import layout_of
    from auditkit.layouts.json_submission import JSON_SUBMISSION

    return [*(layout_of(family) for family in built_in_families()), JSON_SUBMISSION]


def layout_from_yaml(text: str, name: str) -> Layout:
    """Make a layout of a YAML description (see ``docs/layouts.md``); ``name`` is the file named in messages.

    Raises:
        YamlError: when it is not a family description.
    """
    from auditkit.layouts.family import read_family
    from auditkit.layouts.interpreter import layout_of

    return layout_of(read_family(text, name))
