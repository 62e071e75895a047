"""A sheet of 360Giving becomes the records that its JSON form would hold; a head that the standard does not know is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from hls_procure.errors import Problem
from hls_procure.exchange.giving_flat import KINDS, PAYMENT_HEADS
from hls_procure.exchange.giving_heads import Step, path_of
from hls_procure.grants.giving_in import Dropped, Giver, Read, rows_of

#: What a sheet has to have before it is taken for one of grants.
SIGNS = ("id", "amountAwarded", "recipientOrganization/name", "awardDate", "recipientOrganization/id", "fundingOrganization/id")
_MOVE = ("id", "transactionDate", "currency", "value")
#: A row of a sheet: its number as people see it, and its cells.
Line = tuple[int, Sequence[Any]]


class Table(NamedTuple):
    """A sheet: how it is called in messages, its heads, and its rows."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Line]


def is_giving(heads: Sequence[str]) -> bool:
    """Whether these are the heads of a sheet of grants in 360Giving's form: an identifier, and one more sign of it."""
    fields = {"/".join(str(step) for step in path if not isinstance(step, int)) for head in heads if (path := path_of(head))}
    return "id" in fields and len(fields & set(SIGNS)) > 1


def is_payments(heads: Sequence[str]) -> bool:
    """Whether these are the heads of our own sheet of payments."""
    return {head.lower() for head in PAYMENT_HEADS} <= {head.strip().lower() for head in heads}


def rows_of_table(grants: Table, payments: Table | None = None, funder: Giver | None = None) -> Read:
    """The rows of a sheet of grants, and of the sheet of payments beside it.

    :param grants: heads are titles of the standard, names of its fields, or known older spellings.
    """
    paths, lost = _columns(grants.heads)
    made: list[dict[str, Any]] = []
    places: list[str] = []
    for number, cells in grants.rows:
        grant = _grant(paths, cells)
        if grant:
            made.append(grant)
            places.append(f"{grants.name}, row {number}")
        for column in range(min(len(cells), 500)):
            path = paths[column] if column < len(paths) else None
            if path is None and not _empty(cells[column]):
                head = grants.heads[column].strip() if column < len(grants.heads) else ""
                lost[head[:80] or f"column {column + 1}, which has no head"] += 1
    problems = list(_payments(made, payments)) if payments is not None else []
    read = rows_of(made, grants.name, funder, places)
    dropped = [Dropped(head, count, "no column of the standard") for head, count in lost.items() if count]
    return Read(read.rows, [*read.problems, *problems], [*read.dropped, *dropped])


def _columns(heads: Sequence[str]) -> tuple[list[tuple[Step, ...] | None], Counter[str]]:
    """The place of each column; the second of two columns for one place has none."""
    paths: list[tuple[Step, ...] | None] = []
    for head in heads:
        path = path_of(head)
        paths.append(None if path in paths else path)
    return paths, Counter()


def _grant(paths: Sequence[tuple[Step, ...] | None], cells: Sequence[Any]) -> dict[str, Any]:
    """The record of one row; lists hold only what the row fills."""
    made: dict[Step, Any] = {}
    for path, cell in zip(paths, cells, strict=False):
        if path is None or _empty(cell):
            continue
        at = made
        for step in path[:-1]:
            at = at.setdefault(step, {})
        at[path[-1]] = cell
    found: dict[str, Any] = _lists(made)
    return found


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(one) for key, one in value.items()}
    return [inner[key] for key in sorted(inner)] if inner and all(isinstance(key, int) for key in inner) else inner


def _payments(grants: Sequence[dict[str, Any]], table: Table) -> Iterable[Problem]:
    """Put each payment to its grant."""
    heads = [head.strip().lower() for head in table.heads]
    at = [heads.index(head.lower()) for head in PAYMENT_HEADS]
    known = {str(grant.get("id", "")).strip(): grant for grant in grants}
    for number, cells in table.rows:
        of, kind, *move = [cells[column] if column < len(cells) else None for column in at]
        if all(_empty(cell) for cell in (of, kind, *move)):
            continue
        where, grant = f"{table.name}, row {number}", known.get(str(of or "").strip())
        if grant is None:
            yield Problem(where, f"belongs to {str(of)[:80]}, which is in no row of grants", do="Correct the identifier.")
        elif str(kind).strip().lower() not in KINDS:
            yield Problem(where, f"has the kind '{str(kind)[:40]}'", f"There are: {', '.join(KINDS)}.", "Correct it.")
        else:
            record = {key: cell for key, cell in zip(_MOVE, move, strict=True) if not _empty(cell)}
            grant.setdefault(KINDS[str(kind).strip().lower()], []).append(record)


def _empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
