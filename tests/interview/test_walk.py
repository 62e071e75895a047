"""A person walks the playbook through the plain asker: what they type, what they see, and what is kept."""

from __future__ import annotations

import json
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest

from hls_procure.errors import FileProblem
from hls_procure.interview.answers import Answer
from hls_procure.interview.ask import Ask
from hls_procure.interview.asker import Command, PlainAsker, Prompt, printable
from hls_procure.model.values import Money
from hls_procure.project.journal import verify
from hls_procure.work import walking
from tests.interview.mini import Session, replayed


def answers(session: Session) -> dict[str, Any]:
    project = session.project
    return {
        "title": project.project.title,
        "people": project.purpose.people_estimate,
        "source": project.purpose.people_source,
        "inside": project.purpose.inside,
        "sparks": project.purpose.sparks,
        "second": project.purpose.money_second.answer,
        "why": project.purpose.money_second.why,
        "claim": project.purpose.never_claim,
        "hurts": project.purpose.hurts,
        "dissent": project.purpose.dissent,
    }


def asked(shown: str) -> list[str]:
    """The ids of the questions that were shown, in order."""
    return re.findall(r"\((Z[A-D]-\d\d)\)$", shown, re.MULTILINE)


FIRST = ("Lakeside", "120", "a register", "housing", "recovery", "", "1,2", "yes", "because", "Cures.", "line", "", "nobody")


def test_straight_through_a_stage(mini: Session) -> None:
    shown = mini.walk(*FIRST, "yes", "save")
    assert asked(shown) == [f"ZA-0{n}" for n in range(1, 9)]
    assert answers(mini) == {
        "title": "Lakeside",
        "people": 120,
        "source": "a register",
        "inside": ("housing", "recovery"),
        "sparks": ("listening", "incentive"),
        "second": True,
        "why": "because",
        "claim": "Cures.",
        "hurts": "line",
        "dissent": "nobody",
    }


def test_each_question_shows_its_place_its_hint_an_example_and_who_answers_best(mini: Session) -> None:
    shown = mini.walk("save")
    assert "First things · 0 of 7\nWords and lists.\n" in shown
    assert "First things · 1 of 7                       back  why  skip  don't know  ?  save\n" in shown
    assert "What is it called?  (ZA-01)\nA few words\ne.g. The Lakeside Alliance\nBest answered by: commissioner\n> " in shown


def test_a_form_names_each_of_its_fields_and_its_example_in_the_same_words(mini: Session) -> None:
    shown = mini.walk("Lakeside", "120", "save")
    assert "e.g. How many: 120; How you know: the housing register\n" in shown
    assert "How many (number of people)\n> How you know\n> " in shown


def test_back_goes_to_the_question_before_and_enter_keeps_what_is_there(mini: Session) -> None:
    shown = mini.walk("Lakeside", "back", "", "120", "a register", "save")
    assert asked(shown) == ["ZA-01", "ZA-02", "ZA-01", "ZA-02", "ZA-03"]
    assert "Now: Lakeside   (Enter keeps it)" in shown
    assert (answers(mini)["title"], answers(mini)["people"]) == ("Lakeside", 120)


def test_back_then_change_goes_straight_on_to_where_one_was(mini: Session) -> None:
    shown = mini.walk("Lakeside", "120", "a register", "housing", "", "back", "back", "back", "Seaside", "save")
    assert asked(shown) == ["ZA-01", "ZA-02", "ZA-03", "ZA-04", "ZA-03", "ZA-02", "ZA-01", "ZA-04"]
    assert answers(mini)["title"] == "Seaside"
    assert answers(mini)["inside"] == ("housing",)


def test_back_at_the_start_of_a_stage_asks_again(mini: Session) -> None:
    assert asked(mini.walk("back", "back", "Lakeside", "save")) == ["ZA-01", "ZA-01", "ZA-01", "ZA-02"]


def test_back_goes_into_the_question_before_even_where_that_was_skipped(mini: Session) -> None:
    shown = mini.walk("skip", "120", "a register", "back", "", "", "save")
    assert asked(shown) == ["ZA-01", "ZA-02", "ZA-03", "ZA-02", "ZA-03"]
    assert answers(mini)["title"] is None


