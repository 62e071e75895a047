"""Calendar files: read back they hold what went in, whatever it was."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.exchange.ics import Event, calendar, escape, fold

AS_OF = date(2027, 3, 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def read(text: str) -> list[dict[str, str]]:
    """The events of a calendar, name of each property with its value as it stands."""
    events: list[dict[str, str]] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and not line.startswith("END:"):
            events[-1][name] = value
    return events


def test_a_calendar_to_the_letter() -> None:
    text = calendar(
        [
            Event("t-tenders", datetime(2027, 9, 23, 12, 0), "Final tenders, at noon", "The Tamarside Alliance"),
            Event("t-notice", date(2027, 4, 19), "Tender notice published"),
        ],
        name="Tamarside; dates",
        as_of=AS_OF,
    )
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hls-procure//calendar//EN", "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Tamarside\\; dates",
        "BEGIN:VEVENT", "UID:t-notice@hls-procure.invalid", "DTSTAMP:20270301T000000Z", "DTSTART;VALUE=DATE:20270419",
        "DTEND;VALUE=DATE:20270420", "SUMMARY:Tender notice published", "TRANSP:TRANSPARENT", "END:VEVENT",
        "BEGIN:VEVENT", "UID:t-tenders@hls-procure.invalid", "DTSTAMP:20270301T000000Z", "DTSTART:20270923T110000Z",
        "SUMMARY:Final tenders\\, at noon", "DESCRIPTION:The Tamarside Alliance", "TRANSP:TRANSPARENT", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip


def test_a_moment_in_winter_is_universal_time() -> None:
    (event,) = read(calendar([Event("a", datetime(2027, 11, 10, 12, 0), "x")], name="n", as_of=AS_OF))
    assert event["DTSTART"] == "20271110T120000Z"


@given(TEXTS, TEXTS)
def test_any_text_comes_back_as_it_was(title: str, description: str) -> None:
    text = calendar([Event("a", AS_OF, title, description)], name=title, as_of=AS_OF)
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    (event,) = read(text)
    assert unescaped(event["SUMMARY"]) == title
    assert unescaped(event.get("DESCRIPTION", "")) == description


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    assert not re.search(r"[\r\n\x00-\x08\x0b-\x1f\x7f]", escape(text))
    assert "".join(part if number == 0 else part[1:] for number, part in enumerate(fold(text))) == text


@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.text(max_size=5)), min_size=1, max_size=8))
def test_the_order_in_which_events_come_does_not_matter(found: list[tuple[date, str]]) -> None:
    events = [Event(f"e{number}", day, title.replace("\x00", "")) for number, (day, title) in enumerate(found)]
    events = [Event(one.uid, one.on, "x") for one in events]
    made = calendar(events, name="n", as_of=AS_OF)
    assert made == calendar(list(reversed(events)), name="n", as_of=AS_OF)
    days = [event["DTSTART;VALUE=DATE"] for event in read(made)]
    assert days == sorted(days)
    assert all(
        datetime.strptime(e["DTEND;VALUE=DATE"], "%Y%m%d") - datetime.strptime(e["DTSTART;VALUE=DATE"], "%Y%m%d") == timedelta(1)
        for e in read(made)
    )


@pytest.mark.parametrize("events", [[], [Event("a", AS_OF, "x"), Event("a", AS_OF, "y")]])
def test_what_is_no_calendar_is_refused(events: list[Event]) -> None:
    with pytest.raises(ValueError, match=r"uid|event"):
        calendar(events, name="n", as_of=AS_OF)
