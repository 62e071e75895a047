"""Documents: what is left over from drafting, what is listed and missing, what stands twice and differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.pack import Pack, large, printed
from hls_procure.readacross.rule import rule

_PLACEHOLDER = re.compile(
    r"\[(?:insert|enter|add|name|date|amount|tbc|to be confirmed|to follow|xx+)\b[^\]]*\]|\{\{.*?\}\}|<<.*?>>"
    r"|\b(?:TB[CDA]|T\.B\.[CDA]\.)(?![\w-])|\bto be confirmed\b|\bX{2,}\b|\blorem ipsum\b|\?\?\?+",
    re.IGNORECASE,
)
_LEFT = frozenset({"tbc", "tbd", "tba", "xx", "xxx", "xxxx", "lorem", "confirmed"})
_SIGNS = ("[", "{{", "<<", "??", "T.B.", "XX")
_LISTED = re.compile(r"\bD\d{2}\b")
_REFERENCE = re.compile(
    r"\b(?:clause|section|schedule|paragraph)s? [\d.()a-z]+(?:(?:, | and | to )[\d.()a-z]+)*(?: of [A-Z]?[\w ]+?(?=[,.;)]|$))?",
    re.IGNORECASE,
)
_SAYS = re.compile(r"£?\d[\d,.]*\d%?|£?\d%?|\b(?:not|no)\b", re.IGNORECASE)
#: Words in a clause that is looked for twice; a shorter one says too little.
SHORTEST = 10
_ORDER = "abcdefghijklmnopqrstuvwxyz"


@rule("RA901")
def placeholder(pack: Pack) -> Iterator[Finding]:
    """Nothing waits for somebody who forgot it; blanks that the project knows of are counted apart."""
    for passage in pack.holding(*_SIGNS, words=_LEFT):
        found = _PLACEHOLDER.search(passage.text)
        if found and not passage.quote:
            yield pack.finding("RA901", f"'{found[0]}' was left to be filled in.", passage.side(found[0], found[0]))


@rule("RA910")
def numbering(pack: Pack) -> Iterator[Finding]:
    """Numbers follow one another."""
    for doc in pack.documents.values():
        last: dict[str, tuple[int, Line]] = {}
        for line in doc.lines:
            parent, own = _split(line.number)
            if own is None:
                continue
            if parent == "Schedule":
                last = {key: value for key, value in last.items() if key == parent}
            before = last.get(parent)
            if before is not None and own != before[0] + 1:
                message = f"{line.number} follows {before[1].number}."
                yield pack.finding(
                    "RA910", message, printed(doc, line, "", line.number), printed(doc, before[1], "", before[1].number)
                )
            last[parent] = (own, line)


def _split(number: str) -> tuple[str, int | None]:
    """The parent of a number and its own last part as a count: ``7.4(b)`` is ``7.4`` and 2."""
    head, _, tail = number.rpartition(".")
    if tail.isdigit() and head[:1] != "S":
        return head, int(tail)
    if not number or number.startswith("Schedule"):
        return "Schedule", int(number.split()[-1]) if number[-1:].isdigit() else None
    if number.endswith(")") and "(" in number:
        head, _, letters = number[:-1].rpartition("(")
        if head.endswith(")"):
            return head, None
        if letters.isalpha() and len(letters) == 1 and letters in _ORDER:
            return head, _ORDER.index(letters) + 1
        return head, None
    return head, None


@rule("RA913")
def listed(pack: Pack) -> Iterator[Finding]:
    """Each document that the invitation lists is in the pack."""
    doc = pack.part("invitation")
    if doc is None:
        return
    told: set[str] = set()
    for line in doc.lines:
        for id in _LISTED.findall(line.text) if line.kind == "row" else ():
            if id not in pack.documents and id not in told:
                told.add(id)
                message = f"{large(doc.short)} lists {id}, and it is not in the pack."
                yield pack.finding("RA913", message, printed(doc, line, id, id))


@rule("RA918")
def other_figure(pack: Pack) -> Iterator[Finding]:
    """Words that stand in two documents have the same figures and the same nots in both."""
    if len(pack.documents) < 2:
        return
    first: dict[str, tuple[Doc, Line]] = {}
    for doc in pack.documents.values():
        for line in doc.lines:
            if line.kind != "para" or line.text.count(" ") < SHORTEST:
                continue
            doc_, other = first.setdefault(_frame(line.text), (doc, line))
            if doc_ is not doc and other.text != line.text and _says(other.text) != _says(line.text):
                message = f"{large(doc_.short)} and {doc.short} say the same thing with other figures."
                left, right = " ".join(_says(other.text)), " ".join(_says(line.text))
                yield pack.finding("RA918", message, printed(doc_, other, "", left), printed(doc, line, "", right))


def _frame(text: str) -> str:
    """The words without figures, nots and references."""
    if any(sign in text for sign in ("lause ", "ection ", "chedule ", "aragraph ")):
        text = _REFERENCE.sub("", text)
    return " ".join(_SAYS.sub("", text).lower().split())


def _says(text: str) -> tuple[str, ...]:
    """The figures and nots of a text, those of its references left out."""
    return tuple(_SAYS.findall(_REFERENCE.sub("", text).lower()))


RULES = (placeholder, numbering, listed, other_figure)
