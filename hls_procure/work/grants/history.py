"""What is recorded of one grant, line by line, and words that somebody typed shown so that they do nothing on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.grants.ledger import EVERYBODY, UNDO, WHATS, WORDING, Entry, Ledger, known_id
from hls_procure.grants.rules import named
from hls_procure.model.record import record
from hls_procure.model.values import say_date
from hls_procure.work.grants.recording import load_ledger


@record
class History:
    """Everything that was written of one grant, what was taken back among it.

    :param state: ``not sent``, ``sent``, ``accepted`` or ``ended``. :param undone: entry taken back: the entry that did it.
    """

    id: str
    state: str
    entries: tuple[Entry, ...]
    undone: dict[int, int]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for ``--json``."""
        rows = [{**one.data(), **({"undone_by": self.undone[one.n]} if one.n in self.undone else {})} for one in self.entries]
        return {"id": self.id, "state": self.state, "entries": rows}

    def lines(self) -> list[str]:
        """The same as lines for people."""
        made = [f"{self.id}: {self.state}" if self.id not in (EVERYBODY, WORDING) else self.id]
        for one in self.entries:
            made.append(f"  {one.n:>4}  {told(one)}")
            if one.n in self.undone:
                made.append(f"        taken back by entry {self.undone[one.n]}")
            if one.words:
                made.append(f"        “{shown(one.words)}”")
        return made


def history(folder: Path, ids: Iterable[str]) -> list[History]:
    """What is recorded of some grants; of every grant for ``all``.

    :raises InputError: nothing was recorded of one of them: every one that there is nothing of.
    """
    ledger = load_ledger(folder)
    known = list(dict.fromkeys(one.id for one in ledger.entries))
    wanted = [known_id(id, known) for id in ids]
    if wanted == [EVERYBODY]:
        wanted = known
    problems = [Problem(id, "has nothing recorded", nearest(id, known)) for id in wanted if id not in known]
    if problems:
        raise InputError(problems)
    return [_of(ledger, id) for id in wanted]


def told(entry: Entry) -> str:
    """An entry as a line: ``letter 1 was accepted on 3 March 2027, by the director``."""
    if entry.what == UNDO:
        return f"entry {entry.entry} was taken back on {say_date(entry.on)}"
    if entry.what not in WHATS:
        count = len(entry.keys)
        whose = f"the words of {count} {'choice' if count == 1 else 'choices'} of clauses"
        return f"{whose} were settled on {say_date(entry.on)}{_by(entry.who)}"
    words = named(entry).removesuffix(f" (entry {entry.n})")
    return words + _by(entry.who)


def _by(role: str) -> str:
    """Who did it: ``, by the director``; nothing where nobody is named."""
    if not role:
        return ""
    known = role.split()[0].lower() in ("a", "an", "my", "our", "somebody", "the", "their")
    return f", by {'' if known else 'the '}{shown(role)}"


def shown(text: str) -> str:
    """Words as they can be shown: what would move or colour a screen, or turn the direction of writing, is spelled out."""
    return "".join(one if one.isprintable() or one == " " else _spelled(one) for one in text)


def _spelled(sign: str) -> str:
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(sign) or (
        f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
    )


def _of(ledger: Ledger, id: str) -> History:
    entries = tuple(one for one in ledger.entries if one.id == id)
    return History(id, ledger.state(id).name, entries, {one.entry: one.n for one in entries if one.what == UNDO})
