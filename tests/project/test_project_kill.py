"""kill -9 at two hundred random moments: not one acknowledged answer is lost."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from project_strategies import SAMPLE, schema

from hls_procure.project.changes import Changer
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.journal import verify

KILLS = 200


def clock() -> datetime:
    return datetime(2027, 3, 1, tzinfo=UTC)


def work(place: Path, start: int, pipe: int) -> None:
    """Answer without end; each answer is acknowledged through the pipe after its call has returned."""
    folder = ProjectFolder.open(place, schema(), clock=clock, who="commissioner")
    folder.hold()
    for n in range(start, start + 100_000):
        if n % 3 == 0:
            path, value = "project.place", f"Place {n} # with a sign, and a long tail: {'x' * (n % 400)}"
            folder.set(path, value)
        elif n % 3 == 1:
            path, value = f"actors[a{n % 60}].name", f"Actor {n}"
            folder.put_row("actors", f"a{n % 60}", {"name": value})
        else:
            path, value = "purpose.statement", f"line {n}\nand another"
            folder.set(path, value)
        os.write(pipe, json.dumps([n, path, value]).encode() + b"\n")
        if n % 11 == 0:
            folder.save()


def heard(place: Path, start: int, seconds: float) -> Iterator[tuple[int, str, str]]:
    """Let a process answer, kill it after some time, and give what it had acknowledged."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        try:
            work(place, start, writer)
        finally:
            os._exit(1)
    os.close(writer)
    raw, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([reader], [], [], left)[0]:
            raw += os.read(reader, 65536)
    os.kill(process, signal.SIGKILL)
    while piece := os.read(reader, 65536):
        raw += piece
    os.close(reader)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    for line in raw.split(b"\n")[:-1]:
        number, path, value = json.loads(line)
        yield number, path, value


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_two_hundred_random_moments_no_answer_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get("HLS_SEED", "20270301"))
    chance = random.Random(seed)  # the moments repeat only as far as the machine does
    changer = Changer(schema())
    said: dict[str, tuple[int, str]] = {}
    answered = torn = unsaved = 0
    for kill in range(KILLS):
        place = tmp_path / f"p{kill // 10}"
        if kill % 10 == 0:
            said = {}
            ProjectFolder.create(place, schema(), clock=clock, who="commissioner", text=SAMPLE).close()
            if kill:
                shutil.rmtree(tmp_path / f"p{kill // 10 - 1}")
        start = max((number for number, _ in said.values()), default=0) + 1000
        for number, path, value in heard(place, start, chance.uniform(0.002, 0.35)):
            said[path] = (number, value)
            answered += 1
        folder = ProjectFolder.open(place, schema(), clock=clock, who="commissioner")
        assert {note.kind for note in folder.notes} <= {"torn"}
        torn += any(note.kind == "torn" for note in folder.notes)
        unsaved += folder.unsaved > 0
        for path, (number, value) in said.items():
            found = changer.get(folder.project, path)
            assert found == value or later(found, number), f"{path} of answer {number} was lost at kill {kill} (seed {seed})"
        if kill % 2:
            folder.save()
            assert verify(place / "journal.jsonl").broken is None
            assert (place / "project.yaml").read_text().count("# ") >= SAMPLE.count("# ")
        folder.close()
    with capsys.disabled():
        print(
            f"\n{KILLS} kills, {answered} acknowledged answers, none lost; "
            f"{torn} torn lines set aside, {unsaved} times answers waited in the journal",
            file=sys.stderr,
        )
    assert answered > KILLS


def later(found: object, number: int) -> bool:
    """Whether an answer is one that came after: it was on the disk before it could be acknowledged."""
    digits = [int(word) for word in str(found).replace("\n", " ").split() if word.isdigit()]
    return bool(digits) and digits[0] > number
