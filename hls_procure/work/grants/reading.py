"""The grants of a funder's folder, from its workbook or another file: every row looked at before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hls_procure.errors import Problem
from hls_procure.grants.row import Row
from hls_procure.model.root import Project


@dataclass
class Batch:
    """Many grants, all of them looked at.

    :param base: what holds for every grant. :param source: the file they come from. :param count: how many there are.
    :param problems: what stops the letters, each with sheet, row and column. :param notes: what is worth knowing.
    :param stream: reads the rows, one at a time and in their order, as often as somebody asks.
    """

    base: Project
    source: str
    count: int
    stream: Callable[[], Iterator[Row]]
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """The rows in their order; memory does not grow with their number."""
        return self.stream()
