"""Starting and opening projects, and where a walk begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hls_procure.errors import FileProblem, InputError
from hls_procure.work.opening import clock, load_sample, look, open_project, read_answers, role, samples, start_project
from hls_procure.work.walking import find_stage
from tests.helpers import SAMPLE, ticking


def test_a_new_project_knows_its_id_its_playbook_its_cycle_and_its_day(tmp_path: Path) -> None:
    opened = start_project(tmp_path / "The Lakeside & Co", as_of=date(2027, 3, 1), now=ticking())
    opened.folder.close()
    project = open_project(tmp_path / "The Lakeside & Co").project
    assert (project.project.id, project.project.playbook, project.project.cycle) == ("lakeside-co", "commissioner-led", 1)
    assert project.as_of_date == date(2027, 3, 1)


def test_without_a_day_it_is_the_day_of_the_clock(tmp_path: Path) -> None:
    start_project(tmp_path / "x", now=ticking()).folder.close()
    assert open_project(tmp_path / "x").project.as_of_date == date(2027, 3, 1)


def test_the_clock_tells_its_offset_and_no_fractions() -> None:
    now = clock()
    assert now.tzinfo is not None
    assert now.microsecond == 0


def test_the_role_is_commissioner_unless_the_environment_says_another(monkeypatch: pytest.MonkeyPatch) -> None:
    assert role() == "commissioner"
    monkeypatch.setenv("HLS_PROCURE_ROLE", "finance lead")
    assert role() == "finance lead"
    monkeypatch.setenv("HLS_PROCURE_ROLE", "  ")
    assert role() == "commissioner"


def test_a_sample_is_its_answers_and_no_project(tmp_path: Path) -> None:
    assert samples() == (
        "eborby", "grant-or-contract", "inquiry", "mfa", "old-contract", "pilot", "reserved", "tamarside", "youthvoice",
    )  # fmt: skip
    sample = load_sample("tamarside")
    assert (sample.playbook, sample.as_of_date, sample.open_first) == ("commissioner-led", date(2027, 3, 1), "D07")
    assert [path.name for path in sample.answers] == ["answers.yaml"]
    assert sample.award is not None
    assert sorted(path.name for path in SAMPLE.iterdir()) == ["answers-award.yaml", "answers.yaml", "sample.yaml"]
    with pytest.raises(InputError, match="Did you mean 'tamarside'"):
        load_sample("tamerside")


def test_an_answers_file_is_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is a folder"):
        read_answers(tmp_path)
    with pytest.raises(FileProblem, match="is not there"):
        read_answers(tmp_path / "nowhere.yaml")


def test_a_stage_is_found_by_id_or_title_in_any_case(tamarside_once: Path) -> None:
    opened = open_project(tamarside_once)
    for name in ("design", "DESIGN", "Design together", "design TOGETHER"):
        assert find_stage(opened, name).id == "design"
    with pytest.raises(InputError, match="Did you mean 'design'"):
        find_stage(opened, "desing")


def test_looking_and_opening_see_the_same(tamarside_once: Path) -> None:
    assert look(tamarside_once).project == open_project(tamarside_once).project
