"""Drawings: every figure in words, the same bytes, and something for whoever does not see them in each format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from hls_procure.assembly.blocks import DRAWING, Document, Drawing, Mark, Table, plain_text
from hls_procure.documents.house import HouseStyle, load_house_style
from hls_procure.documents.odt.odt import write_odt
from hls_procure.documents.picture import SCALE, WIDTH, height_of, png_of, svg_of
from hls_procure.documents.typst.pdf import write_pdf
from hls_procure.model.grant import Payment
from hls_procure.model.values import Money, parse_date
from hls_procure.reading.door import read_file
from hls_procure.work.building import assemble, render
from hls_procure.work.opening import Looked, look
from tests.reports.test_page import dumped, script
from tests.work.test_grant import changed

DAY = date(2027, 3, 1)


@pytest.fixture(scope="module")
def grant(sample_once: Callable[[str], Path]) -> Looked:
    return look(sample_once("youthvoice"))


@pytest.fixture(scope="module")
def summary(grant: Looked) -> Document:
    return assemble(grant, only=["D29k"]).documents["D29k"]


@pytest.fixture(scope="module")
def invitation(tamarside_once: Path) -> Document:
    return assemble(look(tamarside_once), only=["D07"]).documents["D07"]


def drawings(document: Document) -> list[Drawing]:
    return [block for block in document.blocks if isinstance(block, Drawing)]


def rows_before(document: Document, drawing: Drawing) -> list[list[str]]:
    """The rows of the table that stands before a drawing."""
    table = document.blocks[document.blocks.index(drawing) - 1]
    assert isinstance(table, Table)
    return [[plain_text(cell) for cell in row.cells] for row in table.rows]


def test_money_by_year_says_in_words_what_it_shows_and_its_table_stands_before_it(summary: Document) -> None:
    (drawing,) = drawings(summary)
    assert [(mark.label, mark.shown) for mark in drawing.marks] == [
        ("2027", "£40,000"), ("2028", "£41,200"), ("2029", "£42,436"), ("2030", "£43,709"), ("2031", "£45,020"),
    ]  # fmt: skip
    for mark in drawing.marks:
        assert f"payments of {mark.shown} in the year {mark.label}" in drawing.alt
        assert mark.shown in [row[1] for row in rows_before(summary, drawing)]
    assert drawing.alt.endswith("That makes £212,365 in all.")


def test_a_timetable_shows_each_day_of_its_table(invitation: Document) -> None:
    (drawing,) = drawings(invitation)
    rows = rows_before(invitation, drawing)
    assert [(mark.label, mark.shown) for mark in drawing.marks] == [(row[0], row[1]) for row in rows]
    assert len(drawing.marks) > 10
    assert all(f"{mark.label}: {mark.shown}" in drawing.alt for mark in drawing.marks)
    assert "from 19 April 2027 to 1 April 2028" in drawing.alt


def pay(*sums: tuple[str, str | None]) -> tuple[Payment, ...]:
    return tuple(Payment(f"p{n}", parse_date(on), Money.parse(sum) if sum else None) for n, (on, sum) in enumerate(sums))


def test_payments_of_one_year_are_one_bar_and_a_year_without_any_is_shown(grant: Looked) -> None:
    payments = pay(("2027-01-15", "10000"), ("2027-07-15", "5000.50"), ("2029-01-15", "9000"))
    made = assemble(changed(grant, grant__payments=payments), only=["D29k"]).documents["D29k"]
    (drawing,) = drawings(made)
    assert [(mark.label, mark.shown) for mark in drawing.marks] == [("2027", "£15,000.50"), ("2028", "£0"), ("2029", "£9,000")]


@pytest.mark.parametrize(
    "payments", [pay(("2027-01-15", "10000"), ("2027-07-15", "5000")), pay(("2027-01-15", "10000"), ("2028-01-15", None)), ()]
)
def test_there_is_none_for_a_single_year_or_while_a_figure_is_missing(grant: Looked, payments: tuple[Payment, ...]) -> None:
    made = assemble(changed(grant, grant__payments=payments), only=["D29k"]).documents["D29k"]
    assert drawings(made) == []


def test_a_drawing_stands_only_where_a_document_asks_for_one(grant: Looked, summary: Document) -> None:
    every = assemble(grant).documents
    assert {id for id, document in every.items() if drawings(document)} == {"D29k"}


def test_the_same_drawing_gives_the_same_bytes_and_a_picture_of_its_size(summary: Document) -> None:
    from PIL import Image

    (drawing,) = drawings(summary)
    data = png_of(drawing)
    assert data == png_of(drawing)
    image = Image.open(io.BytesIO(data))
    assert image.size == (round(WIDTH * SCALE), round(height_of(drawing) * SCALE))
    dark = sum(1 for grey in image.tobytes() if grey < 100)
    assert dark / len(image.tobytes()) > 0.2, "the bars are dark on white"
    longer = replace(drawing, marks=(*drawing.marks[:-1], replace(drawing.marks[-1], value=drawing.marks[-1].value * 9)))
    assert png_of(longer) != data


def test_an_svg_leads_nowhere_and_holds_no_style_and_no_markup_of_ours(summary: Document) -> None:
    (drawing,) = drawings(summary)
    marks = (Mark('<b>"2027"', "a & b", 5), *drawing.marks)
    svg = svg_of(replace(drawing, marks=marks), "Arimo", title='<"alt">')
    assert svg.startswith('<svg role="img" aria-label="&lt;&quot;alt&quot;&gt;" ')
    assert "&lt;b&gt;" in svg
    assert "<b>" not in svg
    assert not re.search(r"style=|url\(|href=|<image|<script", svg)


def test_what_the_letters_lack_is_named_and_does_not_run_over_the_marks() -> None:
    odd = tuple(Mark(label, "1 March 2027", n) for n, label in enumerate(("مرحبا", "你好" * 30, "x" * 400)))
    drawing = Drawing("d", "timetable", odd, "words")
    plain = replace(drawing, marks=tuple(replace(mark, label="x") for mark in odd))
    assert png_of(drawing) != png_of(plain)
    svg = svg_of(drawing, "Arimo", lambda words: words.replace("你", "[U+4F60]"))
    assert "[U+4F60]" in svg
    assert "你" not in svg
    at = [float(x) for x, words in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]*)', svg) if "March" not in words]
    assert set(at) == {0.0}


def test_word_has_the_words_of_the_picture_and_reads_back_as_if_there_were_none(
    grant: Looked, summary: Document, tmp_path: Path
) -> None:
    (drawing,) = drawings(summary)
    style = load_house_style(grant.workspace.finder)
    data = render(grant, summary, "docx", style)
    assert data == render(grant, summary, "docx", style)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = file.read("word/document.xml").decode()
        assert file.read("word/media/hls-drawing1.png") == png_of(drawing)
        assert b'Extension="png"' in file.read("[Content_Types].xml")
        assert b'Target="media/hls-drawing1.png"' in file.read("word/_rels/document.xml.rels")
    assert f'name="{DRAWING} 1" descr="{drawing.alt}"' in body
    path = tmp_path / "k.docx"
    path.write_bytes(data)
    assert read_file(path).unread == ()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(DRAWING.encode(), b"Picture"))
    assert [problem.what for problem in read_file(path).unread] == ["holds a picture"]


def test_odt_and_pdf_have_the_words_of_the_picture(summary: Document) -> None:
    (drawing,) = drawings(summary)
    with zipfile.ZipFile(io.BytesIO(write_odt(summary, HouseStyle(), day=DAY).data)) as file:
        assert f"<svg:desc>{drawing.alt}</svg:desc>" in file.read("content.xml").decode()
        assert file.read("Pictures/drawing1.png") == png_of(drawing)
        assert 'full-path="Pictures/drawing1.png" manifest:media-type="image/png"' in file.read("META-INF/manifest.xml").decode()
    made = write_pdf(summary, HouseStyle(), day=DAY)
    assert not made.replaced
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(made.data))
    assert drawing.alt in alternatives(reader.trailer["/Root"]["/StructTreeRoot"])


def alternatives(node: Any) -> list[str]:
    """The words of every element of the tree that has some for whoever does not see it."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [words for one in node for words in alternatives(one)]
    if not isinstance(node, dict):
        return []
    return [*([str(node["/Alt"])] if "/Alt" in node else []), *(alternatives(node["/K"]) if "/K" in node else [])]


@pytest.mark.browser
def test_axe_finds_no_barrier_on_a_page_with_a_drawing(grant: Looked, summary: Document, tmp_path: Path) -> None:
    page = render(grant, summary, "html", load_house_style(grant.workspace.finder)).decode("utf-8")
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    asks = (
        "axe.run(document, {resultTypes: ['violations']}).then(function (r) { var pre = document.createElement('pre');"
        "pre.id = 'axe'; pre.textContent = JSON.stringify(r.violations.map(function (v) { return v.id; }));"
        "document.body.appendChild(pre); });"
    )
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = page.replace("</body>", script(axe) + script(asks) + "</body>")
    assert re.findall(r'<pre id="axe">(.*?)</pre>', dumped(tmp_path, page), re.DOTALL) == ["[]"]
