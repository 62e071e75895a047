"""recheck: which facts of law are not as they were when a document went out, and which of its paragraphs rest on them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.law.facts import LawBook, LegalFact
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import open_project
from hls_procure.work.recheck import Recheck, fact_mark, recheck
from tests.helpers import copied, run, ticking

ISSUED = "2027-03-03"
LATER = date(2027, 9, 1)


@pytest.fixture(scope="module")
def issued_once(tamarside_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tamarside with its invitation sent out on 3 March 2027."""
    folder = copied(tamarside_once, tmp_path_factory.mktemp("issued") / "tamarside")
    issue(folder, "D07", ISSUED)
    return folder


@pytest.fixture
def folder(issued_once: Path, tmp_path: Path) -> Path:
    return copied(issued_once, tmp_path / "tamarside")


def issue(folder: Path, document: str, on: str) -> None:
    built = run("build", folder, "--only", document)
    assert built.exit_code == 0, built.output
    result = run("issue", folder, document, "--on", on)
    assert result.exit_code == 0, result.output


def ask(folder: Path, on: date = LATER, *, book: LawBook | None = None) -> Recheck:
    opened = open_project(folder, now=ticking())
    if book is not None:
        opened.workspace.__dict__["book"] = book
    with opened.folder:
        return recheck(opened, on)


class Changed(LawBook):
    """The facts of law with some that are otherwise, or gone."""

    def __init__(self, *gone: str, **otherwise: dict[str, Any]) -> None:
        super().__init__()
        self.gone = gone
        self.otherwise = {id.replace("_", "-"): change for id, change in otherwise.items()}

    def __contains__(self, id: object) -> bool:
        return id not in self.gone and super().__contains__(id)

    def get(self, id: str) -> LegalFact:
        return replace(super().get(id), **self.otherwise.get(id, {}))


def rewrite(folder: Path, name: str, change: Any) -> None:
    """Change a file of the issue, as nobody should."""
    (place,) = (folder / "issued").glob("*-D07")
    path = place / name
    path.chmod(0o644)
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def test_nothing_has_changed(issued_once: Path) -> None:
    found = ask(issued_once)
    assert (found.issues, found.moved, found.unread) == (1, (), ())
    assert found.facts > 20
    assert found.known == "Law as known on 22 November 2026: what was changed after that day is not in it."
    assert ask(issued_once, date(2026, 11, 22)).known == ""
    assert "Nothing that they rest on has changed." in run("recheck", issued_once, "--on", "2027-09-01").stdout


def test_a_fact_that_was_corrected_since_names_the_paragraphs_that_rest_on_it(issued_once: Path) -> None:
    found = ask(issued_once, book=Changed(pa_light_touch_10={"statement": "Ten working days."}))
    (moved,) = found.moved
    assert (moved.fact, moved.document, moved.on) == ("pa-light-touch-10", "001-D07", date(2027, 3, 3))
    assert moved.what.startswith("What is known of it was corrected since")
    assert moved.provision == "PA 2023 s.51(3)(f),(4),(5)"
    assert moved.paragraphs
    assert all("IT-" in place for place in moved.paragraphs)


@pytest.mark.parametrize("change", [{"statement": "x"}, {"provision": "x"}, {"end": date(2030, 1, 1)}, {"values": ("9",)}])
def test_each_part_of_a_fact_counts_for_its_mark(change: dict[str, Any]) -> None:
    fact = LawBook.load().get("pa-light-touch-10")
    assert fact_mark(replace(fact, **change)) != fact_mark(fact)
    assert fact_mark(replace(fact, note="read again", read_in="another copy")) == fact_mark(fact)


