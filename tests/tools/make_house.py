"""Makes templates/house.docx and templates/note.docx from their source parts; a test compares them.

A note is for a short paper: the same styles, and a head that leaves the first page to the words, with no list of contents.
"""

from __future__ import annotations

import re
from pathlib import Path

from hls_procure.documents.zipfiles import write_parts

ROOT = Path(__file__).resolve().parents[2] / "templates"
ORDER = (
    "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml",
    "word/numbering.xml", "word/settings.xml", "word/fontTable.xml", "word/header1.xml", "word/footer1.xml",
    "word/footer2.xml", "docProps/core.xml", "docProps/app.xml",
)  # fmt: skip
DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
#: The contents list of the house template, with the breaks around it: a note has none.
CONTENTS = re.compile(r'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>.*?<w:br w:type="page"/></w:r></w:p>', re.DOTALL)
TABLE_TEXT = '<w:name w:val="HLS Table Text"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
#: In a note the title is smaller, the words follow it at once, and there is less room between things; the type is the same.
SMALLER = (
    ('<w:spacing w:before="0" w:after="100" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>',
     '<w:spacing w:before="0" w:after="80" w:line="247" w:lineRule="auto"/></w:pPr></w:pPrDefault>'),
    ('<w:numId w:val="1"/></w:numPr><w:spacing w:before="360" w:after="120"/>',
     '<w:numId w:val="1"/></w:numPr><w:spacing w:before="240" w:after="80"/>'),
    (f'{TABLE_TEXT}<w:spacing w:before="50" w:after="50" w:line="252"',
     f'{TABLE_TEXT}<w:spacing w:before="35" w:after="35" w:line="240"'),
    ('<w:spacing w:before="240" w:after="120"/><w:ind w:left="227"/>',
     '<w:spacing w:before="120" w:after="60"/><w:ind w:left="227"/>'),
    ('<w:keepNext/><w:spacing w:before="200" w:after="80"/>', '<w:keepNext/><w:spacing w:before="120" w:after="60"/>'),
    ('<w:spacing w:before="1200" w:after="120" w:line="240" w:lineRule="auto"/>', '<w:spacing w:before="200" w:after="60"/>'),
    ('<w:sz w:val="52"/><w:szCs w:val="52"/>', '<w:sz w:val="36"/><w:szCs w:val="36"/>'),
    ('<w:spacing w:before="0" w:after="480" w:line="264" w:lineRule="auto"/>', '<w:spacing w:before="0" w:after="160"/>'),
)  # fmt: skip
MARGINS = ('w:top="1418" w:right="1418" w:bottom="1304"', 'w:top="1134" w:right="1418" w:bottom="1077"')


def house() -> bytes:
    """The bytes of the house template."""
    return write_parts(_parts())


def note() -> bytes:
    """The bytes of the template for notes."""
    parts = _parts()
    document, styles = (parts[name].decode("utf-8") for name in (DOCUMENT, STYLES))
    document, found = CONTENTS.subn("", document)
    assert found == document.count(MARGINS[0]) == 1
    document = document.replace(*MARGINS)
    for big, small in SMALLER:
        assert styles.count(big) == 1, big
        styles = styles.replace(big, small)
    parts[DOCUMENT], parts[STYLES] = document.encode("utf-8"), styles.encode("utf-8")
    return write_parts(parts)


def _parts() -> dict[str, bytes]:
    return {name: (ROOT / "house-source" / name).read_bytes().replace(b"\r\n", b"\n") for name in ORDER}


if __name__ == "__main__":
    (ROOT / "house.docx").write_bytes(house())
    (ROOT / "note.docx").write_bytes(note())
