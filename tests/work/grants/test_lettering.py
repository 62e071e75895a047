"""Many letters: names, what is made again and what is not, what was edited or sent, and what lies beside the letters."""

from __future__ import annotations

import errno
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import Blocked, FileProblem, InputError
from hls_procure.grants.ledger import Entry
from hls_procure.work.grants import placing
from hls_procure.work.grants.lettering import Lettered, Lettering, Order
from hls_procure.work.grants.plan import Wish
from hls_procure.work.grants.preview import preview_of
from hls_procure.work.grants.recording import Recorder
from hls_procure.work.grants.sent import built_letters, freeze_letter, letter_bytes
from tests.helpers import copied
from tests.work.grants.batches import Change, batch

NOTHING: Change = lambda number, tree: None  # noqa: E731


@pytest.fixture(scope="module")
def once(sample_once: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the letters of twelve grants."""
    folder = copied(sample_once("youthvoice"), tmp_path_factory.mktemp("batch") / "fund")
    letters(folder)
    return folder


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return copied(once, tmp_path / "fund")


def letters(folder: Path, count: int = 12, change: Change = NOTHING, **order: Any) -> Lettered:
    return Lettering(folder, batch(folder, count, change), Order(**order)).run()


def manifest(folder: Path) -> dict[str, dict[str, Any]]:
    data = json.loads((folder / "letters/manifest.json").read_text("utf-8"))
    return {one["id"]: one for one in data["letters"]}


def everything(folder: Path) -> dict[str, bytes]:
    root = folder / "letters"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode("utf-8")


def more(id: str, pounds: int = 99_000) -> Change:
    """A change of the sum of one grant."""

    def change(number: int, tree: dict[str, Any]) -> None:
        if tree["grant"]["id"] == id:
            tree["grant"]["amount"] = str(pounds)
            tree["grant"]["payments"] = [{"id": "all", "on": "2027-01-15", "amount": str(pounds)}]

    return change


def send(folder: Path, id: str, letter: int, on: date) -> None:
    """As `grant record … sent` does it: the letter frozen, and an entry in the ledger."""
    built = built_letters(folder)[id]
    sha256 = freeze_letter(folder, built, letter_bytes(folder, built), letter, on=on, by="grants lead", tree={})
    with Recorder(folder, "grants lead", "now") as recorder:
        at = datetime(2026, 12, 1, tzinfo=UTC).isoformat()
        entry = Entry(
            recorder.ledger.next(), at, "grants lead", id, "sent", on, letter=letter, sha256=sha256, digest=built.digest
        )  # fmt: skip
        recorder.add([entry])


def test_every_letter_has_a_name_of_its_own_that_every_system_can_hold(once: Path) -> None:
    names = {one["id"]: one["file"] for one in manifest(once).values()}
    assert names["G-0008"] == "roots/G-0008-tom-jerry-cic.docx"
    assert names["G-0009"] == "wings/G-0009-ty-cymru.docx"
    assert names["G-0010"] == "programme-preview/G-0010.docx", "nothing of an Arabic name can be written so"
    assert names["G-0003"] == "no-programme/G-0003.docx"
    assert len({name.casefold() for name in names.values()}) == 12
    assert all((once / "letters" / name).exists() for name in names.values())


def test_the_manifest_tells_of_each_letter_what_it_is(once: Path) -> None:
    one = manifest(once)["G-0001"]
    assert one["where"] == "grants.xlsx, Grants, row 4"
    assert one["sha256"] == placing.file_hash(once / "letters" / one["file"])
    assert (one["draft"], one["number"]) == (True, 1)
    assert len({letter["key"] for letter in manifest(once).values()}) == 6
    assert not list((once / "letters").rglob("*.tmp"))
    assert not (once / "letters/.making").exists()


@pytest.mark.slow
def test_a_second_run_makes_nothing_and_changes_nothing(folder: Path) -> None:
    before = everything(folder)
    done = letters(folder)
    assert (done.made, done.kept, done.states) == (0, 12, {"same": 12})
    assert everything(folder) == before


@pytest.mark.slow
def test_a_row_that_changed_is_made_again_and_no_other(folder: Path) -> None:
    before = everything(folder)
    done = letters(folder, change=more("G-0005"))
    assert (done.made, done.kept, done.states) == (1, 11, {"same": 11, "changed": 1})
    after = everything(folder)
    changed = {name for name in after if after[name] != before.get(name)}
    letter = manifest(folder)["G-0005"]["file"]
    assert changed == {letter, "manifest.json", "summary.txt", "summary.xlsx", "payments.xlsx", "payments.ics"}
    assert "£99,000" in words(after[letter])


@pytest.mark.slow
def test_a_row_written_otherwise_is_the_same_row(folder: Path) -> None:
    def change(number: int, tree: dict[str, Any]) -> None:
        tree["grant"]["amount"] = f"£{int(tree['grant']['amount']):,}.00"
        tree["grant"]["payments"][0]["on"] = "15 January 2027"

    assert letters(folder, change=change).states == {"same": 12}


@pytest.mark.slow
def test_new_rows_and_rows_that_are_gone_are_told(folder: Path) -> None:
    done = Lettering(folder, batch(folder, 12, skip=2), Order()).run()
    assert done.states == {"same": 10, "new": 2}
    assert done.gone == ["G-0001", "G-0002"]
    assert (folder / "letters" / manifest(folder)["G-0001"]["file"]).exists(), "what is gone is not taken away"


@pytest.mark.slow
def test_two_grants_that_say_the_same_are_told(folder: Path) -> None:
    def change(number: int, tree: dict[str, Any]) -> None:
        if tree["grant"]["id"] == "G-0012":
            first = batch(folder, 1)
            tree.update(next(first.rows()).tree)
            tree["grant"] = {**tree["grant"], "id": "G-0012"}

    assert letters(folder, change=change).twins == {"G-0012": "G-0001"}


@pytest.mark.slow
def test_a_recipient_with_a_new_name_has_one_letter_and_not_two(folder: Path) -> None:
    before = manifest(folder)["G-0001"]["file"]

    def change(number: int, tree: dict[str, Any]) -> None:
        if number == 1:
            tree["recipient"]["short_name"] = "Harbour"

    letters(folder, change=change)
    assert manifest(folder)["G-0001"]["file"] == "wings/G-0001-harbour.docx"
    assert not (folder / "letters" / before).exists()


@pytest.mark.slow
def test_an_edited_letter_is_left_alone_and_a_new_one_goes_beside_it(folder: Path) -> None:
    file = folder / "letters" / manifest(folder)["G-0005"]["file"]
    file.write_bytes(file.read_bytes() + b" ")
    edited = file.read_bytes()
    done = letters(folder)
    assert done.edited == [manifest(folder)["G-0005"]["file"]], "nothing new is to be said, so nothing is made"
    done = letters(folder, change=more("G-0005"))
    beside = f"{file.stem}--2.docx"
    assert done.beside == {f"wings/{file.name}": f"wings/{beside}"}
    assert file.read_bytes() == edited
    assert manifest(folder)["G-0005"]["file"] == f"wings/{beside}"
    letters(folder, change=more("G-0005", 77_000))
    assert "£77,000" in words((file.parent / beside).read_bytes()), "the one beside it was not edited, and is made again"
    assert len(list(file.parent.glob(f"{file.stem}*"))) == 2


@pytest.mark.slow
def test_a_letter_that_was_sent_is_not_made_again_and_a_changed_one_takes_its_place(folder: Path) -> None:
    send(folder, "G-0005", 1, date(2026, 12, 1))
    frozen = folder / "issued/letters/G-0005/1/letter.docx"
    sent = frozen.read_bytes()
    done = letters(folder)
    assert (done.made, done.states) == (0, {"same": 11, "sent": 1})
    done = letters(folder, change=more("G-0005"))
    assert (done.made, done.replacing) == (1, ["G-0005"])
    one = manifest(folder)["G-0005"]
    assert one["file"] == "wings/G-0005-cmd-c-calc-a0-letter-2.docx"
    assert (one["number"], one["replaces"]) == (2, "2026-12-01")
    text = words((folder / "letters" / one["file"]).read_bytes())
    assert "This letter takes the place of the one that we sent you on " in text
    assert "1 December 2026" in text
    assert frozen.read_bytes() == sent
    assert letters(folder, change=more("G-0005")).made == 0, "the second letter is not made twice"
    send(folder, "G-0005", 2, date(2026, 12, 8))
    assert letters(folder, change=more("G-0005")).states == {"same": 11, "sent": 1}
    assert letters(folder).replacing == ["G-0005"], "back to what it was is a change, too"
    assert manifest(folder)["G-0005"]["replaces"] == "2026-12-08"


@pytest.mark.slow
def test_a_workbook_without_a_grant_makes_nothing(folder: Path) -> None:
    before = everything(folder)
    with pytest.raises(InputError, match=r"grants\.xlsx  holds no grant yet"):
        letters(folder, 0)
    assert everything(folder) == before


@pytest.mark.slow
def test_a_grant_that_ended_gets_no_letter(folder: Path) -> None:
    with Recorder(folder, "grants lead", "now") as recorder:
        recorder.add([Entry(1, "2026-12-01T09:00:00+00:00", "lead", "G-0005", "ended", date(2026, 12, 1))])
    done = letters(folder, change=more("G-0005"))
    assert (done.made, done.states) == (0, {"same": 11, "ended": 1})


@pytest.mark.slow
def test_a_letter_that_cannot_be_set_is_named_and_the_others_are_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hls_procure.errors import Problem
    from hls_procure.work.grants.bench import Bench

    real = Bench._others

    def fussy(self: Bench, row: Any, stem: str, formats: Any) -> dict[str, bytes]:
        if row.id == "G-0003":
            raise InputError(Problem("", "could not be set"))
        return real(self, row, stem, formats)

    monkeypatch.setattr(Bench, "_others", fussy)
    with pytest.raises(InputError, match="G-0003  could not be set"):
        letters(folder, 4, formats=("txt",))
    assert len(list((folder / "letters").glob("*/*.txt"))) == 3
    monkeypatch.undo()
    assert letters(folder, 4, formats=("txt",)).made == 1


@pytest.mark.slow
def test_settled_words_are_no_draft(folder: Path) -> None:
    key = manifest(folder)["G-0001"]["key"]
    with Recorder(folder, "grants lead", "now") as recorder:
        recorder.add([Entry(1, "2026-12-01T09:00:00+00:00", "lawyer", "wording", "settled", date(2026, 12, 1), keys=(key,))])
    done = letters(folder)
    assert done.made == sum(one["key"] == key for one in manifest(folder).values())
    assert key not in done.drafts
    assert len(done.drafts) == 5
    assert manifest(folder)["G-0001"]["draft"] is False


@pytest.mark.slow
def test_only_some_grants(folder: Path) -> None:
    before = manifest(folder)
    done = letters(folder, change=lambda number, tree: tree["grant"].update(years="4"), wish=Wish(["G-0002", "G-0003"]))
    assert done.made == 2
    changed = {id for id, one in manifest(folder).items() if one != before[id]}
    assert changed == {"G-0002", "G-0003"}
    assert letters(folder, wish=Wish(programme="wings")).states == {"same": 3}
    with pytest.raises(InputError, match="G-0099"):
        letters(folder, wish=Wish(["G-0099"]))


@pytest.mark.slow
def test_every_gap_is_named_before_anything_is_made(folder: Path) -> None:
    before = everything(folder)

    def change(number: int, tree: dict[str, Any]) -> None:
        if number in (3, 7):
            del tree["recipient"]["address"]
        if number == 9:
            del tree["grant"]["why_you"]

    with pytest.raises(InputError) as caught:
        letters(folder, change=change)
    wheres = [problem.where for problem in caught.value.problems]
    assert wheres == [
        "G-0003, Recipients, column Postal address",
        "G-0007, Recipients, column Postal address",
        "G-0009, Grants, column Why you chose them",
    ]
    assert everything(folder) == before
    assert letters(folder, change=change, wish=Wish(["G-0001"])).states == {"same": 1}, "others are not asked for"


def test_errors_of_checks_stop_everything_and_name_the_grants(folder: Path) -> None:
    def change(number: int, tree: dict[str, Any]) -> None:
        if number in (4, 5):
            tree["grant"]["amount"] = "90000"

    with pytest.raises(Blocked) as caught:
        letters(folder, change=change)
    found = {problem.where: problem.what for problem in caught.value.problems if problem.where}
    assert set(found) == {"G-0004", "G-0005"}
    assert found["G-0004"].startswith("RA711 The payments make £100,020, and the grant is £90,000")


@pytest.mark.slow
def test_warnings_are_told_once_for_all_letters_they_are_about(folder: Path) -> None:
    def change(number: int, tree: dict[str, Any]) -> None:
        if number in (2, 4):
            tree["grant"]["years"] = "1"

    [(fault, ids, _)] = [one for one in letters(folder, change=change).finds.of("warning", "info") if one[0].code == "RA715"]
    assert ids == ["G-0002", "G-0004"]
    assert "for one year" in fault.message


def test_payments_and_summary(once: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(once / "letters/payments.xlsx")
    rows = list(book.active.iter_rows(min_row=2))
    assert len(rows) == 60
    assert [cell.value for cell in rows[0][1:]] == ["G-0001", "Tom & Jerry <CIC>", "Wings", 20001]
    days = [row[0].value for row in rows]
    assert days == sorted(days)
    assert days[0].date() == date(2027, 1, 15)
    hostile = [row[2] for row in rows if str(row[2].value).startswith("=")]
    assert hostile
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in hostile)
    with zipfile.ZipFile(once / "letters/payments.xlsx") as file:
        assert "<f>" not in file.read("xl/worksheets/sheet1.xml").decode()
    totals = load_workbook(once / "letters/summary.xlsx")["Programmes and years"]
    assert [cell.value for cell in totals[6]][:4] == ["All", 12, sum(5 * (20_000 + n) for n in range(1, 13)), 240_078]
    assert "12 grants, £1,200,390 in all, 60 payments." in (once / "letters/summary.txt").read_text("utf-8")
    calendar = (once / "letters/payments.ics").read_text("utf-8")
    assert calendar.count("BEGIN:VEVENT") == 60
    assert "UID:G-0001-payment-y2027@" in calendar


@pytest.mark.slow
def test_a_preview_has_the_longest_the_shortest_and_one_of_each_choice(folder: Path) -> None:
    run = Lettering(folder, batch(folder, 12), Order())
    done = preview_of(run)
    assert len(done.preview) == 6, "the longest and the shortest stand for their choices"
    assert sum(why.startswith("the longest and one of choice") for why in done.preview.values()) == 1
    made = {path.name for path in (folder / "letters/preview").glob("*.docx")}
    assert made == set(done.preview)
    sizes = {path.name: len(words(path.read_bytes())) for path in (folder / "letters/preview").glob("*.docx")}
    assert max(sizes, key=lambda name: sizes[name]).startswith("longest")
    again = preview_of(Lettering(folder, batch(folder, 3), Order()))
    assert {path.name for path in (folder / "letters/preview").glob("*.docx")} == set(again.preview), "what was read goes"


@pytest.mark.slow
def test_other_formats(folder: Path) -> None:
    assert letters(folder, 2, formats=("docx", "txt", "html")).made == 2
    one = manifest(folder)["G-0001"]
    stem = one["file"].removesuffix(".docx")
    assert set(one["also"]) == {f"{stem}.txt", f"{stem}.html"}
    assert "Tom & Jerry <CIC> 1" in (folder / "letters" / f"{stem}.txt").read_text("utf-8")


@pytest.mark.slow
def test_a_disk_that_fills_keeps_what_was_made_and_goes_on_from_there(
    folder: Path, once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(folder / "letters")
    real, count = placing.write, 0

    def full(path: Path, data: bytes) -> None:
        nonlocal count
        count += 1
        if count > 5:
            path.write_bytes(data[:1000])
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, data)

    monkeypatch.setattr(placing, "write", full)
    with pytest.raises(FileProblem) as caught:
        letters(folder)
    assert caught.value.exit_code == 3
    assert "5 of 12 letters are done" in caught.value.problems[0].why
    made = list((folder / "letters").rglob("*.docx"))
    assert len(made) == 5
    assert not list((folder / "letters").rglob("*.tmp"))
    monkeypatch.undo()
    done = letters(folder)
    assert (done.made, done.kept) == (7, 5)
    assert everything(folder) == everything(once)


@pytest.mark.slow
def test_a_letter_that_is_open_in_word_is_named_and_the_others_are_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    real = os.replace

    def held(source: Path, target: Path) -> None:
        if "G-0005" in str(target):
            raise PermissionError(errno.EACCES, "Permission denied")
        real(source, target)

    shutil.rmtree(folder / "letters")
    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(FileProblem, match=r"G-0005-cmd-c-calc-a0\.docx  could not be replaced") as caught:
        letters(folder)
    assert "11 of 12 letters are done" in caught.value.problems[0].why
    monkeypatch.undo()
    assert letters(folder).made == 1
