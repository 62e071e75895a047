"""Word files written by hand for the tests, part by part, as strange as they need to be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from hls_procure.reading.blocks import ReadBlock, ReadFile
from hls_procure.reading.door import read_bytes
from hls_procure.reading.limits import LIMITS, Limits

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes", "endnotes": "endnotes",
         "comments": "comments", "commentsExtended": "commentsExtended"}  # fmt: skip
ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes", "endnotes": "endnotes",
         "comments": "comments"}  # fmt: skip


def r(text: str, properties: str = "") -> str:
    """A run."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str = "", properties: str = "") -> str:
    """A paragraph; plain words become a run."""
    inner = inner if inner.startswith("<") or not inner else r(inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def styled(style: str, inner: str) -> str:
    return p(inner, f'<w:pStyle w:val="{style}"/>')


def item(inner: str, list_id: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(inner, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def table(*rows: tuple[str, ...], head: bool = False) -> str:
    made = []
    for number, row in enumerate(rows):
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        made.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head and not number else ''}{cells}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl>"


def ins(inner: str, author: str = "Finance lead", date: str = "2027-03-02T09:00:00Z") -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="{date}">{inner}</w:ins>'


def deleted(text: str, author: str = "Finance lead", date: str = "2027-03-02T09:00:00Z") -> str:
    who = f'w:author="{author}" w:date="{date}"'
    return f'<w:del w:id="2" {who}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def control(inner: str, tag: str = "weight", title: str = "Weight", more: str = "") -> str:
    named = f'<w:alias w:val="{title}"/><w:tag w:val="{tag}"/>'
    return f"<w:sdt><w:sdtPr>{named}{more}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def code(instruction: str, result: str) -> str:
    """A complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result) if result else ""}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(inner: str, fallback: str | None = None) -> str:
    """A run with a text box, as Word writes it: once as a shape and once more for older programs."""
    old = inner if fallback is None else fallback
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="Box" descr="A box"/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{old}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def levels(*made: str) -> str:
    return "".join(f'<w:lvl w:ilvl="{number}">{inner}</w:lvl>' for number, inner in enumerate(made))


def level(text: str, format: str = "decimal", start: int = 1, more: str = "") -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/>'


LEGAL = levels(level("%1"), level("%1.%2"), level("(%3)", "lowerLetter"), level("(%4)", "lowerRoman"))


def numbering(*abstract: str, nums: str = "") -> str:
    """Lists 1, 2 … each of its own definition, and more instances as they are given."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{i}">{inner}</w:abstractNum>' for i, inner in enumerate(abstract, 1))
    own = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(abstract) + 1))
    return made + own + nums


def style(id: str, name: str = "", based: str = "", paragraph: str = "", run: str = "", kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{name or id}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def docx(
    body: str, *, parts: Mapping[str, str] | None = None, lines: Mapping[str, str] | None = None, section: str = "",
    more: Mapping[str, bytes] | None = None, relations: str = "", document: bytes | None = None,
) -> bytes:  # fmt: skip
    """A Word file.

    :param parts: styles, numbering, footnotes … by the inside of their root. :param lines: headers and footers, by name
        (``header1``) the paragraphs in it. :param more: whole further parts. :param document: the main part itself.
    """
    made: dict[str, bytes] = {}
    rels = []
    for name, inner in (parts or {}).items():
        root = ROOTS.get(name)
        text = f"<w:{root} {SPACES}>{inner}</w:{root}>" if root else inner
        made[f"word/{name}.xml"] = (text if text.startswith("<?xml") else HEAD + text).encode()
        rels.append((name, f"{OFFICE}/{KINDS[name]}", f"{name}.xml"))
    for name, inner in (lines or {}).items():
        kind = "hdr" if name.startswith("header") else "ftr"
        made[f"word/{name}.xml"] = f"{HEAD}<w:{kind} {SPACES}>{inner}</w:{kind}>".encode()
        rels.append((name, f"{OFFICE}/{name.rstrip('0123456789')}", f"{name}.xml"))
    if lines and not section:
        section = "".join(f'<w:{name.rstrip("0123456789")}Reference w:type="default" r:id="{name}"/>' for name in lines)
    text = f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>".encode()
    listed = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in rels) + relations
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    every = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'{HEAD}<Relationships {space}><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
            f'Target="docProps/core.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": document or text,
        "word/_rels/document.xml.rels": f"{HEAD}<Relationships {space}>{listed}</Relationships>".encode(),
        "docProps/core.xml": (
            f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Commissioning team</dc:creator>'
            "<cp:lastModifiedBy>A consultant</cp:lastModifiedBy></cp:coreProperties>"
        ).encode(),
    }
    return zipped(every | made | dict(more or {}))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def read(body: str, limits: Limits = LIMITS, **more: object) -> ReadFile:
    """A file with this body, read."""
    return read_bytes(docx(body, **more), "test.docx", limits)  # type: ignore[arg-type]


def one(file: ReadFile, text: str) -> ReadBlock:
    """The one block with these words."""
    found = [block for block in file.blocks if text in block.text]
    assert len(found) == 1, (text, [b.text for b in file.blocks])
    return found[0]


def numbers(file: ReadFile) -> list[str]:
    return [block.number for block in file.blocks]
