"""Drawings as pictures: SVG for pages and PDF files, PNG for Word and LibreOffice; the same drawing gives the same bytes.

Everything is drawn in one dark colour on white, so that it reads in black and white. The words beside a picture hold every
figure that it shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from hls_procure.assembly.blocks import DRAWING, Drawing
from hls_procure.documents.docx.widths import ems

#: Points: the width of the text of a page, the size of the type, and the height of a line of it.
WIDTH, SIZE, LINE = 453.0, 9.0, 11.5
#: The dark colour of bars and marks, and that of the lines behind them.
DARK, RULE = "#1F3A44", "#8A979C"
#: Pixels of a PNG for each point: 216 for an inch.
SCALE = 3
_ROW, _BAR, _LABELS, _SHOWN = 13.5, 9.0, 215.0, 92.0
#: Bitstream Vera runs wider than the letters that lines are reckoned with.
_VERA = 0.87
_FONT = "Helvetica"  # what the lengths of lines are reckoned with; each format has its own letters

_STYLE = re.compile(r' style="([^"]*)"')
Shown = Callable[[str], str]


def height_of(block: Drawing) -> float:
    """How high a drawing is, in points."""
    return sum(_rows(block)) + 4


def png_height(block: Drawing) -> float:
    """How high the PNG file of a drawing is, in points."""
    return height_of(said(block, _vera_shows))


def said(block: Drawing, shown: Shown) -> Drawing:
    """The drawing with its words as the letters at hand can show them."""
    return replace(block, marks=tuple(replace(mark, label=shown(mark.label), shown=shown(mark.shown)) for mark in block.marks))


def shapes(block: Drawing, shown: Shown = str) -> Any:
    """The drawing in reportlab's shapes. :param shown: the text as the letters at hand can show it."""
    from reportlab.graphics.shapes import Drawing as Shapes

    block = said(block, shown)
    made = Shapes(WIDTH, height_of(block))
    for shape in _bars(block) if block.kind == "money-by-year" else _days(block):
        made.add(shape)
    return made


def svg_of(block: Drawing, family: str, shown: Shown = str, *, title: str = "") -> str:
    """The drawing as one SVG element without a head, for a page or a PDF file.

    :param family: the letters, as a list for ``font-family``. :param title: words for whoever does not see it; empty where
        the file around it has them.
    """
    from reportlab.graphics import renderSVG

    text = renderSVG.drawToString(shapes(block, shown))
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<(title|desc)>\.\.\.</\1>|\s*<clipPath.*?</clipPath>", "", text, flags=re.DOTALL)
    text = text.replace(' id="group"', "").replace(f"font-family: {_FONT};", f"font-family: {family};")
    text = _STYLE.sub(_attributes, text)  # a page allows no styles within its elements
    named = f'<svg role="img" aria-label="{_attribute(title)}" data-name="{DRAWING}" ' if title else "<svg "
    return re.sub(r"\s*\n\s*", "", text).replace("<svg ", named, 1)


def png_of(block: Drawing) -> bytes:
    """The drawing as a PNG file of :data:`SCALE` pixels for each point."""
    import io

    from PIL import Image, ImageDraw, ImageFont

    block = said(block, _vera_shows)
    high = height_of(block)
    image = Image.new("L", (round(WIDTH * SCALE), round(high * SCALE)), 255)
    pen, letters = ImageDraw.Draw(image), ImageFont.truetype(_vera(), round(SIZE * SCALE * _VERA))

    def at(x: float, y: float) -> tuple[float, float]:
        return x * SCALE, (high - y) * SCALE

    for shape in shapes(block).contents:
        kind = type(shape).__name__
        if kind == "String":
            side = "rs" if shape.textAnchor == "end" else "ls"
            pen.text(at(shape.x, shape.y), shape.text, fill=0, font=letters, anchor=side)
        elif kind == "Rect":
            corners = (*at(shape.x, shape.y + shape.height), *at(shape.x + shape.width, shape.y))
            pen.rectangle(corners, fill=_grey(shape.fillColor))
        else:
            ends = (*at(shape.x1, shape.y1), *at(shape.x2, shape.y2))
            pen.line(ends, fill=_grey(shape.strokeColor), width=max(1, round(shape.strokeWidth * SCALE)))
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _bars(block: Drawing) -> list[Any]:
    """A bar for each year, with the year before it and the sum behind it."""
    left = 44.0
    most = max(mark.value for mark in block.marks) or 1
    full = WIDTH - left - _SHOWN
    made = [_line(left, 2, left, height_of(block) - 2)]
    y = height_of(block) - 2
    for mark in block.marks:
        y -= _ROW
        wide = mark.value / most * full
        made.append(_text(left - 6, y + 3.6, mark.label, end=True))
        if mark.value:
            made.append(_box(left, y + (_ROW - _BAR) / 2, wide, _BAR))
        made.append(_text(left + wide + 5, y + 3.6, mark.shown))
    return made


