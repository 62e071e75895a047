"""What happened to each grant: any sequence that can have happened gives one state, and nothing that was written is lost."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.errors import InputError
from hls_procure.grants.ledger import UNDO, Entry, Ledger, read_ledger
from hls_procure.grants.rules import contradictions
from hls_procure.model.values import Money

DAY = date(2027, 1, 15)
AT = "2027-01-15T09:00:00+00:00"


def entry(what: str, days: int = 0, *, n: int = 1, id: str = "G-0001", **more: object) -> Entry:
    return Entry(n, AT, "grants lead", id, what, DAY + timedelta(days=days), **more)  # type: ignore[arg-type]


def said(*entries: Entry) -> str:
    return "\n".join(problem.text() for problem in contradictions("G-0001", entries))


SENT = entry("sent", letter=1, file="issued/letters/G-0001/1/letter.docx", sha256="a", digest="b")
YES = entry("accepted", 10, n=2, letter=1, who="director", words="Yes, we accept.\n\x1b[31m“Diolch”")
PAID = entry("paid", 20, n=3, amount=Money(4_000_000), payment="y2027")


def test_a_line_says_all_of_an_entry_and_is_read_back_as_it_was() -> None:
    settled = Entry(5, AT, "director", "wording", "settled", DAY, who="solicitor", keys=("k1", "k2"))
    entries = (SENT, YES, PAID, entry(UNDO, 30, n=4, entry=3), settled)
    raw = b"".join(one.line() for one in entries)
    assert raw.count(b"\n") == len(entries)
    assert json.loads(raw.splitlines()[2])["amount"] == "40000"
    ledger = read_ledger(raw)
    assert ledger.entries == entries
    assert ledger.size == len(raw)
    assert not ledger.torn
    assert ledger.settled() == {"k1", "k2"}
    assert ledger.ids == ("G-0001",)


def test_a_state_follows_from_what_stands() -> None:
    assert Ledger().state("G-0001").name == "not sent"
    assert Ledger((SENT,)).state("G-0001").name == "sent"
    state = Ledger((SENT, YES, PAID)).state("G-0001")
    assert (state.name, state.letter, state.accepted_on) == ("accepted", 1, DAY + timedelta(days=10))
    assert [one.amount for one in state.paid] == [Money(4_000_000)]
    again = entry("sent", 40, n=4, letter=2)
    assert Ledger((SENT, YES, PAID, again)).state("G-0001").name == "sent"
    assert Ledger((SENT, YES, PAID, again, entry("ended", 50, n=5))).state("G-0001").name == "ended"
    assert Ledger((SENT, YES, PAID)).state("G-0002").name == "not sent"


def test_what_cannot_have_happened_is_named_with_both_days() -> None:
    assert not said(SENT, YES, PAID)
    assert "no letter was sent" in said(PAID)
    early = said(SENT, entry("accepted", -1, n=2, letter=1))
    assert "14 January 2027" in early
    assert "15 January 2027" in early
    assert not said(SENT, entry("accepted", 0, n=2, letter=1))
    late = said(SENT, YES, entry("ended", 19, n=3), PAID)
    assert "3 February 2027" in late
    assert "4 February 2027" in late
    assert not said(SENT, YES, PAID, entry("ended", 20, n=4))
    assert not said(SENT, entry("ended", 20, n=2), entry("spoke", 30, n=3))
    assert "twice that a letter was accepted" in said(SENT, YES, entry("accepted", 11, n=3, letter=1))
    assert "no letter 2 was sent" in said(SENT, entry("accepted", 11, n=3, letter=2))
    assert "twice that it ended" in said(SENT, entry("ended", 5, n=2), entry("ended", 6, n=3))
    assert "says twice" in said(SENT, YES, PAID, PAID)
    assert not said(SENT, YES, PAID, entry("paid", 20, n=4, amount=Money(4_000_000), words="a second time, by mistake"))
    assert "two days that do not fit" in said(SENT, entry("sent", -3, n=2, letter=2))
    assert "letter 1 after letter 1" in said(SENT, entry("sent", 3, n=2, letter=1))


def test_a_last_line_that_was_torn_off_is_kept_apart_and_any_other_broken_line_stops() -> None:
    whole = SENT.line() + YES.line()
    for cut in range(1, len(PAID.line())):
        ledger = read_ledger(whole + PAID.line()[:cut])
        assert ledger.entries == (SENT, YES)
        assert ledger.torn == PAID.line()[:cut]
        assert ledger.size == len(whole)
    assert read_ledger(whole + b"{\n").torn == b"{\n"
    with pytest.raises(InputError, match=r"grants\.jsonl:1"):
        read_ledger(b"{\n" + YES.line())
    with pytest.raises(InputError, match="entry 3, and entry 2 was expected"):
        read_ledger(SENT.line() + PAID.line() + PAID.line())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": "vanished"}, "does not know"),
        ({"on": "2027-02-30"}, "not one in the calendar"),
        ({"amount": 40000}, "not in quotes"),
        ({"letter": "1"}, "a number where words stand"),
        ({"keys": "k"}, "not a list"),
        ({"by": None}, "without its grant"),
    ],
)
def test_a_line_changed_by_hand_is_named(change: dict[str, object], words: str) -> None:
    raw = (json.dumps({**SENT.data(), **change}) + "\n").encode()
    with pytest.raises(InputError, match=words):
        read_ledger(raw + YES.line())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sent", "accepted", "paid", "spoke", "kept", "reported", "ended", UNDO]),
        st.integers(0, 6),
        st.integers(1, 3),
    ),
    max_size=14,
)


@given(STEPS)
def test_whatever_is_let_in_is_of_one_piece_and_taking_it_back_gives_the_state_before(steps: list[tuple[str, int, int]]) -> None:
    ledger = Ledger()
    for what, days, number in steps:
        n, before = ledger.next(), ledger.state("G-0001")
        if what == UNDO:
            standing = ledger.standing("G-0001")
            if len(standing) < number or contradictions("G-0001", [one for one in standing if one is not standing[-number]]):
                continue
            made = entry(UNDO, days, n=n, entry=standing[-number].n)
        else:
            letter = before.letter + 1 if what == "sent" else before.letter if what == "accepted" else 0
            amount = Money(number * 100) if what == "paid" else None
            made = entry(what, days, n=n, letter=letter, amount=amount)
            if contradictions("G-0001", (*ledger.standing("G-0001"), made)):
                continue
        ledger = Ledger((*ledger.entries, made))
        state = ledger.state("G-0001")
        assert not contradictions("G-0001", state.entries)
        assert (state.name == "not sent") == (not state.letter)
        assert state.letter or not state.entries
        assert (state.name == "ended") == (state.ended_on is not None)
        assert all(one.on >= min(sent.on for sent in state.of("sent")) for one in state.entries)
        assert state.ended_on is None or all(one.on <= state.ended_on for one in state.paid)
        if what != UNDO:
            back = Ledger((*ledger.entries, entry(UNDO, 0, n=n + 1, entry=n)))
            assert back.state("G-0001") == before
            assert back.entries[: n - 1] == ledger.entries[: n - 1]
    assert read_ledger(b"".join(one.line() for one in ledger.entries)).entries == ledger.entries
