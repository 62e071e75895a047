"""What happened to each grant: the lines of ``grants.jsonl``, and what follows from them.

One line is one thing that happened. Lines are only ever added: a line that was wrong is taken back by a later one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hls_procure.errors import InputError, Problem
from hls_procure.model.record import record
from hls_procure.model.values import Money

NAME = "grants.jsonl"
#: Stands for every grant of the funder: a promise that was kept to all of them at once.
EVERYBODY = "all"
UNDO = "undo"
#: Stands for the words of the letters, which somebody with the right role has settled.
WORDING = "wording"
SETTLED = "settled"
#: What can happen to a grant, as the past of a sentence.
WHATS = {
    "sent": "a letter was sent",
    "accepted": "they said yes",
    "paid": "a payment was made",
    "spoke": "you spoke with one another",
    "kept": "a promise of yours was kept",
    "reported": "something of theirs was read",
    "ended": "the grant ended",
}
_KNOWN = {*WHATS, UNDO, SETTLED}


@record
class Entry:
    """One thing that happened.

    :param n: its number, from 1. :param at: ISO time of writing, with offset. :param by: the role that wrote it.
    :param id: the grant, ``all`` or ``wording``. :param what: one of :data:`WHATS`, ``settled`` or ``undo``.
    :param on: the day of it.
    :param letter: which letter was sent or accepted. :param amount: what was paid; :param payment: which payment that was.
    :param who: the role that did it; :param words: what was said, exactly as it was typed.
    :param promise: the id of a promise that was kept. :param file: the frozen letter below the funder's folder, with its
    :param sha256: and the :param digest: of what it was made from. :param entry: the number of the entry that is taken back.
    :param keys: the choices of clauses whose words were settled.
    """

    n: int
    at: str
    by: str
    id: str
    what: str
    on: date
    letter: int = 0
    amount: Money | None = None
    payment: str = ""
    who: str = ""
    words: str = ""
    promise: str = ""
    file: str = ""
    sha256: str = ""
    digest: str = ""
    entry: int = 0
    keys: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The entry as it stands in the file; what is empty is left out."""
        pairs = (
            ("n", self.n), ("at", self.at), ("by", self.by), ("id", self.id), ("what", self.what),
            ("on", self.on.isoformat()), ("letter", self.letter),
            ("amount", self.amount.plain() if self.amount is not None else ""), ("payment", self.payment),
            ("who", self.who), ("words", self.words), ("promise", self.promise), ("file", self.file),
            ("sha256", self.sha256), ("digest", self.digest), ("entry", self.entry), ("keys", list(self.keys)),
        )  # fmt: skip
        return {name: value for name, value in pairs if value not in ("", 0, [])}

    def line(self) -> bytes:
        """The entry as one line of the file, with its line end."""
        return (json.dumps(self.data(), ensure_ascii=False, separators=(", ", ": ")) + "\n").encode()


@record
class GrantState:
    """What is known of one grant.

    :param entries: what stands, in the order in which it was written. :param letter: the number of the last letter sent,
        0 where none was. :param ended_on: the day on which it ended, or None.
    """

    id: str
    entries: tuple[Entry, ...] = ()
    letter: int = 0
    sent_on: date | None = None
    accepted: Entry | None = None
    ended_on: date | None = None

    @property
    def name(self) -> str:
        """``not sent``, ``sent``, ``accepted`` (the last letter was) or ``ended``."""
        if self.ended_on is not None:
            return "ended"
        if not self.letter:
            return "not sent"
        return "accepted" if self.accepted is not None else "sent"

    @property
    def accepted_on(self) -> date | None:
        """The day on which the last letter was accepted."""
        return self.accepted.on if self.accepted is not None else None

    def of(self, what: str) -> tuple[Entry, ...]:
        """The entries of one kind, by day."""
        return tuple(sorted((one for one in self.entries if one.what == what), key=lambda one: (one.on, one.n)))

    @property
    def paid(self) -> tuple[Entry, ...]:
        """The payments that were made, by day."""
        return self.of("paid")


