"""Puts letters in their places: whole or not at all, and never over what a person has edited.

Every chunk of letters is written under temporary names first. Then a line for each goes into a file of this run, and only then
the letters get their names. So whatever stands under a final name is whole, and whoever comes after an interruption knows of
every file whether it was built or edited.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from hls_procure.errors import FileProblem, Problem
from hls_procure.grants.built import Letter
from hls_procure.grants.names import beside

#: Where an interrupted run leaves what it has done, below letters/.
RUN = ".making"
TEMPORARY = ".tmp"


@dataclass
class Ready:
    """A letter to be placed.

    :param number: of its row. :param letter: what will be known of it; its files have the names that they should have.
    :param data: each file's bytes. :param known: the hashes under which files of these names were built.
    """

    number: int
    letter: Letter
    data: Mapping[str, bytes]
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Placed:
    """What came of a chunk.

    :param letters: those in their places, with their rows. :param beside: edited files, and the new ones beside them.
    :param held: letters whose file another program holds. :param failed: why some could not be made.
    :param stopped: why nothing more can be written, or empty.
    """

    letters: list[tuple[int, Letter]] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    failed: list[Problem] = field(default_factory=list)
    stopped: str = ""


class Placer:
    """Places letters below one folder.

    :param run: the file into which this process writes what it does. :param wanted: whether anybody still waits for it.
    """

    def __init__(self, root: Path, run: Path, wanted: Callable[[], bool] = lambda: True) -> None:
        self.root = root
        self.run = run
        self.wanted = wanted
        self._folders: set[Path] = set()

    def place(self, chunk: Sequence[Ready]) -> Placed:
        """Place some letters."""
        placed = Placed()
        waiting: list[tuple[int, Letter, list[tuple[Path, Path]]]] = []
        for ready in chunk:
            if not self.wanted():
                _drop(move[0] for _, _, moves in waiting for move in moves)
                placed.stopped = "nobody waits for it"
                return placed
            moves: list[tuple[Path, Path]] = []
            try:
                waiting.append((ready.number, self._write(ready, moves, placed), moves))
            except OSError as error:
                _drop(move[0] for move in moves)
                if isinstance(error, PermissionError):
                    placed.held[ready.letter.id] = ready.letter.file
                    continue
                placed.stopped = error.strerror or str(error)
                break
        try:
            self._note(letter for _, letter, _ in waiting)
        except OSError as error:
            _drop(move[0] for _, _, moves in waiting for move in moves)
            placed.stopped = error.strerror or str(error)
            return placed
        for number, letter, moves in waiting:
            try:
                for temporary, final in moves:
                    os.replace(temporary, final)
                placed.letters.append((number, letter))
            except OSError as error:
                _drop(move[0] for move in moves)
                if not isinstance(error, PermissionError):
                    placed.stopped = placed.stopped or error.strerror or str(error)
                placed.held[letter.id] = letter.file
        return placed

    def _write(self, ready: Ready, moves: list[tuple[Path, Path]], placed: Placed) -> Letter:
        """Everything of one letter under temporary names."""
        names: dict[str, tuple[str, str]] = {}
        for wanted, data in ready.data.items():
            sha256 = hashlib.sha256(data).hexdigest()
            name, number, now = wanted, 2, file_hash(self.root / wanted)
            while now not in (None, sha256) and now not in ready.known.get(name, ()):
                name, number = beside(wanted, number), number + 1
                now = file_hash(self.root / name)
            names[wanted] = name, sha256
            if name != wanted:
                placed.beside[wanted] = name
            if now == sha256:
                continue
            final = self.root / name
            if final.parent not in self._folders:
                final.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(final.parent)
            temporary = final.with_name(f".{final.name}.{os.getpid()}{TEMPORARY}")
            moves.append((temporary, final))
            write(temporary, data)
        file, sha256 = names[ready.letter.file]
        also = dict(made for wanted, made in names.items() if wanted != ready.letter.file)
        return replace(ready.letter, file=file, sha256=sha256, also=also)

    def _note(self, letters: Iterable[Letter]) -> None:
        text = "".join(f"{letter.line()}\n" for letter in letters)
        if text:
            self.run.parent.mkdir(parents=True, exist_ok=True)
            with open(self.run, "ab") as stream:
                stream.write(text.encode("utf-8", "replace"))


def write(path: Path, data: bytes) -> None:
    """Write a new file."""
    with open(path, "wb") as stream:
        stream.write(data)


def file_hash(path: Path) -> str | None:
    """The hash of a file; None where there is none, or an empty one, as a machine leaves behind that lost its power."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return hashlib.sha256(data).hexdigest() if data else None


def flush() -> None:
    """Wait until everything that was written is on the disk, where the system can be asked that at once."""
    if hasattr(os, "sync"):
        os.sync()


def write_whole(path: Path, parts: Iterable[bytes]) -> str:
    """A file from parts that come one after another, whole or not at all. :returns: its hash.

    :raises FileProblem: it cannot be written; what was there is as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    made = hashlib.sha256()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "wb") as stream:
            for part in parts:
                made.update(part)
                stream.write(part)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        _drop([temporary])
        held = isinstance(error, PermissionError)
        what = "could not be replaced" if held else f"could not be written ({error.strerror or error})"
        why = "Another program holds it open, or the folder may not be written to." if held else "What was made stays."
        do = "Close it and run the same command again." if held else "Make room and run the same command again."
        raise FileProblem(Problem(str(path), what, why, do)) from None
    return made.hexdigest()


def tidy(root: Path) -> None:
    """Take away what an interrupted run left under temporary names."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        _drop(Path(folder, name) for name in names if name.startswith(".") and name.endswith(TEMPORARY))


def _drop(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
