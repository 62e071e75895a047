"""Two other readers of Word as judges: what they read, we read; and LibreOffice, which opens and saves a file."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.door import read_bytes, read_file
from hls_procure.reading.match import match
from tests.documents.test_libreoffice import convert
from tests.reading.conftest import Built
from tests.reading.test_docx_words import every_word, marked

IDS = ("D07", "D08", "D12")
WORD = re.compile(r"[^\W_]+")


def ours(file: ReadFile) -> Counter[str]:
    """Every word that we read, lists of contents included, and every number."""
    made = [every_word(file), *file.contents, *(b.number for b in file.blocks)]
    return Counter(WORD.findall(" ".join(made)))


def pandoc(path: Path, *options: str) -> Counter[str]:
    """The words that pandoc reads."""
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc is not installed: it was not asked")
    try:
        program = pypandoc.get_pandoc_path()
    except OSError:
        pytest.skip("pandoc is not installed: it was not asked")
    done = subprocess.run([program, "-f", "docx", "-t", "json", *options, str(path)], capture_output=True, text=True, check=True)
    return Counter(WORD.findall(" ".join(_strings(json.loads(done.stdout)["blocks"]))))


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if tree.get("t") == "Str":
            yield tree["c"]
        elif tree.get("t") == "Table":
            # Its caption is what a screen reader says, which we keep as an alternative.
            yield from _strings(tree["c"][2:])
        elif tree.get("t") in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        else:
            # Attributes (ids, classes, who and when) stand in lists of text and are no words of the page.
            yield from _strings(tree.get("c", ()))
    elif isinstance(tree, list):
        words: list[str] = []
        for one in tree:
            if isinstance(one, dict) and one.get("t") in ("Str", "Space", "SoftBreak", "LineBreak"):
                words.append(one["c"] if one["t"] == "Str" else " ")
            else:
                words.append(" ")
                words += _strings(one)
        yield "".join(words)


@pytest.mark.parametrize("id", IDS)
def test_every_word_that_pandoc_reads_we_read_as_often(id: str, tender: Built) -> None:
    _, word, _ = tender[id]
    theirs = pandoc(word)
    assert sum(theirs.values()) > 5_000
    assert theirs - ours(read_file(word)) == Counter()


def test_every_marked_word_that_pandoc_reads_we_read(tmp_path: Path) -> None:
    path = tmp_path / "marked.docx"
    path.write_bytes(marked())
    theirs = pandoc(path, "--track-changes=all")
    assert len([word for word in theirs if word.startswith("M")]) >= 12
    assert not theirs - ours(read_file(path))


def docx2python(data: bytes) -> str:
    """The text that docx2python reads; it wants a namespace in every header that our files do not need."""
    reader = pytest.importorskip("docx2python", reason="docx2python is not installed: it was not asked")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if re.match(r"word/(header|footer)\d*\.xml", name) and b"xmlns:r=" not in part:
                part = part.replace(
                    b" xmlns:w=", b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w=', 1
                )
            new.writestr(name, part)
    with reader.docx2python(buffer) as file:
        return str(file.text)


@pytest.mark.parametrize("id", IDS)
def test_every_word_that_docx2python_reads_we_read(id: str, tender: Built) -> None:
    _, word, _ = tender[id]
    text = re.sub(r"<a href=[^>]*>|</a>", "", docx2python(word.read_bytes()))
    text = re.sub(r"----Image alt text---->.*?<?----media/.*?----", "", text, flags=re.DOTALL)  # its own words for a picture
    theirs = set(WORD.findall(text))
    assert len(theirs) > 800
    assert theirs - set(ours(read_file(word))) == set()


def test_every_marked_word_that_docx2python_reads_we_read() -> None:
    theirs = set(re.findall(r"M\d\d", docx2python(marked())))
    assert len(theirs) >= 13
    assert theirs <= set(re.findall(r"M\d\d", every_word(read_bytes(marked(), "x.docx"))))


def test_python_docx_loses_what_we_do_not() -> None:
    """The reason for a walk of our own: a tracked weight in a table, to name one, is not there for the usual reader."""
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(marked()))
    usual = " ".join(p.text for p in document.paragraphs)
    usual += " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "M01" in usual
    assert not {"M02", "M04", "M05", "M06", "M07"} & set(WORD.findall(usual))


# LibreOffice


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office-profile")


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: its part was not looked at")
@pytest.mark.parametrize("id", IDS)
def test_a_file_that_libreoffice_only_opened_and_saved_is_the_same(id: str, tender: Built, tmp_path: Path, profile: Path) -> None:
    document, word, _ = tender[id]
    before, after = read_file(word), read_file(convert(word, "docx", tmp_path, profile))
    assert before.fingerprint != after.fingerprint
    seen = [[(b.kind, b.number, b.full, b.text, b.table) for b in f.now() if b.part == "document"] for f in (before, after)]
    assert [one[1:4] for one in seen[0]] == [one[1:4] for one in seen[1]]
    places = [[(one[4].row, one[4].column) for one in each if one[4] is not None] for each in seen]
    assert places[0] == places[1]
    assert set(before.bookmarks()) <= set(after.bookmarks())
    assert [(f.instruction, f.result) for b in before.blocks for f in b.fields if f.name == "REF"] == [
        (f.instruction, f.result) for b in after.blocks for f in b.fields if f.name == "REF"
    ]
    assert after.unread == ()
    assert all(b.number_sure for b in after.blocks)
    result = match(after, document)
    assert [unit.text for unit in result.missing] == [block.text for block in result.new] == []
    assert all(pair.same and not pair.moved for pair in result.pairs)
