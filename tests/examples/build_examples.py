"""Write the example submissions anew: ``python tests/examples/build_examples.py``.

All units, projects and figures are invented. The files are committed, so that the examples can be
audited without running this.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from docx import Document

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
sys.path.insert(0, str(HERE.parent))

from form_writers import as_json, central_card, minimal_card, text_dump, tianjin_card  # noqa: E402


def write_all(folder: Path = EXAMPLES) -> None:
    """Write every example into the folder."""
    writers = {"tianjin": tianjin_card, "central": central_card, "minimal": minimal_card}
    for path in sorted((HERE / "sources").glob("*.json")):
        source = json.loads(path.read_text(encoding="utf-8"))
        form, projects = source["form"], source["projects"]
        if form == "json":
            text = json.dumps({"projects": [as_json(projects[0])]}, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{path.stem}.json").write_text(text, encoding="utf-8", newline="\n")
        elif form == "text":
            (folder / f"{path.stem}.txt").write_text(text_dump(projects), encoding="utf-8", newline="\n")
        else:
            document = Document()
            for project in projects:
                writers[form](document, project)
            document.save(str(folder / f"{path.stem}.docx"))


if __name__ == "__main__":
    write_all()
