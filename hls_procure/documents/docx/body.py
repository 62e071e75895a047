"""Blocks as WordprocessingML paragraphs and tables in the named styles of the house template."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hls_procure.assembly.blocks import (
    Block,
    Document,
    Drawing,
    Form,
    Heading,
    Para,
    Signature,
    Span,
    Table,
    TableRow,
    plain_text,
)
from hls_procure.documents.docx.pictures import drawing_run
from hls_procure.documents.docx.runs import Bookmarks, escape, field, run, runs
from hls_procure.documents.docx.widths import TEXT_WIDTH, column_widths, lines_in

REQUIRED_STYLES = (
    "HLSPart", "HLSClause1", "HLSClause2", "HLSClause3", "HLSClause4", "HLSSchedule", "HLSSchedHeading", "HLSSchedPara1",
    "HLSSchedPara2", "HLSSchedPara3", "HLSSchedPara4", "HLSText", "HLSTextIndent", "HLSDefinition", "HLSFace", "HLSCaption",
    "HLSTableHead", "HLSTableText", "HLSForm", "HLSBlank", "TOC1", "TOC2",
)  # fmt: skip
#: A letter has lists with bullets, and its template needs a style for them.
LETTER_STYLES = ("HLSBullet",)


_NEXT = "<w:keepNext/>"
_AFTER_TABLE = '<w:spacing w:before="0" w:after="240" w:line="20" w:lineRule="exact"/>'
"""A line as low as can be: one of full height would make an empty page where a table ends at the foot of a page."""

#: A row of more lines than this, about half a page, may break over two pages.
TALL = 24


def leads_on(block: Para, following: Block | None) -> bool:
    """Whether a line leads into a list or a table and stays on the page with the start of it."""
    return isinstance(following, (Table, Form)) or plain_text(block.spans).rstrip().endswith(":")


def paragraph(style: str, inner: str, extra: str = "") -> str:
    """A paragraph in a named style; ``extra`` is more of its properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inner}</w:p>'


