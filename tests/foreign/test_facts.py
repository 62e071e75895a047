"""The file of facts: written for a person, read strictly, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.library.yamlfile import load
from hls_procure.readacross.report import Report
from hls_procure.work.foreign import check_files
from tests.foreign.council import FILES
from tests.foreign.small import checked, said, word
from tests.helpers import run


@pytest.fixture
def written(right_pack: Path, tmp_path: Path) -> Path:
    """The file of facts of the right pack, as it is written."""
    path = tmp_path / "facts.yaml"
    check_files([right_pack], facts=path)
    return path


def changed(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text.count(old)
    path.write_text(text.replace(old, new), "utf-8")
    return path


def value(path: Path, fact: str) -> str:
    (row,) = [row for row in load(path)["facts"] if row["fact"] == fact]
    return str(row["value"])


def test_it_holds_what_the_pack_says_with_its_places(written: Path) -> None:
    wanted = {
        "reference": "LDC-2027-031", "authority": "Larkmoor District Council", "deadline": "12 February 2027", "hour": "12 noon",
        "questions": "29 January 2027", "decision": "15 March 2027", "standstill": "30 March 2027", "start": "1 June 2027",
        "notice": "4 January 2027", "term": "3 years", "extension": "2 years", "total": "£2,400,000", "payment": "30 days",
        "ending": "90 days", "liability": "£2,000,000", "scale": "5", "minimum": "3", "insurance: public liability": "£5,000,000",
        "insurance: employer's liability": "£10,000,000", "insurance: professional indemnity": "£2,000,000",
    }  # fmt: skip
    data = load(written)
    assert {row["fact"]: row["value"] for row in data["facts"]} == wanted
    assert [(row["name"], row["weight"]) for row in data["criteria"][:3]] == [
        ("Quality", "60%"),
        ("Price", "30%"),
        ("Social value", "10%"),
    ]
    assert {row.get("ref") for row in data["criteria"][3:]} == {"Q1", "Q2", "Q3", "Q4", "P1", "SV1", "SV2"}
    assert [(row["lot"], row["name"]) for row in data["lots"]] == [("1", "Larkmoor North"), ("2", "Larkmoor South")]
    assert {row["name"]: row["part"] for row in data["files"]}[FILES["sheet"]] == "evaluation"
    text = written.read_text("utf-8")
    assert f"# {FILES['terms']}, 9 Ending the contract › 9.1: “Either party may end this contract" in text
    assert "Nobody has confirmed them yet" in text


def test_other_places_that_say_otherwise_stand_beside_the_value(wrong_pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    check_files([wrong_pack], facts=path)
    assert f"# OTHERWISE 4 years: {FILES['terms']}, 2 How long the contract lasts › 2.1" in path.read_text("utf-8")


def test_the_command_writes_it_and_says_what_to_do(right_pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    first = run("check", right_pack, "--facts", path, "--fail-on", "never")
    assert (first.exit_code, path.exists()) == (0, True)
    assert f"Written: {path}" in first.stderr
    assert "run the same command again" in first.stderr
    before = path.read_bytes()
    again = run("check", right_pack, "--facts", path, "--fail-on", "never")
    assert (again.exit_code, "Written" in again.stderr) == (0, False)
    assert path.read_bytes() == before, "what a person has confirmed is never written over"
    assert "Add --facts" in run("check", right_pack, "--fail-on", "never").stderr


def test_what_a_person_corrects_counts(right_pack: Path, written: Path) -> None:
    path = changed(written, "value: 3 years\n    confirmed: no", "value: 4 years\n    confirmed: yes")
    report = check_files([right_pack], facts=path).report
    found = [one for one in report.findings if one.code == "RA304"]
    assert {one.left.document for one in found} == {FILES["itt"], FILES["spec"], FILES["terms"]}
    assert {one.severity for one in found} == {"error"}
    assert all(
        one.right is not None and one.right.document == "facts.yaml" and one.right.where.startswith("line ") for one in found
    )


def test_what_a_person_says_is_not_there_is_not_compared(wrong_pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    check_files([wrong_pack], facts=path)
    changed(path, "value: £2,400,000\n    confirmed: no", "value:\n    confirmed: yes")
    report = check_files([wrong_pack], facts=path).report
    assert not any("total value" in message for message in said(report, "RA301"))


def test_a_part_that_a_person_corrects_counts(tmp_path: Path) -> None:
    files = {"Paper one.docx": word("# About", "People meet."), "ITT.docx": word("# Invitation to Tender", "Bidders answer.")}
    facts = tmp_path / "facts.yaml"
    checked(tmp_path, files)
    changed(facts, "part: other", "part: specification")
    report: Report = check_files([tmp_path / name for name in files], facts=facts).report
    assert {one["file"]: one["part"] for one in report.files}["Paper one.docx"] == "specification"


WRONG = [
    ("part: agreement", "part: agrement", "has the part 'agrement' Did you mean 'agreement'?"),
    ("fact: deadline ", "fact: dedline ", "has an unknown fact 'dedline'"),
    ("value: 12 February 2027", "value: 31 February 2027", "is not a day in the calendar"),
    ("value: £2,400,000", "value: a lot", "is not a sum of money"),
    ("value: 3 years", "value: some years", "is no length of time"),
    ("value: 30 days", "value: thirty days", "is no number of days"),
    ("weight: 60%", "weight: most", "is not a percentage"),
    ("question: Q3", "question: Q9", "which is not among the criteria"),
    ("requirement: R5", "requirement: R55", "which no file has"),
    ("format: 1", "format: 7", "is no file of facts in format 1"),
    ("lots:\n", "lotts:\n", "has an unknown name 'lotts'"),
    ('lot: 2', 'lot: 1', "has the lot '1' twice"),
    ("fact: term ", "fact: payment ", "has 'payment' twice"),
    ("value: 15 March 2027\n    confirmed: no", "value: 15 March 2027\n    confirmed: maybe", "has 'maybe' for confirmed"),
    ("value: 15 March 2027", "value: 16 March 2027", "is not confirmed"),
    ("name: Larkmoor South", "name: [Larkmoor, South]", "has several values for 'name'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_what_is_wrong_in_it_is_said_with_its_line(right_pack: Path, written: Path, old: str, new: str, words: str) -> None:
    text = written.read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    result = run("check", right_pack, "--facts", changed(written, old, new))
    assert result.exit_code == 2
    said_ = " ".join(result.stderr.split())
    assert words in said_, said_
    assert any(f"facts.yaml:{at} " in said_ for at in range(line, line + 4)), said_


def test_every_problem_is_said_at_once(right_pack: Path, written: Path) -> None:
    for old, new, _ in WRONG[2:5]:
        changed(written, old, new)
    assert "3 problems." in run("check", right_pack, "--facts", written).stderr


def test_it_is_not_written_over_something_else(right_pack: Path, tmp_path: Path) -> None:
    assert run("check", right_pack, "--facts", tmp_path).exit_code == 3
    (tmp_path / "notes.txt").write_text("Call the lawyer.")
    assert run("check", right_pack, "--facts", tmp_path / "notes.txt").exit_code == 2
    assert (tmp_path / "notes.txt").read_text() == "Call the lawyer."


def asking() -> dict[str, bytes]:
    """Two questions and three requirements: one names its question, one only sounds like it, one fits nothing."""
    itt = word(
        "# Invitation to Tender", "Bidders answer every question.",
        [("Ref", "Question", "Weight"), ("Q1", "Training and supervision of workers", "60%"),
         ("Q2", "Warm welcome at the door", "40%")],
    )  # fmt: skip
    spec = word(
        "# Specification",
        [("Ref", "Requirement", "Assessed in"), ("R1", "Somebody opens the door within a minute.", "Q1"),
         ("R2", "Each worker has training and supervision every month.", ""), ("R3", "Invoices in pounds.", "")],
    )  # fmt: skip
    return {"ITT.docx": itt, "Specification.docx": spec}


def test_links_are_suggested_by_number_then_by_words(tmp_path: Path) -> None:
    checked(tmp_path, asking(), confirm=False)
    facts = tmp_path / "f.yaml"
    check_files([tmp_path / name for name in asking()], facts=facts)
    links = [(row["requirement"], row["question"]) for row in load(facts)["links"]]
    assert links == [("R1", "Q1"), ("R2", "Q1")]
    assert "the number says so" in facts.read_text("utf-8")
    assert "likeness 0." in facts.read_text("utf-8")


def test_a_likeness_of_words_is_a_note_and_no_link(tmp_path: Path) -> None:
    report = checked(tmp_path, asking(), confirm=False)
    (one,) = [one for one in report.findings if one.code == "RA110"]
    assert one.severity == "info"
    assert "(R2) looks most like 'Q1 Training and supervision of workers' (likeness 0." in one.message
    assert not said(report, "RA101")
    assert not said(report, "RA102")


def test_a_link_that_a_person_has_confirmed_is_no_suggestion(tmp_path: Path) -> None:
    report = checked(tmp_path, asking())
    assert said(report, "RA110") == []
    assert said(report, "RA101") == ["No question tests 'Invoices in pounds.' (R3) in Specification.docx."]
    assert said(report, "RA102") == ["'Q2 Warm welcome at the door' tests no requirement of the specification."]
    assert {one.severity for one in report.findings if one.code in ("RA101", "RA102")} == {"warning"}
