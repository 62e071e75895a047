"""route for a grant: which law is asked, as a page and as a tree, asked as at another day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hls_procure.cli.route import command
from hls_procure.errors import InputError
from hls_procure.law.case import Case
from hls_procure.law.grants import decide_grant
from hls_procure.law.grants.of_project import day_of_grant, decide_project, grant_case
from hls_procure.work.grant_route import GrantReport
from hls_procure.work.opening import look, open_project
from hls_procure.work.route_any import report_of
from hls_procure.work.route_page import WIDTH
from tests.helpers import copied, ticking


@pytest.fixture(scope="module")
def youthvoice_once(sample_once: Callable[[str], Path]) -> Path:
    return sample_once("youthvoice")


def flat(text: str) -> str:
    return " ".join(text.split())


def report(folder: Path, **more: Any) -> GrantReport:
    made = report_of(look(folder), **more)
    assert isinstance(made, GrantReport)
    return made


@pytest.fixture(scope="module")
def told(youthvoice_once: Path) -> GrantReport:
    return report(youthvoice_once)


def test_a_project_is_asked_about_with_its_own_answers(youthvoice_once: Path, told: GrantReport) -> None:
    opened = look(youthvoice_once)
    case = Case(opened.project, opened.workspace.schema, opened.workspace.book)
    grant = grant_case(case)
    assert (grant.funder, grant.nation, grant.fit, grant.reporting) == ("charity", "ENG", "same", "own")
    assert (grant.decision_public, grant.public_money, grant.is_charity, grant.at_risk) == (False, False, True, True)
    assert (str(grant.amount), grant.payments, grant.given_on) == ("£212,365", 5, date(2027, 1, 15))
    assert (grant.enforceable, grant.whose) == (False, "theirs")
    assert day_of_grant(case) == date(2026, 11, 19)
    assert decide_project(case) == decide_grant(grant, date(2026, 11, 19)) == told.ruling


def test_the_sample_may_be_unrestricted_and_is_no_subsidy(told: GrantReport) -> None:
    ruling = told.ruling
    assert (ruling.instrument, ruling.unrestricted_open, ruling.reporting_ok) == ("grant", True, True)
    assert ruling.subsidy.state == "none"
    assert ruling.until == ()
    assert ruling.not_covered == ()


def test_the_full_page_leaves_nothing_out(told: GrantReport) -> None:
    page = flat(told.page(full=True))
    for reason in told.ruling.reasons():
        assert flat(reason.text) in page
        for id in reason.facts:
            assert flat(told.desk.fact(id).provision) in page
        for words in reason.cautions:
            assert flat(words.rstrip(".")).lower() in page.lower()


def test_the_short_page_tells_what_decides_and_how_to_see_more(told: GrantReport) -> None:
    page = told.page()
    assert max(map(len, page.splitlines()[1:])) <= WIDTH
    for words in ("It may be unrestricted.", "Their own report (chosen): will do.", "No subsidy.", "WHAT THE LETTER CARRIES"):
        assert words in page
    assert "Best Value" not in page, "law that is not asked has no note on its sources"
    assert len(page.splitlines()) < len(told.page(full=True).splitlines())
    assert page.endswith("hls-procure route DIR --full")


def nodes(tree: Any) -> list[dict[str, Any]]:
    """Every node of the tree that gives a reason."""
    inner = list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    return [*([tree] if isinstance(tree, dict) and "reason" in tree else []), *(one for part in inner for one in nodes(part))]


def test_the_tree_holds_every_reason_with_its_facts(told: GrantReport) -> None:
    every = nodes(told.as_dict())
    assert {node["reason"] for node in every} == {reason.text for reason in told.ruling.reasons()}
    facts = [fact for node in every for fact in node["facts"]]
    assert {fact["id"] for fact in facts} == set(told.ruling.facts())
    assert all(fact["provision"] == told.desk.fact(fact["id"]).provision for fact in facts)


def test_as_at_a_day_before_the_guidance_it_is_not_covered(youthvoice_once: Path) -> None:
    before = report(youthvoice_once, on=date(2026, 6, 2))
    assert before.ruling.unrestricted_open is None
    assert "NOT COVERED: ASK COUNSEL" in before.page()
    assert "asked as at 2 June 2026" in before.page()


def test_a_council_that_helps_a_company_sees_its_papers_and_what_is_missing(youthvoice_once: Path, tmp_path: Path) -> None:
    folder = copied(youthvoice_once, tmp_path / "mfa")
    with open_project(folder, now=ticking()).folder as made:
        for path, value in {
            "funder.kind": "council",
            "recipient.is_charity": "no",
            "recipient.form": "cic",
            "recipient.enterprise.answer": "yes",
            "recipient.enterprise.why": "It sells repairs.",
            "grant.public_money": "yes",
            "grant.subsidy.route": "mfa",
            "grant.subsidy.assistance": "102635",
            "grant.subsidy.confirmed_on": "2026-11-12",
        }.items():
            made.set(path, value)
        made.save()
    found = report(folder)
    assert found.ruling.subsidy.state == "minimal"
    assert str(found.ruling.subsidy.total) == "£315,000"
    page = flat(found.page())
    assert "Minimal financial assistance, within its cap." in page
    assert "Notification to the recipient: needed, by 15 January 2027." in page
    assert "Entry in the subsidy database: needed, by 18 February 2027." in page
    assert "counted together, and what they were given counts. (GR-35)" in page
    assert "give that notice on" in page
    with open_project(folder, now=ticking()).folder as made:
        made.set("grant.subsidy.notified_on", "2026-11-02")
        made.set("grant.subsidy.group_asked", "yes")
        made.set("grant.subsidy.transfers_asked", "yes")
        made.save()
    ready = report(folder)
    assert ready.ruling.subsidy.ready is True
    assert "Notification to the recipient: in order, done on 2 November 2026." in flat(ready.page())
    with open_project(folder, now=ticking()).folder as made:
        made.set("grant.subsidy.assistance", "102635.01")
        made.save()
    assert report(folder).ruling.subsidy.state == "minimal-over"


def test_a_difference_is_for_what_is_bought(youthvoice_once: Path) -> None:
    with pytest.raises(InputError, match="for what is bought"):
        report(youthvoice_once, diff=True)


def test_the_command_tells_the_page_or_the_tree(youthvoice_once: Path, told: GrantReport) -> None:
    ran = CliRunner().invoke(command, [str(youthvoice_once)])
    assert ran.output.rstrip("\n") == told.page()
    ran = CliRunner().invoke(command, [str(youthvoice_once), "--json"])
    assert json.loads(ran.output) == told.as_dict()
