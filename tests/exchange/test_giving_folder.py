"""All grants of a funder as open data: which are in it, what was paid, what is named, and the workbook beside it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import InputError
from hls_procure.exchange.giving_flat import COLUMNS, HEADS
from hls_procure.grants.ledger import Entry
from hls_procure.grants.row import Row
from hls_procure.model.values import Money
from hls_procure.work.giving import Given
from hls_procure.work.grants.giving import given_all
from hls_procure.work.grants.reading import Batch
from hls_procure.work.opening import Looked, look
from tests.exchange.test_giving import CHECKER
from tests.helpers import copied


@pytest.fixture
def opened(sample_once: Callable[[str], Path], tmp_path: Path) -> Looked:
    return look(copied(sample_once("youthvoice"), tmp_path / "fund"))


def row(number: int, **changes: Any) -> Row:
    """One grant: its own recipient, amount and day; the rest is the funder's."""
    said: dict[str, Any] = {
        "project": {"title": f"Working with {number} friends"},
        "recipient": {"name": f"Harbour Project {number}", "number": f"charity number {1000000 + number}"},
        "grant": {
            "id": f"G-{number:04d}",
            "purpose": "The work as a whole",
            "amount": str(1000 + number),
            "payments": [{"id": "first", "on": "2027-04-01", "amount": str(1000 + number)}],
            "starts": "2027-04-01",
            "years": "1",
        },
    }
    for path, value in changes.items():
        room, _, leaf = path.partition("__")
        said[room] = {**said[room], leaf: value}
    return Row(f"G-{number:04d}", f"grants.xlsx, Grants, row {number + 2}", said)


def batch(opened: Looked, *rows: Row) -> Batch:
    def stream() -> Iterator[Row]:
        yield from rows

    return Batch(opened.project, "grants.xlsx", len(rows), stream)


def happened(opened: Looked, *entries: tuple[str, str, dict[str, Any]]) -> None:
    lines = [
        Entry(n, "2027-01-01T09:00:00+00:00", "grants lead", id, what, date(2027, 4, n % 28 + 1), **more).line()
        for n, (id, what, more) in enumerate(entries, 1)
    ]
    (opened.folder.path / "grants.jsonl").write_bytes(b"".join(lines))


def accepted(opened: Looked, *ids: str) -> None:
    happened(opened, *((id, "accepted", {"letter": 1}) for id in ids))


def grants(made: Given) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made.data)["grants"]
    return found


def sheet(made: Given, name: str) -> list[tuple[Any, ...]]:
    from openpyxl import load_workbook

    return list(load_workbook(io.BytesIO(made.book))[name].iter_rows(values_only=True))


def test_only_what_was_accepted_is_published_and_the_others_are_named(opened: Looked) -> None:
    happened(
        opened,
        ("G-0001", "sent", {"letter": 1}),
        ("G-0002", "sent", {"letter": 1}),
        ("G-0002", "accepted", {"letter": 1}),
        ("G-0004", "accepted", {"letter": 1}),
        ("G-0004", "undo", {"entry": 4}),
        ("G-0005", "paid", {"amount": Money(100_00), "payment": "first"}),
        ("G-0006", "sent", {"letter": 1}),
        ("G-0006", "ended", {}),
    )
    made = given_all(opened, batch(opened, *(row(number) for number in range(1, 7))))
    assert [one["id"] for one in grants(made)] == ["360G-longacre-G-0002", "360G-longacre-G-0005"]
    assert made.count == 2
    assert [(one.words, one.grants) for one in made.left_out] == [
        ("its letter was sent and nobody has accepted it yet", ("G-0001",)),
        ("no letter was sent yet", ("G-0003", "G-0004")),
        ("it ended without being accepted", ("G-0006",)),
    ]


def test_what_was_paid_stands_beside_what_was_planned(opened: Looked) -> None:
    happened(
        opened,
        ("G-0001", "accepted", {"letter": 1}),
        ("G-0001", "paid", {"amount": Money(400_50), "payment": "first"}),
        ("G-0001", "paid", {"amount": Money(600_50), "payment": "first"}),
        ("G-0001", "paid", {"payment": "never-planned"}),
    )
    made = given_all(opened, batch(opened, row(1)))
    (one,) = grants(made)
    assert one["commitmentTransaction"] == [{"id": "first", "transactionDate": "2027-04-01", "currency": "GBP", "value": 1001}]
    assert [(move["id"], move["value"]) for move in one["disbursementTransaction"]] == [("paid-first", 400.5), ("paid-3", 600.5)]
    assert one["amountDisbursed"] == 1001
    assert any("entry 4 of grants.jsonl says that something was paid and not how much" in told.words for told in made.confirm)
    assert [(cells[1], cells[5]) for cells in sheet(made, "payments")[1:]] == [
        ("first", None),
        (None, "paid-first"),
        (None, "paid-3"),
    ]


def test_a_funder_who_has_accepted_nothing_publishes_nothing(opened: Looked) -> None:
    with pytest.raises(InputError, match="holds no grant that somebody has accepted"):
        given_all(opened, batch(opened, row(1)))