@dataclass(frozen=True)
class Ledger:
    """Every entry, the bytes that whole lines take, and a last line that was torn off."""

    entries: tuple[Entry, ...] = ()
    size: int = 0
    torn: bytes = b""

    @cached_property
    def _standing(self) -> dict[str, list[Entry]]:
        gone = {one.entry for one in self.entries if one.what == UNDO}
        made: dict[str, list[Entry]] = {}
        for one in self.entries:
            if one.what != UNDO and one.n not in gone:
                made.setdefault(one.id, []).append(one)
        return made

    @property
    def ids(self) -> tuple[str, ...]:
        """Every grant of which something stands, in the order in which it was first written."""
        return tuple(id for id in self._standing if id not in (EVERYBODY, WORDING))

    def standing(self, id: str) -> tuple[Entry, ...]:
        """What stands of one grant (or of ``all``): every entry that nothing has taken back."""
        return tuple(self._standing.get(id, ()))

    def state(self, id: str) -> GrantState:
        """What is known of one grant."""
        return state_of(id, self.standing(id))

    def settled(self) -> frozenset[str]:
        """The choices of clauses whose words were settled: their letters carry no line that they are a draft."""
        return frozenset(key for one in self.standing(WORDING) if one.what == SETTLED for key in one.keys)

    def next(self) -> int:
        """The number of the next entry."""
        return len(self.entries) + 1


def state_of(id: str, entries: Iterable[Entry]) -> GrantState:
    """The state that follows from what stands of one grant."""
    known = tuple(entries)
    letters = {one.letter: one for one in known if one.what == "sent"}
    last = max(letters, default=0)
    accepted = next((one for one in known if one.what == "accepted" and one.letter == last), None)
    ended = next((one for one in known if one.what == "ended"), None)
    return GrantState(id, known, last, letters[last].on if last else None, accepted, ended.on if ended else None)


def known_id(id: str, known: Sequence[str]) -> str:
    """An id as it is written in the folder, however somebody wrote its capitals."""
    same = [id.strip()] if id.strip() in known else [one for one in known if one.casefold() == id.strip().casefold()]
    return same[0] if len(same) == 1 else id.strip()


def read_ledger(raw: bytes) -> Ledger:
    """Read the file. A last line that was torn off by a crash is kept apart.

    :raises InputError: another line is broken; each that is, with its number.
    """
    lines = raw.split(b"\n")
    entries: list[Entry] = []
    problems: list[Problem] = []
    size = 0
    for number, line in enumerate(lines[:-1], 1):
        try:
            entries.append(_entry(line, number))
        except ValueError as error:
            if number == len(lines) - 1 and not lines[-1] and not problems:
                return Ledger(tuple(entries), size, raw[size:])
            do = "Put the file back from a backup. A wrong entry is taken back with: hls-procure grant record DIR ID --undo N"
            problems.append(Problem(f"{NAME}:{number}", str(error), "It is the memory of what happened to your grants.", do))
        size += len(line) + 1
    if problems:
        raise InputError(problems)
    return Ledger(tuple(entries), size, raw[size:])


def _entry(line: bytes, number: int) -> Entry:
    """One line. :raises ValueError: it is none, with words for a person."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("is not a line that hls-procure wrote") from None
    if not isinstance(data, Mapping) or any(not isinstance(data.get(name), str) for name in ("at", "by", "id", "what", "on")):
        raise ValueError("is an entry without its grant, its kind, its day, its time or its writer")
    if data.get("n") != number:
        raise ValueError(f"is entry {data.get('n')}, and entry {number} was expected: a line is missing, moved or added")
    if data["what"] not in _KNOWN:
        raise ValueError(f"says '{data['what'][:40]}', which this version of hls-procure does not know")
    texts = {name: data[name] for name in ("payment", "who", "words", "promise", "file", "sha256", "digest") if name in data}
    numbers = {name: data[name] for name in ("letter", "entry") if name in data}
    if any(not isinstance(one, str) for one in texts.values()) or any(type(one) is not int for one in numbers.values()):
        raise ValueError("has a number where words stand, or words where a number stands")
    amount = data.get("amount")
    if amount is not None and not isinstance(amount, str):
        raise ValueError("has an amount that is not in quotes")
    keys = data.get("keys", [])
    if not isinstance(keys, list) or any(not isinstance(one, str) for one in keys):
        raise ValueError("has choices of clauses that are not a list of words")
    try:
        on = date.fromisoformat(data["on"])
    except ValueError:
        raise ValueError(f"has the day '{data['on'][:40]}', which is not one in the calendar") from None
    return Entry(
        number, data["at"], data["by"], data["id"], data["what"], on,
        amount=Money.parse(amount) if amount is not None else None, keys=tuple(keys), **texts, **numbers,
    )  # fmt: skip
