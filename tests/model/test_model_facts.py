"""The view of a project's facts: what is there, what is worked out, and what is missing and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model import paths
from hls_procure.model.alliance import Extension, FundingLine, RiskShare
from hls_procure.model.derived import CALCULATIONS
from hls_procure.model.facts import FactView, Missing, Row
from hls_procure.model.registers import OpenItem
from hls_procure.model.root import Project
from hls_procure.model.values import Money, Percent

SCHEMA = load_fields(Finder())
OVER = "alliance.risk_share[housing].over"


def view(*opened: OpenItem, project: Project | None = None, **more: Any) -> FactView:
    return FactView(paths.put(project or Project(), "open", opened), SCHEMA, **more)


def of(**values: Any) -> Project:
    project = Project()
    for path, value in values.items():
        project = paths.put(project, path.replace("__", "."), value)
    return project


HOUSING = paths.put(Project(), "alliance.risk_share", (RiskShare("housing", baseline=Money(100), outturn=Money(150)),))


# What is there


def test_a_value_is_given_as_it_is_typed() -> None:
    project = of(alliance__term__initial=5, alliance__name="Tamarside")
    assert view(project=project).get("alliance.term.initial") == 5
    assert view(project=project).get("alliance.name") == "Tamarside"


def test_nothing_and_no_records_are_values_and_not_missing() -> None:
    project = of(spec__strengths=(), tender__lots__answer=False, alliance__funding__annual=Money(0))
    for path, value in (("spec.strengths", ()), ("tender.lots.answer", False), ("alliance.funding.annual", Money(0))):
        assert view(project=project).get(path) == value


def test_a_name_bound_by_a_loop_stands_for_its_record() -> None:
    facts = view(project=HOUSING)
    (row,) = facts.rows("alliance.risk_share")
    assert row == Row("alliance.risk_share[housing]", "housing", 1)
    assert facts.get("r.baseline", {"r": row}) == Money(100)
    assert facts.get("r.id", {"r": row}) == "housing"
    assert facts.resolve("r", {"r": row}) == "alliance.risk_share[housing]"
    assert facts.resolve("r.a.b", {"r": row}) == "alliance.risk_share[housing].a.b"
    assert facts.field("r.cap", {"r": row}) is SCHEMA.get("alliance.risk_share[].cap")
    assert facts.get("alliance.risk_share[housing].baseline") == Money(100)


def test_a_path_that_is_no_field_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        view().get("alliance.nam")


# What is worked out


def test_a_worked_out_figure_follows_its_inputs_and_comes_once() -> None:
    calls: list[Any] = []
    facts = view(project=of(alliance__term__initial=5, alliance__term__extensions=(Extension("a", 2), Extension("b", 1))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CALCULATIONS, "term_maximum", lambda *values: calls.append(values) or 8)
        assert [facts.get("alliance.term.maximum") for _ in range(3)] == [8, 8, 8]
    assert calls == [(5, (2, 1))]


def test_a_worked_out_figure_of_a_list_is_given_record_by_record() -> None:
    project = paths.put(HOUSING, "alliance.risk_share[rooms]", RiskShare("rooms", baseline=Money(10), outturn=Money(4)))
    facts = view(project=project)
    assert (facts.get(OVER), facts.get("alliance.risk_share[rooms].over")) == (Money(50), Money(-6))
    assert facts.column("alliance.risk_share[].over") == (Money(50), Money(-6))
    assert facts.get("alliance.risk_share[gone].over") == Missing("alliance.risk_share[gone].over", "unanswered")


def test_a_worked_out_figure_is_missing_for_the_reason_that_its_input_is() -> None:
    item = OpenItem("alliance.term.initial", owner="head of finance", by=date(2027, 3, 12))
    found = view(item, project=of(alliance__term__extensions=())).get("alliance.term.maximum")
    assert found == Missing("alliance.term.initial", "later", "", "head of finance", date(2027, 3, 12))


def test_a_worked_out_figure_of_a_list_is_missing_while_one_record_lacks_its_input() -> None:
    project = paths.put(HOUSING, "alliance.risk_share[rooms]", RiskShare("rooms", baseline=Money(10)))
    found = view(project=project).get(OVER)
    assert found == Missing("alliance.risk_share[rooms].outturn", "unanswered")


def test_a_figure_that_cannot_be_worked_out_yet_is_missing() -> None:
    lines = (FundingLine("a", amount=Money(100), vat="unsettled"),)
    project = of(
        alliance__funding__annual=Money(100), alliance__funding__vat_rate=Percent(Decimal(20)), alliance__funding__lines=lines
    )
    assert view(project=project).get("alliance.funding.annual_with_vat") == Missing(
        "alliance.funding.annual_with_vat", "unanswered"
    )


# Rows and columns


def test_records_are_numbered_from_one_and_no_records_are_an_empty_list() -> None:
    project = of(alliance__term__extensions=(Extension("a", 2), Extension("b", 1)))
    rows = view(project=project).rows("alliance.term.extensions")
    assert isinstance(rows, tuple)
    assert [(row.id, row.number, row.path) for row in rows] == [
        ("a", 1, "alliance.term.extensions[a]"),
        ("b", 2, "alliance.term.extensions[b]"),
    ]
    assert view(project=project).rows("alliance.term.extensions[]") == rows
    assert view(project=of(alliance__term__extensions=())).rows("alliance.term.extensions") == ()
    assert view(project=of(alliance__term__extensions=())).column("alliance.term.extensions[].length") == ()
    assert view().rows("alliance.term.extensions") == Missing("alliance.term.extensions", "unanswered")
    assert view().column("alliance.term.extensions[].length") == Missing("alliance.term.extensions", "unanswered")
    assert view(project=project).column("alliance.term.extensions[].id") == ("a", "b")


# What is missing, and why


@pytest.mark.parametrize(
    ("opened", "asked", "covers"),
    [
        ("alliance.name", "alliance.name", True),
        ("alliance", "alliance.name", True),
        ("alliance.term", "alliance.term.initial", True),
        ("alliance.term.initial", "alliance.term", False),
        ("alliance.name", "alliance.story", False),
        ("alliance.nam", "alliance.name", False),
        ("alliance.risk_share", "alliance.risk_share", True),
        ("alliance.risk_share[]", "alliance.risk_share", True),
        ("alliance.risk_share", "alliance.risk_share[]", True),
        ("alliance.risk_share", "alliance.risk_share[housing].cap", True),
        ("alliance.risk_share[]", "alliance.risk_share[housing].cap", True),
        ("alliance.risk_share[].cap", "alliance.risk_share[housing].cap", True),
        ("alliance.risk_share[housing]", "alliance.risk_share[housing].cap", True),
        ("alliance.risk_share[housing].cap", "alliance.risk_share[housing].cap", True),
        ("alliance.risk_share[rooms].cap", "alliance.risk_share[housing].cap", False),
        ("alliance.risk_share[rooms]", "alliance.risk_share[housing].cap", False),
        ("alliance.risk_share[].baseline", "alliance.risk_share[housing].cap", False),
        ("alliance", "alliance.risk_share[housing].cap", True),
    ],
)
def test_what_is_open_covers_everything_inside_it(opened: str, asked: str, covers: bool) -> None:
    item = OpenItem(opened, "deliberate", "the Leadership Team", date(2027, 6, 1), "people decide together")
    found = view(item).missing(asked)
    assert (found.kind == "deliberate") is covers
    assert found == (
        Missing(asked, "deliberate", "", "the Leadership Team", date(2027, 6, 1)) if covers else Missing(asked, "unanswered")
    )


@pytest.mark.parametrize("kind", ["later", "deliberate", "tender", "award"])
def test_each_kind_of_blank_is_told_apart(kind: Any) -> None:
    assert view(OpenItem("alliance.name", kind)).get("alliance.name") == Missing("alliance.name", kind)


def test_the_nearest_open_item_counts() -> None:
    items = (
        OpenItem("alliance", "later", "somebody"),
        OpenItem("alliance.term", "deliberate"),
        OpenItem("alliance.term.initial", "award"),
    )
    facts = view(*items)
    assert [facts.missing(path).kind for path in ("alliance.term.initial", "alliance.term.start", "alliance.name")] == [
        "award",
        "deliberate",
        "later",
    ]
    exact = OpenItem("alliance.risk_share[housing].cap", "later"), OpenItem("alliance.risk_share[].cap", "deliberate")
    assert view(*exact).missing("alliance.risk_share[housing].cap").kind == "later"
    assert view(*exact).missing("alliance.risk_share[rooms].cap").kind == "deliberate"


def test_an_answer_wins_over_an_open_item() -> None:
    assert view(OpenItem("alliance.name"), project=of(alliance__name="Tamarside")).get("alliance.name") == "Tamarside"


@given(st.sampled_from([field for field in SCHEMA if not field.derived]))
def test_what_nobody_has_answered_is_missing_in_its_kind_with_its_words(field: Any) -> None:
    path = field.path.replace("[]", "[x]")
    found = view().get(path) if not path.endswith(".id") else view().missing(path, field)
    assert found.kind == ("unanswered" if field.known == "now" else field.known)
    assert found.words == field.at_tender


# What a tender may not show


def awarded() -> Project:
    project = Project()
    for field in SCHEMA:
        if field.known == "award" and not field.derived and not field.path.endswith(".id"):
            raw = {"money": "5", "percent": "5", "number": "5", "date": "2028-01-01"}.get(field.type, "winner")
            value = field.parse(["winner"] if field.holds_several else raw) if not field.choices else next(iter(field.choices))
            project = paths.put(project, field.path.replace("[]", "[winner]"), value)
    return project


AWARD = [field for field in SCHEMA if field.known == "award" and not field.derived]


def test_there_is_something_that_only_the_award_shows() -> None:
    assert {"award.members[].name", "award.commitments[].text", "award.agreement_date"} <= {field.path for field in AWARD}


@pytest.mark.parametrize("field", AWARD, ids=lambda field: field.path)
def test_what_is_known_at_award_is_hidden_in_a_tender_and_shown_for_signature(field: Any) -> None:
    path = field.path.replace("[]", "[winner]")
    project = awarded()
    hidden = view(project=project, award_known=False).get(path)
    assert isinstance(hidden, Missing)
    assert (hidden.kind, hidden.words) == ("award", field.at_tender)
    assert not isinstance(view(project=project).get(path), Missing)


@pytest.mark.parametrize("name", ["award.members", "award.commitments", "award.commissioners"])
def test_records_that_are_known_at_award_are_not_even_counted_in_a_tender(name: str) -> None:
    project = awarded()
    assert isinstance(view(project=project, award_known=False).rows(name), Missing)
    assert isinstance(view(project=project, award_known=False).column(f"{name}[].id"), Missing)
    rows = view(project=project).rows(name)
    assert isinstance(rows, tuple)
    assert [row.id for row in rows] == ["winner"]


# What a hidden question leaves out


def test_what_stands_behind_a_hidden_question_counts_for_nothing() -> None:
    project = of(tender__shortlist=5, alliance__term__extensions=(Extension("a", 2),), alliance__term__initial=5)
    shown = view(project=project)
    facts = view(
        project=project, hidden={"tender.shortlist", "alliance.term.extensions[].length", "alliance.term.extensions[].reason"}
    )
    assert (shown.get("tender.shortlist"), facts.get("tender.shortlist")) == (5, Missing("tender.shortlist", "hidden"))
    assert facts.rows("alliance.term.extensions") == ()
    assert facts.get("alliance.term.maximum") == 5
    assert shown.get("alliance.term.maximum") == 7
    assert facts.is_hidden("tender.shortlist")
    assert not facts.is_hidden("alliance.term.initial")
