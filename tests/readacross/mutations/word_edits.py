"""Edits of a Word file as people make them: each a small function on its parts, named in ``word.yaml`` by ``do``.

``at`` names a paragraph by some of its words, ``row`` the row of a table by the words of one of its cells, ``part`` where it
stands (``document`` unless said otherwise). An edit that finds nothing to change is a mistake in the data, and says so.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WHO = {"author": "Legal services", "date": "2027-03-08T10:00:00Z", "id": "9001"}
How = Mapping[str, Any]
Element = Any


def w(name: str) -> str:
    """A tag or attribute of Word's own namespace."""
    return f"{{{W}}}{name}"


class Docx:
    """The parts of a Word file, parsed when they are asked for."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self._trees: dict[str, Element] = {}

    def tree(self, part: str) -> Element:
        """The root of a part: ``document``, ``header1`` or a name such as ``docProps/core.xml``."""
        name = part if "/" in part else f"word/{part}.xml"
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees[name]

    def bytes(self) -> bytes:
        """The file as it is now."""
        for name, root in self._trees.items():
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in self.parts.items():
                package.writestr(name, data)
        return made.getvalue()

    def add_part(self, name: str, kind: str, xml: str) -> None:
        """A new part of Word's, with its type and its relation to the document."""
        self.parts[f"word/{name}.xml"] = xml.encode("utf-8")
        types = self._root("[Content_Types].xml")
        override = etree.SubElement(types, f"{{{types.nsmap[None]}}}Override")
        override.set("PartName", f"/word/{name}.xml")
        override.set("ContentType", f"{_TYPES}{name}+xml")
        relations = self._root("word/_rels/document.xml.rels")
        relation = etree.SubElement(relations, f"{{{relations.nsmap[None]}}}Relationship")
        relation.set("Id", f"rIdNew{name}")
        relation.set("Type", f"{R}/{kind}")
        relation.set("Target", f"{name}.xml")

    def _root(self, name: str) -> Element:
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees[name]


# finding


def text_of(element: Element) -> str:
    """The words of an element as they stand."""
    return "".join(node.text or "" for node in element.iter(w("t")))


def paragraphs(docx: Docx, how: How) -> Iterator[Element]:
    """Every paragraph of the part, its lists of contents left out."""
    for para in docx.tree(how.get("part", "document")).iter(w("p")):
        style = para.find(f"{w('pPr')}/{w('pStyle')}")
        if style is None or not style.get(w("val"), "").startswith("TOC"):
            yield para


def paragraph(docx: Docx, how: How, key: str = "at") -> Element:
    """The paragraph that holds the words under a key; the ``nth`` of them."""
    wanted, left = how[key], int(how.get("nth", 1))
    for para in paragraphs(docx, how):
        if wanted in text_of(para):
            left -= 1
            if not left:
                return para
    raise AssertionError(f"no paragraph holds '{wanted}'")


def row(docx: Docx, words: str, holds: str = "") -> Element:
    """The first row with a cell of these words, and some others in it."""
    for one in docx.tree("document").iter(w("tr")):
        cells = [text_of(cell) for cell in one.iter(w("tc"))]
        if words in cells and (not holds or any(holds in cell for cell in cells)):
            return one
    raise AssertionError(f"no row has a cell '{words}' and '{holds}'")


def replace(element: Element, find: str, to: str) -> None:
    """Put other words in place of some, whichever runs hold them; the first of those runs gets them."""
    nodes = list(element.iter(w("t")))
    start = "".join(node.text or "" for node in nodes).find(find)
    assert start >= 0, f"'{find}' is not in '{text_of(element)}'"
    end, at = start + len(find), 0
    for node in nodes:
        words = node.text or ""
        first, last = max(start - at, 0), min(end - at, len(words))
        if first < last:
            node.text = words[:first] + (to if at + first == start else "") + words[last:]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += len(words)


def _run(words: str, *, deleted: bool = False) -> Element:
    run = etree.Element(w("r"))
    node = etree.SubElement(run, w("delText" if deleted else "t"))
    node.text = words
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _like(para: Element, words: str) -> Element:
    """A paragraph that looks and counts like another, with other words."""
    made = etree.Element(w("p"))
    look = para.find(w("pPr"))
    if look is not None:
        made.append(copy.deepcopy(look))
    made.append(_run(words))
    return made


def _tracked(kind: str, *runs: Element) -> Element:
    mark = etree.Element(w(kind))
    for name, value in _WHO.items():
        mark.set(w(name), value)
    mark.extend(runs)
    return mark


# words


def words(docx: Docx, how: How) -> None:
    """Other words in a paragraph."""
    replace(paragraph(docx, how), how["find"], how["to"])


