"""library list and library show."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from small import SMALL, finder, said

from hls_procure.errors import InputError
from hls_procure.library.finder import Finder
from hls_procure.library.listing import listing, show
from hls_procure.work.workspace import Workspace
from tests.helpers import run


def test_everything_is_listed_once_in_the_order_in_which_people_ask() -> None:
    rows = listing(finder())
    assert [(row.room, row.id, row.title) for row in rows] == [
        ("playbooks", "reminders", "playbooks/reminders.yaml"),
        ("playbooks", "small", "A small walk"),
        ("questions", "PE-01", "Who are your partners?"),
        ("questions", "PE-02", "Whom have you been to see?"),
        ("questions", "PL-01", "What is the place called?"),
        ("questions", "PL-02", "What kind of place is it, and how many people live there?"),
        ("questions", "PL-03", "Has it moved?"),
        ("clauses", "AL-01", "Who we are"),
        ("clauses", "AL-02", "How we decide"),
        ("clauses", "D01", "An agreement for <fact:place.name>"),
        ("clauses", "terms", "clauses/terms.yaml"),
    ]


def test_every_shipped_question_clause_and_document_is_listed() -> None:
    workspace = Workspace()
    rows = listing(workspace.finder)
    ids = [row.id for row in rows]
    assert set(workspace.playbook(None).questions) <= {row.id for row in rows if row.room == "questions"}
    assert set(workspace.words.clauses) | set(workspace.words.documents) <= set(ids)
    assert len(ids) == len(set(ids))
    assert not [row for row in rows if row.id == "None" or row.title == "None"]


def test_a_file_of_questions_that_is_laid_out_otherwise_is_listed_too(tmp_path: Path) -> None:
    path = tmp_path / "playbooks/questions/people.yaml"
    path.parent.mkdir(parents=True)
    path.write_text('questions:\n- ask: >-\n    Who are\n    they?\n  id: PE-01\n- {id: PE-02, ask: "When?"}\n')
    rows = [row for row in listing(finder(tmp_path)) if row.id.startswith("PE")]
    assert [(row.id, row.title, row.layer) for row in rows] == [
        ("PE-01", "Who are they?", "project"),
        ("PE-02", "When?", "project"),
    ]


def test_a_file_of_questions_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "playbooks/questions/people.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("questions:\n  - id: PE-01\n    id: PE-02\n")
    with pytest.raises(InputError, match="says 'id' a second time"):
        listing(finder(tmp_path))


def test_a_file_is_shown_by_its_id_or_by_its_name() -> None:
    by_id, text = show(finder(), "al-02")
    by_name, same = show(finder(), "clauses/alliance/AL-02.yaml")
    assert (by_id, text) == (by_name, same)
    assert text == (SMALL / "clauses/alliance/AL-02.yaml").read_text()
    assert show(finder(), "PE-02")[0].name == "playbooks/questions/people.yaml"


def test_an_id_that_is_not_there_gets_a_suggestion() -> None:
    with pytest.raises(InputError) as error:
        show(finder(), "AL-22")
    assert said(error.value) == "AL-22  is not in the library\n       Did you mean 'AL-02'? See: hls-procure library list"


def test_a_word_file_is_named_and_not_printed() -> None:
    with pytest.raises(InputError) as error:
        show(Finder(), "templates/house.docx")
    assert "is a Word file" in said(error.value)
    assert "Open it in Word." in said(error.value)


def test_the_command_lists_and_shows_for_people_and_for_programs(tmp_path: Path) -> None:
    ours = tmp_path / "clauses/alliance/AL-02.yaml"
    ours.parent.mkdir(parents=True)
    shutil.copy(SMALL / "clauses/alliance/AL-02.yaml", ours)
    listed = run("library", "list", "--council", tmp_path)
    assert listed.exit_code == 0
    assert "\nclauses\n" in listed.stdout
    assert "  AL-02        council  How we decide\n" in listed.stdout
    rows = json.loads(run("library", "list", "--council", tmp_path, "--json").stdout)
    assert {
        "room": "clauses",
        "id": "AL-02",
        "title": "How we decide",
        "layer": "council",
        "name": "clauses/alliance/AL-02.yaml",
    } in rows
    assert len(rows) == sum(line.startswith("  ") for line in listed.stdout.splitlines())
    shown = run("library", "show", "AL-02", "--council", tmp_path)
    assert shown.stdout == f"# clauses/alliance/AL-02.yaml (council)\n{ours.read_text()}\n"
    found = json.loads(run("library", "show", "AL-02", "--in", tmp_path, "--json").stdout)
    assert (found["layer"], found["text"]) == ("project", ours.read_text())


@pytest.mark.parametrize(
    ("name", "code"), [("AL-99", 2), ("../../etc/passwd", 2), ("clauses/gone.yaml", 3), ("templates/house.docx", 2)]
)
def test_the_command_ends_with_the_right_code_and_says_why(name: str, code: int) -> None:
    result = run("library", "show", name)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    told = json.loads(run("library", "show", name, "--json").stdout)
    assert set(told["problems"][0]) == {"where", "what", "why", "do"}
