"""Facts said in words: formats, a person's own stops, passages, working days, and what stands where nothing is known."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Blank, Para, Span, plain_text
from tests.assembly.small_library import DEFINITIONS, assembled, body, lines, quoted, said, table


def phrase(words: str, text: str) -> str:
    return said(text, f"format: 1\npurpose: {{statement: {quoted(words)}}}\n")


def sentence(words: str, text: str) -> str:
    return said(text, f"format: 1\nalliance: {{governance: {{lived_place: {{why: {quoted(words)}}}}}}}\n")


# a person's stops and the clause's own


@pytest.mark.parametrize(
    ("typed", "text", "printed"),
    [
        ("people live well", "It is for <fact:purpose.statement>.", "It is for people live well."),
        ("people live well.", "It is for <fact:purpose.statement>.", "It is for people live well."),
        ("people live well.", "For <fact:purpose.statement>, and more.", "For people live well, and more."),
        ("people live well.", "For <fact:purpose.statement>; and", "For people live well; and"),
        ("people live well", "For <fact:purpose.statement> and more.", "For people live well and more."),
        ("how do people live?", "It asks: <fact:purpose.statement>.", "It asks: how do people live?"),
        ("how do people live!", "It says: <fact:purpose.statement>.", "It says: how do people live!"),
        ("how do people live?", "It asks <fact:purpose.statement>, often.", "It asks how do people live?, often."),
        ("and so on...", "It has homes, work <fact:purpose.statement>.", "It has homes, work and so on..."),
        ("people live well  ", "It is for <fact:purpose.statement>.", "It is for people live well."),
        ("a home; and work", "It is for <fact:purpose.statement>.", "It is for a home; and work."),
    ],
)
def test_a_phrase_and_its_stop(typed: str, text: str, printed: str) -> None:
    assert phrase(typed, text) == printed


@pytest.mark.parametrize(
    ("typed", "text", "printed"),
    [
        ("They know the place", "Why: <fact:alliance.governance.lived_place.why>", "Why: They know the place."),
        ("They know the place.", "Why: <fact:alliance.governance.lived_place.why>", "Why: They know the place."),
        ("They know the place.", "Why: <fact:alliance.governance.lived_place.why>.", "Why: They know the place."),
        ("Who else would know?", "Why: <fact:alliance.governance.lived_place.why>", "Why: Who else would know?"),
        ("Who else would know?", "Why: <fact:alliance.governance.lived_place.why>.", "Why: Who else would know?"),
        ("They said “we know.”", "Why: <fact:alliance.governance.lived_place.why>", "Why: They said “we know.”"),
        ("They know the place", "<fact:alliance.governance.lived_place.why> It is theirs.", "They know the place. It is theirs."),
        (
            "They know the place.",
            "<fact:alliance.governance.lived_place.why> It is theirs.",
            "They know the place. It is theirs.",
        ),
        ("They know the place (ours.)", "Why: <fact:alliance.governance.lived_place.why>", "Why: They know the place (ours.)"),
    ],
)
def test_a_sentence_and_its_stop(typed: str, text: str, printed: str) -> None:
    assert sentence(typed, text) == printed


def test_a_name_that_ends_in_a_stop_takes_the_clauses_stop_away() -> None:
    facts = 'format: 1\nauthority: {name: "Homes Ltd."}\n'
    assert said("It is signed by <fact:authority.name>.", facts) == "It is signed by Homes Ltd."
    assert said("It is signed by <fact:authority.name>, today.", facts) == "It is signed by Homes Ltd., today."


def test_in_a_cell_a_sentence_stands_exactly_as_typed() -> None:
    one = (
        '  - {id: t, text: "Here:", table: {caption: C, of: alliance.governance.groups, as: g, empty: "None.", '
        'columns: [{head: Why, show: "<fact:g.purpose>"}]}}'
    )
    one = one.replace("caption: C", 'caption: "C"')
    facts = 'format: 1\nalliance: {governance: {groups: [{id: a, purpose: "To meet"}, {id: b, purpose: "To meet."}]}}\n'
    assert table(assembled({"AA-01": one}, facts)) == [["To meet"], ["To meet."]]


ordinary = st.text(alphabet="abc ?!.", min_size=1, max_size=12).filter(
    lambda s: s.strip(" .") and not re.search(r"[?!.] *[?!.]|[ ^][?!.]", " " + s)
)


@given(ordinary)
@settings(max_examples=40)
def test_no_answer_ever_makes_two_stops_or_a_space_before_one(typed: str) -> None:
    for text in ("It is <fact:purpose.statement>.", "It is <fact:purpose.statement>, and", "It is <fact:purpose.statement>; or"):
        printed = phrase(typed, text)
        assert not re.search(r"[?!.]\.| [.,;]", printed)
        assert typed.rstrip(" .") in printed, "nothing that was typed is lost but a stop"


# passages


def test_a_passage_is_split_at_blank_lines_and_numbered_once() -> None:
    facts = (
        f"format: 1\npurpose: {{hurts: "
        f"{quoted('First.' + chr(10) + 'Same paragraph.' + chr(10) * 2 + 'Second.' + chr(10) * 2 + 'Third.')}}}\n"
    )
    made = assembled({"AA-01": '  - {id: one, text: "<fact:purpose.hurts>"}\n  - {id: two, text: "After."}'}, facts)
    found = [b for b in made.blocks if isinstance(b, Para)]
    assert [(b.number, plain_text(b.spans), b.continues) for b in found] == [
        ("1.1", "First.\nSame paragraph.", False), ("", "Second.", True), ("", "Third.", True), ("1.2", "After.", False),
    ]  # fmt: skip
    assert all(span.path == "purpose.hurts" for b in found[:3] for span in b.spans), "each part says where it came from"


def test_blank_lines_in_a_clause_start_no_paragraph() -> None:
    made = assembled({"AA-01": "  - id: one\n    text: >-\n      One.\n\n      Two."})
    assert body(made) == ["1.1 One. Two."]


# formats

FACTS = """\
format: 1
as_of_date: 2027-03-01
alliance:
  term: {start: 2028-04-01, initial: 5, decide_months: 1}
  structure: single
  funding: {annual: "£7,700,000", index_cap: 37.5, carry_forward: 0.25}
  governance: {provider_seats: 7, meets_weeks: 1, papers_days: 5, council_people: 1200, lived_place: {answer: yes}}
  deadlock: {pause_days: 1}
  data: {purposes: [safety, "homes, and work", learning]}
