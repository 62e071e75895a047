"""grant start: a folder with one workbook, which opens anywhere and holds no formula."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hls_procure.errors import FileProblem, InputError
from hls_procure.grants.book import workbook
from hls_procure.grants.columns import FUNDER, GRANTS, choices_of
from hls_procure.grants.row import Row
from hls_procure.library.checks import load_checks, load_language
from hls_procure.model.facts import FactView
from hls_procure.readacross.pack import Pack
from hls_procure.readacross.report import read_across
from hls_procure.work.grants.maker import LetterMaker
from hls_procure.work.grants.places import open_in, refuse_if_open
from hls_procure.work.grants.starting import start_folder
from hls_procure.work.lines import doc_of
from hls_procure.work.opening import open_project
from hls_procure.work.workspace import Workspace
from tests.grants.workbooks import GRANT, filled, read, started
from tests.helpers import run

SCHEMA = Workspace(None).schema
DAY = date(2026, 11, 28)


def test_the_command_makes_a_folder_and_says_what_is_next(tmp_path: Path) -> None:
    result = run("grant", "start", tmp_path / "fund")
    assert result.exit_code == 0, result.output
    assert f"hls-procure grant check {tmp_path / 'fund'}" in result.stdout
    assert {file.name for file in (tmp_path / "fund").iterdir()} >= {"project.yaml", "journal.jsonl", "grants.xlsx"}
    assert "bank" not in result.stdout.lower()
    again = run("grant", "start", tmp_path / "fund")
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


@pytest.mark.slow
def test_the_folder_itself_has_its_page_of_promises(tmp_path: Path) -> None:
    started(tmp_path / "fund")
    assert run("status", tmp_path / "fund").exit_code == 0
    built = run("build", tmp_path / "fund")
    assert built.exit_code == 0
    assert "D29b-our-commitments.docx" in built.stdout


def test_a_folder_without_a_workbook_gets_one_from_what_is_answered(tmp_path: Path) -> None:
    path = started(tmp_path / "f")
    with open_project(path).folder as folder:
        folder.set("funder.objects", "=cmd|'/C calc'!A0")
        folder.set("funder.name", "The Fund")
        folder.set("funder.kind", "council")
        folder.put_row("grant.free", "rest", {"text": "rest"})
        folder.put_row("funder.commitments", "listen", {"promise": "We listen", "keeper": "chair", "by": "always"})
    (path / "grants.xlsx").unlink()
    start_folder(path)
    sheet = load_workbook(path / "grants.xlsx")["Funder"]
    said = {row[0].value: row[1] for row in sheet.iter_rows(min_row=2) if row[0].value}
    assert (said["Full name"].value, said["Kind of body"].value) == ("The Fund", "a council")
    objects = said["What you are there for"]
    assert (objects.value, objects.data_type, objects.quotePrefix) == ("=cmd|'/C calc'!A0", "s", True)
    batch = read(path)
    assert (batch.problems, batch.notes) == ([], [])
    assert [one.text for one in batch.base.grant.free or ()] == ["rest"]
    assert [one.promise for one in batch.base.funder.commitments or ()] == ["We listen"]


def test_what_is_no_folder_of_a_funder_is_left_alone(tmp_path: Path) -> None:
    run("new", tmp_path / "p", "--playbook", "funder-led")
    with pytest.raises(InputError, match="holds a project of the walk funder-led"):
        start_folder(tmp_path / "p")
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="is not empty"):
        start_folder(tmp_path / "q")
    with pytest.raises(FileProblem, match="is a file"):
        start_folder(tmp_path / "q" / "mine.txt")


def test_a_workbook_that_is_open_is_read_and_never_written(tmp_path: Path) -> None:
    path = filled(tmp_path / "f")
    assert open_in(path) == ""
    (path / "~$grants.xlsx").write_bytes(b"\x05somebody")
    assert open_in(path) == open_in(path / "grants.xlsx") == "Excel"
    (path / "grants.ods").write_bytes(b"")
    batch = read(path)
    assert (batch.count, [note.what for note in batch.notes]) == (1, ["is open in Excel", "lies beside the workbook"])
    with pytest.raises(FileProblem, match="is open in Excel"):
        refuse_if_open(path)
    (path / "grants.xlsx").unlink()
    with pytest.raises(FileProblem, match="is open in Excel"):
        start_folder(path)
    assert not (path / "grants.xlsx").exists()


def test_the_same_inputs_give_the_same_bytes_without_a_formula_or_a_question_for_a_bank() -> None:
    made = workbook(SCHEMA, DAY)
    assert made == workbook(SCHEMA, DAY)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        every = b"".join(file.read(name) for name in file.namelist() if name.endswith(".xml"))
    assert b"<f>" not in every
    assert b"sort code" not in every.lower()
    assert b"bank" not in every.lower()


def test_the_sheets_have_hints_lists_frozen_heads_and_an_example() -> None:
    book = load_workbook(io.BytesIO(workbook(SCHEMA, DAY)))
    assert book.sheetnames == ["Funder", "Recipients", "Grants", "Payments", "Promises", "Lists"]
    assert book["Lists"].sheet_state == "hidden"
    sheet = book["Grants"]
    assert (sheet.freeze_panes, sheet["A1"].value, sheet["A3"].value) == ("C2", "Grant", "Example")
    heads = {cell.value: cell for cell in sheet[1]}
    assert sheet.cell(2, heads["Basis"].column).value == GRANTS.column("grant.basis").hint
    assert sheet.cell(3, heads["First day"].column).number_format == "d mmmm yyyy"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    rule = rules[f"{heads['Basis'].column_letter}3:{heads['Basis'].column_letter}12000"]
    area = rule.formula1.replace("$", "").removeprefix("Lists!")
    offered = [row[0].value for row in book["Lists"][area]]
    assert offered == list(choices_of(GRANTS.column("grant.basis"), SCHEMA).values())
    labels = [row[0].value for row in book["Funder"].iter_rows(min_row=2) if row[0].value]
    assert labels == [column.head for column in FUNDER.columns]


def test_a_letter_of_our_own_words_holds_nothing_that_the_checks_find(tmp_path: Path) -> None:
    path = filled(tmp_path / "f")
    workspace, batch = Workspace(path), read(path)
    row: Row = next(batch.rows())
    maker = LetterMaker(workspace, batch.base)
    made = maker.made(row)
    assert [blank for blank in made.blanks if blank.kind != "law"] == []
    from hls_procure.grants.row import project_of

    project, _ = project_of(batch.base, row, workspace.schema)
    document = maker.document(row)
    pack = Pack(
        load_checks(workspace.finder, workspace.cache),
        FactView(project, workspace.schema),
        documents=[doc_of(document, workspace.words.documents["D29a"])],
        lexicons=load_language(workspace.finder, workspace.cache),
        book=workspace.book,
    )
    assert [(one.code, one.message) for one in read_across(pack).findings if one.code.startswith("RA7")] == []


@pytest.mark.slow
def test_a_thousand_rows_are_read_in_seconds_and_ten_thousand_take_no_more_memory(tmp_path: Path) -> None:
    import resource
    import time

    def batch(count: int) -> Path:
        rows = [{**GRANT, "Grant": f"G-{at:05d}", "Title": f"Grant {at}"} for at in range(count)]
        return filled(tmp_path / f"f{count}", rows)

    thousand, ten = batch(1_000), batch(10_000)
    start = time.process_time()
    assert read(thousand).count == 1_000
    assert time.process_time() - start < 5
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = read(ten)
    assert (made.count, sum(1 for _ in made.rows())) == (10_000, 10_000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000, "kilobytes"


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_libreoffice_opens_it_and_what_it_saves_is_read_back(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: the workbook was not opened in it")
    path = filled(tmp_path / "f")
    ran = subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--convert-to", "ods", "--outdir",
         str(tmp_path), str(path / "grants.xlsx")],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    if not (tmp_path / "grants.ods").exists():
        pytest.skip(f"LibreOffice has no spreadsheets here: {ran.stderr.strip()[-80:]}")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--convert-to", "xlsx", "--outdir",
         str(path), str(tmp_path / "grants.ods")],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    batch = read(path)
    assert (batch.problems, [row.id for row in batch.rows()]) == ([], ["G-0001"])
