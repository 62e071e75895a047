"""Definitions: those that the final words use, closed over themselves, each once, in the order of the alphabet."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Para, plain_text
from hls_procure.errors import InputError
from tests.assembly.small_library import DEFINITIONS, assembled, document_file, library, quoted
from tests.soundness import faults

TERMS = """\
line: {term: Line, means: "a part of the <term:fund>"}
fund: {term: Fund, means: "the money that the <term:member|plural> hold"}
member: {term: Member, means: "one of us"}
body: {term: Authority, plural: Authorities, means: "the one that pays"}
loner: {term: Loner, means: "a word that nobody uses"}
circle: {term: Circle, means: "a <term:ring> seen from above"}
ring: {term: Ring, means: "a <term:circle> seen from the side"}
"""


def defined(text: str, facts: str = "", **more: Any) -> list[str]:
    made = assembled({"AA-01": f"  - {{id: one, text: {quoted(text)}}}", "AA-02": DEFINITIONS}, facts, terms=TERMS, **more)
    assert faults(made) == []
    return [plain_text(b.spans) for b in made.blocks if isinstance(b, Para) and b.role == "definition"]


def test_only_what_is_used_is_defined_in_the_order_of_the_alphabet() -> None:
    assert defined("The <term:member> and the <term:body>.") == ["Authority means the one that pays.", "Member means one of us."]


def test_a_definition_brings_those_that_it_uses_itself() -> None:
    assert defined("A <term:line>.") == [
        "Fund means the money that the Members hold.", "Line means a part of the Fund.", "Member means one of us.",
    ]  # fmt: skip


def test_definitions_that_use_one_another_end() -> None:
    assert defined("A <term:circle>.") == ["Circle means a Ring seen from above.", "Ring means a Circle seen from the side."]


def test_a_word_in_the_plural_and_the_singular_is_defined_once() -> None:
    assert defined("A <term:member>, two <term:member|plural>, one <term:body>, two <term:body|plural>.") == [
        "Authority means the one that pays.", "Member means one of us.",
    ]  # fmt: skip


def test_what_is_not_printed_is_not_defined() -> None:
    files = {
        "AA-01": '  - {id: one, text: "A <term:member>."}\n  - {id: two, text: "A <term:line>.", applies_when: '
        "tender.lots.answer}",
        "AA-02": DEFINITIONS,
    }
    made = assembled(files, "format: 1\ntender: {lots: {answer: no}}\n", terms=TERMS)
    assert [b.id for b in made.blocks if isinstance(b, Para) and b.role == "definition"] == ["term.member"]


def test_an_answer_that_holds_the_word_defines_nothing() -> None:
    assert defined("For <fact:purpose.statement>.", 'format: 1\npurpose: {statement: "the Line of a Member"}\n') == []


def test_no_definition_where_no_term_is_used() -> None:
    assert defined("Plain words.") == []


def test_a_document_with_terms_and_no_place_for_them_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        assembled({"AA-01": '  - {id: one, text: "A <term:line>."}'}, terms=TERMS)
    (problem,) = caught.value.problems
    assert problem.where == "D99"
    assert "Fund, Line, Member" in problem.what
    assert "nowhere to define them" in problem.what
    assert "special: definitions" in problem.do


def test_the_term_is_strong_and_its_facts_are_traced() -> None:
    terms = 'payer: {term: Payer, means: "<fact:authority.name>"}'
    made = assembled(
        {"AA-01": '  - {id: one, text: "The <term:payer>."}', "AA-02": DEFINITIONS},
        "format: 1\nauthority: {name: The Council}\n",
        terms=terms,
    )
    (found,) = [b for b in made.blocks if isinstance(b, Para) and b.role == "definition"]
    assert (found.spans[0].kind, found.spans[0].text) == ("strong", "Payer")
    assert plain_text(found.spans) == "Payer means The Council."
    assert found.trace.facts == ("authority.name",)


def test_a_gap_in_a_definition_is_a_blank_of_the_document() -> None:
    terms = 'payer: {term: Payer, means: "<fact:authority.name>"}'
    made = assembled({"AA-01": '  - {id: one, text: "The <term:payer>."}', "AA-02": DEFINITIONS}, terms=terms)
    assert [(b.path, b.id, b.blocks_final) for b in made.blanks] == [("authority.name", "term.payer", True)]


def test_a_dangling_reference_in_a_definition_names_the_term() -> None:
    files = {
        "AA-01": '  - {id: one, text: "A <term:list>."}',
        "AA-02": DEFINITIONS,
        "AA-03": "applies_when: alliance.structure != 'single'\ntext: [{id: x, text: \"X.\"}]",
    }
    with pytest.raises(InputError) as caught:
        assembled(
            files, "format: 1\nalliance: {structure: single}\n", terms='list: {term: List, means: "what <ref:AA-03> lists"}'
        )
    assert [p.where for p in caught.value.problems] == ["term.list"]


def test_a_schedule_made_of_another_document_uses_the_definitions_of_the_whole() -> None:
    documents = {
        "D99": document_file("D99", "[AA-01, AA-02]", 'schedules: [{id: other, document: D98, title: "The other"}]'),
        "D98": document_file("D98", "[BB-01, GW-01]", short="the Other"),
    }
    files = {
        "AA-01": '  - {id: one, text: "A <term:member>."}',
        "AA-02": DEFINITIONS,
        "BB-01": '  - {id: one, text: "A <term:body>."}',
        "GW-01": DEFINITIONS,
    }
    words = library(files, documents=documents, terms=TERMS)
    whole, alone = assembled(words), assembled(words, id="D98")
    for made, expected in ((whole, ["term.body", "term.member"]), (alone, ["term.body"])):
        assert faults(made) == []
        assert [b.id for b in made.blocks if isinstance(b, Para) and b.role == "definition"] == expected


names = st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"])


@given(st.dictionaries(names, st.lists(names, max_size=3), min_size=6, max_size=6), st.lists(names, min_size=1, max_size=3))
@settings(max_examples=40)
def test_any_net_of_definitions_is_closed_and_sorted(net: dict[str, list[str]], used: list[str]) -> None:
    terms = "".join(
        f'{key}: {{term: {key.title()}, means: "{" and ".join(f"<term:{o}>" for o in others) or "itself"}"}}\n'
        for key, others in net.items()
    )
    text = " and ".join(f"<term:{key}>" for key in used)
    made = assembled({"AA-01": f"  - {{id: one, text: {quoted('See ' + text + '.')}}}", "AA-02": DEFINITIONS}, terms=terms)
    needed, waiting = set(), list(used)
    while waiting:
        key = waiting.pop()
        if key not in needed:
            needed.add(key)
            waiting += net[key]
    assert [b.id.removeprefix("term.") for b in made.blocks if isinstance(b, Para) and b.role == "definition"] == sorted(needed)
    assert [fault for fault in faults(made) if "defined and not used" not in fault] == []