purpose: {inside: [housing, health, justice], outside: [one thing]}
evaluation: {turnover: {minimum: 12.50}}
tender: {deadline_time: "12:00", lots: {answer: no}}
"""


@pytest.mark.parametrize(
    ("mark", "printed"),
    [
        ("alliance.funding.annual", "£7,700,000"),
        ("alliance.funding.annual|money", "£7,700,000"),
        ("alliance.funding.annual|money-short", "£7.7m"),
        ("evaluation.turnover.minimum|money", "£12.50"),
        ("alliance.funding.index_cap|percent", "37.5%"),
        ("alliance.funding.carry_forward", "0.25%"),
        ("alliance.term.start|date", "1 April 2028"),
        ("alliance.term.initial|words", "five"),
        ("alliance.term.initial|words:year", "five years"),
        ("alliance.term.decide_months|words:month", "one month"),
        ("alliance.term.initial|unit", "5 years"),
        ("alliance.governance.meets_weeks|unit", "1 week"),
        ("alliance.governance.provider_seats|number", "7"),
        ("alliance.governance.provider_seats|unit", "7 places"),
        ("alliance.governance.council_people|number", "1,200"),
        ("alliance.governance.council_people|words", "1,200"),
        ("alliance.structure", "one contract that every Member signs"),
        ("tender.deadline_time", "12 noon"),
        ("tender.lots.answer", "no"),
        ("purpose.inside|list", "housing, health and justice"),
        ("purpose.outside|list", "one thing"),
        ("alliance.data.purposes|list", "safety; homes, and work; and learning"),
    ],
)
def test_formats(mark: str, printed: str) -> None:
    assert said(f"It is <fact:{mark}>.", FACTS) == f"It is {printed}."


@pytest.mark.parametrize(
    ("time", "printed"),
    [("00:00", "12am"), ("00:30", "12:30am"), ("9:05", "9:05am"), ("12:30", "12:30pm"), ("17:00", "5pm"), ("23:59", "11:59pm")],
)
def test_times(time: str, printed: str) -> None:
    assert said("By <fact:tender.deadline_time>.", f'format: 1\ntender: {{deadline_time: "{time}"}}\n') == f"By {printed}."


def test_an_empty_list_is_said_and_never_nothing() -> None:
    assert said("Inside it: <fact:purpose.inside|list>.", "format: 1\npurpose: {inside: []}\n") == "Inside it: none."


@pytest.mark.parametrize("typed", ['""', '"   "', '"\\n"'])
def test_an_answer_of_nothing_is_no_answer(typed: str) -> None:
    made = assembled(
        {"AA-01": '  - {id: one, text: "<fact:purpose.hurts>"}\n  - {id: two, text: "After."}'},
        f"format: 1\npurpose: {{hurts: {typed}}}\n",
    )
    assert [line.split()[0] for line in lines(made)] == ["1", "1.1", "1.2"], "an empty answer leaves no gap in the numbers"
    assert [b.kind for b in made.blanks] == ["unanswered"]


def test_words_that_follow_a_number() -> None:
    text = "<fact:alliance.governance.provider_seats|words> <n:alliance.governance.provider_seats|seat is|seats are> filled."
    for number, printed in ((1, "one seat is"), (7, "seven seats are"), (0, "none seats are")):
        facts = f"format: 1\nalliance: {{governance: {{provider_seats: {number}}}}}\n"
        assert said("In all " + text, facts) == f"In all {printed} filled."


# working days carry their term


@pytest.mark.parametrize(
    ("path", "format", "printed"),
    [
        ("alliance.governance.papers_days", "unit", "5 Working Days"),
        ("alliance.governance.papers_days", "words:working-day", "five Working Days"),
        ("alliance.deadlock.pause_days", "unit", "1 Working Day"),
        ("alliance.deadlock.pause_days", "words:working-day", "one Working Day"),
    ],
)
def test_working_days_are_a_defined_term(path: str, format: str, printed: str) -> None:
    made = assembled({"AA-01": f'  - {{id: one, text: "Within <fact:{path}|{format}>."}}', "AA-99": DEFINITIONS}, FACTS)
    assert body(made)[0] == f"1.1 Within {printed}."
    assert any(line.startswith("Working Day means ") for line in lines(made))
    terms = [s for b in made.blocks if isinstance(b, Para) and b.id == "AA-01.one" for s in b.spans if s.kind == "term"]
    assert [s.path for s in terms] == ["working-day"]


# what is not known


def blanks_of(text: str, facts: str, **more: Any) -> tuple[str, tuple[Blank, ...]]:
    made = assembled({"AA-01": f"  - {{id: one, text: {quoted(text)}}}"}, facts, **more)
    return body(made)[0].removeprefix("1.1 "), made.blanks


LABELS = {
    "purpose.statement": ("What is it for", "PU-01"),
    "alliance.governance.key_issues[].text": ("The matter", "AL-09"),
    "award.members": ("Who", "AW-01"),
}


def test_a_blank_that_nobody_has_answered_names_the_question() -> None:
    text, (blank,) = blanks_of("For <fact:purpose.statement>.", "format: 1\n", labels=LABELS)
    assert text == "For [Not answered yet: What is it for (PU-01)]."
    assert blank == Blank(
        "unanswered", "purpose.statement", "[Not answered yet: What is it for (PU-01)]", "AA-01", "AA-01.one", blocks_final=True
    )


def test_a_blank_for_later_names_its_owner_and_date() -> None:
    facts = "format: 1\nopen: [{path: purpose.statement, kind: later, owner: finance lead, by: 2027-03-12}]\n"
    text, (blank,) = blanks_of("For <fact:purpose.statement>.", facts, labels=LABELS)
    assert text == "For [Not known yet: What is it for. To be found out by the finance lead, by 12 March 2027]."
    assert (blank.kind, blank.owner, blank.by, blank.blocks_final) == ("later", "finance lead", "2027-03-12", True)


def test_a_blank_for_later_without_an_owner() -> None:
    text, (blank,) = blanks_of(
        "For <fact:purpose.statement>.", "format: 1\nopen: [{path: purpose.statement, kind: later}]\n", labels=LABELS
    )
    assert text == "For [Not known yet: What is it for]."
    assert blank.blocks_final


def test_a_blank_left_on_purpose_does_not_stand_in_the_way() -> None:
    text, (blank,) = blanks_of(
        "For <fact:purpose.statement>.", "format: 1\nopen: [{path: purpose.statement, kind: deliberate}]\n", labels=LABELS
    )
    assert text == "For [Left open on purpose: What is it for. See the list of deliberate gaps]."
    assert (blank.kind, blank.blocks_final) == ("deliberate", False)


@pytest.mark.parametrize("kind", ["tender", "award"])
@pytest.mark.parametrize("purpose", ["tender", "signature"])
def test_a_blank_that_comes_with_the_award_blocks_only_the_signature(kind: str, purpose: str) -> None:
    facts = f"format: 1\nopen: [{{path: purpose.statement, kind: {kind}}}]\n"
    text, (blank,) = blanks_of("For <fact:purpose.statement>.", facts, labels=LABELS, purpose=purpose)
    assert (
        text
        == {"tender": "For [From the winning tender: What is it for].", "award": "For [Settled at award: What is it for]."}[kind]
    )
    assert (blank.kind, blank.blocks_final) == (kind, purpose == "signature")


def test_the_words_of_the_schema_stand_for_what_the_award_brings() -> None:
    known = "format: 1\nalliance: {governance: {host: the Anchor Trust}}\n"
    text, (blank,) = blanks_of("The host is <fact:alliance.governance.host>.", known)
    assert text == "The host is [the Member that employs the alliance manager, from the winning tender]."
    assert (blank.kind, blank.blocks_final) == ("award", False)
    text, blanks = blanks_of("The host is <fact:alliance.governance.host>.", known, purpose="signature")
    assert (text, blanks) == ("The host is the Anchor Trust.", ())


def test_an_open_list_stands_open_in_each_of_its_places() -> None:
    facts = "format: 1\nopen: [{path: alliance.governance.key_issues, kind: later, owner: board, by: 2027-04-01}]\n"
    loop = (
        'for_each: {of: alliance.governance.key_issues, as: k, ends: [";", "; and", "."], text: "<fact:k.text>", '
        'empty: "None yet."}'
    )
    made = assembled(
        {"AA-01": f'  - {{id: one, text: "They are:", {loop}}}'},
        facts,
        labels={"alliance.governance.key_issues": ("The Key Issues", "AL-09")},
    )
    assert body(made) == ["1.1 They are: [Not known yet: The Key Issues. To be found out by the board, by 1 April 2027]"]


def test_a_figure_that_cannot_be_worked_out_goes_by_the_question_it_rests_on() -> None:
    labels = {"evaluation.criteria[].weight": ("The weight", "AR-70")}
    text, (blank,) = blanks_of(
        "Together <fact:evaluation.criteria_total>.", "format: 1\nevaluation: {criteria: []}\n", labels=labels
    )
    assert text == "Together [Not answered yet: The weight (AR-70)]."
    assert blank.blocks_final


def test_a_blank_without_any_question_has_no_empty_brackets() -> None:
    text, _ = blanks_of("For <fact:purpose.statement>.", "format: 1\n")
    assert text == "For [Not answered yet: purpose.statement]."


def test_one_blank_is_listed_once_for_each_place() -> None:
    made = assembled(
        {
            "AA-01": '  - {id: one, text: "<fact:purpose.statement> and <fact:purpose.statement>."}\n  - {id: two, '
            'text: "<fact:purpose.statement>."}'
        }
    )
    assert [b.id for b in made.blanks] == ["AA-01.one", "AA-01.two"]


def test_spans_say_what_they_are() -> None:
    files = {
        "AA-01": '  - {id: one, text: "The <term:line> has <fact:alliance.funding.annual>, see <ref:AA-02>, by '
        '<fact:purpose.statement>."}',
        "AA-02": DEFINITIONS,
    }
    made = assembled(files, FACTS, terms='line: {term: Line, means: "a part"}')
    spans = next(b.spans for b in made.blocks if isinstance(b, Para) and b.id == "AA-01.one")
    assert [(s.kind, s.path) for s in spans if s.kind != "text"] == [
        ("term", "line"), ("fact", "alliance.funding.annual"), ("ref", "AA-02"), ("blank", "purpose.statement"),
    ]  # fmt: skip
    trace = next(b.trace for b in made.blocks if isinstance(b, Para) and b.id == "AA-01.one")
    assert (trace.clause, trace.version, trace.facts) == ("AA-01", "1", ("alliance.funding.annual",))


@pytest.mark.parametrize(
    "typed", ["<fact:purpose.hurts>", "<ref:AA-01>", "<term:line>", "<b>bold</b>", "{{ 7*7 }}", "\\<", "{question}", "{what}"]
)
def test_marks_in_a_persons_answer_are_words(typed: str) -> None:
    assert phrase(typed, "It is <fact:purpose.statement> here.") == f"It is {typed} here."


@pytest.mark.parametrize("typed", ["{question}", "{by}", "{owner}", "{what}"])
def test_a_label_or_an_owner_with_braces_fills_nothing(typed: str) -> None:
    facts = f"format: 1\nopen: [{{path: purpose.statement, kind: later, owner: {quoted(typed)}, by: 2027-03-12}}]\n"
    text, _ = blanks_of("For <fact:purpose.statement>.", facts, labels={"purpose.statement": (typed, "PU-01")})
    assert text == f"For [Not known yet: {typed}. To be found out by the {typed}, by 12 March 2027]."


def test_a_less_than_sign_is_written_with_a_backslash() -> None:
    assert said("If x \\< 5, stop.") == "If x < 5, stop."


def test_the_kind_of_span_for_a_blank_is_blank() -> None:
    made = assembled({"AA-01": '  - {id: one, text: "For <fact:purpose.statement>."}'})
    spans = next(b.spans for b in made.blocks if isinstance(b, Para))
    assert spans[1] == Span("blank", "[Not answered yet: purpose.statement]", "purpose.statement", "unanswered")
