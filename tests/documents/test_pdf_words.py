"""Whatever somebody types stands in a PDF as text: never run, never cut; what the fonts lack is named in its place."""

from __future__ import annotations

import io
import re
import warnings
from datetime import date

import pytest

from hls_procure.assembly.blocks import (
    Document,
    Form,
    Front,
    Heading,
    Para,
    Signature,
    Span,
    Spans,
    Table,
    TableRow,
    block_texts,
)  # fmt: skip
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.made import Made
from hls_procure.documents.typst import pdf
from hls_procure.documents.typst.fonts import code_points, font_files, repertoires
from hls_procure.documents.typst.pdf import typeset, write_pdf
from hls_procure.documents.typst.words import Words, breakable
from hls_procure.errors import InputError, Problem
from tests.documents.test_hostile_answers import TYPED

DAY = date(2027, 3, 1)
STYLE = HouseStyle()
CODE = '#read("/etc/passwd") #{1+1} $x^2$ @b1 <b1> *b* _i_ `c` \\ // /* = - + \\" "; read("x"); " @size @title'
EXACT = {
    kind: typed
    for kind, typed in TYPED.items()
    if kind not in ("a slot of the compiled template", "right to left", "turned round", "emoji")
} | {"typst": CODE, "a very long word": "W" * 60, "a longer one": "a" * 90, "Welsh": "ŵŷ Ŵŷ ÂÊ", "Polish": "Zażółć gęślą jaźń"}
UNSEEN = re.compile("[\\s\u200b\u2060\u00ad\u2068\u2069]+")


def bare(text: str) -> str:
    return UNSEEN.sub("", text)


def document(typed: str) -> Document:
    spans: Spans = (Span("text", "before «"), Span("fact", typed), Span("text", "» and "), Span("ref", "1.1", "a"))
    return Document(
        "D99", "the thing", "D99-thing", "public", "note.docx",
        Front(typed, typed, typed, typed, "Draft 1", "1 March 2027", face=(Para("f", "none", 1, "", spans, role="face"),)),
        (
            Heading("h", 1, "clause", "1", spans),
            Para("a", "clause", 2, "1.1", spans),
            Para("b", "clause", 3, "(a)", spans),
            Table("t", 1, spans, (typed, "B"), (TableRow("r", (spans, spans)), TableRow("s", (spans, spans), total=True)), (1, 1),
                  ("left", "right")),
            Table("e", 2, spans, ("C", typed), (TableRow("e", (spans,)),), (1, 1), ("left", "right")),
            Form("fo", (typed, "Date")),
            Signature("si", spans, (("By", spans), (typed, ()))),
        ),
    )  # fmt: skip


def words(made: Made) -> str:
    from pypdf import PdfReader

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made.data)).pages)


def shown(typed: str) -> tuple[str, dict[str, int]]:
    made = write_pdf(document(typed), STYLE, day=DAY)
    return words(made), made.replaced


@pytest.mark.parametrize("kind", EXACT)
def test_it_stands_there_as_typed_wherever_it_may_stand(kind: str) -> None:
    typed = EXACT[kind]
    text, replaced = shown(typed)
    plain = document("|").blocks
    places = sum(one.count("|") for one in block_texts(plain)) + 1  # and on the first page
    assert bare(text).count(f"before«{bare(typed)}»") == places - 4  # two heads and two labels stand without marks
    assert bare(text).count(bare(typed)) >= places + 4
    assert not replaced


@pytest.mark.parametrize(
    ("typed", "stands", "replaced"),
    [
        ("a😀b", "a[grinning face]b", {"grinning face (U+1F600)"}),
        ("x\ud800y", "x[U+D800]y", {"U+D800"}),
        ("a\x00\x07b", "a[U+0000, U+0007]b", {"U+0000", "U+0007"}),
        ("\u202egnp\u202c", "[right-to-left override]gnp[pop directional formatting]",
         {"right-to-left override (U+202E)", "pop directional formatting (U+202C)"}),
        ("中文", "[U+4E2D, U+6587]", {"U+4E2D", "U+6587"}),
        ("a\ufeffb", "ab", set()),
        ("\ue000HLS:title\ue001", "[U+E000]HLS:title[U+E001]", {"U+E000", "U+E001"}),
    ],
)  # fmt: skip
def test_what_the_fonts_lack_is_named_in_its_place_and_listed(typed: str, stands: str, replaced: set[str]) -> None:
    text, found = shown(typed)
    assert f"before«{bare(stands)}»" in bare(text)
    assert set(found) == replaced
    assert all(count >= 10 for count in found.values())


