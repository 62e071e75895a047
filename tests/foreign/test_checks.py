"""The checks that only files that no project made can fail: a failing example and a near miss each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.small import checked, said, sheet, word

ITT = "Invitation to Tender.docx"
SHEET = "Scoring sheet.xlsx"
PRICES = [["Bidder", "Price", "Points"], ["First", 200000, "=MIN(B$2:B$3)/B2*40"], ["Second", 160000, "=MIN(B$2:B$3)/B3*40"]]


def priced(name: str, first: float, second: float) -> bytes:
    rows = [[str(cell).replace("MIN", name) if isinstance(cell, str) else cell for cell in row] for row in PRICES]
    return sheet({"Price": rows}, {"Price": {"C2": first, "C3": second}})


def invitation(*lines: str) -> bytes:
    return word("# Invitation to Tender", "Bidders answer every question of this tender.", *lines)


WORDS = "Price is scored so: the lowest price divided by the bidder's price, multiplied by 40."


def test_a_sheet_that_scores_the_price_by_another_formula(tmp_path: Path) -> None:
    report = checked(tmp_path, {ITT: invitation(WORDS), SHEET: priced("AVERAGE", 36.0, 45.0)})
    (message,) = said(report, "RA209")
    assert "For a price of £200,000 the words in Invitation to Tender.docx give 32.0 points" in message
    assert "gives 36.0" in message


@pytest.mark.parametrize(("name", "first", "second"), [("MIN", 32.0, 40.0)])
def test_a_sheet_that_scores_the_price_as_bidders_were_told(tmp_path: Path, name: str, first: float, second: float) -> None:
    assert said(checked(tmp_path, {ITT: invitation(WORDS), SHEET: priced(name, first, second)}), "RA209") == []
    share = sheet({"Price": [["Bidder", "Price", "Share"], ["First", 200000, "=MIN(B$2:B$3)/B2"], ["Second", 160000, None]]},
                  {"Price": {"C2": 0.8}})  # fmt: skip
    assert said(checked(tmp_path, {ITT: invitation(WORDS), SHEET: share}), "RA209") == [], "a share is multiplied elsewhere"


def scores(total: str, kept: object) -> bytes:
    rows = [["Question", "Score"], ["Learning", 3], ["People", 4], ["Start", 5], ["Total", total]]
    return sheet({"Scores": rows}, {"Scores": {"B5": kept}})


@pytest.mark.parametrize(
    ("total", "kept", "words"),
    [
        ("=SUM(B2:B3)", 7, "leaves out B4"),
        ("=SUM(B3:B4)", 9, "leaves out B2"),
        ("=SUM(B2:B4)", 11, "The file keeps 11 for the formula in Scores, cell B5, and its figures make 12."),
        ("=SUM(B2:B4)/0+#REF!", "#REF!", "shows #REF!"),
    ],
)
def test_a_sum_that_is_wrong(tmp_path: Path, total: str, kept: object, words: str) -> None:
    (message,) = said(checked(tmp_path, {SHEET: scores(total, kept)}), "RA214")
    assert words in message


def test_a_sum_that_is_right(tmp_path: Path) -> None:
    assert said(checked(tmp_path, {SHEET: scores("=SUM(B2:B4)", 12)}), "RA214") == []
    assert said(checked(tmp_path, {SHEET: scores("=SUM(B2:B4)", 12.0000000001)}), "RA214") == []
    rows = [["Question", "Score"], ["Learning", 3], ["People", 4], [None, None], ["Words", 500], ["Total", "=SUM(B2:B3)"]]
    apart = sheet({"Scores": rows}, {"Scores": {"B6": 7}})
    assert said(checked(tmp_path, {SHEET: apart}), "RA214") == [], "what stands apart belongs to something else"


def in_lots(second: str) -> bytes:
    return word(
        "# Invitation to Tender", "Bidders may tender for one lot.",
        "The estimated total value of the contract is £900,000 excluding VAT.",
        [("Lot", "Area", "Value"), ("1", "North", "£500,000"), ("2", "South", second)],
    )  # fmt: skip


def test_lots_that_do_not_make_the_whole(tmp_path: Path) -> None:
    (message,) = said(checked(tmp_path, {ITT: in_lots("£450,000")}), "RA307")
    assert "The lots are worth £500,000 + £450,000 = £950,000" in message


def test_lots_that_make_the_whole(tmp_path: Path) -> None:
    assert said(checked(tmp_path, {ITT: in_lots("£400,000")}), "RA307") == []
    assert said(checked(tmp_path, {ITT: in_lots("to be agreed")}), "RA307") == []


OLD = "The grounds for exclusion are those of regulation 57 of the Public Contracts Regulations 2015."
NEW = "A bidder is excluded on the grounds of the Procurement Act 2023."
LAW = "This procurement is run under the Procurement Act 2023."


def test_grounds_for_exclusion_of_another_law(tmp_path: Path) -> None:
    (message,) = said(checked(tmp_path, {ITT: invitation(LAW, OLD)}), "RA513")
    assert "another law" in message


def test_grounds_for_exclusion_of_the_law_of_the_pack(tmp_path: Path) -> None:
    assert said(checked(tmp_path, {ITT: invitation(LAW, NEW)}), "RA513") == []
    assert said(checked(tmp_path, {ITT: invitation(OLD)}), "RA513") == [], "a pack of the older law may name it"


DUE = "The closing date for tenders is 12 noon on 14 May 2027."


def test_law_that_has_gone_before_tenders_are_due(tmp_path: Path) -> None:
    found = checked(tmp_path, {ITT: invitation(DUE, "It is run under the Public Contracts Regulations 2015.")})
    (message,) = said(found, "RA527")
    assert "'Public Contracts Regulations 2015' is named as if it governed." in message
    assert "tenders are due on 14 May 2027" in message
    (one,) = [f for f in found.findings if f.code == "RA527"]
    assert one.right is not None
    assert (one.right.document, one.severity) == (ITT, "error")
    (tmp_path / "unsure").mkdir()
    unsure = checked(tmp_path / "unsure", {ITT: invitation(DUE, "It is run under the OJEU rules.")}, confirm=False)
    assert [f.severity for f in unsure.findings if f.code == "RA527"] == ["warning"]


def test_law_that_still_governed_or_is_told_of_or_a_pack_that_tells_no_day(tmp_path: Path) -> None:
    old = "It is run under the Public Contracts Regulations 2015."
    early = DUE.replace("2027", "2025")
    cases = ((early, old), (early, LAW), (DUE, "The present contract was awarded under PCR 2015."), (DUE, LAW), (old,))
    for number, lines in enumerate(cases):
        room = tmp_path / str(number)
        room.mkdir()
        assert said(checked(room, {ITT: invitation(*lines)}), "RA527") == [], lines


def annexed(words: str) -> dict[str, bytes]:
    spec = word(
        "# Specification", "The provider must see people.", "# Annex A: Places", "The mill.", "# Annex B: Hours", "Nine to five."
    )
    return {"Specification.docx": spec, ITT: invitation(words)}


def test_an_annex_that_the_other_file_has_not(tmp_path: Path) -> None:
    (message,) = said(checked(tmp_path, annexed("Read Annex C of the Specification first.")), "RA905")
    assert "Specification.docx has no Annex C (it has Annex A, Annex B)" in message


@pytest.mark.parametrize(
    "words", ["Read Annex B of the Specification first.", "Read Annex C first.", "Read Annex D of the Handbook."]
)
def test_an_annex_that_is_there_or_may_be_a_file_of_its_own(tmp_path: Path, words: str) -> None:
    report = checked(tmp_path, annexed(words))
    assert said(report, "RA905") + said(report, "RA902") == []


def test_a_share_of_nobody_knows_what_is_said(tmp_path: Path) -> None:
    files = {
        ITT: invitation("Answers about the neighbourhood carry 15% of the marks.", "Prices may rise by 3% a year with inflation.")
    }
    found = said(checked(tmp_path, files, confirm=False), "RA003")
    assert len(found) == 1
    assert "it is not clear of what: “Answers about the neighbourhood carry 15% of the marks.”" in found[0]
    known = {ITT: invitation("Quality carries 70% of the marks and price carries 30%.")}
    assert said(checked(tmp_path, known, confirm=False), "RA003") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("Ask the section 151 officer.", 0), ("It is done under section 117.", 0), ("See section 4.", 1), ("See section 1.9.", 1),
     ("It rests on Schedule 7.", 0), ("It rests on section 12 of the Act.", 0), ("The Care Act 2014, section 3, asks it.", 0)],
)  # fmt: skip
def test_a_section_that_may_be_one_of_an_act_is_no_dead_reference(tmp_path: Path, words: str, found: int) -> None:
    spec = word("# 1 What the provider must do", "1.1 The provider must see people.", "# 2 Where", f"2.1 {words}")
    assert len(said(checked(tmp_path, {"Specification.docx": spec}), "RA902")) == found


def test_letters_below_a_paragraph_are_counted_there(tmp_path: Path) -> None:
    page = (
        "<html><h1>Specification</h1><h2>1 Start</h2><p>1.1 The provider must:</p><p>(a) come;</p><p>(b) stay:</p>"
        "<p>(i) a day;</p><p>(ii) a night;</p><p>(c) go.</p>"
        "<h2>2 End</h2><p>2.1 The provider must:</p><p>(a) write;</p><p>(c) sign.</p></html>"
    )
    assert said(checked(tmp_path, {"Specification.html": page.encode()}), "RA910") == ["2.1(c) follows 2.1(a)."]
