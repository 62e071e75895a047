"""What a grant letter says, read from its words: how much, for how long, when it is paid, and what it asks for.

The letter may be anybody's. Where words can be read in two ways they count for the funder: a check that is wrong about a
letter that was meant well teaches nobody anything.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from hls_procure.findings import Side
from hls_procure.model.record import record
from hls_procure.model.values import Money
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.pack import cut

#: A grant letter among the parts of a pack.
PART = "grant"
WEEKS, MONTHS, QUARTERS, HALVES = 52, 12, 4, 2
#: Letters in a sentence, at most.
LONGEST = 2_000
#: A working day in hours.
DAY = Decimal("7.5")
#: Hours that an ask takes each time where the letter does not say, as we assume them: with fetching figures and asking others.
ASSUMED: tuple[tuple[str, str, Decimal], ...] = (
    ("an evaluation", r"\bevaluat\w+", Decimal(35)),
    ("a case study", r"\bcase stud\w+|\bstor(?:y|ies)\b", Decimal(3)),
    ("a workbook", r"\bworkbook|\bspreadsheet|\bmonitoring (?:form|sheet|template|return)", Decimal(6)),
    ("a report of theirs", r"\b(?:your|own|annual) (?:own )?(?:annual )?(?:report|accounts)\b|\bwhatever you wr\w+", Decimal(1)),
    ("a report", r"\breports?\b|\breporting\b", Decimal(10)),
    ("a return", r"\breturns?\b|\bform\b|\bclaims?\b|\bquestionnaire", Decimal(4)),
    ("figures", r"\bfigures\b|\bnumbers?\b|\bdata\b|\bspending\b|\bbudget\b|\bKPIs?\b|\bindicators?\b|\breceipts\b"
     r"|\bexpenditure\b", Decimal(3)),
    ("a meeting", r"\bmeet(?:ing)?s?\b|\bvisits?\b", Decimal(4)),
    ("a talk", r"\btalks?\b|\bconversations?\b|\bcalls?\b|\btelephone\b", Decimal(1)),
    ("a survey", r"\bsurvey\b", Decimal("0.5")),
)  # fmt: skip
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
_WORDS = {word: number for number, word in enumerate(_NUMBERS)} | {"a": 1, "an": 1}
_COUNT = r"(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_MONEY = re.compile(r"£\s?\d+(?:,\d{3})*(?:\.\d{2})?(?![\d.]*[mk])")
_GIVEN = "|".join(
    (
        r"giv(?:e|ing) (?:you|\w+(?: \w+){0,4})",
        r"grants?(?: to you| to \w+(?: \w+){0,4})?(?: is| of|,)?",
        r"award(?:ed|ing)?(?: you)?(?: a)?(?: grant of)?",
        r"offer(?:ing)? you",
        r"amount(?: of the grant)?(?: is|:)?",
        r"in all,?",
        r"altogether,?",
    )
)
_AMOUNT = re.compile(rf"(?:{_GIVEN}) (?:a grant of |a total of |up to )?(£\s?\d+(?:,\d{{3}})*(?:\.\d{{2}})?)", re.IGNORECASE)
_TERM = re.compile(rf"\b(?:over|for|of|lasts?) (?:the |a period of |up to )?{_COUNT}[- ](years?|months?)\b", re.IGNORECASE)
_HABIT = re.compile(r"\bor more\b|\busually\b|\bnormally\b|\bwe (?:always )?give for\b|\bat least\b", re.IGNORECASE)
_OF_GRANT = re.compile(r"\bgrant\b|\bgiving\b|\bgive you\b|\bfund(?:ing)?\b|\baward", re.IGNORECASE)
_PAYS = re.compile(r"\bpa(?:y|id|yments?)\b|\binstalments?\b", re.IGNORECASE)
_YEARLY = re.compile(rf"(?:each|every|a|per) year (?:for|over) {_COUNT} years", re.IGNORECASE)
_ASKS = re.compile(
    r"\bplease (?:send|give|fill|complete|provide|write|submit|return|let us have)\b|\bsend us\b"
    r"|\bwe (?:ask|require|expect|need) (?!(?:for )?(?:no\b|nothing|at most|only that))"
    r"|\b(?:you|(?:the )?(?:grantee|recipient|charity|organisation)) (?:will|must|shall|should|agrees? to|are to|is to"
    r"|(?:are|is) required to|needs? to)\b",
    re.IGNORECASE,
)
#: Words by which nothing is asked, or the asking is the other way round.
_NOT = re.compile(
    r"\bnot\b|n[’']t\b|\bask us\b|\bnever\b|\bnothing\b|\bno need\b|\bwithout\b"
    r"|\byou will (?:hear|have|get|receive|find|see)\b",
    re.IGNORECASE,
)
_PIECES = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s*\(|;\s+")
_TIMES = (
    (re.compile(r"\bweek(?:ly)?\b", re.IGNORECASE), WEEKS),
    (re.compile(r"\b(?:every six months|six[- ]monthly|half[- ]yearly|twice a year)\b", re.IGNORECASE), HALVES),
    (re.compile(r"\b(?:each|every|a|per|calendar) month\b|\bmonthly\b", re.IGNORECASE), MONTHS),
    (re.compile(r"\b(?:each|every|a|per) quarter\b|\bquarterly\b", re.IGNORECASE), QUARTERS),
)
_TIME = rf"(?:(half) an? |{_COUNT} )(hours?|days?|minutes?)\b"
_TAKES = re.compile(rf"\b{_TIME}", re.IGNORECASE)
#: The time in brackets behind an ask.
_BEHIND = re.compile(rf"\s*\((?:about |around |roughly |some )?{_TIME}", re.IGNORECASE)


@record
class Said:
    """A sentence of a letter, with where it stands. :param next: the two sentences that follow it."""

    text: str
    doc: str
    line: Line
    next: str = ""

    def side(self, value: str | int | float | None = None, around: str = "") -> Side:
        """The sentence as one side of a finding."""
        return Side(self.doc, self.line.where, cut(self.text, around), value, self.line.spot)


@record
class Ask:
    """Something that a letter asks for: what kind of thing, how many times a year, and the hours that it takes each time.

    :param assumed: whether the hours are ours, since the letter does not say them.
    """

    said: Said
    kind: str
    words: str
    times: int
    hours: Decimal
    assumed: bool

    @property
    def yearly(self) -> Decimal:
        """Hours a year."""
        return self.hours * self.times


class Letter:
    """What one grant letter says."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sentences = tuple(_sentences(doc))

    @cached_property
    def amount(self) -> tuple[Money, Said] | None:
        """What is given in all, in pounds, and the sentence that says so."""
        for said in self.sentences:
            found = _AMOUNT.search(said.text)
            if found and not re.search(r"\b(?:each|every|a|per) year\b", said.text[found.end() : found.end() + 15]):
                return _money(found[1]), said
        return None

    @cached_property
    def years(self) -> tuple[Decimal, Said] | None:
        """For how many years."""
        for said in self.sentences:
            found = _TERM.search(said.text)
            if found and _OF_GRANT.search(said.text) and not _HABIT.search(said.text):
                count = Decimal(_count(found[1]))
                return (count / MONTHS if found[2].lower().startswith("month") else count), said
        return None

    @cached_property
    def payments(self) -> tuple[Money, Said] | None:
        """What the payments make together: those in one sentence, in the rows of a table, or the same sum each year."""
        rows = [said for said in self.sentences if said.line.kind == "row" and _MONEY.search(said.text) and _dated(said.text)]
        if len(rows) > 1:
            parts = [_money(_MONEY.findall(said.text)[-1]) for said in rows if "total" not in said.text.lower()]
            return Money(sum(one.pence for one in parts)), rows[0]
        for said in self.sentences:
            if said.line.kind == "row" or not _PAYS.search(said.text):
                continue
            sums = _MONEY.findall(said.text)
            yearly = _YEARLY.search(said.text)
            if len(sums) == 1 and yearly:
                return _money(sums[0]) * _count(yearly[1]), said
            if len(sums) > 1 and _dated(said.text):
                return Money(sum(_money(one).pence for one in sums)), said
        return None

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """Everything that it asks for."""
        return tuple(ask for said in self.sentences if _ASKS.search(said.text) for ask in _asks(said))


