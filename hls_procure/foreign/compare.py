"""The same thing said differently in two files: days, sums, terms, promises, weights and lots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hls_procure.findings import Finding, Side
from hls_procure.foreign.agreed import Criterion, Fact
from hls_procure.foreign.bench import Bench
from hls_procure.foreign.lots import Lot, shares_a_word
from hls_procure.foreign.told import Told, kind_of, say, say_months
from hls_procure.foreign.weights import Weighted, slug
from hls_procure.model.values import Money, Percent, say_date

#: The days of a competition in the order in which they come.
ORDER = ("notice", "questions", "deadline", "decision", "standstill", "sign", "start", "end")
#: Kinds that rules over the words of every document look for by themselves, once the value is known.
BY_WORDS = ("reference", "authority", "scale", "minimum")


def facts(bench: Bench) -> Iterator[Finding]:
    """Every place that tells another value than the one that counts."""
    for fact in bench.agreed.facts.values():
        if fact.kind in BY_WORDS or fact.value is None:
            continue
        agreeing = {one.file for one in bench.heard.told if one.kind == fact.kind and one.value == fact.value}
        told: set[object] = set()
        for other in fact.others:
            key = (other.file, other.value, other.side.where)
            if key not in told:
                told.add(key)
                yield _other(bench, fact, other, twice=other.file in agreeing)


def _other(bench: Bench, fact: Fact, other: Told, *, twice: bool) -> Finding:
    kind = kind_of(fact.kind)
    right = _source(fact)
    here, there = say(kind, other.value), say(kind, fact.value) if fact.value is not None else ""
    message = f"{kind.says} {there} in {right.document} and {here} in {other.file}."
    if right.document == other.file:
        message = f"{kind.says} {there} in one place of {other.file} and {here} in another."
    severity = "warning" if twice and other.sure != "sure" else None
    confirmed = fact.confirmed
    return bench.finding(kind.code, message, other.side, right, confirmed=confirmed, severity=severity)  # type: ignore[arg-type]


def _source(fact: Fact) -> Side:
    if fact.side is not None:
        return fact.side
    assert fact.source is not None
    return fact.source.side


def order(bench: Bench) -> Iterator[Finding]:
    """The days of the timetable, one after the other."""
    known = [fact for id in ORDER if (fact := bench.agreed.facts.get(id)) and fact.value is not None]
    for before, after in pairwise(known):
        if before.value > after.value:  # type: ignore[operator]
            one, other = kind_of(before.kind), kind_of(after.kind)
            message = f"The {one.words}, {say_date(before.value)}, comes after the {other.words}, {say_date(after.value)}."  # type: ignore[arg-type]
            sure = before.confirmed and after.confirmed
            yield bench.finding("RA402", message, _source(before), _source(after), confirmed=sure)


def profile(bench: Bench) -> Iterator[Finding]:
    """The value a year, over the years of the term, against the value of the whole."""
    known = bench.agreed.facts
    total, annual, term = (known.get(id) for id in ("total", "annual", "term"))
    if total is None or annual is None or term is None:
        return
    if not isinstance(total.value, Money) or not isinstance(annual.value, Money) or not isinstance(term.value, int):
        return
    bases = {fact.source.vat for fact in (total, annual) if fact.source is not None}
    extension = bench.agreed.value("extension")
    lengths = {term.value, term.value + extension if isinstance(extension, int) else term.value}
    lengths |= {length for length in [bench.agreed.value("longest")] if isinstance(length, int)}
    ratios = [total.value.pence * 12 / (annual.value.pence * months) for months in lengths if months and annual.value.pence]
    # Where not both say how VAT stands, one of the two may hold it.
    if any(ratio == 1 or (bases != {"with"} and bases != {"without"} and 1 < ratio <= 1.2) for ratio in ratios) or bases == {
        "with",
        "without",
    }:
        return
    years = say_months(term.value)
    message = (
        f"{annual.value} a year over {years} do not make {total.value}, the value of the whole; nor do they with extensions."
    )
    sure = total.confirmed and annual.confirmed and term.confirmed
    yield bench.finding("RA303", message, _source(annual), _source(total), confirmed=sure, severity="warning")


def weights(bench: Bench) -> Iterator[Finding]:
    """Every weight in a table, a sheet or a sentence, against the one that counts."""
    known = {one.key: one for one in bench.agreed.criteria}
    names = {slug(one.name): one for one in reversed(bench.agreed.criteria)}
    stated = {one.key for one in bench.agreed.criteria if not one.parent}
    told: set[object] = set()
    for said in (*bench.heard.criteria, *bench.heard.spoken):
        if said.stated is not None and slug(said.parent) in names:
            yield from _weight(bench, names[slug(said.parent)], said.stated, said, told)
        one = known.get(said.key) or (names.get(slug(said.name)) if not said.ref else None)
        if one is not None and one.ref[:1].isdigit() and not set(slug(one.name).split()) & set(slug(said.name).split()):
            continue
        if one is not None and said.weight is not None:
            if not said.table and one.key not in stated and _is_share_of_parent(bench, one, said.weight):
                continue
            yield from _weight(bench, one, said.weight, said, told)


def _weight(bench: Bench, one: Criterion, weight: Percent, said: Weighted, told: set[object]) -> Iterator[Finding]:
    if one.weight is None or weight == one.weight or (said.side.spot, one.key) in told:
        return
    if _is_share_of_parent(bench, one, weight):
        return
    told.add((said.side.spot, one.key))
    told.add((said.file, one.key, weight))
    code = "RA601" if "social value" in one.name.lower() and not one.parent else "RA203"
    place = "another place" if said.file == one.side.document else said.file
    message = f"'{one.shown}' weighs {one.weight} in {one.side.document} and {weight} in {place}."
    yield bench.finding(code, message, said.side, one.side, confirmed=one.confirmed)


def _is_share_of_parent(bench: Bench, one: Criterion, weight: Percent) -> bool:
    """Whether a weight is the same one, said as a share of the criterion and not of the whole."""
    parent = next((other for other in bench.agreed.criteria if one.parent and slug(other.name) == slug(one.parent)), None)
    if parent is None or parent.weight is None or one.weight is None or not parent.weight.value:
        return False
    return abs(weight.value - one.weight.value * 100 / parent.weight.value) < 1


def secret(bench: Bench) -> Iterator[Finding]:
    """What a scoring sheet scores and the invitation does not tell."""
    told = bench.heard.of_part("invitation")
    asked = [one for one in bench.heard.criteria if one.file in told]
    if not asked:
        return
    refs = {one.ref: one for one in asked if one.ref}
    words = [slug(unit.text) for name in told for unit in bench.heard.units[name]]
    seen: set[str] = set()
    for said in (*bench.heard.scored, *bench.heard.criteria):
        if said.file in told or said.key in seen or bench.heard.parts[said.file].part != "evaluation":
            continue
        seen.add(said.key)
        mine = refs.get(said.ref) if said.ref else None
        if mine is not None:
            if not shares_a_word(slug(mine.name), slug(said.name)) and not set(slug(mine.name).split()) & set(
                slug(said.name).split()
            ):
                message = f"{said.file} scores '{said.name}' as {said.ref}, and in {mine.file} {said.ref} is '{mine.name}'."
                yield bench.finding("RA204", message, said.side, mine.side)
            continue
        if not any(slug(said.name) in one for one in words):
            message = f"'{said.shown}' is scored in {said.file}, and {told[0]} does not tell bidders of it."
            yield bench.finding("RA204", message, said.side, asked[0].side)


def lots(bench: Bench) -> Iterator[Finding]:
    """Lots that only one file knows, that have other names or values, and values that do not make the total."""
    known = bench.agreed.lots
    tables = [one for one in bench.heard.lots if one.table]
    if not known:
        return
    told: set[object] = set()
    home = next(iter(known.values())).side.document
    for said in bench.heard.lots:
        mine = known.get(said.number)
        key = (said.file, said.number, mine is None)
        if key in told or (not tables and said.file == home):
            continue
        if mine is None:
            told.add(key)
            numbers = ", ".join(sorted(known))
            message = f"{said.file} speaks of Lot {said.number}, and {home} has the lots {numbers}."
            sure = all(lot.confirmed for lot in known.values())
            yield bench.finding("RA306", message, said.side, next(iter(known.values())).side, confirmed=sure)
        elif said.name and mine.name and not shares_a_word(said.name, mine.name) and _names_a_lot(bench, said):
            told.add(key)
            message = f"Lot {said.number} is '{mine.name}' in {home} and '{said.name}' in {said.file}."
            yield bench.finding("RA306", message, said.side, mine.side, confirmed=mine.confirmed)
        elif said.value is not None and mine.value is not None and said.value != mine.value:
            told.add(key)
            message = f"Lot {said.number} is worth {mine.value} in {home} and {said.value} in {said.file}."
            yield bench.finding("RA301", message, said.side, mine.side, confirmed=mine.confirmed)
    yield from _gone(bench, home)
    yield from _sum(bench, home)


def _names_a_lot(bench: Bench, said: Lot) -> bool:
    """Whether the words behind a lot are a name: those of another lot, or words in capitals in a table or a list of lots."""
    others = [lot.name for number, lot in bench.agreed.lots.items() if number != said.number and lot.name]
    return said.table or any(shares_a_word(said.name, other) for other in others)


def _gone(bench: Bench, home: str) -> Iterator[Finding]:
    """A sheet or a table in another file that has some lots and leaves one out."""
    for name in bench.heard.files:
        here = {one.number for one in bench.heard.lots if one.file == name}
        missing = sorted(set(bench.agreed.lots) - here)
        part = bench.heard.parts[name].part
        if name == home or len(here & set(bench.agreed.lots)) < 1 or not missing or part not in ("evaluation", "specification"):
            continue
        first = next(one for one in bench.heard.lots if one.file == name)
        which = " and ".join(f"Lot {number}" for number in missing)
        message = f"{home} has {which}, and {name} speaks of other lots only."
        lot = bench.agreed.lots[missing[0]]
        yield bench.finding("RA306", message, first.side, lot.side, confirmed=lot.confirmed)


def _sum(bench: Bench, home: str) -> Iterator[Finding]:
    values = [lot.value for lot in bench.agreed.lots.values()]
    total = bench.agreed.facts.get("total")
    if len(values) < 2 or None in values or total is None or not isinstance(total.value, Money):
        return
    made = Money(sum(value.pence for value in values if value is not None))
    lots_ = list(bench.agreed.lots.values())
    if made != total.value:
        shown = " + ".join(str(value) for value in values)
        message = f"The lots are worth {shown} = {made} in {home}, and the whole contract {total.value}."
        sure = total.confirmed and all(lot.confirmed for lot in lots_)
        last = lots_[-1].side
        yield bench.finding("RA307", message, last, _source(total), confirmed=sure)


def listed(bench: Bench) -> Iterator[Finding]:
    """Each document that the invitation lists is among the files."""
    names = {name: _words(name) | _words(bench.heard.parts[name].part) | _title(bench, name) for name in bench.heard.files}
    for words, side in bench.heard.listed:
        wanted = {word for word in _words(words) if len(word) > 3} - _PLAIN
        if not wanted or any(len(wanted & have) * 2 >= len(wanted) for have in names.values()):
            continue
        message = f"{side.document} lists '{' '.join(words.split())}', and no file of the pack is called so."
        yield bench.finding("RA913", message, side, hint="Name the file too, or take the line out of the list.")


_PLAIN = frozenset(
    "document documents annex appendix schedule attachment volume part this form file name what contract tender service".split()
)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def _title(bench: Bench, name: str) -> set[str]:
    first = [unit.text for unit in bench.heard.units[name] if unit.block.kind in ("para", "heading")][:4]
    made = {word for text in first if len(text) < 90 for word in _words(text)}
    # An annex of a file counts as well as the file.
    return made | {
        w
        for u in bench.heard.units[name]
        if u.block.level
        for w in _words(u.text)
        if re.match(r"annex|appendix|schedule", u.text, re.I)
    }
