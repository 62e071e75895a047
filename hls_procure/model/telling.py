"""What a project says of itself in a notice, in words: shared by the data sheets of notices and the open data.

Every function reads the facts of a project and gives text, or None where there is nothing to say. Nothing is guessed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.model.facts import FactView, Missing, Row
from hls_procure.model.record import record
from hls_procure.model.values import Money, say_date, say_list, say_number

#: Routes that are a reservation, where the project names the route and not the kind.
RESERVING = {"reserved-mutual": "mutual", "reserved-supported": "supported", "below-reserved": "local"}
#: Routes that are the competitive flexible procedure, whatever their stages.
FLEXIBLE_ROUTES = ("phased", "competitive-flexible", "reserved-mutual", "reserved-supported")
OPEN, FLEXIBLE, BELOW_OPEN = "Open procedure", "Competitive flexible procedure", "Below threshold - open competition"


def value(facts: FactView, path: str) -> Any:
    """The value at a path, or None where there is none or it may not be shown."""
    found = facts.get(path)
    return None if isinstance(found, Missing) else found


def rows(facts: FactView, path: str) -> tuple[Row, ...]:
    """The records of a list; none where nobody has answered."""
    found = facts.rows(path)
    return () if isinstance(found, Missing) else found


def of(facts: FactView, row: Row, name: str) -> Any:
    """A value of a record, or None."""
    return value(facts, f"{row.path}.{name}")


def description(facts: FactView) -> str | None:
    """What is bought, from the purpose and its boundary: a line each."""
    statement, people = value(facts, "purpose.statement"), value(facts, "purpose.population")
    parts = [f"What it is for: {statement}." if statement else None, f"For whom: {people}." if people else None]
    for path, lead in (("purpose.inside", "Part of it"), ("purpose.outside", "Not part of it")):
        named = value(facts, path)
        parts.append(f"{lead}: {'; '.join(named)}." if named else None)
    return "\n".join(part for part in parts if part) or None


def net_value(facts: FactView) -> Money | None:
    """The value over the longest possible term without VAT.

    None where it and the value with VAT cannot both be right: where it is larger, or where they are equal although some of
    the money bears VAT.
    """
    gross, net = value(facts, "tender.estimated_value"), value(facts, "alliance.funding.lifetime")
    if not isinstance(net, Money) or gross is None:
        return net if isinstance(net, Money) else None
    taxed = any(of(facts, row, "vat") == "standard" for row in rows(facts, "alliance.funding.lines"))
    return None if net > gross or (net == gross and taxed) else net


def renewal(facts: FactView) -> str | None:
    """How the contract can be extended, how long and what for."""
    said = []
    for row in rows(facts, "alliance.term.extensions"):
        length, reason = of(facts, row, "length"), of(facts, row, "reason")
        if length is not None:
            said.append(f"by up to {length} {'year' if length == 1 else 'years'}" + (f" ({reason})" if reason else ""))
    return f"The contract can be extended {say_list(said, 'and then')}." if said else None


def reservation(facts: FactView) -> str:
    """For whom it is reserved: ``mutual``, ``supported``, ``local`` or ``none``. A project that says nothing reserves nothing."""
    return value(facts, "legal.reserved.kind") or RESERVING.get(value(facts, "legal.route") or "", "none")


@record
class Method:
    """How the competition is run, in the words of the platform.

    :param selective: whether there are requests to take part first.
    """

    name: str
    selective: bool


def method(facts: FactView, *, below: bool) -> Method | None:
    """The method, or None while the project does not say how it competes.

    The route decides where the project has chosen one. Otherwise more than one stage, bidders who go on to a next one,
    conversations or a reservation make it the competitive flexible procedure. It is selective where there are requests to
    take part.

    :param below: whether the contract is below threshold.
    """
    stages = rows(facts, "tender.stages")
    if not stages:
        return None
    if below:
        return Method(BELOW_OPEN, selective=False)
    selective = value(facts, "tender.dates.take_part") is not None or bool(value(facts, "tender.shortlist"))
    staged = selective or len(stages) > 1 or bool(value(facts, "tender.conversations.rounds")) or reservation(facts) != "none"
    route = value(facts, "legal.route")
    flexible = route in FLEXIBLE_ROUTES or (staged and route != "open")
    return Method(FLEXIBLE if flexible else OPEN, selective)


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


def portal(facts: FactView) -> str | None:
    """Where tenders are sent: name and address."""
    return ": ".join(part for part in (value(facts, f"tender.portal.{name}") for name in ("name", "address")) if part) or None


@record
class Engagement:
    """What was talked about with the market before the tender.

    :param closes: the day of the last conversation. :param words: each conversation, a line each.
    """

    closes: date | None
    words: str


def engagement(facts: FactView) -> Engagement | None:
    """The conversations with the market, or None where none is recorded."""
    held = rows(facts, "tender.engagement")
    said = []
    for row in held:
        day, who, shared = (of(facts, row, part) for part in ("on", "who", "shared"))
        words = ": ".join(part for part in (say_date(day) if day else None, who) if part)
        said.append(". ".join(part for part in (words, shared) if part))
    days = [day for row in held if (day := of(facts, row, "on")) is not None]
    return Engagement(max(days, default=None), "\n".join(said)) if held else None


def conditions(facts: FactView) -> tuple[tuple[str, str], ...]:
    """The conditions of participation: what each secures (``legal``, ``financial``, ``technical`` or empty), and its words."""
    made = []
    for row in rows(facts, "evaluation.conditions"):
        name, text, evidence = (of(facts, row, part) for part in ("name", "text", "evidence"))
        words = ": ".join(part for part in (name, text) if part)
        lines = "\n".join(part for part in (words, evidence and f"What we look at: {evidence}") if part)
        made.append((of(facts, row, "kind") or "", lines))
    return tuple(made)


def criterion_kind(facts: FactView, row: Row) -> str:
    """``price`` where a formula scores the money, ``cost`` where realism is tested, and ``quality`` for every other criterion."""
    money, approach = value(facts, "evaluation.money.criterion"), value(facts, "evaluation.money.approach")
    kinds = {"weighted": "price", "realism": "cost"}
    return kinds.get(approach or "", "quality") if row.id == money else "quality"
