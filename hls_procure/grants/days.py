"""Days as people and spreadsheets write them, day first; a day that can only be read month first is refused."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from hls_procure.model.fields import ValueProblem
from hls_procure.model.values import MONTHS, parse_date, say_date

#: Days are numbers in a spreadsheet: 1 is the first of January 1900, as Excel counts, or a day four years later.
_FIRST, _FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
#: The numbers taken for days: 1 January 1990 to 31 December 2099.
_SERIALS = range(32_874, 73_051)
_HELP = "write it like 3 March 2027 or 2027-03-03"
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b(?:\s+of\b)?", re.IGNORECASE)
_TIME = re.compile(r"[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?\Z")
_NUMBERS = re.compile(r"([0-9]{1,4})\s*([/.\-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})\Z")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2})\s*,?\s+([0-9]{4})\Z")


def read_day(value: str | int | Decimal | date, *, from_1904: bool = False) -> date:
    """A day from a cell or from text: a date, the number that Excel keeps, ``12/05/2027`` (12 May), ``12 May 2027``.

    :raises ValueProblem: it is no day, its year is cut short, or it can only be read with the month first.
    """
    if isinstance(value, datetime):
        return _near(value.date(), str(value))
    if isinstance(value, date):
        return _near(value, str(value))
    if not isinstance(value, str):
        return _serial(Decimal(value), from_1904)
    text = value.strip()
    raw = _ORDINAL.sub(r"\1", _WEEKDAY.sub("", _TIME.sub("", text))).strip()
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", raw):
        if len(raw) == 8 and raw.isdigit():
            return _of(raw[:4], raw[4:6], raw[6:], text)
        return _serial(Decimal(raw), from_1904)
    numbers = _NUMBERS.match(raw)
    if numbers:
        return _numbers(numbers[1], numbers[3], numbers[4], text)
    turned = _MONTH_FIRST.match(raw)
    if turned:
        raw = f"{turned[2]} {turned[1]} {turned[3]}"
    try:
        return _near(parse_date(raw.replace(".", " ")), text)
    except ValueError:
        raise ValueProblem(f"'{_cut(text)}' is not a day; {_HELP}") from None


def _numbers(first: str, second: str, third: str, text: str) -> date:
    if len(first) == 4:
        return _of(first, second, third, text)
    if len(third) != 4:
        raise ValueProblem(f"'{text}' has no whole year; {_HELP}")
    if int(second) > 12 and 1 <= int(first) <= 12 and int(second) <= 31:
        meant = f"{int(second)} {MONTHS[int(first) - 1]} {third}"
        raise ValueProblem(f"'{text}' has no month {int(second)}; days are read first here. If {meant} is meant, write it so")
    return _of(third, second, first, text)


def _of(year: str, month: str, day: str, text: str) -> date:
    try:
        return _near(date(int(year), int(month), int(day)), text)
    except ValueError as error:
        if isinstance(error, ValueProblem):
            raise
        raise ValueProblem(f"'{_cut(text)}' is not a day in the calendar; {_HELP}") from None


def _serial(number: Decimal, from_1904: bool) -> date:
    if not number.is_finite() or int(number) not in _SERIALS:
        raise ValueProblem(f"'{number:f}' is a number and not a day; {_HELP}")
    return (_FIRST_1904 if from_1904 else _FIRST) + timedelta(days=int(number))


def _near(day: date, text: str) -> date:
    if not 1900 <= day.year < 2200:
        raise ValueProblem(f"'{_cut(text)}' is {say_date(day)}, which no grant reaches; write the year that is meant")
    return day


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
