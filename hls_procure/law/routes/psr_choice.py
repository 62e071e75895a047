"""Which process has to be used, which may be, and which may not: the choice that the Provider Selection Regime leaves.

A direct award to an only capable provider, or by the choice of patients, has to be used where its conditions are met. Both
nations share the structure; Wales has no award by patient choice.
"""

from __future__ import annotations

from collections.abc import Iterable

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason
from hls_procure.law.routes.psr_change import not_considerable
from hls_procure.law.routes.psr_law import PsrLaw, Says
from hls_procure.law.ruling import RouteStateName, Until
from hls_procure.law.threeway import all_of, any_of, negate, word
from hls_procure.model.record import record


@record
class Condition:
    """One thing that a process asks for.

    :param reason: why it is met, not met or not known. :param change: what would have to change where it is not met.
    """

    value: bool | None
    reason: Reason
    change: Reason | None = None
    until: tuple[Until, ...] = ()


@record
class Standing:
    """How one process stands."""

    state: RouteStateName
    reasons: tuple[Reason, ...]
    change: Reason | None = None
    until: tuple[Until, ...] = ()


class Choice:
    """What is known about the choice of process in one case."""

    def __init__(self, case: Case, law: PsrLaw) -> None:
        self.case = case
        self.law = law
        self.say = Says(case, law)
        self.names = law.names
        self.single = self._asked("framework", "legal.psr.framework", opposite=True)
        self.only = self._asked("only", "legal.psr.only_provider")
        self.patients = self._asked("patients", "legal.psr.patient_choice") if law.choice else None
        self.again = self._again()
        self.identify = self._asked("identify", "legal.psr.identify")

    def _asked(self, id: str, path: str, *, opposite: bool = False) -> Condition:
        """A condition that one answer decides; with ``opposite`` it is met by a no."""
        answer = self.case.yes(path)
        names = {"direct": self.names[self.law.direct], "again": self.names[self.law.again]}
        reason = self.say(f"psr-r-{id}-{'open' if answer is None else word(answer)}", **names)
        until = (Until(path, reason),) if answer is None else ()
        return Condition(negate(answer) if opposite else answer, reason, self.say(f"psr-r-{id}-change", **names), until)

    def _not(self, condition: Condition, id: str) -> Condition:
        return Condition(negate(condition.value), condition.reason, self.say(f"psr-r-{id}-change"), condition.until)

    def _again(self) -> tuple[Condition, ...]:
        """The conditions of an award to an existing provider who does well, in the order in which they are asked."""
        considerable = not_considerable(self.say)
        change = Condition(
            considerable.value, considerable.reasons[0], self.say("psr-r-change-change", "change"), considerable.until
        )
        expiring = self._asked("expiring", "legal.psr.expiring")
        return (expiring, change, self._asked("satisfying", "legal.psr.satisfying"))

    @property
    def not_direct(self) -> tuple[Condition, ...]:
        """That no direct award has to be used."""
        patients = (self._not(self.patients, "not-patients"),) if self.patients else ()
        return (self._not(self.only, "not-only"), *patients)

    def _no_other(self, route: str) -> tuple[Condition, ...]:
        """That the other award which would have to be used does not have to be: both cannot."""
        only, *patients = self.not_direct
        return tuple(patients) if route == self.law.direct else (only,)

    def standing(self, route: str) -> Standing:
        """How a process stands."""
        law = self.law
        if self.patients and self.single.value is not False and self.only.value and self.patients.value:
            return self._contradiction(route)
        if route in (law.direct, law.choice):
            wanted = self.only if route == law.direct else self.patients
            assert wanted is not None
            return self._of(self.single, wanted, *self._no_other(route), met="required")
        if route == law.again:
            return self._of(self.single, *self.not_direct, *self.again)
        if route == law.suitable:
            return self._of(self.single, *self.not_direct, self._suitable())
        return self._competitive()

    def _of(self, *conditions: Condition, met: RouteStateName = "open") -> Standing:
        value = all_of(one.value for one in conditions)
        if value is False:
            failed = [one for one in conditions if one.value is False]
            return Standing("closed", _reasons(failed), failed[0].change)
        if value is None:
            missing = [one for one in conditions if one.value is None]
            return Standing("undecided", _reasons(missing), until=_untils(missing))
        return Standing(met, _reasons(conditions[1:2] if met == "required" else conditions[::-1]))

    def _suitable(self) -> Condition:
        """That the most suitable provider can be identified, or that the choice is free because the existing one does well."""
        free = all_of(one.value for one in self.again)
        value = any_of((free, self.identify.value))
        if free:
            names = {"again": self.names[self.law.again]}
            return Condition(True, self.say("psr-r-free", **names))
        if value is None and self.identify.value is False:
            missing = [one for one in self.again if one.value is None]
            return Condition(None, missing[0].reason, self.identify.change, _untils(missing))
        return Condition(value, self.identify.reason, self.identify.change, self.identify.until)

    def _competitive(self) -> Standing:
        if self.single.value is False:
            return Standing("required", (self.single.reason,))
        none = all_of(one.value for one in self.not_direct)
        if none is False and self.single.value is None:
            return Standing("undecided", (self.single.reason,), until=self.single.until)
        if none is not True:
            return self._of(*self.not_direct)
        others = any_of((all_of(one.value for one in self.again), self._suitable().value))
        if others is False:
            failed = [one.reason for one in self.again if one.value is False]
            return Standing("required", (*failed[:1], self.identify.reason, self.say("psr-r-left")))
        return Standing("open", (self.say("psr-r-always", direct=self._direct_names()),))

    def _contradiction(self, route: str) -> Standing:
        both = self.say("psr-r-both")
        paths = ("legal.psr.only_provider", "legal.psr.patient_choice")
        if route in (self.law.direct, self.law.choice):
            return Standing("undecided", (both,), until=tuple(Until(path, both) for path in paths))
        if route == self.law.competitive and self.single.value is None:
            return Standing("undecided", (self.single.reason,), until=self.single.until)
        return Standing("closed", (both,), self.say("psr-r-both-change"))

    def _direct_names(self) -> str:
        routes = [route for route in (self.law.direct, self.law.choice) if route]
        return " or ".join(self.names[route] for route in routes)


def _reasons(conditions: Iterable[Condition]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(one.reason for one in conditions))


def _untils(conditions: Iterable[Condition]) -> tuple[Until, ...]:
    return tuple({until.path: until for one in conditions for until in one.until}.values())
