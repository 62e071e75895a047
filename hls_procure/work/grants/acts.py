"""Records what happened to grants: everything that is wrong is said at once, and then nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path

from hls_procure.errors import InputError, Problem, argument, nearest
from hls_procure.grants.bank import refuse_bank_details
from hls_procure.grants.due import EARLY_TALK
from hls_procure.grants.held import Held, held
from hls_procure.grants.ledger import EVERYBODY, SETTLED, UNDO, WHATS, WORDING, Entry, Ledger, known_id
from hls_procure.grants.payments import match, still_open
from hls_procure.grants.rules import against, contradictions, named
from hls_procure.model.record import record
from hls_procure.model.values import say_date
from hls_procure.project.lock import Lock
from hls_procure.work.grants.recording import Recorder, load_ledger
from hls_procure.work.grants.sending import Elsewhere, Sending
from hls_procure.work.grants.sent import BUILT, built_letters, settled_keys
from hls_procure.work.grants.source import Read, Source
from hls_procure.work.grants.typed import Act, looked


@record
class Recorded:
    """What was written, with what to say of each entry by its number; what was passed over; and what else to know."""

    entries: tuple[Entry, ...]
    said: dict[int, tuple[str, ...]]
    passed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Desk:
    """Where one act is looked at before it is written.

    :param read: reads the workbook of a folder. :param now: the clock of the ledger. :param by: the role that writes.
    """

    def __init__(self, folder: Path, *, read: Read, now: Callable[[], datetime], by: str) -> None:
        self.folder = folder
        self.read = read
        self.at = now().isoformat(timespec="seconds")
        self.by = by
        self.problems: list[Problem] = []
        self.passed: list[str] = []
        self.said: dict[int, tuple[str, ...]] = {}

    def record(self, act: Act) -> Recorded:
        """Write what happened, once for each grant.

        :raises InputError: it cannot have happened: every problem of every grant, and nothing was written.
        :raises FileProblem: a letter cannot be frozen or the ledger cannot be written.
        """
        self.problems += looked(act, self.folder)
        if self.problems:
            raise InputError(self.problems)
        if act.letter_file is None:
            self._something_there()
        else:
            self.read(self.folder)  # in a folder that holds no grants nothing is made
        with self._letters(act.what), Recorder(self.folder, self.by, self.at) as recorder:
            ledger = recorder.ledger
            sending = self._sending(act, ledger)
            ids = self._ids(act, ledger, sending)
            made: list[Entry] = []
            if act.what == SETTLED:
                made = [self._entry(ledger, act, WORDING, 0, keys=self._keys(ledger))]
            elif act.what == "kept" and ids == [EVERYBODY]:
                made = self._kept_to_all(ledger, act)
            elif sending is not None:
                made = self._sent(ledger, act, sending, ids)
            else:
                made = self._happened(ledger, act, ids)
            if self.problems:
                raise InputError(self.problems)
            if sending is not None:
                sending.freeze(made, self.by)
            recorder.add(made)
            notes = [recorder.note] if recorder.note else []
            if act.on.isoformat() > self.at[:10]:
                notes.append(f"{say_date(act.on)} has not come yet.")
        return Recorded(tuple(made), self.said, tuple(self.passed), tuple(notes))

    def undo(self, id: str, numbers: range, on: date, words: str = "") -> Recorded:
        """Take entries back with new ones; all of them stay in the ledger.

        :param id: whose entries; ``all`` for those of every grant. :param numbers: which of them.
        :raises InputError: there is no such entry, or others rest on one.
        """
        self.problems += refuse_bank_details(words, "The words")
        self._something_there()
        with Recorder(self.folder, self.by, self.at) as recorder:
            ledger = recorder.ledger
            id = known_id(id, [*ledger.ids, EVERYBODY, WORDING])
            whose = [*ledger.ids, EVERYBODY, WORDING] if id == EVERYBODY else [id]
            gone = [one for owner in whose for one in ledger.standing(owner) if one.n in numbers]
            if not gone:
                do = f"See what stands: hls-procure grant record {argument(self.folder)} {id}"
                said = f"entry {numbers[0]}" if len(numbers) == 1 else f"entry from {numbers[0]} to {numbers[-1]}"
                self.problems.append(Problem(id, f"has no {said} that stands", "An entry is taken back once.", do))
            for owner in dict.fromkeys(one.id for one in gone if one.id not in (EVERYBODY, WORDING)):
                for problem in contradictions(owner, [one for one in ledger.standing(owner) if one.n not in numbers]):
                    what = f"cannot do without what would be taken back: it {problem.what}"
                    self.problems.append(Problem(owner, what, "", "Take that back first."))
            if self.problems:
                raise InputError(self.problems)
            gone.sort(key=lambda one: one.n)
            made = [
                Entry(ledger.next() + at, self.at, self.by, one.id, UNDO, on, words=words, entry=one.n)
                for at, one in enumerate(gone)
            ]
            recorder.add(made)
            for entry, one in zip(made, gone, strict=True):
                said = f"entry {one.n} no longer counts" + (f": {named(one)}" if one.what in WHATS else "")
                stays = ("the letter that was frozen stays where it is",) if one.what == "sent" else ()
                self.said[entry.n] = (said, *stays)
        return Recorded(tuple(made), self.said)

    def _sending(self, act: Act, ledger: Ledger) -> Sending | None:
        if act.what != "sent":
            return None
        if act.letter_file is not None:
            return Elsewhere(self.folder, ledger, self.read, act.letter_file)
        return Sending(self.folder, ledger, self.read, built_letters(self.folder))

    def _letters(self, what: str) -> AbstractContextManager[object]:
        """The lock of the letters while they are sent, so that none is made anew meanwhile."""
        root = self.folder / BUILT
        return Lock(root, self.by, self.at, "sent from") if what == "sent" and root.is_dir() else nullcontext()

    def _something_there(self) -> None:
        """:raises FileProblem: no letter was built or sent, so that nothing can have happened; nothing is written then."""
        if not load_ledger(self.folder).entries:
            settled_keys(self.folder)

    def _ids(self, act: Act, ledger: Ledger, sending: Sending | None) -> list[str]:
        """The grants meant: those named, or for ``all`` those of which it can be true."""
        if act.what == SETTLED:
            return [WORDING]
        if act.ids != (EVERYBODY,):
            known = list(
                dict.fromkeys([*ledger.ids, *(sending.built if sending else built_letters(self.folder, missing_ok=True))])
            )
            return [id for id in dict.fromkeys(self._named(id, known) for id in act.ids) if id]
        if act.what == "kept":
            return [EVERYBODY]
        if sending is not None:
            ids, there = sending.unsent()
            if there:
                self.passed.append(
                    f"{there} {'letter was' if there == 1 else 'letters were'} sent before and not recorded again."
                )
        else:
            wanted = {"accepted": ("sent",), "paid": ("accepted",)}.get(act.what, ("sent", "accepted"))
            ids = [id for id in ledger.ids if ledger.state(id).name in wanted]
        if not ids:
            self.problems.append(Problem("all", f"names no grant of which '{act.what}' could be recorded now"))
        return ids

    def _named(self, id: str, known: list[str]) -> str:
        found = known_id(id, known)
        if found not in known:
            do = f"Letters are built with: hls-procure grant letters {argument(self.folder)}"
            self.problems.append(
                Problem(id, "is not a grant here", nearest(id, known) or "No letter of that id was built or sent.", do)
            )
            return ""
        return found

    def _happened(self, ledger: Ledger, act: Act, ids: Sequence[str]) -> list[Entry]:
        """Entries of everything but letters sent."""
        grants: dict[str, Held] = {}
        if act.what in ("paid", "kept", "spoke") and not self.problems:
            source = Source(self.folder, ledger, self.read)
            for id, project in source.projects(set(ids)):
                grants[id] = held(id, project, ledger.state(id))
                promises = [one.id for one in project.funder.commitments or ()]
                if act.what == "kept" and act.promise not in promises:
                    self._no_promise(act.promise, promises)
                    return []
        made: list[Entry] = []
        for id in ids:
            state = ledger.state(id)
            entry, said = self._entry(ledger, act, id, len(made)), list[str]()
            if act.what == "accepted":
                entry = _with(entry, letter=act.letter or max(state.letter, 1))
                said += [] if act.who else ["nobody is named who said yes: --by ROLE says it"]
            grant = grants.get(id)
            planned, talk = (grant.payments, grant.next_talk) if grant is not None else ((), None)
            if act.what == "spoke" and talk is not None and act.on < talk - timedelta(days=EARLY_TALK):
                said.append(f"the conversation about what comes next still stands: by {say_date(talk)}")
            if act.what == "paid":
                if act.ids == (EVERYBODY,) and not any(one.on <= act.on for one in still_open(planned, state.paid)):
                    continue
                known = [one.id for one in planned]
                if act.payment and act.payment not in known:
                    why = nearest(act.payment, known) or f"It has: {', '.join(known)}."
                    self.problems.append(Problem(id, f"has no payment '{act.payment}'", why if known else ""))
                found = match(planned, state.paid, act.on, act.amount, act.payment)
                entry = _with(entry, amount=found.amount, payment=found.payment)
                said += found.notes
                day = next((one.on for one in planned if one.id == found.payment), None)
                if act.amount is None and grant is not None and day is not None and grant.rises_on(day):
                    said.append(f"the yearly rise of {grant.rise} is not in it: if it was paid, take this back and say --amount")
                if found.amount is None and state.letter:
                    self.problems.append(
                        Problem(id, "has no payment left of which nothing is recorded", "", "If more was paid, say --amount.")
                    )
                if state.name == "sent":
                    said.append("nobody has said yes to it yet")
            self.problems += [one for one in against(id, state.entries, entry) if one not in self.problems]
            self.said[entry.n] = tuple(said)
            made.append(entry)
        if not made and not self.problems:
            why = f"No payment of an accepted grant was promised by {say_date(act.on)} and is still open."
            self.problems.append(Problem("all", "names no grant of which 'paid' could be recorded now", why))
        return made

    def _kept_to_all(self, ledger: Ledger, act: Act) -> list[Entry]:
        promises = [one.id for one in Source(self.folder, ledger, self.read).base.funder.commitments or ()]
        if act.promise not in promises:
            self._no_promise(act.promise, promises)
            return []
        first = min((one.on for one in ledger.entries if one.what == "sent"), default=None)
        if first is None or act.on < first:
            said = f"the first letter was sent on {say_date(first)}" if first else "no letter was sent"
            self.problems.append(Problem("all", f"says that a promise was kept on {say_date(act.on)}, and {said}"))
        entry = self._entry(ledger, act, EVERYBODY, 0)
        if any((one.on, one.promise, one.words) == (entry.on, entry.promise, entry.words) for one in ledger.standing(EVERYBODY)):
            self.problems.append(Problem("all", f"says twice that the promise '{act.promise}' was kept on {say_date(act.on)}"))
        return [entry]

    def _no_promise(self, id: str, promises: list[str]) -> None:
        why = nearest(id, promises) or (f"There are: {', '.join(promises)}." if promises else "The funder has none yet.")
        self.problems.append(Problem(id, "is not a promise of this funder", why))

    def _sent(self, ledger: Ledger, act: Act, sending: Sending, ids: Sequence[str]) -> list[Entry]:
        made: list[Entry] = []
        for id in ids if not self.problems else ():
            found = sending.look(id, act.letter)
            self.problems += found.problems
            if found.problems or not found.letter:
                continue
            entry = _with(
                self._entry(ledger, act, id, len(made)),
                letter=found.letter, file=found.place, sha256=found.sha256, digest=found.digest,
            )  # fmt: skip
            self.problems += against(id, ledger.standing(id), entry)
            self.said[entry.n] = found.notes
            made.append(entry)
        self.problems += sending.drafts()
        return made

    def _keys(self, ledger: Ledger) -> tuple[str, ...]:
        keys = settled_keys(self.folder)
        new = tuple(sorted(keys - ledger.settled()))
        if not new:
            self.problems.append(
                Problem("wording", "is settled already", "The letters that were built have no other choice of clauses.")
            )
        return new

    def _entry(self, ledger: Ledger, act: Act, id: str, before: int, keys: tuple[str, ...] = ()) -> Entry:
        """The entry as far as the act says it; ``before`` are to be written before it."""
        return Entry(
            ledger.next() + before, self.at, self.by, id, act.what, act.on,
            who=act.who, words=act.words, promise=act.promise, keys=keys,
        )  # fmt: skip


def _with(entry: Entry, **more: object) -> Entry:
    from dataclasses import replace

    return replace(entry, **more)  # type: ignore[arg-type]
