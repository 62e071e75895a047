"""README's walk: from the empty workbook to three letters that were signed off, sent and accepted, and what is due after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner

from hls_procure.cli.main import main
from tests.grants.workbooks import FUNDER, GRANT, RECIPIENT, filled

RECIPIENTS = [
    {**RECIPIENT, "Recipient": "R-001"},
    {**RECIPIENT, "Recipient": "R-002", "Name": "Tom & Jerry <CIC> Youth Kitchen", "Called": "the Kitchen"},
    {**RECIPIENT, "Recipient": "R-003", "Name": "Clwb Ieuenctid Môr a Mynydd", "Called": "Môr a Mynydd"},
]
GRANTS = [
    GRANT,
    {**GRANT, "Grant": "G-0002", "Recipient": "R-002", "Amount (£)": "12.5k", "First day": "1 February 2027", "Years": 2}
    | {"Paid": "as in the sheet Payments", "You talk on": "2027-12-01"},
    {**GRANT, "Grant": "G-0003", "Recipient": "R-003", "Amount (£)": "£40,000.00", "First day": date(2027, 4, 1), "Years": 4}
    | {"You talk on": date(2029, 9, 3)},
]
PAYMENTS = [
    {"Grant": "G-0002", "Day": "01/02/2027", "Amount (£)": 7500},
    {"Grant": "G-0002", "Day": date(2028, 2, 1), "Amount (£)": "5,000"},
]


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["grant", *words])
    assert result.exit_code == code, result.output
    return result.output


def test_from_the_empty_workbook_to_three_letters_and_what_is_due_half_a_year_on(tmp_path: Path) -> None:
    folder = tmp_path / "our-fund"
    path = str(folder)
    run("start", path)
    assert "holds no grant yet" in run("check", path)
    filled(folder, GRANTS, recipients=RECIPIENTS, payments=PAYMENTS, funder={**FUNDER, "Day on the letters": date(2026, 12, 1)})
    run("check", path)
    run("letters", path, "--preview")
    assert list((folder / "letters" / "preview").rglob("*.docx"))
    run("record", path, "wording", "settled", "--by", "our solicitor", "--on", "1 December 2026")
    run("letters", path)
    run("record", path, "all", "sent", "--on", "2 December 2026")
    assert len(list((folder / "issued" / "letters").glob("G-000?/1/letter.docx"))) == 3
    yes = ("--by", "director", "--words", "Yes, we accept.")
    run("record", path, "G-0001,G-0002", "accepted", "--on", "9 December 2026", *yes)
    run("record", path, "G-0001", "paid", "--on", "15 January 2027")
    due = run("due", path, "--on", "15 June 2027", "--months", "9", "--to", "ics").split("\n\n")
    late = [line.split()[:4] for line in due[1].splitlines()[1:] if line[2].isdigit()]
    assert late == [
        ["1", "February", "2027", "payment"],
        ["31", "March", "2027", "promise"],
        ["1", "April", "2027", "payment"],
    ]
    coming = [line.split()[:4] for line in due[2].splitlines()[1:] if line[2].isdigit()]
    assert coming == [
        ["30", "September", "2027", "promise"],
        ["1", "December", "2027", "conversation"],
        ["15", "January", "2028", "payment"],
        ["15", "January", "2028", "conversation"],
        ["1", "February", "2028", "payment"],
        ["1", "February", "2028", "conversation"],
    ]
    assert "G-0003" in due[3]
    assert (folder / "letters" / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "sent already" in run("record", path, "G-0001", "sent", "--on", "3 December 2026", code=2)
