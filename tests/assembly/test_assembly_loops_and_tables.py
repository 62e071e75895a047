"""Records of a list in a sentence, as items, or as rows; and what stands there when there are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Para, Table, plain_text
from hls_procure.documents.docx.widths import TEXT_WIDTH, column_widths
from hls_procure.errors import InputError
from hls_procure.model.found import Found, FoundConflict, FoundDuty
from tests.assembly.small_library import DEFINITIONS, assembled, body, library, quoted, table
from tests.soundness import faults


def issues(*texts: str) -> str:
    rows = ", ".join(f"{{id: k{n}, text: {quoted(text)}}}" for n, text in enumerate(texts, 1))
    return f"format: 1\nalliance: {{governance: {{key_issues: [{rows}]}}}}\n"


def loop(more: str, lead: str = "They are:", text: str = "<fact:k.text>", empty: str = "There are none.") -> dict[str, str]:
    lead_text = f'text: "{lead}", ' if lead else ""
    return {
        "AA-01": f"  - {{id: one, {lead_text}for_each: {{of: alliance.governance.key_issues, as: k, {more}, text: "
        f'"{text}", empty: "{empty}"}}}}\n  - {{id: two, text: "After."}}'
    }


JOIN = 'join: [", ", " and ", "."]'
ENDS = 'ends: [";", "; and", "."]'


@pytest.mark.parametrize(
    ("records", "printed"),
    [
        (("pay",), "1.1 They are: pay."),
        (("pay", "place"), "1.1 They are: pay and place."),
        (("pay", "place", "people"), "1.1 They are: pay, place and people."),
        (("pay", "place", "people", "power"), "1.1 They are: pay, place, people and power."),
        ((), "1.1 They are: There are none."),
    ],
)
def test_records_joined_in_one_sentence(records: tuple[str, ...], printed: str) -> None:
    assert body(assembled(loop(JOIN), issues(*records))) == [printed, "1.2 After."]


@pytest.mark.parametrize(
    ("records", "printed"),
    [
        (("pay",), ["(a) pay."]),
        (("pay", "place"), ["(a) pay; and", "(b) place."]),
        (("pay", "place", "people"), ["(a) pay;", "(b) place; and", "(c) people."]),
        (("pay.", "place?"), ["(a) pay; and", "(b) place?"]),
    ],
)
def test_records_as_items_with_their_ends(records: tuple[str, ...], printed: list[str]) -> None:
    assert body(assembled(loop(ENDS), issues(*records))) == ["1.1 They are:", *printed, "1.2 After."]


def test_a_list_without_a_sentence_of_its_own_has_no_number() -> None:
    made = assembled(
        {
            "AA-01": '  - {id: one, text: "One:", children: [{id: in, for_each: {of: alliance.governance.key_issues, '
            'as: k, ends: [";", "; and", "."], text: "<fact:k.text>", empty: "None yet."}}]}'
        },
        issues("pay", "place"),
    )
    assert body(made) == ["1.1 One:", "(a) pay; and", "(b) place."]


def test_a_joined_loop_of_its_own_starts_without_a_space() -> None:
    assert body(assembled(loop(JOIN, lead="", text="We decide <fact:k.text>"), issues("pay")))[0] == "1.1 We decide pay."


@pytest.mark.parametrize("more", [JOIN, ENDS])
def test_an_unanswered_list_is_one_blank_in_place(more: str) -> None:
    made = assembled(loop(more), "format: 1\n")
    assert body(made)[0] == "1.1 They are: [Not answered yet: alliance.governance.key_issues]"
    assert [(b.path, b.blocks_final) for b in made.blanks] == [("alliance.governance.key_issues", True)]


@pytest.mark.parametrize("more", [JOIN, ENDS])
def test_a_condition_on_each_record(more: str) -> None:
    files = {
        "AA-01": '  - {id: one, text: "They are:", for_each: {of: insights, as: i, only: "i.kind == \'wants\'", '
        + more
        + ', text: "<fact:i.text>", empty: "Nothing yet."}}'
    }
    facts = (
        "format: 1\ninsights: [{id: a, kind: wants, text: a home.}, {id: b, kind: helps, text: time.}, {id: c, "
        "text: work.}, {id: d, kind: wants, text: friends.}]\n"
    )
    printed = " ".join(body(assembled(files, facts)))
    assert "home" in printed
    assert "friends" in printed
    assert "time" not in printed
    assert "work" not in printed, "a record whose condition is open is left out: it may not be shown"
    none = body(assembled(files, "format: 1\ninsights: [{id: b, kind: helps, text: time.}]\n"))
    assert none == ["1.1 They are: Nothing yet."]


def test_each_item_knows_the_record_that_it_came_from() -> None:
    made = assembled(loop(ENDS), issues("pay", "place"))
    found = {b.id: b.trace.facts for b in made.blocks if isinstance(b, Para)}
    assert found["AA-01.one.k1"] == ("alliance.governance.key_issues[k1].text",)
    assert found["AA-01.one.k2"] == ("alliance.governance.key_issues[k2].text",)


def test_a_record_can_be_referred_to_by_nobody_but_has_a_bookmark_of_its_own() -> None:
    made = assembled(loop(ENDS), issues("pay"))
    assert made.bookmarks["AA-01.one.k1"] == "_HLS_AA01__one__k1"


@given(st.lists(st.text(alphabet="abc ", min_size=1).filter(str.strip), max_size=30))
@settings(max_examples=40)
def test_joined_records_never_run_together_and_end_once(records: list[str]) -> None:
    printed = body(assembled(loop(JOIN), issues(*records)))[0]
    if not records:
        assert printed == "1.1 They are: There are none."
        return
    assert printed.startswith("1.1 They are: ")
    assert printed.endswith(".")
    assert not printed.endswith("..")
    assert printed.count(", ") == max(len(records) - 2, 0)
    assert printed.count(" and ") >= (len(records) > 1)


# tables


def grid(
    more: str = "", rows: str = "of: alliance.funding.lines, as: l, ", empty: str = "The lines have not been settled yet."
) -> dict[str, str]:
    return {
        "AA-01": f"""\
  - id: one
    text: "The lines are in the table."
    table:
      caption: "The lines"
      {rows.replace(", ", chr(10) + "      ").rstrip()}
      columns:
        - {{head: "#", show: "#", width: 1}}
        - {{head: Line, show: "<fact:l.label>", width: 3}}
        - {{head: Sum, show: "<fact:l.amount|money>", width: 2, align: right}}
      {more}
      empty: "{empty}"
