"""Grant papers in a second language: all of it there and in step, or nothing is built and everything that lacks is named.

The words of the language are invented marks (``[GL-01.greeting]``) and never sentences.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.assembly.blocks import block_texts, plain_text
from hls_procure.errors import InputError
from hls_procure.library.languages import load_language, write_entries
from hls_procure.library.yamlfile import parse
from hls_procure.model.tongue import Entry, Tongue, digest
from hls_procure.work.building import assemble, build
from hls_procure.work.languages import Given, Line, documents_in, take_back, work_list
from hls_procure.work.opening import look, open_project
from hls_procure.work.worklist import read_work_list, write_work_list
from tests.helpers import copied, run, ticking

MARK = re.compile(r"<[a-z]+:[^>]*>|\{[a-z]+\}")


def invented(line: Line) -> str:
    """Marked words with the same facts and places as the English ones, and nothing else of them."""
    marks = [re.sub(r"\A<n:([^|]*)\|.*", r"<n:\1|[one]|[many]>", mark) for mark in MARK.findall(line.english)]
    id = line.id.replace("[", "(").replace("]", ")")
    return " ".join([f"[{id}]", *marks])


def filled(path: Path, only: tuple[str, ...] = ("D29a",), *, names: bool = False, **other: str) -> None:
    """Give every text that lacks words some, those of names apart. :param other: words of some ids, empty for none."""
    opened = look(path)
    lines = [line for line in work_list(opened, "cy", only) if line.state not in ("done", *(() if names else ("optional",)))]
    said = {line.id: other.get(line.id, invented(line)) for line in lines}
    take_back(
        opened, "cy", [Given(line.id, Entry(said[line.id], line.hash, "", line.english)) for line in lines if said[line.id]]
    )


@pytest.fixture
def grant(sample_once: Callable[[str], Path], tmp_path: Path) -> Path:
    return copied(sample_once("youthvoice"), tmp_path / "grant")


@pytest.fixture(scope="module")
def filled_once(sample_once: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with invented words for every paper of it."""
    path = copied(sample_once("youthvoice"), tmp_path_factory.mktemp("language") / "grant")
    filled(path, ())
    return path


@pytest.fixture
def whole(filled_once: Path, tmp_path: Path) -> Path:
    return copied(filled_once, tmp_path / "grant")


def letter(path: Path) -> list[str]:
    """What the letter prints in the second language."""
    opened = look(path)
    document = documents_in(opened, "cy", assemble(opened, only=["D29a"]))["D29a"]
    return [document.front.title, document.front.date, *block_texts(document.blocks)]


def refused(path: Path) -> dict[str, str]:
    """What stands in the way, by its place."""
    opened = look(path)
    with pytest.raises(InputError) as caught:
        documents_in(opened, "cy", assemble(opened, only=["D29a"]))
    told: dict[str, str] = {}
    for problem in caught.value.problems:
        told[problem.where] = f"{told.get(problem.where, '')} {problem.what} {problem.why}".strip()
    return told


def edit(path: Path, name: str, old: str, new: str) -> None:
    file = path / "languages" / "cy" / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1, text
    file.write_text(text.replace(old, new), encoding="utf-8")


# The list


def test_the_list_has_every_text_of_the_letter_once_with_its_id_and_hash(grant: Path) -> None:
    lines = {line.id: line for line in work_list(look(grant), "cy", ["D29a"])}
    assert len(lines) == len(work_list(look(grant), "cy", ["D29a"])) > 100
    assert lines["GL-01.greeting"].english == "Dear all at <fact:recipient.short_name>,"
    assert lines["GL-05.days#each"].english == "<fact:p.amount> on <fact:p.on>"
    assert lines["D29a#heading2"].english == "How much, and when"
    assert lines["said.five-years"].english == "five years"
    assert lines["said.january"].english == "January"
    assert lines["fact.grant.tell[leader].event"].english == "your director leaves"
    assert lines["texts.face-draft-letter"].english.startswith("Draft: ")
    assert lines["layout.page"].english == "Page"
    assert "GL-08.promises#each" not in lines, "marks and stops alone are nothing to translate"
    assert "GL-24.terms#title" not in lines, "an attached page that this letter does not have"
    assert all(line.hash == digest(line.english) for line in lines.values())
    names = {line.id for line in lines.values() if line.state == "optional"}
    assert names >= {"fact.recipient.name", "fact.funder.address", "fact.funder.contact.email"}
    assert {line.state for line in lines.values()} == {"missing", "optional", "later"}


