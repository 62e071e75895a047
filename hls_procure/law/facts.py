"""Facts of law as dated data, each with where it stands in the law and how it was verified.

    book = LawBook.load()
    book.state("pa-light-touch-14", "ENG", date(2027, 3, 3))

One file a regime stands in ``data/``; a file is read only when one of its facts is asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.law.answers import LawAnswer
from hls_procure.model.record import record
from hls_procure.model.values import say_date, say_list

if TYPE_CHECKING:
    from hls_procure.library.cache import Cache

DATA = Path(__file__).resolve().parent / "data"

Nation = Literal["ENG", "WLS", "SCT", "NI"]
DatedBy = Literal["commencement", "award", "modification", "decision"]
Basis = Literal["statute_text", "official_page", "secondary_page", "inferred", "memory"]

NATIONS: dict[str, str] = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NI": "Northern Ireland"}
DAYS: dict[str, str] = {
    "commencement": "the day on which the procurement starts",
    "award": "the day of the award",
    "modification": "the day of the change to the contract",
    "decision": "the day of the decision",
}
BASES = ("statute_text", "official_page", "secondary_page", "inferred", "memory")
#: Whom a fact may leave out although its nation is covered, and the nations in which that matters.
LEFT_OUT: dict[str, tuple[str, ...]] = {
    "devolved Welsh authorities": ("WLS",),
    "listed devolved Welsh authorities": ("WLS",),
    "Welsh-regulated procurement": ("WLS",),
    "transferred Northern Ireland authorities": ("NI",),
    "Northern Ireland procurement": ("NI",),
    "most Northern Ireland procurement": ("NI",),
    "procurement under Northern Ireland rules": ("NI",),
    "devolved bodies": ("WLS", "NI"),
}


@record
class LegalFact:
    """One fact of law.

    :param jurisdiction: the nations for which it was checked. :param not_for: whom it leaves out within them.
    :param values: its figures, dates or words as written; :param units: one unit a value (``GBP``, ``days``), or "".
    :param provision: where it stands, so that it can be printed alone. :param source: an address to open, or "".
    :param dated_by: which day of a project it is asked by. :param start: the first day on which it holds, and
    :param end: the last; None where that is open or was not found.
    :param basis: how it was verified. :param text_age: ``old-version`` where an older text was read.
    :param not_read: the part of it that was not read. :param read_in: the copy that was read.
    :param supersedes: ids of earlier records that it replaced.
    """

    id: str
    jurisdiction: tuple[str, ...]
    regime: str
    topic: str
    statement: str
    provision: str
    source: str
    dated_by: DatedBy
    basis: Basis
    start: date | None = None
    end: date | None = None
    values: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    text_age: str = ""
    not_read: str = ""
    note: str = ""
    read_in: str = ""
    supersedes: tuple[str, ...] = ()
    where: str = ""

    @property
    def host(self) -> str:
        """The site of the source: ``www.gov.uk``; empty where there is none."""
        return self.source.partition("://")[2].partition("/")[0]

    def dump(self) -> str:
        """As text for the cache."""
        return json.dumps(self.__dict__, default=lambda day: day.isoformat())

    @staticmethod
    def undump(text: str) -> LegalFact:
        """The fact that :meth:`dump` kept."""
        given: dict[str, Any] = json.loads(text)
        for name in ("start", "end"):
            given[name] = date.fromisoformat(given[name]) if given[name] else None
        values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        return LegalFact(**values)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day; an open end holds."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def caution(self) -> str:
        """What was not read, as a sentence without a final stop; empty where all of it was."""
        if self.basis == "memory":
            return f"{self.provision} was not read; this is from memory"
        if self.basis == "inferred":
            return f"no text says this in so many words; it is our reading of {self.provision}"
        if self.basis == "secondary_page":
            return f"{self.provision} was not read; this rests on what others write about it ({self.host})"
        if self.text_age:
            return f"an older text of {self.provision} was read, and later changes to it were not seen"
        return self.not_read


class LawBook:
    """The facts, read from their files when they are asked for.

    :param folder: where ``index.json`` and the files of facts are. :param cache: keeps parsed files between commands.
    :raises InputError: from any method that meets a fact or file that cannot be used.
    """

    def __init__(self, folder: Path = DATA, cache: Cache | None = None) -> None:
        self.folder = folder
        self.cache = cache
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        self.as_of = date.fromisoformat(index["as_of"])
        self.files: tuple[str, ...] = tuple(index["files"])
        self._file_of: dict[str, str] = {id: name for name, ids in index["files"].items() for id in ids}
        self._read: dict[str, dict[str, LegalFact]] = {}
        self._packed: dict[str, dict[str, str]] = {}
        self._facts: dict[str, LegalFact] = {}

    @staticmethod
    def load(cache: Cache | None = None) -> LawBook:
        """The book that ships with the product; one for the whole process.

        Who has no cache at hand gets the first that was opened, with a cache or without: its facts are the same.
        """
        book = _FIRST[0] if cache is None and _FIRST else _shipped(cache)
        if not _FIRST:
            _FIRST.append(book)
        return book

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of every fact, in the order of the files."""
        return tuple(self._file_of)

    def __contains__(self, id: object) -> bool:
        return id in self._file_of

    def __iter__(self) -> Iterator[LegalFact]:
        for name in self.files:
            yield from self.file(name).values()

    def file(self, name: str) -> dict[str, LegalFact]:
        """The facts of one file (``pa2023``) by id."""
        if name not in self._read:
            from hls_procure.law.reading import read_facts

            self._read[name] = {fact.id: fact for fact in read_facts(self.folder / f"{name}.yaml")}
            if self.cache is not None:
                self.cache.put(self._key(name), json.dumps({f.id: f.dump() for f in self._read[name].values()}).encode())
        return self._read[name]

    def _key(self, name: str) -> str:
        return f"law-{hashlib.sha256((self.folder / f'{name}.yaml').read_bytes()).hexdigest()}"

    def _one(self, name: str, id: str) -> LegalFact:
        """One fact without the rest of its file, where the cache has it."""
        if name not in self._read and self.cache is not None:
            if name not in self._packed:
                stored = self.cache.get(self._key(name))
                self._packed[name] = json.loads(stored) if stored else {}
            if id in self._packed[name]:
                return LegalFact.undump(self._packed[name][id])
        return self.file(name)[id]

    def get(self, id: str) -> LegalFact:
        """One fact. :raises InputError: where there is none of that id."""
        name = self._file_of.get(id)
        if name is None:
            raise InputError(Problem(id, "is not a legal fact", nearest(id, self._file_of), "See: hls-procure explain"))
        if id not in self._facts:
            self._facts[id] = self._one(name, id)
        return self._facts[id]

    def at(self, id: str, on: date) -> LegalFact | None:
        """The fact if it is in force on a day, or None. :raises InputError: where there is none of that id."""
        fact = self.get(id)
        return fact if fact.holds_on(on) else None

    def state(self, id: str, jurisdiction: str, on: date | None) -> LawAnswer:
        """What can be said of a fact in a nation on a day.

        :param jurisdiction: ``ENG``, ``WLS``, ``SCT`` or ``NI``; empty while it is not known, and then not judged.
        :param on: the day of the project that ``dated_by`` names; None while it is not known, and then not judged.
        :raises InputError: where the nation is not one of the four.
        """
        if jurisdiction and jurisdiction not in NATIONS:
            raise InputError(Problem(jurisdiction, "is not a nation", f"There are {', '.join(NATIONS)}."))
        if id not in self:
            return LawAnswer("unknown", f"there is no legal fact '{id}'")
        fact = self.get(id)
        if jurisdiction and jurisdiction not in fact.jurisdiction:
            nation = NATIONS[jurisdiction]
            return LawAnswer("not-covered", f"{fact.provision} was checked only for {say_nations(fact)}; ask counsel in {nation}")
        if on is not None and not fact.holds_on(on):
            return LawAnswer("not-in-force", f"{say_force(fact)}, and {DAYS[fact.dated_by]} is {say_date(on)}")
        cautions = [fact.caution(), self._left_out(fact, jurisdiction)]
        words = [text for text in cautions if text]
        state: Literal["sound", "caution"] = "caution" if words else "sound"
        if on is not None and on > self.as_of:
            words.append(f"law as known on {say_date(self.as_of)}")
        return LawAnswer(state, "; ".join(words))

    def _left_out(self, fact: LegalFact, jurisdiction: str) -> str:
        who = [words for words in fact.not_for if jurisdiction in LEFT_OUT[words]]
        return f"{fact.provision} leaves out {say_list(who)}; ask counsel in {NATIONS[jurisdiction]}" if who else ""


#: The shipped book as it was opened first, so that nobody reads its files twice.
_FIRST: list[LawBook] = []


@lru_cache(maxsize=4)
def _shipped(cache: Cache | None) -> LawBook:
    return LawBook(cache=cache)


def say_nations(fact: LegalFact) -> str:
    """The nations for which a fact was checked: ``England and Wales``."""
    return say_list([NATIONS[code] for code in fact.jurisdiction])


def say_force(fact: LegalFact) -> str:
    """From when and until when a fact holds, as a sentence without a final stop."""
    if fact.start and fact.end:
        return f"{fact.provision} held from {say_date(fact.start)} to {say_date(fact.end)}"
    if fact.start:
        return f"{fact.provision} holds from {say_date(fact.start)}"
    if fact.end:
        return f"{fact.provision} held until {say_date(fact.end)}"
    return f"for {fact.provision} no dates were found"