"""
    }


LINES = (
    "format: 1\nalliance: {funding: {annual: 500, lines: [{id: a, label: Homes, amount: 300}, {id: b, label: "
    "Health, amount: 200}]}}\n"
)
TOTAL = 'total: [{cells: ["", "Together", "<fact:alliance.funding.lines_total|money>"]}]'


def test_a_table_has_a_row_for_each_record_and_a_total() -> None:
    made = assembled(grid(TOTAL), LINES)
    assert table(made) == [["1", "Homes", "£300"], ["2", "Health", "£200"], ["", "Together", "£500"]]
    found = next(b for b in made.blocks if isinstance(b, Table))
    assert found.heads == ("#", "Line", "Sum")
    assert found.aligns == ("left", "left", "right")
    assert found.widths == (1, 3, 2)
    assert [row.total for row in found.rows] == [False, False, True]
    assert [row.id for row in found.rows] == ["AA-01.one.table.a", "AA-01.one.table.b", "AA-01.one.table.t1"]
    assert found.rows[0].facts == ("alliance.funding.lines[a].label", "alliance.funding.lines[a].amount")
    assert "AA-01.one.table.a" in made.bookmarks
    assert plain_text(found.caption) == "The lines"


def test_an_empty_list_says_so_in_one_row_as_wide_as_the_table() -> None:
    made = assembled(
        grid(TOTAL),
        "format: 1\nalliance: {funding: {lines: []}}\n",
        labels={"alliance.funding.lines[].amount": ("The sum", "AR-30")},
    )
    assert table(made) == [
        ["The lines have not been settled yet.", "", ""],
        ["", "Together", "[Not answered yet: The sum (AR-30)]"],
    ]


def test_an_unanswered_list_is_a_blank_in_the_table() -> None:
    made = assembled(grid(), "format: 1\n")
    assert table(made) == [["[Not answered yet: alliance.funding.lines]", "", ""]]
    assert [b.path for b in made.blanks] == ["alliance.funding.lines"]


def test_a_missing_cell_is_a_blank_of_its_own() -> None:
    made = assembled(grid(), "format: 1\nalliance: {funding: {lines: [{id: a, label: Homes}]}}\n")
    assert table(made) == [["1", "Homes", "[Not answered yet: alliance.funding.lines[a].amount]"]]


@pytest.mark.parametrize(
    ("facts", "rows"),
    [
        ("format: 1\ntender: {lots: {answer: yes}}\n", [["Always", "1"], ["If lots", "2"], ["Together", "3"]]),
        ("format: 1\ntender: {lots: {answer: no}}\n", [["Always", "1"], ["Together", "3"]]),
        ("format: 1\n", [["Always", "1"], ["If lots", "2"], ["Together", "3"]]),
    ],
)
def test_fixed_rows_with_conditions(facts: str, rows: list[list[str]]) -> None:
    files = {
        "AA-01": '  - {id: one, text: "Here:", table: {caption: "C", columns: [{head: A}, {head: B}], rows: [{cells: '
        '[Always, "1"]}, {cells: ["If lots", "2"], '
        'applies_when: tender.lots.answer}], total: [{cells: [Together, "3"]}]}}'
    }
    files["AA-01"] = files["AA-01"].replace("[Always,", '["Always",').replace("[Together,", '["Together",')
    assert table(assembled(files, facts)) == rows


@pytest.mark.parametrize(
    ("empty", "printed"), [('empty: "Not here.", ', "Not here."), ("", "Nothing of this is asked on the facts as they are.")]
)
def test_a_table_of_fixed_rows_of_which_none_is_left_says_so_and_can_be_written(empty: str, printed: str) -> None:
    rows = 'rows: [{cells: ["If lots", "2"], applies_when: tender.lots.answer}]'
    files = {
        "AA-01": f'  - {{id: one, text: "Here:", table: {{caption: "C", {empty}columns: [{{head: A}}, {{head: B}}], {rows}}}}}'
    }
    made = assembled(files, "format: 1\ntender: {lots: {answer: no}}\n")
    assert table(made) == [[printed, ""]]
    whole = next(block for block in made.blocks if isinstance(block, Table))
    assert [row.id for row in whole.rows] == [whole.id], "it runs across every column"
    assert sum(column_widths(whole)) == TEXT_WIDTH


def test_a_condition_on_each_row_keeps_the_numbers_of_the_records() -> None:
    files = grid("only: \"l.vat == 'standard'\"")
    facts = (
        "format: 1\nalliance: {funding: {lines: [{id: a, label: A, amount: 1, vat: exempt}, {id: b, label: B, "
        "amount: 2, vat: standard}, {id: c, label: C, amount: 3}]}}\n"
    )
    assert [row[1] for row in table(assembled(files, facts))] == ["B"]


PLACES = """\
  - id: one
    text: "The Members are in the table."
    table:
      caption: "The Members"
      of: award.members
      as: m
      places: alliance.governance.provider_seats
      columns:
        - {head: Place, show: "#"}
        - {head: Name, show: "<fact:m.name>"}
      empty: "There is none."
