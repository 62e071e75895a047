"""A competition that is kept for some: each law's own tests, its longest term, and what goes to counsel."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from hls_procure.assembly.assemble import Assembler
from hls_procure.assembly.checks import pack_findings
from hls_procure.errors import InputError
from hls_procure.model.found import Found
from hls_procure.model.root import Project
from hls_procure.model.values import Percent
from hls_procure.work.opening import Opened
from tests.documents.record import SIGNS, UNWORDED, assembled, law_of, paragraphs, reserved, said, sections, under


@pytest.mark.parametrize("kind", [None, "none"])
def test_without_a_reservation_there_is_no_note_on_one(opened: Opened, sample: Project, kind: str | None) -> None:
    with pytest.raises(InputError, match=r"legal\.reserved\.kind"):
        assembled(opened, reserved(sample, "pa2023-light-touch", kind), "D31")


@pytest.mark.parametrize("regime", ["psr-england", "psr-wales", *UNWORDED])
def test_nor_under_a_law_for_which_there_are_no_words(opened: Opened, sample: Project, regime: str) -> None:
    with pytest.raises(InputError, match="ask counsel"):
        assembled(opened, reserved(sample, regime, "mutual"), "D31")


RESERVED = {
    ("pa2023-light-touch", "mutual"): ("section 33", "management and control of its employees"),
    ("pa2023-full", "mutual"): ("section 33", "management and control of its employees"),
    ("pa2023-light-touch", "supported"): ("section 32", "wholly or partly to give employment"),
    ("pcr2015", "mutual"): ("regulation 77", "employees, users or stakeholders"),
    ("pcr2015", "supported"): ("regulation 20", "sheltered workshop"),
    ("pa2023-below", "local"): ("below threshold", "outside the United Kingdom"),
}


@pytest.mark.parametrize(("regime", "kind"), RESERVED, ids=["-".join(one) for one in RESERVED])
def test_each_reservation_has_its_own_tests_and_no_other(opened: Opened, sample: Project, regime: str, kind: str) -> None:
    words = said(assembled(opened, reserved(sample, regime, kind), "D31")).lower()
    own = RESERVED[regime, kind]
    assert [one for one in own if one.lower() not in words] == []
    others = {text for pair in RESERVED.values() for text in pair} - set(own) - {"below threshold", "section 32"}
    assert [one for one in others if one.lower() in words] == []
    for other, sign in SIGNS.items():
        if other != law_of(regime):
            assert re.findall(sign, said(assembled(opened, reserved(sample, regime, kind), "D31"))) == [], other


@pytest.mark.parametrize(
    ("regime", "kind"),
    [("pa2023-below", "mutual"), ("pa2023-below", "supported"), ("pa2023-light-touch", "local"), ("pcr2015", "local")],
)
def test_where_a_reservation_and_a_law_do_not_meet_it_goes_to_counsel(
    opened: Opened, sample: Project, regime: str, kind: str
) -> None:
    words = paragraphs(assembled(opened, reserved(sample, regime, kind), "D31"))
    assert "There are no words for this reservation" in words["RC-06.none"]
    assert any("counsel" in text for id, text in words.items() if id.startswith("RC-13."))


@pytest.mark.parametrize(("regime", "most"), [("pa2023-light-touch", 5), ("pcr2015", 3)])
def test_a_term_that_is_too_long_is_an_error_and_the_longest_is_not(
    opened: Opened, sample: Project, regime: str, most: int
) -> None:
    def too_long(years: int) -> tuple[list[str], bool]:
        project = reserved(sample, regime, "mutual")
        term = replace(project.alliance.term, initial=years, extensions=())
        project = replace(project, alliance=replace(project.alliance, term=term))
        room = Assembler(project, opened.workspace.schema, opened.workspace.words, found=lambda: Found())
        found = pack_findings(room.context, (opened.workspace.words.documents["D31"],))
        printed = any(id.startswith("RC-13.term-") for id in paragraphs(room.assemble("D31")))
        return [f.severity for f in found if f.code == "RA151"], printed

    assert too_long(most) == ([], False)
    assert too_long(most + 1) == (["error"], True)


@pytest.mark.parametrize(("share", "low"), [("29", True), ("30", False)])
@pytest.mark.parametrize("regime", ["pa2023-light-touch", "pcr2015"])
def test_a_share_below_the_least_is_pointed_out(opened: Opened, sample: Project, regime: str, share: str, low: bool) -> None:
    project = reserved(sample, regime, "supported")
    project = under(project, regime, reserved=replace(project.legal.reserved, share=Percent.parse(share)))
    words = paragraphs(assembled(opened, project, "D31"))
    assert any(id.startswith("RC-13.low-share") for id in words) == low


def test_the_wording_to_copy_has_its_twelve_sections_in_order(opened: Opened, sample: Project) -> None:
    document = assembled(opened, reserved(sample, "pa2023-light-touch", "mutual"), "D31")
    copied = [id for id in sections(document) if id.startswith("RC-")]
    assert copied == ["RC-13", *(f"RC-{n:02}" for n in range(1, 13))]
    assert document.audience == "privileged"
