"""What the machine refuses is said in words, ends with exit code 3, and leaves everything as it was."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from project_strategies import Opener, schema

from hls_procure.errors import FileProblem
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.issue import issue, issued
from hls_procure.project.journal import verify
from hls_procure.project.redact import redact


@pytest.fixture
def folder(sample: ProjectFolder) -> ProjectFolder:
    sample.set("project.place", "Tamarside")
    return sample


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, number: int, at: int = 0, within: str = "") -> None:
    """Let an os function fail from its n-th call on."""
    real: Callable[..., Any] = getattr(os, name)
    calls: Iterator[int] = iter(range(10**9))

    def failing(*args: Any, **more: Any) -> Any:
        if within and within not in str(args[0]):
            return real(*args, **more)
        if next(calls) >= at:
            raise OSError(number, os.strerror(number))
        return real(*args, **more)

    monkeypatch.setattr(os, name, failing)


def files(place: Path) -> dict[str, bytes]:
    found = (path for path in place.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(place)): path.read_bytes() for path in found}


FAILS = [
    ("write", errno.ENOSPC, "the disk is full"),
    ("fsync", errno.ENOSPC, "the disk is full"),
    ("fsync", errno.EIO, "could not be written"),
    ("open", errno.EACCES, "another program may hold it open"),
    ("open", errno.EROFS, "can only be read"),
    ("open", errno.ENOENT, "no longer there"),
]


@pytest.mark.parametrize(("name", "number", "words"), FAILS)
def test_an_answer_that_cannot_be_written_changes_nothing(
    folder: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch, reopen: Opener, name: str, number: int, words: str
) -> None:
    before = files(place)
    with monkeypatch.context() as patch:
        refuse(patch, name, number)
        with pytest.raises(FileProblem) as error:
            folder.set("project.title", "Not kept")
        folder_title = folder.project.project.title
    assert words.lower() in str(error.value).lower()
    assert error.value.exit_code == 3
    assert files(place) == before
    assert folder_title == "Tamarside Alliance"
    folder.visit("purpose")
    assert folder.project.project.title == "Tamarside Alliance"
    folder.set("project.title", "Kept")
    folder.close()
    assert reopen().project.project.title == "Kept"
    assert verify(place / "journal.jsonl").broken is None


def test_an_answer_that_failed_does_not_come_back_with_the_next_save(
    folder: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, "write", errno.ENOSPC)
        with pytest.raises(FileProblem):
            folder.set("project.title", "Not kept")
    folder.save()
    assert folder.project.project.title == "Tamarside Alliance"
    assert "Not kept" not in (place / "project.yaml").read_text()
    assert folder.unsaved == 0


def test_half_a_line_on_a_full_disk_is_cut_off_with_the_next_answer(
    folder: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def half(handle: int, data: bytes) -> int:
        if len(data) < 40:
            raise OSError(errno.ENOSPC, "full")
        return real(handle, bytes(data)[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half)
        refuse(patch, "ftruncate", errno.ENOSPC)
        with pytest.raises(FileProblem, match="the disk is full"):
            folder.set("project.title", "Not kept")
    assert not (place / "journal.jsonl").read_bytes().endswith(b"\n")
    folder.set("project.title", "Kept")
    checked = verify(place / "journal.jsonl")
    assert (checked.entries, checked.broken) == (3, None)


@pytest.mark.parametrize("at", range(6))
@pytest.mark.parametrize(("name", "number"), [("write", errno.ENOSPC), ("fsync", errno.EIO), ("open", errno.ENOSPC)])
def test_a_save_that_fails_loses_nothing_and_leaves_nothing_lying_about(
    folder: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch, reopen: Opener, name: str, number: int, at: int
) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, name, number, at)
        with suppress(FileProblem):
            folder.save()
    assert sorted(path.name for path in place.iterdir()) == [".lock", "issued", "journal.jsonl", "out", "project.yaml"]
    folder.close()
    again = reopen()
    assert (again.notes, again.project.project.place) == ((), "Tamarside")
    again.save()
    again.close()
    assert (reopen().unsaved, verify(place / "journal.jsonl").broken) == (0, None)


def test_a_file_held_open_elsewhere_is_not_replaced(folder: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (place / "project.yaml").read_bytes()
    with monkeypatch.context() as patch:
        refuse(patch, "replace", errno.EACCES)
        with pytest.raises(FileProblem, match="Another program may hold it open"):
            folder.save()
    assert (place / "project.yaml").read_bytes() == before
    assert not (place / ".project.yaml.new").exists()
    folder.save()
    assert b"place: Tamarside" in (place / "project.yaml").read_bytes()


def test_a_folder_that_was_removed_meanwhile_is_noticed(folder: ProjectFolder, place: Path) -> None:
    shutil.rmtree(place)
    for change in (lambda: folder.set("project.title", "x"), folder.save, lambda: folder.visit("purpose")):
        with pytest.raises(FileProblem, match="is no longer there"):
            change()
    assert not place.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_can_only_be_read_can_be_read(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.close()
    place.chmod(0o500)
    try:
        folder = reopen()
        assert folder.project.project.id == "tamarside"
        with pytest.raises(FileProblem):
            folder.set("project.title", "x")
    finally:
        place.chmod(0o700)


def test_a_folder_whose_lock_cannot_be_written_says_so(
    sample: ProjectFolder, reopen: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.close()
    folder = reopen()
    refuse(monkeypatch, "open", errno.EROFS, within=".lock")
    with pytest.raises(FileProblem, match="the folder can only be read"):
        folder.set("project.title", "x")


def test_a_project_that_cannot_be_read_says_so(place: Path, clock: Any) -> None:
    (place / "project.yaml").mkdir(parents=True)
    with pytest.raises(FileProblem, match="is not a project folder"):
        ProjectFolder.open(place, schema(), clock=clock, who="x")


@pytest.mark.parametrize(("name", "at"), [("write", 0), ("write", 2), ("fsync", 1), ("replace", 0), ("rename", 0), ("open", 4)])
def test_an_issue_that_fails_leaves_nothing_half_written(
    folder: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    folder.save() if name == "replace" else None
    parts: dict[str, Any] = {"files": {"a.docx": b"x"}, "blocks_json": "[]", "facts": {}, "versions": {}}
    with monkeypatch.context() as patch:
        refuse(patch, name, errno.ENOSPC, at)
        with suppress(FileProblem):
            issue(folder, "D07", on=date(2027, 3, 1), **parts)
    assert {path.name for path in (place / "issued").iterdir() if name != "open"} <= {"001-D07"}
    assert issue(folder, "D07", on=date(2027, 3, 1), **parts).version == len(issued(folder))
    assert all(len(list(path.iterdir())) == 5 for path in (place / "issued").iterdir())
    assert verify(place / "journal.jsonl").broken is None


@pytest.mark.parametrize("at", range(12))
def test_a_redaction_that_fails_is_whole_or_not_at_all(
    folder: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch, reopen: Opener, at: int
) -> None:
    words = b"I told my story eleven times"
    folder.save()
    with monkeypatch.context() as patch:
        refuse(patch, "fsync", errno.EIO, at)
        with suppress(FileProblem):
            redact(folder, "doors", by="clerk", on=date(2027, 3, 3), why="asked for it")
    folder.close()
    again = reopen()
    again.hold()  # finishes what was begun
    gone = [words not in (place / name).read_bytes() for name in ("project.yaml", "journal.jsonl")]
    assert gone in ([False, False], [True, True])
    assert verify(place / "journal.jsonl").broken is None
    redact(again, "doors", by="clerk", on=date(2027, 3, 3), why="asked for it")
    assert all(words not in (place / name).read_bytes() for name in ("project.yaml", "journal.jsonl"))
