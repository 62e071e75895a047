"""A grant as open data in the form of 360Giving 1.4: pure, in a fixed order of keys, the same for the same project.

Nothing is invented to fill a gap, and nothing goes out that could name a person: no address, no e-mail, no role. What is
missing, and what somebody has to look at before it is published, is said (``missing``, ``to_confirm``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from hls_procure.exchange.ocds.values import CURRENCY, Plain, kept, pounds
from hls_procure.model.codes import register_number
from hls_procure.model.facts import FactView
from hls_procure.model.record import record
from hls_procure.model.telling import of, rows, value

VERSION = "1.4"
BASES = "hls-procure: on what basis a grant is given"
MONTHS = 12
#: What the standard cannot do without, and what it calls it.
REQUIRED = {
    "funder.open_data_prefix": "id",
    "grant.id": "id",
    "recipient.name": "recipientOrganization/name",
    "grant.purpose": "description",
    "grant.amount": "amountAwarded",
    "grant.decision.on": "awardDate",
    "funder.name": "fundingOrganization/name",
}
#: What makes it more useful to others.
WANTED = {
    "grant.basis": "fundingType",
    "grant.programme": "grantProgramme",
    "grant.starts": "plannedDates/startDate",
    "grant.years": "plannedDates/duration",
    "grant.payments": "commitmentTransaction",
    "funder.number": "fundingOrganization/id",
    "recipient.number": "recipientOrganization/id",
}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+44 ?|0)\d(?:[ -]?\d){8,9}(?!\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_PERSONAL = ((_EMAIL, "an e-mail address"), (_PHONE, "a telephone number"), (_POSTCODE, "a postcode"))


@record
class Lack:
    """Something that is missing or has to be looked at.

    :param path: the field of the project. :param field: the field of the standard. :param words: what it is about.
    """

    path: str
    field: str
    words: str


def package(facts: FactView, day: date) -> Plain:
    """The grant with who publishes it, as of a day.

    :param facts: in which everything of ``REQUIRED`` is known.
    """
    publisher = _organisation(facts, "funder")
    return {
        "version": VERSION,
        "title": f"Grants of {value(facts, 'funder.name')}",
        "issued": day.isoformat(),
        "publisher": {"name": publisher["name"], "identifier": publisher["id"]},
        "grants": [grant(facts)],
    }


def grant(facts: FactView) -> Plain:
    """The grant alone. Sums are in pounds, the duration in months."""
    choices = facts.schema.fields["grant.basis"].choices
    basis, programme, amount = (value(facts, f"grant.{part}") for part in ("basis", "programme", "amount"))
    recipient, said = value(facts, "recipient.name"), choices.get(basis or "", "grant")
    return kept(
        {
            "id": grant_id(facts),
            "title": f"{said[:1].upper()}{said[1:]}: {recipient}",
            "description": value(facts, "grant.purpose"),
            "currency": CURRENCY,
            "amountAwarded": pounds(amount),
            "awardDate": _day(value(facts, "grant.decision.on")),
            "plannedDates": [dates] if (dates := _dates(facts)) else [],
            "recipientOrganization": [_organisation(facts, "recipient")],
            "fundingOrganization": [_organisation(facts, "funder")],
            "grantProgramme": [{"title": programme}] if programme else [],
            "fundingType": [{"vocabulary": BASES, "code": basis, "title": said}] if basis else [],
            "commitmentTransaction": list(_payments(facts)),
        }
    )


def grant_id(facts: FactView) -> str:
    """The funder's prefix and the grant's own id: ``360G-exampletrust-2027-001``."""
    prefix = str(value(facts, "funder.open_data_prefix")).strip()
    whole = prefix if prefix.startswith("360G-") else f"360G-{prefix}"
    own = str(value(facts, "grant.id")).strip()
    return own if own.startswith(f"{whole}-") else f"{whole}-{own}"


def missing(facts: FactView) -> tuple[Lack, ...]:
    """What the standard cannot do without and nobody has answered."""
    return _lacking(facts, REQUIRED)


def wanted(facts: FactView) -> tuple[Lack, ...]:
    """What others would like to know and nobody has answered."""
    return _lacking(facts, WANTED)


def to_confirm(facts: FactView) -> Iterator[Lack]:
    """What somebody has to look at before it is published."""
    for path, field in (("grant.purpose", "description"), ("grant.programme", "grantProgramme/title")):
        text = value(facts, path) or ""
        for pattern, what in _PERSONAL:
            if found := pattern.search(text):
                yield Lack(path, field, f"it holds what looks like {what}, {found.group()}: take it out if it is a person's")
    for side in ("funder", "recipient"):
        if value(facts, f"{side}.name") and not register_number(value(facts, f"{side}.number")):
            yield Lack(f"{side}.number", f"{_FIELD[side]}/id", "no number of a register is known, so the id is one of your own")
    yield Lack("", "license", "say under which open licence you publish: the file names none")
    yield Lack("", "relatedDocument", "the letter itself is not published; link to it only if both of you want that")


_FIELD = {"funder": "fundingOrganization", "recipient": "recipientOrganization"}


def _lacking(facts: FactView, fields: dict[str, str]) -> tuple[Lack, ...]:
    return tuple(Lack(path, field, "") for path, field in fields.items() if not _answered(facts, path))


def _answered(facts: FactView, path: str) -> bool:
    if path == "grant.payments":
        return bool(rows(facts, path))
    found = value(facts, path)
    return bool(str(found).strip()) if found is not None else False


def _organisation(facts: FactView, side: str) -> Plain:
    """Its name and number; a number of our own where it stands in no register that the standard knows."""
    name = str(value(facts, f"{side}.name")).strip()
    number = register_number(value(facts, f"{side}.number"))
    prefix = grant_id(facts).removesuffix(f"-{str(value(facts, 'grant.id')).strip()}")
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or side
    return kept(
        {
            "id": number.party if number else f"{prefix}-org-{slug}",
            "name": name,
            "charityNumber": number.id if number and number.scheme in ("GB-CHC", "GB-SC", "GB-NIC") else None,
            "companyNumber": number.id if number and number.scheme == "GB-COH" else None,
        }
    )


def _dates(facts: FactView) -> Plain:
    years = value(facts, "grant.years")
    return kept(
        {
            "startDate": _day(value(facts, "grant.starts")),
            "endDate": _day(value(facts, "facts.grant_ends")),
            "duration": years * MONTHS if years else None,
        }
    )


def _payments(facts: FactView) -> Iterator[Plain]:
    for row in rows(facts, "grant.payments"):
        on, amount = _day(of(facts, row, "on")), pounds(of(facts, row, "amount"))
        yield kept({"id": row.id, "transactionDate": on, "currency": CURRENCY, "value": amount})


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def write(made: Plain) -> bytes:
    """The file, as text in UTF-8 with line ends of one kind."""
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
