"""A draft notice as a release package: pure, in a fixed order of keys, the same for the same project.

The draft is for copying into the platform and for checking with other programs. It is not a submission: the ocid and the
notice's own number are given by the platform, and the ones here say that they are drafts.
"""

from __future__ import annotations

import json

from hls_procure.errors import InputError, Problem
from hls_procure.exchange.london import stamp
from hls_procure.exchange.notices import Notice
from hls_procure.exchange.ocds.award import awards, bids
from hls_procure.exchange.ocds.contract import contracts
from hls_procure.exchange.ocds.parties import buyer, parties
from hls_procure.exchange.ocds.planning import planning
from hls_procure.exchange.ocds.tender import draft_ocid, tender
from hls_procure.exchange.ocds.values import Plain, kept
from hls_procure.model.facts import FactView
from hls_procure.model.telling import value

EXTENSIONS = (
    "https://standard.open-contracting.org/profiles/eu/latest/en/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_suitability_extension/master/extension.json",
    "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json",
)


def release(notice: Notice, facts: FactView) -> Plain:
    """One notice as a release, as of the project's own day. What is not known is left out.

    :param facts: with the award where the notice needs it, and without it for every other.
    :raises InputError: the project has no such day.
    """
    day = facts.project.as_of_date
    if day is None:
        raise InputError(
            Problem("project.yaml", "has no as_of_date, and a notice speaks from a day", do="Write as_of_date into it.")
        )
    return kept(
        {
            "ocid": draft_ocid(facts),
            "id": f"{value(facts, 'project.id') or 'project'}-{notice.code}-draft",
            "date": stamp(day),
            "tag": list(notice.tags),
            "initiationType": "tender",
            "language": "en",
            "title": value(facts, "project.title") if notice.section == "planning" else None,
            "buyer": buyer(facts),
            "parties": parties(facts, won=notice.needs_award),
            "planning": planning(notice, facts),
            "tender": tender(notice, facts),
            "bids": bids(facts) if notice.section == "award" else None,
            "awards": awards(notice, facts) if notice.needs_award else None,
            "contracts": contracts(notice, facts) if notice.needs_award else None,
        }
    )


def package(made: Plain) -> Plain:
    """A release in its package, published by the authority under the Open Government Licence, as the platform does."""
    return {
        "uri": f"urn:hls-procure:draft:{made['id']}",
        "version": "1.1",
        "publishedDate": made["date"],
        "publisher": {"name": made["buyer"].get("name") or "A draft without the name of its authority"},
        "license": "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "extensions": list(EXTENSIONS),
        "releases": [made],
    }


def write(made: Plain) -> bytes:
    """A package as a file: JSON in UTF-8, every letter as it is."""
    return (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
