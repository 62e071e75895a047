"""The payments of a grant, from the way in which it is paid."""

from __future__ import annotations

from datetime import date

from hls_procure.model.fields import ValueProblem
from hls_procure.model.values import Money


def equal_parts(amount: Money, years: int) -> list[Money]:
    """A sum in equal parts, exact to the penny; the last takes what is left over."""
    part = amount.pence // years
    return [Money(part)] * (years - 1) + [Money(amount.pence - part * (years - 1))]


def same_day(day: date, years: int) -> date:
    """The same day so many years on; the 29 of February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def payments_of(how: str, amount: Money, starts: date, years: int) -> list[dict[str, str]]:
    """The payments of a grant that is paid ``at once`` or ``yearly``, as plain records.

    :raises ValueProblem: there is nothing to part, or not a penny for each year.
    """
    if how == "at once":
        return [{"id": "all", "on": starts.isoformat(), "amount": amount.plain()}]
    if not years or amount.pence < years:
        raise ValueProblem(f"{amount} cannot be paid in {years} parts")
    return [
        {"id": f"year-{number}", "on": same_day(starts, number - 1).isoformat(), "amount": part.plain()}
        for number, part in enumerate(equal_parts(amount, years), 1)
    ]


def listed(rows: list[tuple[str, dict[str, str]]]) -> list[dict[str, str]]:
    """Payments as the sheet lists them, in the order of their days: each with the short name that it has there, or its day.

    :raises ValueProblem: two have the same name.
    """
    made: list[dict[str, str]] = []
    taken: set[str] = set()
    for name, row in sorted(rows, key=lambda one: one[1].get("on", "")):
        id = name.lower()
        if id in taken:
            raise ValueProblem(f"two payments are called '{name}'")
        if not id:
            base = id = row.get("on") or "day-open"
            number = 2
            while id in taken:
                id, number = f"{base}-{number}", number + 1
        taken.add(id)
        made.append({"id": id, **row})
    return made
