"""Plain text for e-mail: every word in order, lines of 72 characters, rows that stand by themselves, nothing taken amiss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Block, Document, Front, Heading, Para, Span, Table, block_texts, plain_text
from hls_procure.documents.text import WIDTH, wrapped, write_text
from hls_procure.work.building import assemble, build
from hls_procure.work.opening import open_project
from tests.documents.test_hostile_answers import TYPED
from tests.documents.test_pdf_words import document as typed_document
from tests.helpers import copied, run, ticking
from tests.work.test_grant import LIMITED, changed

#: What begins a quotation, a signature or another message for some mail program.
AMISS = re.compile(r">|\||--|From\b")


def text_of(document: Document) -> str:
    return write_text(document).decode("utf-8")


def letter(*typed: str, title: str = "Our grant") -> Document:
    """A letter whose paragraphs are these."""
    front = Front(title, "1 Any Road", "The Fund", "R-1", "Draft 1", "1 March 2027")
    blocks = tuple(Para(f"p{n}", "none", 1, "", (Span("fact", one),), role="letter") for n, one in enumerate(typed))
    return Document("D99", "the Letter", "D99-letter", "recipient", "letter.docx", front, blocks)


def read_aloud(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every printed text in the order in which it is read: a table row by row, each value behind its label."""
    for block in blocks:
        if not isinstance(block, Table):
            yield from block_texts([block])
            continue
        yield plain_text(block.caption)
        for row in block.rows:
            if row.id == block.id:
                yield plain_text(row.cells[0])
                continue
            for head, cell in zip(block.heads, row.cells, strict=True):
                if not row.total or plain_text(cell).strip():
                    yield f"{head} {plain_text(cell)}"


def words(text: str) -> list[str]:
    """The words, without the signs that stand for layout."""
    return [word for word in text.replace(":", " ").split() if word != "-"]


def stand_in_order(wanted: list[str], found: list[str]) -> bool:
    rest = iter(found)
    return all(word in rest for word in wanted)


@pytest.fixture(scope="module")
def grant(sample_once: Callable[[str], Path]) -> dict[str, Document]:
    return assemble(open_project(sample_once("youthvoice"))).documents


def test_the_letter_of_the_sample_is_its_words_and_nothing_else(grant: dict[str, Document]) -> None:
    document = grant["D29a"]
    front = document.front
    faces = [plain_text(para.spans) for para in front.face]
    wanted = ["Subject", front.title, front.authority, front.subtitle, front.date, *faces, *block_texts(document.blocks)]
    assert words(text_of(document)) == words(" ".join(wanted))


def test_it_begins_with_the_subject_and_reads_as_a_letter(grant: dict[str, Document]) -> None:
    text = text_of(grant["D29a"])
    assert text.startswith(
        "Subject: Our grant to Quayside Young People's Project\n\nThe Long Acre Fund\n4 Acre Lane, Senlow SL2 4QA\n\n"
    )
    assert "\n\n\nHow much, and when\n\nThe grant is £212,365 in all, for five years" in text
    assert "you may for example:\n\n- move money between people, rent and everything else;\n- keep what is left" in text
    assert "\n- We pay on the days in this letter, without being asked (finance\n  officer, on each of those days).\n" in text
    assert text.endswith("With warm wishes,\n\nChair of the trustees, The Long Acre Fund\n")


def test_only_a_letter_to_somebody_has_a_subject(grant: dict[str, Document], tamarside_once: Path) -> None:
    others = assemble(open_project(tamarside_once), only=["D09", "D16"]).documents
    made = {id: text_of(document) for id, document in (grant | others).items()}
    assert sorted(id for id, text in made.items() if "Subject:" in text) == ["D29a", "D29h", "D29k"]
    assert made["D29b"].startswith("What we promise those we fund\n\nThe Long Acre Fund\n")
    assert made["D09"].startswith(f"{others['D09'].front.title}\n")
    assert "\n\n\nContents\n\n" in made["D09"]
    assert "Contents" not in made["D16"]


def test_each_row_of_a_table_stands_by_itself(grant: dict[str, Document]) -> None:
    text = text_of(grant["D29b"])
    assert (
        "Table 1: Our promises\n\n"
        "We promise: We pay on the days in this letter, without being asked\nWho keeps it: finance officer\n"
        "By when: on each of those days\n\nWe promise: We read what you send" in text
    )


def test_an_attached_page_is_set_apart(sample_once: Callable[[str], Path]) -> None:
    opened = open_project(sample_once("youthvoice"))
    other = changed(opened, **LIMITED)
    document = assemble(other, only=["D29a"]).documents["D29a"]
    pages = [plain_text(block.spans) for block in document.blocks if isinstance(block, Heading) and block.id in document.breaks]
    assert pages
    for page in pages:
        assert f"\n\n\n\n\n{page}\n\n" in text_of(document)


