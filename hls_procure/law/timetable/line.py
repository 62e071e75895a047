"""A timetable in the making: the days of the project, the law that fixes them, and the steps so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from hls_procure.errors import InputError
from hls_procure.law.case import Case
from hls_procure.law.dates import Calendar
from hls_procure.law.holidays import known_years
from hls_procure.law.notices_due import notices_of
from hls_procure.law.periods import Period
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.ruling import NoticeStep, Regime, Route, Step

#: The regime whose working days count, by the regime that governs and else by the nation.
_BY_REGIME = {"psr-england": "psr-england", "psr-wales": "psr-wales", "scotland": "scotland"}
USER = "user-choice"


class Line:
    """The steps of one case.

    :param chosen: the way that is taken; where it is None the recorded one counts.
    """

    def __init__(self, case: Case, regime: Regime, chosen: Route | None) -> None:
        self.case = case
        self.regime = regime.id if regime.state == "decided" else ""
        self._asked = (case, regime, chosen)
        self.route = chosen.id if chosen else case.text("legal.route")
        self.make = Reasons(case)
        self.steps: list[Step] = []

    @cached_property
    def notices(self) -> dict[str, NoticeStep]:
        """The notices of the case by their id; those of a Provider Selection Regime follow from the steps here."""
        return {} if self.psr else {notice.id: notice for notice in notices_of(*self._asked)}

    @property
    def above(self) -> bool:
        """Whether the Procurement Act applies in full or as light touch."""
        return self.regime in ("pa2023-light-touch", "pa2023-full")

    @property
    def light(self) -> bool:
        """Whether it is a light touch contract under that Act."""
        return self.regime == "pa2023-light-touch"

    @property
    def psr(self) -> bool:
        """Whether a Provider Selection Regime governs."""
        return self.regime.startswith("psr-")

    @property
    def competed(self) -> bool:
        """Whether organisations compete, as far as is known."""
        return self.route not in (USER, "psr-a", "psr-b", "psr-c", "psrw-1", "psrw-2", "sct-direct", "pcr-change", "public")

    @property
    def offers(self) -> str:
        """What those who take part send in."""
        return "applications" if self.regime == "grant" else "offers" if self.psr else "tenders"

    @property
    def welsh(self) -> bool:
        """Whether it is a devolved Welsh authority, as far as is known."""
        return self.case.nation == "WLS" and self.case.text("authority.kind") != "department"

    @property
    def calendar(self) -> Calendar:
        """The working days that count."""
        return Calendar.for_regime(_BY_REGIME.get(self.regime, "scotland" if self.case.nation == "SCT" else "pa2023"))

    def day(self, name: str) -> date | None:
        """A date of the competition."""
        return self.case.when(f"tender.dates.{name}")

    @property
    def entered(self) -> date | None:
        """The day on which the contract is entered into: the recorded one, else the planned one."""
        return self.case.when("award.agreement_date") or self.day("sign")

    def words(self, id: str, **places: Any) -> str:
        """A phrase of the list of reasons, which begins with a small letter."""
        text = self.make(id, **places).text
        return text[:1].lower() + text[1:]

    def unknown(self) -> str:
        """What is said of a day in a year whose bank holidays are not known."""
        first, last = known_years()
        return self.words("t-unknown-years", first=first, last=last)

    def period(self, count: Callable[[], Period | None]) -> Period | None:
        """A period, or None where it reaches a year whose bank holidays are not known."""
        try:
            return count()
        except InputError:
            return None

    def working(self, first: date, last: date) -> int | None:
        """Working days from the first day to the last, both counted; None where they are not known."""
        try:
            return self.calendar.between(first, last)
        except InputError:
            return None

    def add(
        self,
        id: str,
        what: str,
        on: date | None,
        reason: Reason | None,
        *,
        start: date | None = None,
        when: str = "",
        path: str = "",
    ) -> None:
        """The next step. One that has neither a day nor words for it has no day yet."""
        if on is None and not when:
            when = self.words("t-no-day")
        self.steps.append(Step(id, what, start if start != on else None, on, when if on is None else "", reason, path))


def later(day: date, days: int) -> date | None:
    """A day some days later; None where no calendar reaches."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def in_order(steps: list[Step]) -> tuple[Step, ...]:
    """Steps by their days, those of one day as they were made; one without a day stays behind the step that it followed."""
    groups: list[tuple[date, int, list[Step]]] = []
    for number, step in enumerate(steps):
        day = step.start or step.on
        if day is None and groups:
            groups[-1][2].append(step)
        else:
            groups.append((day or date.min, number, [step]))
    return tuple(step for _, _, group in sorted(groups, key=lambda one: one[:2]) for step in group)
