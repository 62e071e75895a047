"""What is due of three grants, at three dates: before the first letter's year is out, half a year on, and near the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hls_procure.exchange.ics import calendar
from hls_procure.grants.due import Due, Lister, events
from hls_procure.grants.held import Held, held
from hls_procure.grants.ledger import Entry, state_of
from hls_procure.grants.phrases import one_day, yearly_month
from hls_procure.law.dates import add_months
from hls_procure.model.grant import Feedback, Funder, Grant, GrantReporting, Payment, Promise, Recipient, Uplift
from hls_procure.model.root import Project
from hls_procure.model.values import Money, Percent

PROMISES = (
    Promise("pay", "We pay on the days in this letter", "finance officer", "on each of those days"),
    Promise("hear", "We publish what you tell us about ourselves", "chair", "each March"),
    Promise("move", "We tell you our new address", "director", "by 1 September 2027"),
)


def project(name: str, starts: date, years: int, form: str = "own", when: str = "each July", **more: object) -> Project:
    pays = tuple(Payment(f"year-{n + 1}", starts.replace(year=starts.year + n), Money(1_000_000)) for n in range(years))
    grant = Grant(starts=starts, years=years, payments=pays, reporting=GrantReporting(form=form, when=when), **more)  # type: ignore[arg-type]
    return Project(grant=grant, recipient=Recipient(short_name=name), funder=Funder(commitments=PROMISES))


def entry(n: int, id: str, what: str, on: date, **more: object) -> Entry:
    return Entry(n, "2027-01-01T09:00:00+00:00", "grants lead", id, what, on, **more)  # type: ignore[arg-type]


QUAY = project("Quayside", date(2027, 1, 15), 5, next_talk=date(2030, 1, 31))
KILN = project("Kiln", date(2027, 3, 1), 2, "conversation", "once a year")
MEAD = project("Mead", date(2027, 4, 1), 1, "none", "")
LEDGER = (
    entry(1, "G-1", "sent", date(2026, 12, 1), letter=1),
    entry(2, "G-2", "sent", date(2026, 12, 2), letter=1),
    entry(3, "G-1", "accepted", date(2026, 12, 9), letter=1),
)


def grants(more: tuple[Entry, ...] = ()) -> list[Held]:
    entries = (*LEDGER, *more)
    states = {id: state_of(id, [one for one in entries if one.id == id]) for id in ("G-1", "G-2", "G-3")}
    pairs = (("G-1", QUAY), ("G-2", KILN), ("G-3", MEAD))
    return [held(id, project, states[id]) for id, project in pairs]


def due(on: date, *more: Entry, months: int = 6) -> Due:
    lister = Lister(on, add_months(on, months), [one for one in more if one.id == "all"])
    for one in grants(more):
        lister.add(one)
    return lister.due()


def lines(found: Due) -> list[tuple[str, str, str, bool]]:
    return [(one.kind, one.on.isoformat(), ",".join(one.ids), one.late) for one in found.items]


PAID = (
    entry(4, "G-2", "accepted", date(2026, 12, 20), letter=1),
    entry(5, "G-1", "paid", date(2027, 1, 14), amount=Money(1_000_000), payment="year-1"),
    entry(6, "G-2", "paid", date(2027, 3, 1), amount=Money(400_000), payment="year-1"),
)


def test_before_the_first_payment() -> None:
    found = due(date(2026, 12, 15))
    assert lines(found) == [
        ("payment", "2027-01-15", "G-1", False),
        ("payment", "2027-03-01", "G-2", False),
        ("promise", "2027-03-31", "G-1,G-2", False),
        ("payment", "2027-04-01", "G-3", False),
        ("letter", "2027-04-01", "G-3", False),
    ]
    notes = {one.ids: one.note for one in found.items if one.kind == "payment"}
    assert notes == {
        ("G-1",): "",
        ("G-2",): "Nobody has said yes yet.",
        ("G-3",): "No letter has been sent yet.",
    }
    assert [(one.on, one.ids) for one in found.waiting] == [(date(2026, 12, 2), ("G-2",))]
    assert [(one.title, one.keeper, one.ids) for one in found.standing] == [
        ("We pay on the days in this letter", "finance officer", ("G-1", "G-2"))
    ]


def test_half_a_year_on_what_was_not_done_is_late_and_what_was_done_is_gone() -> None:
    found = due(date(2027, 6, 15), *PAID)
    assert lines(found) == [
        ("payment", "2027-03-01", "G-2", True),
        ("promise", "2027-03-31", "G-1,G-2", True),
        ("letter", "2027-04-01", "G-3", True),
        ("report", "2027-07-31", "G-1", False),
        ("promise", "2027-09-01", "G-1,G-2", False),
    ]
    assert found.items[0].amount == Money(600_000)
    assert "£6,000 of £10,000 is left" in found.items[0].note
    assert not found.waiting
    done = (
        entry(7, "G-2", "paid", date(2027, 6, 1), amount=Money(600_000), payment="year-1"),
        entry(8, "all", "kept", date(2027, 3, 20), promise="hear"),
        entry(9, "G-1", "reported", date(2027, 6, 2)),
        entry(10, "G-1", "kept", date(2027, 6, 3), promise="move"),
    )
    assert lines(due(date(2027, 6, 15), *PAID, *done)) == [
        ("letter", "2027-04-01", "G-3", True),
        ("promise", "2027-09-01", "G-2", False),
    ]


def test_two_years_on_conversations_come_a_year_before_the_end_and_every_year_where_that_is_the_report() -> None:
    found = [one for one in lines(due(date(2028, 1, 1), *PAID, months=14)) if one[0] in ("conversation", "end")]
    assert found == [
        ("conversation", "2028-02-28", "G-2", False),
        ("conversation", "2028-03-01", "G-2", False),
        ("end", "2029-02-28", "G-2", False),
    ]
    talked = entry(7, "G-2", "spoke", date(2028, 2, 1))
    found = [one for one in lines(due(date(2028, 1, 1), *PAID, talked, months=14)) if one[0] == "conversation"]
    assert not found
    early = entry(7, "G-2", "spoke", date(2027, 10, 1))
    found = [one for one in lines(due(date(2028, 1, 1), *PAID, early, months=14)) if one[0] == "conversation"]
    assert found == [("conversation", "2028-02-28", "G-2", False)]
    assert ("conversation", "2030-01-31", "G-1", False) in lines(due(date(2029, 12, 1), *PAID))


def test_what_the_letter_promises_beside_the_list_of_promises_is_named_too() -> None:
    grant = replace(
        QUAY.grant,
        uplift=Uplift("percent", Percent(Decimal(3))),
        feedback=Feedback("anonymous", 12),
        payments=QUAY.grant.payments,
    )
    flat = replace(QUAY, grant=replace(grant, uplift=Uplift("none")))
    state = state_of("G-1", [one for one in LEDGER if one.id == "G-1"])

    def listed(project: Project) -> Due:
        lister = Lister(date(2027, 1, 1), date(2029, 1, 1))
        lister.add(held("G-1", project, state))
        return lister.due()

    rising = listed(replace(QUAY, grant=grant))
    assert [one.note for one in rising.items if one.kind == "payment"] == ["", "The yearly rise of 3% comes on top."]
    said = [(one.title, one.when) for one in rising.standing]
    assert ("We ask how we are doing as a funder, by an anonymous survey", "every twelve months") in said
    assert not [title for title, _ in said if "rising costs" in title]
    assert [one.when for one in listed(flat).standing if "rising costs" in one.title] == ["once a year"]


def test_a_grant_that_has_ended_asks_for_nothing_and_one_whose_last_day_has_passed_asks_for_that() -> None:
    late = [one for one in due(date(2029, 6, 1), *PAID).items if one.kind == "end"]
    assert [(one.ids, one.late, one.note) for one in late] == [(("G-2",), True, "It is not recorded as ended yet.")]
    ended = due(date(2029, 6, 1), *PAID, entry(7, "G-2", "ended", date(2029, 2, 28)))
    assert not [one for one in ended.items if one.ids == ("G-2",)]


def test_of_what_comes_every_year_only_the_last_one_missed_is_waited_for() -> None:
    found = [one for one in due(date(2029, 10, 1), *PAID).items if one.kind == "report"]
    assert [one.on for one in found] == [date(2029, 7, 31)]
    read = entry(7, "G-1", "reported", date(2029, 9, 1))
    assert not [one for one in due(date(2029, 10, 1), *PAID, read).items if one.kind == "report"]


def test_the_calendar_is_the_same_bytes_each_time_and_each_event_keeps_its_uid() -> None:
    def written(on: date) -> str:
        return calendar(events(due(on, *PAID)), name="Grants", as_of=on)

    first = written(date(2027, 6, 15))
    assert first == written(date(2027, 6, 15))
    uids = {line for line in first.split("\r\n") if line.startswith("UID:")}
    assert "UID:G-2-payment-year-1@hls-procure.invalid" in uids
    later = {line for line in written(date(2027, 7, 1)).split("\r\n") if line.startswith("UID:")}
    assert uids <= later


@pytest.mark.parametrize(
    ("words", "month", "day"),
    [
        ("each March", 3, None),
        ("checked every September", 9, None),
        ("in May of each year", 5, None),
        ("June every year, when the trustees meet", 6, None),
        ("each April and each October", 0, None),
        ("by 3 March 2028", 0, date(2028, 3, 3)),
        ("on 30 February 2028", 0, None),
        ("within six weeks", 0, None),
        ("we march each day", 0, None),
        ("", 0, None),
    ],
)
def test_a_promise_has_a_day_where_its_words_say_one(words: str, month: int, day: date | None) -> None:
    assert (yearly_month(words), one_day(words)) == (month, day)
