"""What a file is made of once it is read: blocks of text with their number, place, state and origin.

``text`` is what stands there once every tracked change is accepted, and ``text_before`` what stands there once every one is
rejected. A block that is deleted or hidden as a whole keeps its words in ``text``, so that they can be quoted, and says so:
ask :meth:`ReadFile.now` for the blocks that count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Literal

from hls_procure.errors import Problem
from hls_procure.model.record import record

Kind = Literal["heading", "para", "cell", "header", "footer", "footnote", "endnote", "comment", "textbox"]
FileKind = Literal["docx", "xlsx", "html"]
State = Literal["", "inserted", "deleted"]

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TYPED = re.compile(
    r"((?i:schedule|annex|appendix|part|section|clause|question|lot)\s+(?:[A-Z]?\d{1,3}(?:\.\d{1,3})*|[A-Z])\b"
    r"|[A-Za-z]?\d{1,3}(?:\.\d{1,3}){1,5}[a-z]?(?=[.):]?\s)|[A-Z]\d{1,3}(?=[.):]?\s)"
    rf"|\d{{1,3}}(?=[.):]\s|\t|\s+(?!{_MONTHS})[A-Z])|\((?:[a-z]{{1,2}}|[ivxl]{{1,6}}|\d{{1,3}})\)(?=\s))"
)


@record
class Change:
    """Words that somebody inserted or deleted with tracking on.

    :param moved: whether they were moved (deleted in one place and inserted in another). :param date: as the file has it.
    """

    state: Literal["inserted", "deleted"]
    text: str
    author: str = ""
    date: str = ""
    moved: bool = False


@record
class FieldCode:
    """A Word field: its instruction, with single spaces, and the result that is kept in the file."""

    instruction: str
    result: str

    @property
    def name(self) -> str:
        """The kind of field in capitals: REF, PAGEREF, SEQ …"""
        return self.instruction.split(" ", 1)[0].upper()


@record
class Control:
    """A content control: its tag, title and words. ``placeholder``: it still shows the words that ask for an answer."""

    tag: str
    title: str
    text: str = ""
    placeholder: bool = False


@record
class Place:
    """Where a block stands in a table. Tables are counted from 1 through the file; rows and columns from 1.

    :param row_span: :param column_span: how many rows and columns the cell covers.
    :param heads: the texts above it in the table's head, outermost first; empty in the head itself.
    :param headed: whether the file marks the head; otherwise the first row of a table of several rows is taken for it.
    :param parent: the table around this one, or 0.
    """

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    heads: tuple[str, ...] = ()
    headed: bool = False
    parent: int = 0


@record
class SheetCell:
    """A cell of a workbook.

    :param value: the value that the file keeps, by its type; dates as ISO text. :param formula: as written, never worked out.
    :param format: the number format. :param covers: the merged range that it heads. :param note: its comment.
    :param choices: what its data validation allows. :param unseen: why it is not seen: sheet, row or column.
    """

    sheet: str
    address: str
    value: str | int | float | bool | None = None
    formula: str = ""
    format: str = "General"
    covers: str = ""
    note: str = ""
    choices: str = ""
    unseen: tuple[str, ...] = ()


@record
class ReadBlock:
    """One paragraph, heading, table paragraph, sheet cell, note or comment.

    :param id: stable within the file: the part and the position in it (``document:12``).
    :param index: position among all paragraphs of the part, from 0, so that a writer finds the place again.
    :param number: as printed beside the text (``5.2``, ``(b)``, ``Schedule 2``); empty for bullets and where there is none.
    :param full: as a reference prints it (``5.2(b)``). :param number_sure: False where the number could not be worked out
        for certain. :param number_before: the number with every tracked change rejected, where it differs.
    :param depth: level in its list, from 1, or 0. :param level: outline level of a heading, from 1, or 0.
    :param heading_path: the headings around it, outermost first, like ``2 Money``; its own is not among them.
    :param revision: the whole block is new or deleted. :param end: the same of its paragraph mark alone.
    :param author: of the revision, of the tracked end, or of a comment; :param date: as the file has it.
    :param before: the text with every tracked change rejected, where it differs. :param changes: its tracked words.
    :param hidden: the whole block is not shown. :param unseen: hidden words in a block that is shown.
    :param highlighted: the words that are marked with colour. :param strong: all of it is bold.
    :param anchor: for a note, comment or text box the block it belongs to. :param done: a comment that is resolved.
    """

    id: str
    kind: Kind
    text: str
    part: str
    index: int
    number: str = ""
    full: str = ""
    number_sure: bool = True
    number_before: str | None = None
    bulleted: bool = False
    depth: int = 0
    level: int = 0
    heading_path: tuple[str, ...] = ()
    style: str = ""
    table: Place | None = None
    revision: State = ""
    end: State = ""
    author: str = ""
    date: str = ""
    before: str | None = None
    changes: tuple[Change, ...] = ()
    hidden: bool = False
    unseen: str = ""
    highlighted: str = ""
    strong: bool = False
    fields: tuple[FieldCode, ...] = ()
    bookmarks: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    anchor: str = ""
    done: bool = False
    sheet: SheetCell | None = None

    @property
    def text_before(self) -> str:
        """The words with every tracked change rejected."""
        return self.text if self.before is None else self.before

    @property
    def title(self) -> str:
        """Number and text together, as a list of contents shows them."""
        return f"{self.number} {self.text}".strip()

    @property
    def typed_number(self) -> str:
        """A number that somebody typed at the start of the text (``1.1``, ``(a)``, ``Annex B2``); empty where there is none."""
        found = None if self.number else _TYPED.match(self.text)
        return found[1] if found else ""

    @property
    def where(self) -> str:
        """The place in words, for a message."""
        path = " › ".join(self.heading_path)
        own = self.title if self.level else self.number or self.typed_number
        if self.sheet is not None:
            return f"sheet {self.sheet.sheet}, cell {self.sheet.address}"
        if self.table is not None:
            own = f"table {self.table.table}, row {self.table.row}, column {self.table.column}"
        elif self.kind not in ("para", "heading", "cell"):
            own = f"{self.kind} {self.number}".strip()
        return " › ".join(part for part in (path, own) if part) or f"paragraph {self.index + 1}"


@record
class Alternative:
    """What a screen reader says for a picture or a table. ``text`` is empty where there is none.

    :param anchor: the block it stands in, and for a table its first one.
    """

    of: Literal["picture", "table"]
    anchor: str
    text: str


@record
class ReadFile:
    """A file as it was read.

    :param fingerprint: SHA-256 of its bytes, in hex. :param properties: who wrote it, when, with what (core, extended and
        custom properties, and ``track_changes`` or ``protected`` where the file says so).
    :param contents: the lines of its lists of contents, which repeat the headings and are no blocks.
    :param unread: what could not be read, never passed over.
    """

    name: str
    kind: FileKind
    fingerprint: str
    blocks: tuple[ReadBlock, ...]
    properties: dict[str, str] = field(default_factory=dict)
    contents: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    unread: tuple[Problem, ...] = ()

    def now(self) -> tuple[ReadBlock, ...]:
        """The blocks that a reader sees once every tracked change is accepted, comments left out."""
        return tuple(b for b in self.blocks if b.revision != "deleted" and not b.hidden and b.kind != "comment")

    def outline(self) -> tuple[ReadBlock, ...]:
        """Its headings as they stand now."""
        return tuple(b for b in self.blocks if b.level and b.kind == "heading" and b.revision != "deleted" and not b.hidden)

    def numbers(self) -> dict[str, str]:
        """Each full number and the first block that has it; numbers typed by hand come after those that are worked out."""
        made: dict[str, str] = {}
        for block in self.now():
            if block.full:
                made.setdefault(block.full, block.id)
        for block in self.now():
            if block.typed_number:
                made.setdefault(block.typed_number, block.id)
        return made

    def bookmarks(self) -> dict[str, str]:
        """Each bookmark and its block."""
        return {name: block.id for block in reversed(self.blocks) for name in block.bookmarks}

    def text_now(self) -> list[str]:
        """Every text with insertions in and deletions out, paragraph by paragraph."""
        return _views(self.blocks, before=False)

    def text_before(self) -> list[str]:
        """Every text with deletions in and insertions out, paragraph by paragraph."""
        return _views(self.blocks, before=True)


def _views(blocks: Iterable[ReadBlock], *, before: bool) -> list[str]:
    """The texts of one view; a paragraph whose mark is not in this view runs on into the next one."""
    gone = "inserted" if before else "deleted"
    made: list[str] = []
    open_part = ""
    for block in blocks:
        if block.hidden or block.kind == "comment":
            continue
        words = block.text_before if before else ("" if block.revision == "deleted" else block.text)
        runs_on = block.end == gone
        if open_part == block.part and made:
            made[-1] += words
        elif words or not runs_on:
            made.append(words)
        open_part = block.part if runs_on and made and (words or open_part) else ""
    return [words for words in made if words]


@record
class Cell:
    """One cell of a table with all its paragraphs."""

    place: Place
    blocks: tuple[ReadBlock, ...]

    @property
    def text(self) -> str:
        """Its words as they stand now, one paragraph a line."""
        return "\n".join(b.text for b in self.blocks if b.revision != "deleted" and not b.hidden and b.text)


def cells(blocks: Iterable[ReadBlock]) -> dict[int, list[list[Cell]]]:
    """The tables of a file by number: rows of cells, each row in the order of its columns."""
    found: dict[int, dict[tuple[int, int], list[ReadBlock]]] = {}
    for block in blocks:
        if block.table is not None:
            found.setdefault(block.table.table, {}).setdefault((block.table.row, block.table.column), []).append(block)
    made: dict[int, list[list[Cell]]] = {}
    for number, inside in sorted(found.items()):
        rows: dict[int, list[Cell]] = {}
        for (row, _), members in sorted(inside.items()):
            place = members[0].table
            assert place is not None
            rows.setdefault(row, []).append(Cell(place, tuple(members)))
        made[number] = list(rows.values())
    return made


_SENTENCE = re.compile(r"(?<=[.!?;:])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z0-9£])|\n+")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with the position at which it starts."""
    start = 0
    for gap in _SENTENCE.finditer(text):
        if text[start : gap.start()].strip():
            yield start, text[start : gap.start()].rstrip()
        start = gap.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()
