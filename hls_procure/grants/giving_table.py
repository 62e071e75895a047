"""A sheet of 360Giving becomes the records that its JSON form would hold; a head that the standard does not know is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from hls_procure.errors import Problem
from hls_procure.exchange.giving_flat import META, MOVES
from hls_procure.exchange.giving_heads import Step, path_of
from hls_procure.grants.giving_in import Dropped, Giver, Read, rows_of

#: What a sheet has to have before it is taken for one of grants.
SIGNS = ("id", "amountAwarded", "recipientOrganization/name", "awardDate", "recipientOrganization/id", "fundingOrganization/id")
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
    """Whether these are the heads of a sheet of payments: the identifier of a grant, and nothing but fields of payments."""
    paths = [path for head in heads if head.strip() and (path := path_of(head))]
    return ("id",) in paths and len(paths) > 1 and all(path == ("id",) or path[0] in MOVES for path in paths)


def is_about(title: str) -> bool:
    """Whether a sheet says something of the file as a whole, as the standard has it."""
    return title.strip().lower() == META.lower()


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
        _strays(paths, grants.heads, cells, lost)
    problems = list(_payments(made, payments, lost)) if payments is not None else []
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


def _payments(grants: Sequence[dict[str, Any]], table: Table, lost: Counter[str]) -> Iterable[Problem]:
    """Put each payment to its grant, below those that it has."""
    paths = [path if path and (path == ("id",) or path[0] in MOVES) else None for path in _columns(table.heads)[0]]
    known = {str(grant.get("id", "")).strip(): grant for grant in grants}
    for number, cells in table.rows:
        _strays(paths, table.heads, cells, lost)
        said = _grant(paths, cells)
        if not said:
            continue
        of = str(said.pop("id", "")).strip()
        grant = known.get(of)
        if grant is None:
            what = f"belongs to {of[:80] or 'no grant'}, which is in no row of grants"
            yield Problem(f"{table.name}, row {number}", what, do="Correct the identifier.")
            continue
        for kind, moves in said.items():
            grant[kind] = [*grant.get(kind, ()), *moves]


def _strays(paths: Sequence[tuple[Step, ...] | None], heads: Sequence[str], cells: Sequence[Any], lost: Counter[str]) -> None:
    """Count what stands under no head of the standard."""
    for column, cell in enumerate(cells[:500]):
        if (column >= len(paths) or paths[column] is None) and not _empty(cell):
            head = heads[column].strip() if column < len(heads) else ""
            lost[head[:80] or f"column {column + 1}, which has no head"] += 1


def _empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
