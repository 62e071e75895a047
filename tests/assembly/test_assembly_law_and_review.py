"""What the law room says of a fact stands marked in the words; what a lawyer settled, and what changed since, on the face."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hls_procure.assembly.assemble import text_hash
from hls_procure.assembly.blocks import Blank, Para, Span, plain_text
from hls_procure.assembly.context import LawAnswer, LawState
from hls_procure.documents.pack import PackBuilder
from hls_procure.model.registers import Review, Settled
from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from tests.assembly.small_library import assembled, body, project

LEGAL = {"AA-01": '  - {id: one, text: "The law asks for it.", law: [law-01, law-02]}\n  - {id: two, text: "Nothing legal."}'}


def answers(state: LawState, words: str = "the Act was not read") -> dict[str, LawAnswer]:
    return {"law-01": LawAnswer(state, words), "law-02": LawAnswer("sound")}


def test_a_sound_fact_leaves_the_words_alone() -> None:
    made = assembled(LEGAL, law=lambda id: LawAnswer("sound"))
    assert body(made)[0] == "1.1 The law asks for it."
    assert made.blanks == ()
    assert next(b.trace.law for b in made.blocks if isinstance(b, Para)) == ("law-01", "law-02")


@pytest.mark.parametrize(
    ("state", "printed", "blocks"),
    [
        ("caution", "[Check before this goes out: the Act was not read]", False),
        ("not-covered", "[Not covered: the Act was not read]", True),
        ("not-in-force", "[Not in force on the day that counts: the Act was not read]", True),
        ("unknown", "[This legal point has no source: the Act was not read]", True),
    ],
)
def test_a_fact_that_is_not_sound_is_marked_where_it_stands_and_listed(state: LawState, printed: str, blocks: bool) -> None:
    made = assembled(LEGAL, law=answers(state).__getitem__)
    assert body(made)[0] == f"1.1 The law asks for it. {printed}"
    spans = next(b.spans for b in made.blocks if isinstance(b, Para))
    assert spans[-1] == Span("caution", printed, "law-01", state)
    assert made.blanks == (Blank("law", "law-01", printed, "AA-01", "AA-01.one", blocks_final=blocks),)


def test_words_that_tell_of_other_law_are_asked_how_far_it_was_read_and_not_whether_it_holds_here() -> None:
    told = {"AA-01": '  - {id: one, text: "Elsewhere the law asks for it.", mentions: [law-01]}'}
    made = assembled(told, law=lambda id: LawAnswer("not-covered", "asked as if it governed"))
    assert body(made)[0] == "1.1 Elsewhere the law asks for it."
    assert next(b.trace.law for b in made.blocks if isinstance(b, Para)) == ("law-01",)
    made = assembled(told, mentioned=answers("caution").__getitem__)
    assert body(made)[0] == "1.1 Elsewhere the law asks for it. [Check before this goes out: the Act was not read]"
    assert made.blanks[0].blocks_final is False


def test_the_sample_may_tell_of_scottish_and_of_older_law_and_says_what_was_not_read(tamarside: Path) -> None:
    builder = PackBuilder(
        (opened := open_project(tamarside)).project, opened.workspace.schema, opened.workspace.words, opened.guide
    )
    assert builder.law("gap-sct-32").state == "not-covered"
    assert builder.mentioned("gap-sct-32").state == "sound"
    assert builder.law("pcr-standstill-01").state == "not-in-force"
    assert builder.mentioned("pcr-standstill-01").state == "sound"
    assert builder.mentioned("sct-s9").state == "caution", "an older text was read"
    assert builder.mentioned("no-such-fact").state == "unknown"


def test_two_facts_that_are_not_sound_are_both_marked() -> None:
    made = assembled(LEGAL, law=lambda id: LawAnswer("caution", f"{id} was not read"))
    assert body(made)[0].count("[Check before this goes out:") == 2
    assert [b.path for b in made.blanks] == ["law-01", "law-02"]


def test_a_sub_clause_that_is_left_out_asks_no_law() -> None:
    files = {"AA-01": '  - {id: one, text: "One.", law: [law-01], applies_when: tender.lots.answer}\n  - {id: two, text: "Two."}'}
    made = assembled(files, "format: 1\ntender: {lots: {answer: no}}\n", law=lambda id: LawAnswer("unknown", "x"))
    assert made.blanks == ()


def test_the_sample_in_scotland_says_what_is_not_covered(tamarside: Path) -> None:
    path = tamarside / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("jurisdiction: ENG", "jurisdiction: SCT"), "utf-8")
    made = assemble(open_project(tamarside)).documents
    words = [b.words for d in made.values() for b in d.blanks if b.kind == "law"]
    assert any(w.startswith("[Not covered: ") and w.endswith("ask counsel in Scotland]") for w in words)
    for document in made.values():
        for blank in document.blanks:
            if blank.words.startswith("[Not covered"):
                assert blank.blocks_final
                texts = [plain_text(b.spans) for b in document.blocks if isinstance(b, Para)]
                assert any(blank.words in text for text in texts) or "term." in blank.id, (
                    "a legal blank is printed where it stands"
                )


def test_a_day_before_the_act_says_what_is_not_in_force(tamarside: Path) -> None:
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    import re

    changed, count = re.subn(r"(\n    notice: )\d{4}-\d\d-\d\d", r"\g<1>2024-01-15", text)
    assert count == 1
    path.write_text(changed, "utf-8")
    words = [b.words for d in assemble(open_project(tamarside)).documents.values() for b in d.blanks if b.kind == "law"]
    assert any(w.startswith("[Not in force on the day that counts: ") and "15 January 2024" in w for w in words)


# the hash of the words, and what the face says


def test_the_hash_is_of_the_printed_words_and_of_nothing_else() -> None:
    one = assembled({"AA-01": '  - {id: a, text: "One."}'})
    renamed = assembled({"AA-01": '  - {id: other, text: "One."}'})
    other = assembled({"AA-01": '  - {id: a, text: "Two."}'})
    assert text_hash(one.blocks) == text_hash(renamed.blocks)
    assert text_hash(one.blocks) != text_hash(other.blocks)
    assert len(text_hash(one.blocks)) == 16


def test_the_hash_tells_where_one_text_ends() -> None:
    one = assembled({"AA-01": '  - {id: a, text: "One.", number: "no"}\n  - {id: b, text: "Two.", number: "no"}'})
    two = assembled({"AA-01": '  - {id: a, text: "One.Two.", number: "no"}'})
    assert text_hash(one.blocks) != text_hash(two.blocks)


def face(settled: tuple[Settled, ...], statement: str = "people live well") -> str:
    facts = replace(project(f"format: 1\npurpose: {{statement: {statement}}}\n"), review=Review(settled))
    made = assembled({"AA-01": '  - {id: a, text: "For <fact:purpose.statement>."}'}, facts)
    return plain_text(made.front.face[0].spans)


def hashed(statement: str = "people live well") -> str:
    made = assembled(
        {"AA-01": '  - {id: a, text: "For <fact:purpose.statement>."}'}, f"format: 1\npurpose: {{statement: {statement}}}\n"
    )
    return text_hash(made.blocks)


DAY = date(2027, 3, 2)


def test_a_document_that_nobody_reviewed_says_that_it_is_a_draft_for_review() -> None:
    assert (
        face(()) == "Draft for legal review. A lawyer has not settled these words yet. Nobody should sign them or rely on them."
    )
    assert face((Settled("D98", "legal lead", DAY),)).startswith("Draft for legal review"), (
        "another document's review counts for nothing"
    )
    assert face((Settled("AA-01", "legal lead", DAY),)).startswith("Draft for legal review"), "one clause is not the whole"


def test_a_review_names_the_role_and_the_day() -> None:
    assert face((Settled("D99", "legal lead", DAY, text=hashed()),)) == "Reviewed by the legal lead on 2 March 2027."


def test_a_review_is_stale_when_the_words_change() -> None:
    stale = face((Settled("D99", "legal lead", DAY, text=hashed()),), statement="people are safe")
    assert (
        stale
        == "Reviewed by the legal lead on 2 March 2027. The words have changed since, and a lawyer has to look at them again."
    )


def test_the_last_review_counts() -> None:
    both = (
        Settled("D99", "legal lead", DAY, text="0" * 16),
        Settled("D99", "monitoring officer", date(2027, 3, 9), text=hashed()),
    )
    assert face(both) == "Reviewed by the monitoring officer on 9 March 2027."
    assert "has to look at them again" in face(both[::-1])


def test_a_change_that_prints_nothing_leaves_a_review_alone() -> None:
    settled = (Settled("D99", "legal lead", DAY, text=hashed()),)
    facts = replace(project("format: 1\npurpose: {statement: people live well, hurts: something new}\n"), review=Review(settled))
    made = assembled({"AA-01": '  - {id: a, text: "For <fact:purpose.statement>."}'}, facts)
    assert plain_text(made.front.face[0].spans) == "Reviewed by the legal lead on 2 March 2027."


def test_the_agreement_of_the_sample_says_that_words_do_not_make_an_alliance(tamarside_once: Path) -> None:
    faces = {
        id: " ".join(plain_text(p.spans) for p in d.front.face)
        for id, d in assemble(open_project(tamarside_once)).documents.items()
    }
    assert all("Draft for legal review." in text for text in faces.values())
    assert "Words do not make an alliance." in faces["D12"]


def test_draft_and_final_have_the_same_words_and_another_version_line() -> None:
    files = {"AA-01": '  - {id: a, text: "One."}'}
    draft, final = assembled(files, versions={"D99": 3}), assembled(files, versions={"D99": 3}, draft=False)
    assert (draft.front.version, final.front.version) == ("Draft 3", "Version 3")
    assert draft.blocks == final.blocks
