"""What another program makes of the Word files: they open without repair, and its own numbers are the ones that we cached."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from hls_procure.assembly.blocks import Heading, Para, plain_text
from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from tests.documents.docx_reading import Docx

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: its part was not looked at"),
]
pages_marked = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed: pages were not read")
DIGITS = re.compile(r"\d+")
SPACES = re.compile(r"[\s\u00a0\u202f]+")


def convert(file: Path, kind: str, out: Path, profile: Path) -> Path:
    """One file through LibreOffice. :param kind: the end of the name, and a filter where it needs one."""
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
    done = subprocess.run(
        [*office, "--convert-to", kind, "--outdir", str(out), str(file)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    made = out / f"{file.stem}.{kind.partition(':')[0]}"
    assert made.is_file(), done.stdout + done.stderr
    return made


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office-profile")


def lines(file: Path, out: Path, profile: Path) -> set[str]:
    """Each paragraph as LibreOffice shows it: its own number in front, its own numbers in every reference."""
    text = convert(file, "txt:Text (encoded):UTF8", out, profile).read_text("utf-8-sig")
    return {SPACES.sub(" ", line).strip() for line in text.splitlines()}


@pytest.fixture(scope="session")
def built(tamarside_built_once: Path, signature_built_once: Path) -> dict[str, tuple[Path, Path]]:
    """Each Word file of the sample with the project that it was built from."""
    made: dict[str, tuple[Path, Path]] = {}
    for root in (tamarside_built_once, signature_built_once):
        for path in sorted((root / "out").rglob("*.docx")):
            made[path.stem] = (path, root)
    return made


def test_every_file_opens_and_every_number_is_the_one_that_stands_there(
    built: dict[str, tuple[Path, Path]], tmp_path: Path, profile: Path
) -> None:
    assert len(built) >= 8
    looked = 0
    for stem, (file, root) in built.items():
        shown = lines(file, tmp_path, profile)
        purpose = "signature" if stem.endswith("-for-signature") else "tender"
        id = stem.partition("-")[0]
        document = assemble(open_project(root), purpose=purpose, only=[id]).documents[id]  # type: ignore[arg-type]
        for block in document.blocks:
            if not isinstance(block, (Heading, Para)) or not block.number:
                continue
            wanted = SPACES.sub(" ", f"{block.number} {plain_text(block.spans)}").strip()
            assert wanted in shown, f"{stem}: {block.id} is '{wanted[:160]}'"
            looked += 1
    assert looked > 1500


def test_it_makes_pages_of_every_file(built: dict[str, tuple[Path, Path]], tmp_path: Path, profile: Path) -> None:
    for file, _ in built.values():
        made = convert(file, "pdf", tmp_path, profile).read_bytes()
        assert made.startswith(b"%PDF")
        assert made.count(b"/Type/Page") + made.count(b"/Type /Page") >= 1


def pages(file: Path, out: Path, profile: Path) -> str:
    """The words on the pages, without what stands on most of them (headers and footers) and without any space."""
    made = convert(file, "pdf", out, profile)
    text = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, text=True, check=True).stdout
    every = [[line.strip() for line in page.splitlines()] for page in text.split("\f") if page.strip()]
    seen = Counter(DIGITS.sub("0", line) for page in every for line in set(page))
    kept = (line for page in every for line in page if seen[DIGITS.sub("0", line)] <= len(every) / 2)
    return SPACES.sub("", "".join(kept))


@pages_marked
def test_on_its_pages_each_reference_shows_the_number_that_we_cached(
    built: dict[str, tuple[Path, Path]], tmp_path: Path, profile: Path
) -> None:
    """On a page LibreOffice works each reference out anew; see the next test."""
    looked = 0
    for stem, (file, root) in built.items():
        shown = pages(file, tmp_path, profile)
        purpose = "signature" if stem.endswith("-for-signature") else "tender"
        id = stem.partition("-")[0]
        document = assemble(open_project(root), purpose=purpose, only=[id]).documents[id]  # type: ignore[arg-type]
        for block in document.blocks:
            if not isinstance(block, Para):
                continue
            for place, span in enumerate(block.spans):
                if span.kind != "ref":
                    continue
                before = SPACES.sub("", plain_text(block.spans[:place]))[-24:]
                after = SPACES.sub("", plain_text(block.spans[place + 1 :]))[:12]
                wanted = before + SPACES.sub("", span.text) + after
                assert wanted in shown, f"{stem}: {block.id} has {wanted}"
                looked += 1
    assert looked > 200


@pages_marked
def test_its_numbers_are_its_own_and_not_those_that_we_cached(
    built: dict[str, tuple[Path, Path]], tmp_path: Path, profile: Path
) -> None:
    """The judge is judged: a wrong number in the cache of a reference is not what its pages show."""
    file, _ = built["D12-alliance-agreement"]
    wrong = tmp_path / "wrong.docx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(wrong, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                found = re.search(rb"REF _HLS_[A-Za-z0-9_]+ \\w[^<]*<.*?>(\d+)<", text)
                assert found
                text = text[: found.start(1)] + b"98765" + text[found.end(1) :]
            new.writestr(name, text)
    assert any(field.result == "98765" for field in Docx(wrong).fields())
    assert "98765" not in pages(wrong, tmp_path, profile)
