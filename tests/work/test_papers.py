"""What bidders have on paper and what an answer changed since: issued, built, built again and issued again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.findings import Finding
from hls_procure.project.issued import issued
from hls_procure.work.building import build
from hls_procure.work.checking import check_project
from hls_procure.work.freezing import freeze
from hls_procure.work.opening import open_project
from hls_procure.work.papers import changes_of
from tests.helpers import copied, ticking

ASKED, HEARD = date(2027, 5, 10), date(2027, 5, 12)
ANSWER = {"on": ASKED, "asked": "Is noon too early?", "answered_on": HEARD, "answer": "Yes.", "to_all": True}


@pytest.fixture(scope="module")
def issued_once(tamarside_built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tamarside, whose invitation went out on 4 May."""
    folder = copied(tamarside_built_once, tmp_path_factory.mktemp("papers") / "tamarside")
    freeze(open_project(folder, now=ticking()), "D07", on=date(2027, 5, 4))
    return folder


@pytest.fixture
def folder(issued_once: Path, tmp_path: Path) -> Path:
    return copied(issued_once, tmp_path / "tamarside")


def later(folder: Path) -> None:
    opened = open_project(folder, now=ticking())
    with opened.folder as store:
        store.set("tender.deadline_time", "17:00")
        store.save()


def answered(folder: Path, changed: str | None) -> None:
    opened = open_project(folder, now=ticking())
    with opened.folder as store:
        store.put_row("clarifications", "noon", {**ANSWER, "changed": changed})
        store.save()


def found(folder: Path) -> list[Finding]:
    return [one for one in check_project(open_project(folder, now=ticking())).findings if one.code in ("RA924", "RA925")]


def test_an_issued_paper_with_the_old_fact_is_an_error_until_it_is_issued_again(folder: Path) -> None:
    later(folder)
    assert found(folder) == [], "no answer changed anything"
    answered(folder, "Tenders are due at 5pm.")
    by_document = {one.left.document: one for one in found(folder)}
    one = by_document.pop("D07")
    assert one.message.startswith(
        "The Invitation was issued on 4 May 2027 and not again since an answer of 12 May 2027 changed something "
        "(Tenders are due at 5pm). It says '12 noon' where the project says '5pm'."
    )
    assert one.right is not None
    assert (one.left.where, one.right.where) == ("issued/001-D07", "tender.deadline_time")
    assert all("in out/ is not what would be built now" in other.message for other in by_document.values())
    opened = open_project(folder, now=ticking())
    assert build(opened).across["errors"] == 0, "a build mends it, so it does not stop at it"
    assert [one.left.document for one in found(folder)] == ["D07"], "built, and bidders have the old one"
    freeze(opened, "D07", on=date(2027, 5, 13))
    assert [one.document for one in issued(folder)] == ["D07", "D07"]
    assert found(folder) == []


@pytest.mark.slow
def test_an_answer_whose_change_stands_in_no_paper_is_a_warning(folder: Path) -> None:
    answered(folder, "Tenders are due at 5pm.")
    (one,) = found(folder)
    assert (one.code, one.severity, one.left.where) == ("RA925", "warning", "clarifications[noon].changed")
    answered(folder, None)
    assert found(folder) == []


def _block(id: str, *spans: tuple[str, str, str]) -> dict[str, Any]:
    return {"id": id, "spans": [{"kind": kind, "text": text, "path": path} for kind, text, path in spans]}


def test_what_counts_as_a_change() -> None:
    hour = ("text", "Come at ", ""), ("fact", "noon", "hour"), ("text", ".", "")
    then = {"blocks": [_block("a", *hour), _block("b", ("text", "Old.", ""))]}
    now = {"blocks": [_block("a", hour[0], ("fact", "5pm", "hour"), hour[2])]}
    assert [(one.path, one.was, one.printed) for one in changes_of(then, now)] == [("hour", "noon", "5pm"), ("", "Old.", "")]
    moved = {"blocks": [_block("a", ("text", "See ", ""), ("ref", "clause 4", "x"), ("fact", "1 May", "as_of_date"))]}
    again = {"blocks": [_block("a", ("text", "See ", ""), ("ref", "clause 5", "x"), ("fact", "2 May", "as_of_date"))]}
    assert list(changes_of(moved, again)) == []
    row = {"rows": [{"cells": [[{"kind": "fact", "text": "20%", "path": "w"}]]}], "id": "t"}
    other = {"rows": [{"cells": [[{"kind": "fact", "text": "25%", "path": "w"}]]}], "id": "t"}
    (one,) = changes_of({"blocks": [row]}, {"blocks": [other]})
    assert (one.path, one.was, one.printed) == ("w", "20%", "25%")