def test_back_inside_a_form_goes_to_its_field_before(mini: Session) -> None:
    shown = mini.walk("Lakeside", "120", "back", "140", "a register", "save")
    assert asked(shown) == ["ZA-01", "ZA-02", "ZA-03"]
    assert "Now: 120 people   (Enter keeps it)" in shown
    assert (answers(mini)["people"], answers(mini)["source"]) == (140, "a register")


def test_skip_leaves_a_question_for_later_and_the_next_walk_asks_it_first(mini: Session) -> None:
    assert asked(mini.walk("skip", "120", "a register", "save")) == ["ZA-01", "ZA-02", "ZA-03"]
    assert asked(mini.walk("Lakeside", "save")) == ["ZA-01", "ZA-03"]


def test_skip_inside_a_form_leaves_that_field_only(mini: Session) -> None:
    mini.walk("Lakeside", "skip", "a register", "save")
    assert (answers(mini)["people"], answers(mini)["source"]) == (None, "a register")
    assert mini.engine.state(mini.engine.playbook.questions["ZA-02"]) == "partly"


def test_skipping_every_field_of_a_form_answers_nothing_and_closes_nothing(mini: Session) -> None:
    mini.walk("skip", "don't know", "data lead", "", "save")
    mini.walk("skip", "save")
    mini.walk("Lakeside", "back", "back", "Lakeside", "save")
    assert {item.path for item in mini.project.open} == {"purpose.people_estimate", "purpose.people_source"}
    mini.walk("review", "ZA-02", "skip", "skip", "", "save")
    assert {item.path for item in mini.project.open} == {"purpose.people_estimate", "purpose.people_source"}


def test_why_says_what_the_answer_is_used_for_and_asks_on(mini: Session) -> None:
    shown = mini.walk("why", "Lakeside", "save")
    assert "> Every document has the name on its face.\n> " in shown
    assert answers(mini)["title"] == "Lakeside"


def test_a_question_mark_says_what_may_be_typed_and_asks_on(mini: Session) -> None:
    shown = mini.walk("?", "help", "Lakeside", "save")
    assert shown.count("You may type instead of an answer:") == 2
    assert all(word in shown for word in ("back ", "why ", "skip ", "don't know ", "review ", "stages ", "leave ", "save "))
    assert answers(mini)["title"] == "Lakeside"


def test_why_and_help_in_the_middle_of_a_form_or_a_list_lose_nothing(mini: Session) -> None:
    mini.walk("Lakeside", "120", "why", "?", "a register", "housing", "why", "recovery", "?", "", "save")
    assert answers(mini) | {"people": 120, "source": "a register", "inside": ("housing", "recovery")} == answers(mini)


@pytest.mark.parametrize("typed", ["don't know", "DON'T KNOW", "dont know", "don’t know", "I do not know yet", " don't know "])
def test_i_do_not_know_yet_asks_for_an_owner_and_a_day(mini: Session, typed: str) -> None:
    shown = mini.walk(typed, "finance lead", "12 March 2027", "save")
    assert "Who will find out?" in shown
    (item,) = mini.project.open
    assert (item.path, item.owner, item.by, item.kind) == ("project.title", "finance lead", date(2027, 3, 12), "later")
    assert asked(shown) == ["ZA-01", "ZA-02"]


def test_a_day_that_is_not_one_is_asked_again_and_may_be_left_open(mini: Session) -> None:
    shown = mini.walk("don't know", "finance lead", "31 February 2027", "soon", "", "save")
    assert "That does not fit yet: '31 February 2027' is not a day in the calendar; write it like 3 March 2027" in shown
    assert "That does not fit yet: 'soon' is not a date" in shown
    assert [(item.owner, item.by) for item in mini.project.open] == [("finance lead", None)]