def test_the_list_names_what_the_english_document_prints_and_nothing_else(grant: Path) -> None:
    lines = work_list(look(grant), "cy", ["D29a"])
    english = assemble(look(grant), only=["D29a"]).documents["D29a"]
    front = english.front
    around = (
        front.title,
        front.subtitle,
        front.authority,
        front.reference,
        english.short,
        *(plain_text(para.spans) for para in front.face),
    )
    printed = " ".join([*block_texts(english.blocks), *around])
    for line in lines:
        if line.state in ("missing", "optional") and not line.id.startswith(("layout.", "said.", "texts.")):
            pieces = [piece.strip() for piece in MARK.split(line.english) if piece.strip(" .,;:")]
            assert all(piece in printed for piece in pieces), line


def test_a_document_of_another_walk_is_in_english_only(tamarside_once: Path) -> None:
    with pytest.raises(InputError, match="is built in English only, and not in Welsh"):
        work_list(look(tamarside_once), "cy", ["D09"])
    with pytest.raises(InputError, match="is built in English only"):
        build(open_project(tamarside_once, now=ticking()), only=["D09"], languages=["cy"])


# Building


def test_every_text_is_in_the_language_and_no_english_word_is_left(whole: Path) -> None:
    filled(whole, (), names=True)
    done = run("build", whole, "--language", "both", "--to", "docx,html,txt")
    assert done.exit_code == 0, done.output
    assert "Whether a duty about the Welsh language applies to you is not covered here." in done.stdout
    pages = sorted((whole / "out").rglob("*-cy.html"))
    assert {page.name[:4] for page in pages} >= {"D29a", "D29b", "D29k", "D29l", "D29m"}
    for page in pages:
        html = page.read_text("utf-8")
        assert '<html lang="cy-GB">' in html
        labels = " ".join(re.findall(r'aria-label="([^"]*)"', html))
        body = labels + re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
        with zipfile.ZipFile(page.with_suffix(".docx")) as file:
            parts = {name: file.read(name).decode("utf-8") for name in file.namelist() if name.endswith(".xml")}
        printed = re.findall(
            r'(?:<w:t(?: [^>]*)?>|<w:tbl(?:Caption|Description) w:val="|descr=")([^<"]*)', "".join(parts.values())
        )
        assert 'w:lang w:val="cy-GB"' in parts["word/styles.xml"]
        assert "<dc:language>cy-GB</dc:language>" in parts["docProps/core.xml"]
        assert "[layout.page]" in parts["word/footer1.xml"]
        text = page.with_suffix(".txt").read_text("utf-8")
        for whole_text in (body, " ".join(printed), text):
            found = set(re.findall(r"[^\W\d_]{2,}", re.sub(r"\[[^\]]*\]", " ", whole_text)))
            assert not found, (page.name, found)
            assert "[" in whole_text


@pytest.mark.slow
def test_pdf_and_odt_say_which_language_they_are_in(whole: Path) -> None:
    pytest.importorskip("typst")
    pytest.importorskip("pypandoc")
    from pypdf import PdfReader

    report = build(open_project(whole, now=ticking()), only=["D29a"], formats=["pdf", "odt"], languages=["cy"])
    assert report.written == ["recipient/D29a-grant-letter-cy.pdf", "recipient/D29a-grant-letter-cy.odt"]
    pdf, odt = (whole / "out" / name for name in report.written)
    reader = PdfReader(io.BytesIO(pdf.read_bytes()))
    assert reader.trailer["/Root"]["/Lang"] == "cy-GB"
    assert "[layout.page] 1 [layout.of] " in " ".join(reader.pages[0].extract_text().split())
    with zipfile.ZipFile(odt) as file:
        assert b'fo:language="cy" fo:country="GB"' in file.read("styles.xml")
        assert b"[layout.page] <text:page-number" in file.read("styles.xml")


