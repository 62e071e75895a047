"""Asking a person: what an asker is, and the plain one that suits terminals, screen readers and pipes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TextIO

WORDS = {
    "back": "BACK",
    "why": "WHY",
    "skip": "SKIP",
    "?": "HELP",
    "help": "HELP",
    "save": "QUIT",
    "quit": "QUIT",
    "don't know": "UNKNOWN",
    "dont know": "UNKNOWN",
    "don’t know": "UNKNOWN",
    "i do not know yet": "UNKNOWN",
    "review": "REVIEW",
    "stages": "STAGES",
    "leave": "LEAVE",
}


HELP = """You may type instead of an answer:
  back         the question before
  why          what the answer is used for
  skip         leave it for later
  don't know   say who will find out, and by when
  review       see every answer so far, and change one
  stages       open another stage
  leave        leave this stage now, with a reason
  save         stop here; every answer so far is kept
To give one of these words as an answer, put a backslash before it: \\back"""


class Command(Enum):
    """What a person may type instead of an answer."""

    BACK = "back"
    WHY = "why"
    SKIP = "skip"
    HELP = "?"
    QUIT = "save"
    UNKNOWN = "don't know"
    REVIEW = "review"
    STAGES = "stages"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing asked for.

    :param label: the words before the answer; empty where the question has said it all.
    :param several: whether several lines may be typed, ended by an empty one.
    :param keep: what pressing Enter keeps; None where there is nothing yet.
    """

    label: str = ""
    several: bool = False
    keep: str | None = None


class Asker(Protocol):
    """Talks with a person. A richer one may come later behind the same door."""

    def say(self, text: str = "") -> None:
        """Show some words."""

    def ask(self, prompt: Prompt) -> str | Command:
        """What was typed, exactly, or a command. Pressing Enter on what may be kept gives an empty text."""


class PlainAsker:
    """Prompts and lines of text: works in a terminal, with a screen reader, and through a pipe.

    :param echo: whether what was read is printed too, so that a piped session reads as a conversation.
    """

    def __init__(self, source: TextIO, out: TextIO, *, echo: bool = False) -> None:
        self.source = source
        self.out = out
        self.echo = echo

    def say(self, text: str = "") -> None:
        """Show some words."""
        self.out.write(printable(text, self.out.encoding or "utf-8") + "\n")

    def ask(self, prompt: Prompt) -> str | Command:
        """Read an answer: one line, or several until an empty one."""
        if prompt.label:
            self.say(prompt.label)
        if prompt.keep:
            self.say(f"Now: {prompt.keep}   (Enter keeps it)")
        first = self._line()
        if first is None:
            return Command.QUIT
        command = WORDS.get(first.strip().lower())
        if command:
            return Command[command]
        if not prompt.several or not first.strip():
            return _unescaped(first)
        lines = [_unescaped(first)]
        while True:
            line = self._line("  ")
            if line is None or line == "":
                return "\n".join(lines)
            lines.append("" if line == "\\" else _unescaped(line))

    def _line(self, mark: str = "> ") -> str | None:
        self.out.write(mark)
        self.out.flush()
        line = self.source.readline()
        if line == "":
            self.out.write("\n")
            return None
        line = line.removesuffix("\n").removesuffix("\r")
        if self.echo:
            self.say(line)
        return line


def _unescaped(line: str) -> str:
    """A backslash before a command makes it an answer: ``\\back`` is the word back."""
    if line.startswith("\\") and WORDS.get(line[1:].strip().lower()):
        return line[1:]
    return line


def printable(text: str, encoding: str) -> str:
    """Text that the terminal can show: what it cannot show, and what would drive it, is shown as an escape."""
    safe = "".join(
        c if c in "\n\t" or ((c.isprintable() or c.isspace()) and c not in "\x1b\r\x0b\x0c") else f"\\x{ord(c):02x}" for c in text
    )
    return safe.encode(encoding, "backslashreplace").decode(encoding, "replace")
