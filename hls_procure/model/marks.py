"""The inline marks of clauses, sections and definitions: the only thing in a text that is not plain words.

``<fact:PATH|FORMAT>`` a value of the project · ``<ref:ID>`` a place, ``<ref:ID..ID>`` a range and ``<ref:ID,ID,ID>`` or
``<ref:ID,ID|or>`` a list of places · ``<term:ID>`` and ``<term:ID|plural>`` a defined term · ``<n:PATH|one|many>`` words
that follow a number. ``\\<`` is a less-than sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

FACT_FORMATS = ("money", "money-short", "percent", "date", "words", "number", "name", "list", "items", "plain", "unit")
_MARK = re.compile(r"<([a-z]+):([^<>]*)>")
_REF_ID = r"[A-Z]{1,3}-?\d{2,3}[a-z]?(?:\.[a-z0-9-]+)*"
_ID = re.compile(rf"{_REF_ID}\Z")
_REF = re.compile(rf"({_REF_ID})(?:\.\.({_REF_ID}))?\Z")
_PATH = re.compile(r"[a-z_]+(?:\[[a-z0-9-]*\])?(?:\.[a-z_]+(?:\[[a-z0-9-]*\])?)*\Z")
_TERM = re.compile(r"[a-z0-9-]+\Z")


@dataclass(frozen=True, slots=True)
class FactMark:
    """A value of the project, said in a format (empty: the usual one of its type)."""

    path: str
    format: str = ""


@dataclass(frozen=True, slots=True)
class RefMark:
    """A reference to a clause, a sub-clause or a schedule.

    ``last`` ends a range; ``others`` are further places of a list, which ends in the word ``joint``.
    """

    target: str
    last: str = ""
    others: tuple[str, ...] = ()
    joint: str = "and"

    @property
    def targets(self) -> tuple[str, ...]:
        """Every id that the mark names."""
        return tuple(filter(None, (self.target, self.last, *self.others)))


@dataclass(frozen=True, slots=True)
class TermMark:
    """A defined term, in the singular or the plural."""

    term: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class NumberMark:
    """Words that follow a number: ``one`` where it is 1, ``many`` otherwise."""

    path: str
    one: str
    many: str


Mark: TypeAlias = FactMark | RefMark | TermMark | NumberMark
Part: TypeAlias = str | FactMark | RefMark | TermMark | NumberMark


class MarkProblem(ValueError):
    """A mark that cannot be read, with words for the person who wrote it."""


def parse_marks(text: str) -> tuple[Part, ...]:
    """Split a text into plain words and marks. A backslash right before a mark cannot be written: it makes a less-than sign.

    :raises MarkProblem: on anything in angle brackets that is not one of the four marks.
    """
    if "<" not in text:
        return (text,) if text else ()
    parts: list[Part] = []
    position = 0
    plain = ""
    while position < len(text):
        here = text.find("<", position)
        if here < 0:
            plain += text[position:]
            break
        if here and text[here - 1] == "\\":
            plain += text[position : here - 1] + "<"
            position = here + 1
            continue
        found = _MARK.match(text, here)
        if not found:
            raise MarkProblem(f"'{text[here : here + 24]}' is not a mark; write \\< for a less-than sign")
        plain += text[position:here]
        if plain:
            parts.append(plain)
            plain = ""
        parts.append(_mark(found[1], found[2]))
        position = found.end()
    if plain:
        parts.append(plain)
    return tuple(parts)


def write_marks(parts: tuple[Part, ...]) -> str:
    """The text that these parts were read from: the inverse of :func:`parse_marks`."""
    return "".join(part.replace("<", "\\<") if isinstance(part, str) else _written(part) for part in parts)


def _written(mark: Mark) -> str:
    if isinstance(mark, FactMark):
        return f"<fact:{mark.path}{'|' if mark.format else ''}{mark.format}>"
    if isinstance(mark, TermMark):
        return f"<term:{mark.term}{'|plural' if mark.plural else ''}>"
    if isinstance(mark, NumberMark):
        return f"<n:{mark.path}|{mark.one}|{mark.many}>"
    ids = ",".join((mark.target, *mark.others)) + (f"..{mark.last}" if mark.last else "")
    return f"<ref:{ids}{'|or' if mark.joint == 'or' else ''}>"


@lru_cache(maxsize=4096)
def _mark(kind: str, body: str) -> Mark:
    bits = body.split("|")
    if kind == "fact" and len(bits) <= 2 and _PATH.match(bits[0]):
        shown = bits[1] if len(bits) == 2 else ""
        if shown and shown.partition(":")[0] not in FACT_FORMATS:
            raise MarkProblem(f"<fact:{body}> asks for the format '{shown}'; there are {', '.join(FACT_FORMATS)}")
        return FactMark(bits[0], shown)
    if kind == "ref":
        found = _REF.match(bits[0])
        if found and len(bits) == 1:
            return RefMark(found[1], found[2] or "")
        ids = bits[0].split(",")
        if len(ids) > 1 and all(_ID.match(id) for id in ids) and bits[1:] in ([], ["or"]):
            return RefMark(ids[0], others=tuple(ids[1:]), joint="or" if len(bits) == 2 else "and")
    if kind == "term" and len(bits) <= 2 and _TERM.match(bits[0]) and bits[1:] in ([], ["plural"]):
        return TermMark(bits[0], plural=len(bits) == 2)
    if kind == "n" and len(bits) == 3 and _PATH.match(bits[0]):
        return NumberMark(bits[0], bits[1], bits[2])
    if kind not in ("fact", "ref", "term", "n"):
        raise MarkProblem(f"<{kind}:{body}> is not a mark; there are fact, ref, term and n")
    raise MarkProblem(f"<{kind}:{body}> is not written as {'an' if kind == 'n' else 'a'} {kind} mark is")
