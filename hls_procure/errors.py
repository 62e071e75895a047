"""Problems a person can mend, and the exit code each kind of trouble ends with.

A library function never prints and never exits: it raises one of these. Each carries every problem found, so
that a person mends them all in one go. ``cli/`` turns them into sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, said so that the reader knows what to do next.

    :param where: a file and line (``project.yaml:41``), a question (``AR-12``) or a clause (``AL-14.stuck``).
    :param what: what happened, as a sentence without a final stop.
    :param why: why it matters, or what was expected instead; may be empty.
    :param do: what to do next, as a sentence; may be empty.
    """

    where: str
    what: str
    why: str = ""
    do: str = ""

    def text(self) -> str:
        """The problem in two lines: where and what, then why and what to do."""
        first = f"{self.where}  {self.what}" if self.where else self.what
        rest = " ".join(part for part in (self.why, self.do) if part)
        if not rest:
            return first
        indent = " " * (len(self.where) + 2) if 0 < len(self.where) <= 40 else "    "
        return f"{first}\n{indent}{rest}"

    def as_dict(self) -> dict[str, str]:
        """The problem as plain data, for ``--json``."""
        return {"where": self.where, "what": self.what, "why": self.why, "do": self.do}


class HlsError(Exception):
    """Something that stops a command. ``exit_code`` is what the shell gets; ``problems`` is never empty."""

    exit_code = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


class InputError(HlsError):
    """An answer, a project, a clause or an option is wrong: every problem at once (exit code 2)."""


class FileProblem(HlsError):
    """A file could not be read or written; nothing was lost (exit code 3)."""

    exit_code = 3


class Blocked(HlsError):
    """Something stands in the way of a final version (exit code 1)."""

    exit_code = 1


def argument(path: object) -> str:
    """A path as it is typed behind a command: in quotes where it holds blanks or signs that a shell reads."""
    text = str(path)
    return f'"{text}"' if any(sign in text for sign in " '&;()<>|*?$`#") or not text else text


def nearest(word: str, known: Iterable[str]) -> str:
    """``Did you mean 'x'?`` for the closest known word, or an empty string.

    The comparing library is imported here, since it is only needed when something has gone wrong.
    """
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{found[0]}'?" if found else ""
