"""Says a fact in words: the usual way of its type, or the way a mark asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hls_procure.model.fields import COUNT_TYPES, UNITS, Field
from hls_procure.model.values import Money, Percent, say_date, say_list, say_number, say_time, say_words

_FITS: dict[str, tuple[str, ...]] = {
    "money": ("money",),
    "money-short": ("money",),
    "percent": ("percent",),
    "date": ("date",),
    "words": tuple(COUNT_TYPES),
    "number": tuple(COUNT_TYPES),
    "unit": tuple(COUNT_TYPES),
    "name": ("text", "name", "phrase", "choice"),
    "list": ("list", "multi"),
    "items": ("list", "multi"),
}


def fits(field: Field, format: str) -> bool:
    """Whether a format can say a field."""
    name, _, rest = format.partition(":")
    if name == "words" and rest:
        return field.type in COUNT_TYPES
    return not name or name == "plain" or field.type in _FITS.get(name, ())


def say(field: Field, value: Any, format: str = "") -> str:
    """A typed value in British English.

    ``words:year`` gives ``five years``; ``unit`` gives ``12 weeks``; ``money-short`` gives ``£7.7m``.
    """
    name, _, rest = format.partition(":")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return value.short() if name == "money-short" else str(value)
    if isinstance(value, Percent):
        return str(value)
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, tuple):
        return say_list([field.choices.get(item, item) for item in value]) or "none"
    if isinstance(value, (int, Decimal)):
        return _say_count(field, value, name, rest)
    if field.type == "choice":
        return field.choices.get(value, str(value))
    if field.type == "time":
        return say_time(str(value))
    return str(value)


def _say_count(field: Field, value: int | Decimal, name: str, unit: str) -> str:
    shown = say_words(value) if name == "words" and isinstance(value, int) else say_number(value)
    if unit:
        return f"{shown} {unit if value == 1 else unit + 's'}"
    if name == "unit":
        one, many = UNITS.get(field.type, (field.unit, field.unit))
        return f"{shown} {one if value == 1 else many}".strip()
    return shown
