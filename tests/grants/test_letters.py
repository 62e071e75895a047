"""Letters made many at a time are, in every part, those that are put together one by one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.errors import InputError
from hls_procure.grants.letters import same
from hls_procure.grants.row import Row
from hls_procure.work.grants.maker import LetterMaker
from hls_procure.work.opening import Looked, look

NAMES = ("Mill Lane", "Tom & Jerry <CIC>", "Cymdeithas Llŷn", "جمعية السلام", "The Long Name " * 8, "Who are we?", "Ends: ", " ")
WHY = (
    "You keep a door open.", "You keep a door open", "What do you see?", "First.\n\nSecond.", "First.\n\n\n\nThird", "One\nline",
    "Look at this:", "With a\ttab.", "جيد", "{{ f }} & <b>", " spaced ", "مرحبا\n\nHello",
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(sample_once: Callable[[str], Path]) -> Looked:
    return look(sample_once("youthvoice"))


@pytest.fixture(scope="module")
def maker(opened: Looked) -> LetterMaker:
    return LetterMaker(opened.workspace, opened.project)


def a_row(**changed: Any) -> Row:
    tree: dict[str, Any] = {
        "recipient": {"name": "Mill Lane", "short_name": "the Lane", "address": "1 Mill Lane\nSenlow"},
        "grant": {
            "amount": "24000", "starts": "2027-06-01", "years": "2", "why_you": "You keep a door open.",
            "payments": [
                {"id": "p1", "on": "2027-06-01", "amount": "12000"}, {"id": "p2", "on": "2028-06-01", "amount": "12000"},
            ],
        },
    }  # fmt: skip
    for path, value in changed.items():
        room, _, name = path.partition("__")
        tree[room][name] = value
    return Row("G-0001", "grants.xlsx, Grants, row 2", tree)


def text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode("utf-8")


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Rows that differ in everything that may differ: values, lists, choices, and what is not said."""
    years = draw(st.integers(1, 4))
    days = [f"20{27 + n}-06-01" for n in range(years)]
    amount = draw(st.sampled_from(["20000", "60000"]))
    grant: dict[str, Any] = {
        "amount": draw(st.sampled_from(["1", "24000.50", "212365"])),
        "starts": draw(st.sampled_from(["2027-06-01", "2028-02-29"])),
        "years": str(years),
        "why_you": draw(st.sampled_from(WHY)),
        "purpose": draw(st.sampled_from(WHY)),
        "basis": draw(st.sampled_from(["core", "designated", "inquiry", "flexible", "participatory"])),
        "payments": [{"id": f"p{n}", "on": day, "amount": amount} for n, day in enumerate(days)],
        "reporting": {"form": draw(st.sampled_from(["conversation", "own", "shared", "none"]))},
        "limit": {"text": "Work with young people", "why": "Our purposes say so."},
    }
    recipient: dict[str, Any] = {
        "name": draw(st.sampled_from(NAMES)),
        "short_name": draw(st.sampled_from(NAMES)),
        "is_charity": draw(st.sampled_from(["yes", "no"])),
        "fit": draw(st.sampled_from(["same", "wider", "unsure"])),
        "nation": draw(st.sampled_from(["ENG", "SCT"])),
    }
    if draw(st.booleans()):
        grant |= {"uplift": {"kind": "percent", "percent": draw(st.sampled_from(["2", "3.5"]))}}
    if draw(st.booleans()):
        grant |= {"subsidy": {"route": draw(st.sampled_from(["mfa", "none"])), "assistance": "0"}, "public_money": "yes"}
    if draw(st.booleans()):
        grant |= {"tell": [{"id": "t1", "event": draw(st.sampled_from(["a crisis", "you close."])), "why": "we can help"}]}
    day = draw(st.sampled_from([{}, {"as_of_date": "2027-05-01"}, {"as_of_date": "2027-05-02"}]))
    return Row(draw(st.sampled_from(["G-1", "G-2"])), "row", {"grant": grant, "recipient": recipient, **day})


@settings(max_examples=20, deadline=None)
@given(rows())
def test_a_letter_of_many_is_the_letter_made_by_itself(maker: LetterMaker, row: Row) -> None:
    alike(maker, row)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(rows())
def test_five_hundred_letters_are_those_made_by_themselves(maker: LetterMaker, row: Row) -> None:
    alike(maker, row)


