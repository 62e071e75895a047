"""Rows from a CSV file, as spreadsheets really write them."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import FileProblem, InputError
from hls_procure.interview import csvfile
from hls_procure.interview.answers import read_answer
from hls_procure.interview.csvfile import read_csv
from hls_procure.model.playbook import Question
from hls_procure.work.opening import open_project

ROWS = [{"who": "people at the arches", "kind": "lived"}, {"who": "clerks, all of them", "people": "3"}]


@pytest.fixture(scope="module")
def question(mini_once: Path) -> Question:
    return open_project(mini_once).playbook.questions["ZB-01"]


@pytest.fixture
def reading(question: Question, tmp_path: Path) -> Any:
    def read(content: str | bytes) -> list[dict[str, str]]:
        path = tmp_path / "rows.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_csv(path, question)

    return read


@pytest.mark.parametrize(
    "text",
    [
        'who,kind,people\npeople at the arches,lived,\n"clerks, all of them",,3\n',
        "who;kind;people\npeople at the arches;lived;\nclerks, all of them;;3\n",
        "who\tkind\tpeople\npeople at the arches\tlived\t\nclerks, all of them\t\t3\n",
        "who|kind|people\npeople at the arches|lived|\nclerks, all of them||3\n",
        'who,kind,people\r\npeople at the arches,lived,\r\n"clerks, all of them",,3',
        'who,kind,people\rpeople at the arches,lived,\r"clerks, all of them",,3',
        'Who was heard,Which side they know,How many\npeople at the arches,lived,\n"clerks, all of them",,3\n',
        ' WHO ,KIND,"how MANY"\npeople at the arches,lived,\n"clerks, all of them",,3\n',
        'who,kind,people,,\npeople at the arches,lived,,,\n\n,,,,\n"clerks, all of them",,3,,\n',
    ],
)
def test_separators_line_ends_heads_and_empty_rows_are_read_as_they_come(reading: Any, text: str) -> None:
    assert reading(text) == ROWS


@pytest.mark.parametrize(
    "raw",
    [
        "who;people\nÜber uns – “alle”;3\n".encode(),
        codecs.BOM_UTF8 + "who;people\nÜber uns – “alle”;3\n".encode(),
        "who;people\nÜber uns – “alle”;3\n".encode("cp1252"),
        "who;people\nÜber uns – “alle”;3\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "who;people\nÜber uns – “alle”;3\n".encode("utf-16-be"),
    ],
)
def test_the_encodings_of_spreadsheets_are_told_apart(reading: Any, raw: bytes) -> None:
    assert reading(raw) == [{"who": "Über uns – “alle”", "people": "3"}]


def test_quoted_cells_hold_separators_quotes_and_line_ends(reading: Any) -> None:
    assert reading('who,kind\n"one, ""two""\nand three",lived\n') == [{"who": 'one, "two"\nand three', "kind": "lived"}]


def test_a_comma_in_a_quoted_head_does_not_make_the_file_one_of_commas(tmp_path: Path, question: Question) -> None:
    path = tmp_path / "rows.csv"
    path.write_text('"people";who\n3;x, y\n')
    assert read_csv(path, question) == [{"people": "3", "who": "x, y"}]
    path.write_text('"who";"kind, exactly, please"\nx;lived\n')
    with pytest.raises(InputError, match="has a column 'kind, exactly, please' that ZB-01 does not ask for"):
        read_csv(path, question)


def test_ids_may_be_given(reading: Any) -> None:
    assert reading("id,who\narches,x\n") == [{"id": "arches", "who": "x"}]


def test_a_column_that_nobody_asked_for_is_named_with_the_nearest_one(reading: Any) -> None:
    with pytest.raises(InputError) as found:
        reading("who,knd,price\nx,lived,3\n")
    first, second = found.value.problems
    assert first.text() == (
        "rows.csv:1  has a column 'knd' that ZB-01 does not ask for\n"
        "            Did you mean 'kind'? There are: id, kind, on, people, who."
    )
    assert second.what == "has a column 'price' that ZB-01 does not ask for"


@pytest.mark.parametrize("text", ["", "\n", ",,\n"])
def test_a_file_without_heads_says_how_to_start_it(reading: Any, text: str) -> None:
    with pytest.raises(InputError) as found:
        reading(text)
    (problem,) = found.value.problems
    assert problem.text() == "rows.csv:1  has no heads in its first line\n            Start it with: who,kind,on,people"


def test_a_row_with_more_cells_than_heads_is_refused_with_its_line(reading: Any) -> None:
    with pytest.raises(InputError) as found:
        reading("who,kind\nx,lived\nclerks, all of them,other\n")
    (problem,) = found.value.problems
    assert (problem.where, problem.what) == ("rows.csv:3", "has 3 cells under 2 heads")
    assert problem.why == "A comma in a text needs quotes around the text."
    assert reading("who,kind\nx,lived,, \n") == [{"who": "x", "kind": "lived"}]


def test_a_quote_that_is_not_closed_is_said_with_its_line(reading: Any) -> None:
    with pytest.raises(InputError) as found:
        reading('who,kind\nx,lived\n"never closed,lived\n')
    (problem,) = found.value.problems
    assert problem.where == "rows.csv:3"
    assert problem.what.startswith("cannot be read as CSV")
    assert problem.do == "Check the quotes on that line."


def test_a_file_of_endless_rows_is_refused(reading: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert csvfile.MAX_ROWS == 100_000
    monkeypatch.setattr(csvfile, "MAX_ROWS", 1000)
    with pytest.raises(InputError, match="has more than 1,000 rows"):
        reading("who\n" + "x\n" * 1001)
    assert len(reading("who\n" + "x\n" * 1000)) == 1000


def test_a_file_that_is_not_there_or_is_a_folder_is_said(tmp_path: Path, question: Question) -> None:
    with pytest.raises(FileProblem, match="could not be read"):
        read_csv(tmp_path / "nowhere.csv", question)
    with pytest.raises(FileProblem, match="could not be read"):
        read_csv(tmp_path, question)


def test_problems_name_the_row_and_its_line_in_the_file(reading: Any, question: Question) -> None:
    rows = reading('who,people\n"one\ntwo",3\n\n,\nx,ten\n')
    answer = read_answer(question, rows, None)
    assert answer.problems == ["row 2 (line 6 of the file), people: 'ten' is not a number; write it in figures, like 5"]
