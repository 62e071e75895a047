"""check with a grant letter that a funder uses: each fault by its own code, with kinder words; nothing in fair letters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from hls_procure.findings import Finding
from hls_procure.library.yamlfile import load
from hls_procure.readacross.letters import LONGEST, Letter
from hls_procure.readacross.lines import Doc, Line
from hls_procure.work.foreign import check_files
from tests.foreign.small import word
from tests.helpers import run

LETTERS: Any = load(Path(__file__).parent / "letters.yaml")
OWN = re.compile(r"RA71\d|RA730")


def found_in(path: Path, *lines: str) -> list[Finding]:
    path.write_bytes(word(*lines))
    return check_files([path]).report.findings


@pytest.fixture(scope="module")
def conventional(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    path = tmp_path_factory.mktemp("letter") / "Grant offer.docx"
    return found_in(path, *(line["text"] for line in LETTERS["conventional"]))


@pytest.mark.parametrize("line", [one for one in LETTERS["conventional"] if one.get("codes")], ids=lambda one: one["text"][:40])
def test_each_fault_comes_back_with_its_code(conventional: list[Finding], line: Any) -> None:
    here = {one.code for one in conventional if OWN.match(one.code) and _start(one.left.quote) in line["text"]}
    assert set(line["codes"]) <= here, here


def test_every_fault_has_kinder_words_and_its_place(conventional: list[Finding]) -> None:
    own = [one for one in conventional if OWN.match(one.code)]
    assert {one.code for one in own} == {*(f"RA71{n}" for n in range(10)), "RA730"}
    for one in own:
        assert all((one.hint, one.left.where, one.left.quote)), one
        assert "shall" not in one.hint
    planted = [line["text"] for line in LETTERS["conventional"] if line.get("codes")]
    loose = [(one.code, one.left.quote) for one in own if not any(_start(one.left.quote) in text for text in planted)]
    assert [code for code, _ in loose if code != "RA730"] == [], loose


def test_the_burden_is_told_with_what_it_rests_on(conventional: list[Finding]) -> None:
    (one,) = [one for one in conventional if one.code == "RA713"]
    for said in ("hours a year", "% of the grant at £28 an hour", "we assume that 2% is enough", "as we assume"):
        assert said in one.message, one.message
    assert "'You will complete our" in one.message


@pytest.mark.parametrize("name", LETTERS["fair"])
def test_in_a_fair_letter_nothing_is_found(name: str, tmp_path: Path) -> None:
    found = found_in(tmp_path / f"Grant letter {name}.docx", *LETTERS["fair"][name])
    assert [(one.code, one.message, one.left.quote) for one in found if OWN.match(one.code)] == []
    assert [(one.code, one.message) for one in found if one.severity != "info"] == []


def test_commitments_may_lie_in_a_paper_beside_the_letter(tmp_path: Path) -> None:
    letter, page = tmp_path / "Grant letter.docx", tmp_path / "What we stand for.docx"
    given = "This grant of £9,000 is for your work over three years."
    letter.write_bytes(word("# Your grant", given, "Your grant is paid quarterly, in arrears."))
    page.write_bytes(word("# What we stand for", "We have promised to pay every grant in advance and on time."))
    alone = [one.code for one in check_files([letter]).report.findings]
    (one,) = [one for one in check_files([letter, page]).report.findings if one.code == "RA719"]
    assert "RA719" not in alone
    assert one.right is not None
    assert one.right.document == "What we stand for.docx"


def test_a_tender_is_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "Invitation to tender.docx"
    said = "Bidders shall submit a monthly report. We keep reporting light."
    path.write_bytes(word("# Invitation to Tender", said, "Grants are mentioned once."))
    assert [one.code for one in check_files([path]).report.findings if OWN.match(one.code)] == []


def test_a_letter_without_stops_is_looked_at_in_parts_and_no_word_is_lost() -> None:
    text = "we shall pay back the grant " * 2_000
    letter = Letter(Doc("x", "x", "grant", "section", "recipient", (Line("a", "p", "para", text),)))
    assert max(len(said.text) for said in letter.sentences) <= LONGEST
    assert " ".join(said.text for said in letter.sentences).split() == text.split()


def test_clawback_is_no_law_that_makes_an_order_right(tmp_path: Path) -> None:
    said = ("# Your grant", "You must accept clawback.", "By law we must keep this letter.")
    found = found_in(tmp_path / "Grant letter.docx", *said)
    assert [one.left.quote for one in found if one.code == "RA716"] == ["You must accept clawback."]


def test_at_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "Grant offer.docx"
    path.write_bytes(word(*(line["text"] for line in LETTERS["conventional"])))
    shown = run("check", path)
    assert shown.exit_code == 1, shown.output
    assert "RA717" in shown.stdout
    assert "Say, for instance: Money comes back only if" in shown.stdout


def _start(quote: str) -> str:
    return quote.strip("… ")[:60]
