"""Files in out/ that somebody has edited: check reads what they say now, and a named person accepts changed prose."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hls_procure.errors import InputError
from hls_procure.findings import Finding
from hls_procure.readacross.report import Report
from hls_procure.work.building import build
from hls_procure.work.checking import check_project
from hls_procure.work.freezing import settle
from hls_procure.work.opening import look, open_project
from tests.helpers import copied, run, ticking
from tests.reconcile.word import Word

AGREEMENT = "bidders/D12-alliance-agreement.docx"
EVALUATION = "bidders/D10-evaluation-model"
Edit = Callable[[Word], None]


@pytest.fixture(scope="module")
def shared(tamarside_built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project of this module's own; each test leaves out/ as it found it."""
    return copied(tamarside_built_once, tmp_path_factory.mktemp("edited") / "tamarside")


@pytest.fixture
def built(shared: Path) -> Iterator[Path]:
    """The built project; what a test does in out/ is undone after it."""
    out = shared / "out"
    kept = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    yield shared
    for path in [path for path in out.rglob("*") if path.is_file() and path not in kept]:
        path.unlink()
    for path, data in kept.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def word(folder: Path, name: str, edit: Edit) -> None:
    path = folder / "out" / name
    made = Word(path)
    edit(made)
    made.save(path)


def page(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "out" / name
    text = path.read_text("utf-8")
    place = text.index(old, text.index("<main"))
    path.write_text(text[:place] + new + text[place + len(old) :], "utf-8")


def replaced(old: str, new: str) -> Edit:
    return lambda made: made.replace(made.saying(old), old, new)


def checked(folder: Path) -> Report:
    return check_project(look(folder))


def of(report: Report, code: str) -> list[Finding]:
    return [one for one in report.findings if one.code == code]


def said(report: Report) -> list[str]:
    return [f"{one.code} {one.message}" for one in report.findings]


def sole(report: Report, code: str) -> Finding:
    found = of(report, code)
    assert len(found) == 1, said(report)
    return found[0]


SEAT = "A seat may not stay empty for longer than"


def test_files_as_they_were_built_give_no_finding(built: Path) -> None:
    report = checked(built)
    assert report.findings == []
    assert report.notes == []


def test_a_figure_that_somebody_changed_in_a_table_is_an_error_with_both_sides(built: Path) -> None:
    word(built, f"{EVALUATION}.docx", lambda made: made.replace(made.row(made.saying("What the place gains")), "10%", "15%"))
    one = sole(checked(built), "RA920")
    assert one.message == "The Evaluation Model says '15%' where the project says '10%'."
    assert one.severity == "error"
    assert (one.left.value, one.right.value if one.right else "") == ("15%", "10%")
    assert one.right is not None
    assert one.right.where.startswith("evaluation.criteria[")
    assert one.left.spot is not None
    assert one.left.spot.file == f"{EVALUATION}.docx"
    assert one.left.spot.index > 0
    assert of(checked(built), "RA923") == []


def test_a_figure_that_somebody_changed_in_a_page_is_an_error(built: Path) -> None:
    page(built, f"{EVALUATION}.html", 'What the place gains</td><td class="r">10%', 'What the place gains</td><td class="r">15%')
    assert sole(checked(built), "RA920").message == "The Evaluation Model says '15%' where the project says '10%'."


def test_a_day_on_the_first_page_and_a_value_in_words_are_errors(built: Path) -> None:
    word(built, "bidders/D07-invitation-to-tender.docx", replaced("27 May 2027. Tenders", "26 May 2027. Tenders"))
    word(built, AGREEMENT, replaced("This Agreement lasts for five years", "This Agreement lasts for eight years"))
    messages = [one.message for one in of(checked(built), "RA920")]
    assert "The Invitation says '26 May 2027' where the project says '27 May 2027'." in messages
    assert any("'eight years' where the project says 'five years'" in one for one in messages)


def test_a_figure_that_grew_by_a_word_or_a_digit_is_an_error(built: Path) -> None:
    word(built, AGREEMENT, replaced("its allocation within five Working Days", "its allocation within thirty-five Working Days"))
    assert "'thirty-five Working Days' where the project says 'five Working Days'" in sole(checked(built), "RA920").message
    assert of(checked(built), "RA923") == []


def test_an_edit_of_a_fact_is_told_once_and_the_same_mistake_elsewhere_is_told_beside_it(built: Path) -> None:
    word(built, AGREEMENT, replaced("This Agreement lasts for five years", "This Agreement lasts for eight years"))
    report = checked(built)
    where = sole(report, "RA920").left.where
    assert of(report, "RA304") == [], said(report)
    more = "helps the reader. This Agreement lasts for eight years. It does not"
    word(built, AGREEMENT, replaced("helps the reader and does not", more))
    beside = sole(checked(built), "RA304")
    assert beside.left.where != where


def test_comparing_files_is_loaded_only_where_a_file_was_edited() -> None:
    code = "import hls_procure.work.checking, sys; print(*[m for m in sys.modules if m.startswith('hls_procure.reconcile')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_a_fact_that_differs_cannot_be_set_aside(built: Path) -> None:
    from hls_procure.library.checks import load_checks
    from hls_procure.library.finder import Finder

    assert not load_checks(Finder())["RA920"].suppressible


def test_the_same_figure_in_other_signs_is_no_difference(built: Path) -> None:
    word(built, f"{EVALUATION}.docx", lambda made: made.replace(made.row(made.saying("What the place gains")), "10%", "10 %"))
    assert of(checked(built), "RA920") == []


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (
            replaced(f"{SEAT} twenty", "Nobody may sit for longer than twenty"),
            "has other words than the project would print: clause",
        ),
        (lambda made: made.delete(made.saying(SEAT)), "no longer has words that the project would print: clause"),
        (
            lambda made: made.add_after(made.saying(SEAT), "The Authority may fill it itself."),
            "has words that the project would not print: after clause",
        ),
        (lambda made: made.move(made.saying(SEAT), made.saying("The chair has no second vote")), "in another place"),
    ],
)
def test_prose_that_was_reworded_deleted_added_or_moved_is_one_warning(built: Path, edit: Edit, says: str) -> None:
    word(built, AGREEMENT, edit)
    report = checked(built)
    one = sole(report, "RA923")
    assert says in one.message
    assert one.severity == "warning"
    assert of(report, "RA920") == []


