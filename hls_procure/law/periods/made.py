"""A period of the law with its first and last day, the facts it rests on, and what is not certain about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from hls_procure.errors import InputError, Problem
from hls_procure.law.dates import DAY, Calendar
from hls_procure.law.facts import LawBook, say_force
from hls_procure.model.record import record
from hls_procure.model.values import say_date


@record
class Period:
    """A period that the law sets, worked out for one case.

    :param name: which one (``pa2023-standstill``). :param start: its first day; :param end: its last, to midnight at its end.
    :param law: ids of the facts that it rests on. :param counted: how it was counted, as a phrase for a person.
    :param earliest: for a wait, the first day on which what was waited for may happen; None for a deadline (done by the
        end of ``end``) and for a window (done from ``start`` to ``end``).
    :param cautions: what is not certain, each a sentence without a final stop.
    """

    name: str
    start: date
    end: date
    law: tuple[str, ...]
    counted: str
    earliest: date | None = None
    cautions: tuple[str, ...] = ()

    @property
    def provisions(self) -> tuple[str, ...]:
        """Where the law of this period stands, once each."""
        book = LawBook.load()
        return tuple(dict.fromkeys(book.get(id).provision for id in self.law))


def in_days(
    name: str,
    start: date,
    end: date,
    *,
    counted: str,
    law: tuple[str, ...],
    earliest: date | None = None,
    cautions: tuple[str, ...] = (),
) -> Period:
    """A period counted in calendar days or months. The cautions of its facts are added to its own."""
    first = min(start, end)
    return Period(name, start, end, law, counted, earliest, _once((*cautions, *_of_facts(law, first))))


def in_working_days(
    name: str,
    start: date,
    end_of: Callable[[Calendar], date],
    calendar: Calendar,
    *,
    counted: str,
    law: tuple[str, ...],
    waits: bool = True,
    cautions: tuple[str, ...] = (),
) -> Period:
    """A period whose last day depends on working days.

    A bank holiday that is not certain is left out, which makes the period longer; where it lies within the period, a
    caution gives the day on which the period would end without it.

    :param end_of: works out the last day with a calendar. :param waits: whether something may happen once it is over.
    :raises InputError: where it reaches a year whose bank holidays are not known.
    """
    end = end_of(calendar)
    other = end_of(calendar.without_doubtful())
    doubts = calendar.doubts(start, end)
    said = tuple(
        f"{say_date(doubt.day)} is counted as a bank holiday ({doubt.name}), which was not confirmed; "
        + ("the last day is the same without it" if other == end else f"without it the last day is {say_date(other)}")
        for doubt in doubts
    )
    ids = _once((*law, *calendar.law, *(doubt.fact for doubt in doubts)))
    words = _once((*said, *cautions, *_of_facts(ids, start)))
    return Period(name, start, end, ids, counted, end + DAY if waits else None, words)


def refuse(where: str, what: str, why: str, do: str, *, law: tuple[str, ...]) -> InputError:
    """What to raise where a period cannot be worked out; the provisions of the facts stand behind the reason."""
    book = LawBook.load()
    places = "; ".join(dict.fromkeys(book.get(id).provision for id in law))
    return InputError(Problem(where, what, f"{why} ({places}).", do))


def _of_facts(law: Iterable[str], day: date) -> Iterable[str]:
    book = LawBook.load()
    for id in law:
        fact = book.get(id)
        if fact.start and day < fact.start:
            yield f"{say_force(fact)}, and this period starts on {say_date(day)}"
        if fact.caution():
            yield fact.caution()


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
