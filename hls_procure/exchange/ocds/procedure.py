"""How the competition is run: its method and its stages, told as the project tells them."""

from __future__ import annotations

from hls_procure.exchange.notices import BELOW
from hls_procure.exchange.ocds.lots import reservation
from hls_procure.exchange.ocds.values import Plain, kept, of, rows, value
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.values import say_number

#: Routes that are the competitive flexible procedure, whatever their stages.
FLEXIBLE_ROUTES = ("phased", "competitive-flexible", "reserved-mutual", "reserved-supported")
OPEN, FLEXIBLE, BELOW_OPEN = "Open procedure", "Competitive flexible procedure", "Below threshold - open competition"


def method(facts: FactView, *, planning: bool) -> Plain:
    """The method in the words of the platform, or nothing while the project does not say how it competes.

    The route decides where the project has chosen one. Otherwise more than one stage, bidders who go on to a next one,
    conversations or a reservation make it the competitive flexible procedure. It is selective where there are requests to
    take part.

    :param planning: whether this is before the tender notice: then the method is left out.
    """
    stages = facts.rows("tender.stages")
    if planning or isinstance(stages, Missing) or not stages:
        return {}
    if value(facts, "legal.regime") == BELOW:
        return {"procurementMethod": "open", "procurementMethodDetails": BELOW_OPEN}
    selective = value(facts, "tender.dates.take_part") is not None or bool(value(facts, "tender.shortlist"))
    staged = selective or len(stages) > 1 or bool(value(facts, "tender.conversations.rounds")) or reservation(facts) != "none"
    route = value(facts, "legal.route")
    flexible = route in FLEXIBLE_ROUTES or (staged and route != "open")
    return kept(
        {
            "procurementMethod": "selective" if selective else "open",
            "procurementMethodDetails": FLEXIBLE if flexible else OPEN,
        }
    )


def features(facts: FactView) -> str | None:
    """The stages in order, who goes on, and what may be talked about: a line each."""
    lines = []
    for row in rows(facts, "tender.stages"):
        title, what = of(facts, row, "title"), of(facts, row, "what")
        words = ": ".join(part for part in (title, what) if part)
        lines.append(f"{row.number}. {words}" + (" (This stage is scored.)" if of(facts, row, "scored") else ""))
    most, how = value(facts, "tender.shortlist"), value(facts, "tender.shortlist_how")
    if most:
        lines.append(f"Bidders who go on, at most: {say_number(most)}.")
    if how:
        lines.append(f"How they are chosen: {how}")
    rounds, minutes = value(facts, "tender.conversations.rounds"), value(facts, "tender.conversations.minutes")
    if rounds:
        lines.append(f"Rounds of conversations: {say_number(rounds)}" + (f", of {minutes} minutes each." if minutes else "."))
    for path, lead in (("about", "What may be talked about"), ("settled", "What is settled")):
        named = value(facts, f"tender.conversations.{path}")
        if named:
            lines.append(f"{lead}: {'; '.join(named)}.")
    return "\n".join(lines) or None
