"""A project folder as it was last read, for commands that only look: no journal is read and nothing is parsed twice.

``.cache/project.json`` holds what the last full reading found, under the hash of project.yaml and of the end of the
journal. It is kept only where the two agreed, it is read as strictly as project.yaml, and it can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hls_procure._version import __version__
from hls_procure.model.build import Reader, plain_project
from hls_procure.model.fields import FieldSchema
from hls_procure.model.root import Project

if TYPE_CHECKING:
    from hls_procure.project.replay import Note
    from hls_procure.project.store import Store

CACHE = ".cache"
_FILE = "project.json"
_TAIL = 4096


class Glance:
    """A folder at which a command only looks.

    :param project: the project as it stands. :param base: the SHA-256 of project.yaml.
    :param numbers: the number and the document of every issue that the journal knows.
    """

    notes: tuple[Note, ...] = ()

    def __init__(self, path: Path, project: Project, base: str, numbers: dict[int, str]) -> None:
        self.path = path
        self.project = project
        self.base = base
        self.numbers = numbers


def glance(path: Path, schema: FieldSchema) -> Glance | None:
    """The folder as it was last read in full, or None where something has changed since."""
    try:
        raw = (path / "project.yaml").read_bytes()
        kept = json.loads((path / CACHE / _FILE).read_bytes())
        if kept["key"] != _key(path, raw):
            return None
        reader = Reader(schema)
        project = reader.project(kept["project"])
        numbers = {int(number): str(document) for number, document in kept["numbers"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return None if reader.problems else Glance(path, project, hashlib.sha256(raw).hexdigest(), numbers)


def keep(folder: Store, numbers: dict[int, str]) -> None:
    """Keep what a full reading found, where project.yaml and the journal say the same; a failure to do so is no error."""
    if folder.notes or folder.unsaved or not folder.journal.count:
        return
    place = folder.path / CACHE
    with suppress(OSError):
        raw = (folder.path / "project.yaml").read_bytes()
        if hashlib.sha256(raw).hexdigest() != folder.base:
            return
        kept: dict[str, Any] = {"key": _key(folder.path, raw), "numbers": numbers, "project": plain_project(folder.project)}
        place.mkdir(exist_ok=True)
        (place / ".gitignore").write_text("*\n", "utf-8")
        temporary = place / f"{_FILE}.{os.getpid()}"
        try:
            temporary.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
            os.replace(temporary, place / _FILE)
        finally:
            temporary.unlink(missing_ok=True)


def _key(path: Path, raw: bytes) -> str:
    with (path / "journal.jsonl").open("rb") as journal:
        size = journal.seek(0, os.SEEK_END)
        journal.seek(max(0, size - _TAIL))
        tail = journal.read()
    parts = (__version__, hashlib.sha256(raw).hexdigest(), str(size), hashlib.sha256(tail).hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
