"""A grant as open data: what is in the file, what is missing, what has to be looked at, and what is never in it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hls_procure.exchange.giving import grant, missing, to_confirm, write
from hls_procure.model.facts import FactView
from hls_procure.work.opening import Looked, look
from tests.helpers import REPOSITORY, copied, run

CHECKER = REPOSITORY.parent / "shared" / "tools" / "validate_360giving.py"


@pytest.fixture(scope="module")
def opened(sample_once: Callable[[str], Path]) -> Looked:
    return look(sample_once("youthvoice"))


@pytest.fixture
def folder(sample_once: Callable[[str], Path], tmp_path: Path) -> Path:
    return copied(sample_once("youthvoice"), tmp_path / "youthvoice")


def facts(opened: Looked, part: str = "", **changes: Any) -> FactView:
    project = opened.project
    if part:
        project = replace(project, **{part: replace(getattr(project, part), **changes)})
    return FactView(project, opened.workspace.schema)


def edit(folder: Path, before: str, after: str) -> None:
    path = folder / "project.yaml"
    text = path.read_text("utf-8")
    assert text.count(before) == 1, before
    path.write_text(text.replace(before, after), "utf-8")


def exported(folder: Path) -> dict[str, Any]:
    result = run("export", folder, "--to", "360giving")
    assert result.exit_code == 0, result.output
    made: dict[str, Any] = json.loads((folder / "out/public/360giving.json").read_text("utf-8"))
    return made


def test_the_grant_is_all_there(folder: Path) -> None:
    made = exported(folder)
    (one,) = made["grants"]
    assert made["version"] == "1.4"
    assert one["id"] == "360G-longacre-2027-001"
    assert (one["amountAwarded"], one["currency"], one["awardDate"]) == (212365, "GBP", "2026-11-19")
    assert one["plannedDates"] == [{"startDate": "2027-01-15", "endDate": "2032-01-14", "duration": 60}]
    assert sum(payment["value"] for payment in one["commitmentTransaction"]) == 212365
    assert [one["recipientOrganization"][0][key] for key in ("id", "charityNumber")] == ["GB-CHC-0000002", "0000002"]
    assert one["fundingType"][0]["code"] == "core"


def test_it_keeps_to_the_standard(folder: Path) -> None:
    if not CHECKER.exists():
        pytest.skip("the checker of the standard does not lie beside this checkout")
    exported(folder)
    command = [sys.executable, str(CHECKER), str(folder / "out/public/360giving.json")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.stdout.strip() == "360giving.json grants: 1 errors: 0", checked.stdout + checked.stderr


def test_the_workbook_beside_it_says_the_same(folder: Path) -> None:
    from openpyxl import load_workbook

    first = run("export", folder, "--to", "360giving", "--json")
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)["grant"]
    assert (told["count"], told["left_out"], told["only_in_json"]) == (1, [], [])
    path = folder / "out/public/360giving.xlsx"
    book, before = load_workbook(path), path.read_bytes()
    assert book.sheetnames == ["grants", "payments", "Meta"]
    heads, cells = book["grants"].iter_rows(values_only=True)
    one = dict(zip(heads, cells, strict=True))
    assert one["Recipient Org:Name"] == "Quayside Young People's Project"
    assert (one["Amount Awarded"], one["Planned Dates:Duration (months)"]) == (212365, 60)
    assert (one["Classifications:Code"], one["Funding Type:Title"]) == ("own", "core funding without restriction")
    assert sum(row[4] for row in book["payments"].iter_rows(min_row=2, values_only=True)) == 212365
    assert dict(book["Meta"].iter_rows(values_only=True))["Publisher:Name"] == "The Long Acre Fund"
    assert run("export", folder, "--to", "360giving").exit_code == 0
    assert path.read_bytes() == before


def test_nothing_in_it_could_name_a_person(folder: Path) -> None:
    text = json.dumps(exported(folder))
    for private in ("@", "Quay Road", "Acre Lane", "director", "grants lead", "Chair"):
        assert private not in text


def test_everything_that_is_missing_is_said_at_once(folder: Path) -> None:
    edit(folder, "  open_data_prefix: 360G-longacre\n", "")
    edit(folder, '  name: "Quayside Young People\'s Project"\n', "")
    result = run("export", folder, "--to", "360giving")
    assert result.exit_code == 2
    assert "funder.open_data_prefix  has no answer, and 360Giving cannot do without it" in result.stderr
    assert "recipient.name  has no answer" in result.stderr
    assert "Answer GR-06: hls-procure walk" in result.stderr
    assert not (folder / "out/public/360giving.json").exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("  publishes_open_data: no\n", "says that the funder does not publish its grants as open data"),
        ("", "does not say yet whether the funder publishes its grants as open data"),
    ],
)
def test_nothing_is_published_that_no_letter_has_spoken_of(folder: Path, answer: str, said: str) -> None:
    edit(folder, "  publishes_open_data: yes\n", answer)
    result = run("export", folder, "--to", "360giving")
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_grant_without_days_has_no_calendar_and_names_its_question(tmp_path: Path) -> None:
    assert run("new", tmp_path / "bare", "--playbook", "funder-led").exit_code == 0
    result = run("export", tmp_path / "bare", "--to", "ics")
    assert result.exit_code == 2
    assert "have no days yet, so there is no calendar to write" in result.stderr
    assert "Answer GR-31: hls-procure walk" in result.stderr


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Work with Ana, ana@quay.example", "an e-mail address, ana@quay.example"),
        ("Ring 01632 960123 first", "a telephone number, 01632 960123"),
        ("The house in SL1 3BB", "a postcode, SL1 3BB"),
    ],
)
def test_what_could_be_a_persons_is_pointed_to(opened: Looked, words: str, what: str) -> None:
    said = [lack.words for lack in to_confirm(facts(opened, "grant", purpose=words))]
    assert any(what in one for one in said), said
    assert not any("what looks like" in lack.words for lack in to_confirm(facts(opened)))


@pytest.mark.parametrize(
    ("prefix", "own", "id"),
    [
        ("360G-longacre", "2027-001", "360G-longacre-2027-001"),
        ("longacre", "2027-001", "360G-longacre-2027-001"),
        ("360G-longacre", "360G-longacre-7", "360G-longacre-7"),
    ],
)
def test_ids_begin_with_the_prefix_once(opened: Looked, prefix: str, own: str, id: str) -> None:
    view = facts(opened, "funder", open_data_prefix=prefix)
    project = replace(view.project, grant=replace(view.project.grant, id=own))
    assert grant(FactView(project, opened.workspace.schema))["id"] == id


def test_somebody_in_no_register_gets_an_id_of_the_funders(opened: Looked) -> None:
    view = facts(opened, "recipient", number=None, name="Yr Hen Fecws & Friends")
    assert grant(view)["recipientOrganization"] == [
        {"id": "360G-longacre-org-yr-hen-fecws-friends", "name": "Yr Hen Fecws & Friends"}
    ]
    assert any("no number of a register" in lack.words for lack in to_confirm(view))


def test_names_in_other_letters_get_ids_that_differ(opened: Looked) -> None:
    ids = {
        grant(facts(opened, "recipient", number=None, name=name))["recipientOrganization"][0]["id"]
        for name in ("مؤسسة الميناء", "مؤسسة البحر", "Caffi Ŵyl", "Caffi yl")
    }
    assert len(ids) == 4
    assert all(id.isascii() for id in ids)


def test_names_stand_as_typed(opened: Looked) -> None:
    name = "مؤسسة الميناء <CIC>"
    view = facts(opened, "recipient", name=name)
    assert json.loads(write(grant(view)).decode())["recipientOrganization"][0]["name"] == name


def test_a_blank_counts_as_missing(opened: Looked) -> None:
    assert [lack.path for lack in missing(facts(opened, "grant", purpose="  "))] == ["grant.purpose"]


def test_the_days_of_a_grant_are_a_calendar(folder: Path) -> None:
    result = run("export", folder, "--to", "ics")
    assert result.exit_code == 0, result.output
    text = (folder / "out/recipient/grant-calendar.ics").read_text("utf-8")
    assert text.count("SUMMARY:Payment of") == 5
    assert "SUMMARY:By today: talk with Quayside about what comes next" in text
    assert "SUMMARY:Last day of the grant to Quayside" in text
    assert "DTSTART;VALUE=DATE:20320114" in text


def test_a_tender_has_no_grant_to_publish_and_a_grant_no_notices(tamarside: Path, folder: Path) -> None:
    tender, notices = run("export", tamarside, "--to", "360giving"), run("export", folder, "--to", "ocds")
    assert (tender.exit_code, notices.exit_code) == (2, 2)
    assert "does not say that this is a grant" in tender.stderr
    assert "is for what is bought" in notices.stderr
