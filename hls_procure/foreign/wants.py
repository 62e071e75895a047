"""What a specification asks for: requirements with their number, and how they fit the questions that are scored."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hls_procure.findings import Side
from hls_procure.foreign.grids import Grid
from hls_procure.foreign.units import Unit, side_of
from hls_procure.foreign.weights import Weighted
from hls_procure.model.record import record

_MUST = re.compile(
    r"\b(?:provider|supplier|contractor|service|alliance|members?|partners?|bidders?|staff|we|it|they)\b[^.;]{0,60}?\b(must|shall|will)\b",
    re.IGNORECASE,
)
_ID = re.compile(r"[A-Z]{1,4}[-. ]?\d{1,3}(?:\.\d{1,3})*\Z")
_CITED = re.compile(r"\b([A-Z]{1,4}[-.]?\d{1,3}(?:\.\d{1,3})*|(?:section|paragraph|clause) \d{1,3}(?:\.\d{1,3})*)\b")
_WORD = re.compile(r"[a-z]{3,}")
_STOP = frozenset(
    """the and for with that this will must shall from are was has have its their they them who what when where how your you our
    provider supplier contractor service services council bidder bidders describe explain please set out would could can may any
    all each every not which into within people""".split()
)
#: So many requirements are matched by their words; the rest by numbers alone.
MOST = 1_000
#: And with so many questions.
QUESTIONS = 200
#: What likeness a suggestion has to have before it is shown.
LEAST = 0.12


@record
class Wanted:
    """A requirement: its number as printed, its words, its place, and what it says that it is assessed in."""

    id: str
    text: str
    side: Side
    file: str
    assessed: tuple[str, ...] = ()
    numbered: bool = True


@record
class Match:
    """A requirement and the questions that it fits, the best first. ``by``: ``number``, ``text`` or nothing."""

    wanted: Wanted
    best: tuple[tuple[str, float], ...]
    by: str


def from_grid(grid: Grid) -> Iterator[Wanted]:
    """The rows of a table of requirements."""
    at = grid.column(re.compile(r"\brequirement|\bthe provider\b|\bwhat (?:we|you) need|\bmust\b", re.IGNORECASE))
    if not at:
        return
    ids = grid.column(re.compile(r"\b(?:ref\w*|no|number|id)\b", re.IGNORECASE), at)
    tested = grid.column(re.compile(r"\b(?:assess\w*|evaluat\w*|tested|scored|question|criteri\w*)\b", re.IGNORECASE), at)
    for row in grid.rows:
        if at not in row or row[at].spread or not row[at].text.strip():
            continue
        id = row[ids].text.strip() if ids and ids in row else ""
        named = tuple(re.findall(r"[A-Z]{1,4}\d{1,2}(?:\.\d{1,2})*", row[tested].text)) if tested and tested in row else ()
        yield Wanted(id, row[at].text.strip(), side_of(grid.file, row[at].block, id or None), grid.file, named, bool(id))


def from_unit(unit: Unit) -> Iterator[Wanted]:
    """A paragraph that says what somebody must, shall or will do."""
    if unit.block.table is not None or unit.block.level or not _MUST.search(unit.text):
        return
    id = unit.block.full or unit.block.typed_number
    text = unit.text[len(unit.block.typed_number) :].lstrip(" .:)\t") if unit.block.typed_number else unit.text
    yield Wanted(id, text, unit.side(id or None), unit.file, (), bool(_ID.match(id)))


def matched(wants: Sequence[Wanted], asked: Sequence[Weighted], words: dict[str, str]) -> list[Match]:
    """Each requirement with the questions that it fits: by the number that one of the two names, then by its words.

    :param words: more words of a question by its key: what its row and its section say.
    """
    asked = asked[:QUESTIONS]
    texts = {one.key: f"{one.name} {one.parent} {words.get(one.key, '')}" for one in asked}
    rare = _rarity([*texts.values(), *(one.text for one in wants)])
    bags = {key: _bag(text) for key, text in texts.items()}
    made = []
    for wanted in wants:
        named = [key for key in wanted.assessed if key in texts]
        named += [key for key, text in texts.items() if wanted.id and key not in named and _cites(text, wanted.id)]
        if named:
            made.append(Match(wanted, tuple((key, 1.0) for key in named[:3]), "number"))
            continue
        if len(made) >= MOST:
            made.append(Match(wanted, (), ""))
            continue
        own = _bag(wanted.text)
        scores = sorted(((_likeness(own, bag, rare), key) for key, bag in bags.items()), key=lambda one: (-one[0], one[1]))
        best = tuple((key, round(score, 2)) for score, key in scores[:3] if score >= LEAST)
        made.append(Match(wanted, best, "text" if best else ""))
    return made


def _cites(text: str, id: str) -> bool:
    return any(found.split(" ")[-1].upper() == id.upper() for found in _CITED.findall(text))


def _bag(text: str) -> Counter[str]:
    return Counter(word[:6] for word in _WORD.findall(text.lower()) if word not in _STOP)


def _rarity(texts: Iterable[str]) -> dict[str, float]:
    bags = [set(_bag(text)) for text in texts]
    seen = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / count) for word, count in seen.items()}


def _likeness(left: Counter[str], right: Counter[str], rare: dict[str, float]) -> float:
    """The cosine of two bags of words, rare words counting more; from 0 to 1."""
    shared = sum(rare[word] ** 2 for word in left.keys() & right.keys())
    size = math.sqrt(sum(rare[word] ** 2 for word in left) * sum(rare[word] ** 2 for word in right))
    return shared / size if size else 0.0
