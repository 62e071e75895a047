"""The PDF of a document, tagged for screen readers (typst's PDF/UA-1 export), the same bytes for the same inputs."""

from __future__ import annotations

import calendar
from datetime import date
from functools import cache
from typing import Any

from hls_procure.assembly.blocks import Document
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.made import Made
from hls_procure.documents.typst.fonts import PACKAGES, font_files, repertoires, require
from hls_procure.documents.typst.source import write_source
from hls_procure.errors import InputError, Problem


def write_pdf(document: Document, style: HouseStyle, *, day: date | None) -> Made:
    """The bytes of a PDF.

    :param day: the date in the file's properties: the project's own, never today's.
    :raises InputError: the part that makes PDF files is not installed, or it could not make this one.
    """
    require()
    fonts = dict(zip(PACKAGES.values(), repertoires(), strict=True))
    source = write_source(document, style, day=day, fonts=fonts)
    try:
        data = typeset(source.text, day or date(2020, 1, 1), document.filename)
    except InputError:
        source = write_source(document, style, day=day, fonts=fonts, strict=True)
        data = typeset(source.text, day or date(2020, 1, 1), document.filename)
    return Made(data, source.replaced)


def typeset(text: str, day: date, name: str) -> bytes:
    """What typst makes of a source. It sees no file, no font and no package of the machine: its root is a folder of fonts.

    :raises InputError: typst refuses it, or stops.
    """
    import typst

    try:
        return bytes(
            typst.compile(
                text.encode("utf-8"),
                format="pdf",
                root=str(font_files()[0].parent),
                font_paths=_fonts(),
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
                timestamp=calendar.timegm(day.timetuple()),
            )
        )
    except typst.TypstError as error:
        raise InputError(_failed(name, str(error))) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise InputError(_failed(name, str(error))) from None


@cache
def _fonts() -> Any:
    import typst

    folders = sorted({str(path.parent) for path in font_files()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _failed(name: str, why: str) -> Problem:
    return Problem(
        f"{name}.pdf",
        "could not be made",
        f"The program that sets the pages said: {' '.join(why.split())[:300]}",
        "Every other file was made. Send the Word file for now, and report it; a PDF that lies there is older.",
    )
