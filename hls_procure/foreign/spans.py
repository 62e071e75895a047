"""Lengths of time: the term and its extensions, days to pay, notice to end, the scale of scores and the lowest that will do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.foreign.told import NUMBERS, Told, say_months
from hls_procure.foreign.units import Unit

_WORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
_N = rf"(?:(?P<w>{_WORD})\s*(?:\((?P<b>\d{{1,3}})\))?|(?P<n>\d{{1,3}})\s*(?:\((?:{_WORD})\))?)"
_LONG = re.compile(rf"\b{_N}[\s-]*(?:further |additional |more )?(?P<u>years?|months?)\b", re.IGNORECASE)
_PLUS = re.compile(r"(?<![\d+])(\d{1,2})((?:\s?\+\s?\d{1,2})+)(?=[\s-]*(?:years?\b|\)|$))")
_TERM = re.compile(
    r"\b(?:initial (?:term|period)|contract (?:term|period|length|duration)|term of|duration"
    r"|contract\b[^.;]{0,60}\b(?:for|of|lasts?|runs?)"
    r"|agreement\b[^.;]{0,60}\b(?:for|of|lasts?|runs?)|period of|lasts? for|runs? for)\b",
    re.IGNORECASE,
)
_EXTEND = re.compile(r"\b(?:exten\w+|option|further period)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(r"\b(?:time limit|that time|deadline|court|tender|answer|bid)s?\b", re.IGNORECASE)
_NOT_TERM = re.compile(
    r"\b(?:section|regulations?|Act|law|statut\w+"
    r"|notice|record|retain|retention|after (?:the )?(?:end|expiry)|confiden\w+|accounts|within"
    r"|warranty|review|every|at least|"
    r"experience|previous|last|past|old|aged?|insur\w*|tenders?|valid)\b|\b(?:in|each|any|per)\s*$",
    re.IGNORECASE,
)
_LONGEST = re.compile(
    r"\b(?:at (?:its|the) longest|at most|(?:every|all|any) (?:option|extension)s?"
    r"|including (?:all |any |every )?(?:option|extension)s?|"
    r"maximum (?:term|period|duration|length)|may not last longer)\b",
    re.IGNORECASE,
)
_DAYS = re.compile(rf"\b{_N}\s*(?:calendar |working |business |clear )?(?P<u>days?|months?|weeks?)\b", re.IGNORECASE)
_PAY = re.compile(r"\b(?:pay|pays|paid|payment|payable|invoices?)\b", re.IGNORECASE)
_BELOW = re.compile(r"\bsub-?contract\w*|\bsuppl(?:ier|y) chain", re.IGNORECASE)
_INVOICE = re.compile(r"\binvoices?\b", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:within|in|no later than|not later than|terms?(?: are| of|:)|after|:)\s*(?:a period of\s*)?$", re.IGNORECASE
)
_END = re.compile(r"\b(?:terminat\w+|end(?:s|ing|ed)?|leav\w+|bring .{0,20} to an end)\b", re.IGNORECASE)
_SCORE = re.compile(r"\b(?:scor\w+|marks?|scale|pass mark|threshold)\b", re.IGNORECASE)
_SCALE = re.compile(
    r"\b(?:from |scale of |between |of )?0\s?(?:to|-|–|and)\s?(?P<top>\d{1,3})\b"
    r"|\bout of (?:a (?:maximum|possible) of )?(?P<of>\d{1,3})\b"
    r"|\bmaximum (?:score|mark)s? (?:is|of|available is) (?P<max>\d{1,3})\b",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"\b(?:at least|minimum(?: score| mark)?s?(?: of| is|:)?|no less than|not less than|below"
    r"|less than|lower than|under|threshold of|"
    rf"pass mark (?:of|is))\s+(?:a (?:score|mark) of )?(?:\(?(?P<n>\d{{1,3}})\b(?!\s?%)|(?P<w>{_WORD})\b)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^\s*(?:[-]?\s*(?:years?|months?|days?|weeks?|hours?|words?|pages?|people|references?|examples?|bidders?|tenders?)\b|%|,\d{3})"
)


def number(found: re.Match[str]) -> int:
    """The number of a match in words or figures; the figure counts where both stand."""
    if found["b"] or found["n"]:
        return int(found["b"] or found["n"])
    return NUMBERS[found["w"].lower()]


def told_spans(unit: Unit) -> Iterator[Told]:
    """Everything of these kinds that a unit tells."""
    yield from _terms(unit)
    yield from _payment(unit)
    yield from _scores(unit)


def _terms(unit: Unit) -> Iterator[Told]:
    text = unit.text
    plus = _PLUS.search(text)
    about = f"{unit.label} {unit.head} {text}"
    if plus and (_TERM.search(about) or "year" in about.lower()):
        first, *more = (int(part) for part in re.findall(r"\d+", plus[0]))
        yield Told("term", first * 12, unit.side(say_months(first * 12), plus[0]), unit.file, "sure")
        yield Told("extension", sum(more) * 12, unit.side(say_months(sum(more) * 12), plus[0]), unit.file, "sure")
        return
    last = 0
    for found in _LONG.finditer(text):
        gap = max(text.rfind(sign, 0, found.start()) for sign in (". ", "; ", "\n")) + 1
        before = text[max(gap, last) : found.start()][-300:]
        after = text[found.end() : found.end() + 25]
        last = found.end()
        months = number(found) * (12 if found["u"].lower().startswith("year") else 1)
        whole = f"{unit.label}: {before}" if unit.label else before
        if _LONGEST.search(whole) or (re.search(r"\bup to\s*$", before) and not _EXTEND.search(whole)):
            yield Told("longest", months, unit.side(say_months(months), found[0]), unit.file)
            continue
        if re.match(r"[’']? ?(?:written )?notice|[’'] |s[’']", after) or _NOT_TERM.search(before):
            continue
        if _EXTEND.search(whole):
            if _OTHER_TIME.search(whole):
                continue
            yield Told("extension", months, unit.side(say_months(months), found[0]), unit.file)
        elif _TERM.search(whole):
            yield Told("term", months, unit.side(say_months(months), found[0]), unit.file)


def _payment(unit: Unit) -> Iterator[Told]:
    text = unit.text
    for found in _DAYS.finditer(text):
        gap = max(text.rfind(sign, 0, found.start()) for sign in (". ", "; ", "\n")) + 1
        stop = text.find(". ", found.end())
        before, after = text[gap : found.start()][-140:], text[found.end() : stop if stop >= 0 else len(text)][:80]
        whole = f"{unit.label}: {before}" if unit.label else before
        unit_of = found["u"].lower().rstrip("s")
        if (
            unit_of == "day"
            and not _BELOW.search(f"{unit.heading} {whole} {after}")
            and _PAY.search(whole)
            and _INVOICE.search(whole + after)
            and _PROMISE.search(whole)
        ):
            yield Told("payment", number(found), unit.side(number(found), found[0]), unit.file)
        elif re.match(r"\s*[’']?\s*(?:\w+ )?notice\b", after) and _END.search(whole) and not _EXTEND.search(whole):
            said = f"{number(found)} {unit_of}s"
            yield Told("ending", said, unit.side(said, found[0]), unit.file)


def _scores(unit: Unit) -> Iterator[Told]:
    text = unit.text
    if not _SCORE.search(f"{unit.label} {unit.head} {text}") or unit.block.sheet is not None:
        return
    found = _SCALE.search(text)
    if found:
        top = int(found["top"] or found["of"] or found["max"])
        if top != 100 and not _OTHER.match(text[found.end() :]):
            yield Told("scale", top, unit.side(top, found[0]), unit.file)
    least = _LEAST.search(text)
    if least and not _OTHER.match(text[least.end() :]):
        value = int(least["n"]) if least["n"] else NUMBERS[least["w"].lower()]
        if value <= 20:
            yield Told("minimum", value, unit.side(value, least[0]), unit.file)
