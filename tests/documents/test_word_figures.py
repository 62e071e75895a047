"""The figures of the worked case stand in the built Word files, read from the files and not from the model."""

from __future__ import annotations

import re

import pytest

from tests.documents.docx_reading import Docx, W, text
from tests.helpers import documents

Files = dict[str, Docx]


def words(file: Docx) -> str:
    return "\n".join(file.texts())


def rows(file: Docx, head: str) -> list[list[str]]:
    """The rows of the first table whose caption holds some words."""
    for table in file.tables():
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        if caption is not None and head in (caption.get(f"{W}val") or ""):
            return [[text(c).strip() for c in r.findall(f"{W}tc")] for r in table.findall(f"{W}tr")[1:]]
    raise AssertionError(f"no table '{head}'")


def test_the_term_is_five_and_two_and_two_and_one_from_1_april_2028(every_word_file: Files) -> None:
    invitation = words(every_word_file["D07"])
    assert "The Agreement starts on 1 April 2028 and runs first for five years, to 31 March 2033." in invitation
    steps = re.findall(r"\b[Bb]y (one|two) years?, to (31 March \d{4}), because \w", invitation)
    assert steps == [("two", "31 March 2035"), ("two", "31 March 2037"), ("one", "31 March 2038")]
    assert "At its longest the Agreement lasts ten years, until 31 March 2038." in invitation
    options = rows(every_word_file["D12"], "Options to extend")
    assert [(r[0], r[1], r[2]) for r in options] == [
        ("1", "two years", "31 March 2035"), ("2", "two years", "31 March 2037"), ("3", "one year", "31 March 2038"),
    ]  # fmt: skip
    agreement = words(every_word_file["D12"])
    assert "This Agreement lasts for five years from the Start Date, until the end of 31 March 2033, unless" in agreement
    assert "it lasts for ten years and ends at the end of 31 March 2038" in agreement
    for id in ("D07", "D08", "D12"):
        assert "1 April 2028" in words(every_word_file[id])


def test_seven_point_seven_million_a_year_fully_devolved_in_eight_lines(every_word_file: Files) -> None:
    for id in ("D07", "D08", "D12"):
        assert "£7,700,000" in words(every_word_file[id]) or "£7.7m" in words(every_word_file[id])
    found = {
        id: rows(every_word_file[id], caption)
        for id, caption in (("D12", "The Lines of the Alliance Fund"), ("D08", "Lines at the start"), ("D07", "line by line"))
    }
    by_document = {id: [(r[0], next(c for c in r if c.startswith("£"))) for r in lines] for id, lines in found.items()}
    eight = by_document["D12"][:-1]
    assert len(eight) == 8
    assert sum(int(re.sub(r"\D", "", amount)) for _, amount in eight) == 7_700_000
    for lines in by_document.values():
        assert lines[:8] == eight, "the three documents show the same lines"
        assert lines[8][1] == "£7,700,000"
        assert len(lines) == 9
    assert "The whole of the Alliance Fund is devolved." in words(every_word_file["D12"])


def test_seven_places_and_three_commissioners_make_ten_seats_with_one_vote_each(every_word_file: Files) -> None:
    agreement = words(every_word_file["D12"])
    assert re.search(r"\bten seats\b", agreement)
    assert re.search(r"\bone (seat|vote) each\b|has one (seat|vote)|one seat and one vote", agreement)
    assert re.search(r"\bseven\b[^.]{0,60}\b(places?|seats?)\b", words(every_word_file["D07"]))
    members = rows(every_word_file["D12"], "Authority to sign")
    assert [r[0] for r in members] == [str(n) for n in range(1, 8)]
    assert all(r[1].startswith("[") for r in members), "no tender names its winners"
    assert "every seat at the meeting agrees" in agreement


def test_overspends_are_shared_in_halves_with_a_worked_figure(every_word_file: Files) -> None:
    agreement = words(every_word_file["D12"])
    assert agreement.count("50%") >= 2
    assert "£260,000" in agreement
    assert agreement.count("£130,000") >= 2


def test_the_weights_are_those_of_the_case(every_word_file: Files) -> None:
    for id, caption in (("D07", "Award criteria and weights"), ("D10", "Criteria and weights")):
        found = rows(every_word_file[id], caption)
        weights = [c for r in found for c in r if re.fullmatch(r"\d+%", c)]
        assert weights == ["30%", "20%", "20%", "15%", "10%", "5%", "100%"], id


def test_twelve_principles_of_practice_and_seven_of_the_alliance(every_word_file: Files) -> None:
    seven = rows(every_word_file["D12"], "Alliance Principles")
    assert len(seven) == 7
    twelve = rows(every_word_file["D08"], "Practice Principles")
    assert len(twelve) == 12
    assert len({tuple(r) for r in seven + twelve}) == 19


def test_the_award_is_in_the_signature_build_and_in_no_tender_file(every_word_file: Files) -> None:
    signed = rows(every_word_file["D12-for-signature"], "Authority to sign")
    assert len(signed) == 7
    names = [r[1] for r in signed]
    assert not any(name.startswith("[") for name in names)
    for id in documents():
        for name in names:
            assert name not in every_word_file[id].everything()
    for name in names:
        assert words(every_word_file["D12-for-signature"]).count(name) >= 2, "in the table of Members, and where it signs"


@pytest.mark.parametrize("id", ["D07", "D08", "D09", "D10", "D12", "D24"])
def test_what_is_invented_and_what_is_open_is_marked(every_word_file: Files, id: str) -> None:
    assert "Tamarside" in words(every_word_file[id])


def test_schedules_without_a_builder_are_numbered_and_to_be_attached(every_word_file: Files) -> None:
    file = every_word_file["D12"]
    titles = [h.text for h in file.headings() if h.style == "HLSSchedule"]
    expected = (
        "The Specification",
        "The Learning and Governance Schedule",
        "Sharing personal data",
        "People who may transfer",
        "The exit plan",
        "Form of deed of accession",
    )
    for title in expected:
        assert title in titles
    assert len(titles) == 9
    attached = [t for t in file.texts() if t.startswith("[To be attached by ")]
    assert len(attached) == 4
