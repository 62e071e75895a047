"""settle, issue, sign and redact, end to end: what a person declares stands, goes stale, and never changes what went out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hls_procure.project.issue import issued, verify_issued
from hls_procure.project.journal import verify
from hls_procure.work.opening import open_project
from tests.helpers import run

AGREEMENT = "out/bidders/D12-alliance-agreement.html"
CONDITIONS = "out/bidders/D09-conditions-of-participation.html"


def build(folder: Path, *more: str) -> Any:
    result = run("build", folder, "--to", "html", "--json", *more)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def words(path: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", path.read_text("utf-8")).split())


def face(path: Path) -> str:
    """What stands before the contents."""
    return words(path)[:3000]


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "project.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_settled_agreement_says_so_on_its_face_until_a_word_changes(tamarside: Path) -> None:
    build(tamarside, "--only", "D12")
    draft = face(tamarside / AGREEMENT)
    assert "draft" in draft.lower()
    result = run("settle", tamarside, "D12", "--by", "head of legal services", "--on", "3 March 2027", "--why", "read through")
    assert result.exit_code == 0
    assert result.stdout == (
        "D12 is settled by the head of legal services. If its words change, that is stale, and the next build says so.\n"
    )
    build(tamarside, "--only", "D12")
    settled = face(tamarside / AGREEMENT)
    assert settled != draft
    assert "head of legal services" in settled
    assert "3 March 2027" in settled
    change(tamarside, "annual: 7700000", "annual: 7800000")
    build(tamarside, "--only", "D12")
    stale = face(tamarside / AGREEMENT)
    assert stale not in (draft, settled)
    assert re.search(r"chang\w+ since|since .{0,60}chang|no longer the words", stale)
    (entry,) = [one for one in open_project(tamarside).folder.journal.entries if one.kind == "settled"]
    assert (entry.why, entry.path) == ("read through", "review.settled[D12]")


def test_settling_again_makes_it_fresh_and_undo_takes_it_back(tamarside: Path) -> None:
    build(tamarside, "--only", "D12")
    draft = face(tamarside / AGREEMENT)
    run("settle", tamarside, "D12", "--by", "legal lead", "--on", "2027-03-03")
    change(tamarside, "annual: 7700000", "annual: 7800000")
    run("settle", tamarside, "d12", "--by", "legal lead", "--on", "2027-03-09")
    build(tamarside, "--only", "D12")
    assert "9 March 2027" in face(tamarside / AGREEMENT)
    result = run("settle", tamarside, "D12", "--by", "legal lead", "--on", "2027-03-10", "--undo")
    assert result.stdout == "D12 is open again.\n"
    build(tamarside, "--only", "D12")
    assert face(tamarside / AGREEMENT) == draft.replace("7,700,000", "7,800,000")
    result = run("settle", tamarside, "D12", "--by", "legal lead", "--on", "2027-03-10", "--undo")
    assert (result.exit_code, "D12  has not been settled" in result.stderr) == (2, True)


def test_settling_what_is_nothing_or_in_no_document_is_refused(tamarside: Path) -> None:
    result = run("settle", tamarside, "AL-99", "--by", "x", "--on", "2027-03-03")
    assert result.exit_code == 2
    assert "AL-99  is neither a clause nor a document\n" in result.stderr
    (tamarside.parent / "none.yaml").write_text("AR-06: none\n")
    run("walk", tamarside, "--answers", tamarside.parent / "none.yaml", "--json")
    result = run("settle", tamarside, "AL-28", "--by", "x", "--on", "2027-03-03")
    assert result.exit_code == 2
    assert (
        f"AL-28  is in no document of this project\n       See why: hls-procure explain AL-28 --in {tamarside}\n" in result.stderr
    )
    assert open_project(tamarside).project.review.settled == ()


def test_what_is_issued_is_frozen_and_the_next_build_is_the_next_version(tamarside: Path) -> None:
    build(tamarside, "--only", "D09")
    before = (tamarside / CONDITIONS).read_bytes()
    assert "Draft 1, 1 March 2027" in face(tamarside / CONDITIONS)
    result = run("issue", tamarside, "d09", "--on", "3 March 2027", "--why", "sent to the portal")
    assert result.exit_code == 0
    place = tamarside / "issued" / "001-D09"
    assert result.stdout.splitlines()[0] == f"D09 is issued as version 1: {place}"
    assert "It never changes. The next build of this document is a draft of the version after it." in result.stdout
    assert (place / "D09-conditions-of-participation.html").read_bytes() == before
    assert sorted(path.name for path in place.iterdir()) == [
        "D09-conditions-of-participation.html", "blocks.json", "facts.json", "manifest.json", "versions.json",
    ]  # fmt: skip
    build(tamarside, "--only", "D09,D10")
    assert "Draft 2, 1 March 2027" in face(tamarside / CONDITIONS)
    assert "Draft 1, 1 March 2027" in face(tamarside / "out/bidders/D10-evaluation-model.html")
    assert (place / "D09-conditions-of-participation.html").read_bytes() == before
    opened = open_project(tamarside)
    assert verify_issued(opened.folder) == ()
    assert [(one.document, one.version, one.kind, str(one.on)) for one in issued(opened.folder)] == [
        ("D09", 1, "issued", "2027-03-03")
    ]
    run("issue", tamarside, "D09", "--on", "2027-03-09")
    assert (tamarside / "issued" / "002-D09").is_dir()
    assert [one.version for one in issued(open_project(tamarside).folder)] == [1, 2]


def test_a_document_that_would_be_another_one_now_is_not_frozen(tamarside: Path) -> None:
    """The frozen bytes, blocks and facts say the same: after a change it is built and looked at first."""
    build(tamarside, "--only", "D10")
    change(tamarside, "weight: 30", "weight: 25")
    change(tamarside, "weight: 5\n", "weight: 10\n")
    refused = run("issue", tamarside, "D10", "--on", "2027-03-03")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("D10  would be another document if it were built now\n")
    assert f"hls-procure build {tamarside} --only D10\n" in refused.stderr
    assert list((tamarside / "issued").iterdir()) == []
    build(tamarside, "--only", "D10")
    assert run("issue", tamarside, "D10", "--on", "2027-03-03").exit_code == 0
    blocks = (tamarside / "issued" / "001-D10" / "blocks.json").read_text("utf-8")
    assert '"25%"' in blocks
    assert '"30%"' not in blocks


def test_one_version_is_not_frozen_twice(tamarside: Path) -> None:
    build(tamarside, "--only", "D09")
    assert run("issue", tamarside, "D09", "--on", "2027-03-03").exit_code == 0
    again = run("issue", tamarside, "D09", "--on", "2027-03-04")
    assert again.exit_code == 2
    assert "this version is frozen already" in again.stderr
    assert [path.name for path in (tamarside / "issued").iterdir()] == ["001-D09"]


def test_a_format_left_over_from_an_earlier_build_is_not_frozen_with_a_newer_one(tamarside: Path) -> None:
    run("build", tamarside, "--only", "D09", "--to", "docx")
    change(tamarside, "Tamarside Council", "Otherside Council")
    run("build", tamarside, "--only", "D09", "--to", "html")
    assert run("issue", tamarside, "D09", "--on", "2027-03-03").exit_code == 2


def test_a_final_version_is_frozen_with_its_own_blocks(tamarside: Path) -> None:
    build(tamarside, "--only", "D09", "--final")
    said = face(tamarside / CONDITIONS)
    assert run("issue", tamarside, "D09", "--on", "2027-03-03").exit_code == 0
    front = json.loads((tamarside / "issued" / "001-D09" / "blocks.json").read_text("utf-8"))["front"]
    assert front["version"] in said
    assert "Draft" not in front["version"]


def test_the_facts_that_are_frozen_are_those_that_the_document_shows_and_no_more(tamarside: Path) -> None:
    build(tamarside, "--only", "D09")
    run("issue", tamarside, "D09", "--on", "2027-03-03")
    facts = json.loads((tamarside / "issued" / "001-D09" / "facts.json").read_text("utf-8"))
    assert facts["tender.deadline_time"] == "12:00"
    assert not [path for path in facts if path.startswith(("purpose.hurts", "sponsor", "insights"))]  # nobody else's business


def test_a_file_that_somebody_edited_is_frozen_as_edited_and_it_is_said(tamarside: Path) -> None:
    build(tamarside, "--only", "D09")
    path = tamarside / CONDITIONS
    path.write_bytes(path.read_bytes() + b"<!-- a word of the solicitor -->\n")
    result = run("issue", tamarside, "D09", "--on", "2027-03-03")
    assert "D09-conditions-of-participation.html had been edited since it was built; it is kept as edited." in result.stdout
    assert (tamarside / "issued/001-D09/D09-conditions-of-participation.html").read_bytes() == path.read_bytes()


def test_what_is_not_built_or_not_a_document_or_not_for_signature_is_not_frozen(tamarside: Path) -> None:
    result = run("issue", tamarside, "D09", "--on", "2027-03-03")
    assert result.exit_code == 3
    assert f"Build it first: hls-procure build {tamarside} --only D09\n" in result.stderr
    result = run("issue", tamarside, "D99", "--on", "2027-03-03")
    assert (result.exit_code, "D99" in result.stderr) == (2, True)
    result = run("sign", tamarside, "D07", "--on", "2027-03-03")
    assert result.exit_code == 2
    result = run("sign", tamarside, "D12", "--on", "2027-03-03")
    assert result.exit_code in (2, 3)
    assert list((tamarside / "issued").iterdir()) == []


def test_an_agreement_is_signed_from_its_build_for_signature(tamarside_award: Path) -> None:
    result = run("sign", tamarside_award, "D12", "--on", "2028-03-01")
    assert result.exit_code == 3
    assert "--for signature --only D12" in result.stderr
    build(tamarside_award, "--for", "signature", "--only", "D12")
    assert run("issue", tamarside_award, "D12", "--on", "2028-03-01").exit_code == 3
    result = run("sign", tamarside_award, "D12", "--on", "2028-03-01")
    assert result.exit_code == 0
    (one,) = issued(open_project(tamarside_award).folder)
    assert (one.kind, one.document) == ("signed", "D12")
    assert any(name.endswith("for-signature.html") for name in one.files)


def test_redacted_words_are_gone_everywhere_and_the_chain_holds(tamarside: Path) -> None:
    build(tamarside)
    insight = next(row for row in open_project(tamarside).project.insights or () if row.quote)
    quote = insight.quote
    assert quote is not None
    holding = [path for path in tamarside.rglob("*") if path.is_file() and quote in words_of(path)]
    assert {"project.yaml", "journal.jsonl"} < {path.name for path in holding}
    result = run("redact", tamarside, insight.id, "--why", "the person asked", "--by", "commissioner", "--on", "2027-05-01")
    assert result.exit_code == 0, result.output
    assert f"insights[{insight.id}]: the words are gone from " in result.stdout
    assert f"Build again, so that the documents in out/ are without them: hls-procure build {tamarside}" in result.stdout
    for name in ("project.yaml", "journal.jsonl"):
        assert quote not in words_of(tamarside / name)
    assert verify(tamarside / "journal.jsonl").broken is None
    build(tamarside)
    assert [path for path in tamarside.rglob("*") if path.is_file() and quote in words_of(path)] == []
    kept = next(row for row in open_project(tamarside).project.insights or () if row.id == insight.id)
    assert "taken out on 1 May 2027" in str(kept)
    assert "the person asked" not in words(tamarside / AGREEMENT)


def words_of(path: Path) -> str:
    """The text of a file with its marks and line ends evened out."""
    text = path.read_text("utf-8", "replace")
    return words(path) if path.suffix == ".html" else " ".join(text.split())


def test_nobody_by_that_id_is_said(tamarside: Path) -> None:
    result = run("redact", tamarside, "one-who-stay", "--why", "x")
    assert result.exit_code == 2
    assert "one-who-stay  is not the id of a record, now or ever" in result.stderr
    assert "Did you mean" in result.stderr


def test_a_reason_is_needed(tamarside: Path) -> None:
    assert run("redact", tamarside, "one-who-stays").exit_code == 2


@pytest.mark.parametrize("command", ["settle", "issue", "redact"])
def test_while_somebody_walks_nothing_is_declared(tamarside_built: Path, command: str) -> None:
    arguments = {
        "settle": ("D09", "--by", "x", "--on", "2027-03-03"),
        "issue": ("D09", "--on", "2027-03-03"),
        "redact": ("one-who-stays", "--why", "x"),
    }[command]
    with open_project(tamarside_built, who="finance lead").folder as held:
        held.hold()
        result = run(command, tamarside_built, *arguments)
    assert result.exit_code == 3
    assert "is being changed by finance lead" in result.stderr
    assert list((tamarside_built / "issued").iterdir()) == []
