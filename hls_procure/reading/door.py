"""The door: a path becomes a file that is read, by what it holds and not by how it is called."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from hls_procure.errors import FileProblem, Problem
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.limits import LIMITS, Limits, refuse, too_much
from hls_procure.reading.package import Package, PartProblem
from hls_procure.reading.strangers import is_html, stranger

SUFFIXES = {".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".html", ".htm", ".xhtml"}
_LOOKALIKES = {
    ".doc",
    ".xls",
    ".xlsb",
    ".pdf",
    ".odt",
    ".ods",
    ".rtf",
    ".pptx",
    ".ppt",
    ".txt",
    ".csv",
    ".md",
    ".eml",
    ".msg",
    ".zip",
}
_EDITION = re.compile(
    r"(?:[\s_.-]+(?:(?:v|ver|version|rev|draft)[\s_.-]*[\d.]*|final|copy|clean|tracked|signed|issued|latest|new|old"
    r"|\d{4}[\s_.-]?\d\d[\s_.-]?\d\d|\d\d?[\s_.-]\d\d?[\s_.-]\d{2,4})|[\s_.-]*\(\d+\))+\Z",
    re.IGNORECASE,
)


def read_file(path: Path, name: str | None = None, limits: Limits = LIMITS) -> ReadFile:
    """Read a Word, Excel or HTML file.

    :param name: how it is called in messages; the file's name otherwise.
    :raises FileProblem: it cannot be read; the message says why and what to do (exit code 3).
    """
    shown = name or path.name
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise refuse(shown, "is a folder, and not a file", do="Name the files in it, or read the folder.")
        if not stat.S_ISREG(about.st_mode):
            raise refuse(shown, "is not an ordinary file", do="Copy it to a file first.")
        if about.st_size > limits.packed:
            raise too_much(shown, f"is larger than {limits.packed // 1_000_000} million bytes")
        data = path.read_bytes()
    except OSError as error:
        raise refuse(shown, f"could not be read ({error.strerror or error})", do="Check the name and who may read it.") from None
    return read_bytes(data, shown, limits)


def read_bytes(data: bytes, name: str, limits: Limits = LIMITS) -> ReadFile:
    """Read the bytes of a Word, Excel or HTML file; see :func:`read_file`."""
    fingerprint = hashlib.sha256(data).hexdigest()
    if data[:2] == b"PK":
        return _office(data, name, fingerprint, limits)
    if is_html(data):
        from hls_procure.reading.html import read_html

        return read_html(data, name, fingerprint, limits)
    raise stranger(data, name)


def _office(data: bytes, name: str, fingerprint: str, limits: Limits) -> ReadFile:
    package = Package(name, data, limits)
    try:
        main = package.main()
    except PartProblem as problem:
        raise refuse(
            name,
            f"is damaged: the list of its parts {problem}",
            "",
            "Open it in Word or Excel and save it again; or ask for a new copy.",
        ) from None
    if not main:
        main = next((part for part in ("word/document.xml", "xl/workbook.xml") if part in package), "")
    if not main or "/_rels/" in main:
        raise stranger(data, name, package)
    folder = main.split("/")[0].lower()
    if main.endswith(".bin") or folder in ("ppt", "visio"):
        raise stranger(data, name, package)
    if folder == "xl" or _is_workbook(package):
        from hls_procure.reading.xlsx import read_xlsx

        return read_xlsx(package, data, fingerprint, limits)
    from hls_procure.reading.docx.file import read_docx

    return read_docx(package, main, fingerprint, limits)


def _is_workbook(package: Package) -> bool:
    try:
        return b"spreadsheetml.sheet.main" in package.read("[Content_Types].xml")
    except PartProblem:
        return False


@record
class ReadFolder:
    """The files of a folder. ``unread``: those that could not be read, and those that are none of ours."""

    files: tuple[ReadFile, ...]
    unread: tuple[Problem, ...] = ()


def read_folder(folder: Path, only: Iterable[str] = (), limits: Limits = LIMITS) -> ReadFolder:
    """Read every Word, Excel and HTML file of a folder, and of the folders in it.

    :param only: the names (below the folder) to read where somebody has chosen. Otherwise every file is read but those that the
        folder's own ``manifest.json`` calls older ones; these are listed in ``unread``.
    :raises FileProblem: nothing can be read, or two files look like versions of one document and nobody has said which.
    """
    chosen = set(only)
    found = _files(folder, chosen)
    files: list[ReadFile] = []
    unread: list[Problem] = []
    if not chosen:
        older = _older(folder)
        why = "The folder's manifest.json names a newer file of the same document."
        unread += [
            Problem(name, "was not read", why, "Name it if it is the one that counts.") for name, _ in found if name in older
        ]
        found = [(name, path) for name, path in found if name not in older]
        _one_version_each(folder, [name for name, _ in found])
    for name, path in found:
        if path.suffix.lower() not in SUFFIXES and not chosen:
            if path.suffix.lower() in _LOOKALIKES:
                unread.append(
                    Problem(name, "was not read", f"Files like {path.suffix} cannot be read.", "Save it as .docx or .xlsx.")
                )
            continue
        try:
            files.append(read_file(path, name, limits))
        except FileProblem as problem:
            unread += problem.problems
    if not files:
        nothing = Problem(
            str(folder), "holds no file that can be read", "Word (.docx), Excel (.xlsx) and HTML files are read.",
            "Put the documents of the pack into it.",
        )  # fmt: skip
        raise FileProblem(unread or nothing)
    return ReadFolder(tuple(files), tuple(unread))


def _files(folder: Path, chosen: set[str]) -> list[tuple[str, Path]]:
    """The files to look at, without what programs leave behind (locks, hidden files), in the order of their names."""
    try:
        if not folder.is_dir():
            raise refuse(str(folder), "is not a folder that can be opened", do="Check the name.")
        every = [(path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file()]
    except OSError as error:
        raise refuse(str(folder), f"could not be read ({error.strerror or error})", do="Check who may read it.") from None
    every = [(name, path) for name, path in every if not any(part.startswith((".", "~$")) for part in name.split("/"))]
    missing = chosen - {name for name, _ in every}
    if missing:
        raise FileProblem([Problem(name, f"is not in {folder}", do="Check the name.") for name in sorted(missing)])
    return [(name, path) for name, path in every if not chosen or name in chosen]


def _older(folder: Path) -> set[str]:
    """The files that the manifest of a build says are no longer current; none where there is no manifest that can be read."""
    try:
        listed = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
        return {str(item["name"]) for item in listed if item.get("current") is False}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return set()


def _one_version_each(folder: Path, names: list[str]) -> None:
    alike: dict[tuple[str, str], list[str]] = {}
    for name in names:
        path = Path(name)
        if path.suffix.lower() in SUFFIXES:
            stem = _EDITION.sub("", path.stem).casefold() or path.stem.casefold()
            alike.setdefault((stem, path.suffix.lower()[:4]), []).append(name)
    twice = [group for group in alike.values() if len(group) > 1]
    if twice:
        raise FileProblem(
            Problem(
                str(folder), f"holds what may be versions of one document: {', '.join(group)}",
                "Two versions would be compared with each other.", "Name the files that count, or move the others away.",
            )
            for group in twice
        )  # fmt: skip
