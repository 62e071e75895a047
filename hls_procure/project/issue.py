"""What was sent out or signed is frozen: ``issued/NNN-D07/`` keeps the exact bytes and all that they rest on.

Nothing in such a folder ever changes. Its manifest names the hash of each file and of the whole, and the journal keeps
the hash of the whole, so that a later change shows.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.model.values import parse_date
from hls_procure.project import files as disk
from hls_procure.project import journal
from hls_procure.project.store import ISSUED, Store

MANIFEST = "manifest.json"
FORMAT = 1
_FOLDER = re.compile(r"(\d{3,})-([A-Z]\d{2}[a-z]?)\Z")
_DOCUMENT = re.compile(r"[A-Z]\d{2}[a-z]?\Z")
_NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]{1,200}(?<![. ])\Z")
_BACK = "Put it back from a backup."
_OWN = ("blocks.json", "facts.json", "versions.json")

Kind = Literal["issued", "signed"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One frozen issue of a document.

    :param number: counts every issue of the project; :param version: counts those of this document.
    :param kind: ``issued`` or ``signed``; once signed, the document's numbers are literal.
    :param folder: its name below the project folder. :param files: name and hash of each file.
    :param whole: one hash over all of them. :param base: the hash of the project.yaml that it was built from.
    :param journal: how many entries the journal had, and its last link then.
    """

    number: int
    document: str
    version: int
    kind: Kind
    on: date
    by: str
    folder: str
    files: Mapping[str, str]
    whole: str
    base: str
    journal: tuple[int, str]


def issue(
    folder: Store,
    document: str,
    *,
    on: date,
    files: Mapping[str, bytes],
    blocks_json: str,
    facts: Mapping[str, Any],
    versions: Mapping[str, Any],
    kind: Kind = "issued",
    why: str = "",
) -> Issue:
    """Freeze a document as it was sent out or signed.

    :param on: the day; :param files: the built files by name; :param blocks_json: the assembled blocks.
    :param facts: every fact that it shows, as data; :param versions: clause versions and layers, law date, tool version.
    :raises InputError: a name that cannot be kept, or nothing to keep. :raises FileProblem: it could not be written;
        nothing half-written is left.
    """
    _check(document, files)
    folder.hold()
    folder.save()
    root = folder.path / ISSUED
    for broken in root.glob(".*.new"):
        shutil.rmtree(broken, ignore_errors=True)
    _journal_again(folder)
    number = max(_documents(folder), default=0) + 1
    name = f"{number:03d}-{document}"
    content = {
        **files,
        "blocks.json": blocks_json.encode(),
        "facts.json": _json(facts),
        "versions.json": _json(versions),
    }
    hashes = {one: disk.digest(content[one]) for one in sorted(content)}
    made = Issue(
        number=number,
        document=document,
        version=next_version(folder, document),
        kind=kind,
        on=on,
        by=folder.who,
        folder=f"{ISSUED}/{name}",
        files=hashes,
        whole=_whole(hashes),
        base=folder.base,
        journal=(folder.journal.count, folder.journal.chain),
    )
    _freeze(root, name, {**content, MANIFEST: _json(_manifest(made, folder.now()))})
    _record(folder, made, why)
    return made


def issued(folder: Store) -> tuple[Issue, ...]:
    """Every frozen issue, oldest first. A folder without a readable manifest is passed over; see
    :func:`verify_issued`.
    """
    found = []
    for path in _folders(folder.path):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            found.append(_read(path))
    return tuple(sorted(found, key=lambda one: one.number))


def next_version(folder: Store | Path, document: str) -> int:
    """The number of a document's next version: one more than it has been issued.

    :param folder: an open project, or where one is: then only what lies in ``issued/`` is counted.
    """
    return sum(one == document for one in _documents(folder).values()) + 1


def _documents(folder: Store | Path) -> dict[int, str]:
    """Every issue that there is or was: its number and its document, from the folders and from the journal."""
    path = folder if isinstance(folder, Path) else folder.path
    entries = () if isinstance(folder, Path) else folder.journal.entries
    said = {e.value["number"]: e.value["document"] for e in entries if e.kind in ("issued", "signed")}
    here = (found.name.partition("-") for found in _folders(path))
    return {**said, **{int(number): document for number, _, document in here}}


def signed(folder: Store, document: str) -> Issue | None:
    """The last signed issue of a document: from then on its numbers are literal."""
    return next((one for one in reversed(issued(folder)) if one.document == document and one.kind == "signed"), None)