def test_the_english_letter_is_the_same_with_a_language_beside_it(grant: Path) -> None:
    build(open_project(grant, now=ticking()), only=["D29a"], formats=["html", "docx"])
    files = {path.name: path.read_bytes() for path in (grant / "out" / "recipient").iterdir()}
    filled(grant)
    report = build(open_project(grant, now=ticking()), only=["D29a"], formats=["html", "docx"], languages=["en", "cy"])
    assert sorted(report.same) == ["recipient/D29a-grant-letter.docx", "recipient/D29a-grant-letter.html"]
    assert sorted(report.written) == ["recipient/D29a-grant-letter-cy.docx", "recipient/D29a-grant-letter-cy.html"]
    assert {name: (grant / "out" / "recipient" / name).read_bytes() for name in files} == files
    made = json.loads((grant / "out" / "manifest.json").read_text("utf-8"))
    assert {file["document"] for file in made["files"]} == {"D29a", "D29a-cy"} == set(made["documents"])
    assert {item["name"] for item in made["library"]} >= {"languages/cy/GL-01.yaml", "languages/cy/said.yaml"}
    build(open_project(grant, now=ticking()), only=["D29a"], formats=["html"])
    again = json.loads((grant / "out" / "manifest.json").read_text("utf-8"))
    assert set(again["documents"]) == {"D29a", "D29a-cy"}


def test_what_is_missing_is_named_and_nothing_is_written(grant: Path) -> None:
    filled(grant, **{"GL-01.greeting": "", "said.five-years": "", "fact.grant.why_you": ""})
    done = run("build", grant, "--only", "D29a", "--language", "both")
    assert done.exit_code == 2
    assert "3 texts have no Welsh words that are in step with the English" in done.stderr
    assert "library translate" in done.stderr
    assert "GL-01.greeting  has no Welsh words" in done.stderr
    assert "In English: Dear all at <fact:recipient.short_name>," in done.stderr
    assert not list((grant / "out").rglob("*.*"))
    assert set(refused(grant)) == {"", "GL-01.greeting", "said.five-years", "fact.grant.why_you"}


def test_words_for_other_english_are_named_as_such(whole: Path) -> None:
    opened = open_project(whole, now=ticking())
    with opened.folder as folder:
        folder.set("grant.why_you", "You asked us what we would change.", question="GR-17")
        folder.save()
    shipped = (Path(__file__).parents[2] / "clauses/grant/GL-01.yaml").read_text("utf-8")
    (whole / "clauses" / "grant").mkdir(parents=True)
    (whole / "clauses" / "grant" / "GL-01.yaml").write_text(shipped.replace("Dear all at", "Hello,"), encoding="utf-8")
    told = refused(whole)
    assert set(told) == {"", "GL-01.greeting", "fact.grant.why_you"}
    assert told["GL-01.greeting"].startswith("was translated from other English words They are now: Hello, <fact:")
    assert told["fact.grant.why_you"].endswith("They are now: You asked us what we would change.")
    states = {line.id: line.state for line in work_list(look(whole), "cy", ["D29a"])}
    assert {id for id, state in states.items() if state == "changed"} == {"GL-01.greeting", "fact.grant.why_you"}


def test_a_letter_with_gaps_has_no_second_language(whole: Path) -> None:
    opened = open_project(whole, now=ticking())
    with opened.folder as folder:
        folder.set("grant.next_talk", None, question="GR-24")
        folder.save()
    assert any("has a gap, and the note on it is in English" in what for what in refused(whole).values())


def test_a_month_an_order_of_dates_and_a_form_for_one_sentence_are_the_languages_own(grant: Path) -> None:
    filled(grant, **{"said.date": "{year} {month} {day}", "said.january": "mm", "said.five-years": "vv"})
    take_back(look(grant), "cy", [Given("said.five-years@GL-02.sum", Entry("ww", digest("five years")))])
    printed = " ".join(letter(grant))
    assert "[GL-02.sum] £212,365 ww 2027 mm 15" in printed
    assert "2031 mm 15" in printed
    summary = {line.id for line in work_list(look(grant), "cy", ["D29k"]) if line.state == "done"}
    assert "said.five-years" in summary


