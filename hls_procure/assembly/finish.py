"""The last step of an assembly: references and definitions written, everything laid out as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hls_procure.assembly.blocks import (
    Blank,
    Block,
    Drawing,
    Form,
    Heading,
    Para,
    Signature,
    Span,
    Spans,
    Table,
    TableRow,
    Trace,
)
from hls_procure.assembly.context import Context, Item, Piece
from hls_procure.assembly.drawings import drawn
from hls_procure.assembly.expand import DrawingDraft, TableDraft
from hls_procure.assembly.refs import Resolver, bookmark
from hls_procure.assembly.signing import signature_blocks
from hls_procure.assembly.slots import last_token
from hls_procure.assembly.words import Words
from hls_procure.errors import InputError, Problem
from hls_procure.model.clause import Term
from hls_procure.model.marks import RefMark

if TYPE_CHECKING:
    from hls_procure.assembly.assemble import Assembler, Skeleton


@dataclass
class Finisher:
    """Lays one document out.

    :param blanks: blanks met while definitions and signatures were written.
    :param clauses: the clauses and sections printed, in order.
    """

    context: Context
    skeleton: Skeleton
    assembler: Assembler
    blanks: list[Blank] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.dangling: list[tuple[str, str]] = []
        self.resolver = Resolver(self.assembler, self.skeleton, self.dangling)
        self.tables = 0
        self.last: Table | None = None
        self.row_ids: list[str] = []
        self.has_parts = any(item.kind == "heading" and not item.numbered for item in self.skeleton.items)

    def blocks(self) -> list[Block]:
        """All blocks. :raises InputError: where a reference points nowhere or a term has no definition."""
        before = len(self.context.blanks)
        made: list[Block] = []
        for item in self.skeleton.items:
            made += self._block(item, depth=1)
        made = self._with_definitions(made)
        self.blanks += self.context.blanks[before:]
        del self.context.blanks[before:]
        if self.dangling:
            raise InputError(
                Problem(
                    owner,
                    f"refers to {target}, which is not in this document",
                    "Its clause does not apply to this project, or its wording has no such sub-clause.",
                    "Give the sub-clause 'with_target', or refer to something that is always there.",
                )
                for target, owner in dict.fromkeys(self.dangling)
            )
        return made

    def bookmarks(self) -> dict[str, str]:
        """Every id that can be referred to, and every table row that shows a fact, with its Word bookmark."""
        ids = [*self.skeleton.numbers, *self.row_ids]
        return {id: bookmark(id) for id in dict.fromkeys(ids)}

    def _spans(self, pieces: list[Piece], owner: str) -> Spans:
        made: list[Span] = []
        for piece in pieces:
            if isinstance(piece, RefMark):
                said = "".join(span.text for span in made).rstrip(" [")
                initial = not said or said.endswith((".", "?", "!"))
                if self.context.slots is not None and last_token(said) is not None:
                    self.context.slots.refused.append(f"{owner} has a reference behind a value")
                made += self.resolver.spans(piece, owner, initial=initial)
            else:
                made.append(piece)
        return tuple(span for span in made if span.text)

    def _trace(self, item: Item) -> Trace:
        clause = item.clause
        return Trace(
            clause.id if clause else "",
            clause.version if clause else "",
            item.variant,
            item.facts,
            item.law,
            item.conditions,
        )

    def _block(self, item: Item, depth: int) -> list[Block]:
        if item.kind in ("heading", "schedule"):
            return self._heading(item)
        if item.kind == "table":
            return [self._table(item)]
        if item.kind == "form":
            return [Form(item.id, tuple(item.extra), self._trace(item))]  # type: ignore[arg-type]
        if item.kind == "signatures":
            return list(signature_blocks(self.context, item.id, self._trace(item)))
        if item.kind == "drawing":
            return list(self._drawing(item))
        if item.kind == "definitions":
            return [Para(item.id, "none", 0, "", (), self._trace(item), role="definition")]
        return self._para(item, depth)

    def _heading(self, item: Item) -> list[Block]:
        number = self.skeleton.numbers.get(item.id)
        spans = self._spans(item.pieces, item.id)
        made: list[Block] = []
        if number is None:
            made.append(Heading(item.id, 1, "none", "", spans, self._trace(item)))
        else:
            level = 1 if number.series == "schedule" else 2
            if number.series == "clause" and not self.has_parts:
                level = 1
            made.append(Heading(item.id, level, number.series, number.own, spans, self._trace(item)))
            if item.clause is not None and item.kind == "heading":
                self.clauses.append(item.clause.id)
        for child in item.children:
            made += self._block(child, 2 if number is not None and number.series != "schedule" else 1)
        return made

    def _para(self, item: Item, depth: int) -> list[Block]:
        number = self.skeleton.numbers.get(item.id)
        spans = self._spans(item.pieces, item.id)
        series: Any = "none" if number is None else number.series
        place = number.depth if number is not None else depth
        made: list[Block] = []
        for count, part in enumerate(_paragraphs(spans)):
            if not part:
                continue
            first = count == 0
            made.append(
                Para(
                    item.id,
                    series,
                    place,
                    number.own if number and first else "",
                    part,
                    self._trace(item) if first else Trace(item.clause.id if item.clause else ""),
                    continues=not first,
                )
            )
        for child in item.children:
            made += self._block(child, place + 1)
        return made

    def _table(self, item: Item) -> Table:
        draft = item.extra
        assert isinstance(draft, TableDraft)
        self.tables += 1
        width = len(draft.spec.columns)
        rows = []
        for row_id, cells, facts, total in draft.rows:
            written = [self._spans(cell, row_id) for cell in cells]
            written += [()] * (width - len(written))
            if facts:
                self.row_ids.append(row_id)
            rows.append(TableRow(row_id, tuple(written), facts, total))
        self.last = Table(
            item.id,
            self.tables,
            self._spans(draft.caption, item.id),
            tuple(column.head for column in draft.spec.columns),
            tuple(rows),
            tuple(column.width for column in draft.spec.columns),
            tuple(column.align for column in draft.spec.columns),
            self._trace(item),
        )
        return self.last

    def _drawing(self, item: Item) -> Iterator[Drawing]:
        """The drawing, where its figures are all there; a timetable is that of the table written last."""
        asked = item.extra
        assert isinstance(asked, DrawingDraft)
        found = drawn(
            asked.spec, self.context.facts, asked.env, self.last.rows if self.last is not None else (), self.context.tongue
        )
        if found is not None:
            yield Drawing(item.id, found.kind, found.marks, found.alt, self._trace(item))

    def _with_definitions(self, blocks: list[Block]) -> list[Block]:
        used = _terms_in(blocks)
        written: dict[str, list[Block]] = {}
        waiting = sorted(used)
        while waiting:
            id = waiting.pop()
            if id in written:
                continue
            written[id] = self._definition(self.context.library.terms[id])
            waiting += [other for other in _terms_in(written[id]) if other not in written]
        terms = self.context.library.terms
        ordered = sorted(written, key=lambda i: (terms[i].singular.lower(), i))
        made: list[Block] = []
        placed = False
        for block in blocks:
            if isinstance(block, Para) and block.role == "definition" and not block.spans:
                placed = True
                made += [paragraph for id in ordered for paragraph in written[id]]
            else:
                made.append(block)
        if written and not placed:
            raise InputError(
                Problem(
                    self.skeleton.spec.id,
                    f"uses defined terms ({', '.join(terms[i].singular for i in ordered)}) and has nowhere to define them",
                    do="Add a section with 'special: definitions'.",
                )
            )
        return made

    def _definition(self, term: Term) -> list[Block]:
        words = Words(self.context, f"term.{term.id}", term.where)
        lead, _, tail = self.context.library.texts["definition"].partition("{meaning}")
        pieces: list[Piece] = [Span("strong", term.singular, term.id), Span("text", lead.replace("{term}", ""))]
        pieces += words.pieces(term.means)
        pieces.append(Span("text", tail))
        spans = self._spans(pieces, f"term.{term.id}")
        trace = Trace(facts=tuple(words.facts), law=term.law)
        return [Para(f"term.{term.id}", "none", 1, "", spans, trace, role="definition")]


def _paragraphs(spans: Spans) -> list[Spans]:
    """A person's blank lines start new paragraphs; nothing else does."""
    made: list[list[Span]] = [[]]
    for span in spans:
        parts = span.text.split("\n\n") if span.kind == "fact" else [span.text]
        for number, part in enumerate(parts):
            if number:
                made.append([])
            if part:
                made[-1].append(Span(span.kind, part, span.path, span.detail))
    return [tuple(paragraph) for paragraph in made]


def _terms_in(blocks: list[Block]) -> set[str]:
    found = set()
    for block in blocks:
        groups: list[Spans] = []
        if isinstance(block, (Heading, Para)):
            groups = [block.spans]
        elif isinstance(block, Table):
            groups = [block.caption, *(cell for row in block.rows for cell in row.cells)]
        elif isinstance(block, Signature):
            groups = [block.party, *(line[1] for line in block.lines)]
        found |= {span.path for group in groups for span in group if span.kind == "term"}
    return found
