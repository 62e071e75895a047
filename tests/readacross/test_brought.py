"""What other rooms found becomes findings of the catalogue, each once and with both sides."""

from __future__ import annotations

import pytest

from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import Conflict
from hls_procure.model.facts import FactView
from hls_procure.readacross.brought import BY_ID, LAW, code_of, from_law
from hls_procure.readacross.pack import Pack
from tests.readacross.packs import Bench

PATHS = ("tender.dates.award_notice", "tender.dates.sign")


def law_pack(bench: Bench, *conflicts: Conflict) -> Pack:
    facts = FactView(bench.opened.project, bench.opened.workspace.schema)
    return Pack(bench.checks, facts, conflicts=conflicts, book=bench.opened.workspace.book)


def conflict(id: str, code: str, severity: str = "error") -> Conflict:
    reason = Reason("x", "Two things do not go together.", ("gap-pa-s23",), ("a text was not read",))
    return Conflict(id, code, severity, reason, "Change one of them.", PATHS)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", LAW)
def test_a_conflict_of_the_law_room_keeps_its_code_its_words_and_its_source(bench: Bench, code: str) -> None:
    (one,) = from_law(law_pack(bench, conflict("x", code)))
    assert (one.code, one.name, one.severity) == (code, bench.checks[code].name, "error")
    assert one.message == "Two things do not go together. (a text was not read.)"
    assert (one.left.where, one.left.quote) == ("tender.dates.award_notice", "2027-11-23")
    assert one.right is not None
    assert one.right.where == "tender.dates.sign"
    assert (one.hint, one.reference) == ("Change one of them.", "PA 2023 s.23")


@pytest.mark.parametrize(("id", "code"), BY_ID.items())
def test_one_without_a_code_gets_that_of_its_kind(bench: Bench, id: str, code: str) -> None:
    (one,) = from_law(law_pack(bench, conflict(f"{id}something", "")))
    assert one.code == code == code_of(conflict(id, ""))


def test_a_standstill_counts_once_however_many_rules_saw_it(bench: Bench) -> None:
    found = list(from_law(law_pack(bench, conflict("standstill-sign", "RA407"), conflict("signature-in-standstill", "RA407"))))
    assert [one.code for one in found] == ["RA407"]
    assert len(list(from_law(law_pack(bench, conflict("standstill-sign", "RA407"))))) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tender.dates.sign": "2027-12-02"}, "RA407"),
        ({"tender.dates.questions_last": "2027-09-24"}, "RA402"),
        ({"tender.dates.tenders": "2027-09-25"}, "RA405"),
        ({"tender.estimated_value": "70000000"}, "RA313"),
        ({"project.jurisdiction": "SCT"}, "RA516"),
        ({"tender.valid_days": "30"}, "RA415"),
    ],
)
def test_the_law_room_is_asked(bench: Bench, changes: dict[str, str], code: str) -> None:
    assert bench.findings({"set": changes, "law": True}, code)
    assert bench.findings({"law": True}, code) == []


def test_what_assembly_saw_is_there_once(bench: Bench) -> None:
    found = bench.findings({"set": {"evaluation.criteria[social-value].weight": "20"}, "build": True})
    assert [(f.code, f.left.where) for f in found if f.severity == "error"] == [("RA201", "evaluation.criteria")]


def test_a_link_to_a_minimum_requirement_is_explained_and_not_called_dangling(bench: Bench) -> None:
    linked = ["knowing-what-happens", "company-after-five", "safeguarding"]
    given = {"set": {"evaluation.criteria[learning-and-change].commitments": linked}, "build": True}
    found = bench.findings(given)
    assert [f.code for f in found if f.code in ("RA103", "RA106")] == ["RA106"]
    linked[2] = "safegarding"
    assert [f.code for f in bench.findings(given) if f.code in ("RA103", "RA106")] == ["RA103"]