@pytest.mark.parametrize("typed", [("",), ("back",), ("skip",), ("clerk", "back"), ("clerk", "skip")])
def test_without_an_owner_nothing_is_noted_and_the_question_is_asked_again(mini: Session, typed: tuple[str, ...]) -> None:
    shown = mini.walk("don't know", *typed, "Lakeside", "save")
    assert "Nothing noted." in shown
    assert mini.project.open == ()
    assert answers(mini)["title"] == "Lakeside"


def test_what_is_open_is_shown_with_its_owner_when_it_is_asked_again_and_closed_by_an_answer(mini: Session) -> None:
    mini.walk("don't know", "finance lead", "2027-03-12", "save")
    shown = mini.walk("review", "za-01", "Lakeside", "", "save")
    assert "Not known yet: finance lead will find out by 2027-03-12" in shown
    assert mini.project.open == ()


def test_in_the_middle_of_a_form_it_notes_only_what_has_no_value(mini: Session) -> None:
    mini.walk("Lakeside", "120", "don't know", "data lead", "", "save")
    assert answers(mini)["people"] == 120
    assert [item.path for item in mini.project.open] == ["purpose.people_source"]


def test_a_form_that_is_asked_again_shows_what_was_typed_before(mini: Session) -> None:
    shown = mini.walk("Lakeside", "120", "don't know", "", "", "a register", "save")
    assert "Nothing noted.\nHow many (number of people)\nNow: 120 people   (Enter keeps it)\n" in shown
    assert (answers(mini)["people"], answers(mini)["source"]) == (120, "a register")


def test_review_shows_every_answer_and_changes_one_and_comes_straight_back(mini: Session) -> None:
    shown = mini.walk("Lakeside", "120", "a register", "review", "ZA-01", "Seaside", "", "housing", "", "save")
    assert "  ZA-01  What is it called?\n         Lakeside\n" in shown
    assert (
        "  ZA-02  How many people is it for, and how do you know?\n         How many: 120 people; How you know: a register"
        in shown
    )
    assert "  ZB-01  Whom did you listen to?\n         (no answer yet)" in shown
    assert "         Seaside\n" in shown
    assert asked(shown) == ["ZA-01", "ZA-02", "ZA-03", "ZA-01", "ZA-03", "ZA-04"]
    assert (answers(mini)["title"], answers(mini)["inside"]) == ("Seaside", ("housing",))


def test_review_names_what_it_does_not_know_and_what_is_hidden(mini: Session) -> None:
    shown = mini.walk("review", "ZZ-99", "ZA-06", "", "save")
    assert "There is no question 'ZZ-99' here." in shown
    assert "There is no question 'ZA-06' here." in shown


def test_review_in_a_quick_walk_refuses_a_question_that_is_not_part_of_it(mini: Session) -> None:
    shown = mini.walk("review", "ZA-02", "", "save", quick=True)
    assert "There is no question 'ZA-02' here." in shown


def test_save_within_a_review_stops_the_walk(mini: Session) -> None:
    shown = mini.walk("review", "ZA-03", "housing", "save", "never read", "never read")
    assert shown.rstrip().endswith(">")
    assert asked(shown) == ["ZA-01", "ZA-03"]
    assert (answers(mini)["inside"], answers(mini)["title"]) == (("housing",), None)


def test_a_question_that_a_review_hides_is_not_asked_any_more(mini: Session) -> None:
    mini.set(purpose__money_second__answer="yes", purpose__money_second__why="x")
    shown = mini.walk("skip", "skip", "skip", "skip", "skip", "review", "ZA-05", "no", "", "", "text", "", "save")
    assert asked(shown) == ["ZA-01", "ZA-02", "ZA-03", "ZA-04", "ZA-06", "ZA-05", "ZA-07", "ZA-08"]
    assert (answers(mini)["claim"], answers(mini)["hurts"]) == (None, "text")


def test_stages_can_be_opened_in_any_order_and_again(mini: Session) -> None:
    shown = mini.walk("stages", "3", "£7.7m", "stages", "first", "Lakeside", "stages", "TABLES", "none", "save")
    assert asked(shown) == ["ZA-01", "ZC-01", "ZC-02", "ZA-01", "ZA-02", "ZB-01", "ZB-02"]
    assert mini.project.alliance.funding.annual == Money(770_000_000)
    assert mini.project.listening == ()
    assert [entry.path for entry in mini.entries if entry.kind == "visit"] == ["first", "figures", "first", "tables"]


