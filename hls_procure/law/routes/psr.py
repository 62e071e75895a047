"""The ways of the Provider Selection Regime: which process has to be used, which may be, and what each asks for."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.regime.health import health
from hls_procure.law.routes.psr_change import change_rules, modification
from hls_procure.law.routes.psr_choice import Choice
from hls_procure.law.routes.psr_law import LAW_OF, LAWS, PsrLaw, Says
from hls_procure.law.routes.psr_rules import rules_of
from hls_procure.law.ruling import Regime, Route, RouteStateName


def psr_routes(case: Case, regime: Regime) -> tuple[Route, ...]:
    """The routes of the Provider Selection Regime of a case's nation, open, closed or required.

    Where another law governs they are closed, with what would have to change. Nations without such a regime have none.
    """
    law = LAWS.get(regime.id) or LAW_OF.get(case.nation)
    if law is None:
        return ()
    if regime.id != law.regime:
        return _elsewhere(case, law, regime)
    changed = modification(case, law)
    say = Says(case, law)
    if changed is not None and changed.value is not False:
        reasons = changed.reasons if changed.value is None else (*changed.reasons, say("psr-m-not-needed", "modify"))
        state: RouteStateName = "undecided" if changed.value is None else "closed"
        change = say("psr-m-needed-change", "modify") if state == "closed" else None
        return tuple(
            Route(route, state, reasons, change, (*rules_of(case, law, route), *change_rules(case, law, route)), changed.until)
            for route in law.routes
        )
    choice = Choice(case, law)
    made = []
    for route in law.routes:
        found = choice.standing(route)
        reasons = (*changed.reasons, *found.reasons) if changed else found.reasons
        rules = (*rules_of(case, law, route), *change_rules(case, law, route))
        made.append(Route(route, found.state, reasons, found.change, rules, found.until))
    return tuple(made)


def _elsewhere(case: Case, law: PsrLaw, regime: Regime) -> tuple[Route, ...]:
    say = Says(case, law)
    if regime.state == "decided":
        why, change = say("psr-r-elsewhere", "scope"), say("psr-r-elsewhere-change", "scope")
        return tuple(Route(route, "closed", (why,), change) for route in law.routes)
    found = health(case)
    if found.state == "does-not":
        change = say("psr-r-elsewhere-change", "scope")
        return tuple(Route(route, "closed", found.reasons, change) for route in law.routes)
    uncovered = "not-covered" in (regime.state, found.state)
    state: RouteStateName = "not-covered" if uncovered else "undecided"
    why = say("psr-r-uncovered" if uncovered else "psr-r-undecided", "scope")
    return tuple(Route(route, state, (why,), until=found.until or regime.until) for route in law.routes)
