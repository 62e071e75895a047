"""What the law room finds for a case: the regime, the routes, what they ask for, conflicts, notices, the timetable."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hls_procure.law.reasons import Reason
from hls_procure.model.record import record

RegimeState = Literal["decided", "undecided", "not-covered"]
RouteStateName = Literal["required", "open", "closed", "undecided", "not-covered"]


@record
class Test:
    """One test of the law: what was asked, the answer, and why.

    :param about: ``instrument``, ``regime``, ``value``, ``social-value`` or ``route``.
    :param question: the test in words, with a question mark. :param answer: ``yes``, ``no``, ``not known`` or a few words.
    :param paths: the answers of the project that it read.
    """

    id: str
    about: str
    question: str
    answer: str
    reason: Reason
    paths: tuple[str, ...] = ()


@record
class Until:
    """What has to be known before something can be decided.

    :param path: the field that is missing. :param reason: why it is needed.
    """

    path: str
    reason: Reason


@record
class Regime:
    """Which law governs.

    :param id: a value of ``legal.regime``, or ``pcr2015``, ``public`` (between public bodies), or empty while undecided.
    :param reasons: why, the most telling first. :param until: what would decide it, where it is undecided.
    :param light_touch: whether the light touch rules of that law apply, where it has any.
    """

    id: str
    state: RegimeState
    reasons: tuple[Reason, ...]
    tests: tuple[Test, ...] = ()
    until: tuple[Until, ...] = ()
    light_touch: bool | None = None


@record
class Rule:
    """What a route asks for, forbids or leaves open."""

    kind: Literal["requires", "forbids", "frees"]
    reason: Reason


@record
class Route:
    """A way to award, to give or to change.

    :param id: a value of ``legal.route``. :param reasons: why it is open or closed.
    :param change: for a closed one, what would have to change for it to open. :param rules: what it asks for.
    """

    id: str
    state: RouteStateName
    reasons: tuple[Reason, ...]
    change: Reason | None = None
    rules: tuple[Rule, ...] = ()
    until: tuple[Until, ...] = ()


@record
class Conflict:
    """Answers that do not go together under the law.

    :param code: the check that it is, where the catalogue has one (``RA503``). :param paths: the answers on both sides.
    :param do: what to do next, in plain words without law.
    """

    id: str
    code: str
    severity: Literal["error", "warning"]
    reason: Reason
    do: str
    paths: tuple[str, ...] = ()


@record
class Step:
    """A step of the timetable.

    :param start: its first day where it lasts; :param on: its day, or its last. :param when: in words, where no day is known.
    :param reason: what fixes it, or why it is reasonable. :param path: the date of the project, where it is one.
    """

    id: str
    what: str
    start: date | None
    on: date | None
    when: str
    reason: Reason | None = None
    path: str = ""


@record
class NoticeStep:
    """A notice of this procurement.

    :param state: ``needed``, ``optional``, ``not-needed``, ``done`` or ``undecided``. :param due: the last day for it.
    :param when: when it is due, in words.
    """

    id: str
    code: str
    name: str
    state: str
    when: str
    due: date | None
    reason: Reason
    provision: str = ""
    source: str = ""


@record
class DutyFound:
    """A duty beside the law of procurement. :param applies: ``applies``, ``may``, ``does-not`` or ``not-covered``."""

    id: str
    name: str
    applies: str
    reason: Reason


@record
class Ruling:
    """Everything that was found.

    :param as_known: said where the decision is later than the facts. :param amended: said where law that was not read may
        touch it. :param chosen: the route that people recorded, if it is one of those looked at.
    """

    regime: Regime
    routes: tuple[Route, ...] = ()
    chosen: Route | None = None
    tests: tuple[Test, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    timetable: tuple[Step, ...] = ()
    notices: tuple[NoticeStep, ...] = ()
    duties: tuple[DutyFound, ...] = ()
    as_known: str = ""
    amended: str = ""

    def facts(self) -> tuple[str, ...]:
        """The id of every fact that something rests on, in order."""
        found: dict[str, None] = {}
        for reason in self.reasons():
            found.update(dict.fromkeys(reason.facts))
        return tuple(found)

    def reasons(self) -> tuple[Reason, ...]:
        """Every reason, in order."""
        made = [*self.regime.reasons, *(test.reason for test in (*self.regime.tests, *self.tests))]
        for route in self.routes:
            made += [*route.reasons, *([route.change] if route.change else []), *(rule.reason for rule in route.rules)]
        made += [conflict.reason for conflict in self.conflicts]
        made += [notice.reason for notice in self.notices]
        made += [duty.reason for duty in self.duties]
        made += [step.reason for step in self.timetable if step.reason]
        return tuple(made)
