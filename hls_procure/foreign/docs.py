"""Files as the documents that the rules over words read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from hls_procure.findings import Spot
from hls_procure.readacross.lines import Doc, Line
from hls_procure.reading.blocks import ReadBlock, ReadFile

#: How the documents of a pack speak of one another.
CALLED = {
    "invitation": ("the Invitation to Tender", "the Invitation", "the ITT", "the Instructions"),
    "specification": ("the Service Specification", "the Specification"),
    "agreement": ("the Terms and Conditions", "the Conditions of Contract", "the Terms", "the Contract", "the Agreement"),
    "conditions": ("the Selection Questionnaire", "the Questionnaire"),
    "evaluation": ("the Evaluation Model", "the Evaluation"),
    "learning": ("the Learning Plan",),
    "other": (),
}


def doc_of(read: ReadFile, part: str, *, alone: bool) -> Doc:
    """A file as a document. :param alone: whether no other file of the pack is the same part, and its usual names lead here."""
    lines = tuple(_lines(read))
    numbers: dict[str, str] = {}
    for line in lines:
        if line.number:
            numbers.setdefault(line.number, line.text if line.kind == "heading" else "")
    return Doc(
        id=read.name,
        short=read.name,
        part=part,
        noun="clause" if part == "agreement" else "section",
        audience="bidders",
        lines=lines,
        numbers=numbers,
        assembled=False,
        also=CALLED.get(part, ()) if alone else (),
    )


def _lines(read: ReadFile) -> Iterator[Line]:
    shown = [b for b in read.now() if b.text.strip() and b.kind not in ("header", "footer")]
    for row, members in groupby(shown, key=_row):
        blocks = list(members)
        if row is not None:
            yield _of_row(read, blocks)
            continue
        for block in blocks:
            yield _of_block(read, block)


def _row(block: ReadBlock) -> tuple[str, int, int] | None:
    return None if block.table is None else (block.part, block.table.table, block.table.row)


def _spot(read: ReadFile, block: ReadBlock) -> Spot:
    return Spot(read.name, block.part, block.index, block.sheet.address if block.sheet is not None else "")


def _of_row(read: ReadFile, blocks: list[ReadBlock]) -> Line:
    first = blocks[0]
    by_column: dict[int, list[str]] = {}
    for block in blocks:
        assert block.table is not None
        by_column.setdefault(block.table.column, []).append(block.text)
    cells = tuple(" ".join(texts) for texts in by_column.values())
    where = re.sub(r", (?:column \d+|cell ([A-Z]+)(\d+))$", lambda m: f", row {m[2]}" if m[2] else "", first.where)
    heads = tuple(b.table.heads[-1] for b in blocks if b.table is not None and b.table.heads)
    heading = first.heading_path[-1] if first.heading_path else ""
    return Line(first.id, where, "row", " | ".join(cells), (), "", heading, cells=cells, heads=heads, spot=_spot(read, first))


def _of_block(read: ReadFile, block: ReadBlock) -> Line:
    number = block.full or block.typed_number
    text = block.text
    if block.typed_number:
        text = text[len(block.typed_number) :].lstrip(" .:)\t–-")
    number = re.sub(r"^(?:Section|Clause|Part)\s+", "", number.strip(), flags=re.IGNORECASE)
    number = "" if re.match(r"(?:lot|question)\b", number, re.IGNORECASE) else number
    number = re.sub(r"^schedule\b", "Schedule", number, flags=re.IGNORECASE)
    heading = block.heading_path[-1] if block.heading_path else ""
    kind = "heading" if block.level else "para"
    return Line(block.id, block.where, kind, text or block.text, (), number, heading, spot=_spot(read, block))  # type: ignore[arg-type]
