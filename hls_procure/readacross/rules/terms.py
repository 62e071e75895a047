"""Defined terms: defined where they are used, once, in the same words everywhere, and written as they are defined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from hls_procure.findings import Finding
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.pack import Pack, Passage, printed
from hls_procure.readacross.rule import rule

_LOOSE = re.compile(
    r"(?:\b(?:clauses?|sections?|schedules?|paragraphs?)\b|\bof (?:the|Schedule)\b(?: [A-Z]\w+)?|[\d.()]+|\W+)+", re.IGNORECASE
)
_CAPITALS = re.compile(r" ([A-Z][a-z]+(?: [A-Z][a-z]+)+)\b")
_INSIDE_A_SENTENCE = frozenset("abcdefghijklmnopqrstuvwxyz,;")
_LAWS = (" Act", " Regulations", " Order", " Regime")
#: Fields in which bodies, places and people are named.
_NAMING = frozenset("who body role by address from place identifier".split())
#: Capitals that are nobody's defined term.
_NAMES = frozenset(
    """Find Tender Government Parliament England Wales Scotland Ireland Kingdom Word Excel Monday Tuesday Wednesday Thursday
    Friday Saturday Sunday January February March April May June July August September October November December""".split()
)


@rule("RA908")
def twice(pack: Pack) -> Iterator[Finding]:
    """A term has one meaning in the whole pack."""
    first: dict[str, tuple[Doc, Line]] = {}
    for doc in pack.documents.values():
        here: set[str] = set()
        for term, line in doc.definitions:
            other = first.setdefault(term, (doc, line))
            same = other[1] is line or _meaning(other[1], term) == _meaning(line, term)
            if term in here or not same:
                where = "twice in" if term in here else f"otherwise in {other[0].short} than in"
                message = f"'{term}' is defined {where} {doc.short}."
                yield pack.finding("RA908", message, printed(other[0], other[1], "", term), printed(doc, line, "", term))
            here.add(term)


def _meaning(line: Line, term: str) -> str:
    """What a line says that a term means; where a reader knows no parts of it, the sentence that does."""
    text = line.text
    at = -1 if line.parts else max(text.find(f"“{term}”"), text.find(f'"{term}"'))
    if at >= 0:
        end = text.find(". ", at)
        text = text[at : end + 1 if end >= 0 else len(text)]
    return _LOOSE.sub(" ", text).strip().lower()


@rule("RA907")
def unused(pack: Pack) -> Iterator[Finding]:
    """Each term that is defined is used."""
    for doc in pack.documents.values():
        defined = doc.definitions
        if not defined:
            continue
        text = "\n".join(line.text for line in doc.lines)
        used = {part.path for line in doc.lines for part in line.parts if part.kind == "term"}
        for term, line in defined:
            id = line.parts[0].path if line.parts else ""
            if id not in used and text.find(term, text.find(term) + len(term)) < 0:
                message = f"'{term}' is defined in {doc.short} and used nowhere in it."
                yield pack.finding("RA907", message, printed(doc, line, "", term))


@rule("RA909")
def small_letters(pack: Pack) -> Iterator[Finding]:
    """A term of several words is written with its capitals."""
    terms: dict[str, tuple[Doc, Line, str]] = {}
    for doc in pack.documents.values():
        for term, line in doc.definitions:
            if " " in term:
                terms.setdefault(term.lower(), (doc, line, term))
    if not terms:
        return
    by_head: dict[str, list[str]] = {}
    for lowered in terms:
        by_head.setdefault(pack.heads.get(lowered, ""), []).append(lowered)
    order = {lowered: number for number, lowered in enumerate(terms)}
    for passage in pack.holding(*by_head.get("", ()), words=by_head):
        text, here = passage.text, list(by_head.get("", ()))
        for mark in passage.marks:
            here += by_head.get(mark, ())
        here = [lowered for lowered in here if lowered in text]
        if not here or passage.quote or passage.law or not pack.operative(passage):
            continue
        for lowered in sorted(here, key=order.__getitem__):
            doc, line, term = terms[lowered]
            if not (passage.line and passage.line.kind == "heading"):
                message = f"'{lowered}' stands here in small letters, and '{term}' has a meaning of its own in {doc.short}."
                yield pack.finding("RA909", message, passage.side(lowered, lowered), printed(doc, line, "", term))


@rule("RA906")
def undefined(pack: Pack) -> Iterator[Finding]:
    """Words in capitals that look like a term, used more than once, have a meaning that is written down or are a name."""
    if not pack.documents:
        return
    known = {term.lower() for doc in pack.documents.values() for term, _ in doc.definitions}
    known |= {doc.short.lower().removeprefix("the ") for doc in pack.documents.values()}
    names = cache(partial(_names_of, pack))
    found: dict[str, list[Passage]] = {}
    for passage in pack.shaped("a A", ", A"):
        if not pack.operative(passage):
            continue
        for words in _capitals(passage.text):
            if (
                words.lower() not in known
                and not _NAMES & set(words.split())
                and not _inside(words, known)
                and words not in names()
            ):
                found.setdefault(words, []).append(passage)
    for words, passages in found.items():
        if len(passages) > 1:
            message = (
                f"'{words}' looks like a term with a meaning of its own, stands {len(passages)} times, and is explained nowhere."
            )
            yield pack.finding("RA906", message, passages[0].side(words, words), passages[1].side(words, words))


def _names_of(pack: Pack) -> str:
    return " | ".join(text for _, text, field in pack.answers(every=True) if field.type == "name" or field.name in _NAMING)


def _capitals(text: str) -> Iterator[str]:
    """Words with capitals that stand together, and not where a sentence begins."""
    found = _CAPITALS.search(text)
    while found:
        within = found.start() > 0 and text[found.start() - 1] in _INSIDE_A_SENTENCE
        if within:
            yield found[1]
        found = _CAPITALS.search(text, found.end() if within else found.start() + 1)


def _inside(words: str, known: set[str]) -> bool:
    lowered = words.lower()
    return any(lowered in term or term in lowered or lowered.rstrip("s") in term for term in known if " " in term)


RULES = (twice, unused, small_letters, undefined)
