"""A change to a contract under the Regulations of 2015: each ground of regulation 72 with its figures."""

from __future__ import annotations

from typing import Any

from hls_procure.law.figures import percent_of
from hls_procure.law.lists import thresholds
from hls_procure.law.reasons import Reason
from hls_procure.law.routes.made import Routes
from hls_procure.law.ruling import Route, Rule
from hls_procure.model.record import record
from hls_procure.model.values import Money

ID = "pcr-change"
#: Grounds that rest on one sum, and the sentence on what else has to be true.
HALF = {"additional": "pcr-chg-additional", "unforeseen": "pcr-chg-unforeseen"}
#: Grounds that are lost where the contract would become another kind of contract.
KEEPS_NATURE = frozenset({"clause", "unforeseen", "small", "slight"})
CHARACTER = "legal.old.character"


@record
class Sums:
    """What the contract was worth, what earlier changes added, and what this one adds: pounds with VAT."""

    value: Money | None
    so_far: Money | None
    more: Money | None


def change(on: Routes) -> Route:
    """Whether the change is allowed on the ground that was named."""
    case = on.case
    sums = Sums(case.money("legal.old.value"), case.money("legal.old.so_far"), case.money("legal.old.more"))
    ground = case.text("legal.old.ground")
    made = _rules(on, ground)
    if ground in ("", "unsure"):
        return on.undecided(ID, ("legal.old.ground", on.say("pcr-chg-until-ground", figures=_by_figures(on, sums))), rules=made)
    if ground == "succession":
        return on.not_covered(ID, on.say("pcr-chg-succession"), rules=made)
    if ground in KEEPS_NATURE and case.yes(CHARACTER):
        return on.closed(ID, "pcr-chg-character", "pcr-chg-change", made)
    missing: list[tuple[str, Reason]] = []
    if ground in KEEPS_NATURE and case.yes(CHARACTER) is None:
        missing.append((CHARACTER, on.say("pcr-chg-until-character")))
    if ground == "clause":
        clause = case.text("legal.old.clause").strip()
        if not clause:
            missing.append(("legal.old.clause", on.say("pcr-chg-until-clause")))
        reason: Reason | None = on.say("pcr-chg-clause", clause=clause)
    elif ground == "slight":
        reason = on.say("pcr-chg-slight")
    else:
        reason, over, needed = _half(on, sums, ground) if ground in HALF else _small(on, sums)
        if over:
            return on.closed(ID, over, "pcr-chg-change", made)
        missing += needed
    if missing or reason is None:
        return on.undecided(ID, *missing, rules=made)
    if reason.id == "pcr-chg-small-threshold":
        return on.not_covered(ID, reason, rules=made)
    more = (on.say("pcr-chg-light"),) if on.regime.light_touch else ()
    return on.open(ID, reason, *more, rules=made)


Found = tuple[Reason | None, Reason | None, list[tuple[str, Reason]]]


def _half(on: Routes, sums: Sums, ground: str) -> Found:
    """Not more than half of the first value, for each change by itself: met, over, or what is missing."""
    limit = percent_of(on.case, "gap-pcr-72-bc")
    if sums.value is None or sums.more is None:
        until = on.say("pcr-chg-until-value")
        paths = (("legal.old.value", sums.value), ("legal.old.more", sums.more))
        return None, None, [(path, until) for path, value in paths if value is None]
    places: dict[str, Any] = {"more": sums.more, "limit": limit, "value": sums.value}
    if sums.more > sums.value.share(limit):
        return None, on.say("pcr-chg-half-over", **places), []
    return on.say("pcr-chg-half", **places, ground=on.say(HALF[ground]).text), None, []


def _small(on: Routes, sums: Sums) -> Found:
    """Below a share of the first value and below the threshold, all changes together: met, over, or what is missing."""
    share = percent_of(on.case, "gap-pcr-72-f")
    if sums.value is None or sums.more is None or sums.so_far is None:
        until, earlier = on.say("pcr-chg-until-value"), on.say("pcr-chg-until-so-far")
        paths = (
            ("legal.old.value", sums.value, until),
            ("legal.old.more", sums.more, until),
            ("legal.old.so_far", sums.so_far, earlier),
        )
        return None, None, [(path, reason) for path, value, reason in paths if value is None]
    total = sums.so_far + sums.more
    known = _limits(on)
    places: dict[str, Any] = {"total": total, "share": share, "value": sums.value}
    if not total < sums.value.share(share) or (known and not total < max(known)):
        return None, on.say("pcr-chg-small-over", **places), []
    if not known or not total < min(known):
        return on.say("pcr-chg-small-threshold", total=total, share=share), None, []
    return on.say("pcr-chg-small", **places, threshold=min(known)), None, []


def _limits(on: Routes) -> list[Money]:
    """Every threshold that the contract can have had since it commenced: which day counts is not in the facts.

    Empty where the list does not reach back to the day on which it commenced.
    """
    day = on.case.day("commencement")
    kind = on.case.text("authority.kind")
    kinds = {"light touch"} if on.regime.light_touch else {"sub-central goods/services", "central goods/services"}
    if not on.regime.light_touch and kind in ("council", "combined", "police", "fire"):
        kinds = {"sub-central goods/services"}
    rows = [item for item in thresholds() if item.regime == "PCR2015" and item.kind in kinds]
    if day is None or not any(item.start <= day for item in rows):
        return []
    return [item.amount for item in rows if item.end is None or item.end >= day]


def _by_figures(on: Routes, sums: Sums) -> str:
    """What the figures alone rule in or out, while no ground is named."""
    said = []
    for reason, over, _ in (_half(on, sums, "unforeseen"), _small(on, sums)):
        if over is not None:
            said.append(over.text)
        elif reason is not None and reason.id in ("pcr-chg-small", "pcr-chg-half"):
            said.append(reason.text)
    return " ".join(said) or on.say("pcr-chg-until-figures").text


def _rules(on: Routes, ground: str) -> tuple[Rule, ...]:
    ids = ["pcr-must-chg-end"]
    if ground in HALF:
        ids.insert(0, "pcr-must-chg-notice")
    if ground in ("clause", "unforeseen", "small"):
        ids.append("pcr-must-chg-nature")
    if ground == "small":
        ids.append("pcr-must-chg-index")
    if ground == "slight":
        ids.append("pcr-not-chg-substantial")
    return on.rules(ids)
