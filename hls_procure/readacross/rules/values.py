"""Values, parties and terms: sums, periods, names and numbers that have to be the same wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.model.values import Money, Percent, say_words
from hls_procure.readacross.pack import Pack, Passage, at
from hls_procure.readacross.rule import rule

_MONEY = r"£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|bn|m|k)\b)?"
_SUM = re.compile(_MONEY)
_LABELLED = re.compile(
    rf"\b(yearly sum|annual sum|annual value|annual budget|yearly budget|estimated value|contract value|total value)\b"
    rf"(?:,? (?:which )?(?:is|of|at|will be|comes to))?:?\s(?:about |up to )?({_MONEY})",
    re.IGNORECASE,
)
_VALUES = {
    "yearly sum": ("alliance.funding.annual", "alliance.funding.annual_with_vat"),
    "annual sum": ("alliance.funding.annual", "alliance.funding.annual_with_vat"),
    "annual value": ("alliance.funding.annual", "alliance.funding.annual_with_vat"),
    "annual budget": ("alliance.funding.annual", "alliance.funding.annual_with_vat"),
    "yearly budget": ("alliance.funding.annual", "alliance.funding.annual_with_vat"),
    "estimated value": ("tender.estimated_value",),
    "contract value": ("tender.estimated_value", "alliance.funding.lifetime"),
    "total value": ("tender.estimated_value", "alliance.funding.lifetime"),
}
_PATTERN = re.compile(r"(?<![\d+])(\d{1,2}(?:\s?\+\s?\d{1,2})+)(?=[\s-]*years?\b)")
_TERM_OF = re.compile(
    r"\b(?:term of|(?:agreement|contract|option used, it) (?:lasts|runs|will last|will run)(?: first)? for|and runs first for)"
    r" (\w+|\d+) years\b",
    re.IGNORECASE,
)
#: A sentence that says what a provision allows or asks for, and not how long this agreement runs.
_PROVISION = re.compile(r"\b(?:[Ss]ection|regulation|article)s? \d+\w*(?P<act>[^.;]*\b(?:Act|Regulations)\b)?")
_NUMBERS = {say_words(number): number for number in range(1, 100)}
_IN_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_IN_FIGURES = re.compile(r"\((\d{1,3})\)")
_WORDS_BEFORE = re.compile(rf"\b({_IN_WORDS})\s$", re.IGNORECASE)
_LONGEST = max(map(len, _NUMBERS)) + 1
_LOT = re.compile(rf"\bLot (?:\d+|[A-Z])\b|\b(?:\d+|{_IN_WORDS}|several) lots\b")
_PAY_DAYS = re.compile(
    rf"\b(?:pay|pays|paid|payment|invoices?)\b[^.;]{{0,60}}?\b(?:within|in) (\d{{1,3}}|{_IN_WORDS}) (?:calendar )?days\b",
    re.IGNORECASE,
)
#: The term of the law on prompt payment.
_PROMPT = "pa-payment-01"


def money(text: str) -> Money | None:
    """The sum that is written, or None where it is none."""
    try:
        return Money.parse(text.replace(" ", "").replace("million", "m").rstrip(",."))
    except ValueError:
        return None


@rule("RA301")
def other_value(pack: Pack) -> Iterator[Finding]:
    """A sum in words, behind the name of a value, is that value."""
    for passage in pack.holding("£"):
        for found in _LABELLED.finditer(passage.text):
            known = {path: value for path in _VALUES[found[1].lower()] if isinstance(value := pack.get(path), Money)}
            value = money(found[2])
            if not known or value is None or value in known.values():
                continue
            path, right = next(iter(known.items()))
            said = found[2].rstrip(",.")
            message = f"The {found[1].lower()} is {right} in the project and {said} here."
            yield pack.finding("RA301", message, passage.side(said, found[0]), at(path, right, str(right)))


@rule("RA302")
def vat_open(pack: Pack) -> Iterator[Finding]:
    """Each line of the money says how VAT stands."""
    for row in pack.rows("alliance.funding.lines"):
        if row.vat in (None, "unsettled") and row.amount:
            message = (
                f"Nobody has settled whether '{row.label or row.id}' ({row.amount}) bears VAT, so no value with VAT can be told."
            )
            path = f"alliance.funding.lines[{row.id}]"
            yield pack.finding(
                "RA302", message, at(f"{path}.vat", row.vat or ""), at(f"{path}.amount", row.amount, str(row.amount))
            )


@rule("RA304")
def other_term(pack: Pack) -> Iterator[Finding]:
    """A term in words or figures is the term of the agreement."""
    initial, maximum = pack.get("alliance.term.initial"), pack.get("alliance.term.maximum")
    if initial is None:
        return
    known = [int(initial), *(int(row.length) for row in pack.rows("alliance.term.extensions") if row.length)]
    pattern = " + ".join(map(str, known))
    for passage in pack.marked(["years", "year"]):
        for found in _PATTERN.finditer(passage.text):
            if [int(number) for number in re.findall(r"\d+", found[1])] != known:
                message = f"The term is {pattern} years in the project and {found[1]} here."
                yield pack.finding(
                    "RA304", message, passage.side(found[1], found[1]), at("alliance.term", f"{pattern} years", pattern)
                )
        for found in _TERM_OF.finditer(passage.text):
            years = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1].lower())
            if years is not None and years not in (initial, maximum) and not _of_the_law(passage, found):
                message = f"The term is {pattern} years in the project, and here '{found[0]}' stands."
                yield pack.finding(
                    "RA304", message, passage.side(years, found[0]), at("alliance.term", f"{pattern} years", pattern)
                )


def _of_the_law(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the sentence is about a provision: it names one with its Act, or rests on legal facts and names its number."""
    text = passage.text
    start = max(text.rfind(sign, 0, found.start()) for sign in (". ", "; ", ": ")) + 1
    end = min((at for sign in (". ", "; ") if (at := text.find(sign, found.end())) >= 0), default=len(text))
    provision = _PROVISION.search(text, start, end)
    return provision is not None and (passage.law or provision["act"] is not None)


