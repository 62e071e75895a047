"""A legal fact explained to a person: what it says, where it stands, how far it was verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hls_procure.law.facts import DAYS, LEFT_OUT, NATIONS, LawBook, LegalFact, say_nations
from hls_procure.law.holes import holes_for, holes_of
from hls_procure.model.values import Money, parse_date, say_date, say_list

_VERIFIED = {
    "statute_text": "The text of the law was read.",
    "official_page": "A page of a public body was read, not the text of the law itself.",
    "secondary_page": "Only what others write about it was read, such as law firms or trade sites.",
    "inferred": "It is our own reading; no text says it in so many words.",
    "memory": "Nothing was read; it is from memory.",
}
_MONEY = {
    "GBP": "",
    "GBP incl VAT": " including VAT",
    "GBP excl VAT": " excluding VAT",
    "GBP net of VAT": " net of VAT",
    "GBP turnover": " turnover",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that can be said of one legal fact, in words for a person.

    :param value: its figures with their units; empty where it has none. :param applies_in: the nations.
    :param in_force: from when and until when. :param asked_by: which day of a project it is asked by.
    :param verified: how it was verified. :param caution: what to check; empty where it is sound.
    :param on: how it stands on the day that was asked about; empty where no day was.
    :param not_covered: what it leaves out, and what is known to be missing around it.
    """

    id: str
    statement: str
    value: str
    provision: str
    source: str
    applies_in: str
    in_force: str
    asked_by: str
    verified: str
    caution: str
    on: str
    supersedes: tuple[str, ...]
    not_covered: tuple[str, ...]

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Label and words, in the order in which a terminal prints them; what is empty is left out."""
        lines = [
            ("", self.statement),
            ("Value", self.value),
            ("Provision", self.provision),
            ("Source", self.source or "none was seen"),
            ("Applies in", self.applies_in),
            ("In force", self.in_force),
            ("Asked by", self.asked_by),
            ("On the day", self.on),
            ("Verified", self.verified),
            ("Caution", self.caution),
            ("Replaces", say_list(list(self.supersedes))),
            *(("Not covered", words) for words in self.not_covered),
        ]
        return tuple((label, words) for label, words in lines if words)

    def text(self) -> str:
        """All of it as plain text: the id, then one line each."""
        return "\n".join([self.id, *(f"  {label + ': ' if label else ''}{words}" for label, words in self.lines())])

    def as_dict(self) -> dict[str, object]:
        """The explanation as plain data, for ``--json``."""
        return {name: getattr(self, name) for name in self.__slots__}


def explain_fact(fact: LegalFact | str, on: date | None = None, book: LawBook | None = None) -> Explanation:
    """Explain a fact, and how it stands on a day where one is given.

    :raises InputError: where no fact has the id.
    """
    book = book or LawBook.load()
    if isinstance(fact, str):
        fact = book.get(fact)
    return Explanation(
        id=fact.id,
        statement=fact.statement,
        value=say_value(fact),
        provision=fact.provision,
        source=fact.source,
        applies_in=say_nations(fact),
        in_force=_in_force(fact),
        asked_by=DAYS[fact.dated_by],
        verified=" ".join(text for text in (_VERIFIED[fact.basis], fact.note, _read_in(fact)) if text),
        caution=_sentence(fact.caution()),
        on=_on(fact, on, book) if on else "",
        supersedes=fact.supersedes,
        not_covered=_not_covered(fact),
    )


def say_value(fact: LegalFact) -> str:
    """A fact's figures with their units: ``£500,000 and 25%``, ``8 working days``; empty where it has none."""
    said = [_say(value, unit) for value, unit in zip(fact.values, fact.units, strict=True)]
    return " and ".join(said) if len(said) == 2 else "; ".join(said)


def _say(value: str, unit: str) -> str:
    if unit in _MONEY:
        return f"{Money.parse(value)}{_MONEY[unit]}"
    if unit == "percent":
        return f"{value}%"
    if unit == "date":
        return say_date(parse_date(value))
    return f"{value} {unit}".strip()


def _in_force(fact: LegalFact) -> str:
    if fact.start and fact.end:
        return f"from {say_date(fact.start)} to {say_date(fact.end)}"
    if fact.start:
        return f"from {say_date(fact.start)}, with no end known"
    return f"until {say_date(fact.end)}" if fact.end else "no dates were found"


def _on(fact: LegalFact, day: date, book: LawBook) -> str:
    answer = book.state(fact.id, "", day)
    if answer.state == "not-in-force":
        return f"not in force on {say_date(day)}"
    known = f" (law as known on {say_date(book.as_of)})" if day > book.as_of else ""
    undated = "no dates were found, so it is taken to be in force" if not fact.start and not fact.end else "in force"
    return f"{undated} on {say_date(day)}{known}"


def _read_in(fact: LegalFact) -> str:
    return f"Read in {fact.read_in}." if fact.read_in else ""


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _not_covered(fact: LegalFact) -> tuple[str, ...]:
    others = [name for code, name in NATIONS.items() if code not in fact.jurisdiction]
    found = [f"It was not checked for {say_list(others, 'or')}: ask counsel there." if others else ""]
    for who in fact.not_for:
        places = [NATIONS[code] for code in LEFT_OUT[who] if code in fact.jurisdiction]
        found.append(f"It leaves out {who} ({say_list(places)}).")
    holes = dict.fromkeys(holes_of(fact.id))
    if fact.jurisdiction in (("SCT",), ("NI",)):
        holes.update(dict.fromkeys(holes_for(fact.jurisdiction[0])))
    return tuple(text for text in (*found, *(hole.says for hole in holes)) if text)
