"""The report as SARIF: every rule it names is there, both sides, what was set aside and what was known."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from hls_procure.reports.door import render
from tests.helpers import run
from tests.reports.made import CHECKS, HOSTILE, told


@pytest.fixture(scope="module")
def made() -> Any:
    return json.loads(render(told(), "sarif"))


def test_it_is_sarif_of_one_run_of_this_tool(made: Any) -> None:
    assert made["version"] == "2.1.0"
    (run_,) = made["runs"]
    assert run_["tool"]["driver"]["name"] == "hls-procure"
    assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == ["RA203", "RA301", "RA915", "RA917"]


def test_each_result_points_to_its_rule_with_the_help_of_the_catalogue(made: Any) -> None:
    rules = made["runs"][0]["tool"]["driver"]["rules"]
    for result in made["runs"][0]["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert CHECKS[rule["id"]].why in rule["help"]["text"]
        assert result["level"] == {"error": "error", "warning": "warning", "info": "note"}[CHECKS[rule["id"]].severity]
        assert rule["name"].isalnum()


def test_both_sides_are_places(made: Any) -> None:
    first = made["runs"][0]["results"][0]
    (here,) = first["locations"]
    (there,) = first["relatedLocations"]
    assert here["physicalLocation"]["artifactLocation"]["uri"] == "Sheet.xlsx"
    assert here["logicalLocations"][0]["fullyQualifiedName"] == "Sheet.xlsx, sheet Scores, cell B2"
    assert there["physicalLocation"]["artifactLocation"]["uri"] == "Invitation%20to%20tender.docx"
    assert there["physicalLocation"]["region"] == {"startLine": 18, "snippet": {"text": HOSTILE}}
    project = made["runs"][0]["results"][1]["locations"][0]
    assert project["physicalLocation"]["artifactLocation"]["uri"] == "project.yaml"
    assert project["logicalLocations"][0]["fullyQualifiedName"] == "alliance.funding.total"


def test_what_was_set_aside_and_what_was_known_is_told(made: Any) -> None:
    results = made["runs"][0]["results"]
    assert [result.get("suppressions") for result in results] == [
        None, None, [{"kind": "external", "status": "accepted", "justification": "asked for, by legal"}], None,
    ]  # fmt: skip
    assert [result["baselineState"] for result in results] == ["new", "new", "new", "unchanged"]
    marks = [result["partialFingerprints"]["hlsProcure/v1"] for result in results]
    assert len(set(marks)) == len(marks)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(told(), "sarif") == render(told(), "sarif")


def test_the_command_writes_it(tamarside: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.sarif"
    result = run("check", tamarside, "--format", "sarif", "--output", path)
    assert result.exit_code == 0, result.output
    assert json.loads(path.read_text("utf-8"))["runs"][0]["results"] == []
    shown = run("check", tamarside, "--format", "sarif")
    assert json.loads(shown.stdout) == json.loads(path.read_text("utf-8"))


@pytest.mark.slow
@pytest.mark.skipif(find_spec("sarif") is None, reason="the package sarif-tools is not installed; .ci/run installs it")
def test_another_tool_sums_it_up(tmp_path: Path) -> None:
    path = tmp_path / "r.sarif"
    path.write_bytes(render(told(), "sarif"))
    done = subprocess.run([sys.executable, "-m", "sarif", "summary", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "error: 2" in done.stdout
    assert "RA203" in done.stdout
    assert "note: 1" in done.stdout
