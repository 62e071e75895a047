"""Who answered what and when, which stages were opened, and what was edited by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from project_strategies import Opener

from hls_procure.errors import InputError
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.views import answers, by_question, hand_edits, last_answers, last_stage, visits


def test_visits_are_counted_by_stage_and_cycle(sample: ProjectFolder, place: Path) -> None:
    assert last_stage(place) is None
    sample.visit("purpose")
    sample.visit("understand")
    sample.visit("purpose")
    sample.leave_early("purpose", "the sponsor is away")
    sample.visit("purpose", cycle=2)
    seen = visits(sample.journal.entries)
    assert [(key, visit.times, visit.left_early) for key, visit in seen.items()] == [
        (("purpose", 1), 2, "the sponsor is away"),
        (("understand", 1), 1, ""),
        (("purpose", 2), 1, ""),
    ]
    assert seen["purpose", 1].at < seen["purpose", 2].at
    assert last_stage(place) == "purpose"


def test_a_visit_after_leaving_early_forgets_the_reason(sample: ProjectFolder) -> None:
    sample.leave_early("purpose", "too early")
    assert visits(sample.journal.entries)["purpose", 1].left_early == "too early"
    sample.visit("purpose")
    assert visits(sample.journal.entries)["purpose", 1].left_early == ""


def test_the_history_of_a_place(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    sample.set("project.place", "Here", question="RE-01", why="agreed")
    sample.put_row("listening", "morning", {"people": 4}, question="UN-02")
    sample.close()
    folder = reopen(who="finance lead")
    folder.set("project.place", "There", question="RE-01")
    folder.save()
    folder.close()
    path = place / "project.yaml"
    path.write_text(path.read_text().replace("There", "Nowhere"))
    folder = reopen()
    folder.hold()
    history = list(answers(folder.journal.entries, "project.place"))
    assert [(one.by, one.was, one.value, one.why) for one in history] == [
        ("commissioner", None, "Here", "agreed"),
        ("finance lead", "Here", "There", ""),
        ("by hand", "There", "Nowhere", ""),
    ]
    assert [one.path for one in answers(folder.journal.entries, "listening[morning]")] == ["listening[morning].people"]
    assert [(one.was, one.value) for one in answers(folder.journal.entries, "listening")] == [(None, "4")]
    assert last_answers(folder.journal.entries)["project.place"].value == "Nowhere"
    assert by_question(folder.journal.entries)["RE-01"].by == "finance lead"
    (edit,) = hand_edits(folder.journal.entries)
    assert hand_edits(folder.journal.entries, since=edit.n) == ()


def test_a_place_without_a_journal_has_no_last_stage(tmp_path: Path) -> None:
    assert last_stage(tmp_path) is None


def test_a_broken_journal_is_said_by_line(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_text("x\ny\n")
    with pytest.raises(InputError, match=r"journal\.jsonl:1"):
        last_stage(tmp_path)
