"""How far a long run is: one line that moves on a terminal, few plain lines elsewhere."""

from __future__ import annotations

import sys
import time

import pytest

from hls_procure.cli.progress import Progress


class Terminal:
    """A standard error that is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """Nothing is kept back."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_elsewhere_than_on_a_terminal_few_lines_are_said(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    for done in range(0, 1001, 20):
        progress("Making letters", done, 1000)
        clock[0] += 1
    progress.end()
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "  Making letters: 200 of 1,000, about 40 seconds left"
    assert said[-1] == "  Making letters: 1,000 of 1,000"
    assert len(said) == 5
    assert not any("\r" in line for line in said)


def test_a_short_run_says_nothing_elsewhere(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    progress("Making letters", 1, 3)
    progress("Making letters", 3, 3)
    progress.end()
    assert capsys.readouterr().err == ""


def test_on_a_terminal_one_line_moves_on(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress = Progress()
    for done in (1, 500, 10_000):
        progress("Making letters", done, 10_000)
        clock[0] += 30
    progress("Adding up", 1, 1)
    progress.end()
    assert terminal.text.count("\r") == 3
    assert "500 of 10,000, about 10 minutes left" in terminal.text
    assert terminal.text.endswith("\n")
    shown = terminal.text.split("\r")[2]
    assert shown.startswith("  Making letters: 10,000 of 10,000 "), "what is shorter covers what was longer"
