"""A row of totals in a PDF file stays with the row before it; e-mail addresses are links."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from hls_procure.assembly.blocks import Document, Front, Heading, Para, Span, Spans, Table, TableRow
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.typst.pdf import write_pdf

DAY = date(2027, 1, 1)
LOREM = "the bench by the door and the tools that go with it "


def said(words: str) -> Spans:
    return (Span("text", words),)


def made(*blocks: Heading | Para | Table, template: str = "note.docx") -> PdfReader:
    front = Front("A title", "", "A council", "R-1", "Draft", "1 January 2027")
    document = Document("D99", "x", "d", "public", template, front, (Heading("h", 1, "none", "", said("A heading")), *blocks))
    return PdfReader(io.BytesIO(write_pdf(document, HouseStyle(), day=DAY).data))


def table(rows: int, totals: int) -> Table:
    data = [TableRow(f"t.r{n}", (said(f"row{n}. {LOREM * (n % 4)}"), said(str(n)))) for n in range(rows)]
    ends = [TableRow(f"t.t{n}", (said(f"In all {n}"), said("99")), total=True) for n in range(totals)]
    return Table("t", 1, said("A caption"), ("What", "Sum"), (*data, *ends), (5, 2), ("left", "right"))


#: Without care the total of a table of 19 rows would stand alone in a note, and that of 57 in a letter.
@pytest.mark.parametrize(("template", "totals", "lengths"), [("note.docx", 1, range(17, 22)), ("letter.docx", 2, range(55, 60))])
def test_a_total_never_stands_alone_at_the_head_of_a_page(template: str, totals: int, lengths: range) -> None:
    alone, over = [], 0
    for rows in lengths:
        pages = [page.extract_text() for page in made(table(rows, totals), template=template).pages]
        assert sum(page.count("In all") for page in pages) == totals
        assert sum(page.count(f"row{rows - 1}.") for page in pages) == 1
        last = next(number for number, page in enumerate(pages) if f"row{rows - 1}." in page)
        total = next(number for number, page in enumerate(pages) if "In all 0" in page)
        over += last > 0
        if last != total:
            alone.append(rows)
    assert alone == []
    assert over, "some of these tables go over to a second page"


def test_an_address_is_a_link_and_its_words_stay_as_they_are() -> None:
    words = "Write to grants@longacre.example, or to a.b+c@x-y.example. Not to me@home or @here."
    page = made(Para("p", "none", 0, "", said(words))).pages[0]
    targets = [str(one.get_object()["/A"]["/URI"]) for one in page["/Annots"]]
    assert sorted(set(targets)) == ["mailto:a.b+c@x-y.example", "mailto:grants@longacre.example"]
    assert words in " ".join(page.extract_text().split())
