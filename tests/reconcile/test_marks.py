"""The marks of a clause are put back where their printed words still stand, and facts are told from prose."""

from __future__ import annotations

from typing import Any

import pytest

from hls_procure.assembly.blocks import Para, plain_text
from hls_procure.model.facts import FactView
from hls_procure.reconcile.homes import home_of
from hls_procure.reconcile.segments import of_parts, of_spans, written
from hls_procure.reconcile.values import find_value, read_back
from hls_procure.reconcile.words import NewWords, compare, typed_references


def test_every_printed_sub_clause_gives_its_own_marked_words_back(looked: Any) -> None:
    from hls_procure.work.building import assemble

    library, schema = looked.workspace.words, looked.workspace.schema
    seen = 0
    for document in assemble(looked).documents.values():
        for block in document.blocks:
            home = home_of(library, block.id, block.trace.variant) if isinstance(block, Para) and not block.continues else None
            if home is None:
                continue
            segments = of_parts(home.node.parts, block.spans, library.terms)
            assert segments is not None, block.id
            same = compare(segments, plain_text(block.spans), schema)
            assert (same.prose, same.facts, same.lost) == (False, [], []), block.id
            assert same.marked(lambda text: []) == " ".join("".join(map(written, home.node.parts)).split()), block.id
            seen += 1
    assert seen > 1900


def paragraph(looked: Any, base: Any, id: str) -> tuple[Any, str]:
    (block,) = (b for b in base.document.blocks if b.id == id)
    home = home_of(looked.workspace.words, id, block.trace.variant)
    return of_parts(home.node.parts, block.spans, looked.workspace.words.terms), plain_text(block.spans)


def reworded(looked: Any, base: Any, id: str, *changes: tuple[str, str]) -> NewWords:
    segments, text = paragraph(looked, base, id)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return compare(segments, text, looked.workspace.schema)


def test_a_new_figure_in_reworded_prose_keeps_its_mark(looked: Any, base: Any) -> None:
    made = reworded(looked, base, "AL-36.when", ("at least twelve months before", "no later than fifteen months before"))
    (fact,) = made.facts
    assert (fact.path, fact.value, fact.new) == ("alliance.term.decide_months", "15", "fifteen months")
    assert made.prose
    assert "no later than <fact:alliance.term.decide_months|words:month> before" in made.marked(lambda text: [])


def test_a_fact_that_is_no_longer_printed_is_lost_and_said_to_be(looked: Any, base: Any) -> None:
    made = reworded(looked, base, "AL-36.when", ("at least twelve months before", "in good time before"))
    assert made.facts == []
    assert [segment.path for segment in made.lost] == ["alliance.term.decide_months"]


def test_a_less_than_sign_is_marked_as_one() -> None:
    assert NewWords("if x < 3").marked(lambda text: []) == "if x \\< 3"


PLACES = {"clause 15": "AL-15", "clause 5.2(b)": "AL-05.b", "Schedule 2": "D12.x", "paragraph 3 of Schedule 2": "LG-03"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("as clause 15 says", ["AL-15"]),
        ("Clause 5.2(b) applies", ["AL-05.b"]),
        ("see paragraph 3 of Schedule 2", ["LG-03"]),
        ("see Schedule 2", ["D12.x"]),
        ("clause 15.1 is another place", []),
        ("clause 150 too", []),
        ("section 15 of an Act", []),
        ("paragraph 3 alone", []),
    ],
)
def test_a_typed_number_is_a_reference_only_where_it_is_surely_one(text: str, ids: list[str]) -> None:
    assert [id for _, _, id in typed_references(text, PLACES, "clause")] == ids


@pytest.mark.parametrize(
    ("path", "format", "words", "value"),
    [
        ("alliance.funding.annual", "money", "£8.1m", "8100000"),
        ("alliance.funding.annual", "money", "£7,900,000", "7900000"),
        ("alliance.funding.carry_forward", "percent", "7.5%", "7.5"),
        ("alliance.funding.carry_forward", "percent", "7 per cent", "7"),
        ("alliance.data.assessment_by", "date", "15 March 2028", "2028-03-15"),
        ("alliance.term.initial", "words:year", "six years", "6"),
        ("alliance.term.initial", "words:year", "6 years", "6"),
        ("alliance.periods.short", "words:working-day", "twenty-one Working Days", "21"),
        ("alliance.governance.rule", "", "Everybody agrees", None),
        ("alliance.data.assessment_by", "date", "the Ides of March", None),
        ("alliance.term.initial", "words:year", "some years", None),
    ],
)
def test_values_are_read_back_from_their_words(looked: Any, path: str, format: str, words: str, value: str | None) -> None:
    found = read_back(looked.workspace.schema.get(path), format, words)
    assert (found.value if found else None) == value


def test_a_value_is_found_in_words_only_where_it_is_the_only_one(looked: Any) -> None:
    field = looked.workspace.schema.get("alliance.funding.annual")
    assert find_value(field, "money", "about £8m a year").value == "8000000"
    assert find_value(field, "money", "between £8m and £9m") is None


def test_every_fact_of_the_agreement_is_read_back_from_its_own_words(looked: Any, base: Any) -> None:
    """Counts, money, percentages and dates, in whatever form the agreement prints them."""
    facts: FactView = base.facts
    schema = looked.workspace.schema
    seen = set()
    for block in base.document.blocks:
        for segment in of_spans(block.spans) if isinstance(block, Para) else ():
            field = schema.get(segment.path) if segment.kind == "fact" else None
            if field is None or field.type not in ("money", "percent", "date", "years", "months", "days", "working-days"):
                continue
            found = read_back(field, "", segment.text)
            assert found is not None, segment
            assert field.parse(found.value) == facts.get(segment.path), segment
            seen.add(field.type)
    assert {"money", "percent", "date", "years", "months", "working-days"} <= seen
