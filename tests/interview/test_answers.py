"""From what a file holds to typed answers: every kind of field, and every wrong shape with the words that say so."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.interview.answers import Answer, read_answer, short, slug
from hls_procure.interview.engine import Engine
from hls_procure.model import paths
from hls_procure.model.values import Money, Percent
from hls_procure.work.opening import open_project
from hls_procure.work.walking import engine as engine_of

OWNERLESS = 'is said to be unknown without an owner; write {unknown: {owner: "finance lead", by: 2027-03-12}}'


@pytest.fixture(scope="module")
def engine(mini_once: Path) -> Engine:
    return engine_of(open_project(mini_once))


@pytest.fixture(scope="module")
def read(engine: Engine) -> Any:
    def reading(id: str, raw: Any, **answers: Any) -> Answer:
        project = engine.project
        for path, value in answers.items():
            project = paths.put(project, path.replace("__", "."), value)
        return read_answer(engine.playbook.questions[id], raw, project)

    return reading


@pytest.mark.parametrize(
    ("question", "raw", "path", "value"),
    [
        ("ZA-01", "The Lakeside Alliance", "project.title", "The Lakeside Alliance"),
        ("ZA-03", ["housing", "recovery, and more"], "purpose.inside", ("housing", "recovery, and more")),
        ("ZA-03", "housing, recovery", "purpose.inside", ("housing", "recovery")),
        ("ZA-03", [], "purpose.inside", ()),
        ("ZA-04", ["listening", "new leaders or a new strategy"], "purpose.sparks", ("listening", "leaders")),
        ("ZA-07", "One line.\n\nAnother.", "purpose.hurts", "One line.\n\nAnother."),
        ("ZC-01", "£7.7m", "alliance.funding.annual", Money(770_000_000)),
        ("ZC-01", "12.50", "alliance.funding.annual", Money(1250)),
        ("ZC-02", "5", "alliance.term.initial", 5),
        ("ZC-03", "1 April 2028", "alliance.term.start", date(2028, 4, 1)),
        ("ZC-04", "37.7%", "legal.health_share", Percent(Decimal("37.7"))),
        ("ZC-05", "9.30", "tender.deadline_time", "09:30"),
        ("ZC-07", "england", "project.jurisdiction", "ENG"),
        ("ZC-08", "4.5", "alliance.data.breach_hours", Decimal("4.5")),
    ],
)
def test_one_field_is_typed_by_the_schema(read: Any, question: str, raw: Any, path: str, value: Any) -> None:
    answer = read(question, raw)
    assert (answer.problems, answer.values) == ([], {path: value})
    assert answer.rows is None
    assert answer.unknown is None


@pytest.mark.parametrize(
    ("question", "raw", "said"),
    [
        ("ZA-01", "", "is empty; leave the question for later instead"),
        ("ZA-01", "  \n", "is empty; leave the question for later instead"),
        ("ZA-01", ["a", "b"], "needs some words, and a list stands there"),
        ("ZA-01", {"name": "a"}, "needs some words, and a list stands there"),
        ("ZA-03", {"first": "housing"}, "needs a list"),
        ("ZA-03", [["housing"]], "needs some words"),
        ("ZA-04", "listning", "'listning' is not one of the choices: listening, incentive, leaders, elsewhere, other"),
        ("ZC-01", "ten pounds", "'ten pounds' is not a sum of money; write it like 7700000, £7,700,000 or £7.7m"),
        ("ZC-01", "1.005", "'1.005' has parts of a penny; money is kept in pounds and pence"),
        ("ZC-01", "7,70,000", "'7,70,000' has its commas in places where pounds do not"),
        ("ZC-02", "-1", "'-1' is less than nothing"),
        ("ZC-02", "five", "'five' is not a number; write it in figures, like 5"),
        ("ZC-02", "2.5", "'2.5' is not a whole number of years"),
        ("ZC-03", "31 April 2028", "'31 April 2028' is not a day in the calendar; write it like 3 March 2027"),
        ("ZC-03", "next spring", "'next spring' is not a date; write it like 3 March 2027 or 2027-03-03"),
        ("ZC-04", "ten", "'ten' is not a percentage; write it in figures, like 20 or 37.5"),
        ("ZC-05", "25:00", "'25:00' is not a time of day; write it like 12:00"),
        ("ZC-07", "France", "'France' is not one of the choices: ENG, WLS, SCT, NI"),
        ("ZA-02", "120", "needs several values, each by its name: people_estimate, people_source"),
        ("ZA-02", ["120", "a count"], "needs several values, each by its name: people_estimate, people_source"),
        ("ZA-02", {}, "has no value yet; there are: people_estimate, people_source"),
        ("ZA-02", {"people_estimate": "many"}, "people_estimate: 'many' is not a number; write it in figures, like 5"),
        (
            "ZA-02",
            {"people_estimat": "12"},
            "has an unknown name 'people_estimat'. Did you mean 'people_estimate'? There are: people_estimate, people_source.",
        ),
        ("ZA-05", "yes", "needs several values, each by its name: answer, why"),
        ("ZA-05", {"answer": "perhaps"}, "answer: 'perhaps' is neither yes nor no"),
        ("ZC-06", {"role": "x"}, "has an unknown name 'role'. There are: contact.role, sponsor.role, email."),
        ("ZB-01", "somebody", "needs a list of rows, or 'none'"),
        ("ZB-01", {"who": "x"}, "needs a list of rows, or 'none'"),
        ("ZB-01", ["somebody"], "row 1: needs named values: who, kind, on, people"),
        ("ZB-01", [{}], "row 1: is empty"),
        ("ZB-01", [{"who": None}], "row 1: is empty"),
        ("ZB-01", [{"whom": "x"}], "row 1: has an unknown column 'whom'. Did you mean 'who'? There are: who, kind, on, people."),
        ("ZB-01", [{"who": "x"}, {"who": "y", "people": "-3"}], "row 2, people: '-3' is less than nothing"),
        ("ZB-01", [{"id": "A b", "who": "x"}], "row 1: 'A b' is not an id; it has small letters, figures and hyphens"),
        ("ZB-01", [{"id": "a", "who": "x"}, {"id": "a", "who": "y"}], "row 2: has the id 'a', as another row has"),
        (
            "ZB-04",
            {"leader": {"helps": "x"}},
            "row 1: 'leader' is not one of the rows. Did you mean 'leaders'? There are: case, leaders, people.",
        ),
        ("ZB-04", {"case": "A sponsor."}, "row 1: needs named values: helps, owner"),
        ("ZB-04", [{"helps": "x"}], "row 1: 'x' is not one of the rows. There are: case, leaders, people."),
        ("ZB-07", {"care": {"signatory": "x"}}, "row 1: 'care' is not one of the rows. There are: authority."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_words(read: Any, question: str, raw: Any, said: str) -> None:
    answer = read(question, raw)
    assert answer.problems == [said]


def test_every_problem_of_an_answer_is_said_at_once(read: Any) -> None:
    answer = read("ZB-01", [{"who": "x", "kind": "alien", "on": "soon"}, {"whom": "y", "people": "ten"}])
    assert [text.partition(":")[0] for text in answer.problems] == ["row 1, kind", "row 1, on", "row 2", "row 2, people"]


def test_a_form_is_by_short_names_and_keeps_what_is_given(read: Any) -> None:
    answer = read("ZA-02", {"people_estimate": "1,480", "people_source": None})
    assert (answer.problems, answer.values) == ([], {"purpose.people_estimate": 1480})
    whole = read("ZC-06", {"contact.role": "the lead", "sponsor.role": "the director", "authority.contact.email": "a@b.example"})
    assert whole.problems == []
    assert whole.values == {
        "authority.contact.role": "the lead",
        "sponsor.role": "the director",
        "authority.contact.email": "a@b.example",
    }


def test_short_names_are_as_short_as_they_can_be_without_being_shared(engine: Engine) -> None:
    question = engine.playbook.questions["ZC-06"]
    assert [short(question, leaf) for leaf in question.leaves] == ["contact.role", "sponsor.role", "email"]


def test_a_table_gives_typed_records_with_ids(read: Any) -> None:
    rows = read(
        "ZB-01",
        [
            {"who": "The people at the arches", "kind": "lived", "on": "14 April 2026", "people": "46"},
            {"id": "clerks", "who": "the clerks", "kind": None},
        ],
    ).rows
    assert rows == [
        {"id": "people-at-arches", "who": "The people at the arches", "kind": "lived", "on": date(2026, 4, 14), "people": 46},
        {"id": "clerks", "who": "the clerks"},
    ]


def test_evidence_is_words_with_where_they_come_from(engine: Engine, read: Any) -> None:
    assert engine.playbook.questions["ZB-03"].kind == "evidence"
    answer = read("ZB-03", [{"text": "Seven doors.", "source": "a walk-through"}])
    assert (answer.problems, answer.rows) == ([], [{"id": "seven-doors", "text": "Seven doors.", "source": "a walk-through"}])
    assert read("ZB-03", [{"text": ["a"], "where": "x"}]).problems == [
        "row 1, text: needs some words, and a list stands there",
        "row 1: has an unknown column 'where'. There are: text, source.",
    ]


def test_a_table_of_one_column_takes_plain_words(read: Any) -> None:
    rows = read("ZB-05", ["the yearly plan", "a new Member"]).rows
    assert rows == [{"id": "yearly-plan", "text": "the yearly plan"}, {"id": "new-member", "text": "a new Member"}]


@pytest.mark.parametrize("raw", ["none", "None", []])
def test_none_is_an_answer(read: Any, raw: Any) -> None:
    answer = read("ZB-01", raw)
    assert (answer.problems, answer.rows) == ([], [])


def test_rows_that_are_named_come_as_a_mapping_or_a_list_and_empty_ones_stay_unanswered(read: Any) -> None:
    by_name = read("ZB-04", {"case": {"helps": "A sponsor."}, "leaders": None, "people": {"owner": None}})
    by_list = read("ZB-04", [{"id": "case", "helps": "A sponsor."}])
    assert by_name.problems == by_list.problems == []
    assert by_name.rows == by_list.rows == [{"id": "case", "helps": "A sponsor."}]
    joint = read("ZB-07", {"care": {"signatory": "the chair"}}, **{"authority__joint[care]__name": "The Care Board"})
    assert (joint.problems, joint.rows) == ([], [{"id": "care", "signatory": "the chair"}])


def test_a_link_has_to_point_to_a_record_that_is_there(read: Any) -> None:
    there = {"listening[arches]__who": "people", "listening[clerks]__who": "clerks"}
    good = read("ZB-02", [{"text": "One who stays.", "from": ["arches", "clerks"], "consent": "no"}], **there)
    assert good.problems == []
    assert good.rows == [{"id": "one-who-stays", "text": "One who stays.", "from": ("arches", "clerks"), "consent": False}]
    assert read("ZB-02", [{"text": "x", "from": "arch"}], **there).problems == [
        "row 1, from: 'arch' is not the id of a record in listening. Did you mean 'arches'? There are: arches, clerks."
    ]
    assert read("ZB-02", [{"text": "x", "from": "arches"}]).problems == [
        "row 1, from: 'arches' is not the id of a record in listening. There are none yet."
    ]
    assert read("ZB-09", [{"principle": "No Id"}], **there).problems == [
        "row 1, principle: 'No Id' is not an id; an id has small letters, figures and hyphens, like bed-and-breakfast"
    ]


def test_without_a_project_links_are_looked_at_later(engine: Engine) -> None:
    answer = read_answer(engine.playbook.questions["ZB-02"], [{"text": "x", "from": "anywhere"}], None)
    assert answer.problems == []
    assert answer.rows is not None
    assert answer.rows[0]["from"] == ("anywhere",)


@pytest.mark.parametrize("question", ["ZA-01", "ZA-02", "ZB-01", "ZB-04", "ZC-01"])
def test_i_do_not_know_yet_is_an_answer_to_every_kind_of_question(read: Any, question: str) -> None:
    answer = read(question, {"unknown": {"owner": " finance lead\x07", "by": "12 March 2027"}})
    assert (answer.problems, answer.unknown) == ([], ("finance lead", date(2027, 3, 12)))
    assert (answer.values, answer.rows) == ({}, None)
    assert read(question, {"unknown": {"owner": "finance lead"}}).unknown == ("finance lead", None)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("finance lead", OWNERLESS),
        (None, OWNERLESS),
        ({"by": "2027-03-12"}, OWNERLESS),
        ({"owner": ["a"]}, OWNERLESS),
        ({"owner": " "}, OWNERLESS),
        ({"owner": "x", "by": "soon"}, "'soon' is not a date; write it like 3 March 2027 or 2027-03-03"),
        ({"owner": "x", "date": "2027-03-12"}, "is said to be unknown with 'date', which is neither owner nor by"),
    ],
)
def test_i_do_not_know_yet_needs_an_owner_and_takes_a_date(read: Any, raw: Any, said: str) -> None:
    assert read("ZA-01", {"unknown": raw}).problems == [said]


def test_control_characters_and_half_characters_are_taken_out_and_said(read: Any) -> None:
    answer = read("ZA-01", "Lake\x00side\x1b[31m \ud800Alliance\r\nof all")
    assert answer.values == {"project.title": "Lakeside[31m Alliance\nof all"}
    assert answer.notes == [
        "2 control characters taken out: no document can hold them",
        "1 half character taken out: no document can hold them",
    ]
    assert read("ZA-03", ["a\x07", "b"]).notes == ["1 control character taken out: no document can hold them"]
    assert read("ZB-01", [{"who": "a\x07"}]).notes == ["row 1: 1 control character taken out: no document can hold them"]


@pytest.mark.parametrize(
    "text",
    [
        "R&D <b>for</b> people",
        "{{ 7*7 }}",
        "{_{",
        "{% raw %}",
        "<fact:x>",
        "שלום عالم",
        "\U0001f469\u200d\U0001f467 \u202etxt",
        "x" * 100_000,
        " kept  as typed\t",
    ],
)
def test_other_words_stay_exactly_as_typed(read: Any, text: str) -> None:
    answer = read("ZA-07", text)
    assert (answer.values, answer.notes) == ({"purpose.hurts": text}, [])


def test_an_answer_longer_than_any_field_holds_is_refused_and_not_cut(read: Any) -> None:
    assert read("ZA-07", "x" * 1_000_001).problems == ["has 1,000,001 characters; 1,000,000 is the most that one answer can hold"]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("The bed and breakfast", "bed-breakfast"),
        ("R&D", "r-d"),
        ("Überblick für alle Menschen im Ort", "uberblick-fur-alle-menschen"),
        ("of the and", "of-the-and"),
        ("שלום", "record"),
        ("", "record"),
        ("x" * 90, "x" * 40),
        ("2027-03-01", "2027-03-01"),
    ],
)
def test_ids_are_made_of_words_that_people_can_say(text: str, id: str) -> None:
    assert slug(text, ()) == id


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert slug("one door", {"one-door"}) == "one-door-2"
    assert slug("one door", {"one-door", "one-door-2"}) == "one-door-3"


@given(st.text(max_size=80), st.sets(st.sampled_from(["record", "record-2", "a", "a-b"])))
def test_an_id_is_always_an_id_and_never_one_that_is_taken(text: str, taken: set[str]) -> None:
    made = slug(text, taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert made not in taken
    assert len(made) <= 44
