"""Whatever somebody types stands in Word and HTML exactly as typed: never executed, never cut, never turned into markup."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from hls_procure.work.building import build
from hls_procure.work.opening import open_project
from tests.documents.conftest import current
from tests.documents.docx_reading import Docx, W, text
from tests.documents.html_reading import Element, first, read_page
from tests.helpers import copied, ticking

TYPED = {
    "an ampersand": "R&D & care",
    "an entity": "&amp; &#0; &lt;b&gt; &nosuch;",
    "an element": "<b>bold</b><script>alert(1)</script>",
    "the end of a run": "</w:t></w:r></w:p>",
    "an attribute's end": "\" onload='x' \"",
    "a calculation": "{{ 7*7 }}",
    "an attribute": "{{ config.__class__.__mro__ }}",
    "docxtpl's own escape": "{_{ 7*7 }_}",
    "a statement": "{% raw %}{% for x in y %}",
    "a comment": "{# gone #}",
    "a value of the template": "{{ title }}{{p body }}",
    "a fact": "<fact:alliance.name> <fact:x>",
    "a reference": "<ref:AL-14> \\<ref:AL-14>",
    "a term": "<term:member|plural>",
    "a format": "%s %(x)s {0} {name} ${y}",
    "a slot of the compiled template": "\ue000HLS:title\ue001 \ue000HLS:body\ue001",
    "right to left": "שלום עולם مرحبا",
    "turned round": "\u202ereversed\u202c",
    "emoji": "😀 👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "other signs": "e\u0301 \u00a0 \u2028 ]]> ''' \"\"\" \\n",
    "many blanks": "one   two\tthree",
    "two lines": "first\nsecond",
}
STATEMENT = "".join(f"«{typed}»" for typed in TYPED.values())
LONG = "".join(f"{n:06d} words " for n in range(8_000)) + "and the end."
NAME = "the R&D <i>{{ 7*7 }}</i> \ue000HLS:date\ue001 😀 Alliance"


@pytest.fixture(scope="module")
def files(tamarside_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    path = copied(tamarside_once, tmp_path_factory.mktemp("hostile") / "tamarside")
    opened = open_project(path, now=ticking())
    with opened.folder as folder:
        folder.hold()
        folder.set("spec.place_story", STATEMENT, question="UN-20")
        folder.set("spec.roles_fit", f"windows\r\nlines\r\n\x07\ud800{LONG}", question="DE-01")
        folder.set("alliance.name", NAME, question="AR-33")
        folder.save()
    build(open_project(path, now=ticking()), only=["D08"])
    return current(path / "out", ".docx") | {f"{k} page": v for k, v in current(path / "out", ".html").items()}


@pytest.fixture(scope="module")
def word(files: Mapping[str, Path]) -> Docx:
    return Docx(files["D08"])


@pytest.fixture(scope="module")
def page(files: Mapping[str, Path]) -> Element:
    return read_page(files["D08 page"].read_text("utf-8"))


@pytest.mark.parametrize("kind", TYPED)
def test_it_stands_in_word_as_typed(word: Docx, kind: str) -> None:
    assert any(f"«{TYPED[kind]}»" in paragraph for paragraph in word.texts())


@pytest.mark.parametrize("kind", TYPED)
def test_it_stands_in_the_page_as_typed(page: Element, kind: str) -> None:
    assert f"«{TYPED[kind]}»" in first(page, "main").text()


def test_it_makes_no_element_of_its_own(word: Docx, page: Element) -> None:
    assert not page.all("b", "i", "script")
    assert not any("onload" in element.attributes for element in page.walk())
    holding = [p for p in word.paragraphs() if "«R&D & care»" in text(p)]
    assert holding
    for paragraph in holding:
        assert {e.tag for e in paragraph.iter()} <= {
            f"{W}{name}" for name in ("p", "pPr", "pStyle", "r", "rPr", "rtl", "t", "br", "tab", "bookmarkStart", "bookmarkEnd",
                                      "numPr", "ilvl", "numId", "keepNext", "keepLines")
        }  # fmt: skip


def test_a_hundred_thousand_characters_are_all_there(word: Docx, page: Element) -> None:
    assert len(LONG) > 100_000
    for whole in ("\n".join(word.texts()), first(page, "main").text()):
        assert f"windows\nlines\n{LONG}" in whole


def test_what_no_document_can_hold_is_not_there(word: Docx, files: Mapping[str, Path]) -> None:
    for data in (*word.parts.values(), files["D08 page"].read_bytes()):
        assert b"\x07" not in data
        assert b"\xed\xa0\x80" not in data


def test_the_title_of_the_file_and_of_the_page_is_as_typed(word: Docx, page: Element) -> None:
    title = f"{NAME[0].upper()}{NAME[1:]}"
    assert title in first(page, "title").text()
    assert title in first(page, "h1").text()
    assert any(p.startswith(title) for p in word.texts())
    core = word.xml("docProps/core.xml")
    assert title in (core.findtext("{http://purl.org/dc/elements/1.1/}title") or "")


def test_nothing_else_in_the_document_changed(word: Docx, tamarside_built_once: Path) -> None:
    """As many paragraphs, bookmarks and tables as without it: nothing that was typed opened or closed anything."""
    plain = Docx(current(tamarside_built_once / "out", ".docx")["D08"])
    assert len(word.paragraphs()) == len(plain.paragraphs())
    assert word.bookmarks() == plain.bookmarks()
    assert len(word.tables()) == len(plain.tables())