def words_tracked(docx: Docx, how: How) -> None:
    """The same with tracking on: the old words deleted, the new ones inserted."""
    para = paragraph(docx, how)
    run = next(one for one in para.iter(w("r")) if how["find"] in text_of(one))
    before, _, after = text_of(run).partition(how["find"])
    place = run.getparent()
    at = list(place).index(run)
    made = [_run(before)] if before else []
    made.append(_tracked("del", _run(how["find"], deleted=True)))
    made += [_tracked("ins", _run(how["to"]))] if how.get("to") else []
    made += [_run(after)] if after else []
    place.remove(run)
    for number, one in enumerate(made):
        place.insert(at + number, one)


def everywhere(docx: Docx, how: How) -> None:
    """Find and replace through the whole part."""
    found = [para for para in paragraphs(docx, how) if how["find"] in text_of(para)]
    assert found, how["find"]
    for para in found:
        while how["find"] in text_of(para) and how["find"] not in how["to"]:
            replace(para, how["find"], how["to"])


def cell(docx: Docx, how: How) -> None:
    """Other words in the cell of a row."""
    replace(row(docx, how["row"], how["find"]), how["find"], how["to"])


def swap_cells(docx: Docx, how: How) -> None:
    """The last cells of two rows change places."""
    first, second = (list(row(docx, name).iter(w("tc")))[-1] for name in how["rows"])
    for mine, other in zip(*([list(one.iter(w("t"))) for one in (first, second)]), strict=False):
        mine.text, other.text = other.text, mine.text


def delete_row(docx: Docx, how: How) -> None:
    """A row is deleted."""
    gone = row(docx, how["row"], how.get("find", ""))
    gone.getparent().remove(gone)


def swap(docx: Docx, how: How) -> None:
    """Two paragraphs change places."""
    first, second = paragraph(docx, how), paragraph(docx, how, "with")
    spare = etree.Element(w("p"))
    first.getparent().replace(first, spare)
    second.getparent().replace(second, first)
    spare.getparent().replace(spare, second)


def delete(docx: Docx, how: How) -> None:
    """A paragraph is deleted."""
    gone = paragraph(docx, how)
    gone.getparent().remove(gone)


def delete_clause(docx: Docx, how: How) -> None:
    """A clause is deleted, from its heading to the next one."""
    for gone in _clause(paragraph(docx, how)):
        gone.getparent().remove(gone)


def duplicate_clause(docx: Docx, how: How) -> None:
    """A clause is pasted a second time, after another; its bookmarks stay with the first."""
    last = _clause(paragraph(docx, how, "after"))[-1]
    for one in reversed(_clause(paragraph(docx, how))):
        pasted = copy.deepcopy(one)
        for mark in [*pasted.iter(w("bookmarkStart")), *pasted.iter(w("bookmarkEnd"))]:
            mark.getparent().remove(mark)
        last.addnext(pasted)


def _clause(heading: Element) -> list[Element]:
    look = heading.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))
    made = [heading]
    for one in heading.itersiblings():
        style = one.find(f"{w('pPr')}/{w('pStyle')}")
        if one.tag == w("sectPr") or (style is not None and style.get(w("val")) in (look, "HLSPart", "HLSSchedule")):
            break
        made.append(one)
    return made


def insert(docx: Docx, how: How) -> None:
    """A new paragraph behind another, with its look."""
    para = paragraph(docx, how)
    para.addnext(_like(para, how["text"]))


def insert_tracked(docx: Docx, how: How) -> None:
    """A new paragraph behind another, with tracking on."""
    para = paragraph(docx, how)
    made = _like(para, "")
    made.remove(made.findall(w("r"))[-1])
    made.append(_tracked("ins", _run(how["text"])))
    para.addnext(made)


def delete_tracked(docx: Docx, how: How) -> None:
    """All words of a paragraph deleted, with tracking on."""
    para = paragraph(docx, how)
    for run in [one for one in para.findall(w("r")) if text_of(one)]:
        para.replace(run, _tracked("del", _run(text_of(run), deleted=True)))


# what does not show, or shows beside the text


def hide(docx: Docx, how: How) -> None:
    """A paragraph is formatted as hidden; ``text`` is a new one."""
    if "text" in how:
        insert(docx, how)
    for run in paragraph(docx, how, "text" if "text" in how else "at").iter(w("r")):
        look = run.find(w("rPr"))
        if look is None:
            look = etree.Element(w("rPr"))
            run.insert(0, look)
        etree.SubElement(look, w("vanish"))


def highlight(docx: Docx, how: How) -> None:
    """Words are typed and marked with yellow."""
    insert(docx, how)
    for run in paragraph(docx, how, "text").iter(w("r")):
        look = etree.Element(w("rPr"))
        etree.SubElement(look, w("highlight")).set(w("val"), "yellow")
        run.insert(0, look)


