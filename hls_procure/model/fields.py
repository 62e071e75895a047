"""The field schema: what every answer is, where it lives, and when it is known.

A path names a leaf: ``alliance.term.initial``, or ``alliance.members[].name`` for a leaf of each record of a
list. The schema checks projects, questions, expressions, marks and tables alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from hls_procure.model.record import record
from hls_procure.model.values import Money, Percent, parse_date

TEXT_TYPES = frozenset({"text", "name", "phrase", "sentence", "passage"})
COUNT_TYPES = frozenset({"number", "years", "months", "weeks", "days", "working-days", "hours", "minutes"})
TYPES = TEXT_TYPES | COUNT_TYPES | {
    "choice", "multi", "money", "percent", "date", "time", "yes-no", "id", "link", "list",
}  # fmt: skip
COMPOSITES: dict[str, tuple[tuple[str, str], ...]] = {
    "yes-no-why": ((".answer", "yes-no"), (".why", "sentence")),
    "evidence": (("[].text", "sentence"), ("[].source", "phrase")),
}
UNITS = {
    "years": ("year", "years"),
    "months": ("month", "months"),
    "weeks": ("week", "weeks"),
    "days": ("day", "days"),
    "working-days": ("Working Day", "Working Days"),
    "hours": ("hour", "hours"),
    "minutes": ("minute", "minutes"),
}
VAT_BASES = {"excluding": "excluding VAT", "including": "including VAT", "none": "no VAT arises"}
KNOWN = ("now", "tender", "award")
MAX_TEXT = 1_000_000
MAX_YEARS = 99
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_COUNT = re.compile(r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,6})?\Z")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\Z")


class ValueProblem(ValueError):
    """A value that does not fit its field, with words for the person who typed it."""


@record
class Field:
    """One leaf of the project.

    :param path: dotted, ``[]`` after a list of records.
    :param type: one of :data:`TYPES`.
    :param choices: for a choice or multi, the value as stored and the words it is printed as.
    :param unit: what a number counts (``seats``, ``hours a month``).
    :param known: ``now``, ``tender`` (from the winning tender) or ``award``.
    :param at_tender: what a tender build prints where the value is known only at award.
    :param vat: for money, its basis: ``excluding``, ``including`` or ``none`` (no VAT arises).
    :param to: for a link, the list of records it points into.
    :param many: for a link, whether it holds several ids.
    :param item: for a list, the type of its items.
    :param derived: the name of the calculation that makes it; empty for a typed value.
    :param inputs: the paths that the calculation takes, in order.
    :param where: file and line of the definition.
    """

    path: str
    type: str
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    unit: str = ""
    known: str = "now"
    at_tender: str = ""
    vat: str = ""
    to: str = ""
    many: bool = False
    item: str = ""
    derived: str = ""
    inputs: tuple[str, ...] = ()
    where: str = ""

    @property
    def in_list(self) -> str:
        """The list of records that the leaf belongs to (``alliance.members[]``), or an empty string."""
        head, found, _ = self.path.rpartition("[]")
        return head + found if found else ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def is_text(self) -> bool:
        """Whether a person's words stand here."""
        return self.type in TEXT_TYPES or (self.type == "list" and self.item in TEXT_TYPES)

    @property
    def holds_several(self) -> bool:
        """Whether the value is a tuple."""
        return self.type in ("multi", "list") or self.many

    def parse(self, raw: Any) -> Any:
        """The typed value of what was typed or stored. Raises :class:`ValueProblem` in words for a person."""
        if self.holds_several:
            if isinstance(raw, str):
                raw = [part.strip() for part in raw.replace("\n", ",").split(",") if part.strip()]
            if not isinstance(raw, (list, tuple)):
                raise ValueProblem("needs a list")
            return tuple(self._one(item, self.item or self.type) for item in raw)
        if isinstance(raw, (list, tuple, dict)):
            raise ValueProblem(f"needs {describe(self.type)}, and a list stands there")
        return self._one(raw, self.type)

    def _one(self, raw: Any, kind: str) -> Any:
        if not isinstance(raw, str):
            raise ValueProblem(f"needs {describe(kind)}")
        if kind in TEXT_TYPES:
            if len(raw) > MAX_TEXT:
                raise ValueProblem(f"has {len(raw):,} characters; {MAX_TEXT:,} is the most that one answer can hold")
            if _UNPRINTABLE.search(raw):
                raise ValueProblem("has a control character or half of a character, which no document can hold; take it out")
            return raw
        text = raw.strip()
        if kind in COUNT_TYPES:
            return _count(text, kind)
        if kind in ("choice", "multi"):
            return self._choice(text)
        if kind == "yes-no":
            if text.lower() in ("yes", "y", "true"):
                return True
            if text.lower() in ("no", "n", "false"):
                return False
            raise ValueProblem(f"'{text}' is neither yes nor no")
        if kind in ("id", "link"):
            if not ID.match(text):
                raise ValueProblem(f"'{text}' is not an id; an id has small letters, figures and hyphens, like bed-and-breakfast")
            return text
        try:
            value = {"money": Money.parse, "percent": Percent.parse, "date": parse_date, "time": _time}[kind](text)
        except ValueError as error:
            raise ValueProblem(str(error)) from None
        if (isinstance(value, Money) and value.pence < 0) or (isinstance(value, Percent) and value.value < 0):
            raise ValueProblem(f"'{text}' is less than nothing")
        return value

    def _choice(self, text: str) -> str:
        if text in self.choices:
            return text
        lowered = text.lower()
        for value, label in self.choices.items():
            if lowered in (value.lower(), label.lower()):
                return value
        raise ValueProblem(f"'{text}' is not one of the choices: {', '.join(self.choices)}")

    def write(self, value: Any) -> Any:
        """The value as it stands in project.yaml and in the journal: text, or a list of texts."""
        if isinstance(value, tuple):
            return [self.write(item) for item in value]
        return write_value(value)


