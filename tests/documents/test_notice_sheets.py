"""The notice data sheets as documents: D06 before the award and D23 with it, in Word and as pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hls_procure.assembly.blocks import Document, Table, plain_text
from hls_procure.documents.docx.body import TALL
from hls_procure.documents.docx.widths import lines_in
from hls_procure.documents.pack import PackBuilder
from hls_procure.errors import InputError
from hls_procure.model.root import Project
from hls_procure.work.building import assemble, build
from hls_procure.work.opening import Opened, open_project
from tests.documents.conftest import current
from tests.documents.docx_reading import Docx, W
from tests.documents.html_reading import first, read_page
from tests.helpers import copied, ticking
from tests.soundness import texts

HOSTILE = "R&D <b>x</b> {{ 7*7 }} <fact:x> \\ {0} שלום \u202eabc\u202c"
WINNER = "Harbour Light Trust"


@pytest.fixture(scope="module")
def before(tamarside_award_once: Path) -> Document:
    """D06 of the sample although its award is known."""
    return assemble(open_project(tamarside_award_once), only=["D06"]).documents["D06"]


@pytest.fixture(scope="module")
def after(tamarside_award_once: Path) -> Document:
    return assemble(open_project(tamarside_award_once), purpose="signature", only=["D23"]).documents["D23"]


def tables(document: Document) -> dict[str, Table]:
    found = [block for block in document.blocks if isinstance(block, Table)]
    return {plain_text(block.caption).removeprefix("What to enter: "): block for block in found}


def rows(table: Table) -> dict[str, list[str]]:
    """The rows of a sheet by their field, without what stands under it."""
    return {plain_text(row.cells[0]).split("\n")[0]: [plain_text(cell) for cell in row.cells] for row in table.rows}


def whole(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def test_each_notice_before_the_award_has_a_table_of_its_own(before: Document) -> None:
    assert before.audience == "privileged"
    assert list(tables(before)) == [
        "Notices, in order",
        "Pipeline notice",
        "Preliminary market engagement notice",
        "Planned procurement notice",
        "Tender notice",
        "Procurement termination notice",
    ]


def test_a_field_has_what_to_enter_or_who_gives_it_and_why_it_is_asked(before: Document) -> None:
    sheet = rows(tables(before)["Tender notice"])
    assert sheet["Title"] == ["Title\nUsual in notices", "The Tamarside Alliance", ""]
    assert sheet["Estimated value, including VAT"][:2] == [
        "Estimated value, including VAT\nPA 2023 s.123(2)",
        "£89,310,000 including VAT",
    ]
    assert sheet["Whether there may be negotiation"][1] == ""
    assert sheet["Whether there may be negotiation"][2].startswith("Whoever runs the competition says")
    assert all(bool(value) != bool(missing) for _, value, missing in sheet.values())


def test_the_notices_stand_in_their_order_with_what_is_published(before: Document) -> None:
    table = rows(tables(before)["Notices, in order"])
    assert list(table)[:4] == [
        "Pipeline notice",
        "Preliminary market engagement notice",
        "Planned procurement notice",
        "Tender notice",
    ]
    assert len(table) == 12
    assert table["Preliminary market engagement notice"][1:3] == ["published", "published on 5 October 2026"]
    assert table["Contract change notice"][1] == "not needed"


def test_the_face_says_what_was_not_read_and_how_old_the_law_is(before: Document, after: Document) -> None:
    for document in (before, after):
        said = [plain_text(block.spans) for block in document.front.face]
        assert any("Their text was not read" in words for words in said)
        assert "Law as known on 22 November 2026." in said


def test_winners_stand_in_the_sheets_of_the_award_and_nowhere_before(before: Document, after: Document) -> None:
    assert WINNER not in whole(before)
    assert "11 November 2027" not in whole(before), "the day of the decision is known only with the award"
    sheet = rows(tables(after)["Contract award notice"])
    assert sheet["Suppliers"][1].startswith(f"{WINNER} (charity number 0000101), 12 Rope Walk, Tamarside TM1 3AC")
    assert sheet["Day of the award decision"][1] == "11 November 2027"
    assert list(tables(after)) == [
        "Notices, in order",
        "What is held back",
        "Contract award notice",
        "Contract details notice",
        "Contract termination notice",
    ]


def test_what_is_held_back_stands_beside_the_field(after: Document) -> None:
    sheet = rows(tables(after)["Contract details notice"])
    copy = sheet["Copy of the contract"][2].split("\n")
    assert copy[0].startswith("Whoever keeps the contract makes the copy")
    assert copy[1].startswith("Hold back the addresses of the women's rooms. People there would be in danger.")


def test_the_sheets_of_the_award_are_not_built_for_a_tender(tamarside_award_once: Path) -> None:
    with pytest.raises(InputError, match="is not built for tender"):
        assemble(open_project(tamarside_award_once), only=["D23"])


@pytest.mark.parametrize("regime", ["grant", "public", "scotland"])
@pytest.mark.parametrize(("id", "purpose"), [("D06", "tender"), ("D23", "signature")])
def test_where_there_are_no_such_notices_the_document_is_refused_and_says_why(
    regime: str, id: str, purpose: str, tamarside_award_once: Path
) -> None:
    made = pack(open_project(tamarside_award_once), regime, purpose).build([id])
    assert made.documents == {}
    (refused,) = made.refused
    assert "A grant and an arrangement between public bodies have none" in refused.text()


def pack(opened: Opened, regime: str, purpose: str) -> PackBuilder:
    project: Project = replace(opened.project, legal=replace(opened.project.legal, regime=regime))
    workspace = opened.workspace
    return PackBuilder(project, workspace.schema, workspace.words, opened.guide, purpose=purpose)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def typed(tamarside_once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """D06 with a title that holds everything that could go wrong, and a description longer than two pages."""
    path = copied(tamarside_once, tmp_path_factory.mktemp("typed") / "tamarside")
    opened = open_project(path, now=ticking())
    with opened.folder as folder:
        folder.hold()
        folder.set("project.title", HOSTILE, question="RR-11")
        folder.set("purpose.statement", f"{'long words ' * 900}and the end of them", question="PU-01")
        folder.save()
    build(open_project(path, now=ticking()), only=["D06"])
    return current(path / "out", ".docx") | {f"{id} page": file for id, file in current(path / "out", ".html").items()}


def test_a_value_stands_there_as_typed_to_be_copied(typed: dict[str, Path]) -> None:
    assert HOSTILE in Docx(typed["D06"]).texts()
    assert HOSTILE in first(read_page(typed["D06 page"].read_text("utf-8")), "main").text()


def test_a_row_that_is_taller_than_a_page_may_break_so_that_nothing_is_cut_off(typed: dict[str, Path]) -> None:
    file = Docx(typed["D06"])
    found = {"tall": 0, "low": 0}
    for row in file.xml("word/document.xml").iter(f"{W}tr"):
        said = "".join(text.text or "" for text in row.iter(f"{W}t"))
        whole = row.find(f"{W}trPr/{W}cantSplit") is not None
        if "and the end of them" in said:
            assert not whole
            found["tall"] += 1
        elif len(said) < 200:
            assert whole, said
            found["low"] += 1
    assert found["tall"] >= 3
    assert found["low"] > 40


def test_lines_are_counted_by_the_room_that_a_column_has() -> None:
    assert lines_in("", 2000) == 1
    assert lines_in("one\ntwo\nthree", 9000) == 3
    assert lines_in("word " * 100, 2000) > 2 * lines_in("word " * 100, 5000) > TALL / 2
