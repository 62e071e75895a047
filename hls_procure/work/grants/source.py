"""The grants of a funder's folder for somebody who keeps their days: the workbook first, and what was sent beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from hls_procure.errors import HlsError, Problem
from hls_procure.grants.digest import row_digest
from hls_procure.grants.ledger import Ledger
from hls_procure.grants.row import Row, project_of
from hls_procure.model.root import Project
from hls_procure.model.values import say_date
from hls_procure.work.grants.reading import Batch
from hls_procure.work.grants.sent import frozen_row
from hls_procure.work.workspace import Workspace


class Source:
    """The grants of a folder. A grant that was sent and is no longer in the workbook comes from what was sent.

    :param read: reads the workbook of a folder. :ivar notes: what could not be read, and what differs from what was sent.
    :raises HlsError: nothing can be read, and nothing was sent.
    """

    def __init__(self, folder: Path, ledger: Ledger, read: Callable[[Path], Batch]) -> None:
        self.folder = folder
        self.ledger = ledger
        self.schema = Workspace(folder).schema
        self.notes: list[Problem] = []
        self.batch: Batch | None = None
        try:
            self.batch = read(folder)
        except HlsError as error:
            if not ledger.ids:
                raise
            self.notes += [
                Problem(one.where, one.what, "What is said here comes from the letters that were sent.")
                for one in error.problems[:1]
            ]
        if self.batch is not None and self.batch.problems:
            count = len(self.batch.problems)
            what = f"has {count} {'problem' if count == 1 else 'problems'}, so that what is said here may not be all"
            self.notes.append(Problem(Path(self.batch.source).name, what, "", f"See: hls-procure grant check {folder}"))

    @property
    def base(self) -> Project:
        """What holds for every grant; nothing where the workbook cannot be read."""
        return self.batch.base if self.batch is not None else Project()

    def rows(self, ids: Collection[str] | None = None) -> Iterator[Row]:
        """The rows of the workbook, or those of some grants only."""
        if self.batch is not None:
            yield from (row for row in self.batch.rows() if ids is None or row.id in ids)

    def projects(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, Project]]:
        """Every grant, or some: first those of the workbook, in its order, then those that were sent and are no longer there."""
        seen = set()
        for row in self.rows(ids):
            project, problems = project_of(self.base, row, self.schema)
            if not problems:
                seen.add(row.id)
                self._differs(row)
                yield row.id, project
        for id in self.ledger.ids:
            if id in seen or (ids is not None and id not in ids):
                continue
            state = self.ledger.state(id)
            frozen = frozen_row(self.folder, id, state.letter) if state.letter else None
            if frozen is None:
                what = "is in the ledger, and neither the workbook nor issued/letters says what it is"
                self.notes.append(Problem(id, what, "Nothing of it can be listed.", "Put issued/ back from a backup."))
                continue
            yield id, project_of(self.base, frozen, self.schema)[0]

    def _differs(self, row: Row) -> None:
        """Note that the workbook says otherwise than the letter that was sent."""
        sent = self.ledger.state(row.id).of("sent")
        if sent and sent[-1].digest != row_digest(row, self.schema):
            what = f"says otherwise than the letter of {say_date(sent[-1].on)} that was sent to {row.id}"
            do = "If that is right, build the letter again and send it; it gets the next number."
            self.notes.append(Problem(row.where, what, "What is said here follows the workbook.", do))
