"""What was decided goes into the project: facts through the journal, words as the project's own clauses, nothing by halves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hls_procure.assembly.blocks import plain_text
from hls_procure.library.yamlfile import load
from hls_procure.reconcile.proposals import Decision
from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from hls_procure.work.reconciling import Edited, read_edits
from hls_procure.work.taking import Outcome, take
from tests.helpers import REPOSITORY, copied, ticking
from tests.reconcile.edits import EDITS, Scripted
from tests.reconcile.word import Word

NAMED = {edit.name: edit for edit in EDITS}
Made = Callable[..., Path]


@pytest.fixture
def root(tamarside_built_once: Path, tmp_path: Path) -> Path:
    return copied(tamarside_built_once, tmp_path / "tamarside")


def read(root: Path, file: Path) -> Edited:
    return read_edits(open_project(root, now=ticking()), file)


def taken(root: Path, file: Path, decision: Decision | dict[str, Decision] = "take") -> tuple[Edited, Outcome]:
    opened = open_project(root, now=ticking())
    edited = read_edits(opened, file)
    wanted = decision if isinstance(decision, dict) else {p.id: decision for p in edited.proposals if p.can_be_taken}
    return edited, take(opened, edited, wanted, by="head of legal", why="agreed on the telephone")


def printed(root: Path, id: str, document: str = "D12") -> str:
    blocks: Any = assemble(open_project(root, now=ticking()), only=[document]).documents[document].blocks
    return next(plain_text(block.spans) for block in blocks if block.id == id)


def both(name: str, *names: str) -> list[Scripted]:
    return [NAMED[one] for one in (name, *names)]


def test_her_words_and_a_new_figure_stand_together(root: Path, edited: Made) -> None:
    file = edited(*both("beside a figure", "some words"))
    with open_project(root, now=ticking()).folder as folder:
        folder.set("alliance.term.decide_months", "18")
        folder.save()
    found = read(root, file)
    assert [one.id for one in found.proposals] == ["words:AL-04.hats", "words:AL-36.when"]
    assert [change.path for change in found.origin.changed] == ["alliance.term.decide_months"]
    assert any("has changed since this file was built: alliance.term.decide_months" in note for note in found.notes)
    taken(root, file)
    assert "settles whether an option is used at least eighteen months before" in printed(root, "AL-36.when")
    assert read(root, file).proposals == ()


def test_a_taken_fact_is_in_the_journal_with_who_and_why(root: Path, edited: Made) -> None:
    from hls_procure.project.journal import Journal

    _, outcome = taken(root, edited(NAMED["a number of years"]))
    assert outcome.facts == ["alliance.confidential_years"]
    assert load(root / "project.yaml")["alliance"]["confidential_years"] == "7"
    entries = Journal.read(root / "journal.jsonl").entries
    kinds = [entry.kind for entry in entries][-4:]
    assert kinds == ["reconciled", "set", "saving", "saved"]
    (change,) = (entry for entry in entries[-4:] if entry.kind == "set")
    assert (change.was, change.value) == ("5", "7")
    assert change.why == (
        "the solicitor's words, read from edited.docx on 1 March 2027 by head of legal: agreed on the telephone"
    )


def test_a_fact_says_where_else_it_is_printed(root: Path, edited: Made) -> None:
    (one,) = read(root, edited(NAMED["a sum of money"])).proposals
    assert (one.was, one.new, one.inside) == ("£15", "£18", "The rate is £18 for an hour.")
    assert one.as_dict()["fact"]["value"] == "18"
    assert any(place.startswith("the Specification, ") for place in one.also)
    assert "The file leaves it as it was in 1 other place" in one.notes[0]


def test_kept_to_one_place_a_figure_is_written_out_there_and_nowhere_else(root: Path, edited: Made) -> None:
    file = edited(NAMED["a name in one place of several"])
    _, outcome = taken(root, file, "here")
    assert (outcome.here, outcome.facts, outcome.files) == (
        ["fact:alliance.governance.council_name"], [], ["clauses/alliance/AL-21.yaml"],
    )  # fmt: skip
    assert "It is called the Harbour Council." in printed(root, "AL-21.council")
    assert "call the Tideline Council" in printed(root, "term.lived-council")
    assert read(root, file).proposals == ()


@pytest.mark.slow
@pytest.mark.parametrize("words", ["take", "later"])
@pytest.mark.parametrize("fact", ["take", "here", "later"])
def test_a_figure_and_the_words_around_it_are_decided_apart(root: Path, edited: Made, fact: Decision, words: Decision) -> None:
    ids = ("fact:alliance.governance.handover_months", "words:AL-19.overlap")
    file = edited(NAMED["a figure and words together"])
    _, outcome = taken(root, file, dict(zip(ids, (fact, words), strict=True)))
    assert outcome.failed == {}
    text = printed(root, "AL-19.overlap")
    assert ("four months" in text) is (fact != "later")
    assert ("save where illness" in text) is (words == "take")
    decisions = dict(zip(ids, (fact, words), strict=True))
    assert [one.id for one in read(root, file).proposals] == [id for id in ids if decisions[id] == "later"]


@pytest.mark.slow
def test_what_is_left_or_later_changes_nothing_but_the_journal(root: Path, edited: Made) -> None:
    before = (root / "project.yaml").read_bytes()
    file = edited(*both("some words", "a number of years"))
    _, outcome = taken(root, file, {"words:AL-04.hats": "leave"})
    assert (outcome.left, outcome.later) == (["words:AL-04.hats"], ["fact:alliance.confidential_years"])
    assert (root / "project.yaml").read_bytes() == before
    assert not (root / "clauses").exists()
    assert len(read(root, file).proposals) == 2


def test_one_wording_is_changed_and_the_others_stay(root: Path, edited: Made) -> None:
    taken(root, edited(NAMED["one wording of several"]))
    mine, shipped = (load(folder / "clauses/alliance/AL-14.yaml") for folder in (root, REPOSITORY))
    assert {k: v for k, v in mine["variants"].items() if k != "unanimous"} == {
        k: v for k, v in shipped["variants"].items() if k != "unanimous"
    }
    changed, was = (data["variants"]["unanimous"]["text"] for data in (mine, shipped))
    assert [one["id"] for one in changed] == [one["id"] for one in was]
    assert changed[1:] == was[1:]
    assert changed[0]["text"].startswith("The <term:leadership-team> works a question through until every <term:member> can")
    assert mine["version"] == shipped["version"]
    assert mine["sources"][-1].startswith("the solicitor's words, read from edited.docx on 1 March 2027 by head of legal")


@pytest.mark.slow
def test_only_the_lines_that_changed_differ_from_the_shipped_file(root: Path, edited: Made) -> None:
    import difflib

    taken(root, edited(NAMED["an item into a list"]))
    mine, shipped = ((folder / "clauses/alliance/AL-21.yaml").read_text() for folder in (root, REPOSITORY))
    changed = [line for line in difflib.ndiff(shipped.splitlines(), mine.splitlines()) if line[0] in "+-"]
    assert [line for line in changed if line.startswith("-")] == [line for line in changed if line.startswith("- sources:")]
    added = [line[2:].strip() for line in changed if line.startswith("+")]
    assert added[:3] == ["- id: read-what-people-say", "text: >-", "read what people say of the work in their own words;"]


def test_a_sub_clause_that_others_refer_to_is_not_dropped_and_stops_nothing_else(root: Path, agreement: Path) -> None:
    word = Word(agreement)
    word.delete(word.marked("AL15__outside"))
    NAMED["some words"].do(word)
    file = word.save(root / "edited.docx")
    found, outcome = taken(root, file)
    (gone,) = (one for one in found.proposals if one.kind == "deleted")
    assert "Other words refer to it: AL-20.all." in gone.notes[0]
    assert "AL-15.outside" in outcome.failed["deleted:AL-15.outside"]
    assert outcome.taken == ["words:AL-04.hats"]
    assert not (root / "clauses/alliance/AL-15.yaml").exists()


@pytest.mark.slow
def test_what_was_settled_is_stale_once_its_words_changed(root: Path, edited: Made) -> None:
    from datetime import date

    from hls_procure.work.freezing import settle

    settle(open_project(root, now=ticking()), "D12", by="head of legal", on=date(2027, 3, 1))
    face = assemble(open_project(root, now=ticking()), only=["D12"]).documents["D12"].front.face
    taken(root, edited(NAMED["some words"]))
    after = assemble(open_project(root, now=ticking()), only=["D12"]).documents["D12"].front.face
    assert plain_text(face[0].spans) != plain_text(after[0].spans)


@pytest.mark.slow
def test_the_specification_says_the_same_once_the_agreement_changed_it(root: Path, edited: Made) -> None:
    taken(root, edited(NAMED["a schedule's paragraph"]))
    assert "from the same moment" in printed(root, "SP-08.source", "D08")
    assert "from the same moment" in printed(root, "SP-08.source", "D12")


def test_a_row_goes_and_another_comes_in_its_place_among_the_records(root: Path, edited: Made) -> None:
    taken(root, edited(*both("a row gone", "a row more")))
    rows = load(root / "project.yaml")["spec"]["stop"]
    shipped = [row["id"] for row in rows]
    assert "bans" not in shipped
    assert shipped.index("asking-story-again-at") == shipped.index("staged-housing") + 1
    (row,) = (row for row in rows if row["id"] == "asking-story-again-at")
    assert (row["what"], row["instead"]) == (
        "asking for the story again at each door",
        "The story is written once, with the person.",
    )


@pytest.mark.slow
def test_who_tracked_a_change_and_when_is_read(root: Path, edited: Made) -> None:
    found = read(root, edited(*both("tracked words", "a figure with tracking on", "gone with tracking on", "a comment")))
    assert {one.kind for one in found.proposals} == {"words", "fact", "deleted", "question"}
    assert {who.words for one in found.proposals for who in one.who} == {"Head of Legal, 4 March 2027"}


@pytest.mark.slow
def test_a_second_file_that_is_older_than_the_edits_that_were_taken_does_not_undo_them(
    root: Path, edited: Made, agreement: Path
) -> None:
    taken(root, edited(*both("some words", "a sum of money")))
    found = read(root, agreement)
    assert found.proposals == ()
    assert any("clause 4.5" in note for note in found.notes)
    assert any("spec.lived.pay" in note for note in found.notes)


def test_a_figure_that_cannot_be_read_back_is_words_and_says_what_is_no_longer_printed(root: Path, agreement: Path) -> None:
    word = Word(agreement)
    word.replace(word.marked("AL35__initial"), "five years", "five hundred years")
    (one,) = read(root, word.save(root / "edited.docx")).proposals
    assert (one.id, one.fact) == ("words:AL-35.initial", None)
    assert "alliance.term.initial is no longer printed here." in one.notes
