"""What decides the shape of a letter, and how one row stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hls_procure.assembly.blocks import Document, Table, plain_text
from hls_procure.assembly.slots import TOKEN, Slots
from hls_procure.grants.flat import FlatFacts, FlatRow
from hls_procure.grants.row import Row, project_of
from hls_procure.interview.guide import Guide
from hls_procure.model.expressions import Expression, parse_expression
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.fields import FieldSchema
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.model.traced import Reads

#: What the law room is asked by: the nation, and the days of the project.
_LAW = ("as_of_date", "legal.", "tender.", "award.", "alliance.", "project.jurisdiction")


@record
class Plan:
    """What to look at in a row that says something of the same fields: only what such rows change."""

    hides: tuple[tuple[Expression, tuple[str, ...]], ...]
    hidden: frozenset[str]
    values: tuple[str, ...]
    law: tuple[str, ...]
    lists: tuple[str, ...]
    parts: tuple[str, ...]
    present: tuple[str, ...]
    conditions: tuple[tuple[Any, dict[str, Any]], ...]


class Fields:
    """What was learned of the shape of one document, for rows over one project.

    :param guide: which answers count for nothing while their question is hidden.
    """

    def __init__(self, base: Project, schema: FieldSchema, guide: Guide) -> None:
        self.base = project_of(base, Row("", "", {}), schema)[0]
        self.schema = schema
        self.guide = guide
        self.reads = Reads()
        self.present: dict[str, None] = {}
        self.generation = 0
        self._plans: dict[tuple[str, ...], Plan] = {}
        self._varying: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._hides = tuple((parse_expression(text), paths) for text, paths in guide.conditions)

    def learn(self, reads: Reads, slots: Slots, document: Document) -> bool:
        """Take in what another letter depended on. :returns: whether letters of its kind can be filled."""
        before = self._size()
        self.reads.values.update(reads.values)
        self.reads.lists.update(reads.lists)
        self.reads.conditions.update(reads.conditions)
        self.reads.parts.update(slots.parts)
        self.present.update(slots.present)
        if self._size() != before:
            self.generation += 1
            self._plans.clear()
        return not (reads.unsteady or slots.refused or self.guide.stages or _in_tables(document))

    def _size(self) -> tuple[int, ...]:
        reads = self.reads
        return len(reads.values), len(reads.lists), len(reads.conditions), len(reads.parts), len(self.present)

    def look(self, row: FlatRow) -> tuple[FlatFacts, tuple[Any, ...]]:
        """The facts of a row, and everything in it that decides the shape of its letter."""
        touched = row.touched
        plan = self._plans.get(touched)
        if plan is None:
            plan = self._plans[touched] = self._plan(row)
        open_facts = FlatFacts(self.base, row, self.schema)
        hides = tuple(condition(open_facts) is False for condition, _ in plan.hides)
        more = [path for (_, paths), hide in zip(plan.hides, hides, strict=True) if hide for path in paths]
        facts = FlatFacts(self.base, row, self.schema, plan.hidden.union(more) if more else plan.hidden)
        key = (
            self.generation,
            touched,
            hides,
            tuple(_told(facts.get(path)) for path in plan.values),
            tuple(row.values.get(path) for path in plan.law),
            tuple(_ids(facts, path) for path in plan.lists),
            tuple(_paragraphs(facts.plain(path)) for path in plan.parts),
            tuple(bool(facts.plain(path)) for path in plan.present),
            tuple(condition(facts, names) for condition, names in plan.conditions),
        )
        return facts, key

    def varies(self, path: str, touched: tuple[str, ...]) -> bool:
        """Whether rows that say something of these fields differ in a value."""
        at = (path, touched)
        if at not in self._varying:
            self._varying[at] = self._varies(path, frozenset(touched))
        return self._varying[at]

    def _varies(self, path: str, touched: frozenset[str]) -> bool:
        bare = path.partition("[")[0]
        if path in touched or bare in touched or path.startswith("found."):
            return True
        found = self.schema.get(path)
        return found is not None and any(self._varies(source, touched) for source in found.inputs)

    def _plan(self, row: FlatRow) -> Plan:
        touched = row.touched

        def some(paths: Iterable[str]) -> tuple[str, ...]:
            return tuple(path for path in paths if self.varies(path, touched))

        facts = FlatFacts(self.base, row, self.schema)
        varying = [(c, paths) for c, paths in self._hides if some(c.paths)]
        fixed = [paths for c, paths in self._hides if not some(c.paths) and c(facts) is False]
        law = tuple(path for path in touched if path.startswith(_LAW))
        conditions = [(c, names) for c, names in self.reads.conditions if some(c.paths) or _bound(c, names, touched)]  # type: ignore[attr-defined]
        return Plan(
            tuple(varying),
            frozenset(path for paths in fixed for path in paths),
            some(self.reads.values),
            law,
            some(self.reads.lists),
            some(self.reads.parts),
            some(self.present),
            tuple((c, dict(names)) for c, names in conditions),
        )


def _bound(condition: object, names: Iterable[tuple[str, Any]], touched: tuple[str, ...]) -> bool:
    """Whether a condition on a record reads a list that the row has its own records of."""
    return any(row.path.partition("[")[0] in touched for _, row in names)


def _told(value: Any) -> Any:
    return ("?", value.kind) if isinstance(value, Missing) else value


def _ids(facts: FactView, path: str) -> Any:
    rows = facts.rows(path)
    return ("?", rows.kind) if isinstance(rows, Missing) else tuple(row.id for row in rows)


def _paragraphs(value: Any) -> tuple[bool, ...] | None:
    """Which paragraphs of a text hold words; None for one paragraph."""
    text = value if isinstance(value, str) else "\n\n".join(value) if isinstance(value, tuple) else ""
    return tuple(map(bool, text.split("\n\n"))) if "\n\n" in text else None


def _in_tables(document: Document) -> bool:
    """Whether a value stands in a table, whose columns follow from the words in it."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return any(TOKEN.search(plain_text(cell)) for table in tables for row in table.rows for cell in row.cells)
