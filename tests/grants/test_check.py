"""grant check: problems, what each letter lacks and where it is filled in, the law, what does not fit, and totals."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.grants.lacking import Lack, place_of
from tests.grants.workbooks import FUNDER, GRANT, RECIPIENT, filled, started
from tests.helpers import run

ASKS = "What you ask | what you do with it | who reads it | hours a year"
NO = {**FUNDER, "The decision is in substance a public authority's": "no"}


def checked(path: Path, *args: object) -> tuple[int, dict[str, Any]]:
    result = run("grant", "check", path, *args, "--json")
    made: dict[str, Any] = json.loads(result.stdout)
    return result.exit_code, made


def test_a_whole_row_lacks_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "f", funder=NO)
    code, made = checked(path)
    (grant,) = made["grants"]
    assert (code, made["problems"], made["notes"], grant["lacks"], grant["findings"]) == (0, [], [], [], [])
    assert (grant["id"], grant["where"], grant["recipient"], grant["amount"]) == (
        "G-0001", "grants.xlsx, Grants, row 4", "Quayside", "£60,000",
    )  # fmt: skip
    assert grant["law"] == ["It may be unrestricted.", "Subsidy control: No subsidy."]
    assert made["totals"] == {
        "grants": 1, "amount": "60000", "programmes": {"Roots": {"grants": 1, "amount": "60000"}},
        "years": {"2027": "20000", "2028": "20000", "2029": "20000"}, "without_day": "0",
    }  # fmt: skip


def test_a_gap_names_the_column_that_would_fill_it(tmp_path: Path) -> None:
    grants = [
        {**GRANT, "Why you chose them": None, "Paid": None},
        {**GRANT, "Grant": "G-0002", "Recipient": "R-002", "Years": None, "First day": None},
    ]
    recipients = [
        RECIPIENT,
        {**RECIPIENT, "Recipient": "R-002", "A charity": "no", "Postal address": None, "Register number": None},
    ]
    code, made = checked(filled(tmp_path / "f", grants, recipients=recipients, funder={**NO, "Address": None}))
    first, second = ([(one["sheet"], one["column"]) for one in grant["lacks"]] for grant in made["grants"])
    assert code == 0
    assert set(first) == {("Funder", "Address"), ("Grants", "Why you chose them"), ("Grants", "Paid")}
    assert set(second) >= {
        ("Funder", "Address"), ("Recipients", "Postal address"), ("Grants", "Years"),
        ("Grants", "The limit"), ("Grants", "The limit: why"),
    }  # fmt: skip
    page = run("grant", "check", tmp_path / "f").stdout
    assert "EVERY LETTER STILL LACKS\n  Address (Funder)." in page
    assert (
        "The letter still lacks: Why you chose them (Grants); Paid (Grants; or days and sums in the\n      sheet Payments)."
        in page
    )
    assert "Limited to your own purposes." in page


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("grant.payments", Lack("grant.payments", "Grants", "Paid")),
        ("grant.reporting.asks[].use", Lack("grant.reporting.asks[].use", "Funder", ASKS)),
        ("funder.decision_public", Lack("funder.decision_public", "Funder", "The decision is in substance a public authority's")),
        ("recipient.enterprise", Lack("recipient.enterprise", "Recipients", "Sells on a market")),
        ("grant.subsidy.effect", Lack("grant.subsidy.effect", "Grants", "Affects competition", new=True)),
        ("grant.public_money", Lack("grant.public_money", "Funder", "Public money")),
        ("funder.commitments[].keeper", Lack("funder.commitments[].keeper", "Promises", "Promise")),
        ("grant.inquiry.owner", Lack("grant.inquiry.owner", "Grants", "grant.inquiry.owner", new=True)),
    ],
)  # fmt: skip
def test_every_field_has_a_place(path: str, place: Lack) -> None:
    assert place_of(path) == place


def test_what_does_not_fit_together_is_found_by_figures(tmp_path: Path) -> None:
    grants = [
        {**GRANT, "Paid": "as in the sheet Payments"},
        {**GRANT, "Grant": "G-0002", "Title": "One year", "Years": 1},
        {**GRANT, "Grant": "G-0003", "Title": "Small", "Amount (£)": 3000, ASKS: "a report | we read it | us | 40"},
    ]  # fmt: skip
    payments = [{"Grant": "G-0001", "Day": date(2027, 1, 15), "Amount (£)": 59000}]
    code, made = checked(filled(tmp_path / "f", grants, payments=payments, funder=NO))
    found = [[one["code"] for one in grant["findings"]] for grant in made["grants"]]
    assert found == [["RA711"], ["RA715"], ["RA713"]]
    assert code == 1
    assert made["totals"]["without_day"] == "1000"


def test_problems_end_with_two_and_stand_first(tmp_path: Path) -> None:
    path = filled(tmp_path / "f", [GRANT, {**GRANT, "Grant": "G-0002", "Title": "B", "Amount (£)": "1.250"}])
    result = run("grant", "check", path)
    assert result.exit_code == 2
    assert result.stdout.startswith(
        "PROBLEMS\n  grants.xlsx, Grants, row 5, column H (Amount (£))\n      '1.250' may mean £1.25 or £1,250"
    )
    assert "G-0001 · Quayside" in result.stdout
    code, made = checked(path)
    assert (code, len(made["problems"]), [grant["id"] for grant in made["grants"]]) == (2, 1, ["G-0001"])


def test_many_grants_are_told_by_what_they_have_in_common(tmp_path: Path) -> None:
    grants = [
        {**GRANT, "Grant": f"G-{at:04d}", "Title": f"{at}", "Why you chose them": None if at == 3 else "You asked."}
        for at in range(20)
    ]
    page = run("grant", "check", filled(tmp_path / "f", grants, funder=NO)).stdout
    assert "LETTERS STILL LACK\n  Why you chose them (Grants)\n  [G-0003]" in page
    assert "It may be unrestricted.\n  [G-0000, G-0001, G-0002, G-0003 and 16 more]" in page
    assert "20 grants, £1,200,000 in all" in page


def test_a_letter_that_the_law_rules_out_is_said(tmp_path: Path) -> None:
    recipients = [{**RECIPIENT, "Nation of the recipient": "Scotland"}]
    code, made = checked(filled(tmp_path / "f", recipients=recipients, funder=NO))
    assert any("covered" in words for words in made["grants"][0]["law"])
    assert code in (0, 1)


def test_days_that_are_often_typed_wrongly_are_pointed_to(tmp_path: Path) -> None:
    days = {
        "You talk on 1 February 2029, less than twelve months before the end on 14 January 2030.": {
            "You talk on": date(2029, 2, 1)
        },
        "You talk on 1 February 2031, outside the grant, which ends on 14 January 2030.": {"You talk on": date(2031, 2, 1)},
        "It begins on 15 January 2027, before it is decided on 19 November 2027.": {"Decided on": date(2027, 11, 19)},
        "": {"You talk on": date(2029, 1, 15)},
    }
    grants = [{**GRANT, "Grant": f"G-{at}", "Title": f"{at}", **changes} for at, changes in enumerate(days.values())]
    path = filled(tmp_path / "f", grants, funder=NO)
    found = [grant["days"] for grant in checked(path)[1]["grants"]]
    page = " ".join(run("grant", "check", path).stdout.split())
    for said, made in zip(days, found, strict=True):
        assert said in made if said else made == []
        assert not said or f"Look again: {said}" in page


def test_a_payment_years_away_is_pointed_to(tmp_path: Path) -> None:
    payments = [{"Grant": "G-0001", "Day": date(day, 1, 15), "Amount (£)": 30000} for day in (2027, 2082)]
    path = filled(tmp_path / "f", [{**GRANT, "Paid": None}], payments=payments, funder=NO)
    (days,) = checked(path)[1]["grants"][0]["days"]
    assert days.startswith("A payment on 15 January 2082 lies outside the grant")


def test_bank_details_are_not_taken_in(tmp_path: Path) -> None:
    path = filled(tmp_path / "f", [{**GRANT, "What it is for": "Pay 20-00-00 account 12345678"}], funder=NO)
    code, made = checked(path)
    assert (code, made["grants"]) == (2, [])
    assert "looks like a sort code and an account number" in made["problems"][0]["what"]


def test_a_file_of_somebody_elses_leaves_its_map(tmp_path: Path) -> None:
    path = filled(tmp_path / "f", (), funder=NO)
    (path / "awards.csv").write_text("Grant ref;Organisation;Amount awarded;Mood\nG-1;Quayside;£1,000;sunny\n", encoding="utf-8")
    result = run("grant", "check", path, path / "awards.csv")
    assert "is kept in columns.yaml" in result.stdout
    assert "  Organisation: Name\n" in (path / "columns.yaml").read_text()
    assert "Has a column that is not read: 'Mood'." in " ".join(result.stdout.split())
    again = run("grant", "check", path, path / "awards.csv")
    assert "is kept in columns.yaml" not in again.stdout
    assert "taken for ours" not in again.stdout
    other = tmp_path / "map.yaml"
    other.write_text("columns:\n  Mood: Title\n")
    made = checked(path, path / "awards.csv", "--map", other)[1]
    assert made["columns"]["Mood"] == "Title"


def test_a_new_workbook_says_what_is_next(tmp_path: Path) -> None:
    result = run("grant", "check", started(tmp_path / "f"))
    assert (result.exit_code, "holds no grant yet" in result.stdout) == (0, True)
    result = run("grant", "check", tmp_path / "none")
    assert result.exit_code == 3
