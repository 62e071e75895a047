"""Column widths: each column gets room in proportion to its words, and never so little that a word breaks."""

from __future__ import annotations

import re

from hls_procure.assembly.blocks import Table, plain_text

TEXT_WIDTH = 9070
PADDING = 240
LINE_END = 440  # what a line loses at its end because words do not break
MOST = 2200  # a single word longer than this may break
SHORT = 2100
_POINTS = 10.5  # the size of words in tables
_BOLD = 1.15
_USUAL = 0.556

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})\b")

# How wide the letters of Arial are, as a share of the size of the type; every other letter counts as a figure does.
_WIDTHS = {
    letter: share / 1000
    for share, letters in (
        (191, "'"), (222, "ijl"), (278, " !,./:;ftI"), (333, "()-r"), (355, '"'), (389, "*"), (500, "cksvxyzJ"),
        (584, "+<=>"), (611, "FTZ"), (667, "&ABEKPSVXY"), (722, "wCDHNRU"), (778, "GOQ"), (833, "mM"), (889, "%"), (944, "W"),
        (1015, "@"),
    )
    for letter in letters
}  # fmt: skip


def column_widths(table: Table) -> list[int]:
    """The width of each column in twentieths of a point; together the width of the text.

    A column whose cells are all short stays on one line where there is room. One whose cells are empty, to be filled in
    by hand, has the share that the clause gives it.
    """
    records = [row for row in table.rows if row.id != table.id]
    cells = [[plain_text(row.cells[column]) for row in records] for column in range(len(table.heads))]
    least = [_longest([head, *column]) for head, column in zip(table.heads, cells, strict=True)]
    if sum(least) > TEXT_WIDTH:
        return [TEXT_WIDTH * share // sum(table.widths) for share in table.widths]
    sizes = [[_width(cell) for cell in column] or [0] for column in cells]
    whole = [max(column) + PADDING for column in sizes]
    for number, share in enumerate(table.widths):
        if not any(cells[number]):
            whole[number] = least[number] = max(least[number], TEXT_WIDTH * share // sum(table.widths))
    short = [max(need, full) if full <= SHORT else need for need, full in zip(least, whole, strict=True)]
    if sum(short) <= TEXT_WIDTH * 7 // 10:
        least = short
    if len(whole) <= 3:  # where there is room, a column has two thirds at least of the share that the clause gives it
        shares = [TEXT_WIDTH * share * 2 // (3 * sum(table.widths)) for share in table.widths]
        shared = [max(need, min(full, share)) for need, full, share in zip(least, whole, shares, strict=True)]
        least = shared if sum(shared) <= TEXT_WIDTH else least
    return _shared(least, whole, [sum(column) // len(column) + max(column) for column in sizes])


def lines_in(text: str, width: int) -> int:
    """About how many lines a text takes in a column of a width."""
    room = max(1, round((width - PADDING) / (_USUAL * _POINTS * 20)))
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))


def _shared(least: list[int], whole: list[int], weights: list[int]) -> list[int]:
    """Widths in proportion to the weights, between the least and what the longest cell needs; together the whole width."""

    def at(measure: int) -> list[int]:
        rows = zip(least, whole, weights, strict=True)
        return [max(need, min(full, PADDING + LINE_END + measure * weight // 10_000)) for need, full, weight in rows]

    low, high = 0, 10_000 * TEXT_WIDTH
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(at(middle)) <= TEXT_WIDTH else (low, middle - 1)
    widths = at(low)
    spare, together = TEXT_WIDTH - sum(widths), sum(widths)
    widths = [width + spare * width // together for width in widths]
    widths[widths.index(max(widths))] += TEXT_WIDTH - sum(widths)
    return widths


def ems(text: str) -> float:
    """How wide a text is on one line, as a multiple of the size of the type."""
    return sum(_WIDTHS.get(letter, _USUAL) for letter in text)


def _width(text: str) -> int:
    return round(ems(text[:400]) * _POINTS * 20)


def _longest(texts: list[str]) -> int:
    """The room that the longest word of some texts needs, bold or not; the day and the month of a date are one word."""
    words = {word for text in texts for word in _DAY.sub(r"\1_\2", text).split()[:400]}
    return min(round(max((_width(word) for word in sorted(words)), default=0) * _BOLD), MOST) + PADDING
