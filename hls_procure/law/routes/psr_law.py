"""What each nation's Provider Selection Regime calls its processes, and which of its facts stand for the same rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.model.record import record


@record
class PsrLaw:
    """One nation's regime.

    :param direct: the route for an only capable provider; :param choice: for patient choice, empty where there is none;
    :param again: for an existing provider who does well. :param names: what its routes are called in a sentence.
    :param facts: by a word of ours, the facts of the nation that say it.
    """

    regime: str
    nation: str
    direct: str
    choice: str
    again: str
    suitable: str
    competitive: str
    names: dict[str, str]
    facts: dict[str, tuple[str, ...]]

    @property
    def routes(self) -> tuple[str, ...]:
        """Its routes in order."""
        return tuple(route for route in (self.direct, self.choice, self.again, self.suitable, self.competitive) if route)


ENGLAND = PsrLaw(
    "psr-england",
    "ENG",
    "psr-a",
    "psr-b",
    "psr-c",
    "psr-msp",
    "psr-competitive",
    {
        "psr-a": "Direct Award A",
        "psr-b": "Direct Award B",
        "psr-c": "Direct Award C",
        "psr-msp": "the Most Suitable Provider Process",
        "psr-competitive": "the Competitive Process",
    },
    {
        "which": ("gap-psr-choice-of-process",),
        "change": ("gap-psr-change-threshold",),
        "modify": ("gap-psr-mod-text",),
        "modify-direct": ("gap-psr-mod-ab",),
        "scope": ("psr-e-scope",),
    },
)
WALES = PsrLaw(
    "psr-wales",
    "WLS",
    "psrw-1",
    "",
    "psrw-2",
    "psrw-msp",
    "psrw-competitive",
    {
        "psrw-1": "Direct Award 1",
        "psrw-2": "Direct Award 2",
        "psrw-msp": "the Most Suitable Provider Process",
        "psrw-competitive": "the Competitive Process",
    },
    {
        "which": ("psr-w-choice",),
        "change": ("psr-w-change",),
        "modify": ("gap-psrw-mod",),
        "modify-direct": ("gap-psrw-mod",),
        "scope": ("psr-w-scope",),
    },
)
LAWS = {law.regime: law for law in (ENGLAND, WALES)}
LAW_OF = {law.nation: law for law in (ENGLAND, WALES)}


class Says:
    """Makes the reasons of one nation: their words are the same for both, and their facts are the nation's own."""

    def __init__(self, case: Case, law: PsrLaw) -> None:
        self.case = case
        self.law = law
        self.reasons = Reasons(case)

    def __call__(self, id: str, about: str | Iterable[str] = "which", **places: Any) -> Reason:
        """A reason that rests on the facts that a word stands for (``which``), or on those that are given."""
        facts = self.law.facts[about] if isinstance(about, str) else about
        return self.reasons(id, facts=facts, **places)
