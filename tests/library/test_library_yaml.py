"""Strict YAML: what was typed stays as typed, and what would be lost or guessed is refused with its line and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import BROKEN, cases, expected, said

from hls_procure.errors import FileProblem, InputError
from hls_procure.library import yamlfile
from hls_procure.library.yamlfile import MAX_DEPTH, Map, Seq, decode, load, parse, read_text


def problems(text: str, **more: Any) -> str:
    with pytest.raises(InputError) as error:
        parse(text, "f.yaml", **more)
    assert error.value.exit_code == 2
    return said(error.value)


# Nothing is guessed


@pytest.mark.parametrize(
    "typed",
    [
        *"no yes off on true Null NULL NO = =1+1 5! R&D x:y a#b £5".split(),
        *"12:30:00 2027-03-01 0x10 0o17 1_000 1e3 .5 +5 007 .nan -5".split(),
    ],
)
def test_what_was_typed_stays_text(typed: str) -> None:
    assert parse(f"a: {typed}\nb: [{typed}]\n", "f.yaml") == {"a": typed, "b": [typed]}


@pytest.mark.parametrize("typed", ["", "~", "null"])
def test_nothing_is_none_and_quoted_it_is_text(typed: str) -> None:
    assert parse(f"a: {typed}\nb: '{typed}'\n", "f.yaml") == {"a": None, "b": typed}


@pytest.mark.parametrize("empty", ["", "\n", "# only a note\n", "   \n"])
def test_an_empty_file_is_a_mapping_with_nothing_in_it(empty: str) -> None:
    found = parse(empty, "f.yaml")
    assert (found, found.line) == ({}, 1)


def test_prose_that_is_folded_or_quoted_keeps_every_sign() -> None:
    words = "pay £5 # per week: &more !now *all {b} [c] <fact:x> {{ 7*7 }} %d @us `x` | > -"
    quoted = words.replace("'", "''")
    assert parse(f"a: '{quoted}'\nb: >-\n  {words}\nc: |-\n  {words}\n  {words}\n", "f.yaml") == {
        "a": words,
        "b": words,
        "c": f"{words}\n{words}",
    }


CHARACTERS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\ufffe\uffff\u2028\u2029")


@given(st.text(CHARACTERS, max_size=60))
def test_any_words_in_single_quotes_come_back_exactly(words: str) -> None:
    assert parse("a: '" + words.replace("'", "''") + "'\n", "f.yaml")["a"] == words


# What would be lost or guessed is refused: one file a mistake, and what a person is told lies beside it


@pytest.mark.parametrize("broken", cases("yaml"), ids=lambda path: path.stem)
def test_each_mistake_is_told_with_its_line_and_what_to_do(broken: Path) -> None:
    with pytest.raises(InputError) as error:
        load(broken)
    assert said(error.value) == expected(broken)


def test_every_broken_file_has_its_words_and_all_words_a_file() -> None:
    files = {path.relative_to(BROKEN).with_suffix("") for path in BROKEN.rglob("*.yaml")}
    assert files == {path.relative_to(BROKEN).with_suffix("") for path in BROKEN.rglob("*.txt")}
    assert len(files) > 120


def test_a_tag_never_makes_a_python_object(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr("os.system", ran.append)
    assert "uses a tag (!!python/object/apply:os.system)" in problems('a: !!python/object/apply:os.system ["true"]\n')
    assert not ran


def test_aliases_that_would_grow_without_end_are_refused_at_once() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join(f'*{old}' for _ in range(9))}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert problems(bomb).count("uses an anchor") == 9


def test_words_in_brackets_need_quotes_in_a_project_and_may_do_without_elsewhere() -> None:
    text = "who: {name: the night shelter, place: here}\nlist: [one word, two]\n"
    assert parse(text, "f.yaml") == {"who": {"name": "the night shelter", "place": "here"}, "list": ["one word", "two"]}
    assert problems(text, bare_words=False) == (
        "f.yaml:1  has words without quotes inside brackets: 'the night shelter'\n"
        "          A comma or a colon in them would cut the sentence. Put the words in quotes.\n"
        "f.yaml:2  has words without quotes inside brackets: 'one word'\n"
        "          A comma or a colon in them would cut the sentence. Put the words in quotes."
    )
    assert parse("who: {name: 'the night shelter', place: here}\n", "f.yaml", bare_words=False)["who"]["place"] == "here"


def test_a_comment_that_takes_nothing_away_is_fine() -> None:
    text = "# head\na: 'pay £5' # for a week\nb: word # of its own\nc: >-\n  pay £5 # per week\n# foot\n"
    assert parse(text, "f.yaml") == {"a": "pay £5", "b": "word", "c": "pay £5 # per week"}


# Characters


@pytest.mark.parametrize("sign", "\x00 \x01 \x07 \x08 \x0b \x0c \x1b \x1f \x7f \x80 \x9f \ufffe \uffff".split(" "))
def test_a_control_character_is_refused_with_its_line(sign: str) -> None:
    assert problems(f"title: one\nwho: them{sign}us\nplace: here\n") == (
        "f.yaml:2  has a character that YAML does not allow\n"
        "          Control characters often come from copying out of a PDF or a terminal. Delete the character and type it again."
    )


def test_the_line_is_right_behind_characters_of_several_bytes() -> None:
    assert problems("é😀שלום" * 200 + ": one\nwho: b\x07c\n" + "more: x\n" * 50).startswith("f.yaml:2  has a character")


def test_half_of_a_character_is_refused_with_its_line() -> None:
    assert problems("title: one\nwho: \ud83d\n") == (
        "f.yaml:2  has half of a character (a lone surrogate)\n          Delete that character and type it again."
    )


@pytest.mark.parametrize("words", ["שלום עולם", "مرحبا", "\u202eright to left", "😀👩‍👩‍👧", "e\u0301", "a\u00a0b", "𝒳"])
def test_other_writing_and_emoji_stay(words: str) -> None:
    assert parse(f'a: "{words}"\nb: >-\n  {words}\n', "f.yaml") == {"a": words, "b": words}


# Files


def write(folder: Path, raw: bytes) -> Path:
    path = folder / "project.yaml"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_other_line_ends_make_no_difference(tmp_path: Path, end: bytes, mark: bytes) -> None:
    path = write(tmp_path, mark + end.join([b"title: one", b"who: >-", b"  the people", b"  of the town", b"last: 3", b""]))
    found = load(path)
    assert found == {"title": "one", "who": "the people of the town", "last": "3"}
    assert [found.places[key].line for key in found] == [1, 2, 5]


@pytest.mark.parametrize(
    "raw",
    ["caf\u00e9".encode("latin-1"), "\u201cone\u201d".encode("cp1252"), "one".encode("utf-16"), b"\xed\xa0\x80", b"\xc0\xaf"],
)
def test_another_encoding_is_named_with_its_line(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(InputError) as error:
        load(write(tmp_path, b"title: one\nwho: " + raw + b"\n"))
    assert said(error.value) == (
        "project.yaml:2  has a character that is not UTF-8\n"
        "                A word processor or an old spreadsheet may have saved it in another encoding. "
        "Save it again as 'plain text, UTF-8'."
    )


def test_a_missing_file_and_a_folder_are_file_problems(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as error:
        read_text(tmp_path / "project.yaml")
    assert said(error.value).splitlines()[0] == f"{tmp_path / 'project.yaml'}  is not there"
    assert error.value.exit_code == 3
    with pytest.raises(FileProblem, match="could not be read"):
        read_text(tmp_path)


def test_a_file_that_may_not_be_read_is_a_file_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    path = write(tmp_path, b"title: one\n")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileProblem) as error:
        load(path)
    assert said(error.value).splitlines()[0] == f"{path}  could not be read (Permission denied)"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, b"")
    with path.open("r+b") as file:
        file.truncate(yamlfile.MAX_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("was read"))
    with pytest.raises(FileProblem) as error:
        load(path)
    assert said(error.value) == "project.yaml  is larger than 20 MB\n              Split it into smaller files."


# Depth


def nested(levels: int, kind: str) -> str:
    if kind == "block":
        return "".join(" " * depth + "a:\n" for depth in range(levels))
    opened, closed = {"list": ("[", "]"), "map": ("{a: ", "}")}[kind]
    return f"a: {opened * (levels - 1)}{closed * (levels - 1)}\n"


@pytest.mark.parametrize("kind", ["block", "list", "map"])
def test_forty_levels_are_read_and_one_more_is_refused(kind: str) -> None:
    parse(nested(MAX_DEPTH, kind), "f.yaml")
    assert "is nested more than 40 deep" in problems(nested(MAX_DEPTH + 2, kind))


@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("ended", [True, False])
def test_a_hundred_thousand_levels_are_refused_and_do_not_stop_the_program(opened: str, ended: bool) -> None:
    closed = {"[": "]", "{a: ": "}"}.get(opened, "") if ended else ""
    start = "" if opened in ("- ", "? ") else "title: one\ndeep: "
    assert "is nested more than 40 deep" in problems(f"{start}{opened * 100_000}{closed * 100_000}\n")


def test_a_long_flat_file_is_no_deep_one() -> None:
    words = "word " * 40_000
    found = parse(f"words: '{words}'\nlist: [{', '.join('{a: [x]}' for _ in range(3000))}]\n", "f.yaml")
    assert found["words"] == words
    assert len(found["list"]) == 3000


# Places


def test_every_value_knows_its_line_and_where_it_stands() -> None:
    text = "a: one\nb:\n  c: 'two'\n  d:\n    - three\n    - {e: four}\n"
    found = parse(text, "f.yaml")
    assert (found.line, found["b"].line, found["b"]["d"].line, found["b"]["d"][1].line) == (1, 3, 5, 6)
    assert {key: place.line for key, place in found["b"].places.items()} == {"c": 3, "d": 5}
    assert [place.line for place in found["b"]["d"].places] == [5, 6]
    place = found["b"].places["c"]
    assert (text[place.start : place.end], place.style) == ("'two'", "'")
    assert text[found["b"].starts["d"] :].startswith("d:\n")
    assert isinstance(found["b"], Map)
    assert isinstance(found["b"]["d"], Seq)


def test_the_python_loader_reads_the_same_where_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "a: no\nb: [x, 'y z']\nc: >-\n  folded\n  words\n"
    with_c = parse(text, "f.yaml")
    monkeypatch.delattr(yaml, "CBaseLoader")
    assert parse(text, "f.yaml") == with_c
    assert problems("é: one\ne: !x y\n").startswith("f.yaml:2  uses a tag (!x)")
    assert problems("éé: one\ne: a\x07b\n").startswith("f.yaml:2  has a character that YAML does not allow")


def test_bytes_are_decoded_as_a_file_is() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc", "x") == "a\nb\nc"
