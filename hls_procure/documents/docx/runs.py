"""Spans as WordprocessingML runs: text, breaks, REF fields, bookmarks. Strings in, strings out."""

from __future__ import annotations

import re
import unicodedata

from hls_procure.assembly.blocks import Span, Spans

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPECIAL = re.compile(r'[&<>"]')
_PIECES = re.compile(r"(\n|\t)")
_STYLES = {"blank": "HLSBlank", "caution": "HLSBlank"}


def escape(text: str) -> str:
    """Text for element content or an attribute."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text)


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (Arabic, Hebrew)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def run(text: str, properties: str = "") -> str:
    """One run; line ends become breaks and tabs stay tabs."""
    if not text:
        return ""
    if not text.isascii() and right_to_left(text):
        properties += "<w:rtl/>"
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    if "\n" not in text and "\t" not in text:
        return f'<w:r>{shown}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    inner = []
    for piece in _PIECES.split(text):
        if piece == "\n":
            inner.append("<w:br/>")
        elif piece == "\t":
            inner.append("<w:tab/>")
        elif piece:
            inner.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{shown}{''.join(inner)}</w:r>"


def field(instruction: str, cached: str, properties: str = "") -> str:
    """A complex field with its result filled in."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{shown}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{shown}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{shown}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(cached, properties)}"
        f'<w:r>{shown}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def runs(spans: Spans, bookmarks: dict[str, str], properties: str = "") -> str:
    """The runs of some spans; a reference becomes a REF field with the right number cached."""
    made = []
    for span in spans:
        made.append(_one(span, bookmarks, properties))
    return "".join(made)


def _one(span: Span, bookmarks: dict[str, str], properties: str) -> str:
    if span.kind == "ref":
        name = bookmarks.get(span.path)
        if name is None:
            return run(span.text, properties)
        return field(f"REF {name} {_switch(span)} \\h", span.text, properties)
    if span.kind == "strong":
        return run(span.text, "<w:b/>" + properties)
    style = _STYLES.get(span.kind)
    if style:
        return run(span.text, f'<w:rStyle w:val="{style}"/>' + properties)
    return run(span.text, properties)


def _switch(span: Span) -> str:
    return "\\w" if span.detail == "full" else "\\n"


class Bookmarks:
    """Gives each bookmark its number in the file, in the order in which they are written."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        self.written: set[str] = set()
        self._next = 1

    def around(self, id: str, inner: str) -> str:
        """The inner XML with the bookmark of an id around it, the first time that the id comes."""
        name = self.names.get(id)
        if name is None or name in self.written:
            return inner
        self.written.add(name)
        number = self._next
        self._next += 1
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
