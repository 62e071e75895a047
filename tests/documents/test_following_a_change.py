"""A figure changed by hand in project.yaml reaches every document that shows it, and no other file changes by a byte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hls_procure.model.values import Money, Percent
from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from tests.documents.docx_reading import Docx
from tests.documents.test_same_bytes import digests
from tests.documents.test_word_figures import rows
from tests.helpers import run
from tests.soundness import span_groups

#: It says the project's facts in the law room's words, so no span of it names them.
SHEET = "D06"
COMMENT = "# agreed with the finance lead on 2 March\n"


@pytest.fixture
def built(tamarside_built: Path) -> Path:
    """The built sample with comments of a person in its file, before and behind what will change."""
    path = tamarside_built / "project.yaml"
    text = path.read_text("utf-8")
    text = text.replace("\nevaluation:\n", f"\n{COMMENT}evaluation:\n", 1).replace("\nalliance:\n", f"\n{COMMENT}alliance:\n", 1)
    assert text.count(COMMENT) == 2
    path.write_text(text, "utf-8")
    done = run("build", tamarside_built)
    assert done.exit_code == 0
    return tamarside_built


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "project.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{text.count(old)} places say {old!r}"
    path.write_text(text.replace(old, new), "utf-8")


def showing(folder: Path, *paths: str) -> set[str]:
    """The documents whose blocks came from one of these facts, or from a figure worked out from them."""
    found = set()
    for id, document in assemble(open_project(folder)).documents.items():
        traced = {span.path for _, spans in span_groups(document.blocks) for span in spans if span.kind == "fact"}
        if any(path in traced for path in paths):
            found.add(id)
    return found


def changed_files(folder: Path, before: dict[str, str]) -> set[str]:
    after = digests(folder / "out")
    assert set(after) == set(before), "no file is new, and none is gone"
    return {name for name in after if after[name] != before[name] and name != "manifest.json"}


def test_a_weight_changed_by_hand(built: Path) -> None:
    text = (built / "project.yaml").read_text("utf-8")
    start = text.index("  criteria:\n")
    ids = re.findall(r"    - id: (\S+)\n", text[start : text.index("weight: 10\n", start)])
    before, words = digests(built / "out"), text
    lines = text.count("\n")
    at = text.index("weight: 10\n", text.index("  criteria:\n"))
    (built / "project.yaml").write_text(text[:at] + "weight: 12\n" + text[at + len("weight: 10\n") :], "utf-8")
    path = f"evaluation.criteria[{ids[-1]}].weight"
    assert open_project(built).project.evaluation.criteria[4].weight == Percent.parse("12")  # type: ignore[index]
    expected = showing(built, path, "evaluation.criteria_total")
    assert {"D07", "D10"} <= expected
    done = run("build", built)
    assert done.exit_code == 0, done.output
    assert "RA201" in done.output, "the weights no longer make a hundred, and the build says so"
    files = changed_files(built, before)
    assert files == {name for name in before if Path(name).name[:3] in {*expected, SHEET}}
    for id in ("D07", "D10"):
        name = next(n for n in files if id in n and n.endswith(".docx"))
        shown = "\n".join(Docx(built / "out" / name).texts())
        assert "12%" in shown
        assert "102%" in shown
    after = (built / "project.yaml").read_text("utf-8")
    assert after.count(COMMENT) == 2
    assert after.count("\n") == lines
    assert after == words[:at] + "weight: 12\n" + words[at + len("weight: 10\n") :], "nothing else in the file was touched"
    assert by_hand(built) == [({path: "12"}, {path: "10"})]


def by_hand(folder: Path) -> list[tuple[dict[str, object], dict[str, object]]]:
    """What the journal says was edited by hand: now, and before; edits of comments alone apart."""
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text("utf-8").splitlines()]
    edits = [entry for entry in lines if entry["kind"] == "edited-by-hand"]
    assert all(entry["by"] == "by hand" for entry in edits)
    return [(entry["value"], entry["was"]) for entry in edits if entry["value"] or entry["was"]]


def test_the_yearly_sum_changed_by_hand(built: Path) -> None:
    before = digests(built / "out")
    change(built, "  funding:\n    annual: 7700000\n", "  funding:\n    annual: 7900000\n")
    assert open_project(built).project.alliance.funding.annual == Money.parse("7900000")
    worked_out = [f"alliance.funding.{leaf}" for leaf in ("annual", "unallocated", "lifetime", "annual_with_vat")]
    expected = showing(built, *worked_out)
    assert {"D07", "D08", "D12"} <= expected
    assert not {"D09", "D24"} & expected
    done = run("build", built)
    assert done.exit_code == 0, done.output
    assert "RA303" in done.output, "the lines no longer make the sum, and the build says so"
    files = changed_files(built, before)
    assert files == {name for name in before if Path(name).name[:3] in {*expected, SHEET}}
    for id in expected:
        name = next(n for n in files if id in n and n.endswith(".docx"))
        shown = "\n".join(Docx(built / "out" / name).texts())
        assert "£7,900,000" in shown or "£7.9m" in shown
        page = (built / "out" / name.replace(".docx", ".html")).read_text("utf-8")
        assert "£7,900,000" in page or "£7.9m" in page
        for text in (shown, page):
            assert "£7.7m" not in text or id == "D01", "the case note tells of Plymouth, where the sum is the same"
            assert "£7,700,000" not in text or id in ("D08", "D12"), (
                "only what the commissioners' shares make is still the old sum"
            )
    agreement = "\n".join(Docx(built / "out/bidders/D12-alliance-agreement.docx").texts())
    assert "£79,000,000" in agreement, "ten years of it"
    assert (built / "project.yaml").read_text("utf-8").count(COMMENT) == 2
    assert by_hand(built) == [({"alliance.funding.annual": "7900000"}, {"alliance.funding.annual": "7700000"})]


@pytest.mark.parametrize(
    ("annual", "said", "rest"),
    [("7900000", "Not yet in a line", "£200,000"), ("7600000", "More than the yearly sum", "-£100,000")],
)
def test_the_table_of_lines_adds_up_to_the_sum_in_every_document(built: Path, annual: str, said: str, rest: str) -> None:
    change(built, "  funding:\n    annual: 7700000\n", f"  funding:\n    annual: {annual}\n")
    assert run("build", built, "--to", "docx").exit_code == 0
    total = str(Money.parse(annual))
    for name, caption in (
        ("D07-invitation-to-tender", "line by line"),
        ("D08-specification", "Lines at the start"),
        ("D12-alliance-agreement", "The Lines of the Alliance Fund"),
    ):
        table = rows(Docx(built / f"out/bidders/{name}.docx"), caption)
        sums = [(row[0], next(cell for cell in row if "£" in cell)) for row in table]
        assert [len(sums), *sums[8:]] == [10, (said, rest), ("Together", total)], name


def test_a_change_that_no_document_shows_changes_no_file(built: Path) -> None:
    before = digests(built / "out")
    text = (built / "project.yaml").read_text("utf-8")
    (built / "project.yaml").write_text(text + "\n# a thought at the end\n", "utf-8")
    done = run("build", built)
    assert done.exit_code == 0
    assert changed_files(built, before) == set()
    assert "  built  " not in done.output


def test_the_change_taken_back_brings_the_same_bytes_back(built: Path) -> None:
    before = digests(built / "out")
    for old, new in (("7700000", "7900000"), ("7900000", "7700000")):
        change(built, f"  funding:\n    annual: {old}\n", f"  funding:\n    annual: {new}\n")
        assert run("build", built).exit_code == 0
    after = digests(built / "out")
    before.pop("manifest.json")
    after.pop("manifest.json")
    assert after == before
