"""The styles, pages and properties of an ODT file, with the measures of the house template."""

from __future__ import annotations

from datetime import date

from hls_procure.assembly.blocks import Document, Front
from hls_procure.documents.docx.runs import escape
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.odt.tree import storable
from hls_procure.documents.typst.source import LETTER

NAMESPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LINE = "0.5pt solid #BFCBD0"
#: A reference looks as it does in Word: like the words around it.
_LINKS = [
    f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" style:family="text">'
    '<style:text-properties style:use-window-font-color="true" style:text-underline-style="none"/></style:style>'
    for name in ("Internet_20_link", "Visited_20_Internet_20_Link")
]

#: Cells, in place of those that pandoc writes.
CELLS = {
    "TableHeaderRowCell": f'fo:background-color="#E7EEF0" fo:border-top="0.75pt solid #COLOUR" fo:border-bottom="{_LINE}"',
    "TableRowCell": f'fo:border-top="{_LINE}" fo:border-bottom="{_LINE}"',
}


def cell_style(name: str, colour: str) -> str:
    """The style of one kind of cell."""
    borders = CELLS[name].replace("COLOUR", colour)
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {borders} '
        'fo:border-left="none" '
        'fo:border-right="none" fo:padding-top="0.09cm" fo:padding-bottom="0.09cm" fo:padding-left="0.19cm" '
        'fo:padding-right="0.19cm"/></style:style>'
    )


_TOGETHER = '<style:table-row-properties fo:keep-together="always"/>'
ROW = f'<style:style style:name="HLSRow" style:family="table-row">{_TOGETHER}</style:style>'
"""A row that stays on one page."""


def _style(name: str, parent: str, paragraph: str = "", words: str = "", *, inner: str = "", more: str = "") -> str:
    shown = f"<style:paragraph-properties {paragraph}>{inner}</style:paragraph-properties>" if paragraph or inner else ""
    shown += f"<style:text-properties {words}/>" if words else ""
    above = f' style:parent-style-name="{parent}"' if parent else ""
    display = name.replace("_20_", " ")
    known = f'style:name="{name}" style:display-name="{display}" style:family="paragraph"'
    return f"<style:style {known}{above}{more}>{shown}</style:style>"


def _indent(left: float, back: float) -> tuple[str, str]:
    """A hanging indent in points, with the stop that the text after the number stands at."""
    properties = f'fo:margin-left="{left:g}pt" fo:text-indent="{-back:g}pt"'
    return properties, '<style:tab-stops><style:tab-stop style:position="0pt"/></style:tab-stops>' if back else ""


def _contents(left: float, *, number: bool = True) -> str:
    """Stops for the number, if there is one, and for the page at the right edge."""
    first = f'<style:tab-stop style:position="{65.2 - left:g}pt"/>' if number else ""
    return (
        f"<style:tab-stops>{first}"
        f'<style:tab-stop style:position="{453.5 - left:g}pt" '
        'style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'
    )


def styles_xml(document: Document, style: HouseStyle, *, note: bool) -> bytes:
    """The named styles, the page, and what runs at its head and foot. A letter has narrower margins."""
    front, letter = document.front, document.template == LETTER
    page, of = escape(document.word("Page")), escape(document.word("of"))
    made = "".join(_named(style, "3.5pt" if letter else "5pt", "103%" if letter else "108%"))
    language, _, country = style.language.partition("-")
    foot = (
        f'<text:p text:style-name="Footer">{_said(f"{front.reference} · {front.version}")}<text:tab/>{page} '
        f'<text:page-number text:select-page="current">1</text:page-number> {of} <text:page-count>1</text:page-count></text:p>'
    )
    head = f'<text:p text:style-name="Header">{_said(front.title)}</text:p>'
    font = escape(style.font)
    top, side = "0.9cm" if letter else "1.2cm" if note else "1.7cm", "2.1cm" if letter else "2.5cm"
    return (
        f'{_HEAD}<office:document-styles {NAMESPACES} office:version="1.3"><office:font-face-decls>'
        f'<style:font-face style:name="{font}" svg:font-family="{font}"/></office:font-face-decls>'
        '<office:styles><style:default-style style:family="paragraph">'
        '<style:paragraph-properties style:tab-stop-distance="1.25cm" fo:orphans="2" fo:widows="2"/>'
        f'<style:text-properties style:font-name="{font}" fo:font-size="{style.size:g}pt" '
        f'fo:language="{escape(language.lower())}" fo:country="{escape(country.upper() or "none")}"/></style:default-style>{made}'
        '<style:style style:name="HLSBlank" style:display-name="HLS Blank" style:family="text"><style:text-properties '
        'fo:font-weight="bold" fo:background-color="#FFF2CC"/></style:style>'
        '<style:style style:name="Definition" style:display-name="Link in text" style:family="text"/>'
        f"{''.join(_LINKS)}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21.001cm" '
        f'fo:page-height="29.7cm" fo:margin-top="{top}" fo:margin-bottom="1.2cm" '
        f'fo:margin-left="{side}" fo:margin-right="{side}"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/>'
        "</style:header-style><style:footer-style>"
        '<style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.5cm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="First" style:page-layout-name="Page" style:next-style-name="Standard">'
        f"<style:footer>{foot}</style:footer></style:master-page>"
        f'<style:master-page style:name="Standard" style:page-layout-name="Page"><style:header>{head}</style:header>'
        f"<style:footer>{foot}</style:footer></style:master-page></office:master-styles></office:document-styles>"
    ).encode()


