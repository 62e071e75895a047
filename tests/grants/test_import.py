"""Open data in and out of a funder's folder, at the terminal: the same grants come back, and nothing is done by halves."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from hls_procure.grants.ledger import Entry
from hls_procure.model.values import Money
from tests.exchange.test_giving import CHECKER
from tests.grants.workbooks import FUNDER, GRANT, RECIPIENT, filled, read, told
from tests.helpers import copied, run

PUBLISHING = {
    **FUNDER,
    "Number in a register": "charity number 1000001",
    "You publish your grants as open data": "yes",
    "Your 360Giving prefix": "360G-longacre",
}
IDS = ("G-0001", "G-0002", "G-0003")


def accepted(folder: Path, *paid: str) -> None:
    said = [(id, "accepted", {"letter": 1}) for id in IDS] + [(id, "paid", {"amount": Money(500_00)}) for id in paid]
    lines = [
        Entry(n, "2027-01-15T09:00:00+00:00", "grants lead", id, what, date(2027, 1, 15), **more).line()  # type: ignore[arg-type]
        for n, (id, what, more) in enumerate(said, 1)
    ]
    (folder / "grants.jsonl").write_bytes(b"".join(lines))


@pytest.fixture(scope="module")
def fund_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A funder with three grants, one of them paid as listed and one to somebody of no register."""
    other = {**RECIPIENT, "Recipient": "R-002", "Name": "Caffi Ŵyl <CIC> & Co", "Register number": None, "A charity": "no"}
    grants = [
        GRANT,
        {
            **GRANT,
            "Grant": "G-0002",
            "Recipient": "R-002",
            "Title": "=1+1",
            "Amount (£)": 1234.5,
            "Paid": "all at once, on the first day",
        },
        {**GRANT, "Grant": "G-0003", "Title": None, "Paid": "as in the sheet Payments", "Years": 1, "Programme": None},
    ]
    payments = [
        {"Grant": "G-0003", "Day": date(2027, 1, 15), "Amount (£)": 40000},
        {"Grant": "G-0003", "Day": date(2027, 6, 1), "Amount (£)": 20000, "Payment": "second"},
    ]

    def as_words(book: Any) -> None:
        for cell in (cell for line in book["Grants"].iter_rows() for cell in line if cell.value == "=1+1"):
            cell.data_type = "s"

    folder = filled(
        tmp_path_factory.mktemp("fund") / "fund",
        grants,
        recipients=[RECIPIENT, other],
        payments=payments,
        funder=PUBLISHING,
        change=as_words,
    )
    assert told(read(folder)) == []
    accepted(folder)
    exported(folder)
    return folder


@pytest.fixture
def fund(fund_once: Path, tmp_path: Path) -> Path:
    """A copy of it, with what it exports."""
    return copied(fund_once, tmp_path / "fund")