def write_value(value: Any) -> str | list[str]:
    """A typed value as plain text: the inverse of :meth:`Field.parse`."""
    if isinstance(value, tuple):
        return [str(write_value(item)) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (Money, Percent)):
        return value.plain()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def _count(text: str, kind: str) -> int | Decimal:
    if not _COUNT.match(text):
        raise ValueProblem(f"'{text}' is not a number; write it in figures, like 5")
    number = Decimal(text.replace(",", ""))
    if number < 0:
        raise ValueProblem(f"'{text}' is less than nothing")
    if number != number.to_integral_value():
        if kind not in ("number", "hours"):
            raise ValueProblem(f"'{text}' is not a whole number of {UNITS[kind][1]}")
        return number
    if kind == "years" and number > MAX_YEARS:
        raise ValueProblem(f"'{text}' years is longer than anybody can promise; {MAX_YEARS} is the most")
    return int(number)


def _time(text: str) -> str:
    found = _TIME.match(text)
    if not found:
        raise ValueError(f"'{text}' is not a time of day; write it like 12:00")
    return f"{int(found[1]):02d}:{found[2]}"


def describe(kind: str) -> str:
    """A type in words for a person: ``a date``, ``a sum of money``."""
    return {
        "money": "a sum of money",
        "percent": "a percentage",
        "date": "a date",
        "time": "a time of day",
        "yes-no": "yes or no",
        "choice": "one of the choices",
        "multi": "one or more of the choices",
        "link": "the id of another record",
        "id": "an id",
        "list": "a list",
    }.get(kind, "a number" if kind in COUNT_TYPES else "some words")


def clean(text: str) -> tuple[str, list[str]]:
    """A person's words without what no document can hold, and a note for each kind of thing taken out.

    Control characters (tab and line end apart) and half characters (lone surrogates) go; Windows and old Mac line
    ends become plain ones. Everything else stays exactly as typed, right-to-left text and emoji included.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []
    control = half = 0
    for character in plain:
        category = unicodedata.category(character)
        if category == "Cs" or character in "\ufffe\uffff":
            half += 1
        elif category == "Cc" and character not in "\n\t":
            control += 1
        else:
            kept.append(character)
    notes = []
    if control:
        notes.append(f"{control} control character{'s' if control > 1 else ''} taken out: no document can hold them")
    if half:
        notes.append(f"{half} half character{'s' if half > 1 else ''} taken out: no document can hold them")
    return "".join(kept), notes


@lru_cache(maxsize=8192)
def generic(path: str) -> str:
    """A path with every id in brackets taken away: ``alliance.members[harbour].name`` is ``alliance.members[].name``."""
    return _BRACKETS.sub("[]", path)


@record
class FieldSchema:
    """Every field by path, in the order in which they were declared."""

    fields: Mapping[str, Field]

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields.values())

    def get(self, path: str) -> Field | None:
        """The field at a path as written in a document: ids and numbers in brackets are taken for ``[]``."""
        return self.fields.get(generic(path))

    @cached_property
    def _by_list(self) -> dict[str, tuple[Field, ...]]:
        found: dict[str, list[Field]] = {}
        for field_ in self:
            if field_.in_list:
                found.setdefault(field_.in_list, []).append(field_)
        return {path: tuple(leaves) for path, leaves in found.items()}

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists of records, each once, as ``alliance.members[]``."""
        return tuple(self._by_list)

    def leaves(self, list_path: str) -> tuple[Field, ...]:
        """The leaves of a list of records."""
        return self._by_list.get(list_path, ())

    def known_words(self) -> Iterable[str]:
        """Every path, for suggestions."""
        return self.fields.keys()
