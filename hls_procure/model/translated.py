"""A library in another language: the same clauses, conditions and ids, and other words where the language has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from hls_procure.model.clause import (
    Clause,
    Column,
    DocumentSpec,
    FixedRow,
    ForEach,
    Library,
    Node,
    SchedulePart,
    TableSpec,
    Term,
)
from hls_procure.model.marks import Part
from hls_procure.model.tongue import Tongue

T = TypeVar("T")
Parts = tuple[Part, ...]


class _Each(Mapping[str, T]):
    """A mapping whose values are changed when they are asked for, each once."""

    def __init__(self, of: Mapping[str, T], change: Callable[[str, T], T]) -> None:
        self._of, self._change = of, change
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            self._made[key] = self._change(key, self._of[key])
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)

    def __contains__(self, key: object) -> bool:
        return key in self._of


def translated(library: Library, tongue: Tongue) -> Library:
    """The library in a language; in English the library itself."""
    if not tongue.code:
        return library
    made = _Translator(tongue)
    return Library(
        _Each(library.clauses, lambda id, clause: made.clause(clause)),
        _Each(library.terms, made.term),
        _Each(library.documents, lambda id, document: made.document(document)),
        _Each(library.texts, lambda key, text: tongue.words(f"texts.{key}", text)),
    )


class _Translator:
    def __init__(self, tongue: Tongue) -> None:
        self.parts = tongue.parts
        self.words = tongue.words

    def clause(self, clause: Clause) -> Clause:
        """A clause: every wording of it, and its schedules."""
        variants = {
            key: replace(variant, nodes=self._nodes(variant.nodes, f"{clause.id}/{key}" if key else clause.id))
            for key, variant in clause.variants.items()
        }
        schedules = tuple(
            replace(
                schedule,
                title=self.words(f"{clause.id}.{schedule.id}#title", schedule.title),
                nodes=self._nodes(schedule.nodes, f"{clause.id}.{schedule.id}"),
            )
            for schedule in clause.schedules
        )
        return replace(clause, title=self.words(f"{clause.id}#title", clause.title), variants=variants, schedules=schedules)

    def document(self, document: DocumentSpec) -> DocumentSpec:
        """A document: its title, its headings, what its first page says, its schedules."""
        groups = tuple(
            replace(group, heading=self.words(f"{document.id}#heading{number}", group.heading))
            for number, group in enumerate(document.groups, 1)
        )
        return replace(
            document,
            title=self.parts(f"{document.id}#title", document.title),
            subtitle=self.parts(f"{document.id}#subtitle", document.subtitle),
            short=self.words(f"{document.id}#short", document.short),
            groups=groups,
            face=self._nodes(document.face, document.id),
            schedules=tuple(self._schedule(part, f"{document.id}.{part.id}") for part in document.schedules),
        )

    def _schedule(self, part: SchedulePart, id: str) -> SchedulePart:
        return replace(
            part,
            title=self.words(f"{id}#title", part.title),
            attach_by=self.words(f"{id}#by", part.attach_by),
            attach_note=self.parts(f"{id}#note", part.attach_note),
        )

    def term(self, id: str, term: Term) -> Term:
        """A defined term."""
        return replace(
            term,
            singular=self.words(f"term.{id}#one", term.singular),
            plural=self.words(f"term.{id}#many", term.plural),
            means=self.parts(f"term.{id}#means", term.means),
        )

    def _nodes(self, nodes: tuple[Node, ...], above: str) -> tuple[Node, ...]:
        return tuple(self._node(node, f"{above}.{node.id}") for node in nodes)

    def _node(self, node: Node, id: str) -> Node:
        return replace(
            node,
            parts=self.parts(id, node.parts),
            children=self._nodes(node.children, id),
            for_each=self._for_each(node.for_each, id) if node.for_each else None,
            table=self._table(node.table, id) if node.table else None,
            fields=tuple(self.words(f"{id}#line{number}", line) for number, line in enumerate(node.fields, 1)),
        )

    def _for_each(self, loop: ForEach, id: str) -> ForEach:
        return replace(
            loop,
            text=self.parts(f"{id}#each", loop.text),
            empty=self.parts(f"{id}#none", loop.empty),
            join=self._three(loop.join, f"{id}#join") if loop.join else None,
            ends=self._three(loop.ends, f"{id}#end"),
        )

    def _three(self, said: tuple[str, str, str], id: str) -> tuple[str, str, str]:
        first, second, last = (self._glue(f"{id}{number}", one) for number, one in enumerate(said, 1))
        return first, second, last

    def _glue(self, id: str, said: str) -> str:
        """What stands between records; the blanks at its ends stay, whatever a translator typed."""
        bare = said.strip()
        if not bare:
            return said
        start = said[: len(said) - len(said.lstrip())]
        return start + self.words(id, bare) + said[len(said.rstrip()) :]

    def _table(self, table: TableSpec, id: str) -> TableSpec:
        return replace(
            table,
            caption=self.parts(f"{id}#caption", table.caption),
            columns=tuple(self._column(column, f"{id}#column{number}") for number, column in enumerate(table.columns, 1)),
            rows=self._rows(table.rows, f"{id}#row"),
            total=self._rows(table.total, f"{id}#total"),
            empty=self.parts(f"{id}#empty", table.empty),
        )

    def _column(self, column: Column, id: str) -> Column:
        then = tuple(self.parts(f"{id}.then{number}", line) for number, line in enumerate(column.then, 1))
        return replace(column, head=self.words(f"{id}.head", column.head), show=self.parts(f"{id}.show", column.show), then=then)

    def _rows(self, rows: tuple[FixedRow, ...], id: str) -> tuple[FixedRow, ...]:
        return tuple(
            replace(row, cells=tuple(self.parts(f"{id}{down}.{across}", cell) for across, cell in enumerate(row.cells, 1)))
            for down, row in enumerate(rows, 1)
        )
