"""Blocks as typst source. Strings in, strings out: everything that a person typed stands in it as a quoted string."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from hls_procure.assembly.blocks import Block, Document, Drawing, Form, Heading, Para, Span, Spans, Table, TableRow
from hls_procure.documents.docx.body import leads_on, tall
from hls_procure.documents.docx.widths import PADDING, TEXT_WIDTH, column_widths, ems
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.typst.look import AUTHORITY, CLAUSE, PART, SMALL, SUBTITLE, TITLE, preamble
from hls_procure.documents.typst.words import Words
from hls_procure.model.record import record

#: Documents of this template begin at once, without a title page and a list of contents.
NOTE = "note.docx"
#: And so does a letter, whose type is smaller.
LETTER, LETTER_SIZE = "letter.docx", 10.5 / 12
_STEP, _DEEP = 35.45, 28.35  # points: room for a number, and for a number of the third and fourth level
_LINE = 440.0  # the width of a line, with something to spare
MOST_AGAIN = 7
_ADDRESS = re.compile(r"(?<![\w.%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w@-])")
_GAP = 0.4  # between a number and its words, as a share of the size of the type


@record
class Source:
    """What typst is given. :param replaced: by name, the characters that the fonts lack, with how often each came."""

    text: str
    replaced: dict[str, int]


class Writer:
    """Writes the blocks of one document."""

    def __init__(self, document: Document, style: HouseStyle, words: Words, family: str = "sans-serif") -> None:
        self.document = document
        self.style = style
        self.words = words
        self.family = family
        ids = [b.id for b in document.blocks if isinstance(b, Heading) or (isinstance(b, (Para, Table)) and b.number)]
        self.labels = {id: f"b{number}" for number, id in enumerate(dict.fromkeys(ids))}
        self.written: set[str] = set()
        self.totals = 0
        self.leading = {a.id for a, b in pairwise([*document.blocks, None]) if isinstance(a, Para) and leads_on(a, b)}

    def body(self) -> str:
        """Everything after the list of contents."""
        made = []
        for listed, blocks in groupby(self.document.blocks, _is_item):
            if listed:
                items = "".join(f"{{{self._spans(block.spans)}}}, " for block in blocks if isinstance(block, Para))
                made.append(f"#list(indent: 6pt, {items})\n")
            else:
                made += [self._block(block) for block in blocks]
        return "".join(made)

    def _letterhead(self) -> str:
        front, size, words = self.document.front, self.style.size, self.words
        lines = "".join(f"#par({{{words.string(line)}}})\n" for line in (front.subtitle, front.date))
        to = "".join(f"#par({{{self._spans(p.spans)}}})\n" for p in front.face)
        name = words.string(front.title, _LINE / (size * CLAUSE))
        # A page without any heading is found by its title, which is one then.
        headed = any(isinstance(block, Heading) for block in self.document.blocks)
        title = f"title({{{name}}})" if headed else f"heading(level: 1, text(size: {size * CLAUSE:.2f}pt, {{{name}}}))"
        return (
            "#set page(margin: (x: 62pt, top: 51pt, bottom: 54pt))\n#set par(spacing: 0.8em)\n#set list(spacing: 0.6em)\n"
            f"#show title: set text(size: {size * CLAUSE:.2f}pt, fill: colour)\n"
            f"#par(text(size: {size * AUTHORITY:.2f}pt, fill: colour, strong({{{words.string(front.authority)}}})))\n{lines}{to}"
            f"#block(above: 14pt, below: 10pt, {title})\n"
        )

    def front(self) -> str:
        """The first page, and the list of contents of a long document."""
        if self.document.template == LETTER:
            return self._letterhead()
        front, size, words = self.document.front, self.style.size, self.words
        note = self.document.template == NOTE
        made = (
            f"#front-({24 if note else 60}pt, {size * AUTHORITY:.2f}pt, {size * TITLE:.2f}pt, {size * SUBTITLE:.2f}pt,\n"
            f"  {{{words.string(front.authority)}}},\n  {{{words.string(front.title, _LINE / (size * TITLE))}}},\n"
            f"  {{{words.string(front.subtitle)}}},\n  {{{words.string(front.reference)}}},\n"
            f"  {{{words.string(f'{front.version}, {front.date}')}}})\n"
        )
        made += "".join(f"#f-({{{self._spans(p.spans)}}})\n" for p in front.face)
        if not note and any(isinstance(block, Heading) for block in self.document.blocks):
            made += (
                f"#pagebreak()\n#{{show heading: set text(size: {size * PART:.2f}pt); show heading: set block(below: 1.2em);"
                'outline(title: "Contents", depth: 2)}\n#pagebreak()\n'
            )
        return made

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Para):
            return self._para(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Form):
            return self._lines(None, [(label, ()) for label in block.lines])
        if isinstance(block, Drawing):
            return self._drawing(block)
        return self._lines(block.party, block.lines)

    def _label(self, id: str) -> str:
        """The label of an id, the first time that it comes."""
        label = self.labels.get(id, "")
        if not label or label in self.written:
            return '""'
        self.written.add(label)
        return f'"{label}"'

    def _heading(self, block: Heading) -> str:
        size = self.style.size
        letter = self.document.template == LETTER
        large = block.series in ("schedule", "none") and not letter
        height = size * (PART if large else CLAUSE)
        width = 0.0 if not block.number or block.series == "schedule" else _room(block.number, height, _STEP) - 0.3 * height
        above, below = (12, 6) if letter else {"schedule": (0, 18), "none": (30, 14)}.get(block.series, (24, 12))
        page = block.series == "schedule" or block.id in self.document.breaks
        label = self._label(block.id)
        if label == '""':
            label = f'"again{len(self.written)}-{len(block.id)}"'
        inner = self._spans(block.spans, (_LINE - _STEP) / height)
        return (
            ("#pagebreak(weak: true)\n" if page else "")
            + f"#h-({block.level}, {self._text(block.number)}, {width:.2f}pt, {height:.2f}pt, {above}pt, {below}pt, "
            + f"{label}, {{{inner}}})\n"
        )

    def _para(self, block: Para) -> str:
        spans = self._spans(block.spans)
        if block.role == "face":
            return f"#f-({{{spans}}})\n"
        if not block.number:
            indent = block.role == "definition" or block.depth > 1
            left = _places(max(block.depth, 2))[0] + _places(max(block.depth, 2))[1] if indent else 0.0
            return f'#p-({left:.2f}pt, 0pt, "", false, "", {{{spans}}})\n'
        left, width = _places(block.depth)
        width = _room(block.number, self.style.size, width)
        sticky = "true" if block.id in self.leading else "false"
        return f"#p-({left:.2f}pt, {width:.2f}pt, {self._text(block.number)}, {sticky}, {self._label(block.id)}, {{{spans}}})\n"

    def _table(self, block: Table) -> str:
        widths = column_widths(block)
        columns = "".join(f"{width / TEXT_WIDTH * 100:.3f}%, " for width in widths)
        aligns = "".join("right, " if align == "right" else "left, " for align in block.aligns)
        rooms = [(width - PADDING + 24) / (self._small() * 20) for width in widths]
        heads = "".join(
            f"({{{self.words.string(head, room)}}}, {{{self.words.string(again, room)}}}), "
            for head, again, room in zip(block.heads, heads_again(block.heads), rooms, strict=True)
        )
        label = self.words.string(f"{self.document.word('Table')} {block.number}: ")
        caption = f"{label} {self._spans(block.caption)}"
        head = f"{self._label(block.id)}, {{{caption}}}, ({columns}), ({aligns}), ({heads})"
        if all(row.id == block.id for row in block.rows):
            said = "".join(f"grid.cell(colspan: {len(widths)}, {{{self._spans(row.cells[0])}}}), " for row in block.rows)
            return f"#e-({head}, ({said}))\n"
        cells = "".join(
            f"table.cell(colspan: {len(widths)}, {{{self._spans(row.cells[0])}}}), "
            if row.id == block.id
            else self._row(row, widths, rooms)
            for row in block.rows
        )
        ends = _totals(block)
        self.totals += ends > 0
        return f"#t-({head}, ({cells}), ends: {ends}, place: \"total{self.totals}\")\n" if ends else f"#t-({head}, ({cells}))\n"

    def _drawing(self, block: Drawing) -> str:
        from hls_procure.documents.picture import svg_of

        svg = svg_of(block, self.family, self.words.shown)
        alt = self.words.plain(self.words.shown(block.alt))
        picture = f'image(bytes({self.words.plain(svg)}), format: "svg", width: 100%, alt: {alt})'
        return f"#block(above: 0.9em, below: 1.1em, {picture})\n"

    def _small(self) -> float:
        return self.style.size * SMALL

    def _row(self, row: TableRow, widths: list[int], rooms: list[float]) -> str:
        """One row on one page; a tall one may break, since what is taller than a page would be cut off."""
        breaks = tall(row, widths)
        made = []
        for spans, room in zip(row.cells, rooms, strict=True):
            inner = f"{{{self._spans(spans, room)}}}"
            inner = f"strong({inner})" if row.total else inner
            made.append(f"{inner}, " if breaks else f"c-({inner}), ")
        return "".join(made)

    def _lines(self, head: Spans | None, lines: Sequence[tuple[str, Spans]]) -> str:
        """A form of two columns. A short one stays on one page; a longer one may break between its lines."""
        left = 150 if all(len(label) <= 40 for label, _ in lines) else 210
        first, second = (left - 11) / self._small(), (_LINE - left - 11) / self._small()
        cells = "".join(f"{{{self.words.string(label, first)}}}, {{{self._spans(spans, second)}}}, " for label, spans in lines)
        shown = f"{{{self._spans(head)}}}" if head is not None else "none"
        return f"#g-({shown}, {left}pt, {'true' if len(lines) <= 5 else 'false'}, ({cells}))\n"

    def _text(self, text: str) -> str:
        """A short text of ours as one string, such as a number."""
        return self.words.plain(self.words.shown(text))

    def _spans(self, spans: Spans, room: float = 30) -> str:
        return "".join(self._span(span, room) for span in spans)

    def _span(self, span: Span, room: float) -> str:
        if span.kind in ("fact", "text") and "@" in span.text:
            return self._with_addresses(span.text, room)
        shown = self.words.string(span.text, room)
        if span.kind == "ref" and span.path in self.labels:
            return f'goto("{self.labels[span.path]}", {{{shown}}});'
        if span.kind in ("blank", "caution"):
            return f"blank({{{shown}}});"
        if span.kind == "strong":
            return f"strong({{{shown}}});"
        return shown


    def _with_addresses(self, text: str, room: float) -> str:
        """Words in which each e-mail address is a link, so that whoever hears the page can write to it."""
        made, end = "", 0
        for found in _ADDRESS.finditer(text):
            before = text[end : found.start()]
            made += self.words.string(before, room) if before else ""
            made += f"link({self.words.plain(f'mailto:{found[0]}')}, {{{self.words.string(found[0], room)}}});"
            end = found.end()
        rest = text[end:]
        return made + (self.words.string(rest, room) if rest or not made else "")


def _totals(block: Table) -> int:
    """How many rows of totals stand at the end of a table, behind at least two rows, so that they can be kept with one."""
    if any(row.id == block.id for row in block.rows):
        return 0
    ends = next((count for count, row in enumerate(reversed(block.rows)) if not row.total), 0)
    return ends if len(block.rows) >= ends + 2 else 0


def _short(text: str, most: int = 80) -> str:
    """A running line, which has to stay one line; the first page says the whole of it."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _places(depth: int) -> tuple[float, float]:
    """How far a numbered paragraph stands in, and the room for its number, in points."""
    return (0.0, _STEP) if depth <= 2 else (_STEP + (depth - 3) * _DEEP, _DEEP)


