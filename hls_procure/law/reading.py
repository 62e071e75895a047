"""Reads a file of legal facts, strictly: every problem at once, each with its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, cast

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.law.facts import BASES, DAYS, LEFT_OUT, NATIONS, Basis, DatedBy, LegalFact
from hls_procure.library.yamlfile import Map, load

_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")
_NEEDED = (
    "id",
    "jurisdiction",
    "regime",
    "topic",
    "statement",
    "value",
    "unit",
    "provision",
    "source",
    "dated_by",
    "from",
    "to",
    "basis",
)
_MORE = ("not_for", "text_age", "not_read", "note", "read_in", "supersedes")
_NEVER_EMPTY = ("regime", "topic", "statement", "provision")


def read_facts(path: Path) -> tuple[LegalFact, ...]:
    """The facts of one file, in its order.

    :raises InputError: every problem of the file at once.
    """
    data = load(path)
    problems: list[Problem] = []
    found: dict[str, LegalFact] = {}
    for item in data.get("facts") or ():
        if not isinstance(item, Map):
            problems.append(Problem(path.name, "has something under 'facts' that is not a fact"))
            continue
        for key, value in item.items():
            item[key] = _given(value)
        faults = _faults(item, path.name)
        problems += faults
        if not faults:
            fact = _fact(item, path.name)
            if fact.id in found:
                problems.append(Problem(f"{path.name}:{item.line}", f"has the fact {fact.id} a second time"))
            found[fact.id] = fact
    if problems:
        raise InputError(problems)
    return tuple(found.values())


def _faults(item: Map, name: str) -> list[Problem]:
    found: list[Problem] = []

    def say(key: str, what: str, why: str = "") -> None:
        line = item.places[key].line if key in item.places else item.line
        found.append(Problem(f"{name}:{line}", f"{item.get('id') or 'a fact'}: {what}", why))

    for key in _NEEDED:
        if key not in item:
            say(key, f"says nothing about '{key}'")
    for key in item:
        if key not in _NEEDED + _MORE:
            say(key, f"has an unknown name '{key}'", nearest(key, _NEEDED + _MORE))
    if found:
        return found
    if not _ID.match(item["id"] or ""):
        say("id", "its id is not short words joined by hyphens")
    for key in _NEVER_EMPTY:
        if not isinstance(item[key], str) or not item[key]:
            say(key, f"its {key} is empty")
    for key, allowed in (("dated_by", tuple(DAYS)), ("basis", BASES)):
        if item[key] not in allowed:
            say(key, f"'{item[key]}' is not a word for {key}", f"There are {', '.join(allowed)}.")
    for key, words in (("jurisdiction", tuple(NATIONS)), ("not_for", tuple(LEFT_OUT))):
        listed = item.get(key, [])
        if not isinstance(listed, list) or (not listed and key == "jurisdiction") or len(set(listed)) != len(listed):
            say(key, f"{key} is not a list of different words")
        else:
            for word in listed:
                if word not in words:
                    say(key, f"'{word}' is not a word for {key}", f"There are {', '.join(words)}.")
    for key in ("from", "to"):
        if item[key] is not None and _day(item[key]) is None:
            say(key, f"'{item[key]}' is not a date", "Write it like 2025-02-24, or null.")
    if not found and item["from"] and item["to"] and item["from"] > item["to"]:
        say("to", "it ends before it starts")
    if not found and len(_units(item)) != len(_values(item)):
        say("unit", "it has units for some of its values only")
    return found


def _fact(item: Map, name: str) -> LegalFact:
    return LegalFact(
        id=item["id"],
        jurisdiction=tuple(item["jurisdiction"]),
        regime=item["regime"],
        topic=item["topic"],
        statement=" ".join(item["statement"].split()),
        provision=item["provision"],
        source=item["source"] or "",
        dated_by=cast(DatedBy, item["dated_by"]),
        basis=cast(Basis, item["basis"]),
        start=_day(item["from"]),
        end=_day(item["to"]),
        values=_values(item),
        units=_units(item),
        not_for=tuple(item.get("not_for") or ()),
        text_age=item.get("text_age") or "",
        not_read=item.get("not_read") or "",
        note=item.get("note") or "",
        read_in=item.get("read_in") or "",
        supersedes=tuple(item.get("supersedes") or ()),
        where=f"{name}:{item.line}",
    )


def _given(value: Any) -> Any:
    """None where ``null`` or nothing was written."""
    return None if value in ("", "~", "null") else value


def _day(text: Any) -> date | None:
    """A day written as 2025-02-24 and in no other way."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _values(item: Map) -> tuple[str, ...]:
    value = item["value"]
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (str(value),)


def _units(item: Map) -> tuple[str, ...]:
    """One unit a value: ``GBP, percent`` names one each, ``GBP`` is the same for all."""
    values = _values(item)
    units = tuple((item["unit"] or "").split(", ")) if values else ()
    return units * len(values) if len(units) == 1 else units
