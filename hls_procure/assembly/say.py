"""Says a fact in words: the usual way of its type, or the way a mark asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hls_procure.model.fields import COUNT_TYPES, UNITS, Field
from hls_procure.model.tongue import ENGLISH, Tongue, slug
from hls_procure.model.values import Money, Percent, say_number, say_time, say_words

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


def say(field: Field, value: Any, format: str = "", tongue: Tongue = ENGLISH, owner: str = "") -> str:
    """A typed value in British English, or in another language as far as it has the words.

    ``words:year`` gives ``five years``; ``unit`` gives ``12 weeks``; ``money-short`` gives ``£7.7m``.

    :param owner: the sub-clause in which it stands.
    """
    name, _, rest = format.partition(":")
    if isinstance(value, bool):
        return tongue.said("yes" if value else "no", owner)
    if isinstance(value, Money):
        return value.short() if name == "money-short" else str(value)
    if isinstance(value, Percent):
        return str(value)
    if isinstance(value, date):
        return tongue.date(value, owner)
    if isinstance(value, tuple):
        return tongue.listed([_choice(field, item, tongue, owner) for item in value], owner) or tongue.said("none", owner)
    if isinstance(value, (int, Decimal)):
        return tongue.said(_say_count(field, value, name, rest), owner)
    if field.type == "choice":
        return _choice(field, value, tongue, owner)
    if field.type == "time":
        return tongue.said(say_time(str(value)), owner)
    return str(value)


def _choice(field: Field, value: str, tongue: Tongue, owner: str) -> str:
    """The words of a choice, or an item that somebody typed."""
    if value in field.choices:
        return tongue.words(f"choice.{field.path}.{value}", field.choices[value], owner)
    return tongue.typed(f"{field.path}#{slug(str(value))}", str(value), owner)


def _say_count(field: Field, value: int | Decimal, name: str, unit: str) -> str:
    shown = say_words(value) if name == "words" and isinstance(value, int) else say_number(value)
    if unit:
        return f"{shown} {unit if value == 1 else unit + 's'}"
    if name == "unit":
        one, many = UNITS.get(field.type, (field.unit, field.unit))
        return f"{shown} {one if value == 1 else many}".strip()
    return shown