def test_the_stages_are_shown_with_how_they_stand(mini: Session) -> None:
    shown = mini.walk("Lakeside", "stages", "save")
    assert "  1  First things                         in progress  1 of 7\n" in shown
    assert "  2  Tables                               not started  0 of 9\n" in shown


def test_the_choice_of_a_stage_is_asked_until_it_is_one(mini: Session) -> None:
    shown = mini.walk("stages", "9", "0", "²", "nowhere", "skip", "?", "", "save")
    assert all(f"There is no stage '{text}'." in shown for text in ("9", "0", "²", "nowhere"))
    assert "Type the number of a stage" in shown
    assert "You may type instead of an answer:" in shown
    assert asked(shown) == ["ZA-01", "ZB-01"]  # Enter takes what the stage suggests


def test_back_from_the_choice_of_a_stage_returns_to_the_stage(mini: Session) -> None:
    assert asked(mini.walk("stages", "back", "Lakeside", "save")) == ["ZA-01", "ZA-01", "ZA-02"]


def test_leaving_early_warns_asks_for_a_reason_and_goes_on(mini: Session) -> None:
    shown = mini.walk("Lakeside", "leave", "the finance lead is away", "3", "save")
    assert "Still without an answer: ZA-02, ZA-03, ZA-04, ZA-05, ZA-07, ZA-08. That is allowed" in " ".join(shown.split())
    (entry,) = [entry for entry in mini.entries if entry.kind == "left-early"]
    assert (entry.path, entry.why) == ("first", "the finance lead is away")
    assert entry.value == {"cycle": 1}
    assert asked(shown) == ["ZA-01", "ZA-02", "ZC-01"]


def test_at_the_end_of_a_stage_the_statements_are_judged_and_a_no_goes_into_the_journal(mini: Session) -> None:
    mini.walk(*FIRST, "save")
    shown = mini.walk("not yet: two trustees are away", "save", stage="first")
    assert "Every question of this stage has an answer." in shown
    assert "  - Everybody could say what it is for.\n" in shown
    (entry,) = [entry for entry in mini.entries if entry.kind == "left-early"]
    assert (entry.path, entry.why) == ("first", "not yet: two trustees are away")


@pytest.mark.parametrize("reply", ["yes", "Y", "", "skip"])
def test_a_stage_that_is_left_with_a_yes_is_not_left_early(mini: Session, reply: str) -> None:
    shown = mini.walk(*FIRST, reply, "save")
    assert [entry for entry in mini.entries if entry.kind == "left-early"] == []
    assert "Which stage next? A number, Enter for 'Tables', or save to stop." in shown


def test_back_from_the_statements_returns_to_the_last_question(mini: Session) -> None:
    shown = mini.walk(*FIRST, "back", "somebody", "yes", "save")
    assert asked(shown)[-1] == "ZA-08"
    assert answers(mini)["dissent"] == "somebody"


def test_review_is_there_when_a_stage_is_full(mini: Session) -> None:
    mini.walk(*FIRST, "yes", "save")
    shown = mini.walk("review", "ZA-01", "Seaside", "", "yes", "save", stage="first")
    assert "Type review to see or change them." in shown
    assert answers(mini)["title"] == "Seaside"


def test_save_at_any_prompt_stops_and_keeps_every_answer(mini: Session) -> None:
    at = [
        ("save",),
        ("Lakeside", "120", "save"),
        ("Lakeside", "120", "a", "housing", "save"),
        ("don't know", "save"),
        ("don't know", "clerk", "save"),
        ("review", "save"),
        ("stages", "save"),
        ("leave", "save"),
        ("quit",),
    ]
    for lines in at:
        shown = mini.walk(*lines, "after the end", "after the end")
        assert "after the end" not in (mini.path / "journal.jsonl").read_text(), lines
        assert "Which stage next" not in shown or "stages" in lines
    assert (answers(mini)["title"], answers(mini)["people"], answers(mini)["inside"]) == ("Lakeside", 120, ("housing",))


