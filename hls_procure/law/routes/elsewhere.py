"""Ways that belong to a law that does not govern: closed, with the sentence of what would have to change."""

from __future__ import annotations

from hls_procure.law.figures import day_of
from hls_procure.law.routes.made import Routes
from hls_procure.law.ruling import Route

PSR = ("psr-a", "psr-b", "psr-c", "psr-msp", "psr-competitive")
PSR_WALES = ("psrw-1", "psrw-2", "psrw-msp", "psrw-competitive")


def act(on: Routes, ids: tuple[str, ...]) -> tuple[Route, ...]:
    """The ways of the Act where another law governs, or none."""
    name = on.regime.id
    if name == "scotland":
        pair = "off-pa-scotland"
    elif name.startswith("psr"):
        pair = "off-pa-health"
    else:
        pair = _outside(on) or "off-pa-old"
    return tuple(on.closed(id, pair, f"{pair}-change") for id in ids)


def older(on: Routes, ids: tuple[str, ...]) -> tuple[Route, ...]:
    """The ways of the Regulations of 2015 where they do not govern."""
    pair = _outside(on)
    if pair:
        return tuple(on.closed(id, pair, f"{pair}-change") for id in ids)
    start = day_of(on.case, "gen-regime-01")
    change = on.say("off-pcr-change", start=start)
    if on.regime.id.startswith("psr"):
        return tuple(on.closed(id, "off-pcr-health", "off-pa-health-change") for id in ids)
    made = []
    for id in ids:
        if id == "pcr-innovation":
            made.append(on.closed(id, on.say("off-innovation", start=start), on.say("off-innovation-change", start=start)))
        else:
            made.append(on.closed(id, "off-pcr", change))
    return tuple(made)


def _outside(on: Routes) -> str:
    if on.regime.id == "grant":
        return "off-grant-scotland" if on.case.nation == "SCT" else "off-grant"
    return "off-public" if on.regime.id == "public" else ""
