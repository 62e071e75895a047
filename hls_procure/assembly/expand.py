"""Unfolds clauses for one project: conditions decided, loops run, tables filled; numbers and references come later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hls_procure.assembly.blocks import Span, TableRow
from hls_procure.assembly.context import Context, Item, Piece
from hls_procure.assembly.words import Words
from hls_procure.model.clause import Clause, Column, DrawingSpec, FixedRow, ForEach, Node, TableSpec
from hls_procure.model.derived import LAW
from hls_procure.model.facts import NOTHING, Environment, Missing, Row
from hls_procure.model.marks import FactMark, Part


@dataclass
class TableDraft:
    """A table whose cells may still hold open references."""

    caption: list[Piece]
    spec: TableSpec
    rows: list[tuple[str, list[list[Piece]], tuple[str, ...], bool]]


@dataclass
class DrawingDraft:
    """A drawing that is still to be made, and the records in whose loop it stands."""

    spec: DrawingSpec
    env: Environment


@dataclass(frozen=True)
class Expander:
    """Unfolds the sub-clauses of one clause in its chosen wording."""

    context: Context
    clause: Clause | None
    variant: str
    place: str

    def items(self, nodes: tuple[Node, ...], prefix: str, env: Environment = NOTHING) -> list[Item]:
        """The sub-clauses that are present, in order."""
        made: list[Item] = []
        for node in nodes:
            made += self._node(node, f"{prefix}.{node.id}", env)
        return made

    def _node(self, node: Node, id: str, env: Environment) -> list[Item]:
        conditions: list[str] = []
        bracket = False
        if node.with_target and not self.context.applies(node.with_target):
            return []
        if node.applies_when is not None:
            result = node.applies_when(self.context.facts, env)
            if result is False or (result is None and node.if_unknown == "hide"):
                return []
            conditions.append(node.applies_when.text)
            bracket = result is None and node.if_unknown == "bracket"
        if self.context.light:
            return self._shape(node, id, env)
        words = Words(self.context, id, self.place, env)
        before = len(self.context.blanks)
        pieces = words.pieces(node.parts)
        more, items = self._loop(node.for_each, id, words, env) if node.for_each is not None else ([], [])
        if words.hidden:
            del self.context.blanks[before:]
            return []
        children = self.items(node.children, id, env) + items
        if more and node.parts:
            pieces.append(Span("text", " "))
        pieces += more
        if items and not node.parts and not more and len(children) == len(items):
            return items
        if bracket:
            pieces = [Span("blank", "[", "", "condition"), *pieces, Span("blank", "]", "", "condition")]
        pieces += self._law(node, id)
        item = Item(
            id=id,
            kind="para",
            pieces=pieces,
            children=children,
            numbered=node.numbered,
            facts=tuple(dict.fromkeys(words.facts)),
            law=node.facts,
            conditions=tuple(conditions),
            clause=self.clause,
            variant=self.variant,
            where=node.where,
        )
        return self._with_specials(node, item, id, env)

    def _shape(self, node: Node, id: str, env: Environment) -> list[Item]:
        """The sub-clause without its words: enough to number it and what is below it."""
        facts = self.context.facts
        if any(isinstance(part, FactMark) and facts.is_hidden(part.path, env) for part in node.parts):
            return []
        children = self.items(node.children, id, env)
        pieces: list[Piece] = [Span("text", "x")] if node.parts else []
        loop = node.for_each
        if loop is not None:
            rows = facts.rows(loop.of, env)
            chosen = () if isinstance(rows, Missing) else self._chosen(rows, loop.only, loop.name, env)
            inner = {**env, loop.name: chosen[0]} if chosen else env
            if chosen and any(isinstance(part, FactMark) and facts.is_hidden(part.path, inner) for part in loop.text):
                return []
            if chosen and loop.join is None:
                items = [Item(f"{id}.{row.id}", "para", [Span("text", "x")]) for row in chosen]
                if not pieces and not children:
                    return items
                children += items
            elif chosen or loop.empty or isinstance(rows, Missing):
                pieces = pieces or [Span("text", "x")]
        item = Item(id, "para", pieces, children, numbered=node.numbered, clause=self.clause)
        return [item] if pieces or children else []

    def _with_specials(self, node: Node, item: Item, id: str, env: Environment) -> list[Item]:
        special: Item | None = None
        if node.table is not None:
            own = id + ".table" if item.pieces else id
            special = Item(own, "table", clause=self.clause, variant=self.variant, law=node.facts)
            special.extra = self._table(node.table, special.id, env)
            special.facts = tuple(f for row in special.extra.rows for f in row[2])
        elif node.special == "definitions":
            special = Item(id + ".definitions", "definitions", clause=self.clause)
        elif node.special == "signatures":
            special = Item(id + ".signatures", "signatures", clause=self.clause)
        elif node.special == "form":
            special = Item(id + ".form", "form", clause=self.clause, extra=node.fields)
        more = [special] if special is not None else []
        if node.drawing is not None:
            draft = DrawingDraft(node.drawing, env)
            more.append(Item(id + ".drawing", "drawing", clause=self.clause, variant=self.variant, extra=draft))
        if item.pieces or item.children:
            item.children += more
            return [item]
        return more

    def _law(self, node: Node, id: str) -> list[Piece]:
        made: list[Piece] = []
        asked = [(fact, self.context.law) for fact in node.law] + [(fact, self.context.mentioned) for fact in node.mentions]
        for fact, ask in asked:
            answer = ask(fact)
            if answer.state == "sound":
                continue
            said = self.context.tongue.words(f"law.{fact}", answer.words, id)
            words = self.context.text(f"law-{answer.state}", words=said)
            made += [Span("text", " "), Span("caution", words, fact, answer.state)]
            self.context.blanks.append(_law_blank(words, fact, id, self.place, blocks=answer.state != "caution"))
        return made

    def _loop(self, loop: ForEach, id: str, words: Words, env: Environment) -> tuple[list[Piece], list[Item]]:
        rows = self.context.facts.rows(loop.of, env)
        if isinstance(rows, Missing):
            return [words.blank(rows)], []
        rows = self._chosen(rows, loop.only, loop.name, env)
        if not rows:
            return words.pieces(loop.empty), []
        if loop.join is None:
            items = []
            for number, row in enumerate(rows, 1):
                inner = Words(self.context, f"{id}.{row.id}", self.place, {**env, loop.name: row})
                end = loop.ends[2 if number == len(rows) else 1 if number == len(rows) - 1 else 0]
                pieces = inner.pieces((*loop.text, end) if end else loop.text)
                words.hidden = words.hidden or inner.hidden
                items.append(
                    Item(f"{id}.{row.id}", "para", pieces, facts=tuple(inner.facts), clause=self.clause, variant=self.variant)
                )
            return [], items
        made: list[Piece] = []
        between, last, end = loop.join
        for number, row in enumerate(rows, 1):
            inner = Words(self.context, id, self.place, {**env, loop.name: row})
            glue = end if number == len(rows) else last if number == len(rows) - 1 else between
            made += inner.pieces((*loop.text, glue))
            words.hidden = words.hidden or inner.hidden
            words.facts += inner.facts
        return made, []

    # A record whose condition cannot be decided is left out: a quote without an answer on consent is never printed.
    def _chosen(self, rows: tuple[Row, ...], only: Any, name: str, env: Environment) -> tuple[Row, ...]:
        if only is None:
            return rows
        return tuple(row for row in rows if only(self.context.facts, {**env, name: row}) is True)

    def _table(self, spec: TableSpec, id: str, env: Environment) -> TableDraft:
        caption = Words(self.context, id, self.place, env).pieces(spec.caption)
        draft = TableDraft(caption, spec, [])
        for number, fixed in enumerate(spec.rows, 1):
            self._fixed(draft, fixed, id, f"{id}.r{number}", env, total=False)
        if not draft.rows and not spec.of:
            words = spec.empty or (self.context.text("table-empty"),)
            draft.rows.append((id, [Words(self.context, id, self.place, env).pieces(words, cell=True)], (), False))
        if spec.of:
            self._records(draft, spec, id, env)
        for number, fixed in enumerate(spec.total, 1):
            self._fixed(draft, fixed, id, f"{id}.t{number}", env, total=True)
        return draft

    def _records(self, draft: TableDraft, spec: TableSpec, id: str, env: Environment) -> None:
        rows = self.context.facts.rows(spec.of, env)
        words = Words(self.context, id, self.place, env)
        if isinstance(rows, Missing) and rows.kind in ("award", "tender"):
            count = self.context.facts.get(spec.places, env) if spec.places else 1
            number = count if isinstance(count, int) else 1
            bare = spec.of.removesuffix("[]")
            rows = tuple(Row(f"{bare}[place-{n}]", f"place-{n}", n) for n in range(1, number + 1))
        elif isinstance(rows, Missing):
            draft.rows.append((id, [[words.blank(rows)]], (), False))
            return
        rows = self._chosen(rows, spec.only, spec.name, env)
        if not rows:
            draft.rows.append((id, [words.pieces(spec.empty, cell=True)], (), False))
        for row in rows:
            inner = Words(self.context, id, self.place, {**env, spec.name: row})
            cells = [self._cell(inner, column, row) for column in spec.columns]
            draft.rows.append((f"{id}.{row.id}", cells, tuple(inner.facts), False))

    def _cell(self, words: Words, column: Column, row: Row) -> list[Piece]:
        if column.show == ("#",):
            return [Span("text", str(row.number))]
        made = words.pieces(column.show, cell=True)
        for line in column.then:
            if not self._empty(line, words.env):
                made += [*([Span("text", "\n")] if made else []), *words.pieces(line, cell=True)]
        return made

    def _empty(self, line: tuple[Part, ...], env: Environment) -> bool:
        shown = [part.path for part in line if isinstance(part, FactMark)]
        return bool(shown) and all(self._nothing(path, env) for path in shown)

    def _nothing(self, path: str, env: Environment) -> bool:
        """Whether there is nothing to show and nobody to ask for it: it is empty, or the law room has found none."""
        value = self.context.facts.get(path, env)
        if isinstance(value, Missing):
            field = self.context.facts.field(path, env)
            return field is not None and field.derived == LAW and not field.inputs
        return value in ("", ())

    def _fixed(self, draft: TableDraft, fixed: FixedRow, id: str, row_id: str, env: Environment, *, total: bool) -> None:
        if fixed.applies_when is not None and fixed.applies_when(self.context.facts, env) is False:
            return
        words = Words(self.context, id, self.place, env)
        cells = [words.pieces(cell, cell=True) for cell in fixed.cells]
        if words.hidden:
            return
        draft.rows.append((row_id, cells, tuple(words.facts), total))


def _law_blank(words: str, fact: str, id: str, place: str, *, blocks: bool) -> Any:
    from hls_procure.assembly.blocks import Blank

    return Blank("law", fact, words, place, id, blocks_final=blocks)


def clause_items(context: Context, clause: Clause) -> list[Item]:
    """The sub-clauses of a clause as it stands in this project."""
    variant = context.variant(clause)
    if variant is None:
        return []
    expander = Expander(context, clause, variant.key, clause.id)
    return expander.items(variant.nodes, clause.id)


def row_ids(draft: TableDraft) -> list[TableRow]:
    """The rows without their words; used where only ids matter."""
    return [TableRow(row[0], (), row[2], row[3]) for row in draft.rows]
