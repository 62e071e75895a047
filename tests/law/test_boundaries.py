"""Every figure, sum or day of the law that a rule uses has a case on each side of it.

Which facts a rule uses is found by watching: while every case is decided, the facts note when their figures are read. A figure
that is only counted from (``within 30 days``) has its last day worked out in ``tests/cases/dates.yaml``; one that is only said
in a sentence is listed here, with the reason why nothing can lie on either side of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import pytest
from cases import Written, written
from test_date_cases import CASES as DATES
from test_date_cases import _worked

from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.facts import LawBook, LegalFact
from hls_procure.law.lists import thresholds
from hls_procure.law.ruling import Ruling
from hls_procure.model.values import Money

#: Figures that are only said: no rule compares anything with them, because nobody answers with a figure.
SAID = {
    "gap-bv-3m": "the three months of notice are said; when funding ends is counted in the timetable",
    "gap-pa-42B": "the three years over which turnover is taken are said; a person gives the share",
    "gap-pa-s98": "how long records are kept is said",
    "gap-sub-36": "the cap on small subsidies is said; what a recipient has had before is not asked",
    "pa-payment-01": "within how many days is paid is said",
    "pa-reserved-04": "a person says whether there was such a contract in the three years",
    "pcr-reserved-04": "a person says whether there was such a contract in the three years",
    "pcr-principles-02": "how long papers are kept is said",
    "pcr-innovation-03": "how many days there are for requests is said beside the days that are given",
    "gap-sct-32": "how many days there are for requests is said",
    "sct-supported": "the share is said; in Scotland no share is asked for",
    "x-msa": "the turnover from which somebody makes a statement is said; no turnover is asked for",
}
#: By how little the two sides of a boundary may differ: a penny or a pound, a tenth of a percent, a day, a year.
STEP = {"money": Decimal(1), "percent": Decimal("0.1"), "days": Decimal(1), "years": Decimal(1)}


class Watched(LegalFact):
    """A legal fact that notes when its figures are read."""

    def __getattribute__(self, name: str) -> Any:
        if name == "values":
            READ.add(object.__getattribute__(self, "id"))
        return object.__getattribute__(self, name)


READ: set[str] = set()


class Book(LawBook):
    """The facts of law, watched."""

    def get(self, id: str) -> LegalFact:
        return Watched(**super().get(id).__dict__)


@lru_cache(maxsize=1)
def found() -> tuple[dict[str, Ruling], frozenset[str]]:
    """What is found for each case, and the facts whose figures a rule read on the way."""
    READ.clear()
    book = Book()
    rulings = {case.where: rule(Case(case.project, _schema(), book, case.on)) for case in written()}
    return rulings, frozenset(READ)


def _schema() -> Any:
    from cases import SCHEMA

    return SCHEMA


def numeric(fact: LegalFact) -> bool:
    """Whether a fact has a figure, a sum or a day."""
    return any(re.match(r"GBP|percent|years|months|days|date|working days|hours|multiple", unit) for unit in fact.units)


@lru_cache(maxsize=1)
def counted() -> frozenset[str]:
    """The facts on which the worked days of ``dates.yaml`` rest: each of those says the last day, and so both sides of it."""
    periods = [_worked(case) for case in DATES]
    return frozenset(id for period in periods if period for id in period.law)


def pairs() -> dict[str, dict[str, list[Written]]]:
    made: dict[str, dict[str, list[Written]]] = defaultdict(lambda: defaultdict(list))
    for case in written():
        for fact, side in case.boundary:
            made[fact][side].append(case)
    return made


def used() -> Iterator[str]:
    """The facts with a figure that a rule read, or that carry a threshold of the day."""
    rulings, read = found()
    book = LawBook.load()
    shown = {id for ruling in rulings.values() for id in ruling.facts()}
    for id in sorted(shown):
        if numeric(book.get(id)) and (id in read or _threshold(book.get(id))):
            yield id


def _threshold(fact: LegalFact) -> bool:
    """Whether a fact carries a sum of the list of thresholds, which rules read instead of it."""
    sums = {item.amount for item in thresholds()}
    return any(unit.startswith("GBP") and Money.parse(value) in sums for value, unit in zip(fact.values, fact.units, strict=True))


def test_every_figure_that_a_rule_uses_has_a_case_on_each_side() -> None:
    lacking = [id for id in used() if id not in pairs() and id not in counted() and id not in SAID]
    assert lacking == []


def test_what_is_only_said_has_no_case_of_its_own_and_is_in_use() -> None:
    assert not set(SAID) & set(pairs())
    assert set(SAID) <= set(used()), set(SAID) - set(used())


@pytest.mark.parametrize("fact", sorted(pairs()))
def test_the_two_sides_of_a_boundary_differ_by_a_hair_and_are_decided_otherwise(fact: str) -> None:
    sides = pairs()[fact]
    assert set(sides) == {"below", "above"}, f"{fact} has a case on one side only"
    assert len(sides["below"]) == len(sides["above"])
    rulings, _ = found()
    for below, above in zip(sides["below"], sides["above"], strict=True):
        one, other = rulings[below.where], rulings[above.where]
        assert fact in {*one.facts(), *other.facts()}, f"{fact} is not among the reasons"
        assert _standing(one) != _standing(other), f"{below.where} and {above.where} are decided alike"
        for path in {*below.given, *above.given} - {"legal.route"}:
            near(path, below.given.get(path), above.given.get(path))


def _standing(ruling: Ruling) -> Any:
    """What was decided, without the words."""
    return (
        ruling.regime.id, ruling.regime.state, [(route.id, route.state) for route in ruling.routes],
        [(one.id, one.severity) for one in ruling.conflicts], [(one.id, one.state, one.due) for one in ruling.notices],
        [(one.id, one.answer) for one in (*ruling.regime.tests, *ruling.tests)], [(one.id, one.applies) for one in ruling.duties],
        [one.id for one in ruling.timetable], [len(route.rules) for route in ruling.routes],
    )  # fmt: skip


def near(path: str, one: Any, other: Any) -> None:
    """Whether two answers are the same, or as near to each other as the boundary asks."""
    if one == other:
        return
    if isinstance(one, list) and isinstance(other, list):
        assert len(one) == len(other), path
        for left, right in zip(one, other, strict=True):
            assert left.keys() == right.keys(), path
            for key in left:
                near(f"{path}.{key}", left[key], right[key])
        return
    left, right = _figure(one), _figure(other)
    assert abs(left - right) <= _step(path), f"{path}: {one} and {other} are too far apart"


def _figure(value: Any) -> Decimal:
    from datetime import date

    text = str(value)
    try:
        return Decimal(date.fromisoformat(text).toordinal()) if text.count("-") == 2 else Decimal(text)
    except (InvalidOperation, ValueError):
        raise AssertionError(f"{text!r} is no figure and no day") from None


def _step(path: str) -> Decimal:
    field = _schema().get(path.replace("legal.parts.", "legal.parts[].").replace("extensions.", "extensions[].")
                          .replace("published.", "published[]."))  # fmt: skip
    kind = field.type if field else ""
    return STEP["money" if kind == "money" else "percent" if kind == "percent" else "years" if kind == "years" else "days"]
