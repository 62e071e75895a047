"""The library as a list, and one file of it as text."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.cache import Cache
from hls_procure.library.finder import ROOMS, Finder, Found
from hls_procure.library.load import NO_CACHE
from hls_procure.library.trees import load_trees
from hls_procure.library.yamlfile import Map, read_text

_TITLE = re.compile(r"^(?:title|term):\s*(.+)$", re.MULTILINE)


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


def listing(finder: Finder, cache: Cache = NO_CACHE) -> list[Row]:
    """Everything in the library, room by room. :raises InputError: a file of questions cannot be read."""
    rows = _questions(finder, cache)
    for room in ROOMS:
        pattern = "*.yaml" if room != "templates" else "*.*"
        for found in finder.all(room, pattern):
            if any(f"/{folder}/" in found.name for folder in ("fields", "samples", "questions")):
                continue
            text = read_text(found.path) if found.path.suffix == ".yaml" else ""
            title = _TITLE.search(text)
            rows.append(Row(room, found.path.stem, title[1].strip("\"'") if title else found.name, found.layer, found.name))
    order = {room: number for number, room in enumerate(("playbooks", "questions", "clauses", "templates", "languages"))}
    return sorted(rows, key=lambda row: (order[row.room], row.name, row.id))


def _questions(finder: Finder, cache: Cache) -> list[Row]:
    trees = load_trees(finder.all("playbooks", "questions/*.yaml"), cache)
    if trees.problems:
        raise InputError(trees.problems)
    rows = []
    for found, tree in trees.files:
        for item in tree.get("questions") or ():
            if isinstance(item, Map):
                rows.append(Row("questions", str(item.get("id")), str(item.get("ask")), found.layer, found.name))
    return rows


def show(finder: Finder, name: str, cache: Cache = NO_CACHE) -> tuple[Found, str]:
    """One file by id or by name. :raises InputError: no such file, or one that is not text."""
    if "/" in name or "\\" in name:
        found = finder.find(name)
    else:
        rows = listing(finder, cache)
        match = next((row for row in rows if row.id.lower() == name.lower()), None)
        if match is None:
            raise InputError(
                Problem(name, "is not in the library", nearest(name, [row.id for row in rows]), "See: hls-procure library list")
            )
        found = finder.find(match.name)
    if found.path.suffix not in (".yaml", ".j2", ".xml", ".md"):
        raise InputError(Problem(found.name, "is a Word file", f"It lies at {found.path}", "Open it in Word."))
    return found, read_text(found.path)
