"""The last look: whatever no proposal has told of is told now, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hls_procure.reading.blocks import ReadBlock
from hls_procure.reading.likeness import folded
from hls_procure.reconcile.lines import Sides
from hls_procure.reconcile.proposals import Proposal
from hls_procure.reconcile.wording import who_of

_NEW = "It could not be given a place among the project's words. Put it where it belongs by hand."
_GONE = "It is printed by the project and is not in the file. Take it out where it comes from, if that is meant."


def loose(sides: Sides, made: Sequence[Proposal]) -> Iterator[Proposal]:
    """Paragraphs of the file that are new and told nowhere, and pieces of the document that are gone and told nowhere."""
    told = folded("\n".join(one.new for one in made))
    gone = folded("\n".join(one.was for one in made))
    known = sides.by_block()
    cells = {(b.table.table, b.table.row, b.table.column) for b in sides.body if b.table is not None and b.id in known}
    groups: dict[str, list[ReadBlock]] = {}
    for block in sides.matched.new:
        place = (block.table.table, block.table.row, block.table.column) if block.table else None
        if place not in cells and folded(block.text) not in told:
            groups.setdefault(f"table {block.table.table}" if block.table else block.id, []).append(block)
    for number, blocks in enumerate(groups.values(), 1):
        words = "\n".join(block.text for block in blocks)
        yield Proposal(f"text:loose-{number}", "unplaceable", blocks[0].where, "", words, who_of(blocks), by_hand=_NEW)
    for line in sides.lines:
        if line.pair is None and folded(line.unit.text) and folded(line.unit.text) not in gone:
            yield Proposal(f"text:gone-{line.id}", "unplaceable", line.where, line.unit.text, "", by_hand=_GONE)
