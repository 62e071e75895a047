"""The pages of the sample, read from the disk: one self-contained file each, that a screen reader can walk through."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from tests.documents.docx_reading import Docx, W, style_of, text
from tests.documents.html_reading import Element, first, read_page
from tests.helpers import LONG, documents

IDS = (*documents(), *(f"{id}-for-signature" for id in documents("signature")))


@pytest.fixture(scope="module")
def pages(every_page: dict[str, str]) -> dict[str, Element]:
    assert set(every_page) == set(IDS)
    return {id: read_page(page) for id, page in every_page.items()}


@pytest.fixture(params=IDS)
def id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_one_file_that_needs_no_other(id: str, every_page: dict[str, str], pages: dict[str, Element]) -> None:
    raw = every_page[id]
    assert raw.startswith("<!DOCTYPE html>\n")
    elsewhere = ("script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "source")
    for tag in (*elsewhere, "image", "use", "foreignObject"):
        assert pages[id].all(tag) == [], f"the page has a <{tag}>"
    for element in pages[id].walk():
        for name, value in element.attributes.items():
            assert not name.startswith("on"), f"<{element.tag} {name}>"
            assert name not in ("src", "srcset", "action", "data", "poster", "style")
            if name == "href":
                assert value.startswith("#"), f"a link leads to {value}"
    drawings = pages[id].all("svg")
    assert len(drawings) == (1 if id[:3] == "D07" else 0), "a drawing stands only where a document asks for one"
    for drawing in drawings:
        assert drawing.attributes["role"] == "img"
        assert len(drawing.attributes["aria-label"]) > 100
    style = first(pages[id], "style").text()
    assert "url(" not in style
    assert "@import" not in style
    assert not re.search(r"https?://", style)


def test_language_title_and_one_heading_of_the_first_level(id: str, pages: dict[str, Element]) -> None:
    page = pages[id]
    assert first(page, "html").attributes["lang"] == "en-GB"
    assert first(page, "meta").attributes == {"charset": "utf-8"}
    (h1,) = page.all("h1")
    assert first(page, "title").text() == h1.text()
    spec = {**documents(), **documents("signature")}[id[:3]]
    assert h1.text().startswith("The Tamarside Alliance: ") or id[:3] not in LONG
    assert h1.text().endswith([part for part in spec.title if isinstance(part, str)][-1])


def test_headings_skip_no_level(id: str, pages: dict[str, Element]) -> None:
    levels = [int(e.tag[1]) for e in pages[id].all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(e.text().strip() for e in pages[id].all("h1", "h2", "h3", "h4"))


def test_landmarks_and_a_way_to_skip(id: str, pages: dict[str, Element]) -> None:
    page = pages[id]
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("nav")) == 1
    assert page.all("nav")[0].attributes["aria-label"] == "Contents"
    skip = page.all("a")[0]
    assert skip.attributes["href"] == "#main"
    assert page.all("main")[0].attributes["id"] == "main"
    body = first(page, "body")
    assert {c.tag for c in body.children if isinstance(c, Element)} == {"a", "header", "nav", "main"}
    assert not "".join(c for c in body.children if isinstance(c, str)).strip(), "all text is in a landmark"


def test_tables_have_heads_with_a_scope_and_captions(id: str, pages: dict[str, Element]) -> None:
    tables = pages[id].all("table")
    assert tables
    for table in tables:
        heads = table.all("th")
        assert heads
        assert all(head.attributes.get("scope") in ("col", "row") for head in heads)
        assert all(head.text().strip() for head in heads)
        form = table.attributes.get("class") == "form"
        if form:
            assert all(head.attributes["scope"] == "row" for head in heads)
            continue
        (caption,) = table.all("caption")
        assert re.match(r"Table \d+: \S", caption.text())
        columns = len(first(table, "thead").all("th"))
        for row in first(table, "tbody").all("tr"):
            cells = row.all("td")
            assert sum(int(cell.attributes.get("colspan", "1")) for cell in cells) == columns
    regions = [e for e in pages[id].walk() if e.attributes.get("role") == "region"]
    assert all(e.attributes.get("aria-label") and e.attributes.get("tabindex") == "0" for e in regions)
    labels = [e.attributes["aria-label"] for e in regions]
    assert len(set(labels)) == len(labels), "each region has a name of its own"


def test_every_link_finds_its_id_and_every_id_is_unique(id: str, pages: dict[str, Element]) -> None:
    ids = [e.attributes["id"] for e in pages[id].walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids)) > (50 if id[:3] in LONG else 15)
    links = [e.attributes["href"][1:] for e in pages[id].all("a")]
    assert set(links) <= set(ids)
    assert all(e.text().strip() for e in pages[id].all("a"))
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9.-]*", one) for one in ids)


def test_a_reference_in_the_text_is_a_link_to_the_number_it_names(id: str, pages: dict[str, Element]) -> None:
    numbers = {}
    for element in first(pages[id], "main").walk():
        mark = next((c for c in element.children if isinstance(c, Element) and c.attributes.get("class") == "n"), None)
        if mark is not None and "id" in element.attributes:
            numbers[element.attributes["id"]] = mark.text()
    found = 0
    for element in first(pages[id], "main").all("a"):
        target, shown = element.attributes["href"][1:], element.text()
        own = numbers[target]
        assert shown == own or shown.endswith(own), f"the link {shown} leads to {own}"
        found += 1
    assert found > 5 or id[:3] not in LONG


def test_the_contents_has_one_entry_for_each_heading(id: str, pages: dict[str, Element]) -> None:
    nav = pages[id].all("nav")[0]
    entries = [(a.attributes["href"][1:], a.text()) for a in nav.all("a")]
    headings = [(h.attributes["id"], h.text()) for h in first(pages[id], "main").all("h2", "h3")]
    assert entries == headings


def test_blanks_are_marked(tamarside_built_once: Path, every_page: dict[str, str]) -> None:
    for id, document in assemble(open_project(tamarside_built_once)).documents.items():
        marked = [e.text() for e in read_page(every_page[id]).all("mark")]
        for blank in document.blanks:
            if blank.kind != "attach":
                assert blank.words in marked
        assert marked or not document.blanks
        loose = re.sub(r"<mark>.*?</mark>", "", every_page[id], flags=re.DOTALL)
        for words in {b.words for b in document.blanks if b.kind in ("award", "tender", "unanswered", "later", "law")}:
            assert words not in loose, "a blank stands nowhere without its mark"


# the same words as in Word


def flat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def word_lines(file: Docx) -> list[str]:
    """Headings, paragraphs, captions and cells of the body of a Word file, in order; numbers are Word's own and left out."""
    made = []
    for element in file.blocks():
        if element.tag == f"{W}p":
            style = style_of(element)
            if style.startswith("TOC") or element.find(f"{W}r/{W}br[@{W}type='page']") is not None:
                continue
            made.append(flat(text(element)))
        else:
            made += [flat(text(cell)) for cell in element.iter(f"{W}tc")]
    return [line for line in made if line]


def page_lines(page: Element) -> list[str]:
    made = [flat(e.text()) for e in first(page, "header").all("p", "h1")]
    reference = next(n for n, line in enumerate(made) if "Draft" in line and "TC-" in line)
    made[reference : reference + 1] = [flat(part) for part in first(page, "header").all("p", "h1")[reference].text().split("\n")]
    for element in first(page, "main").walk():
        if element.tag in ("h2", "h3", "h4", "p", "caption", "th", "td"):
            made.append(flat(element.text(without="n")))
    return [line for line in made if line]


def test_the_page_says_what_the_word_file_says(id: str, pages: dict[str, Element], every_word_file: dict[str, Docx]) -> None:
    assert page_lines(pages[id]) == word_lines(every_word_file[id])


def test_reading_word_lines_sees_every_paragraph(every_word_file: dict[str, Docx]) -> None:
    file = every_word_file["D07"]
    listed = [p for p in file.paragraphs() if not style_of(p).startswith("TOC") and text(p).strip()]
    assert len(word_lines(file)) == len(listed)
    assert isinstance(file.body, ET.Element)
