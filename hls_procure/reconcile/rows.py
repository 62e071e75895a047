"""Rows of tables that are new or gone: records of the project where the table is made from a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from hls_procure.assembly.blocks import Table
from hls_procure.interview.answers import slug
from hls_procure.model.clause import TableSpec
from hls_procure.model.facts import Missing
from hls_procure.model.marks import FactMark
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reconcile.homes import table_of
from hls_procure.reconcile.lines import Line
from hls_procure.reconcile.proposals import FactChange, Proposal
from hls_procure.reconcile.values import read_back
from hls_procure.reconcile.wording import Wording, who_of

_FIXED = "The row is written in the table's clause, and not made from a record of the project. Change the clause's file."
_UNREAD = "A cell of it does not say one value of a record, or not so that it can be read back. Add the record by hand."


@dataclass
class Rows:
    """Finds whole rows that are new, gone or in another order."""

    wording: Wording
    made: list[Proposal] = field(default_factory=list)

    def run(self) -> None:
        """Every change of rows."""
        self._new()
        self._gone()
        self._moved()

    def _new(self) -> None:
        sides = self.wording.sides
        by_block = sides.by_block()
        tables: dict[int, Line] = {}
        known: set[tuple[int, int]] = set()
        for block in sides.body:
            line = by_block.get(block.id)
            if block.table is not None and line is not None:
                known.add((block.table.table, block.table.row))
                if isinstance(line.block, Table):
                    tables.setdefault(block.table.table, line)
        fresh: dict[tuple[int, int], list[ReadBlock]] = defaultdict(list)
        for block in sides.body:
            if block.table is not None and (block.table.table, block.table.row) not in known:
                fresh[block.table.table, block.table.row].append(block)
        strange: dict[int, list[ReadBlock]] = defaultdict(list)
        for (number, _), blocks in fresh.items():
            line = tables.get(number)
            if line is None:
                strange[number] += blocks
            elif any(block.text.strip() for block in blocks):
                self._row(line, blocks)
        for blocks in strange.values():
            words = _grid(blocks)
            hand = "It is a table that no clause of the project has. Write it into a clause, as clauses/README.md says."
            if words.strip():
                self.made.append(
                    Proposal(f"row:{slug(words, ())}", "row added", blocks[0].where, "", words, who_of(blocks), by_hand=hand)
                )

    def _before(self, block: ReadBlock) -> str:
        """The id of the record whose row stands before a new row."""
        sides = self.wording.sides
        by_block = sides.by_block()
        found = ""
        for one in sides.body:
            if one.table is None or block.table is None or one.table.table != block.table.table:
                continue
            if one.table.row >= block.table.row:
                break
            line = by_block.get(one.id)
            if line is not None and line.unit.kind == "cell":
                found = parent_cell(line.id).rpartition(".")[2]
        return found

    def _row(self, line: Line, blocks: list[ReadBlock]) -> None:
        table = line.block
        assert isinstance(table, Table)
        cells: dict[int, str] = {}
        for block in blocks:
            if block.table is not None:
                column = block.table.column
                cells[column] = f"{cells[column]}\n{block.text}" if column in cells else block.text
        words = " | ".join(text for _, text in sorted(cells.items()))
        found = table_of(self.wording.library, table)
        spec = found[1] if found else None
        fact, hand = None, _FIXED
        if spec is not None and spec.of:
            fact = self._record(spec, cells, self._before(blocks[0]))
            hand = "" if fact else _UNREAD
        where = line.where.partition(", row ")[0].partition(", heads")[0]
        name = slug(words, ())
        self.made.append(Proposal(f"row:{table.id}.{name}", "row added", where, "", words, who_of(blocks), fact, by_hand=hand))

    def _record(self, spec: TableSpec, cells: dict[int, str], after: str) -> FactChange | None:
        """The record that a new row says, where each column shows one leaf."""
        bare = spec.of.removesuffix("[]")
        leaves: dict[str, str] = {}
        for number, column in enumerate(spec.columns, 1):
            if column.show == ("#",) or not cells.get(number, "").strip():
                continue
            marks = [part for part in column.show if isinstance(part, FactMark)]
            extra = "".join(part for part in column.show if isinstance(part, str)).strip()
            if len(marks) != 1 or extra or len(column.show) != 1 or not marks[0].path.startswith(f"{spec.name}."):
                return None
            leaf = marks[0].path.partition(".")[2]
            kind = self.wording.schema.get(f"{bare}[].{leaf}")
            found = read_back(kind, marks[0].format, cells[number]) if kind and not kind.derived else None
            if found is None:
                return None
            leaves[leaf] = found.value
        if not leaves:
            return None
        rows = self.wording.facts.rows(bare)
        taken = [] if isinstance(rows, Missing) else [row.id for row in rows]
        return FactChange(f"{bare}[{slug(next(iter(leaves.values())), taken)}]", row=tuple(leaves.items()), after=after)

    def _gone(self) -> None:
        rows: dict[str, list[Line]] = defaultdict(list)
        for line in self.wording.sides.lines:
            if line.unit.kind == "cell":
                rows[parent_cell(line.id)].append(line)
        for id, lines in rows.items():
            table = lines[0].block
            if not isinstance(table, Table) or any(line.pair is not None for line in lines):
                continue
            if all(line.pair is None for line in self.wording.sides.lines if line.block is table):
                continue  # the whole table is gone, and said to be so
            words = " | ".join(line.unit.text for line in lines)
            key = id.rpartition(".")[2]
            paths = {
                path[: path.index("]") + 1] for row in table.rows if row.id == id for path in row.facts if f"[{key}]" in path
            }
            fact = FactChange(next(iter(paths)), drop=True) if len(paths) == 1 else None
            gone = [b for b in self.wording.sides.file.blocks if b.revision == "deleted" and b.text and b.text in words]
            self.made.append(
                Proposal(
                    f"row:{id}", "row removed", lines[0].where.rpartition(",")[0], words, "", who_of(gone), fact,
                    by_hand="" if fact else _FIXED,
                )
            )  # fmt: skip

    def _in_order(self) -> set[str]:
        """The tables whose rows stand in the order in which they are printed, column by column.

        Cells with the same words may be taken for each other: only those that stand once in their table tell its order.
        """
        cells = [line for line in self.wording.sides.lines if line.unit.kind == "cell"]
        often = Counter((line.unit.owner, line.unit.text) for line in cells)
        found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for line in cells:
            columns = found[line.unit.owner]
            if line.pair is not None and often[line.unit.owner, line.unit.text] == 1:
                columns[line.id.rpartition(":")[2]].append(line.pair.block.index)
        return {owner for owner, columns in found.items() if all(places == sorted(places) for places in columns.values())}

    def _moved(self) -> None:
        told: set[str] = set()
        steady = self._in_order()
        for line in self.wording.sides.lines:
            if line.unit.kind == "cell" and line.pair is not None and line.pair.moved and line.unit.owner not in steady:
                id = parent_cell(line.id)
                if id in told or not line.id.endswith(":1"):
                    continue
                told.add(id)
                hand = "The order of the rows is that of the project's records. Put the records into another order there."
                words = " | ".join(
                    one.unit.text for one in self.wording.sides.lines if one.unit.kind == "cell" and parent_cell(one.id) == id
                )
                self.made.append(
                    Proposal(f"moved:{id}", "moved", line.where, words, words, who_of([line.pair.block]), by_hand=hand)
                )


def parent_cell(id: str) -> str:
    """The row of a cell."""
    return id.rpartition(":")[0]


def _grid(blocks: list[ReadBlock]) -> str:
    rows: dict[int, list[str]] = defaultdict(list)
    for block in blocks:
        rows[block.table.row if block.table else 0].append(block.text)
    return "\n".join(" | ".join(cells) for _, cells in sorted(rows.items()))
