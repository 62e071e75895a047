"""A whole Word file from an assembled document and the compiled house template."""

from __future__ import annotations

from datetime import date

from hls_procure.assembly.blocks import Document
from hls_procure.documents.docx.body import Body
from hls_procure.documents.docx.pictures import with_pictures
from hls_procure.documents.docx.runs import escape
from hls_procure.documents.docx.template import Compiled, with_words
from hls_procure.documents.zipfiles import write_parts

_CORE = "docProps/core.xml"


def write_docx(document: Document, template: Compiled, *, day: date | None, language: str = "en-GB") -> bytes:
    """The bytes of a .docx. The same document and template give the same bytes.

    :param day: the date in the file's properties: the project's own, never today's.
    """
    return write_parts(docx_parts(document, template, day=day, language=language), running_parts(template))


def running_parts(template: Compiled) -> frozenset[str]:
    """The small parts that every document has of its own, such as a foot line: they are not packed, since that costs more
    time than the few bytes are worth where letters are made by the thousand."""
    return frozenset((*template.with_slots, _CORE)) - {"word/document.xml"}


def docx_parts(document: Document, template: Compiled, *, day: date | None, language: str = "en-GB") -> dict[str, bytes]:
    """The parts of a .docx by name, in the file's order."""
    template = with_words(template, document.words) if document.words else template
    body = Body(document, template.schedule_list)
    contents = body.contents()
    front = document.front
    texts = {
        "title": escape(front.title),
        "subtitle": escape(front.subtitle),
        "authority": escape(front.authority),
        "reference": escape(front.reference),
        "version": escape(front.version),
        "date": escape(front.date),
    }
    parts = template.fill(texts, {"face": body.face(), "contents": contents, "body": body.xml()})
    parts[_CORE] = _core(front.title, front.authority, day, language)
    return with_pictures(parts, body.drawings)


def _core(title: str, author: str, day: date | None, language: str) -> bytes:
    when = f"{(day or date(2020, 1, 1)).isoformat()}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(' '.join(title.split()))}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
    ).encode()