def test_when_the_input_ends_everything_typed_so_far_is_kept_and_saved(mini: Session) -> None:
    shown = mini.walk("Lakeside", "120", "a register", "housing", "recovery")
    assert shown.endswith("> \n")
    assert answers(mini)["inside"] == ("housing", "recovery")
    assert "title: Lakeside" in (mini.path / "project.yaml").read_text()
    mini.walk("1", "yes", "because", "Cures.", "a line", "and another")
    assert answers(mini)["hurts"] == "a line\nand another"


@pytest.mark.parametrize(
    "typed",
    [("1",), ("ENG",), ("eng",), ("England",), ("5", "england")],
)
def test_a_choice_is_made_by_number_value_or_label(mini: Session, typed: tuple[str, ...]) -> None:
    mini.set(alliance__funding__annual="1", alliance__term__initial="1", alliance__term__start="2028-04-01")
    mini.set(legal__health_share="1", tender__deadline_time="12:00", sponsor__role="x", authority__contact__role="x")
    mini.set(authority__contact__email="x")
    shown = mini.walk(*typed, "save", stage="figures")
    assert "  1  England\n  2  Wales\n  3  Scotland\n  4  Northern Ireland\n> " in shown
    assert mini.project.project.jurisdiction == "ENG"
    if typed[0] == "5":
        assert "That does not fit yet: '5' is not one of the choices: ENG, WLS, SCT, NI\nType a number from 1 to 4.\n" in shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1,3", ("listening", "leaders")),
        ("2", ("incentive",)),
        ("listening, new leaders or a new strategy", ("listening", "leaders")),
        (" 1 , elsewhere ,", ("listening", "elsewhere")),
    ],
)
def test_several_choices_come_by_number_value_or_label_with_commas(mini: Session, typed: str, kept: tuple[str, ...]) -> None:
    mini.set(project__title="x", purpose__people_estimate="1", purpose__people_source="x", purpose__inside=[])
    mini.walk(typed, "save")
    assert answers(mini)["sparks"] == kept


def test_a_label_with_a_comma_in_it_is_one_choice(shipped: Session) -> None:
    opened = shipped.open()
    ask = Ask(PlainAsker(StringIO("once a year, in advance\n"), StringIO()), opened.project)
    leaf = opened.workspace.schema.fields["alliance.funding.payment"]
    assert ask.leaf(leaf, "", None, Answer(opened.playbook.questions["AR-01"])) == "annual"


def test_yes_or_no_comes_with_its_reason(mini: Session) -> None:
    mini.set(project__title="x", purpose__people_estimate="1", purpose__people_source="x", purpose__inside=[])
    mini.set(purpose__sparks=["other"])
    shown = mini.walk("perhaps", "no", "It comes first.", "save")
    assert "Second? (yes or no)\n" in shown
    assert "That does not fit yet: 'perhaps' is neither yes nor no" in shown
    assert (answers(mini)["second"], answers(mini)["why"]) == (False, "It comes first.")


def test_a_list_may_be_said_to_be_empty_and_replaced(mini: Session) -> None:
    mini.set(project__title="x", purpose__people_estimate="1", purpose__people_source="x")
    mini.walk("none", "save")
    assert answers(mini)["inside"] == ()
    shown = mini.walk("review", "ZA-03", "housing", "recovery", "", "", "save")
    assert "Now: (none)   (Enter keeps it)" in shown
    assert answers(mini)["inside"] == ("housing", "recovery")
    mini.walk("review", "ZA-03", "", "", "save")
    assert answers(mini)["inside"] == ("housing", "recovery")


def test_back_in_the_middle_of_a_list_keeps_its_items_and_goes_back(mini: Session) -> None:
    mini.set(project__title="x", purpose__people_estimate="1", purpose__people_source="x")
    shown = mini.walk("housing", "back", "", "", "save")
    assert asked(shown) == ["ZA-03", "ZA-02", "ZA-04"]
    assert answers(mini)["inside"] == ("housing",)


