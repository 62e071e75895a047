"""An edited file as the lines that checks read: what is as it was built keeps what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from hls_procure.assembly.blocks import Span
from hls_procure.findings import Spot
from hls_procure.model.fields import FieldSchema
from hls_procure.readacross.edits import Edit
from hls_procure.readacross.lines import Doc, Line, LineKind, Part
from hls_procure.reading.blocks import ReadBlock, ReadFile
from hls_procure.reading.likeness import folded
from hls_procure.reconcile.align import same_words
from hls_procure.reconcile.besides import steady
from hls_procure.reconcile.lines import Line as Piece
from hls_procure.reconcile.lines import Sides
from hls_procure.reconcile.segments import of_spans
from hls_procure.reconcile.words import compare

_CAPTION = re.compile(r"\ATable \d+: ")
#: Lines whose pieces go by one key, whatever kind they are in the file.
_KEYS = {"heading": "para", "definition": "para", "signature": "form"}
Key = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """What a file says. :param lines: all of it; :param changed: those that are not as they were built.

    :param edits: every difference.
    """

    lines: tuple[Line, ...]
    changed: tuple[Line, ...]
    edits: tuple[Edit, ...]


def lines_of(doc: Doc, sides: Sides, as_built: ReadFile, schema: FieldSchema, edits: tuple[Edit, ...]) -> Shown:
    """The lines of an edited file in its order.

    :param doc: the document as it would be built; :param sides: the same beside the file; :param as_built: the file that would
        be built, read.
    """
    walk = _Walk(doc, sides, as_built, schema)
    lines = tuple(walk.lines())
    return Shown(lines, tuple(walk.changed), edits)


@dataclass
class _Walk:
    """Goes through the paragraphs of a file in their order."""

    doc: Doc
    sides: Sides
    as_built: ReadFile
    schema: FieldSchema
    changed: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.base = {(_KEYS.get(line.kind, line.kind), line.id): line for line in self.doc.lines}
        self.pieces = self.sides.by_block()
        self.whole: dict[Key, list[Piece]] = {}
        for piece in self.sides.lines:
            self.whole.setdefault(self._key(piece), []).append(piece)
        margins = ("header", "footer")
        self.margins = {steady(block) for block in self.as_built.blocks if block.kind in margins}
        self.known = {folded(block.text) for block in self.as_built.blocks}
        self.front = {block.id for block in self.sides.matched.front}
        self.told: set[Key] = set()
        self.where, self.heading = "the first page", ""

    def _key(self, piece: Piece) -> Key:
        """The line that a piece is part of."""
        unit = piece.unit
        if ("form", unit.owner) in self.base:
            return "form", unit.owner
        if unit.kind == "cell":
            return "row", unit.id.rpartition(":")[0]
        if unit.kind == "head":
            return "heads", f"{unit.owner}.heads"
        return unit.kind if unit.kind in ("caption", "front") else "para", unit.id

    def lines(self) -> Iterator[Line]:
        """Every line."""
        blocks = [
            b for b in self.sides.file.now() if b.text.strip() and not (b.id in self.front and folded(b.text) in self.known)
        ]
        for place, members in groupby(blocks, key=_row):
            inside = list(members)
            if place is None:
                for block in inside:
                    yield from self._block(block)
            else:
                yield from self._row(inside)

    def _block(self, block: ReadBlock) -> Iterator[Line]:
        if block.kind in ("header", "footer") and steady(block) in self.margins:
            return
        piece = self.pieces.get(block.id)
        if piece is None:
            yield self._new(block, block.text)
        else:
            yield from self._known(self._key(piece), [block])

    def _row(self, blocks: list[ReadBlock]) -> Iterator[Line]:
        keys = list(dict.fromkeys(self._key(self.pieces[b.id]) for b in blocks if b.id in self.pieces))
        if len(keys) == 1:
            yield from self._known(keys[0], blocks)
        elif keys:
            for block in blocks:
                yield from self._block(block)
        else:
            cells = _cells(blocks)
            yield self._new(blocks[0], " | ".join(cells), cells)

    def _known(self, key: Key, blocks: list[ReadBlock]) -> Iterator[Line]:
        """A line that the document has, as the file shows it."""
        line = self.base.get(key)
        if line is None:
            yield from self._first_page(blocks)
            return
        if key in self.told:
            return
        self.told.add(key)
        pieces = self.whole[key]
        self.where, self.heading = line.where, line.heading
        number = blocks[0].full if self.sides.file.kind == "docx" and line.number and blocks[0].full else line.number
        line = replace(line, spot=self._spot(blocks[0]), number=number)
        extra = any(block.id not in self.pieces for block in blocks)
        if not extra and all(p.pair is not None and p.pair.same for p in pieces if p.unit.text.strip()):
            yield line
            return
        made = self._otherwise(line, pieces, blocks)
        if made.text != line.text:
            self.changed.append(made)
        yield made

    def _otherwise(self, line: Line, pieces: list[Piece], blocks: list[ReadBlock]) -> Line:
        """A line that has other words."""
        if line.kind in ("form", "signature"):
            return replace(line, text="; ".join(p.pair.block.text for p in pieces if p.pair is not None), parts=())
        if line.kind in ("row", "heads"):
            cells = tuple(_cells(blocks))
            text = " | ".join(cells)
        else:
            cells, text = line.cells, _CAPTION.sub("", blocks[0].text)
        if same_words(text, line.text):
            return line
        spans = tuple(Span(p.kind, p.text, p.path) for p in line.parts)  # type: ignore[arg-type]
        found = compare(of_spans(spans), text, self.schema)
        gone = {one.path for one in found.facts} | {one.path for one in found.lost}
        facts = tuple(path for path in line.facts if path not in gone)
        parts: list[Part] = []
        at = 0
        if line.kind == "definition" and line.parts and text.startswith(line.parts[0].text):
            parts, at = [line.parts[0]], len(line.parts[0].text)
        for piece in sorted(found.pieces, key=lambda one: (one.start, one.end)):
            if piece.start < at or piece.changed:
                continue
            parts += [Span("text", text[at : piece.start])] if piece.start > at else []
            kind = "caution" if piece.segment.kind == "auto" else piece.segment.kind
            parts.append(Span(kind, text[piece.start : piece.end], piece.segment.path))  # type: ignore[arg-type]
            at = piece.end
        parts += [Span("text", text[at:])] if at < len(text) else []
        plain = line.kind == "definition" and (not parts or parts[0].kind != "strong")
        cells = cells if line.kind == "row" else line.cells
        heads = tuple(_cells(blocks)) if line.kind == "heads" and line.heads else line.heads
        return replace(line, text=text, parts=() if plain else tuple(parts), cells=cells, heads=heads, facts=facts)

    def _first_page(self, blocks: Iterable[ReadBlock]) -> Iterator[Line]:
        """Lines of the first page that checks read only where somebody changed them."""
        for block in blocks:
            if folded(block.text) not in self.known:
                line = Line(f"{self.doc.id}:{block.id}", "first page", "front", block.text, spot=self._spot(block))
                self.changed.append(line)
                yield line

    def _new(self, block: ReadBlock, text: str, cells: Iterable[str] = ()) -> Line:
        row = tuple(cells)
        number = block.full if self.sides.file.kind == "docx" else ""
        where = f"{self.doc.noun} {number}" if number else f"after {self.where}"
        if block.kind not in ("heading", "para", "cell"):
            where = f"a {block.kind} of {self.where}" if block.kind not in ("header", "footer") else f"the {block.kind}"
        kind: LineKind = "row" if row else "heading" if block.level else "para"
        heads = block.table.heads if row and block.table is not None else ()
        id = f"{self.doc.id}:{block.id}"
        line = Line(id, where, kind, text, (), number, self.heading, cells=row, heads=heads[-1:], spot=self._spot(block))
        self.changed.append(line)
        return line

    def _spot(self, block: ReadBlock) -> Spot:
        return Spot(self.sides.file.name, block.part, block.index)


def _row(block: ReadBlock) -> tuple[str, int, int] | None:
    return None if block.table is None else (block.part, block.table.table, block.table.row)


def _cells(blocks: Iterable[ReadBlock]) -> list[str]:
    """The words of a row, column by column."""
    found: dict[int, list[str]] = {}
    for block in blocks:
        found.setdefault(block.table.column if block.table else 0, []).append(block.text)
    return [" ".join(texts) for texts in found.values()]
