"""A reference is an id in the words and a number in print: never typed, never left hanging."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.assemble import Assembler
from hls_procure.assembly.blocks import Document, Para, plain_text
from hls_procure.errors import InputError
from hls_procure.model.clause import Library
from tests.assembly.small_library import DEFINITIONS, assembled, assembler, body, document_file, library, lines
from tests.soundness import faults

TREE = """\
  - id: one
    text: "One:"
    children:
      - {id: a, text: "first; and"}
      - id: b
        text: "second:"
        children: [{id: i, text: "deep; and"}, {id: j, text: "deeper."}]
"""


def refers(text: str, **more: Any) -> str:
    """What a sub-clause of clause 1 prints that refers into clauses 2 to 4."""
    files = {
        "AA-01": f"  - {{id: here, text: {json.dumps(text)}}}",
        "AA-02": TREE,
        "AA-03": '  - {id: x, text: "X."}',
        "AA-04": '  - {id: y, text: "Y."}',
    }
    return body(assembled(files, **more))[0].removeprefix("1.1 ")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("See <ref:AA-02>.", "See clause 2."),
        ("See <ref:AA-02.one>.", "See clause 2.1."),
        ("See <ref:AA-02.one.a>.", "See clause 2.1(a)."),
        ("See <ref:AA-02.one.b.j>.", "See clause 2.1(b)(ii)."),
        ("See <ref:AA-02..AA-04>.", "See clauses 2 to 4."),
        ("See <ref:AA-02.one.a..AA-02.one.b>.", "See clauses 2.1(a) to 2.1(b)."),
        ("<ref:AA-02> applies.", "Clause 2 applies."),
        ("<ref:AA-02..AA-04> apply.", "Clauses 2 to 4 apply."),
        ("It ends. <ref:AA-02> applies.", "It ends. Clause 2 applies."),
        ("Does it end? <ref:AA-02> applies.", "Does it end? Clause 2 applies."),
        ("It ends; <ref:AA-02> applies.", "It ends; clause 2 applies."),
        ("Under <ref:AA-02>, and <ref:AA-03>, it ends.", "Under clause 2, and clause 3, it ends."),
    ],
)
def test_a_reference_in_the_same_document(written: str, printed: str) -> None:
    assert refers(written) == printed


def test_the_noun_is_the_documents_own() -> None:
    files = {"AA-01": '  - {id: a, text: "See <ref:AA-02>. <ref:AA-02> is short."}', "AA-02": '  - {id: x, text: "X."}'}
    words = library(files, documents={"D99": document_file(contains="[AA-01, AA-02]", noun="section")})
    assert body(assembled(words))[0] == "1.1 See section 2. Section 2 is short."


def test_each_part_of_a_number_is_traced_to_its_place() -> None:
    made = assembled({"AA-01": '  - {id: here, text: "See <ref:AA-02.one.b.j>."}', "AA-02": TREE})
    spans = next(b.spans for b in made.blocks if b.id == "AA-01.here" and isinstance(b, Para))
    assert [(s.text, s.path, s.detail) for s in spans if s.kind == "ref"] == [("2.1(b)(ii)", "AA-02.one.b.j", "full")]
    assert made.bookmarks["AA-02.one.b.j"] == "_HLS_AA02__one__b__j"


# schedules

SCHEDULED = {
    "AA-01": """\
text:
  - {id: here, text: "See <ref:AA-01.s>, <ref:AA-01.s.x>, <ref:AA-01.s.x.a> and <ref:AA-02.t.y>."}
schedules:
  - id: s
    title: First
    text:
      - {id: x, text: "As <ref:AA-01.s.y> says, and <ref:AA-02.t.y>:", children: [{id: a, text: "One."}]}
      - {id: y, text: "<ref:AA-01.s.x> is above. <ref:AA-01.here> is in the body."}
