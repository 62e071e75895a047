"""Numbers, worked out and never typed: clauses 1, 1.1, (a), (i); schedules with paragraphs of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Series = Literal["clause", "schedule", "sched-para"]


@dataclass(frozen=True, slots=True)
class Number:
    """The number of one id.

    :param own: as printed beside the text: ``5``, ``5.2``, ``(b)`` or ``Schedule 2``.
    :param full: as a reference prints it: ``5.2(b)``.
    :param schedule: the number of the schedule it stands in, or 0.
    :param chain: the ids whose own numbers make the full one, outermost first.
    """

    series: Series
    depth: int
    own: str
    full: str
    schedule: int = 0
    chain: tuple[str, ...] = ()


def letter(position: int) -> str:
    """a to z, then aa, bb, as Word counts: 1 is ``a``, 27 is ``aa``."""
    turns, rest = divmod(position - 1, 26)
    return chr(ord("a") + rest) * (turns + 1)


def roman(position: int) -> str:
    """i, ii, iii, iv …"""
    result = ""
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    for value, sign in signs:
        while position >= value:
            result, position = result + sign, position - value
    return result


def first(position: int, series: Series = "clause", *, schedule: int = 0, id: str = "") -> Number:
    """The number of a clause, or of a top paragraph of a schedule."""
    own = str(position)
    return Number(series, 1, own, own, schedule, (id,))


def schedule_number(position: int, id: str) -> Number:
    """The number of a schedule."""
    own = f"Schedule {position}"
    return Number("schedule", 0, own, own, position, (id,))


def below(parent: Number, position: int, id: str) -> Number:
    """The number of the child of a numbered clause or sub-clause.

    :raises ValueError: below the fourth level, which no agreement needs.
    """
    depth = parent.depth + 1
    if depth == 2:
        own = f"{parent.full}.{position}"
        return Number(parent.series, depth, own, own, parent.schedule, (id,))
    if depth == 3:
        own = f"({letter(position)})"
    elif depth == 4:
        own = f"({roman(position)})"
    else:
        raise ValueError("a sub-clause is nested more than four deep")
    return Number(parent.series, depth, own, parent.full + own, parent.schedule, (*parent.chain, id))
