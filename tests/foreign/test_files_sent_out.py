"""What is found in a file as it would be sent out: tracked, hidden, dead, stale, told of its makers, shut to some readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.findings import Finding
from hls_procure.work.foreign import check_files
from tests.reading.sheets import scoring
from tests.reading.word import code, deleted, docx, ins, item, level, levels, numbering, p, r, style, styled, table

SPEC = "Specification v3.docx"
LISTS = numbering(levels(level("%1"), level("%1.%2")))
LANGUAGE = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
HEADINGS = "".join(style(f"Heading{n}", f"heading {n}", paragraph=f'<w:outlineLvl w:val="{n - 1}"/>') for n in (1, 2, 3))
STYLES = LANGUAGE + HEADINGS
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="7" name="Map"{words}/><a:graphic><a:graphicData><a:blip/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def marked(name: str, inner: str) -> str:
    return f'<w:bookmarkStart w:id="9" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="9"/>'


def core(creator: str = "", changed: str = "") -> bytes:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{creator}</dc:creator>'
        f"<cp:lastModifiedBy>{changed}</cp:lastModifiedBy></cp:coreProperties>"
    ).encode()


def found(folder: Path, which: str, body: str, *, name: str = SPEC, people: bytes | None = None, **more: object) -> list[Finding]:
    """What one check finds in a specification with these paragraphs."""
    path = folder / name
    parts = {"styles": STYLES, "numbering": LISTS}
    text = styled("Heading1", "Specification") + p("The service walks beside people in Larkmoor.") + body
    path.write_bytes(docx(text, parts=parts, more={"docProps/core.xml": people or core()}, **more))  # type: ignore[arg-type]
    return [one for one in check_files([path]).report.findings if one.code == which]


TARGET = item(marked("_Ref1", r("What we pay")), 1, 0) + item("Invoices are paid in thirty days.", 1, 1)


@pytest.mark.parametrize("result", ["Error! Reference source not found.", "4"])
def test_a_reference_whose_bookmark_is_not_there(tmp_path: Path, result: str) -> None:
    (one,) = found(tmp_path, "RA903", TARGET + p(r("As section ") + code("REF _Ref999 \\r \\h", result)))
    assert f"prints '{result}'. It leads to the bookmark _Ref999, which is not there." in one.message
    assert one.left.spot is not None
    assert one.left.spot.index == 4


def test_a_reference_whose_bookmark_is_there(tmp_path: Path) -> None:
    body = TARGET + p(r("As section ") + code("REF _Ref1 \\r \\h", "1") + code("PAGEREF _Ref1", "2") + code("DATE", "today"))
    assert found(tmp_path, "RA903", body) == []


def test_a_reference_that_shows_the_number_of_last_week(tmp_path: Path) -> None:
    before = item("A section that was put in", 1, 0)
    (one,) = found(tmp_path, "RA904", before + TARGET + p(r("As section ") + code("REF _Ref1 \\r \\h", "1") + r(" says.")))
    assert one.message == "A reference prints 1, and what it leads to is now 2."
    assert one.left.quote == "As section 1 says."


def test_many_references_that_show_old_numbers_are_one_finding(tmp_path: Path) -> None:
    before = item("A section that was put in", 1, 0)
    many = "".join(p(r("As section ") + code("REF _Ref1 \\r \\h", "1") + r(" says.")) for _ in range(5))
    (one,) = found(tmp_path, "RA904", before + TARGET + many)
    assert "4 more references of this file are as old" in one.message


@pytest.mark.parametrize("switch", ["\\r", "\\w", "\\n"])
def test_a_reference_that_shows_the_number_of_today(tmp_path: Path, switch: str) -> None:
    below = item(marked("_Ref2", r("In thirty days")), 1, 1)
    body = TARGET + below + p(code(f"REF _Ref1 {switch} \\h", "1") + code(f"REF _Ref2 {switch} \\h", "1.2"))
    assert found(tmp_path, "RA904", body + p(code("REF _Ref1 \\h", "What we pay"))) == []


@pytest.mark.parametrize(("title", "count"), [("Fellgate Borough Council: specification", 1), ("Specification", 0)])
def test_the_title_of_another_procurement_among_the_properties(tmp_path: Path, title: str, count: int) -> None:
    people = core().replace(b"<dc:creator>", f"<dc:title>{title}</dc:title><dc:creator>".encode())
    assert len(found(tmp_path, "RA916", "", people=people)) == count


def test_tracked_changes_and_comments(tmp_path: Path) -> None:
    anchor = (
        '<w:commentRangeStart w:id="5"/>' + r("sixty") + '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
    )
    path = tmp_path / SPEC
    body = p(r("Learning weighs ") + deleted("60%") + ins(r("40%")) + r(".")) + p(anchor)
    who = 'w:author="Legal lead" w:date="2027-03-02T09:00:00Z"'
    comment = f'<w:comment w:id="5" {who}><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment>'
    path.write_bytes(docx(body, parts={"styles": STYLES, "comments": comment}))
    said = [one.message for one in check_files([path]).report.findings if one.code == "RA911"]
    assert said == [
        "Deleted (Finance lead, 2027-03-02), and neither accepted nor rejected: '60%'.",
        "Inserted (Finance lead, 2027-03-02), and neither accepted nor rejected: '40%'.",
        "Commented (Legal lead, 2027-03-02): 'Really?'.",
    ]


def test_changes_that_were_accepted(tmp_path: Path) -> None:
    assert found(tmp_path, "RA911", p("Learning weighs 40%, inserted and deleted by nobody.")) == []


def test_hidden_words_and_hidden_rows(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "RA912", p(r("We like ") + r("the old provider", "<w:vanish/>") + r("everybody.")))
    assert one.message == f"Hidden in {SPEC}: 'the old provider'."
    path = tmp_path / "Scoring.xlsx"
    path.write_bytes(scoring())
    where = [f.left.where for f in check_files([path]).report.findings if f.code == "RA912"]
    assert "sheet Scores, row 8" in where
    assert "sheet Scores, column F" in where
    assert any(one.startswith("sheet Incumbent") for one in where)


def test_words_that_are_shown_in_small_print(tmp_path: Path) -> None:
    body = p(r("We like ") + r("everybody", '<w:vanish w:val="0"/><w:sz w:val="8"/>') + r(" ", "<w:vanish/>"))
    assert found(tmp_path, "RA912", body) == []


FOOT = {"footer1": p("Service specification, version 2.1, page 1")}


def test_a_footer_of_another_version_than_the_file_name(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "RA914", p("Words."), lines=FOOT)
    assert one.message == f"{SPEC} calls itself version 3 in one place and 2.1 in another."
    assert one.right is not None
    assert "version 2.1" in one.right.quote


@pytest.mark.parametrize("name", ["Specification v2.1.docx", "Specification.docx", "Spec_v2.1.0_final.docx"])
def test_one_version_everywhere(tmp_path: Path, name: str) -> None:
    body = p("Volume 4 of the register, level 3, and IPv6 have nothing to do with it.")
    assert found(tmp_path, "RA914", body, name=name, lines=FOOT) == []


def test_properties_that_tell_who_made_it(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "RA915", p("Words."), people=core("Procurement team", "A bidder’s consultant"))
    assert (
        f"{SPEC} tells everybody who opens it: written by 'Procurement team'; last changed by 'A bidder’s consultant'."
        == one.message
    )


@pytest.mark.parametrize(("creator", "changed"), [("", ""), ("python-docx", "LibreOffice")])
def test_properties_that_tell_nothing(tmp_path: Path, creator: str, changed: str) -> None:
    assert found(tmp_path, "RA915", p("Words."), people=core(creator, changed)) == []


WEIGHTS = (("Criterion", "Weight"), ("Learning", "40%"), ("People", "60%"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (table(*WEIGHTS), "The table that begins 'Criterion | Weight' does not mark its head"),
        (styled("Heading3", "Money"), "A heading of level 3 stands under one of level 1: 'Money'."),
        (p(PICTURE.format(words="")), "A picture has no words for people who cannot see it."),
    ],
)
def test_what_a_screen_reader_cannot_read(tmp_path: Path, body: str, said: str) -> None:
    (one,) = found(tmp_path, "RA919", body)
    assert said in one.message


def test_a_file_that_does_not_say_its_language(tmp_path: Path) -> None:
    path = tmp_path / SPEC
    path.write_bytes(docx(p("Words."), parts={"styles": HEADINGS}))
    assert [f.left.where for f in check_files([path]).report.findings if f.code == "RA919"] == ["the whole file"]


def test_what_a_screen_reader_reads_well(tmp_path: Path) -> None:
    form = table(("Name of bidder", ""), ("Charity number", ""))
    body = table(*WEIGHTS, head=True) + styled("Heading2", "Money") + styled("Heading3", "Pay") + styled("Heading1", "End") + form
    assert found(tmp_path, "RA919", body + p(PICTURE.format(words=' descr="A map of Larkmoor"'))) == []
