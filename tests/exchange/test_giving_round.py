"""There and back: what is exported comes home as the same grants, from the JSON file and from the workbook."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from hls_procure.exchange.giving import grant, publishes, write
from hls_procure.exchange.giving_flat import HEADS, PAYMENT_HEADS, payments, row
from hls_procure.grants.giving_in import Giver, Read, rows_of
from hls_procure.grants.giving_json import parse_json
from hls_procure.grants.giving_table import Table, rows_of_table
from hls_procure.grants.row import project_of
from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model.facts import FactView
from hls_procure.model.fields import FieldSchema
from hls_procure.model.grant import Funder, Grant, GrantDecision, GrantReporting, Payment, Recipient
from hls_procure.model.project import ProjectFacts
from hls_procure.model.root import Project
from hls_procure.model.values import Money

FUNDER = Funder(name="The Long Acre Fund", number="charity number 1000001", open_data_prefix="360G-longacre")
GIVER = Giver("The Long Acre Fund", "charity number 1000001", "longacre")
WORDS = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)
NUMBERS = st.one_of(
    st.none(),
    st.integers(100_000, 9_999_999).map(lambda number: f"GB-CHC-{number}"),
    st.integers(1, 99_999_999).map(lambda number: f"GB-COH-{number:08d}"),
    st.integers(0, 999_999).map(lambda number: f"GB-SC-SC{number:06d}"),
)
SUMS = st.integers(0, 10**12).map(Money)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@cache
def schema() -> FieldSchema:
    return load_fields(Finder())


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A grant with everything that open data carries, or without what it may lack."""
    number = draw(NUMBERS)
    charity = True if number and number.startswith(("GB-CHC", "GB-SC")) else None
    starts = draw(st.none() | DAYS)
    ids = draw(st.lists(st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True), unique=True, max_size=4))
    return Project(
        project=ProjectFacts(title=draw(st.none() | WORDS), playbook="funder-led"),
        funder=FUNDER,
        recipient=Recipient(name=draw(WORDS), number=number, is_charity=charity),
        grant=Grant(
            id=draw(st.from_regex(r"[A-Z]-[0-9]{1,5}(-[a-z0-9]{1,3})?", fullmatch=True)),
            programme=draw(st.none() | WORDS),
            basis=draw(st.none() | st.sampled_from(sorted(schema().fields["grant.basis"].choices))),
            purpose=draw(WORDS),
            amount=draw(SUMS),
            starts=starts,
            years=draw(st.none() | st.integers(1, 30)),
            payments=tuple(Payment(id, draw(DAYS), draw(SUMS)) for id in ids) or None,
            decision=GrantDecision(on=draw(DAYS)),
            reporting=GrantReporting(
                form=draw(st.none() | st.sampled_from(sorted(schema().fields["grant.reporting.form"].choices)))
            ),
        ),
    )


def package(*every: Project) -> dict[str, Any]:
    views = [FactView(project, schema()) for project in every]
    return {**publishes(views[0], date(2027, 1, 1)), "grants": [grant(view) for view in views]}


def home(found: Read) -> Project:
    assert not found.problems
    (one,) = found.rows
    made, problems = project_of(Project(project=ProjectFacts(playbook="funder-led"), funder=FUNDER), one, schema())
    assert not problems
    return made


def same(before: Project, after: Project) -> None:
    assert after.grant == before.grant
    assert after.recipient == before.recipient
    assert after.project.title == before.project.title
    assert package(after) == package(before)


@tried(projects())
@settings(max_examples=25)
def test_a_grant_comes_home_from_json(before: Project) -> None:
    found = rows_of(parse_json(write(package(before)), "a.json"), "a.json", GIVER)
    same(before, home(found))
    assert {one.words for one in found.dropped} == {"said of the file as a whole"}


@tried(projects())
@settings(max_examples=25)
def test_a_grant_comes_home_from_the_cells_of_a_sheet(before: Project) -> None:
    (made,) = package(before)["grants"]
    beside = Table("payments", PAYMENT_HEADS, enumerate(payments(made), 2))
    found = rows_of_table(Table("grants", HEADS, [(2, row(made))]), [beside], GIVER)
    same(before, home(found))
    assert not found.dropped