def alike(maker: LetterMaker, row: Row) -> None:
    made = maker.made(row)
    assert same(made, maker.letters.alone(row))
    assert maker.look(row) == (made.key, made.blanks)
    assert None not in maker.letters.shapes.values()


#: A row that says something of everything that may decide the shape of a letter, and what else it may say there.
FULL: dict[str, Any] = {
    "grant.amount": "60000", "grant.starts": "2027-06-01", "grant.years": "3", "grant.why_you": "You keep a door open.",
    "grant.purpose": "Work with young people.", "grant.basis": "core", "grant.time_asked": "2", "grant.public_money": "yes",
    "grant.payments": ["20000", "20000", "20000"], "grant.reporting.form": "conversation", "grant.exit.answer": "yes",
    "grant.exit.why": "Half of the last payment.", "grant.uplift.kind": "none", "grant.uplift.percent": "2",
    "grant.limit.text": "Work with young people.", "grant.limit.why": "Our purposes say so.", "grant.subsidy.route": "mfa",
    "grant.subsidy.assistance": "0", "grant.subsidy.confirmed_on": "2027-01-01", "grant.subsidy.group_asked": "yes",
    "grant.subsidy.transfers_asked": "yes", "grant.accept": "email", "recipient.name": "Mill Lane",
    "recipient.is_charity": "yes", "recipient.fit": "same", "recipient.nation": "ENG", "recipient.publishes_accounts": "yes",
    "recipient.works_with_at_risk": "yes", "recipient.enterprise.answer": "yes", "as_of_date": "2027-05-01",
}  # fmt: skip
OTHER = [
    ("grant.years", "1"), ("grant.years", "9"), ("grant.why_you", "One.\n\nTwo."), ("grant.basis", "designated"),
    ("grant.basis", "inquiry"), ("grant.basis", "flexible"), ("grant.basis", "participatory"), ("grant.time_asked", "1"),
    ("grant.public_money", "no"), ("grant.payments", ["20000", "20000", "70000"]), ("grant.payments", ["60000"]),
    ("grant.reporting.form", "own"), ("grant.reporting.form", "shared"), ("grant.reporting.form", "none"),
    ("grant.exit.answer", "no"), ("grant.exit.why", "Who knows?"), ("grant.uplift.kind", "percent"),
    ("grant.uplift.kind", "built-in"), ("grant.subsidy.route", "none"), ("grant.subsidy.group_asked", "no"),
    ("grant.accept", "letter"), ("recipient.name", "جمعية السلام"), ("recipient.is_charity", "no"), ("recipient.fit", "wider"),
    ("recipient.fit", "unsure"), ("recipient.nation", "SCT"), ("recipient.publishes_accounts", "no"),
    ("recipient.works_with_at_risk", "no"), ("recipient.enterprise.answer", "no"),
    ("as_of_date", "2027-05-02"),
]  # fmt: skip


def told(values: dict[str, Any]) -> Row:
    tree: dict[str, Any] = {}
    for path, value in values.items():
        *rooms, name = path.split(".")
        at = tree
        for room in rooms:
            at = at.setdefault(room, {})
        at[name] = value
    sums = tree["grant"]["payments"]
    tree["grant"]["payments"] = [{"id": f"p{n}", "on": f"20{27 + n}-06-01", "amount": one} for n, one in enumerate(sums)]
    return Row("G-0001", "row", tree)


@pytest.mark.parametrize(("path", "value"), OTHER)
def test_whatever_decides_the_shape_of_a_letter_is_noticed(opened: Looked, path: str, value: Any) -> None:
    """The first of two letters makes a shape; the second differs in one thing, and must not be taken for one of it."""
    pair = told(FULL), told({**FULL, path: value})
    for first, second in (pair, pair[::-1]):
        fresh = LetterMaker(opened.workspace, opened.project)
        fresh.made(first)
        assert same(fresh.made(second), fresh.letters.alone(second))
        assert None not in fresh.letters.shapes.values()


def test_a_letter_with_values_in_a_table_is_put_together_by_itself(opened: Looked) -> None:
    row = a_row(grant__public_money="yes", grant__subsidy={"route": "spei", "assistance": "0"}, grant__purpose="Care")
    maker = LetterMaker(opened.workspace, opened.project)
    assert "How the amount is determined" in text(maker.made(row).docx)
    assert same(maker.made(row), maker.letters.alone(row))


