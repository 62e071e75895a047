"""The notices of the Provider Selection Regime: which a process has, in which order, by when, and which were published."""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.law import periods
from hls_procure.law.case import Case
from hls_procure.law.psr_states import AWARDS, counted, next_notices, where_now
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.routes.psr_law import LAWS, PsrLaw
from hls_procure.law.ruling import NoticeStep, Regime, Route
from hls_procure.law.saying import both, days_in
from hls_procure.model.values import Money

#: The notices of each process in order: what they are in the register, and the Schedule that says what they contain.
PROCESSES: dict[str, tuple[tuple[str, str], ...]] = {
    "psr-a": (("psr-award", "2"),),
    "psr-b": (("psr-award", "2"),),
    "psr-c": (("psr-intention", "3"), ("psr-award", "4")),
    "psr-msp": (("psr-process", "5"), ("psr-intention", "6"), ("psr-award", "7")),
    "psr-competitive": (("psr-offers", "8"), ("psr-letters", "9"), ("psr-intention", "10"), ("psr-award", "11")),
    "psrw-1": (("psr-intention", "2"), ("psr-award", "3")),
    "psrw-2": (("psr-intention", "4"), ("psr-award", "5")),
    "psrw-msp": (("psr-process", "6"), ("psr-intention", "7"), ("psr-award", "8")),
    "psrw-competitive": (("psr-offers", "9"), ("psr-letters", "10"), ("psr-intention", "11"), ("psr-award", "12")),
}
#: The other notices of each nation with their Schedules; England prescribes no content for an abandonment.
OTHERS = {
    "ENG": {"psr-change": "12", "psr-urgent": "13", "urgent-change": "14", "psr-invitation": "15", "psr-abandon": ""},
    "WLS": {"psr-change": "13", "psr-urgent": "14", "urgent-change": "15", "psr-invitation": "16", "psr-abandon": "17"},
}
NAMES = {
    "psr-process": "notice of intention to follow the process",
    "psr-offers": "notice inviting offers",
    "psr-letters": "letters to those who were not successful",
    "psr-intention": "notice of intention to award",
    "psr-award": "award notice",
    "psr-change": "modification notice",
    "psr-urgent": "urgent award notice",
    "urgent-change": "urgent modification notice",
    "psr-invitation": "invitation to the parties to the framework",
    "psr-abandon": "notice of abandonment",
}
#: Grounds of a change that no decision of the authority makes.
OUTSIDE = frozenset({"unforeseen", "succession"})


def psr_notices_of(case: Case, regime: Regime, chosen: Route | None) -> tuple[NoticeStep, ...]:
    """The notices of the Provider Selection Regime, in the order in which they are published.

    Their ids are those of the register of what was published (``psr-award``). Where no process is chosen, what every
    process has in common is said.
    """
    law = LAWS.get(regime.id)
    if law is None:
        return ()
    made = _Notices(case, law)
    if case.text("legal.instrument") == "change":
        return made.of_a_change()
    route = chosen.id if chosen else case.text("legal.route")
    return made.of_an_award(route) if route in law.routes else made.of_every_process()


