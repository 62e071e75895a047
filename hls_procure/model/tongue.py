"""A second language: which words stand for which English ones, and which are missing or no longer in step.

Every English text that a document can print has a permanent id: ``GL-01.greeting``, ``GL-05.days#each``,
``texts.attached-page``, ``said.five-years`` (words that are put together for a value), ``fact.grant.why_you`` (what somebody
typed). For an id a language knows its own words and the hash of the English words that they translate. Where it has none, or the
English has changed since, the English stands in its place behind a sign that nobody types, so that :func:`lacking` finds in a
finished document exactly what that document lacks. Nothing is ever translated here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from hls_procure.model.marks import NumberMark, Part, parse_marks, write_marks
from hls_procure.model.record import record
from hls_procure.model.values import MONTHS, say_date, say_list

#: Around the id of a text whose words are not there.
OPEN, SHUT = "\ue110", "\ue111"
_LACKS = re.compile(f"{OPEN}([^{SHUT}]*){SHUT}")
_PLACE = re.compile(r"\{([a-z]+)\}")
_SLUG = re.compile(r"[^a-z0-9£%]+")
#: Sentences and orders of words that are filled in for a value, by id.
PATTERNS = {
    "said.date": "{day} {month} {year}",
    "said.bar": "payments of {sum} in the year {year}",
    "said.bars": "A bar for each year, as long as the sum that is paid in it: {bars}. That makes {sum} in all.",
}


@record
class Entry:
    """What a language has for one text.

    :param english: the hash of the English words that it translates. :param where: file and line. :param source: those words.
    """

    words: str
    english: str
    where: str = ""
    source: str = ""


def digest(english: str) -> str:
    """The short hash by which a translation knows the English words that it stands for."""
    return hashlib.sha256(english.encode("utf-8", "replace")).hexdigest()[:12]


def slug(english: str) -> str:
    """The end of the id of generated words: ``five years`` is ``five-years``."""
    return _SLUG.sub("-", english.casefold()).strip("-")


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language and what it has. Without a code it is English, and every text stands as it is.

    :param code: ``cy``; empty for English. :param entries: by id.
    :param every: whether every text counts as one that is not there, so that all of them can be listed.
    :ivar asked: the English words of every text that was asked for so far, by id. :ivar names: which of them are names.
    """

    code: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    every: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def words(self, id: str, english: str, owner: str = "") -> str:
        """The words of a text without marks.

        :param owner: the sub-clause in which it stands: ``said.five-years@GL-02.sum`` counts before ``said.five-years``.
        """
        if not self.code or not _letters(english):
            return english
        found = self._entry(id, english, owner)
        if found is None:
            return f"{OPEN}{id}{SHUT}{english}"
        return found.words if id.startswith("fact.") else " ".join(found.words.split())

    def parts(self, id: str, english: tuple[Part, ...]) -> tuple[Part, ...]:
        """The words and marks of a text. Where there is nothing to translate but marks and stops, they stay."""
        if not self.code or not any(_letters(part) for part in english):
            return english
        found = self._entry(id, write_marks(english), "")
        return parse_marks(" ".join(found.words.split())) if found else (f"{OPEN}{id}{SHUT}", *english)

    def _entry(self, id: str, english: str, owner: str) -> Entry | None:
        """The entry that counts: there, and in step with the English."""
        self.asked[id] = english
        wanted = digest(english)
        for key in (f"{id}@{owner}", id) if owner else (id,):
            found = self.entries.get(key)
            if found is not None and found.english == wanted and not self.every:
                if key != id:
                    self.asked[key] = english
                return found
        return None

    def said(self, english: str, owner: str = "") -> str:
        """Words that are put together for a value: ``five years``, ``none``. Figures without letters stay."""
        return self.words(f"said.{slug(english)}", english, owner)

    def date(self, day: date, owner: str = "") -> str:
        """``3 March 2027``: the month and the order are the language's own."""
        if not self.code:
            return say_date(day)
        month = self.said(MONTHS[day.month - 1], owner)
        return self.pattern("said.date", owner, day=str(day.day), month=month, year=str(day.year))

    def pattern(self, id: str, owner: str = "", **values: str) -> str:
        """One of :data:`PATTERNS` with its places filled."""
        text = self.words(id, PATTERNS[id], owner)
        return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)

    def listed(self, items: list[str], owner: str = "") -> str:
        """``a, b and c``."""
        return say_list(items, self.said("and", owner)) if len(items) > 1 else say_list(items)

    def typed(self, path: str, value: str, owner: str = "") -> str:
        """What somebody typed; it needs words of theirs in this language."""
        return self.words(f"fact.{path}", value, owner)

    def name(self, path: str, value: str, owner: str = "") -> str:
        """A name or an address: as it is, where nobody has given another one for this language."""
        if not self.code:
            return value
        id = f"fact.{path}"
        self.names.add(id)
        known = self.every or id in self.entries or f"{id}@{owner}" in self.entries
        return self.words(id, value, owner) if known else value


ENGLISH = Tongue()


def _letters(part: Part) -> bool:
    if isinstance(part, NumberMark):
        return _letters(part.one) or _letters(part.many)
    return isinstance(part, str) and any(sign.isalpha() for sign in part)


def lacking(texts: Iterable[str]) -> list[str]:
    """The ids of the texts whose words these printed texts lack, each once, in order."""
    return list(dict.fromkeys(id for text in texts for id in _LACKS.findall(text)))
