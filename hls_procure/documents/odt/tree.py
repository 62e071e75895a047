"""Blocks as pandoc's tree (pandoc-types 1.23, as JSON). Numbers, bookmarks and links are ours and written out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from hls_procure.assembly.blocks import (
    DRAWING,
    Block,
    Document,
    Drawing,
    Form,
    Heading,
    Para,
    Span,
    Spans,
    Table,
    TableRow,
    plain_text,
)
from hls_procure.documents.docx.body import bookmark_names, leads_on, tall
from hls_procure.documents.docx.runs import escape
from hls_procure.documents.docx.widths import TEXT_WIDTH, column_widths
from hls_procure.documents.typst.source import LETTER, NOTE

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
API = [1, 23, 1]
Node = dict[str, Any]
_TAB: Node = {"t": "RawInline", "c": ["opendocument", "<text:tab/>"]}
_LINE: Node = {"t": "LineBreak"}
_ALIGN = {"left": "AlignLeft", "right": "AlignRight"}
_NOTHING: list[Any] = ["", [], []]
CONTENTS_START = (
    '<text:table-of-content text:name="Contents" text:protected="true">'
    '<text:table-of-content-source text:outline-level="2"/><text:index-body>'
)
CONTENTS_END = "</text:index-body></text:table-of-content>"


class Tree:
    """Writes the blocks of one document.

    :ivar headings: the style of each heading, in the order in which they come; pandoc has one style a level.
    :ivar whole_tables: the numbers of the short forms, which stay on one page.
    :ivar rows: for each row of each table in order, whether it stays on one page; pandoc has no word for it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.bookmarks = bookmark_names(document)
        ids = {b.id for b in document.blocks if isinstance(b, Heading) or (isinstance(b, (Para, Table)) and b.number)}
        self.targets = ids | {row.id for b in document.blocks if isinstance(b, Table) for row in b.rows if row.facts}
        self.written: set[str] = set()
        self.headings: list[str] = []
        self.rows: list[bool] = []
        self.tables = 0
        self.whole_tables: list[int] = []
        self.drawings: list[Drawing] = []
        self.leading = {a.id for a, b in pairwise([*document.blocks, None]) if isinstance(a, Para) and leads_on(a, b)}

    def whole(self) -> Node:
        """The tree of the whole document."""
        body: list[Node] = []
        for listed, blocks in groupby(self.document.blocks, lambda b: isinstance(b, Para) and b.role == "item"):
            nodes = [node for block in blocks for node in self._block(block)]
            body += [{"t": "BulletList", "c": [[node] for node in nodes]}] if listed else nodes
        return {"pandoc-api-version": API, "meta": {}, "blocks": [*self._front(), *body]}

    def _front(self) -> list[Node]:
        front = self.document.front
        note = self.document.template == NOTE
        if self.document.template == LETTER:
            return [
                paragraph("HLSAuthority", text(front.authority)),
                paragraph("HLSReference", text(front.subtitle)),
                paragraph("HLSReference", text(front.date)),
                *(paragraph("HLSText", self._spans(para.spans)) for para in front.face),
                paragraph("HLSLetterTitle", text(front.title)),
            ]
        made = [
            paragraph("HLSAuthority", text(front.authority)),
            paragraph("HLSTitleNote" if note else "Title", text(front.title)),
            paragraph("Subtitle", text(front.subtitle)),
            paragraph("HLSReference", text(front.reference)),
            paragraph("HLSReference", text(f"{front.version}, {front.date}")),
            *(paragraph("HLSFace", self._spans(para.spans)) for para in front.face),
        ]
        if note:
            return made
        entries = [block for block in self.document.blocks if isinstance(block, Heading) and block.level <= 2]
        return [
            *made,
            paragraph("HLSContents", text("Contents")),
            _raw(CONTENTS_START),
            *(self._entry(heading) for heading in entries),
            _raw(CONTENTS_END),
        ]

    def _entry(self, heading: Heading) -> Node:
        """A line of the contents: a link, and the page, which the program that opens the file works out."""
        name = self.bookmarks[heading.id]
        words = [*([*text(heading.number), _TAB] if heading.number else []), *text(plain_text(heading.spans)), _TAB]
        page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="{name}"></text:bookmark-ref>'
        return paragraph(
            f"HLSContents{heading.level}{'' if heading.number else 'Plain'}",
            [_link(name, words), {"t": "RawInline", "c": ["opendocument", page]}],
        )

    def _block(self, block: Block) -> list[Node]:
        if isinstance(block, Heading):
            return [self._heading(block)]
        if isinstance(block, Para):
            return [self._para(block)]
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Form):
            return self._lines([(label, ()) for label in block.lines])
        if isinstance(block, Drawing):
            self.drawings.append(block)
            return [_raw(frame(block, len(self.drawings)))]
        head = paragraph("HLSForm", [{"t": "Strong", "c": self._spans(block.party)}])
        return [head, *self._lines(block.lines)]

    def _heading(self, block: Heading) -> Node:
        style = {"clause": "HLSClause1", "schedule": "HLSSchedule", "sched-para": "HLSSchedHeading", "none": "HLSPart"}[
            block.series
        ]
        letter = self.document.template == LETTER
        style = "HLSLetterHead" if letter else style
        first = self.document.template not in (NOTE, LETTER) and not self.headings  # it comes after the list of contents
        page = (block.id in self.document.breaks or first) and block.series != "schedule"
        self.headings.append(f"{style}Page" if page else style)
        gap = text(" ") if block.series == "schedule" else [_TAB]
        number = [*text(block.number), *gap] if block.number else []
        return {"t": "Header", "c": [block.level, [self._name(block.id), [], []], [*number, *self._spans(block.spans)]]}

    def _name(self, id: str) -> str:
        """The bookmark of an id, the first time that it comes."""
        name: str = self.bookmarks.get(id, "")
        if not name or name in self.written:
            return ""
        self.written.add(name)
        return name

    def _marked(self, id: str, inlines: list[Node]) -> list[Node]:
        name = self._name(id)
        return [{"t": "Span", "c": [[name, [], []], inlines]}] if name else inlines

    def _para(self, block: Para) -> Node:
        spans = self._spans(block.spans)
        if block.number:
            numbered = [*self._marked(block.id, text(block.number)), _TAB, *spans]
            return paragraph(f"HLSPara{min(block.depth, 4)}{'Next' if block.id in self.leading else ''}", numbered)
        if block.role == "item":
            return paragraph("HLSItem", self._marked(block.id, spans))
        if block.role == "face":
            return paragraph("HLSFace", spans)
        if block.role == "definition" or block.depth > 1:
            return paragraph(f"HLSIndent{min(max(block.depth, 2), 4)}", spans)
        return paragraph("HLSText", spans)

    def _table(self, block: Table) -> list[Node]:
        label = text(f"{self.document.word('Table')} {block.number}: ")
        caption = paragraph("HLSCaption", self._marked(block.id, [*label, *self._spans(block.caption)]))
        columns = column_widths(block)
        self.tables += 1
        widths = [width / TEXT_WIDTH for width in columns]
        self.rows += [True, *(row.id == block.id or not tall(row, columns) for row in block.rows)]
        heads = [_cell(text(head), align) for head, align in zip(block.heads, block.aligns, strict=True)]
        rows = [
            [_cell(self._spans(row.cells[0]), "left", len(widths))] if row.id == block.id else self._row(row, block.aligns)
            for row in block.rows
        ]
        return [caption, _table(widths, block.aligns, heads, rows)]

    def _row(self, row: TableRow, aligns: Sequence[str]) -> list[Node]:
        cells = []
        for number, (spans, align) in enumerate(zip(row.cells, aligns, strict=True)):
            inlines = self._spans(spans)
            if number == 0 and row.facts:
                inlines = self._marked(row.id, inlines)
            cells.append(_cell([{"t": "Strong", "c": inlines}] if row.total else inlines, align))
        return cells

    def _lines(self, lines: Sequence[tuple[str, Spans]]) -> list[Node]:
        """A form of two columns."""
        left = 0.33 if all(len(label) <= 40 for label, _ in lines) else 0.46
        self.tables += 1
        if len(lines) <= 5:
            self.whole_tables.append(self.tables)
        self.rows += [True] * len(lines)
        rows = [[_cell(text(label), "left"), _cell(self._spans(spans), "left")] for label, spans in lines]
        return [_table([left, 1 - left], ("left", "left"), [], rows)]

    def _spans(self, spans: Spans) -> list[Node]:
        return [node for span in spans for node in self._span(span)]

    def _span(self, span: Span) -> list[Node]:
        shown = text(span.text)
        if span.kind == "ref" and span.path in self.targets and span.path in self.bookmarks:
            return [_link(self.bookmarks[span.path], shown)]
        if span.kind in ("blank", "caution"):
            return [{"t": "Span", "c": [["", [], [["custom-style", "HLSBlank"]]], shown]}]
        if span.kind == "strong":
            return [{"t": "Strong", "c": shown}]
        return shown


