"""The record of a procurement: each law has its own words and no other law's, empty registers read well, and what was taken out
leaves a note.

The projects are the worked sample with a few answers set by hand; nothing that the law room finds is printed here (no ``found``),
so that the words that are looked at are those of the documents themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.assembly.blocks import Heading, block_texts
from hls_procure.assembly.context import LawAnswer
from hls_procure.documents.pack import PackBuilder
from hls_procure.errors import InputError
from hls_procure.model import paths
from hls_procure.model.award import Award
from hls_procure.model.root import Project
from hls_procure.project.redact import redact
from hls_procure.work.opening import Opened, open_project
from tests.documents.docx_reading import Docx, W, text
from tests.documents.record import (
    RECORD,
    SHARED,
    SIGNS,
    UNWORDED,
    WORDED,
    assembled,
    law_of,
    paragraphs,
    rows,
    said,
    sections,
    under,
)
from tests.helpers import ticking

# Each law in its own words, and no other


@pytest.mark.parametrize("regime", WORDED)
@pytest.mark.parametrize("id", ["D05", "D16", "D17", "D18", "D22"])
@pytest.mark.parametrize("purpose", ["tender", "signature"])
def test_a_document_of_the_record_names_its_own_law_and_no_other(
    opened: Opened, sample: Project, id: str, regime: str, purpose: str
) -> None:
    if purpose not in opened.workspace.words.documents[id].builds:
        return
    words = said(assembled(opened, under(sample, regime), id, purpose=purpose))
    own = law_of(regime)
    for other, sign in SIGNS.items():
        found = {one for one in re.findall(sign, words) if one not in SHARED.get(other, ())} if other != own else set()
        assert found == set(), f"{id} of {regime} speaks of {other}"


@pytest.mark.parametrize("regime", WORDED)
def test_the_record_has_the_words_of_its_law(opened: Opened, sample: Project, regime: str) -> None:
    words = said(assembled(opened, under(sample, regime), "D22"))
    own = {
        "pa2023-light-touch": "sufficient to explain our material decisions",
        "pa2023-full": "sufficient to explain our material decisions",
        "pa2023-below": "Whether the duty to keep records in section 98 reaches it is not covered here",
        "psr-england": "We keep a record with these items, as regulation 24 asks",
        "psr-wales": "Regulation 30 asks for these items, among others",
        "pcr2015": "We must keep a written report for every contract",
    }
    assert [law for law, sentence in own.items() if sentence in words] == [law for law in own if own[law] == own[regime]]


@pytest.mark.parametrize(
    ("regime", "period"),
    [
        ("pa2023-light-touch", "three years from the day on which we enter into the contract"),
        ("pa2023-full", "three years from the day on which we enter into the contract"),
        ("pa2023-below", "is not covered here: ask counsel"),
        ("psr-england", "states no period for keeping it"),
        ("psr-wales", "three years from the award of the contract or the conclusion of the framework"),
        ("pcr2015", "at least three years from the award of the contract"),
    ],
)
def test_it_is_kept_as_long_as_its_law_says(opened: Opened, sample: Project, regime: str, period: str) -> None:
    kept = {
        id: text for id, text in paragraphs(assembled(opened, under(sample, regime), "D22")).items() if id.startswith("PR-18.")
    }
    assert period in " ".join(kept.values())
    assert sum(id.partition(".")[2] in ("pa", "below", "psr-england", "psr-wales", "pcr") for id in kept) == 1


def test_every_item_of_the_english_list_has_a_place_that_is_there(opened: Opened, sample: Project) -> None:
    document = assembled(opened, under(sample, "psr-england"), "D22")
    items = [row.split(" | ") for row in rows(document, "PR-03.items")]
    assert [item[0] for item in items] == list("abcdefghij")
    there = {b.number for b in document.blocks if isinstance(b, Heading)}
    for _, what, where in items:
        numbers = re.findall(r"\d+", where)
        assert numbers, what
        assert set(numbers) <= there


@pytest.mark.parametrize("regime", ["psr-england", "psr-wales"])
def test_each_nation_words_the_key_criteria_as_it_does(opened: Opened, sample: Project, regime: str) -> None:
    words = said(assembled(opened, under(sample, regime), "D22"))
    english = ["Quality and innovation", "facilitating choice", "Social value"]
    welsh = ["Social responsibility", "environmental and cultural"]
    own, other = (english, welsh) if regime == "psr-england" else (welsh, english)
    assert [one for one in own if one not in words] == []
    assert [one for one in other if one in words] == []


@pytest.mark.parametrize("id", ["D05", "D18", "D22"])
@pytest.mark.parametrize("regime", UNWORDED)
def test_where_there_are_no_words_the_document_is_refused_and_says_what_to_do(
    opened: Opened, sample: Project, id: str, regime: str
) -> None:
    with pytest.raises(InputError) as refused:
        assembled(opened, under(sample, regime), id)
    text = refused.value.problems[0].text()
    assert "legal.regime" in text
    assert "counsel" in text


@pytest.mark.parametrize("id", ["D16", "D17"])
@pytest.mark.parametrize("regime", UNWORDED)
def test_the_logs_need_a_competition(opened: Opened, sample: Project, id: str, regime: str) -> None:
    if regime == "scotland":
        assert "is not covered here" in said(assembled(opened, under(sample, regime), id))
    else:
        with pytest.raises(InputError, match="competition"):
            assembled(opened, under(sample, regime), id)


@pytest.mark.parametrize("id", ["D05", "D16", "D17", "D18", "D22"])
def test_while_no_law_is_recorded_none_is_printed(opened: Opened, sample: Project, id: str) -> None:
    document = assembled(opened, under(sample, None), id)
    words = said(document)
    for law, sign in SIGNS.items():
        assert re.findall(sign, words) == [], law
    if id in ("D05", "D18", "D22"):
        assert [b for b in document.blanks if b.path == "legal.regime" and b.blocks_final]


@pytest.mark.parametrize("regime", ["psr-england", "psr-wales", "pcr2015"])
def test_where_the_facts_point_to_another_law_the_record_says_so_and_lists_nothing_of_it(
    opened: Opened, sample: Project, regime: str
) -> None:
    work = opened.workspace
    project = under(sample, regime)
    whole = PackBuilder(project, work.schema, work.words, opened.guide, book=work.book).build(["D22"]).documents["D22"]
    words = paragraphs(whole)
    assert "do not agree" in words["PR-06.differs"]
    assert {"PR-10.differs", "PR-11.differs"} <= set(words)
    assert {"PR-10.to-come", "PR-11.days", "PR-11.open", "PR-17.must"}.isdisjoint(words)
    at = [b.id.startswith(("PR-06", "PR-01.amended")) for b in whole.blocks]
    elsewhere = "\n".join(block_texts([b for b, tests in zip(whole.blocks, at, strict=True) if not tests]))
    assert re.findall(SIGNS["pa2023"], elsewhere) == []
    agrees = PackBuilder(under(sample, "pa2023-light-touch"), work.schema, work.words, opened.guide, book=work.book)
    assert "PR-10.to-come" in paragraphs(agrees.build(["D22"]).documents["D22"])


# Every fact that stands beside words of a law is a fact of that law


@pytest.mark.parametrize("regime", WORDED)
@pytest.mark.parametrize("id", ["D05", "D16", "D17", "D18", "D22"])
def test_what_stands_there_rests_on_facts_of_that_law(opened: Opened, sample: Project, id: str, regime: str) -> None:
    asked: set[str] = set()

    def law(fact: str) -> LawAnswer:
        asked.add(fact)
        return LawAnswer("sound")

    assembled(opened, under(sample, regime), id, law=law)
    book = opened.workspace.book
    own = {"pa2023": {"PA2023"}, "psr-england": {"psr-england"}, "psr-wales": {"psr-wales"}, "pcr2015": {"PCR2015"}}[
        law_of(regime)
    ]
    assert {book.get(fact).regime for fact in asked} <= own


# Registers: empty, filled, and with something taken out


REGISTERS = {
    "D05": {"ME-03.listening": "listening", "ME-04.meetings": "tender.engagement", "ME-05.changed": "tender.engagement"},
    "D16": {"CQ-02.all": "clarifications", "CQ-02.alone": "clarifications", "CQ-03.changes": "clarifications"},
    "D17": {"EI-02.log": "talks"},
    "D18": {"CI-02.table": "interests", "CI-03.panel": "evaluation.panel"},
    "D22": {
        "PR-07.alternatives": "legal.alternatives", "PR-08.table": "decisions", "PR-10.done": "published",
        "PR-12.private": "clarifications", "PR-13.log": "tenets", "PR-14.list": "interests", "PR-15.table": "approvals",
        "PR-17.table": "withheld",
    },
}  # fmt: skip


@pytest.mark.parametrize(("id", "place", "list_"), [(d, p, x) for d, places in REGISTERS.items() for p, x in places.items()])
def test_an_empty_register_says_so_in_a_sentence(opened: Opened, sample: Project, id: str, place: str, list_: str) -> None:
    project = paths.put(under(sample, "pa2023-light-touch"), list_, ())
    shown = rows(assembled(opened, project, id), place)
    assert len(shown) == 1
    assert re.match(r"[A-Z].{8,}\.(?: \| )*\Z", shown[0]), shown


@pytest.fixture(scope="module")
def asked(opened: Opened, sample: Project) -> Project:
    """Three questions: one for everybody, one for a bidder alone, one about which nobody has decided."""
    kind = type_of(opened, "clarifications")
    made = (
        kind(id="leases", on=date(2027, 5, 3), asked="Who holds the leases?", answered_on=date(2027, 5, 7), answer="We do.",
             to_all=True, changed="The leases are on the portal now."),
        kind(id="accounts", on=date(2027, 5, 4), asked="Our auditor fell ill.", answered_on=date(2027, 5, 7),
             answer="It is about one person's health.", to_all=False, changed=""),
        kind(id="open", on=date(2027, 5, 5), asked="May we bring a friend?"),
    )  # fmt: skip
    return paths.put(under(sample, "pa2023-light-touch"), "clarifications", made)


def type_of(opened: Opened, name: str) -> Any:
    """The class of the records of a list of the project."""
    from typing import get_args, get_type_hints

    hint = get_type_hints(Project)[name]
    return next(inner for one in get_args(hint) for inner in get_args(one) if inner is not Ellipsis)


def test_bidders_never_read_the_question_of_an_answer_to_one_alone(opened: Opened, asked: Project) -> None:
    log = assembled(opened, asked, "D16")
    assert [row.split(" | ")[0] for row in rows(log, "CQ-02.all")] == ["1"]
    assert rows(log, "CQ-02.alone") == ["2 | 4 May 2027 | 7 May 2027 | It is about one person's health."]
    assert rows(log, "CQ-03.changes") == ["1 | 7 May 2027 | The leases are on the portal now."]
    assert "auditor" not in said(log)
    assert log.audience == "bidders"


def test_a_question_that_is_not_decided_is_left_out_and_the_log_says_so(opened: Opened, asked: Project) -> None:
    log = assembled(opened, asked, "D16")
    assert "friend" not in said(log)
    assert "CQ-02.left-out" in paragraphs(log)
    decided = paths.put(asked, "clarifications", paths.get(asked, "clarifications")[:2])
    assert "CQ-02.left-out" not in paragraphs(assembled(opened, decided, "D16"))


def test_the_record_has_the_private_question_and_counts_them_all(opened: Opened, asked: Project) -> None:
    record = assembled(opened, asked, "D22")
    assert record.audience == "privileged"
    assert rows(record, "PR-12.private") == [
        "2 | 4 May 2027 | Our auditor fell ill. | 7 May 2027 | It is about one person's health."
    ]
    assert paragraphs(record)["PR-12.asked"] == "There are three questions with their answers in the Clarification Log."
    one = paths.put(asked, "clarifications", paths.get(asked, "clarifications")[:1])
    assert (
        paragraphs(assembled(opened, one, "D22"))["PR-12.asked"]
        == "There is one question with its answer in the Clarification Log."
    )


def test_an_entry_that_not_everybody_has_yet_stands_in_the_way_of_a_final_version(opened: Opened, sample: Project) -> None:
    kind = type_of(opened, "talks")
    entry = kind(id="leases", on=date(2027, 6, 15), round="first round", bidder="the first group", given="The leases.")
    project = paths.put(under(sample, "pa2023-light-touch"), "talks", (entry,))
    blocking = [b.path for b in assembled(opened, project, "D17").blanks if b.blocks_final and b.path.startswith("talks")]
    assert blocking == ["talks[leases].to_all_on"]


def test_without_conversations_there_is_no_log_of_them(opened: Opened, sample: Project) -> None:
    project = paths.put(under(sample, "pa2023-light-touch"), "tender.conversations.rounds", 0)
    with pytest.raises(InputError, match="no design conversations"):
        assembled(opened, project, "D17")
    assert "Equal-Information Log" not in said(assembled(opened, project, "D22"))


def test_words_that_were_taken_out_leave_a_note_in_the_record(tamarside: Path) -> None:
    before = open_project(tamarside, now=ticking())
    interest = next(one for one in before.project.interests or () if one.id == "tideline-member")
    assert interest.interest is not None
    assert interest.interest in said(assembled(before, before.project, "D18"))
    redact(before.folder, "interests[tideline-member]", by="the lead", on=date(2027, 3, 2), why="asked for it")
    before.folder.close()
    after = open_project(tamarside, now=ticking())
    for id, place in (("D18", "CI-02.table"), ("D22", "PR-14.list")):
        document = assembled(after, after.project, id)
        assert interest.interest not in said(document)
        (row,) = [row for row in rows(document, place) if "[taken out on 2 March 2027 at the person's wish]" in row]
        assert "a potential conflict" in row, "that there is a tie, and of what kind, stays on the record"
        assert len(rows(document, place)) == len(before.project.interests or ())


# The engagement record


def test_the_notice_stands_with_its_date_or_its_reason_or_as_a_gap(opened: Opened, sample: Project) -> None:
    def notice(on: date | None, why: str | None) -> set[str]:
        project = under(sample, "pa2023-light-touch")
        project = replace(project, tender=replace(project.tender, engagement_notice=on, engagement_none=why))
        return {id.rpartition(".")[2] for id in paragraphs(assembled(opened, project, "D05")) if id.startswith("ME-07.")}

    always = {"duty", "holds", "where"}
    assert notice(date(2026, 10, 5), None) == always | {"published"}
    assert notice(None, "We had known the market for years.") == always | {"none"}
    assert notice(None, None) == always | {"neither"}


def test_only_the_act_asks_for_an_engagement_notice(opened: Opened, sample: Project) -> None:
    with_notice = [r for r in WORDED if "ME-07" in sections(assembled(opened, under(sample, r), "D05"))]
    assert with_notice == ["pa2023-light-touch", "pa2023-full"]


def test_who_was_heard_first_follows_the_dates(opened: Opened, sample: Project) -> None:
    words = paragraphs(assembled(opened, under(sample, "pa2023-light-touch"), "D05"))
    first = min(sample.listening or (), key=lambda one: one.on)
    assert ("ME-03.first" in words) == (first.kind == "lived")
    later = [replace(one, kind="provider") if one.on == first.on else one for one in sample.listening or ()]
    turned = paragraphs(assembled(opened, paths.put(under(sample, "pa2023-light-touch"), "listening", tuple(later)), "D05"))
    assert "ME-03.first" not in turned
    assert "ME-03.not-first" in turned


# The assessment of conflicts


def test_an_assessment_after_the_tender_notice_is_pointed_out(opened: Opened, sample: Project) -> None:
    notice = sample.tender.dates.notice
    assert notice is not None

    def late(on: date, regime: str = "pa2023-light-touch") -> bool:
        project = paths.put(under(sample, regime), "conflict_assessment.on", on)
        return "CI-02.late" in paragraphs(assembled(opened, project, "D18"))

    assert not late(notice)
    assert late(date.fromordinal(notice.toordinal() + 1))
    assert not late(date.fromordinal(notice.toordinal() + 1), "pcr2015"), "the rule is the Act's"


# The award


def test_no_winner_is_named_before_the_words_for_signature(opened: Opened, sample: Project) -> None:
    names = [one.name for one in sample.award.members or ()]
    assert names
    tender = said(assembled(opened, under(sample, "pa2023-light-touch"), "D22"))
    signed = assembled(opened, under(sample, "pa2023-light-touch"), "D22", purpose="signature")
    assert [name for name in names if name in tender] == []
    assert "No award is recorded here." in tender
    assert [name for name in names if name not in said(signed)] == []
    assert "PR-16.none" not in paragraphs(signed)
    assert len(rows(signed, "PR-16.members")) == len(names)
    without = replace(under(sample, "pa2023-light-touch"), award=Award())
    assert "PR-16.none" in paragraphs(assembled(opened, without, "D22", purpose="signature"))


def test_all_documents_of_the_record_are_there(opened: Opened) -> None:
    documents = opened.workspace.words.documents
    assert set(RECORD) <= set(documents)
    assert {id: documents[id].audience for id in RECORD} == {
        "D05": "bidders", "D16": "bidders", "D17": "privileged", "D18": "privileged", "D22": "privileged", "D31": "privileged",
    }  # fmt: skip


def test_why_there_is_nothing_runs_across_every_column(every_word_file: dict[str, Docx], every_page: dict[str, str]) -> None:
    tables = [table for table in every_word_file["D16"].tables() if len(table.findall(f"{W}tr")) == 2]
    assert len(tables) == 3, "nobody has asked anything in the sample yet"
    for table in tables:
        head, only = table.findall(f"{W}tr")
        (cell,) = only.findall(f"{W}tc")
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        assert span is not None
        assert int(span.get(f"{W}val", "1")) == len(head.findall(f"{W}tc")) > 2
        assert text(cell).endswith(".")
    assert len(re.findall(r'<td colspan="[3-5]">[A-Z][^<]+\.</td>', every_page["D16"])) == 3
