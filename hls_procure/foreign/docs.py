"""Files as the documents that the rules over words read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from hls_procure.foreign.noting import notes_of, spot_of
from hls_procure.model.record import record
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
    "grant": ("the Grant Letter", "the Grant Agreement"),
    "other": (),
}


#: A line that says what a term means, with the term in quotation marks or only in capitals.
_DEFINED = re.compile(
    r"[“\"‘']?(?P<term>[A-Z][\w’'&/-]*(?:[ -](?:[A-Z(][\w’'&/)-]*|of|and|the|for|to|in|or))*)[”\"’']?"
    r"(?: \([^)]{1,40}\))?:? (?P<rest>(?:means|has the meaning|is defined|refers to|shall mean)\b.*)",
    re.DOTALL,
)
_GLOSSARY = re.compile(r"\b(?:definition|interpretation|glossary|meaning|defined term|words)", re.IGNORECASE)


@record
class Run:
    """Words of one kind in a line."""

    kind: str
    text: str
    path: str = ""
    detail: str = ""


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
        file=notes_of(read),
    )


def _lines(read: ReadFile) -> Iterator[Line]:
    shown = [b for b in read.now() if b.text.strip() and b.kind not in ("header", "footer")]
    above = _Above()
    for row, members in groupby(shown, key=_row):
        blocks = list(members)
        if row is not None:
            yield _of_row(read, blocks)
            continue
        for block in blocks:
            line = _of_block(read, block)
            yield replace(line, number=above.full(line.number)) if line.number else line


class _Above:
    """The numbers above a line, so that a bare (a) is that of its paragraph."""

    def __init__(self) -> None:
        self.number = self.letter = ""

    def full(self, number: str) -> str:
        """The number with those above it: ``4.2(a)``, ``4.2(a)(i)``."""
        if not number.startswith("("):
            self.number, self.letter = number.partition("(")[0], ""
            return number
        roman = re.fullmatch(r"\([ivx]+\)", number) is not None
        if roman and self.letter and not (number == "(i)" and self.letter == "(h)"):
            return f"{self.number}{self.letter}{number}"
        self.letter = number
        return f"{self.number}{number}"


def _row(block: ReadBlock) -> tuple[str, int, int] | None:
    return None if block.table is None else (block.part, block.table.table, block.table.row)


def _of_row(read: ReadFile, blocks: list[ReadBlock]) -> Line:
    first = blocks[0]
    by_column: dict[int, list[str]] = {}
    for block in blocks:
        assert block.table is not None
        by_column.setdefault(block.table.column, []).append(block.text)
    cells = tuple(" ".join(texts) for texts in by_column.values())
    where = re.sub(r", (?:column \d+|cell ([A-Z]+)(\d+))$", lambda m: f", row {m[2]}" if m[2] else "", first.where)
    if len(cells) == 2 and _is_definition(first, cells):
        term = cells[0].strip("“”\"‘’' ")
        rest = cells[1] if re.match(r"(?:means|has the meaning)\b", cells[1]) else f"means {cells[1]}"
        parts = (Run("strong", term, term.lower()), Run("text", f" {rest}"))
        heading = first.heading_path[-1] if first.heading_path else ""
        return Line(first.id, where, "definition", f"{term} {rest}", parts, "", heading, cells=cells, spot=spot_of(read, first))
    heads = tuple(b.table.heads[-1] for b in blocks if b.table is not None and b.table.heads)
    heading = first.heading_path[-1] if first.heading_path else ""
    return Line(first.id, where, "row", " | ".join(cells), (), "", heading, cells=cells, heads=heads, spot=spot_of(read, first))


def _is_definition(first: ReadBlock, cells: tuple[str, ...]) -> bool:
    """Whether a row of two cells says what a term means."""
    if not re.match(r"[“\"‘']?[A-Z]", cells[0]) or len(cells[0]) > 60 or len(cells[1]) < 12:
        return False
    heading = " ".join((*first.heading_path[-2:], *(first.table.heads if first.table else ())))
    return cells[1].startswith(("means", "has the meaning")) or (cells[0][0] in "“\"‘'" and _GLOSSARY.search(heading) is not None)


def _of_block(read: ReadFile, block: ReadBlock) -> Line:
    number = block.full or block.typed_number
    text = block.text
    if block.typed_number:
        text = text[len(block.typed_number) :].lstrip(" .:)\t–-")
    number = re.sub(r"^(?:Section|Clause|Part)\s+", "", number.strip(), flags=re.IGNORECASE)
    number = "" if re.match(r"(?:lot|question)\b", number, re.IGNORECASE) else number
    number = re.sub(r"^schedule\b", "Schedule", number, flags=re.IGNORECASE)
    heading = block.heading_path[-1] if block.heading_path else ""
    kind = "heading" if block.level else "caption" if re.match(r"(?:table|figure) \d+\b", block.text, re.IGNORECASE) else "para"
    defined = _DEFINED.fullmatch(text) if kind == "para" and not number else None
    if defined:
        parts = (Run("strong", defined["term"], defined["term"].lower()), Run("text", f" {defined['rest']}"))
        return Line(block.id, block.where, "definition", text, parts, number, heading, spot=spot_of(read, block))
    return Line(block.id, block.where, kind, text or block.text, (), number, heading, spot=spot_of(read, block))  # type: ignore[arg-type]
