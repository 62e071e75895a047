"""Findings as Word comments in a copy: at their paragraph, with the other side, and nothing else in the file changed."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from hls_procure.documents.zipfiles import patched
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.door import read_bytes, read_file
from hls_procure.reports.comments import AUTHOR, commented
from hls_procure.reports.remarks import Remark
from tests.foreign.council import DEFECTS, FILES, write
from tests.helpers import run
from tests.reading.word import docx, p, r, table

BODY = p("First.") + table(("Learning", "20%"), ("Price", "80%")) + p(r("Last ") + r("words", "<w:b/>"))
OLD = '<w:comment w:id="7" w:author="Legal lead"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>'
ANCHOR = '<w:commentRangeStart w:id="7"/>' + r("Here") + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'


def said(file: ReadFile) -> list[tuple[str, str, str]]:
    """Every line of every comment, with its author and the words of the paragraph that it hangs on."""
    by_id = {block.id: block for block in file.blocks}
    return [(b.author, b.text, by_id[b.anchor].text if b.anchor in by_id else "") for b in file.blocks if b.kind == "comment"]


def remarked(data: bytes, *remarks: Remark) -> ReadFile:
    return read_bytes(commented("x.docx", data, remarks, "2027-03-01"), "x.docx")


def test_a_comment_hangs_on_its_paragraph_wherever_that_is() -> None:
    file = remarked(docx(BODY), Remark("document", 4, ("RA203 error", "The other place: D10")), Remark("document", 5, ("RA901",)))
    assert said(file) == [
        (AUTHOR, "RA203 error", "80%"), (AUTHOR, "The other place: D10", "80%"), (AUTHOR, "RA901", "Last words"),
    ]  # fmt: skip
    assert [b.date for b in file.blocks if b.kind == "comment"] == ["2027-03-01T00:00:00Z"] * 3


def test_what_has_no_paragraph_stands_at_the_first() -> None:
    file = remarked(docx(BODY), Remark("", -1, ("In the header.",)), Remark("document", 999, ("Far away.",)))
    assert said(file) == [(AUTHOR, "In the header.", "First."), (AUTHOR, "Far away.", "First.")]


def test_comments_that_were_there_stay_and_numbers_do_not_collide() -> None:
    data = docx(p(ANCHOR) + BODY, parts={"comments": OLD})
    file = remarked(data, Remark("document", 0, ("One",)), Remark("document", 0, ("Two",)))
    assert said(file) == [("Legal lead", "Why?", "Here"), (AUTHOR, "One", "Here"), (AUTHOR, "Two", "Here")]


def test_the_words_of_the_file_are_as_they_were() -> None:
    before = read_bytes(docx(BODY), "x.docx")
    after = remarked(docx(BODY), *(Remark("document", index, ("x",)) for index in range(6)))
    assert [(b.id, b.text, b.table) for b in after.now()] == [(b.id, b.text, b.table) for b in before.now()]


@pytest.mark.parametrize("words", ["R&D <b>for</b> people", "bell \x07 and half a pair \ud83d", "  blanks  ", "=1+1"])
def test_hostile_words_are_words(words: str) -> None:
    ((_, text, _),) = said(remarked(docx(BODY), Remark("document", 0, (words,))))
    assert text.split() == words.replace("\x07", " ").replace("\ud83d", "?").split()


def test_a_file_without_a_paragraph_gets_one_for_its_comment() -> None:
    assert [line for _, line, _ in said(remarked(docx(""), Remark("", -1, ("Empty.",))))] == ["Empty."]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comments") / "pack"
    write(folder, DEFECTS)
    return folder


def test_the_command_writes_copies_and_leaves_the_files_alone(pack: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in pack.iterdir()}
    result = run("check", pack, "--comments", tmp_path / "copies")
    assert result.exit_code in (0, 1), result.output
    assert f"{FILES['sheet']} is no Word file, so its findings are only in the report." in result.stderr
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == before
    copy = read_file(tmp_path / "copies" / FILES["terms"], "terms")
    lines = said(copy)
    assert lines[0][1].startswith("This is a copy. Its comments say what a read-across of the pack found here: ")
    (at,) = [on for _, line, on in lines if line.startswith("RA305")]
    assert "ninety (60) days" in at
    assert any(line.startswith("The other place: ") and FILES["itt"] in line for _, line, _ in lines)


def test_the_files_themselves_are_never_written_over(pack: Path) -> None:
    result = run("check", pack, "--comments", pack)
    assert result.exit_code == 2
    assert "holds the files that were checked" in result.stderr


def test_a_built_document_carries_what_is_found_in_it(tamarside: Path, tmp_path: Path) -> None:
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    assert "  debrief: >-\n" in text
    path.write_text(text.replace("  debrief: >-\n", "  debrief: >-\n    Write to [insert name of officer].\n"), "utf-8")
    assert run("build", tamarside, "--to", "docx", "--only", "D07").exit_code == 0
    result = run("check", tamarside, "--comments", tmp_path / "copies")
    assert result.exit_code == 1, result.output
    (copy,) = (tmp_path / "copies").iterdir()
    assert copy.name == "D07-invitation-to-tender.docx"
    assert any(
        line.startswith("RA901 error") and "[insert name of officer]" in on for _, line, on in said(read_file(copy, "D07"))
    )


@pytest.mark.parametrize("which", ["bidders/D12-alliance-agreement.docx", "privileged/D12-alliance-agreement-for-signature.docx"])
def test_each_copy_of_a_document_carries_its_own_comments(which: str, tamarside: Path, tmp_path: Path) -> None:
    for purpose in ("tender", "signature"):
        run("build", tamarside, "--to", "docx", "--only", "D12", "--for", purpose)
    path = tamarside / "out" / which
    with zipfile.ZipFile(path) as file:
        text = file.read("word/document.xml").decode()
    assert "a partnership, a trust" in text
    edited = text.replace("a partnership, a trust", "a partnership, a club")
    path.write_bytes(patched(path.read_bytes(), {"word/document.xml": edited.encode()}))
    result = run("check", tamarside, "--comments", tmp_path / "copies")
    assert result.exit_code == 0, result.output
    names = [copy.name for copy in (tmp_path / "copies").iterdir()]
    assert path.name in names
    copy = read_file(tmp_path / "copies" / path.name, "D12")
    assert any(line.startswith("RA923") and "a club" in on for _, line, on in said(copy))


def test_nothing_to_comment_on_is_said(tamarside: Path, tmp_path: Path) -> None:
    result = run("check", tamarside, "--comments", tmp_path / "copies")
    assert "No finding points to a Word file, so nothing was written." in result.stderr
    assert not (tmp_path / "copies").exists()


@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_libreoffice_opens_the_copy_and_keeps_every_comment(pack: Path, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed; .ci/run installs it")
    run("check", pack, "--comments", tmp_path / "copies")
    name = FILES["terms"]
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir",
               str(tmp_path / "saved"), str(tmp_path / "copies" / name)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    mine, theirs = (said(read_file(tmp_path / folder / name, name)) for folder in ("copies", "saved"))
    assert sorted(line for who, line, _ in theirs if who == AUTHOR) == sorted(line for who, line, _ in mine if who == AUTHOR)
    assert zipfile.is_zipfile(tmp_path / "saved" / name)