"""
KNOWN = (
    "format: 1\nalliance: {governance: {provider_seats: 3}}\naward: {members: [{id: a, name: The Anchor Trust}, "
    "{id: b, name: Open Door}]}\n"
)


def test_places_stand_for_members_until_the_award() -> None:
    made = assembled({"AA-01": PLACES}, KNOWN)
    rows = table(made)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert all(row[1].startswith("[") for row in rows)
    assert "Anchor" not in str(made)
    assert all(b.kind == "award" and not b.blocks_final for b in made.blanks)
    assert [b.id for b in made.blocks if isinstance(b, Table)] == ["AA-01.one.table"]


def test_members_stand_in_their_places_at_signature() -> None:
    assert table(assembled({"AA-01": PLACES}, KNOWN, purpose="signature")) == [["1", "The Anchor Trust"], ["2", "Open Door"]]


def test_one_place_where_nobody_has_said_how_many() -> None:
    assert len(table(assembled({"AA-01": PLACES}, "format: 1\n"))) == 1


def test_no_member_at_all_at_signature() -> None:
    assert table(assembled({"AA-01": PLACES}, "format: 1\naward: {members: []}\n", purpose="signature")) == [
        ["There is none.", ""]
    ]


def test_a_table_alone_takes_no_number_and_can_be_in_a_schedule() -> None:
    files = {
        "AA-01": '  - {id: one, number: "no", table: {caption: "C", columns: [{head: H}], rows: [{cells: ["x"]}]}}\n  '
        '- {id: two, text: "Two."}'
    }
    made = assembled(files)
    assert body(made) == ["Table 1: C", "x", "1.1 Two."]
    assert faults(made) == []


def test_terms_in_a_table_are_defined() -> None:
    files = {
        "AA-01": '  - {id: one, text: "Here:", table: {caption: "The <term:line>", columns: [{head: H}], rows: '
        '[{cells: ["The <term:member>"]}]}}',
        "AA-02": DEFINITIONS,
    }
    made = assembled(files, terms='line: {term: Line, means: "a part"}\nmember: {term: Member, means: "one of us"}')
    assert faults(made) == []
    assert [b.id for b in made.blocks if isinstance(b, Para) and b.role == "definition"] == ["term.line", "term.member"]


def test_a_row_of_the_wrong_width_is_refused_when_the_library_loads() -> None:
    with pytest.raises((AssertionError, InputError), match="1 cells in a table of 2 columns"):
        library(
            {
                "AA-01": '  - {id: one, text: "Here:", table: {caption: "C", columns: [{head: A}, {head: B}], rows: '
                '[{cells: ["x"]}]}}'
            }
        )


# further lines of a cell


CELLS = {
    "AA-01": """\
  - id: one
    table:
      caption: "What does not go together"
      of: found.conflicts
      as: c
      empty: "Nothing."
      columns:
        - {head: What, show: "<fact:c.text>", then: ["Where: <fact:c.provision>", "What to do: <fact:c.do>"]}
        - {head: How bad, show: "<fact:c.severity>"}
