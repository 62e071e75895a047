"""The record of what was built: ``letters/manifest.json``, one letter a line, so that ten thousand are written as they come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from hls_procure.model.record import record

FORMAT = 1
NAME = "manifest.json"


@record
class Letter:
    """One letter as it was built.

    :param file: below ``letters/``. :param sha256: of its bytes as built. :param key: its choice of clauses.
    :param digest: what its row says (:func:`hls_procure.grants.digest.row_digest`).
    :param input: all that went into it: row, funder, words and law. :param draft: whether it says that it is a draft.
    :param number: which letter of its grant it is. :param replaces: the day on which the one before it was sent, or empty.
    :param where: the row that it comes from. :param also: the same letter in other formats, with the hash of each.
    """

    id: str
    file: str
    sha256: str
    key: str
    digest: str
    input: str
    draft: bool
    number: int = 1
    replaces: str = ""
    where: str = ""
    also: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """The letter as plain data; what is empty is left out."""
        made = {
            "id": self.id, "file": self.file, "sha256": self.sha256, "key": self.key, "digest": self.digest,
            "draft": self.draft, "number": self.number, "replaces": self.replaces, "where": self.where, "input": self.input,
            "also": dict(sorted(self.also.items())),
        }  # fmt: skip
        return {name: value for name, value in made.items() if value not in ("", {})}

    def line(self) -> str:
        """The letter as one line of JSON, without its end."""
        return json.dumps(self.data(), ensure_ascii=False)

    @property
    def files(self) -> dict[str, str]:
        """Every file of the letter with its hash."""
        return {self.file: self.sha256, **self.also}


def lines(head: Mapping[str, Any], letters: Iterable[Letter]) -> Iterator[str]:
    """The manifest as text, a letter at a time. :param head: what holds for all of them."""
    yield "{\n" + "".join(f"{_plain(name)}: {_plain(value)},\n" for name, value in {"format": FORMAT, **head}.items())
    yield '"letters": ['
    for number, letter in enumerate(letters):
        yield (",\n" if number else "\n") + letter.line()
    yield "\n]\n}\n"


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read_letter(data: Any) -> Letter | None:
    """A letter from plain data; None where it is none."""
    if not isinstance(data, Mapping):
        return None
    texts = [data.get(name, "") for name in ("id", "file", "sha256", "key", "digest", "input", "replaces", "where")]
    number, draft, also = data.get("number", 1), data.get("draft", True), data.get("also", {})
    sound = all(isinstance(text, str) for text in texts) and texts[0] and texts[1]
    sound = sound and type(number) is int and isinstance(draft, bool) and isinstance(also, Mapping)
    if not sound or not all(isinstance(name, str) and isinstance(mark, str) for name, mark in also.items()):
        return None
    id, file, sha256, key, digest, input, replaces, where = texts
    return Letter(id, file, sha256, key, digest, input, draft, number, replaces, where, dict(also))


def read_built(text: Iterable[str]) -> Iterator[Letter]:
    """The letters of a manifest, or of lines that an interrupted run left. Lines that cannot be read are left out."""
    for line in text:
        line = line.strip().rstrip(",")
        if line.startswith('{"id"'):
            try:
                letter = read_letter(json.loads(line))
            except ValueError:
                continue
            if letter is not None:
                yield letter