@pytest.fixture(scope="module")
def other_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same funder on another machine: no grants yet."""
    return filled(tmp_path_factory.mktemp("other") / "other", (), recipients=(), funder=PUBLISHING)


@pytest.fixture
def other(other_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(other_once, tmp_path / "other")


def exported(folder: Path) -> dict[str, Any]:
    result = run("export", folder, "--to", "360giving", "--json")
    assert result.exit_code == 0, result.output
    made: dict[str, Any] = json.loads((folder / "out/public/360giving.json").read_text("utf-8"))
    return made


def imported(folder: Path, file: Path, *more: str, exit_code: int = 0) -> Any:
    result = run("grant", "import", folder, file, *more, "--json")
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_what_one_folder_exports_another_takes_in_and_exports_again(fund: Path, other: Path, kind: str) -> None:
    before = json.loads((fund / "out/public/360giving.json").read_text("utf-8"))
    assert [one["id"] for one in before["grants"]] == [f"360G-longacre-{id}" for id in IDS]
    told = imported(other, fund / f"out/public/360giving.{kind}")
    assert (told["added"], told["recipients_added"], told["payments_added"]) == (list(IDS), ["R-0001", "R-0002"], 6)
    assert {one["words"] for one in told["dropped"]} <= {"said of the file as a whole"}
    accepted(other)
    after = exported(other)
    assert after["grants"] == before["grants"]
    again = imported(other, fund / f"out/public/360giving.{kind}")
    assert (again["added"], again["same"], again["changed"], again["written"]) == ([], list(IDS), [], False)


def test_the_export_keeps_to_the_standard_and_names_what_is_left_out(fund: Path) -> None:
    accepted(fund, "G-0001", "G-0001")
    (fund / "grants.jsonl").write_bytes(b"".join((fund / "grants.jsonl").read_bytes().splitlines(True)[:2]))
    result = run("export", fund, "--to", "360giving")
    assert "2 grants in 360Giving's form" in result.stdout
    assert "left out  no letter was sent yet\n              grants  G-0003" in result.stdout
    if not CHECKER.exists():
        pytest.skip("the checker of the standard does not lie beside this checkout")
    command = [sys.executable, str(CHECKER), str(fund / "out/public/360giving.json")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.stdout.strip() == "360giving.json grants: 2 errors: 0", checked.stdout + checked.stderr


def test_what_was_paid_is_published_and_is_no_part_of_the_workbook(fund: Path, other: Path) -> None:
    accepted(fund, "G-0001", "G-0001")
    made = exported(fund)["grants"][0]
    assert made["amountDisbursed"] == 1000
    assert [one["value"] for one in made["disbursementTransaction"]] == [500, 500]
    lost = {one["field"]: one["words"] for one in imported(other, fund / "out/public/360giving.json")["dropped"]}
    assert lost["amountDisbursed"].startswith("what was paid so far; write it down with: hls-procure grant record")


def test_the_workbook_that_import_leaves_is_read_without_a_problem(fund: Path, other: Path) -> None:
    imported(other, fund / "out/public/360giving.xlsx")
    batch = read(other)
    assert told(batch) == []
    rows = {row.id: row.tree for row in batch.rows()}
    assert rows["G-0002"]["project"]["title"] == "=1+1"
    assert rows["G-0002"]["recipient"]["name"] == "Caffi Ŵyl <CIC> & Co"
    assert [one["amount"] for one in rows["G-0003"]["grant"]["payments"]] == ["40000", "20000"]
    book = load_workbook(other / "grants.xlsx")
    assert book["Grants"]["A3"].value == "Example"
    assert not any(cell.data_type == "f" for page in book for line in page.iter_rows() for cell in line)


def test_letters_read_the_same_file_that_import_does(fund: Path, other: Path) -> None:
    batch = read(other, fund / "out/public/360giving.json")
    assert [row.id for row in batch.rows()] == list(IDS)


def test_a_person_is_told_what_was_done_and_what_to_do_next(fund: Path, other: Path) -> None:
    file = fund / "out/public/360giving.json"
    dry = run("grant", "import", other, file, "--dry-run")
    assert "Would be added: 3 grants, 2 recipients and 6 payments." in dry.stdout
    done = run("grant", "import", other, file)
    assert "Added: 3 grants, 2 recipients and 6 payments." in done.stdout
    assert "What is missing: hls-procure grant check" in done.stdout
    text = file.read_text("utf-8")
    file.write_text(text.replace('"title": "Youth Voice"', '"title": "Young Voices"'), "utf-8")
    other_one = run("grant", "import", other, file)
    assert "There already, and other than in the file: 1 grant (left as they are; --update writes over them)." in other_one.stdout
    assert "G-0001  Title: here 'Youth Voice', in the file 'Young Voices'" in other_one.stdout
    assert "(written over)" in run("grant", "import", other, file, "--update").stdout


def test_problems_end_with_two_and_trouble_with_files_with_three(fund: Path, other: Path, tmp_path: Path) -> None:
    file = fund / "out/public/360giving.json"
    bad = tmp_path / "bad.json"
    bad.write_text(file.read_text("utf-8").replace("1234.5", '"lots"'), "utf-8")
    before = (other / "grants.xlsx").read_bytes()
    result = run("grant", "import", other, bad)
    assert result.exit_code == 2
    assert "bad.json, grant 2  amountAwarded: 'lots' is not a sum of money" in result.stderr
    assert imported(other, bad, "--leave-out", "--dry-run")["added"] == ["G-0001", "G-0003"]
    lock = other / "~$grants.xlsx"
    lock.write_text("")
    result = run("grant", "import", other, file)
    assert result.exit_code == 3
    assert "it is open in Excel" in result.stderr
    lock.unlink()
    assert run("grant", "import", other, tmp_path / "none.json").exit_code == 3
    assert (other / "grants.xlsx").read_bytes() == before
    (other / "grants.xlsx").unlink()
    assert run("grant", "import", other, file).exit_code == 3


def test_a_folder_of_one_grant_takes_none_in(tmp_path: Path) -> None:
    assert run("new", tmp_path / "one", "--playbook", "funder-led").exit_code == 0
    result = run("grant", "import", tmp_path / "one", tmp_path / "x.json")
    assert result.exit_code == 2
    assert "follows the walk funder-led" in result.stderr


def test_a_funder_who_does_not_publish_exports_nothing(tmp_path: Path) -> None:
    folder = filled(tmp_path / "fund", funder={**PUBLISHING, "You publish your grants as open data": "no"})
    result = run("export", folder, "--to", "360giving")
    assert result.exit_code == 2
    assert "says that the funder does not publish its grants as open data" in result.stderr
