"""Grants from other people's files: encodings, separators, heads in their own words, and open data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from hls_procure.errors import FileProblem, InputError
from hls_procure.work.grants.maps import keep_map
from tests.grants.workbooks import filled, read, told
from tests.helpers import copied

HEADS = ["Grant number", "Organisation", "Charity number", "Grant type", "Amount awarded", "Start date", "Years", "Award date"]
HEADS += ["Payment 1 date", "Payment 1 amount", "Payment 2 date", "Payment 2", "Our mood"]
ROW = ["G-1", "Tŷ Gwyn — Tom & Jerry <CIC>", "0000003", "core", "£12,500.00", "12/05/2027", "2", "01/05/2027"]
ROW += ["12/05/2027", "6,250", "12/05/2028", "6250.00", "sunny"]


def text(separator: str = ",", rows: tuple[list[str], ...] = (ROW,)) -> str:
    return "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in (HEADS, *rows))


@pytest.fixture(scope="module")
def folder_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("once") / "f", ())


@pytest.fixture
def folder(folder_once: Path, tmp_path: Path) -> Path:
    return copied(folder_once, tmp_path / "f")


def written(folder: Path, data: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "awards.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8", ";"), ("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("cp1252", ";"), ("cp1252", "\t")],
)
def test_a_file_of_any_usual_kind_says_the_same(folder: Path, encoding: str, separator: str) -> None:
    plain = text(separator)
    data = plain.replace("Tŷ", "Ty") if encoding == "cp1252" else plain
    batch = read(folder, written(folder, data, encoding))
    assert told(batch) == []
    row = next(batch.rows())
    assert (row.id, row.where) == ("G-1", "awards.csv, row 2")
    assert row.tree["recipient"]["name"] == ("Ty Gwyn — Tom & Jerry <CIC>" if encoding == "cp1252" else ROW[1])
    assert row.tree["grant"] == {
        "basis": "core",
        "amount": "12500",
        "starts": "2027-05-12",
        "years": "2",
        "decision": {"on": "2027-05-01"},
        "payments": [
            {"id": "payment-1", "on": "2027-05-12", "amount": "6250"},
            {"id": "payment-2", "on": "2028-05-12", "amount": "6250"},
        ],
    }
    assert "has a column that is not read: 'Our mood'" in batch.notes[0].text()
    assert batch.base.funder.name == "The Long Acre Fund"


def test_what_heads_were_taken_for_is_kept_and_may_be_corrected(folder: Path) -> None:
    path = written(folder, text())
    batch = read(folder, path)
    assert batch.map["Organisation"] == "Name"
    assert batch.map["Our mood"] == ""
    assert "'Grant number' as 'Grant'" in "\n".join(note.text() for note in batch.notes)
    place = folder / "columns.yaml"
    assert keep_map(place, batch.map)
    assert not keep_map(place, batch.map)
    kept = place.read_text(encoding="utf-8")
    assert "  Organisation: Name\n" in kept
    place.write_text(kept.replace('"Our mood":', '"Our mood": What it is for'), encoding="utf-8")
    again = read(folder, path)
    assert (told(again), again.notes) == ([], [])
    assert next(again.rows()).tree["grant"]["purpose"] == "sunny"
    other = folder / "other.yaml"
    other.write_text('columns:\n  "Our mood": Title\n  Organisation: "Called"\n', encoding="utf-8")
    third = next(read(folder, path, other).rows())
    assert (third.tree["project"]["title"], third.tree["recipient"]["short_name"]) == ("sunny", ROW[1])
    other.write_text("columns:\n  Organisation: Nme\n", encoding="utf-8")
    assert "says that 'Organisation' is 'Nme', and there is no such column" in told(read(folder, path, other))[0]
    assert "Did you mean 'Name'?" in told(read(folder, path, other))[0]
    other.write_text("columns: Name\n", encoding="utf-8")
    with pytest.raises(InputError, match="is no map of columns"):
        read(folder, path, other)


def test_lines_inside_quotes_count_for_the_place_of_a_problem(folder: Path) -> None:
    rows = ([*ROW[:12], "one\ntwo\nthree"], ["G-2", "Name", "", "", "1.250", "", "", "", "", "", "", "", ""])
    batch = read(folder, written(folder, text(rows=rows)))
    assert [problem.where for problem in batch.problems] == ["awards.csv, row 5, column 'Amount awarded'"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'Grant,Name\nG-1,"open\n', "Look at the quotes on that line"),
        (b"Grant,Name\nG-1,a,lost\n", "has something in column C, which has no head"),
        (b"a,b\nc,d\n", "has no row of heads that is known here"),
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"Grant,Name,Payment 1 date\nG-1,a,1 May 2027\n", "has no sum for payment 1"),
        (b"Grant,Name\n,a\n", "The next free one is G-0001"),
        (b"Grant,Name\nG-7,a\n,b\n", "The next free one is G-8"),
        (b"Grant,Name\nG-7,a\nG-8,a\n", "says word for word what row 2 says"),
        (b"Grant,Name\nG-7,a\nG-7,b\n", "has the number G-7 that row 2 has already"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_lost(folder: Path, data: bytes, said: str) -> None:
    try:
        problems = told(read(folder, written(folder, data)))
    except InputError as error:
        problems = [str(error)]
    assert said in "\n".join(problems)


@pytest.mark.parametrize("data", [b"PK\x03\x04zip", b"%PDF-1.7", b"\xff\xfeG\x00r", b"\x00\x01\x02" * 50])
def test_what_is_no_file_of_text_is_refused(folder: Path, data: bytes) -> None:
    path = written(folder, data)
    with pytest.raises(FileProblem):
        read(folder, path)


def test_a_formula_in_a_file_of_text_is_text(folder: Path) -> None:
    batch = read(folder, written(folder, b"Grant,Name,Title\nG-1,=cmd|'/C calc'!A0,=1+1\n"))
    assert (told(batch), next(batch.rows()).tree) == (
        [],
        {"recipient": {"name": "=cmd|'/C calc'!A0"}, "project": {"title": "=1+1"}},
    )


def test_a_file_may_point_to_the_recipients_of_the_workbook_or_name_them(folder: Path) -> None:
    row = next(read(folder, written(folder, b"Grant;Recipient;Title\nG-1;R-001;A\n")).rows())
    assert row.tree["recipient"]["name"] == "Quayside Young People's Project"
    row = next(read(folder, written(folder, b"Grant;Recipient;Title\nG-1;Sail Loft;A\n")).rows())
    assert row.tree["recipient"] == {"name": "Sail Loft"}
    batch = read(folder, written(folder, b"Grant;Recipient id;Title\nG-1;R-001;A\nG-2;R-002;B\n"))
    assert "goes to 'R-002', which is not in the sheet Recipients" in told(batch)[0]


def test_a_workbook_of_somebody_elses_is_read_like_a_file(folder: Path) -> None:
    book = Workbook()
    book.active.append(["Our grants"])
    book.active.append(HEADS)
    book.active.append(ROW)
    book.save(folder / "other.xlsx")
    batch = read(folder, folder / "other.xlsx")
    assert (told(batch), [(row.id, row.where) for row in batch.rows()]) == ([], [("G-1", "other.xlsx, Sheet, row 3")])


def test_open_data_is_read(folder: Path) -> None:
    grant = {
        "id": "360G-longacre-G-0042",
        "title": "Youth Voice",
        "description": "All of your work",
        "currency": "GBP",
        "amountAwarded": 30000,
        "awardDate": "2026-11-19",
        "recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Quayside"}],
        "fundingOrganization": [{"id": "GB-CHC-7654321", "name": "The Long Acre Fund"}],
    }
    path = folder / "grants.json"
    path.write_text(json.dumps({"grants": [grant]}), encoding="utf-8")
    batch = read(folder, path)
    assert (told(batch), batch.count) == ([], 1)
    assert next(batch.rows()).tree["recipient"]["name"] == "Quayside"


def test_a_table_with_the_heads_of_the_standard_is_open_data(folder: Path) -> None:
    heads = ["Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Name"]
    heads += ["Planned Dates:Duration (months)"]
    row = ["360G-longacre-G-7", "Youth", "All of it", "GBP", "1000", "2026-11-19", "Quayside", "36"]
    rows = ",".join(heads) + "\n" + ",".join(row) + "\n"
    assert [one.tree["grant"]["years"] for one in read(folder, written(folder, rows)).rows()] == ["3"]
    book = Workbook()
    book.active.title = "grants"
    book.active.append(heads)
    book.active.append(row)
    book.save(folder / "open.xlsx")
    batch = read(folder, folder / "open.xlsx")
    assert (told(batch), [one.tree["recipient"]["name"] for one in batch.rows()]) == ([], ["Quayside"])


def test_a_file_that_is_not_there_says_so(folder: Path) -> None:
    with pytest.raises(FileProblem, match="is not there"):
        read(folder, folder / "none.csv")
    (folder / "grants.xlsx").unlink()
    with pytest.raises(FileProblem, match="hls-procure grant start"):
        read(folder)
