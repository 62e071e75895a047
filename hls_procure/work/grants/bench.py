"""The work of one process on a batch: to look at letters, and to make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from hls_procure.assembly.blocks import Blank
from hls_procure.errors import HlsError, InputError, Problem
from hls_procure.grants.built import Letter
from hls_procure.grants.row import PLAYBOOK, Row, project_of
from hls_procure.interview.guide import Guide
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.work.grants.maker import LetterMaker
from hls_procure.work.grants.placing import Placed, Placer, Ready
from hls_procure.work.workspace import Workspace

if TYPE_CHECKING:
    from hls_procure.work.opening import Looked


@record
class Setup:
    """What a process needs to know.

    :param folder: the funder's. :param base: what holds for every grant. :param settled: choices of clauses that were read.
    :param root: where the letters go. :param formats: in which they are made. :param run: the file into which it notes them.
    """

    folder: Path
    base: Project
    settled: frozenset[str]
    root: Path
    formats: tuple[str, ...]
    run: Path


@record
class Fault:
    """What a check found in the figures of one row."""

    code: str
    name: str
    severity: str
    message: str
    hint: str


@dataclass(slots=True)
class Seen:
    """A letter that was looked at.

    :param where: its row. :param key: its choice of clauses. :param gaps: what it cannot do without.
    :param problems: why there is none. :param size: of its words, in bytes, where it was asked for.
    """

    number: int
    where: str = ""
    key: str = ""
    gaps: tuple[Blank, ...] = ()
    problems: tuple[Problem, ...] = ()
    faults: tuple[Fault, ...] = ()
    size: int = 0


@dataclass(slots=True)
class Job:
    """A letter to be made. :param known: the hashes under which files of its name were built."""

    number: int
    row: Row
    letter: Letter
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Bench:
    """Works on rows, one chunk at a time."""

    def __init__(self, setup: Setup, wanted: Callable[[], bool] = lambda: True) -> None:
        """:param wanted: whether anybody still waits for what is made."""
        self.setup = setup
        self.workspace = Workspace(setup.folder)
        self.placer = Placer(setup.root, setup.run, wanted)

    @cached_property
    def maker(self) -> LetterMaker:
        """What makes the letters; its library is read when it is first asked."""
        return LetterMaker(self.workspace, self.setup.base, settled=self.setup.settled)

    @cached_property
    def _guide(self) -> Guide:
        return self.workspace.guide(PLAYBOOK)

    @cached_property
    def checks(self) -> Any:
        """The catalogue of checks."""
        from hls_procure.library.checks import load_checks

        return load_checks(self.workspace.finder, self.workspace.cache)

    def look(self, rows: Sequence[tuple[int, Row]], *, size: bool = False) -> list[Seen]:
        """Look at some letters. :param size: whether to say how long they are, for which they have to be made."""
        made = []
        for number, row in rows:
            seen = Seen(number, row.where)
            try:
                seen.key, blanks = self.maker.look(row)
                seen.gaps = tuple(blank for blank in blanks if blank.blocks_final)
                seen.faults = tuple(self._faults(row))
                seen.size = self._size(row) if size else 0
            except HlsError as error:
                seen.problems = error.problems
            made.append(seen)
        return made

    def _size(self, row: Row) -> int:
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(self.maker.made(row).docx)) as file:
            return file.getinfo("word/document.xml").file_size

    def _faults(self, row: Row) -> list[Fault]:
        """What the checks find in the figures of a row: payments, burden, length, asks and promises, and what the law says."""
        from hls_procure.law.case import Case
        from hls_procure.law.conflicts.grants import grant_law
        from hls_procure.law.conflicts.taken import Taken
        from hls_procure.law.regime import decide_regime
        from hls_procure.model.facts import FactView
        from hls_procure.readacross import grant_facts
        from hls_procure.readacross.brought import from_law
        from hls_procure.readacross.pack import Pack

        project, _ = project_of(self.setup.base, row, self.workspace.schema)
        case = Case(project, self.workspace.schema, self.workspace.book, None)
        taken = Taken(case, decide_regime(case), ())
        grant_law(taken)
        pack = Pack(
            self.checks,
            FactView(project, self.workspace.schema, hidden=self._guide.hidden(case.facts)),
            conflicts=taken.conflicts,
            book=self.workspace.book,
        )
        looks = (
            from_law, grant_facts.totals, grant_facts.uses, grant_facts.burden, grant_facts.one_year, grant_facts.promises,
        )  # fmt: skip
        return [Fault(f.code, f.name, f.severity, f.message, f.hint) for one in looks for f in one(pack)]

    def make(self, jobs: Sequence[Job]) -> Placed:
        """Make some letters and put them in their places."""
        ready, failed = [], list[Problem]()
        for job in jobs:
            try:
                ready.append(self._ready(job))
            except InputError as error:
                failed += (replace(problem, where=f"{job.row.id} {problem.where}".strip()) for problem in error.problems)
        placed = self.placer.place(ready)
        placed.failed += failed
        return placed

    def _ready(self, job: Job) -> Ready:
        made = self.maker.made(job.row)
        stem = job.letter.file.removesuffix(".docx")
        data = {f"{stem}.docx": made.docx}
        others = [one for one in self.setup.formats if one != "docx"]
        if others:
            data |= self._others(job.row, stem, others)
        return Ready(job.number, replace(job.letter, key=made.key, draft=made.draft), data, job.known)

    def _others(self, row: Row, stem: str, formats: Sequence[str]) -> dict[str, bytes]:
        from hls_procure.work.building import rendered
        from hls_procure.work.grants.across import OneGrant

        one_grant = cast("Looked", OneGrant(self.setup.base, self.workspace))
        document = self.maker.document(row)
        return {f"{stem}.{one}": rendered(one_grant, document, one, self._style).data for one in formats}

    @cached_property
    def _style(self) -> Any:
        from hls_procure.documents.house import load_house_style

        return load_house_style(self.workspace.finder, self.workspace.cache)
