"""A reservation against the term, the services, the way and what went before."""

from __future__ import annotations

from hls_procure.law.conflicts.taken import Taken
from hls_procure.law.figures import number_of
from hls_procure.law.routes.mutual import TERM, outside, years

KIND = "legal.reserved.kind"
ROUTE = "legal.route"
#: The reserved ways, by the kind of reservation.
WAYS = {
    "mutual": ("reserved-mutual", "pcr-reserved"),
    "supported": ("reserved-supported", "pcr-reserved"),
    "local": ("below-reserved",),
}


def reservation(taken: Taken) -> None:
    """Everything about a reservation that does not go together."""
    case = taken.case
    kind, route = case.text(KIND), case.text(ROUTE)
    if taken.act or taken.old:
        if kind == "mutual" or route == "reserved-mutual":
            _mutual(taken)
        if taken.act and route == "open" and kind in ("mutual", "supported"):
            code = "RA504" if kind == "mutual" else ""
            do = "Take a competitive flexible procedure, or give the reservation up."
            taken.error("reserved-open", code, taken.say("c-reserved-open"), do, KIND, ROUTE)
        elif taken.act and route and kind in ("mutual", "supported") and route not in WAYS[kind]:
            words = taken.called(ROUTE, route)
            do = "Record the reserved way, or take the reservation out."
            taken.warning("reserved-route", "", taken.say("c-reserved-route", route=words), do, KIND, ROUTE)
    if kind == "local" and taken.act:
        do = "Take the reservation out, or look at the value again."
        taken.error("local-above", "", taken.say("c-local"), do, KIND, "tender.estimated_value")


def _mutual(taken: Taken) -> None:
    case = taken.case
    old = "-old" if taken.old else ""
    fact = "pcr-reserved-05" if taken.old else "pa-reserved-02"
    longest, term = number_of(case, fact), case.get(TERM)
    if term is not None and term > longest:
        places = {"pattern": case.text("alliance.term.pattern") or years(term), "term": str(term), "limit": years(longest)}
        do = "Shorten the term with its extensions, or give the reservation up."
        taken.error("reserved-mutual-too-long", "RA503", taken.say(f"c-mutual-term{old}", **places), do, TERM, KIND)
    wrong = outside(case, "pcr2015-reservable" if taken.old else "pa2023-reservable")
    if wrong:
        do = "Check the codes, or give the reservation up."
        reason = taken.say(f"c-mutual-codes{old}", codes=wrong)
        taken.error("reserved-mutual-not-reservable", "RA504", reason, do, "legal.codes", KIND)
    if case.yes("legal.reserved.lookback"):
        again = "pcr-reserved-04" if taken.old else "pa-reserved-04"
        reason = taken.say(f"c-mutual-repeat{old}", years=case.fact(again).values[0])
        do = "Ask whether enough others could bid, and tell that organisation early."
        taken.warning("reserved-mutual-repeat", "RA505", reason, do, "legal.reserved.lookback", KIND)
