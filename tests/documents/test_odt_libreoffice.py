"""LibreOffice opens every ODT file of the sample, and shows each number and each paragraph as the blocks have it."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from hls_procure.assembly.blocks import Document, Heading, Para, plain_text
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.odt.odt import write_odt
from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: its part was not looked at"),
    pytest.mark.skipif(importlib.util.find_spec("pypandoc") is None, reason="pandoc is not installed: no ODT was written"),
]
SPACES = re.compile(r"[\s\u00a0]+")


def converted(files: Sequence[Path], kind: str, out: Path, profile: Path) -> dict[str, Path]:
    """Files through LibreOffice in one run, by their names."""
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", kind, "--outdir", str(out)]
    done = subprocess.run([*office, *map(str, files)], capture_output=True, text=True, timeout=300, check=False)
    made = {file.stem: out / f"{file.stem}.{kind.partition(':')[0]}" for file in files}
    missing = [stem for stem, path in made.items() if not path.is_file()]
    assert not missing, done.stdout + done.stderr
    return made


@pytest.fixture(scope="module")
def written(tamarside_award_once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Document]:
    """Every ODT file of the sample, with its document."""
    out = tmp_path_factory.mktemp("odt")
    made = {}
    for purpose in ("tender", "signature"):
        for id, document in assemble(open_project(tamarside_award_once), purpose=purpose).documents.items():  # type: ignore[arg-type]
            path = out / f"{id}-{purpose}.odt"
            path.write_bytes(write_odt(document, HouseStyle(), day=date(2027, 3, 1)).data)
            made[path] = document
    assert len(made) >= 15
    return made


def test_every_file_opens_and_shows_every_number_and_paragraph(
    written: dict[Path, Document], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = converted([*written], "txt:Text (encoded):UTF8", tmp_path, tmp_path_factory.mktemp("office-profile"))
    looked = 0
    for path, document in written.items():
        shown = {SPACES.sub(" ", line).strip() for line in texts[path.stem].read_text("utf-8-sig").splitlines()}
        for block in document.blocks:
            if isinstance(block, (Heading, Para)):
                for line in f"{block.number} {plain_text(block.spans)}".split("\n"):
                    assert SPACES.sub(" ", line).strip() in shown, f"{path.stem}: {block.id} {line[:120]}"
                    looked += 1
    assert looked > 2000


def test_it_makes_pages_of_every_file_and_its_contents_list_has_their_numbers(
    written: dict[Path, Document], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from pypdf import PdfReader

    long = [path for path in written if path.stem in ("D08-tender", "D16-tender")]
    pages = converted(long, "pdf", tmp_path, tmp_path_factory.mktemp("office-profile"))
    reader = PdfReader(pages["D08-tender"])
    contents = SPACES.sub(" ", reader.pages[1].extract_text())
    heading = next(
        b for b in next(d for p, d in written.items() if p.stem == "D08-tender").blocks if isinstance(b, Heading) and b.number
    )
    found = re.search(rf"{re.escape(plain_text(heading.spans))}[ .]*(\d+)", contents)
    assert found
    assert plain_text(heading.spans) in SPACES.sub(" ", reader.pages[int(found[1]) - 1].extract_text())
    assert len(PdfReader(pages["D16-tender"]).pages) == 2