@pytest.mark.slow
def test_a_name_may_have_words_of_its_own(whole: Path) -> None:
    assert letter(whole)[0] == "[D29a#title] Quayside Young People's Project"
    take_back(look(whole), "cy", [Given("fact.recipient.name", Entry("[name]", digest("Quayside Young People's Project")))])
    assert letter(whole)[0] == "[D29a#title] [name]"


def test_paragraphs_of_a_person_stay_paragraphs(grant: Path) -> None:
    filled(
        grant,
        **{
            "fact.grant.why_you": "[first]\n\n[second]",
            "GL-01.news": "[news]\n<fact:grant.decision.on> <fact:grant.decision.by>",
        },
    )
    printed = letter(grant)
    assert printed[printed.index("[first]") + 1] == "[second]"
    assert any(text.startswith("[news] [said.date] 19") for text in printed)


# What does not fit


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("GL-01.yaml", "[GL-01.greeting] <fact:recipient.short_name>", "[hello]", "lacks <fact:recipient.short_name>"),
        ("GL-01.yaml", "[GL-01.greeting] ", "[hello] <fact:grant.years> ", "has <fact:grant.years>"),
        ("GL-02.yaml", "<fact:grant.years|words:year> <fact:grant.starts>\"", '"', "lacks <fact:grant.years|words:year>"),
        ("GL-01.yaml", "[GL-01.greeting] <", "[hello] < ", "is not a mark"),
        ("said.yaml", "[said.date] {day} {month} {year}", "[said.date] {day} {month} {month}", "has other places to fill"),
        ("texts.yaml", "[texts.version-draft] {number}", "[draft]", "has other places to fill"),
        ("GL-01.yaml", '"GL-01.greeting":', '"GL-01.greting":', "stands for no English text"),
        ("GL-01.yaml", '"GL-01.greeting":', '"GL-02.greeting":', "stands in the wrong file"),
        ("said.yaml", '"said.five-years":', '"said.five-years@GL-02.some":', "which is no sub-clause"),
        ("said.yaml", '"said.five-years":', '"said.Five years":', "stands for no English text"),
        ("fact.yaml", '"fact.grant.why_you":', '"fact.grant.why_us":', "stands for no English text"),
        ("fact.yaml", '"fact.grant.tell[leader].event":', '"fact.grant.tell[cook].event":', "stands for no English text"),
        ("layout.yaml", '"layout.page":', '"layout.Page":', "stands for no English text"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_an_error_with_its_file_and_line(whole: Path, file: str, old: str, new: str, what: str) -> None:
    edit(whole, file, old, new)
    told = refused(whole)
    assert all(re.match(rf"languages/cy/{file}:\d+\Z", where) for where in told), told
    assert any(what in said for said in told.values()), told


def test_words_for_one_and_for_many_are_the_languages_own(whole: Path) -> None:
    edit(whole, "GL-15.yaml", "<n:funder.answers_within|[one]|[many]>", "<n:funder.answers_within|d|dd>")
    assert any("[said.five] dd" in text for text in letter(whole))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('"GL-01.greeting": {words: "x"}\n', "has no hash"),
        ('"GL-01.greeting": "x"\n', "has no words and no hash"),
        ('"GL-01.greeting": {words: "x", hash: "1", wrods: "y"}\n', "has an unknown name 'wrods'"),
    ],
)
def test_a_file_of_another_shape_is_refused(whole: Path, text: str, what: str) -> None:
    (whole / "languages" / "cy" / "GL-01.yaml").write_text(text, encoding="utf-8")
    assert any(what in said for said in refused(whole).values())


def test_an_entry_without_words_is_one_that_is_not_there(whole: Path) -> None:
    edit(whole, "said.yaml", '"[said.five-years]"', '""')
    assert set(refused(whole)) == {"", "said.five-years"}


# Layers


