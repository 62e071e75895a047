"""check with a grant letter that a funder uses: each fault by its own code, with kinder words; nothing in fair letters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import InputError
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


ASKS = (
    "This grant of £20,000 is for the two years from 1 April 2027.",
    "Send us a report of your work each quarter, because our grants lead reads it and rings you.",
)


def burden(folder: Path, *answers: tuple[str, str], confirm: bool = True) -> list[str]:
    """What is said of the cost of reporting, once a person has answered in the file of facts."""
    letter, facts = folder / "Grant letter.docx", folder / "facts.yaml"
    letter.write_bytes(word("# Your grant", *ASKS))
    facts.unlink(missing_ok=True)
    check_files([letter], facts=facts)
    text = facts.read_text("utf-8")
    for id, value in answers:
        text, count = re.subn(
            rf"(- assumed: {id} .*\n    value:).*\n    confirmed: no",
            rf"\1 {value}\n    confirmed: {'yes' if confirm else 'no'}",
            text,
        )
        assert count == 1
    facts.write_text(text, "utf-8")
    return [one.message for one in check_files([letter], facts=facts).report.findings if one.code == "RA713"]


def test_what_an_hour_costs_and_how_much_is_enough_can_be_said_in_the_file_of_facts(tmp_path: Path) -> None:
    (ours,) = burden(tmp_path)
    assert "at £28 an hour" in ours
    assert "we assume that 2% is enough" in ours
    (dearer,) = burden(tmp_path, ("hour", "£56"), ("limit", "1.5%"))
    share = [float(found[0]) for found in (re.findall(r"([\d.]+)% of the grant", words) for words in (ours, dearer))]
    assert share[1] == pytest.approx(2 * share[0], abs=0.2)
    assert "at £56 an hour" in dearer
    assert "your limit is 1.5%" in dearer
    assert burden(tmp_path, ("limit", "99%")) == []
    assert burden(tmp_path, ("limit", "99%"), confirm=False) == [ours], "what nobody has confirmed counts for nothing"


def test_the_hours_can_be_said_too_and_are_then_not_counted(tmp_path: Path) -> None:
    (told,) = burden(tmp_path, ("hours", "20"))
    assert "some 20 hours a year, which is 5.6% of the grant at £28 an hour over 2 years" in told
    assert told.endswith("The hours are yours.")
    assert burden(tmp_path, ("hours", "7.1")) == []


@pytest.mark.parametrize(
    ("id", "value", "says"),
    [
        ("hour", "dear", "hour: "),
        ("limit", "lots", "limit: "),
        ("hours", "-3", "no number of hours"),
        ("hour", "-£5", "less than nothing"),
    ],
)
def test_a_wrong_assumption_is_named_with_its_line(tmp_path: Path, id: str, value: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        burden(tmp_path, (id, value))
    assert re.search(r"facts\.yaml:\d+", str(caught.value))


def test_a_pack_without_a_grant_letter_is_not_asked_what_reporting_costs(tmp_path: Path) -> None:
    path, facts = tmp_path / "Invitation to tender.docx", tmp_path / "facts.yaml"
    path.write_bytes(word("# Invitation to tender", "Send your tender by 12 February 2027."))
    check_files([path], facts=facts)
    assert "assumed:" not in facts.read_text("utf-8")


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