def test_everything_that_is_missing_is_named_with_its_row(opened: Looked) -> None:
    accepted(opened, "G-0001", "G-0002", "G-0003")
    bad = [row(1, grant__purpose=""), row(2, grant__amount="twelve"), replace(row(3), tree=row(1).tree), row(1)]
    with pytest.raises(InputError) as caught:
        given_all(opened, batch(opened, *bad))
    said = str(caught.value)
    assert "row 3  grant.purpose of G-0001 has no answer" in said
    assert "row 4  grant.amount: 'twelve' is not a sum of money" in said
    assert "G-0001 has the id 360G-longacre-G-0001 in the file, and G-0003 has it, too" in said


def test_the_workbook_holds_what_the_json_does(opened: Looked) -> None:
    accepted(opened, "G-0001", "G-0002")
    made = given_all(opened, batch(opened, row(1), row(2, recipient__name="=HYPERLINK(0)", grant__purpose="+44 to @all")))
    heads, *rows = sheet(made, "grants")
    assert heads == HEADS
    for cells, one in zip(rows, grants(made), strict=True):
        for path, cell in zip(COLUMNS, cells, strict=True):
            at: Any = one
            for step in path:
                at = at[step] if isinstance(step, int) else at.get(step, [{}])
            assert cell == (None if at in ([{}], {}) else at), path
    assert (
        made.book
        == given_all(opened, batch(opened, row(1), row(2, recipient__name="=HYPERLINK(0)", grant__purpose="+44 to @all"))).book
    )


def test_no_cell_is_a_formula(opened: Looked) -> None:
    from openpyxl import load_workbook

    accepted(opened, "G-0001")
    nasty = "=cmd|'/c calc'!A0"
    made = given_all(opened, batch(opened, row(1, recipient__name=nasty, grant__purpose="#REF!", project__title="-2+3")))
    book = load_workbook(io.BytesIO(made.book))
    cells = {cell.value: cell for cells in book["grants"].iter_rows() for cell in cells if cell.value is not None}
    assert [cells[words].data_type for words in (nasty, "#REF!", "-2+3")] == ["s", "s", "s"]
    assert cells[nasty].quotePrefix


def test_what_to_look_at_names_its_grant(opened: Looked) -> None:
    accepted(opened, "G-0001", "G-0002")
    made = given_all(opened, batch(opened, row(1, grant__purpose="Ask Mr Ash"), row(2, project__title="x" * 140)))
    assert [(told.field, told.grants) for told in made.confirm if told.grants] == [
        ("description", ("G-0001",)),
        ("title", ("G-0002",)),
    ]
    assert made.as_dict()["confirm"][0] == {
        "path": "description",
        "words": "it holds what looks like the name of a person, Mr Ash: take it out if it is one",
        "grants": ["G-0001"],
    }


def test_what_the_workbook_cannot_hold_is_named(opened: Looked) -> None:
    accepted(opened, "G-0001")
    made = given_all(opened, batch(opened, row(1, grant__purpose="word " * 7000)))
    said = {told.field: told.words for told in made.dropped}
    assert said["description beyond 32,000 characters"] == "has no column in the sheet (1 time)"
    assert len(said) == 1
    assert len(sheet(made, "grants")[1][2]) == 32_000
    assert len(grants(made)[0]["description"]) == 35_000


def test_what_is_wanted_is_said_once_with_the_grants_that_lack_it(opened: Looked) -> None:
    accepted(opened, "G-0001", "G-0002", "G-0003")
    rows = [row(1), row(2, recipient__number="none"), row(3, recipient__number="")]
    made = given_all(opened, batch(opened, *rows))
    (number,) = [told for told in made.confirm if told.field == "recipientOrganization/id"]
    assert number.grants == ("G-0002", "G-0003")
    (wanted,) = [told for told in made.wanted if told.field == "recipientOrganization/id"]
    assert (wanted.grants, wanted.question) == (("G-0003",), "GR-10")


@pytest.mark.parametrize("count", [3, pytest.param(1_000, marks=pytest.mark.slow)])
def test_the_package_keeps_to_the_standard(opened: Looked, count: int, tmp_path: Path) -> None:
    happened(
        opened,
        *((f"G-{number:04d}", "accepted", {"letter": 1}) for number in range(count)),
        *((f"G-{number:04d}", "paid", {"amount": Money(5_00), "payment": "first"}) for number in range(0, count, 2)),
    )
    rows = [row(number) for number in range(count)]
    made = given_all(opened, batch(opened, *rows))
    assert made.count == count
    if not CHECKER.exists():
        pytest.skip("the checker of the standard does not lie beside this checkout")
    path = tmp_path / "360giving.json"
    path.write_bytes(made.data)
    checked = subprocess.run([sys.executable, str(CHECKER), str(path)], capture_output=True, text=True, check=False)
    assert checked.stdout.strip() == f"360giving.json grants: {count} errors: 0", checked.stdout + checked.stderr
