"""Exports every grant of a funder's folder as open data: those that somebody accepted, with what was paid."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem, argument
from hls_procure.exchange.giving import (
    Paid,
    always,
    grant,
    missing,
    publishes,
    unregistered,
    wanted,
    written,
)
from hls_procure.exchange.giving_looks import looks
from hls_procure.grants.ledger import NAME as LEDGER
from hls_procure.grants.ledger import GrantState, Ledger, read_ledger
from hls_procure.grants.row import PLAYBOOK, Row, project_of
from hls_procure.interview.guide import Guide
from hls_procure.model.facts import FactView
from hls_procure.model.fields import FieldSchema
from hls_procure.model.telling import of, rows
from hls_procure.work.giving import Given, Told, must_publish, no_day, only_in_json
from hls_procure.work.giving_book import GivingBook
from hls_procure.work.grants.reading import Batch
from hls_procure.work.opening import Looked


def given_all(opened: Looked, batch: Batch) -> Given:
    """Every grant that was accepted, in one package and one workbook.

    Rows are read one at a time, and what is written waits in a file.

    :raises InputError: the funder does not publish, a row cannot be read, no grant was accepted, or something is missing that
        the standard cannot do without: everything that is, with its grant.
    """
    base = batch.base
    must_publish(base.funder.publishes_open_data)
    if batch.problems:
        raise InputError(batch.problems)
    if base.as_of_date is None:
        raise InputError(no_day())
    schema, guide = opened.workspace.schema, opened.workspace.guide(PLAYBOOK)
    about = publishes(FactView(base, schema), base.as_of_date) if base.funder.name and base.funder.open_data_prefix else {}
    gathered = _Gathered(schema, guide, ledger_of(opened), GivingBook(about, base.as_of_date))
    with tempfile.TemporaryFile() as file:
        for piece in written(about, gathered.grants(batch)):
            file.write(piece)
        gathered.refuse(argument(opened.folder.path))
        file.seek(0)
        data = file.read()
    facts = FactView(base, schema)
    confirm = [
        *gathered.looks,
        *gathered.own_ids(),
        *(Told(one.field, one.words) for one in (*unregistered(facts, "funder"), *always())),
    ]
    return Given(
        data, gathered.book.data(), gathered.count, gathered.missing(), tuple(confirm),
        tuple(only_in_json(gathered.book.dropped)), gathered.left_out(),
    )  # fmt: skip


def ledger_of(opened: Looked) -> Ledger:
    """What happened to each grant; nothing where nothing was written down yet."""
    path = opened.folder.path / LEDGER
    try:
        return read_ledger(path.read_bytes())
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise FileProblem(Problem(str(path), f"could not be read ({error.strerror or error})", do="Check who may.")) from None


class _Gathered:
    """What one run over the rows finds."""

    def __init__(self, schema: FieldSchema, guide: Guide, ledger: Ledger, book: GivingBook) -> None:
        self.schema, self.guide, self.ledger, self.book = schema, guide, ledger, book
        self.count = 0
        self.problems: list[Problem] = []
        self._left_out: dict[str, list[str]] = {}
        self.looks: list[Told] = []
        self._wanted: dict[tuple[str, str], list[str]] = {}
        self._unregistered: list[str] = []
        self._seen: dict[str, str] = {}

    def grants(self, batch: Batch) -> Iterator[dict[str, Any]]:
        """Each grant that is published, in the form of the standard."""
        for row in batch.rows():
            state = self.ledger.state(row.id)
            why = _unready(state)
            if why:
                self._left_out.setdefault(why, []).append(row.id)
                continue
            facts = self._facts(batch, row)
            if facts is None:
                continue
            made = grant(facts, self._paid(facts, state))
            self._look(row, facts, str(made["id"]))
            self.book.add(made)
            self.count += 1
            yield made

    def _facts(self, batch: Batch, row: Row) -> FactView | None:
        project, problems = project_of(batch.base, row, self.schema)
        facts = FactView(project, self.schema, hidden=self.guide.hidden(FactView(project, self.schema)))
        lacking = missing(facts)
        problems += [
            Problem(
                row.where, f"{lack.path} of {row.id} has no answer, and 360Giving cannot do without it",
                f"It becomes {lack.field}.", f"Answer {self.guide.labels.get(lack.path, (lack.path, lack.path))[1]}.",
            )
            for lack in lacking
        ]  # fmt: skip
        self.problems += problems
        return None if problems else facts

    def _look(self, row: Row, facts: FactView, id: str) -> None:
        if id in self._seen:
            said = f"{row.id} has the id {id} in the file, and {self._seen[id]} has it, too"
            self.problems.append(Problem(row.where, said, "An id in open data stands for one grant.", "Change one of the two."))
        self._seen[id] = row.id
        self.looks += [Told(lack.field, lack.words, grants=(row.id,)) for lack in looks(facts)]
        if list(unregistered(facts, "recipient")):
            self._unregistered.append(row.id)
        for lack in wanted(facts):
            if lack.path != "funder.number":
                self._wanted.setdefault((lack.path, lack.field), []).append(row.id)

    def _paid(self, facts: FactView, state: GrantState) -> Iterator[Paid]:
        planned = {one.id: of(facts, one, "amount") for one in rows(facts, "grant.payments")}
        used: set[str] = set()
        for entry in state.paid:
            amount = entry.amount if entry.amount is not None else planned.get(entry.payment)
            if amount is None:
                words = f"entry {entry.n} of {LEDGER} says that something was paid and not how much: it is left out"
                self.looks.append(Told("disbursementTransaction", words, grants=(state.id,)))
                continue
            id = f"paid-{entry.n}" if not entry.payment or f"paid-{entry.payment}" in used else f"paid-{entry.payment}"
            used.add(id)
            yield Paid(id, entry.on, amount)

    def left_out(self) -> tuple[Told, ...]:
        """The grants that are not published yet: each reason once."""
        return tuple(Told("grants", why, grants=tuple(ids)) for why, ids in self._left_out.items())

    def missing(self) -> tuple[Told, ...]:
        """What would make the file more useful: each field once, with the grants that lack it."""
        labels: Mapping[str, tuple[str, str]] = self.guide.labels
        return tuple(
            Told(field, labels.get(path, (path, ""))[0], labels.get(path, ("", ""))[1], tuple(ids))
            for (path, field), ids in self._wanted.items()
        )

    def own_ids(self) -> Iterator[Told]:
        """The recipients of which no number in a register is known."""
        if self._unregistered:
            words = "no number of a register is known, so the id is one of your own"
            yield Told("recipientOrganization/id", words, grants=tuple(self._unregistered))

    def refuse(self, folder: str) -> None:
        """Stop where nothing can be published.

        :raises InputError: what stands in the way, everything at once.
        """
        if self.problems:
            raise InputError(self.problems)
        if not self.count:
            what = "holds no grant that somebody has accepted, so there is nothing to publish yet"
            do = f"When somebody has: hls-procure grant record {folder} ID accepted --on DATE"
            raise InputError(Problem(LEDGER, what, "A grant is published once its letter was accepted.", do))


def _unready(state: GrantState) -> str:
    """Why a grant is not published yet; empty where it is."""
    if state.of("accepted") or state.paid:
        return ""
    if state.ended_on is not None:
        return "it ended without being accepted"
    return "its letter was sent and nobody has accepted it yet" if state.of("sent") else "no letter was sent yet"
