"""The journal: a broken line is found and named, a torn one is set aside, nothing can be altered unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_strategies import Opener

from hls_procure.errors import FileProblem, InputError
from hls_procure.project.entry import chain_of, digest_of
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.journal import Journal, verify


@pytest.fixture
def path(create: Opener, place: Path) -> Path:
    folder = create()
    for title in ("One", "Two", "Three"):
        folder.set("project.title", title)
    folder.close()
    return place / "journal.jsonl"


def broken(path: Path) -> str:
    problem = verify(path).broken
    return f"{problem.where} {problem.what}" if problem else ""


def rewrite(journal: Path, number: int, **changes: object) -> None:
    lines = journal.read_text().splitlines(keepends=True)
    lines[number - 1] = json.dumps({**json.loads(lines[number - 1]), **changes}) + "\n"
    journal.write_text("".join(lines))


def test_an_untouched_journal_holds(path: Path) -> None:
    assert verify(path).entries == 4
    assert verify(path).broken is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "Other"}, "journal.jsonl:3 has other words"),
        ({"was": None}, "journal.jsonl:3 has other words"),
        ({"why": "added"}, "journal.jsonl:3 has other words"),
        ({"by": "somebody else"}, "journal.jsonl:3 does not follow"),
        ({"at": "2020-01-01T00:00:00"}, "journal.jsonl:3 does not follow"),
        ({"path": "project.place"}, "journal.jsonl:3 does not follow"),
        ({"n": 4}, "journal.jsonl:3 is entry 4, and entry 3 was expected"),
        ({"salt": "0"}, "journal.jsonl:3 has other words"),
        ({"extra": "0"}, "journal.jsonl:3 does not follow"),
        ({"left": {"salt": "0", "digest": "0", "by": 4}}, "journal.jsonl:3 was changed after words had been taken out"),
    ],
)
def test_the_first_line_that_was_altered_is_named(path: Path, changes: dict[str, object], said: str) -> None:
    rewrite(path, 3, **changes)
    assert broken(path).startswith(said)
    assert verify(path).entries == 2


def test_a_line_with_a_new_digest_breaks_the_chain(path: Path) -> None:
    rewrite(path, 3, value="Other", salt="s", digest=digest_of({"value": "Other", "was": "One"}, "s"))
    assert broken(path).startswith("journal.jsonl:3 does not follow")


def test_a_chain_forged_from_one_line_on_breaks_at_the_next(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    forged = {**lines[2], "by": "somebody else"}
    rewrite(path, 3, by="somebody else", chain=chain_of(lines[1]["chain"], forged))
    assert broken(path).startswith("journal.jsonl:4 does not follow")


def test_words_cannot_be_called_redacted_without_an_entry_that_says_so(path: Path) -> None:
    left = {"salt": "s", "digest": digest_of({"value": "Other", "was": "One"}, "s"), "by": 4}
    rewrite(path, 3, value="Other", left=left)
    assert broken(path).startswith("journal.jsonl:3 says that words were taken out of it")


def test_a_line_that_went_missing_or_moved_is_noticed(path: Path) -> None:
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[2:]))
    assert "a line is missing, moved or added" in broken(path)
    path.write_text("".join([lines[0], lines[2], lines[1], lines[3]]))
    assert "a line is missing, moved or added" in broken(path)


@pytest.mark.parametrize("line", ["", "not json", "[]", '"x"', '{"n": 3}', "[" * 100_000, '{"n": 3, "at": 1}', "\x00\x00"])
def test_a_broken_line_in_the_middle_is_an_error_that_names_it(path: Path, reopen: Opener, line: str) -> None:
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], line, *lines[3:]]) + "\n")
    with pytest.raises(InputError) as error:
        reopen()
    assert error.value.problems[0].where == "journal.jsonl:3"
    assert broken(path).startswith("journal.jsonl:3")


@pytest.mark.parametrize("torn", [b'{"n": 5, "at": "2027', b"\x00\x00\x00", b"{", b'{"n": 5}\n', "é".encode()[:1], b"null\n"])
def test_a_torn_last_line_is_set_aside_and_kept(path: Path, reopen: Opener, place: Path, torn: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    folder = reopen()
    assert [note.kind for note in folder.notes] == ["torn"]
    assert folder.project.project.title == "Three"
    assert path.read_bytes() == whole + torn
    folder.set("project.title", "Four")
    assert (place / "journal.torn").read_bytes() == torn.rstrip(b"\n") + b"\n"
    assert verify(path).broken is None
    assert reopen().notes == ()


def test_torn_lines_gather(path: Path, reopen: Opener, place: Path) -> None:
    for torn in (b"one", b"two"):
        with path.open("ab") as file:
            file.write(torn)
        reopen().hold()
    assert (place / "journal.torn").read_bytes() == b"one\ntwo\n"


def test_a_journal_of_one_torn_line_starts_again(path: Path, reopen: Opener) -> None:
    path.write_bytes(b'{"n": 1')
    folder = reopen()
    assert {note.kind for note in folder.notes} == {"torn", "adopted"}
    folder.set("project.title", "Five")
    assert verify(path).entries == 2
    assert reopen().project.project.title == "Five"


def test_a_folder_without_a_journal_is_taken_in(path: Path, reopen: Opener) -> None:
    path.unlink()
    folder = reopen()
    assert [note.kind for note in folder.notes] == ["adopted"]
    folder.set("project.title", "Six")
    assert verify(path).entries == 2
    assert reopen().project.project.title == "Six"


def test_line_ends_of_windows_do_no_harm(path: Path, reopen: Opener) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    folder = reopen()
    assert folder.project.project.title == "Three"
    folder.set("project.title", "Four")
    assert verify(path).broken is None


def test_line_ends_inside_words_stay_inside_their_line(create: Opener, reopen: Opener, place: Path) -> None:
    words = "one\ntwo\u2028three\u0085four\u2029five"
    folder = create()
    folder.set("purpose.statement", words)
    assert reopen().project.purpose.statement == words.replace("\u0085", "")
    assert verify(place / "journal.jsonl").broken is None


JSON = st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6)


@given(JSON, JSON)
def test_equal_words_have_equal_digests_and_others_have_others(first: object, second: object) -> None:
    try:
        same = digest_of({"value": first}, "s") == digest_of({"value": second}, "s")
    except UnicodeEncodeError:
        return  # half characters are taken out before they come here
    assert same == (first == second)


def test_the_cost_of_a_line_does_not_grow_with_the_project(create: Opener, place: Path) -> None:
    folder = create()
    folder.set("actors", [{"id": f"a{n}", "name": f"Number {n}"} for n in range(500)])
    folder.save()
    before = (place / "journal.jsonl").stat().st_size
    folder.put_row("actors", "a250", {"stance": "in"})
    assert (place / "journal.jsonl").stat().st_size - before < 1000


def test_reading_a_journal_changes_nothing(path: Path) -> None:
    journal = Journal.read(path)
    assert (journal.count, journal.size) == (4, path.stat().st_size)
    assert [entry.value for entry in journal.since(1)] == ["One", "Two", "Three"]


def test_somebody_else_s_line_stops_a_write(path: Path, reopen: Opener) -> None:
    folder: ProjectFolder = reopen()
    folder.hold()
    line = path.read_bytes().splitlines(keepends=True)[-1]
    with path.open("ab") as file:
        file.write(line)
    with pytest.raises(FileProblem, match="changed by something else"):
        folder.set("project.title", "Four")
    assert folder.project.project.title == "Three"