def _sentences(doc: Doc) -> Iterator[Said]:
    made = [
        (text.strip(), line)
        for line in doc.lines
        if line.kind in ("para", "row", "definition", "front")
        for sentence in (_SENTENCE.split(line.text) if line.kind != "row" else [line.text])
        for text in _short(sentence)
        if text.strip()
    ]
    following = [text for text, _ in made[1:]] + ["", ""]
    for (text, line), (first, second) in zip(made, pairwise(following), strict=False):
        yield Said(text, doc.id, line, f"{first} {second}")


def _short(sentence: str) -> list[str]:
    """A sentence in parts that can be looked at: nobody writes one so long, and a file without stops must not hold us up."""
    return textwrap.wrap(sentence, LONGEST) if len(sentence) > LONGEST else [sentence]


def _asks(said: Said) -> Iterator[Ask]:
    for piece in (one for one in _PIECES.split(said.text) if one and not _NOT.search(one)):
        kind = next(((name, hours) for name, words, hours in ASSUMED if re.search(words, piece, re.IGNORECASE)), None)
        if kind is None:
            continue
        own = _TAKES.search(piece) or _BEHIND.match(said.text, said.text.find(piece) + len(piece))
        times = next((count for pattern, count in _TIMES if pattern.search(piece)), 1)
        yield Ask(said, kind[0], piece, times, _hours(own) if own else kind[1], not own)


def _hours(found: re.Match[str]) -> Decimal:
    count = Decimal("0.5") if found[1] else Decimal(_count(found[2]))
    unit = found[3].lower()
    return count * DAY if unit.startswith("day") else count / 60 if unit.startswith("minute") else count


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _WORDS[words.lower()]


def _money(words: str) -> Money:
    return Money.parse(words.replace("£ ", "£"))


def _dated(text: str) -> bool:
    return re.search(r"\b20\d\d\b", text) is not None
