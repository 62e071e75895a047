"""What is bought, by whom, from whom, for how much and for how long: values of fields."""

from __future__ import annotations

from hls_procure.law.sheets.desk import Desk
from hls_procure.model.codes import authority_class, category, cpv_code, region_code
from hls_procure.model.telling import description, net_value, of, renewal, rows

LIGHT, BELOW = "pa2023-light-touch", "pa2023-below"


def region(on: Desk) -> str | None:
    """``South West England (UKK)``."""
    words = on.get("authority.region")
    code = region_code(words)
    return None if code is None else code if words == code else f"{words} ({code})"


def authority_kind(on: Desk) -> str | None:
    """The kind of authority in the words of the platform, where it is beyond doubt."""
    found = authority_class(on.get("authority.kind"))
    return found[1] if found else None


def contact(on: Desk) -> str | None:
    """Who answers questions, and where."""
    parts = [on.get("authority.contact.role"), on.get("authority.contact.email")]
    return "\n".join(parts) if all(parts) else None


def authority(on: Desk) -> str | None:
    """Who the authority is: name, number on the platform, address, region and contact, a line each."""
    parts = [on.get(f"authority.{part}") for part in ("name", "identifier", "address")]
    return "\n".join([*parts, *(one for one in (region(on), contact(on)) if one)]) if all(parts) else None


def joint(on: Desk) -> str | None:
    """The other authorities, a line each."""
    made = [_line(of(on.facts, row, "name"), of(on.facts, row, "address")) for row in rows(on.facts, "authority.joint")]
    return "\n".join(made) or None


def suppliers(on: Desk) -> str | None:
    """Who has won: name, number in a register and address, a line each."""
    made = []
    for row in rows(on.facts, "award.members"):
        name, number, address = (of(on.facts, row, part) for part in ("name", "number", "address"))
        if not name or not address:
            return None
        made.append(_line(f"{name} ({number})" if number else name, address))
    return "\n".join(made) or None


def title_and_reference(on: Desk) -> str | None:
    """Both, a line each."""
    title, reference = on.get("project.title"), on.get("project.reference")
    return f"{title}\n{reference}" if title and reference else None


def describe(on: Desk) -> str | None:
    """What is bought."""
    return description(on.facts) if on.get("purpose.statement") else None


def codes(on: Desk) -> str | None:
    """The service codes, a line each, the main one first. None where one of them is no code."""
    made = []
    for row in rows(on.facts, "legal.codes"):
        code, label = cpv_code(of(on.facts, row, "code")), of(on.facts, row, "label")
        if code is None:
            return None
        made.append(f"{code} {label}" if label else code)
    return "\n".join(made) or None


def describe_with_codes(on: Desk) -> str | None:
    """What is bought, and the service codes under it."""
    words, found = describe(on), codes(on)
    return f"{words}\n{found}" if words and found else None


def value_net(on: Desk) -> str | None:
    """The value over the longest term, without VAT."""
    found = net_value(on.facts)
    return on.say("s-net", value=found) if found else None


def main_category(on: Desk) -> str | None:
    """``Services`` for light touch; else what the main service code stands for."""
    if on.regime == LIGHT:
        return "Services"
    first = next(iter(rows(on.facts, "legal.codes")), None)
    found = category(cpv_code(of(on.facts, first, "code"))) if first else None
    return found.capitalize() if found else None


def regime(on: Desk) -> str | None:
    """The law that it is bought under."""
    words = on.choice("legal.regime", on.regime)
    return f"{words[:1].upper()}{words[1:]}" if on.regime else None


def special(on: Desk) -> str | None:
    """Whether it is light touch."""
    return on.say("s-light") if on.regime == LIGHT else on.say("s-not-light")


def above(on: Desk) -> str | None:
    """On which side of the threshold it is."""
    return on.say("s-below" if on.regime == BELOW else "s-above")


def one_lot(on: Desk) -> str | None:
    """That there is one lot, with its value. None where there are several: the project does not describe them one by one."""
    gross = on.text("tender.estimated_value")
    return on.say("s-one-lot", value=gross) if on.get("tender.lots.answer") is False and gross else None


def term(on: Desk) -> str | None:
    """First and last day, before any extension."""
    first, last = on.get("alliance.term.start"), on.get("alliance.term.initial_ends")
    return on.say("s-term", first=first, last=last) if first and last else None


def can_extend(on: Desk) -> str | None:
    """Whether there are extensions."""
    found = on.facts.rows("alliance.term.extensions")
    return ("Yes" if found else "No") if isinstance(found, tuple) else None


def extensions(on: Desk) -> str | None:
    """How it can be extended."""
    return renewal(on.facts) or (on.say("s-no-extension") if can_extend(on) == "No" else None)


def term_and_extensions(on: Desk) -> str | None:
    """The term, how it can be extended, and the last day of all."""
    words, more, last = term(on), extensions(on), on.get("alliance.term.longest_end")
    if not words or not more:
        return None
    return "\n".join([words, more, *([on.say("s-longest", last=last)] if can_extend(on) == "Yes" and last else [])])


def _line(name: str | None, address: str | None) -> str:
    return ", ".join(" ".join(part.split("\n")) for part in (name, address) if part)