"""
}


def test_a_further_line_of_a_cell_is_left_out_where_what_it_shows_is_empty() -> None:
    found = Found(
        conflicts=(
            FoundConflict("both", "Five years.", "Shorten it.", "error", "PA 2023 s.33"),
            FoundConflict("one", "Two turnovers.", "Ask less.", "warning", ""),
        )
    )
    made = assembled(CELLS, found=found)
    assert table(made) == [
        ["Five years.\nWhere: PA 2023 s.33\nWhat to do: Shorten it.", "has to be mended"],
        ["Two turnovers.\nWhat to do: Ask less.", "a person should look"],
    ]
    rows = next(block for block in made.blocks if isinstance(block, Table)).rows
    assert rows[0].facts[:2] == ("found.conflicts[both].text", "found.conflicts[both].provision")


def test_a_further_line_for_which_the_law_room_found_nothing_is_left_out_too() -> None:
    made = assembled(CELLS, found=Found(conflicts=(FoundConflict("none", "Five years.", None, "error", ""),)))
    assert made.blanks == ()
    assert table(made) == [["Five years.", "has to be mended"]]


def test_what_is_missing_of_a_duty_is_a_gap_that_goes_by_the_question_that_asks_for_it() -> None:
    words = {
        "AA-01": """\
  - id: one
    table:
      caption: "Duties"
      of: found.duties
      as: d
      empty: "None."
      columns: [{head: Who, then: ["<fact:d.name>", "<fact:d.who>", "<fact:d.provision>"]}]
"""
    }
    found = Found(duties=(FoundDuty("equality", name="equality"),))
    made = assembled(words, found=found, labels={"duties[].who": ("Who", "LD-01")})
    assert table(made) == [["equality\n[Not answered yet: Who (LD-01)]"]]
    assert [blank.path for blank in made.blanks] == ["found.duties[equality].who"]


def test_a_line_that_names_no_field_is_found_when_the_library_loads() -> None:
    with pytest.raises(AssertionError, match=r"<fact:c\.wrong> is not a field"):
        library({"AA-01": CELLS["AA-01"].replace("<fact:c.do>", "<fact:c.wrong>")})
