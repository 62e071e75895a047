"""What people write for regions, registers, service codes and addresses, and what a notice carries for it."""

from __future__ import annotations

import pytest

from hls_procure.exchange.ocds.addresses import address, email
from hls_procure.model.codes import authority_class, category, cpv_code, region_code, register_number

WHOLE = {"country": "GB", "countryName": "United Kingdom"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("South West England", "UKK"), ("south west", "UKK"), ("South West (England)", "UKK"), ("the North East", "UKC"),
        ("North West England", "UKD"), ("Yorkshire and The Humber", "UKE"), ("Yorkshire & the Humber", "UKE"),
        ("East Midlands", "UKF"), ("West Midlands", "UKG"), ("East of England", "UKH"), ("London", "UKI"), ("South East", "UKJ"),
        ("Wales", "UKL"), ("Scotland", "UKM"), ("Northern Ireland", "UKN"), ("UKK43", "UKK43"), ("UKK", "UKK"),
        ("UKZ", None), ("TLK", None), ("England", None), ("Devon", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_regions(words: str | None, code: str | None) -> None:
    assert region_code(words) == code


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("ABCD-1234-EFGH", "GB-PPON-ABCD-1234-EFGH"), ("abcd-1234-efgh", None), ("GB-COH-123456", "GB-COH-00123456"),
        ("company number 303", "GB-COH-00000303"), ("Company No. sc123456", "GB-COH-SC123456"),
        ("charity number 1234567", "GB-CHC-1234567"), ("registered charity SC012345", "GB-SC-SC012345"),
        ("charity no NIC100001", "GB-NIC-NIC100001"), ("registered society 4711R", "GB-MPR-4711R"),
        ("NHS trust code RXX00", "GB-NHS-RXX00"), ("charity number 12", None), ("company number 123456789", None),
        ("a group without a number", None), ("GB-XXX-1", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_registers(words: str | None, party: str | None) -> None:
    found = register_number(words)
    assert (found.party if found else None) == party


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("85311000", "85311000"),
        ("85311000-2", "85311000"),
        (" 85311000 ", "85311000"),
        ("8531", None),
        ("8531100x", None),
        (None, None),
    ],
)
def test_service_codes(text: str | None, code: str | None) -> None:
    assert cpv_code(text) == code


@pytest.mark.parametrize(
    ("code", "kind"),
    [("85311000", "services"), ("45000000", "works"), ("48000000", "goods"), ("50000000", "services"), (None, None)],
)
def test_what_a_code_stands_for(code: str | None, kind: str | None) -> None:
    assert category(code) == kind


def test_only_a_kind_that_is_beyond_doubt_has_a_class() -> None:
    assert authority_class("council") == ("publicAuthoritySubCentralGovernment", "Public authority - sub-central government")
    assert [authority_class(kind) for kind in ("icb", "nhs", "department", "other-public", "not-public", None)] == [None] * 6


def test_an_address_with_a_postcode_is_taken_apart() -> None:
    assert address("The Quay House, Ferry Street, Tamarside TM1 2AB", "UKK") == {
        "streetAddress": "The Quay House, Ferry Street", "locality": "Tamarside", "region": "UKK", "postalCode": "TM1 2AB",
        **WHOLE,
    }  # fmt: skip
    assert address("1 High Street, Exampletown,\nEX1 1EX") == {
        "streetAddress": "1 High Street", "locality": "Exampletown", "postalCode": "EX1 1EX", **WHOLE,
    }  # fmt: skip


def test_any_other_address_stands_whole() -> None:
    assert address("by the river; ring first") == {"streetAddress": "by the river; ring first", **WHOLE}
    assert address("Harbour EX1 1EX") == {"streetAddress": "Harbour", "postalCode": "EX1 1EX", **WHOLE}
    assert address(None) == {}
    assert address(None, "UKK") == {"region": "UKK", **WHOLE}


def test_an_e_mail_address_behind_a_semicolon_is_not_part_of_it() -> None:
    text = "12 Rope Walk, Tamarside TM1 3AC; board@harbour.example"
    assert email(text) == "board@harbour.example"
    assert address(text)["streetAddress"] == "12 Rope Walk"
    assert address(text)["postalCode"] == "TM1 3AC"
    assert email("12 Rope Walk") is None
