"""Numbers as Word prints them, worked out from numbering.xml and the styles; what cannot be worked out is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hls_procure.model.record import record
from hls_procure.reading.docx.figures import FORMATS
from hls_procure.reading.docx.names import ALTERNATE, ILVL, NUM_ID, VAL, number, on, w

LEVELS = 9
_SLOT = re.compile(r"%([1-9])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ABSTRACT, _ABSTRACT_ID, _NUM, _LVL = w("abstractNum"), w("abstractNumId"), w("num"), w("lvl")
_OVERRIDE, _START_OVERRIDE, _START, _FORMAT, _TEXT = w("lvlOverride"), w("startOverride"), w("start"), w("numFmt"), w("lvlText")
_LEGAL, _RESTART, _LINKED_STYLE, _STYLE_LINK = w("isLgl"), w("lvlRestart"), w("pStyle"), w("numStyleLink")


@record
class Level:
    """One level of a list.

    :param restart: the level (from 1) at or above which it starts anew, 0 for never, None for any.
    :param pieces: its text, words and the levels (from 0) that it shows. :param slots: those levels alone.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    sure: bool = True
    pieces: tuple[str | int, ...] = ()
    slots: tuple[int, ...] = ()


@record
class ListDefinition:
    """A list as paragraphs use it: the levels, the counter that it shares, and where it starts anew when first used."""

    counter: int
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Printed(NamedTuple):
    """A number. ``own`` as it stands beside the text, ``full`` as a reference prints it."""

    own: str = ""
    full: str = ""
    sure: bool = True
    bulleted: bool = False
    depth: int = 0


NO_NUMBER = Printed()


class Lists:
    """Every list of a file. ``root`` may be None; ``linked`` are the numbering styles and the lists that they name."""

    def __init__(self, root: Any | None, linked: Mapping[str, int]) -> None:
        self._abstract: dict[int, tuple[dict[int, Level], str]] = {}
        self._nums: dict[int, tuple[int, Any]] = {}
        self._made: dict[int, ListDefinition | None] = {}
        self._linked = linked
        for element in root if root is not None else ():
            if element.tag == _ABSTRACT:
                link = element.find(_STYLE_LINK)
                id = number(element.get(_ABSTRACT_ID))
                if id is not None:
                    self._abstract[id] = (_levels(element), link.get(VAL, "") if link is not None else "")
            elif element.tag == _NUM:
                id, target = number(element.get(NUM_ID)), element.find(_ABSTRACT_ID)
                if id is not None and target is not None:
                    self._nums[id] = (number(target.get(VAL)) or 0, element)

    def get(self, id: int) -> ListDefinition | None:
        """The list of an id; None where the file has none."""
        if id not in self._made:
            self._made[id] = self._make(id)
        return self._made[id]

    def _make(self, id: int) -> ListDefinition | None:
        if id not in self._nums:
            return None
        abstract, element = self._nums[id]
        seen: set[int] = set()
        while abstract in self._abstract and self._abstract[abstract][1] and abstract not in seen:
            seen.add(abstract)
            target = self._nums.get(self._linked.get(self._abstract[abstract][1], 0))
            if target is None:
                break
            abstract = target[0]
        if abstract not in self._abstract:
            return None
        levels, starts = dict(self._abstract[abstract][0]), {}
        for override in element.iter(_OVERRIDE):
            at = number(override.get(ILVL))
            start, new = override.find(_START_OVERRIDE), override.find(_LVL)
            if at is None:
                continue
            if new is not None:
                levels[at] = _level(new)
                starts[at] = levels[at].start
            if start is not None:
                starts[at] = number(start.get(VAL)) or 0
        return ListDefinition(abstract, levels, starts)


def _levels(element: Any) -> dict[int, Level]:
    made = {}
    for child in element.iter(_LVL):
        at = number(child.get(ILVL))
        if at is not None and 0 <= at < LEVELS:
            made[at] = _level(child)
    return made


def _level(element: Any) -> Level:
    said: dict[str, Any] = {}
    for child in element:
        tag = child.tag
        if tag == _START:
            said["start"] = number(child.get(VAL)) or 0
        elif tag == _FORMAT:
            said["format"] = child.get(VAL, "decimal")
        elif tag == ALTERNATE:
            inner = next(child.iter(_FORMAT), None)
            if inner is not None:
                said["format"] = _custom(inner)
        elif tag == _TEXT:
            said["text"] = child.get(VAL, "")
        elif tag == _LEGAL:
            said["legal"] = on(child)
        elif tag == _RESTART:
            said["restart"] = number(child.get(VAL))
        elif tag == _LINKED_STYLE:
            said["style"] = child.get(VAL, "")
    said["sure"] = said.get("format", "decimal") in FORMATS
    parts = _SLOT.split(said.get("text", ""))
    said["pieces"] = tuple(int(part) - 1 if at % 2 else part for at, part in enumerate(parts) if part)
    said["slots"] = tuple(piece for piece in said["pieces"] if isinstance(piece, int))
    return Level(**said)