def test_a_passage_has_several_lines_empty_ones_by_a_backslash_and_ends_with_an_empty_one(mini: Session) -> None:
    mini.set(project__title="x", purpose__people_estimate="1", purpose__people_source="x", purpose__inside=[])
    mini.set(purpose__sparks=["other"], purpose__money_second__answer="no", purpose__money_second__why="x")
    shown = mini.walk("  first line", "back", "\\", "\\skip", "last", "", "save")
    assert "(as many lines as you like; an empty line ends it)" in shown
    assert answers(mini)["hurts"] == "  first line\nback\n\nskip\nlast"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\\back", "back"),
        ("\\Skip", "Skip"),
        ("\\?", "?"),
        ("\\don't know", "don't know"),
        ("\\other", "\\other"),
        ("\\\\back", "\\\\back"),
    ],
)
def test_a_word_that_is_a_command_becomes_an_answer_behind_a_backslash(mini: Session, typed: str, kept: str) -> None:
    mini.walk(typed, "save")
    assert answers(mini)["title"] == kept


def test_control_characters_are_taken_out_and_it_is_said(mini: Session) -> None:
    shown = mini.walk("Lake\x00side \x1b[2Jx", "save")
    assert "(2 control characters taken out: no document can hold them)" in shown
    assert answers(mini)["title"] == "Lakeside [2Jx"


def test_a_lone_surrogate_from_the_terminal_is_taken_out_and_it_is_said(mini: Session) -> None:
    shown = mini.walk("Lake\udc9fside", "save")
    assert "(1 half character taken out: no document can hold them)" in shown
    assert answers(mini)["title"] == "Lakeside"


def test_what_would_drive_a_terminal_is_shown_as_an_escape(mini: Session) -> None:
    mini.set(project__title="a\u202eb\u200d👩")
    shown = mini.walk("review", "", "save")
    assert "\u202e" not in shown
    assert "a\\x202eb" in shown
    assert printable("\x1b]0;x\x07ä\n\t", "ascii") == "\\x1b]0;x\\x07\\xe4\n\t"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("",), "Type an answer, or: skip · don't know · back · save"),
        (("   ",), "Type an answer, or: skip · don't know · back · save"),
        (("Lakeside", "ten"), "That does not fit yet: 'ten' is not a number; write it in figures, like 5"),
        (("Lakeside", "-1"), "That does not fit yet: '-1' is less than nothing"),
    ],
)
def test_what_does_not_fit_is_said_and_asked_again(mini: Session, lines: tuple[str, ...], said: str) -> None:
    assert said in mini.walk(*lines, "save")
    assert answers(mini)["people"] is None


def test_an_earlier_answer_changes_without_losing_later_ones(mini: Session) -> None:
    mini.walk(*FIRST, "yes", "save")
    before = answers(mini)
    mini.walk("review", "ZA-02", "140", "", "", "yes", "save", stage="first")
    assert answers(mini) == before | {"people": 140}


def test_an_answer_hidden_by_a_later_change_is_kept_and_comes_back(mini: Session) -> None:
    mini.walk(*FIRST, "yes", "save")
    mini.walk("review", "ZA-05", "no", "", "", "yes", "save", stage="first")
    assert answers(mini)["claim"] == "Cures."
    assert "ZA-06" not in [q.id for q in mini.engine.questions(mini.engine.playbook.stages[0])]
    shown = mini.walk("review", "ZA-05", "yes", "", "", "yes", "save", stage="first")
    assert "ZA-06  What must nobody claim?\n         Cures." in shown
    assert answers(mini)["claim"] == "Cures."


def test_resuming_starts_in_the_stage_and_at_the_question_where_it_stopped(mini: Session) -> None:
    mini.walk("stages", "3", "£1m", "save")
    assert asked(mini.walk("save"))[0] == "ZC-02"
    mini.walk("stages", "1", "Lakeside", "save")
    assert asked(mini.walk("save"))[0] == "ZA-02"


