"""The cases on grants (``tests/cases/grant-law``), each held against what the law room finds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from grant_cases import Written, listed, written
from law_words import faults_of

from hls_procure.law.facts import LawBook
from hls_procure.law.grants import GrantRuling
from hls_procure.law.markers import sentences
from hls_procure.law.reasons import templates

CASES = written()
#: The figures and days of law that a rule compares something with: each has a case on either side of it.
BOUNDARIES = {
    "gap-sub-36", "gap-sub-38", "gap-sub-36-4", "sub-db-scheme", "sub-db-time", "gap-sub-37", "gap-sub-routes", "sub-definition",
    "cc-unrestricted", "gap-cc-written", "gap-bv-3m",
}  # fmt: skip


def said(value: bool | None) -> str:
    return "open" if value is None else "yes" if value else "no"


def words(ruling: GrantRuling) -> str:
    return " ".join(reason.text for reason in ruling.reasons())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.name}")
def test_a_grant_is_decided_as_it_is_written(case: Written) -> None:
    ruling, expect = case.decide(), case.expect
    laws = {law.id: law.state for law in ruling.laws}
    for id, state in expect.get("laws", {}).items():
        assert laws[id] == state, laws
    plain = {
        "instrument": ruling.instrument, "limited": said(ruling.limited), "unrestricted": said(ruling.unrestricted_open),
        "reporting_ok": said(ruling.reporting_ok), "subsidy": ruling.subsidy.state, "ready": said(ruling.subsidy.ready),
        "period": f"{ruling.subsidy.start} to {ruling.subsidy.end}", "total": str(ruling.subsidy.total),
        "notice_by": str(ruling.notice_by), "notice": ruling.notice_state or "none", "as_known": said(bool(ruling.as_known)),
    }  # fmt: skip
    for name, found in plain.items():
        if name in expect:
            assert found == expect[name], (name, words(ruling))
    ways = {way.form: said(way.ok) for way in ruling.reporting}
    for form, ok in expect.get("reporting", {}).items():
        assert ways[form] == ok, ways
    papers = {paper.id: paper for paper in ruling.subsidy.papers}
    for id, state in expect.get("papers", {}).items():
        assert (papers[id].state if id in papers else "none") == state, (id, papers)
    for id, day in expect.get("by", {}).items():
        assert str(papers[id].by) == day, papers[id]
    answers = {test.id: test.answer for test in ruling.subsidy.tests}
    for id, answer in expect.get("tests", {}).items():
        assert answers.get(id, "not asked") == answer, answers
    lines = {line.id: line.state for line in ruling.standard}
    for id, state in expect.get("standard", {}).items():
        assert lines.get(id, "none") == state, lines
    terms = {term.id: term.where for term in ruling.terms}
    for id, where in expect.get("terms", {}).items():
        assert terms.get(id) == where, terms
    assert not set(listed(expect.get("no_terms", []))) & set(terms)
    paths = {until.path for until in ruling.until}
    assert set(listed(expect.get("until", []))) <= paths, paths
    assert not set(listed(expect.get("no_until", []))) & paths, paths
    gaps = " ".join(reason.text for reason in ruling.not_covered)
    for wanted in listed(expect.get("not_covered", [])):
        assert wanted.lower() in gaps.lower(), gaps
    for wanted in listed(expect.get("says", [])):
        assert wanted.lower() in words(ruling).lower(), words(ruling)
    for unwanted in listed(expect.get("not_says", [])):
        assert unwanted.lower() not in words(ruling).lower(), words(ruling)
    assert set(listed(expect.get("facts", []))) <= set(ruling.facts()), ruling.facts()
    cautions = " ".join(caution for reason in ruling.reasons() for caution in reason.cautions)
    for wanted in listed(expect.get("cautions", [])):
        assert wanted.lower() in cautions.lower(), cautions


def test_every_boundary_has_a_case_on_each_side_that_is_decided_otherwise() -> None:
    pairs: dict[str, dict[str, list[Written]]] = defaultdict(lambda: defaultdict(list))
    for case in CASES:
        for fact, side in case.boundary:
            pairs[fact][side].append(case)
    assert set(pairs) == BOUNDARIES
    for fact, sides in pairs.items():
        assert len(sides["below"]) == len(sides["above"]) > 0, fact
        for below, above in zip(sides["below"], sides["above"], strict=True):
            one, other = below.decide(), above.decide()
            assert fact in {*one.facts(), *other.facts()}, f"{below.where}: {fact} is not among the reasons"
            assert _standing(one) != _standing(other), f"{below.where} and {above.where} are decided alike"
            _a_hair_apart(below, above)


def _standing(ruling: GrantRuling) -> Any:
    """What was decided, without the words and the sums."""
    return (
        [law.state for law in ruling.laws], ruling.limited, ruling.unrestricted_open, [way.ok for way in ruling.reporting],
        ruling.subsidy.state, ruling.subsidy.ready, [(paper.id, paper.state) for paper in ruling.subsidy.papers],
        [reason.id for reason in ruling.subsidy.reasons], ruling.notice_state,
    )  # fmt: skip


def _a_hair_apart(below: Written, above: Written) -> None:
    """The two cases differ by one day or by one penny, and in nothing else."""
    steps = [abs((below.on - above.on).days)]
    for name in {*below.given, *above.given}:
        one, other = below.given.get(name), above.given.get(name)
        if one != other:
            pairs = zip(one, other, strict=True) if isinstance(one, list) else [({"": one}, {"": other})]
            steps += [_step(left[key], right[key]) for left, right in pairs for key in left if left[key] != right[key]]
    assert sum(steps) == 1, f"{below.where} and {above.where} differ by more than a day or a penny: {steps}"


def _step(one: str, other: str) -> int:
    from datetime import date

    if one.count("-") == 2:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    return int(abs(Decimal(one) - Decimal(other)) * 100)


def test_every_sentence_of_the_law_of_grants_is_said_by_a_case() -> None:
    spoken = {reason.id for case in CASES for reason in case.decide().reasons()}
    names = {one.id for one in templates().values() if one.where.startswith("grants")}
    unsaid = {id for id in names - spoken if not id.startswith(("g-q-", "g-name-", "g-c-"))}
    assert unsaid == set()


def test_no_sentence_cites_more_than_its_facts_carry_once_it_is_filled() -> None:
    """The grant's own amount is left out: it may be the same as a sum of the law by chance."""
    book, faults = LawBook.load(), []
    for case in CASES:
        for reason in case.decide().reasons():
            text = reason.text.replace(str(case.grant.amount), "…")
            faults += faults_of(text, reason.facts, f"{case.where} {reason.id}", book)
    assert faults == []


def test_every_sentence_begins_with_a_capital() -> None:
    """A name such as ``the Fund`` stands at the beginning of some."""
    small = [
        sentence
        for case in CASES
        for reason in replace(case, given={**case.given, "funder_name": "the Fund", "recipient_name": "the Hub"})
        .decide()
        .reasons()
        for _, sentence in sentences(reason.text)
        if sentence[:1].islower() and not reason.text.partition(sentence)[0].endswith("; ")
    ]
    assert small == []


def test_the_cases_are_many_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 90
    assert len({case.name for case in CASES}) == len(CASES)
