"""Pictures in a Word file: where they stand in the text, and the parts that hold them."""

from __future__ import annotations

from collections.abc import Sequence

from hls_procure.assembly.blocks import DRAWING, Drawing
from hls_procure.documents.docx.runs import escape

_RELS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU = 12700  # units of Word's drawings for each point


def drawing_run(block: Drawing, number: int) -> str:
    """A picture in the line, with its words for whoever does not see it. :param number: 1 for the first of a document."""
    from hls_procure.documents.picture import WIDTH, png_height

    wide, high = round(WIDTH * _EMU), round(png_height(block) * _EMU)
    name, alt = f"{DRAWING} {number}", escape(block.alt)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{9000 + number}" name="{name}" descr="{alt}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{9000 + number}" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{_id(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def with_pictures(parts: dict[str, bytes], drawings: Sequence[Drawing]) -> dict[str, bytes]:
    """The parts of a file and those of its pictures: each picture, what leads to it, and its type."""
    if not drawings:
        return parts
    from hls_procure.documents.picture import png_of

    made = dict(parts)
    leads = []
    for number, block in enumerate(drawings, 1):
        made[f"word/media/hls-drawing{number}.png"] = png_of(block)
        leads.append(f'<Relationship Id="{_id(number)}" Type="{_IMAGE}" Target="media/hls-drawing{number}.png"/>')
    made[_RELS] = made[_RELS].replace(b"</Relationships>", "".join(leads).encode() + b"</Relationships>")
    if b'Extension="png"' not in made[_TYPES]:
        head, tag, rest = made[_TYPES].partition(b"<Default ")
        made[_TYPES] = head + b'<Default Extension="png" ContentType="image/png"/>' + tag + rest
    return made


def _id(number: int) -> str:
    return f"rIdHLSDrawing{number}"
