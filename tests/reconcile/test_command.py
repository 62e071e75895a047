"""The command: what it says, plans and their decisions, files that are none of ours, and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from hls_procure.interview.asker import PlainAsker
from hls_procure.reconcile.proposals import FactChange, Proposal, SetText
from hls_procure.work.reconcile_page import decide
from tests.helpers import copied, run
from tests.reconcile.edits import EDITS
from tests.reconcile.word import Word

NAMED = {edit.name: edit for edit in EDITS}


@pytest.fixture
def root(tamarside_built_once: Path, tmp_path: Path) -> Path:
    return copied(tamarside_built_once, tmp_path / "tamarside")


@pytest.fixture
def file(edited: Callable[..., Path]) -> Path:
    return edited(NAMED["some words"], NAMED["a number of years"], NAMED["a comment"])


def test_without_a_terminal_everything_is_listed_and_nothing_is_taken(root: Path, file: Path) -> None:
    before = (root / "project.yaml").read_bytes(), (root / "journal.jsonl").read_bytes()
    result = run("reconcile", root, file)
    assert result.exit_code == 0
    assert "edited.docx is D12, The Tamarside Alliance: alliance agreement (for tender)." in result.stdout
    assert "it says so in writing before it acts" in " ".join(result.stdout.split())
    assert "2 of 3 can be taken by this command" in result.stdout
    assert "Nothing was changed." in result.stdout
    assert ((root / "project.yaml").read_bytes(), (root / "journal.jsonl").read_bytes()) == before


def test_an_unedited_file_says_what_the_project_says(root: Path, agreement: Path) -> None:
    result = run("reconcile", root, agreement)
    assert result.exit_code == 0
    assert "there is nothing to decide" in result.stdout


def test_a_plan_is_written_decided_and_taken(root: Path, file: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    assert run("reconcile", root, file, "--plan", plan).exit_code == 0
    text = plan.read_text("utf-8")
    assert text.startswith("# What somebody changed in edited.docx")
    assert text.count("decision: later") == 3
    head, _, tail = text.partition('id: "words:AL-04.hats"')
    plan.write_text(head + 'id: "words:AL-04.hats"' + tail.replace("decision: later", "decision: take", 1), "utf-8")
    result = run("reconcile", root, file, "--take", plan, "--by", "head of legal")
    assert result.exit_code == 0, result.output
    assert "Taken: 1. Left as the project has it: 0. For later: 1. By hand: 1." in result.stdout
    assert (root / "clauses/alliance/AL-04.yaml").is_file()
    again = run("reconcile", root, file, "--plan", plan)
    assert again.exit_code == 3
    assert "is there already" in again.stderr


@pytest.mark.slow
def test_a_plan_for_another_file_or_with_mistakes_is_refused_whole(
    root: Path, file: Path, agreement: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yaml"
    run("reconcile", root, file, "--plan", plan)
    assert "was made for another file" in run("reconcile", root, agreement, "--take", plan).stderr
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("decision: later", "decision: maybe").replace("words:AL-04.hats", "words:AL-04.hat"), "utf-8")
    result = run("reconcile", root, file, "--take", plan)
    assert result.exit_code == 2
    assert "decides 'maybe'" in result.stderr
    assert "Did you mean 'words:AL-04.hats'?" in result.stderr
    plan.write_text(text.replace("decision: later", "decision: take"), "utf-8")
    result = run("reconcile", root, file, "--take", plan)
    assert (result.exit_code, "has to be done by hand" in result.stderr) == (2, True)
    assert not (root / "clauses").exists()


@pytest.mark.slow
def test_facts_or_words_or_one_proposal_can_be_taken(root: Path, file: Path) -> None:
    result = run("reconcile", root, file, "--take", "facts", "--json")
    outcome = json.loads(result.stdout)["outcome"]
    assert outcome["taken"] == ["fact:alliance.confidential_years"]
    result = run("reconcile", root, file, "--take", "words:AL-04.hats", "--json")
    data = json.loads(result.stdout)
    assert data["outcome"]["taken"] == ["words:AL-04.hats"]
    assert (data["document"], data["purpose"]) == ("D12", "tender")
    result = run("reconcile", root, file, "--take", "everything")
    assert (result.exit_code, "is no plan and no proposal" in result.stderr) == (2, True)


def test_what_could_not_be_taken_is_said_and_ends_with_one(root: Path, agreement: Path, tmp_path: Path) -> None:
    word = Word(agreement)
    word.delete(word.marked("AL15__outside"))
    result = run("reconcile", root, word.save(tmp_path / "cut.docx"), "--take", "all")
    assert result.exit_code == 1
    assert "Not taken: clause 15.3." in result.stdout


@pytest.mark.slow
def test_a_document_is_known_by_its_words_where_its_marks_are_gone(root: Path, file: Path, tmp_path: Path) -> None:
    word = Word(file)
    for mark in list(word.root.iter("{*}bookmarkStart")):
        mark.getparent().remove(mark)
    bare = word.save(tmp_path / "bare.docx")
    data = json.loads(run("reconcile", root, bare, "--json").stdout)
    assert data["document"] == "D12"
    assert {"words:AL-04.hats", "fact:alliance.confidential_years", "question:1"} <= {one["id"] for one in data["proposals"]}


def test_a_file_of_something_else_is_refused_with_what_to_do(root: Path, tmp_path: Path) -> None:
    page = next((root / "out").rglob("D12-*.html"))
    result = run("reconcile", root, page)
    assert (result.exit_code, "is not a Word file" in result.stderr) == (2, True)
    letter = Word(next((root / "out").rglob("D12-*.docx")))
    for child in list(letter.body)[3:-1]:
        letter.body.remove(child)
    for mark in list(letter.root.iter("{*}bookmarkStart")):
        mark.getparent().remove(mark)
    result = run("reconcile", root, letter.save(tmp_path / "letter.docx"))
    assert (result.exit_code, "--document D12" in result.stderr) == (2, True)
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    assert run("reconcile", root, broken).exit_code == 3
    assert run("reconcile", root, tmp_path / "none.docx").exit_code == 3
    result = run("reconcile", root, broken, "--document", "D99")
    assert result.exit_code in (2, 3)


@pytest.mark.slow
def test_no_document_as_it_was_built_gives_a_proposal(root: Path) -> None:
    for file in sorted((root / "out").rglob("*.docx")):
        data = json.loads(run("reconcile", root, file, "--json").stdout)
        assert data["document"] == file.name.split("-")[0]
        assert data["proposals"] == [], file.name


def proposal(id: str, **more: Any) -> Proposal:
    return Proposal(id, "words", "clause 1.1", "old words", "new words", edits=(SetText("AL-01.x", "new words"),), **more)


def test_a_person_is_asked_about_each_and_may_stop() -> None:
    heard = StringIO()
    fact = Proposal("fact:a.b", "fact", "clause 2", "five", "six", fact=FactChange("a.b", "6"), here=(SetText("AL-02.x", "six"),))
    hand = Proposal("text:footer-1", "unplaceable", "footer", "", "x", by_hand="By hand.")
    said = StringIO("here\nhere\nl\nleave\n\ntake\nsave\n")
    chosen = decide([fact, hand, proposal("words:1"), proposal("words:2"), proposal("words:3"), proposal("words:4")],
                    PlainAsker(said, heard))  # fmt: skip
    # 'here' is no answer to the second, nor is 'l', which could be leave or later.
    assert chosen == {"fact:a.b": "here", "words:1": "leave", "words:2": "later", "words:3": "take"}
    assert "1 of 5 · Facts that read otherwise" in heard.getvalue()
    assert "take puts it into the project" in heard.getvalue()