def test_most_letters_are_filled_and_not_put_together(maker: LetterMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        maker.made(a_row(recipient__name=f"The Lane {number}"))
    monkeypatch.setattr(maker.letters, "alone", lambda row: pytest.fail("a letter like others was put together by itself"))
    made = maker.made(a_row(recipient__name="Zwölf & Söhne", grant__amount="30000", grant__starts="2027-07-01"))
    assert "Zwölf &amp; Söhne" in text(made.docx)
    assert "1 July 2027" in text(made.docx)


def test_letters_of_several_paragraphs_are_filled_too(maker: LetterMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    maker.made(a_row(grant__why_you="One."))
    maker.made(a_row(grant__why_you="One.\n\nTwo."))
    monkeypatch.setattr(maker.letters, "alone", lambda row: pytest.fail("a letter like others was put together by itself"))
    assert "Four." in text(maker.made(a_row(grant__why_you="Three.\n\nFour.")).docx)


def test_a_shape_that_would_give_another_letter_is_not_used(maker: LetterMaker) -> None:
    """A plural is a decision: one hour and two hours differ in a word beside the number."""
    one = maker.made(a_row(grant__time_asked="1", grant__why_you="A."))
    two = maker.made(a_row(grant__time_asked="2", grant__why_you="A."))
    assert '1</w:t></w:r><w:r><w:t xml:space="preserve"> ' in text(one.docx)
    assert text(one.docx).count("hours") + 1 == text(two.docx).count("hours")


def test_the_choice_of_clauses_is_not_the_values(maker: LetterMaker) -> None:
    plain = maker.made(a_row())
    other = maker.made(a_row(recipient__name="Another", grant__why_you="One.\n\nTwo.", grant__amount="99"))
    three = maker.made(a_row(grant__payments=[{"id": f"p{n}", "on": f"2027-0{n}-01", "amount": "1"} for n in (1, 2, 3)]))
    limited = maker.made(a_row(grant__basis="inquiry", grant__purpose="What helps?"))
    assert plain.key == other.key == three.key
    assert limited.key != plain.key


def test_a_letter_whose_words_are_settled_is_no_draft(opened: Looked, maker: LetterMaker) -> None:
    draft = maker.made(a_row())
    assert draft.draft
    assert "Draft: let somebody who knows the law read it" in text(draft.docx)
    signed = LetterMaker(opened.workspace, opened.project, settled={draft.key})
    for _ in range(3):
        made = signed.made(a_row())
        assert not made.draft
        assert "Draft" not in text(made.docx)
        assert same(made, signed.letters.alone(a_row()))
    other = signed.made(a_row(grant__basis="inquiry", grant__purpose="What helps?"))
    assert other.draft


def test_what_had_to_be_checked_first_is_gone_once_it_is_settled(opened: Looked, maker: LetterMaker) -> None:
    limit = {"text": "Work with young people", "why": "Our purposes say so."}
    row = a_row(recipient__is_charity="no", recipient__nation="ENG", grant__limit=limit)
    draft = maker.made(row)
    assert [blank.kind for blank in draft.blanks] == ["law"]
    assert "[Check before this goes out:" in text(draft.docx)
    signed = LetterMaker(opened.workspace, opened.project, settled={draft.key}).made(row)
    assert signed.blanks == ()
    assert signed.key == draft.key
    assert "Check before" not in text(signed.docx)


def test_a_gap_is_told_and_stays_with_its_row(maker: LetterMaker) -> None:
    gap = maker.made(a_row(recipient__short_name=" "))
    assert [blank.path for blank in gap.blanks] == ["recipient.short_name"]
    assert maker.made(a_row()).blanks == ()


def test_a_value_that_cannot_be_read_is_told_with_its_row(maker: LetterMaker) -> None:
    with pytest.raises(InputError) as caught:
        maker.made(a_row(grant__amount="a lot", grant__starts="soon"))
    assert len(caught.value.problems) == 2
    assert all(problem.where == "grants.xlsx, Grants, row 2" for problem in caught.value.problems)


def test_what_a_row_does_not_say_comes_from_the_funder(maker: LetterMaker, opened: Looked) -> None:
    made = maker.made(a_row())
    assert str(opened.project.funder.name) in text(made.docx)
    assert "212,365" not in text(made.docx)
