"""The ODT file of a document: pandoc, run as a program of its own, writes the text; styles and properties are ours."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.util import find_spec

from hls_procure.assembly.blocks import Document
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.made import Made
from hls_procure.documents.odt.styles import CELLS, ROW, cell_style, meta_xml, styles_xml
from hls_procure.documents.odt.tree import Tree, picture_part
from hls_procure.documents.typst.source import LETTER, NOTE, sized
from hls_procure.documents.zipfiles import write_parts
from hls_procure.errors import InputError, Problem

MIME = "application/vnd.oasis.opendocument.text"
NEEDS = Problem(
    "odt",
    "cannot be made here: the part that makes ODT files is not installed",
    "It is optional: it is pandoc, a program under the GPL, which is run and not built in.",
    'Install it in your copy of hls-procure: pip install ".[odt]"',
)
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_ROW = "<table:table-row>"
_CELL = r'<style:style style:name="{}" style:family="table-cell">.*?</style:style>'
_AUTOMATIC = re.compile(r'style:name="(P\d+)" style:family="paragraph" style:parent-style-name="([^"P][^"]*)"')
_PARENT = re.compile(r'style:parent-style-name="(P\d+)"')
_HEADING = re.compile(r'(<text:h text:style-name=")Heading_20_\d(")')


def require() -> None:
    """Make sure that ODT files can be made. :raises InputError: pandoc is not installed."""
    if find_spec("pypandoc") is None:
        raise InputError(NEEDS)


def write_odt(document: Document, style: HouseStyle, *, day: date | None) -> Made:
    """The bytes of an .odt: the same document and style give the same bytes.

    :param day: the date in the file's properties: the project's own, never today's.
    :raises InputError: pandoc is not installed, or it could not make this one.
    """
    require()
    tree = Tree(document)
    content = pandoc(json.dumps(tree.whole()), document.filename)
    note = document.template in (NOTE, LETTER)
    style = sized(document, style)
    pictures = pictures_of(tree)
    listed = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="image/png"/>' for name in pictures)
    listed += "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in _PARTS)
    parts = {
        "mimetype": MIME.encode(),
        "content.xml": finished(content, tree, style).encode(),
        "styles.xml": styles_xml(document, style, note=note),
        "meta.xml": meta_xml(document.front, style, day),
        "META-INF/manifest.xml": (
            '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
            f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
            f"{listed}</manifest:manifest>"
        ).encode(),
        **pictures,
    }
    return Made(write_parts(parts, stored=("mimetype",)))


def pictures_of(tree: Tree) -> dict[str, bytes]:
    """The pictures of a document by the part that holds them."""
    if not tree.drawings:
        return {}
    from hls_procure.documents.picture import png_of

    return {picture_part(number): png_of(block) for number, block in enumerate(tree.drawings, 1)}


def pandoc(tree: str, name: str) -> str:
    """What pandoc makes of a tree. It may read no file. :raises InputError: it is not there, or it refuses."""
    import pypandoc

    try:
        return str(pypandoc.convert_text(tree, "opendocument", format="json", extra_args=["-s", "--sandbox", "--wrap=preserve"]))
    except OSError:
        raise InputError(NEEDS) from None
    except RuntimeError as error:
        raise InputError(_failed(name, str(error))) from None


def finished(content: str, tree: Tree, style: HouseStyle) -> str:
    """The text with our styles for headings, rows and cells in place of pandoc's.

    :raises InputError: pandoc wrote another number of headings or rows than the document has.
    """
    headings = iter(tree.headings)
    rows = iter(tree.rows)
    text, many = _HEADING.subn(lambda found: f"{found[1]}{next(headings, '')}{found[2]}", content)
    if many != len(tree.headings) or text.count(_ROW) != len(tree.rows):
        raise InputError(_failed(tree.document.filename, "it wrote another number of headings or rows than there are"))
    text = re.sub(_ROW, lambda _: '<table:table-row table:style-name="HLSRow">' if next(rows) else _ROW, text)
    for cell in CELLS:
        text = re.sub(_CELL.format(cell), cell_style(cell, style.colour), text, count=1, flags=re.DOTALL)
    for number in tree.whole_tables:
        name = f'<style:style style:name="Table{number}" style:family="table">'
        text = re.sub(rf"({name}\s*<style:table-properties)", r'\1 style:may-break-between-rows="false"', text, count=1)
    text = _whole_parents(text).replace("<office:automatic-styles>", f"<office:automatic-styles>{ROW}", 1)
    return text.replace('table:align="center" style:rel-width', 'table:align="margins" fo:margin-bottom="12pt" style:rel-width')


def _whole_parents(text: str) -> str:
    """Automatic styles stand on named ones only: a parent that is automatic itself is not looked at by LibreOffice."""
    parents = dict(_AUTOMATIC.findall(text))
    return _PARENT.sub(lambda found: f'style:parent-style-name="{parents.get(found[1], found[1])}"', text)


def _failed(name: str, why: str) -> Problem:
    return Problem(
        f"{name}.odt",
        "could not be made",
        f"The program that writes ODT files said: {' '.join(why.split())[:300]}",
        "Every other file was made. Send the Word file for now, and report it; an ODT that lies there is older.",
    )
