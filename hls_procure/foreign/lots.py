"""Lots: their numbers, names and values, from tables, from sentences and from the names of sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.findings import Side
from hls_procure.foreign.grids import Grid
from hls_procure.foreign.sums import sums
from hls_procure.foreign.units import Unit, side_of
from hls_procure.model.record import record
from hls_procure.model.values import Money

_HEAD = re.compile(r"^lots?\b(?: (?:no|number|ref)\b.*)?\.?$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:lot\s*)?(\d{1,2}|[A-Z])\b[.:)]?\s*(?:[–:-]\s*)?(.*)", re.IGNORECASE | re.DOTALL)
_MENTION = re.compile(
    r"\bLots? (\d{1,2}|[A-Z])\b(?!\.\d)(?P<name>(?:\s*[:(–-]\s*|\s+(?:is|covers|means|will be)\s+(?:the\s+)?)"
    r"(?P<words>[A-Z][\w’'&-]*(?:\s+(?:and|of|the|&|[A-Z][\w’'&-]*))*))?"
)
_VALUE = re.compile(r"\bvalue\b|\bbudget\b|£|\bprice\b", re.IGNORECASE)


@record
class Lot:
    """A lot as one place tells it. ``name`` and ``value`` are empty where the place does not tell them."""

    number: str
    name: str
    value: Money | None
    side: Side
    file: str
    table: bool = False


def from_grid(grid: Grid) -> Iterator[Lot]:
    """The rows of a table of lots; nothing where it is none."""
    at = next((c for c, cell in sorted(grid.heads.items()) if _HEAD.match(cell.text.strip())), 0)
    if not at or len(grid.heads) < 2:
        return
    value_at = grid.column(_VALUE, at)
    name_at = next((c for c in sorted(grid.heads) if c not in (at, value_at)), 0)
    for row in grid.rows:
        found = _NUMBER.fullmatch(row[at].text.strip()) if at in row else None
        if found is None:
            continue
        name = row[name_at].text.strip() if name_at in row else found[2].strip()
        value = next((money for _, money in sums(row[value_at].text)), None) if value_at in row else None
        block = row[value_at].block if value is not None else row[at].block
        words = " | ".join(cell.text for _, cell in sorted(row.items()))
        yield Lot(found[1].upper(), name, value, side_of(grid.file, block, str(value or name), "", words), grid.file, True)


def mentions(unit: Unit) -> Iterator[Lot]:
    """Every lot that is named by its number in a unit, with its name where that follows."""
    for found in _MENTION.finditer(unit.text):
        name = (found["words"] or "").strip()
        yield Lot(found[1].upper(), name, None, unit.side(found[0], found[0]), unit.file)


def shares_a_word(left: str, right: str) -> bool:
    """Whether two names have every word of the shorter one in common."""
    one, other = (
        {w.lower() for w in re.findall(r"\w+", name) if w.lower() not in ("the", "and", "of", "lot")} for name in (left, right)
    )
    return not one or not other or one <= other or other <= one
