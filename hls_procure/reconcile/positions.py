"""Where each paragraph of a file stands among the sub-clauses: below which one, and after which others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from hls_procure.assembly.blocks import Heading, Para
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reconcile.lines import Line, Sides


@record
class Position:
    """A place for a sub-clause. :param after: siblings that stand before it in the file, the nearest first."""

    parent: str
    after: tuple[str, ...] = ()
    numbered: bool = True


_TYPED = ((re.compile(r"\d+\.\d+"), 2), (re.compile(r"\([a-z]\)"), 3), (re.compile(r"\([ivx]+\)"), 4))


def depth_of(typed: str) -> int | None:
    """The depth that a number which somebody typed stands for: ``21.7`` is 2, ``(b)`` is 3; None where it says nothing."""
    return next((depth for pattern, depth in _TYPED if pattern.fullmatch(typed)), None)


@dataclass
class Walk:
    """Goes through the paragraphs of a file and keeps what lies above.

    :param chain: the full id at each depth. :param order: below each id, what has been met so far.
    """

    sides: Sides
    chain: dict[int, str] = field(default_factory=dict)
    order: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    depth: int = 1

    def __post_init__(self) -> None:
        seen: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
        for line in self.sides.lines:
            if line.pair is not None and isinstance(line.block, Para) and line.block.number:
                seen[line.pair.block.style, line.pair.block.depth][line.block.depth] += 1
        self.depths = {look: found.most_common(1)[0][0] for look, found in seen.items()}

    def meet(self, line: Line) -> None:
        """A paragraph that shows a known piece."""
        block = line.block
        if isinstance(block, Heading):
            depth = {"clause": 1, "sched-para": 1, "schedule": 0, "none": 0}[block.series]
            self.chain = {d: id for d, id in self.chain.items() if d < depth}
            self.chain[depth] = line.id
            self.depth = depth
        elif isinstance(block, Para) and block.role != "definition" and not block.continues:
            self.put(line.id, block.depth)

    def put(self, id: str, depth: int) -> None:
        """A sub-clause at a depth: known, new or moved here."""
        parent = self.above(depth)
        self.chain = {d: one for d, one in self.chain.items() if d < depth}
        self.chain[depth] = id
        self.order[parent].append(id.rpartition(".")[2])
        self.depth = depth

    def above(self, depth: int) -> str:
        """What lies above a depth."""
        found = [d for d in self.chain if d < depth]
        return self.chain[max(found)] if found else ""

    def place(self, block: ReadBlock, following: int | None) -> tuple[Position, int]:
        """The place of a new paragraph, and its depth.

        :param following: the depth of the known paragraph after it: one without a number that stands before deeper ones is
            the first of them.
        """
        depth = self.depths.get((block.style, block.depth)) if block.number else depth_of(block.typed_number)
        numbered = depth is not None
        if depth is None:
            depth = max(self.depth, 1) + 1 if self.depth <= 1 and self.chain.get(1) else max(self.depth, 1)
            if following is not None and following > self.depth >= 1:
                depth = following
        parent = self.above(depth)
        return Position(parent, tuple(reversed(self.order[parent])), numbered), depth