@rule("RA305")
def words_and_figures(pack: Pack) -> Iterator[Finding]:
    """A number in words and the figure in brackets behind it are the same."""
    for passage in pack.holding("(", filled=True):
        text = passage.printed
        for figure in _IN_FIGURES.finditer(text):
            words = _WORDS_BEFORE.search(text, max(0, figure.start() - _LONGEST), figure.start())
            if words and _NUMBERS[words[1].lower()] != int(figure[1]):
                message = f"The words say {words[1].lower()}, and the figure behind them says {figure[1]}."
                yield pack.finding("RA305", message, passage.side(int(figure[1]), f"{words[0]}{figure[0]}"))


@rule("RA306")
def lots(pack: Pack) -> Iterator[Finding]:
    """Where there is one contract, nothing speaks of a lot by its number."""
    if pack.get("tender.lots.answer") is not False:
        return
    for passage in pack.marked(["lot", "lots"]):
        found = _LOT.search(passage.text)
        if found:
            message = f"The contract is not divided into lots, and here it says '{found[0]}'."
            yield pack.finding("RA306", message, passage.side(found[0], found[0]), at("tender.lots.answer", "no", "no"))


@rule("RA308")
def slow_payment(pack: Pack) -> Iterator[Finding]:
    """Nobody is promised payment later than the law implies."""
    if pack.book is None or _PROMPT not in pack.book or not (pack.get("legal.regime") or "").startswith("pa2023"):
        return
    days = int(pack.book.get(_PROMPT).values[0])
    own = pack.get("alliance.people.suppliers_days")
    if own is not None and own > days:
        message = f"Suppliers are to be paid within {own} days, and the law implies {days} whatever a contract says."
        yield pack.finding("RA308", message, at("alliance.people.suppliers_days", f"{own} days", int(own)))
    for passage in pack.marked(["pay", "pays", "paid", "invoice", "invoices"]):
        for found in _PAY_DAYS.finditer(passage.printed):
            said = _NUMBERS.get(found[1].lower()) or int(found[1])
            if said > days:
                message = f"Payment is promised within {found[1]} days here, and the law implies {days} whatever a contract says."
                yield pack.finding("RA308", message, passage.side(said, found[0]))


