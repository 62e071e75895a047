"""Finds the row of heads of a table, wherever among its first rows it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from hls_procure.errors import Problem, nearest
from hls_procure.grants.column_shapes import Column
from hls_procure.grants.heads import Heads, match
from hls_procure.grants.tables import Line
from hls_procure.model.fields import FieldSchema
from hls_procure.work.grants.places import MAP

WITHIN = 30


def find_heads(
    lines: Iterator[Line],
    known: Sequence[Column],
    where: str,
    *,
    saved: Mapping[str, str] | None,
    schema: FieldSchema,
    map_name: str = "",
    needed: bool = False,
) -> tuple[Heads, Iterator[Line], list[Problem], list[Problem]]:
    """The heads, the rows below them, and what is wrong and worth knowing.

    :param map_name: the file that says what heads mean, for a file of somebody else's; empty for the workbook.
    :param needed: whether a table without a row is amiss, too.
    """
    start = list(islice(lines, WITHIN))
    best, at = Heads(), -1
    for number, line in enumerate(start):
        texts = {one: " ".join(cell.split()) for one, cell in line.cells.items() if isinstance(cell, str)}
        found = match(texts, known, where, saved=saved, schema=schema, payments=True, map_name=map_name or MAP)
        if len(found.columns) + len(found.problems) > max(1, len(best.columns) + len(best.problems)):
            best, at = found, number
            best.row = line.number
    if at < 0:
        if not start and not needed:
            return best, iter(()), [], []
        heads = ", ".join(f"'{column.head}'" for column in known[:4])
        what = "has no row of heads that is known here" if start else "is empty"
        return best, iter(()), [Problem(where, what, do=f"Write heads in one row, such as {heads}.")], []
    return best, chain(start[at + 1 :], lines), best.problems, list(_notes(best, known, where, map_name))


def _notes(best: Heads, known: Sequence[Column], where: str, map_name: str) -> Iterator[Problem]:
    if best.unknown:
        near = nearest(best.unknown[0], [column.head for column in known])
        names = ", ".join(f"'{text[:40]}'" for text in best.unknown)
        what = f"has columns that are not read: {names}" if len(best.unknown) > 1 else f"has a column that is not read: {names}"
        yield Problem(where, what, near, f"Say in {map_name} what they are, if they matter." if map_name else "")
    if best.guessed and map_name:
        pairs = "; ".join(f"'{head}' as '{ours}'" for head, ours in best.guessed.items())
        yield Problem(where, f"was read with these heads taken for ours: {pairs}", do=f"Correct them in {map_name}.")
