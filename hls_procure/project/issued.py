"""What was sent out or signed, as it lies in ``issued/``: read, counted, and compared with its hashes.

Nothing here writes; see :mod:`hls_procure.project.issue`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from hls_procure.errors import Problem
from hls_procure.model.values import parse_date
from hls_procure.project import files as disk
from hls_procure.project import journal
from hls_procure.project.numbers import ISSUED, issue_folders, issue_numbers
from hls_procure.project.store import Store

MANIFEST = "manifest.json"
_BACK = "Put it back from a backup."

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


def issued(folder: Store | Path) -> tuple[Issue, ...]:
    """Every frozen issue, oldest first. A folder without a readable manifest is passed over; see
    :func:`verify_issued`.

    :param folder: an open project, or where one is.
    """
    found = []
    for path in issue_folders(folder if isinstance(folder, Path) else folder.path):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            found.append(_read(path))
    return tuple(sorted(found, key=lambda one: one.number))


def next_version(folder: Store | Path, document: str) -> int:
    """The number of a document's next version: one more than it has been issued.

    :param folder: an open project, or where one is: then only what lies in ``issued/`` is counted.
    """
    return sum(one == document for one in documents(folder).values()) + 1


def documents(folder: Store | Path) -> dict[int, str]:
    """Every issue that there is or was: its number and its document, from the folders and from the journal."""
    path = folder if isinstance(folder, Path) else folder.path
    return {**({} if isinstance(folder, Path) else folder.numbers), **issue_numbers(path)}


def signed(folder: Store, document: str) -> Issue | None:
    """The last signed issue of a document: from then on its numbers are literal."""
    return next((one for one in reversed(issued(folder)) if one.document == document and one.kind == "signed"), None)


def verify_issued(folder: Store) -> tuple[Problem, ...]:
    """What is no longer as it was frozen: each file whose hash differs, is missing or came in later."""
    problems: list[Problem] = []
    known = {e.value["number"]: e.value for e in folder.journal.entries if e.kind in ("issued", "signed")}
    seen = set()
    for path in issue_folders(folder.path):
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
    if whole_hash(one.files) != one.whole:
        problems.append(Problem(f"{where}/{MANIFEST}", "was changed after the document was issued"))
    return problems


def whole_hash(hashes: Mapping[str, str]) -> str:
    """One hash over the names and hashes of every file."""
    return disk.digest("".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode())


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
