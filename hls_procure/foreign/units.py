"""The words of a file one by one, each with what stands beside it: the label of its row, the head of its column."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hls_procure.findings import Side, Spot
from hls_procure.model.record import record
from hls_procure.readacross.pack import cut
from hls_procure.reading.blocks import ReadBlock, ReadFile

#: So many signs of a label or a head are looked at.
MOST = 200
#: So many signs of one paragraph are looked through for facts; a longer one is said.
LONGEST = 20_000


@record
class Unit:
    """A paragraph, or a cell of a table or sheet.

    :param file: the name of the file. :param block: where it stands. :param text: its words as they stand now.
    :param label: the first cell of its row, where it is another one. :param head: the head of its column.
    :param heading: the words of the heading above it.
    """

    file: str
    block: ReadBlock
    text: str
    label: str = ""
    head: str = ""
    heading: str = ""

    @property
    def said(self) -> str:
        """The words with their label in front, as a reader takes them together."""
        return f"{self.label}: {self.text}" if self.label else self.text

    def side(self, value: str | int | float | None = None, around: str = "") -> Side:
        """The place as one side of a finding."""
        return side_of(self.file, self.block, value, around, self.text)


def side_of(file: str, block: ReadBlock, value: str | int | float | None = None, around: str = "", text: str = "") -> Side:
    """A block as one side of a finding."""
    cell = block.sheet.address if block.sheet is not None else ""
    return Side(file, block.where, cut(text or block.text, around), value, Spot(file, block.part, block.index, cell))


def units(read: ReadFile) -> Iterator[Unit]:
    """Every paragraph and cell that a reader of the file sees."""
    shown = [b for b in read.now() if b.text.strip()]
    for row, members in groupby(shown, key=_row):
        blocks = list(members)
        if row is None:
            for block in blocks:
                yield Unit(read.name, block, block.text[:LONGEST], heading=_heading(block))
            continue
        first = blocks[0].table
        assert first is not None
        named = [b for b in blocks if b.table is not None and b.table.column == first.column]
        label = " ".join(b.text for b in named)[:MOST]
        for block in blocks:
            place = block.table
            assert place is not None
            head = place.heads[-1][:MOST] if place.heads else ""
            yield Unit(read.name, block, block.text[:LONGEST], "" if block in named else label, head, _heading(block))


def _row(block: ReadBlock) -> tuple[str, int, int] | None:
    return None if block.table is None else (block.part, block.table.table, block.table.row)


def _heading(block: ReadBlock) -> str:
    if block.sheet is not None:
        return block.sheet.sheet
    return block.heading_path[-1] if block.heading_path else ""
