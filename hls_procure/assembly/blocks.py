"""What an assembled document is made of: blocks of typed spans, without any file format.

Every span knows what it is (plain words, a fact, a reference, a defined term, a blank), and every block knows
the clause, the facts, the conditions and the law it came from. Writers project this; nothing reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from hls_procure.model.record import record

SpanKind = Literal["text", "fact", "ref", "term", "blank", "caution", "strong"]


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of one kind.

    :param path: the fact's path, the reference's target id, the term's id, or what a blank waits for.
    :param detail: for a reference, ``full`` (its whole number) or ``own`` (only its last part); for a blank, its kind.
    """

    kind: SpanKind
    text: str
    path: str = ""
    detail: str = ""


Spans: TypeAlias = tuple[Span, ...]


def plain_text(spans: Spans) -> str:
    """The words of some spans, as a reader sees them."""
    return "".join(span.text for span in spans)


@record
class Trace:
    """Where a block came from.

    :param clause: clause or section id; :param version: its version; :param variant: the wording chosen.
    :param facts: paths shown; :param law: legal facts; :param conditions: what had to be true.
    """

    clause: str = ""
    version: str = ""
    variant: str = ""
    facts: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


NO_TRACE = Trace()


@record
class Heading:
    """A heading. ``series`` says which numbering it belongs to: clause, schedule, sched-para, or none.

    :param level: 1 is the largest in the document's outline. :param number: as printed, or empty.
    """

    id: str
    level: int
    series: Literal["clause", "schedule", "sched-para", "none"]
    number: str
    spans: Spans
    trace: Trace = NO_TRACE


@record
class Para:
    """A paragraph; numbered ones belong to a series and have a depth in it (1 is the clause itself).

    :param continues: whether it goes on from the paragraph before it (same sub-clause, no number).
    :param role: ``letter`` is a paragraph of a letter and ``item`` an item of a list in one; neither has a number.
    """

    id: str
    series: Literal["clause", "sched-para", "none"]
    depth: int
    number: str
    spans: Spans
    trace: Trace = NO_TRACE
    continues: bool = False
    role: Literal["", "face", "note", "definition", "letter", "item"] = ""


@record
class TableRow:
    """A row; its id is that of its record, so that a bookmark can name it."""

    id: str
    cells: tuple[Spans, ...]
    facts: tuple[str, ...] = ()
    total: bool = False


@record
class Table:
    """A table with a caption and one row of heads.

    A row with the id of the table stands for all of them: it says why there are none, and runs across every column.

    :param widths: shares of the width; :param aligns: left or right for each column.
    """

    id: str
    number: int
    caption: Spans
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[int, ...]
    aligns: tuple[str, ...]
    trace: Trace = NO_TRACE


@record
class Form:
    """Lines that somebody fills in by hand: a label and room for the answer."""

    id: str
    lines: tuple[str, ...]
    trace: Trace = NO_TRACE


@record
class Signature:
    """A place to sign: for whom, by which role, on what authority."""

    id: str
    party: Spans
    lines: tuple[tuple[str, Spans], ...]
    trace: Trace = NO_TRACE


#: What a drawing is called in a file, with its number: a reader knows by it that its figures stand in words beside it.
DRAWING = "HLS drawing"


@record
class Mark:
    """One bar or one day of a drawing: what stands beside it, what it amounts to in words, and as a number.

    :param value: pence for a sum, the ordinal of a day for a day.
    """

    label: str
    shown: str
    value: int


@record
class Drawing:
    """A drawing of figures that stand in words beside it.

    :param kind: ``money-by-year`` or ``timetable``. :param alt: every mark in words, for whoever does not see it.
    """

    id: str
    kind: str
    marks: tuple[Mark, ...]
    alt: str
    trace: Trace = NO_TRACE


Block: TypeAlias = Heading | Para | Table | Form | Signature | Drawing


def block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every printed text, in order: headings and paragraphs with their numbers, tables cell by cell. A drawing prints none."""
    for block in blocks:
        if isinstance(block, (Heading, Para)):
            yield f"{block.number} {plain_text(block.spans)}".strip()
        elif isinstance(block, Table):
            yield plain_text(block.caption)
            yield from block.heads
            for row in block.rows:
                yield from (plain_text(cell) for cell in row.cells)
        elif isinstance(block, Form):
            yield from block.lines
        elif isinstance(block, Signature):
            yield plain_text(block.party)
            yield from (f"{label} {plain_text(spans)}" for label, spans in block.lines)


@record
class Blank:
    """A place in a document that is not filled.

    :param kind: unanswered, later, deliberate, tender, award, attach or law.
    :param where: the clause's printed place; :param blocks_final: whether a final version is refused.
    """

    kind: str
    path: str
    words: str
    where: str
    id: str
    owner: str | None = None
    by: str | None = None
    blocks_final: bool = False


@record
class Front:
    """The first page and the running lines."""

    title: str
    subtitle: str
    authority: str
    reference: str
    version: str
    date: str
    face: tuple[Para, ...] = ()
    draft: bool = True


@record
class Document:
    """An assembled document, ready for any writer.

    :param bookmarks: every id that a reference may point to, and its Word bookmark.
    :param numbers: every numbered id and its number as printed. :param breaks: the headings that begin a new page.
    :param words: in another language than English, the words that writers and templates put around the text.
    """

    id: str
    short: str
    filename: str
    audience: str
    template: str
    front: Front
    blocks: tuple[Block, ...]
    blanks: tuple[Blank, ...] = ()
    bookmarks: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    clauses: tuple[tuple[str, str, str, str], ...] = ()
    purpose: str = "tender"
    breaks: frozenset[str] = frozenset()
    words: dict[str, str] = field(default_factory=dict)

    def word(self, english: str) -> str:
        """A word that a writer puts around the text: ``Table``, ``Page``."""
        return self.words.get(english, english)
