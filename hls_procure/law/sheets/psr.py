"""What the Schedules of the Provider Selection Regime ask for: values of fields."""

from __future__ import annotations

from hls_procure.law.sheets.desk import Desk
from hls_procure.law.sheets.held import of_notice
from hls_procure.model.telling import of, rows
from hls_procure.model.values import Money

KEY = ("quality", "value", "integration", "access", "social")


def process(on: Desk) -> str | None:
    """The process that is followed, in words."""
    words = on.choice("legal.route", on.route).removesuffix(" in Wales") if on.route.startswith("psr") else ""
    return words or None


def followed(on: Desk) -> str | None:
    """The process, to stand alone."""
    words = process(on)
    return f"{words[:1].upper()}{words[1:]}" if words else None


def _statement(on: Desk, id: str) -> str | None:
    words = process(on)
    return on.say(id, process=words) if words else None


def awarded(on: Desk) -> str | None:
    """That the award was made following the process."""
    return _statement(on, "s-psr-awarded")


def intends(on: Desk) -> str | None:
    """That the authority intends to award following the process."""
    return _statement(on, "s-psr-intends")


def follows(on: Desk) -> str | None:
    """That the authority intends to follow the process."""
    return _statement(on, "s-psr-follows")


def statement(on: Desk) -> str | None:
    """The statement that this notice makes."""
    made = {"psr-process": follows, "psr-intention": intends, "psr-award": awarded}.get(on.notice.code or on.notice.id)
    return made(on) if made else None


def own_statement(on: Desk) -> str | None:
    """The statement of an award without a framework; that it does not apply where a framework is used."""
    framework = on.get("legal.psr.framework")
    if framework is None:
        return None
    return on.say("s-psr-other") if framework else statement(on)


def no_framework(on: Desk) -> str | None:
    """That there is no framework. Where there is one a person writes about it."""
    return on.say("s-psr-no-framework") if on.get("legal.psr.framework") is False else None


def urgent(on: Desk) -> str | None:
    """That it was urgent, in the view of the authority."""
    if on.get("legal.psr.urgent.answer") is not True:
        return None
    return on.say("s-psr-urgent-change" if on.case.text("legal.instrument") == "change" else "s-psr-urgent-award")


def reasons(on: Desk) -> str | None:
    """Why this provider: the reason of the route, and each key criterion in the nation's own words, a line each."""
    why, nation = on.get("legal.route_reason"), "wales" if on.regime == "psr-wales" else "england"
    made = []
    found = {row.id: row for row in rows(on.facts, "legal.psr.criteria")}
    for key in KEY:
        how = of(on.facts, found[key], "how") if key in found else None
        if not how:
            return None
        weight = of(on.facts, found[key], "weight")
        name = on.say(f"s-key-{nation}-{key}")
        made.append(f"{name} ({weight}): {how}" if weight is not None else f"{name}: {how}")
    return "\n".join([why, *made]) if why else None


def conflicts(on: Desk) -> str | None:
    """Who declared what, by role, a line each; or that there is none."""
    found = on.facts.rows("interests")
    if not isinstance(found, tuple):
        return None
    made = []
    for row in found:
        who, what, kind = (on.text(f"{row.path}.{part}") for part in ("who", "interest", "kind"))
        if not who or not what:
            return None
        made.append(f"{who}: {what}" + (f" ({kind})" if kind else ""))
    return "\n".join(made) or on.say("s-no-conflicts")


def managed(on: Desk) -> str | None:
    """What was done about each."""
    found = on.facts.rows("interests")
    if not isinstance(found, tuple):
        return None
    made = []
    for row in found:
        who, steps = of(on.facts, row, "who"), of(on.facts, row, "steps")
        if not who or not steps:
            return None
        made.append(f"{who}: {steps}")
    return "\n".join(made) or on.say("s-no-conflicts")


def withheld(on: Desk) -> str | None:
    """That something is withheld, and what; or that nothing is."""
    if not isinstance(on.facts.rows("withheld"), tuple):
        return None
    made = [what for row in of_notice(on) if (what := of(on.facts, row, "what"))]
    return "\n".join(made) or on.say("s-nothing-withheld")


def changes_so_far(on: Desk) -> str | None:
    """What all changes add together, this one included."""
    before, more = on.get("legal.old.so_far"), on.get("legal.old.more")
    return f"{before + more} including VAT" if isinstance(before, Money) and isinstance(more, Money) else None
