"""check with files that are damaged, made to harm or not ours: a finding or a message with exit code 3, never silence."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.foreign.small import sheet, word
from tests.helpers import run
from tests.reading.sheets import changed
from tests.reading.test_bad_input import BAD, bomb, encrypted, nested
from tests.reading.word import LEGAL, control, docx, numbering, p, style

GOOD = word("# Invitation to Tender", "Tenders are due on 12 February 2027. Bidders answer every question of the tender.")


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def findings(*paths: Path) -> list[Any]:
    result = run("check", *paths, "--json", "--fail-on", "never")
    assert result.exit_code == 0, result.stderr
    found: list[Any] = json.loads(result.stdout)["findings"]
    return found


@pytest.mark.filterwarnings("default:Duplicate name")
@pytest.mark.parametrize("kind", BAD)
def test_alone_it_ends_in_a_message_and_exit_code_3(kind: str, tmp_path: Path) -> None:
    make, name, _ = BAD[kind]
    result = run("check", put(tmp_path, name, make()))
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"{name}  ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "kind", ["corrupt zip", "an old Word file", "protected", "a PDF", "a billion laughs", "elements without end"]
)
def test_beside_a_sound_file_it_is_an_error_of_its_own(kind: str, tmp_path: Path) -> None:
    make, name, _ = BAD[kind]
    found = [one for one in findings(put(tmp_path, "ITT.docx", GOOD), put(tmp_path, name, make())) if one["code"] == "RA003"]
    assert [(one["left"]["document"], one["severity"]) for one in found] == [(name, "error")]
    assert run("check", tmp_path / "ITT.docx", tmp_path / name).exit_code == 1


@pytest.mark.parametrize("data", [bomb(9_000_000), encrypted()], ids=["a zip bomb", "an encrypted zip"])
def test_a_bomb_and_a_locked_file_are_refused(data: bytes, tmp_path: Path) -> None:
    assert run("check", put(tmp_path, "x.docx", data)).exit_code == 3


def test_huge_styles_and_controls_in_controls_come_to_an_end(tmp_path: Path) -> None:
    many = "".join(style(f"S{n}", based=f"S{n + 1}") for n in range(5_000))
    huge = docx(
        p("Tenders are due on 12 February 2027.", '<w:pStyle w:val="S0"/>'), parts={"styles": many, "numbering": numbering(LEGAL)}
    )
    deep = docx(nested(60, control) + p("The specification."))
    found = findings(put(tmp_path, "ITT.docx", huge), put(tmp_path, "Specification.docx", deep))
    assert any("nested more deeply" in one["message"] for one in found if one["code"] == "RA003")


def linked() -> bytes:
    """A workbook that leads to another one."""
    data = sheet({"Scores": [["Question", "Score"], ["Learning", 3], ["People", 4]]})
    return changed(data, "xl/externalLinks/externalLink1.xml", b"", b"<externalLink/>")


def with_macros() -> bytes:
    buffer = io.BytesIO(sheet({"Scores": [["Question", "Score"], ["Learning", 3], ["People", 4]]}))
    with zipfile.ZipFile(buffer, "a") as file:
        file.writestr("xl/vbaProject.bin", b"\x00")
    return buffer.getvalue()


@pytest.mark.parametrize(("data", "words"), [(linked(), "leads to another workbook"), (with_macros(), "holds macros")])
def test_a_workbook_with_links_or_macros_says_so(data: bytes, words: str, tmp_path: Path) -> None:
    found = findings(put(tmp_path, "ITT.docx", GOOD), put(tmp_path, "Scores.xlsx", data))
    assert any(words in one["message"] for one in found if one["code"] == "RA003")


def test_pages_in_odd_encodings_are_read(tmp_path: Path) -> None:
    words = "<html><h1>Invitation to Tender</h1><p>Tenders are due on Friday 13 February 2027, for £5,000 – no more.</p>"
    for name, data in (
        ("a.html", words.encode("utf-16")),
        ("b.html", words.encode("cp1252")),
        ("c.html", words.encode("utf-8-sig")),
    ):
        (one,) = [f for f in findings(put(tmp_path, name, data)) if f["code"] == "RA404"]
        assert "Saturday" in one["message"], name


def test_an_empty_folder_and_two_versions_are_messages(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    empty = run("check", tmp_path / "empty")
    assert empty.exit_code == 3
    assert "holds no file that can be read" in empty.stderr
    for name in ("pack/ITT.docx", "pack/ITT v2.docx"):
        put(tmp_path, name, GOOD)
    twice = run("check", tmp_path / "pack")
    assert twice.exit_code == 3
    assert "versions of one document" in twice.stderr
    assert run("check", tmp_path / "pack" / "ITT v2.docx").exit_code == 0


def test_a_name_that_is_not_there_and_a_project_beside_files(tmp_path: Path, tamarside: Path) -> None:
    gone = run("check", put(tmp_path, "ITT.docx", GOOD), tmp_path / "Spec.docx", tmp_path / "Terms.docx")
    assert (gone.exit_code, gone.stderr.count("is not there")) == (3, 2)
    beside = run("check", tamarside, tmp_path / "ITT.docx")
    assert beside.exit_code == 2
    assert "is a project" in beside.stderr
    assert run("check", tamarside, "--facts", tmp_path / "f.yaml").exit_code == 2


def test_two_files_of_one_name_are_said_and_one_is_read(tmp_path: Path) -> None:
    found = findings(put(tmp_path, "a/ITT.docx", GOOD), put(tmp_path, "b/ITT.docx", GOOD))
    assert any("is named twice" in one["message"] for one in found if one["code"] == "RA003")


def test_nothing_is_changed_and_the_same_files_give_the_same_report(tmp_path: Path, wrong_pack: Path) -> None:
    before = {path: path.read_bytes() for path in wrong_pack.iterdir()}
    first, again = (run("check", wrong_pack, "--json", "--fail-on", "never").stdout for _ in range(2))
    assert first == again
    assert before == {path: path.read_bytes() for path in wrong_pack.iterdir()}


def test_very_much_of_everything_comes_to_an_end(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Question", "Score", "Weight", "Total"]]
    rows += [[f"Q{at}", 3, 0.1, f"=SUM(B$2:B{at + 1})*C{at + 1}"] for at in range(1, 1500)]
    endless = "Tenders are due on 5 June 2027, quality counts for 25% and £5,000 is paid within 30 days of an invoice. " * 3000
    many = [f"{at}.1 The provider must keep promise number {at}, as question Q{at} asks." for at in range(1, 800)]
    itt = word("# Invitation to Tender", endless, *many)
    found = findings(put(tmp_path, "ITT.docx", itt), put(tmp_path, "Scores.xlsx", sheet({"Scores": rows})))
    unread = [one["message"] for one in found if one["code"] == "RA003"]
    assert any("facts were looked for in the first 20,000" in message for message in unread)
    assert any("formulas" in message for message in unread)
