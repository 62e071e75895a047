"""export at the terminal: which files, what is said, what is refused, and what is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import run

TENDER = "public/notices/UK4-tender-notice.json"
ENGAGEMENT = "public/notices/UK2-preliminary-market-engagement-notice.json"
AWARD, DETAILS = "privileged/notices/UK6-contract-award-notice.json", "privileged/notices/UK7-contract-details-notice.json"
CALENDAR, WHOLE = "public/notices/timetable.ics", "privileged/notices/whole-timetable.ics"
LONGEST = "Last day of extension 3\\, if it and those before it are used (the longest possible term)"


def data(*arguments: object, exit_code: int = 0) -> Any:
    result = run("export", *arguments, "--json")
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


def files(folder: Path) -> list[str]:
    out = folder / "out"
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name != ".lock")


def set_regime(folder: Path, regime: str) -> None:
    path = folder / "project.yaml"
    text = path.read_text("utf-8")
    assert "regime: pa2023-light-touch\n" in text
    path.write_text(text.replace("regime: pa2023-light-touch\n", f"regime: {regime}\n"), "utf-8")


def test_before_the_award_two_notices_are_drafted_and_two_are_said_to_wait(tamarside: Path) -> None:
    made = data(tamarside, "--to", "ocds")
    assert set(made) == {"out", "written", "unchanged", "beside", "notices", "skipped", "events", "steps"}
    assert made["written"] == [ENGAGEMENT, TENDER]
    assert [one["where"] for one in made["skipped"]] == ["UK6", "UK7"]
    assert [one["notice"] for one in made["notices"]] == ["UK2", "UK4"]
    tender = made["notices"][1]
    assert set(tender) == {"notice", "name", "file", "law", "missing", "confirm"}
    assert (tender["file"], tender["law"]) == (TENDER, ["pa-notices-uk4"])
    assert all(set(gap) == {"path", "words", "question"} for gap in tender["missing"])
    assert all(set(one) == {"path", "words", "law"} for one in tender["confirm"])
    release = json.loads((tamarside / "out" / TENDER).read_text("utf-8"))["releases"][0]
    assert release["tender"]["documents"][0]["noticeType"] == "UK4"


def test_after_the_award_all_four_are_and_what_names_winners_is_not_public(tamarside_award: Path) -> None:
    made = data(tamarside_award, "--to", "ocds")
    assert made["written"] == [ENGAGEMENT, TENDER, AWARD, DETAILS]
    assert made["skipped"] == []


def test_what_is_missing_is_said_with_its_question(fresh: Path) -> None:
    shown = run("export", fresh, "--to", "ocds", "--notice", "uk4")
    assert shown.exit_code == 0, shown.output
    assert "things are missing" in shown.stdout
    assert "the estimated value, including VAT  AR-71" in shown.stdout
    assert (fresh / "out" / TENDER).exists()
    assert not (fresh / "out" / ENGAGEMENT).exists()


def test_what_has_to_be_confirmed_names_its_fact(tamarside: Path) -> None:
    shown = run("export", tamarside, "--to", "ocds").stdout
    assert "See: hls-procure explain pa-conflicts-03" in shown
    assert "Nothing was sent anywhere." in shown


def test_again_writes_nothing_and_an_edited_file_is_left_alone(tamarside: Path) -> None:
    data(tamarside, "--to", "ocds")
    assert data(tamarside, "--to", "ocds")["unchanged"] == [ENGAGEMENT, TENDER]
    path = tamarside / "out" / TENDER
    path.write_text(path.read_text("utf-8").replace("Tamarside Alliance", "Estuary Alliance"), "utf-8")
    made = data(tamarside, "--to", "ocds", "--notice", "UK4")
    assert made["beside"] == {TENDER: TENDER.replace(".json", "--2.json")}
    assert made["notices"][0]["file"] == TENDER.replace(".json", "--2.json")
    assert "Estuary Alliance" in path.read_text("utf-8")


def test_an_export_and_a_build_keep_each_others_record(tamarside_built: Path) -> None:
    path = tamarside_built / "out" / "manifest.json"
    before = json.loads(path.read_text("utf-8"))
    data(tamarside_built, "--to", "ocds")
    between = json.loads(path.read_text("utf-8"))
    assert {key: between[key] for key in between if key != "files"} == {key: before[key] for key in before if key != "files"}
    assert {item["name"] for item in between["files"]} - {item["name"] for item in before["files"]} == {ENGAGEMENT, TENDER}
    run("build", tamarside_built, "--only", "D09", "--to", "html")
    after = json.loads(path.read_text("utf-8"))
    assert [item for item in after["files"] if item["format"] == "json"] == [
        item for item in between["files"] if item["format"] == "json"
    ]
    assert data(tamarside_built, "--to", "ocds")["unchanged"] == [ENGAGEMENT, TENDER]


@pytest.mark.parametrize("regime", ["psr-england", "psr-wales", "scotland", "grant"])
def test_a_project_under_another_law_has_none_of_these_notices(regime: str, tamarside: Path) -> None:
    set_regime(tamarside, regime)
    (problem,) = data(tamarside, "--to", "ocds", exit_code=2)["problems"]
    assert problem["where"] == "legal.regime"
    assert "See: hls-procure explain pa-notices-uk4" in problem["do"]
    assert files(tamarside) == []
    assert data(tamarside, "--to", "ics")["written"] == [CALENDAR, WHOLE]


def test_below_threshold_there_is_no_award_notice(tamarside_award: Path) -> None:
    set_regime(tamarside_award, "pa2023-below")
    made = data(tamarside_award, "--to", "ocds")
    assert made["written"] == [ENGAGEMENT, TENDER, DETAILS]
    assert [one["where"] for one in made["skipped"]] == ["UK6"]
    (problem,) = data(tamarside_award, "--to", "ocds", "--notice", "UK6", exit_code=2)["problems"]
    assert "explain pa-below-threshold-02" in problem["do"]
    release = json.loads((tamarside_award / "out" / TENDER).read_text("utf-8"))["releases"][0]
    assert release["tender"]["aboveThreshold"] is False
    assert release["tender"]["procurementMethodDetails"] == "Below threshold - open competition"
    assert "specialRegime" not in release["tender"]


def test_a_direct_award_by_the_choice_of_a_person_has_no_notice_to_draft(tamarside_award: Path) -> None:
    path = tamarside_award / "project.yaml"
    text = path.read_text("utf-8")
    assert "\n  route: light-touch\n" in text
    path.write_text(text.replace("\n  route: light-touch\n", "\n  route: user-choice\n"), "utf-8")
    made = data(tamarside_award, "--to", "ocds")
    assert made["written"] == [ENGAGEMENT]
    assert [one["where"] for one in made["skipped"]] == ["UK4", "UK6", "UK7"]
    assert all("explain pa-light-touch-23" in one["do"] for one in made["skipped"])


def test_the_full_regime_is_no_special_one(tamarside: Path) -> None:
    set_regime(tamarside, "pa2023-full")
    data(tamarside, "--to", "ocds", "--notice", "UK4")
    release = json.loads((tamarside / "out" / TENDER).read_text("utf-8"))["releases"][0]
    assert release["tender"]["aboveThreshold"] is True
    assert "specialRegime" not in release["tender"]
    assert release["tender"]["legalBasis"]["id"] == "2023/54"


@pytest.mark.parametrize(
    ("arguments", "where", "said"),
    [
        (("--to", "ocds", "--notice", "UK9"), "UK9", "There are: UK2, UK4, UK6, UK7."),
        (("--to", "ocds", "--notice", "UK6"), "UK6", "--stage award"),
        (("--to", "odcs"), "odcs", "Did you mean 'ocds'?"),
        (("--to", "ics", "--notice", "UK4"), "--notice", "belongs to --to ocds"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], where: str, said: str, tamarside: Path
) -> None:
    (problem,) = data(tamarside, *arguments, exit_code=2)["problems"]
    assert problem["where"] == where
    assert said in " ".join(problem.values())
    assert files(tamarside) == []


def test_without_engagement_there_is_no_notice_of_it(tmp_path: Path, fresh: Path) -> None:
    (tmp_path / "a.yaml").write_text("AR-16: none\n")
    assert run("walk", fresh, "--answers", tmp_path / "a.yaml", input="save\n").exit_code == 0
    assert [one["where"] for one in data(fresh, "--to", "ocds")["skipped"]] == ["UK2", "UK6", "UK7"]


def test_the_calendar_holds_the_dates_of_the_project(tamarside: Path) -> None:
    made = data(tamarside, "--to", "ics")
    assert made["written"] == [CALENDAR, WHOLE]
    text = (tamarside / "out" / CALENDAR).read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == made["events"]
    unfolded = text.replace("\r\n ", "")
    for words, day in (
        ("Tender notice published", "DTSTART;VALUE=DATE:20270419"),
        ("Final tenders", "DTSTART:20270923T110000Z"),
        ("Requests to take part", "DTSTART:20270527T110000Z"),
        ("Last day of the standstill", "DTSTART;VALUE=DATE:20271203"),
        ("First day of the agreement", "DTSTART;VALUE=DATE:20280401"),
        ("Last day of the first period", "DTSTART;VALUE=DATE:20330331"),
        (LONGEST, "DTSTART;VALUE=DATE:20380331"),
    ):
        (event,) = [one for one in unfolded.split("BEGIN:VEVENT") if f"SUMMARY:{words}\r\n" in one]
        assert day in event
    assert data(tamarside, "--to", "ics")["unchanged"] == [CALENDAR, WHOLE]


def test_the_whole_timetable_holds_every_step_that_has_a_day(tamarside: Path) -> None:
    made = data(tamarside, "--to", "ics")
    text = (tamarside / "out" / WHOLE).read_bytes().decode("utf-8").replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == made["steps"] > made["events"]
    for step, day, words in (
        ("notice", "DTSTART;VALUE=DATE:20270419", "Tender notice"),
        ("tenders", "DTSTART:20270923T110000Z", "Last day for tenders\\, by 12:00"),
        ("standstill-first", "DTSTART;VALUE=DATE:20271123", "Standstill: first day"),
        ("standstill", "DTSTART;VALUE=DATE:20271203", "Standstill: last day"),
        ("earliest-signature", "DTSTART;VALUE=DATE:20271204", "First day on which the agreement may be signed"),
        ("people-information", "DTSTART;VALUE=DATE:20280304", "Employee liability information\\, at the latest"),
    ):
        (event,) = [one for one in text.split("BEGIN:VEVENT") if f"UID:tamarside-step-{step}@" in one]
        assert day in event
        assert f"SUMMARY:{words}\r\n" in event
        assert "DESCRIPTION:" in event


def test_a_project_without_dates_has_no_calendar(fresh: Path) -> None:
    (problem,) = data(fresh, "--to", "ics", exit_code=2)["problems"]
    assert problem["do"] == "Answer AR-17 and AR-44 first."
    assert files(fresh) == []


def test_out_can_be_another_folder(tamarside: Path, tmp_path: Path) -> None:
    made = data(tamarside, "--to", "ocds", "--notice", "UK4", "--out", tmp_path / "elsewhere")
    assert made["written"] == [TENDER]
    assert (tmp_path / "elsewhere" / TENDER).exists()
    assert files(tamarside) == []