@pytest.mark.slow
def test_a_funder_keeps_its_language_for_all_its_grants(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    common = tmp_path / "common" / "languages"
    (whole / "languages").rename(tmp_path / "moved")
    (tmp_path / "common").mkdir()
    (tmp_path / "moved").rename(common)
    assert len(refused(whole)) > 100
    monkeypatch.setenv("HLS_PROCURE_LIBRARY", str(tmp_path / "common"))
    assert "[GL-01.greeting] Quayside" in letter(whole)
    mine = Given(
        "GL-01.greeting", Entry("[mine] <fact:recipient.short_name>", digest("Dear all at <fact:recipient.short_name>,"))
    )
    assert take_back(look(whole), "cy", [mine]).files == ("languages/cy/GL-01.yaml",)
    printed = letter(whole)
    assert "[mine] Quayside" in printed
    assert any(text.startswith("[GL-01.news]") for text in printed), "the others of the file came along"


# The workbook


def test_the_workbook_goes_out_and_comes_back(grant: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "words.xlsx"
    told = run("library", "translate", grant, "--to", "cy", "--only", "D29a", "--output", out)
    assert told.exit_code == 0, told.output
    assert re.match(r"\d+ texts in Welsh: 0 done, \d+ missing, 0 whose English has changed since, and 7 names", told.stdout)
    book = load_workbook(out)
    sheet = book["Words"]
    lines = {line.id: line for line in work_list(look(grant), "cy", ["D29a"])}
    for row in sheet.iter_rows(min_row=2):
        line = lines[row[0].value]
        assert (row[1].value, row[5].value) == (line.english, line.hash)
        row[2].value = (
            "[a]\r\n\r\n[b]" if line.id == "fact.grant.why_you" else invented(line) if line.state != "optional" else None
        )
    book.save(out)
    taken = run("library", "translated", grant, out)
    assert taken.exit_code == 0, taken.output
    assert "wrote " in taken.stdout
    assert "GL-01.yaml" in taken.stdout
    assert "[a]" in letter(grant)
    again = run("library", "translated", grant, out)
    assert "and nothing has changed" in again.stdout
    shown = run("library", "translate", grant, "--only", "D29a", "--json")
    assert {line["state"] for line in json.loads(shown.stdout)} == {"done", "optional"}


def test_the_same_list_gives_the_same_bytes_and_no_formula(grant: Path) -> None:
    lines = [Line("fact.x", "=1+1", "h", "@me", "missing", "")]
    data = write_work_list(lines, "cy")
    assert data == write_work_list(lines, "cy")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    (back,) = read_work_list(data, "l.xlsx", "cy")
    assert (back.id, back.entry.words, back.entry.source) == ("fact.x", "@me", "=1+1")


def test_words_that_came_back_as_they_were_wait_until_somebody_confirms_them(whole: Path) -> None:
    before = "Dear all at <fact:recipient.short_name>,"
    entry = load_language(look(whole).workspace.finder, "cy")["GL-01.greeting"]
    assert entry.english == digest(before)
    edit(whole, "GL-01.yaml", digest(before), digest("Dear friends,"))
    same = Given("GL-01.greeting", Entry(entry.words, digest(before)))
    taken = take_back(look(whole), "cy", [same])
    assert (taken.left, taken.files) == (("GL-01.greeting",), ())
    assert set(refused(whole)) == {"", "GL-01.greeting"}
    assert take_back(look(whole), "cy", [Given(same.id, same.entry, confirmed=True)]).left == ()
    assert "[GL-01.greeting] Quayside" in letter(whole)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"A2": None}, "has words and no id"),
        ({"F2": None}, "has words and no hash"),
        ({"A2": "texts.x", "A3": "texts.x"}, "'texts.x' stands a second time"),
        ({"C1": "Words"}, "has no column 'Welsh words'"),
        ({"C2": "=1+1"}, "has a formula in place of words"),
    ],
)
def test_a_list_that_was_damaged_is_refused_row_by_row(change: dict[str, str | None], what: str) -> None:
    from openpyxl import load_workbook

    lines = [Line(f"texts.{n}", "x", "h", "w", "missing", "") for n in range(3)]
    book = load_workbook(io.BytesIO(write_work_list(lines, "cy")))
    for cell, value in change.items():
        book["Words"][cell] = value
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(InputError, match=re.escape(what)):
        read_work_list(out.getvalue(), "l.xlsx", "cy")