class Body:
    """Writes the blocks of one document.

    :param schedule_list: the number of the template's list for schedules; headings inside a schedule take their number
        from it directly, since only one style may be bound to a level.
    """

    def __init__(self, document: Document, schedule_list: str = "2") -> None:
        self.document = document
        self.schedule_list = schedule_list
        self.drawings: list[Drawing] = []
        self.bookmarks = Bookmarks(bookmark_names(document))
        self.leading = {a.id for a, b in pairwise([*document.blocks, None]) if isinstance(a, Para) and leads_on(a, b)}

    def xml(self) -> str:
        """Everything after the contents list."""
        return "".join(self.block(block) for block in self.document.blocks)

    def face(self) -> str:
        """What the first page says."""
        return "".join(paragraph("HLSFace", runs(p.spans, self.bookmarks.names)) for p in self.document.front.face)

    def block(self, block: Block) -> str:
        """One block."""
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Para):
            return self._para(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Form):
            return self._form(block)
        if isinstance(block, Drawing):
            self.drawings.append(block)
            return paragraph("HLSText", drawing_run(block, len(self.drawings)))
        return self._signature(block)

    def _heading(self, block: Heading) -> str:
        style = {"clause": "HLSClause1", "schedule": "HLSSchedule", "sched-para": "HLSSchedHeading", "none": "HLSPart"}[
            block.series
        ]
        inner = self.bookmarks.around(block.id, runs(block.spans, self.bookmarks.names))
        numbering = (
            f'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{self.schedule_list}"/></w:numPr>'
            if block.series == "sched-para"
            else ""
        )
        page = "<w:pageBreakBefore/>" if block.id in self.document.breaks else ""
        return paragraph(style, inner, f'{page}{numbering}<w:outlineLvl w:val="{block.level - 1}"/>')

    def _para(self, block: Para) -> str:
        inner = runs(block.spans, self.bookmarks.names)
        if block.role in ("letter", "item"):
            style = "HLSBullet" if block.role == "item" else "HLSText"
            return paragraph(style, self.bookmarks.around(block.id, inner), _NEXT if block.id in self.leading else "")
        if block.number:
            style = f"HLSClause{block.depth}" if block.series == "clause" else f"HLSSchedPara{block.depth}"
            return paragraph(style, self.bookmarks.around(block.id, inner), _NEXT if block.id in self.leading else "")
        if block.role == "definition":
            return paragraph("HLSDefinition", inner)
        if block.role == "face":
            return paragraph("HLSFace", inner)
        deep = block.depth >= 2 or block.continues
        return paragraph("HLSTextIndent" if deep and block.depth > 1 else "HLSText", inner)

    def _table(self, block: Table) -> str:
        caption = paragraph(
            "HLSCaption",
            run(self.document.word("Table") + " ")
            + field("SEQ Table \\* ARABIC", str(block.number))
            + run(": ")
            + runs(block.caption, self.bookmarks.names),
            _NEXT,
        )
        widths = column_widths(block)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heads = "".join(
            _cell(paragraph("HLSTableHead", run(head), _align(align)), width, head=True)
            for head, width, align in zip(block.heads, widths, block.aligns, strict=True)
        )
        below_each = (*block.rows[1:], None)
        rows = "".join(
            self._across(row, widths)
            if row.id == block.id
            else self._row(row, widths, block.aligns, keep=below is not None and below.total)
            for row, below in zip(block.rows, below_each, strict=True)
        )
        title = escape(f"{self.document.word('Table')} {block.number}: {plain_text(block.caption)}")
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="HLSTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{title}"/>'
            f'<w:tblDescription w:val="{escape(", ".join(block.heads))}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl>"
            + paragraph("HLSText", "", _AFTER_TABLE)
        )

    def _row(self, row: TableRow, widths: list[int], aligns: tuple[str, ...], *, keep: bool) -> str:
        """One row on one page; a tall one may break, since what is taller than a page would be cut off.

        :param keep: it stays on the page with the next one, so that no total stands alone at the head of a page.
        """
        cells = []
        properties = "<w:b/>" if row.total else ""
        for number, (spans, width, align) in enumerate(zip(row.cells, widths, aligns, strict=True)):
            inner = runs(spans, self.bookmarks.names, properties)
            if number == 0 and row.facts:
                inner = self.bookmarks.around(row.id, inner)
            cells.append(_cell(paragraph("HLSTableText", inner, (_NEXT if keep else "") + _align(align)), width))
        return f"<w:tr>{'' if tall(row, widths) else '<w:trPr><w:cantSplit/></w:trPr>'}{''.join(cells)}</w:tr>"

    def _across(self, row: TableRow, widths: list[int]) -> str:
        """The one row of a table without records: a sentence across every column."""
        inner = paragraph("HLSTableText", runs(row.cells[0], self.bookmarks.names))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(inner, sum(widths), span=len(widths))}</w:tr>"

    def _form(self, block: Form) -> str:
        return self._lines(block.lines[0], [((Span("text", label),), ()) for label in block.lines])

    def _signature(self, block: Signature) -> str:
        head = paragraph("HLSForm", runs(block.party, self.bookmarks.names, "<w:b/>"), _NEXT)
        return head + self._lines(plain_text(block.party), [((Span("text", label),), spans) for label, spans in block.lines])

    def _lines(self, title: str, lines: Sequence[tuple[tuple[Span, ...], tuple[Span, ...]]]) -> str:
        """A form of two columns. A short one stays on one page; a longer one may break between its lines.

        :param title: what a screen reader calls it; its labels are its description.
        """
        left = 3000 if all(len(plain_text(label)) <= 40 for label, _ in lines) else 4200
        together = len(lines) <= 5
        rows = "".join(
            self._line(label, answer, left, keep=number == 0 or (together and number < len(lines) - 1))
            for number, (label, answer) in enumerate(lines)
        )
        described = ", ".join(plain_text(label) for label, _ in lines)
        return _form_table(rows, left, title, described) + paragraph("HLSText", "", _AFTER_TABLE)

    def _line(self, label: tuple[Span, ...], answer: tuple[Span, ...], left: int, *, keep: bool) -> str:
        first = paragraph("HLSTableText", runs(label, self.bookmarks.names), _NEXT if keep else "")
        second = paragraph("HLSTableText", runs(answer, self.bookmarks.names))
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/></w:trPr>'
            f"{_cell(first, left)}{_cell(second, TEXT_WIDTH - left)}</w:tr>"
        )

    def contents(self) -> str:
        """The contents list: a field with its entries filled in, each a link to its heading."""
        entries = [b for b in self.document.blocks if isinstance(b, Heading) and b.level <= 2]
        if not entries:
            return ""
        made = []
        for number, heading in enumerate(entries):
            start = ""
            if number == 0:
                start = (
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
                    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                )
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if number == len(entries) - 1 else ""
            name = self.bookmarks.names[heading.id]
            label = f"{heading.number}\t" if heading.number else ""
            entry = run(label + plain_text(heading.spans)) + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", "")
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{entry}</w:hyperlink>'
            made.append(paragraph(f"TOC{heading.level}", start + link + end))
        return "".join(made)


def tall(row: TableRow, widths: Sequence[int]) -> bool:
    """Whether a row may break over two pages."""
    return any(lines_in(plain_text(spans), width) > TALL for spans, width in zip(row.cells, widths, strict=True))


def bookmark_names(document: Document) -> dict[str, str]:
    """The name of the bookmark of every id that a reference or the list of contents points to."""
    from hls_procure.assembly.refs import bookmark

    names = dict(document.bookmarks)
    for block in document.blocks:
        if isinstance(block, Heading):
            names.setdefault(block.id, bookmark(f"{document.id}.{block.id}"))
    return names


def _align(align: str) -> str:
    return '<w:jc w:val="right"/>' if align == "right" else ""


def _cell(inner: str, width: int, *, head: bool = False, span: int = 1) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7EEF0"/>' if head else ""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{shade}</w:tcPr>{inner}</w:tc>'


def _form_table(rows: str, left: int, title: str, described: str) -> str:
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="HLSTable"/>'
        f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCaption w:val="{escape(title)}"/><w:tblDescription w:val="{escape(described)}"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{TEXT_WIDTH - left}"/></w:tblGrid>{rows}</w:tbl>'
    )
