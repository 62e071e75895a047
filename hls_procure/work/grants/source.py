"""The grants of a funder's folder for somebody who keeps their days: the workbook first, and what was sent beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from hls_procure.errors import HlsError, Problem, argument
from hls_procure.grants.digest import row_digest
from hls_procure.grants.ledger import Ledger
from hls_procure.grants.row import Row, project_of
from hls_procure.model.root import Project
from hls_procure.model.values import say_date
from hls_procure.work.grants.places import workbook
from hls_procure.work.grants.reading import Batch, read_batch
from hls_procure.work.grants.sent import frozen_row, made_from
from hls_procure.work.workspace import Workspace

#: Reads the files of a folder that hold grants, the workbook first.
Read = Callable[[Path], Sequence[Batch]]


def reader(file: Path | None = None) -> Read:
    """Reads the workbook of a folder, and beside it the file that its letters were made from.

    :param file: that file; where none is named, the one that the letters say, if it lies in the folder.
    """

    def read(folder: Path) -> Sequence[Batch]:
        own = workbook(folder)
        name = made_from(folder)
        other = file or (folder / name if name and name != own.name and (folder / name).is_file() else None)
        found = [read_batch(folder)] if own.is_file() or other is None else []
        return [*found, read_batch(folder, other)] if other is not None and other != own else found

    return read


class Source:
    """The grants of a folder. A grant that was sent and is no longer in the workbook comes from what was sent.

    :param read: reads the workbook of a folder, and other files that hold grants. :ivar notes: what could not be read, and
        what differs from what was sent.
    :raises HlsError: nothing can be read, and nothing was sent.
    """

    def __init__(self, folder: Path, ledger: Ledger, read: Read) -> None:
        self.folder = folder
        self.ledger = ledger
        self.schema = Workspace(folder).schema
        self.notes: list[Problem] = []
        self.batches: Sequence[Batch] = ()
        try:
            self.batches = read(folder)
        except HlsError as error:
            if not ledger.ids:
                raise
            why = "What is said here comes from the letters that were sent."
            self.notes += [Problem(one.where, one.what, why) for one in error.problems[:1]]
        for batch in self.batches:
            if batch.problems:
                count = len(batch.problems)
                what = f"has {count} {'problem' if count == 1 else 'problems'}, so that what is said here may not be all"
                self.notes.append(Problem(Path(batch.source).name, what, "", f"See: hls-procure grant check {argument(folder)}"))

    @property
    def base(self) -> Project:
        """What holds for every grant; nothing where the workbook cannot be read."""
        return self.batches[0].base if self.batches else Project()

    def rows(self, ids: Collection[str] | None = None) -> Iterator[Row]:
        """The rows of the workbook and then of other files, or those of some grants only."""
        for batch in self.batches:
            yield from (row for row in batch.rows() if ids is None or row.id in ids)

    def projects(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, Project]]:
        """Every grant, or some: first those of the workbook, in its order, then those that were sent and are no longer there."""
        seen = set()
        for row in self.rows(ids):
            if row.id in seen:
                continue
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
