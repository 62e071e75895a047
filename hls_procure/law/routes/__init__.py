"""Which ways are open, which are closed and why, and what each asks for."""

from __future__ import annotations

import hls_procure.law.routes.elsewhere as elsewhere
from hls_procure.law.case import Case
from hls_procure.law.routes.made import Routes
from hls_procure.law.routes.outside import grant_route, public_route
from hls_procure.law.routes.pa import ROUTES as ACT
from hls_procure.law.routes.pa import pa_routes
from hls_procure.law.routes.pcr import ROUTES as OLDER
from hls_procure.law.routes.pcr import pcr_routes
from hls_procure.law.routes.psr import psr_routes
from hls_procure.law.routes.scotland import ROUTES as SCOTTISH
from hls_procure.law.routes.scotland import scottish_routes
from hls_procure.law.ruling import Regime, Route


def routes_of(case: Case, regime: Regime) -> tuple[Route, ...]:
    """Every route of the nation of a case: those of the law that governs, then the others, closed."""
    if regime.state != "decided":
        return _before(case, regime)
    on = Routes(case, regime)
    care = psr_routes(case, regime)
    others = (grant_route(case, regime), public_route(case, regime))
    if case.nation == "SCT":
        return (*scottish_routes(case, regime), *others, *elsewhere.act(on, ACT))
    if regime.id.startswith("pa2023"):
        return (*pa_routes(case, regime), *others, *elsewhere.older(on, OLDER), *care)
    if regime.id == "pcr2015":
        return (*pcr_routes(case, regime), *others, *elsewhere.act(on, ACT), *care)
    if regime.id.startswith("psr"):
        return (*care, *others, *elsewhere.act(on, ACT), *elsewhere.older(on, OLDER))
    return (*others, *elsewhere.act(on, ACT), *elsewhere.older(on, OLDER), *care)


def _before(case: Case, regime: Regime) -> tuple[Route, ...]:
    """While the law that governs is open, so is every way of the nation; what is missing stands with the regime."""
    on = Routes(case, regime)
    health = {"ENG": elsewhere.PSR, "WLS": elsewhere.PSR_WALES}.get(case.nation, ())
    ids = (*SCOTTISH, "grant") if case.nation == "SCT" else (*ACT, *OLDER, *health, "grant", "public")
    if regime.state == "not-covered":
        return tuple(on.not_covered(id, on.say("off-uncovered")) for id in ids)
    return tuple(Route(id, "undecided", (on.say("off-open-regime"),)) for id in ids)
