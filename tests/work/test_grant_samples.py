"""The three small grants: an inquiry, public money for somebody who is no charity, and a pilot led by those who deliver it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hls_procure.assembly.blocks import Document, block_texts
from hls_procure.documents.house import load_house_style
from hls_procure.documents.pack import Pack
from hls_procure.law.case import Case
from hls_procure.law.grants.of_project import decide_project
from hls_procure.work.building import assemble, render
from hls_procure.work.opening import Looked, load_sample, look
from tests.work.test_grant import FIVE, said

GRANTS = ("inquiry", "mfa", "pilot")
#: What only the letter of one says, and how many pages hold it, its attached page included.
ONLY = {
    "inquiry": ("This grant pays for following a question, and not for an answer:", 2),
    "mfa": ("We give this grant as minimal financial assistance under the Subsidy Control Act 2022.", 3),
    "pilot": ("How you do it is for you to decide, and to change as you learn.", 2),
    "youthvoice": ("Use it for your purposes as a whole", 2),
}


@pytest.fixture(scope="module")
def opened(sample_once: Callable[[str], Path]) -> dict[str, Looked]:
    return {id: look(sample_once(id)) for id in (*GRANTS, "youthvoice")}


@pytest.fixture(scope="module")
def packs(opened: dict[str, Looked]) -> dict[str, Pack]:
    return {id: assemble(one) for id, one in opened.items()}


@pytest.mark.parametrize("id", GRANTS)
def test_it_builds_its_documents_and_nothing_is_left_open(packs: dict[str, Pack], id: str) -> None:
    pack = packs[id]
    assert list(pack.documents) == FIVE
    assert (pack.refused, pack.findings) == ([], [])
    # the guidance on a council's notice was not read itself, and its letter says so where it rests on it
    assert [(blank.kind, blank.path) for _, blank in pack.blanks] == ([("law", "gap-bv-3m")] if id == "mfa" else [])


def sentences(document: Document) -> set[str]:
    return {" ".join(text.split()) for text in block_texts(document.blocks) if len(text.split()) > 3}


def test_each_letter_says_what_only_it_has_to_say(packs: dict[str, Pack]) -> None:
    words = {id: said(pack.documents["D29a"]) for id, pack in packs.items()}
    for id, (own, _) in ONLY.items():
        assert [other for other, text in words.items() if own in text] == [id]
    ours = sentences(packs["youthvoice"].documents["D29a"])
    for id in GRANTS:
        letter = sentences(packs[id].documents["D29a"])
        assert len(letter & ours) < len(letter) / 2, id


def test_it_says_what_of_it_is_invented_and_from_which_day_it_speaks(opened: dict[str, Looked]) -> None:
    for id in GRANTS:
        (file,) = load_sample(id).answers
        head = file.read_text(encoding="utf-8").partition("# -----")[0]
        assert "invented" in head
        assert f"as_of_date {opened[id].project.as_of_date}" in head


@pytest.mark.parametrize(
    ("id", "asked", "unrestricted", "subsidy"),
    [
        ("inquiry", ["charity"], True, "none"),
        ("pilot", ["charity"], True, "none"),
        ("mfa", ["subsidy", "best-value", "procurement"], None, "minimal"),
    ],
)
def test_the_law_makes_of_it_what_it_is_there_to_show(
    opened: dict[str, Looked], id: str, asked: list[str], unrestricted: bool | None, subsidy: str
) -> None:
    one = opened[id]
    ruling = decide_project(Case(one.project, one.workspace.schema, one.workspace.book))
    assert [law.id for law in ruling.laws if law.state == "asked"] == asked
    assert (ruling.instrument, ruling.unrestricted_open, ruling.subsidy.state) == ("grant", unrestricted, subsidy)
    if id == "mfa":
        assert ruling.subsidy.ready is True
        assert str(ruling.subsidy.total) == "£126,500"


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice or poppler is not installed: pages not counted"
)
def test_two_pages_hold_each_letter_and_a_third_its_attached_page(
    opened: dict[str, Looked], packs: dict[str, Pack], tmp_path: Path
) -> None:
    for id in GRANTS:
        style = load_house_style(opened[id].workspace.finder)
        (tmp_path / f"{id}.docx").write_bytes(render(opened[id], packs[id].documents["D29a"], "docx", style))
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--convert-to", "pdf"]
    files = [str(tmp_path / f"{id}.docx") for id in GRANTS]
    subprocess.run([*office, "--outdir", str(tmp_path), *files], capture_output=True, timeout=180, check=True)
    for id in GRANTS:
        told = subprocess.run(["pdfinfo", tmp_path / f"{id}.pdf"], capture_output=True, text=True, check=True).stdout
        assert int(re.findall(r"Pages:\s+(\d+)", told)[0]) == ONLY[id][1], id
