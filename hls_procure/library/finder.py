"""Finds library files in three layers, file by file: project folder, council folder, shipped.

A file of the project folder stands in for one of the same name in the council's, and that for the shipped one.
Names that leave a layer, and links that point out of it, are refused.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from hls_procure.errors import FileProblem, InputError, Problem

ROOMS = ("templates", "clauses", "playbooks")
COUNCIL = "HLS_PROCURE_LIBRARY"


@dataclass(frozen=True, slots=True)
class Layer:
    """One place that library files come from: ``project``, ``council`` or ``shipped``."""

    name: str
    root: Path


@dataclass(frozen=True, slots=True)
class Found:
    """A library file: its name inside the library, where it is, and which layer it came from."""

    name: str
    path: Path
    layer: str

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
    """

    def __init__(self, project: Path | None = None, council: Path | None = None) -> None:
        layers = []
        if project is not None:
            layers.append(Layer("project", project))
        if council is None and os.environ.get(COUNCIL):
            council = Path(os.environ[COUNCIL])
            if not council.is_dir():
                raise FileProblem(
                    Problem(COUNCIL, f"names the folder {council}, which is not there", do="Correct the variable, or unset it.")
                )
        if council is not None:
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

    def all(self, room: str, pattern: str = "**/*.yaml") -> tuple[Found, ...]:
        """The files of a room that count, by name; each name once, from the layer that wins."""
        found: dict[str, Found] = {}
        for layer in reversed(self.layers):
            base = layer.root / room
            if not base.is_dir():
                continue
            for path in base.glob(pattern):
                if path.is_file() and not any(part.startswith(".") for part in path.relative_to(layer.root).parts):
                    _inside(path, layer)
                    name = path.relative_to(layer.root).as_posix()
                    found[name] = Found(name, path, layer.name)
        return tuple(found[name] for name in sorted(found))


def _safe(name: str) -> str:
    clean = name.replace("\\", "/")
    parts = clean.split("/")
    if clean.startswith("/") or ".." in parts or ":" in clean or "\x00" in clean or "" in parts:
        raise InputError(Problem(name, "leads out of the library", "A library file is named from inside its own folder."))
    if parts[0] not in ROOMS:
        raise InputError(Problem(name, "is not in templates/, clauses/ or playbooks/"))
    return clean


def _inside(path: Path, layer: Layer) -> None:
    root = layer.root.resolve()
    if not path.resolve().is_relative_to(root):
        raise InputError(
            Problem(
                str(path), "is a link that leads out of its folder", "A library reads only its own files.", "Copy the file in."
            )
        )
