"""A condition is true, false or not known yet; a sub-clause says what happens while it is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Para
from tests.assembly.small_library import assembled, assembler, body, document_file, library, lines

YES = "format: 1\ntender: {lots: {answer: yes}}\n"
NO = "format: 1\ntender: {lots: {answer: no}}\n"
OPEN = "format: 1\n"


def clause(if_unknown: str, condition: str = "tender.lots.answer") -> dict[str, str]:
    how = f", if_unknown: {if_unknown}" if if_unknown else ""
    return {
        "AA-01": f'  - {{id: one, text: "One."}}\n  - {{id: two, text: "Two, see <ref:AA-01.one>.", applies_when: '
        f'"{condition}"{how}}}\n  - {{id: three, text: "Three."}}'
    }


@pytest.mark.parametrize(
    ("if_unknown", "facts", "printed"),
    [
        ("", YES, "1.2 Two, see clause 1.1."),
        ("", NO, None),
        ("", OPEN, "1.2 Two, see clause 1.1."),
        ("show", YES, "1.2 Two, see clause 1.1."),
        ("show", NO, None),
        ("show", OPEN, "1.2 Two, see clause 1.1."),
        ("hide", YES, "1.2 Two, see clause 1.1."),
        ("hide", NO, None),
        ("hide", OPEN, None),
        ("bracket", YES, "1.2 Two, see clause 1.1."),
        ("bracket", NO, None),
        ("bracket", OPEN, "1.2 [Two, see clause 1.1.]"),
    ],
)
def test_a_sub_clause_while_its_condition_is_true_false_or_open(if_unknown: str, facts: str, printed: str | None) -> None:
    got = body(assembled(clause(if_unknown), facts))
    assert got == (["1.1 One.", printed, "1.3 Three."] if printed else ["1.1 One.", "1.2 Three."])


def test_a_reference_that_opens_a_bracket_starts_with_a_capital() -> None:
    files = {
        "AA-01": '  - {id: one, text: "<ref:AA-01.two> counts.", applies_when: tender.lots.answer, if_unknown: '
        'bracket}\n  - {id: two, text: "Two."}'
    }
    assert body(assembled(files))[0] == "1.1 [Clause 1.2 counts.]"


def test_the_brackets_are_marked_as_blanks() -> None:
    made = assembled(clause("bracket"), OPEN)
    spans = next(b.spans for b in made.blocks if isinstance(b, Para) and b.id == "AA-01.two")
    assert (spans[0].text, spans[0].kind, spans[-1].text, spans[-1].kind) == ("[", "blank", "]", "blank")


@pytest.mark.parametrize(("if_unknown", "there"), [("", True), ("show", True), ("hide", False), ("bracket", True)])
def test_a_clause_whose_condition_is_open(if_unknown: str, there: bool) -> None:
    how = f"if_unknown: {if_unknown}\n" if if_unknown else ""
    files = {"AA-01": f'applies_when: tender.lots.answer\n{how}text: [{{id: a, text: "A."}}]', "AA-02": '  - {id: b, text: "B."}'}
    made = assembler(files, OPEN)
    decision = made.context.decide(made.context.library.clauses["AA-01"])
    assert (decision.present, decision.unknown) == (there, True)
    assert "until this is known" in decision.reason
    assert lines(made.assemble("D99"))[0:2] == (["1 A clause", "1.1 A."] if there else ["1 A clause", "1.1 B."])


@pytest.mark.parametrize(
    ("condition", "facts", "value"),
    [
        ("tender.lots.answer or tender.standstill.answer", "format: 1\ntender: {lots: {answer: yes}}\n", True),
        ("tender.lots.answer or tender.standstill.answer", "format: 1\ntender: {lots: {answer: no}}\n", None),
        ("tender.lots.answer and tender.standstill.answer", "format: 1\ntender: {lots: {answer: no}}\n", False),
        ("tender.lots.answer and tender.standstill.answer", "format: 1\ntender: {lots: {answer: yes}}\n", None),
        ("not tender.lots.answer", "format: 1\n", None),
        ("count(alliance.governance.key_issues) == 0", "format: 1\n", None),
        ("count(alliance.governance.key_issues) == 0", "format: 1\nalliance: {governance: {key_issues: []}}\n", True),
        ("any(l.vat == 'unsettled' for l in alliance.funding.lines)", "format: 1\nalliance: {funding: {lines: []}}\n", False),
        (
            "any(l.vat == 'unsettled' for l in alliance.funding.lines)",
            "format: 1\nalliance: {funding: {lines: [{id: a}]}}\n",
            None,
        ),
        (
            "any(l.vat == 'unsettled' for l in alliance.funding.lines)",
            "format: 1\nalliance: {funding: {lines: [{id: a}, {id: b, vat: unsettled}]}}\n",
            True,
        ),
        ("alliance.funding.annual > 1000000", "format: 1\nalliance: {funding: {annual: 1m}}\n", False),
        ("alliance.funding.annual > 1000000", "format: 1\nalliance: {funding: {annual: 1000000.01}}\n", True),
    ],
)
def test_three_values_through_a_whole_condition(condition: str, facts: str, value: bool | None) -> None:
    shown = [body(assembled(clause(how, condition), facts)) for how in ("show", "hide", "bracket")]
    two = [line for printed in shown for line in printed if "Two" in line]
    assert len(two) == {True: 3, False: 0, None: 2}[value]
    assert any(line.startswith("1.2 [") for line in two) == (value is None)


@given(st.sampled_from(["", "yes", "no"]), st.sampled_from(["", "yes", "no"]))
def test_open_never_counts_as_true_or_false_where_the_rest_decides(lots: str, standstill: str) -> None:
    known = {"lots": lots, "standstill": standstill}
    facts = (
        "format: 1\ntender:\n"
        + "".join(f"  {k}: {{answer: {v}}}\n" for k, v in known.items() if v)
        + ("" if any(known.values()) else "  lots: {}\n")
    )
    value = {"yes": True, "no": False, "": None}
    a, b = value[lots], value[standstill]
    both = False if False in (a, b) else None if None in (a, b) else True
    either = True if True in (a, b) else None if None in (a, b) else False
    for condition, expected in (
        (f"{'tender.lots.answer and tender.standstill.answer'}", both),
        ("tender.lots.answer or tender.standstill.answer", either),
    ):
        printed = body(assembled(clause("bracket", condition), facts))
        two = next((line for line in printed if "Two" in line), "")
        assert {True: two.startswith("1.2 Two"), None: two.startswith("1.2 [Two"), False: two == ""}[expected]


def test_what_is_known_only_at_award_is_open_in_a_tender() -> None:
    files = {
        "AA-01": '  - {id: one, text: "One."}\n  - {id: two, text: "Two.", applies_when: facts.any_charity, if_unknown: bracket}'
    }
    facts = "format: 1\naward: {members: [{id: a, form: company}]}\n"
    assert body(assembled(files, facts)) == ["1.1 One.", "1.2 [Two.]"]
    assert body(assembled(files, facts, purpose="signature")) == ["1.1 One."]


def test_a_wording_follows_its_field_and_the_default_stands_until_it_is_answered() -> None:
    files = {
        "AA-01": 'variants:\n  on: evaluation.money.approach\n  fixed: {text: [{id: a, text: "Fixed."}]}\n'
        '  realism: {text: [{id: a, text: "Realism."}]}\n  weighted: {text: [{id: a, text: "Weighted."}]}\ndefault: realism'
    }
    assert body(assembled(files)) == ["1.1 Realism."]
    for value in ("fixed", "realism", "weighted"):
        made = assembled(files, f"format: 1\nevaluation: {{money: {{approach: {value}}}}}\n")
        assert body(made) == [f"1.1 {value.capitalize()}."]
        assert made.clauses == (("AA-01", "1", value, "project"),)


def test_a_lawyers_choice_of_wording_counts() -> None:
    files = {
        "AA-01": 'variants: {choice: yes, short: {text: [{id: a, text: "Short."}]}, long: {text: [{id: a, text: '
        '"Long."}]}}\ndefault: short'.replace("choice: yes", 'choice: "yes"')
    }
    assert body(assembled(files)) == ["1.1 Short."]
    made = assembler(files, "format: 1\nchoices: [{clause: AA-01, variant: long, by: legal lead, why: the board asked}]\n")
    assert body(made.assemble("D99")) == ["1.1 Long."]
    assert "was chosen by legal lead: the board asked" in made.context.decide(made.context.library.clauses["AA-01"]).reason


def test_the_trace_keeps_what_had_to_be_true() -> None:
    made = assembled(clause("show"), YES)
    trace = next(b.trace for b in made.blocks if isinstance(b, Para) and b.id == "AA-01.two")
    assert trace.conditions == ("tender.lots.answer",)


def test_a_document_that_the_facts_rule_out_is_refused_and_one_that_is_open_is_built() -> None:
    from hls_procure.errors import InputError

    spec = document_file(rest="needs: legal.regime == 'pa2023-light-touch'\nneeds_why: \"Its words are those of the Act.\"")
    words = library({"AA-01": '  - {id: a, text: "A."}'}, documents={"D99": spec})
    assert lines(assembled(words))
    with pytest.raises(InputError) as caught:
        assembled(words, "format: 1\nlegal: {regime: grant}\n")
    (problem,) = caught.value.problems
    assert (problem.where, problem.what, problem.why) == (
        "D99", "the Small Document cannot be built for this project", "Its words are those of the Act.",
    )  # fmt: skip


def test_a_document_that_is_not_there_is_named_with_those_that_are() -> None:
    from hls_procure.errors import InputError

    with pytest.raises(InputError) as caught:
        assembled({"AA-01": '  - {id: a, text: "A."}'}, id="D42")
    assert "D42" in str(caught.value)
    assert "There are D99." in str(caught.value)
