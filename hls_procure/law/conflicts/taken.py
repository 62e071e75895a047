"""Where the conflicts of one case are taken down, and how its words are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.ruling import Conflict, Regime, Route

_CLAUSES = re.compile(r"(?<=[.;!?])\s+|\n+|,?\s+but\s+")
_NEGATED = re.compile(
    r"\b(?:no|not|never|none|nor|neither|nobody|nothing|without|cannot|unless|free of|instead of|rather than)\b|n[’']t\b",
    re.IGNORECASE,
)
SHORT = 140


class Taken:
    """The conflicts of a case under the law that governs it."""

    def __init__(self, case: Case, regime: Regime, routes: tuple[Route, ...]) -> None:
        self.case = case
        self.regime = regime
        self.routes = {route.id: route for route in routes}
        self.say = Reasons(case)
        self.conflicts: list[Conflict] = []

    @property
    def act(self) -> bool:
        """Whether the Act governs, at or above threshold."""
        return self.regime.id in ("pa2023-light-touch", "pa2023-full")

    @property
    def old(self) -> bool:
        """Whether the Regulations of 2015 govern."""
        return self.regime.id == "pcr2015"

    def error(self, id: str, code: str, reason: Reason, do: str, *paths: str) -> None:
        """Something that has to be mended."""
        self._take(id, code, "error", reason, do, paths)

    def warning(self, id: str, code: str, reason: Reason, do: str, *paths: str) -> None:
        """Something that a person should look at."""
        self._take(id, code, "warning", reason, do, paths)

    def _take(
        self, id: str, code: str, severity: Literal["error", "warning"], reason: Reason, do: str, paths: tuple[str, ...]
    ) -> None:
        self.conflicts.append(Conflict(id, code, severity, reason, do, paths))

    def called(self, path: str, value: str) -> str:
        """A choice in words."""
        return self.case.facts.schema.fields[path].choices.get(value, value)

    def texts(self, *paths: str) -> Iterator[tuple[str, str]]:
        """Every text at these fields, of each record of a list: its path and its words."""
        for path in paths:
            listed, many, leaf = path.partition("[].")
            if not many:
                if words := self.case.text(path).strip():
                    yield path, words
                continue
            rows = self.case.facts.rows(listed)
            for row in rows if isinstance(rows, tuple) else ():
                words = self.case.get(f"{row.path}.{leaf}")
                if isinstance(words, str) and words.strip():
                    yield f"{row.path}.{leaf}", words.strip()


def says(text: str, *patterns: re.Pattern[str], unless: re.Pattern[str] | None = None) -> str:
    """The first clause of a text in which every pattern stands and nothing takes it back; empty where there is none.

    :param unless: words that make it harmless, in the same clause.
    """
    for clause in _CLAUSES.split(text):
        if not all(pattern.search(clause) for pattern in patterns):
            continue
        if _NEGATED.search(clause) or (unless and unless.search(clause)):
            continue
        return shorten(clause.strip().rstrip("."))
    return ""


def shorten(words: str) -> str:
    """A text that fits into a sentence: cut at a word where it is long."""
    if len(words) <= SHORT:
        return words
    return words[:SHORT].rsplit(" ", 1)[0] + " …"


def pattern(words: str) -> re.Pattern[str]:
    """Words to look for, whatever their case."""
    return re.compile(words, re.IGNORECASE)
