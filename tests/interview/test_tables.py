"""Tables at the prompt: rows added, changed, taken out, said to be none, read from a file; each cell kept at once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.interview.mini import Session


def heard(session: Session) -> list[tuple[Any, ...]]:
    return [(row.id, row.who, row.kind, row.on, row.people) for row in session.get("listening") or ()]


ARCHES = ("people at the arches", "1", "14 April 2026", "46")
CLERKS = ("add", "the clerks", "commissioner", "skip", "skip")


def test_the_first_row_starts_at_once_and_more_are_added(mini: Session) -> None:
    shown = mini.walk(*ARCHES, *CLERKS, "done", "save", stage="tables")
    assert "(one row at a time; or: csv FILE · none)\nWho was heard\n> " in shown
    assert "Which side they know\n  1  people with lived experience\n" in shown
    assert "Began on (a date, like 3 March 2027)\n> " in shown
    assert "  1  people at the arches\n  2  the clerks\nRows: add · change N · remove N · csv FILE · none · done\n" in shown
    assert heard(mini) == [
        ("people-at-arches", "people at the arches", "lived", date(2026, 4, 14), 46),
        ("clerks", "the clerks", "commissioner", None, None),
    ]


def test_a_row_is_changed_by_its_number_or_id_and_enter_keeps_a_cell(mini: Session) -> None:
    mini.walk(*ARCHES, "done", "save", stage="tables")
    shown = mini.walk(
        "review", "ZB-01", "change 1", "", "carers and families", "", "50", "change people-at-arches", "", "", "", "", "done",
        "", "save",
    )  # fmt: skip
    assert "Now: 14 April 2026   (Enter keeps it)" in shown
    assert heard(mini) == [("people-at-arches", "people at the arches", "carer", date(2026, 4, 14), 50)]


def test_a_row_keeps_its_id_when_its_name_changes(mini: Session) -> None:
    mini.walk(*ARCHES, "change 1", "people of the harbour", "", "", "", "done", "save", stage="tables")
    assert heard(mini)[0][:2] == ("people-at-arches", "people of the harbour")


def test_a_row_is_taken_out_and_stays_in_the_journal(mini: Session) -> None:
    shown = mini.walk(*ARCHES, *CLERKS, "remove 1", "done", "save", stage="tables")
    assert "Taken out. The journal still has it." in shown
    assert [row[0] for row in heard(mini)] == ["clerks"]
    (dropped,) = [entry for entry in mini.entries if entry.kind == "drop"]
    assert dropped.was["who"] == "people at the arches"


def test_taking_out_the_last_row_is_not_saying_that_there_are_none(mini: Session) -> None:
    shown = mini.walk(*ARCHES, "remove 1", "done", "save", stage="tables")
    assert "That was the last row. If there are none, type: none" in shown
    assert mini.get("listening") is None
    assert mini.engine.state(mini.engine.playbook.questions["ZB-01"]) == "unanswered"
    mini.walk("none", "save", stage="tables")
    assert mini.get("listening") == ()


@pytest.mark.parametrize("typed", [("none",), ("NONE",), (*ARCHES, "none")])
def test_none_is_an_answer(mini: Session, typed: tuple[str, ...]) -> None:
    mini.walk(*typed, "save", stage="tables")
    assert mini.get("listening") == ()
    assert mini.engine.state(mini.engine.playbook.questions["ZB-01"]) == "answered"


def test_what_is_not_in_the_menu_and_a_row_that_is_not_there_are_said(mini: Session) -> None:
    shown = mini.walk(*ARCHES, "ad", "change 7", "remove ²", "remove", "done", "save", stage="tables")
    assert "'ad' is not one of: add · change N · remove N · csv FILE · none · done" in shown
    assert "There is no row '7'. Type its number." in shown
    assert "There is no row '²'. Type its number." in shown
    assert "There is no row ''. Type its number." in shown
    assert len(heard(mini)) == 1


@pytest.mark.parametrize("typed", ["", "done", "skip"])
def test_an_empty_table_may_be_left_for_later(mini: Session, typed: str) -> None:
    shown = mini.walk(typed, "save", stage="tables")
    assert "(ZB-02)" in shown
    assert mini.get("listening") is None


def test_back_inside_a_row_goes_to_its_cell_before(mini: Session) -> None:
    shown = mini.walk("arches", "1", "back", "carer", "skip", "46", "done", "save", stage="tables")
    assert "Now: people with lived experience   (Enter keeps it)" in shown
    assert heard(mini) == [("arches", "arches", "carer", None, 46)]


def test_back_to_the_first_cell_of_a_new_row_renames_the_row(mini: Session) -> None:
    mini.walk("archs", "back", "arches", "1", "skip", "46", "done", "save", stage="tables")
    assert heard(mini) == [("arches", "arches", "lived", None, 46)]
    mini.walk(
        "review", "ZB-01", "add", "clerks", "2", "back", "back", "", "3", "skip", "skip", "done", "", "save", stage="tables"
    )
    assert heard(mini)[1] == ("clerks", "clerks", "practitioner", None, None)


def test_back_out_of_a_new_row_leaves_nothing_of_it(mini: Session) -> None:
    shown = mini.walk("arches", "back", "back", "none", "save", stage="tables")
    assert shown.count("(ZB-01)") == 2  # the first question of the stage: asked again
    assert mini.get("listening") == ()
    mini.walk("review", "ZB-01", *ARCHES, "add", "clerks", "back", "back", "done", "", "save", stage="tables")
    assert [row[0] for row in heard(mini)] == ["people-at-arches"]


def test_back_from_the_menu_goes_to_the_question_before(mini: Session) -> None:
    shown = mini.walk(*ARCHES, "done", "x", "1", "1", "yes", "back", "done", "save", stage="tables")
    assert re.findall(r"\((ZB-\d\d)\)$", shown, re.MULTILINE) == ["ZB-01", "ZB-02", "ZB-01", "ZB-03"]


def test_back_from_a_row_that_is_changed_returns_to_the_menu(mini: Session) -> None:
    shown = mini.walk(*ARCHES, "change 1", "back", "done", "save", stage="tables")
    assert shown.count("Rows: add") == 2
    assert len(heard(mini)) == 1


@pytest.mark.parametrize("count", range(1, 5))
def test_stopping_in_the_middle_of_a_row_keeps_the_cells_that_were_answered(mini: Session, count: int) -> None:
    mini.walk(*ARCHES[:count], "save", stage="tables")
    whole = ("people-at-arches", "people at the arches", "lived", date(2026, 4, 14), 46)
    assert heard(mini) == [tuple(value if n <= count else None for n, value in enumerate(whole))]


@pytest.mark.parametrize("word", ["review", "stages", "leave"])
def test_a_command_in_the_middle_of_a_row_loses_nothing(mini: Session, word: str) -> None:
    mini.walk("arches", "1", word, "", "save", stage="tables")
    assert heard(mini)[0][:3] == ("arches", "arches", "lived")


def test_why_and_help_in_the_middle_of_a_row_go_on_with_the_row(mini: Session) -> None:
    shown = mini.walk("arches", "why", "1", "?", "skip", "46", "done", "save", stage="tables")
    assert "The order of voices becomes the order of importance." in shown
    assert heard(mini) == [("arches", "arches", "lived", None, 46)]


def test_a_cell_that_does_not_fit_is_asked_again(mini: Session) -> None:
    shown = mini.walk("arches", "alien", "1", "soon", "2026-04-14", "ten", "-1", "46", "done", "save", stage="tables")
    assert "That does not fit yet: 'alien' is not one of the choices" in shown
    assert "That does not fit yet: 'soon' is not a date" in shown
    assert "That does not fit yet: 'ten' is not a number" in shown
    assert "That does not fit yet: '-1' is less than nothing" in shown
    assert heard(mini) == [("arches", "arches", "lived", date(2026, 4, 14), 46)]


def test_two_rows_of_one_name_get_ids_of_their_own(mini: Session) -> None:
    mini.walk("arches", "skip", "skip", "skip", "add", "Arches!", "skip", "skip", "skip", "done", "save", stage="tables")
    assert [row[0] for row in heard(mini)] == ["arches", "arches-2"]


def test_a_row_whose_first_cell_is_skipped_is_kept_all_the_same(mini: Session) -> None:
    mini.walk("arches", "skip", "skip", "skip", "add", "skip", "1", "skip", "skip", "done", "save", stage="tables")
    assert heard(mini)[1] == ("record", None, "lived", None, None)


def test_a_row_in_which_everything_is_skipped_is_not_kept(mini: Session) -> None:
    mini.walk("arches", "skip", "skip", "skip", "add", "skip", "skip", "skip", "skip", "done", "save", stage="tables")
    assert len(heard(mini)) == 1


def test_i_do_not_know_yet_stands_for_the_table_and_a_row_closes_it(mini: Session) -> None:
    mini.walk("don't know", "sponsor", "2027-03-12", "save", stage="tables")
    assert [(item.path, item.owner) for item in mini.project.open] == [("listening", "sponsor")]
    mini.walk("review", "ZB-01", "arches", "save", stage="tables")
    assert mini.project.open == ()
    mini.walk("review", "ZB-02", "don't know", "sponsor", "", "", "save", stage="tables")
    mini.walk("review", "ZB-02", "none", "", "save", stage="tables")
    assert mini.project.open == ()


def test_links_are_chosen_by_number_or_id_and_several_with_commas(mini: Session) -> None:
    mini.walk(*ARCHES, *CLERKS, "done", "save", stage="tables")
    shown = mini.walk(
        "One who stays.", "1", "7", "1, clerks", "yes", "add", "Doors.", "2", "clerk", "2", "no", "done", "save", stage="tables"
    )
    assert "Where\n  1  people at the arches\n  2  the clerks\n  (several: numbers with commas between)\n> " in shown
    assert "That does not fit yet: '7' is not the id of a record in listening. There are: clerks, people-at-arches." in shown
    assert "That does not fit yet: 'clerk' is not the id of a record in listening. Did you mean 'clerks'?" in shown
    assert [(row.from_, row.consent) for row in mini.get("insights")] == [
        (("people-at-arches", "clerks"), True),
        (("clerks",), False),
    ]


def test_a_first_cell_that_is_a_link_shows_what_there_is_to_choose_from(mini: Session) -> None:
    mini.set(principles=[{"id": "stays", "short": "one who stays"}, {"id": "trust", "short": "trust first"}])
    shown = mini.walk("review", "ZB-09", "3", "2", "Somebody visits.", "done", "", "save", stage="tables")
    assert "Principle\n  1  one who stays\n  2  trust first\n> " in shown
    assert "That does not fit yet: '3' is not the id of a record in principles." in shown
    assert [(row.id, row.principle, row.we_do) for row in mini.get("behaviours")] == [("trust", "trust", "Somebody visits.")]


def test_a_link_to_a_list_without_records_says_so_and_can_be_skipped(mini: Session) -> None:
    shown = mini.walk("review", "ZB-02", "Doors.", "1", "1", "skip", "yes", "done", "", "save", stage="tables")
    assert "That does not fit yet: '1' is not the id of a record in listening. There are none yet." in shown
    assert [(row.from_, row.consent) for row in mini.get("insights")] == [(None, True)]


def test_rows_that_the_playbook_names_are_asked_one_by_one(mini: Session) -> None:
    shown = mini.walk("review", "ZB-04", "A sponsor.", "clerk", "skip", "skip", "x", "y", "", "save", stage="tables")
    assert "\nThe case for change\nWhat helps\n> Who looks after it\n> \nLeaders\n" in shown
    assert [(row.id, row.helps, row.owner) for row in mini.get("conditions")] == [
        ("case", "A sponsor.", "clerk"),
        ("people", "x", "y"),
    ]
    assert mini.engine.state(mini.engine.playbook.questions["ZB-04"]) == "partly"


def test_back_in_named_rows_goes_to_the_cell_and_to_the_row_before(mini: Session) -> None:
    shown = mini.walk("review", "ZB-04", "A", "b", "back", "", "c", "C", "d", "skip", "skip", "", "save", stage="tables")
    assert "Now: A   (Enter keeps it)" in shown
    assert shown.count("\nThe case for change\n") == 2
    rows = [(row.id, row.helps, row.owner) for row in mini.get("conditions")]
    assert rows == [("case", "A", "c"), ("leaders", "C", "d")]


def test_named_rows_are_shown_as_they_stand_and_enter_keeps_them(mini: Session) -> None:
    mini.walk("review", "ZB-04", *("x", "y") * 3, "", "save", stage="tables")
    shown = mini.walk("review", "ZB-04", *("", "z") * 3, "", "save", stage="tables")
    assert shown.count("Now: x   (Enter keeps it)") == 3
    assert [(row.helps, row.owner) for row in mini.get("conditions")] == [("x", "z")] * 3


def test_rows_may_be_taken_from_the_records_of_another_list(mini: Session) -> None:
    mini.set(authority__joint=[{"id": "care", "name": "The Care Board"}])
    shown = mini.walk("review", "ZB-07", "the chief", "cabinet", "the chair", "the board", "", "save", stage="tables")
    assert "\nYour own body\n" in shown
    assert "\nThe Care Board\n" in shown
    rows = [(row.id, row.signatory, row.authority) for row in mini.get("award.commissioners")]
    assert rows == [("authority", "the chief", "cabinet"), ("care", "the chair", "the board")]
    assert mini.engine.state(mini.engine.playbook.questions["ZB-07"]) == "answered"


def test_a_table_of_one_column_takes_one_line_a_row(mini: Session) -> None:
    mini.walk("review", "ZB-05", "the yearly plan", "add", "a new Member", "done", "", "save", stage="tables")
    assert [(row.id, row.text) for row in mini.get("alliance.governance.key_issues")] == [
        ("yearly-plan", "the yearly plan"),
        ("new-member", "a new Member"),
    ]


def test_rows_come_from_a_csv_file_for_an_empty_table_and_for_one_with_rows(mini: Session, tmp_path: Path) -> None:
    path = tmp_path / "heard before.csv"
    path.write_bytes("Who was heard;Which side they know\nMüller\x07 & Söhne;people with lived experience\n".encode("cp1252"))
    shown = mini.walk(f"csv {path}", "done", "save", stage="tables")
    assert f"1 row taken from {path}." in shown
    assert "(row 1 (line 2 of the file): 1 control character taken out: no document can hold them)" in shown
    assert heard(mini) == [("muller-sohne", "Müller & Söhne", "lived", None, None)]
    path.write_text("who\nMüller Söhne\nx\n", encoding="utf-8")
    shown = mini.walk("review", "ZB-01", f"CSV {path}", "done", "", "save", stage="tables")
    assert f"2 rows taken from {path}." in shown
    assert [row[0] for row in heard(mini)] == ["muller-sohne", "muller-sohne-2", "x"]


def test_a_csv_row_with_the_id_of_a_record_changes_that_record(mini: Session, tmp_path: Path) -> None:
    path = tmp_path / "heard.csv"
    path.write_text("id,people\npeople-at-arches,50\n")
    mini.walk(*ARCHES, f"csv {path}", "done", "save", stage="tables")
    assert heard(mini) == [("people-at-arches", "people at the arches", "lived", date(2026, 4, 14), 50)]


def test_nothing_is_taken_from_a_csv_file_in_which_something_is_wrong(mini: Session, tmp_path: Path) -> None:
    path = tmp_path / "heard.csv"
    path.write_text("who,people\nx,3\ny,ten\n")
    shown = mini.walk(f"csv {path}", f"csv {tmp_path / 'nowhere.csv'}", "csv", "none", "save", stage="tables")
    assert "Nothing was taken from the file:\n  row 2 (line 3 of the file), people: 'ten' is not a number" in shown
    assert "could not be read" in shown
    assert mini.get("listening") == ()
    assert [entry.kind for entry in mini.entries if entry.kind == "row"] == []
