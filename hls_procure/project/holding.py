"""Which files may still hold some words: text and Word files are read, of others it is said that nobody can tell."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class Holding:
    """A file that holds some words, or (``sure`` False) one that cannot be read, so that a person has to look."""

    path: str
    sure: bool


class Finder:
    """Looks for any of some words, whatever their case, spacing or place in a line.

    :param words: whole texts; a text of fewer than three characters is not looked for.
    """

    def __init__(self, words: Collection[str]) -> None:
        wanted = sorted({" ".join(text.split()).rstrip(".").casefold() for text in words}, key=len, reverse=True)
        found = "|".join(re.escape(text) for text in wanted if len(text) > 2)
        self._pattern = re.compile(rf"(?<!\w)(?:{found})(?!\w)") if found else None

    def inside(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        return self._pattern is not None and self._pattern.search(" ".join(text.split()).casefold()) is not None


def files_holding(folder: Path, finder: Finder, besides: Collection[str]) -> tuple[Holding, ...]:
    """The files below a folder that hold the words or cannot be read, by name.

    :param besides: names, as seen from the folder, that are not looked at.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in besides or not path.is_file():
            continue
        try:
            sure = any(finder.inside(text) for text in _texts(path))
        except (OSError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
            found.append(Holding(name, False))
            continue
        if sure:
            found.append(Holding(name, True))
    return tuple(found)


def _texts(path: Path) -> Iterator[str]:
    """The words of a file. ValueError where it is neither text nor a zip of XML parts."""
    if path.stat().st_size > MAX_BYTES:
        raise ValueError
    raw = path.read_bytes()
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            for part in parts.infolist():
                if part.filename.endswith((".xml", ".rels", ".txt")):
                    if part.file_size > MAX_BYTES:
                        raise ValueError
                    yield _unmarked(parts.read(part).decode("utf-8", "replace"))
        return
    text = raw.decode()
    if "\x00" in text or text.startswith("%PDF"):
        raise ValueError
    yield text
    if path.suffix == ".json":
        yield "\n".join(_strings(json.loads(text)))
    elif path.suffix in (".html", ".htm", ".xml", ".svg"):
        yield _unmarked(text)


def _unmarked(text: str) -> str:
    """The words between marks; the end of a paragraph or a cell parts them."""
    apart = re.sub(r"</(?:w:p|text:p|text:h|p|td|th|li|h\d|div)>|<br\s*/?>", "\n", text)
    return html.unescape(re.sub(r"<[^>]*>", "", apart))


def _strings(value: object) -> Iterator[str]:
    """Every text of some JSON; the parts of a list of spans also as one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        yield "".join(one["text"] for one in value if isinstance(one, dict) and isinstance(one.get("text"), str))
        for inner in value:
            yield from _strings(inner)
