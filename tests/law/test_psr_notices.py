"""Where a procurement of health care stands, walked notice by notice, and which notices each process has."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from asked import asked
from hypothesis import given
from hypothesis import strategies as st
from law_words import faults_of

from hls_procure.law.decide import rule
from hls_procure.law.facts import LawBook
from hls_procure.law.lists import psr_notices
from hls_procure.law.psr_notices import PROCESSES, psr_notices_of
from hls_procure.law.psr_states import ALL, ENDS, MOVES, Represented, State, moves_from, next_notices, where_now
from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import NoticeStep, Regime

BOOK = LawBook.load()
FIRST = "2026-11-02"
INTENTION = "2026-11-24"
CONTRACT = "2026-12-10"
NOTICES = ("psr-process", "psr-offers", "psr-intention", "psr-award", "psr-change", "psr-urgent", "psr-abandon")


def answers(today: str | None, events: dict[str, str], nation: str) -> dict[str, Any]:
    """Answers with a register of what was published (``{"psr-process": "2026-11-02"}``) and the day of the contract."""
    made: dict[str, Any] = {"as_of_date": today, "project.jurisdiction": nation}
    for number, (event, day) in enumerate(events.items()):
        if event == "contract":
            made["award.agreement_date"] = day
        else:
            made |= {f"published[n{number}].notice": event, f"published[n{number}].on": day}
    return made


def stands(route: str, today: str | None, represented: Represented | None = None, **events: str) -> State:
    nation = "WLS" if route.startswith("psrw") else "ENG"
    given_ = {name if name == "contract" else f"psr-{name}": day for name, day in events.items()}
    return where_now(asked(answers(today, given_, nation)), route, represented)


# The most suitable provider, step by step


def test_a_walk_through_the_most_suitable_provider_process() -> None:
    route = "psr-msp"
    assert stands(route, FIRST).id == "start"
    assert next_notices(stands(route, FIRST)) == ("psr-process", "psr-urgent", "psr-abandon")
    begun = {"process": FIRST}
    assert stands(route, "2026-11-15", **begun).id == "identifying"
    assert next_notices(stands(route, "2026-11-15", **begun)) == ("psr-abandon",)
    ready = stands(route, "2026-11-16", **begun)
    assert (ready.id, ready.since) == ("assessing", date(2026, 11, 16))
    assert next_notices(ready) == ("psr-intention", "psr-abandon")
    noticed = {**begun, "intention": INTENTION}
    waiting = stands(route, "2026-12-07", **noticed)
    assert waiting.id == "standstill"
    assert "7 December 2026" in waiting.reason.text
    assert next_notices(waiting) == ()
    clear = stands(route, "2026-12-08", **noticed)
    assert (clear.id, clear.since) == ("clear", date(2026, 12, 8))
    assert "If nobody made representations" in clear.reason.text
    assert "If nobody" not in stands(route, "2026-12-08", Represented(made=False), **noticed).reason.text
    signed = {**noticed, "contract": CONTRACT}
    awarded = stands(route, CONTRACT, **signed)
    assert (awarded.id, next_notices(awarded), awarded.problems) == ("awarded", ("psr-award",), ())
    assert "8 January 2027" in awarded.reason.text
    done = stands(route, "2026-12-20", **signed, award="2026-12-20")
    assert (done.id, next_notices(done)) == ("published", ())
    assert done.id in ENDS


def test_the_standstill_of_wales_begins_a_day_earlier_and_ends_so() -> None:
    noticed = {"intention": INTENTION}
    for route in ("psrw-1", "psrw-2"):
        assert stands(route, "2026-12-04", **noticed).id == "standstill"
        assert stands(route, "2026-12-05", **noticed).id == "clear"
    assert stands("psr-c", "2026-12-07", **noticed).id == "standstill"
    assert stands("psr-c", "2026-12-08", **noticed).id == "clear"


def test_representations_stop_the_clock_until_five_working_days_after_the_decision() -> None:
    noticed = {"intention": INTENTION}
    made = stands("psr-c", "2027-02-01", Represented(made=True), **noticed)
    assert (made.id, next_notices(made)) == ("representations", ())
    decided = Represented(made=True, decided=date(2026, 12, 14))
    assert stands("psr-c", "2026-12-13", decided, **noticed).id == "representations"
    waiting = stands("psr-c", "2026-12-21", decided, **noticed)
    assert (waiting.id, waiting.since) == ("decided", date(2026, 12, 14))
    assert stands("psr-c", "2026-12-22", decided, **noticed).id == "clear"
    early = Represented(made=True, decided=date(2026, 11, 26))
    assert stands("psr-c", "2026-12-07", early, **noticed).id == "decided"
    assert stands("psr-c", "2026-12-08", early, **noticed).id == "clear"


def test_a_decision_to_repeat_leads_back() -> None:
    again = Represented(made=True, decided=date(2026, 12, 14), repeats=True)
    noticed = {"process": FIRST, "intention": INTENTION}
    assert stands("psr-msp", "2026-12-21", again, **noticed).id == "decided"
    back = stands("psr-msp", "2026-12-22", again, **noticed)
    assert (back.id, "psr-intention" in next_notices(back)) == ("assessing", True)
    assert stands("psr-c", "2026-12-22", again, intention=INTENTION).id == "start"


def test_a_decision_from_before_the_standstill_is_none() -> None:
    wrong = Represented(made=True, decided=date(2026, 11, 1))
    assert stands("psr-c", "2027-01-31", wrong, intention=INTENTION).id == "representations"


@pytest.mark.parametrize("route", ["psr-a", "psr-b"])
def test_an_award_without_a_standstill(route: str) -> None:
    assert next_notices(stands(route, FIRST)) == ("psr-urgent", "psr-abandon")
    assert next_notices(stands(route, CONTRACT, contract=CONTRACT)) == ("psr-award",)
    assert stands(route, "2027-01-01", contract=CONTRACT, award="2026-12-20").id == "published"


def test_the_competitive_process() -> None:
    for route in ("psr-competitive", "psrw-competitive"):
        assert next_notices(stands(route, FIRST))[0] == "psr-offers"
        assert next_notices(stands(route, FIRST, offers=FIRST)) == ("psr-intention", "psr-abandon")
        assert stands(route, INTENTION, offers=FIRST, intention=INTENTION).id == "standstill"


def test_abandonment_and_urgency_end_it() -> None:
    assert stands("psr-msp", "2026-11-20", process=FIRST, abandon="2026-11-20").id == "abandoned"
    assert stands("psr-msp", FIRST, urgent=FIRST).id == "urgent"
    assert stands("psr-c", "2026-12-20", intention=INTENTION, abandon="2026-12-20").id == "abandoned"
    within = stands("psr-c", "2026-12-01", intention=INTENTION, abandon="2026-12-01")
    assert [reason.id for reason in within.problems] == ["psr-now-astray-psr-abandon"]


# What is out of order is said


@pytest.mark.parametrize(("intention", "problems"), [("2026-11-15", 1), ("2026-11-16", 0)])
def test_a_notice_of_intention_before_the_fourteen_days_are_over(intention: str, problems: int) -> None:
    found = stands("psr-msp", intention, process=FIRST, intention=intention)
    assert (found.id, len(found.problems)) == ("standstill", problems)
    assert all("16 November 2026" in reason.text for reason in found.problems)


@pytest.mark.parametrize(("contract", "problems"), [("2026-12-07", 1), ("2026-12-08", 0)])
def test_a_contract_within_the_standstill(contract: str, problems: int) -> None:
    found = stands("psr-c", contract, intention=INTENTION, contract=contract)
    assert (found.id, len(found.problems)) == ("awarded", problems)


def test_a_contract_and_an_award_notice_out_of_nowhere() -> None:
    assert [r.id for r in stands("psr-c", CONTRACT, contract=CONTRACT).problems] == ["psr-now-astray-contract"]
    assert [r.id for r in stands("psr-a", CONTRACT, award=CONTRACT).problems] == ["psr-now-astray-psr-award"]
    assert [r.id for r in stands("psr-a", CONTRACT, process=FIRST).problems] == ["psr-now-astray-psr-process"]


def test_what_is_still_to_come_has_not_happened() -> None:
    assert stands("psr-c", "2026-11-23", intention=INTENTION).id == "start"
    assert stands("psr-c", None, intention=INTENTION).id == "standstill"


def test_a_year_without_known_bank_holidays() -> None:
    found = stands("psr-c", "2029-06-01", intention="2028-12-28")
    assert found.id == "standstill"
    assert "not known yet" in found.reason.text


# The table of moves


@pytest.mark.parametrize("route", sorted(ALL))
def test_every_state_of_a_process_can_be_reached_and_left(route: str) -> None:
    seen, waiting = {"start"}, ["start"]
    while waiting:
        for move in moves_from(waiting.pop(), route):
            if move.end not in seen:
                seen.add(move.end)
                waiting.append(move.end)
    assert seen == {state for move in MOVES if route in move.routes for state in (move.start, move.end)}
    assert {state for state in seen if not moves_from(state, route)} == ENDS


def test_only_a_known_process_is_walked() -> None:
    with pytest.raises(KeyError):
        where_now(asked(answers(FIRST, {}, "ENG")), "light-touch")


# The notices of a case


def notices(route: str | None, changes: dict[str, Any] | None = None, **events: str) -> dict[str, NoticeStep]:
    nation = "WLS" if (route or "").startswith("psrw") else "ENG"
    given_ = {name if name == "contract" else f"psr-{name}": day for name, day in events.items()}
    case = asked({**answers("2026-11-22", given_, nation), "legal.route": route, **(changes or {})})
    regime = Regime("psr-wales" if nation == "WLS" else "psr-england", "decided", ())
    return {step.id: step for step in psr_notices_of(case, regime, None)}


@pytest.mark.parametrize("route", sorted(PROCESSES))
def test_each_process_has_the_notices_of_its_list_in_order(route: str) -> None:
    regime = "psr-wales" if route.startswith("psrw") else "psr-england"
    known = {notice.schedule.removeprefix("Sch "): notice for notice in psr_notices() if notice.regime == regime}
    found = notices(route)
    assert list(found) == [*(id for id, _ in PROCESSES[route]), "psr-abandon"]
    for id, schedule in PROCESSES[route]:
        step = found[id]
        assert (step.state, f"Schedule {schedule}" in step.name) == ("needed", True)
        assert known[schedule].required_by.split(" ")[1].split("(")[0].rstrip(",") in step.provision
        assert known[schedule].schedule.removeprefix("Sch ") in step.provision.rpartition("Sch")[2]
        words = {"psr-process": "follow", "psr-offers": "offers", "psr-letters": "letter", "psr-intention": "intention"}
        assert words.get(id, "award") in known[schedule].name


def test_the_award_notice_has_its_last_day() -> None:
    assert notices("psr-a")["psr-award"].due is None
    step = notices("psr-a", {"tender.dates.sign": CONTRACT})["psr-award"]
    assert step.due == date(2027, 1, 8)
    assert step.when == "within 30 days of the award: by 8 January 2027"
    recorded = {"tender.dates.sign": CONTRACT, "award.agreement_date": "2026-12-11"}
    assert notices("psrw-1", recorded)["psr-award"].due == date(2027, 1, 9)


def test_what_was_published_is_done() -> None:
    found = notices("psr-msp", process=FIRST)
    assert (found["psr-process"].state, found["psr-process"].when) == ("done", "published on 2 November 2026")
    assert found["psr-intention"].state == "needed"
    assert "Since 16 November 2026" in found["psr-intention"].reason.text
    assert "Since 16 November 2026" not in found["psr-award"].reason.text


def test_planned_days_are_said() -> None:
    found = notices("psr-msp", {"tender.dates.notice": "2026-12-01", "tender.dates.award_notice": "2027-01-20"})
    assert "15 December 2026" in found["psr-process"].when
    assert "20 January 2027" in found["psr-intention"].when


@pytest.mark.parametrize(("urgent", "has"), [("yes", True), ("no", False), (None, False)])
def test_an_urgent_award_has_its_own_notice(urgent: str | None, has: bool) -> None:
    found = notices("psr-msp", {"legal.psr.urgent": urgent})
    assert ("psr-urgent" in found) == has


def test_without_a_process_what_all_have_in_common_is_said() -> None:
    found = notices(None)
    assert {id: step.state for id, step in found.items()} == {"psr-intention": "undecided", "psr-award": "needed"}
    assert notices("light-touch").keys() == found.keys()


def test_another_regime_has_none_of_these() -> None:
    assert psr_notices_of(asked(answers(FIRST, {}, "ENG")), Regime("pa2023-full", "decided", ()), None) == ()


@pytest.mark.parametrize("route", sorted(PROCESSES))
@pytest.mark.parametrize("nation", ["ENG", "SCT", "NI"])
def test_a_process_that_was_recorded_under_another_law_stops_nothing(route: str, nation: str) -> None:
    facts = {
        "authority.kind": "police",
        "legal.instrument": "contract",
        "tender.dates.notice": "2027-01-04",
        "legal.route": route,
    }
    case = asked({**answers("2026-11-22", {}, nation), **facts, "tender.estimated_value": "900000"})
    found = rule(case)
    assert not found.regime.id.startswith("psr")
    assert not any(step.id.startswith("psr-") for step in found.notices)


@pytest.mark.parametrize("route", ["psr-c", "psrw-2"])
@pytest.mark.parametrize(
    ("so_far", "more", "ground", "state"),
    [
        ("100000", "400000", "slight", "needed"),
        ("100000", "399999.99", "slight", "not-needed"),
        ("0", "500000", "clause", "needed"),
        ("0", "9000000", "unforeseen", "not-needed"),
        ("0", "9000000", "succession", "not-needed"),
        (None, "9000000", "slight", "undecided"),
    ],
)
def test_a_modification_notice_from_the_sum_of_the_facts_on(
    route: str, so_far: str | None, more: str, ground: str, state: str
) -> None:
    old = {"legal.instrument": "change", "legal.old.so_far": so_far, "legal.old.more": more, "legal.old.ground": ground}
    step = notices(route, {**old, "legal.old.on": "2026-12-10"})["psr-change"]
    assert step.state == state
    assert step.due == (date(2027, 1, 8) if state == "needed" else None)


@cache
def faults(reason: Reason) -> tuple[str, ...]:
    return tuple(faults_of(reason.text, reason.facts, reason.id, BOOK))


_days = st.dates(date(2025, 3, 1), date(2029, 6, 30)).map(str)


@given(
    st.sampled_from(sorted(ALL)),
    st.lists(st.tuples(st.sampled_from([*NOTICES, "contract"]), _days), max_size=5),
    _days,
    st.builds(Represented, st.sampled_from([None, True, False]), st.none() | st.dates(date(2025, 3, 1)), st.booleans()),
)
def test_any_register_is_walked_and_named_with_its_law(
    route: str, events: list[tuple[str, str]], today: str, represented: Represented
) -> None:
    nation = "WLS" if route.startswith("psrw") else "ENG"
    case = asked({**answers(today, dict(events), nation), "legal.route": route})
    state = where_now(case, route, represented)
    for reason in (state.reason, *state.problems):
        assert reason.facts
        assert "{" not in reason.text
        assert faults(reason) == ()
    regime = Regime("psr-wales" if nation == "WLS" else "psr-england", "decided", ())
    for step in psr_notices_of(case, regime, None):
        assert faults(step.reason) == ()
        assert step.provision
        assert (step.state == "done") == any(event == step.id for event, _ in events)
