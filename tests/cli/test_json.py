"""--json of every command is JSON with keys that programs can rely on; a key that goes or changes its name breaks a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import SAMPLE, documents, run

PROBLEM = {"where", "what", "why", "do"}
ROWS = {"room", "id", "title", "layer", "name"}
FROZEN = {"folder", "document", "version", "kind", "on", "files", "sha256", "edited"}
REPORT = {
    "edited",
    "out",
    "purpose",
    "final",
    "written",
    "unchanged",
    "beside",
    "refused",
    "blanks",
    "findings",
    "read_across",
    "replaced",
}
BLANK = {"document", "kind", "path", "words", "where", "owner", "by", "blocks_final"}


def data(*arguments: object, exit_code: int = 0) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


def test_new(tmp_path: Path) -> None:
    assert data("new", tmp_path / "my place") == {
        "folder": str(tmp_path / "my place"),
        "id": "my-place",
        "playbook": "commissioner-led",
    }


def test_status(tamarside_once: Path) -> None:
    made = data("status", tamarside_once)
    assert set(made) == {
        "title", "playbook", "cycle", "as_of_date", "stages", "missing", "lawyer_points", "notes", "next",
    }  # fmt: skip
    assert (made["title"], made["as_of_date"], made["cycle"]) == ("The Tamarside Alliance", "2027-03-01", 1)
    assert all(set(stage) == {"id", "title", "state", "answered", "asked", "opens_if", "open"} for stage in made["stages"])
    assert len(made["missing"]) == 5
    assert made["next"] == "award"


def test_status_names_what_is_open_with_owner_and_day(tmp_path: Path, fresh: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        'RR-11: {unknown: {owner: "finance lead", by: 2027-03-12}}\nRR-10: {unknown: {owner: "clerk"}}\n'
    )
    run("walk", fresh, "--answers", tmp_path / "a.yaml", input="save\n")
    (stage,) = [stage for stage in data("status", fresh)["stages"] if stage["open"]]
    assert stage["open"] == [
        {"question": "RR-11", "owner": "finance lead", "by": "2027-03-12"},
        {"question": "RR-10", "owner": "clerk", "by": None},
    ]


def test_walk_from_answers(tmp_path: Path, fresh: Path) -> None:
    (tmp_path / "a.yaml").write_text('RR-10: "ENG"\nAR-02: "3\\x07"\nAR-35: none\n')
    made = data("walk", fresh, "--answers", tmp_path / "a.yaml")
    assert set(made) == {"answered", "hidden", "missing", "notes"}
    assert set(made["answered"]) == {"RR-10", "AR-02", "AR-35"}
    assert made["notes"] == ["AR-02: 1 control character taken out: no document can hold them"]
    assert "RR-11" in made["missing"]


def test_walk_that_leaves_gaps_or_has_no_file(tmp_path: Path, fresh: Path) -> None:
    (tmp_path / "a.yaml").write_text('RR-10: "ENG"\n')
    problems = data("walk", fresh, "--answers", tmp_path / "a.yaml", "--no-input", exit_code=2)["problems"]
    assert all(set(problem) == PROBLEM for problem in problems)
    assert (problems[0]["where"], problems[0]["what"].partition(":")[0]) == ("a.yaml", "has no answer to RR-11")
    (problem,) = data("walk", fresh, exit_code=2)["problems"]
    assert (problem["where"], problem["what"]) == ("--json", "needs --answers FILE")


def test_walk_without_a_person_prints_json_and_nothing_else(tamarside: Path) -> None:
    made = data("walk", tamarside, "--answers", SAMPLE / "answers-award.yaml", "--no-input", "--stage", "award")
    assert (made["missing"], made["hidden"]) == ([], [])
    assert made["answered"][0] == "AW-01"


def test_build(tamarside_built: Path) -> None:
    made = data("build", tamarside_built)
    assert set(made) == REPORT
    assert (made["written"], len(made["unchanged"])) == ([], 2 * len(documents()))
    assert made["blanks"]
    assert all(set(blank) == BLANK for blank in made["blanks"])
    assert (made["purpose"], made["final"]) == ("tender", False)
    assert made["out"] == str(tamarside_built / "out")


def test_build_with_findings(tamarside: Path) -> None:
    path = tamarside / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("weight: 30\n", "weight: 31\n", 1), "utf-8")
    made = data("build", tamarside, "--only", "D10", "--to", "html")
    (finding,) = [one for one in made["findings"] if one["code"] == "RA201"]
    assert {"code", "name", "severity", "message", "left", "right", "hint", "reference", "suppressed"} == set(finding)
    assert finding["severity"] == "error"


def test_build_that_is_refused(fresh: Path) -> None:
    made = data("build", fresh, "--final", "--only", "D09", exit_code=1)
    assert set(made) == {"problems"}
    assert all(set(problem) == PROBLEM for problem in made["problems"])


@pytest.mark.parametrize("code", ["AL-14", "IT-11", "D07", "AR-05", "RA201", "S104", "PLY-c", "pa-light-touch-14"])
def test_explain(code: str) -> None:
    made = data("explain", code)
    assert set(made) == {"id", "kind", "title", "lines"}
    assert made["id"] == code
    assert made["lines"]
    assert all(set(line) == {"label", "text"} for line in made["lines"])


def test_library() -> None:
    rows = data("library", "list")
    assert all(set(row) == ROWS for row in rows)
    assert {row["room"] for row in rows} == {"playbooks", "questions", "clauses", "templates"}
    shown = data("library", "show", "AL-14")
    assert set(shown) == {"name", "layer", "sha256", "text"}
    assert (shown["name"], shown["layer"]) == ("clauses/alliance/AL-14.yaml", "shipped")


def test_issue_settle_redact(tamarside_built: Path) -> None:
    made = data("issue", tamarside_built, "d09", "--on", "3 March 2027")
    assert set(made) == FROZEN
    assert (made["document"], made["version"], made["kind"], made["on"]) == ("D09", 1, "issued", "2027-03-03")
    made = data("settle", tamarside_built, "al-48", "--by", "head of legal services", "--on", "2027-03-04")
    assert set(made) == {"id", "by", "on", "undone", "words"}
    assert (made["id"], made["on"], made["undone"]) == ("AL-48", "2027-03-04", False)
    made = data("redact", tamarside_built, "one-who-stays", "--why", "consent withdrawn")
    assert set(made) == {"record", "fields", "journal_lines", "elsewhere", "comments", "files"}
    assert all(set(held) == {"path", "sure"} for held in made["files"])
    assert made["record"] == "insights[one-who-stays]"


def test_sign(tamarside_award: Path) -> None:
    run("build", tamarside_award, "--for", "signature", "--only", "D12", "--to", "html")
    made = data("sign", tamarside_award, "D12", "--on", "2028-03-01")
    assert set(made) == FROZEN
    assert (made["kind"], made["version"]) == ("signed", 1)


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (("status", "nowhere"), 3),
        (("walk", "nowhere", "--answers", "x.yaml"), 3),
        (("build", "nowhere"), 3),
        (("export", "nowhere", "--to", "ocds"), 3),
        (("issue", "nowhere", "D07", "--on", "2027-03-03"), 3),
        (("settle", "nowhere", "D07", "--by", "x", "--on", "2027-03-03"), 3),
        (("redact", "nowhere", "x", "--why", "y"), 3),
        (("explain", "AL-99"), 2),
        (("explain", "AL-14", "--in", "nowhere"), 3),
        (("explain", "AR-05", "--in", "nowhere"), 3),
        (("library", "show", "AL-99"), 2),
        (("new", "x", "--sample", "nowhere"), 2),
        (("demo", "x", "--sample", "nowhere"), 2),
    ],
)
def test_problems_are_json_too(arguments: Any, exit_code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (problem,) = data(*arguments, exit_code=exit_code)["problems"]
    assert set(problem) == PROBLEM
    assert problem["what"]
    assert list(tmp_path.iterdir()) == []
