"""Sub-clauses that were split in two or joined with a neighbour: found before anything is called new or gone."""

from __future__ import annotations

from dataclasses import dataclass, field

from hls_procure.assembly.blocks import Para
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reading.likeness import Words, likeness
from hls_procure.reconcile.align import Aligned
from hls_procure.reconcile.lines import Line, Sides

#: How like the parts together have to be to the whole, and by how much liker than one part alone.
TOGETHER, BETTER = 0.8, 0.02


@dataclass
class Joins:
    """What was split and what was joined.

    :param split: for each piece, the paragraph before and the paragraph after the new break, in order.
    :param merged: for each piece that took another one in, that other one.
    """

    split: dict[int, tuple[ReadBlock, ReadBlock]] = field(default_factory=dict)
    merged: dict[int, Line] = field(default_factory=dict)


def find_joins(sides: Sides) -> Joins:
    """Look at each new paragraph beside a changed one, and at each missing piece beside a changed one."""
    found = Joins()
    by_block = sides.by_block()
    new = {block.id for block in sides.matched.new}
    for at, block in enumerate(sides.body):
        if block.id not in new or block.table is not None or not block.text.strip():
            continue
        for near, first in ((at - 1, False), (at + 1, True)):
            other = sides.body[near] if 0 <= near < len(sides.body) else None
            line = by_block.get(other.id) if other else None
            if other is None or line is None or line.at in found.split or not isinstance(line.block, Para):
                continue
            one, two = (block, other) if first else (other, block)
            if _liker(line.unit.text, other.text, f"{one.text} {two.text}") and _parts(line.unit.text, block.text):
                found.split[line.at] = (one, two)
                break
    _merged(sides, found)
    return found


def _merged(sides: Sides, found: Joins) -> None:
    order = [line for line in sides.lines if line.unit.kind == "para" and isinstance(line.block, Para)]
    for at, line in enumerate(order):
        if line.pair is not None:
            continue
        for near in (at - 1, at + 1):
            other = order[near] if 0 <= near < len(order) else None
            if other is None or other.pair is None or other.at in found.merged or other.at in found.split:
                continue
            one, two = (other, line) if near < at else (line, other)
            joined = f"{one.unit.text} {two.unit.text}"
            if _liker(other.pair.block.text, other.unit.text, joined) and _parts(other.pair.block.text, line.unit.text):
                found.merged[other.at] = line
                break


def _liker(whole: str, alone: str, together: str) -> bool:
    """Whether two texts together make a third one, and surely more so than one of them alone."""
    aim = Words.of(whole)
    both = likeness(Words.of(together), aim)
    return both >= TOGETHER and both >= likeness(Words.of(alone), aim) + BETTER


def _parts(whole: str, part: str) -> bool:
    """Whether most words of a part stand in the whole."""
    aligned = Aligned(part, whole)
    return bool(aligned.before) and len(aligned.where) >= 0.6 * len(aligned.before)
