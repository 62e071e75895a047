"""Makes the letters of a funder's folder: every row is looked at first, then all cores make what is to be made.

What is complete and of the same input is not made again, so a run that was interrupted goes on where it stopped, and ends byte
for byte as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hls_procure import __version__
from hls_procure.assembly.blocks import Blank
from hls_procure.errors import Blocked, FileProblem, InputError, Problem, argument, nearest
from hls_procure.grants.built import NAME, Letter, lines
from hls_procure.grants.columns import GRANTS, SHEETS
from hls_procure.grants.digest import hashed, hashed_all
from hls_procure.grants.row import Row
from hls_procure.model.build import plain_project
from hls_procure.model.fields import FieldSchema, generic
from hls_procure.project.lock import Lock
from hls_procure.work.building import FORMATS
from hls_procure.work.grants.across import Finds, read_letter, sets_apart, told
from hls_procure.work.grants.bench import Job, Seen, Setup
from hls_procure.work.grants.memory import Memory, room_for_memory, sent_letters
from hls_procure.work.grants.placing import RUN, Placed, file_hash, flush, tidy, write_whole
from hls_procure.work.grants.plan import Item, Plan, Wish, input_of, plan, still_good, with_place
from hls_procure.work.grants.reading import Batch
from hls_procure.work.grants.recording import load_ledger
from hls_procure.work.grants.workers import Workers, chunks, run_name, workers_for
from hls_procure.work.opening import clock, role
from hls_procure.work.workspace import Workspace

#: Says how far a run is: what is being done, how many are done, and of how many.
Tell = Callable[[str, int, int], None]
OUT = "letters"


@dataclass
class Lettered:
    """What came of a run.

    :param made: letters that are new on the disk; :param kept: those that were complete. :param states: rows by state.
    :param replacing: letters that take the place of one that was sent. :param gone: letters whose grant is in no row.
    :param beside: edited files left alone, with the new one; :param edited: those for which nothing new was to be made.
    :param drafts: letters that say that they are drafts, by choice of clauses. :param preview: what each of a few letters is an
        example of, by name.
    """

    root: Path
    source: str
    count: int = 0
    made: int = 0
    kept: int = 0
    states: dict[str, int] = field(default_factory=dict)
    replacing: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    twins: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    edited: list[str] = field(default_factory=list)
    drafts: dict[str, int] = field(default_factory=dict)
    choices: dict[str, int] = field(default_factory=dict)
    apart: dict[str, str] = field(default_factory=dict)
    finds: Finds = field(default_factory=Finds)
    notes: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    preview: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "out": str(self.root), "source": self.source, "rows": self.count, "made": self.made, "complete": self.kept,
            "states": self.states, "replacing": sorted(self.replacing), "gone": self.gone, "same_as": self.twins,
            "beside": self.beside, "edited": self.edited, "drafts": self.drafts, "preview": self.preview, "files": self.files,
            "choices": [
                {"choice": key, "letters": count, "with": self.apart.get(key, "")} for key, count in sorted(self.choices.items())
            ],
            "findings": [
                {"code": fault.code, "name": fault.name, "severity": fault.severity, "message": fault.message,
                 "hint": fault.hint, "grants": ids, "choices": keys}
                for fault, ids, keys in self.finds.of("error", "warning", "info")
            ],
            "notes": [note.as_dict() for note in self.notes],
        }  # fmt: skip


@dataclass
class Order:
    """How a run is to be done. :param jobs: processes; as many as are worth it where None."""

    wish: Wish = field(default_factory=Wish)
    formats: tuple[str, ...] = ("docx",)
    out: Path | None = None
    jobs: int | None = None


class Lettering:
    """One run over one batch."""

    def __init__(self, folder: Path, batch: Batch, order: Order, tell: Tell = lambda phase, done, count: None) -> None:
        """:raises InputError: the batch has problems, or a format that is not made."""
        _formats(order.formats)
        if batch.problems:
            raise InputError(batch.problems)
        if not batch.count:
            do = f"Fill in the sheets Funder, Recipients and Grants, and look with: hls-procure grant check {argument(folder)}"
            raise InputError(Problem(batch.source, "holds no grant yet", "No letter was made.", do))
        self.folder = folder
        self.batch = batch
        self.order = order
        self.tell = tell
        self.root = order.out or folder / OUT
        self.workspace = Workspace(folder)
        self.ledger = load_ledger(folder)
        self.settled = self.ledger.settled()
        self.formats = tuple(dict.fromkeys(("docx", *order.formats)))
        self.finds = Finds()

    @property
    def schema(self) -> FieldSchema:
        """The field schema."""
        return self.workspace.schema

    def lock(self) -> Lock:
        """The lock of the folder of the letters. :raises FileProblem: it cannot be made."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileProblem(Problem(str(self.root), f"could not be made ({error.strerror or error})")) from None
        return Lock(self.root, role(), clock().isoformat(timespec="seconds"), "built into")

    def run(self) -> Lettered:
        """Make the letters.

        :raises InputError: a row cannot be read or has a gap; nothing was made, and every problem is named.
        :raises Blocked: a check found an error; nothing was made.
        :raises FileProblem: something could not be written; what was made stays, and the same command goes on from there.
        """
        with self.lock(), room_for_memory(), closing(Memory(self.root)) as self.memory:
            tidy(self.root)
            found = self.plan()
            done = self.begun(found)
            with self.workers(len(found.items)) as workers:
                samples = self.look(found, workers)
                done.apart = self.apart(workers, samples)
                self._make(found, workers, done)
            self._finish(found, done)
        return done

    def begun(self, found: Plan) -> Lettered:
        """What is known of the run before anything is made."""
        done = Lettered(self.root, self.batch.source, len(found.items), states=dict(found.count()), gone=found.gone)
        done.notes, done.twins, done.finds = list(self.batch.notes), found.twins, self.finds
        return done

    def apart(self, workers: Workers, samples: dict[str, Row]) -> dict[str, str]:
        """What sets each choice of clauses apart, in words."""
        return sets_apart(workers.bench.maker, self.workspace, samples)

    def plan(self) -> Plan:
        """Every row, looked up in what was built and what was sent."""
        sent = sent_letters(self.folder, self.ledger)
        ended = {id for id in self.ledger.ids if self.ledger.state(id).name == "ended"}
        return plan(self.batch.rows(), self.batch.base, self.schema, self.memory, sent, self.order.wish, ended)

    def workers(self, count: int) -> Workers:
        """The processes that look at letters and make them."""
        first = self.memory.next_run()
        setup = Setup(
            self.folder, self.batch.base, self.settled, self.root, self.formats, self.root / RUN / run_name(first)
        )  # fmt: skip
        slow = set(self.formats) != {"docx"}
        return Workers(setup, workers_for(count, self.order.jobs, slow=slow), first)

    # looking

    def look(self, found: Plan, workers: Workers, *, sizes: bool = False) -> dict[str, Row]:
        """Look at every letter before any is made. :returns: a row of each choice of clauses.

        :raises InputError: letters that cannot be made, or have gaps. :raises Blocked: errors of checks.
        """
        items, problems = found.items, list[tuple[int, Problem]]()
        count, done = len(items), 0
        self.sizes = [0] * (count if sizes else 0)
        rows = ((number, with_place(row, item)) for number, (row, item) in enumerate(self.rows(found)))
        for seen in workers.each("look", chunks(rows), sizes):
            for one in seen:
                self._seen(items[one.number], one, problems)
                if sizes:
                    self.sizes[one.number] = one.size
            done += len(seen)
            self.tell("Looking at each letter", done, count)
        if problems:
            raise InputError([problem for _, problem in sorted(problems, key=lambda pair: pair[0])])
        samples = self._samples(found)
        reading = self._samples(found, going=True)
        for number, (key, row) in enumerate(reading.items(), 1):
            self.tell("Reading one letter of each choice of clauses", number, len(reading))
            for fault in told(read_letter(workers.bench.maker, self.workspace, self.batch.base, row)):
                self.finds.add(fault, row.id, key, whole=True)
        self.finds.sort(item.id for item in items)
        self._refuse()
        return samples

    def _seen(self, item: Item, seen: Seen, problems: list[tuple[int, Problem]]) -> None:
        item.key = seen.key
        if not item.wanted or not item.todo:
            return
        problems += ((seen.number, problem) for problem in seen.problems)
        problems += ((seen.number, _gap(item, seen.where, blank)) for blank in seen.gaps)
        for fault in seen.faults:
            self.finds.add(fault, item.id, seen.key)

    def _samples(self, found: Plan, *, going: bool = False) -> dict[str, Row]:
        """The first row of each choice of clauses. :param going: of those only whose letters were asked for and not sent yet."""
        first: dict[str, int] = {}
        for number, item in enumerate(found.items):
            if item.key and (not going or (item.wanted and item.todo)):
                first.setdefault(item.key, number)
        wanted = set(first.values())
        rows = {n: with_place(row, item) for n, (row, item) in enumerate(self.rows(found)) if n in wanted}
        return {key: rows[number] for key, number in first.items()}

    def _refuse(self) -> None:
        problems = []
        for fault, ids, keys in self.finds.of("error"):
            where = _named(ids) if not keys else f"{_named(ids)} and all of the same choice of clauses"
            problems.append(Problem(where, f"{fault.code} {fault.message}", do=fault.hint))
        if problems:
            do = f"Mend them and run the command again; explain a check with: hls-procure explain {problems[0].what.split()[0]}"
            raise Blocked([*problems, Problem("", "No letter was made, since the checks found errors", do=do)])

    def rows(self, found: Plan) -> Iterator[tuple[Row, Item]]:
        """Every row with its item. :raises InputError: the file has changed since it was read."""
        rows = iter(self.batch.rows())
        for item in found.items:
            row = next(rows, None)
            if row is None or row.id != item.id:
                raise InputError(Problem(self.batch.source, "has changed while it was being read", do="Run the command again."))
            yield row, item

    # making

    def _make(self, found: Plan, workers: Workers, done: Lettered) -> None:
        self._ground = self.ground()
        for number, item in enumerate(found.items):
            if item.todo and item.wanted:
                self._complete(number, item, done)
            else:
                self._carry(number, item)
        count = sum(item.todo and item.wanted for item in found.items)
        stopped, held, failed = "", dict[str, str](), list[Problem]()
        for placed in workers.each("make", chunks(self._jobs(found)), stop=_full):
            for number, letter in placed.letters:
                self.memory.keep(number, letter)
                done.made += 1
                if letter.replaces:
                    done.replacing.append(letter.id)
            done.beside |= placed.beside
            stopped, held, failed = stopped or placed.stopped, held | placed.held, [*failed, *placed.failed]
            self.tell("Making letters", done.made, count)
        if stopped or held:
            raise FileProblem(halted(self.root, stopped, held, done.made + done.kept, done.kept + count))
        if failed:
            raise InputError(failed)

    def _complete(self, number: int, item: Item, done: Lettered) -> None:
        """Whether the letter lies there already; nothing is to be made then."""
        input, built = input_of(item, self._ground), self.memory.built(item.id)
        for letter in (self.memory.made(item.id), built):
            if letter is None or not still_good(letter, item, input, self.order.formats, self.settled):
                continue
            marks = {name: file_hash(self.root / name) for name in letter.files}
            others = [name for name, sha256 in letter.files.items() if marks[name] != sha256]
            if None in marks.values() or (others and letter is not built):
                continue
            done.edited += others
            item.todo, done.kept = False, done.kept + 1
            self.memory.keep(number, letter)
            return

    def _carry(self, number: int, item: Item) -> None:
        """A letter that nobody asked for now stays on record as it was built."""
        letter = self.memory.latest(item.id)
        if letter is not None:
            self.memory.keep(number, letter)

    def _jobs(self, found: Plan) -> Iterator[Job]:
        for number, (row, item) in enumerate(self.rows(found)):
            if item.todo and item.wanted:
                letter = item.letter_of(input_of(item, self._ground), row.where)
                names = [f"{item.file}.{format}" for format in self.formats]
                yield Job(number, with_place(row, item), letter, self.memory.hashes(names))

    def ground(self) -> str:
        """What goes into every letter: the funder, the words, the law and the tool."""
        return hashed([plain_project(self.batch.base), self.library()])

    def library(self) -> str:
        """One name for the words, the templates and the law that letters are made from."""
        finder = self.workspace.finder
        found = [*finder.all("clauses"), *finder.all("templates", "*.*"), *finder.all("playbooks")]
        law = (f"{fact.id} {fact.dump()}" for fact in self.workspace.book)
        return hashed_all([__version__, *(f"{one.name} {one.digest()}" for one in found), *law])

    # afterwards

    def _finish(self, found: Plan, done: Lettered) -> None:
        from hls_procure.work.grants.after import write_beside

        for number, item in enumerate(found.items):
            if item.key:
                done.choices[item.key] = done.choices.get(item.key, 0) + 1
            letter = self.memory.kept(number)
            if letter is None or item.state in ("sent", "ended") or not item.wanted:
                continue
            self._take_away(letter)
            if letter.draft:
                done.drafts[letter.key] = done.drafts.get(letter.key, 0) + 1
        done.files = write_beside(self, found, done)
        flush()
        write_whole(self.root / NAME, (part.encode("utf-8", "replace") for part in self._manifest(found)))
        self.memory.forget_runs()

    def _take_away(self, letter: Letter) -> None:
        """Files of a grant under a name that it has no longer, unless somebody has edited them."""
        for name, hashes in self.memory.files(letter.id).items():
            if not self.memory.is_now(name) and file_hash(self.root / name) in hashes:
                with suppress(OSError):
                    (self.root / name).unlink()

    def _manifest(self, found: Plan) -> Iterator[str]:
        head = {
            "tool": __version__,
            "law_as_of": self.workspace.book.as_of.isoformat(),
            "library": self.library(),
            "source": self.batch.source,
            "base": plain_project(self.batch.base),
        }
        return lines(head, self._letters(found))

    def _letters(self, found: Plan) -> Iterator[Letter]:
        for number, (row, _) in enumerate(self.rows(found)):
            letter = self.memory.kept(number)
            if letter is not None:
                yield replace(letter, where=row.where) if letter.where != row.where else letter
        for id in found.gone:
            letter = self.memory.latest(id)
            if letter is not None and any((self.root / name).exists() for name in letter.files):
                yield letter


