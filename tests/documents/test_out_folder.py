"""out/: what did not change is not written again, what somebody edited is left alone, and the manifest says what is what."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from hls_procure import __version__
from hls_procure.law.facts import LawBook
from hls_procure.work.building import Report, build
from hls_procure.work.opening import open_project
from tests.helpers import LONG, documents, run, ticking

D24 = "bidders/D24-learning-and-governance"
PAGE = f"{D24}.html"


@pytest.fixture
def one(tamarside: Path) -> Path:
    """The sample with one small document built, as a page."""
    again(tamarside)
    return tamarside


def again(folder: Path, **more: Any) -> Report:
    opened = open_project(folder, now=ticking())
    made = build(opened, **{"only": ["D24"], "formats": ["html"], **more})
    opened.folder.close()
    return made


def rename(folder: Path, new: str, old: str = "Tamarside Council") -> None:
    path = folder / "project.yaml"
    text = path.read_text("utf-8")
    before = f'authority:\n  name: "{old}"'
    assert text.count(before) == 1
    path.write_text(text.replace(before, f'authority:\n  name: "{new}"'), "utf-8")


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out" / "manifest.json").read_text("utf-8"))
    return found


def current(folder: Path) -> dict[str, bool]:
    return {f["name"]: f["current"] for f in manifest(folder)["files"]}


def names(folder: Path) -> set[str]:
    out = folder / "out"
    return {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file() and not p.name.startswith(".")}


# what did not change


def test_unchanged_files_are_not_written_again(one: Path) -> None:
    page = one / "out" / PAGE
    os.utime(page, ns=(1, 1))
    made = again(one)
    assert (made.written, made.same) == ([], [PAGE])
    assert page.stat().st_mtime_ns == 1
    assert names(one) == {PAGE, "manifest.json"}


def test_only_what_changed_is_written(one: Path) -> None:
    again(one, formats=["html", "docx"])
    rename(one, "Quayside Council")
    made = again(one, formats=["html", "docx"])
    assert set(made.written) == {PAGE, f"{D24}.docx"}
    assert made.same == []
    again(one, formats=["html"])
    rename(one, "Another Alliance", "Quayside Council")
    assert again(one, formats=["html"]).written == [PAGE]
    later = again(one, formats=["html", "docx"])
    assert (later.written, later.same) == ([f"{D24}.docx"], [PAGE])


# what somebody edited


def test_an_edited_file_is_left_alone_and_the_new_one_stands_beside_it(one: Path) -> None:
    page = one / "out" / PAGE
    page.write_text("a person's own words", "utf-8")
    rename(one, "Quayside Council")
    made = again(one)
    assert page.read_text("utf-8") == "a person's own words"
    assert made.beside == {PAGE: f"{D24}--2.html"}
    assert made.written == [f"{D24}--2.html"]
    assert made.current == {"D24.html": f"{D24}--2.html"}
    assert "Quayside Council" in (one / "out" / f"{D24}--2.html").read_text("utf-8")
    assert current(one) == {PAGE: False, f"{D24}--2.html": True}
    done = run("build", one, "--only", "D24", "--to", "html")
    assert "left alone" in done.output
    assert "edited since it was built" in done.output


def test_several_times_over(one: Path) -> None:
    (one / "out" / PAGE).write_text("first edit", "utf-8")
    rename(one, "A2")
    again(one)
    rename(one, "A3", "A2")
    made = again(one)
    assert made.written == [f"{D24}--2.html"], "nobody edited the new one, so that it is built over"
    assert current(one) == {PAGE: False, f"{D24}--2.html": True}
    (one / "out" / f"{D24}--2.html").write_text("second edit", "utf-8")
    rename(one, "A4", "A3")
    made = again(one)
    assert made.beside == {PAGE: f"{D24}--3.html"}
    assert current(one) == {PAGE: False, f"{D24}--2.html": False, f"{D24}--3.html": True}
    assert [(one / "out" / n).read_text("utf-8") for n in (PAGE, f"{D24}--2.html")] == ["first edit", "second edit"]
    assert again(one).same == [f"{D24}--3.html"]
    assert current(one) == {PAGE: False, f"{D24}--2.html": False, f"{D24}--3.html": True}


def test_an_edited_file_that_is_deleted_makes_room_again_and_one_file_is_current(one: Path) -> None:
    page = one / "out" / PAGE
    page.write_text("an edit", "utf-8")
    rename(one, "A2")
    again(one)
    page.unlink()
    rename(one, "A3", "A2")
    made = again(one)
    assert made.written == [PAGE]
    assert current(one) == {PAGE: True, f"{D24}--2.html": False}
    assert made.current == {"D24.html": PAGE}


def test_an_edit_that_is_taken_back_is_no_edit(one: Path) -> None:
    page = one / "out" / PAGE
    built = page.read_bytes()
    page.write_text("an edit", "utf-8")
    rename(one, "A2")
    again(one)
    page.write_bytes(built)
    made = again(one)
    assert made.written == [PAGE]
    assert current(one) == {PAGE: True, f"{D24}--2.html": False}


def test_a_file_edited_to_be_what_is_built_now_is_as_built(one: Path) -> None:
    rename(one, "A2")
    again(one)
    target = (one / "out" / PAGE).read_bytes()
    rename(one, "Tamarside Council", "A2")
    again(one)
    (one / "out" / PAGE).write_bytes(target)
    rename(one, "A2")
    assert again(one).same == [PAGE]
    assert names(one) == {PAGE, "manifest.json"}


def test_a_file_that_was_there_before_any_build_is_somebodys(tamarside: Path) -> None:
    page = tamarside / "out" / PAGE
    page.parent.mkdir(parents=True)
    page.write_text("mine", "utf-8")
    made = again(tamarside)
    assert page.read_text("utf-8") == "mine"
    assert made.beside == {PAGE: f"{D24}--2.html"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}', '{"files": [{"name": 3}]}', "\x00"])
def test_without_a_manifest_that_can_be_read_every_changed_file_counts_as_edited(one: Path, text: str) -> None:
    (one / "out" / "manifest.json").write_text(text, "utf-8")
    assert again(one).same == [PAGE], "what is as built is still known by its bytes"
    (one / "out" / "manifest.json").write_text(text, "utf-8")
    before = (one / "out" / PAGE).read_bytes()
    rename(one, "A2")
    assert again(one).beside == {PAGE: f"{D24}--2.html"}
    assert (one / "out" / PAGE).read_bytes() == before


# the manifest


def test_the_manifest_says_what_was_built_from_what(tamarside_built: Path) -> None:
    found = manifest(tamarside_built)
    assert found["tool"] == __version__
    assert found["law_as_of"] == LawBook.load().as_of.isoformat()
    assert found["project"] == hashlib.sha256((tamarside_built / "project.yaml").read_bytes()).hexdigest()
    assert (found["purpose"], found["final"], found["format"]) == ("tender", False, 1)
    assert len(found["files"]) == 2 * len(documents())
    for file in found["files"]:
        assert file["sha256"] == hashlib.sha256((tamarside_built / "out" / file["name"]).read_bytes()).hexdigest()
        assert file["current"] is True
        assert file["name"].startswith(f"{documents()[file['document']].audience}/{file['document']}-")
        assert file["name"].endswith("." + file["format"])
    for id, document in found["documents"].items():
        assert document["version"] == "Draft 1"
        assert document["title"].startswith("The Tamarside Alliance: ") or id not in LONG
        for clause in document["clauses"]:
            assert clause["version"]
            assert clause["layer"] == "shipped"
        assert document["bookmarks"], id
    agreement = {c["id"]: c for c in found["documents"]["D12"]["clauses"]}
    assert {"AL-14", "SP-05", "LG-04"} <= set(agreement), "what stands in its schedules counts too"
    assert agreement["AL-14"]["wording"] == "unanimous"
    library = {entry["name"]: entry for entry in found["library"]}
    templates = ("templates/house.docx", "templates/house_style.yaml")
    for name in (*templates, "clauses/terms.yaml", "clauses/alliance/AL-14.yaml", "clauses/documents/D12.yaml"):
        assert library[name]["layer"] == "shipped"
        assert len(library[name]["sha256"]) == 64
    assert {(b["document"], b["kind"]) for b in found["blanks"]} >= {("D12", "attach"), ("D12", "award"), ("D07", "law")}


def test_the_manifest_keeps_what_was_not_built_this_time(tamarside_built: Path) -> None:
    before = manifest(tamarside_built)
    again(tamarside_built)
    after = manifest(tamarside_built)
    assert after["files"] == before["files"]
    assert after["documents"] == before["documents"], "what the other files were made of is not forgotten"
    assert after["library"] == before["library"]
    assert after["blanks"] == before["blanks"]


def test_a_file_that_is_gone_is_not_listed(tamarside_built: Path) -> None:
    (tamarside_built / "out/bidders/D07-invitation-to-tender.html").unlink()
    again(tamarside_built)
    assert "bidders/D07-invitation-to-tender.html" not in current(tamarside_built)


# audiences, purposes, other places


def test_audience_folders_and_the_two_purposes(tamarside_award: Path) -> None:
    build(open_project(tamarside_award, now=ticking()), formats=["html"])
    made = build(open_project(tamarside_award, now=ticking()), purpose="signature", formats=["html"])
    files = names(tamarside_award) - {"manifest.json"}
    assert {name.split("/")[0] for name in files} == {"privileged", *(spec.audience for spec in documents().values())}
    signed = {name for name in files if name.startswith("privileged/") and name.endswith("-for-signature.html")}
    agreement = "privileged/D12-alliance-agreement-for-signature.html"
    schedule = "privileged/D24-learning-and-governance-for-signature.html"
    record = "privileged/D22-procurement-record-for-signature.html"
    sheets = "privileged/D23-award-notice-sheets-for-signature.html"
    assert signed == {agreement, schedule, record, sheets}
    assert made.current == {"D12.html": agreement, "D22.html": record, "D23.html": sheets, "D24.html": schedule}
    assert all(current(tamarside_award).values())


def test_the_signature_build_names_members_and_the_tender_build_does_not(tamarside_award: Path) -> None:
    build(open_project(tamarside_award, now=ticking()), only=["D12"], formats=["html"])
    opened = open_project(tamarside_award, now=ticking())
    build(opened, only=["D12"], purpose="signature", formats=["html"])
    tender = (tamarside_award / "out/bidders/D12-alliance-agreement.html").read_text("utf-8")
    signed = (tamarside_award / "out/privileged/D12-alliance-agreement-for-signature.html").read_text("utf-8")
    from hls_procure.documents.html import escape

    for member in opened.project.award.members or ():
        assert escape(member.name or "") in signed
        assert escape(member.name or "") not in tender
    assert "from the winning tender" in tender
    assert "from the winning tender]" not in signed


def test_another_folder(tamarside: Path, tmp_path: Path) -> None:
    made = again(tamarside, out=tmp_path / "elsewhere" / "deep")
    assert (tmp_path / "elsewhere" / "deep" / PAGE).is_file()
    assert made.root == tmp_path / "elsewhere" / "deep"
    assert names(tamarside) == set()


# formats and documents that are not built


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--to", "rtf"], ["rtf", "is not a format that is built", "docx, html, pdf, odt"]),
        (["--to", "dcox"], ["dcox", "Did you mean 'docx'?"]),
        (["--only", "D99"], ["D99", "is not a document that can be built", ", ".join(documents(every=True))]),
        (["--only", "D9,D07,D77"], ["D9", "D77", "2 problems"]),
        (["--only", "D30"], ["D30", "is not made by build", "hls-procure check DIR --format docx"]),
        (["--for", "signature", "--only", "D07"], ["D07", "is not built for signature", "the Invitation is built for: tender"]),
    ],
)
def test_an_unknown_format_or_document_is_named_and_nothing_is_written(tamarside: Path, args: list[str], said: list[str]) -> None:
    done = run("build", tamarside, *args)
    assert done.exit_code == 2
    for words in said:
        assert words in done.stderr
    assert names(tamarside) == set()


def test_a_document_for_another_law_is_refused_with_words_and_the_others_are_built(tamarside: Path) -> None:
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    assert text.count("regime: pa2023-light-touch") == 1
    path.write_text(text.replace("regime: pa2023-light-touch", "regime: psr-england"), "utf-8")
    done = run("build", tamarside, "--to", "html")
    assert done.exit_code == 0, "what could be built was built"
    built = {name.rpartition("/")[2][:3] for name in names(tamarside) if name.endswith(".html")}
    assert {"D05", "D08", "D16", "D17", "D18", "D22", "D24"} <= built == set(documents()) - {"D07", "D09", "D10", "D12"}
    refused = {
        "D07": "the Invitation",
        "D09": "the Conditions of Participation",
        "D10": "the Evaluation Model",
        "D12": "the Agreement",
    }
    for id, short in refused.items():
        assert f"{id}  {short} cannot be built for this project" in done.output
    assert "Record that decision (legal.regime)" in done.output
    only = run("build", tamarside, "--to", "html", "--only", "D07", "--json")
    assert [p["where"] for p in json.loads(only.stdout)["refused"]] == ["D07"]


# final versions


def opened_with(folder: Path, *lines: str) -> None:
    path = folder / "project.yaml"
    text = path.read_text("utf-8")
    assert "\nopen:" not in text
    path.write_text(text + "\nopen:\n" + "".join(f"  - {line}\n" for line in lines), "utf-8")


def without(folder: Path, *drop: str) -> None:
    path = folder / "project.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    for start in drop:
        hits = [n for n, line in enumerate(lines) if line.startswith(start)]
        assert len(hits) == 1, (start, len(hits))
        del lines[hits[0]]
    path.write_text("".join(lines), "utf-8")


def final(folder: Path, *more: str) -> Any:
    return run("build", folder, "--final", "--to", "html", *more)


def test_a_final_version_is_refused_while_something_comes_later(tamarside: Path) -> None:
    without(tamarside, "  deadline_time:")
    opened_with(tamarside, '{path: tender.deadline_time, kind: later, owner: "procurement lead", by: 2027-03-12}')
    done = final(tamarside)
    assert done.exit_code == 1
    assert "cannot be final: [Not known yet: " in done.stderr
    assert "by 12 March 2027]" in done.stderr
    assert "D07 " in done.stderr
    assert names(tamarside) == set(), "nothing is written"
    assert run("build", tamarside, "--to", "html").exit_code == 0, "a draft is built all the same"


def test_a_final_version_is_refused_while_nobody_has_answered(tamarside: Path) -> None:
    without(tamarside, "  deadline_time:")
    done = final(tamarside)
    assert done.exit_code == 1
    assert "cannot be final: [Not answered yet: " in done.stderr


def test_a_final_version_goes_out_with_what_is_open_on_purpose(tamarside: Path) -> None:
    without(tamarside, "  deadline_time:")
    opened_with(tamarside, '{path: tender.deadline_time, kind: deliberate, why: "the portal sets it"}')
    done = final(tamarside)
    assert done.exit_code == 0, done.stderr
    page = (tamarside / "out/bidders/D07-invitation-to-tender.html").read_text("utf-8")
    assert "[Left open on purpose: " in page
    assert "Version 1" in page
    assert manifest(tamarside)["final"] is True
    assert "Draft 1" not in page


def test_the_sample_can_be_final_as_it_stands(tamarside: Path) -> None:
    done = final(tamarside)
    assert done.exit_code == 0, done.stderr


def test_a_final_version_is_refused_for_an_error_in_the_figures(tamarside: Path) -> None:
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("      weight: 30\n", "      weight: 35\n", 1), "utf-8")
    done = final(tamarside)
    assert done.exit_code == 1
    assert "RA201" in done.stderr


def test_the_agreement_for_signature_is_final_only_with_its_award(
    tamarside: Path, tamarside_award_once: Path, tmp_path: Path
) -> None:
    done = final(tamarside, "--for", "signature")
    assert done.exit_code == 1
    assert "cannot be final" in done.stderr
    from tests.helpers import copied

    awarded = copied(tamarside_award_once, tmp_path / "awarded")
    done = final(awarded, "--for", "signature")
    assert done.exit_code == 0, done.stderr


def test_every_gap_that_stands_in_the_way_is_named_at_once(tamarside: Path) -> None:
    without(tamarside, "  deadline_time:", "  estimated_value:")
    done = final(tamarside)
    assert done.exit_code == 1
    assert done.stderr.count("cannot be final") >= 2


# what is to be attached


def test_a_schedule_without_a_builder_is_numbered_and_among_the_blanks(tamarside_built: Path) -> None:
    found = manifest(tamarside_built)
    attached = [b for b in found["blanks"] if b["kind"] == "attach"]
    assert {b["path"] for b in attached} == {"D12.data", "D12.people", "D12.exit", "D12.accession"}
    page = (tamarside_built / "out/bidders/D12-alliance-agreement.html").read_text("utf-8")
    for blank in attached:
        title, _, label = blank["words"].partition(": ")
        assert label.startswith("[To be attached by ")
        assert f"<mark>{label}</mark>" in page
        assert title in page