""",
    "AA-02": 'text:\n  - {id: z, text: "Z."}\nschedules:\n  - {id: t, title: Second, text: [{id: y, text: "Y."}]}',
}
BOTH = "schedules: [{id: s, clause: AA-01.s}, {id: t, clause: AA-02.t}]"


def test_references_to_schedules_and_their_paragraphs() -> None:
    words = library(SCHEDULED, documents={"D99": document_file(contains="[AA-01, AA-02]", rest=BOTH)})
    made = assembled(words)
    printed = lines(made)
    assert "1.1 See Schedule 1, paragraph 1 of Schedule 1, paragraph 1.1 of Schedule 1 and paragraph 1 of Schedule 2." in printed
    assert "1 As paragraph 2 says, and paragraph 1 of Schedule 2:" in printed
    assert "2 Paragraph 1 is above. Clause 1.1 is in the body." in printed
    assert faults(made) == []


# other documents

TWO = {
    "D99": document_file("D99", "[AA-01]", short="the Small Document"),
    "D98": document_file("D98", "[BB-01, BB-02]", "schedules: [{id: s, clause: BB-02.s}]", noun="section", short="the Other One"),
}
OTHER = {"BB-01": TREE, "BB-02": 'text: [{id: b, text: "B."}]\nschedules: [{id: s, title: Listed, text: [{id: x, text: "X."}]}]'}


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("See <ref:BB-01>.", "See section 1 of the Other One."),
        ("See <ref:BB-01.one.b>.", "See section 1.1(b) of the Other One."),
        ("<ref:BB-01.one> applies.", "Section 1.1 of the Other One applies."),
        ("See <ref:BB-01..BB-02>.", "See sections 1 to 2 of the Other One."),
        ("See <ref:BB-02.s>.", "See Schedule 1 of the Other One."),
        ("See <ref:BB-02.s.x>.", "See paragraph 1 of Schedule 1 of the Other One."),
        ("See <ref:D98>.", "See the Other One."),
        ("<ref:D98> applies.", "The Other One applies."),
        ("It ends. <ref:D98> applies.", "It ends. The Other One applies."),
    ],
)
def test_a_reference_to_another_document_is_words(written: str, printed: str) -> None:
    words = library({"AA-01": f"  - {{id: here, text: {json.dumps(written)}}}", **OTHER}, documents=TWO)
    made = assembled(words)
    assert body(made)[0] == f"1.1 {printed}"
    spans = [s for b in made.blocks if isinstance(b, Para) for s in b.spans]
    assert all(s.kind != "ref" for s in spans), "a field can only point into its own file"


def test_a_clause_that_is_a_schedule_here_and_at_home_elsewhere_is_named_from_where_the_reader_is() -> None:
    documents = {
        "D99": document_file("D99", "[AA-01]", 'schedules: [{id: other, document: D98, title: "The other one"}]'),
        "D98": document_file("D98", "[BB-01]", noun="section", short="the Other One"),
        "D97": document_file("D97", "[CC-01]", noun="section", short="the Third One"),
    }
    files = {
        "AA-01": '  - {id: here, text: "See <ref:BB-01.one> and <ref:D98>. <ref:D98> counts."}',
        "BB-01": '  - {id: one, text: "It says what <ref:BB-01.two> says, under <ref:AA-01>."}\n  - {id: two, text: "Two."}',
        "CC-01": '  - {id: here, text: "See <ref:BB-01.one> and <ref:AA-01>."}',
    }
    words = library(files, documents=documents)
    agreement, alone, third = (assembled(words, id=id) for id in ("D99", "D98", "D97"))
    assert body(agreement)[0] == "1.1 See paragraph 1.1 of Schedule 1 and Schedule 1. Schedule 1 counts."
    assert "1.1 It says what paragraph 1.2 says, under clause 1." in lines(agreement)
    assert body(alone)[0] == "1.1 It says what section 1.2 says, under clause 1 of the Small Document."
    assert body(third)[0] == "1.1 See section 1.1 of the Other One and clause 1 of the Small Document."
    for made in (agreement, alone, third):
        assert faults(made) == []


# everywhere that words stand


def test_references_in_cells_captions_loops_and_definitions() -> None:
    files = {
        "AA-01": """\
  - id: t
    text: "A table:"
    table:
      caption: "What <ref:AA-02> lists"
      of: alliance.governance.key_issues
      as: k
      columns: [{head: Matter, show: "<fact:k.text>"}, {head: Place, show: "<ref:AA-02.x>"}]
      empty: "None; <ref:AA-02> says why."
  - id: loop
    text: "They are"
    for_each:
      of: alliance.governance.key_issues
      as: k
      join: [", ", " and ", "."]
      text: "<fact:k.text> (<ref:AA-02>)"
      empty: "none, as <ref:AA-02> says."
