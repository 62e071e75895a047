"""The library as a list, and one file of it as text."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.finder import ROOMS, Found
from hls_procure.library.yamlfile import read_text

if TYPE_CHECKING:
    from hls_procure.work.workspace import Workspace

_TITLE = re.compile(r"^(?:title|term):\s*(.+)$", re.MULTILINE)
_QUESTION = re.compile(r"^  - id: (\S+)\n    ask: (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """One file or question: its id, its title, the layer it comes from."""

    room: str
    id: str
    title: str
    layer: str
    name: str

    def as_dict(self) -> dict[str, str]:
        """As plain data, for ``--json``."""
        return asdict(self)


def listing(workspace: Workspace) -> list[Row]:
    """Everything in the library, room by room."""
    rows: list[Row] = []
    for room in ROOMS:
        pattern = "*.yaml" if room != "templates" else "*.*"
        for found in workspace.finder.all(room, pattern):
            if "/fields/" in found.name or "/samples/" in found.name:
                continue
            text = read_text(found.path) if found.path.suffix == ".yaml" else ""
            if "/questions/" in found.name:
                rows += [Row("questions", id, ask.strip("\"'"), found.layer, found.name) for id, ask in _QUESTION.findall(text)]
                continue
            title = _TITLE.search(text)
            rows.append(Row(room, found.path.stem, title[1].strip("\"'") if title else found.name, found.layer, found.name))
    order = {room: number for number, room in enumerate(("playbooks", "questions", "clauses", "templates"))}
    return sorted(rows, key=lambda row: (order[row.room], row.name, row.id))


def show(workspace: Workspace, name: str) -> tuple[Found, str]:
    """One file by id or by name. :raises InputError: no such file, or one that is not text."""
    if "/" in name or "\\" in name:
        found = workspace.finder.find(name)
    else:
        rows = listing(workspace)
        match = next((row for row in rows if row.id.lower() == name.lower()), None)
        if match is None:
            raise InputError(
                Problem(name, "is not in the library", nearest(name, [row.id for row in rows]), "See: hls-procure library list")
            )
        found = workspace.finder.find(match.name)
    if found.path.suffix not in (".yaml", ".j2", ".xml", ".md"):
        raise InputError(Problem(found.name, "is a Word file", f"It lies at {found.path}", "Open it in Word."))
    return found, read_text(found.path)
