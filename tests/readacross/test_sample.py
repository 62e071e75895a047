"""The samples as they are shipped: no error, and every warning read and found right."""

from __future__ import annotations

from pathlib import Path

from hls_procure.work.checking import check_project
from hls_procure.work.opening import look


def test_the_sample_has_no_error_and_nothing_that_a_person_did_not_read(tamarside_once: Path, tamarside_award_once: Path) -> None:
    for path in (tamarside_once, tamarside_award_once):
        report = check_project(look(path))
        assert [f"{f.code} {f.message}" for f in report.findings if f.severity == "error"] == []
        assert len(report.open("warning")) <= 5, [f.message for f in report.open("warning")]


def test_the_same_project_gives_the_same_report(tamarside_once: Path) -> None:
    assert check_project(look(tamarside_once)).as_dict() == check_project(look(tamarside_once)).as_dict()


def test_an_empty_project_can_be_checked(fresh_once: Path) -> None:
    report = check_project(look(fresh_once))
    assert report.documents
    assert report.summary["errors"] == 0, [f.message for f in report.open("error")]