def frame(block: Drawing, number: int) -> str:
    """A picture in a line of its own, with its words for whoever does not see it."""
    from hls_procure.documents.picture import WIDTH, png_height

    return (
        f'<text:p text:style-name="HLSText"><draw:frame draw:name="{DRAWING} {number}" text:anchor-type="as-char" '
        f'svg:width="{WIDTH:g}pt" svg:height="{png_height(block):g}pt"><draw:image xlink:href="{picture_part(number)}" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f"<svg:desc>{escape(storable(block.alt))}</svg:desc></draw:frame></text:p>"
    )


def picture_part(number: int) -> str:
    """The part of the file that holds a picture."""
    return f"Pictures/drawing{number}.png"


def storable(words: str) -> str:
    """Words without what no XML file can hold; U+FFFD stands in its place."""
    return _NOT_IN_XML.sub("\ufffd", words)


def text(words: str) -> list[Node]:
    """Words as they are, with breaks where lines end."""
    made: list[Node] = []
    for number, line in enumerate(storable(words).split("\n")):
        if number:
            made.append(_LINE)
        if line:
            made.append({"t": "Str", "c": line})
    return made


def paragraph(style: str, inlines: list[Node]) -> Node:
    """A paragraph in a style of ours."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": inlines}]]}


def _raw(xml: str) -> Node:
    return {"t": "RawBlock", "c": ["opendocument", xml]}


def _link(name: str, inlines: list[Node]) -> Node:
    return {"t": "Link", "c": [_NOTHING, inlines, [f"#{name}", ""]]}


def _cell(inlines: list[Node], align: str, across: int = 1) -> Node:
    return [_NOTHING, {"t": _ALIGN[align]}, 1, across, [{"t": "Plain", "c": inlines}]]  # type: ignore[return-value]


def _table(widths: Sequence[float], aligns: Sequence[str], heads: list[Node], rows: list[list[Node]]) -> Node:
    columns = [[{"t": _ALIGN[align]}, {"t": "ColWidth", "c": width}] for width, align in zip(widths, aligns, strict=True)]
    head = [_NOTHING, [[_NOTHING, heads]] if heads else []]
    body = [_NOTHING, 0, [], [[_NOTHING, row] for row in rows]]
    return {"t": "Table", "c": [_NOTHING, [None, []], columns, head, [body], [_NOTHING, []]]}
