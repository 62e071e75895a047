"""Letters as they were sent: ``issued/letters/G-0001/1/`` keeps the exact bytes and what they rest on. Nothing in it changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem, argument
from hls_procure.grants.row import Row
from hls_procure.model.record import record
from hls_procure.project import files
from hls_procure.work.grants.recording import LETTERS

FORMAT = 1
BUILT = "letters"
PREVIEW = "preview"
MANIFEST = "manifest.json"
LETTER = "letter.docx"
FACTS = "facts.json"


@record
class BuiltLetter:
    """A letter that ``grant letters`` built.

    :param file: below ``letters/``. :param sha256: of the file as it was built. :param key: the choice of its clauses.
    :param digest: of its row. :param draft: it still says that it is a draft. :param number: which letter of the grant it is.
    """

    id: str
    file: str
    sha256: str
    key: str = ""
    digest: str = ""
    draft: bool = False
    number: int = 1


@record
class SentLetter:
    """A letter that was frozen. :param sha256: of its bytes. :param edited: somebody changed it after it was built."""

    id: str
    letter: int
    on: date
    sha256: str
    digest: str
    edited: bool
    tree: Mapping[str, Any]


def built_letters(folder: Path, *, missing_ok: bool = False) -> dict[str, BuiltLetter]:
    """The letters that were built, by grant.

    :raises FileProblem: none were, and that is not all right. :raises InputError: the list of them is broken.
    """
    path = folder / BUILT / MANIFEST
    if not path.exists():
        if missing_ok:
            return {}
        do = f"Build them first: hls-procure grant letters {argument(folder)}"
        raise FileProblem(Problem(f"{BUILT}/", "holds no letters yet", "What is recorded as sent is the file that goes out.", do))
    try:
        found = (
            BuiltLetter(
                str(row["id"]), str(row["file"]), str(row["sha256"]), str(row["key"]), str(row["digest"]),
                row["draft"] is not False, int(row["number"]),
            )
            for row in _manifest(folder, path)["letters"]
        )  # fmt: skip
        return {one.id: one for one in found}
    except (KeyError, TypeError, ValueError):
        raise _broken(folder, path) from None


def built_base(folder: Path) -> Mapping[str, Any]:
    """What held for every grant when the letters were built, in the plain shape of project.yaml."""
    found = _manifest(folder, folder / BUILT / MANIFEST).get("base", {})
    return found if isinstance(found, Mapping) else {}


def made_from(folder: Path) -> str:
    """The name of the file that the letters were made from; nothing where none were made."""
    path = folder / BUILT / MANIFEST
    return str(_manifest(folder, path).get("source", "")) if path.exists() else ""


def settled_keys(folder: Path) -> frozenset[str]:
    """The choices of clauses of all letters that were built, previews among them.

    :raises FileProblem: none were. :raises InputError: the list of them is broken.
    """
    paths = [path for path in (folder / BUILT / MANIFEST, folder / BUILT / PREVIEW / MANIFEST) if path.exists()]
    if not paths:
        built_letters(folder)
    try:
        return frozenset(str(row["key"]) for path in paths for row in _manifest(folder, path)["letters"])
    except (KeyError, TypeError):
        raise _broken(folder, paths[0]) from None


def _manifest(folder: Path, path: Path) -> dict[str, Any]:
    try:
        data = json.loads(files.read(path))
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise _broken(folder, path)
    return data


def _broken(folder: Path, path: Path) -> InputError:
    do = f"Build the letters again: hls-procure grant letters {argument(folder)}"
    return InputError(Problem(str(path), "is not the list of letters that hls-procure wrote", "", do))


def letter_bytes(folder: Path, built: BuiltLetter) -> bytes:
    """The letter as it lies there now, edited or not. :raises FileProblem: it is not there, or cannot be read."""
    root = (folder / BUILT).resolve()
    path = (root / built.file).resolve()
    if root not in path.parents:
        raise FileProblem(Problem(built.file, "does not lie in letters/", "Only what was built there is recorded as sent."))
    return files.read(path)


def sent_numbers(folder: Path, id: str) -> list[int]:
    """The numbers of the letters of a grant that were frozen, lowest first."""
    root = folder / LETTERS / id
    return sorted(int(one.name) for one in root.iterdir() if one.name.isdigit()) if root.is_dir() else []


def read_sent(folder: Path, id: str, letter: int) -> SentLetter | None:
    """A frozen letter; None where it is not there or its facts cannot be read."""
    try:
        data = json.loads((folder / LETTERS / id / str(letter) / FACTS).read_bytes())
        return SentLetter(
            data["id"],
            data["letter"],
            date.fromisoformat(data["on"]),
            data["sha256"],
            data["digest"],
            data["edited"],
            data["tree"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def frozen_row(folder: Path, id: str, letter: int) -> Row | None:
    """What the frozen letter of a grant rests on, as a row; None where it cannot be read."""
    sent = read_sent(folder, id, letter)
    return Row(id, f"{LETTERS}/{id}/{letter}/{FACTS}", sent.tree) if sent is not None else None


def frozen_grants(folder: Path) -> Iterator[str]:
    """Every grant of which a letter was frozen."""
    root = folder / LETTERS
    if root.is_dir():
        yield from sorted(one.name for one in root.iterdir() if one.is_dir() and not one.name.startswith("."))


def freeze_letter(
    folder: Path,
    built: BuiltLetter,
    data: bytes,
    letter: int,
    *,
    on: date,
    by: str,
    tree: Mapping[str, Any],
    name: str = LETTER,
) -> str:
    """Freeze a letter as it was sent. One that is there already with the same bytes is left as it is; the ledger has its day.

    :param name: of the frozen file. :returns: the SHA-256 of the letter.
    :raises FileProblem: another letter lies in its place, or it could not be written; nothing half-written is left.
    """
    sha256 = files.digest(data)
    facts = {
        "format": FORMAT,
        "id": built.id,
        "letter": letter,
        "on": on.isoformat(),
        "by": by,
        "file": f"{BUILT}/{built.file}" if built.key else built.file,
        "sha256": sha256,
        "built": built.sha256,
        "edited": sha256 != built.sha256,
        "key": built.key,
        "digest": built.digest,
        "tree": tree,
    }
    known = read_sent(folder, built.id, letter)
    if known is not None and known.sha256 == sha256:
        return sha256
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    content = {name: data, FACTS: text.encode()}
    files.new_folder(folder / LETTERS / built.id, str(letter), content, "A letter that was sent is never overwritten.")
    return sha256
