"""How the competition is run and decided, and what a notice confirms: values of fields."""

from __future__ import annotations

from hls_procure.law.saying import sums_of
from hls_procure.law.sheets.desk import Desk
from hls_procure.law.sheets.what import BELOW, LIGHT
from hls_procure.model import telling
from hls_procure.model.telling import FLEXIBLE, FLEXIBLE_ROUTES, of, rows
from hls_procure.model.values import say_date


def method(on: Desk) -> str | None:
    """The kind of procedure, and whether there are requests to take part first."""
    found = telling.method(on.facts, below=on.regime == BELOW)
    if found is None:
        return None
    return f"{found.name}. {on.say('s-selective' if found.selective else 's-open')}"


def flexible(on: Desk) -> bool:
    """Whether it is the competitive flexible procedure: by its route, or by its stages."""
    found = telling.method(on.facts, below=on.regime == BELOW)
    return on.route in FLEXIBLE_ROUTES or (found is not None and found.name == FLEXIBLE)


def features(on: Desk) -> str | None:
    """The stages, who goes on, and what may be talked about."""
    return telling.features(on.facts)


def portal(on: Desk) -> str | None:
    """Where tenders are sent."""
    whole = on.get("tender.portal.name") and on.get("tender.portal.address")
    return telling.portal(on.facts) if whole else None


def electronic(on: Desk) -> str | None:
    """That they are sent electronically, where there is a portal."""
    return on.say("s-electronic") if portal(on) else None


def offers(on: Desk) -> str | None:
    """How offers are made."""
    found = portal(on)
    return on.say("s-offers", portal=found) if found else None


def languages(on: Desk) -> str | None:
    """English; in Wales a person says it."""
    return "English" if on.case.nation in ("ENG", "NI") else None


def deadline(on: Desk, path: str) -> str | None:
    """A day with the time of day of every deadline."""
    day, at = on.get(path), on.text("tender.deadline_time")
    return f"{say_date(day)}, {at}" if day and at else None


def take_part(on: Desk) -> str | None:
    """The deadline for requests to take part."""
    return deadline(on, "tender.dates.take_part")


def tenders(on: Desk) -> str | None:
    """The deadline for tenders."""
    return deadline(on, "tender.dates.tenders")


def questions(on: Desk) -> str | None:
    """The deadline for questions, that of the first stage where there are two."""
    staged = on.get("tender.dates.take_part") is not None
    return deadline(on, f"tender.dates.questions_{'first' if staged else 'last'}")


def most(on: Desk) -> str | None:
    """The most who go on to the next stage."""
    found = on.get("tender.shortlist")
    return str(found) if found else None


def conditions(on: Desk) -> str | None:
    """The conditions of participation, the turnover first where one is asked for."""
    least, why = on.get("evaluation.turnover.minimum"), on.get("evaluation.turnover.why")
    made = [on.say("s-turnover", least=least, why=why or "").strip()] if least is not None and least.pence > 0 else []
    made += [words for _, words in telling.conditions(on.facts) if words]
    return "\n".join(made) or None


def criteria(on: Desk) -> str | None:
    """Each award criterion with its kind, its weight and what it looks at, a line each."""
    made = []
    for row in rows(on.facts, "evaluation.criteria"):
        name, weight, looks = (of(on.facts, row, part) for part in ("name", "weight", "looks_at"))
        if not name:
            return None
        kind = telling.criterion_kind(on.facts, row)
        lead = f"{row.number}. {name} ({kind}, {weight})" if weight is not None else f"{row.number}. {name} ({kind})"
        made.append(f"{lead}: {looks}" if looks else lead)
    return "\n".join(made) or None


def assessed(on: Desk) -> str | None:
    """How offers are assessed: the stages and the criteria."""
    stages, found = features(on), criteria(on)
    return f"{stages}\n{found}" if stages and found else None


def suitable(on: Desk) -> str | None:
    """That it suits small and voluntary organisations, where the project says what was done for them."""
    return on.say("s-suitable") if on.get("tender.small_help") else None


def reserved(on: Desk) -> str | None:
    """For whom it is reserved."""
    kind = telling.reservation(on.facts)
    words = on.choice("legal.reserved.kind", kind)
    return None if kind in ("none", "local") else words[:1].upper() + words[1:]


def is_reserved(on: Desk) -> bool:
    """Whether it is reserved to anybody."""
    return telling.reservation(on.facts) != "none"


def assessment(on: Desk) -> str | None:
    """That there is a conflicts assessment, and how conflicts are dealt with."""
    day, how = on.get("conflict_assessment.on"), on.get("evaluation.conflicts")
    if day is None:
        return None
    return "\n".join([on.say("s-assessment", day=day), *([how] if how else [])])


def engagement_closes(on: Desk) -> str | None:
    """The last day of the talks with the market."""
    found = telling.engagement(on.facts)
    return say_date(found.closes) if found and found.closes else None


def engagement(on: Desk) -> str | None:
    """How the talks went: the plan, and each one."""
    found, plan = telling.engagement(on.facts), on.get("tender.engagement_plan")
    return "\n".join(part for part in (plan, found.words if found else None) if part) or None


def standstill(on: Desk) -> str | None:
    """Whether there is a pause before signing, and until when."""
    if on.get("tender.standstill.answer") is False:
        return on.say("s-no-standstill")
    first, last = on.get("tender.dates.award_notice"), on.get("tender.dates.standstill_ends")
    if not on.get("tender.standstill.answer") or not first or not last:
        return None
    return on.say("s-standstill", first=first, last=last)


def indicators(on: Desk) -> str | None:
    """That a light touch contract has none; else a person writes them."""
    return on.say("s-no-indicators") if on.regime == LIGHT else None


def copied(on: Desk) -> bool:
    """Whether a copy of the contract is published: its value is over the sum that the law names."""
    estimated = on.case.money("tender.estimated_value")
    return on.regime != BELOW and estimated is not None and sums_of(on.case.fact("pa-light-touch-13"))[0].amount < estimated