@pytest.mark.parametrize("typed", ["مرحبا بالعالم", "שלום עולם", "گوجرانوالہ"])
def test_arabic_hebrew_and_urdu_need_no_replacement_and_turn_nothing_beside_them(typed: str) -> None:
    made = write_pdf(document(typed), STYLE, day=DAY)
    assert not made.replaced
    source = Words(repertoires()).string(typed)
    assert source == f'"\u2068{typed}\u2069";'
    assert not set(bare(typed)) - set(words(made))


def test_a_mark_on_a_letter_is_looked_for_in_the_font_of_the_letter() -> None:
    first, second = frozenset(map(ord, "ab\u0301")), frozenset(map(ord, "اب\u064b"))
    writer = Words((first, second))
    assert writer.shown("a\u0301ا\u064b") == "a\u0301ا\u064b"
    assert not writer.replaced
    assert writer.shown("a\u064b") == "a[U+064B]"


def test_only_a_word_that_no_line_holds_may_break_anywhere() -> None:
    assert breakable("responsibilities and principle-based", 12) == "responsibilities and principle-based"
    broken = breakable("W" * 40, 12)
    assert broken.replace("\u200b", "") == "W" * 40
    assert {len(piece) for piece in broken.split("\u200b")} == {11, 7}
    assert breakable("write to notices@commissioner.example", 12) == "write to notices@\u200bcommissioner\u200b.example"


def test_the_characters_of_a_font_are_those_that_another_reader_finds() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib")
    for path, points in zip(font_files(), repertoires(), strict=True):
        assert points - {0} == set(ttlib.TTFont(path).getBestCmap()) - {0}
    with pytest.raises(ValueError, match="no table of characters"):
        code_points(b"\x00\x01\x00\x00\x00\x00")


def test_typst_itself_may_read_no_file_and_its_complaint_becomes_a_problem() -> None:
    with pytest.raises(InputError) as caught:
        typeset('#set document(title: "T")\n#read("/etc/passwd")', DAY, "D99")
    assert caught.value.problems[0].where == "D99.pdf"
    with pytest.raises(InputError):
        typeset('#set document(title: "T")\n#read("pyproject.toml")', DAY, "D99")


def test_a_mark_that_stands_on_nothing_is_named() -> None:
    text, replaced = shown("first\r\u05ae")
    assert "[U+05AE]" in text
    assert list(replaced) == ["U+05AE"]


def test_what_the_fonts_cannot_put_together_is_set_again_with_every_mark_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(text: str, day: date, name: str) -> bytes:
        if "\u0301" in text.partition("#set text")[2]:
            raise InputError(Problem(f"{name}.pdf", "could not be made"))
        return typeset(text, day, name)

    monkeypatch.setattr(pdf, "typeset", refuses)
    text, replaced = shown("q\u0301")
    assert "before«q[U+0301]»" in bare(text)
    assert list(replaced) == ["U+0301"]


def test_a_title_that_cannot_be_shown_at_all_stops_nothing() -> None:
    from pypdf import PdfReader

    info = PdfReader(io.BytesIO(write_pdf(document("\u1afd"), STYLE, day=DAY).data)).metadata
    assert info is not None
    assert info.title == "D99-thing"


def test_what_stands_in_the_properties_is_one_line_without_signs_that_turn() -> None:
    from pypdf import PdfReader

    made = write_pdf(document("one\ntwo \u202ethree\x07"), STYLE, day=DAY)
    info = PdfReader(io.BytesIO(made.data)).metadata
    assert info is not None
    assert info.title == "one two three"