""",
        "AA-02": '  - {id: x, text: "The <term:line> is open."}',
        "AA-03": DEFINITIONS,
    }
    terms = 'line: {term: Line, means: "what <ref:AA-01.t> lists"}'
    full = lines(
        assembled(
            files, "format: 1\nalliance: {governance: {key_issues: [{id: a, text: pay}, {id: b, text: place}]}}\n", terms=terms
        )
    )
    assert "Table 1: What clause 2 lists" in full
    assert "pay | Clause 2.1" in full
    assert "1.2 They are pay (clause 2) and place (clause 2)." in full
    assert "Line means what clause 1.1 lists." in full
    none = lines(assembled(files, "format: 1\nalliance: {governance: {key_issues: []}}\n", terms=terms))
    assert "None; clause 2 says why. | " in none
    assert "1.2 They are none, as clause 2 says." in none


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("See <ref:AA-02,AA-04>.", "See clauses 2 and 4."),
        ("See <ref:AA-02,AA-03,AA-04>.", "See clauses 2, 3 and 4."),
        ("See <ref:AA-02,AA-03,AA-04|or>.", "See clause 2, 3 or 4."),
        ("<ref:AA-02,AA-02.one.b> apply.", "Clauses 2 and 2.1(b) apply."),
        ("It ends. <ref:AA-02,AA-03|or> applies.", "It ends. Clause 2 or 3 applies."),
    ],
)
def test_several_places_share_one_noun(written: str, printed: str) -> None:
    assert refers(written) == printed


def test_several_places_of_two_kinds_are_each_said_in_full() -> None:
    words = library(
        {"AA-01": '  - {id: here, text: "See <ref:AA-01.here,BB-01.one,BB-02.s.x|or>. <ref:BB-01,BB-02> apply."}', **OTHER},
        documents=TWO,
    )
    assert body(assembled(words))[0] == (
        "1.1 See clause 1.1, section 1.1 of the Other One or paragraph 1 of Schedule 1 of the Other One. "
        "Sections 1 and 2 of the Other One apply."
    )


def test_several_places_in_one_schedule() -> None:
    files = {
        "AA-01": 'text: [{id: here, text: "See <ref:AA-01.s.x,AA-01.s.y> and <ref:AA-01.s,AA-01.here>."}]\nschedules:\n'
        '  - {id: s, title: First, text: [{id: x, text: "As <ref:AA-01.s.x,AA-01.s.y|or> says."}, {id: y, text: "Y."}]}'
    }
    made = assembled(library(files, documents={"D99": document_file(rest="schedules: [{id: s, clause: AA-01.s}]")}))
    assert lines(made)[1] == "1.1 See paragraphs 1 and 2 of Schedule 1 and Schedule 1 and clause 1.1."
    assert lines(made)[3] == "1 As paragraph 1 or 2 says."
    assert faults(made) == []


def test_one_of_several_places_that_is_missing_is_named() -> None:
    files = {"AA-01": '  - {id: here, text: "See <ref:AA-01,AA-02>."}', "AA-02": NEVER + '  - {id: x, text: "X."}'}
    assert trouble(files, SINGLE)[0][:2] == ("AA-01.here", "refers to AA-02, which is not in this document")


@given(st.data())
@settings(max_examples=30)
def test_any_reference_prints_the_number_beside_its_target(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 5))
    ids = [f"AA-{n:02d}" for n in range(1, count + 1)]
    targets = [t for id in ids for t in (id, f"{id}.one", f"{id}.one.a", f"{id}.one.b.j")]
    files = {}
    for id in ids:
        wanted = data.draw(st.sampled_from(targets))
        files[id] = TREE + f'  - {{id: end, text: "As <ref:{wanted}> says."}}'
    made = assembled(files)
    assert faults(made) == []
    for block in made.blocks:
        if isinstance(block, Para) and block.id.endswith(".end"):
            (ref,) = (s for s in block.spans if s.kind == "ref")
            assert plain_text(block.spans) == f"As clause {made.numbers[ref.path]} says."


# what is not there


def trouble(files: dict[str, str] | Library, facts: str = "", **more: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        assembled(files, facts, **more)
    return [(p.where, p.what, p.do) for p in caught.value.problems]


NEVER = "applies_when: alliance.structure != 'single'\ntext:\n"
SINGLE = "format: 1\nalliance: {structure: single}\n"


def test_a_reference_to_a_clause_that_does_not_apply_names_the_sub_clause_and_what_to_do() -> None:
    files = {"AA-01": '  - {id: here, text: "See <ref:AA-02.x>."}', "AA-02": NEVER + '  - {id: x, text: "X."}'}
    ((where, what, do),) = trouble(files, SINGLE)
    assert where == "AA-01.here"
    assert what == "refers to AA-02.x, which is not in this document"
    assert "with_target" in do


def test_every_dangling_reference_is_named_at_once() -> None:
    files = {
        "AA-01": '  - {id: here, text: "See <ref:AA-02>."}\n  - {id: there, text: "See <ref:AA-02.x> and <ref:AA-02.x>."}',
        "AA-02": NEVER + '  - {id: x, text: "X."}',
    }
    assert [where for where, _, _ in trouble(files, SINGLE)] == ["AA-01.here", "AA-01.there"]


def test_a_range_needs_both_ends() -> None:
    files = {
        "AA-01": '  - {id: here, text: "See <ref:AA-01..AA-03>."}',
        "AA-02": '  - {id: x, text: "X."}',
        "AA-03": NEVER + '  - {id: x, text: "X."}',
    }
    assert [(where, "AA-03" in what) for where, what, _ in trouble(files, SINGLE)] == [("AA-01.here", True)]


def test_a_range_may_not_run_backwards() -> None:
    files = {
        "AA-01": '  - {id: here, text: "See <ref:AA-03..AA-02>."}',
        "AA-02": '  - {id: x, text: "X."}',
        "AA-03": '  - {id: x, text: "X."}',
    }
    ((where, what, _),) = trouble(files)
    assert where == "AA-01.here"
    assert "backwards" in what
    assert "AA-03" in what
    assert "AA-02" in what


def test_a_range_in_another_document_may_not_run_backwards_either() -> None:
    words = library({"AA-01": '  - {id: here, text: "See <ref:BB-02..BB-01>."}', **OTHER}, documents=TWO)
    ((where, what, _),) = trouble(words)
    assert where == "AA-01.here"
    assert "backwards" in what


def test_a_reference_into_a_wording_that_was_not_chosen_is_named() -> None:
    files = {
        "AA-01": '  - {id: here, text: "See <ref:AA-02.x>."}',
        "AA-02": 'default: a\nvariants: {choice: yes, a: {text: [{id: x, text: "X."}]}, b: {text: [{id: y, text: "Y."}]}}',
    }
    files["AA-02"] = files["AA-02"].replace("default: a\nvariants", "variants") + "\ndefault: a"
    assert body(assembled(files))[0] == "1.1 See clause 2.1."
    facts = "format: 1\nchoices: [{clause: AA-02, variant: b, by: legal lead, why: shorter}]\n"
    assert trouble(files, facts)[0][:2] == ("AA-01.here", "refers to AA-02.x, which is not in this document")


def test_a_dangling_reference_in_a_cell_names_the_row() -> None:
    row = '{cells: ["<ref:AA-02>"]}'
    files = {
        "AA-01": f'  - {{id: t, text: "A table:", table: {{caption: "C", columns: [{{head: H}}], rows: [{row}]}}}}',
        "AA-02": NEVER + '  - {id: x, text: "X."}',
    }
    assert trouble(files, SINGLE)[0][0] == "AA-01.t.table.r1"


def test_with_target_takes_the_sub_clause_out_with_its_target() -> None:
    files = {
        "AA-01": '  - {id: here, text: "See <ref:AA-02>.", with_target: AA-02}\n  - {id: there, text: "Stay."}',
        "AA-02": NEVER + '  - {id: x, text: "X."}',
    }
    assert lines(assembled(files, SINGLE)) == ["1 A clause", "1.1 Stay."]
    assert lines(assembled(files))[1:3] == ["1.1 See clause 2.", "1.2 Stay."]


def test_the_order_in_which_documents_are_assembled_changes_nothing() -> None:
    words = library({"AA-01": '  - {id: here, text: "See <ref:BB-01.one>."}', **OTHER}, documents=TWO)

    def both(first: str, second: str, room: Assembler) -> dict[str, Document]:
        return {id: room.assemble(id) for id in (first, second)}

    assert both("D99", "D98", assembler(words)) == both("D98", "D99", assembler(words))