def _days(block: Drawing) -> list[Any]:
    """A row for each step: its words, and a mark where its day lies between the first and the last."""
    first, last = (pick(mark.value for mark in block.marks) for pick in (min, max))
    full = WIDTH - _LABELS - 8 - _SHOWN
    high = height_of(block)
    made = [_line(_LABELS + 4, 2, _LABELS + 4, high - 2)]
    y = high - 2
    for mark, tall in zip(block.marks, _rows(block), strict=True):
        y -= tall
        middle = y + tall / 2
        x = _LABELS + 4 + (mark.value - first) / (last - first) * full
        for number, line in enumerate(_broken(mark.label)):
            made.append(_text(0, y + tall - LINE * (number + 1) + 0.5, line))
        made += [_line(_LABELS + 4, middle, x, middle), _box(x - 3, middle - 3, 6, 6)]
        made.append(_text(x + 6, middle - 3, mark.shown))
    return made


def _rows(block: Drawing) -> list[float]:
    """The height of each row."""
    if block.kind == "money-by-year":
        return [_ROW] * len(block.marks)
    return [max(LINE + 4, LINE * len(_broken(mark.label)) + 4) for mark in block.marks]


def _broken(label: str) -> list[str]:
    """The words of a step in lines that fit before its mark; a word that no line holds is broken."""
    most = (_LABELS - 4) / SIZE
    lines = [""]
    for word in label.split():
        while ems(word) > most:
            keep = next(n for n in range(len(word), 0, -1) if ems(word[:n]) <= most or n == 1)
            lines.append(word[:keep])
            word = word[keep:]
        if lines[-1] and ems(f"{lines[-1]} {word}") > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line] or [""]


def _text(x: float, y: float, words: str, *, end: bool = False) -> Any:
    from reportlab.graphics.shapes import String

    return String(x, y, words, fontName=_FONT, fontSize=SIZE, textAnchor="end" if end else "start")


def _box(x: float, y: float, wide: float, high: float) -> Any:
    from reportlab.graphics.shapes import Rect
    from reportlab.lib.colors import HexColor

    return Rect(x, y, max(wide, 1), high, fillColor=HexColor(DARK), strokeColor=None, strokeWidth=0)


def _line(x1: float, y1: float, x2: float, y2: float) -> Any:
    from reportlab.graphics.shapes import Line
    from reportlab.lib.colors import HexColor

    return Line(x1, y1, x2, y2, strokeColor=HexColor(RULE), strokeWidth=0.5)


def _grey(colour: Any) -> int:
    return int((0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue) * 255 + 0.5)


def _vera() -> str:
    """The letters of a PNG: Bitstream Vera, which comes with reportlab, so that a file is the same everywhere."""
    from pathlib import Path

    import reportlab

    return str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")


@cache
def _vera_points() -> frozenset[int]:
    from reportlab.pdfbase.ttfonts import TTFontFace

    return frozenset(TTFontFace(_vera()).charToGlyph)


def _vera_shows(text: str) -> str:
    """The text as these letters show it: a character that they lack is named in square brackets."""
    from hls_procure.documents.typst.words import Words

    return Words((_vera_points(),)).shown(text)


def _attributes(found: re.Match[str]) -> str:
    """Styles as attributes of their own, without what would lead elsewhere."""
    pairs = [pair.split(":", 1) for pair in found[1].split(";") if ":" in pair]
    kept = [(name.strip(), value.strip()) for name, value in pairs if "url(" not in value]
    return "".join(f' {name}="{value}"' for name, value in kept)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
