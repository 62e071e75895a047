"""walk in a real terminal: a pseudo-terminal with its own line discipline, echo and Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hls_procure.project.journal import verify
from hls_procure.work.opening import open_project
from tests.helpers import REPOSITORY, run

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
pytestmark = pytest.mark.slow
WAIT = 60.0


class Terminal:
    """A program in a terminal of its own, and what it has shown so far."""

    def __init__(self, *arguments: object) -> None:
        self.master, slave = pty.openpty()
        words = [sys.executable, "-m", "hls_procure", *(str(argument) for argument in arguments)]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}
        self.process = subprocess.Popen(
            words, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True, preexec_fn=controlling
        )
        os.close(slave)
        self.shown = ""
        self.seen = 0

    def until(self, words: str) -> str:
        """Wait until something is shown that was not there before, followed by whatever comes with it."""
        end = time.monotonic() + WAIT
        while words not in self.shown[self.seen :]:
            assert time.monotonic() < end, f"never shown: {words}\n{self.shown[self.seen :]}"
            self.read(0.2)
        self.seen = self.shown.index(words, self.seen) + len(words)
        return self.shown

    def read(self, wait: float) -> bool:
        ready, _, _ = select.select([self.master], [], [], wait)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # the program has ended
            return False
        self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def line(self, text: str) -> None:
        self.type(text + "\n")

    def end(self) -> int:
        while self.read(0.3):
            pass
        code = self.process.wait(WAIT)
        while self.read(0.1):
            pass
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self.master)


def controlling() -> None:
    """Make the terminal the one that sends signals, and listen to Ctrl-C: who runs in the background is started deaf to it."""
    import fcntl
    import signal
    import termios

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def folder(fresh: Path) -> Path:
    return fresh


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def test_back_why_skip_dont_know_ctrl_c_and_resume(folder: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal("walk", folder, "--stage", "purpose")
    terminals.append(terminal)
    terminal.until("(PU-01)")
    terminal.until("> ")
    terminal.line("people in Tamárside can live a life they value")
    terminal.until("(PU-13)")
    terminal.until("> ")
    terminal.line("why")
    terminal.until("without turning them into a")
    terminal.until("> ")
    terminal.line("back")
    terminal.until("(PU-01)")
    terminal.until("Now: people in Tamárside can live a life they value   (Enter keeps it)")
    terminal.until("> ")
    terminal.line("")
    terminal.until("(PU-13)")
    terminal.until("> ")
    terminal.line("skip")
    terminal.until("(PU-14)")
    terminal.until("> ")
    terminal.line("don't know")
    terminal.until("Who will find out?")
    terminal.until("> ")
    terminal.line("data lead")
    terminal.until("By when?")
    terminal.until("> ")
    terminal.line("soon")
    terminal.until("That does not fit yet: 'soon' is not a date")
    terminal.until("> ")
    terminal.line("12 March 2027")
    terminal.until("(PU-02)")
    terminal.until("> ")
    terminal.line("housing")
    terminal.until("> ")
    terminal.line("")
    terminal.until("(PU-11)")
    terminal.until("> ")
    terminal.type("half an answer\x03")
    assert terminal.end() == 130
    assert f"Stopped. Every answer so far is kept. To go on: hls-procure walk {folder}\n" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert terminal.shown.count("people in Tamárside can live") == 2  # typed once, shown once as what is there: no second echo
    project = open_project(folder).project
    assert project.purpose.statement == "people in Tamárside can live a life they value"
    assert (project.purpose.population, project.purpose.inside, project.purpose.outside) == (None, ("housing",), None)
    assert {item.owner for item in project.open} == {"data lead"}

    again = Terminal("walk", folder)
    terminals.append(again)
    again.until("(PU-13)")
    again.until("> ")
    again.line("adults")
    again.until("(PU-11)")
    again.until("> ")
    again.line("save")
    assert again.end() == 0
    assert f"Saved. To go on: hls-procure walk {folder}" in again.shown
    assert open_project(folder).project.purpose.population == "adults"
    assert verify(folder / "journal.jsonl").broken is None


def test_the_end_of_the_input_by_ctrl_d_saves(folder: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal("walk", folder, "--stage", "purpose")
    terminals.append(terminal)
    terminal.until("(PU-01)")
    terminal.until("> ")
    terminal.line("Purpose")
    terminal.until("(PU-13)")
    terminal.until("> ")
    terminal.type("\x04")
    assert terminal.end() == 0
    assert "Saved. To go on:" in terminal.shown
    assert "statement: Purpose" in (folder / "project.yaml").read_text()


def test_a_terminal_that_goes_away_loses_no_answer(folder: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal("walk", folder, "--stage", "purpose")
    terminals.append(terminal)
    terminal.until("(PU-01)")
    terminal.until("> ")
    terminal.line("Purpose")
    terminal.until("(PU-13)")
    terminal.until("> ")
    terminal.line("adults")
    terminal.until("(PU-14)")
    os.close(terminal.master)
    assert terminal.process.wait(WAIT) != 0
    project = open_project(folder).project
    assert (project.purpose.statement, project.purpose.population) == ("Purpose", "adults")
    assert run("walk", folder, input="save\n").exit_code == 0


def test_a_second_terminal_is_told_who_holds_the_folder(folder: Path, terminals: list[Terminal]) -> None:
    first = Terminal("walk", folder)
    terminals.append(first)
    first.until("> ")
    second = Terminal("walk", folder)
    terminals.append(second)
    assert second.end() == 3
    assert re.search(rf"is being changed by commissioner, since .+, in process {first.process.pid} on ", second.shown)
    first.line("save")
    assert first.end() == 0


def test_no_colours_and_no_boxes(folder: Path, terminals: list[Terminal]) -> None:
    terminal = Terminal("walk", folder)
    terminals.append(terminal)
    terminal.until("> ")
    terminal.line("save")
    terminal.end()
    assert "\x1b" not in terminal.shown
