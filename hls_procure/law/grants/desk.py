"""Where one grant is looked at: the facts as they stand on a day, and what turned out to be missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.law.facts import LawBook, LegalFact
from hls_procure.law.grants.case import CHARITY_LAW, GrantCase
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.ruling import Test, Until


class GrantDesk:
    """One grant on one day.

    :ivar on: the day of the decision, by which every fact is asked. :ivar given: the day on which the money is given.
    :ivar until: what has to be known first, in order. :ivar gaps: what the facts do not reach.
    """

    def __init__(self, case: GrantCase, on: date, book: LawBook) -> None:
        self.case = case
        self.on = on
        self.book = book
        self.nation = case.nation
        self.given = case.given_on or on
        self.say = Reasons(self)
        self.until: list[Until] = []
        self.gaps: list[Reason] = []

    def day(self, dated_by: str) -> date | None:
        """The day by which every kind of fact is asked: that of the decision."""
        return self.on

    def fact(self, id: str) -> LegalFact:
        """One fact of law. :raises InputError: where there is none of that id."""
        return self.book.get(id)

    def holds(self, id: str) -> bool:
        """Whether a fact is known for the funder's nation and in force on the day."""
        fact = self.fact(id)
        return (not self.nation or self.nation in fact.jurisdiction) and fact.holds_on(self.on)

    @property
    def name(self) -> str:
        """What the funder is called in a sentence."""
        return self.case.funder_name or "the funder"

    @property
    def them(self) -> str:
        """What the recipient is called in a sentence."""
        return self.case.recipient_name or "the recipient"

    @property
    def charity(self) -> bool:
        """Whether it is a charity under the law of England and Wales that gives."""
        return self.case.funder == "charity" and self.nation in CHARITY_LAW

    def why(self, id: str, **places: Any) -> Reason:
        """A reason, with the names of both sides at hand."""
        names = {"name": self.name, "them": self.them}
        heads = {key.capitalize(): word[:1].upper() + word[1:] for key, word in names.items()}
        return self.say(id, **{**names, **heads, **places})

    def wait(self, path: str, id: str, **places: Any) -> Reason:
        """Note that an answer is missing. :returns: why it is needed."""
        reason = self.why(id, **places)
        if all(known.path != path for known in self.until):
            self.until.append(Until(path, reason))
        return reason

    def gap(self, id: str, **places: Any) -> Reason:
        """Note that the facts do not reach so far. :returns: the sentence that says so."""
        reason = self.why(id, **places)
        if reason not in self.gaps:
            self.gaps.append(reason)
        return reason

    def test(self, id: str, about: str, answer: str, reason: Reason, *paths: str) -> Test:
        """A test of the law; its question is the reason ``g-q-`` and its id."""
        return Test(id, about, self.why(f"g-q-{id}").text, answer, reason, paths)
