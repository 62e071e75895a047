"""Names of the files of letters: safe on every system, and never the same for two grants, on whatever disk."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

#: Names that Windows keeps for devices.
DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})
#: Folders that stand beside those of the programmes.
OURS = frozenset({"preview"})
LONGEST = {"programme": 40, "id": 60, "recipient": 50}
#: Letters that no accent makes of another one.
_OTHERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def slug(text: str, longest: int) -> str:
    """A text in small letters from a to z, figures and single hyphens; empty where nothing of it can be written so."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_OTHERS).replace("'", "").replace("’", ""))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")


def letter_path(id: str, recipient: str, programme: str, number: int = 1) -> str:
    """The letter of a grant below its folder, without its ending: ``roots/G-0001-quayside``.

    :param number: which letter of this grant it is; one that takes the place of another says so in its name.
    """
    return f"{_folder(programme)}/{_stem(id, recipient)}{f'-letter-{number}' if number > 1 else ''}"


def _folder(programme: str) -> str:
    if not programme.strip():
        return "no-programme"
    name = slug(programme, LONGEST["programme"])
    if not name:
        return f"programme-{_mark(programme)[:6]}"
    return f"programme-{name}" if name in DEVICES or name in OURS else name


def _stem(id: str, recipient: str) -> str:
    known = re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9-]", "-", id)).strip("-")[: LONGEST["id"]].rstrip("-") or _mark(id)[:10]
    name = slug(recipient, LONGEST["recipient"])
    stem = f"{known}-{name}" if name else known
    return f"grant-{stem}" if stem.lower() in DEVICES else stem


def apart(ids: Sequence[str], paths: Sequence[str]) -> list[str]:
    """The paths, with something of the id added to those that would be the same on a disk that knows no capitals."""
    counted: dict[str, int] = {}
    for path in paths:
        counted[path.casefold()] = counted.get(path.casefold(), 0) + 1
    return [f"{path}-{_mark(id)[:10]}" if counted[path.casefold()] > 1 else path for id, path in zip(ids, paths, strict=True)]


def beside(path: str, number: int) -> str:
    """The name of a new file beside one that somebody has edited; no letter has such a name by itself."""
    stem, _, ending = path.rpartition(".")
    return f"{stem}--{number}.{ending}"


def origin(path: str) -> str:
    """The name that a file would have if nobody had edited the one before it."""
    return re.sub(r"--\d+(?=\.\w+\Z)", "", path)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
