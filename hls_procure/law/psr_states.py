"""The processes of the Provider Selection Regime as states and moves, and where a procurement stands on a day.

A move is made by a notice of the register (``psr-intention``), by the contract, by representations and the decision on them,
or by time. What may happen next follows from the state; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from hls_procure.errors import InputError
from hls_procure.law import periods
from hls_procure.law.case import Case
from hls_procure.law.periods import Period
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.routes.psr_law import LAWS
from hls_procure.law.saying import of_period
from hls_procure.model.record import record

MSP = frozenset({"psr-msp", "psrw-msp"})
COMPETITIVE = frozenset({"psr-competitive", "psrw-competitive"})
#: Processes without a notice of intention and without a standstill.
PLAIN = frozenset({"psr-a", "psr-b"})
#: Processes that begin with the notice of intention.
AGAIN = frozenset({"psr-c", "psrw-1", "psrw-2"})
ALL = MSP | COMPETITIVE | PLAIN | AGAIN
WAITING = ALL - PLAIN


@record
class Move:
    """A move from a state to another.

    :param by: a notice of the register, ``contract``, ``representations``, ``decision``, ``repeat`` or ``time``.
    :param routes: the processes that know it.
    """

    start: str
    end: str
    by: str
    routes: frozenset[str]


MOVES = (
    Move("start", "identifying", "psr-process", MSP),
    Move("identifying", "assessing", "time", MSP),
    Move("start", "assessing", "psr-offers", COMPETITIVE),
    Move("start", "standstill", "psr-intention", AGAIN),
    Move("assessing", "standstill", "psr-intention", MSP | COMPETITIVE),
    Move("standstill", "representations", "representations", WAITING),
    Move("representations", "decided", "decision", WAITING),
    Move("decided", "clear", "time", WAITING),
    Move("standstill", "clear", "time", WAITING),
    Move("decided", "assessing", "repeat", MSP | COMPETITIVE),
    Move("decided", "start", "repeat", AGAIN),
    Move("clear", "awarded", "contract", WAITING),
    Move("start", "awarded", "contract", PLAIN),
    Move("awarded", "published", "psr-award", ALL),
    Move("start", "urgent", "psr-urgent", ALL),
    *(
        Move(state, "abandoned", "psr-abandon", routes)
        for state, routes in (
            ("start", ALL),
            ("identifying", MSP),
            ("assessing", MSP | COMPETITIVE),
            ("clear", WAITING),
        )
    ),
)
#: What may happen, in the order in which it happens where it happens on one day.
EVENTS = ("psr-process", "psr-offers", "psr-intention", "contract", "psr-award", "psr-urgent", "psr-abandon")
#: States in which nothing more is to be published.
ENDS = frozenset({"published", "abandoned", "urgent"})

#: The kind of award notice of each process, as the periods of the law know it.
AWARDS = {
    "psr-a": "direct-award-a",
    "psr-b": "direct-award-b",
    "psr-c": "direct-award-c",
    "psr-msp": "most-suitable-provider",
    "psr-competitive": "competitive",
    "psrw-1": "direct-award-1",
    "psrw-2": "direct-award-2",
    "psrw-msp": "most-suitable-provider",
    "psrw-competitive": "competitive",
}


@record
class Represented:
    """Representations made within the standstill.

    :param made: whether there were any; None while nobody has said. :param decided: the day on which the last further decision
        was communicated. :param repeats: whether that decision was to repeat a step.
    """

    made: bool | None = None
    decided: date | None = None
    repeats: bool = False


@record
class State:
    """Where a procurement stands.

    :param since: the day on which it came there. :param period: the time that runs in this state, where one does.
    :param reason: where it stands, in a sentence. :param problems: what happened in an order that the law does not know.
    """

    id: str
    route: str
    since: date | None
    reason: Reason
    period: Period | None = None
    problems: tuple[Reason, ...] = ()


def counted(count: Callable[[], Period]) -> Period | None:
    """A period, or None where it reaches a year whose bank holidays are not known, or the end of the calendar."""
    try:
        return count()
    except (InputError, OverflowError):
        return None


def moves_from(state: str, route: str) -> tuple[Move, ...]:
    """The moves that a process knows from a state."""
    return tuple(move for move in MOVES if move.start == state and route in move.routes)


def next_notices(state: State) -> tuple[str, ...]:
    """The notices of the register that may come next from where a procurement stands."""
    return tuple(move.by for move in moves_from(state.id, state.route) if move.by.startswith("psr-"))


def where_now(case: Case, route: str, represented: Represented | None = None) -> State:
    """Where a procurement stands today: the day that was asked for, or the project's own.

    :raises KeyError: the route is none of the Provider Selection Regime.
    """
    return _Walk(case, route, represented or Represented()).state()


class _Walk:
    """Goes through what happened, in the order of the days."""

    def __init__(self, case: Case, route: str, represented: Represented) -> None:
        if route not in ALL:
            raise KeyError(route)
        self.case = case
        self.route = route
        self.represented = represented
        self.law = LAWS["psr-wales" if route.startswith("psrw-") else "psr-england"]
        self.reasons = Reasons(case)
        self.on = case.on or case.project.as_of_date
        self.at = "start"
        self.since: date | None = None
        self.period: Period | None = None
        self.problems: list[Reason] = []

    def state(self) -> State:
        for day, event in sorted(self._events(), key=lambda one: (one[0], EVENTS.index(one[1]))):
            if self.on is None or day <= self.on:
                self._time(day)
                self._move(event, day)
        if self.on is not None:
            self._time(self.on)
        return State(self.at, self.route, self.since, self._sentence(), self.period, tuple(self.problems))

    def _events(self) -> Iterable[tuple[date, str]]:
        for one in self.case.project.published or ():
            if one.on is not None and one.notice in EVENTS:
                yield one.on, one.notice
        signed = self.case.when("award.agreement_date")
        if signed is not None:
            yield signed, "contract"

    def _facts(self, *england: str, wales: tuple[str, ...]) -> tuple[str, ...]:
        return england if self.law.nation == "ENG" else wales

    def _move(self, event: str, day: date) -> None:
        move = next((one for one in moves_from(self.at, self.route) if one.by == event), None)
        if move is None:
            self._astray(event, day)
            return
        self._go(move.end, day)

    def _astray(self, event: str, day: date) -> None:
        """Something happened that the state does not know; a person has to look, and the walk goes on from there."""
        if event == "psr-intention" and self.at == "identifying" and self.period and self.period.earliest:
            self.problems.append(
                of_period(self.reasons, "psr-now-early-intention", self.period, day=day, earliest=self.period.earliest)
            )
            self._go("standstill", day)
        elif event == "contract" and self.at in ("standstill", "representations", "decided"):
            facts = self._facts("psr-e-standstill-start", "psr-e-standstill-reps", wales=("gap-psrw-standstill",))
            self.problems.append(self.reasons("psr-now-early-contract", facts=facts, day=day))
            self._go("awarded", day)
        else:
            self.problems.append(self.reasons(f"psr-now-astray-{event}", facts=self.law.facts["scope"], day=day))
            ends = {move.end for move in MOVES if move.by == event and self.route in move.routes}
            if len(ends) == 1:
                self._go(ends.pop(), day)

    def _go(self, state: str, day: date) -> None:
        self.at, self.since, self.period = state, day, None
        nation = self.law.nation
        if state == "identifying":
            self.period = counted(lambda: periods.most_suitable_provider_wait(day, nation=nation))
        elif state == "standstill":
            self.period = self._standstill(day)
        elif state == "awarded":
            self.period = counted(lambda: periods.psr_notice(day, AWARDS[self.route], nation=nation))

    def _standstill(self, day: date, decided: date | None = None) -> Period | None:
        count = periods.psr_england_standstill if self.law.nation == "ENG" else periods.psr_wales_standstill
        return counted(lambda: count(day, decided))

    def _time(self, day: date) -> None:
        """What has happened by itself before a day, and what representations made of a standstill."""
        asked = self.represented
        if self.at == "standstill" and asked.made:
            self.at = "representations"
        noticed, decided = self.since, asked.decided
        if self.at == "representations" and noticed and decided and self.period and self.period.start <= decided <= day:
            self.at, self.since, self.period = "decided", decided, self._standstill(noticed, decided)
        ready = self.period.earliest if self.period else None
        if ready and ready <= day and self.at in ("identifying", "standstill", "decided"):
            by = "repeat" if self.at == "decided" and asked.repeats else "time"
            move = next(one for one in moves_from(self.at, self.route) if one.by == by)
            if by == "repeat":
                self.represented = Represented()
            self._go(move.end, ready)

    def _sentence(self) -> Reason:
        places = {"since": self.since or "", "name": self.law.names[self.route]}
        id = f"psr-now-{self.at}"
        if self.at == "clear" and self.represented.made is None:
            id = "psr-now-clear-unasked"
        if self.period is None:
            id = "psr-now-unknown" if self.at in ("identifying", "standstill", "decided", "awarded") else id
            return self.reasons(id, facts=self.law.facts["which"], **places)
        return of_period(self.reasons, id, self.period, end=self.period.end, earliest=self.period.earliest or "", **places)
