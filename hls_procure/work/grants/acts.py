"""Records what happened to grants: everything that is wrong is said at once, and then nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.grants.bank import refuse_bank_details
from hls_procure.grants.ledger import EVERYBODY, SETTLED, UNDO, WHATS, WORDING, Entry, Ledger
from hls_procure.grants.payments import match, still_open
from hls_procure.grants.rules import against, contradictions, named
from hls_procure.model.record import record
from hls_procure.model.values import Money, say_date
from hls_procure.project import files
from hls_procure.work.grants.reading import Batch
from hls_procure.work.grants.recording import Recorder, load_ledger
from hls_procure.work.grants.sending import Sending
from hls_procure.work.grants.sent import built_letters, settled_keys
from hls_procure.work.grants.source import Source

#: The longest words that are kept of somebody, in characters.
LONGEST = 20_000


@record
class Act:
    """What somebody wants to record. The parameters are those of :class:`~hls_procure.grants.ledger.Entry`.

    :param ids: grants, or ``all``; ``wording`` for the words of the letters. :param letter: 0 for the last one.
    """

    ids: tuple[str, ...]
    what: str
    on: date
    amount: Money | None = None
    who: str = ""
    words: str = ""
    letter: int = 0
    promise: str = ""
    payment: str = ""


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

    def __init__(self, folder: Path, *, read: Callable[[Path], Batch], now: Callable[[], datetime], by: str) -> None:
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
        self._look(act)
        load_ledger(self.folder)
        with Recorder(self.folder, self.by, self.at) as recorder:
            ledger = recorder.ledger
            sending = Sending(self.folder, ledger, self.read) if act.what == "sent" else None
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
        return Recorded(tuple(made), self.said, tuple(self.passed), tuple(notes))

    def undo(self, id: str, n: int, on: date, words: str = "") -> Recorded:
        """Take an entry back with a new one; both stay.

        :raises InputError: there is no such entry of this grant, or others rest on it.
        """
        self.problems += refuse_bank_details(words, "The words")
        with Recorder(self.folder, self.by, self.at) as recorder:
            ledger = recorder.ledger
            id = _known(id, [*ledger.ids, EVERYBODY, WORDING])
            entry = next((one for one in ledger.standing(id) if one.n == n), None)
            if entry is None:
                do = f"See what stands: hls-procure grant record {self.folder} {id}"
                self.problems.append(Problem(id, f"has no entry {n} that stands", "An entry is taken back once.", do))
            else:
                rest = [one for one in ledger.standing(id) if one.n != n]
                for problem in contradictions(id, rest) if id not in (EVERYBODY, WORDING) else ():
                    self.problems.append(
                        Problem(id, f"cannot do without entry {n}: it {problem.what}", "", "Take that back first.")
                    )
            if self.problems or entry is None:
                raise InputError(self.problems)
            made = Entry(ledger.next(), self.at, self.by, id, UNDO, on, words=words, entry=n)
            recorder.add([made])
            said = [f"entry {n} no longer counts" + (f": {named(entry)}" if entry.what in WHATS else "")]
            if entry.what == "sent":
                said.append("the letter that was frozen stays where it is")
        return Recorded((made,), {made.n: tuple(said)})

    def _look(self, act: Act) -> None:
        """What can be seen without looking at the folder."""
        if act.what not in WHATS and act.what != SETTLED:
            known = ", ".join([*WHATS, SETTLED])
            self.problems.append(
                Problem(act.what, "cannot be recorded", nearest(act.what, [*WHATS, SETTLED]), f"It is one of: {known}.")
            )
        self.problems += refuse_bank_details(act.words, "The words")
        if "@" in act.who:
            self.problems.append(
                Problem(
                    "--by", "is an address, and a role is kept here", "Nobody's name or address is.", "Say it like 'director'."
                )
            )
        if len(act.words) > LONGEST:
            self.problems.append(
                Problem("The words", f"are longer than {LONGEST:,} characters", "What they said yes with is short.")
            )
        for name, value, only in (
            ("--amount", act.amount, ("paid",)), ("--payment", act.payment, ("paid",)),
            ("--promise", act.promise, ("kept",)), ("--letter", act.letter, ("sent", "accepted")),
        ):  # fmt: skip
            if value and act.what not in only:
                self.problems.append(Problem(name, f"goes with {' or '.join(only)} only"))
        if act.amount is not None and act.amount.pence <= 0:
            self.problems.append(Problem("--amount", "is not a sum that can be paid"))
        if act.what == "kept" and not act.promise:
            self.problems.append(
                Problem("--promise", "is missing", "It says which promise was kept, by its id.", "Say it: --promise ID")
            )
        if (act.ids == (WORDING,)) != (act.what == SETTLED):
            do = f"To settle the words: hls-procure grant record {self.folder} wording settled --by ROLE --on DATE"
            self.problems.append(Problem("settled", "is said of wording, and of nothing else", "", do))
        if act.what == SETTLED and not act.who:
            self.problems.append(
                Problem("--by", "is missing", "Words are settled by somebody with the right role.", "Say it: --by ROLE")
            )
        if self.problems:
            raise InputError(self.problems)

    def _ids(self, act: Act, ledger: Ledger, sending: Sending | None) -> list[str]:
        """The grants meant: those named, or for ``all`` those of which it can be true."""
        if act.what == SETTLED:
            return [WORDING]
        if act.ids != (EVERYBODY,):
            known = list(
                dict.fromkeys([*ledger.ids, *(sending.built if sending else built_letters(self.folder, missing_ok=True))])
            )
            return list(dict.fromkeys(self._named(id, known) for id in act.ids))
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
        found = _known(id, known)
        if found not in known:
            do = f"Letters are built with: hls-procure grant letters {self.folder}"
            self.problems.append(
                Problem(id, "is not a grant here", nearest(id, known) or "No letter of that id was built or sent.", do)
            )
        return found

    def _happened(self, ledger: Ledger, act: Act, ids: Sequence[str]) -> list[Entry]:
        """Entries of everything but letters sent."""
        planned = {}
        if act.what in ("paid", "kept") and not self.problems:
            source = Source(self.folder, ledger, self.read)
            for id, project in source.projects(set(ids)):
                planned[id] = project.grant.payments or ()
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
            if act.what == "paid":
                if act.ids == (EVERYBODY,) and not any(one.on <= act.on for one in still_open(planned.get(id, ()), state.paid)):
                    continue
                found = match(planned.get(id, ()), state.paid, act.on, act.amount, act.payment)
                entry = _with(entry, amount=found.amount, payment=found.payment)
                said += found.notes
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


def _known(id: str, known: Sequence[str]) -> str:
    """An id as it is written in the folder, however somebody wrote its capitals."""
    if id in known:
        return id
    same = [one for one in known if one.casefold() == id.strip().casefold()]
    return same[0] if len(same) == 1 else id.strip()


def _with(entry: Entry, **more: object) -> Entry:
    from dataclasses import replace

    return replace(entry, **more)  # type: ignore[arg-type]


def amount_of(text: str | None) -> Money | None:
    """A sum as somebody typed it. :raises InputError: it is none."""
    if text is None:
        return None
    try:
        return Money.parse(text)
    except ValueError as error:
        raise InputError(Problem("--amount", str(error))) from None


def words_of(typed: str, path: Path | None) -> str:
    """What somebody said, exactly as it was typed or lies in a file: UTF-8, or what Windows writes where it is not that.

    :raises InputError: both were given. :raises FileProblem: the file cannot be read.
    """
    if path is None:
        return typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if typed:
        raise InputError(Problem("--words", "and --words-file say the same thing twice", do="Give one of the two."))
    raw = files.read(path)[: 4 * LONGEST + 4]
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
