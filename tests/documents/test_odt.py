"""ODT files: every word, number and link of the blocks, our own styles and properties, and the same bytes again."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from hls_procure.assembly.blocks import Document, Form, Heading, Para, Signature, Table, plain_text
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.odt import odt
from hls_procure.documents.odt.odt import write_odt
from hls_procure.errors import InputError
from hls_procure.work.building import assemble, build
from hls_procure.work.opening import open_project
from tests.documents.test_hostile_answers import TYPED
from tests.documents.test_pdf_words import CODE
from tests.documents.test_pdf_words import document as typed_document
from tests.helpers import run, ticking

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pypandoc") is None, reason="pandoc is not installed: ODT files were not looked at"
)
DAY = date(2027, 3, 1)
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
GIVEN = TYPED | {"raw text": "<text:p/> </text:span>", "a command of TeX": "\\input{/etc/passwd} $x$ `c`{=html}", "typst": CODE}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def said(element: ElementTree.Element) -> str:
    """The words of an element as LibreOffice shows them."""
    made = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            made.append(" " * int(child.get(f"{TEXT}c", "1")))
        else:
            made.append({f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(child.tag, "") + said(child))
        made.append(child.tail or "")
    return "".join(made)


def lines(data: bytes) -> list[str]:
    content = ElementTree.fromstring(parts(data)["content.xml"])
    return [said(element) for element in content.iter() if element.tag in (f"{TEXT}p", f"{TEXT}h")]


@pytest.fixture(scope="module")
def document(tamarside_once: Path) -> Document:
    return assemble(open_project(tamarside_once), only=["D09"]).documents["D09"]


@pytest.fixture(scope="module")
def data(document: Document) -> bytes:
    return write_odt(document, HouseStyle(), day=DAY).data


@pytest.fixture(scope="module")
def content(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(data)["content.xml"])


def test_every_block_stands_in_it_in_order(document: Document, data: bytes) -> None:
    found = iter(lines(data))
    for block in document.blocks:
        if isinstance(block, (Heading, Para)):
            wanted = f"{block.number}\t{plain_text(block.spans)}" if block.number else plain_text(block.spans)
            assert any(line in (wanted, wanted.replace("\t", " ", 1)) for line in found), wanted
    cells = {line.strip() for line in lines(data)}
    for block in document.blocks:
        if isinstance(block, Table):
            assert {*block.heads, *(plain_text(cell).strip() for row in block.rows for cell in row.cells)} <= cells | {""}
        elif isinstance(block, (Form, Signature)):
            assert {line[0] if isinstance(line, tuple) else line for line in block.lines} <= cells


def test_headings_have_their_levels_and_styles(document: Document, content: ElementTree.Element) -> None:
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    found = list(content.iter(f"{TEXT}h"))
    assert [int(one.get(f"{TEXT}outline-level", "0")) for one in found] == [one.level for one in headings]
    styles = {"clause": "HLSClause1", "schedule": "HLSSchedule", "sched-para": "HLSSchedHeading", "none": "HLSPart"}
    assert [(one.get(f"{TEXT}style-name") or "").removesuffix("Page") for one in found] == [styles[h.series] for h in headings]


def test_links_lead_to_bookmarks_that_are_there_once(document: Document, content: ElementTree.Element) -> None:
    names = [one.get(f"{TEXT}name", "") for one in content.iter(f"{TEXT}bookmark-start")]
    assert len(names) == len(set(names))
    assert set(names) >= {document.bookmarks[b.id] for b in document.blocks if isinstance(b, Para) and b.number}
    leads = [one.get(f"{XLINK}href", "") for one in content.iter(f"{TEXT}a")]
    assert {lead.removeprefix("#") for lead in leads} <= set(names)
    inside = sum(
        span.kind == "ref" and document.bookmarks.get(span.path) in names
        for b in document.blocks
        if isinstance(b, (Heading, Para))
        for span in b.spans
    )
    contents = sum(isinstance(b, Heading) and b.level <= 2 for b in document.blocks)
    assert inside > 0
    assert len(leads) >= inside + contents


def test_tables_have_head_rows_and_cells_of_our_style(document: Document, content: ElementTree.Element) -> None:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(list(content.iter(f"{TABLE}table-header-rows"))) == len(tables) > 0
    forms = sum(isinstance(block, (Form, Signature)) for block in document.blocks)
    assert len(list(content.iter(f"{TABLE}table"))) == len(tables) + forms
    assert b'fo:background-color="#E7EEF0"' in ElementTree.tostring(content) or "E7EEF0" in ElementTree.tostring(
        content, "unicode"
    )


def test_every_style_that_is_used_is_there(data: bytes) -> None:
    both = parts(data)["content.xml"].decode() + parts(data)["styles.xml"].decode()
    named = set(re.findall(r'style:name="([^"]+)"', both))
    used = set(re.findall(r'(?:text|table|parent)-?style-name="([^"]+)"', both)) | set(
        re.findall(r'text:style-name="([^"]+)"', both)
    )
    assert used - named <= {"Formula"}, used - named
    assert not re.search(r'style:parent-style-name="P\d', both)


def test_its_properties_and_its_language_are_those_of_the_project(document: Document, data: bytes) -> None:
    made = parts(data)
    meta = made["meta.xml"].decode()
    assert f"<dc:title>{document.front.title}</dc:title>" in meta
    assert "<dc:language>en-GB</dc:language>" in meta
    assert meta.count("2027-03-01T00:00:00") == 2
    styles = made["styles.xml"].decode()
    assert 'fo:language="en" fo:country="GB"' in styles
    for one in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
        ElementTree.fromstring(made[one])


def test_it_is_known_by_its_first_part_which_is_not_packed(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert data[30:38] == b"mimetype"
    assert data[38:].startswith(b"application/vnd.oasis.opendocument.text")


def test_the_same_document_gives_the_same_bytes(document: Document, data: bytes) -> None:
    assert write_odt(document, HouseStyle(), day=DAY).data == data
    assert write_odt(document, HouseStyle(), day=date(2027, 3, 2)).data != data


def test_the_house_style_counts(document: Document) -> None:
    style = HouseStyle(font="Verdana", size=14, colour="AA0011", language="cy-GB")
    styles = parts(write_odt(document, style, day=DAY).data)["styles.xml"].decode()
    assert 'svg:font-family="Verdana"' in styles
    assert 'fo:color="#AA0011"' in styles
    assert 'fo:font-size="14pt" fo:language="cy" fo:country="GB"' in styles


def test_whatever_is_typed_stands_there_as_typed() -> None:
    whole = "".join(f"«{typed}»" for typed in GIVEN.values())
    made = lines(write_odt(typed_document(whole), HouseStyle(), day=DAY).data)
    text = "\n".join(made)
    for kind, typed in GIVEN.items():
        assert f"«{typed}»" in text, kind
    assert text.count(whole) >= 10
    plain = write_odt(typed_document("x"), HouseStyle(), day=DAY).data
    assert len(made) == len(lines(plain))


def test_what_no_file_can_hold_stops_nothing() -> None:
    text = "\n".join(lines(write_odt(typed_document("a\x07b\ud800c\ufffed"), HouseStyle(), day=DAY).data))
    assert "before «a\ufffdb\ufffdc\ufffdd»" in text


def test_without_pandoc_it_says_what_to_install_and_builds_nothing(tamarside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odt, "find_spec", lambda name: None)
    done = run("build", tamarside, "--only", "D16", "--to", "odt")
    assert done.exit_code == 2
    assert 'pip install ".[odt]"' in done.stderr
    assert not list((tamarside / "out").rglob("*.*"))


def test_what_pandoc_refuses_becomes_a_problem_that_names_the_file(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError) as caught:
        odt.pandoc('{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[{"t":"Nothing"}]}', "D09-x")
    assert caught.value.problems[0].where == "D09-x.odt"

    def another(text: str, name: str) -> str:
        return whole(text, name).replace("<text:h ", "<text:p ").replace("</text:h>", "</text:p>")

    whole: Any = odt.pandoc
    monkeypatch.setattr(odt, "pandoc", another)
    with pytest.raises(InputError, match="another number of headings"):
        write_odt(document, HouseStyle(), day=DAY)


def test_a_build_writes_it_beside_the_others(tamarside: Path) -> None:
    report = build(open_project(tamarside, now=ticking()), only=["D16"], formats=["html", "odt"])
    assert report.written == ["bidders/D16-clarification-log.html", "bidders/D16-clarification-log.odt"]
    again = build(open_project(tamarside, now=ticking()), only=["D16"], formats=["odt"])
    assert again.same == ["bidders/D16-clarification-log.odt"]


def test_the_report_of_a_check_can_be_an_odt(tamarside: Path, tmp_path: Path) -> None:
    path = tmp_path / "d30.odt"
    assert run("check", tamarside, "--format", "odt", "--output", path).exit_code == 0
    assert any("read-across report" in line.lower() for line in lines(path.read_bytes()))
