"""Writes ``hls_procure/law/data/index.json`` anew from the files of facts: ``python tests/law/law_index.py``."""

from __future__ import annotations

import json
from pathlib import Path

from hls_procure.law.facts import DATA
from hls_procure.library.yamlfile import load

NOT_FACTS = ("CORRECTIONS.yaml", "holes.yaml", "instruments.yaml")


def fact_files(folder: Path = DATA) -> list[Path]:
    """The files of facts, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.name not in NOT_FACTS)


def index_text(folder: Path = DATA) -> str:
    """What the index has to say. The files keep the order that it has, new ones come last."""
    files = {path.stem: load(path) for path in fact_files(folder)}
    known = json.loads((folder / "index.json").read_text(encoding="utf-8"))["files"] if (folder / "index.json").is_file() else {}
    names = [*(name for name in known if name in files), *(name for name in files if name not in known)]
    as_of = {str(data["as_of"]) for data in files.values()}
    assert len(as_of) == 1, f"the files of facts are of different days: {sorted(as_of)}"
    index = {"as_of": as_of.pop(), "files": {name: [fact["id"] for fact in files[name]["facts"]] for name in names}}
    return json.dumps(index, indent=1) + "\n"


if __name__ == "__main__":
    (DATA / "index.json").write_text(index_text(), encoding="utf-8")
