"""status: the task list stage by stage, what is open and who owns it, who is missing, and what comes next."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.work.opening import look, open_project
from hls_procure.work.status import status
from tests.helpers import run, ticking


def text(folder: Path) -> str:
    return status(look(folder)).text(str(folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run("new", tmp_path / "lakeside")
    with open_project(tmp_path / "lakeside", now=ticking()).folder as made:
        made.set("as_of_date", "2027-03-03")
        made.save()
    return tmp_path / "lakeside"


def answer(folder: Path, answers: str) -> None:
    path = folder.parent / "answers.yaml"
    path.write_text(answers, encoding="utf-8")
    result = run("walk", folder, "--answers", path, "--json")
    assert result.exit_code == 0, result.output


def test_a_fresh_project_is_not_started_anywhere_and_begins_at_the_beginning(folder: Path) -> None:
    lines = text(folder).splitlines()
    assert lines[0] == "lakeside · commissioner-led · cycle 1 · as of 3 March 2027"
    assert lines[2] == "  not started  Find your footing                                 0 of 18"
    assert len([line for line in lines if line.startswith("  not started")]) == 18
    assert "  Who is missing? Nobody has written anybody down yet (UN-08)." in lines
    assert lines[-1] == f"  Next: hls-procure walk {folder} --stage readiness"


def test_stages_in_progress_say_what_is_not_known_who_finds_out_and_by_when(folder: Path) -> None:
    answer(
        folder,
        'RR-11: {title: "Lakeside Alliance", place: "Lakeside", reference: "L1"}\n'
        'RR-10: "ENG"\n'
        'RR-12: {unknown: {owner: "finance lead", by: "12 March 2027"}}\n'
        'RR-13: {unknown: {owner: "finance lead", by: "12 March 2027"}}\n'
        'RR-01: {unknown: {owner: "clerk"}}\n',
    )
    lines = text(folder).splitlines()
    assert lines[0].startswith("Lakeside Alliance · ")
    assert lines[2] == (
        "  in progress  Find your footing                                 2 of 18"
        "    3 not known yet: finance lead, by 12 March 2027; clerk"
    )


def test_who_is_missing_is_named(folder: Path) -> None:
    answer(folder, 'UN-08: [{who: "private landlords", doing: "A breakfast."}, {who: "the police", doing: "A call."}]\n')
    assert "  Who is missing? private landlords; the police (UN-08)." in text(folder).splitlines()


def test_the_next_stage_is_the_first_that_is_not_done(tamarside_once: Path, tamarside_award_once: Path) -> None:
    assert text(tamarside_once).splitlines()[-1].endswith(" --stage award")
    lines = text(tamarside_award_once).splitlines()
    done = [line for line in lines if line.startswith("  done")]
    assert len(done) == 13
    assert lines[-1] == f"  Next: hls-procure build {tamarside_award_once}"
    assert status(look(tamarside_award_once)).as_dict()["next"] is None


def test_points_for_a_lawyer_go_down_as_clauses_are_settled_and_away_with_the_agreement(tamarside: Path) -> None:
    before = status(look(tamarside)).lawyer
    assert before > 0
    run("settle", tamarside, "AL-48", "--by", "legal lead", "--on", "2027-03-03")
    after = status(look(tamarside)).lawyer
    assert 0 < after < before
    assert f"The agreement has {after} points for a lawyer to settle" in text(tamarside)
    run("settle", tamarside, "D12", "--by", "legal lead", "--on", "2027-03-03")
    assert status(look(tamarside)).lawyer == 0
    assert "for a lawyer to settle" not in text(tamarside)


def test_notes_of_the_opening_are_shown(folder: Path) -> None:
    path = folder / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("cycle: 1", "cycle: 2"), "utf-8")
    shown = text(folder)
    assert "  Note: project.yaml was edited by hand since it was last saved: project.cycle." in shown
    assert "· cycle 2 ·" in shown


def test_looking_changes_nothing(tamarside: Path) -> None:
    before = {path: path.read_bytes() for path in tamarside.rglob("*") if path.is_file()}
    run("status", tamarside)
    assert {path: path.read_bytes() for path in tamarside.rglob("*") if path.is_file()} == before
