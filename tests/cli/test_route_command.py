"""The commands route and recheck: what they print, what they refuse, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import run


def test_route_prints_the_page_and_the_tree(tamarside_once: Path) -> None:
    shown = run("route", tamarside_once)
    assert shown.exit_code == 0
    assert shown.stdout.startswith(
        "The Tamarside Alliance · which law governs, and which ways are open · asked as at 19 April 2027"
    )
    full = run("route", tamarside_once, "--full").stdout
    assert "HOW IT WAS DECIDED" in full
    assert "HOW IT WAS DECIDED" not in shown.stdout
    tree = json.loads(run("route", tamarside_once, "--json").stdout)
    assert tree["regime"]["id"] == tree["regime"]["recorded"] == "pa2023-light-touch"
    assert tree["difference"] is None
    assert json.loads(run("route", tamarside_once, "--json", "--full").stdout) == tree


def test_route_on_a_day_and_against_the_record(tamarside_once: Path) -> None:
    older = json.loads(run("route", tamarside_once, "--on", "23 February 2025", "--diff", "--json").stdout)
    assert older["regime"]["id"] == "pcr2015"
    assert older["days"]["commencement"] == "2025-02-23"
    assert "which law governs" in {change["what"] for change in older["difference"]["found"]}


def test_route_asked_about_the_same_project_twice_prints_the_same(tamarside_once: Path) -> None:
    assert run("route", tamarside_once, "--json").stdout == run("route", tamarside_once, "--json").stdout


def test_route_without_a_recorded_decision(fresh_once: Path) -> None:
    assert run("route", fresh_once).exit_code == 0
    refused = run("route", fresh_once, "--diff")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "no recorded decision" in refused.stderr
    assert "AR-01" in refused.stderr
    told = json.loads(run("route", fresh_once, "--diff", "--json").stdout)
    assert "no recorded decision" in json.dumps(told)


@pytest.mark.parametrize("day", ["yesterday", "2027-02-30", ""])
def test_a_day_that_is_none_is_refused(tamarside_once: Path, day: str) -> None:
    for command in ("route", "recheck"):
        assert run(command, tamarside_once, "--on", day).exit_code == 2


def test_route_where_there_is_no_project(tmp_path: Path) -> None:
    done = run("route", tmp_path)
    assert done.exit_code == 3, "a project that is not there could not be read"
    assert "project.yaml" in done.stderr


def test_recheck_needs_a_day_and_says_where_nothing_was_issued(tamarside_once: Path) -> None:
    assert run("recheck", tamarside_once).exit_code == 2
    shown = run("recheck", tamarside_once, "--on", "2027-06-01")
    assert shown.exit_code == 0
    assert "Nothing has been issued yet." in shown.stdout
    assert "Law as known on 22 November 2026" in shown.stdout
    made = json.loads(run("recheck", tamarside_once, "--on", "2026-11-22", "--json").stdout)
    assert made == {"on": "2026-11-22", "issues": 0, "facts": 0, "moved": [], "known": None, "unread": []}
