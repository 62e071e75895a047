"""Recording what happened: letters are frozen as they went out, everything that is wrong is said at once, nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import FileProblem, HlsError, InputError, Problem
from hls_procure.grants.row import Row
from hls_procure.model.values import Money
from hls_procure.project.lock import Lock
from hls_procure.work.grants import source
from hls_procure.work.grants.acts import Recorded
from hls_procure.work.grants.falling_due import list_due, write_calendar
from hls_procure.work.grants.history import history, shown
from hls_procure.work.grants.reading import Batch
from hls_procure.work.grants.recording import Recorder, load_ledger
from hls_procure.work.grants.source import reader
from hls_procure.work.grants.typed import LONGEST, Act, words_of
from tests.grants.funders import FunderFolder, row

SENT = date(2026, 12, 1)


@pytest.fixture
def folder(tmp_path: Path) -> FunderFolder:
    made = FunderFolder(tmp_path / "fund", [row("G-1", "Quayside"), row("G-2", "Kiln", "30000"), row("G-3", "Tom & Jerry <CIC>")])
    made.build()
    return made


def act(folder: FunderFolder, ids: str, what: str, on: date = SENT, **more: Any) -> Recorded:
    return folder.desk().record(Act(tuple(ids.split(",")), what, on, **more))


def refused(folder: FunderFolder, ids: str, what: str, on: date = SENT, **more: Any) -> str:
    before = (folder.path / "grants.jsonl").read_bytes() if (folder.path / "grants.jsonl").exists() else b""
    with pytest.raises(HlsError) as caught:
        act(folder, ids, what, on, **more)
    after = (folder.path / "grants.jsonl").read_bytes() if (folder.path / "grants.jsonl").exists() else b""
    assert after == before
    return str(caught.value)


def test_a_letter_that_is_sent_is_frozen_with_what_it_rests_on(folder: FunderFolder) -> None:
    data = folder.letter("G-1").read_bytes()
    made = act(folder, "g-1", "sent")
    assert [(one.id, one.letter, one.file) for one in made.entries] == [("G-1", 1, "issued/letters/G-1/1/letter.docx")]
    frozen = folder.path / "issued" / "letters" / "G-1" / "1"
    assert (frozen / "letter.docx").read_bytes() == data
    facts = json.loads((frozen / "facts.json").read_text(encoding="utf-8"))
    assert facts["edited"] is False
    assert facts["on"] == "2026-12-01"
    assert facts["tree"]["recipient"]["name"] == "Quayside"
    assert facts["tree"]["funder"]["name"] == "The Long Acre Fund"
    assert "was sent already, as letter 1 on 1 December 2026" in refused(folder, "G-1", "sent", date(2026, 12, 2))
    rest = act(folder, "all", "sent", date(2026, 12, 2))
    assert [one.id for one in rest.entries] == ["G-2", "G-3"]
    assert rest.passed == ("1 letter was sent before and not recorded again.",)


def test_a_letter_edited_in_word_is_frozen_as_it_is_and_said_so(folder: FunderFolder) -> None:
    folder.letter("G-1").write_bytes(b"edited")
    made = act(folder, "G-1", "sent")
    assert "edited since it was built" in made.said[1][0]
    assert (folder.path / "issued/letters/G-1/1/letter.docx").read_bytes() == b"edited"
    assert json.loads((folder.path / "issued/letters/G-1/1/facts.json").read_bytes())["edited"] is True


def test_what_stands_in_the_way_of_sending_is_said_of_every_letter_at_once(folder: FunderFolder) -> None:
    folder.rows["G-1"] = row("G-1", "Quayside", "40000")
    folder.letter("G-2").unlink()
    assert "No letter of that id was built" in refused(folder, "G-1,Z-77", "accepted")
    assert "Did you mean 'G-1'?" in refused(folder, "G-1,G-11", "sent")
    said = refused(folder, "G-1,G-2", "sent")
    assert "says otherwise in grants.xlsx, Grants, row 1 now than in its letter" in said
    assert "no longer there" in said
    folder.rows.pop("G-3")
    assert "is in no row any more" in refused(folder, "G-3", "sent")


def test_a_draft_does_not_go_out_until_its_words_are_settled(folder: FunderFolder) -> None:
    folder.build(draft=True)
    assert "and 2 more still say that they are drafts" in refused(folder, "all", "sent")
    assert "still says that it is a draft" in refused(folder, "G-1", "sent")
    assert "--by" in refused(folder, "wording", "settled")
    act(folder, "wording", "settled", who="solicitor")
    assert load_ledger(folder.path).settled() == {"key-1", "key-2", "key-3"}
    assert "settled already" in refused(folder, "wording", "settled", who="solicitor")
    assert "of wording" in refused(folder, "G-1", "settled", who="solicitor")
    folder.build()
    assert len(act(folder, "all", "sent").entries) == 3


def test_a_corrected_letter_takes_the_place_of_the_first_and_never_its_folder(folder: FunderFolder) -> None:
    act(folder, "G-1", "sent")
    act(folder, "G-1", "accepted", date(2026, 12, 9), who="director")
    first = (folder.path / "issued/letters/G-1/1/letter.docx").read_bytes()
    folder.rows["G-1"] = row("G-1", "Quayside", "40000")
    folder.numbers["G-1"] = 2
    folder.build()
    assert "--letter says 5" in refused(folder, "G-1", "sent", date(2026, 12, 10), letter=5)
    made = act(folder, "G-1", "sent", date(2026, 12, 10))
    assert made.entries[0].letter == 2
    assert (folder.path / "issued/letters/G-1/1/letter.docx").read_bytes() == first
    assert load_ledger(folder.path).state("G-1").name == "sent"
    assert act(folder, "G-1", "accepted", date(2026, 12, 12), who="director").entries[0].letter == 2


def test_a_yes_by_email_keeps_who_when_and_the_words_exactly(folder: FunderFolder) -> None:
    words = "Yes, we accept.\r\n\tDiolch! \x1b[2J \u202egnp.exe “Tom & Jerry <CIC>”"
    act(folder, "G-1", "sent")
    made = act(folder, "G-1", "accepted", date(2026, 12, 9), who="director", words=words)
    assert load_ledger(folder.path).state("G-1").accepted == made.entries[0]
    assert made.entries[0].words == words
    (told,) = history(folder.path, ["G-1"])
    text = "\n".join(told.lines())
    assert "letter 1 was accepted on 9 December 2026, by the director" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b[2J \\u202egnp.exe" in shown(words)
    act(folder, "G-2", "sent")
    assert "nobody is named who said yes" in act(folder, "G-2", "accepted", date(2026, 12, 9)).said[4][0]


def test_bank_details_addresses_and_long_words_are_not_taken_in(folder: FunderFolder) -> None:
    act(folder, "G-1", "sent")
    said = refused(folder, "G-1", "accepted", words="Yes. Pay into 20-00-00 12345678", who="director@example.org")
    assert "sort code and an account number" in said
    assert "a role is kept here" in said
    assert "longer than" in refused(folder, "G-1", "accepted", words="x" * (LONGEST + 1))


def test_everything_that_contradicts_is_said_at_once_with_both_days(folder: FunderFolder) -> None:
    act(folder, "all", "sent")
    said = refused(folder, "G-1,G-2", "accepted", date(2026, 11, 30), who="director")
    assert said.count("30 November 2026") == 2
    assert said.count("1 December 2026") == 2
    assert "was sent" in refused(folder, "G-1", "spoke", date(2026, 1, 1))
    assert "Did you mean 'accepted'?" in refused(folder, "G-1", "acepted")
    said = refused(folder, "G-1", "kept", amount=Money(100))
    assert "--amount" in said
    assert "--promise" in said
    assert "Did you mean 'hear'?" in refused(folder, "G-1", "kept", promise="hears")
    assert "There are: hear." in refused(folder, "all", "kept", promise="zzz")
    assert act(folder, "all", "kept", date(2027, 3, 20), promise="hear").entries[0].id == "all"


def test_payments_find_their_own_day_and_sum(folder: FunderFolder) -> None:
    act(folder, "all", "sent")
    act(folder, "G-1,G-2", "accepted", date(2026, 12, 9), who="director")
    assert "names no grant" in refused(folder, "all", "paid", date(2027, 1, 14))
    made = act(folder, "all", "paid", date(2027, 1, 15))
    assert [(one.id, one.payment, str(one.amount)) for one in made.entries] == [
        ("G-1", "year-1", "£10,000"),
        ("G-2", "year-1", "£15,000"),
    ]
    assert "It has: year-1, year-2." in refused(folder, "G-2", "paid", date(2027, 1, 16), payment="third")
    early = act(folder, "G-3", "paid", date(2027, 1, 15), amount=Money(900_000))
    assert [part for part in ("£9,000 was paid", "nobody has said yes") if part not in " ".join(early.said[8])] == []
    twice = act(folder, "G-1", "paid", date(2027, 1, 20), amount=Money(1_000_000))
    assert "paid twice" in twice.said[9][0]


def test_a_yearly_rise_is_not_forgotten_where_nobody_says_the_sum(folder: FunderFolder) -> None:
    plain = row("G-1", "Quayside")
    grant = {**plain.tree["grant"], "uplift": {"kind": "percent", "percent": "3"}}
    folder.rows["G-1"] = Row(plain.id, plain.where, {**plain.tree, "grant": grant})
    folder.build()
    act(folder, "G-1", "sent")
    act(folder, "G-1", "accepted", date(2026, 12, 9), who="director")
    assert act(folder, "G-1", "paid", date(2027, 1, 15)).said[3] == ()
    assert "the yearly rise of 3% is not in it" in act(folder, "G-1", "paid", date(2028, 1, 15)).said[4][0]


def test_a_conversation_long_before_the_one_about_what_comes_next_leaves_that_one_standing(folder: FunderFolder) -> None:
    act(folder, "G-1", "sent")
    early = act(folder, "G-1", "spoke", date(2027, 10, 1))
    assert early.said[2] == ("the conversation about what comes next still stands: by 14 January 2028",)
    assert act(folder, "G-1", "spoke", date(2028, 1, 10)).said[3] == ()


def test_an_entry_is_taken_back_by_another_and_never_lost(folder: FunderFolder) -> None:
    act(folder, "G-1", "sent")
    act(folder, "G-1", "accepted", date(2026, 12, 9), who="director")
    with pytest.raises(InputError, match="Take that back first"):
        folder.desk().undo("G-1", range(1, 1 + 1), SENT)
    with pytest.raises(InputError, match="no entry 2 that stands"):
        folder.desk().undo("G-2", range(2, 2 + 1), SENT)
    before = (folder.path / "grants.jsonl").read_bytes()
    folder.desk().undo("g-1", range(2, 2 + 1), SENT, "the wrong grant")
    assert (folder.path / "grants.jsonl").read_bytes().startswith(before)
    assert load_ledger(folder.path).state("G-1").name == "sent"
    with pytest.raises(InputError, match="no entry 2 that stands"):
        folder.desk().undo("G-1", range(2, 2 + 1), SENT)
    folder.desk().undo("G-1", range(1, 1 + 1), SENT)
    assert act(folder, "G-1", "sent", date(2026, 12, 2)).entries[0].letter == 1
    assert "taken back by entry 3" in "\n".join(history(folder.path, ["G-1"])[0].lines())


def test_many_entries_are_taken_back_at_once(folder: FunderFolder) -> None:
    act(folder, "all", "sent")
    act(folder, "all", "accepted", date(2026, 12, 9), who="director")
    with pytest.raises(InputError, match="Take that back first"):
        folder.desk().undo("all", range(2, 5), SENT)
    with pytest.raises(InputError, match="no entry from 1 to 2"):
        folder.desk().undo("G-3", range(1, 3), SENT)
    made = folder.desk().undo("all", range(2, 7), SENT)
    assert [one.entry for one in made.entries] == [2, 3, 4, 5, 6]
    assert [load_ledger(folder.path).state(id).name for id in ("G-1", "G-2", "G-3")] == ["sent", "not sent", "not sent"]


def test_a_torn_last_line_is_set_aside_and_said_and_a_letter_frozen_before_a_crash_is_taken_up(folder: FunderFolder) -> None:
    act(folder, "G-1", "sent")
    path = folder.path / "grants.jsonl"
    whole = path.read_bytes()
    act(folder, "G-2", "sent")
    second = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + second[:40])
    assert load_ledger(folder.path).torn == second[:40]
    made = act(folder, "G-2", "sent")
    assert "torn off" in made.notes[0]
    assert (folder.path / "grants.torn").read_bytes() == second[:40] + b"\n"
    assert [one.letter for one in load_ledger(folder.path).entries] == [1, 1]


def test_where_no_letter_was_ever_built_nothing_can_have_happened_and_nothing_is_made(tmp_path: Path) -> None:
    empty = FunderFolder(tmp_path / "empty", [])
    with pytest.raises(FileProblem, match="holds no letters yet"):
        act(empty, "G-1", "accepted", who="director")
    with pytest.raises(FileProblem, match="holds no letters yet"):
        empty.desk().undo("G-1", range(1, 1 + 1), SENT)
    assert not list(empty.path.iterdir())


def test_two_who_record_at_once_do_not_overwrite_one_another(folder: FunderFolder) -> None:
    act(folder, "G-1", "sent")
    with Recorder(folder.path, "finance officer", "2027-01-15T09:00:00+00:00"):
        said = refused(folder, "G-2", "sent")
    assert "finance officer" in said
    with Lock(folder.path / "letters", "grants lead", "2027-01-15T09:00:00+00:00", "built into"):
        assert "sent from by grants lead" in refused(folder, "G-2", "sent")
        act(folder, "G-1", "spoke", date(2027, 1, 2))
    act(folder, "G-2", "sent")


def test_letters_made_from_another_file_are_sent_from_its_rows(
    folder: FunderFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (other,) = folder.read(tmp_path / "awards.csv")
    manifest = folder.path / "letters" / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"grants.xlsx"', '"awards.csv"'), encoding="utf-8")

    def read_batch(path: Path, file: Path | None = None) -> Batch:
        return replace(other, source="awards.csv" if file else "grants.xlsx", stream=other.stream if file else lambda: iter(()))

    monkeypatch.setattr(source, "read_batch", read_batch)
    (folder.path / "grants.xlsx").touch()

    def sent(file: Path | None) -> Recorded:
        folder.read = reader(file)  # type: ignore[method-assign,assignment]
        return act(folder, "G-1", "sent")

    with pytest.raises(InputError, match=r"was made from awards\.csv, which does not lie in the folder(.|\n)*--file FILE"):
        sent(None)
    assert len(sent(tmp_path / "awards.csv").entries) == 1
    folder.desk().undo("G-1", range(1, 1 + 1), SENT)
    (folder.path / "awards.csv").touch()
    assert len(sent(None).entries) == 1


def test_a_letter_made_elsewhere_is_kept_as_it_is_and_its_grant_is_due(tmp_path: Path) -> None:
    folder = FunderFolder(tmp_path / "fund", [row("G-1", "Quayside"), row("G-2", "Kiln")])
    old = tmp_path / "Old letter.PDF"
    old.write_bytes(b"%PDF-1.7 old")
    made = act(folder, "g-1", "sent", date(2025, 3, 1), letter_file=old)
    assert made.entries[0].file == "issued/letters/G-1/1/letter.pdf"
    assert (folder.path / made.entries[0].file).read_bytes() == b"%PDF-1.7 old"
    facts = json.loads((folder.path / "issued/letters/G-1/1/facts.json").read_text("utf-8"))
    assert (facts["file"], facts["edited"], facts["tree"]["recipient"]["name"]) == ("Old letter.PDF", False, "Quayside")
    assert "was sent already, as letter 1 on 1 March 2025" in refused(folder, "G-1", "sent", letter_file=old)
    assert "one letter, and goes to one grant" in refused(folder, "all", "sent", letter_file=old)
    assert "--letter-file" in refused(folder, "G-1", "spoke", letter_file=old)
    assert "Did you mean 'G-2'?" in refused(folder, "G-22", "sent", letter_file=old)
    (tmp_path / "empty.docx").touch()
    assert "no letter that can be kept" in refused(folder, "G-2", "sent", letter_file=tmp_path / "empty.docx")
    act(folder, "G-1", "accepted", date(2025, 3, 9), who="director")
    found = list_due(folder.path, date(2027, 1, 1), 6, read=folder.read)
    assert [one.note for one in found.due.items if one.kind == "payment" and one.ids == ("G-1",)] == [""]


def test_words_come_from_a_file_in_what_windows_writes_too(tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_bytes("﻿Yes – Siân".encode())
    assert words_of("", path) == "Yes – Siân"
    path.write_bytes("Yes – Siân".encode("cp1252"))
    assert words_of("", path) == "Yes – Siân"
    with pytest.raises(InputError, match="twice"):
        words_of("Yes", path)
    with pytest.raises(FileProblem, match="no longer there"):
        words_of("", tmp_path / "none.txt")


def test_what_was_sent_is_due_even_when_the_workbook_has_lost_it_or_cannot_be_read(folder: FunderFolder) -> None:
    act(folder, "all", "sent")
    folder.rows.pop("G-1")
    found = list_due(folder.path, date(2027, 1, 1), 6, read=folder.read)
    assert {id for one in found.due.items for id in one.ids} == {"G-1", "G-2", "G-3"}

    def broken(path: Path) -> Any:
        raise FileProblem(Problem("grants.xlsx", "is not there"))

    alone = list_due(folder.path, date(2027, 1, 1), 6, read=broken)
    assert [one.uid for one in alone.due.items] == [one.uid for one in found.due.items]
    assert "grants.xlsx" in alone.notes[0].text()
    path = write_calendar(folder.path, found)
    assert path is not None
    first = path.read_bytes()
    write_calendar(folder.path, list_due(folder.path, date(2027, 1, 1), 6, read=folder.read))
    assert path.read_bytes() == first
    assert b"Tom & Jerry <CIC>" in first
    empty = FunderFolder(folder.path.parent / "other", [])
    assert write_calendar(empty.path, list_due(empty.path, date(2027, 1, 1), 6, read=empty.read)) is None
    assert not (empty.path / "letters").exists()
    with pytest.raises(InputError, match="1 to 120"):
        list_due(folder.path, date(2027, 1, 1), 0, read=folder.read)


def test_a_grant_changed_after_it_was_sent_is_due_as_the_workbook_says(folder: FunderFolder) -> None:
    act(folder, "G-1", "sent")
    changed: Row = row("G-1", "Quayside", "44000")
    folder.rows["G-1"] = changed
    found = list_due(folder.path, date(2027, 1, 1), 1, read=folder.read)
    assert [str(one.amount) for one in found.due.items if one.ids == ("G-1",) and one.kind == "payment"] == ["£22,000"]
    assert any("otherwise than the letter" in note.text() for note in found.notes)
