"""Makes findings about files: with the words of the catalogue, and no error where nobody has confirmed what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hls_procure.findings import Finding, Side
from hls_procure.foreign.agreed import Agreed
from hls_procure.foreign.books import Book, book_of
from hls_procure.foreign.heard import Heard
from hls_procure.law.facts import LawBook
from hls_procure.model.check import Check

Severity = Literal["error", "warning", "info"]
#: Words that only make sense for a project: its file, a build, the path of a field, a mark in a clause.
_OF_PROJECT = re.compile(r"project\.yaml|build again|walk\b|\([a-z_]+(?:\.[a-z_]+)*(?:, [a-z_]+)?\)|<ref|\(open\)")
UNCONFIRMED = "Nobody has confirmed this reading yet."


@dataclass
class Bench:
    """What every check of files needs: what they tell, what counts, the catalogue and the book of law."""

    heard: Heard
    agreed: Agreed
    checks: Mapping[str, Check]
    book: LawBook | None = None

    @cached_property
    def books(self) -> dict[str, Book]:
        """The workbooks among the files, with their formulas worked out."""
        return {name: book_of(read) for name, read in self.heard.files.items() if read.kind == "xlsx"}

    def finding(
        self, code: str, message: str, left: Side, right: Side | None = None, *, confirmed: bool = True, hint: str = "",
        severity: Severity | None = None,
    ) -> Finding:  # fmt: skip
        """A finding of a check. :param confirmed: whether a person has confirmed what it rests on; if not, it is no error."""
        check = self.checks[code]
        grave = severity or check.severity
        if not confirmed:
            grave = "warning" if grave == "error" else grave
            message = f"{message} {UNCONFIRMED}"
        return Finding(
            code,
            check.name,
            grave,
            message,
            left,
            right,
            hint or in_files(check.do, two=right is not None),
            self._law(check.reference),
        )

    def _law(self, facts: Iterable[str]) -> str:
        known = [self.book.get(id).provision if self.book and id in self.book else id for id in facts]
        return "; ".join(dict.fromkeys(known))


def in_files(do: str, *, two: bool) -> str:
    """What to do about a finding in files that no project makes. :param two: whether it has two sides."""
    if not _OF_PROJECT.search(do):
        return do
    return "Find out which of the two is meant, and correct the other file." if two else "Correct it in the file."
