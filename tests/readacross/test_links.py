"""How links stand: every link in exactly one state, coverage that adds up, and fingerprints that see words and not blanks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hls_procure.model.evaluation import AwardCriterion, EvaluationQuestion
from hls_procure.model.registers import Settled
from hls_procure.model.specification import Commitment, Requirement
from hls_procure.readacross.links import fingerprint, link_mark, link_states

IDS = st.sampled_from([f"c{n}" for n in range(6)] + ["kept", "nowhere"])
CRITERIA = st.lists(st.lists(IDS, max_size=5).map(tuple), max_size=5)
COMMITMENTS = tuple(Commitment(f"c{n}", title=f"Title {n}", intent=f"Intent {n}") for n in range(6))
KEPT = (Requirement("kept", text="Kept."),)


@given(CRITERIA, st.sets(st.integers(0, 4)))
def test_each_link_has_one_state_and_coverage_follows_from_the_links(named: list[tuple[str, ...]], asked: set[int]) -> None:
    criteria = [AwardCriterion(f"k{n}", commitments=links) for n, links in enumerate(named)]
    questions = [EvaluationQuestion(f"q{n}", criterion=f"k{n}", good="This.") for n in asked]
    made = link_states(criteria, COMMITMENTS, questions, KEPT, ())
    pairs = [(link.source, link.target) for link in made]
    assert len(pairs) == len(set(pairs)) == sum(len(set(links)) for links in named)
    for link in made:
        links = named[int(link.source[1:])]
        if link.target == "kept":
            assert link.state == "unwanted"
        elif link.target == "nowhere":
            assert link.state == "orphaned"
        else:
            assert link.state == ("duplicate" if links.count(link.target) > 1 else "covers")
    known = {row.id for row in COMMITMENTS}
    assert made.shallow == {target for _, target in pairs} & known
    assert made.deep == {target for source, target in pairs if int(source[1:]) in asked} & known
    assert made.deep <= made.shallow


def test_a_question_that_does_not_say_what_is_good_covers_nothing_deeply() -> None:
    criteria = [AwardCriterion("k0", commitments=("c0",))]
    made = link_states(criteria, COMMITMENTS, [EvaluationQuestion("q", criterion="k0")], (), ())
    assert (made.shallow, made.deep) == ({"c0"}, set())


def test_two_records_of_one_id_make_a_link_ambiguous() -> None:
    made = link_states([AwardCriterion("k0", commitments=("c0",))], (*COMMITMENTS, Commitment("c0")), (), (), ())
    assert [link.state for link in made] == ["ambiguous"]


def test_a_settled_link_holds_until_one_of_its_ends_is_reworded_and_says_which() -> None:
    criterion = AwardCriterion("k0", name="Learning", commitments=("c0",))
    settled = Settled("k0:c0", "procurement lead", date(2027, 2, 20), text=link_mark(criterion, COMMITMENTS[0]))

    def state(first: AwardCriterion, second: Commitment) -> tuple[str, str]:
        (link,) = link_states([first], [second], (), (), [settled])
        return link.state, link.changed

    assert state(criterion, COMMITMENTS[0]) == ("covers", "")
    assert state(criterion, replace(COMMITMENTS[0], intent="Intent  0 ")) == ("covers", "")
    assert state(criterion, replace(COMMITMENTS[0], intent="Another intent")) == ("outdated", "commitment")
    assert state(replace(criterion, name="Learning more"), COMMITMENTS[0]) == ("outdated", "criterion")
    other = state(replace(criterion, name="Learning more"), replace(COMMITMENTS[0], practice="New."))
    assert other == ("outdated", "criterion and commitment")


WORDS = st.lists(st.text(alphabet="abc", min_size=1, max_size=3), min_size=1, max_size=6)


@given(WORDS, WORDS)
def test_a_fingerprint_sees_words_and_not_blanks(first: list[str], second: list[str]) -> None:
    assert fingerprint(" ".join(first)) == fingerprint("  ".join(first) + "\n")
    assert (fingerprint(" ".join(first)) == fingerprint(" ".join(second))) == (first == second)
    assert fingerprint(" ".join(first), None) == fingerprint(" ".join(first), "") != fingerprint(None, " ".join(first))
