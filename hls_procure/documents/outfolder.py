"""Writes built files into out/ without ever overwriting what a person has edited since."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from hls_procure.documents.manifest import BuiltFile, digest, file_digest, read_manifest
from hls_procure.errors import FileProblem, Problem

MANIFEST = "manifest.json"


@dataclass
class OutFolder:
    """The out/ folder of a project.

    :param written: files that changed. :param same: files that were already as built.
    :param beside: edited files that were left alone, and the name that the new one got.
    """

    root: Path
    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.before = read_manifest(self.root / MANIFEST)
        self.files: dict[str, BuiltFile] = {}

    def place(self, audience: str, stem: str, format: str, document: str, data: bytes) -> str:
        """Put one built file where it belongs. :returns: its name below the folder."""
        base = f"{audience}/{stem}.{format}"
        name, number = base, 2
        while self._edited(name, data):
            self.files[name] = BuiltFile(name, document, format, self._known(name), current=False)
            name = f"{audience}/{stem}--{number}.{format}"
            number += 1
        if name != base:
            self.beside[base] = name
        self.files[name] = BuiltFile(name, document, format, digest(data))
        if file_digest(self.root / name) == digest(data):
            self.same.append(name)
            return name
        try:
            write_atomic(self.root / name, data)
            self.written.append(name)
        except FileProblem as error:
            self.problems += error.problems
        return name

    def _known(self, name: str) -> str:
        built = self.before.get(name)
        return built.sha256 if built else ""

    def _edited(self, name: str, data: bytes) -> bool:
        """Whether the file there is not what was last built, nor what is to be built now."""
        now = file_digest(self.root / name)
        if now is None or now == digest(data):
            return False
        built = self.before.get(name)
        return built is None or built.sha256 != now

    def carry(self) -> None:
        """Keep the record of files that were not built this time: other documents, formats or purposes.

        Of the files of one document, format and purpose one is current: the one that was built last.
        """
        placed = {_base(name) for name in self.files}
        for name, built in self.before.items():
            if name not in self.files and (self.root / name).exists():
                self.files[name] = replace(built, current=built.current and _base(name) not in placed)


def _base(name: str) -> str:
    """The name that a file would have if nobody had edited the one before it: without ``--2``."""
    return re.sub(r"--\d+(?=\.\w+\Z)", "", name)


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, flushed, then put in its place.

    :raises FileProblem: the folder cannot be written, the disk is full, or another program holds the file.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except PermissionError:
        _drop(temporary)
        raise FileProblem(
            Problem(
                str(path),
                "could not be replaced",
                "Another program, most often Word, holds it open, or the folder may not be written to.",
                "Close it and build again; nothing was lost.",
            )
        ) from None
    except OSError as error:
        _drop(temporary)
        raise FileProblem(
            Problem(
                str(path),
                f"could not be written ({error.strerror or error})",
                "Nothing was lost; the file there is as it was.",
                "Make room or choose another folder with --out.",
            )
        ) from None


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