def heads_again(heads: Sequence[str]) -> list[str]:
    """The heads of a table as they stand on its next pages: whole where they are short, and otherwise their first words.

    Seven words in all are enough to tell the columns apart; the whole heads stand on the first page of the table.
    """
    parts = [head.split() for head in heads]
    if sum(len(words) for words in parts) <= MOST_AGAIN:
        return list(heads)
    kept = [1] * len(parts)
    longer = True
    while longer and sum(kept) < MOST_AGAIN:
        longer = False
        for column, words in enumerate(parts):
            if kept[column] < len(words) and sum(kept) < MOST_AGAIN:
                kept[column] += 1
                longer = True
    return [
        " ".join(words[:count]).rstrip(",;:") + ("…" if count < len(words) else "")
        for words, count in zip(parts, kept, strict=True)
    ]


def _room(number: str, size: float, least: float) -> float:
    return max(least, (ems(number) + _GAP) * size)


def _is_item(block: Block) -> bool:
    return isinstance(block, Para) and block.role == "item"


def sized(document: Document, style: HouseStyle) -> HouseStyle:
    """The house style with the size of type that a document has: a letter's is smaller."""
    return replace(style, size=style.size * LETTER_SIZE) if document.template == LETTER else style


def write_source(
    document: Document, style: HouseStyle, *, day: date | None, fonts: dict[str, frozenset[int]], strict: bool = False
) -> Source:
    """The typst source of a document: the same document, style, day and fonts give the same text.

    :param day: the date in the file's properties: the project's own, never today's.
    :param fonts: the families in the order in which they are asked, and the code points of each.
    :param strict: for words that the fonts have and cannot put together; see :class:`Words`.
    """
    words = Words(tuple(fonts.values()), strict=strict)
    style = sized(document, style)
    writer = Writer(document, style, words, next(iter(fonts), "sans-serif"))
    front = document.front
    day = day or date(2020, 1, 1)
    running = " · ".join(part for part in (front.authority, document.short[:1].upper() + document.short[1:]) if part)
    head = preamble(
        {
            "title": words.plain(front.title if words.plain(front.title) != '""' else document.filename),
            "subtitle": words.plain(front.subtitle),
            "author": words.plain(front.authority),
            "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
            "page": words.plain(document.word("Page")),
            "of": words.plain(document.word("of")),
            "running-title": f"{{{words.string(_short(running))}}}",
            "running-foot": f"{{{words.string(_short(f'{front.reference} · {front.version}'))}}}",
        },
        style,
        tuple(fonts),
    )
    return Source(head + writer.front() + writer.body(), words.named())
