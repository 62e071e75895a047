"""A grant as open data in the form of 360Giving 1.4: pure, in a fixed order of keys, the same for the same project.

Nothing is invented to fill a gap, and nothing goes out that could name a person: no address, no e-mail, no role. What is
missing, and what somebody has to look at before it is published, is said (``missing``, ``to_confirm``).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from hls_procure.exchange.giving_looks import Lack, looks
from hls_procure.exchange.ocds.values import CURRENCY, Plain, kept, pounds
from hls_procure.model.codes import register_number
from hls_procure.model.facts import FactView
from hls_procure.model.record import record
from hls_procure.model.telling import of, rows, value
from hls_procure.model.values import Money

VERSION = "1.4"
BASES = "hls-procure: on what basis a grant is given"
REPORTS = "hls-procure: how the recipient reports"
MONTHS = 12
CHARITIES = ("GB-CHC", "GB-SC", "GB-NIC")
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
    "grant.reporting.form": "classifications",
    "funder.number": "fundingOrganization/id",
    "recipient.number": "recipientOrganization/id",
}


@record
class Paid:
    """A payment that was made: a number of its own, the day, and the sum in pounds."""

    id: str
    on: date
    amount: Money


def package(facts: FactView, day: date) -> Plain:
    """The grant with who publishes it, as of a day.

    :param facts: in which everything of ``REQUIRED`` is known.
    """
    return {**publishes(facts, day), "grants": [grant(facts)]}


def publishes(facts: FactView, day: date) -> Plain:
    """Who publishes grants, as of a day: the file without its grants."""
    publisher = _organisation(facts, "funder")
    return {
        "version": VERSION,
        "title": f"Grants of {value(facts, 'funder.name')}",
        "issued": day.isoformat(),
        "publisher": {"name": publisher["name"], "identifier": publisher["id"]},
    }


def grant(facts: FactView, paid: Iterable[Paid] = ()) -> Plain:
    """The grant alone. Sums are in pounds, the duration in months.

    :param paid: the payments that were made; the planned ones are those of the facts.
    """
    basis, programme, amount = (value(facts, f"grant.{part}") for part in ("basis", "programme", "amount"))
    done = list(paid)
    return kept(
        {
            "id": grant_id(facts),
            "title": value(facts, "project.title") or standing_title(facts),
            "description": value(facts, "grant.purpose"),
            "currency": CURRENCY,
            "amountAwarded": pounds(amount),
            "amountDisbursed": pounds(sum((one.amount for one in done), Money(0))) if done else None,
            "awardDate": _day(value(facts, "grant.decision.on")),
            "plannedDates": [dates] if (dates := _dates(facts)) else [],
            "recipientOrganization": [_organisation(facts, "recipient")],
            "fundingOrganization": [_organisation(facts, "funder")],
            "grantProgramme": [{"title": programme}] if programme else [],
            "fundingType": _class(facts, BASES, "grant.basis", basis),
            "classifications": _class(facts, REPORTS, "grant.reporting.form", value(facts, "grant.reporting.form")),
            "commitmentTransaction": list(_payments(facts)),
            "disbursementTransaction": [_move(one.id, one.on, one.amount) for one in done],
        }
    )


def standing_title(facts: FactView) -> str:
    """The title of a grant that has none of its own: on what basis, and to whom."""
    said = facts.schema.fields["grant.basis"].choices.get(value(facts, "grant.basis") or "", "grant")
    return f"{said[:1].upper()}{said[1:]}: {value(facts, 'recipient.name')}"


def _class(facts: FactView, vocabulary: str, path: str, code: str | None) -> list[Plain]:
    """One word of a list of ours."""
    words = facts.schema.fields[path].choices
    return [{"vocabulary": vocabulary, "code": code, "title": words.get(code, code)}] if code else []


def _prefix(facts: FactView) -> str:
    prefix = str(value(facts, "funder.open_data_prefix")).strip()
    return prefix if prefix.startswith("360G-") else f"360G-{prefix}"


def grant_id(facts: FactView) -> str:
    """The funder's prefix and the grant's own id: ``360G-exampletrust-2027-001``."""
    whole, own = _prefix(facts), str(value(facts, "grant.id")).strip()
    return own if own.startswith(f"{whole}-") else f"{whole}-{own}"


def missing(facts: FactView) -> tuple[Lack, ...]:
    """What the standard cannot do without and nobody has answered."""
    return _lacking(facts, REQUIRED)


def wanted(facts: FactView) -> tuple[Lack, ...]:
    """What others would like to know and nobody has answered."""
    return _lacking(facts, WANTED)


def to_confirm(facts: FactView) -> Iterator[Lack]:
    """What somebody has to look at before one grant is published."""
    yield from looks(facts)
    for side in ("funder", "recipient"):
        yield from unregistered(facts, side)
    yield from always()


def unregistered(facts: FactView, side: str) -> Iterator[Lack]:
    """That an organisation has no number in a register. :param side: ``funder`` or ``recipient``."""
    if value(facts, f"{side}.name") and not register_number(value(facts, f"{side}.number")):
        yield Lack(f"{side}.number", f"{_FIELD[side]}/id", "no number of a register is known, so the id is one of your own")


def always() -> Iterator[Lack]:
    """What has to be looked at in every file."""
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
    return kept(
        {
            "id": number.party if number else own_id(_prefix(facts), name, side),
            "name": name,
            "charityNumber": number.id if number and number.scheme in CHARITIES else None,
            "companyNumber": number.id if number and number.scheme == "GB-COH" else None,
        }
    )


def own_id(prefix: str, name: str, side: str = "recipient") -> str:
    """The id that a funder gives to an organisation of no register: from its name, and by a sum of it where letters are lost."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or side
    lost = "" if name.isascii() else f"-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"{prefix}-org-{slug}{lost}"


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
        yield _move(row.id, of(facts, row, "on"), of(facts, row, "amount"))


def _move(id: str, on: date | None, amount: Money | None) -> Plain:
    return kept({"id": id, "transactionDate": _day(on), "currency": CURRENCY, "value": pounds(amount)})


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def write(made: Plain) -> bytes:
    """The file, as text in UTF-8 with line ends of one kind."""
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def written(about: Plain, grants: Iterable[Plain]) -> Iterator[bytes]:
    """The bytes of :func:`write` in pieces, a grant at a time. :param about: the file without its grants."""
    yield json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}").encode("utf-8") + b',\n "grants": ['
    first = True
    for one in grants:
        text = json.dumps(one, ensure_ascii=False, indent=1).replace("\n", "\n  ")
        yield (("" if first else ",") + "\n  " + text).encode("utf-8")
        first = False
    yield b"]\n}\n" if first else b"\n ]\n}\n"
