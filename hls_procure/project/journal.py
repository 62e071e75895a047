"""The journal of a project: ``journal.jsonl``, one line for each answer and change, only ever added to.

Each line is on the disk before the call that writes it returns, and costs the same however large the project is.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hls_procure.errors import InputError, Problem
from hls_procure.project import files
from hls_procure.project.entry import (
    WORDS,
    BrokenLine,
    Entry,
    chain_of,
    digest_of,
    entry_of,
    read_line,
)

NAME = "journal.jsonl"
TORN = "journal.torn"


class Journal:
    """The entries of a project folder so far, and the way to add one.

    :param path: the file. :param torn: a broken last line, which a killed program left.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.torn = b""
        self._entries: list[Entry] = []
        self._tip: tuple[int, int, str] = (0, 0, "")
        self._trying = b""

    @classmethod
    def read(cls, path: Path) -> Journal:
        """Read a journal. A torn last line is kept apart; nothing on the disk changes.

        :raises InputError: a line before the last is broken; the message names it.
        :raises FileProblem: the file is not there or cannot be read.
        """
        journal = cls(path)
        raw = files.read(path)
        size = 0
        lines = raw.split(b"\n")
        for number, line in enumerate(lines[:-1], 1):
            try:
                data = read_line(line)
                if data["n"] != number:
                    raise BrokenLine(f"is entry {data['n']}, and entry {number} was expected")
            except BrokenLine as error:
                if number == len(lines) - 1 and not lines[-1]:
                    break
                raise InputError(_broken(number, str(error))) from None
            journal._entries.append(entry_of(data))
            size += len(line) + 1
        journal.torn = raw[size:]
        last = journal._entries[-1].chain if journal._entries else ""
        journal._tip = (len(journal._entries), size, last)
        return journal

    @property
    def count(self) -> int:
        """How many entries there are."""
        return self._tip[0]

    @property
    def size(self) -> int:
        """How many bytes the whole entries take."""
        return self._tip[1]

    @property
    def chain(self) -> str:
        """The last link of the chain: it stands for everything that has happened so far."""
        return self._tip[2]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, oldest first."""
        return tuple(self._entries[: self.count])

    def since(self, count: int) -> tuple[Entry, ...]:
        """The entries after the first ``count``."""
        return tuple(self._entries[count : self.count])

    def make(
        self,
        kind: str,
        *,
        at: str,
        by: str,
        words: Mapping[str, Any],
        path: str = "",
        question: str = "",
        base: str = "",
        to: str = "",
    ) -> Entry:
        """The next entry, with its proof; it is not written yet. The parameters are those of :class:`Entry`."""
        salt = secrets.token_hex(16)
        held = MappingProxyType({name: words[name] for name in WORDS if name in words})
        made = Entry(self.count + 1, at, by, kind, path, question, base, to, held, salt, digest_of(held, salt))
        return replace(made, chain=chain_of(self.chain, made.data()))

    def append(self, entry: Entry) -> Entry:
        """Write an entry made by :meth:`make`; it is on the disk when the call returns.

        :raises FileProblem: it could not be written; the journal is as it was before.
        """
        line = entry.line()
        stale, self._trying = self._trying, line
        files.append(self.path, line, self.size, stale)
        del self._entries[self.count :]
        self._entries.append(entry)
        self._tip = (entry.n, self.size + len(line), entry.chain)
        self._trying = b""
        return entry

    def set_aside(self) -> None:
        """Move a torn last line to ``journal.torn``, so that it is not lost and the journal can go on."""
        if not self.torn:
            return
        kept = self.path.with_name(TORN)
        before = kept.read_bytes() if kept.exists() else b""
        files.replace(kept, before + self.torn.rstrip(b"\n") + b"\n")
        files.cut(self.path, self.size)
        self.torn = b""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the whole journal showed.

    :param entries: how many lines are sound, from the first on; :param redacted: how many of them had words taken out.
    :param broken: the first line that is not sound, or None.
    """

    entries: int
    redacted: int
    broken: Problem | None


def verify(path: Path) -> Verified:
    """Check every line of a journal against its proof, up to the first that does not hold.

    :raises FileProblem: the file cannot be read.
    """
    lines = files.read(path).split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    previous, redacted = "", 0
    proofs: dict[int, tuple[int, str]] = {}
    waiting: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines, 1):
        try:
            data = read_line(line)
            if data["n"] != number:
                raise BrokenLine(f"is entry {data['n']}, and entry {number} was expected: a line is missing, moved or added")
            if chain_of(previous, data) != data["chain"]:
                raise BrokenLine("does not follow from the line before it: one of the two was changed or removed")
            entry = entry_of(data)
            if entry.left is not None:
                redacted += 1
                if digest_of(entry.words, str(entry.left.get("salt"))) != entry.left.get("digest"):
                    raise BrokenLine("was changed after words had been taken out of it")
                waiting[number] = (int(entry.left.get("by") or 0), str(entry.left["digest"]))
            elif digest_of(entry.words, entry.salt) != entry.digest:
                raise BrokenLine("has other words than it was written with")
        except (BrokenLine, ValueError, TypeError) as error:
            return Verified(number - 1, redacted, _broken(number, str(error)))
        if entry.kind == "redacted" and isinstance(entry.value, Mapping):
            proofs.update((int(n), (number, str(proof))) for n, proof in entry.value.get("entries", {}).items())
        previous = data["chain"]
    for number, found in waiting.items():
        if proofs.get(number) != found:
            said = "says that words were taken out of it, and no entry bears that out"
            return Verified(number - 1, redacted, _broken(number, said))
    return Verified(len(lines), redacted, None)


def _broken(number: int, what: str) -> Problem:
    return Problem(
        f"{NAME}:{number}",
        what,
        "The journal proves who answered what, so a line that was changed by hand counts as broken.",
        "Put the file back from a backup, or from the folder's history.",
    )
