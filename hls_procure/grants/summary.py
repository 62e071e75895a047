"""The summary of a batch as plain text: counts, sums by programme and year, and the choices of clauses."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from hls_procure.grants.figures import Totals
from hls_procure.model.values import Money, say_date

WIDTH = 100


def summary_text(totals: Totals, told: Mapping[str, str], drafts: Collection[str], day: date | None, funder: str) -> str:
    """The summary, with a line end at its end.

    :param told: what sets each choice apart. :param drafts: the choices whose words nobody has settled.
    """
    return "\n".join(_lines(totals, told, drafts, day, funder)) + "\n"


def _lines(totals: Totals, told: Mapping[str, str], drafts: Collection[str], day: date | None, funder: str) -> Iterator[str]:
    yield f"Grants of {funder or 'the funder'}" + (f", as at {say_date(day)}" if day else "")
    whole = Money(sum(totals.given.values()))
    yield f"{sum(totals.grants.values()):,} grants, {whole} in all, {totals.payments:,} payments."
    yield ""
    yield "By programme"
    for name in totals.programmes:
        count = totals.grants[name]
        yield f"  {name}: {count:,} {'grant' if count == 1 else 'grants'}, {Money(totals.given[name])}"
        yield from (f"    paid in {year}: {totals.in_year(year, [name])}" for year in totals.years if totals.paid[name, year])
    if totals.years:
        yield ""
        yield "By calendar year of the payments"
        yield from (f"  {year}: {totals.in_year(year)}" for year in totals.years)
    if totals.choices:
        yield ""
        yield "By choice of clauses"
    for key, count in sorted(totals.choices.items(), key=lambda item: (-item[1], item[0])):
        state = "; nobody has settled its words yet" if key in drafts else ""
        yield f"  {key}: {count:,} {'letter' if count == 1 else 'letters'}, for instance {totals.first[key]}{state}"
        if told.get(key):
            yield from textwrap.wrap(f"with {told[key]}", WIDTH, initial_indent="    ", subsequent_indent="    ")
