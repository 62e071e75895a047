"""The grants of a funder's folder, from its workbook or another file: every row looked at before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hls_procure.errors import InputError, Problem, argument
from hls_procure.grants.row import Row
from hls_procure.model.root import Project

#: The walk of a funder's folder.
FUNDER_WALK = "funder"


@dataclass
class Batch:
    """Many grants, all of them looked at.

    :param base: what holds for every grant. :param source: the file they come from. :param count: how many there are.
    :param problems: what stops the letters, each with sheet, row and column. :param notes: what is worth knowing.
    :param stream: reads the rows, one at a time and in their order, as often as somebody asks.
    :param map: for a file of separated values, what each of its heads was taken for; empty for what is not read.
    """

    base: Project
    source: str
    count: int
    stream: Callable[[], Iterator[Row]]
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    map: dict[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """The rows in their order; memory does not grow with their number."""
        return self.stream()


def read_batch(folder: Path, file: Path | None = None, columns: Path | None = None) -> Batch:
    """Read and check every grant of a funder's folder.

    :param file: a workbook, a file of separated values or open data (360Giving) instead of the folder's own workbook; who the
        funder is still comes from the folder. It may be named as it stands in the folder.
    :param columns: the file that says what each head of it means; the folder's ``columns.yaml`` where none is named.
    :raises InputError: the folder is of another walk, or the file is no table of grants. :raises FileProblem: a file is
        damaged or cannot be read.
    """
    from hls_procure.work.grants.gathering import Gathering
    from hls_procure.work.opening import look

    opened = look(folder)
    walk = opened.project.project.playbook
    if walk != FUNDER_WALK:
        what = f"follows the walk {walk}, which holds one project"
        do = "Start a folder for many grants: hls-procure grant start DIR"
        raise InputError(Problem(argument(folder), what, "Many grants belong into the folder of a funder.", do))
    if file is not None and not file.is_absolute() and not file.exists() and (folder / file).exists():
        file = folder / file
    return Gathering(opened, file, columns).batch()
