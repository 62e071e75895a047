"""Reasons: sentences of the law room as data, each with the facts that it rests on.

``data/reasons/*.yaml`` holds them by id::

    lt-threshold-met:
      says: "The value of {value}, VAT and every extension included, is not less than the threshold of {threshold}."
      facts: [gap-pa-s3, gap-pa-val-2]

A rule names a reason and gives what its places are filled with; figures and dates of the law come from the facts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from hls_procure.law.facts import DATA, LawBook, LegalFact
from hls_procure.law.holes import holes_of
from hls_procure.library.yamlfile import load
from hls_procure.model.record import record
from hls_procure.model.values import say_date, say_list

if TYPE_CHECKING:
    from hls_procure.library.cache import Cache


class Asked(Protocol):
    """What the facts are asked for: a procurement (:class:`~hls_procure.law.case.Case`) or a grant."""

    @property
    def book(self) -> LawBook:
        """The facts of law."""

    @property
    def nation(self) -> str:
        """``ENG``, ``WLS``, ``SCT``, ``NI``, or empty while nobody has said."""

    def day(self, dated_by: str) -> date | None:
        """The day by which a kind of fact is asked."""

    def fact(self, id: str) -> LegalFact:
        """One fact of law."""


@record
class Reason:
    """Why something is so: a sentence, the facts it rests on, and what has to be said beside it.

    :param facts: ids of legal facts, the most telling first. :param cautions: sentences without a final stop about
        facts that were not verified in full, do not reach this day or this nation, or are dated before the decision.
    """

    id: str
    text: str
    facts: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


@record
class Template:
    """A reason before its places are filled."""

    id: str
    says: str
    facts: tuple[str, ...]
    where: str


@lru_cache(maxsize=4)
def templates(cache: Cache | None = None) -> dict[str, Template]:
    """Every reason by its id.

    :param cache: keeps parsed files between commands. :raises ValueError: an id that is written twice.
    """
    found: dict[str, Template] = {}
    for path in sorted((DATA / "reasons").glob("*.yaml")):
        for one in _file(path, cache):
            if one.id in found:
                raise ValueError(f"{path.name}: the reason {one.id} stands in {found[one.id].where} already")
            found[one.id] = one
    return found


def _file(path: Path, cache: Cache | None) -> list[Template]:
    """The reasons of one file, in its order."""
    key = f"reasons-{path.name}-{hashlib.sha256(path.read_bytes()).hexdigest()}"
    kept = cache.get(key) if cache is not None else None
    if kept is not None:
        return [Template(id, says, tuple(facts), where) for id, says, facts, where in json.loads(kept)]
    made = [
        Template(id, " ".join(item["says"].split()), tuple(item.get("facts") or ()), f"{path.name}:{item.line}")
        for id, item in load(path).items()
    ]
    if cache is not None:
        cache.put(key, json.dumps([[one.id, one.says, one.facts, one.where] for one in made]).encode())
    return made


def say(value: Any) -> str:
    """A value as it stands in a sentence."""
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, (tuple, list)):
        return say_list([say(one) for one in value])
    return str(value)


class Reasons:
    """Makes the reasons of one case, with the cautions that its nation and its days ask for."""

    def __init__(self, case: Asked) -> None:
        self.case = case

    def __call__(self, id: str, *, facts: Iterable[str] = (), **places: Any) -> Reason:
        """A reason with its places filled.

        :param facts: facts that the case adds to those of the reason, such as the threshold of the day.
        :raises KeyError: there is no such reason, or a place is not filled.
        """
        template = templates(self.case.book.cache)[id]
        every = tuple(dict.fromkeys((*facts, *template.facts)))
        filled = template.says.format_map({name: say(value) for name, value in places.items()})
        text = " ".join(filled.split())  # a sentence is one line, whatever breaks a typed name carries
        return Reason(id, text[:1].upper() + text[1:], every, self.cautions(every))

    def cautions(self, facts: Iterable[str]) -> tuple[str, ...]:
        """What has to be said beside a statement that rests on these facts."""
        found: dict[str, None] = {}
        for id in facts:
            fact = self.case.fact(id)
            answer = self.case.book.state(id, self.case.nation, self.case.day(fact.dated_by))
            words = answer.words.partition("law as known on")[0].rstrip("; ")  # said once, for the whole ruling
            if words:
                found[words] = None
            for hole in holes_of(id, self.case.book.cache):
                if not self.case.nation or self.case.nation in hole.nations:
                    found[hole.says.rstrip(".")] = None
        return tuple(found)