def test_a_mark_in_the_issue_that_is_another_is_found(folder: Path) -> None:
    rewrite(folder, "versions.json", lambda data: data["law"].update({"pa-light-touch-10": "0" * 16}))
    (moved,) = ask(folder).moved
    assert moved.fact == "pa-light-touch-10"
    shown = run("recheck", folder, "--on", "2027-09-01").stdout
    assert "001-D07 of 3 March 2027: pa-light-touch-10 (PA 2023 s.51(3)(f),(4),(5))" in shown
    assert "rests on it: " in shown
    assert "hls-procure explain pa-light-touch-10" in shown


def test_a_fact_that_is_no_longer_there(issued_once: Path) -> None:
    (moved,) = ask(issued_once, book=Changed("pa-light-touch-10")).moved
    assert moved.what == "This fact is no longer among the facts of law: see what took its place."
    assert moved.paragraphs


def marked(folder: Path, id: str, book: LawBook) -> None:
    """Let the issue have been made with the facts of a book."""
    rewrite(folder, "versions.json", lambda data: data["law"].update({id: fact_mark(book.get(id))}))


@pytest.mark.parametrize(
    ("id", "end", "on", "held"),
    [
        # asked by the day on which the procurement starts, 19 April 2027: the law of that day stays
        ("pa-light-touch-09", date(2027, 4, 19), LATER, True),
        ("pa-light-touch-09", date(2027, 4, 18), LATER, False),
        ("pa-light-touch-09", date(2027, 3, 31), date(2027, 4, 1), False),
        ("pa-light-touch-09", date(2027, 3, 31), date(2027, 3, 31), True),
        # asked by the award, 23 November 2027: until then the law of the day counts
        ("pa-light-touch-10", date(2027, 8, 31), LATER, False),
        ("pa-light-touch-10", date(2027, 9, 1), LATER, True),
        ("pa-light-touch-10", date(2027, 11, 23), date(2029, 1, 1), True),
    ],
)
def test_a_fact_that_goes_out_of_force(folder: Path, id: str, end: date, on: date, held: bool) -> None:
    book = Changed(**{id.replace("-", "_"): {"end": end}})
    marked(folder, id, book)
    found = ask(folder, on, book=book)
    assert [moved.fact for moved in found.moved] == ([] if held else [id])
    if not held:
        assert found.moved[0].what.startswith("It held when the document was issued and does not hold on ")


def test_a_fact_that_comes_into_force(folder: Path) -> None:
    book = Changed(pa_light_touch_09={"start": date(2027, 4, 1)})
    marked(folder, "pa-light-touch-09", book)
    (moved,) = ask(folder, book=book).moved
    assert moved.what.startswith("It did not hold when the document was issued and holds on 19 April 2027")


def test_of_a_document_only_its_newest_issue_counts(folder: Path) -> None:
    rewrite(folder, "versions.json", lambda data: data["law"].update({"pa-light-touch-10": "0" * 16}))
    assert ask(folder).moved
    issue(folder, "D07", "2027-03-10")
    found = ask(folder)
    assert (found.issues, found.moved) == (1, ())


def test_the_older_law_stays_where_it_is_saved(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    start_sample(folder, "old-contract", now=ticking()).folder.close()
    issue(folder, "D02", "2026-10-12")
    found = ask(folder, date(2030, 1, 1))
    assert found.facts
    assert [moved.fact for moved in found.moved if moved.fact.startswith(("pcr", "gap-pcr"))] == []


@pytest.mark.parametrize("name", ["blocks.json", "versions.json", "manifest.json"])
def test_an_issue_that_cannot_be_read_is_said_and_never_silent(folder: Path, name: str) -> None:
    (place,) = (folder / "issued").glob("*-D07")
    (place / name).chmod(0o644)
    (place / name).write_text("{", "utf-8")
    found = ask(folder)
    (problem,) = found.unread
    assert problem.where == "issued/001-D07"
    assert "read" in problem.what
    shown = run("recheck", folder, "--on", "2027-09-01")
    assert shown.exit_code == 0
    assert "issued/001-D07" in shown.stdout
    assert "Nothing that they rest on has changed." not in shown.stdout
