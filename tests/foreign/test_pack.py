"""A pack that never saw the tool: what was planted is found by the right code, and little else is called an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hls_procure.findings import Finding
from hls_procure.readacross.report import Report
from hls_procure.work.foreign import check_files
from tests.foreign.conftest import facts_of
from tests.foreign.council import FILES, LIST, write

PLANTED: list[Any] = LIST["defects"]
#: So many of the 25 have to be found, and so many errors may be about nothing that was planted.
LEAST, FALSE = 24, 1


def files_of(one: Finding) -> set[str]:
    return {side.document for side in (one.left, one.right) if side is not None}


def finds(report: Report, defect: Any) -> list[Finding]:
    """The findings with the code of a defect that show the file in which it was planted."""
    return [one for one in report.findings if one.code == defect["code"] and FILES[defect["file"]] in files_of(one)]


def unexplained(report: Report) -> list[Finding]:
    """Errors that no planted defect explains, and that do not name what was put there to be unread."""
    meant = {(defect["code"], FILES[defect["file"]]) for defect in PLANTED}
    meant |= {(code, FILES[defect["file"]]) for defect in PLANTED for code in defect.get("follows") or ()}
    meant |= {("RA003", FILES[one["file"]]) for one in LIST["unread"]}
    return [one for one in report.open("error") if not any((one.code, name) in meant for name in files_of(one))]


def test_twenty_five_defects_were_planted_each_with_its_words() -> None:
    assert len(PLANTED) == 25
    assert len({one["id"] for one in PLANTED}) == 25
    assert all(one["what"] and one["against"] and one["where"] for one in PLANTED)


def test_what_was_planted_is_found_by_the_right_code(wrong_report: Report) -> None:
    found = [one["id"] for one in PLANTED if any(f.severity == "error" for f in finds(wrong_report, one))]
    missed = [one["id"] for one in PLANTED if one["id"] not in found]
    print(f"{len(found)} of {len(PLANTED)} found; missed: {', '.join(missed) or 'none'}")
    assert len(found) >= LEAST, missed


@pytest.mark.parametrize("defect", PLANTED, ids=lambda one: str(one["id"]))
def test_the_same_pack_without_defects_has_none_of_them(right_report: Report, defect: Any) -> None:
    assert [one.message for one in finds(right_report, defect)] == []


def test_hardly_anything_else_is_called_an_error(wrong_report: Report, right_report: Report) -> None:
    for report in (wrong_report, right_report):
        false = [f"{one.code} {one.message}" for one in unexplained(report)]
        assert len(false) <= FALSE, "\n".join(false)


def test_the_unread_annex_is_named(right_report: Report, wrong_report: Report) -> None:
    for report in (right_report, wrong_report):
        (one,) = [f for f in report.findings if f.code == "RA003" and f.severity == "error"]
        assert one.left.document == FILES["spec"]
        assert "Annex B: Map of the area" in one.message


def test_a_guess_that_nobody_confirmed_is_no_error_and_says_so(guessed_report: Report, wrong_report: Report) -> None:
    on_facts = {"RA203", "RA301", "RA304", "RA306", "RA308", "RA309", "RA401", "RA409", "RA601"}
    guessed = [one for one in guessed_report.findings if one.code in on_facts]
    assert {one.code for one in guessed} == on_facts
    assert {one.severity for one in guessed} == {"warning"}
    assert all(one.message.endswith("Nobody has confirmed this reading yet.") for one in guessed)
    confirmed = [one for one in wrong_report.findings if one.code in on_facts]
    assert {one.severity for one in confirmed} == {"error"}
    assert not any("confirmed this reading" in one.message for one in confirmed)


def test_both_sides_are_places_in_files(wrong_report: Report) -> None:
    names = set(FILES.values())
    for one in wrong_report.findings:
        assert files_of(one) <= names, one
        if one.code != "RA003":
            assert one.left.spot is not None, one
            assert one.left.quote, one
        assert "project.yaml" not in one.hint
        assert "build" not in one.hint, one.hint


def test_each_file_is_taken_for_what_it_is(right_report: Report) -> None:
    parts = {one["file"]: one["part"] for one in right_report.files}
    assert parts == {
        FILES["itt"]: "invitation",
        FILES["spec"]: "specification",
        FILES["sheet"]: "evaluation",
        FILES["terms"]: "agreement",
    }
    assert all(one["why"] for one in right_report.files)


@pytest.mark.slow
@pytest.mark.parametrize("defect", PLANTED, ids=lambda one: str(one["id"]))
def test_each_defect_is_found_when_it_is_the_only_one(defect: Any, tmp_path: Path) -> None:
    write(tmp_path / "pack", [defect["id"]])
    report = check_files([tmp_path / "pack"], facts=facts_of(tmp_path / "pack", tmp_path)).report
    assert any(one.severity == "error" for one in finds(report, defect))
    meant = {defect["code"], *(defect.get("follows") or ()), "RA003"}
    assert [f"{one.code} {one.message}" for one in report.open("error") if one.code not in meant] == []
