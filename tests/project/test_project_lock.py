"""One folder, one walker; a lock that nobody holds any more stands in nobody's way."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from project_strategies import Opener

from hls_procure.errors import FileProblem, InputError
from hls_procure.project import lock as lock_file
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.lock import Lock

SINCE = "2027-03-01T09:00:00+00:00"


def test_a_second_walker_hears_who_since_when_and_where(tmp_path: Path) -> None:
    with Lock(tmp_path, "finance lead", SINCE), pytest.raises(FileProblem) as error:
        Lock(tmp_path, "commissioner", SINCE).acquire()
    text = str(error.value)
    assert error.value.exit_code == 3
    assert f"is being changed by finance lead, since {SINCE}, in process {os.getpid()} on " in text
    assert "Wait until they have finished" in text


def test_a_lock_given_up_is_free(tmp_path: Path) -> None:
    first, second = Lock(tmp_path, "a", SINCE), Lock(tmp_path, "b", SINCE)
    first.acquire()
    first.acquire()
    first.release()
    first.release()
    with second:
        assert second.held
        assert not first.held
    assert (tmp_path / ".lock").read_bytes() == b""


def test_reading_needs_no_lock_and_a_change_does(sample: ProjectFolder, reopen: Opener) -> None:
    other = reopen(who="finance lead")
    assert other.project == sample.project
    with pytest.raises(FileProblem, match="is being changed by commissioner"):
        other.set("project.place", "Tamarside")
    sample.close()
    other.set("project.place", "Tamarside")
    with pytest.raises(FileProblem, match="is being changed by finance lead"):
        sample.save()


def test_who_waited_goes_on_from_what_the_other_left(sample: ProjectFolder, reopen: Opener) -> None:
    other = reopen(who="finance lead")
    third = reopen(who="clerk")
    sample.set("project.title", "Tamar Alliance")
    sample.put_row("listening", "morning", {"people": 4})
    sample.save()
    sample.close()
    other.put_row("listening", "morning", {"hours": 2})
    assert other.project.project.title == "Tamar Alliance"
    assert other.project.listening is not None
    assert (other.project.listening[1].people, other.project.listening[1].hours) == (4, 2)
    other.drop_row("listening", "evening")
    other.close()
    with pytest.raises(InputError, match="is not there"):
        third.change_row("listening", "evening", {"people": 3})


def test_the_lock_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from hls_procure.project.lock import Lock\n"
        f"lock = Lock(Path({str(tmp_path)!r}), 'somebody', {SINCE!r}); lock.acquire(); os._exit(9)\n"
    )
    root = Path(lock_file.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 9
    assert json.loads((tmp_path / ".lock").read_text())["who"] == "somebody"
    with Lock(tmp_path, "commissioner", SINCE) as lock:
        assert lock.held


def test_building_has_a_lock_of_its_own(sample: ProjectFolder, reopen: Opener, place: Path) -> None:
    builder = reopen()
    (place / "out").rmdir()
    with builder.building(), pytest.raises(FileProblem, match="is being built into by commissioner"):
        sample.building().acquire()
    sample.set("project.place", "Tamarside")


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(*args: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.usefixtures("without_locks")
def test_where_a_file_system_has_no_locks_the_process_counts(tmp_path: Path) -> None:
    mine = Lock(tmp_path, "a", SINCE)
    mine.acquire()
    with pytest.raises(FileProblem, match="by a, since"):
        Lock(tmp_path, "b", SINCE).acquire()
    mine.release()
    for holder in ("", "[]", "{}", '{"process": 0}', json.dumps({"process": 2**22 + 1, "host": lock_file._host()})):
        (tmp_path / ".lock").write_text(holder)
        with Lock(tmp_path, "b", SINCE):
            pass
    (tmp_path / ".lock").write_text('{"process": 1, "host": "elsewhere", "who": "c", "since": "then"}')
    with pytest.raises(FileProblem, match="in process 1 on elsewhere"):
        Lock(tmp_path, "b", SINCE).acquire()


def test_a_folder_that_is_gone_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is no longer there"):
        Lock(tmp_path / "gone", "a", SINCE).acquire()


def test_a_folder_that_was_let_go_holds_nothing(sample: ProjectFolder, reopen: Opener) -> None:
    first = Lock(sample.path / "out", "a", SINCE)
    first.acquire()
    del first
    with sample.building() as lock:
        assert lock.held
