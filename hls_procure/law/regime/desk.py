"""Where the tests of one case are taken down, in order, until one of them decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.ruling import Regime, Test, Until

#: Kinds of authority of which the facts do not say whether they are central government.
UNKNOWN_CENTRAL = frozenset({"icb", "nhs", "other-public"})
CENTRAL = frozenset({"department"})


class Desk:
    """The tests of a case so far, and what they found on the way.

    :ivar kind: the kind of the public body that awards. :ivar day: the day on which the procurement starts.
    :ivar saved: why the Regulations of 2015 still govern, where they do.
    :ivar light: whether it is a light touch contract; None while that is not known.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.say = Reasons(case)
        self.tests: list[Test] = []
        self.kind = ""
        self.day: date | None = None
        self.saved: Reason | None = None
        self.light: bool | None = None

    @property
    def name(self) -> str:
        """What the authority is called in a sentence."""
        return self.case.text("authority.name") or "the authority"

    @property
    def changes(self) -> bool:
        """Whether it is a change to a contract that exists."""
        return self.case.text("legal.instrument") == "change"

    def called(self, kind: str) -> str:
        """A kind of authority in words."""
        return self.case.facts.schema.fields["authority.kind"].choices[kind]

    def test(self, id: str, about: str, answer: str, reason: Reason, *paths: str, **places: Any) -> None:
        """Take a test down; its question is the reason ``q-`` and its id, up to a dot."""
        question = self.say(f"q-{id.partition('.')[0]}", **places).text
        self.tests.append(Test(id.replace(".", "-"), about, question, answer, reason, paths))

    def decided(self, id: str, *reasons: Reason, light_touch: bool | None = None) -> Regime:
        """The regime, decided."""
        return Regime(id, "decided", reasons, tuple(self.tests), (), light_touch)

    def not_covered(self, *reasons: Reason) -> Regime:
        """The facts of law do not reach so far."""
        return Regime("", "not-covered", reasons, tuple(self.tests))

    def undecided(self, *missing: tuple[str, Reason]) -> Regime:
        """Something has to be known first: each path and why."""
        until = tuple(Until(path, reason) for path, reason in missing)
        reasons = tuple(dict.fromkeys(reason for _, reason in missing))
        return Regime("", "undecided", reasons, tuple(self.tests), until)


def central(kind: str) -> tuple[bool, ...]:
    """Whether a kind of authority is central government; both answers where the facts do not say."""
    return (True, False) if kind in UNKNOWN_CENTRAL else (kind in CENTRAL,)
