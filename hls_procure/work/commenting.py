"""Copies of checked Word files with the findings as comments, beside the files and never over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hls_procure.documents.manifest import read_record
from hls_procure.documents.outfolder import MANIFEST
from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.findings import Side, Spot
from hls_procure.reading.door import read_bytes
from hls_procure.reading.match import match
from hls_procure.reports.comments import commented
from hls_procure.reports.remarks import remarks
from hls_procure.work.building import assemble
from hls_procure.work.checked import Checked
from hls_procure.work.edited import SIGNATURE
from hls_procure.work.lines import doc_of
from hls_procure.work.opening import Looked
from hls_procure.work.reporting import told_of, write_report

_NOTHING = "No finding points to a Word file, so nothing was written. A project's files are there once they are built."


@dataclass
class Comments:
    """What was written: the copies, and the files with findings that no comment can be put into."""

    written: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def text(self, folder: Path) -> str:
        """What was done, as lines for a terminal."""
        names = [path.name for path in self.written]
        lines = [f"Written into {folder}, with the findings as comments: {', '.join(names)}" if names else _NOTHING]
        lines += [f"{name} is no Word file, so its findings are only in the report." for name in self.left]
        return "\n".join(lines)


def comment(checked: Checked, folder: Path) -> Comments:
    """Write a copy of each Word file that a finding points to, with the findings as comments, into a folder.

    :raises InputError: the folder holds the files themselves. :raises FileProblem: a file cannot be read or written.
    """
    files, find = _of_project(checked.opened) if checked.opened is not None else (_of_files(checked), lambda side: None)
    made = Comments()
    told = told_of(checked, "json")
    day = told.on.isoformat() if told.on else ""
    wanted = {name: lines for name, lines in remarks(told, find).items() if name in files}
    _not_over(folder, [files[name] for name in wanted])
    for name, lines in wanted.items():
        path = files[name]
        if path.suffix.lower() not in (".docx", ".docm"):
            made.left.append(name)
            continue
        target = folder / path.name
        _folder(folder)
        write_report(target, commented(name, _bytes(path), lines, day))
        made.written.append(target)
    return made


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblem(
            Problem(str(path), f"could not be read ({error.strerror or error})", do="Check who may read it.")
        ) from None


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(
            Problem(str(folder), f"could not be made ({error.strerror or error})", do="Name another place.")
        ) from None


def _not_over(folder: Path, paths: list[Path]) -> None:
    over = [path for path in paths if (folder / path.name).resolve() == path.resolve()]
    if over:
        why = f"{', '.join(path.name for path in over)} would be written over."
        raise InputError(
            Problem(str(folder), "holds the files that were checked", why, "Name a folder of its own for the copies.")
        )


def _of_files(checked: Checked) -> dict[str, Path]:
    """The files of a pack that no project made, by the name that findings give them."""
    made: dict[str, Path] = {}
    for path in checked.paths:
        if path.is_dir():
            made |= {one.relative_to(path).as_posix(): one for one in sorted(path.rglob("*")) if one.is_file()}
        else:
            made[path.name] = path
    return made


def _of_project(opened: Looked) -> tuple[dict[str, Path], Callable[[Side], Spot | None]]:
    """The Word files that a project has built, by name, and what finds a place of a document in them."""
    out = opened.folder.path / "out"
    listed = read_record(out / MANIFEST).get("files") or []
    current = [(one["document"], one["name"]) for one in listed if one.get("current") and one.get("format") == "docx"]
    files = {name: out / name for _, name in current if (out / name).is_file()}
    built = {id: name for id, name in current if name in files and SIGNATURE not in name}
    return files, _Places(opened, built, files).find


class _Places:
    """Where places of documents and answers stand in the files that were built of them."""

    def __init__(self, opened: Looked, built: dict[str, str], files: dict[str, Path]) -> None:
        self.built, self.files = built, files
        made = assemble(opened).documents if built else {}
        words = opened.workspace.words.documents
        self.documents = {id: made[id] for id in built if id in made}
        self.lines = {id: doc_of(document, words[id]).lines for id, document in self.documents.items()}
        self.places = {id: {line.where: line.id for line in reversed(lines)} for id, lines in self.lines.items()}
        self._spots: dict[str, dict[str, Spot]] = {}

    def find(self, side: Side) -> Spot | None:
        """The paragraph of a side; for an answer the first that prints it; None where no file has it."""
        if side.document in self.documents:
            name = self.built[side.document]
            return self._spot(side.document, self.places[side.document].get(side.where, "")) or Spot(name)
        if side.document == "project":
            for id, lines in self.lines.items():
                for line in lines:
                    if side.where in line.facts or any(part.path == side.where for part in line.parts):
                        return self._spot(id, line.id) or Spot(self.built[id])
        return None

    def _spot(self, document: str, line: str) -> Spot | None:
        if document not in self._spots:
            name = self.built[document]
            pairs = match(read_bytes(_bytes(self.files[name]), name), self.documents[document]).by_unit()
            self._spots[document] = {id: Spot(name, pair.block.part, pair.block.index) for id, pair in pairs.items()}
        spots = self._spots[document]
        return spots.get(line) or spots.get(f"{line}:1")
