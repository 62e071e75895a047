"""References: each leads to a number that is there, and to the thing that its words say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.errors import nearest
from hls_procure.findings import Finding
from hls_procure.readacross.lines import Doc
from hls_procure.readacross.pack import Pack, Passage
from hls_procure.readacross.rule import rule
from hls_procure.readacross.rules.annexes import annexes
from hls_procure.readacross.scan import tokens

_WORDS = frozenset({"clause", "clauses", "section", "sections", "schedule", "schedules"})
_NUMBER = r"\d+[A-Z]?(?:\.\d+[A-Z]?)*(?:\([a-z]+\))*"
_REFERENCE = re.compile(
    rf"\b([Cc]lause|[Ss]ection|[Ss]chedule)s? ({_NUMBER}(?:(?:, | and | or | to ){_NUMBER})*)"
    rf"(?: \(([a-z][a-z ,'-]{{3,60}})\))?(?: (?:of|to) (the [A-Z][\w-]*(?: (?:[A-Z][\w-]*|of|and)\b)*))?",
)
_DIGIT = re.compile(r"\d")
_ONE = re.compile(_NUMBER)
#: A line of a file that names a law: what it cites may be a place in that.
_INSTRUMENT = re.compile(r"\b(?:Act|Regulations|Order|Directive)\b")
#: A section whose number is so much higher than the last one of its document is one of an Act.
FAR = 3
_EMPTY = frozenset("the a an of and or to in on for with what who how this that our we its".split())


@rule("RA902", "RA905", "RA921", "RA922")
def references(pack: Pack) -> Iterator[Finding]:
    """Each reference in words, against the numbers and headings of the document that it names."""
    by_short = {name.lower(): doc for doc in pack.documents.values() for name in (doc.short, *doc.also)}
    headings = {heading.lower() for doc in pack.documents.values() for heading in doc.numbers.values()}
    outside: dict[tuple[str, str], list[tuple[Passage, re.Match[str]]]] = {}
    for passage in pack.marked(_WORDS):
        if not _DIGIT.search(passage.printed):
            continue
        home = pack.documents.get(passage.document)
        for found in _REFERENCE.finditer(passage.printed):
            named = _document(found[4], by_short)
            if found[4] and named is None:
                words = _named(found[4])
                if not _is_known(passage, words, headings):
                    outside.setdefault((passage.document, words.lower()), []).append((passage, found))
                continue
            doc = named or home
            if doc is None or (named is None and _is_law(passage, doc, found)):
                continue
            yield from _check(pack, passage, found, doc, apart=named is not None and named is not home)
    for places in outside.values():
        yield _outside(pack, places)
    yield from annexes(pack, by_short)


def _document(words: str | None, by_short: dict[str, Doc]) -> Doc | None:
    if not words:
        return None
    lowered = words.lower()
    name = max((short for short in by_short if lowered.startswith(short)), key=len, default=None)
    return by_short[name] if name is not None else None


def _named(words: str) -> str:
    return words.removesuffix(" and").removesuffix(" of")


def _is_known(passage: Passage, words: str, headings: set[str]) -> bool:
    """Whether a document outside the pack is none that somebody has to look at: the law, a schedule, a first page."""
    last = words.split()[-1].lower()
    if (
        passage.law
        or last in ("act", "regulations", "order", "directive")
        or words.lower().startswith(("the act", "the regulations"))
    ):
        return True
    # A heading is a schedule of another document.
    return words.lower() in headings or (passage.line is not None and passage.line.kind == "front")


def _outside(pack: Pack, places: list[tuple[Passage, re.Match[str]]]) -> Finding:
    """References of one document to another that is not in the pack: the first of them, and how many there are."""
    passage, found = places[0]
    said, more = _named(found[0]), len(places) - 1
    others = f" {more} more {'references lead' if more > 1 else 'reference leads'} there." if more else ""
    message = f"'{said}' leads to a document that is not in the pack, so nobody has checked it.{others}"
    return pack.finding("RA922", message, passage.side(found[0], found[0]))


def _is_law(passage: Passage, doc: Doc, found: re.Match[str]) -> bool:
    """Whether a number without a document may be that of an Act: another noun than the document's own, or a line on law."""
    noun = found[1].lower()
    if not doc.assembled and _may_be_law(passage, doc, noun, _ONE.findall(found[2])[0]):
        return True
    if noun == "schedule":
        return passage.law
    return noun != doc.noun or (passage.law and _ONE.findall(found[2])[0] not in doc.numbers)


def _may_be_law(passage: Passage, doc: Doc, noun: str, number: str) -> bool:
    """Whether a number that a file has not may be one of an Act, which people often leave out: "the section 151 officer"."""
    if (f"Schedule {number}" if noun == "schedule" else number) in doc.numbers:
        return False
    if _INSTRUMENT.search(passage.printed):
        return True
    if noun == "schedule":
        return not any(key.startswith("Schedule") for key in doc.numbers)
    tops = [int(key) for key in doc.numbers if key.isdigit()]
    return noun == "section" and (doc.part == "other" or (number.isdigit() and int(number) > max(tops, default=0) + FAR))


def _of_field(passage: Passage, doc: Doc, number: str) -> bool:
    """Whether a Word file keeps a reference as a field: where it leads is known, and other checks say whether it is right."""
    if doc.file is None or doc.file.kind != "docx" or passage.line is None:
        return False
    return any(part.kind == "ref" and number in part.text for part in passage.line.parts)


def _check(pack: Pack, passage: Passage, found: re.Match[str], doc: Doc, *, apart: bool) -> Iterator[Finding]:
    noun = found[1].lower()
    for number in _ONE.findall(found[2]):
        key = f"Schedule {number}" if noun == "schedule" else number
        if key not in doc.numbers:
            if not apart and _of_field(passage, doc, number):
                return
            near = nearest(key, doc.numbers)
            code = "RA905" if apart else "RA902"
            message = f"'{found[0]}' leads nowhere: {doc.short} has no {noun} {number}. {near}".strip()
            yield pack.finding(code, message, passage.side(number, found[0]))
            return
        topic = found[3]
        heading = doc.numbers[key]
        if topic and heading and not _about(topic, heading):
            better = next((other for other, words in doc.numbers.items() if words and _about(topic, words)), "")
            hint = f"The heading that fits stands at {better}." if better else ""
            message = f"'{found[0]}' says that it is about {topic}, and {noun} {number} of {doc.short} is '{heading}'."
            yield pack.finding("RA921", message, passage.side(number, found[0]), None, hint)


def _about(topic: str, heading: str) -> bool:
    return bool(_stems(topic) & _stems(heading))


def _stems(words: str) -> set[str]:
    return {word[:5] for word in tokens(words) if word not in _EMPTY}


RULES = (references,)
