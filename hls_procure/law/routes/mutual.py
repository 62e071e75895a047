"""Reserved to public service mutuals: reservable services, five years at the most, and a test that most charities fail."""

from __future__ import annotations

import hls_procure.law.routes.pa_rules as rules
from hls_procure.errors import InputError
from hls_procure.law.case import Case
from hls_procure.law.cpv import CpvListName, cpv_entry
from hls_procure.law.figures import number_of
from hls_procure.law.routes.made import Routes
from hls_procure.law.ruling import Route

TEST = ("delivers", "profits", "employees")
TERM = "alliance.term.maximum"


def years(count: object) -> str:
    """A number of years in words and figures: ``5 years``, ``1 year``."""
    return f"{count} year" if str(count) == "1" else f"{count} years"


def codes_of(case: Case) -> tuple[str, ...]:
    """Every service code of a case, of its parts first, each once."""
    legal = case.project.legal
    rows = [part.code for part in legal.parts or ()] + [row.code for row in legal.codes or ()]
    return tuple(dict.fromkeys(code for code in rows if code))


def outside(case: Case, name: CpvListName) -> tuple[str, ...]:
    """The codes of a case that a list of reservable services does not have."""
    return tuple(code for code in codes_of(case) if not _listed(name, code))


def _listed(name: CpvListName, code: str) -> bool:
    try:
        return cpv_entry(name, code) is not None
    except InputError:
        return False


def mutual(on: Routes) -> Route:
    """The route of section 33, by the services, the term and, where it is meant, the organisations."""
    case, id = on.case, "reserved-mutual"
    made = rules.mutual(on)
    limit = years(number_of(case, "pa-reserved-02"))
    if on.regime.id != "pa2023-light-touch":
        return on.closed(id, "pa-mutual-light", "pa-mutual-codes-change", made)
    wrong = outside(case, "pa2023-reservable")
    if wrong:
        return on.closed(id, on.say("pa-mutual-codes", codes=wrong), "pa-mutual-codes-change", made)
    term = case.get(TERM)
    if term is not None and term > number_of(case, "pa-reserved-02"):
        why = on.say("pa-mutual-term", term=years(term), limit=limit)
        return on.closed(id, why, on.say("pa-mutual-term-change", limit=limit), made)
    meant = case.text("legal.reserved.kind") == "mutual"
    answers = {name: case.yes(f"legal.reserved.{name}") for name in TEST}
    for name in TEST:
        if meant and answers[name] is False:
            return on.closed(id, f"pa-mutual-{name}", "pa-mutual-change", made)
    missing = []
    if meant and term is None:
        missing.append((TERM, on.say("pa-mutual-until-term", limit=limit)))
    if meant:
        until = on.say("pa-mutual-until-test")
        missing += [(f"legal.reserved.{name}", until) for name in TEST if answers[name] is None]
    if missing:
        return on.undecided(id, *missing, rules=made)
    said = (
        on.say("pa-mutual-open-unsaid", limit=limit) if term is None else on.say("pa-mutual-open", term=years(term), limit=limit)
    )
    reasons = [said, on.say("pa-mutual-few")]
    if meant and case.yes("legal.reserved.lookback"):
        reasons.append(on.say("pa-mutual-repeat", years=on.figure("pa-reserved-04")))
    return on.open(id, *reasons, rules=made)
