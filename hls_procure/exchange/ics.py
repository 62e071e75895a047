"""Writes a calendar file (RFC 5545): a pure function of events, so that the same dates make the same bytes.

Every event keeps its uid from one export to the next, so that a calendar that has it moves it instead of adding it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from hls_procure.exchange.london import utc
from hls_procure.model.record import record

WIDTH = 75
PRODUCT = "-//hls-procure//calendar//EN"
DOMAIN = "hls-procure.invalid"


@record
class Event:
    """A day, or a moment on a day, that somebody has to keep in mind.

    :param uid: the same for the same event in every export, and for no other; it gets ``@hls-procure.invalid`` behind it.
    :param on: a day, or a day with the time that clocks in London show (a ``datetime`` without an offset).
    """

    uid: str
    on: date
    title: str
    description: str = ""


def calendar(events: Iterable[Event], *, name: str, as_of: date) -> str:
    """The calendar as text, lines ended by CRLF and folded at 75 octets.

    :param name: of the calendar, as programs show it. :param as_of: the project's own day, which is every event's stamp.
    :raises ValueError: two events with one uid, or none at all: a calendar holds at least one.
    """
    ordered = sorted(events, key=lambda event: (event.on.isoformat(), event.uid))
    if not ordered:
        raise ValueError("a calendar needs at least one event")
    if len({event.uid for event in ordered}) < len(ordered):
        raise ValueError("two events have the same uid")
    return "".join(calendar_parts(ordered, name=name, as_of=as_of))


def calendar_parts(events: Iterable[Event], *, name: str, as_of: date) -> Iterator[str]:
    """The calendar an event at a time, for many of them. :param events: in order, each with a uid of its own."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escape(name)}"]
    yield from _folded(head)
    for event in events:
        yield from _folded(_event(event, as_of))
    yield from _folded(["END:VCALENDAR"])


def _folded(lines: Iterable[str]) -> Iterator[str]:
    return (f"{part}\r\n" for line in lines for part in fold(line))


def _event(event: Event, as_of: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}@{DOMAIN}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    if isinstance(event.on, datetime):
        yield f"DTSTART:{utc(event.on):%Y%m%dT%H%M%S}Z"
    else:
        yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(event.title)}"
    if event.description:
        yield f"DESCRIPTION:{escape(event.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape(text: str) -> str:
    r"""A text as a calendar holds it: ``\``, ``;``, ``,`` and line ends escaped, what no calendar can hold left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign in "\n\t" or not (ord(sign) < 32 or 127 <= ord(sign) < 160))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, every part but the first behind a blank; no letter is cut in two."""
    part, room = "", WIDTH
    for sign in line:
        size = len(sign.encode("utf-8"))
        if size > room:
            yield part
            part, room = " ", WIDTH - 1
        part += sign
        room -= size
    yield part