@rule("RA309")
def other_insurance(pack: Pack) -> Iterator[Finding]:
    """The insurance that a condition asks for is that of the agreement."""
    rows = [row for row in pack.rows("alliance.insurance") if row.kind and row.amount]
    for condition in pack.rows("evaluation.conditions"):
        for attribute in ("text", "evidence"):
            text = getattr(condition, attribute) or ""
            if "£" not in text:
                continue
            for row in rows:
                kind = " ".join(row.kind.lower().split()[:2]).rstrip(",")
                place = text.lower().find(kind)
                if place < 0:
                    continue
                near = _SUM.search(text, max(0, place - 40))
                value = money(near[0]) if near and abs(near.start() - place) < 60 else None
                if near and value is not None and value != row.amount:
                    message = f"{row.kind} is {near[0]} in a condition of participation and {row.amount} in the agreement."
                    left = at(f"evaluation.conditions[{condition.id}].{attribute}", text, near[0])
                    yield pack.finding(
                        "RA309", message, left, at(f"alliance.insurance[{row.id}].amount", row.amount, str(row.amount))
                    )


@rule("RA310")
def other_codes(pack: Pack) -> Iterator[Finding]:
    """Each part of the value has a code that the notice names."""
    told = {row.code for row in pack.rows("legal.codes") if row.code}
    if not told:
        return
    for row in pack.rows("legal.parts"):
        if row.code and row.code not in told:
            message = f"The part '{row.what or row.id}' has the code {row.code}, and the codes for the notice do not hold it."
            yield pack.finding(
                "RA310",
                message,
                at(f"legal.parts[{row.id}].code", row.code, row.code),
                at("legal.codes", ", ".join(sorted(told))),
            )


_NAME_WORDS = {"council", "board", "commissioner", "trust", "alliance", "foundation", "authority"}


@rule("RA311")
def other_name(pack: Pack) -> Iterator[Finding]:
    """A party is called by its name or its short name, and by no third."""
    known = [name for name in (pack.get("authority.name"), *(row.name for row in pack.rows("authority.joint"))) if name]
    every = {
        *known,
        *(row.name for row in pack.rows("actors") if row.name),
        *(row.name for row in pack.rows("award.members") if row.name),
    }
    variants = []
    for name in known:
        words = name.split()
        if len(words) > 1 and words[-1].lower() in _NAME_WORDS:
            variants.append((name, re.compile(rf"\b{re.escape(words[0])}(?: [A-Z]\w+){{0,4}} {re.escape(words[-1])}\b")))
    for passage in pack.holding(*(name.split()[0] for name, _ in variants)):
        for name, pattern in variants:
            for found in pattern.finditer(passage.text):
                if found[0] not in every and not any(found[0] in other for other in every):
                    message = f"'{name}' is called '{found[0]}' here."
                    yield pack.finding("RA311", message, passage.side(found[0], found[0]), at("authority", name, name))


@rule("RA312")
def other_reference(pack: Pack) -> Iterator[Finding]:
    """The number of the procurement is the same everywhere."""
    reference = pack.get("project.reference")
    if not reference or not any(c.isdigit() for c in reference) or len(reference) < 6:
        return
    shape = "".join(r"\d" if c.isdigit() else re.escape(c) for c in reference)
    pattern = re.compile(rf"(?<![\w-]){shape}(?![\w-])")
    head = reference[:2]
    for passage in pack.holding(head):
        for found in pattern.finditer(passage.text):
            if found[0] != reference:
                message = f"The reference of the procurement is {reference}, and here it is {found[0]}."
                yield pack.finding(
                    "RA312", message, passage.side(found[0], found[0]), at("project.reference", reference, reference)
                )


@rule("RA314", "RA315")
def risk_split(pack: Pack) -> Iterator[Finding]:
    """The shares of an overspend make the whole, and each demand-led budget has its split and its cap."""
    for row in pack.rows("alliance.risk_share"):
        path = f"alliance.risk_share[{row.id}]"
        name = row.line or row.id
        if row.authority is not None and row.members is not None:
            if row.authority + row.members != Percent.parse("100"):
                message = f"An overspend on {name} is shared {row.authority} and {row.members}, which is not the whole of it."
                yield pack.finding("RA314", message, at(f"{path}.authority", row.authority), at(f"{path}.members", row.members))
        else:
            yield pack.finding("RA315", f"Nobody has said how an overspend on {name} is shared.", at(f"{path}.authority"))
        if row.cap is None:
            message = f"Nobody has said how much of an overspend on {name} the Members carry at the most."
            yield pack.finding("RA315", message, at(f"{path}.cap"))


RULES = (
    other_value, vat_open, other_term, words_and_figures, lots, slow_payment, other_insurance, other_codes, other_name,
    other_reference, risk_split,
)  # fmt: skip
