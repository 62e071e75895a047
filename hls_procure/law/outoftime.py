"""Law that a text names as though it governed on a day on which it has gone, or has not begun; and thresholds of another day.

When an instrument begins or ends is a fact of law, named in ``data/instruments.yaml``. A sentence that says itself that the
law is another one, or an older one, tells of it and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from hls_procure.law.citations import provision_instruments
from hls_procure.law.facts import DATA, LawBook, LegalFact
from hls_procure.law.lists import Threshold, thresholds
from hls_procure.law.markers import sentences
from hls_procure.library.yamlfile import load
from hls_procure.model.values import Money

#: Words of a sentence that tells of law which does not govern: it has gone, it is older, it is compared with.
_TELLS = re.compile(
    r"\b(?:revoked?|repeal\w*|replac\w+|supersed\w+|former\w*|old|older|previous\w*|earlier|history|no longer|used to|until"
    r"|before|came into force|comes? into force|sav(?:ed|ing|ings)|transition\w*|go(?:es)? on|continue[sd]? to|still"
    r"|instead|rather|unlike|compar\w+|differ\w*|than|ended|gone|existing|began|begun"
    r"|(?:do|does|did|is|are|was|were) not|never|neither"
    r"|(?:was|were|been|we) (?:made|written|awarded|let|procured|signed|entered|bought|tendered|set up))\b",
    re.IGNORECASE,
)
#: A word that denies what comes next: ``and not the``.
_DENIED = re.compile(r"\b(?:not|nor|no|none)\b(?:\W+\w+){0,4}\W*\Z", re.IGNORECASE)
_SUM = re.compile(r"£\s?(\d[\d,]*(?:\.\d\d)?)(?![\d.]*\s?(?:million|m|k)\b)")
_THRESHOLD = re.compile(r"\bthresholds?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bound:
    """What something is called in sentences, and the fact with whose first day it begins or ends.

    :param short: the instrument, as provisions cite it; empty for what is no instrument.
    """

    names: tuple[str, ...]
    fact: str
    side: Literal["begins", "ends"]
    short: str = ""


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """A name in a text that does not fit the day. :param words: the name as it stands; :param start: its offset.

    :param ended: whether it has gone; otherwise it has not begun. :param on: the first day after, or the first day of it.
    :param fact: the fact that says so.
    """

    words: str
    start: int
    ended: bool
    on: date
    fact: str


@lru_cache(maxsize=1)
def bounds() -> tuple[Bound, ...]:
    """Everything of which a fact says when it begins or ends."""
    made = []
    data = load(DATA / "instruments.yaml")
    for item in data["instruments"]:
        names = [item["title"], item["short"], *item["called"], *([item["number"]] if item.get("number") else [])]
        for side in ("begins", "ends"):
            if item.get(side):
                made.append(Bound(tuple(dict.fromkeys(names)), item[side], side, item["short"]))
    made += [Bound(tuple(item["names"]), item["ends"], "ends") for item in data["places"]]
    return tuple(made)


def other_law(book: LawBook, on: date, nation: str = "") -> dict[str, tuple[Bound, LegalFact]]:
    """What does not govern a procurement that starts on a day, by every name that it has.

    :param nation: where it is known, only law about which there are facts for it.
    """
    made: dict[str, tuple[Bound, LegalFact]] = {}
    fit: set[str] = set()
    for bound in bounds():
        fact = book.get(bound.fact)
        begun = fact.start is not None and fact.start <= on
        if fact.start is None or (nation and nation not in fact.jurisdiction) or begun is (bound.side == "begins"):
            fit.update(bound.names)
            continue
        for name in bound.names:
            # '2015 Regulations' may be those of another nation.
            if nation or not name[0].isdigit():
                made[name] = (bound, fact)
    return {name: one for name, one in made.items() if name not in fit}


def named_out_of_time(
    text: str, other: dict[str, tuple[Bound, LegalFact]], rests_on: Iterable[LegalFact] = ()
) -> Iterator[OutOfTime]:
    """Each name in a text that :func:`other_law` has, once, where its sentence does not tell that it is not the law that governs.

    :param rests_on: the facts on which the text rests: an instrument in which one of them stands is named with reason.
    """
    traced = {short for fact in rests_on for short in provision_instruments(fact.provision)}
    told: set[str] = set()
    for offset, sentence in sentences(text):
        if _TELLS.search(sentence):
            continue
        ways = {name: re.search(rf"(?<![\w“‘]){re.escape(name)}(?!\w)", sentence) for name in other}
        places = [(found.start(), name) for name, found in ways.items() if found]
        for start, name in sorted(places, key=lambda place: (place[0], -len(place[1]))):
            bound, fact = other[name]
            if bound.fact in told or (bound.short and bound.short in traced):
                continue
            if _quoted(text, offset + start) or _DENIED.search(sentence[:start]):
                continue
            told.add(bound.fact)
            assert fact.start is not None
            yield OutOfTime(name, offset + start, bound.side == "ends", fact.start, fact.id)


def thresholds_of_another_day(
    text: str, days: Collection[date], rests_on: Iterable[LegalFact] = ()
) -> Iterator[tuple[str, date, date | None]]:
    """Each sum that a sentence calls a threshold and that is none here, with the first and the last day on which it was one.

    :param days: the day on which the procurement starts, or days between which it does.
    :param rests_on: the facts on which the text rests.
    """
    known = {Money.parse(v) for f in rests_on for v, unit in zip(f.values, f.units, strict=True) if unit.startswith("GBP")}
    for offset, sentence in sentences(text):
        if not _THRESHOLD.search(sentence) or _TELLS.search(sentence):
            continue
        for found in _SUM.finditer(sentence):
            amount = Money.parse(found[1].rstrip(",."))
            rows = [row for row in thresholds() if row.amount == amount]
            if not rows or amount in known or any(_holds(row, on) for row in rows for on in days):
                continue
            if _quoted(text, offset + found.start()):
                continue
            ends = [row.end for row in rows if row.end]
            last = max(ends) if len(ends) == len(rows) else None
            yield found[0].rstrip(",."), min(row.start for row in rows), last


def _holds(row: Threshold, on: date) -> bool:
    return row.start <= on and (row.end is None or on <= row.end)


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands within quotation marks: somebody else says it."""
    return text[:at].count("“") > text[:at].count("”")