def test_when_the_last_stage_is_full_resuming_goes_to_the_first_that_is_not(mini: Session) -> None:
    mini.walk(*FIRST, "yes", "save")
    assert asked(mini.walk("save"))[0] == "ZB-01"


def test_a_stage_is_opened_by_its_id_or_its_title(mini: Session) -> None:
    assert asked(mini.walk("save", stage="Figures"))[0] == "ZC-01"
    assert asked(mini.walk("save", stage="FIGURES"))[0] == "ZC-01"
    assert asked(mini.walk("save", stage="last things")) == []


def test_a_quick_walk_asks_the_quick_questions_only(mini: Session) -> None:
    shown = mini.walk("Lakeside", "housing", "", "yes", "2", "none", "save", quick=True)
    assert asked(shown) == ["ZA-01", "ZA-03", "ZB-01"]
    assert "First things · 1 of 2" in shown


def test_a_second_walker_is_told_who_holds_the_folder_and_since_when(mini: Session) -> None:
    with mini.open(who="finance lead").folder as held:
        held.hold()
        with pytest.raises(FileProblem) as error:
            mini.walk("Lakeside", who="commissioner")
        assert "is being changed by finance lead, since 2027-03-01T" in str(error.value)
        assert "Wait until they have finished" in str(error.value)
    assert mini.walk("Lakeside", "save")
    assert answers(mini)["title"] == "Lakeside"


def test_each_answer_is_in_the_journal_before_the_next_question_is_asked(mini: Session) -> None:
    journal = mini.path / "journal.jsonl"

    class Watching(StringIO):
        counts: list[int] = []

        def readline(self, *args: Any) -> str:  # type: ignore[override]
            self.counts.append(len([x for x in journal.read_text().splitlines() if '"kind": "set"' in x]))
            return super().readline(*args)

    watching = Watching("Lakeside\n120\na register\nhousing\n\n")
    walking.walk(mini.open(), PlainAsker(watching, StringIO()))
    assert watching.counts == [0, 1, 2, 3, 3, 4]


def test_stopping_by_the_keyboard_saves_and_is_handed_on(mini: Session) -> None:
    class Interrupted(StringIO):
        def readline(self, *args: Any) -> str:  # type: ignore[override]
            line = super().readline(*args)
            if line == "\x03\n":
                raise KeyboardInterrupt
            return line

    with pytest.raises(KeyboardInterrupt):
        walking.walk(mini.open(), PlainAsker(Interrupted("Lakeside\n120\n\x03\n"), StringIO()))
    assert (answers(mini)["title"], answers(mini)["people"]) == ("Lakeside", 120)
    assert "people_estimate: 120" in (mini.path / "project.yaml").read_text()
    assert mini.walk("save")  # the folder is free again


def test_through_a_pipe_what_was_read_is_shown_too(mini: Session) -> None:
    shown = mini.walk("Lakeside", "save", echo=True)
    assert "> Lakeside\n" in shown
    assert shown.endswith("> save\n")


def test_windows_line_ends_in_a_pipe_are_taken_off(mini: Session) -> None:
    mini.walk("Lakeside\r", "120\r", "save\r")
    assert (answers(mini)["title"], answers(mini)["people"]) == ("Lakeside", 120)


def test_the_plain_asker_knows_commands_from_answers() -> None:
    asker = PlainAsker(StringIO("BACK\n  why \nwhy not\n\n"), StringIO())
    assert [asker.ask(Prompt()) for _ in range(5)] == [Command.BACK, Command.WHY, "why not", "", Command.QUIT]


def test_a_walk_over_every_stage_replays_from_the_journal(mini: Session) -> None:
    mini.walk(*FIRST, "yes", "2", "stages", "3", "£7.7m", "5", "1 April 2028", "37.7", "12:00", "a", "b", "c", "1", "24", "save")
    assert verify(mini.path / "journal.jsonl").broken is None
    lines = [json.loads(line) for line in (mini.path / "journal.jsonl").read_text().splitlines()]
    assert all(line["question"] for line in lines if line["kind"] == "set")
    assert replayed(mini) == mini.project
