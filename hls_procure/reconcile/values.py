"""A value read back from the words in which it was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hls_procure.assembly.say import say
from hls_procure.model.fields import COUNT_TYPES, TEXT_TYPES, Field, ValueProblem, write_value
from hls_procure.model.record import record
from hls_procure.model.values import say_words
from hls_procure.reading.likeness import folded

_WORDS = {say_words(n): n for n in range(1, 100)}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FORMS: dict[str, str] = {
    "money": r"£\s?\d[\d,]*+(?:\.\d++)?(?:\s?(?:million|m|k)\b)?(?!\s?(?:hundred|thousand|billion|bn|trillion)\b)",
    "percent": r"\d++(?:\.\d++)?\s?(?:%|per cent\b|percent\b)",
    "date": rf"\d{{1,2}}\s(?:{_MONTHS})\s\d{{4}}",
    "time": r"\d{1,2}[:.]\d\d(?:\s?[ap]m)?",
}
_SCALE = r"(?!\s+(?:hundred|thousand|million|billion|half|and\s+a\s+half)\b)"
_COUNT = rf"\d[\d,]*+(?:\.\d++)?{_SCALE}"
_NUMBER_WORD = re.compile(
    r"\b(?:" + "|".join(sorted((re.escape(w) for w in _WORDS), key=len, reverse=True)) + rf")\b{_SCALE}", re.IGNORECASE
)


@record
class Read:
    """A value found in some words. :param value: plain, as project.yaml has it. :param start: :param end: where it stands.

    :param exact: whether it would be printed in just these words.
    """

    value: str
    start: int
    end: int
    exact: bool = True


def read_back(field: Field, format: str, words: str, was: Any = None) -> Read | None:
    """The value of a field from all of some words; None where they cannot be read as one.

    :param was: the value that was printed there before: a person's sentence keeps its own full stop.
    """
    text = words.strip()
    for plain in _candidates(field, format, text, was):
        value = typed(field, plain)
        if value is None:
            continue
        said = folded(say(field, value, format)).rstrip(".")
        exact = said == folded(text).rstrip(".") or (field.type in COUNT_TYPES and _number(said) == _number(folded(text)))
        if exact or field.type in ("money", "percent", "date", *COUNT_TYPES):
            return Read(plain_text(value), 0, len(words), exact)
    return None


def _candidates(field: Field, format: str, text: str, was: Any) -> Iterator[str]:
    kind = field.type
    if kind in TEXT_TYPES:
        stop = isinstance(was, str) and was.rstrip().endswith(".") and not text.endswith((".", "?", "!"))
        yield f"{text}." if stop else text
    elif kind == "percent":
        yield re.sub(r"\s?(?:per cent|percent)\Z", "%", text)
    elif kind in COUNT_TYPES:
        yield text
        found = re.match(_COUNT, text) or _NUMBER_WORD.match(text)
        if found and text[found.end() :].strip().lower() in _units(field, format):
            yield str(_WORDS.get(found[0].lower(), found[0]))
    elif kind in ("money", "date", "time", "choice", "yes-no"):
        yield text
    elif kind == "list":
        glue = "; " if ";" in text else ", "
        head, _, last = text.rpartition(f"{glue}and " if glue == "; " else " and ")
        yield "\n".join([*head.split(glue), last] if head else [text])


def find_value(field: Field, format: str, words: str) -> Read | None:
    """The one value of a field's type that stands somewhere in some words; None where there is none, or more than one."""
    form = _FORMS.get(field.type)
    if form is not None:
        spots = [found.span() for found in re.finditer(form, words)]
    elif field.type in COUNT_TYPES:
        spots = [found.span() for found in re.finditer(rf"\b{_COUNT}\b", words)]
        spots += [found.span() for found in _NUMBER_WORD.finditer(words)]
        units = "|".join(re.escape(unit) for unit in _units(field, format) if unit)
        if units and (format == "unit" or ":" in format):
            spots = [(a, b + len(tail[0])) for a, b in spots if (tail := re.match(rf"(?i)\s+(?:{units})\b", words[b:]))] or spots
    else:
        return None
    if len(spots) != 1:
        return None
    start, end = spots[0]
    found = read_back(field, format, words[start:end])
    return Read(found.value, start, end, found.exact) if found else None


def _number(words: str) -> str:
    """The number at the start of some words, as it is written there."""
    found = re.match(_COUNT, words) or _NUMBER_WORD.match(words)
    return found[0].lower() if found else ""


def _units(field: Field, format: str) -> tuple[str, ...]:
    """What may stand behind a number without changing it: its unit, in small letters, the longest first; or nothing."""
    from hls_procure.model.fields import UNITS

    asked = format.partition(":")[2]
    named = {
        *UNITS.get(field.type, (field.unit, field.unit)),
        asked,
        f"{asked}s",
        asked.replace("-", " "),
        f"{asked}s".replace("-", " "),
    }
    return tuple(sorted({"", *(one.lower() for one in named if one != "s")}, key=len, reverse=True))


def same_value(field: Field, one: str, other: str) -> bool:
    """Whether two plain texts are the same value of a field."""
    first = typed(field, one)
    return first is not None and bool(first == typed(field, other))


def typed(field: Field, text: str) -> Any:
    """The typed value of plain text, a list with one item a line; None where it is none."""
    try:
        return field.parse(text.split("\n") if field.holds_several else text)
    except ValueProblem:
        return None


def plain_text(value: Any) -> str:
    """A typed value as plain text, a list with one item a line."""
    made = write_value(value)
    return "\n".join(made) if isinstance(made, list) else made