def test_another_kind_of_quotation_mark_is_no_edit(built: Path) -> None:
    word(built, AGREEMENT, replaced("If a Member's seat", "If a Member’s seat"))
    assert of(checked(built), "RA923") == []


def test_words_that_are_still_tracked_are_told_of_once(built: Path) -> None:
    word(built, AGREEMENT, lambda made: made.track_insert(made.saying(SEAT), "A seat", " of a Member"))
    report = checked(built)
    assert of(report, "RA923") == []
    assert sole(report, "RA911").left.value == "of a Member"


def test_a_header_that_reads_otherwise_is_one_warning_and_other_checks_read_it(built: Path) -> None:
    path = built / "out" / f"{EVALUATION}.docx"
    made = Word(path)
    name = next(part for part, data in made.parts.items() if "header" in part and b": evaluation model" in data)
    made.parts[name] = made.parts[name].replace(
        b": evaluation model", b": evaluation model. Tenders are due on 30 September 2027"
    )
    made.save(path)
    report = checked(built)
    assert sole(report, "RA923").left.where == "the header"
    assert sole(report, "RA401").left.where == "the header"


def test_the_other_checks_read_what_the_file_says(built: Path) -> None:
    word(built, AGREEMENT, lambda made: made.add_after(made.saying(SEAT), "It is filled as clause 99.1 says, by [insert date]."))
    codes = {one.code for one in checked(built).findings}
    assert {"RA901", "RA902", "RA923"} <= codes


def test_what_a_named_person_accepts_is_no_finding_until_the_words_change_again(built: Path, shared: Path) -> None:
    project = (shared / "project.yaml").read_bytes()
    word(built, AGREEMENT, replaced(f"{SEAT} twenty", "No seat is empty for longer than twenty"))
    id = sole(checked(built), "RA923").hint.partition("settle DIR ")[2].partition(" --by")[0]
    assert id.startswith("D12:words:AL-")
    day = open_project(built).project.as_of_date
    assert day is not None
    settle(open_project(built, now=ticking()), id, by="head of legal services", on=day, why="plainer")
    assert of(checked(built), "RA923") == []
    word(built, AGREEMENT, replaced("No seat is empty", "No seat stays empty"))
    assert "The head of legal services accepted an edit here on 1 March 2027" in sole(checked(built), "RA923").message
    settle(open_project(built, now=ticking()), id, by="head of legal services", on=day, undo=True)
    (shared / "project.yaml").write_bytes(project)


