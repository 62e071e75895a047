"""A grant from questions to a letter: the sample, what its walk builds, and every choice that a letter can make."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, product
from pathlib import Path
from typing import Any

import pytest

from hls_procure.assembly.blocks import Document, Heading, Para, block_texts, plain_text
from hls_procure.documents.pack import Pack
from hls_procure.model.root import Project
from hls_procure.model.values import Money, Percent
from hls_procure.readacross.report import read_across
from hls_procure.work.building import assemble
from hls_procure.work.checking import pack_of
from hls_procure.work.opening import Looked, look, open_project
from tests.helpers import copied, run, ticking

#: What every grant has; one that is asked for in a survey what it thinks of its funder has that, too.
FIVE = ["D29a", "D29b", "D29k", "D29l", "D29m"]
SIX = ["D29a", "D29b", "D29h", "D29k", "D29l", "D29m"]
#: What a letter may choose by a field of its own.
CHOICES: dict[str, tuple[str, ...]] = {
    "basis": ("core", "designated", "inquiry", "flexible", "participatory"),
    "reporting": ("conversation", "own", "shared", "none"),
    "uplift": ("none", "percent", "built-in"),
    "feedback": ("anonymous", "third", "conversation"),
    "accept": ("letter", "email"),
}


@pytest.fixture(scope="module")
def sample(sample_once: Callable[[str], Path]) -> Looked:
    return look(sample_once("youthvoice"))


@pytest.fixture(scope="module")
def pack(sample: Looked) -> Pack:
    return assemble(sample)


def said(document: Document) -> str:
    face = [plain_text(paragraph.spans) for paragraph in document.front.face]
    return " ".join(" ".join((document.front.title, *face, *block_texts(document.blocks))).split())


def changed(opened: Looked, **changes: Any) -> Looked:
    """The same folder as if other answers stood in it."""
    other = Looked(opened.folder, opened.workspace)
    project: Project = opened.project
    for path, value in changes.items():
        names = path.split("__")
        made = value
        for depth in range(len(names) - 1, -1, -1):
            parent: Any = project
            for name in names[:depth]:
                parent = getattr(parent, name)
            made = replace(parent, **{names[depth]: made})
        project = made

    class Folder:
        def __init__(self) -> None:
            self.project = project

        def __getattr__(self, name: str) -> Any:
            return getattr(opened.folder, name)

    other.folder = Folder()  # type: ignore[assignment]
    return other


def letter_of(opened: Looked) -> Document:
    return assemble(opened, only=["D29a"]).documents["D29a"]


def test_it_builds_its_own_six_documents_and_nothing_is_open(pack: Pack) -> None:
    assert list(pack.documents) == SIX
    assert pack.refused == []
    assert pack.findings == []
    assert pack.blanks == []
    assert {id: document.audience for id, document in pack.documents.items()} == {
        "D29a": "recipient", "D29b": "public", "D29h": "recipient", "D29k": "recipient", "D29l": "privileged", "D29m": "public",
    }  # fmt: skip


def test_a_check_of_it_finds_nothing(sample: Looked) -> None:
    result = run("check", sample.folder.path)
    assert result.exit_code == 0, result.output
    assert "0 errors, 0 warnings, 0 notes" in result.stdout
    assert "Read: project.yaml, D29a, D29b, D29h, D29k, D29l, D29m" in result.stdout


def test_the_letter_says_yes_first_and_the_figures_reconcile(pack: Pack) -> None:
    words = said(pack.documents["D29a"])
    assert "Dear all at Quayside, We have good news: on 19 November 2026 our trustees decided" in words
    assert "£212,365 in all, for five years from 15 January 2027" in words
    for payment in ("£40,000", "£41,200", "£42,436", "£43,709", "£45,020"):
        assert words.count(payment) == 1
    record = said(pack.documents["D29l"])
    assert "about 6 hours a year" in record
    assert "£28 an hour that is £840 over the whole time, or 0.4% of the grant. Our limit is 2%." in record


def test_the_record_and_the_letter_give_one_reason_in_the_same_words(sample: Looked, pack: Pack) -> None:
    why = sample.project.grant.why_you
    assert why
    assert said(pack.documents["D29a"]).count(why) == said(pack.documents["D29l"]).count(why) == 1


def test_what_is_public_names_nobody_who_receives_and_no_sum(sample: Looked, pack: Pack) -> None:
    for id in ("D29b", "D29m"):
        words = said(pack.documents[id])
        assert "Quayside" not in words
        assert "£212,365" not in words
        assert pack.documents[id].front.reference in ("Commitments Page", "Conversation Guide")
    promises = [one.promise for one in sample.project.funder.commitments or ()]
    assert len(promises) == 8
    for promise in promises:
        assert promise
        assert promise in said(pack.documents["D29a"])
        assert promise in said(pack.documents["D29b"])


def test_a_letter_has_no_numbers_no_titles_of_clauses_and_a_bookmark_for_each_paragraph(sample: Looked, pack: Pack) -> None:
    letter = pack.documents["D29a"]
    headings = [block for block in letter.blocks if isinstance(block, Heading)]
    assert [plain_text(block.spans) for block in headings][:2] == ["How much, and when", "It is yours to use"]
    assert not [block.id for block in headings if block.id in sample.workspace.words.clauses]
    assert all(block.number == "" for block in letter.blocks if isinstance(block, (Heading, Para)))
    items = [block for block in letter.blocks if isinstance(block, Para) and block.role == "item"]
    assert len(items) > 10
    assert letter.numbers == {}


def test_nobody_is_asked_for_bank_details(sample: Looked) -> None:
    bank = re.compile(r"sort code|account number|bank account|IBAN", re.IGNORECASE)
    for question in sample.playbook.asked():
        assert not bank.search(f"{question.ask} {question.hint} {' '.join(question.labels.values())}"), question.id
    assert not [field.path for field in sample.workspace.schema if re.search(r"bank|iban|sort_?code", field.path)]


# Whose documents are whose


def test_a_project_that_buys_builds_no_letter_and_says_why_when_asked(tamarside_once: Path) -> None:
    opened = look(tamarside_once)
    assert not [id for id in assemble(opened).documents if id.startswith("D29")]
    asked = assemble(opened, only=["D29a"])
    assert asked.documents == {}
    assert "start a project of its own for it, with the playbook funder-led" in " ".join(asked.refused[0].why.split())


def test_a_grant_builds_no_agreement_and_says_why_when_asked(sample: Looked) -> None:
    asked = assemble(sample, only=["D12", "d29A"])
    assert list(asked.documents) == ["D29a"]
    assert [problem.where for problem in asked.refused] == ["D12"]
    assert "funder-led, which has documents of its own: D29a, D29b, D29c, D29d, " in asked.refused[0].why


@pytest.mark.parametrize("command", [("route", "--diff"), ("thread",), ("export", "--to", "ocds")])
def test_what_is_for_buying_says_that_nothing_is_bought_here(sample: Looked, command: tuple[str, ...]) -> None:
    result = run(command[0], sample.folder.path, *command[1:])
    assert result.exit_code == 2
    assert "is for what is bought" in result.stderr
    assert "funder-led" in result.stderr


def test_status_speaks_of_the_grant_alone(sample: Looked) -> None:
    page = run("status", sample.folder.path).stdout
    assert page.count("done") == 6
    assert "Who is missing" not in page
    assert "points for a lawyer" not in page


def test_the_demo_says_how_to_start_a_grant_of_ones_own(tmp_path: Path) -> None:
    page = run("demo", tmp_path / "there", "--sample", "youthvoice").stdout
    assert "hls-procure new my-place --playbook funder-led && hls-procure walk my-place" in page
    assert "--stage money" in page
    assert (tmp_path / "there/out/recipient/D29a-grant-letter.docx").is_file()


# Every choice


def one_at_a_time() -> Iterator[dict[str, str]]:
    for name, values in CHOICES.items():
        for value in values:
            yield {name: value}


def chosen(sample: Looked, choice: dict[str, str]) -> Looked:
    paths = {
        "basis": "grant__basis", "reporting": "grant__reporting__form", "uplift": "grant__uplift__kind",
        "feedback": "grant__feedback__kind", "accept": "grant__accept",
    }  # fmt: skip
    more = {"grant__uplift__percent": Percent.parse("3")} if choice.get("uplift") == "percent" else {}
    return changed(sample, **{paths[name]: value for name, value in choice.items()}, **more)


@pytest.mark.parametrize("choice", list(one_at_a_time()), ids=lambda choice: "-".join(chain(*choice.items())))
def test_every_choice_makes_a_whole_letter_of_its_own(sample: Looked, pack: Pack, choice: dict[str, str]) -> None:
    other = chosen(sample, choice)
    made = letter_of(other)
    assert made.blanks == ()
    assert [finding.message for finding in read_across(pack_of(other)).findings] == []
    usual = {
        "basis": sample.project.grant.basis, "reporting": sample.project.grant.reporting.form,
        "uplift": sample.project.grant.uplift.kind, "feedback": sample.project.grant.feedback.kind,
        "accept": sample.project.grant.accept,
    }  # fmt: skip
    ((name, value),) = choice.items()
    assert (said(made) == said(pack.documents["D29a"])) is (usual[name] == value)


LIMITED = {
    "recipient__is_charity": False, "recipient__form": "cic", "grant__limit__text": "Work with young people on the coast.",
    "grant__limit__why": "We may give for nothing else.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "limited"),
    [
        ({}, False),
        ({"recipient__is_charity": False}, True),
        ({"recipient__fit": "wider"}, True),
        ({"recipient__fit": "unsure"}, True),
        ({"recipient__is_charity": False, "funder__kind": "council"}, False),
        ({"recipient__fit": "wider", "funder__kind": "other"}, False),
    ],
)
def test_a_charitys_money_is_limited_exactly_where_the_recipient_reaches_further(
    sample: Looked, changes: dict[str, Any], limited: bool
) -> None:
    made = letter_of(changed(sample, **{**LIMITED, "recipient__is_charity": True, **changes}))
    pages = [plain_text(block.spans) for block in made.blocks if isinstance(block, Heading) and block.id in made.breaks]
    assert [page.startswith("Attached page: ") for page in pages if "limit" in page.lower()] == [True] * limited
    assert ("Work with young people on the coast." in said(made)) is limited


def test_public_money_adds_a_page_and_names_no_route_that_was_not_chosen(sample: Looked) -> None:
    council = {
        "funder__kind": "council", "grant__public_money": True, "grant__subsidy__route": "mfa",
        "grant__subsidy__assistance": Money.parse("18500"), "grant__subsidy__confirmed_on": sample.project.grant.decision.on,
        "recipient__enterprise__answer": True, "recipient__enterprise__why": "They run a café.",
    }  # fmt: skip
    words = said(letter_of(changed(sample, **council)))
    assert "Attached page: Public money" in words
    assert "£18,500" in words
    assert "public economic interest under" not in words
    assert "Attached page" not in said(letter_of(sample))


@pytest.mark.slow
def test_every_combination_of_choices_builds_without_a_gap(sample: Looked) -> None:
    seen = set()
    for values in product(*CHOICES.values()):
        made = letter_of(chosen(sample, dict(zip(CHOICES, values, strict=True))))
        assert made.blanks == (), values
        seen.add(said(made))
    assert len(seen) == 5 * 4 * 3 * 3 * 2


# Walked, and as pages


def test_it_is_walked_through_the_front_door(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    assert run("new", folder, "--playbook", "funder-led").stdout.startswith(f"{folder} is ready: A funder gives on trust.")
    typed = ["The Ferry Fund", "the Fund", "charity", "charity number 0000003", "1 Ferry Lane, Senlow", "England", "save"]
    result = run("walk", folder, input="".join(f"{line}\n" for line in typed))
    assert result.exit_code == 0, result.output
    assert "Who are you, as a funder?" in result.stdout
    project = open_project(folder).project
    assert (project.project.jurisdiction, project.funder.name, project.funder.kind) == ("ENG", "The Ferry Fund", "charity")
    assert "Say who you are" in run("status", folder).stdout


def test_a_letter_with_nothing_answered_is_a_draft_that_says_what_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    run("new", folder, "--playbook", "funder-led")
    made = assemble(look(folder))
    assert list(made.documents) == FIVE
    missing = {blank.words for _, blank in made.blanks}
    assert any("(GR-10)" in words for words in missing)
    assert all(re.search(r"\((?:GR|LW|RR)-\d+\)", blank.words) for _, blank in made.blanks if blank.kind == "unanswered")


@pytest.fixture(scope="module")
def built(sample_once: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    from hls_procure.work.building import build

    folder = copied(sample_once("youthvoice"), tmp_path_factory.mktemp("grant") / "youthvoice")
    build(open_project(folder, now=ticking()))
    return folder / "out"


def test_word_and_html_have_real_lists_and_the_same_words(built: Path, pack: Pack) -> None:
    page = (built / "recipient/D29a-grant-letter.html").read_text("utf-8")
    items = sum(1 for block in pack.documents["D29a"].blocks if isinstance(block, Para) and block.role == "item")
    assert page.count("<li") == items > 10
    assert "<nav" not in page
    with zipfile.ZipFile(built / "recipient/D29a-grant-letter.docx") as file:
        document = file.read("word/document.xml").decode()
        assert document.count('w:val="HLSBullet"') == items
        assert 'w:pStyle w:val="HLSBullet"' in file.read("word/numbering.xml").decode()
    marks = re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', document)
    assert set(pack.documents["D29a"].bookmarks.values()) <= set(marks)
    assert len(pack.documents["D29a"].bookmarks) > 40
    assert len(marks) == len({mark.lower() for mark in marks})


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice or poppler is not installed: pages not counted"
)
def test_the_letter_has_two_pages_and_the_others_one(built: Path, tmp_path: Path) -> None:
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--convert-to", "pdf"]
    files = sorted(built.rglob("*.docx"))
    subprocess.run([*office, "--outdir", str(tmp_path), *map(str, files)], capture_output=True, timeout=180, check=True)
    pages = {}
    for file in files:
        told = subprocess.run(["pdfinfo", tmp_path / f"{file.stem}.pdf"], capture_output=True, text=True, check=True).stdout
        pages[file.name.partition("-")[0]] = int(re.findall(r"Pages:\s+(\d+)", told)[0])
    # the record is one page, and the page on the law lies behind it
    assert pages == {"D29a": 2, "D29b": 1, "D29h": 1, "D29k": 1, "D29l": 2, "D29m": 1}
    behind = ["pdftotext", "-f", "2", "-l", "2", tmp_path / "D29l-grant-decision.pdf", "-"]
    second = subprocess.run(behind, capture_output=True, text=True, check=True).stdout
    assert "Attached page: What the law says of this grant" in second
    assert "What comes next" not in second
