"""The standstills, minimum periods and the planned procurement window of the Procurement Act 2023."""

from __future__ import annotations

from datetime import date, timedelta

from hls_procure.law.dates import DAY, Calendar, add_months
from hls_procure.law.periods.made import Period, in_days, in_working_days, refuse
from hls_procure.model.record import record
from hls_procure.model.values import say_date

STANDSTILL = 8


def mandatory_standstill(published: date) -> Period:
    """The standstill that begins with the day on which the contract award notice is published.

    :raises InputError: where it reaches a year whose bank holidays are not known.
    """
    return _standstill("pa2023-standstill", published, STANDSTILL, ("pa-standstill-01", "gap-pa-s50-51"))


def voluntary_standstill(published: date, working_days: int = STANDSTILL) -> Period:
    """A standstill that the contract award notice promises although none is mandatory.

    :param working_days: how many the notice promises.
    :raises InputError: where fewer are promised than the law allows, or it reaches an unknown year.
    """
    law = ("pa-light-touch-10", "gap-pa-s50-51")
    if working_days < STANDSTILL:
        raise refuse(
            "standstill",
            f"has {working_days} working days, and a promised one needs {STANDSTILL} at least",
            "It would not be a standstill",
            f"Promise {STANDSTILL} working days or more, or none.",
            law=law,
        )
    return _standstill("pa2023-voluntary-standstill", published, working_days, law)


def standstill(published: date, *, light_touch: bool, promised: int | None = None) -> Period | None:
    """The standstill of a contract, by whether it is a light touch contract.

    For the other awards without a mandatory standstill (fact ``gap-pa-s50-51`` lists them) use :func:`voluntary_standstill`.

    :param promised: working days that the notice promises; None for none. :return: None where there is no standstill: a
        light touch contract without a promise.
    :raises InputError: as the two functions that it stands for.
    """
    if not light_touch and (promised is None or promised == STANDSTILL):
        return mandatory_standstill(published)
    return None if promised is None else voluntary_standstill(published, promised)


def _standstill(name: str, published: date, count: int, law: tuple[str, ...]) -> Period:
    return in_working_days(
        name,
        published,
        lambda calendar: calendar.beginning_with(published, count),
        Calendar.for_regime("pa2023"),
        counted=f"{count} working days beginning with {say_date(published)}",
        law=law,
    )


@record
class Circumstances:
    """What the minimum periods of section 54 depend on; each entry of fact ``gap-pa-s54``.

    :param electronic: tenders may be submitted electronically. :param documents_together: all documents are given with the
        notice. :param preselected: only suppliers selected before may tender; :param negotiated: and the period was
        negotiated with them. :param qualifying_notice: there was a qualifying planned procurement notice.
    :param urgent: there is a state of urgency. :param dynamic_market: the award is by reference to a dynamic market.
    """

    light_touch: bool
    electronic: bool = True
    documents_together: bool = True
    central_government: bool = False
    utility: bool = False
    preselected: bool = False
    negotiated: bool = False
    qualifying_notice: bool = False
    urgent: bool = False
    dynamic_market: bool = False


@record
class Minimum:
    """The least number of days, 0 where there is no minimum, and the entry that decided it."""

    days: int
    entry: str
    law: tuple[str, ...]


def minimum_participation(case: Circumstances) -> Minimum:
    """The least days for requests to participate: the shortest entry that applies."""
    entries = [(0, "light touch")] if case.light_touch else []
    entries += [(10, "urgency")] if case.urgent else []
    entries.append((25, "the ordinary period"))
    return _shortest(entries, law=("pa-light-touch-09", "gap-pa-s54") if case.light_touch else ("gap-pa-s54",))


def minimum_tendering(case: Circumstances) -> Minimum:
    """The least days for tenders: the shortest entry that applies."""
    beyond = (case.utility or not case.central_government) and case.preselected
    entries = [
        (days, words)
        for applies, days, words in (
            (case.light_touch, 0, "light touch"),
            (beyond and case.negotiated, 0, "negotiated with suppliers selected before"),
            (beyond, 10, "only suppliers selected before"),
            (case.qualifying_notice, 10, "a qualifying planned procurement notice"),
            (case.urgent, 10, "urgency"),
            (case.dynamic_market, 10, "a dynamic market"),
        )
        if applies
    ]
    entries.append(
        {
            (True, True): (25, "electronic tenders, and all documents with the notice"),
            (True, False): (30, "electronic tenders, and the documents not all together"),
            (False, True): (30, "tenders not electronic, and all documents together"),
            (False, False): (35, "tenders not electronic, and the documents not all together"),
        }[case.electronic, case.documents_together]
    )
    return _shortest(entries, law=("pa-light-touch-09", "gap-pa-s54") if case.light_touch else ("gap-pa-s54",))


def _shortest(entries: list[tuple[int, str]], *, law: tuple[str, ...]) -> Minimum:
    days, words = min(entries, key=lambda entry: entry[0])
    return Minimum(days, words, law)


def participation_period(invited: date, case: Circumstances) -> Period | None:
    """From the invitation to the earliest day that may be the deadline for requests; None where there is no minimum."""
    return _minimum_period("pa2023-participation", invited, minimum_participation(case))


def tendering_period(invited: date, case: Circumstances) -> Period | None:
    """From the invitation to the earliest day that may be the deadline for tenders; None where there is no minimum."""
    return _minimum_period("pa2023-tendering", invited, minimum_tendering(case))


def _minimum_period(name: str, invited: date, least: Minimum) -> Period | None:
    if not least.days:
        return None
    end = invited + timedelta(days=least.days)
    counted = f"{least.days} days from the day after {say_date(invited)} ({least.entry})"
    return in_days(name, invited + DAY, end, counted=counted, law=least.law, earliest=end)


def planned_notice_window(published: date) -> Period:
    """The window in which a tender notice may follow for a planned procurement notice to qualify."""
    return in_days(
        "pa2023-planned-notice",
        published + timedelta(days=40),
        add_months(published, 12),
        counted=f"from 40 days to 12 months after {say_date(published)}",
        law=("pa-time-limits-03",),
    )
