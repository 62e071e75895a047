"""demo: from nothing to a built pack, through the engine, ending with what to open and what to do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hls_procure.work import demo, opening
from hls_procure.work.opening import open_project
from tests.helpers import SAMPLE, documents, run


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    here = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        return here, run("demo")


def test_it_builds_the_pack_in_a_folder_of_the_samples_name(shown: tuple[Path, Any]) -> None:
    here, result = shown
    assert result.exit_code == 0, result.output
    out = here / "tamarside" / "out"
    names = {path.relative_to(out).as_posix() for path in out.rglob("D*-*.*")}
    stems = [f"{spec.audience}/{id}-{spec.filename}" for id, spec in documents().items()]
    assert "bidders/D12-alliance-agreement" in stems
    assert names == {f"{stem}{ending}" for stem in stems for ending in (".docx", ".html")}
    assert all(f"  built      tamarside/out/{name}\n" in result.stdout for name in names)


def test_it_shows_progress_stage_by_stage_and_document_by_document(shown: tuple[Path, Any]) -> None:
    said = shown[1].stderr.splitlines()
    answering = [line for line in said if line.startswith("  Answering: ")]
    assert (answering[0], len(answering)) == ("  Answering: Find your footing", 12)
    assert "  Putting the words together" in said
    assert len([line for line in said if line.startswith("  Writing ")]) == len(documents())


def test_it_ends_with_where_the_pack_is_what_to_open_first_and_what_to_do_next(shown: tuple[Path, Any]) -> None:
    here, result = shown
    end = result.stdout[result.stdout.index("The pack is in") :]
    assert [line.split("  ")[0] for line in end.splitlines()] == [
        "The pack is in", "Open first", "Then", "Where it stands", "Change an answer", "Build again", "Start your own",
    ]  # fmt: skip
    first = re.search(r"^Open first +(.+)$", end, re.MULTILINE)
    assert first is not None
    assert (here / first[1]).is_file()
    for command in re.findall(r"hls-procure (\w+)", end):
        assert run(command, "--help").exit_code == 0


def test_the_commands_that_it_ends_with_work(shown: tuple[Path, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shown[0])
    assert run("status", "tamarside").exit_code == 0
    assert run("walk", "tamarside", "--stage", "allocation", input="save\n").exit_code == 0


def test_nothing_is_wrong_with_the_sample(shown: tuple[Path, Any]) -> None:
    assert "\nRead-across: 0 errors, 0 warnings, 0 notes.\n" in shown[1].stdout
    assert "not answered yet" not in shown[1].stdout
    assert "not known yet" not in shown[1].stdout


def test_a_second_demo_into_the_same_folder_is_refused_with_words(
    shown: tuple[Path, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = shown[0]
    monkeypatch.chdir(here)
    before = {path: path.stat().st_mtime_ns for path in here.rglob("*") if path.is_file()}
    result = run("demo")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "tamarside  is not empty\n           A project starts in a folder of its own. Choose another name.\n"
    )
    assert {path: path.stat().st_mtime_ns for path in here.rglob("*") if path.is_file()} == before


def test_it_answers_through_the_engine_and_from_no_ready_project(shown: tuple[Path, Any]) -> None:
    assert list(SAMPLE.rglob("project.yaml")) == []
    assert list(SAMPLE.rglob("journal.jsonl")) == []
    opened = open_project(shown[0] / "tamarside")
    entries = opened.folder.journal.entries
    assert len({entry.path for entry in entries if entry.kind == "visit"}) == 12
    answered = {entry.question for entry in entries if entry.kind in ("set", "row")}
    assert len(answered) > 220
    created = entries[0].value
    assert set(created) == {"format", "as_of_date", "project"}
    assert set(created["project"]) == {"id", "playbook", "cycle"}


def test_it_needs_the_answers_that_it_is_given_and_speaks_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = tmp_path / "few.yaml"
    few.write_text('PU-01: "Purpose"\nAR-01: "pa2023-light-touch"\nRR-10: "ENG"\n')
    real = opening.load_sample("tamarside")
    other = opening.Sample(real.id, real.title, real.about, real.playbook, real.as_of_date, (few,), None, "D09")
    monkeypatch.setattr(demo, "load_sample", lambda id: other)
    result = run("demo", tmp_path / "my pack", "--json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert {"sample", "folder", "open_first", "out", "written", "blanks", "findings"} <= set(data)
    assert data["open_first"].endswith("D09-conditions-of-participation.docx")
    assert Path(data["open_first"]).is_file()
    assert {blank["kind"] for blank in data["blanks"]} >= {"unanswered"}
    project = open_project(tmp_path / "my pack").project
    assert (project.purpose.statement, project.project.title) == ("Purpose", None)


def test_a_sample_that_is_not_one_makes_nothing(tmp_path: Path) -> None:
    result = run("demo", tmp_path / "x", "--sample", "tamarsyde")
    assert (result.exit_code, "Did you mean 'tamarside'?" in result.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []
