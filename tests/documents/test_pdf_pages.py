"""PDF files of the sample: every word, every number and every link of the blocks, tagged, and the same bytes again."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hls_procure.assembly.blocks import Document, Heading, Para, Table, block_texts, plain_text
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.typst import pdf
from hls_procure.documents.typst.pdf import write_pdf
from hls_procure.documents.typst.source import heads_again
from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.work.building import assemble, build
from hls_procure.work.opening import open_project, samples
from tests.helpers import run, ticking

DAY = date(2027, 3, 1)
UNSEEN = re.compile("[\\s\u200b]+")


def bare(text: str) -> str:
    return UNSEEN.sub("", text)


def read(data: bytes) -> PdfReader:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return PdfReader(io.BytesIO(data))


def pages(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def outline(reader: PdfReader) -> list[str]:
    def titles(items: list[Any]) -> Iterator[str]:
        for one in items:
            if isinstance(one, list):
                yield from titles(one)
            else:
                yield one.title

    return list(titles(reader.outline))


def elements(reader: PdfReader) -> list[str]:
    """The types of all structure elements, in the order of the tree."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def document(tamarside_once: Path) -> Document:
    return assemble(open_project(tamarside_once), only=["D09"]).documents["D09"]


@pytest.fixture(scope="module")
def reader(document: Document) -> PdfReader:
    return read(write_pdf(document, HouseStyle(), day=DAY).data)


def test_every_word_of_the_document_stands_in_it_in_order(document: Document, reader: PdfReader) -> None:
    whole = bare("".join(pages(reader)))
    foot = bare(f"{document.front.reference} · {document.front.version}")
    whole = re.sub(rf"{re.escape(foot)}Page\d+of\d+(?:{re.escape(bare(document.front.authority))}·[A-Z][A-Za-z]*)?", "", whole)
    place = 0
    for block in document.blocks:
        if isinstance(block, (Heading, Para)):
            text = bare(f"{block.number}{plain_text(block.spans)}")
            found = whole.find(text, place)
            assert found >= 0, f"{block.id}: {text[:80]}"
            place = found
    for text in block_texts(document.blocks):
        for word in text.split():
            assert bare(word) in whole, word
    for para in document.front.face:
        assert bare(plain_text(para.spans)) in whole


def test_it_says_what_it_is_in_its_properties(document: Document, reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == document.front.title
    assert reader.metadata.author == document.front.authority
    assert reader.metadata.creation_date == datetime(2027, 3, 1, tzinfo=UTC)
    assert b"pdfuaid:part>1<" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_its_bookmarks_are_the_headings_with_their_numbers(document: Document, reader: PdfReader) -> None:
    headings = [f"{b.number} {plain_text(b.spans)}".strip() for b in document.blocks if isinstance(b, Heading)]
    assert [" ".join(title.split()) for title in outline(reader)] == headings


def test_tables_have_heads_and_empty_ones_are_no_tables(document: Document, reader: PdfReader) -> None:
    tables = [b for b in document.blocks if isinstance(b, Table) and any(row.id != b.id for row in b.rows)]
    found = elements(reader)
    assert found.count("/Table") == len(tables) > 0
    assert found.count("/TH") == sum(len(table.heads) for table in tables)
    assert found.count("/Caption") == len(tables)
    assert [f"H{b.level}" for b in document.blocks if isinstance(b, Heading)] == [
        one[1:] for one in found if re.fullmatch(r"/H\d", one)
    ][1:], "after that of the contents"


def test_every_reference_within_the_document_is_a_link(document: Document, reader: PdfReader) -> None:
    ids = {b.id for b in document.blocks if isinstance(b, Heading) or (isinstance(b, (Para, Table)) and b.number)}
    wanted = sum(
        1
        for b in document.blocks
        if isinstance(b, (Heading, Para))
        for span in b.spans
        if span.kind == "ref" and span.path in ids
    )
    contents = sum(isinstance(b, Heading) and b.level <= 2 for b in document.blocks)
    links = [note for page in reader.pages for note in page.get("/Annots", [])]
    assert wanted > 0
    assert len(links) >= wanted + contents


def test_its_fonts_are_in_it_and_from_our_packages(reader: PdfReader) -> None:
    names = {
        font["/BaseFont"] for page in reader.pages for font in (f.get_object() for f in page["/Resources"]["/Font"].values())
    }
    assert names
    assert all("+Arimo" in name for name in names)


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    first = write_pdf(document, HouseStyle(), day=DAY).data
    assert write_pdf(document, HouseStyle(), day=DAY).data == first
    assert write_pdf(document, HouseStyle(), day=date(2027, 3, 2)).data != first


def test_heads_of_next_pages_are_whole_where_they_are_short() -> None:
    assert heads_again(("When", "Who", "How and where")) == ["When", "Who", "How and where"]
    assert heads_again(("Who", "What they do, and for whom", "Why")) == ["Who", "What they do, and for…", "Why"]


# In a build


def test_a_build_writes_them_beside_the_others_and_says_what_the_fonts_lack(tamarside: Path) -> None:
    opened = open_project(tamarside, now=ticking())
    with opened.folder as folder:
        folder.hold()
        folder.set("alliance.name", "the 😀 Alliance", question="AR-33")
        folder.save()
    done = run("build", tamarside, "--only", "D08", "--to", "pdf")
    assert done.exit_code == 0, done.stderr
    assert "bidders/D08-specification.pdf: its fonts lack grinning face (U+1F600)." in done.stdout
    written = json.loads((tamarside / "out/manifest.json").read_text("utf-8"))
    assert list(written["replaced"]) == ["bidders/D08-specification.pdf"]
    made = (tamarside / "out/bidders/D08-specification.pdf").read_bytes()
    assert bare("The [grinning face] Alliance") in bare("".join(pages(read(made))))
    again = build(open_project(tamarside, now=ticking()), only=["D08"], formats=["pdf"])
    assert again.same == ["bidders/D08-specification.pdf"]


def test_one_document_that_cannot_be_set_stops_no_other(tamarside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: str, day: date, name: str) -> bytes:
        if name.startswith("D16"):
            raise InputError(Problem(f"{name}.pdf", "could not be made"))
        return original(text, day, name)

    original = pdf.typeset
    monkeypatch.setattr(pdf, "typeset", fails)
    with pytest.raises(FileProblem) as caught:
        build(open_project(tamarside, now=ticking()), only=["D16", "D17"], formats=["docx", "pdf"])
    assert [problem.where for problem in caught.value.problems] == ["bidders/D16-clarification-log.pdf"]
    out = tamarside / "out"
    made = {path.relative_to(out).as_posix() for path in out.rglob("D1*")}
    assert made == {
        "bidders/D16-clarification-log.docx", "privileged/D17-equal-information-log.docx",
        "privileged/D17-equal-information-log.pdf",
    }  # fmt: skip


def test_without_the_optional_part_it_says_what_to_install_and_builds_nothing(
    tamarside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hls_procure.documents.typst.fonts.find_spec", lambda name: None)
    done = run("build", tamarside, "--only", "D16", "--to", "docx,pdf")
    assert done.exit_code == 2
    assert 'pip install ".[pdf]"' in done.stderr
    assert not list((tamarside / "out").rglob("*.*"))


def test_the_report_of_a_check_can_be_a_pdf(tamarside: Path, tmp_path: Path) -> None:
    assert run("check", tamarside, "--format", "pdf").exit_code == 2
    path = tmp_path / "d30.pdf"
    assert run("check", tamarside, "--format", "pdf", "--output", path).exit_code == 0
    made = read(path.read_bytes())
    assert made.metadata is not None
    assert made.metadata.title.startswith("Read-across of ")
    assert "/Table" in elements(made)


# All of them, and what two checkers of accessibility say

TOOLS = Path(sys.executable).parent


@pytest.mark.slow
@pytest.mark.skipif(
    not all((TOOLS / name).exists() for name in ("pdfua", "outloud")),
    reason="pdfua and outloud are not installed: the accessibility of PDF files was not looked at",
)
def test_every_pdf_of_every_sample_passes_two_checkers_of_accessibility(
    tamarside_award_once: Path, sample_once: Callable[[str], Path], tmp_path: Path
) -> None:
    """``pdfua`` and ``outloud`` look at part of the standard; neither is a claim of conformance."""
    places: list[Path] = []
    roots = {"tamarside": tamarside_award_once} | {
        id: sample_once(id) for id in samples() if id != "tamarside"
    }
    for sample, root in roots.items():
        for purpose in ("tender", "signature"):
            for id, document in assemble(open_project(root), purpose=purpose).documents.items():  # type: ignore[arg-type]
                path = tmp_path / f"{sample}-{id}-{purpose}.pdf"
                made = write_pdf(document, HouseStyle(), day=DAY)
                assert not made.replaced
                path.write_bytes(made.data)
                assert "/H1" in elements(read(made.data))
                places.append(path)
    assert len(places) >= 50
    said = subprocess.run([TOOLS / "pdfua", "check", *places], capture_output=True, text=True, check=False)
    assert said.stdout.count("result: PASS") == len(places), said.stdout[-3000:] + said.stderr[-2000:]
    loud = subprocess.run(
        [TOOLS / "outloud", "--json", tmp_path / "said.json", *places], capture_output=True, text=True, check=False
    )
    results = json.loads((tmp_path / "said.json").read_text("utf-8"))["results"]
    assert len(results) == len(places), loud.stdout
    wrong = [
        (one["path"], found["rule"], found["message"])
        for one in results
        for found in one["findings"]
        if found["severity"] == "error"
    ]
    assert not wrong
