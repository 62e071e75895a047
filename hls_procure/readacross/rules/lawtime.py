"""Law of another day: words that rest on a provision which is not in force, name law that has gone, or an old threshold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hls_procure.findings import Finding, Side
from hls_procure.law.case import law_day
from hls_procure.law.facts import DAYS, LegalFact, say_force
from hls_procure.law.outoftime import named_out_of_time, other_law, thresholds_of_another_day
from hls_procure.model.values import say_date, say_list
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.pack import Pack, Passage, at, printed
from hls_procure.readacross.rule import rule

#: Nations whose thresholds the list has.
LISTED = ("", "ENG", "NI")
#: What tells of the law of other times and nations, sentence for sentence: the myth-buster.
TELLS = frozenset({"D35"})
#: Files that no project made name no start; a procurement begins no longer than this before tenders are due, for most.
AHEAD = timedelta(days=182)


@rule("RA526")
def not_in_force(pack: Pack) -> Iterator[Finding]:
    """What the words of documents rest on is in force on the day that counts for it. One finding: the cause is one, too."""
    docs = sorted(pack.documents.values(), key=lambda doc: doc.part == "other")
    places = [(doc, line, fact) for doc in docs for line, fact in _resting(pack, doc)]
    if not places:
        return
    doc, line, fact = places[0]
    on = law_day(pack.project, fact.dated_by)
    day = f", and {DAYS[fact.dated_by]} is {say_date(on)}" if on else ""
    message = f"Words of {doc.short} rest on law that is not in force on the day that counts: {say_force(fact)}{day}."
    facts, more = len({one.id for _, _, one in places}) - 1, list(dict.fromkeys(one.short for one, _, _ in places))[1:]
    if facts:
        message += f" The same is true of {facts} more provision{'s' if facts > 1 else ''}"
        message += f", in {say_list(more)}, too." if more else "."
    yield pack.finding("RA526", message, printed(doc, line), at("legal.commenced_on", on or "", str(on) if on else None))


def _resting(pack: Pack, doc: Doc) -> Iterator[tuple[Line, LegalFact]]:
    """Each line with a provision that it rests on and that is not in force, as assembly was told by the law room."""
    for line in doc.lines:
        for part in line.parts:
            if part.kind == "caution" and part.detail == "not-in-force" and pack.book and part.path in pack.book:
                yield line, pack.book.get(part.path)


@rule("RA527", "RA528")
def another_day(pack: Pack) -> Iterator[Finding]:
    """Words name the law, and the thresholds, of the day on which the procurement starts."""
    days, start = _start(pack)
    if pack.book is None or not days:
        return
    on = days[0]
    nation = pack.get("project.jurisdiction") or ""
    other = other_law(pack.book, on, nation)
    if pack.get("legal.regime") == "pcr2015":  # whether it governs is judged by another check
        other = {name: one for name, one in other.items() if one[0].side == "begins" or not one[0].short}
    if len(days) > 1:
        other = {name: one for name, one in other.items() if one[0].side == "ends"}
    signs = [name for name in other if not any(one != name and one in name for one in other)]
    for passage in pack.holding(*signs) if signs else ():
        if not passage.quote and passage.document not in TELLS:
            for named in named_out_of_time(passage.text, other, _rests_on(pack, passage)):
                verb = "does not govern what starts from" if named.ended else "governs only what starts from"
                message = f"'{named.words}' is named as if it governed. It {verb} {say_date(named.on)}, and {start.quote}."
                yield _finding(pack, "RA527", message, passage, named.words, start, named.fact)
    for passage in pack.holding("hreshold") if nation in LISTED else ():
        if not passage.quote and "£" in passage.text and passage.document not in TELLS:
            for words, first, last in thresholds_of_another_day(passage.text, days, _rests_on(pack, passage)):
                when = f"was one until {say_date(last)}" if last and last < on else f"is one only from {say_date(first)}"
                message = f"{words} is no threshold here: it {when}, and {start.quote}."
                yield _finding(pack, "RA528", message, passage, words, start)


def _start(pack: Pack) -> tuple[tuple[date, ...], Side]:
    """The day on which the procurement starts, and where that is known from. Its quotation is a sentence on it.

    Files that no project made may tell only when tenders are due: then two days between which it started, for nearly all.
    """
    project = pack.project
    on = law_day(project, "commencement")
    if on is not None:
        ways = {"legal.commenced_on": project.legal.commenced_on, "tender.dates.notice": project.tender.dates.notice}
        path = next((path for path, day in ways.items() if day == on), "as_of_date")
        return (on,), Side("project", path, f"the day on which the procurement starts is {say_date(on)}", on.isoformat())
    due = project.tender.dates.tenders
    if due is None:
        return (), at("legal.commenced_on")
    return (due - AHEAD, due), Side("project", "tender.dates.tenders", f"tenders are due on {say_date(due)}", due.isoformat())


def _rests_on(pack: Pack, passage: Passage) -> list[LegalFact]:
    book, law = pack.book, passage.line.law if passage.line else ()
    return [book.get(id) for id in law if id in book] if book else []


def _finding(
    pack: Pack, code: str, message: str, passage: Passage, words: str, start: Side, fact: str = ""
) -> Finding:
    made = pack.finding(code, message, passage.side(words, words), start)
    return replace(made, reference=pack.provisions([fact])) if fact else made


RULES = (not_in_force, another_day)
