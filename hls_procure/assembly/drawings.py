"""What a drawing shows: its marks from the facts, and its words for whoever does not see it.

A drawing is made only where a sub-clause asks for one (``drawing: {kind: money-by-year, of: grant.payments}``), beside the
table or the words that hold the same figures. While a figure is missing there is none, and the words show the blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hls_procure.assembly.blocks import Mark, TableRow, plain_text
from hls_procure.model.clause import DrawingSpec
from hls_procure.model.facts import NOTHING, Environment, FactView, Missing
from hls_procure.model.record import record
from hls_procure.model.tongue import ENGLISH, Tongue
from hls_procure.model.values import Money, say_date

#: One bar or one day compares nothing.
FEWEST = 2


@record
class Drawn:
    """The marks of a drawing, and every one of them in words."""

    kind: str
    marks: tuple[Mark, ...]
    alt: str


def drawn(
    spec: DrawingSpec,
    facts: FactView,
    env: Environment = NOTHING,
    rows: tuple[TableRow, ...] = (),
    tongue: Tongue = ENGLISH,
) -> Drawn | None:
    """What a drawing shows, or None while there is too little to show.

    :param rows: the rows of the table of the same sub-clause, for a timetable.
    """
    if spec.kind == "timetable":
        return _timetable(facts, rows)
    return _by_year(facts, spec.of, env, tongue)


def _by_year(facts: FactView, of: str, env: Environment, tongue: Tongue) -> Drawn | None:
    """The payments of a list (``on``, ``amount``), a bar for each calendar year."""
    rows = facts.rows(of, env)
    if isinstance(rows, Missing):
        return None
    sums: dict[int, int] = {}
    for row in rows:
        on, amount = facts.get(f"{row.path}.on"), facts.get(f"{row.path}.amount")
        if not isinstance(on, date) or not isinstance(amount, Money):
            return None
        sums[on.year] = sums.get(on.year, 0) + amount.pence
    if len(sums) < FEWEST or min(sums.values()) < 0 or not any(sums.values()):
        return None
    marks = tuple(Mark(str(year), str(Money(sums.get(year, 0))), sums.get(year, 0)) for year in range(min(sums), max(sums) + 1))
    told = tongue.listed([tongue.pattern("said.bar", sum=mark.shown, year=mark.label) for mark in marks])
    alt = tongue.pattern("said.bars", bars=told, sum=str(Money(sum(sums.values()))))
    return Drawn("money-by-year", marks, alt)


def _timetable(facts: FactView, rows: tuple[TableRow, ...]) -> Drawn | None:
    """The days of a table, each row with one day: a line of days with a mark for each."""
    marks = tuple(_days(facts, rows))
    if len(marks) < FEWEST or len({mark.value for mark in marks}) < FEWEST:
        return None
    told = "; ".join(f"{mark.label}: {mark.shown}" for mark in marks)
    first, last = min(marks, key=lambda mark: mark.value), max(marks, key=lambda mark: mark.value)
    return Drawn("timetable", marks, f"A line of days from {first.shown} to {last.shown}, with a mark for each step. {told}.")


def _days(facts: FactView, rows: tuple[TableRow, ...]) -> Iterator[Mark]:
    for row in rows:
        days = [value for path in row.facts if isinstance(value := facts.get(path), date)]
        if len(days) == 1:
            yield Mark(plain_text(row.cells[0]).strip(), say_date(days[0]), days[0].toordinal())
