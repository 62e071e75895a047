"""An assembled document and a file side by side, piece by piece, each with its place in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hls_procure.assembly.blocks import Block, Document, Drawing, Heading, Para, Spans, Table
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadBlock, ReadFile
from hls_procure.reading.likeness import Words, likeness
from hls_procure.reading.match import Matched, Pair, Unit, match, units_of


@record
class Line:
    """A piece of the assembled document with what it was made from, and where the file shows it.

    :param at: its place among all pieces. :param spans: its words as typed spans; empty for heads, labels and the first page.
    :param pair: None where the file does not have it.
    """

    at: int
    unit: Unit
    block: Block | None
    spans: Spans
    where: str
    pair: Pair | None

    @property
    def id(self) -> str:
        """The id of the piece."""
        return self.unit.id


@record
class Sides:
    """Both sides, matched. :param body: the paragraphs of the file in order, tracked changes accepted."""

    document: Document
    file: ReadFile
    lines: tuple[Line, ...]
    body: tuple[ReadBlock, ...]
    matched: Matched

    def by_block(self) -> dict[str, Line]:
        """The piece that each paragraph of the file shows."""
        return {line.pair.block.id: line for line in self.lines if line.pair is not None}


def side_by_side(document: Document, file: ReadFile, noun: str, bookmarks: Mapping[str, str] | None = None) -> Sides:
    """Match a file to a document. :param noun: what its numbered parts are called."""
    seen = accepted(file)
    found = match(seen, document, bookmarks)
    owners = pieces_of(document, noun)
    pairs, missing = list(found.pairs), list(found.missing)
    lines = []
    for at, unit in enumerate(units_of(document)):
        pair = None
        if pairs and _same(pairs[0].unit, unit):
            pair = pairs.pop(0)
        elif missing and _same(missing[0], unit):
            missing.pop(0)
        else:
            continue
        block, spans, where = owners[at]
        lines.append(Line(at, unit, block, spans, where, pair))
    body = tuple(b for b in seen.blocks if b.kind in ("heading", "para", "cell") and b.revision != "deleted" and not b.hidden)
    return _with_captions(Sides(document, seen, tuple(lines), body, found))


def _with_captions(sides: Sides) -> Sides:
    """A caption without a place is the new paragraph right before its table, whatever it says now."""
    new = {block.id for block in sides.matched.new}
    tables = {id(line.block): line.pair.block.table for line in sides.lines if line.pair and isinstance(line.block, Table)}
    first: dict[int, int] = {}
    for at, block in enumerate(sides.body):
        if block.table is not None:
            first.setdefault(block.table.table, at)
    lines = list(sides.lines)
    for number, line in enumerate(lines):
        place = tables.get(id(line.block)) if line.unit.kind == "caption" and line.pair is None else None
        before = sides.body[first[place.table] - 1] if place is not None and first[place.table] else None
        if before is not None and before.id in new and before.table is None:
            new.discard(before.id)
            like = likeness(Words.of(line.unit.text), Words.of(before.text))
            lines[number] = replace(line, pair=Pair(line.unit, before, "text", like))
    matched = replace(sides.matched, new=tuple(block for block in sides.matched.new if block.id in new))
    return replace(sides, lines=tuple(lines), matched=matched)


def _same(one: Unit, other: Unit) -> bool:
    return one.id == other.id and one.text == other.text and one.kind == other.kind


def accepted(file: ReadFile) -> ReadFile:
    """The file with every tracked change accepted: a paragraph whose end was deleted runs on into the next one."""
    made: list[ReadBlock] = []
    open_at: int | None = None
    for block in file.blocks:
        if open_at is not None and block.part == made[open_at].part and block.kind in ("para", "heading"):
            before = made[open_at]
            gone = block.revision == "deleted"
            apart = "" if before.text[-1:].isspace() or block.text[:1].isspace() else " "
            text = before.text if gone else before.text + apart + block.text
            made[open_at] = replace(
                before, text=text, before=None, changes=(*before.changes, *block.changes),
                bookmarks=(*before.bookmarks, *block.bookmarks), fields=(*before.fields, *block.fields), end=block.end,
            )  # fmt: skip
            open_at = open_at if block.end == "deleted" else None
            continue
        runs_on = block.end == "deleted" and block.revision != "deleted" and block.kind in ("para", "heading") and block.text
        made.append(block)
        open_at = len(made) - 1 if runs_on else None
    return replace(file, blocks=tuple(made))


def pieces_of(document: Document, noun: str) -> list[tuple[Block | None, Spans, str]]:
    """For each piece the block it is part of, its spans and its place in words; in the order of the pieces."""
    front = document.front
    lines = (front.authority, front.title, front.subtitle, front.reference, front.version or front.date)
    made: list[tuple[Block | None, Spans, str]] = [(None, (), "the first page") for words in lines if words]
    made += [(None, face.spans, "the first page") for face in front.face]
    walk = _Walk(document, noun)
    for block in document.blocks:
        made += walk.block(block)
    return made


class _Walk:
    def __init__(self, document: Document, noun: str) -> None:
        self.numbers, self.noun = document.numbers, noun
        self.place = "the beginning"
        self.schedule = ""

    def block(self, block: Block) -> list[tuple[Block | None, Spans, str]]:
        """The pieces of one block."""
        if isinstance(block, (Heading, Para)):
            if isinstance(block, Heading) and block.series == "schedule":
                self.schedule = block.number
            if block.number:
                self.place = self.where(block)
            elif isinstance(block, Heading):
                self.place = f"the heading '{_text(block.spans)}'"
            term = isinstance(block, Para) and block.role == "definition"
            where = f"the definition of {block.spans[0].text}" if term and block.spans else self.place
            return [(block, block.spans, where)]
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Drawing):
            return []
        count = len(block.lines) if not hasattr(block, "party") else 1 + 2 * len(block.lines)
        return [(block, (), f"{self.place}, the form")] * count

    def where(self, block: Heading | Para) -> str:
        """The place of a numbered block."""
        full = self.numbers.get(block.id, block.number)
        if block.series == "schedule":
            return block.number
        return f"{self.schedule}, paragraph {full}" if block.series == "sched-para" else f"{self.noun} {full}"

    def _table(self, block: Table) -> list[tuple[Block | None, Spans, str]]:
        name = f"{self.place}, Table {block.number}"
        made: list[tuple[Block | None, Spans, str]] = [(block, block.caption, name)]
        made += [(block, (), f"{name}, heads")] * len(block.heads)
        for number, row in enumerate(block.rows, 1):
            for column, cell in enumerate(row.cells):
                head = block.heads[column] if column < len(block.heads) else ""
                made.append((block, cell, f"{name}, row {number}" + (f", {head}" if head else "")))
        return made


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def texts(lines: Iterable[Line]) -> str:
    """The words of some pieces, one a line."""
    return "\n".join(f"{line.unit.number} {line.unit.text}".strip() for line in lines if line.unit.text)


def runs_of(blocks: Sequence[ReadBlock]) -> str:
    """The words of some paragraphs of a file, one a line."""
    return "\n".join(block.title for block in blocks if block.text)