def verify_issued(folder: Store) -> tuple[Problem, ...]:
    """What is no longer as it was frozen: each file whose hash differs, is missing or came in later."""
    problems: list[Problem] = []
    known = {e.value["number"]: e.value for e in folder.journal.entries if e.kind in ("issued", "signed")}
    seen = set()
    for path in _folders(folder.path):
        where = f"{ISSUED}/{path.name}"
        try:
            one = _read(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            problems.append(Problem(f"{where}/{MANIFEST}", "cannot be read", "It says what was sent out.", _BACK))
            seen.add(int(path.name.partition("-")[0]))
            continue
        seen.add(one.number)
        problems += _differences(path, where, one)
        if not _follows(folder, one):
            what = f"is not the journal that stood when {where} was frozen"
            problems.append(Problem(journal.NAME, what, "Lines were changed or taken away since.", _BACK))
        said = known.get(one.number)
        if said is None:
            problems.append(Problem(where, "is not in the journal", do="It is noted there when the next document is issued."))
        elif said["whole"] != one.whole or said["document"] != one.document:
            problems.append(Problem(f"{where}/{MANIFEST}", "says something else than the journal did on the day"))
    for number, said in known.items():
        if number not in seen:
            name = f"{ISSUED}/{number:03d}-{said['document']}"
            problems.append(Problem(name, "is no longer there", "The journal says that it was sent out.", _BACK))
    return tuple(problems)


def _follows(folder: Store, one: Issue) -> bool:
    count, chain = one.journal
    entries = folder.journal.entries
    return count <= len(entries) and (count == 0 or entries[count - 1].chain == chain)


def _differences(path: Path, where: str, one: Issue) -> list[Problem]:
    problems = []
    here = {found.name for found in path.iterdir()} - {MANIFEST}
    for name, was in one.files.items():
        if name not in here:
            problems.append(Problem(f"{where}/{name}", "is no longer there", do=_BACK))
        elif disk.digest(disk.read(path / name)) != was:
            why = "What was sent out never changes."
            problems.append(Problem(f"{where}/{name}", "is not the file that was issued", why, _BACK))
    for name in sorted(here - set(one.files)):
        problems.append(Problem(f"{where}/{name}", "was not part of what was issued", do="Move it somewhere else."))
    if _whole(one.files) != one.whole:
        problems.append(Problem(f"{where}/{MANIFEST}", "was changed after the document was issued"))
    return problems


def _check(document: str, content: Mapping[str, bytes]) -> None:
    problems = []
    if not _DOCUMENT.match(document):
        problems.append(Problem(document, "is not the id of a document", "Ids are like D07."))
    if not content:
        problems.append(Problem(document, "has no files to freeze", do="Build it first."))
    for name in content:
        if not _NAME.match(name) or name.startswith(".") or name.casefold() in {MANIFEST, *_OWN}:
            problems.append(Problem(name, "is not a name under which a file can be kept here"))
    if len({name.casefold() for name in content}) < len(content):
        problems.append(Problem(document, "has two files whose names differ only in capitals"))
    if problems:
        raise InputError(problems)


def _folders(path: Path) -> list[Path]:
    root = path / ISSUED
    return sorted(found for found in root.iterdir() if _FOLDER.match(found.name)) if root.is_dir() else []


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _whole(hashes: Mapping[str, str]) -> str:
    return disk.digest("".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode())


def _manifest(one: Issue, at: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "number": one.number,
        "document": one.document,
        "version": one.version,
        "kind": one.kind,
        "numbers": "literal" if one.kind == "signed" else "computed",
        "on": one.on.isoformat(),
        "at": at,
        "by": one.by,
        "files": dict(one.files),
        "whole": one.whole,
        "project": one.base,
        "journal": {"entries": one.journal[0], "chain": one.journal[1]},
    }


def _read(path: Path) -> Issue:
    data = json.loads((path / MANIFEST).read_bytes())
    hashes = {str(name): str(value) for name, value in data["files"].items()}
    number, document, kind = int(data["number"]), str(data["document"]), data["kind"]
    if path.name != f"{number:03d}-{document}" or kind not in ("issued", "signed"):
        raise ValueError(path.name)
    return Issue(
        number=number,
        document=document,
        version=int(data["version"]),
        kind=kind,
        on=parse_date(data["on"]),
        by=str(data["by"]),
        folder=f"{ISSUED}/{path.name}",
        files=hashes,
        whole=str(data["whole"]),
        base=str(data["project"]),
        journal=(int(data["journal"]["entries"]), str(data["journal"]["chain"])),
    )


def _freeze(root: Path, name: str, content: Mapping[str, bytes]) -> None:
    """Write a whole folder beside its place, flush it, and move it there in one step."""
    making = root / f".{name}.new"
    try:
        root.mkdir(exist_ok=True)
        if (root / name).exists():
            raise FileProblem(Problem(str(root / name), "is there already", "What was issued is never overwritten."))
        try:
            making.mkdir()
            for one, data in content.items():
                disk.write_new(making / one, data)
            disk.flush_folder(making)
            os.rename(making, root / name)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    except OSError as error:
        raise disk.trouble(error, root / name, "written") from None
    disk.flush_folder(root)
    for one in content:
        with suppress(OSError):
            os.chmod(root / name / one, stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)


def _record(folder: Store, one: Issue, why: str) -> None:
    value = {
        "number": one.number,
        "document": one.document,
        "version": one.version,
        "on": one.on.isoformat(),
        "whole": one.whole,
    }
    folder.record(one.kind, {"value": value, **({"why": why} if why else {})}, path=one.folder)


def _journal_again(folder: Store) -> None:
    """Note what was frozen just before the program was stopped, so that the journal has it, too."""
    known = {entry.path for entry in folder.journal.entries if entry.kind in ("issued", "signed")}
    for one in issued(folder):
        if one.folder not in known:
            _record(folder, one, "noted late: the program was stopped when it was issued")
