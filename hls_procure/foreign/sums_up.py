"""Whether weights make what they have to make: the criteria the whole, and the questions their criterion."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hls_procure.findings import Finding
from hls_procure.foreign.bench import Bench
from hls_procure.foreign.weights import Weighted, slug
from hls_procure.foreign.weighttables import weighted

_WHOLE = Decimal(100)


def totals(bench: Bench) -> Iterator[Finding]:
    """Every table of weights and every sentence with a split of the whole."""
    for name, grids in bench.heard.grids.items():
        tables = [[one for one in weighted(grid) if one.weight is not None] for grid in grids]
        tables = [rows for rows in tables if len(rows) > 1]
        # Two tables may share the whole between them: the questions of two stages.
        shared = len(tables) > 1 and sum(map(_sum, tables), Decimal(0)) % _WHOLE == 0
        for rows in tables:
            yield from (one for one in _table(bench, name, rows) if one.code != "RA201" or not shared)
    by_unit: dict[object, list[Weighted]] = {}
    for said in bench.heard.spoken:
        by_unit.setdefault((said.file, said.side.spot), []).append(said)
    for group in by_unit.values():
        names = {slug(one.name) for one in group}
        total = sum((one.weight.value for one in group if one.weight), Decimal(0))
        if (
            len(names) == len(group) > 1
            and (len(group) > 2 or names >= {"quality", "price"})
            and 70 <= total <= 130
            and total != _WHOLE
        ):
            shown = " + ".join(f"{one.name} {one.weight}" for one in group)
            message = f"{shown} make {_percent(total)} in {group[0].file}, and they have to make 100%."
            yield bench.finding("RA201", message, group[0].side)


def _table(bench: Bench, name: str, rows: list[Weighted]) -> Iterator[Finding]:
    groups: dict[str, list[Weighted]] = {}
    above = {slug(row.parent) for row in rows if row.parent}
    for row in rows:
        if not row.parent and slug(row.name) in above:
            continue
        groups.setdefault(slug(row.parent) if row.parent else f"row {row.key}", []).append(row)
    whole = Decimal(0)
    for key, members in groups.items():
        total = _sum(members)
        stated = next((one.stated for one in members if one.stated is not None), None)
        if stated is None and members[0].parent:
            stated = next((one.weight for one in bench.heard.spoken if one.file == name and slug(one.name) == key), None)
        whole += stated.value if stated is not None else total
        if stated is None or total in (stated.value, _WHOLE) or not members[0].parent:
            continue
        shown = ", ".join(f"{one.ref or one.name} {one.weight}" for one in members)
        sum_ = f"{_percent(total)} together ({shown})"
        message = f"The questions of '{members[0].parent}' weigh {sum_} in {name}, and the criterion {stated}."
        yield bench.finding("RA202", message, members[-1].side, members[0].side)
    if whole != _WHOLE and 70 <= whole <= 130 and not _nested(rows):
        message = f"The weights in a table of {name} make {_percent(whole)}, and they have to make 100%."
        yield bench.finding("RA201", message, rows[0].side, rows[-1].side)


def _nested(rows: list[Weighted]) -> bool:
    """Whether the table gives a criterion and below it its questions, in the same column, and both add up."""
    values = [one.weight.value if one.weight else Decimal(0) for one in rows]
    total, at = Decimal(0), 0
    while at < len(values):
        total += values[at]
        run, upto = Decimal(0), at + 1
        while upto < len(values) and run < values[at]:
            run += values[upto]
            upto += 1
        at = upto if run == values[at] and upto > at + 2 else at + 1
    return total == _WHOLE


def _sum(rows: list[Weighted]) -> Decimal:
    return sum((one.weight.value for one in rows if one.weight), Decimal(0))


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}%"
