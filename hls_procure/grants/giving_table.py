"""A sheet of 360Giving becomes the records that its JSON form would hold; a head that the standard does not know is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from hls_procure.errors import Problem
from hls_procure.exchange.giving_flat import META
from hls_procure.exchange.giving_heads import ALONE, GROUPS, Step, path_of
from hls_procure.grants.giving_in import Dropped, Giver, Read, rows_of

#: What a sheet of grants has, beside the identifier.
SIGNS = {("amountAwarded",), ("awardDate",)}
#: A row of a sheet: its number as people see it, and its cells.
Line = tuple[int, Sequence[Any]]


class Table(NamedTuple):
    """A sheet: how it is called in messages, its heads, and its rows."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Line]


def is_giving(heads: Sequence[str]) -> bool:
    """Whether these are the heads of a sheet of grants in 360Giving's form: an identifier, and an amount or a day."""
    paths = {path for head in heads if (path := path_of(head))}
    return ("id",) in paths and bool(paths & SIGNS)


def is_beside(heads: Sequence[str]) -> bool:
    """Whether these are the heads of a sheet beside the grants, as of payments or places: the identifier of a grant, and
    fields of records of which it may have several.
    """
    paths = [path for head in heads if head.strip() and (path := path_of(head))]
    return ("id",) in paths and len(paths) > 1 and all(path == ("id",) or _several(path) for path in paths)


def _several(path: tuple[Step, ...]) -> bool:
    return path[0] in GROUPS and path[0] not in ALONE


def is_about(title: str) -> bool:
    """Whether a sheet says something of the file as a whole, as the standard has it."""
    return title.strip().lower() == META.lower()


def rows_of_table(grants: Table, beside: Sequence[Table] = (), funder: Giver | None = None) -> Read:
    """The rows of a sheet of grants, and of the sheets beside it.

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
    problems = [problem for table in beside for problem in _join(made, table, lost)]
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


def _join(grants: Sequence[dict[str, Any]], table: Table, lost: Counter[str]) -> Iterable[Problem]:
    """Put the records of a sheet beside the grants to their grant: below those that it has, or into the one of the same id."""
    paths = [path if path and (path == ("id",) or _several(path)) else None for path in _columns(table.heads)[0]]
    known = {str(grant.get("id", "")).strip(): grant for grant in grants}
    known_ids: dict[tuple[str, Step], dict[str, dict[str, Any]]] = {}
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
        for group, records in said.items():
            there = grant.setdefault(group, [])
            ids = known_ids.setdefault((of, group), {})
            if not ids:
                ids |= {str(one["id"]): one for one in there if "id" in one}
            for one in records:
                same = ids.get(str(one["id"])) if "id" in one else None
                if same is not None:
                    same.update({key: value for key, value in one.items() if key not in same})
                    continue
                there.append(one)
                if "id" in one:
                    ids[str(one["id"])] = one


def _strays(paths: Sequence[tuple[Step, ...] | None], heads: Sequence[str], cells: Sequence[Any], lost: Counter[str]) -> None:
    """Count what stands under no head of the standard."""
    for column, cell in enumerate(cells[:500]):
        if (column >= len(paths) or paths[column] is None) and not _empty(cell):
            head = heads[column].strip() if column < len(heads) else ""
            lost[head[:80] or f"column {column + 1}, which has no head"] += 1


def _empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
