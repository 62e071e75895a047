"""Values of open data as text that a project reads: exact sums, whole days, words without what no document can hold."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hls_procure.model.fields import clean
from hls_procure.model.values import MAX_FIGURES, Money, parse_date

_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](.*)\Z")
_MIDNIGHT = re.compile(r"00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?\Z")


def as_text(value: Any) -> tuple[str | None, list[str]]:
    """Words without blanks around them, and a note for what had to be taken out. None where it is no text and no number."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return None, []
    if not isinstance(value, str):
        return _figures(Decimal(str(value))), []
    made, notes = clean(value)
    return made.strip(), notes


def as_sum(value: Any) -> str:
    """A sum in pounds, as project.yaml holds it. :raises ValueError: with words for a person."""
    if isinstance(value, str):
        text = value.strip().removesuffix("GBP").removeprefix("GBP").strip()
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        text = _figures(Decimal(str(value)))
    else:
        raise ValueError("is no sum of money; write it in figures")
    found = Money.parse(text)
    if found.pence < 0:
        raise ValueError(f"'{text}' is less than nothing")
    return found.plain()


def as_date(value: Any) -> tuple[str, str]:
    """A day as ``2027-01-15``, and a note where a time of day was left out; two empty texts for nothing.

    :raises ValueError: it is no whole day, with words for a person.
    """
    if value is None or value == "":
        return "", ""
    if not isinstance(value, str):
        raise ValueError(f"'{str(value)[:40]}' is no date; write it like 2027-01-15")
    text, note = value.strip()[:80], ""
    timed = _TIMED.match(text)
    if timed:
        text, note = timed[1], "" if _MIDNIGHT.match(timed[2]) else "the time of day"
    return parse_date(text).isoformat(), note


def as_months(value: Any) -> int | None:
    """A whole number of months; None where there is none."""
    text, _ = as_text(value)
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else None


def _figures(number: Decimal) -> str:
    """A number in figures, without an exponent; one that is longer than anything as it was written."""
    if not number.is_finite() or number.adjusted() > MAX_FIGURES or (number and number.adjusted() < -MAX_FIGURES):
        return str(number)[:80]
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
