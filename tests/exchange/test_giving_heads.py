"""Heads of 360Giving's sheets: the titles are those of the standard, and every spelling finds its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hls_procure.exchange.giving_flat import COLUMNS
from hls_procure.exchange.giving_heads import ALONE, GROUPS, SINGLE, head, path_of
from tests.helpers import REPOSITORY

SCHEMA = REPOSITORY.parent / "shared" / "standards" / "360-giving-schema.json"


def test_the_titles_are_those_of_the_standard() -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema of the standard does not lie beside this checkout")
    schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    fields, parts = schema["properties"], schema["$defs"]
    assert set(SINGLE) | set(GROUPS) == set(fields)
    for name, title in SINGLE.items():
        assert title == fields[name].get("title", "Currency"), name
    for name, (title, inside) in GROUPS.items():
        part = fields[name].get("items", fields[name])
        part = parts[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        assert title == fields[name].get("title", title), name
        assert (fields[name].get("type") == "array") == (name not in ALONE), name
        expected = {key: about.get("title", "Currency") for key, about in part["properties"].items()}
        assert inside == expected, name


def test_every_column_is_found_by_its_title_and_by_its_field() -> None:
    for path in COLUMNS:
        assert path_of(head(path)) == path
        assert path_of("/".join(map(str, path))) == path
        assert path_of("grants/0/" + "/".join(map(str, path))) == path


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("Identifier", ("id",)),
        ("  amount   awarded ", ("amountAwarded",)),
        ("Recipient Organisation:Name", ("recipientOrganization", 0, "name")),
        ("recipientOrganization/1/charityNumber", ("recipientOrganization", 1, "charityNumber")),
        ("Planned Dates:1:Start Date", ("plannedDates", 1, "startDate")),
        ("Planned Dates: Duration", ("plannedDates", 0, "duration")),
        ("Planned Dates:Duration (months)", ("plannedDates", 0, "duration")),
        ("Beneficiary Location:0:Geographic Code", ("beneficiaryLocation", 0, "geoCode")),
        ("Recipient Org:Location:0:Geographic Code Type", ("recipientOrganization", 0, "location", 0, "geoCodeType")),
        ("From an open call", ("fromOpenCall",)),
        ("Recipient Ind:Name", ("recipientIndividual", "name")),
        ("To Individuals Details:Primary Grant Reason", ("toIndividualsDetails", "primaryGrantReason")),
        ("commitmentTransaction/2/value", ("commitmentTransaction", 2, "value")),
        ("relatedActivity/0", ("relatedActivity",)),
        ("Our own reference", None),
        ("Recipient Org", None),
        ("Recipient Org:Shoe size", None),
        ("Recipient Org:0:1:Name", None),
        ("", None),
        (":::", None),
        ("²:Name", None),
        ("Recipient Org:²:Name", None),
    ],
)
def test_older_spellings_are_known_and_others_are_not(said: str, path: tuple[str | int, ...] | None) -> None:
    assert path_of(said) == path