class _Notices:
    """The notices of one case, made one after the other."""

    def __init__(self, case: Case, law: PsrLaw) -> None:
        self.case = case
        self.law = law
        self.make = Reasons(case)
        self.entered = case.when("award.agreement_date") or case.when("tender.dates.sign")

    def of_an_award(self, route: str) -> tuple[NoticeStep, ...]:
        """Those of a process. What comes next says where the procurement stands."""
        state = where_now(self.case, route)
        come = next_notices(state)
        steps = []
        if self.case.yes("legal.psr.urgent"):
            when = self._within("urgent-award", "psr-urgent", None)
            steps.append(self._step("psr-urgent", "optional", self._why("psr-urgent"), when))
        for id, schedule in PROCESSES[route]:
            reason = self._why(id, schedule)
            if id in come:
                reason = both(reason, state.reason, *state.problems)
            last = self._last(self.entered, AWARDS[route]) if id == "psr-award" else None
            steps.append(self._step(id, "needed", reason, self._when(route, id, schedule, last), last, schedule))
        if self.case.yes("legal.psr.framework"):
            steps.append(
                self._step("psr-invitation", "optional", self._why("psr-invitation"), self._phrase("framework", "psr-invitation"))
            )
        steps.append(self._step("psr-abandon", "optional", self._why("psr-abandon"), self._abandoned()))
        return tuple(steps)

    def of_every_process(self) -> tuple[NoticeStep, ...]:
        """While no process is chosen: whether there is a notice of intention is open, and an award notice is needed."""
        facts = self.law.facts["which"]
        intention, award = self.make("psr-n-intention-open", facts=facts), self.make("psr-n-award-open", facts=facts)
        return (
            self._made("psr-intention", "undecided", intention, "", None, ""),
            self._made("psr-award", "needed", award, "", None, ""),
        )

    def of_a_change(self) -> tuple[NoticeStep, ...]:
        """Those of a change to a contract that exists."""
        steps = []
        if self.case.yes("legal.psr.urgent"):
            when = self._within("urgent-modification", "urgent-change", None)
            schedule = OTHERS[self.law.nation]["urgent-change"]
            reason = self._why("urgent-change")
            steps.append(self._made("psr-urgent", "optional", reason, when, None, schedule, NAMES["urgent-change"]))
        state, reason = self._change()
        last = self._last(self.case.when("legal.old.on"), "modification") if state == "needed" else None
        when = self._within("modification", "psr-change", last) if state != "not-needed" else ""
        steps.append(self._step("psr-change", state, reason, when, last))
        return tuple(steps)

    def _last(self, day: date | None, kind: str) -> date | None:
        """The last day for a notice about what happens on a day."""
        due = counted(lambda: periods.psr_notice(day, kind, nation=self.law.nation)) if day else None
        return due.end if due else None

    def _change(self) -> tuple[str, Reason]:
        old = self.case.project.legal.old
        rule = "gap-psr-mod-notice" if self.law.nation == "ENG" else "gap-psrw-mod"
        limit = Money.parse(self.case.fact(rule).values[0])
        more = old.so_far + old.more if old.so_far is not None and old.more is not None else None
        facts = (rule, *self._facts("psr-change"))
        if old.ground in OUTSIDE:
            return "not-needed", self.make("psr-n-change-outside", facts=facts)
        if more is None:
            return "undecided", self.make("psr-n-change-open", facts=facts, limit=limit)
        id, state = ("due", "needed") if more >= limit else ("below", "not-needed")
        return state, self.make(f"psr-n-change-{id}", facts=facts, more=more, limit=limit)

    def _when(self, route: str, id: str, schedule: str, last: date | None) -> str:
        """When a notice of a process is due, as a phrase."""
        dates = {name: self.case.when(f"tender.dates.{name}") for name in ("notice", "award_notice")}
        if id == "psr-award":
            return self._within(AWARDS[route], id, last, schedule)
        first = dates["notice"]
        if id == "psr-process" and first:
            wait = counted(lambda: periods.most_suitable_provider_wait(first, nation=self.law.nation))
            if wait and wait.earliest:
                return self._phrase("first-planned", id, schedule, day=first, earliest=wait.earliest)
        if id == "psr-intention" and dates["award_notice"]:
            return self._phrase("intention-planned", id, schedule, day=dates["award_notice"])
        words = {"psr-process": "first", "psr-offers": "offers", "psr-letters": "letters", "psr-intention": "intention"}[id]
        return self._phrase(words, id, schedule)

    def _within(self, kind: str, id: str, last: date | None, schedule: str = "") -> str:
        """``within 30 days of the award: by 3 May 2027``; the days are those of the law's period."""
        days = days_in(periods.psr_notice(self.case.book.as_of, kind, nation=self.law.nation))
        words = "change" if "modification" in kind else "award"
        return self._phrase(f"{words}-due" if last else words, id, schedule, days=days, day=last or "")

    def _abandoned(self) -> str:
        days = days_in(periods.psr_notice(self.case.book.as_of, "abandonment", nation=self.law.nation))
        return self._phrase("abandon", "psr-abandon", days=days)

    def _phrase(self, words: str, id: str, schedule: str = "", **places: Any) -> str:
        return _small(self.make(f"psr-n-when-{words}", facts=self._facts(id, schedule), **places).text)

    def _why(self, id: str, schedule: str = "") -> Reason:
        return self.make(f"psr-n-{id.removeprefix('psr-')}", facts=self._facts(id, schedule))

    def _facts(self, id: str, schedule: str = "") -> tuple[str, ...]:
        """The fact about what a notice contains."""
        number = schedule or OTHERS[self.law.nation].get(id, "")
        name = f"notice-sch{number}" if number else "notice-abandon"
        return (f"gap-{'psr' if self.law.nation == 'ENG' else 'psrw'}-{name}",)

    def _step(self, id: str, state: str, reason: Reason, when: str, due: date | None = None, schedule: str = "") -> NoticeStep:
        return self._made(id, state, reason, when, due, schedule or OTHERS[self.law.nation].get(id, ""))

    def _made(
        self, id: str, state: str, reason: Reason, when: str, due: date | None, schedule: str, name: str = ""
    ) -> NoticeStep:
        """A notice; one that is in the register is done, whatever would be asked for otherwise."""
        told = next((one for one in self.case.project.published or () if one.notice == id), None)
        if told:
            state, due = "done", None
            when = _small(self.make("when-done", day=told.on).text if told.on else self.make("when-done-undated").text)
        fact = self.case.fact(reason.facts[0])
        title = f"{name or NAMES[id]} (Schedule {schedule})" if schedule else name or NAMES[id]
        return NoticeStep(id, "", title, state, when, due, reason, fact.provision, fact.source)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