def _custom(element: Any) -> str:
    if element.get(VAL) != "custom":
        return str(element.get(VAL, "decimal"))
    return "decimalZero" if element.get(w("format"), "").startswith("01") else "custom"


class Counter:
    """Counts the paragraphs of one story (the body, a text box, a header), as Word does."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[int, list[int | None]] = {}
        self._jumped: dict[int, set[int]] = {}
        self._doubtful: dict[int, set[int]] = {}
        self._started: set[tuple[int, int]] = set()

    def next(self, list_id: int, at: int) -> Printed:
        """The number of the next paragraph of a list, at a level from 0."""
        definition = self._lists.get(list_id)
        if definition is None:
            return Printed(sure=False, depth=at + 1)
        level = definition.levels.get(at)
        if level is None or not 0 <= at < LEVELS:
            return Printed(sure=False, depth=at + 1)
        counts = self._counts.setdefault(definition.counter, [None] * LEVELS)
        jumped = self._jumped.setdefault(definition.counter, set())
        doubtful = self._doubtful.setdefault(definition.counter, set())
        for above in range(at):
            # Word shows a level that was never reached as its start; programs differ on what follows.
            if counts[above] is None:
                counts[above] = self._start(definition, list_id, above)
                jumped.add(above)
                doubtful.add(above)
        now = None if at in jumped else counts[at]
        jumped.discard(at)
        if (list_id, at) not in self._started and at in definition.starts:
            counts[at] = definition.starts[at]
        else:
            counts[at] = level.start if now is None else now + 1
        self._started.add((list_id, at))
        for below in range(at + 1, LEVELS):
            if counts[below] is None:
                continue
            inner = definition.levels.get(below)
            restart = inner.restart if inner is not None else None
            if at < (below if restart is None else restart):
                counts[below] = None
                jumped.discard(below)
                doubtful.discard(below)
        return self._print(definition, at, counts, doubtful)

    def _start(self, definition: ListDefinition, list_id: int, at: int) -> int:
        if (list_id, at) not in self._started and at in definition.starts:
            self._started.add((list_id, at))
            return definition.starts[at]
        level = definition.levels.get(at)
        return level.start if level is not None else 1

    def _print(self, definition: ListDefinition, at: int, counts: list[int | None], doubtful: set[int]) -> Printed:
        level = definition.levels[at]
        if level.format == "bullet":
            return Printed(bulleted=True, depth=at + 1)
        own, known = _own(definition, at, counts)
        if not doubtful:
            return Printed(own, _full(definition, at, counts, own), known, depth=at + 1)
        full = own.rstrip(".") if doubtful & set(range(at)) else _full(definition, at, counts, own)
        return Printed(own, full, known and not doubtful.intersection(level.slots), depth=at + 1)


def _own(definition: ListDefinition, at: int, counts: list[int | None]) -> tuple[str, bool]:
    """The number beside the text, and whether all its formats are known."""
    level, known = definition.levels[at], definition.levels[at].sure
    made = ""
    for piece in level.pieces:
        if isinstance(piece, str):
            made += piece
            continue
        other, count = definition.levels.get(piece), counts[piece]
        if piece <= at and other is not None and count is not None:
            write = FORMATS.get("decimal" if level.legal and other.format != "none" else other.format)
            known = known and write is not None
            made += (write or str)(count)
    return made.strip(), known


def _full(definition: ListDefinition, at: int, counts: list[int | None], own: str) -> str:
    """The number with those above it that it does not show itself. It stops at one with words in it (``Schedule 2``)."""
    top = min((slot for slot in definition.levels[at].slots if slot <= at), default=0)
    if top == 0 or not own or (top - 1) not in definition.levels:
        return own.rstrip(".")
    above, _ = _own(definition, top - 1, counts)
    if not above or _WORD.search(above):
        return own.rstrip(".")
    before = _full(definition, top - 1, counts, above)
    return f"{before}.{own}".rstrip(".") if before[-1:].isalnum() and own[0].isalnum() else (before + own).rstrip(".")


def level_by_style(lists: Lists, list_id: int, styles: Iterable[str]) -> int | None:
    """The level of a list that is bound to one of these styles, the first style first."""
    definition = lists.get(list_id)
    if definition is not None:
        for style in styles:
            for at, level in definition.levels.items():
                if style and level.style == style:
                    return at
    return None
