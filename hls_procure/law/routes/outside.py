"""A grant, or an arrangement between public bodies: the ways outside procurement."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.figures import money_of
from hls_procure.law.routes.made import Routes
from hls_procure.law.ruling import Regime, Route, Rule


def grant_route(case: Case, regime: Regime) -> Route:
    """Giving a grant."""
    on = Routes(case, regime)
    nation = "-scotland" if case.nation == "SCT" else ""
    if regime.id != "grant":
        return on.closed("grant", f"gr-closed{nation}", f"gr-change{nation}")
    return on.open("grant", on.say(f"gr-open{nation}"), rules=_grant_rules(on))


def _grant_rules(on: Routes) -> tuple[Rule, ...]:
    case = on.case
    kind, recipient = case.text("authority.kind"), case.text("legal.grant.recipient")
    made = [] if case.nation == "SCT" else [on.rule("gr-must-supply")]
    if kind != "not-public":
        made += on.rules(("gr-must-subsidy", "gr-must-principles"))
        made.append(on.rule("gr-free-minimal", sum=money_of(case, "gap-sub-36")))
    elif case.nation in ("ENG", "WLS"):
        made.append(on.rule("gr-must-charity"))
        if recipient not in ("charity", "public"):
            made.append(on.rule("gr-must-noncharity"))
    if kind == "department" and case.nation in ("ENG", "WLS"):
        made.append(on.rule("gr-must-standard"))
    made += on.rules(("gr-must-vat", "gr-free-reports"))
    if kind in ("council", "combined", "police", "fire") and case.nation in ("ENG", "WLS"):
        made.append(on.rule("gr-must-notice", months=on.figure("gap-bv-3m")))
    return tuple(made)


def public_route(case: Case, regime: Regime) -> Route:
    """An arrangement between public bodies alone."""
    on = Routes(case, regime)
    if case.nation == "SCT":
        return on.not_covered("public", on.say("pub-closed-scotland"))
    if regime.id != "public":
        old = "-old" if regime.id == "pcr2015" else ""
        return on.closed("public", f"pub-closed{old}", f"pub-change{old}")
    older = any(id.startswith("pcr-") for reason in regime.reasons for id in reason.facts)
    made = on.rules(("pub-not-private", "pub-must-interest"))
    if older:
        return on.open("public", on.say("pub-open-old"))
    return on.open("public", on.say("pub-open"), rules=(*made, on.rule("pub-must-three-years", years=on.figure("gap-pa-42B"))))
