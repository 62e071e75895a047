"""One self-contained, accessible HTML page from an assembled document: no script, no network, prints well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import groupby

from hls_procure.assembly.blocks import Block, Document, Drawing, Form, Heading, Para, Signature, Span, Spans, Table, plain_text
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.sandbox import fill_page

PAGE = "templates/page.html.j2"
LETTER = "templates/letter.html.j2"
_OWN = re.compile(r"(<style.*?</style>|<script.*?</script>|<!--.*?-->|<[^>]*>|\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_SPECIAL = re.compile(r'[&<>"]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """Text for content or an attribute."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def page_of(document: Document) -> str:
    """The page template of a document: a letter has one of its own, without a list of contents."""
    return LETTER if document.template == "letter.docx" else PAGE


def page_literals(shell: str) -> list[str]:
    """The words that stand in a page template itself, such as ``Go to the text``, each once."""
    pieces = (piece.strip() for piece in _OWN.split(shell)[::2])
    return [unescape(piece) for piece in dict.fromkeys(pieces) if any(sign.isalpha() for sign in piece)]


def _with_words(shell: str, words: Mapping[str, str]) -> str:
    """The template with other words in place of its own."""
    pieces = _OWN.split(shell)
    for number in range(0, len(pieces), 2):
        bare = pieces[number].strip()
        if bare and unescape(bare) in words:
            pieces[number] = pieces[number].replace(bare, escape(words[unescape(bare)]))
    return "".join(pieces)


def anchor(id: str) -> str:
    """The id of an element: dots stay, everything else that HTML dislikes becomes a hyphen."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", id)


class Page:
    """Writes the blocks of one document as HTML."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.targets = {b.id for b in document.blocks if isinstance(b, (Heading, Para))}
        self.written: set[str] = set()

    def main(self) -> str:
        """The numbered text."""
        made = []
        for listed, blocks in groupby(self.document.blocks, _is_item):
            lines = [self.block(block) for block in blocks]
            made += ["<ul>", *lines, "</ul>"] if listed else lines
        return "\n".join(made)

    def face(self) -> str:
        """What the first page says."""
        return "\n".join(f"<p>{self.spans(p.spans)}</p>" for p in self.document.front.face)

    def contents(self) -> str:
        """Links to the headings."""
        items = []
        for block in self.document.blocks:
            if isinstance(block, Heading) and block.level <= 2:
                number = f'<span class="n">{escape(block.number)}</span> ' if block.number else ""
                items.append(
                    f'<li class="l{block.level}"><a href="#{anchor(block.id)}">{number}{escape(plain_text(block.spans))}</a></li>'
                )
        return "\n".join(items)

    def block(self, block: Block) -> str:
        """One block."""
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Para):
            return self._para(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Form):
            rows = "".join(f'<tr><th scope="row">{escape(line)}</th><td></td></tr>' for line in block.lines)
            return f'<table class="form"><tbody>{rows}</tbody></table>'
        if isinstance(block, Drawing):
            return self._drawing(block)
        return self._signature(block)

    def spans(self, spans: Spans) -> str:
        """The words of some spans, with links and marked blanks."""
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        text = escape(span.text).replace("\n", "<br>")
        if span.kind == "ref" and (span.path in self.targets):
            return f'<a href="#{anchor(span.path)}">{text}</a>'
        if span.kind in ("blank", "caution"):
            return f"<mark>{text}</mark>"
        if span.kind == "strong":
            return f"<strong>{text}</strong>"
        if span.kind == "fact":
            return f"<bdi>{text}</bdi>" if not span.text.isascii() else text
        return text

    def _heading(self, block: Heading) -> str:
        level = block.level + 1
        number = f'<span class="n">{escape(block.number)}</span> ' if block.number else ""
        kind = ' class="schedule"' if block.series == "schedule" else ""
        return f"<h{level}{self._id(block.id)}{kind}>{number}{self.spans(block.spans)}</h{level}>"

    def _id(self, id: str) -> str:
        if id in self.written:
            return ""
        self.written.add(id)
        return f' id="{anchor(id)}"'

    def _para(self, block: Para) -> str:
        if block.role in ("letter", "item"):
            tag = "li" if block.role == "item" else "p"
            return f"<{tag}{self._id(block.id)}>{self.spans(block.spans)}</{tag}>"
        number = f'<span class="n">{escape(block.number)}</span> ' if block.number else ""
        depth = f"d{block.depth}" if block.number or block.continues or block.depth > 1 else "d0"
        role = f" {block.role}" if block.role else ""
        mark = " c" if block.continues or not block.number else ""
        return f'<p{self._id(block.id) if block.number else ""} class="{depth}{role}{mark}">{number}{self.spans(block.spans)}</p>'

    def _table(self, block: Table) -> str:
        heads = "".join(
            f'<th scope="col"{_right(align)}>{escape(head)}</th>' for head, align in zip(block.heads, block.aligns, strict=True)
        )
        rows = []
        for row in block.rows:
            if row.id == block.id:
                rows.append(f'<tr><td colspan="{len(block.heads)}">{self.spans(row.cells[0])}</td></tr>')
                continue
            cells = "".join(
                f"<td{_right(align)}>{self.spans(cell)}</td>" for cell, align in zip(row.cells, block.aligns, strict=True)
            )
            kind = ' class="total"' if row.total else ""
            rows.append(f"<tr{kind}>{cells}</tr>")
        label = escape(self.document.word("Table"))
        return (
            f'<div class="wide" role="region" tabindex="0" aria-label="{label} {block.number}"><table{self._id(block.id)}>'
            f"<caption>{label} {block.number}: {self.spans(block.caption)}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )

    def _drawing(self, block: Drawing) -> str:
        from hls_procure.documents.picture import svg_of

        return f"<div>{svg_of(block, 'inherit', title=block.alt)}</div>"

    def _signature(self, block: Signature) -> str:
        rows = "".join(
            f'<tr><th scope="row">{escape(label)}</th><td>{self.spans(spans)}</td></tr>' for label, spans in block.lines
        )
        return f'<table class="form"><caption>{self.spans(block.party)}</caption><tbody>{rows}</tbody></table>'


def _is_item(block: Block) -> bool:
    return isinstance(block, Para) and block.role == "item"


def _right(align: str) -> str:
    return ' class="r"' if align == "right" else ""


def write_html(document: Document, shell: str, style: HouseStyle, *, name: str = PAGE) -> bytes:
    """The bytes of the page.

    :param shell: the page template (``templates/page.html.j2``); it runs in a sandbox, everything in it is escaped.
    :param name: the template's name, in messages.
    :raises InputError: a template that does more than name values.
    """
    from markupsafe import Markup

    shell = _with_words(shell, document.words) if document.words else shell
    page = Page(document)
    front = document.front
    face, contents, main = page.face(), page.contents(), page.main()
    values = {
        "title": front.title,
        "subtitle": front.subtitle,
        "authority": front.authority,
        "reference": front.reference,
        "version": front.version,
        "date": front.date,
        "language": style.language,
        "font": style.font,
        "colour": style.colour,
        "face": Markup(face),  # noqa: S704 - escaped span by span above
        "contents": Markup(contents),  # noqa: S704 - escaped span by span above
        "main": Markup(main),  # noqa: S704 - escaped span by span above
    }
    return fill_page(name, shell, values, ("title", "face", "main")).encode("utf-8")
