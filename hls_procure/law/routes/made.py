"""Makes the routes of one case: their reasons, what would open them, and their rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.ruling import Regime, Route, Rule, Until

KINDS = {"must": "requires", "not": "forbids", "free": "frees"}


class Routes:
    """The routes of a case under the law that governs it."""

    def __init__(self, case: Case, regime: Regime) -> None:
        self.case = case
        self.regime = regime
        self.say = Reasons(case)

    def open(self, id: str, *reasons: Reason, rules: tuple[Rule, ...] = ()) -> Route:
        """A route that may be taken."""
        return Route(id, "open", reasons, None, rules)

    def closed(self, id: str, reason: Reason | str, change: Reason | str, rules: tuple[Rule, ...] = ()) -> Route:
        """A route that may not be taken, and what would have to change."""
        why = self.say(reason) if isinstance(reason, str) else reason
        return Route(id, "closed", (why,), self.say(change) if isinstance(change, str) else change, rules)

    def undecided(self, id: str, *missing: tuple[str, Reason], rules: tuple[Rule, ...] = ()) -> Route:
        """A route that turns on what is not known yet: each path and why."""
        reasons = tuple(dict.fromkeys(reason for _, reason in missing))
        return Route(id, "undecided", reasons, None, rules, tuple(Until(path, reason) for path, reason in missing))

    def not_covered(self, id: str, *reasons: Reason, rules: tuple[Rule, ...] = ()) -> Route:
        """A route that the facts of law do not reach."""
        return Route(id, "not-covered", reasons, None, rules)

    def rule(self, id: str, **places: Any) -> Rule:
        """A rule; its kind stands in its id: ``must-``, ``not-`` or ``free-``, after the law that it belongs to."""
        kind = next(kind for word, kind in KINDS.items() if id.startswith(f"{word}-") or f"-{word}-" in id)
        return Rule(kind, self.say(id, **places))  # type: ignore[arg-type]

    def rules(self, ids: Iterable[str], **places: Any) -> tuple[Rule, ...]:
        """Several rules, whose places are filled alike."""
        return tuple(self.rule(id, **places) for id in ids)

    def figure(self, fact: str, place: int = 0) -> str:
        """A figure of a fact, as it is written."""
        return self.case.fact(fact).values[place]
