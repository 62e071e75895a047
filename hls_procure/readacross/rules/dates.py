"""The timetable: days in words against the days of the project, days that cannot be, and times that nobody has set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hls_procure.findings import Finding
from hls_procure.model.values import say_date
from hls_procure.readacross.pack import CLOCK, MONTH_NAMES, WEEKDAYS, Pack, Passage, at, large
from hls_procure.readacross.rule import rule

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = f"(?:{'|'.join(MONTHS)})"
_WEEKDAY = f"(?:({'|'.join(day.capitalize() for day in WEEKDAYS)}),? )?"
#: A day as people write it: 25 September 2027, 25th of September, September 25, 2027 and 25/09/2027.
_DATE = re.compile(
    rf"\b{_WEEKDAY}(?:the )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?"
    rf"|(?P<month_first>{_MONTH}) (?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year_last>\d{{4}}))?"
    r"|(?P<figures>\d{1,2}[/.]\d{1,2}[/.]20\d\d))(?![\d/])"
)
#: The months, but for the one that is a common word, too.
_RARE = MONTH_NAMES - {"may"}
#: What stands in each day that is written in figures alone.
_FIGURES = ("/20", ".20")
_GAP = 60
#: What people call a day, and where it stands in the project.
LABELS = {
    "deadline for tenders": "tender.dates.tenders",
    "tender deadline": "tender.dates.tenders",
    "tenders are due": "tender.dates.tenders",
    "tenders must arrive": "tender.dates.tenders",
    "requests to take part are due": "tender.dates.take_part",
    "requests to take part by": "tender.dates.take_part",
    "deadline for requests to take part": "tender.dates.take_part",
    "last day for questions": "tender.dates.questions_last",
    "deadline for last questions": "tender.dates.questions_last",
    "deadline for questions before the request to take part": "tender.dates.questions_first",
    "award decision": "tender.dates.decision",
    "award notice": "tender.dates.award_notice",
    "standstill ends": "tender.dates.standstill_ends",
}
STARTS = ("start date", "commencement date", "agreement starts", "contract starts", "service starts")
_HOUR = re.compile(r"\b(?:at|by|before|until) (?:12 )?(noon|midnight|midday|\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm))\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:noon|midnight|midday|\d\s?[ap]m)\b", re.IGNORECASE)
_DEADLINES = re.compile(r"\b(?:each deadline|the deadline for tenders|tenders are due)\b", re.IGNORECASE)
_NEAR = re.compile(
    r"[\s:(|–-]*(?:(?:is|are|was|means|the|on|by|at|of|falls|will|be|no|later|than|before|noon|and|12 noon"
    r"|\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm))\b[\s(]*)*"
)
#: A term that is as long as this without a day on which people look back.
LONG_TERM = 5


class Day(NamedTuple):
    """A day as it is written. :param on: the day, None where no calendar has it. :param dated: whether its year is written."""

    text: str
    start: int
    end: int
    weekday: str
    on: date | None
    dated: bool
    words: str


def dates_in(text: str, year: int = 2028) -> Iterator[Day]:
    """Every day that is written in a text. :param year: for those without one; a leap year, so that each day exists."""
    for found in _DATE.finditer(text):
        if found["figures"]:
            day, month, said = re.split(r"[/.]", found["figures"])
        else:
            name = found["month"] or found["month_first"]
            day, month = found["day"] or found["day_second"], str(MONTHS.index(name) + 1)
            said = found["year"] or found["year_last"] or ""
        words = f"{int(day)} {MONTHS[int(month) - 1]}" if 0 < int(month) < 13 else found["figures"]
        try:
            on = date(int(said or year), int(month), int(day))
        except ValueError:
            on = None
        yield Day(found[0], found.start(), found.end(), found[1] or "", on, bool(said), f"{words} in {said}" if said else words)


@rule("RA401", "RA404", "RA406", "RA409")
def written_days(pack: Pack) -> Iterator[Finding]:
    """Each day in words: it exists, it falls on the weekday it is given, and it is the day that the project has."""
    labels = {label: day for label, path in LABELS.items() if (day := pack.get(path))}
    start = pack.get("alliance.term.start")
    for passage in pack.holding(*_FIGURES, "May", words=_RARE, filled=True):
        yield from _days_of(pack, passage, labels, start)


def _days_of(pack: Pack, passage: Passage, labels: dict[str, date], start: date | None) -> Iterator[Finding]:
    text = passage.printed
    for found in dates_in(text):
        day = found.on
        if day is None:
            yield pack.finding("RA406", f"There is no {found.words}.", passage.side(found.text, found.text))
            continue
        if found.weekday and found.dated and found.weekday != WEEKDAYS[day.weekday()].capitalize():
            message = f"{say_date(day)} is a {WEEKDAYS[day.weekday()].capitalize()}, and here it is a {found.weekday}."
            yield pack.finding("RA404", message, passage.side(found.text, found.text))
        before = text[max(0, found.start - _GAP) : found.start].lower()
        for label, known in labels.items():
            if label in before and not _same(found, known) and not _between(before, label):
                message = f"The project has {say_date(known)} for this day ({label}), and here it is {_said(found)}."
                right = at(LABELS[label], say_date(known), known.isoformat())
                yield pack.finding("RA401", message, passage.side(day.isoformat(), found.text), right)
                break
        if start and not _same(found, start) and any(label in before and not _between(before, label) for label in STARTS):
            message = f"The agreement starts on {say_date(start)} in the project, and here on {_said(found)}."
            right = at("alliance.term.start", say_date(start), start.isoformat())
            yield pack.finding("RA409", message, passage.side(day.isoformat(), found.text), right)


def _same(found: Day, known: date) -> bool:
    """Whether a written day is one that is known; one without a year is, where day and month are."""
    if found.on is None or found.dated:
        return found.on == known
    return (found.on.day, found.on.month) == (known.day, known.month)


def _said(found: Day) -> str:
    return say_date(found.on) if found.on and found.dated else found.words


def _between(before: str, label: str) -> bool:
    """Whether more than a few small words lie between a label and the day behind it: then it is the day of something else."""
    return not _NEAR.fullmatch(before[before.rindex(label) + len(label) :])


@rule("RA410")
def past(pack: Pack) -> Iterator[Finding]:
    """What is planned lies ahead, and what was to be found out by a day has been."""
    today = pack.on
    if today is None:
        return
    if (pack.get("legal.commenced_by") or "nothing") == "nothing":
        notice = pack.get("tender.dates.notice")
        if notice and notice < today and not any(row.on and row.on >= notice for row in pack.rows("published")):
            message = (
                f"The notice that begins the competition is planned for {say_date(notice)}, and it is {say_date(today)} now."
            )
            yield pack.finding("RA410", message, at("tender.dates.notice", say_date(notice), notice.isoformat()))
    for item in pack.project.open:
        if item.by and item.by < today:
            who = item.owner or "Somebody"
            message = f"{large(who)} was to find out {item.path} by {say_date(item.by)}, and that has passed."
            yield pack.finding("RA410", message, at(f"open[{item.path}].by", say_date(item.by), item.by.isoformat()))
    for row in pack.rows("spec.gaps"):
        if row.by and row.by < today:
            message = f"'{row.topic or row.id}' was to be settled by {say_date(row.by)}, and it still stands as open."
            yield pack.finding("RA410", message, at(f"spec.gaps[{row.id}].by", say_date(row.by), row.by.isoformat()))


@rule("RA411")
def no_review(pack: Pack) -> Iterator[Finding]:
    """A long agreement has days on which people look back."""
    years = pack.get("alliance.term.maximum")
    looks = ("learning.letter_month", "learning.behaviours_months", "learning.legitimacy_months", "alliance.periods.review")
    if years is not None and years >= LONG_TERM and not any(pack.get(path) for path in looks):
        message = f"The agreement may last {years} years, and no day is set on which people look back at it."
        yield pack.finding("RA411", message, at("alliance.term.maximum", f"{years} years", int(years)), at("learning"))


@rule("RA412")
def no_hour(pack: Pack) -> Iterator[Finding]:
    """The deadline has an hour, once and the same everywhere."""
    day, hour = pack.get("tender.dates.tenders"), pack.get("tender.deadline_time")
    if day is None:
        return
    if hour is None:
        message = f"Tenders are due on {say_date(day)}, and nobody has said by which hour."
        yield pack.finding("RA412", message, at("tender.deadline_time"), at("tender.dates.tenders", say_date(day)))
        return
    known = int(hour[:2]) * 60 + int(hour[3:])
    for passage in pack.holding(words=CLOCK, filled=True):
        text = passage.printed
        found = _other_hour(text, say_date(day), known) if _CLOCK.search(text) else None
        if found:
            message = f"Tenders are due at {hour} in the project, and here {found[0].strip()}."
            yield pack.finding("RA412", message, passage.side(found[1], found[0]), at("tender.deadline_time", hour, hour))


def _other_hour(text: str, day: str, known: int) -> re.Match[str] | None:
    """The first hour of a text that is said of the deadline, in front of its day or in a sentence about each, and is another."""
    for found in _HOUR.finditer(text):
        end = next((at for sign in (". ", "; ") if (at := text.find(sign, found.end())) >= 0), len(text))
        start = max(text.rfind(". ", 0, found.start()) + 1, 0)
        said = _minutes(found[1])
        about = day in text[found.end() : found.end() + len(day) + 8] or _DEADLINES.search(text, start, end)
        if said != known and (about or (day in text[start:end] and len(_HOUR.findall(text[start:end])) == 1)):
            return found
    return None


def _minutes(words: str) -> int | None:
    words = words.lower().replace(" ", "").replace(".", ":")
    if words in ("noon", "midday"):
        return 12 * 60
    if words == "midnight":
        return 24 * 60
    hour, _, minute = words[:-2].partition(":")
    return (int(hour) % 12 + (12 if words.endswith("pm") else 0)) * 60 + int(minute or 0)


@rule("RA416")
def ready_late(pack: Pack) -> Iterator[Finding]:
    """Each step of getting ready ends before the start."""
    start, weeks = pack.get("alliance.term.start"), pack.get("spec.mobilisation.weeks")
    if start is None:
        return
    for row in pack.rows("spec.mobilisation.steps"):
        if row.by and row.by > start:
            message = (
                f"Getting ready includes '{row.what or row.id}' by {say_date(row.by)}, and the agreement starts before, "
                f"on {say_date(start)}."
            )
            left = at(f"spec.mobilisation.steps[{row.id}].by", say_date(row.by), row.by.isoformat())
            yield pack.finding("RA416", message, left, at("alliance.term.start", say_date(start), start.isoformat()))
    sign = pack.get("tender.dates.sign")
    if weeks and sign and sign + timedelta(weeks=int(weeks)) > start:
        message = (
            f"Getting ready is to take {weeks} weeks, and between signing on {say_date(sign)} and the start on "
            f"{say_date(start)} there are fewer."
        )
        yield pack.finding(
            "RA416", message, at("spec.mobilisation.weeks", f"{weeks} weeks", int(weeks)), at("tender.dates.sign", say_date(sign))
        )


RULES = (written_days, past, no_review, no_hour, ready_late)
