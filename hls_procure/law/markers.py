"""Finds what makes a sentence a legal one: a name of law, a citation, an SI number, a notice, a statutory figure.

A sentence with a marker has to say which facts it rests on; ``tests/law/test_words_name_their_law.py`` sees to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hls_procure.law.citations import instruments, other_names, text_citations
from hls_procure.law.facts import LawBook
from hls_procure.model.values import Money, say_words

MarkerKind = Literal["name", "citation", "number", "notice", "figure"]


@dataclass(frozen=True, slots=True, order=True)
class Marker:
    """One sign of law in a text: where it stands, what kind it is, and its words."""

    start: int
    end: int
    kind: MarkerKind
    text: str


_WORD = r"(?:[A-Z][\w’'-]*|\([^()]{2,70}\)|of|and|the|for|to|in|on)"
_ACT = re.compile(
    rf"\b[A-Z][\w’'-]*(?:\s+{_WORD})*?\s+(?:Act(?:\s+(?:19|20)\d\d)?|(?:Regulations|Order|Measure|Rules|Directive)\s+(?:19|20)\d\d)\b"
)
_THE_ACT = re.compile(r"\b[Tt]h(?:e|at) (?:(?:19|20)\d\d )?(?:Act|Regulations)\b")
_NUMBER = re.compile(r"\b(?:SI|SSI|WSI|SR)\s\d{4}/\d+|\b(?:W|S)?PPN\s\d+(?:/\d+)?")
_NOTICE = re.compile(r"\bUK(?:1[0-7]|[1-9])\b")
#: Of two signs in the same words the first kind counts.
_RANK: tuple[MarkerKind, ...] = ("number", "notice", "citation", "figure", "name")
_SPLIT = re.compile(r"(?<=[.;!?])\s+")
_WORDS = {say_words(number): number for number in range(1, 100)}
_COUNT = r"\d+(?:st|nd|rd|th)?|" + "|".join(sorted(_WORDS, key=len, reverse=True))
_PERIOD = re.compile(rf"\b({_COUNT})[\s-]+(working day|calendar day|day|week|month|year|hour)s?\b", re.IGNORECASE)
_SUM = re.compile(r"£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|m|k)\b)?")
_SHARE = re.compile(rf"\b(\d+(?:\.\d+)?|{'|'.join(_WORDS)})\s?(?:%|per cent\b)", re.IGNORECASE)

#: Words that make a figure a legal one, and the topics of the facts whose figures then count; no topics means all.
_CONTEXTS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), frozenset(topics.split()))
    for words, topics in (
        (r"\bby law\b|\bthe law\b|\bstatut|\blegal(?:ly)? (?:limit|minimum|maximum|require)|\bunder the Act\b", ""),
        (r"\bstandstill\b", "standstill light-touch"),
        (r"\bthresholds?\b", "thresholds light-touch below-threshold social-value considerable-change"),
        (r"\binvoices?\b", "payment"),
        (
            (
                r"\b(?:award|details|tender|transparency|pipeline|procurement|engagement|change|termination|performance|modification"
                r"|abandonment) notices?\b|\bnotices? of (?:intention|abandonment)\b"
            ),
            "notices light-touch process timing standstill kpi time-limits modification urgent abandon",
        ),
        (
            r"\b(?:tendering|participation) period|\btime limits?\b|\brequests? to (?:take part|participate)\b",
            "time-limits innovation",
        ),
        (r"\bsubsid|\bminimal financial assistance\b|\beconomic interest\b", "mfa spei transparency routes"),
        (r"\bkey performance indicators?\b|\bKPIs?\b", "kpi"),
        (r"\breserved?\b|\bpublic service mutual|\bsupported employment\b|\bqualifying organisation", "reserved"),
        (r"\bmodif(?:y|ied|ies|ication)", "modification considerable-change urgent innovation"),
        (r"\bturnover\b", "selection basic-selection modern-slavery"),
        (r"\bliability information\b|\btransferring employees\b", "tupe"),
        (r"\bsocial value\b", "social-value"),
        (r"\b(?:reduc\w+|cut\w*|end\w*)\b.*\bfunding\b", "best-value"),
        (r"\bclaims?\b.*\bcourt\b|\bproceedings\b", "remedies"),
    )
)


def markers(text: str, book: LawBook | None = None) -> tuple[Marker, ...]:
    """Every sign of law in a text, in order; what lies within a longer one is left out.

    :param book: the facts whose figures count; the shipped ones where none is given.
    """
    found = {*_names(text), *_cited(text), *_figures(text, book or LawBook.load())}
    for kind, pattern in (("number", _NUMBER), ("notice", _NOTICE)):
        found |= {Marker(m.start(), m.end(), kind, m[0]) for m in pattern.finditer(text)}  # type: ignore[arg-type]
    kept: list[Marker] = []
    for marker in sorted(found, key=lambda m: (m.start, -m.end, _RANK.index(m.kind))):
        if not any(other.start <= marker.start and marker.end <= other.end for other in kept):
            kept.append(marker)
    return tuple(kept)


def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a text, each with the offset at which it starts."""
    found, start = [], 0
    for gap in _SPLIT.finditer(text):
        found.append((start, text[start : gap.start()]))
        start = gap.end()
    return (*found, (start, text[start:]))


@lru_cache(maxsize=1)
def _known_names() -> re.Pattern[str]:
    names = {name for instrument in instruments() for name in instrument.names} | set(other_names())
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})(?!\w)")


def _names(text: str) -> Iterator[Marker]:
    for pattern in (_known_names(), _ACT, _THE_ACT):
        for match in pattern.finditer(text):
            yield Marker(match.start(), match.end(), "name", match[0])


def _cited(text: str) -> Iterator[Marker]:
    for citation in text_citations(text):
        yield Marker(citation.start, citation.start + len(citation.text), "citation", citation.text)


@lru_cache(maxsize=2)
def _known_figures(book: LawBook) -> frozenset[tuple[str, str, str]]:
    """Topic, unit and value of every figure in the facts; all money has the unit ``GBP``."""
    found = set()
    for fact in book:
        for value, unit in zip(fact.values, fact.units, strict=True):
            if unit.startswith("GBP"):
                found.add((fact.topic, "GBP", Money.parse(value).plain()))
            elif value.isdigit():
                found.add((fact.topic, "percent" if unit == "percent" else unit.removesuffix("s"), value))
    return frozenset(found)


def _figures(text: str, book: LawBook) -> Iterator[Marker]:
    for offset, sentence in sentences(text):
        topics = [topics for words, topics in _CONTEXTS if words.search(sentence)]
        if not topics:
            continue
        for start, end, unit, value in _figures_of(sentence):
            for topic, known_unit, known_value in _known_figures(book):
                if (known_unit, known_value) == (unit, value) and any(not group or topic in group for group in topics):
                    yield Marker(offset + start, offset + end, "figure", sentence[start:end])
                    break


def _figures_of(sentence: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, unit and value of every period, sum and share in a sentence."""
    for match in _PERIOD.finditer(sentence):
        unit = match[2].lower().removeprefix("calendar ")
        yield match.start(), match.end(), unit, _count(match[1])
    for match in _SUM.finditer(sentence):
        try:
            yield match.start(), match.end(), "GBP", Money.parse(match[0].rstrip(",")).plain()
        except ValueError:
            continue
    for match in _SHARE.finditer(sentence):
        yield match.start(), match.end(), "percent", _count(match[1])


def _count(words: str) -> str:
    """``eight`` and ``8th`` as ``8``."""
    number = _WORDS.get(words.lower())
    return str(number) if number else re.sub(r"(?:st|nd|rd|th)\Z", "", words)