def comment(docx: Docx, how: How) -> None:
    """A comment is left in."""
    note = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Legal services" w:date="2027-03-08T10:00:00Z">'
    note += f"<w:p><w:r><w:t>{how['text']}</w:t></w:r></w:p></w:comment></w:comments>"
    docx.add_part("comments", "comments", note)
    para = paragraph(docx, how)
    start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
    start.set(w("id"), "0")
    end.set(w("id"), "0")
    para.insert(1, start)
    para.append(end)
    mark = etree.SubElement(para, w("r"))
    etree.SubElement(mark, w("commentReference")).set(w("id"), "0")


def footnote(docx: Docx, how: How) -> None:
    """A footnote is added."""
    said = f"<w:p><w:r><w:t>{how['text']}</w:t></w:r></w:p>"
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{said}</w:footnote></w:footnotes>'
    docx.add_part("footnotes", "footnotes", note)
    mark = etree.SubElement(paragraph(docx, how), w("r"))
    etree.SubElement(mark, w("footnoteReference")).set(w("id"), "2")


def textbox(docx: Docx, how: How) -> None:
    """A text box is drawn."""
    box = etree.fromstring(
        f'<w:r xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt;height:40pt"><v:textbox>'
        f"<w:txbxContent><w:p><w:r><w:t>{how['text']}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    paragraph(docx, how).append(box)


def control(docx: Docx, how: How) -> None:
    """A content control that still shows the words that ask for an answer."""
    made = etree.fromstring(
        f'<w:sdt xmlns:w="{W}"><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
        f"<w:p><w:r><w:t>{how['text']}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    paragraph(docx, how).addnext(made)


def field_text(docx: Docx, how: How) -> None:
    """Another number is typed over what a reference shows."""
    replace(paragraph(docx, how), how["find"], how["to"])


def field_target(docx: Docx, how: How) -> None:
    """A reference leads to a bookmark that is not there."""
    codes = [one for one in paragraph(docx, how).iter(w("instrText")) if " REF " in (one.text or "")]
    codes[0].text = " REF _Ref999999 \\r \\h "


def unlink(docx: Docx, how: How) -> None:
    """The references of a paragraph become plain words, and one of them is typed anew."""
    para = paragraph(docx, how)
    inside = False
    for run in list(para.iter(w("r"))):
        mark = run.find(w("fldChar"))
        kind = mark.get(w("fldCharType")) if mark is not None else ""
        inside = kind == "begin" or (inside and kind != "separate")
        if kind or inside:
            run.getparent().remove(run)
    replace(para, how["find"], how["to"])


# what a file says of itself


def property(docx: Docx, how: How) -> None:
    """Another property of the file."""
    root = docx.tree(how.get("file", "docProps/core.xml"))
    found = next((one for one in root if str(one.tag).endswith("}" + how["name"])), None)
    if found is None:
        space = next(uri for uri in root.nsmap.values() if how.get("space", "core-properties") in uri)
        found = etree.SubElement(root, f"{{{space}}}{how['name']}")
    found.text = how["to"]


def no_heads(docx: Docx, how: How) -> None:
    """The head of a table is no longer marked as one."""
    marks = list(docx.tree("document").iter(w("tblHeader")))
    marks[int(how.get("table", 1)) - 1].getparent().remove(marks[int(how.get("table", 1)) - 1])


def no_language(docx: Docx, how: How) -> None:
    """The language is no longer said anywhere."""
    for part in ("styles", "document"):
        for mark in list(docx.tree(part).iter(w("lang"))):
            mark.getparent().remove(mark)
    for mark in [one for one in docx.tree("docProps/core.xml") if str(one.tag).endswith("}language")]:
        mark.getparent().remove(mark)


def style(docx: Docx, how: How) -> None:
    """A paragraph gets another style."""
    paragraph(docx, how).find(f"{w('pPr')}/{w('pStyle')}").set(w("val"), how["to"])


def picture(docx: Docx, how: How) -> None:
    """A picture without words for those who cannot see it."""
    a, wp = "http://schemas.openxmlformats.org/drawingml/2006/main", "wordprocessingDrawing"
    drawing = etree.fromstring(
        f'<w:r xmlns:w="{W}"><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/{wp}">'
        f'<wp:extent cx="990000" cy="990000"/><wp:docPr id="77" name="Picture 1"/><a:graphic xmlns:a="{a}">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="p"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{R}" r:embed="rIdNone"/></pic:blipFill><pic:spPr/>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    paragraph(docx, how).append(drawing)


EDITS: dict[str, Callable[[Docx, How], None]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        words, words_tracked, everywhere, cell, swap_cells, delete_row, swap, delete, delete_clause, duplicate_clause, insert,
        insert_tracked, delete_tracked, hide, highlight, comment, footnote, textbox, control, field_text, field_target, unlink,
        property, no_heads, no_language, style, picture,
    )
}  # fmt: skip


def edited(data: bytes, how: How) -> bytes:
    """A Word file after an edit."""
    docx = Docx(data)
    EDITS[how["do"]](docx, how)
    return docx.bytes()
