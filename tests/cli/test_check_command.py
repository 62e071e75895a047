"""check, thread and settle on links, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers import run


@pytest.fixture
def wrong(tamarside: Path) -> Path:
    """The sample with an answer that names another weight than the model."""
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    changed = text.replace(
        "The sum is the same for every bidder", "Realistic about money is 15% of the result. The sum is the same for every bidder"
    )
    assert changed != text
    path.write_text(changed, "utf-8")
    return tamarside


def test_a_pack_that_says_the_same_everywhere_ends_with_nought(tamarside: Path) -> None:
    result = run("check", tamarside)
    assert result.exit_code == 0
    assert result.stdout.startswith("Read-across of The Tamarside Alliance: 0 errors, ")
    assert "D07" in result.stdout.splitlines()[1]


def test_a_contradiction_is_shown_with_both_sides_and_what_to_do(wrong: Path) -> None:
    result = run("check", wrong)
    said = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert "RA203 error weight-differs-between-documents" in said
    assert "The criterion 'Realistic about money' weighs 5% in the evaluation model and 15% here." in said
    assert "evaluation.money.why: “Realistic about money is 15% of the result." in said
    assert "evaluation.criteria[realistic-about-money].weight: “5%”" in said
    assert "Rests on PA 2023 s.23." in said
    assert max(len(line) for line in result.stdout.splitlines()) <= 100


def test_nothing_is_changed_by_a_check(tamarside: Path) -> None:
    before = {path: path.read_bytes() for path in tamarside.rglob("*") if path.is_file() and ".cache" not in path.parts}
    run("check", tamarside)
    after = {path: path.read_bytes() for path in tamarside.rglob("*") if path.is_file() and ".cache" not in path.parts}
    assert before == after


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 1), ("warning", 1)])
def test_how_grave_something_has_to_be_is_for_the_user_to_say(wrong: Path, fail_on: str, code: int) -> None:
    assert run("check", wrong, "--fail-on", fail_on).exit_code == code


def test_as_json_it_has_the_shape_that_is_promised(wrong: Path) -> None:
    result = run("check", wrong, "--format", "json")
    data = json.loads(result.stdout)
    assert set(data) == {"summary", "documents", "findings"}
    assert data["summary"]["errors"] == 1
    (one,) = [f for f in data["findings"] if f["code"] == "RA203"]
    assert {"code", "name", "severity", "message", "left", "right", "hint", "reference", "suppressed"} <= set(one)
    assert set(one["left"]) == {"document", "where", "quote", "value"}
    assert one["left"]["value"] == "15%"
    assert json.loads(run("check", wrong, "--json").stdout) == data


def test_what_a_baseline_knows_counts_no_more_and_stays_in_the_report(wrong: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "before.json"
    assert run("check", wrong, "--format", "json", "--output", earlier).exit_code == 1
    again = run("check", wrong, "--baseline", earlier)
    assert again.exit_code == 0
    assert "0 errors" in again.stdout
    assert "1 known from before" in again.stdout
    assert "RA203 error  weight-differs-between-documents (known from before)" in again.stdout
    path = wrong / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("15% of the result", "25% of the result"), "utf-8")
    assert run("check", wrong, "--baseline", earlier).exit_code == 1, "another figure is another finding"


@pytest.mark.parametrize(
    ("text", "code", "said"), [("{}", 2, "is not a report"), ("nonsense", 2, "is not a report"), (None, 3, "could not be read")]
)
def test_a_baseline_that_is_none_is_said_so(tamarside: Path, tmp_path: Path, text: str | None, code: int, said: str) -> None:
    path = tmp_path / "b.json"
    if text is not None:
        path.write_text(text)
    result = run("check", tamarside, "--baseline", path)
    assert (result.exit_code, said in result.stderr) == (code, True)


def test_it_can_be_asked_as_of_another_day(tamarside: Path) -> None:
    late = run("check", tamarside, "--on", "2027-05-03", "--fail-on", "never")
    assert "RA410 warning  date-in-past" in late.stdout
    assert "RA410" not in run("check", tamarside).stdout


def test_a_report_that_cannot_be_written_ends_with_three(tamarside: Path, tmp_path: Path) -> None:
    assert run("check", tamarside, "--output", tmp_path).exit_code == 3


def test_a_final_version_needs_no_open_error(wrong: Path) -> None:
    said = run("build", wrong, "--only", "D10", "--to", "html", "--final")
    assert said.exit_code == 1
    assert "RA203 The criterion 'Realistic about money' weighs 5%" in said.stderr


def test_a_build_says_where_the_pack_stands(wrong: Path) -> None:
    result = run("build", wrong, "--to", "html")
    assert "\nRead-across: 1 error, 0 warnings, 0 notes.\n" in result.stdout
    assert f"Every finding with both sides: hls-procure check {wrong}" in result.stdout


def test_a_link_is_settled_goes_stale_when_reworded_and_is_settled_anew(tamarside: Path) -> None:
    link = "learning-and-change:knowing-what-happens"
    settled = run("settle", tamarside, link, "--by", "procurement lead", "--on", "2027-02-20")
    assert (settled.exit_code, settled.stdout.startswith(f"{link} is settled by the procurement lead.")) == (0, True)
    assert "RA104" not in run("check", tamarside).stdout
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    changed = text.replace("Decisions rest on what is really happening", "Decisions rest on figures about what is happening")
    assert changed != text
    path.write_text(changed, "utf-8")
    said = " ".join(run("check", tamarside).stdout.split())
    assert "RA104 warning outdated-link The commitment's words have changed since the procurement lead looked at" in said
    assert run("settle", tamarside, "knowing-what-happens", "--by", "procurement lead", "--on", "2027-03-01").exit_code == 0
    assert "RA104" not in run("check", tamarside).stdout
    assert run("settle", tamarside, link, "--by", "procurement lead", "--on", "2027-03-01", "--undo").exit_code == 0


def test_a_link_that_is_none_is_said_with_the_nearest(tamarside: Path) -> None:
    result = run("settle", tamarside, "learning-and-change:knowing-what-hapens", "--by", "x", "--on", "2027-02-20")
    assert result.exit_code == 2
    assert "Did you mean 'learning-and-change:knowing-what-happens'?" in result.stderr


def test_the_thread_is_a_table_a_story_and_data(tamarside: Path) -> None:
    table = run("thread", tamarside).stdout
    assert table.splitlines()[0].split() == [
        "principle",
        "said",
        "by",
        "commitments",
        "criteria",
        "questions",
        "clauses",
        "learning",
    ]
    story = run("thread", tamarside, "we-stay").stdout
    assert story.startswith("we-stay · principle\n\n  People want one person who stays")
    data = json.loads(run("thread", tamarside, "--json").stdout)
    assert len(data["principles"]) == 19
    (told,) = json.loads(run("thread", tamarside, "we-stay", "--json").stdout)["stories"]
    assert told["kind"] == "principle"
    assert run("thread", tamarside, "we-stai").exit_code == 2


def test_a_fresh_project_has_no_thread_yet(fresh: Path) -> None:
    assert run("thread", fresh).stdout.startswith("There are no principles yet.")
