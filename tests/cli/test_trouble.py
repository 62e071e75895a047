"""What the machine or a hand did to a folder is said in words, with the right exit code, and nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from hls_procure.project.journal import verify
from hls_procure.work.opening import open_project
from tests.helpers import SAMPLE, run


@pytest.fixture
def folder(fresh: Path) -> Path:
    run("walk", fresh, "--stage", "purpose", input="Purpose\nadults\nsave\n")
    return fresh


def refusing(monkeypatch: pytest.MonkeyPatch, folder: Path, number: int, *names: str) -> None:
    """Let the machine refuse to write below a folder."""

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, flags: Any = 0, *args: Any, **more: Any) -> Any:
            writes = not isinstance(flags, int) or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writes and str(path).startswith(str(folder)):
                raise OSError(number, os.strerror(number), str(path))
            return real(path, flags, *args, **more)

        return call

    for name in names or ("open", "mkdir", "replace", "rename"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"}


COMMANDS: dict[str, tuple[Any, ...]] = {
    "walk": ("--stage", "purpose"),
    "answers": ("--answers", SAMPLE / "answers.yaml", "--no-input"),
    "build": ("--only", "D09"),
    "settle": ("D09", "--by", "legal lead", "--on", "2027-03-03"),
    "redact": ("somebody", "--why", "x"),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EROFS, "the folder can only be read"),
        (errno.EACCES, "the machine refused"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_a_folder_that_cannot_be_written_ends_with_3_and_is_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, said: str
) -> None:
    before = contents(folder)
    with monkeypatch.context() as patch:
        refusing(patch, folder, number)
        result = run("walk" if name == "answers" else name, folder, *COMMANDS[name], input="100\n")
    assert result.exit_code == 3, result.output
    assert "Traceback" not in result.output
    assert said in result.stderr
    assert contents(folder) == before
    assert open_project(folder).project.purpose.statement == "Purpose"


def test_looking_at_a_folder_that_can_only_be_read_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, folder, errno.EROFS)
    assert "Start with purpose                                2 of 14" in run("status", folder).stdout
    assert run("explain", "AL-14", "--in", folder).exit_code == 0


def test_a_new_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, tmp_path, errno.EACCES)
    result = run("new", tmp_path / "x")
    assert result.exit_code == 3
    assert "the machine refused" in result.stderr
    assert not (tmp_path / "x").exists()


def test_a_file_that_word_holds_open_is_named_the_others_are_built_and_nothing_is_lost(
    tamarside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", tamarside, "--only", "D09,D10", "--to", "docx")
    path = tamarside / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("Tamarside Council", "Otherside Council"), "utf-8")
    before = contents(tamarside / "out")
    real = os.replace

    def held(source: Any, target: Any) -> None:
        if str(target).endswith("D09-conditions-of-participation.docx"):
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    result = run("build", tamarside, "--only", "D09,D10", "--to", "docx")
    assert result.exit_code == 3
    assert "D09-conditions-of-participation.docx" in result.stderr
    assert "Traceback" not in result.output
    after = contents(tamarside / "out")
    name = "bidders/D09-conditions-of-participation.docx"
    assert after[name] == before[name]
    monkeypatch.undo()
    assert run("build", tamarside, "--only", "D09,D10", "--to", "docx").exit_code == 0


@pytest.mark.parametrize("command", ["walk", "status", "build"])
def test_a_folder_without_project_yaml_is_not_a_project(folder: Path, command: str) -> None:
    (folder / "project.yaml").unlink()
    result = run(command, folder, input="")
    assert result.exit_code == 3
    assert f"{folder}  is not a project folder: there is no project.yaml in it\n" in result.stderr
    assert "hls-procure new DIR" in result.stderr


@pytest.mark.parametrize("command", ["walk", "status", "build"])
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("purpose:\n", "purpose:\n  statement: x\n", "says 'statement' a second time"),
        ("purpose:\n", "purpos:\n", "'purpos'"),
        ("format: 1\n", "format: 99\n", "99"),
        ("as_of_date: ", "as_of_date: soon ", "is not a date"),
        ("  cycle: 1\n", "  cycle: one\n", "'one' is not a number"),
        ("  statement: Purpose\n", "  statement: 'Purpose\n", "is not readable as YAML"),
    ],
)
def test_a_project_that_is_wrong_is_said_with_file_and_line(folder: Path, command: str, old: str, new: str, said: str) -> None:
    path = folder / "project.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    before = contents(folder)
    result = run(command, folder, input="")
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert result.stderr.startswith("project.yaml:")
    assert contents(folder) == before


def test_a_playbook_that_is_gone_is_said(folder: Path) -> None:
    path = folder / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("playbook: commissioner-led", "playbook: commissioner-lead"), "utf-8")
    result = run("walk", folder, input="")
    assert result.exit_code == 2
    assert "Did you mean 'commissioner-led'?" in result.stderr


def test_every_problem_of_a_project_is_said_at_once(folder: Path) -> None:
    path = folder / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("  cycle: 1\n", "  cycle: one\n  plaice: x\n") + "wether: fine\n", "utf-8")
    result = run("status", folder)
    assert result.exit_code == 2
    assert "3 problems." in result.stderr
    result = run("status", folder, "--json")
    assert len(json.loads(result.stdout)["problems"]) == 3


def test_a_torn_journal_is_mended_and_said(folder: Path) -> None:
    with (folder / "journal.jsonl").open("ab") as stream:
        stream.write(b'{"n": 99, "at": "2027-')
    result = run("walk", folder, input="save\n")
    assert result.exit_code == 0
    assert "Note: The last line of journal.jsonl broke off when the program was stopped." in result.stderr
    assert (folder / "journal.torn").read_bytes() == b'{"n": 99, "at": "2027-\n'
    assert verify(folder / "journal.jsonl").broken is None
    assert "Note:" not in run("walk", folder, input="save\n").stderr


def test_a_journal_that_was_changed_is_refused_with_its_line(folder: Path) -> None:
    path = folder / "journal.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:2], "not a line\n", *lines[2:]]), "utf-8")
    result = run("walk", folder, input="")
    assert result.exit_code == 2
    assert result.stderr.startswith("journal.jsonl:3  ")


def test_a_journal_that_is_not_there_begins_again_with_project_yaml(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()
    result = run("walk", folder, input="save\n")
    assert result.exit_code == 0
    assert "There was no journal.jsonl in the folder: it starts with project.yaml as it is now." in result.stderr
    assert open_project(folder).project.purpose.statement == "Purpose"
    assert verify(folder / "journal.jsonl").broken is None


def test_an_edit_by_hand_is_taken_in_said_and_journalled(folder: Path) -> None:
    path = folder / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("statement: Purpose", "statement: Aim  # better"), "utf-8")
    result = run("walk", folder, input="save\n")
    assert "Note: project.yaml was edited by hand since it was last saved: purpose.statement." in result.stderr
    assert "statement: Aim  # better" in path.read_text("utf-8")
    assert "edited-by-hand" in [entry.kind for entry in open_project(folder).folder.journal.entries]
    path.write_text(path.read_text("utf-8").replace("statement: Aim", "statement: End"), "utf-8")
    assert "Note: project.yaml was edited by hand" in run("status", folder).stdout


def test_what_nobody_expected_prints_a_sentence_and_no_stack_trace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("hls_procure.work.status.status", broken)
    result = run("status", folder)
    assert result.exit_code == 3
    assert result.stderr == (
        "Something went wrong inside hls-procure (ZeroDivisionError: division by zero).\n"
        "Your answers are safe in the journal. Please report it with what you did; HLS_PROCURE_DEBUG=1 shows where it happened.\n"
    )
    monkeypatch.setenv("HLS_PROCURE_DEBUG", "1")
    assert isinstance(run("status", folder).exception, ZeroDivisionError)


def test_a_file_trouble_that_nobody_expected_says_which_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise OSError(errno.EIO, "Input/output error", "some/file")

    monkeypatch.setattr("hls_procure.work.status.status", broken)
    result = run("status", folder)
    assert (result.exit_code, result.stderr) == (
        3,
        "some/file could not be read or written (Input/output error). Nothing was lost.\n",
    )


def test_input_that_is_nested_beyond_reading_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RecursionError

    monkeypatch.setattr("hls_procure.work.status.status", broken)
    result = run("status", folder)
    assert (result.exit_code, result.stderr) == (2, "The input is nested too deeply to be read. Nothing was lost.\n")


def test_a_mistake_of_clicks_own_is_said_by_click(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise click.ClickException("not so")

    monkeypatch.setattr("hls_procure.work.status.status", broken)
    result = run("status", folder)
    assert (result.exit_code, result.stderr) == (1, "Error: not so\n")


def test_a_pipe_that_is_closed_early_is_silent() -> None:
    words = [sys.executable, "-m", "hls_procure", "library", "list"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # long before the first line is written
        said = process.stderr.read()
        assert process.wait() == 0
    assert said == b""


def test_a_council_folder_that_is_not_there_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HLS_PROCURE_LIBRARY", str(folder / "nowhere"))
    result = run("build", folder)
    assert result.exit_code == 3
    assert "HLS_PROCURE_LIBRARY  names the folder" in result.stderr
