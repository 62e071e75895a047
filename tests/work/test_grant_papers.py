"""The other papers of a grant: each there with its facts where it is needed, and nowhere else, and each saying who keeps what."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hls_procure.documents.house import load_house_style
from hls_procure.documents.pack import Pack
from hls_procure.findings import Finding
from hls_procure.model.grant import Afterwards, Offer, Payment, SharedLearning
from hls_procure.model.values import Money, Percent
from hls_procure.readacross.report import read_across
from hls_procure.work.building import assemble, render
from hls_procure.work.checking import check_project, pack_of
from hls_procure.work.opening import Looked, look
from hls_procure.work.status import status
from tests.helpers import run
from tests.work.test_grant import changed, said
from tests.work.test_grant_pages import POWER

#: What each paper is made from, over the answers of the sample.
FILLED: dict[str, dict[str, Any]] = {
    "D29c": {"grant__reporting__form": "shared"},
    "D29d": {
        "grant__next_letter": "change",
        "grant__change__what": "We pay in two halves, on 15 January and 15 July, in place of one payment each January.",
        "grant__change__why": "You told us that one payment a year leaves you with a hole each autumn.",
        "grant__change__on": date(2029, 1, 15),
    },
    "D29e": {
        "grant__next_letter": "more",
        "grant__more__why": "Wages on the coast went up faster than either of us thought, and you have kept everybody on.",
        "grant__more__payments": (
            Payment("y2029", date(2029, 1, 15), Money.parse("4000")),
            Payment("y2030", date(2030, 1, 15), Money.parse("4120.50")),
        ),
    },
    "D29f": {
        "grant__next_letter": "last",
        "grant__last__why": "From 2032 we give only in the north of the county. It has nothing to do with your work, which we "
        "would choose again.",
        "grant__last__offers": (
            Offer("meet", "Three funders who work on the coast will meet you, and we bring you together."),
            Offer("write", "We write down what we saw of your work, and you may show it to anybody."),
        ),
    },
    "D29g": {
        "grant__next_letter": "invite",
        "grant__invite__why": "Three organisations whom we fund told us that young people on the coast send one another to you.",
        "grant__invite__hope": "To understand what you would do with five years of money without strings.",
        "grant__invite__chance": "We talk with six organisations this spring and have money for two or three of them. "
        "If you are part of a larger charity, it will be a no.",
        "grant__invite__paid": Money.parse("250"),
        "grant__invite__talk_by": date(2026, 10, 30),
        "grant__invite__answer_by": date(2026, 11, 20),
    },
    "D29h": {},
    "D29i": {
        "grant__basis": "inquiry",
        "grant__purpose": "What would it take for no young person on the coast to have to leave in order to be heard?",
        "grant__inquiry__shared": (
            SharedLearning("walk", "Twice a year you walk us round, and bring whoever would like to come."),
            SharedLearning("mirror", "Once a year we tell you what we found out about ourselves."),
        ),
        "grant__inquiry__owner": "theirs",
        "grant__inquiry__care": "Young people who take part choose somebody whom they trust, who is paid to be there and has "
        "time afterwards.",
    },
    "D29j": {
        "grant__next_letter": "flex",
        "grant__flex__beside": "our agreement of 1 April 2026 on evening opening",
        "grant__flex__other": "Senlow County Council",
        "grant__flex__until": date(2029, 3, 31),
        "grant__flex__after": (
            Afterwards("tenth", "you moved more than a tenth of the money from one thing to another"),
            Afterwards("hours", "the door was open at other hours for more than a month"),
        ),
    },
}  # fmt: skip
#: What must stand in each, from its facts.
SAYS = {
    "D29c": ["This is what The Long Acre Fund asks for. It takes about 6 hours a year",
             "your annual report, as you wrote it for others",
             "our grants lead and two trustees", "each July, when your trustees have seen it"],
    "D29d": ["from 15 January 2029 we would like to change one thing", "We pay in two halves", "a hole each autumn",
             "still £212,365 in all and runs until 14 January 2032", "once we have both agreed", "grants@longacre.example"],
    "D29e": ["we would like to add £8,120.50 to our grant", "kept everybody on", "The grant was £212,365.", "£220,485.50 in all",
             "another £4,000 on 15 January 2029 and another £4,120.50 on 15 January 2030.", "“yes, we accept”"],
    "D29f": ["When our grant ends on 14 January 2032, we will not go on.", "which we would choose again",
             "£40,000 on 15 January 2027, £41,200 on", "It would be half of the last payment", "Three funders who work",
             "Within five working days of this letter our grants lead rings you",
             "the talk that our letter promised, by 31 January 2030"],
    "D29g": ["You need not apply for it.", "send one another to you", "money without strings", "Please prepare nothing.",
             "We pay you £250 for your time, whatever comes of the talk.", "by 30 October 2026", "By 20 November 2026 you hear",
             "have money for two or three of them"],
    "D29h": ["Every twelve months we ask those whom we fund", "Please give no name", "Which of our promises have we not kept?",
             "We publish what was said, what we change and by when"],
    "D29i": ["What would it take for no young person", "There is no right answer", "Twice a year you walk us round",
             "What you find and what you make of it are yours.", "who is paid to be there", "the letter counts"],
    "D29j": ["you work under our agreement of 1 April 2026 on evening opening", "until 31 March 2029",
             "The Long Acre Fund and Senlow County Council promise it together", "stop something that no longer helps",
             "the door was open at other hours", "Until then you may go on.", "changes no word of that paper"],
}  # fmt: skip
#: The sentence of each by which somebody here answers for its promise.
OWNER = {
    "D29c": "tell our grants lead (grants@longacre.example), who will ring them for you",
    "D29d": "tell our grants lead before you agree, who answers within five working days",
    "D29e": "Our grants lead sees to it that it is paid.",
    "D29f": "our grants lead sees to it",
    "D29g": "Our grants lead sees to it that it is paid.",
    "D29h": "Our grants lead answers for what comes of it.",
    "D29i": "Our grants lead tells you each time what we change",
    "D29j": "write to our grants lead (grants@longacre.example), who settles it within five working days",
}


@pytest.fixture(scope="module")
def sample(sample_once: Callable[[str], Path]) -> Looked:
    return look(sample_once("youthvoice"))


@pytest.fixture(scope="module")
def made(sample: Looked) -> dict[str, Pack]:
    return {id: assemble(changed(sample, **facts), only=[id]) for id, facts in FILLED.items()}


def words_of(sample: Looked, id: str, **more: Any) -> str:
    pack = assemble(changed(sample, **{**FILLED[id], **more}), only=[id])
    return said(pack.documents[id])


@pytest.mark.parametrize("id", FILLED)
def test_it_says_its_facts_and_who_answers_for_it_and_nothing_is_open(made: dict[str, Pack], id: str) -> None:
    document = made[id].documents[id]
    words = said(document)
    for part in (*SAYS[id], OWNER[id]):
        assert part in words, (part, words)
    assert document.blanks == ()
    assert made[id].findings == []
    assert document.audience == "recipient"
    assert not POWER.findall(words)


@pytest.mark.parametrize("id", FILLED)
def test_it_is_there_only_where_it_is_needed(sample: Looked, id: str) -> None:
    usual = assemble(sample)
    assert (id in usual.documents) is (id == "D29h")
    without = sample if id != "D29h" else changed(sample, grant__feedback__kind="conversation")
    assert id not in assemble(without).documents
    asked = assemble(without, only=[id])
    assert asked.documents == {}
    assert asked.refused[0].where == id
    assert "GR-" in asked.refused[0].why


@pytest.mark.parametrize("id", FILLED)
def test_it_is_there_with_the_letter_and_both_say_the_same(sample: Looked, id: str) -> None:
    opened = changed(sample, **FILLED[id])
    pack = assemble(opened)
    assert {*pack.documents} == {"D29a", "D29b", "D29h", "D29k", "D29l", "D29m", id}
    assert pack.refused == []
    assert [finding.message for finding in check_project(opened).findings] == []


def language(opened: Looked, id: str) -> list[Finding]:
    """What the checks of grant letters find in a paper that is read as if it were one."""
    pack = pack_of(opened, assemble(opened, only=[id]))
    pack.documents = {id: replace(pack.documents[id], part="grant")}
    return list(read_across(pack).findings)


@pytest.mark.parametrize("id", FILLED)
def test_no_check_of_grant_letters_finds_anything_in_its_words(sample: Looked, id: str) -> None:
    found = [finding for finding in language(changed(sample, **FILLED[id]), id) if finding.code in WORDS]
    assert [f"{finding.code} {finding.message}" for finding in found] == []


WORDS = ("RA710", "RA712", "RA713", "RA714", "RA716", "RA717", "RA718", "RA719", "RA730")


def test_a_word_of_power_in_one_of_them_would_be_found(sample: Looked) -> None:
    facts = {**FILLED["D29d"], "grant__change__what": "You shall report to our satisfaction, at our absolute discretion."}
    assert "RA716" in {finding.code for finding in language(changed(sample, **facts), "D29d")}


# The shared report


def test_another_funder_finds_a_place_in_the_shared_report_and_no_figure_is_asked_for(made: dict[str, Pack]) -> None:
    words = said(made["D29c"].documents["D29c"])
    assert "Every funder who signs here takes it too, in place of a report of its own." in words
    assert "A line without those answers need not be answered." in words
    assert not re.search(r"target|budget|figures|evaluat", words, re.IGNORECASE)


# More money


@pytest.mark.parametrize("added", [["0.01"], ["8000"], ["1", "2.50", "3000"]])
def test_the_new_sum_is_the_old_one_and_what_is_added(sample: Looked, added: list[str]) -> None:
    payments = tuple(Payment(f"p{n}", date(2029 + n, 1, 15), Money.parse(sum_)) for n, sum_ in enumerate(added))
    words = words_of(sample, "D29e", grant__more__payments=payments)
    old, more, new = (
        Money.parse(re.search(rf"{lead} £([\d,.]*\d)", words)[1])  # type: ignore[index]
        for lead in ("grant was", "like to add", "it is now")
    )
    assert old == Money(sum(payment.amount.pence for payment in sample.project.grant.payments or () if payment.amount))
    assert more == Money(sum(payment.amount.pence for payment in payments if payment.amount))
    assert new == old + more


def test_a_yearly_rise_is_kept_apart_from_what_is_added(sample: Looked) -> None:
    words = words_of(sample, "D29e", grant__uplift__kind="percent", grant__uplift__percent=Percent.parse("3"))
    assert "Before its yearly rise the grant was £212,365." in words
    assert "What we add does not rise" in words
    assert "yearly rise" not in words_of(sample, "D29e")


@pytest.mark.parametrize("id", ["D29d", "D29f"])
def test_a_yearly_rise_is_not_forgotten_where_sums_are_named(sample: Looked, id: str) -> None:
    rising = words_of(sample, id, grant__uplift__kind="percent", grant__uplift__percent=Percent.parse("3"))
    assert "yearly rise" in rising
    assert "yearly rise" not in words_of(sample, id)


def test_a_foundation_that_decides_for_an_authority_adds_public_money(sample: Looked) -> None:
    words = words_of(sample, "D29e", funder__decision_public__answer=True, grant__subsidy__route="mfa")
    assert "counts as minimal financial assistance" in words


@pytest.mark.parametrize(
    ("route", "says", "stops"),
    [
        ("mfa", "counts as minimal financial assistance", False),
        ("spei", "counts as assistance for services of public economic interest", False),
        ("unsure", "Not settled: whether the added money is a subsidy", True),
        ("none", "", False),
    ],
)
def test_public_money_that_is_added_waits_for_its_papers(sample: Looked, route: str, says: str, stops: bool) -> None:
    facts = {**FILLED["D29e"], "grant__public_money": True, "grant__subsidy__route": route}
    pack = assemble(changed(sample, **facts), only=["D29e"])
    words = said(pack.documents["D29e"])
    assert says in words
    assert ("public money" in words) is (route in ("mfa", "spei"))
    assert ("RA151" in {finding.code for finding in pack.findings}) is stops


# The end


def test_the_last_grant_of_the_exit_letter_is_the_one_that_the_grant_letter_promised(sample: Looked) -> None:
    said_of_it = "It would be half of the last payment, and our trustees have set it aside."
    for answer in (True, False):
        opened = changed(sample, **FILLED["D29f"], grant__exit__answer=answer)
        pack = assemble(opened)
        letter, leaving = said(pack.documents["D29a"]), said(pack.documents["D29f"])
        assert (said_of_it in letter) is answer
        assert said_of_it in leaving
        assert ("you get a last grant to ease the ending" in leaving) is answer
        assert ("There is no last grant, and we say so now" in leaving) is not answer


def test_a_last_grant_of_which_nobody_has_decided_is_open_and_stops_the_letter(sample: Looked) -> None:
    facts = {**FILLED["D29f"], "grant__exit__answer": None, "grant__exit__why": None}
    document = assemble(changed(sample, **facts), only=["D29f"]).documents["D29f"]
    assert "(GR-51)" in " ".join(blank.words for blank in document.blanks)
    assert "you get a last grant" not in said(document)


def test_the_exit_letter_asks_for_nothing_and_takes_nothing_that_the_grant_letter_gave(sample: Looked) -> None:
    words = words_of(sample, "D29f")
    assert "Until then everything in our letter holds" in words
    assert "We ask for nothing more because the grant ends." in words
    assert not re.search(r"\breturn\b|give back|pay back|unspent|final report|evaluat|condition", words, re.IGNORECASE)
    letter = words[words.index("Dear all at Quayside") :]
    assert letter.index("we will not go on") < letter.index("This is why") < 250


@pytest.mark.parametrize(
    ("on", "left", "late", "talk"),
    [
        (date(2029, 12, 1), ["£43,709 on 15 January 2030", "£45,020 on 15 January 2031"], False, True),
        (date(2030, 1, 15), ["£45,020 on 15 January 2031"], False, True),
        (date(2031, 1, 14), ["£45,020 on 15 January 2031"], False, False),
        (date(2031, 1, 15), ["nothing more: every payment has been made"], True, False),
    ],
)
def test_it_names_what_is_still_to_come_and_owns_up_to_being_late(
    sample: Looked, on: date, left: list[str], late: bool, talk: bool
) -> None:
    words = words_of(sample, "D29f", as_of_date=on)
    assert f"you still receive {' and '.join(left)}." in words
    assert ("You should have heard this by 14 January 2031" in words) is late
    assert ("We tell you now, so that you have time." in words) is not late
    assert ("the talk that our letter promised" in words) is talk


def test_a_council_says_whom_else_it_tells(sample: Looked) -> None:
    assert "three months" in words_of(sample, "D29f", funder__kind="council")
    assert "three months" not in words_of(sample, "D29f")


def test_offers_that_nobody_makes_leave_no_trace(sample: Looked) -> None:
    assert "What we offer" in words_of(sample, "D29f")
    assert "What we offer" not in words_of(sample, "D29f", grant__last__offers=())


# The survey


def test_the_survey_says_who_sees_the_answers_as_the_letter_promised(sample: Looked) -> None:
    nameless, outside = words_of(sample, "D29h"), words_of(sample, "D29h", grant__feedback__kind="third")
    assert "somebody outside our organisation" in outside
    assert "somebody outside" not in nameless
    assert "They tell us what was said and never who said it" in outside
    for recipient in ("Quayside", "£"):
        assert recipient not in nameless


def test_nothing_in_the_file_of_the_survey_tells_whose_copy_it_is(sample: Looked, made: dict[str, Pack]) -> None:
    survey = made["D29h"].documents["D29h"]
    assert sample.project.project.reference == "LAF-2027-001"
    assert survey.front.reference == "Survey"
    file = render(sample, survey, "docx", load_house_style(sample.workspace.finder))
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        held = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert "What is it like to be funded by us?" in held
    for trace in ("LAF-2027-001", "2027-001", "Quayside", "Youth Voice"):
        assert trace not in held


# The inquiry


def test_whose_the_learning_is_has_three_answers_and_stories_stay_with_those_who_told_them(sample: Looked) -> None:
    texts = {owner: words_of(sample, "D29i", grant__inquiry__owner=owner) for owner in ("theirs", "both", "anybody")}
    assert len(set(texts.values())) == 3
    assert all("A story belongs to whoever told it." in words for words in texts.values())


# Freedom beside another paper


def test_a_promise_made_alone_names_nobody_else(sample: Looked) -> None:
    alone = words_of(sample, "D29j", grant__flex__other=None, grant__flex__after=())
    for gone in ("promise it together", "Signed for", "afterwards", "["):
        assert gone not in alone


# As pages


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice or poppler is not installed: pages not counted"
)
def test_each_has_one_page(sample: Looked, made: dict[str, Pack], tmp_path: Path) -> None:
    style = load_house_style(sample.workspace.finder)
    for id, pack in made.items():
        (tmp_path / f"{id}.docx").write_bytes(render(sample, pack.documents[id], "docx", style))
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--convert-to", "pdf"]
    files = [str(tmp_path / f"{id}.docx") for id in made]
    subprocess.run([*office, "--outdir", str(tmp_path), *files], capture_output=True, timeout=180, check=True)
    pages = {}
    for id in made:
        told = subprocess.run(["pdfinfo", tmp_path / f"{id}.pdf"], capture_output=True, text=True, check=True).stdout
        pages[id] = int(re.findall(r"Pages:\s+(\d+)", told)[0])
    assert pages == dict.fromkeys(FILLED, 1)


# The stage that nobody is led to


def test_the_first_walk_does_not_lead_to_it_and_nothing_in_it_is_missing(sample: Looked) -> None:
    page = run("status", sample.folder.path).stdout
    assert "when needed  When another letter is due" in page
    assert f"Next: hls-procure build {sample.folder.path}" in page
    assert status(changed(sample, grant__next_letter="change")).next_stage == "later"


def test_it_is_walked_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    run("new", folder, "--playbook", "funder-led")
    typed = ["more money", "You have kept everybody on.", "", "save"]
    result = run("walk", folder, "--stage", "later", input="".join(f"{line}\n" for line in typed))
    assert result.exit_code == 0, result.output
    assert "Which letter do you want to write now?" in result.stdout
    assert "Why do you add to the grant?" in result.stdout
    assert "What changes in the grant" not in result.stdout
