"""Assembled documents as the lines that checks read, each with its place as a reader finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hls_procure.assembly.blocks import Block, Document, Form, Heading, Para, Signature, Span, Table, plain_text
from hls_procure.model.clause import DocumentSpec
from hls_procure.readacross.lines import Doc, Line, LineKind

#: What each document is in the pack; the rest are records and notes.
PARTS = {
    "D07": "invitation",
    "D08": "specification",
    "D09": "conditions",
    "D10": "evaluation",
    "D12": "agreement",
    "D24": "learning",
    "D29a": "grant",
}


def doc_of(document: Document, spec: DocumentSpec) -> Doc:
    """An assembled document, ready to be read across."""
    lines = tuple(_lines(document, spec.noun))
    return Doc(
        id=document.id,
        short=document.short,
        part=PARTS.get(document.id, "other"),
        noun=spec.noun,
        audience=document.audience,
        lines=lines,
        numbers=numbers_of(lines),
        clauses=frozenset(id for id, _, _, _ in document.clauses),
    )


def numbers_of(lines: Iterable[Line]) -> dict[str, str]:
    """Every number that a reference may name, each with the words of its heading or an empty string."""
    named = [line for line in lines if line.number and not _inside_schedule(line)]
    return {line.number: "" for line in named} | {line.number: line.text for line in named if line.kind == "heading"}


def _inside_schedule(line: Line) -> bool:
    return line.where.startswith("Schedule") and not line.number.startswith("Schedule")


def _lines(document: Document, noun: str) -> Iterator[Line]:
    for paragraph in document.front.face:
        yield Line(paragraph.id, "first page", "front", plain_text(paragraph.spans), paragraph.spans)
    walk = _Walk(noun)
    for block in document.blocks:
        yield from walk.block(block)


class _Walk:
    """Walks through blocks and keeps the numbers of what lies above."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.schedule = ""
        self.heading = ""
        self.above: dict[int, str] = {}
        self.place = "the beginning"

    def block(self, block: Block) -> Iterator[Line]:
        """The lines of one block."""
        if isinstance(block, Heading):
            yield self._heading(block)
        elif isinstance(block, Para):
            yield self._para(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Form):
            yield Line(block.id, self.place, "form", "; ".join(block.lines), heading=self.heading, clause=block.trace.clause)
        elif isinstance(block, Signature):
            spans = (*block.party, *(span for _, line in block.lines for span in line))
            text = "; ".join([plain_text(block.party), *(f"{label} {plain_text(line)}" for label, line in block.lines)])
            yield Line(block.id, self.place, "signature", text, spans, heading=self.heading, clause=block.trace.clause)

    def _heading(self, block: Heading) -> Line:
        text = plain_text(block.spans)
        if block.series == "schedule":
            self.schedule, self.above = block.number, {}
        elif block.number:
            self.above = {1: block.number}
        self.heading = f"{block.number} {text}".strip()
        self.place = self._where(block.number, block.series) if block.number else f"'{text}'"
        return self._line(block, "heading", block.number, text)

    def _para(self, block: Para) -> Line:
        number = ""
        if block.number:
            parent = self.above.get(block.depth - 1, "") if block.number.startswith("(") else ""
            number = parent + block.number
            self.above = {depth: value for depth, value in self.above.items() if depth < block.depth}
            self.above[block.depth] = number
            self.place = self._where(number, block.series)
        kind: LineKind = "definition" if block.role == "definition" else "para"
        return self._line(block, kind, number, plain_text(block.spans))

    def _line(self, block: Heading | Para, kind: LineKind, number: str, text: str) -> Line:
        where = f"'{text.partition(' means')[0]}', words with a special meaning" if kind == "definition" else self.place
        return Line(
            block.id, where, kind, text, block.spans, number, self.heading, block.trace.clause, block.trace.facts, block.trace.law
        )

    def _where(self, number: str, series: str) -> str:
        if series == "schedule":
            return number
        if series == "sched-para":
            return f"{self.schedule}, paragraph {number}"
        return f"{self.noun} {number}"

    def _table(self, block: Table) -> Iterator[Line]:
        trace = block.trace
        name = f"{self.place}, Table {block.number}"
        yield Line(block.id, name, "caption", plain_text(block.caption), block.caption, "", self.heading, trace.clause)
        if any(block.heads):
            yield Line(f"{block.id}.heads", name, "heads", " | ".join(block.heads), (), "", self.heading, trace.clause)
        for position, row in enumerate(block.rows, 1):
            cells = tuple(plain_text(cell) for cell in row.cells)
            spans: list[Span] = []
            for cell in row.cells:
                spans += [Span("text", " | "), *cell] if spans else list(cell)
            yield Line(
                row.id, f"{name}, row {position}", "row", " | ".join(cells), tuple(spans), "", self.heading, trace.clause,
                row.facts, trace.law, cells, block.heads,
            )  # fmt: skip