def test_every_document_keeps_every_word_and_every_number_in_order(tamarside_once: Path) -> None:
    for document in assemble(open_project(tamarside_once), only=["D07", "D12", "D16"]).documents.values():
        text = text_of(document)
        found = words(text)
        assert stand_in_order(words(" ".join(read_aloud(document.blocks))), found), document.id
        assert not any(len(line) > WIDTH and " " in line.strip(" -") for line in text.split("\n"))
        assert not any(AMISS.match(line) or line.endswith(" ") for line in text.split("\n"))
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\r" not in text


def test_sub_clauses_keep_their_numbers_and_stand_under_each_other(tamarside_once: Path) -> None:
    text = text_of(assemble(open_project(tamarside_once), only=["D12"]).documents["D12"])
    assert re.search(r"\n\n\n14 How the Leadership Team decides\n\n14\.1 \S.*\n     \S", text)
    assert re.search(r"\n     \(a\)  \S.*\n", text)


# What people type


@pytest.mark.parametrize("kind", TYPED)
def test_it_stands_there_as_typed(kind: str) -> None:
    typed = TYPED[kind]
    made = write_text(letter(f"«{typed}»")).decode("utf-8")
    assert f"«{typed}»" in made


@pytest.mark.parametrize(
    "typed", ["> quoted", "-- ", "--", "-- \nthe director", "From here on", "From: you", "| so", "-----Original Message-----"]
)
def test_nothing_typed_begins_a_quotation_or_a_signature(typed: str) -> None:
    text = text_of(letter("Before.", typed, f"First\n{typed}"))
    assert words(typed)[:3] == [] or stand_in_order(words(typed), words(text))
    assert not any(AMISS.match(line) for line in text.split("\n"))


def test_a_line_that_is_broken_before_such_a_sign_is_kept_from_it_too() -> None:
    text = text_of(letter("x" * 71 + " > y"))
    assert "\n > y\n" in text


def test_a_figure_stays_with_its_word_and_a_long_word_stays_whole() -> None:
    assert wrapped("a" * 66 + " 15 January 2030") == ["a" * 66, "15 January 2030"]
    assert wrapped("see " + "h" * 90 + " there") == ["see", "h" * 90, "there"]
    assert wrapped("many   blanks, and " + "b" * 60) == ["many   blanks, and", "b" * 60]


def test_a_long_subject_goes_on_as_in_the_head_of_an_e_mail() -> None:
    text = text_of(letter("Dear all,", title="Our grant to\nthe " + "very " * 16 + "long name"))
    head, _, _ = text.partition("\n\n")
    assert head.split("\n")[0].startswith("Subject: Our grant to the very")
    assert head.split("\n")[1].startswith(" very")
    assert all(len(line) <= WIDTH for line in head.split("\n"))


def test_what_no_text_can_hold_is_marked_and_lines_of_any_system_are_lines() -> None:
    text = text_of(letter("a\x07b\ud800c\x00d", "one\r\ntwo\rthree"))
    assert "\na\ufffdb\ufffdc\ufffdd\n\none\ntwo\nthree\n" in text


@given(st.lists(st.text(), min_size=1, max_size=4))
@settings(max_examples=60)
def test_no_word_is_ever_lost(typed: list[str]) -> None:
    kept = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", one) for one in typed]
    text = text_of(letter(*typed))
    assert stand_in_order(" ".join(kept).split(), text.split())
    assert not any(AMISS.match(line) for line in text.split("\n"))
    assert all(len(line) <= WIDTH or " " not in line.strip(" ") or "\t" in line for line in _glued(text))


def _glued(text: str) -> list[str]:
    """Lines without those of a figure and a word that is itself longer than a line."""
    return [line for line in text.split("\n") if not re.match(r" {0,2}\(?\d{1,3} \S{60,}", line)]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
@settings(max_examples=30)
def test_it_stands_wherever_it_may_stand(typed: str) -> None:
    document = typed_document(typed)
    assert stand_in_order(words(" ".join(read_aloud(document.blocks))), words(text_of(document)))


# Building


def test_the_same_document_gives_the_same_bytes_and_another_others(grant: dict[str, Document]) -> None:
    document = grant["D29a"]
    assert write_text(document) == write_text(replace(document))
    assert write_text(document) != write_text(replace(document, blocks=document.blocks[:-1]))


def test_a_build_writes_it_and_leaves_an_edited_one_alone(sample_once: Callable[[str], Path], tmp_path: Path) -> None:
    path = copied(sample_once("youthvoice"), tmp_path / "grant")
    report = build(open_project(path, now=ticking()), only=["D29a"], formats=["txt"])
    assert report.written == ["recipient/D29a-grant-letter.txt"]
    mine = path / "out" / "recipient" / "D29a-grant-letter.txt"
    mine.write_bytes(mine.read_bytes().replace(b"Dear all", b"Dear friends"))
    done = run("build", path, "--only", "D29a", "--to", "txt")
    assert done.exit_code == 0
    assert b"Dear friends" in mine.read_bytes()
    assert (mine.parent / "D29a-grant-letter--2.txt").is_file()
    assert "text files are not read back" in done.stdout
    assert "is read by check" not in done.stdout
    assert "RA003" in run("check", path).stdout