def test_a_fact_cannot_be_accepted_for_one_file(built: Path) -> None:
    word(built, AGREEMENT, replaced("This Agreement lasts for five years", "This Agreement lasts for eight years"))
    opened = open_project(built)
    day = opened.project.as_of_date
    assert day is not None
    with pytest.raises(InputError, match="cannot be accepted for one file"):
        settle(opened, "D12:fact:alliance.term.initial", by="head of legal services", on=day)
    with pytest.raises(InputError, match="is no edit of a file"):
        settle(opened, "D12:words:AL-99.nothing", by="head of legal services", on=day)


def test_a_file_that_cannot_be_read_is_said_and_its_document_is_checked_as_it_would_be_built(built: Path) -> None:
    (built / "out" / AGREEMENT).write_bytes(b"PK\x03\x04 this is no Word file any more")
    report = checked(built)
    one = sole(report, "RA003")
    assert one.severity == "error"
    assert one.left.document == AGREEMENT
    assert [f for f in report.findings if f.code != "RA003"] == []


def test_another_document_in_the_place_of_a_file_is_one_error(built: Path) -> None:
    shutil.copyfile(built / "out" / "bidders" / "D07-invitation-to-tender.docx", built / "out" / AGREEMENT)
    report = checked(built)
    assert "holds little of what D12 says" in sole(report, "RA003").message
    assert [one.code for one in report.findings if one.severity == "error"] == ["RA003"]


def test_an_edit_of_the_copy_for_signature_is_found(tamarside_award_once: Path, tmp_path: Path) -> None:
    folder = copied(tamarside_award_once, tmp_path / "tamarside")
    opened = open_project(folder, now=ticking())
    build(opened, only=["D12"], formats=["docx"], purpose="signature")
    before = checked(folder)
    word(
        folder,
        "privileged/D12-alliance-agreement-for-signature.docx",
        replaced("Agreement lasts for five", "Agreement lasts for two"),
    )
    word(
        folder, "privileged/D12-alliance-agreement-for-signature.docx", replaced(f"{SEAT} twenty", "No seat is empty for twenty")
    )
    report = checked(folder)
    assert len(of(report, "RA920")) == len(of(before, "RA920")) + 1
    assert "settle DIR D12-for-signature:words:AL-" in sole(report, "RA923").hint


def test_an_edited_file_beside_a_newer_one_is_not_read_and_that_is_said(tamarside_built: Path) -> None:
    word(tamarside_built, AGREEMENT, replaced(f"{SEAT} twenty", "No seat is empty for longer than twenty"))
    opened = open_project(tamarside_built, now=ticking())
    report = build(opened, only=["D12"], formats=["docx"])
    assert report.edited == [AGREEMENT]
    found = checked(tamarside_built)
    one = sole(found, "RA003")
    assert one.severity == "warning"
    assert "two versions of D12" in one.message
    assert "D12-alliance-agreement--2.docx was built beside it" in one.message
    assert of(found, "RA923") == []


def test_a_copy_under_another_name_is_said(built: Path) -> None:
    shutil.copyfile(built / "out" / AGREEMENT, built / "out" / "bidders" / "Agreement final (2).docx")
    one = sole(checked(built), "RA003")
    assert one.message.startswith("bidders/Agreement final (2).docx was not built here")


def test_a_project_that_has_changed_since_is_said_once_and_read_as_it_would_be_built(tamarside_built: Path) -> None:
    path = tamarside_built / "project.yaml"
    path.write_text(path.read_text("utf-8").replace('name: "What the place gains"', 'name: "What the town gains"'), "utf-8")
    report = checked(tamarside_built)
    assert len(report.notes) == 1
    assert "D10-evaluation-model.docx" in report.notes[0]
    assert report.notes[0].endswith("Build again before anything is sent.")
    assert of(report, "RA920") == []
    assert report.notes[0].split()[0] in run("check", tamarside_built).output


def test_build_says_which_files_were_edited(built: Path) -> None:
    word(built, AGREEMENT, replaced(f"{SEAT} twenty", "No seat is empty for longer than twenty"))
    made = run("build", built, "--only", "D35", "--to", "docx")
    assert made.exit_code == 0, made.output
    assert f"Edited since it was built: {AGREEMENT}" in made.output
    assert json.loads(run("build", built, "--only", "D35", "--to", "docx", "--json").stdout)["edited"] == [AGREEMENT]


def test_build_is_silent_where_nothing_was_edited(built: Path) -> None:
    assert "Edited since" not in run("build", built, "--only", "D35", "--to", "docx").output
