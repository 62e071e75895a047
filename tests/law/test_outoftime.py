"""Law that has gone or has not begun, as the data of instruments says it, and what a sentence may say of it all the same."""

from __future__ import annotations

from datetime import date

import pytest

from hls_procure.law.citations import provision_instruments
from hls_procure.law.facts import LawBook
from hls_procure.law.outoftime import Bound, bounds, named_out_of_time, other_law, thresholds_of_another_day

BOOK = LawBook.load()
NOW, THEN = date(2027, 4, 19), date(2024, 6, 3)


@pytest.mark.parametrize("bound", [one for one in bounds() if one.short], ids=lambda bound: f"{bound.short} {bound.side}")
def test_no_fact_of_an_instrument_reaches_beyond_its_bound(bound: Bound) -> None:
    start = BOOK.get(bound.fact).start
    assert start is not None
    facts = [f for f in BOOK if f.regime != "BOTH" and bound.short in provision_instruments(f.provision)]
    assert len(facts) > 1 or bound.short == "WSI 2024/782"
    for fact in facts:
        if bound.side == "ends":
            assert fact.end is not None, fact.id
            assert fact.end < start, fact.id
        else:
            assert fact.start is not None, fact.id
            assert fact.start >= start, fact.id


def test_law_whose_facts_have_all_ended_has_a_bound() -> None:
    bounded = {one.short for one in bounds() if one.side == "ends"}
    of: dict[str, list[bool]] = {}
    for fact in BOOK:
        for short in provision_instruments(fact.provision) if fact.regime != "BOTH" else ():
            of.setdefault(short, []).append(fact.end is not None)
    gone = {short for short, ended in of.items() if all(ended) and "/" not in short}
    assert gone == bounded - {""}


def said(text: str, on: date = NOW, nation: str = "ENG") -> list[str]:
    return [one.words for one in named_out_of_time(text, other_law(BOOK, on, nation))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We buy under the Public Contracts Regulations 2015.", ["Public Contracts Regulations 2015"]),
        ("See PCR 2015, regulation 57, and SI 2015/102.", ["PCR 2015"]),
        ("The tender follows the 2015 Regulations and the OJEU notice.", ["OJEU", "2015 Regulations"]),
        ("The Public Contracts Regulations 2015 were revoked.", []),
        ("The present contract was awarded under PCR 2015.", []),
        ("This follows the Procurement Act 2023 and not the Public Contracts Regulations 2015.", []),
        ("The Public Contracts (Scotland) Regulations 2015 govern here.", []),
        ("The council “buys under PCR 2015”, as people say.", []),
        ("Under the Procurement Act 2023 we publish a tender notice.", []),
    ],
)
def test_names_of_law_that_has_gone(text: str, found: list[str]) -> None:
    assert sorted(said(text)) == sorted(found)


def test_law_that_has_not_begun() -> None:
    assert said("We buy under the Procurement Act 2023.", THEN) == ["Procurement Act 2023"]
    assert said("We buy under the Public Contracts Regulations 2015.", THEN) == []
    assert said("The Procurement Act 2023 had not come into force before.", THEN) == []


def test_a_nation_hears_only_of_law_about_which_there_are_facts_for_it() -> None:
    assert said("We buy under the Public Contracts Regulations 2015.", NOW, "SCT") == []
    assert said("We buy under the 2015 Regulations.", NOW, "") == [], "it may be the Regulations of another nation"


def test_what_rests_on_a_fact_of_the_instrument_may_name_it() -> None:
    text, other = "Under the Public Contracts Regulations 2015 it was the report.", other_law(BOOK, NOW, "ENG")
    assert [one.ended for one in named_out_of_time(text, other)] == [True]
    assert list(named_out_of_time(text, other, [BOOK.get("pcr-light-touch-10")])) == []
    assert len(list(named_out_of_time(text, other, [BOOK.get("pa-light-touch-06")]))) == 1


def test_thresholds_of_another_day() -> None:
    text = "The threshold for works is £5,372,609, and ours is £663,540."
    assert list(thresholds_of_another_day(text, [NOW])) == []  # it is still that of a light touch concession
    assert list(thresholds_of_another_day("The threshold is £214,904.", [NOW])) == [
        ("£214,904", date(2024, 1, 1), date(2025, 12, 31))
    ]
    assert list(thresholds_of_another_day("The threshold is £207,720.", [NOW])) == []
    assert list(thresholds_of_another_day("The threshold is £207,720.", [THEN])) == [("£207,720", date(2026, 1, 1), None)]
    assert list(thresholds_of_another_day("The threshold is £207,720.", [THEN, NOW])) == []
    assert list(thresholds_of_another_day("The kitchen cost £214,904.", [NOW])) == []
    assert list(thresholds_of_another_day("A threshold of £5.2m was set.", [NOW])) == []
