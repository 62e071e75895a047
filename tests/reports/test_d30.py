"""The read-across report in Word: one page for the lawyer, every finding, the thread, and a place to sign."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from hls_procure.assembly.blocks import Heading, Para, Table, plain_text
from hls_procure.library.finder import Finder
from hls_procure.library.yamlfile import load
from hls_procure.readacross.report import Report
from hls_procure.reading.door import read_bytes, read_file
from hls_procure.reports.d30 import MOST, WORDS_FILE, d30
from hls_procure.reports.told import Told
from tests.helpers import run
from tests.reports.made import CHECKS, HOSTILE, finding, told

SAID = load(Finder().find(WORDS_FILE).path)


def texts(given: Told) -> list[str]:
    blocks = d30(replace(given, words=SAID)).blocks
    return [plain_text(block.spans) for block in blocks if isinstance(block, (Heading, Para))]


def page_for_the_lawyer(given: Told) -> list[str]:
    every = texts(given)
    return every[: every.index("Findings")]


def test_the_page_for_the_lawyer_says_what_agrees_what_does_not_and_what_was_left() -> None:
    page = page_for_the_lawyer(told())
    assert page[0] == "If we were challenged"
    assert f"What agrees: {len(CHECKS) - 4} of {len(CHECKS)} checks found nothing." in page[3]
    assert "What does not agree: 2 errors. The gravest, which should be mended before anything goes out, are these:" in page
    assert "• RA203: 'Learning' is 20% in the sheet and 25% in the invitation." in page
    assert "• RA915: It tells who wrote it. asked for, by legal" in page
    assert "What nobody could read: nothing. Every part of every document was read." in page


def test_what_could_not_be_read_is_on_it_and_is_no_disagreement() -> None:
    from hls_procure.findings import Side

    one = finding("RA003", "The map of Larkmoor could not be read.", Side("spec.docx", "Annex B"))
    page = page_for_the_lawyer(Told(Report([one], checks=dict(CHECKS)), "x", "x"))
    assert "What does not agree: nothing is open." in page
    assert (
        page[page.index("What nobody could read, and so nobody has compared:") + 1] == "• The map of Larkmoor could not be read."
    )


def test_it_stays_one_page_however_much_is_found() -> None:
    from hls_procure.findings import Side

    many = [finding("RA901", f"'[insert {n}]' was left. " + "word " * 100, Side("D07", f"section {n}")) for n in range(40)]
    page = page_for_the_lawyer(Told(Report(many, checks=dict(CHECKS)), "x", "x"))
    assert len([line for line in page if line.startswith("• RA901")]) == MOST
    assert f"• and {40 - MOST} more, which the findings below show." in page
    assert max(map(len, page)) < 500


def test_every_finding_has_both_sides_and_what_to_do() -> None:
    every = texts(told())
    at = every.index("RA203 error. 'Learning' is 20% in the sheet and 25% in the invitation.")
    assert every[at + 1] == "Here: Sheet.xlsx, sheet Scores, cell B2: “20%”"
    assert every[at + 2].startswith("And there: Invitation to tender.docx, section 11.2: “")
    assert every[at + 3].startswith("What to do: ")
    assert "RA915 warning, set aside. It tells who wrote it." in every


def test_words_with_braces_fill_no_place() -> None:
    given = replace(told(), title="{day} {families} {title}", words=SAID)
    assert d30(given).front.title == "Read-across of {day} {families} {title}"


def test_it_is_signed_by_those_who_read_it() -> None:
    (table,) = [block for block in d30(replace(told(), words=SAID)).blocks if isinstance(block, Table)]
    assert table.heads == ("Role", "What I have checked", "Date", "Signature")
    assert [plain_text(row.cells[0]) for row in table.rows] == [
        "Commissioning lead", "Procurement lead", "Lawyer", "People with lived experience",
    ]  # fmt: skip


def test_the_command_writes_a_sound_word_file_the_same_each_time(tamarside: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for path in paths:
        assert run("check", tamarside, "--format", "docx", "--output", path).exit_code == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    file = read_file(paths[0], "a.docx")
    assert [block.text for block in file.outline()] == ["If we were challenged", "Findings", "The golden thread", "Sign-off"]
    assert not file.unread
    assert all(block.table.headed for block in file.blocks if block.table is not None)
    assert "Read-across of The Tamarside Alliance" in [block.text for block in file.blocks]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    from hls_procure.documents.docx.template import compile_template
    from hls_procure.documents.house import HouseStyle
    from hls_procure.library.load import NO_CACHE
    from hls_procure.reports.door import render

    template = compile_template(Finder().find("templates/note.docx"), HouseStyle(), NO_CACHE)
    file = read_bytes(render(replace(told(), words=SAID, template=template), "docx"), "d30.docx")
    assert any(HOSTILE.replace("\x07", " ").partition("!")[0].strip() in block.text for block in file.blocks)


@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_the_page_for_the_lawyer_is_one_page(tamarside: Path, tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or poppler is not installed; .ci/run installs them")
    path = tmp_path / "d30.docx"
    run("check", tamarside, "--format", "docx", "--output", path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = subprocess.run(["pdftotext", "-layout", str(tmp_path / "d30.pdf"), "-"], check=True, capture_output=True, text=True)
    first, second, *_ = pages.stdout.split("\f")
    assert "If we were challenged" in first
    assert "What this page is not" in first
    assert "Findings" in second.strip()[:200]
