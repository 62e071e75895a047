"""The worked dates in ``tests/cases/dates.yaml`` hold, and name the law they rest on."""

from __future__ import annotations

import inspect
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from law_words import _figure_in

from hls_procure.law import periods
from hls_procure.law.facts import LawBook
from hls_procure.library.yamlfile import load

FILE = Path(__file__).resolve().parents[1] / "cases" / "dates.yaml"
CASES = load(FILE)["cases"]
BOOK = LawBook.load()
#: Where a case expects no period, the facts that say so.
NONE = ("pa-light-touch-10", "pa-light-touch-09", "gap-pa-s54")
#: The functions that answer with a period.
FUNCTIONS = {
    name
    for name in periods.__all__
    if inspect.isfunction(getattr(periods, name)) and "Period" in str(inspect.signature(getattr(periods, name)).return_annotation)
}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return periods.Circumstances(**{key: _value(item) for key, item in value.items()})
    text = str(value)
    if text in ("yes", "no", "True", "False"):
        return text in ("yes", "True")
    if text.isdigit():
        return int(text)
    return date.fromisoformat(text) if text[:4].isdigit() else text


def _worked(case: Any) -> periods.Period | None:
    answer: periods.Period | None = getattr(periods, case["period"])(**{k: _value(v) for k, v in case["given"].items()})
    return answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_holds(case: Any) -> None:
    period = _worked(case)
    if case["expect"] == "none":
        assert period is None
        assert case["provision"] in {BOOK.get(id).provision for id in NONE}
        return
    assert period is not None
    shown = {"start": period.start.isoformat(), "end": period.end.isoformat()}
    if period.earliest:
        shown["earliest"] = period.earliest.isoformat()
    assert shown == {key: str(value) for key, value in case["expect"].items()}
    assert case["provision"] in period.provisions
    if "caution" in case:
        assert any(case["caution"] in words for words in period.cautions), period.cautions


def test_every_period_has_a_case_and_every_case_its_own_name() -> None:
    assert {case["period"] for case in CASES} == FUNCTIONS
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [c for c in CASES if c["expect"] != "none"], ids=lambda case: case["id"])
def test_every_length_stands_in_one_of_its_facts(case: Any) -> None:
    """Apart from a longer standstill that somebody promised of their own will."""
    period = _worked(case)
    assert period is not None
    facts = [BOOK.get(id) for id in period.law]
    words = period.counted.replace("to the end of the ", "").replace("to the ", "").split()
    length = next(word.removesuffix("th") for word in words if word.removesuffix("th").isdigit())
    if case["id"] == "voluntary-standstill-of-ten-days" or case["period"] == "scottish_period":
        return
    assert any(_figure_in(f"{length} days", fact) for fact in facts), (length, period.law)


@pytest.mark.parametrize("case", [c for c in CASES if c["expect"] != "none"], ids=lambda case: case["id"])
def test_what_a_fact_is_unsure_of_the_period_says(case: Any) -> None:
    period = _worked(case)
    assert period is not None
    assert all(id in BOOK for id in period.law)
    for id in period.law:
        caution = BOOK.get(id).caution()
        assert not caution or caution in period.cautions
    assert not any(words.endswith(".") for words in period.cautions)
