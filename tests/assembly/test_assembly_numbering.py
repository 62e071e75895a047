"""Numbers are worked out, never typed: 1, 1.1, (a), (i), without a gap, and from 1 again in each schedule."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Heading, Para
from hls_procure.assembly.number import below, first, letter, roman, schedule_number
from tests.assembly.small_library import DEFINITIONS, assembled, document_file, library, lines
from tests.soundness import faults

ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman_value(text: str) -> int:
    values = [ROMAN_VALUES[c] for c in text]
    return sum(-v if any(w > v for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


@given(st.integers(1, 399))
def test_a_roman_number_reads_back_and_is_written_the_usual_way(number: int) -> None:
    text = roman(number)
    assert roman_value(text) == number
    for wrong in ("iiii", "vv", "xxxx", "ll", "lxl", "lc", "iix", "ic", "il", "xcx"):
        assert wrong not in text


@given(st.integers(1, 400))
def test_letters_run_from_a_to_z_and_then_double_as_word_counts(number: int) -> None:
    text = letter(number)
    assert len(set(text)) == 1
    assert (len(text) - 1) * 26 + ord(text[0]) - ord("a") + 1 == number


def test_letters_and_romans_as_a_reader_knows_them() -> None:
    assert [letter(n) for n in (1, 2, 26, 27, 28, 52, 53)] == ["a", "b", "z", "aa", "bb", "zz", "aaa"]
    assert [roman(n) for n in (1, 2, 3, 4, 5, 6, 9, 10, 14, 19, 40, 49, 50, 90, 99)] == [
        "i", "ii", "iii", "iv", "v", "vi", "ix", "x", "xiv", "xix", "xl", "xlix", "l", "xc", "xcix",
    ]  # fmt: skip


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(1, 60))
def test_a_full_number_is_that_of_its_parents_and_its_own(one: int, two: int, three: int, four: int) -> None:
    top = first(one, id="AA-01")
    second = below(top, two, "AA-01.b")
    third = below(second, three, "AA-01.b.c")
    fourth = below(third, four, "AA-01.b.c.d")
    assert (top.full, second.full) == (str(one), f"{one}.{two}")
    assert third.own == f"({letter(three)})"
    assert third.full == second.full + third.own
    assert fourth.full == f"{one}.{two}({letter(three)})({roman(four)})"
    assert fourth.chain == ("AA-01.b", "AA-01.b.c", "AA-01.b.c.d")
    assert [n.depth for n in (top, second, third, fourth)] == [1, 2, 3, 4]
    with pytest.raises(ValueError, match="more than four deep"):
        below(fourth, 1, "AA-01.b.c.d.e")


def test_a_schedule_has_a_number_of_its_own_and_its_paragraphs_know_it() -> None:
    assert schedule_number(3, "AA-01.list").own == "Schedule 3"
    assert below(first(2, "sched-para", schedule=3), 4, "AA-01.list.x").schedule == 3


# whole documents of any shape

words = st.sampled_from(["Words stand here.", "The Members meet.", "It is done by Friday."])


@st.composite
def nodes(draw: st.DrawFn, depth: int) -> list[dict[str, Any]]:
    made = []
    for number in range(draw(st.integers(1, 4 if depth < 3 else 30))):
        node: dict[str, Any] = {"id": f"n{number}", "text": draw(words)}
        if depth < 3 and draw(st.booleans()):
            node["children"] = draw(nodes(depth + 1))
        if draw(st.integers(0, 5)) == 0:
            node["number"] = "no"
        made.append(node)
    return made


@given(st.lists(nodes(1), min_size=1, max_size=4), st.lists(nodes(1), max_size=3), st.booleans())
@settings(max_examples=40)
def test_a_document_of_any_shape_is_numbered_without_a_gap(
    clauses: list[list[dict[str, Any]]], schedules: list[list[dict[str, Any]]], parts: bool
) -> None:
    import json

    files = {f"AA-{n:02d}": "text: " + json.dumps(tree) for n, tree in enumerate(clauses, 1)}
    listed = ""
    if schedules:
        tied = ", ".join(json.dumps({"id": f"s{n}", "title": "Matters", "text": tree}) for n, tree in enumerate(schedules))
        files["AA-01"] += f"\nschedules: [{tied}]"
        listed = "schedules: [" + ", ".join(f"{{id: p{n}, clause: AA-01.s{n}}}" for n in range(len(schedules))) + "]"
    ids = list(files)
    contains = (
        f'  - {{heading: "One", contains: [{ids[0]}]}}\n' + f'  - {{heading: "Two", contains: [{", ".join(ids[1:])}]}}\n'
        if parts and len(ids) > 1
        else f"[{', '.join(ids)}]"
    )
    made = assembled(library(files, documents={"D99": document_file(contains=contains, rest=listed)}))
    assert faults(made) == []
    numbered = [b.id for b in made.blocks if isinstance(b, (Heading, Para)) and b.number]
    assert numbered == list(made.numbers), "every number that was given is printed, in this order"


def test_a_paragraph_without_a_number_takes_none_away_from_the_next() -> None:
    made = assembled({"AA-01": '  - {id: a, text: "A."}\n  - {id: b, text: "B.", number: "no"}\n  - {id: c, text: "C."}'})
    assert lines(made) == ["1 A clause", "1.1 A.", "B.", "1.2 C."]


def test_a_sub_clause_with_children_and_no_words_is_refused_since_its_number_would_stand_alone() -> None:
    tree = '  - {id: one, text: "One."}\n  - {id: two, children: [{id: a, text: "A."}]}'
    with pytest.raises(AssertionError, match="'two' has children and no words of its own"):
        library({"AA-01": tree})


def test_what_is_below_a_paragraph_without_a_number_counts_in_its_place() -> None:
    tree = """[{id: one, text: "One."},
      {id: two, number: "no", text: "Two.", children: [{id: a, text: "A."}, {id: b, text: "B."}]},
      {id: three, text: "Three."}]"""
    made = assembled({"AA-01": f"text: {tree}"})
    assert lines(made) == ["1 A clause", "1.1 One.", "Two.", "1.2 A.", "1.3 B.", "1.4 Three."]
    files = {"AA-01": f'text: [{{id: x, text: "X."}}]\nschedules: [{{id: s, title: Listed, text: {tree}}}]'}
    listed = assembled(library(files, documents={"D99": document_file(rest="schedules: [{id: s, clause: AA-01.s}]")}))
    assert lines(listed)[2:] == ["Schedule 1 Listed", "1 One.", "Two.", "2 A.", "3 B.", "4 Three."]
    assert faults(made) == faults(listed) == []


def test_a_clause_that_does_not_apply_leaves_no_gap() -> None:
    files = {
        "AA-01": '  - {id: a, text: "A."}',
        "AA-02": "applies_when: alliance.structure == 'single'\ntext:\n  - {id: a, text: \"B.\"}",
        "AA-03": '  - {id: a, text: "C."}',
    }
    facts = "format: 1\nalliance: {structure: single}\n"
    assert [line.split()[0] for line in lines(assembled(files, facts))] == ["1", "1.1", "2", "2.1", "3", "3.1"]
    files["AA-02"] = files["AA-02"].replace("==", "!=")
    assert lines(assembled(files, facts))[2:] == ["2 A clause", "2.1 C."]


def test_schedule_paragraphs_start_again_in_each_schedule() -> None:
    files = {
        "AA-01": 'text: [{id: a, text: "A."}]\nschedules:\n'
        '  - {id: s, title: First, text: [{id: x, text: "X."}, {id: y, text: "Y:", children: [{id: z, text: "z."}]}]}\n'
        '  - {id: t, title: Second, text: [{id: x, text: "X."}]}'
    }
    spec = document_file(rest="schedules: [{id: s, clause: AA-01.s}, {id: t, clause: AA-01.t}]")
    made = assembled(library(files, documents={"D99": spec}))
    assert lines(made)[2:] == ["Schedule 1 First", "1 X.", "2 Y:", "2.1 z.", "Schedule 2 Second", "1 X."]


def test_a_schedule_that_does_not_apply_leaves_no_gap() -> None:
    files = {"AA-01": 'text: [{id: a, text: "A."}]\nschedules:\n  - {id: s, title: First, text: [{id: x, text: "X."}]}'}
    spec = document_file(
        rest="schedules:\n"
        '  - {id: t, title: Staff, attach_by: "the employers", applies_when: tender.tupe.applies.answer}\n'
        "  - {id: s, clause: AA-01.s}"
    )
    words = library(files, documents={"D99": spec})
    with_it = lines(assembled(words, "format: 1\ntender: {tupe: {applies: {answer: yes}}}\n"))
    without = lines(assembled(words, "format: 1\ntender: {tupe: {applies: {answer: no}}}\n"))
    assert [line for line in with_it if line.startswith("Schedule")] == ["Schedule 1 Staff", "Schedule 2 First"]
    assert [line for line in without if line.startswith("Schedule")] == ["Schedule 1 First"]


def test_tables_are_counted_through_the_whole_document() -> None:
    table = 'table: {caption: "C", columns: [{head: H}], rows: [{cells: ["x"]}]}'
    files = {
        "AA-01": f'  - {{id: a, text: "A.", {table}}}\n  - {{id: b, text: "B.", {table}}}',
        "AA-02": f'  - {{id: a, text: "A.", {table}}}',
    }
    assert [line for line in lines(assembled(files)) if line.startswith("Table")] == ["Table 1: C", "Table 2: C", "Table 3: C"]


def test_records_become_lettered_items_whatever_their_count() -> None:
    rows = "\n".join(f'    - {{id: k{n}, text: "matter {n}"}}' for n in range(1, 31))
    loop = (
        'for_each: {of: alliance.governance.key_issues, as: k, ends: [";", "; and", "."], text: "<fact:k.text>", '
        'empty: "None yet."}'
    )
    made = assembled(
        {"AA-01": f'  - {{id: a, text: "They are:", {loop}}}'}, f"format: 1\nalliance:\n governance:\n  key_issues:\n{rows}\n"
    )
    got = lines(made)[2:]
    assert got[:2] == ["(a) matter 1;", "(b) matter 2;"]
    assert got[25:] == ["(z) matter 26;", "(aa) matter 27;", "(bb) matter 28;", "(cc) matter 29; and", "(dd) matter 30."]
    assert faults(made) == []


def test_a_heading_of_parts_has_no_number_and_stands_only_over_clauses_that_are_there() -> None:
    files = {
        "AA-01": '  - {id: a, text: "A."}',
        "AA-02": "applies_when: alliance.structure != 'single'\ntext: [{id: a, text: \"B.\"}]",
    }
    spec = document_file(contains='  - {heading: "One", contains: [AA-01]}\n  - {heading: "Two", contains: [AA-02]}\n')
    made = assembled(library(files, documents={"D99": spec}), "format: 1\nalliance: {structure: single}\n")
    assert lines(made) == ["One", "1 A clause", "1.1 A."]
    levels = [(b.level, b.series) for b in made.blocks if isinstance(b, Heading)]
    assert levels == [(1, "none"), (2, "clause")]


def test_definitions_have_no_number() -> None:
    files = {"AA-01": '  - {id: a, text: "The <term:line|plural> are open."}', "AA-02": DEFINITIONS}
    made = assembled(files, terms='line: {term: Line, means: "a part of the money"}')
    assert lines(made)[-2:] == ["2.1 These words have these meanings.", "Line means a part of the money."]


def test_no_two_ids_of_the_real_library_share_a_number(tamarside_once: Any) -> None:
    from hls_procure.work.building import assemble
    from hls_procure.work.opening import open_project

    for made in assemble(open_project(tamarside_once)).documents.values():
        by_place: dict[tuple[str, str], list[str]] = {}
        schedule = ""
        for block in made.blocks:
            if isinstance(block, Heading) and block.series == "schedule":
                schedule = block.number
            if isinstance(block, (Heading, Para)) and block.number:
                by_place.setdefault((schedule if block.series != "clause" else "", made.numbers[block.id]), []).append(block.id)
        assert [ids for ids in itertools.chain(by_place.values()) if len(ids) > 1] == []
