"""The three small grants: an inquiry, public money for somebody who is no charity, and a pilot led by those who deliver it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.assembly.blocks import Document, block_texts
from hls_procure.documents.house import load_house_style
from hls_procure.documents.pack import Pack
from hls_procure.law.case import Case
from hls_procure.law.found import find
from hls_procure.law.grants.of_project import decide_project, grant_case
from hls_procure.model.facts import FactView
from hls_procure.work.building import assemble, render
from hls_procure.work.opening import Looked, load_sample, look
from tests.work.test_grant import FIVE, changed, said

GRANTS = ("inquiry", "mfa", "pilot")
#: What only the letter of one says, and how many pages hold it, its attached page included.
ONLY = {
    "inquiry": ("This grant pays for following a question, and not for an answer:", 2),
    "mfa": ("We give this grant as minimal financial assistance under the Subsidy Control Act 2022.", 3),
    "pilot": ("How you do it is for you to decide, and to change as you learn.", 2),
    "youthvoice": ("Use it for your purposes as a whole", 2),
}
#: The papers that each has beside the five: a survey, one report for several funders, an inquiry agreement.
PAPERS = {"inquiry": ("D29h", "D29i"), "mfa": ("D29h",), "pilot": ("D29c",)}


@pytest.fixture(scope="module")
def opened(sample_once: Callable[[str], Path]) -> dict[str, Looked]:
    return {id: look(sample_once(id)) for id in (*GRANTS, "youthvoice")}


@pytest.fixture(scope="module")
def packs(opened: dict[str, Looked]) -> dict[str, Pack]:
    return {id: assemble(one) for id, one in opened.items()}


@pytest.mark.parametrize("id", GRANTS)
def test_it_builds_its_documents_and_nothing_is_left_open(packs: dict[str, Pack], id: str) -> None:
    pack = packs[id]
    assert list(pack.documents) == sorted([*FIVE, *PAPERS[id]])
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


# The record says what the law makes of it


def test_the_record_says_which_law_was_asked_and_names_where_each_answer_stands(packs: dict[str, Pack]) -> None:
    council = said(packs["mfa"].documents["D29l"])
    for words in (
        "Charity law not asked",
        "Subsidy control asked",
        "Is it a subsidy? minimal financial assistance, within its cap",
        "Every test is met, so this is a subsidy.",
        "SCA 2022 ss.36(1)-(2),(5),(7), 42(9)",
        "May it be unrestricted? not settled",
        "No fact of ours says whether the Council has to limit what a grant is for.",
        "Notification to the recipient in order 11 January 2027 19 October 2026",
        "Confirmation on giving needed 11 January 2027",
        "Entry in the subsidy database needed 11 February 2027",
        "give that notice on 10 October 2029 at the latest",
        "[not read in full]",
    ):
        assert words in council, words
    assert "Nobody has said this yet" not in council
    charity = said(packs["inquiry"].documents["D29l"])
    assert "May it be unrestricted? it may be unrestricted" in charity
    assert "Charity law asked" in charity
    assert "Papers and their days" not in charity
    assert "not covered by what was read" not in charity


def test_what_has_happened_since_stands_in_the_record_with_its_day(opened: dict[str, Looked]) -> None:
    later = changed(
        opened["mfa"],
        grant__subsidy__given_confirmed_on=date(2027, 1, 11),
        grant__subsidy__entered_on=date(2027, 3, 1),
        grant__told_on=date(2029, 10, 10),
    )
    record = said(assemble(later, only=["D29l"]).documents["D29l"])
    assert "Confirmation on giving in order 11 January 2027 11 January 2027" in record
    assert "Entry in the subsidy database too late 11 February 2027 1 March 2027" in record
    assert "Does notice have to be given before it ends? given in time" in record


def test_a_test_that_fails_is_no_subsidy_and_what_nobody_said_is_named_with_its_question(opened: dict[str, Looked]) -> None:
    """Market terms, who is favoured and competition each decide; while one is open, the record says which."""
    council = opened["mfa"]

    def found(**changes: Any) -> tuple[str, dict[str, str]]:
        one = changed(council, **{f"grant__subsidy__{name}": value for name, value in changes.items()})
        facts = find(
            one.project, one.workspace.schema, book=one.workspace.book, questions={"grant.subsidy.effect": "GR-36"}
        ).grant
        state = next(point.answer or "" for point in facts.points or () if point.id == "subsidy")
        return state, {gap.text or "": gap.question or "" for gap in facts.until or ()}

    for name, value in (("market_terms", True), ("specific", False), ("effect", False)):
        assert found(**{name: value}) == ("no subsidy", {})
    state, waits = found(effect=None, route="none")
    assert state == "cannot be said yet"
    assert list(waits.values()) == ["GR-36"]


def test_the_page_for_services_states_each_item_that_is_known(opened: dict[str, Looked]) -> None:
    one = changed(opened["mfa"], grant__subsidy__route="spei")
    case = Case(one.project, one.workspace.schema, one.workspace.book)
    assert grant_case(case).spei_terms == ("services", "enterprise", "period", "area", "amount", "review", "recovery")
    no_place = changed(one, project__place=None)
    assert "area" not in grant_case(Case(no_place.project, one.workspace.schema, one.workspace.book)).spei_terms
    assert grant_case(Case(opened["mfa"].project, one.workspace.schema, one.workspace.book)).spei_terms == ()


def test_a_question_on_subsidies_is_hidden_unless_the_money_is_public_and_somebody_trades(opened: dict[str, Looked]) -> None:
    def hidden(one: Looked, *paths: str) -> set[bool]:
        found = one.guide.hidden(FactView(one.project, one.workspace.schema))
        return {path in found for path in paths}

    tests = ("grant.subsidy.market_terms", "grant.subsidy.specific", "grant.subsidy.effect")
    assert hidden(opened["inquiry"], *tests) == {True}
    assert hidden(opened["mfa"], *tests) == {False}
    assert hidden(changed(opened["mfa"], recipient__enterprise__answer=False), *tests) == {True}
    assert hidden(opened["mfa"], "grant.subsidy.in_scheme") == {True}
    assert hidden(opened["inquiry"], "grant.told_on", "funder.general_exchequer") == {True}
