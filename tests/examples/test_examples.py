"""The committed examples are what their sources say."""

from __future__ import annotations

import sys
from pathlib import Path

from auditkit.document import Limits, Source
from auditkit.readers.docx import READER

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
sys.path.insert(0, str(HERE))

from build_examples import write_all  # noqa: E402


def test_the_examples_are_current(tmp_path: Path) -> None:
    write_all(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(path.name for path in EXAMPLES.iterdir() if path.is_file())
    for name in names:
        new, old = (tmp_path / name).read_bytes(), (EXAMPLES / name).read_bytes()
        if name.endswith(".docx"):
            read = [READER.read(Source(name, data), Limits()).blocks for data in (new, old)]
            assert read[0] == read[1]
        else:
            assert new == old