def _named(style: HouseStyle, gap: str, line: str) -> list[str]:
    size = style.size / 12

    def pt(points: float) -> str:
        return f'fo:font-size="{points * size:g}pt"'

    colour = f'fo:color="#{style.colour}" fo:font-weight="bold"'
    next_ = 'fo:keep-with-next="always"'
    grey = f'fo:color="#555555" {pt(9)}'
    right = '<style:tab-stops><style:tab-stop style:position="453.5pt" style:type="right"/></style:tab-stops>'
    made = [
        _style("Standard", "", f'fo:margin-top="0pt" fo:margin-bottom="{gap}" fo:line-height="{line}"'),
        _style("Table_20_Contents", "Standard", 'fo:margin-bottom="0pt"', pt(10.5)),
        _style("Table_20_Heading", "Table_20_Contents", next_, 'fo:font-weight="bold"'),
        _style("Header", "Standard", 'fo:margin-bottom="0pt"', grey),
        _style("Footer", "Standard", 'fo:margin-bottom="0pt"', grey, inner=right),
        _style("HLSAuthority", "Standard", 'fo:margin-bottom="0pt"', f"{colour} {pt(13)}",
               more=' style:master-page-name="First"'),
        _style("Title", "Standard", 'fo:margin-top="60pt" fo:margin-bottom="6pt" fo:line-height="100%"', f"{colour} {pt(26)}"),
        _style("HLSTitleNote", "Title", 'fo:margin-top="24pt"'),
        _style("HLSLetterTitle", "Title", 'fo:margin-top="9pt" fo:margin-bottom="5pt"', pt(15)),
        _style("HLSItem", "Standard", 'fo:margin-bottom="1pt"'),
        _style("Subtitle", "Standard", 'fo:margin-bottom="24pt"', pt(14)),
        _style("HLSReference", "Standard", 'fo:margin-bottom="3pt"'),
        _style("HLSFace", "Standard", 'fo:margin-top="12pt" fo:margin-bottom="6pt" fo:margin-left="11pt" fo:padding-left="10pt" '
               f'fo:border-left="3pt solid #{style.colour}"'),
        _style("HLSContents", "Standard", f'fo:break-before="page" fo:margin-bottom="10pt" {next_}', f"{colour} {pt(16)}"),
        _style("HLSContents1", "Standard", 'fo:margin-top="3pt" fo:margin-bottom="2pt"', inner=_contents(0)),
        _style("HLSContents2", "Standard", 'fo:margin-left="36.9pt" fo:margin-bottom="1pt"', pt(10.5), inner=_contents(36.9)),
        _style("HLSContents1Plain", "HLSContents1", inner=_contents(0, number=False)),
        _style("HLSContents2Plain", "HLSContents2", inner=_contents(36.9, number=False)),
        _style("HLSText", "Standard"),
        _style("HLSCaption", "Standard", f'fo:margin-top="10pt" fo:margin-bottom="4pt" {next_}',
               f'fo:font-weight="bold" {pt(10.5)}'),
        _style("HLSForm", "Standard", f'fo:margin-top="12pt" fo:margin-bottom="4pt" {next_}'),
    ]  # fmt: skip
    for name, points, left, above, below, more in (
        ("HLSPart", 16, 0.0, 24, 8, ""),
        ("HLSSchedule", 16, 0.0, 0, 12, ' fo:break-before="page"'),
        ("HLSClause1", 13, 35.45, 18, 6, ""),
        ("HLSSchedHeading", 13, 35.45, 18, 6, ""),
        ("HLSLetterHead", 12.5, 0.0, 8, 3, ""),
    ):
        indent, stops = _indent(left, left)
        outline = f' style:default-outline-level="{2 if name == "HLSSchedHeading" else 1}"'
        properties = f'fo:margin-top="{above}pt" fo:margin-bottom="{below}pt" {next_} {indent}{more}'
        made.append(_style(name, "Standard", properties, f"{colour} {pt(points)}", inner=stops, more=outline))
        made.append(_style(f"{name}Page", name, 'fo:break-before="page"'))
    for depth, (left, back) in enumerate(((35.45, 35.45), (35.45, 35.45), (63.8, 28.35), (92.15, 28.35)), 1):
        indent, stops = _indent(left, back)
        made.append(_style(f"HLSPara{depth}", "Standard", indent, inner=stops))
        made.append(_style(f"HLSPara{depth}Next", f"HLSPara{depth}", next_))
        made.append(_style(f"HLSIndent{depth}", "Standard", _indent(left, 0)[0]))
    return made


def _said(words: str) -> str:
    """Words on one line."""
    return escape(" ".join(storable(words).split()))


def meta_xml(front: Front, style: HouseStyle, day: date | None) -> bytes:
    """Title, author, language and date: the project's own date, never today's."""
    when = f"{(day or date(2020, 1, 1)).isoformat()}T00:00:00"
    return (
        f'{_HEAD}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{_said(front.title)}</dc:title>"
        f"<dc:subject>{_said(front.subtitle)}</dc:subject>"
        f"<meta:initial-creator>{_said(front.authority)}</meta:initial-creator><dc:creator>{_said(front.authority)}</dc:creator>"
        f"<meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date><dc:language>{escape(style.language)}</dc:language>"
        "</office:meta></office:document-meta>"
    ).encode()
