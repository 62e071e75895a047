"""An answer whose question is hidden is kept in the project and leaves no trace in a document."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from hls_procure.assembly.blocks import Document
from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from tests.assembly.small_library import assembled, body, lines, table
from tests.soundness import faults

SECRET = (
    "format: 1\npurpose: {statement: the secret aim, inside: [secret one]}\nalliance: {governance: {key_issues: "
    "[{id: k, text: secret matter}]}, funding: {annual: 4242, lines: [{id: a, label: A, amount: 4242}]}}\n"
)
HIDDEN = frozenset(
    {
        "purpose.statement",
        "purpose.inside",
        "alliance.governance.key_issues[].text",
        "alliance.funding.lines[].amount",
        "alliance.funding.annual",
    }
)


def traceless(made: Document) -> None:
    everything = str(asdict(made))
    assert "secret" not in everything
    assert "4242" not in everything
    assert "4,242" not in everything
    assert faults(made) == []


@pytest.mark.parametrize(
    "node",
    [
        '{id: two, text: "It is for <fact:purpose.statement>."}',
        '{id: two, text: "It holds <fact:purpose.inside|list>."}',
        '{id: two, text: "It is <fact:alliance.funding.annual|money>:", children: [{id: a, text: "One."}]}',
        '{id: two, text: "They are:", for_each: {of: alliance.funding.lines, as: l, ends: [";", "; and", "."], text: '
        '"<fact:l.amount>", empty: "None."}}',
        '{id: two, text: "They are", for_each: {of: alliance.funding.lines, as: l, join: [", ", " and ", "."], text: '
        '"<fact:l.amount>", empty: "none."}}',
        '{id: two, text: "Together <fact:alliance.funding.lines_total|money>."}',
    ],
)
def test_a_sub_clause_with_a_hidden_answer_is_left_out_and_leaves_no_gap(node: str) -> None:
    files = {"AA-01": f'  - {{id: one, text: "One."}}\n  - {node}\n  - {{id: three, text: "Three."}}'}
    made = assembled(files, SECRET, hidden=HIDDEN)
    traceless(made)
    assert body(made) == ["1.1 One.", "1.2 Three."]
    assert made.blanks == (), "what is hidden is not missing either"


def test_a_list_that_is_hidden_whole_counts_as_empty() -> None:
    loop = (
        'for_each: {of: alliance.governance.key_issues, as: k, ends: [";", "; and", "."], text: "<fact:k.text>", empty: "None."}'
    )
    made = assembled({"AA-01": f'  - {{id: two, text: "They are:", {loop}}}'}, SECRET, hidden=HIDDEN)
    traceless(made)
    assert body(made) == ["1.1 They are: None."]


def test_a_gap_in_a_sub_clause_that_is_left_out_is_no_gap() -> None:
    two = 'text: "For <fact:purpose.population> and <fact:purpose.statement>."'
    files = {"AA-01": f'  - {{id: one, text: "One."}}\n  - {{id: two, {two}}}'}
    made = assembled(files, SECRET, hidden=HIDDEN)
    assert body(made) == ["1.1 One."]
    assert made.blanks == ()


def test_the_same_sub_clause_is_there_when_nothing_is_hidden() -> None:
    files = {"AA-01": '  - {id: one, text: "One."}\n  - {id: two, text: "It is for <fact:purpose.statement>."}'}
    assert body(assembled(files, SECRET)) == ["1.1 One.", "1.2 It is for the secret aim."]


def test_a_fixed_row_with_a_hidden_answer_is_left_out() -> None:
    rows = 'rows: [{cells: ["Aim", "<fact:purpose.statement>"]}, {cells: ["Always", "there"]}]'
    files = {"AA-01": f'  - {{id: one, text: "Here:", table: {{caption: "C", columns: [{{head: A}}, {{head: B}}], {rows}}}}}'}
    made = assembled(files, SECRET, hidden=HIDDEN)
    traceless(made)
    assert table(made) == [["Always", "there"]]


def test_a_condition_on_a_hidden_answer_counts_it_as_open() -> None:
    files = {
        "AA-01": '  - {id: one, text: "One."}\n  - {id: two, text: "Two.", applies_when: alliance.funding.annual > 1, '
        "if_unknown: hide}"
    }
    assert body(assembled(files, SECRET)) == ["1.1 One.", "1.2 Two."]
    assert body(assembled(files, SECRET, hidden=HIDDEN)) == ["1.1 One."]


def test_numbers_seen_from_another_document_leave_the_hidden_out_too() -> None:
    from tests.assembly.small_library import document_file, library

    files = {
        "AA-01": '  - {id: here, text: "See <ref:BB-01.last>."}',
        "BB-01": '  - {id: a, text: "For <fact:purpose.statement>."}\n  - {id: b, text: "Of '
        '<fact:alliance.funding.lines_total|money>."}\n'
        '  - {id: c, text: "They are", for_each: {of: alliance.funding.lines, as: l, join: [", ", " and ", "."], text: '
        '"<fact:l.amount>", empty: "none."}}\n'
        '  - {id: last, text: "Last."}',
    }
    words = library(files, documents={"D99": document_file(), "D98": document_file("D98", "[BB-01]", short="the Other")})
    other = assembled(words, SECRET, hidden=HIDDEN, id="D98")
    assert lines(assembled(words, SECRET, hidden=HIDDEN))[1] == f"1.1 See clause {other.numbers['BB-01.last']} of the Other."


def test_in_the_sample_a_question_hidden_by_an_answer_takes_its_words_along(tamarside: Path) -> None:
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    before = open_project(tamarside)
    people = before.project.tender.tupe.people
    assert people
    from hls_procure.model.values import say_date

    day = say_date(before.project.tender.tupe.information_on)
    shown = [str(asdict(made)) for made in assemble(before).documents.values()]
    assert any("particulars" in words for words in shown)
    assert any("tender.tupe.people" in words for words in shown)
    before.folder.close()
    at = text.index("  tupe:")
    path.write_text(text[:at] + text[at:].replace("answer: yes", "answer: no", 1), "utf-8")
    after = open_project(tamarside)
    assert after.project.tender.tupe.people == people, "the answer is kept"
    for made in assemble(after).documents.values():
        everything = str(asdict(made))
        assert "tender.tupe.people" not in everything
        assert "tender.tupe.pensions" not in everything
        assert "tender.tupe.information_on" not in everything
        assert faults(made) == []
    assert day
