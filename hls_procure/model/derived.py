"""Figures that are worked out and never typed: the formulas that the field schema names.

Each takes the values of its declared inputs, in order, and gives the result; a list field gives one result for
each record. None of them is called while an input is missing. Sums are exact.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hls_procure.model.values import Money, Percent


def total(*values: Any) -> Any:
    """The sum of single values and lists alike."""
    flat = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
    if not flat:
        return None
    result = flat[0]
    for item in flat[1:]:
        result = result + item
    return result


def difference(first: Any, second: Any) -> Any:
    """The first less the second."""
    return first - second


def count_up(rows: tuple[Any, ...]) -> tuple[int, ...]:
    """1, 2, 3 … for the records of a list."""
    return tuple(range(1, len(rows) + 1))


def how_many(rows: tuple[Any, ...]) -> int:
    """How many records a list has; none is nought."""
    return len(rows)


def highest(values: tuple[Any, ...]) -> Any:
    """The largest value."""
    return max(values) if values else None


def add_years(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_day(start: date, years: int) -> date:
    """The last day of a period of whole years that begins on ``start``."""
    return add_years(start, years) - timedelta(days=1)


def year_before(day: date) -> date:
    """The same day a year earlier."""
    return add_years(day, -1)


def extension_ends(start: date, initial: int, lengths: tuple[int, ...]) -> tuple[date, ...]:
    """The last day after each extension, if every one before it is used."""
    ends, years = [], initial
    for length in lengths:
        years += length
        ends.append(last_day(start, years))
    return tuple(ends)


def term_pattern(initial: int, lengths: tuple[int, ...]) -> str:
    """``5 + 2 + 2 + 1 years``."""
    if not lengths:
        return f"{initial} {'year' if initial == 1 else 'years'}"
    return " + ".join(str(years) for years in (initial, *lengths)) + " years"


def term_maximum(initial: int, lengths: tuple[int, ...]) -> int:
    """The initial period and every extension, in years."""
    return initial + sum(lengths)


def lifetime(annual: Money, maximum: int, years: tuple[int, ...], amounts: tuple[Money, ...]) -> Money:
    """The yearly sums of every year, added up: the usual sum, or that of a year that differs."""
    differs = dict(zip(years, amounts, strict=True))
    return Money(sum(differs.get(year, annual).pence for year in range(1, maximum + 1)))


def with_vat(annual: Money, rate: Percent, kinds: tuple[str, ...], amounts: tuple[Money, ...]) -> Money | None:
    """The yearly sum with VAT on the lines that bear it; None while the VAT of a line is not settled."""
    if "unsettled" in kinds:
        return None
    taxed = Money(sum(amount.pence for kind, amount in zip(kinds, amounts, strict=True) if kind == "standard"))
    return annual + taxed.share(rate)


def row_difference(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    """For each record, the first less the second."""
    return tuple(a - b for a, b in zip(first, second, strict=True))


def row_share_capped(over: tuple[Money, ...], share: tuple[Percent, ...], caps: tuple[Money, ...]) -> tuple[Money, ...]:
    """For each record, its share of the sum, up to its cap."""
    return tuple(min(sum_.share(part), cap) for sum_, part, cap in zip(over, share, caps, strict=True))


def question_weight(
    ids: tuple[str, ...], weights: tuple[Percent, ...], criteria: tuple[str, ...], shares: tuple[Percent, ...]
) -> tuple[Percent, ...] | None:
    """What each question counts for in the whole: its share of its criterion's weight."""
    by_id = dict(zip(ids, weights, strict=True))
    if any(criterion not in by_id for criterion in criteria):
        return None
    return tuple(Percent(by_id[c].value * share.value / 100) for c, share in zip(criteria, shares, strict=True))


def example_score(scores: tuple[Any, ...]) -> Any:
    """The score that the worked example uses: the one below the top."""
    return sorted(scores)[-2] if len(scores) > 1 else None


def example_marks(score: Any, top: Any, marks: tuple[Percent, ...]) -> Percent | None:
    """What that score earns on the first question."""
    if not marks or not top:
        return None
    exact = marks[0].value * Decimal(score) / Decimal(top)
    return Percent(exact.quantize(Decimal("0.01")).normalize())


def commissioner_seats(joint: tuple[Any, ...]) -> int:
    """One for the authority and one for each body that commissions with it."""
    return 1 + len(joint)


def any_public(kind: str, joint: tuple[str, ...]) -> bool:
    """Whether a public body is among the commissioners."""
    return any(one != "not-public" for one in (kind, *joint))


def any_equal(word: str) -> Callable[[tuple[str, ...]], bool]:
    """A calculation: whether any of the values is this word."""
    return lambda values: word in values


def lived_first(days: tuple[date, ...], kinds: tuple[str, ...]) -> bool:
    """Whether people with lived experience were among the first who were heard."""
    first = min(days, default=None)
    return any(kind == "lived" for day, kind in zip(days, kinds, strict=True) if day == first)


#: What the law room works out of the whole project, and no formula here (``playbooks/fields/found.yaml``).
LAW = "law"


def hours_asked(hours: tuple[Any, ...]) -> Any:
    """The hours a year that all asks take together; none is nought."""
    return sum(hours)


def hours_cost(hours: Any, years: int, rate: Money) -> Money:
    """What those hours cost over all years, to the nearest penny, at a rate in pounds an hour."""
    return Money(int((Decimal(hours) * years * rate.pence).to_integral_value(ROUND_HALF_UP)))


def share_of(part: Money, whole: Money) -> Percent | None:
    """One sum as a share of another, to a tenth of a percent."""
    if not whole.pence:
        return None
    exact = Decimal(part.pence) * 100 / Decimal(whole.pence)
    return Percent(exact.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize())


def purposes_only(kind: str, is_charity: bool, fit: str) -> bool:
    """Whether a charity's money has to be kept to its own purposes: for no charity, or for one whose purposes are wider."""
    return kind == "charity" and (not is_charity or fit != "same")


CALCULATIONS: dict[str, Callable[..., Any]] = {
    "total": total,
    "difference": difference,
    "count_up": count_up,
    "how_many": how_many,
    "highest": highest,
    "initial_ends": last_day,
    "year_before": year_before,
    "hours_asked": hours_asked,
    "hours_cost": hours_cost,
    "share_of": share_of,
    "purposes_only": purposes_only,
    "extension_ends": extension_ends,
    "term_pattern": term_pattern,
    "term_maximum": term_maximum,
    "lifetime": lifetime,
    "with_vat": with_vat,
    "row_difference": row_difference,
    "row_share_capped": row_share_capped,
    "question_weight": question_weight,
    "example_score": example_score,
    "example_marks": example_marks,
    "commissioner_seats": commissioner_seats,
    "lived_first": lived_first,
    "any_public": any_public,
    "any_charity": any_equal("charity"),
}
