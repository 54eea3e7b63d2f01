"""Every rule of the pack as installed: by the tests written in the YAML, and by its case files."""

from __future__ import annotations

from pathlib import Path

from auditkit.testing import pack_test

from auditkit_linhe import rules

test_rules = pack_test(Path(rules.__file__ or "").parent)
