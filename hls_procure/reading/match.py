"""Where the text of a file that we built went: its blocks matched to the assembled ones by bookmark, then number, then words.

A bookmark is the surest sign, since Word keeps it when a sentence is reworded or moved. A number in its full form comes next,
and only where the words agree at least in part. What is left is compared by its words, first between the neighbours that are
already placed, and then anywhere. Each pair says how it was found; what has no place is listed, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from hls_procure.assembly.blocks import Document, Form, Heading, Para, Signature, Table, plain_text
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadBlock, ReadFile
from hls_procure.reading.likeness import Words, folded, likeness

How = Literal["bookmark", "number", "text"]
#: Likeness from which a block with the same number is the same block, and one without any other sign.
BY_NUMBER, BY_TEXT, ANYWHERE = 0.35, 0.6, 0.75


@record
class Unit:
    """One piece of an assembled document that a file shows as a paragraph of its own.

    :param id: of the block, and for a cell of its row and column (``AL-28.split.housing:2``). :param owner: the block's id.
    :param kind: front (a line of the first page), heading, para, caption, head, cell, label or value.
    """

    id: str
    owner: str
    kind: str
    text: str
    number: str = ""
    full: str = ""
    bookmark: str = ""


@record
class Pair:
    """A unit and the block of the file that shows it. ``like`` is 1.0 where the words are the same but for blanks.

    :param moved: it stands elsewhere in the order than it was built.
    """

    unit: Unit
    block: ReadBlock
    how: How
    like: float
    moved: bool = False

    @property
    def same(self) -> bool:
        """Whether the words are unchanged."""
        return self.like == 1.0


@record
class Matched:
    """The result: pairs in the order of the assembled document, units that are gone and blocks that are new.

    :param front: blocks before the first placed one that the document does not know: the template brings lines of its own there
        (``Contents``), and so may a person.
    """

    pairs: tuple[Pair, ...]
    missing: tuple[Unit, ...]
    new: tuple[ReadBlock, ...]
    front: tuple[ReadBlock, ...] = ()

    def by_unit(self) -> dict[str, Pair]:
        """Each pair by the id of its unit."""
        return {pair.unit.id: pair for pair in self.pairs}


def units_of(document: Document) -> list[Unit]:
    """Every piece of an assembled document, in the order in which a file shows it."""
    front = document.front
    lines = {
        "authority": front.authority, "title": front.title, "subtitle": front.subtitle, "reference": front.reference,
        "version": ", ".join(words for words in (front.version, front.date) if words),
    }  # fmt: skip
    made = [Unit(f"front.{name}", "front", "front", words) for name, words in lines.items() if words]
    made += [Unit(p.id, "front", "front", plain_text(p.spans)) for p in front.face]
    marks = document.bookmarks
    used: set[str] = set()

    def mark(id: str) -> str:
        name = "" if id in used else marks.get(id, "")
        used.add(id)
        return name

    for block in document.blocks:
        if isinstance(block, Heading):
            full = document.numbers.get(block.id, block.number)
            made.append(Unit(block.id, block.id, "heading", plain_text(block.spans), block.number, full, mark(block.id)))
        elif isinstance(block, Para):
            full = document.numbers.get(block.id, "") if block.number else ""
            made.append(
                Unit(
                    block.id,
                    block.id,
                    "para",
                    plain_text(block.spans),
                    block.number,
                    full,
                    mark(block.id) if block.number else "",
                )
            )
        elif isinstance(block, Table):
            made += _table(block, marks, used)
        elif isinstance(block, Form):
            made += [Unit(f"{block.id}:{n}", block.id, "label", line) for n, line in enumerate(block.lines, 1)]
        elif isinstance(block, Signature):
            made += _signature(block)
    return made


def _table(block: Table, marks: Mapping[str, str], used: set[str]) -> list[Unit]:
    made = [Unit(block.id, block.id, "caption", f"Table {block.number}: {plain_text(block.caption)}")]
    made += [Unit(f"{block.id}:{n}", block.id, "head", head) for n, head in enumerate(block.heads, 1)]
    for row in block.rows:
        for column, spans in enumerate(row.cells, 1):
            name = marks.get(row.id, "") if column == 1 and row.facts and row.id not in used else ""
            if name:
                used.add(row.id)
            made.append(Unit(f"{row.id}:{column}", block.id, "cell", plain_text(spans), bookmark=name))
    return made


def _signature(block: Signature) -> list[Unit]:
    made = [Unit(block.id, block.id, "para", plain_text(block.party))]
    for number, (label, spans) in enumerate(block.lines, 1):
        made.append(Unit(f"{block.id}:{number}", block.id, "label", label))
        made.append(Unit(f"{block.id}:{number}v", block.id, "value", plain_text(spans)))
    return made


def match(file: ReadFile, document: Document, bookmarks: Mapping[str, str] | None = None) -> Matched:
    """Match a file to the document that it was built from.

    :param bookmarks: id to bookmark as the manifest of that build has them, where the file is older than the document.
    """
    units = [_older(unit, bookmarks) for unit in units_of(document)] if bookmarks else units_of(document)
    blocks = [b for b in file.blocks if b.kind in ("heading", "para", "cell") and b.revision != "deleted" and not b.hidden]
    work = _Work(units, blocks)
    work.by_bookmark()
    work.rows()
    work.by_number()
    work.between()
    work.rows()
    work.anywhere()
    return work.result()


def _older(unit: Unit, bookmarks: Mapping[str, str]) -> Unit:
    if not unit.bookmark:
        return unit
    id = unit.id.rpartition(":")[0] if unit.kind == "cell" else unit.id
    return Unit(unit.id, unit.owner, unit.kind, unit.text, unit.number, unit.full, bookmarks.get(id, unit.bookmark))


@dataclass
class _Work:
    """The two sides while they are matched; ``pairs`` by position, with how each was found."""

    units: list[Unit]
    blocks: list[ReadBlock]
    pairs: dict[int, tuple[int, How]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.words = [Words.of(unit.text) for unit in self.units]
        self.said = [Words.of(block.text) for block in self.blocks]

    def pair(self, unit: int, block: int, how: How) -> None:
        """Write down one pair."""
        self.pairs[unit] = (block, how)
        self.taken.add(block)

    def by_bookmark(self) -> None:
        """A bookmark names its unit, wherever it stands now. Two in one block: the one with the likest words has it."""
        where = {name: at for at, block in reversed(list(enumerate(self.blocks))) for name in block.bookmarks}
        wanted: dict[int, list[int]] = defaultdict(list)
        for at, unit in enumerate(self.units):
            if unit.bookmark in where and unit.bookmark:
                wanted[where[unit.bookmark]].append(at)
        for block, those in wanted.items():
            self.pair(max(those, key=lambda at: likeness(self.words[at], self.said[block])), block, "bookmark")

    def rows(self) -> None:
        """The other cells of a row whose first cell is placed, by their column."""
        grid: dict[tuple[int, int, int], int] = {}
        for at, block in enumerate(self.blocks):
            if block.table is not None:
                grid.setdefault((block.table.table, block.table.row, block.table.column), at)
        first: dict[str, tuple[int, int]] = {}
        for at, (there, _) in list(self.pairs.items()):
            place = self.blocks[there].table
            if self.units[at].kind in ("cell", "head", "label", "value") and place is not None:
                row, _, column = self.units[at].id.rpartition(":")
                if column.isdigit() and place.column == int(column):
                    first.setdefault(f"{row}\x00{self.units[at].kind}", (place.table, place.row))
        hows: dict[str, How] = {}
        for at, (_, how) in self.pairs.items():
            hows.setdefault(self.units[at].id.rpartition(":")[0], how)
        for at, unit in enumerate(self.units):
            if at in self.pairs or unit.kind not in ("cell", "head"):
                continue
            row, _, column = unit.id.rpartition(":")
            found = first.get(f"{row}\x00{unit.kind}")
            block_at = grid.get((*found, int(column))) if found is not None else None
            if block_at is not None and block_at not in self.taken:
                self.pair(at, block_at, hows.get(row, "text"))

    def by_number(self) -> None:
        """The same full number under the same heading, with words that agree at least in part."""
        where: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, block in enumerate(self.blocks):
            if at not in self.taken and block.full and block.number_sure:
                where[block.full, _schedule(block)].append(at)
        schedule = ""
        for at, unit in enumerate(self.units):
            if unit.kind == "heading" and unit.number.startswith("Schedule"):
                schedule = unit.number
            if at in self.pairs or not unit.full:
                continue
            found = [one for one in where.get((unit.full, schedule), ()) if one not in self.taken]
            if len(found) == 1 and likeness(self.words[at], self.said[found[0]]) >= BY_NUMBER:
                self.pair(at, found[0], "number")

    def between(self) -> None:
        """What is left between two neighbours that keep their order, by the words, in order."""
        placed = _rising([(at, self.pairs[at][0]) for at in sorted(self.pairs)])
        edges = [(-1, -1), *placed, (len(self.units), len(self.blocks))]
        for (unit, block), (next_unit, next_block) in pairwise(edges):
            here = [at for at in range(unit + 1, next_unit) if at not in self.pairs]
            there = [at for at in range(block + 1, next_block) if at not in self.taken]
            self._align(here, there)

    def _align(self, here: list[int], there: list[int]) -> None:
        """Pairs in order with the greatest likeness together; the same words at once."""
        at = 0
        for unit in here:
            same = next((n for n in range(at, len(there)) if self.words[unit].key == self.said[there[n]].key), None)
            if same is not None and there[same] not in self.taken:
                self.pair(unit, there[same], "text")
                at = same + 1
        left = [unit for unit in here if unit not in self.pairs and self.words[unit].key]
        free = [block for block in there if block not in self.taken and self.said[block].key]
        if len(left) * len(free) <= 250_000:
            self._likest(left, free, BY_TEXT)

    def _likest(self, left: Iterable[int], free: Iterable[int], least: float) -> None:
        scored = []
        free = list(free)
        for unit in left:
            for block in free:
                if self.words[unit].may_reach(self.said[block], least) and self._fits(unit, block):
                    like = likeness(self.words[unit], self.said[block])
                    if like >= least:
                        scored.append((like, unit, block))
        for _, unit, block in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
            if unit not in self.pairs and block not in self.taken:
                self.pair(unit, block, "text")

    def _fits(self, unit: int, block: int) -> bool:
        in_table = self.units[unit].kind in ("cell", "head", "label", "value")
        return in_table == (self.blocks[block].table is not None)

    def anywhere(self) -> None:
        """What is left on both sides, wherever it stands: moved text. Short cells are too alike for that."""
        left = [at for at in range(len(self.units)) if at not in self.pairs and len(self.words[at].counts) >= 4]
        free = [at for at in range(len(self.blocks)) if at not in self.taken and len(self.said[at].counts) >= 4]
        by_word: dict[str, set[int]] = defaultdict(set)
        for block in free:
            for word in self.said[block].counts:
                by_word[word].add(block)
        for unit in left:
            rare = sorted(self.words[unit].counts, key=lambda word: len(by_word.get(word, ())))[:6]
            near = set().union(*(by_word.get(word, set()) for word in rare)) - self.taken
            if len(near) <= 500:
                self._likest([unit], sorted(near), ANYWHERE)

    def result(self) -> Matched:
        """The pairs in the order of the units, and what has none."""
        steady = {at for at, _ in _rising([(at, self.pairs[at][0]) for at in sorted(self.pairs)])}
        pairs = tuple(
            Pair(self.units[at], self.blocks[block], how, likeness(self.words[at], self.said[block]), at not in steady)
            for at, (block, how) in sorted(self.pairs.items())
        )
        # A page may show several lines of the front as one.
        shown = [folded(block.text) for block in self.blocks[:40]]
        missing = tuple(
            unit
            for at, unit in enumerate(self.units)
            if at not in self.pairs
            and folded(unit.text)
            and not (unit.kind == "front" and any(folded(unit.text) in words for words in shown))
        )
        new = [at for at, block in enumerate(self.blocks) if at not in self.taken and folded(block.text)]
        first = min(
            (block for at, (block, _) in self.pairs.items() if at in steady and self.units[at].kind != "front"), default=0
        )
        return Matched(
            pairs, missing, tuple(self.blocks[at] for at in new if at > first), tuple(self.blocks[at] for at in new if at < first)
        )


def _schedule(block: ReadBlock) -> str:
    """The schedule that a block stands in, or is, as its number says."""
    if block.full.startswith("Schedule"):
        return block.full
    found = next((words for words in block.heading_path if words.startswith("Schedule ")), "")
    return " ".join(found.split()[:2])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides: those that kept their order. Pairs come in the order of the first."""
    import bisect

    ends: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for at, (_, block) in enumerate(pairs):
        place = bisect.bisect_left(ends, block)
        before.append(chain[place - 1] if place else -1)
        if place == len(ends):
            ends.append(block)
            chain.append(at)
        else:
            ends[place], chain[place] = block, at
    made = []
    at = chain[-1] if chain else -1
    while at >= 0:
        made.append(pairs[at])
        at = before[at]
    return made[::-1]
