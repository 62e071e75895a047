"""What people recorded against what the answers lead to: the law, the nation, the way."""

from __future__ import annotations

from hls_procure.law.conflicts.taken import Taken
from hls_procure.law.figures import day_of
from hls_procure.law.ruling import Route

REGIME = "legal.regime"
ROUTE = "legal.route"
_SETTLE = "Look at the tests, and record the decision anew or correct the answer that is wrong."
_CHOOSE = "Choose a way that is open, or change what stands in its way."


def regime_recorded(taken: Taken) -> None:
    """A recorded law of another nation, or another law than the answers lead to."""
    recorded, nation, found = taken.case.text(REGIME), taken.case.nation, taken.regime
    if not recorded:
        return
    words = taken.called(REGIME, recorded)
    place = taken.called("project.jurisdiction", nation)
    if nation and _elsewhere(recorded, nation):
        if nation == "SCT":
            reason = taken.say("c-nation-scotland", recorded=words)
        elif recorded == "scotland":
            reason = taken.say("c-nation-not-scotland", nation=place)
        else:
            reason = taken.say(f"c-nation-{recorded}", nation=place)
        taken.error("wrong-nation", "RA516", reason, _SETTLE, REGIME, "project.jurisdiction")
        return
    if found.state != "decided" or recorded == found.id:
        return
    if recorded.startswith("pa2023") and found.id.startswith("psr"):
        taken.error("health-service-under-pa", "RA508", taken.say("c-health"), _SETTLE, REGIME, "legal.parts")
    elif recorded == "pa2023-light-touch" and found.id == "pa2023-full":
        taken.error("light-touch-not-eligible", "RA507", taken.say("c-not-light"), _SETTLE, REGIME, "legal.codes", "legal.parts")
    else:
        facts = [id for reason in found.reasons for id in reason.facts]
        reason = taken.say("c-regime", recorded=words, found=taken.called(REGIME, found.id), facts=facts)
        taken.error("regime-mixed", "RA501", reason, _SETTLE, REGIME)


def _elsewhere(recorded: str, nation: str) -> bool:
    if recorded == "scotland":
        return nation != "SCT"
    if recorded in ("psr-england", "psr-wales"):
        return nation != {"psr-england": "ENG", "psr-wales": "WLS"}[recorded]
    return nation == "SCT" and recorded.startswith("pa2023")


def route_recorded(taken: Taken) -> None:
    """A recorded way that is closed, or not the one that has to be used."""
    chosen = taken.case.text(ROUTE)
    if not chosen or taken.regime.state != "decided":
        return
    route = taken.routes.get(chosen)
    words = taken.called(ROUTE, chosen)
    if route is None:
        taken.error("wrong-nation", "RA516", taken.say("c-route-nation", route=words), _CHOOSE, ROUTE, "project.jurisdiction")
    elif chosen == "pcr-innovation" and route.state == "closed" and taken.regime.id.startswith("pa2023"):
        start = day_of(taken.case, "gen-regime-01")
        reason = taken.say("c-innovation", start=start)
        taken.error("innovation-partnership-after-2025", "RA502", reason, "Take the phased procedure instead.", ROUTE)
    elif route.state == "closed":
        if not _said_already(taken, chosen):
            facts = [id for reason in route.reasons for id in reason.facts]
            why = " ".join(reason.text for reason in route.reasons)
            taken.error("route-closed", "", taken.say("c-route-closed", route=words, why=why, facts=facts), _CHOOSE, ROUTE)
    else:
        _required(taken, chosen, words)


def _required(taken: Taken, chosen: str, words: str) -> None:
    needed: list[Route] = [route for route in taken.routes.values() if route.state == "required"]
    if not needed or any(route.id == chosen for route in needed):
        return
    facts = [id for reason in needed[0].reasons for id in reason.facts]
    why = " ".join(reason.text for reason in needed[0].reasons)
    required = taken.called(ROUTE, needed[0].id)
    reason = taken.say("c-route-required", route=words, required=required, why=why, facts=facts)
    taken.error("route-required", "", reason, _CHOOSE, ROUTE)


def _said_already(taken: Taken, chosen: str) -> bool:
    """Whether a conflict about reservations or about light touch says why a way is closed."""
    codes = {conflict.code for conflict in taken.conflicts}
    if chosen in ("reserved-mutual", "pcr-reserved"):
        return bool(codes & {"RA503", "RA504"})
    return chosen == "light-touch" and "RA507" in codes
