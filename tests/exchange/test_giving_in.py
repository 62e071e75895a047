"""Open data of others becomes rows: what is taken, what is named because it has no place, and what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from hls_procure.errors import InputError
from hls_procure.exchange.giving_heads import GROUPS, SINGLE
from hls_procure.grants.giving_in import Giver, Read, rows_of
from hls_procure.grants.giving_json import parse_json
from hls_procure.grants.giving_table import Table, is_beside, is_giving, rows_of_table
from tests.helpers import REPOSITORY

SAMPLES = REPOSITORY.parent / "shared" / "standards" / "samples"
TRUST = Giver("Example Trust", "charity number 1000001", "exampletrust")


def grant(**changes: Any) -> dict[str, Any]:
    made = {
        "id": "360G-exampletrust-2026-0041",
        "title": "Core funding",
        "description": "The work as a whole",
        "currency": "GBP",
        "amountAwarded": 150000,
        "awardDate": "2026-11-20",
        "fundingOrganization": [{"id": "GB-CHC-1000001", "name": "Example Trust"}],
        "recipientOrganization": [{"id": "GB-CHC-1000002", "name": "Example Community Network", "charityNumber": "1000002"}],
    }
    return {key: value for key, value in {**made, **changes}.items() if value is not None}


def read(*grants: Any, funder: Giver = TRUST) -> Read:
    return rows_of(parse_json(json.dumps({"grants": list(grants)}).encode(), "a.json"), "a.json", funder)


def tree(**changes: Any) -> dict[str, Any]:
    (row,) = read(grant(**changes)).rows
    return dict(row.tree)


def lost(*grants: Any) -> dict[str, int]:
    return {one.field: one.count for one in read(*grants).dropped}


def said(*grants: Any, funder: Giver = TRUST) -> str:
    found = read(*grants, funder=funder)
    assert not found.rows
    return "\n".join(problem.text() for problem in found.problems)


def test_a_grant_becomes_a_row_by_its_own_id() -> None:
    ((row,), problems, dropped) = read(grant())
    assert (row.id, row.where, problems, dropped) == ("2026-0041", "a.json, grant 1", [], [])
    assert row.tree == {
        "project": {"title": "Core funding"},
        "recipient": {"name": "Example Community Network", "number": "GB-CHC-1000002", "is_charity": "yes"},
        "grant": {
            "id": "2026-0041",
            "purpose": "The work as a whole",
            "amount": "150000",
            "decision": {"on": "2026-11-20"},
        },
    }


def test_the_samples_of_the_standard_are_read() -> None:
    if not SAMPLES.exists():
        pytest.skip("the samples of the standard do not lie beside this checkout")
    good = rows_of(parse_json((SAMPLES / "360_trust_grant.json").read_bytes(), "good"), "good", TRUST)
    (row,) = good.rows
    assert row.tree["grant"] == {
        "id": "2026-0041",
        "programme": "Trust-based core funding",
        "purpose": row.tree["grant"]["purpose"],
        "amount": "150000",
        "starts": "2027-01-01",
        "years": "5",
        "payments": [{"id": "c1", "on": "2027-01-01", "amount": "30000"}],
        "decision": {"on": "2026-11-20"},
    }
    assert row.tree["recipient"]["address"] == "PL1 1AA"
    assert {one.field for one in good.dropped} == {
        "version", "title", "issued", "license", "publisher", "recipientOrganization/companyNumber", "grantProgramme/code",
        "fundingType/vocabulary", "fundingType/code", "fundingType/title", "classifications/vocabulary", "classifications/code",
        "classifications/title", "fromOpenCall", "locationScope", "beneficiaryLocation/name", "beneficiaryLocation/countryCode",
        "beneficiaryLocation/geoCode", "beneficiaryLocation/geoCodeType", "relatedDocument/id", "relatedDocument/title",
        "relatedDocument/documentType", "dateModified",
    }  # fmt: skip
    bad = rows_of(parse_json((SAMPLES / "360_bad.json").read_bytes(), "bad"), "bad", TRUST)
    (row,) = bad.rows  # an amount with its sign and a date with the day first can be read; what is unknown is named
    assert (row.tree["grant"]["amount"], row.tree["grant"]["decision"]["on"]) == ("150000", "2026-11-20")
    assert row.tree["recipient"]["number"] == "GB-CHC-1000002"
    assert "fundingUse" in {one.field for one in bad.dropped}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(150000, "150000"), (12.5, "12.50"), ("£12,500.00", "12500"), ("12.5k", "12500"), (1e5, "100000"), ("GBP 12", "12")],
)
def test_sums_are_exact(value: Any, expected: str) -> None:
    assert tree(amountAwarded=value)["grant"]["amount"] == expected


@pytest.mark.parametrize(
    "value", [12.345, -1, "12500,00", "lots", True, [], {}, "NaN", float("nan"), float("inf"), 10**30, "1" * 30, 1e-30]
)
def test_a_sum_that_is_none_is_named_with_its_grant(value: Any) -> None:
    assert said(grant(amountAwarded=value)).startswith("a.json, grant 1  "), value


def test_a_number_with_a_huge_exponent_is_no_number() -> None:
    raw = json.dumps({"grants": [grant()]}).replace("150000", "1e999999999").encode()
    assert "is not a sum of money" in rows_of(parse_json(raw, "a.json")).problems[0].text()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": None}, "has no id"),
        ({"id": "   "}, "has no id"),
        ({"id": "360G-exampletrust-all"}, "which stands for something else here"),
        ({"id": "360G-exampletrust-Example 1"}, "which marks the row that shows how it is done"),
        ({"id": f"360G-exampletrust-{'9' * 61}"}, "which is longer than 60 signs"),
        ({"id": "360G-exampletrust-***"}, "has the id '***'"),
        ({"commitmentTransaction": [False]}, "has no commitmentTransaction/currency"),
        ({"id": {"a": 1}}, "has no id"),
        ({"awardDate": "2026"}, "awardDate: '2026' is not a date"),
        ({"awardDate": 5}, "is no date"),
        ({"currency": "EUR"}, "is in EUR, and sums here are in pounds"),
        ({"currency": None}, "has no currency"),
        ({"amountAwarded": None}, "has no amountAwarded"),
        ({"recipientOrganization": None}, "has no recipientOrganization/name"),
        ({"recipientOrganization": [{"name": True}]}, "as something else than words"),
        ({"recipientIndividual": {"id": "x", "name": "Ana Alder"}}, "2026-0041 goes to a person"),
        ({"fundingOrganization": [{"id": "GB-CHC-7654321", "name": "Another Trust"}]}, "was given by Another Trust"),
    ],
)
def test_what_cannot_be_taken_is_a_problem(changes: dict[str, Any], words: str) -> None:
    text = said(grant(**changes))
    assert words in text
    assert "Ana Alder" not in text


@pytest.mark.parametrize("data", [None, 5, "x", {}, {"grants": {}}, {"grants": "many"}])
def test_what_holds_no_list_says_so(data: Any) -> None:
    assert "holds no list of grants" in rows_of(data).problems[0].text()


@pytest.mark.parametrize("one", [None, 5, "x", [], [grant()]])
def test_a_grant_that_is_no_record_is_named(one: Any) -> None:
    assert "is no record" in said(one)


def test_two_grants_of_one_id_are_one_and_a_problem() -> None:
    found = read(grant(), grant(id="360G-exampletrust-2026-0041"), grant(id="360G-exampletrust-B"))
    assert [row.id for row in found.rows] == ["2026-0041", "B"]
    assert "has the id 2026-0041, which a.json, grant 1 has, too" in found.problems[0].text()


def test_ids_keep_to_letters_figures_and_hyphens_and_say_so() -> None:
    found = read(grant(id="360G-exampletrust-2026/41:A"))
    assert found.rows[0].id == "2026-41-A"
    assert found.dropped[0].field == "id"
    assert read(grant(), funder=Giver()).rows[0].id == "360G-exampletrust-2026-0041"


@pytest.mark.parametrize(
    ("dates", "starts", "years", "left"),
    [
        ({"startDate": "2027-01-01", "endDate": "2031-12-31", "duration": 60}, "2027-01-01", "5", set()),
        ({"startDate": "2027-01-01", "endDate": "2031-12-31"}, "2027-01-01", "5", set()),
        ({"startDate": "2027-04-01", "endDate": "2028-03-31"}, "2027-04-01", "1", set()),
        ({"startDate": "2027-01-01", "duration": "36"}, "2027-01-01", "3", set()),
        ({"startDate": "2027-01-01", "duration": 18}, "2027-01-01", None, {"plannedDates/duration"}),
        ({"startDate": "2027-01-01", "endDate": "2027-06-30"}, "2027-01-01", None, {"plannedDates/endDate"}),
        ({"startDate": "2027-01-01", "endDate": "2028-01-01", "duration": 12}, "2027-01-01", "1", {"plannedDates/endDate"}),
        ({"startDate": "2027-01"}, None, None, {"plannedDates/startDate"}),
        ({"startDate": "2027-01-01T00:00:00Z"}, "2027-01-01", None, set()),
        ({"startDate": "2027-01-01T09:30:00Z"}, "2027-01-01", None, {"plannedDates/startDate"}),
        ({"duration": 12000}, None, None, {"plannedDates/duration"}),
        ({"duration": -12, "startDate": None}, None, None, {"plannedDates/duration"}),
    ],
)
def test_days_and_years(dates: dict[str, Any], starts: str | None, years: str | None, left: set[str]) -> None:
    found = tree(plannedDates=[dates])["grant"]
    assert (found.get("starts"), found.get("years")) == (starts, years)
    assert set(lost(grant(plannedDates=[dates]))) == left
    assert tree(plannedDates=dates)["grant"] == found  # a record where a list is wanted


@pytest.mark.parametrize(
    ("organisation", "number", "charity", "left"),
    [
        ({"id": "GB-COH-1234567"}, "GB-COH-01234567", None, set()),
        ({"id": "GB-COH-01234567", "companyNumber": "1234567"}, "GB-COH-01234567", None, set()),
        (
            {"id": "GB-COH-01234567", "charityNumber": "1000002"},
            "GB-COH-01234567",
            "yes",
            {"recipientOrganization/charityNumber"},
        ),
        ({"id": "GB-SC-SC012345", "charityNumber": "SC012345"}, "GB-SC-SC012345", "yes", set()),
        ({"id": "360G-exampletrust-org-x", "charityNumber": "1000002"}, "GB-CHC-1000002", "yes", {"recipientOrganization/id"}),
        ({"id": "360G-exampletrust-org-a-b"}, None, None, set()),
        ({"id": "US-EIN-123456789"}, None, None, {"recipientOrganization/id"}),
        ({"id": "x", "email": "a@b.example"}, None, None, {"recipientOrganization/id", "recipientOrganization/email"}),
    ],
)
def test_numbers_of_registers(organisation: dict[str, Any], number: str | None, charity: str | None, left: set[str]) -> None:
    changes = {"recipientOrganization": [{"name": "A & B", **organisation}]}
    found = tree(**changes)["recipient"]
    assert (found.get("number"), found.get("is_charity")) == (number, charity)
    assert set(lost(grant(**changes))) == left


def test_payments_are_taken_and_those_made_are_named() -> None:
    moves = [
        {"id": "P 1", "transactionDate": "2027-01-01", "currency": "GBP", "value": 5},
        {"transactionDate": "01/02/2027", "currency": "GBP", "value": "£7.50", "provider": "us"},
        {"id": "p-1", "transactionDate": "2027-03-01", "currency": "GBP", "value": 7},
    ]
    changes = {"commitmentTransaction": moves, "disbursementTransaction": moves[:1], "amountDisbursed": 5}
    assert tree(**changes)["grant"]["payments"] == [
        {"id": "p-1", "on": "2027-01-01", "amount": "5"},
        {"id": "payment-2", "on": "2027-02-01", "amount": "7.50"},
        {"id": "p-1-2", "on": "2027-03-01", "amount": "7"},
    ]
    left = lost(grant(**changes))
    assert left["commitmentTransaction/provider"] == left["amountDisbursed"] == left["disbursementTransaction/value"] == 1
    assert "commitmentTransaction/value: 'x' is not a sum" in said(grant(commitmentTransaction=[{**moves[0], "value": "x"}]))


def test_what_is_lost_is_counted_by_grant_and_field() -> None:
    more = grant(
        id="360G-exampletrust-2", url="http://a.example", fromOpenCall="Yes", grantProgramme=[{"title": "A"}, {"title": "B"}]
    )
    assert lost(grant(fromOpenCall="No"), more) == {"fromOpenCall": 2, "url": 1, "grantProgramme/title (of a second one)": 1}


def test_control_characters_are_taken_out_and_said() -> None:
    changes = {"description": "One\x00 two\r\nthree"}
    assert tree(**changes)["grant"]["purpose"] == "One two\nthree"
    assert lost(grant(**changes)) == {"description": 1}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\x80abc", "is not in UTF-8"),
        ("Ŵ".encode("cp1252", "replace") + b"\xe9", "is not in UTF-8"),
        (b"[" * 200_000, "is nested more deeply"),
        (b'{"a":' * 200_000, "is nested more deeply"),
        (b'{"grants": [], "grants": []}', "says a name twice in one record: 'grants'"),
        (b"9" * 5000 + b"x", "is not JSON"),
    ],
)
def test_what_is_no_json_says_so(raw: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_json(raw, "a.json")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_known(encoding: str) -> None:
    assert parse_json('{"name": "مؤسسة"}'.encode(encoding), "a.json") == {"name": "مؤسسة"}


def test_deep_and_strange_values_are_dropped_by_name_and_nothing_breaks() -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = {"a": [deep]}
    found = read(grant(extra=deep, plannedDates=[[{"startDate": "2027-01-01"}]], title=["a", "b"], grantProgramme="Roots"))
    assert [row.id for row in found.rows] == ["2026-0041"]
    assert {one.field.split("/")[0] for one in found.dropped} == {"extra", "plannedDates", "title", "grantProgramme"}


HEADS = ("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name",
         "Recipient Org:Charity Number", "Planned Dates:Start Date", "Our own notes")  # fmt: skip
CELLS = ("360G-exampletrust-7", "Core", "All", "GBP", 1200.5, "2026-11-20", "A & B <CIC>", "1000002", "2027-01-01", "a note")


def test_a_sheet_by_titles_or_by_fields_becomes_rows() -> None:
    found = rows_of_table(Table("grants", HEADS, [(2, CELLS), (3, ()), (4, ("", None, " "))]), (), TRUST)
    (row,) = found.rows
    assert (row.id, row.where) == ("7", "grants, row 2")
    assert row.tree["recipient"] == {"name": "A & B <CIC>", "number": "GB-CHC-1000002", "is_charity": "yes"}
    assert row.tree["grant"]["amount"] == "1200.50"
    assert [(one.field, one.count, one.words) for one in found.dropped] == [("Our own notes", 1, "no column of the standard")]
    fields = ("id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization/0/name",
              "recipientOrganization/0/charityNumber", "plannedDates/0/startDate")  # fmt: skip
    assert rows_of_table(Table("grants", fields, [(2, CELLS[:9])]), (), TRUST).rows[0].tree == row.tree


def test_cells_without_a_head_and_a_head_said_twice_are_named() -> None:
    heads = (*HEADS, "award date")
    found = rows_of_table(Table("grants", heads, [(2, (*CELLS, "2027-01-01", "stray"))]), (), TRUST)
    assert {one.field for one in found.dropped} == {"Our own notes", "award date", "column 12, which has no head"}
    assert found.rows[0].tree["grant"]["decision"]["on"] == "2026-11-20"


def test_payments_of_a_sheet_of_their_own_go_to_their_grants() -> None:
    planned, made = (
        [f"{kind}Transaction/0/{part}" for part in ("id", "transactionDate", "currency", "value")]
        for kind in ("commitment", "disbursement")
    )
    heads = ("Identifier", *planned, *made, "whose")
    nothing = (None,) * 4
    lines = [
        (2, ("360G-exampletrust-7", "a", "2027-01-01", "GBP", 600)),
        (3, ("360G-exampletrust-7", *nothing, "b", "2027-01-01", "GBP", 600, "ours")),
        (4, ("360G-exampletrust-8", "a", "2027-01-01", "GBP", 600)),
        (5, ("360G-exampletrust-7", "c", "2028-01-01", "GBP", "£400.50")),
        (6, (None, "", None)),
        (7, (None, "d", "2028-01-01", "GBP", 1)),
    ]
    found = rows_of_table(Table("grants", HEADS, [(2, CELLS)]), [Table("payments", heads, lines)], TRUST)
    assert found.rows[0].tree["grant"]["payments"] == [
        {"id": "a", "on": "2027-01-01", "amount": "600"},
        {"id": "c", "on": "2028-01-01", "amount": "400.50"},
    ]
    assert [problem.where for problem in found.problems] == ["payments, row 4", "payments, row 7"]
    assert {"whose", "disbursementTransaction/value"} <= {one.field for one in found.dropped}
    assert is_beside(heads)
    assert not is_beside(HEADS)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (HEADS, True),
        (("id", "amountAwarded"), True),
        (("Identifier", "Name"), False),
        (("Grant", "Amount (£)"), False),
        ((), False),
    ],
)
def test_a_sheet_of_grants_is_known_by_its_heads(heads: tuple[str, ...], expected: bool) -> None:
    assert is_giving(heads) is expected


WORDS = [
    "GBP",
    "2027-01-01",
    "2999-12-31T00:00:00Z",
    "12",
    "1e5",
    "GB-CHC-1000001",
    "360G-a-org-x",
    "commitmentTransaction/0/value",
]
LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(WORDS))
NAMES = st.sampled_from(
    [*GROUPS, *SINGLE, "name", "vocabulary", "code", "startDate", "duration", "value", "transactionDate", "x"]
)
TREE = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=20)


@tried(st.dictionaries(NAMES, TREE, max_size=8), TREE)
@settings(max_examples=40)
def test_whatever_a_file_holds_each_grant_is_a_row_or_a_problem(more: dict[str, Any], whole: Any) -> None:
    for data in (whole, {"grants": [{**grant(), **more}, more]}, {"grants": whole}):
        found = rows_of(parse_json(json.dumps(data).encode(), "a.json"), "a.json", TRUST)
        count = len(data["grants"]) if isinstance(data, dict) and isinstance(data.get("grants"), list) else 0
        wrong = {problem.where for problem in found.problems}
        assert (
            len(found.rows) + len({one for one in wrong if ", grant " in one}) == count
            or "a.json" in wrong
            or isinstance(data, list)
        )


@tried(
    st.lists(st.text(max_size=12) | st.sampled_from([*HEADS, *WORDS]), max_size=10),
    st.lists(st.lists(LEAF, max_size=12), max_size=4),
)
@settings(max_examples=40)
def test_whatever_a_sheet_holds_it_can_be_read(heads: list[str], rows: list[list[Any]]) -> None:
    is_giving(heads)
    is_beside(heads)
    table = Table("a", heads, list(enumerate(rows, 2)))
    rows_of_table(table, [table])