def test_what_is_no_workbook_and_what_does_not_fit_changes_nothing(grant: Path, tmp_path: Path) -> None:
    other = tmp_path / "words.xlsx"
    other.write_bytes(b"no workbook")
    done = run("library", "translated", grant, other)
    assert done.exit_code == 2
    assert "could not be read" in done.stderr
    with pytest.raises(InputError, match="stands for no English text"):
        take_back(look(grant), "cy", [Given("GL-01.news", Entry("x", "1")), Given("GL-01.nobody", Entry("x", "1"))])
    assert not (grant / "languages").exists()


@given(st.dictionaries(st.text(min_size=1), st.tuples(st.text(min_size=1), st.text()), max_size=3))
@settings(max_examples=40)
def test_what_is_written_is_read_as_it_was(said: dict[str, tuple[str, str]]) -> None:
    entries = {id.replace("\n", " "): Entry(words, "h", "", source) for id, (words, source) in said.items()}
    read = parse(write_entries(entries), "x.yaml")
    assert {id: (one["words"], one.get("english", "")) for id, one in read.items()} == {
        id: (one.words, one.source) for id, one in entries.items()
    }


# Beside the rest


def test_english_says_everything_as_it_is() -> None:
    english = Tongue()
    assert english.words("x", "words") == "words"
    assert english.said("five years") == "five years"
    assert english.listed(["a", "b", "c"]) == "a, b and c"
    assert english.name("recipient.name", "Quayside") == "Quayside"
    assert (english.asked, english.names) == ({}, set()), "nothing is kept, however many letters are made"


@pytest.mark.slow
def test_somebody_settles_the_words_of_the_language_for_themselves(whole: Path) -> None:
    assert any("face-draft-letter" in para for para in faces(whole))
    assert run("settle", whole, "D29a", "--by", "solicitor", "--on", "2026-11-24").exit_code == 0
    assert any("face-draft-letter" in para for para in faces(whole)), "the English was settled, and not these words"
    assert run("settle", whole, "D29a-cy", "--by", "solicitor", "--on", "2026-11-24").exit_code == 0
    assert not any("texts.face" in para for para in faces(whole)), "a letter that was reviewed as it stands says nothing of it"
    edit(whole, "GL-01.yaml", '"[GL-01.greeting] ', '"[hello] ')
    assert any("[texts.face-stale] solicitor [said.date]" in para for para in faces(whole))
    assert run("settle", whole, "D29a-cy", "--by", "solicitor", "--on", "2026-11-24", "--undo").exit_code == 0
    assert any("face-draft-letter" in para for para in faces(whole))


def faces(path: Path) -> list[str]:
    opened = look(path)
    document = documents_in(opened, "cy", assemble(opened, only=["D29a"]))["D29a"]
    return ["".join(span.text for span in para.spans) for para in document.front.face]


@pytest.mark.slow
@pytest.mark.slow
def test_a_file_that_somebody_edited_is_left_alone_and_said_not_to_be_read(whole: Path) -> None:
    build(open_project(whole, now=ticking()), only=["D29a"], formats=["html"], languages=["en", "cy"])
    mine = whole / "out" / "recipient" / "D29a-grant-letter-cy.html"
    mine.write_bytes(mine.read_bytes().replace(b"[GL-01.greeting]", b"[mine]"))
    told = run("check", whole)
    assert "D29a-grant-letter-cy.html was edited. It is in another language than English" in " ".join(told.stdout.split())
    report = build(open_project(whole, now=ticking()), only=["D29a"], formats=["html"], languages=["cy"])
    assert report.beside == {"recipient/D29a-grant-letter-cy.html": "recipient/D29a-grant-letter-cy--2.html"}
    assert b"[mine]" in mine.read_bytes()


@pytest.mark.slow
@pytest.mark.slow
def test_what_is_frozen_is_the_english_letter(whole: Path) -> None:
    build(open_project(whole, now=ticking()), only=["D29a"], formats=["html"], languages=["en", "cy"])
    done = run("issue", whole, "D29a", "--on", "2026-11-24")
    assert done.exit_code == 0, done.output
    assert [path.name for path in (whole / "issued").rglob("*.html")] == ["D29a-grant-letter.html"]
