"""A batch that is killed ten times ends as one that was not, and at no kill is there half a letter under its name."""

from __future__ import annotations

import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import REPOSITORY, copied
from tests.work.grants.one_run import LETTERS, MARK, MOMENT

KILLS = 10


def start(folder: Path, count: int, jobs: int, **stop: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.work.grants.one_run", str(folder), str(count), str(jobs)]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), **{name: str(value) for name, value in stop.items()}}
    return subprocess.Popen(command, cwd=REPOSITORY, env=env, start_new_session=True)


def letters(folder: Path) -> set[str]:
    """The letters under their final names."""
    root = folder / "letters"
    return {
        f"{place.name}/{entry.name}"
        for place in (os.scandir(root) if root.is_dir() else ())
        if place.is_dir() and not place.name.startswith(".")
        for entry in os.scandir(place.path)
        if entry.name.endswith(".docx")
    }


def everything(folder: Path) -> dict[str, str]:
    root = folder / "letters"
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def killed(folder: Path, count: int, jobs: int, more: int, moment: str) -> bool:
    """Start a run and kill it when so many new letters have appeared. :returns: whether it was killed."""
    mark = folder / f"stood-still-{len(letters(folder))}"
    run = start(folder, count, jobs, **{LETTERS: len(letters(folder)) + more, MOMENT: moment, MARK: mark})
    while run.poll() is None:
        if mark.exists():
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            return True
        time.sleep(0.01)
    return False


def kill_often(plain: Path, folder: Path, count: int, jobs: int, chance: random.Random) -> list[int]:
    """Kill a run ten times, and compare with one that was left in peace. :returns: the letters there after each kill."""
    assert start(plain, count, jobs).wait() == 0
    whole = everything(plain)
    counts = []
    for _ in range(KILLS):
        more = chance.randint(1, count // (KILLS + 3))
        moment = chance.choice(["before", "after"])
        assert killed(folder, count, jobs, more, moment), "it ended before it could be killed"
        there = letters(folder)
        for name in there:
            data = (folder / "letters" / name).read_bytes()
            assert hashlib.sha256(data).hexdigest() == whole[name], name
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                assert file.testzip() is None
        assert not (folder / "letters/manifest.json").exists()
        counts.append(len(there))
    assert start(folder, count, jobs).wait() == 0
    assert everything(folder) == whole
    return counts


@pytest.mark.slow
def test_a_batch_killed_ten_times_ends_as_if_nothing_had_happened(sample_once: Callable[[str], Path], tmp_path: Path) -> None:
    folders = [copied(sample_once("youthvoice"), tmp_path / name) for name in ("plain", "killed")]
    counts = kill_often(*folders, 200, 2, random.Random(5))
    assert counts == sorted(counts)
    assert counts[0] > 0
    assert counts[-1] < 200
