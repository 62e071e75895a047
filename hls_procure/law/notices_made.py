"""How a notice of a procurement is made: its state, its day, its words, and whether it was published already."""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.lists import notices
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.ruling import NoticeStep, Regime, Route
from hls_procure.law.saying import both
from hls_procure.model.values import Money


class Notices:
    """The notices of one case, made one after the other.

    :param route: the id of the way that is taken; empty while none is recorded.
    """

    def __init__(self, case: Case, regime: Regime, chosen: Route | None) -> None:
        self.case = case
        self.regime = regime
        self.route = chosen.id if chosen else case.text("legal.route")
        self.make = Reasons(case)

    @property
    def value(self) -> Money | None:
        """The estimated value, VAT included."""
        return self.case.money("tender.estimated_value")

    @property
    def tender_notice(self) -> date | None:
        """The day that is planned for the tender notice."""
        return self.case.when("tender.dates.notice")

    @property
    def entered(self) -> date | None:
        """The day on which the contract is entered into: the recorded one, else the planned one."""
        return self.case.when("award.agreement_date") or self.case.when("tender.dates.sign")

    def words(self, id: str, **places: Any) -> str:
        """A phrase of the list of reasons."""
        return self.make(id, **places).text

    def step(self, id: str, state: str, when: str, reason: Reason, due: date | None = None, name: str = "") -> NoticeStep:
        """A notice. One that is in the register of what was published is done, whatever would be asked for otherwise.

        :param id: ``uk7``, or a word for a notice without a number. :param when: a phrase.
        """
        code = id.upper() if id.upper() in notices() else ""
        name = name or notices()[code].name.partition(" (")[0]
        first = self.case.fact(reason.facts[0]) if reason.facts else None
        told = next((one for one in self.case.project.published or () if code and one.notice == code), None)
        day = told.on if told else None
        if id == "uk2" and told is None:
            day = self._engagement_notice()
        if told or day:
            state, due = "done", None
            when = self.words("when-done", day=day) if day else self.words("when-done-undated")
        provision, source = (first.provision, first.source) if first else ("", "")
        return NoticeStep(id, code, name, state, _small(when), due, reason, provision, source)

    def _engagement_notice(self) -> date | None:
        """The day of the engagement notice, unless it is still to come."""
        day, today = self.case.when("tender.engagement_notice"), self.case.day("decision")
        return day if day and not (today and today < day) else None

    def needed(self, id: str, reason: str, when: str, due: date | None = None, *more: Reason) -> NoticeStep:
        """A notice that is needed; :param when: the id of its phrase."""
        return self.step(id, "needed", self.words(when), both(self.make(reason), *more), due)

    def not_needed(self, id: str, reason: str, **places: Any) -> NoticeStep:
        """A notice that is not needed."""
        return self.step(id, "not-needed", "", self.make(reason, **places))


def _small(words: str) -> str:
    """A phrase begins with a small letter, unless with a name."""
    return words[:1].lower() + words[1:]
