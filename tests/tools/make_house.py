"""Makes templates/house.docx, note.docx and letter.docx from their source parts; a test compares them.

A note is for a short paper: the same styles, and a head that leaves the first page to the words, with no list of contents.
A letter has the sender's name, the day, the address and a line that says what it is about, and then its words; its lists
have bullets.
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
    return write_parts(_note_parts())


def _note_parts() -> dict[str, bytes]:
    parts = _parts()
    document, styles = (parts[name].decode("utf-8") for name in (DOCUMENT, STYLES))
    document, found = CONTENTS.subn("", document)
    assert found == document.count(MARGINS[0]) == 1
    document = document.replace(*MARGINS)
    for big, small in SMALLER:
        assert styles.count(big) == 1, big
        styles = styles.replace(big, small)
    parts[DOCUMENT], parts[STYLES] = document.encode("utf-8"), styles.encode("utf-8")
    return parts


#: The first lines of a letter, in place of those of the house template.
LETTER_HEAD = (
    '<w:p><w:pPr><w:pStyle w:val="HLSAuthority"/></w:pPr><w:r><w:t>{{ authority }}</w:t></w:r></w:p>'
     '<w:p><w:pPr><w:pStyle w:val="HLSReference"/></w:pPr><w:r><w:t>{{ subtitle }}</w:t></w:r></w:p>'
     '<w:p><w:pPr><w:pStyle w:val="HLSReference"/></w:pPr><w:r><w:t>{{ date }}</w:t></w:r></w:p>'
     '<w:p><w:r><w:t>{{p face }}</w:t></w:r></w:p>'
     '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{{ title }}</w:t></w:r></w:p>'
)  # fmt: skip
HEAD = re.compile(r'<w:p><w:pPr><w:pStyle w:val="HLSAuthority"/>.*?\{\{p face \}\}</w:t></w:r></w:p>', re.DOTALL)
#: Smaller type, an address without a bar beside it, headings in the size of the words.
LETTER_STYLES = (
    ('<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang', '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang'),
    ('<w:spacing w:before="0" w:after="80" w:line="247" w:lineRule="auto"/></w:pPr></w:pPrDefault>',
     '<w:spacing w:before="0" w:after="70" w:line="245" w:lineRule="auto"/></w:pPr></w:pPrDefault>'),
    ('<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="1F4E5F"/></w:pBdr>'
     '<w:spacing w:before="120" w:after="60"/><w:ind w:left="227"/>',
     '<w:spacing w:before="60" w:after="60"/>'),
    ('<w:spacing w:before="200" w:after="60"/></w:pPr><w:rPr><w:b/><w:color w:val="1F4E5F"/>'
     '<w:sz w:val="36"/><w:szCs w:val="36"/>',
     '<w:spacing w:before="120" w:after="100"/></w:pPr><w:rPr><w:b/><w:color w:val="1F4E5F"/>'
     '<w:sz w:val="26"/><w:szCs w:val="26"/>'),
    ('<w:spacing w:before="480" w:after="160"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="1F4E5F"/>'
     '<w:sz w:val="32"/><w:szCs w:val="32"/>',
     '<w:spacing w:before="140" w:after="50"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="1F4E5F"/>'
     '<w:sz w:val="22"/><w:szCs w:val="22"/>'),
    ('<w:style w:type="paragraph" w:customStyle="1" w:styleId="HLSTextIndent">',
     '<w:style w:type="paragraph" w:customStyle="1" w:styleId="HLSBullet"><w:name w:val="HLS Bullet"/><w:basedOn w:val="Normal"/>'
     '<w:qFormat/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr><w:spacing w:before="0" w:after="70"/>'
     '<w:contextualSpacing/></w:pPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="HLSTextIndent">'),
)  # fmt: skip
NUMBERING = "word/numbering.xml"
BULLETS = (
    '<w:abstractNum w:abstractNumId="9"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:pStyle w:val="HLSBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr>'
    '<w:tabs><w:tab w:val="num" w:pos="397"/></w:tabs><w:ind w:left="397" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
)
LETTER_MARGINS = (
    'w:top="1134" w:right="1418" w:bottom="1077" w:left="1418"',
    'w:top="1021" w:right="1247" w:bottom="964" w:left="1247"',
)


def letter() -> bytes:
    """The bytes of the template for letters."""
    parts = _note_parts()
    document, styles, numbering = (parts[name].decode("utf-8") for name in (DOCUMENT, STYLES, NUMBERING))
    document, found = HEAD.subn(lambda _: LETTER_HEAD, document)
    assert found == document.count(LETTER_MARGINS[0]) == 1
    document = document.replace(*LETTER_MARGINS)
    for big, small in LETTER_STYLES:
        assert styles.count(big) == 1, big
        styles = styles.replace(big, small)
    at, end = numbering.index("<w:num "), numbering.index("</w:numbering>")
    list_of_bullets = '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num></w:numbering>'
    numbering = numbering[:at] + BULLETS + numbering[at:end] + list_of_bullets
    parts[DOCUMENT], parts[STYLES], parts[NUMBERING] = (text.encode("utf-8") for text in (document, styles, numbering))
    return write_parts(parts)


def _parts() -> dict[str, bytes]:
    return {name: (ROOT / "house-source" / name).read_bytes().replace(b"\r\n", b"\n") for name in ORDER}


if __name__ == "__main__":
    (ROOT / "house.docx").write_bytes(house())
    (ROOT / "note.docx").write_bytes(note())
    (ROOT / "letter.docx").write_bytes(letter())
