"""Says how far a long run is: on a terminal in one line that moves on, elsewhere in a few plain lines."""

from __future__ import annotations

import sys
import time

import click

#: Elsewhere than on a terminal a line is said each time that so many seconds have gone.
EVERY = 10.0


class Progress:
    """Counts what is done of a phase and says how long the rest will take."""

    def __init__(self) -> None:
        self.moves = sys.stderr.isatty()
        self.phase = ""
        self.began = self.said = 0.0
        self.width = 0

    def __call__(self, phase: str, done: int, count: int) -> None:
        """Say that so many of so many are done."""
        now = time.monotonic()
        if phase != self.phase:
            self.end()
            self.phase, self.began, self.said = phase, now, now
        last = done >= count
        if not last and now - self.said < (0.2 if self.moves else EVERY):
            return
        self.said = now
        text = f"  {phase}: {done:,} of {count:,}{self._left(now, done, count)}"
        if self.moves:
            click.echo(f"\r{text.ljust(self.width)}", nl=False, err=True)
            self.width = len(text)
        elif now - self.began >= EVERY:
            click.echo(text, err=True)

    def _left(self, now: float, done: int, count: int) -> str:
        """How much time is left, once that can be told."""
        gone = now - self.began
        if done >= count or gone < 2 or not done:
            return ""
        left = gone / done * (count - done)
        return f", about {left:.0f} seconds left" if left < 90 else f", about {left / 60:.0f} minutes left"

    def end(self) -> None:
        """Leave the line."""
        if self.moves and self.width:
            click.echo("", err=True)
        self.width = 0
