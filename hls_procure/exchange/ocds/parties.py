"""Who is named in a release: the authority, those who commission with it, and once it is known who has won."""

from __future__ import annotations

from typing import Any

from hls_procure.exchange.ocds.addresses import address, email
from hls_procure.exchange.ocds.values import Plain, kept
from hls_procure.model.codes import authority_class, region_code, register_number
from hls_procure.model.facts import FactView
from hls_procure.model.telling import of, rows, value


def buyer(facts: FactView) -> Plain:
    """The authority, as other parts of the release refer to it."""
    return kept({"id": buyer_id(facts), "name": value(facts, "authority.name")})


def buyer_id(facts: FactView) -> str:
    """Its number in a register, or ``authority`` while none is known."""
    number = register_number(value(facts, "authority.identifier"))
    return number.party if number else "authority"


def suppliers(facts: FactView) -> list[Plain]:
    """Those who have won, as other parts of the release refer to them."""
    return [kept({"id": party["id"], "name": party.get("name")}) for party in _suppliers(facts)]


def parties(facts: FactView, *, won: bool) -> list[Plain]:
    """Everybody, the authority first. :param won: whether those who have won are named."""
    return [_authority(facts), *_joint(facts), *(_suppliers(facts) if won else [])]


def _authority(facts: FactView) -> Plain:
    name, kind = value(facts, "authority.name"), authority_class(value(facts, "authority.kind"))
    contact = {"name": value(facts, "authority.contact.role"), "email": value(facts, "authority.contact.email")}
    return kept(
        {
            "id": buyer_id(facts),
            "name": name,
            "roles": ["buyer"],
            "identifier": _identifier(value(facts, "authority.identifier"), name),
            "address": address(value(facts, "authority.address"), region_code(value(facts, "authority.region"))),
            "contactPoint": kept(contact),
            "details": _details(kind),
        }
    )


def _joint(facts: FactView) -> list[Plain]:
    return [
        kept(
            {
                "id": f"joint-{row.id}",
                "name": of(facts, row, "name"),
                "roles": ["buyer"],
                "address": address(of(facts, row, "address")),
                "details": _details(authority_class(of(facts, row, "kind"))),
            }
        )
        for row in rows(facts, "authority.joint")
    ]


def _suppliers(facts: FactView) -> list[Plain]:
    made = []
    for row in rows(facts, "award.members"):
        name, number, where = (of(facts, row, part) for part in ("name", "number", "address"))
        found = register_number(number)
        made.append(
            kept(
                {
                    "id": found.party if found else f"supplier-{row.id}",
                    "name": name,
                    "roles": ["supplier"],
                    "identifier": _identifier(number, name),
                    "address": address(where),
                    "contactPoint": kept({"email": email(where)}),
                }
            )
        )
    return made


def _identifier(words: Any, name: Any) -> Plain:
    number = register_number(words)
    return kept({"scheme": number.scheme, "id": number.id, "legalName": name}) if number else {}


def _details(kind: tuple[str, str] | None) -> Plain:
    return {"classifications": [{"scheme": "UK_CA_TYPE", "id": kind[0], "description": kind[1]}]} if kind else {}
