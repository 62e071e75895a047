"""Every sentence that speaks of the law names its facts, and cites only where they stand.

A failure shows the file, the line and the sentence. To mend it, name the fact that the sentence rests on
(``law: [pa-light-touch-14]``); where there is no fact, take the law out and ask a lawyer instead.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from law_words import code_faults, faults_of, library_faults, package_faults, record_faults

import hls_procure
from hls_procure.law.facts import LawBook
from hls_procure.law.reasons import templates
from hls_procure.library.clauses import Builder
from hls_procure.library.finder import Finder, shipped_root
from hls_procure.library.load import load_words
from hls_procure.library.shapes import check_shape
from hls_procure.library.yamlfile import load, parse
from hls_procure.model.clause import Library

BOOK = LawBook.load()

#: One planted sentence for each kind of marker, a fact that it may rest on, and one that it may not.
PLANTED = [
    ("We follow the Procurement Act 2023.", "pa-light-touch-14", "x-psed"),
    ("We keep the Social Value Act in mind.", "gap-sv-1", "x-psed"),
    ("TUPE may apply.", "x-tupe-spc", "x-psed"),
    ("Under regulation 72 of the Public Contracts Regulations 2015 it may change.", "gap-pcr-72-a", "pcr-reserved-05"),
    ("As section 33 says, it lasts five years.", "pa-reserved-02", "pa-reserved-01"),
    ("See PA 2023 s.74 on this.", "pa-light-touch-14", "pa-light-touch-12"),
    ("Schedule 5 to the Act allows it.", "pa-innovation-07", "pa-innovation-08"),
    ("It rests on SI 2024/716.", "gen-regime-03", "pa-light-touch-14"),
    ("PPN 002 applies to us.", "gap-pa-ppn002-scope", "pa-light-touch-14"),
    ("We publish it as UK6.", "pa-notices-uk6", "pa-notices-uk11"),
    ("The standstill lasts eight working days.", "pa-light-touch-10", "pa-light-touch-12"),
    ("The light touch threshold is £663,540.", "pa-light-touch-06", "pa-light-touch-10"),
    ("We publish the contract details notice within 120 days.", "pa-light-touch-12", "pa-light-touch-10"),
    ("The law gives 28 days for this.", "x-tupe-28", "pa-light-touch-12"),
    ("A reserved contract needs 30% of the workforce.", "pa-reserved-01", "pa-reserved-02"),
]


def _shown(faults: list[str]) -> str:
    return "\n" + "\n".join(faults)


def test_the_library_names_its_law() -> None:
    faults = library_faults(load_words(Finder()), BOOK)
    assert not faults, _shown(faults)


def test_messages_in_the_code_name_their_law() -> None:
    faults = package_faults(Path(hls_procure.__file__).parent, BOOK)
    assert not faults, _shown(faults)


def test_questions_and_stages_name_their_law() -> None:
    faults: list[str] = []
    room = shipped_root() / "playbooks"
    for path in sorted([*room.glob("questions/*.yaml"), *room.glob("routes/*.yaml"), *room.glob("*.yaml")]):
        faults += record_faults(load(path), path.relative_to(room.parent).as_posix(), BOOK)
    assert not faults, _shown(faults)


def test_reasons_name_their_law() -> None:
    """A reason rests on the facts of its own file; those that a case adds, such as the threshold of the day, come on top."""
    assert templates()
    faults = [f"{one.where}  there is no fact '{id}'" for one in templates().values() for id in one.facts if id not in BOOK]
    for one in templates().values():
        faults += faults_of(re.sub(r"\{\w+\}", "…", one.says), one.facts, one.where, BOOK)
    assert not faults, _shown(faults)


@pytest.mark.parametrize(("sentence", "fact", "other"), PLANTED)
def test_a_planted_sentence_needs_its_fact(sentence: str, fact: str, other: str) -> None:
    assert faults_of(sentence, (), "here:1", BOOK), "it was not seen"
    assert faults_of(sentence, ("no-such-fact",), "here:1", BOOK), "a fact that is not there was taken"
    assert faults_of(sentence, (other,), "here:1", BOOK), "a fact of something else was taken"
    assert faults_of(sentence, (fact,), "here:1", BOOK) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It meets within ten Working Days of the request, as clause 5.2 says.",
        "Schedule 2 lists them, and paragraph 3 of Schedule 2 says how.",
        "The Best for People Test comes first. Act on what people say.",
        "Members keep records for six years and answer within 30 days.",
        "Section 6 of this Specification says more.",
        "They may spend £250 at once and up to £30,000 a year.",
        "The Financial Regulations of the council and its Standing Orders apply.",
        "Two thirds of the seats, or 50%, decide.",
    ],
)
def test_our_own_references_and_figures_are_no_law(sentence: str) -> None:
    assert faults_of(sentence, (), "here:1", BOOK) == []


def test_only_the_sentence_with_law_is_shown() -> None:
    faults = faults_of("We meet often. TUPE may apply. We write it down.", (), "clauses/x.yaml:7", BOOK)
    assert faults == ["clauses/x.yaml:7  'TUPE' names no legal fact: TUPE may apply."]


CLAUSE = """id: AL-99
title: "{title}"
version: "1"
purpose: "{purpose}"
plain: "Plain."
drafting_note: "None."
text:
  - id: one
    text: >-
      {text}
{more}"""


def _faults_of_clause(**texts: str) -> list[str]:
    """The faults of one planted clause, read as the library reads a clause."""
    given = {"title": "Title", "purpose": "Purpose.", "text": "Words.", "more": "", **texts}
    data = parse(CLAUSE.format(**given), "clauses/AL-99.yaml")
    assert check_shape("clause", data, "clauses/AL-99.yaml") == []
    builder = Builder("clauses/AL-99.yaml")
    clause = builder.clause(data, "project")
    assert builder.problems == []
    return library_faults(Library({clause.id: clause}, {}, {}), BOOK)


def test_a_planted_clause_is_found_with_its_line() -> None:
    faults = _faults_of_clause(text="We keep TUPE in mind.")
    assert faults == ["clauses/AL-99.yaml:8  'TUPE' names no legal fact: We keep TUPE in mind."]


def test_a_clause_that_names_its_fact_passes() -> None:
    assert _faults_of_clause(text="We keep TUPE in mind.", more="    law: [x-tupe-spc]\n") == []


def test_a_citation_has_to_be_where_its_fact_stands() -> None:
    text = "By section 23 of the Procurement Act 2023 it is clear."
    faults = _faults_of_clause(text=text, more="    law: [pa-light-touch-14]\n")
    assert faults == [f"clauses/AL-99.yaml:8  'section 23' is not where any of its facts stands: {text}"]


@pytest.mark.parametrize(
    "more",
    [
        '    for_each: {of: award.members, as: m, join: ["; ", "; and ", "."], text: "TUPE for <fact:m.name>", empty: "None."}\n',
        '    for_each: {of: award.members, as: m, text: "<fact:m.name>", empty: "TUPE applies to none."}\n',
        '    table: {caption: "TUPE", columns: [{head: "One"}], rows: [{cells: ["a"]}]}\n',
        '    table: {caption: "People", columns: [{head: "TUPE"}], rows: [{cells: ["a"]}]}\n',
        '    table: {caption: "People", columns: [{head: "One"}], rows: [{cells: ["TUPE"]}]}\n',
        '    form: ["Does TUPE apply?"]\n',
        '    children:\n      - id: a\n        text: "TUPE applies."\n',
    ],
)
def test_loops_tables_forms_and_children_are_looked_at(more: str) -> None:
    assert len(_faults_of_clause(more=more)) == 1


def test_the_items_of_a_list_rest_on_its_lead_in() -> None:
    more = '    law: [gap-pa-s78]\n    children:\n      - id: a\n        text: "it was awarded in breach of the Act."\n'
    assert _faults_of_clause(text="The authority may end it if:", more=more) == []


def test_children_of_a_full_sentence_name_their_own() -> None:
    more = '    law: [gap-pa-s78]\n    children:\n      - id: a\n        text: "It was awarded in breach of the Act."\n'
    assert len(_faults_of_clause(text="The authority may end it.", more=more)) == 1


def test_title_and_purpose_rest_on_the_facts_of_the_clause() -> None:
    assert len(_faults_of_clause(title="People and TUPE", purpose="It keeps TUPE.")) == 2


def test_title_and_purpose_pass_where_a_sub_clause_names_it() -> None:
    assert _faults_of_clause(title="People and TUPE", purpose="It keeps TUPE.", more="    law: [x-tupe-spc]\n") == []


def test_small_texts_may_not_speak_of_the_law() -> None:
    assert library_faults(Library({}, {}, {}, {"x": "Under section 33 it ends."}), BOOK) == [
        "clauses/texts.yaml (x)  'section 33' names no legal fact: Under section 33 it ends."
    ]


def test_a_defined_term_names_its_law() -> None:
    data = parse("act:\n  term: Act\n  means: the Procurement Act 2023\n", "clauses/terms.yaml")
    term = Builder("clauses/terms.yaml").term("act", data["act"])
    assert len(library_faults(Library({}, {"act": term}, {}), BOOK)) == 1


CODE = '''"""A module about the Procurement Act 2023."""

def check():
    """Section 33."""
    return Finding(message={message!r}{extra})
'''


def test_a_planted_message_is_found_with_its_line() -> None:
    faults = code_faults(CODE.format(message="Section 33 allows five years.", extra=""), "hls_procure/x.py", BOOK)
    assert faults == ["hls_procure/x.py:5  'Section 33' names no legal fact: Section 33 allows five years."]


@pytest.mark.parametrize("extra", [", law=('pa-reserved-02',)", ", reference='pa-reserved-02'"])
def test_a_message_that_names_its_fact_passes(extra: str) -> None:
    assert code_faults(CODE.format(message="Section 33 allows five years.", extra=extra), "x.py", BOOK) == []


def test_a_message_in_a_mapping_names_its_fact_there() -> None:
    assert code_faults('X = {"says": "TUPE applies.", "law": ["x-tupe-spc"]}', "x.py", BOOK) == []
    assert len(code_faults('X = {"says": "TUPE applies."}', "x.py", BOOK)) == 1


def test_a_provision_is_no_name_of_a_fact() -> None:
    assert code_faults(CODE.format(message="It is clear.", extra=", reference='PA 2023 s.33'"), "x.py", BOOK)


def test_pieces_of_an_f_string_are_looked_at() -> None:
    assert len(code_faults("x = f'{n} under the Care Act 2014'", "x.py", BOOK)) == 1


def test_a_planted_question_is_found_with_its_line() -> None:
    text = "questions:\n  - id: X-01\n    ask: Who moves?\n    why: TUPE may apply.\n"
    assert record_faults(parse(text, "q.yaml"), "q.yaml", BOOK) == ["q.yaml:4  'TUPE' names no legal fact: TUPE may apply."]
    assert record_faults(parse(text + "    law: [x-tupe-spc]\n", "q.yaml"), "q.yaml", BOOK) == []


def test_lists_in_a_question_are_looked_at() -> None:
    text = 'questions:\n  - id: X-01\n    examples: ["TUPE may apply."]\n'
    assert len(record_faults(parse(text, "q.yaml"), "q.yaml", BOOK)) == 1