def _full(placed: Placed) -> bool:
    return bool(placed.stopped)


def _gap(item: Item, row: str, blank: Blank) -> Problem:
    """A gap with its column: of the workbook's own sheets, or of the row of another file."""
    path = generic(blank.path)
    sheet, head = next(
        ((one.name, column.head) for one in SHEETS for column in one.columns if column.path == path), ("", blank.path)
    )
    where = f"{item.id}, {sheet}, column {head}" if sheet and f", {GRANTS.name}," in row else f"{row}, {head}"
    return Problem(where, f"is empty, and the letter needs it: {blank.words}", do="Fill it in and run the command again.")


def _named(ids: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(ids[:most])
    return shown if len(ids) <= most else f"{shown} and {len(ids) - most} more"


def _formats(formats: Iterable[str]) -> None:
    problems = [
        Problem(one, "is not a format that is built", nearest(one, FORMATS), f"There are: {', '.join(FORMATS)}.")
        for one in formats
        if one not in FORMATS
    ]
    if problems:
        raise InputError(problems)
    from hls_procure.work.building import require

    require(tuple(formats))


def halted(root: Path, stopped: str, held: dict[str, str], done: int, count: int) -> list[Problem]:
    """What to say where not everything could be written."""
    so_far = f"{done:,} of {count:,} letters are done and stay as they are"
    if stopped:
        do = "Make room, or choose another folder with --out, and run the same command again: it goes on from there."
        return [Problem(argument(root), f"could not be written to ({stopped})", f"{so_far}.", do)]
    do = "Close them and run the same command again: only these are made then."
    names = _named(sorted(held.values()))
    return [Problem(names, "could not be replaced", f"Another program, most often Word, holds it open. {so_far}.", do)]
