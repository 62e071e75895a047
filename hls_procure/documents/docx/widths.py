"""Column widths: the shares that the words ask for, and never so narrow that a word breaks."""

from __future__ import annotations

from hls_procure.assembly.blocks import Table, plain_text

TEXT_WIDTH = 9070
CHARACTER = 118
PADDING = 226
LONGEST = 20


def column_widths(table: Table) -> list[int]:
    """The width of each column in twentieths of a point; together the width of the text."""
    total = sum(table.widths)
    wanted = [TEXT_WIDTH * share // total for share in table.widths]
    least = [_longest(table, column) for column in range(len(wanted))]
    if sum(least) > TEXT_WIDTH:
        return wanted
    widths = [max(want, need) for want, need in zip(wanted, least, strict=True)]
    over = sum(widths) - TEXT_WIDTH
    spare = [width - need for width, need in zip(widths, least, strict=True)]
    if over > 0:
        together = sum(spare)
        widths = [width - over * room // together for width, room in zip(widths, spare, strict=True)]
    widths[widths.index(max(widths))] += TEXT_WIDTH - sum(widths)
    return widths


def _longest(table: Table, column: int) -> int:
    words = table.heads[column].split()
    for row in table.rows:
        words += plain_text(row.cells[column]).split()[:400]
    longest = max((len(word) for word in words), default=1)
    return min(longest, LONGEST) * CHARACTER + PADDING
