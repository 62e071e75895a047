"""Finds library files in three layers, file by file: project folder, council folder, shipped.

A file of the project folder stands in for one of the same name in the council's, and that for the shipped one.
Names that leave a layer, and links that point out of it, are refused.
"""

from __future__ import annotations

import fnmatch
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.model.record import record

ROOMS = ("templates", "clauses", "playbooks", "languages")
COUNCIL = "HLS_PROCURE_LIBRARY"


@record
class Layer:
    """One place that library files come from: ``project``, ``council`` or ``shipped``."""

    name: str
    root: Path


@record
class Found:
    """A library file: its name inside the library, where it is, and which layer it came from."""

    name: str
    path: Path
    layer: str

    @property
    def stem(self) -> str:
        """Its last name without the ending: ``AL-14``."""
        return self.name.rpartition("/")[2].rpartition(".")[0]

    def digest(self) -> str:
        """The SHA-256 of its bytes, in hex."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def shipped_root() -> Path:
    """Where the shipped files are: beside the package in a wheel, at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    beside = package / "_data"
    return beside if beside.is_dir() else package.parent


class Finder:
    """Looks library files up by name (``clauses/alliance/AL-14.yaml``).

    :param project: a project folder, whose own files win. :param council: the council's folder; the environment
        variable HLS_PROCURE_LIBRARY where none is given.
    :raises FileProblem: the council's folder is not there.
    """

    def __init__(self, project: Path | None = None, council: Path | None = None) -> None:
        layers = []
        if project is not None:
            layers.append(Layer("project", project))
        named = COUNCIL if council is None else "--council"
        if council is None and os.environ.get(COUNCIL):
            council = Path(os.environ[COUNCIL])
        if council is not None:
            if not council.is_dir():
                raise FileProblem(
                    Problem(named, f"names the folder {council}, which is not there", do="Correct it, or leave it out.")
                )
            layers.append(Layer("council", council))
        layers.append(Layer("shipped", shipped_root()))
        self.layers = tuple(layers)

    def find(self, name: str) -> Found:
        """The file that counts under this name. :raises FileProblem: where no layer has it."""
        safe = _safe(name)
        for layer in self.layers:
            path = layer.root / safe
            if path.is_file():
                _inside(path, layer)
                return Found(safe, path, layer.name)
        raise FileProblem(Problem(name, "is in no layer of the library", do="See: hls-procure library list"))

    def all(self, room: str, pattern: str = "*.yaml") -> tuple[Found, ...]:
        """The files of a room that count, by name; each name once, from the layer that wins.

        :param pattern: of the name inside the room; ``*`` matches any characters, ``/`` included.
        :raises InputError: a link that leads out of its layer.
        """
        found: dict[str, Found] = {}
        for layer in reversed(self.layers):
            base = os.path.join(layer.root, room)
            for name, path, linked in _walk(base, room, linked=os.path.islink(base)):
                if fnmatch.fnmatchcase(name[len(room) + 1 :], pattern):
                    if linked:
                        _inside(Path(path), layer)
                    found[name] = Found(name, Path(path), layer.name)
        return tuple(found[name] for name in sorted(found))


def _walk(folder: str, name: str, *, linked: bool) -> Iterator[tuple[str, str, bool]]:
    """Every file below a folder: its name, its path, and whether a link led to it. Names that start with a dot are left out."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        is_link = linked or entry.is_symlink()
        try:
            is_folder = entry.is_dir()
        except OSError:  # a link that goes round in a circle
            continue
        if is_folder:
            if entry.is_symlink() and Path(folder).resolve().is_relative_to(Path(entry.path).resolve()):
                continue
            yield from _walk(entry.path, f"{name}/{entry.name}", linked=is_link)
        elif entry.is_file():
            yield f"{name}/{entry.name}", entry.path, is_link


def _safe(name: str) -> str:
    clean = name.replace("\\", "/")
    parts = clean.split("/")
    if clean.startswith("/") or ".." in parts or ":" in clean or "\x00" in clean or "" in parts:
        raise InputError(Problem(name, "leads out of the library", "A library file is named from inside its own folder."))
    if parts[0] not in ROOMS:
        raise InputError(Problem(name, "is not in templates/, clauses/, playbooks/ or languages/"))
    return clean


def _inside(path: Path, layer: Layer) -> None:
    root = layer.root.resolve()
    if not path.resolve().is_relative_to(root):
        why = "A library reads only its own files."
        raise InputError(Problem(str(path), "is a link that leads out of its folder", why, "Copy the file in."))
