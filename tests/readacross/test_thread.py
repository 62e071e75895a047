"""The golden thread: what hangs on what, told as a story, and where it breaks."""

from __future__ import annotations

import pytest

from hls_procure.readacross.thread import Row, Thread
from tests.readacross.packs import Bench


def row(bench: Bench, principle: str, **given: object) -> Row:
    thread = Thread(bench.pack({"set": given} if given else None))
    return next(one for one in thread.matrix() if one.principle.id == principle)


def test_a_principle_of_practice_leads_from_insight_to_learning_question(bench: Bench) -> None:
    found = row(bench, "we-stay")
    assert [node.id for node in found.insights] == ["one-who-stays"]
    assert [node.id for node in found.commitments] == ["someone-who-stays"]
    assert [node.words for node in found.criteria] == ["Living our principles (30%)"]
    assert [node.id for node in found.questions] == ["q-situation", "q-workers"]
    assert [node.id for node in found.learning] == ["who-went-quiet"]
    assert found.gaps == ()


def test_a_principle_of_the_alliance_leads_to_the_clauses_that_carry_it(bench: Bench) -> None:
    found = row(bench, "nobody-is-outvoted")
    assert {"AL-14", "AL-15", "AL-16"} <= {node.id for node in found.clauses}
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"principles[we-stay].from": []}, "RA112"),
        ({"spec.commitments[someone-who-stays].principle": "made-together"}, "RA107"),
        ({"evaluation.criteria[living-our-principles].commitments": []}, "RA101"),
        ({"principles[mend-and-learn].stands_for": "own"}, "RA152"),
    ],
)
def test_where_it_breaks_it_names_the_check(bench: Bench, changes: dict[str, object], gap: str) -> None:
    thread = Thread(bench.pack({"set": changes}))
    assert gap in {code for one in thread.matrix() for code in one.gaps}
    assert gap not in {code for one in Thread(bench.pack()).matrix() for code in one.gaps}


def test_a_story_begins_with_what_somebody_said_and_ends_in_the_life_of_the_agreement(bench: Bench) -> None:
    thread = Thread(bench.pack())
    (node,) = thread.find("we-stay")
    story = thread.story(node)
    assert story[0].startswith("People want one person who stays, whatever else changes (heard from people sleeping outside")
    assert "I have had nine workers in two years" in story[0]
    assert story[1] == "People agreed on the principle: we stay."
    assert story[-1] == "What is learned may change the work as the map of changes in the agreement says."
    assert all(one.endswith((".", "?")) and not one.endswith("?.") for one in story)


def test_words_without_consent_are_not_told(bench: Bench) -> None:
    quote = {"insights[one-who-stays].consent": "no"}
    thread = Thread(bench.pack({"set": quote}))
    assert "nine workers" not in " ".join(thread.story(thread.find("we-stay")[0]))


@pytest.mark.parametrize(
    "id", ["one-who-stays", "someone-who-stays", "living-our-principles", "q-workers", "who-went-quiet", "AL-14", "al-14"]
)
def test_everything_on_the_thread_has_a_story_that_goes_back_to_what_was_said(bench: Bench, id: str) -> None:
    thread = Thread(bench.pack())
    for node in thread.find(id):
        assert any("heard from" in sentence for sentence in thread.story(node))


def test_an_id_that_two_lists_share_has_two_stories(bench: Bench) -> None:
    assert {node.kind for node in Thread(bench.pack()).find("something-to-get-up-for")} == {"insight", "commitment"}
