"""The facts of a pack: for each the value that counts, where it was found, and whether a person has confirmed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from hls_procure.findings import Side
from hls_procure.foreign.heard import Heard
from hls_procure.foreign.lots import Lot
from hls_procure.foreign.parts import Guess
from hls_procure.foreign.told import Told, Value, kind_of
from hls_procure.foreign.wants import Match, Wanted, matched
from hls_procure.foreign.weights import Named, Weighted, slug
from hls_procure.model.record import record
from hls_procure.model.values import Money, Percent

_SURE = {"sure": 0, "likely": 1, "guess": 2}


@record
class Fact:
    """A fact of one kind.

    :param value: the value that counts; None where a person has said that the pack has none.
    :param source: where it was found; None for a value that only the person has given.
    :param others: the places that say otherwise.
    """

    kind: str
    value: Value | None
    source: Told | None
    others: tuple[Told, ...] = ()
    confirmed: bool = False
    side: Side | None = None


@record
class Criterion(Named):
    """A criterion, or a question of one (``parent``), with the weight that counts."""

    weight: Percent | None
    parent: str
    side: Side
    confirmed: bool = False


@record
class LotFact:
    """A lot with its name and value."""

    number: str
    name: str
    value: Money | None
    side: Side
    confirmed: bool = False


@dataclass
class Agreed:
    """What counts in a pack.

    :param facts: by kind. :param criteria: criteria first, then questions. :param lots: by number.
    :param matches: requirements and the questions that they fit. :param links: requirement to question, as a person confirmed.
    :param told: everything that is told, by kind.
    :param confirmed_parts: the files whose part a person has confirmed. :param name: of the file of facts, where there is one.
    :param assumed: what a person has said of the cost of reporting in grant letters: ``hour``, ``limit`` and ``hours``.
    """

    parts: dict[str, Guess]
    facts: dict[str, Fact] = field(default_factory=dict)
    criteria: list[Criterion] = field(default_factory=list)
    lots: dict[str, LotFact] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    confirmed_parts: frozenset[str] = frozenset()
    told: dict[str, list[Told]] = field(default_factory=dict)
    name: str = ""
    assumed: dict[str, Value | Percent] = field(default_factory=dict)

    def value(self, kind: str) -> Value | None:
        """The value that counts, or None."""
        return self.facts[kind].value if kind in self.facts else None

    def confirmed(self, kind: str) -> bool:
        """Whether a person has confirmed a fact."""
        return kind in self.facts and self.facts[kind].confirmed


def agreed(heard: Heard) -> Agreed:
    """What the files tell, with one value for each fact: the one of the file that counts most for its kind."""
    made = Agreed(dict(heard.parts))
    for told in heard.told:
        made.told.setdefault(told.kind, []).append(told)
    for id, every in made.told.items():
        source = _best(heard, id, every)
        made.facts[id] = Fact(id, source.value, source, otherwise(every, source.value, source))
    made.criteria = list(_criteria(heard))
    made.lots = {lot.number: LotFact(lot.number, lot.name, lot.value, lot.side) for lot in reversed(_lots(heard))}
    made.lots = dict(sorted(made.lots.items()))
    above = {slug(one.parent) for one in made.criteria if one.parent}
    asked = [_as_asked(one) for one in made.criteria if one.parent or one.key not in above]
    made.matches = matched(_wanted(heard), asked, {})
    return made


def _same_table(left: Told, right: Told) -> bool:
    """Whether two values stand in different rows of one table: then they are two stages of one thing."""
    table, row, _ = left.side.where.rpartition(", row ")
    return bool(row) and right.file == left.file and right.side.where.rpartition(", row ")[0] == table


def otherwise(every: list[Told], value: Value | None, source: Told | None) -> tuple[Told, ...]:
    """What is told of a kind that contradicts a value. :param source: where the value was found, if anywhere."""
    if source is None:
        return tuple(one for one in every if one.value != value)
    stages = {one.value for one in every if _same_table(source, one)}
    return tuple(one for one in every if one.value not in stages | {value} and comparable(source, one))


def comparable(left: Told, right: Told) -> bool:
    """Whether two values of one kind can contradict each other: sums with and without VAT cannot."""
    return not (left.vat and right.vat and left.vat != right.vat)


def rank(heard: Heard, parts: Iterable[str], file: str) -> int:
    """How early a file counts for something; files of other parts come last."""
    order = list(parts)
    part = heard.parts[file].part
    return order.index(part) if part in order else len(order)


def _best(heard: Heard, id: str, every: list[Told]) -> Told:
    first = kind_of(id).first
    return min(enumerate(every), key=lambda one: (rank(heard, first, one[1].file), _SURE[one[1].sure], one[0]))[1]


_CRITERIA = ("invitation", "evaluation", "specification", "conditions", "agreement")


def _criteria(heard: Heard) -> Iterable[Criterion]:
    """The criteria and questions of the file that counts first; what only sentences name comes last."""
    rows = sorted((one for one in heard.criteria if one.weight is not None), key=lambda one: rank(heard, _CRITERIA, one.file))
    rows = [one for one in rows if one.file == rows[0].file]
    tops: dict[str, Criterion] = {}
    subs: dict[str, Criterion] = {}
    for one in rows:
        if one.parent and slug(one.parent) != slug(one.name):
            if slug(one.parent) not in tops:
                tops[slug(one.parent)] = Criterion("", one.parent, one.stated, "", one.side)
            subs.setdefault(one.key, Criterion(one.ref, one.name, one.weight, one.parent, one.side))
        elif one.key not in tops:
            tops[one.key] = Criterion(one.ref, one.name, one.weight, "", one.side)
    spoken = sorted(heard.spoken, key=lambda one: rank(heard, _CRITERIA, one.file))
    for said in spoken:
        known = tops.get(slug(said.name))
        if known is None and not rows:
            tops[slug(said.name)] = Criterion("", said.name.capitalize(), said.weight, "", said.side)
        elif known is not None and known.weight is None:
            tops[slug(said.name)] = Criterion("", known.name, said.weight, "", said.side)
    for key, top in tops.items():
        children = [one.weight for one in subs.values() if slug(one.parent) == key and one.weight]
        if top.weight is None and children:
            total = Percent(sum((weight.value for weight in children), Decimal(0)))
            tops[key] = Criterion("", top.name, total, "", top.side)
    yield from tops.values()
    yield from subs.values()


def _lots(heard: Heard) -> list[Lot]:
    """One lot a number, from the table of the file that counts first; lots that are only named come from sentences."""
    order = ("invitation", "specification", "agreement", "evaluation")
    tables = sorted((one for one in heard.lots if one.table), key=lambda one: rank(heard, order, one.file))
    if tables:
        return [one for one in tables if one.file == tables[0].file]
    named = sorted((one for one in heard.lots), key=lambda one: (rank(heard, order, one.file), not one.name))
    return [one for one in named if one.file == named[0].file] if named else []


def _wanted(heard: Heard) -> list[Wanted]:
    """The requirements of the specification: those with a number of their own where there are any."""
    mine = [one for one in heard.wants if heard.parts[one.file].part == "specification"]
    numbered = [one for one in mine if one.numbered]
    return list(numbered or mine)


def _as_asked(one: Criterion) -> Weighted:
    return Weighted(one.ref, one.name, one.weight, one.side, one.side.document, one.parent)
