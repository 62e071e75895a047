"""The Word files of the sample, read from the disk: fields, bookmarks, headings, tables, styles, language, properties."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from tests.documents.docx_reading import Docx, W, style_of, text
from tests.helpers import LONG, documents

IDS = (*documents(), *(f"{id}-for-signature" for id in documents("signature")))
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


@pytest.fixture(params=IDS)
def id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(id: str, every_word_file: dict[str, Docx]) -> Docx:
    assert set(every_word_file) == set(IDS)
    return every_word_file[id]


def test_long_documents_have_a_list_of_contents_and_notes_have_none() -> None:
    assert {id for id, spec in documents().items() if spec.template == "house.docx"} == set(LONG)
    assert {spec.template for spec in documents().values()} == {"house.docx", "note.docx"}


def test_every_part_is_well_formed_known_and_there(file: Docx) -> None:
    for name, data in file.parts.items():
        if name.endswith(".png"):
            assert data.startswith(b"\x89PNG\r\n")
        else:
            file.xml(name)
    types = file.xml("[Content_Types].xml")
    ns = "{http://schemas.openxmlformats.org/package/2006/content-types}"
    defaults = {e.get("Extension") for e in types.iter(f"{ns}Default")}
    overrides = {(e.get("PartName") or "").lstrip("/") for e in types.iter(f"{ns}Override")}
    assert overrides <= set(file.parts), "no type is given for a part that is not there"
    for name in set(file.parts) - {"[Content_Types].xml"}:
        assert name in overrides or name.rsplit(".", 1)[-1] in defaults
    rels = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
    for name, base in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        for relation in file.xml(name).iter(rels):
            assert relation.get("TargetMode") is None, "nothing in the file leads outside it"
            target = relation.get("Target") or ""
            assert (target.lstrip("/") if target.startswith("/") else base + target) in file.parts
    used = set(re.findall(rb'r:(?:id|embed)="(\w+)"', file.parts["word/document.xml"]))
    known = {(e.get("Id") or "").encode() for e in file.xml("word/_rels/document.xml.rels").iter(rels)}
    assert used <= known


def test_every_field_is_balanced_and_every_reference_finds_its_bookmark(id: str, file: Docx) -> None:
    names = {name for _, name in file.bookmarks()}
    fields = list(file.fields())
    refs = [f for f in fields if f.instruction.split()[0] == "REF"]
    assert len(refs) > 5 or id[:3] not in LONG
    for field in fields:
        kind, *rest = field.instruction.split()
        assert kind in ("REF", "PAGEREF", "TOC", "SEQ", "PAGE", "NUMPAGES")
        if kind in ("REF", "PAGEREF"):
            assert rest[0] in names, f"{field.instruction} points nowhere"
            assert rest[-1] == "\\h"
        if kind == "REF":
            assert rest[1] in ("\\w", "\\n")
            assert re.fullmatch(r"[0-9.()a-z]+|Schedule \d+", field.result), f"{field.instruction} shows {field.result!r}"
    anchors = {a.get(f"{W}anchor", "") for a in file.body.iter(f"{W}hyperlink")}
    assert bool(anchors) == (id[:3] in LONG)
    assert anchors <= names


def test_a_reference_shows_the_number_that_stands_beside_its_target(
    every_word_file: dict[str, Docx], tamarside_built_once: Path
) -> None:
    """The number beside a paragraph is made by Word; the model says what it will be, and LibreOffice is asked elsewhere."""
    documents = assemble(open_project(tamarside_built_once)).documents
    for id, document in documents.items():
        ids = {name: key for key, name in document.bookmarks.items()}
        for field in every_word_file[id].fields():
            kind, *rest = field.instruction.split()
            if kind == "REF" and rest[1] == "\\w":
                assert field.result == document.numbers[ids[rest[0]]]


def test_bookmarks_are_unique_for_word_and_closed(id: str, file: Docx) -> None:
    marks = file.bookmarks()
    assert len({id for id, _ in marks}) == len(marks)
    assert len({name.lower() for _, name in marks}) == len(marks) > (50 if id[:3] in LONG else 15)
    assert all(re.fullmatch(r"_HLS_[A-Za-z0-9_]{1,35}", name) for _, name in marks)
    ends = [e.get(f"{W}id") for e in file.body.iter(f"{W}bookmarkEnd")]
    assert sorted(ends) == sorted(id for id, _ in marks)


def test_no_placeholder_is_left_in_any_part(file: Docx) -> None:
    for name, data in file.parts.items():
        if name.endswith(".png"):
            continue
        raw = data.decode("utf-8")
        for mark in ("{{", "}}", "{%", "%}", "{_{", "⟦", "HLS:", "<fact:", "&lt;fact:", "&lt;ref:", "&lt;term:"):
            assert mark not in raw, f"{name} holds {mark}"
        assert not re.search("[\ue000-\uf8ff]", raw), f"{name} holds a private character"
    assert "None" not in re.findall(r"\bNone\b(?= *[|)\]])", file.everything())


def test_every_table_of_records_has_a_head_a_caption_and_a_description(id: str, file: Docx) -> None:
    tables = file.tables()
    assert len(tables) > (3 if id[:3] in LONG else 0)
    with_heads = 0
    for table in tables:
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        description = table.find(f"{W}tblPr/{W}tblDescription")
        assert caption is not None
        assert caption.get(f"{W}val")
        assert description is not None
        assert description.get(f"{W}val")
        rows = table.findall(f"{W}tr")
        marked = [r for r in rows if r.find(f"{W}trPr/{W}tblHeader") is not None]
        widths = [int(c.get(f"{W}w", "0")) for c in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert sum(widths) <= 9070 + len(widths)
        for row in rows:
            cells = row.findall(f"{W}tc")
            spans = [int(s.get(f"{W}val", "1")) for c in cells if (s := c.find(f"{W}tcPr/{W}gridSpan")) is not None]
            assert len(cells) + sum(spans) - len(spans) == len(widths), "a sentence may run across every column"
            for cell in cells:
                assert cell[-1].tag == f"{W}p", "Word refuses a cell that does not end in a paragraph"
        if (caption.get(f"{W}val") or "").startswith("Table "):
            with_heads += 1
            assert marked == rows[:1], "the first row, and only the first, is the head"
            assert all(text(c).strip() for c in rows[0].findall(f"{W}tc")), "each column has a head"
        else:
            assert marked == [], "a form has labels, not heads"
    assert with_heads >= (2 if id[:3] in LONG else 1)


def test_a_table_stays_with_the_line_that_leads_into_it_and_its_total_with_the_row_above(file: Docx) -> None:
    children = list(file.body)
    totals = 0
    for at, table in enumerate(children):
        if table.tag != f"{W}tbl" or table.find(f".//{W}tblHeader") is None:
            continue
        caption, leading = children[at - 1], children[at - 2]
        assert style_of(caption) == "HLSCaption"
        assert caption.find(f"{W}pPr/{W}keepNext") is not None
        if leading.tag == f"{W}p" and re.match(r"HLS(Clause|SchedPara)[2-4]$", style_of(leading)):
            assert leading.find(f"{W}pPr/{W}keepNext") is not None, text(leading)
        rows = table.findall(f"{W}tr")
        if len(rows) > 2 and text(rows[-1]).startswith("Together"):
            totals += 1
            assert rows[-2].find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None
    assert totals or file.parts["word/document.xml"].count(b"Together") == 0


def test_the_line_after_a_table_or_a_form_is_too_low_to_make_a_page_of_its_own(file: Docx) -> None:
    children = list(file.body)
    for table, after in pairwise(children):
        if table.tag == f"{W}tbl":
            spacing = after.find(f"{W}pPr/{W}spacing")
            assert text(after) == ""
            assert spacing is not None
            assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("20", "exact")


def test_captions_are_numbered_in_order_with_their_words(file: Docx) -> None:
    captions = [text(p) for p in file.paragraphs() if style_of(p) == "HLSCaption"]
    assert [re.match(r"Table (\d+): \S", c)[1] for c in captions] == [str(n) for n in range(1, len(captions) + 1)]  # type: ignore[index]
    following = [
        (text(a), b.find(f"{W}tblPr/{W}tblCaption"))
        for a, b in zip(list(file.blocks())[:-1], list(file.blocks())[1:], strict=True)
        if b.tag == f"{W}tbl" and style_of(a) == "HLSCaption"
    ]
    assert len(following) == len(captions)
    assert all(mark is not None and mark.get(f"{W}val") == words for words, mark in following)


def test_headings_skip_no_level_and_the_contents_has_one_entry_for_each(id: str, file: Docx) -> None:
    headings = file.headings()
    assert headings[0].level == 1
    for before, after in pairwise(headings):
        assert after.level <= before.level + 1, f"{after.text} is two levels below {before.text}"
    entries = [p for p in file.paragraphs() if style_of(p) in ("TOC1", "TOC2")]
    listed = [h for h in headings if h.level <= 2] if id[:3] in LONG else []
    assert len(entries) == len(listed)
    for entry, heading in zip(entries, listed, strict=True):
        link = entry.find(f"{W}hyperlink")
        assert link is not None
        assert link.get(f"{W}anchor") in heading.bookmarks
        words = text(link).split("\t")
        assert heading.text in words, f"the entry {words} does not say {heading.text}"
        assert style_of(entry) == f"TOC{heading.level}"
    toc = [f for f in file.fields() if f.instruction.split()[0] == "TOC"]
    assert len(toc) == (id[:3] in LONG)
    assert all('"1-2"' in one.instruction for one in toc)


def test_only_named_styles_that_are_there(file: Docx) -> None:
    kinds = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footer2.xml"):
        root = file.xml(part)
        for tag, kind in kinds.items():
            for element in root.iter(f"{W}{tag}"):
                name = element.get(f"{W}val", "")
                assert name in file.styles
                assert file.styles[name].get(f"{W}type") == kind
        for p in root.iter(f"{W}p"):
            assert style_of(p), f"a paragraph without a style: {text(p)[:60]}"
        for properties in root.iter(f"{W}rPr"):
            assert {e.tag.removeprefix(W) for e in properties} <= {"rStyle", "b", "rtl"}, "the look belongs to styles"
    for style in file.styles.values():
        based = style.find(f"{W}basedOn")
        assert based is None or based.get(f"{W}val") in file.styles


def test_numbering_belongs_to_the_styles_and_is_there(file: Docx) -> None:
    numbering = file.xml("word/numbering.xml")
    lists = {n.get(f"{W}numId"): n.find(f"{W}abstractNumId") for n in numbering.iter(f"{W}num")}
    for style in ("HLSClause1", "HLSClause2", "HLSClause3", "HLSClause4", "HLSSchedule", "HLSSchedPara1", "HLSSchedPara2"):
        found = file.styles[style].find(f"{W}pPr/{W}numPr/{W}numId")
        assert found is not None
        assert found.get(f"{W}val") in lists
    direct = file.body.iter(f"{W}numPr")
    assert all(style_of_numbered(p) == "HLSSchedHeading" for p in file.paragraphs() if p.find(f"{W}pPr/{W}numPr") is not None)
    assert all(n.find(f"{W}numId").get(f"{W}val") in lists for n in direct)  # type: ignore[union-attr]


def style_of_numbered(p: ET.Element) -> str:
    return style_of(p)


def test_language_title_author_and_dates(every_word_file: dict[str, Docx], tamarside_built_once: Path) -> None:
    project = open_project(tamarside_built_once).project
    for id, file in every_word_file.items():
        lang = file.xml("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        assert lang is not None
        assert lang.get(f"{W}val") == "en-GB"
        parts = [file.xml(part) for part in file.parts if part.endswith(".xml")]
        assert {e.get(f"{W}val") for part in parts for e in part.iter(f"{W}lang")} == {"en-GB"}
        core = file.xml("docProps/core.xml")
        title = core.findtext(f"{DC}title") or ""
        assert title.startswith("The Tamarside Alliance: ") or id[:3] not in LONG
        spec = {**documents(), **documents("signature")}[id[:3]]
        assert title.endswith([part for part in spec.title if isinstance(part, str)][-1])
        assert title in file.texts(), "the title on the page is the title in the properties"
        assert core.findtext(f"{DC}creator") == "Tamarside Council"
        assert core.findtext(f"{DC}language") == "en-GB"
        day = f"{project.as_of_date.isoformat()}T00:00:00Z"  # type: ignore[union-attr]
        assert core.findtext(f"{TERMS}created") == core.findtext(f"{TERMS}modified") == day == "2027-03-01T00:00:00Z", id
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in file.infos)


def test_the_footer_has_reference_version_and_page_x_of_y(file: Docx) -> None:
    for part in ("word/footer1.xml", "word/footer2.xml"):
        line = "".join(text(p) for p in file.xml(part).iter(f"{W}p"))
        assert line.startswith("TC-2027-014 · Draft 1")
        assert re.search(r"Page 1 of 1\Z", line)
        codes = [f.instruction.strip() for f in file.fields() if f.part == part]
        assert codes == ["PAGE", "NUMPAGES"]
    header = "".join(text(p) for p in file.xml("word/header1.xml").iter(f"{W}p"))
    assert header in file.texts()


def test_the_first_page_has_the_project_and_the_warning(file: Docx) -> None:
    first = file.texts()[:10]
    assert first[0] == "Tamarside Council"
    assert "TC-2027-014" in first
    assert "Draft 1, 1 March 2027" in first
    assert any(t.startswith("Draft for legal review.") for t in first)


def test_blanks_are_marked_in_the_style_for_blanks(every_word_file: dict[str, Docx], tamarside_built_once: Path) -> None:
    pack = assemble(open_project(tamarside_built_once))
    for id, document in pack.documents.items():
        marked = {
            text(r)
            for r in every_word_file[id].body.iter(f"{W}r")
            if (s := r.find(f"{W}rPr/{W}rStyle")) is not None and s.get(f"{W}val") == "HLSBlank"
        }
        for blank in document.blanks:
            if blank.kind != "attach":
                assert blank.words in marked
        assert marked or not document.blanks


def test_updating_fields_is_asked_for_on_opening(file: Docx) -> None:
    found = file.xml("word/settings.xml").find(f"{W}updateFields")
    assert found is not None
    assert found.get(f"{W}val") == "true"
