"""What assembly sees is wrong with choices and figures: each check with a case that fails and one that only looks like it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.assembly.checks import pack_findings
from hls_procure.findings import Finding
from hls_procure.work.building import assemble
from hls_procure.work.opening import open_project
from tests.assembly.small_library import assembler
from tests.helpers import run

SECOND = {"AA-02": '  - {id: a, text: "A."}'}
PLAIN = {"AA-01": '  - {id: a, text: "A."}'}


def found(clauses: dict[str, str], facts: str = "", code: str = "", **more: Any) -> list[Finding]:
    made = assembler(clauses, facts, **more)
    return [f for f in pack_findings(made.context, made.documents()) if f.code == code or not code]


def clause(rest: str) -> str:
    return f'{rest}\ntext: [{{id: a, text: "A."}}]'


NO_LOTS = "format: 1\ntender: {lots: {answer: no}}\n"
LOTS = "format: 1\ntender: {lots: {answer: yes}}\n"


# RA103 a link to nothing

CRITERIA = """\
format: 1
evaluation:
  criteria: [{id: learning, name: Learning}]
  questions: [{id: q1, criterion: %s, text: "How?"}]
"""


def test_a_link_to_a_record_that_is_not_there_is_an_error() -> None:
    (one,) = found(PLAIN, CRITERIA % "leaning", "RA103")
    assert (one.name, one.severity) == ("dangling-link", "error")
    assert one.message == (
        "evaluation.questions[q1].criterion points to 'leaning', which is not in evaluation.criteria. Did you mean 'learning'?"
    )
    assert (one.left.where, one.left.value) == ("evaluation.questions[q1].criterion", "leaning")
    assert one.right is not None
    assert one.right.where == "evaluation.criteria"


def test_a_link_that_holds_and_one_that_is_not_given_are_none() -> None:
    assert found(PLAIN, CRITERIA % "learning", "RA103") == []
    assert found(PLAIN, "format: 1\nevaluation: {questions: [{id: q1, text: 'How?'}]}\n", "RA103") == []


def test_a_link_broken_by_hand_is_said_by_the_build_and_stands_in_the_way_of_a_final_version(tamarside: Path) -> None:
    path = tamarside / "project.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("criterion: social-value", "criterion: social-valu"), "utf-8")
    assert path.read_text("utf-8") != text
    said = run("build", tamarside, "--only", "D10", "--to", "html")
    assert (said.exit_code, "RA103 error: evaluation.questions[" in said.stdout) == (0, True)
    assert "Did you mean 'social-value'?" in said.stdout
    assert run("build", tamarside, "--only", "D10", "--to", "html", "--final").exit_code == 1


# RA150 a clause needs another


def test_a_clause_without_the_one_it_needs_is_an_error() -> None:
    (one,) = found({"AA-01": clause("requires: [AA-02]"), "AA-02": clause("applies_when: tender.lots.answer")}, NO_LOTS)
    assert (one.code, one.name, one.severity) == ("RA150", "clause-required-and-missing", "error")
    assert one.message == "AA-01 needs AA-02, and AA-02 is not there."
    assert (one.left.where, one.right.where if one.right else "") == ("AA-01", "AA-02")
    assert "tender.lots.answer" in one.hint
    assert "not true" in one.hint


@pytest.mark.parametrize("facts", [LOTS, "format: 1\n"])
def test_a_clause_with_the_one_it_needs_is_none(facts: str) -> None:
    assert found({"AA-01": clause("requires: [AA-02]"), "AA-02": clause("applies_when: tender.lots.answer")}, facts) == []


def test_a_clause_that_is_not_there_needs_nothing() -> None:
    files = {
        "AA-01": clause("requires: [AA-02]\napplies_when: tender.lots.answer"),
        "AA-02": clause("applies_when: tender.lots.answer"),
    }
    assert found(files, NO_LOTS) == []


# RA151 two do not go together

CONFLICT = 'conflicts: [{with: AA-02, why: "They say two things."}]'


def test_two_clauses_in_conflict_are_an_error_with_its_reason() -> None:
    (one,) = found({"AA-01": clause(CONFLICT), "AA-02": clause("applies_when: tender.lots.answer")}, LOTS)
    assert (one.code, one.severity) == ("RA151", "error")
    assert "They say two things." in one.message
    assert (one.left.where, one.right.where if one.right else "") == ("AA-01", "AA-02")


def test_no_conflict_with_a_clause_that_is_not_there() -> None:
    assert found({"AA-01": clause(CONFLICT), "AA-02": clause("applies_when: tender.lots.answer")}, NO_LOTS) == []


def test_a_conflict_in_one_state_of_the_facts_only() -> None:
    files = {
        "AA-01": clause(
            'conflicts: [{with: AA-02, when: "alliance.funding.carry_forward == 0", severity: warning, why: "Savings are lost."}]'
        ),
        **SECOND,
    }
    facts = "format: 1\nalliance: {{funding: {{carry_forward: {}}}}}\n"
    (one,) = found(files, facts.format("0"))
    assert (one.code, one.severity) == ("RA151", "warning")
    assert "alliance.funding.carry_forward == 0" in one.hint
    assert found(files, facts.format("0.5")) == []
    assert found(files, "format: 1\n") == [], "what is not known yet is no conflict"


def test_a_conflict_of_one_wording_only() -> None:
    files = {
        "AA-01": 'conflicts: [{with: AA-02, variant: long, why: "Too much."}]\nvariants: {choice: "yes", short: {text: '
        '[{id: a, text: "S."}]}, long: {text: [{id: a, text: "L."}]}}\ndefault: short',
        **SECOND,
    }
    assert found(files) == []
    assert [f.code for f in found(files, "format: 1\nchoices: [{clause: AA-01, variant: long}]\n")] == ["RA151"]


# RA152 every alliance principle has its clause


def principles(stands_for: str) -> str:
    return (
        f"format: 1\nprinciples: [{{id: p, set: alliance, stands_for: {stands_for}, short: We share, text: We share "
        f"what we have.}}]\n"
    )


def test_a_principle_that_no_clause_carries_is_an_error() -> None:
    (one,) = found({"AL-01": clause("serves: [PLY-a]")}, principles("PLY-b"))
    assert (one.code, one.severity) == ("RA152", "error")
    assert "'We share'" in one.message
    assert (one.left.where, one.left.quote) == ("principles[p]", "We share what we have.")


@pytest.mark.parametrize(
    ("clauses", "facts"),
    [
        ({"AL-01": clause("serves: [PLY-a]")}, principles("PLY-a")),
        ({"AL-01": clause("serves: [PLY-a]")}, principles("own")),
        ({"AL-01": clause("serves: [PLY-a]")}, principles("PLY-b").replace("set: alliance", "set: practice")),
        ({"AA-01": clause("serves: [PLY-a]")}, principles("PLY-b")),
    ],
)
def test_a_principle_that_is_carried_or_needs_no_clause_is_none(clauses: dict[str, str], facts: str) -> None:
    assert found(clauses, facts) == []


def test_a_principle_is_not_carried_by_a_clause_that_does_not_apply() -> None:
    files = {"AL-01": clause("serves: [PLY-a]"), "AL-02": clause("serves: [PLY-b]\napplies_when: tender.lots.answer")}
    assert [f.code for f in found(files, principles("PLY-b") + NO_LOTS.removeprefix("format: 1\n"))] == ["RA152"]
    assert found(files, principles("PLY-b") + LOTS.removeprefix("format: 1\n")) == []


# RA201 and RA202 weights


def weights(*some: str) -> str:
    return "format: 1\nevaluation: {criteria: [" + ", ".join(f"{{id: c{n}, weight: {w}}}" for n, w in enumerate(some)) + "]}\n"


@pytest.mark.parametrize(
    ("some", "total"),
    [(("30", "20", "45"), "95%"), (("60", "50"), "110%"), (("33.3", "33.3", "33.3"), "99.9%"), (("99.999",), "99.999%")],
)
def test_weights_that_do_not_make_a_hundred_are_an_error(some: tuple[str, ...], total: str) -> None:
    (one,) = found(PLAIN, weights(*some))
    assert (one.code, one.name, one.severity) == ("RA201", "weights-do-not-total-100", "error")
    assert f"weigh {total} together" in one.message
    assert (one.left.value, one.right.value if one.right else "") == (total, "100%")


@pytest.mark.parametrize("some", [("30", "20", "20", "15", "10", "5"), ("33.4", "33.3", "33.3"), ("100",), ("33.335", "66.665")])
def test_weights_that_make_a_hundred_exactly_are_none(some: tuple[str, ...]) -> None:
    assert found(PLAIN, weights(*some)) == []


def test_weights_that_are_not_all_known_are_not_judged() -> None:
    assert found(PLAIN, "format: 1\nevaluation: {criteria: [{id: a, weight: 30}, {id: b}]}\n") == []
    assert found(PLAIN, "format: 1\n") == []


@given(st.lists(st.integers(1, 9_999), min_size=1, max_size=8))
def test_weights_are_added_exactly(parts: list[int]) -> None:
    some = [Decimal(part) / 100 for part in parts]
    codes = [f.code for f in found(PLAIN, weights(*(str(w) for w in some)))]
    assert codes == ([] if sum(some) == 100 else ["RA201"])


def shares(*some: tuple[str, str]) -> str:
    return (
        "format: 1\nevaluation: {questions: ["
        + ", ".join(f"{{id: q{n}, criterion: {c}, share: {s}}}" for n, (c, s) in enumerate(some))
        + "]}\n"
    )


def test_shares_of_a_criterion_that_do_not_make_a_hundred_are_an_error() -> None:
    (one,) = found(PLAIN, shares(("trust", "60"), ("trust", "30"), ("money", "100")), "RA202")
    assert (one.code, one.name, one.severity) == ("RA202", "subweights-do-not-total", "error")
    assert "'trust' share 90%" in one.message


def test_shares_that_make_a_hundred_for_each_criterion_are_none() -> None:
    assert found(PLAIN, shares(("trust", "60"), ("trust", "40"), ("money", "100")), "RA202") == []


# RA303 money


def money(annual: str, lines: tuple[str, ...] = (), sources: tuple[str, ...] = ()) -> str:
    def rows(some: tuple[str, ...]) -> str:
        return ", ".join(f"{{id: r{n}, amount: {a}}}" for n, a in enumerate(some))

    lined = f", lines: [{rows(lines)}]" if lines else ""
    sourced = f", sources: [{rows(sources)}]" if sources else ""
    return f"format: 1\nalliance: {{funding: {{annual: {annual}{lined}{sourced}}}}}\n"


@pytest.mark.parametrize(
    ("facts", "severity", "words"),
    [
        (
            money("1000", lines=("600", "500")),
            "error",
            "The lines of the Alliance Fund make £1,100 a year, and the yearly sum is £1,000.",
        ),
        (
            money("1000", lines=("600", "300")),
            "warning",
            "The lines of the Alliance Fund make £900 a year, and the yearly sum is £1,000.",
        ),
        (
            money("1000", sources=("600", "300")),
            "error",
            "The commissioners' shares make £900 a year, and the yearly sum is £1,000.",
        ),
        (
            money("1000", sources=("600", "400.01")),
            "error",
            "The commissioners' shares make £1,000.01 a year, and the yearly sum is £1,000.",
        ),
    ],
)
def test_money_that_does_not_add_up(facts: str, severity: str, words: str) -> None:
    (one,) = found(PLAIN, facts)
    assert (one.code, one.name, one.severity, one.message) == ("RA303", "profile-does-not-total", severity, words)


@pytest.mark.parametrize(
    "facts",
    [
        money("1000", lines=("600", "400"), sources=("999.99", "0.01")),
        money("1000"),
        "format: 1\nalliance: {funding: {lines: [{id: a, amount: 5}]}}\n",
        "format: 1\nalliance: {funding: {annual: 10, lines: [{id: a, amount: 5}, {id: b}]}}\n",
    ],
)
def test_money_that_adds_up_or_is_not_known_yet_is_none(facts: str) -> None:
    assert found(PLAIN, facts) == []


def test_every_finding_shows_both_sides_as_plain_data() -> None:
    (one,) = found(PLAIN, weights("30"))
    data = one.as_dict()
    assert set(data) == {"code", "name", "severity", "message", "left", "right", "hint", "reference", "suppressed"}
    assert data["left"] == {"document": "project", "where": "evaluation.criteria", "quote": "30%", "value": "30%"}


def test_the_sample_has_no_finding(tamarside_award_once: Path) -> None:
    opened = open_project(tamarside_award_once)
    assert assemble(opened).findings == []
    assert assemble(opened, purpose="signature").findings == []
