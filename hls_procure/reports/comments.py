"""Remarks as comments in a copy of a Word file: the words stay as they are, and so does every comment that was there."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Any

from hls_procure.documents.zipfiles import patched
from hls_procure.errors import FileProblem, Problem
from hls_procure.reading.limits import LIMITS
from hls_procure.reading.package import Package, PartProblem
from hls_procure.reports.remarks import Remark
from hls_procure.reports.told import clean

AUTHOR, INITIALS = "hls-procure check", "hp"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_OFFICE = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def commented(name: str, data: bytes, remarks: Sequence[Remark], day: str = "") -> bytes:
    """A copy of a Word file with each remark as a comment at its paragraph; those without one stand at the first.

    :param day: the date of the comments, such as ``2027-03-01``; none is written where it is empty.
    :raises FileProblem: the file cannot be read.
    """
    try:
        return _Copy(name, data).with_comments(remarks, day)
    except PartProblem as problem:
        raise FileProblem(Problem(name, f"cannot be commented on: a part of it {problem}", do="Save it again in Word.")) from None


class _Copy:
    """One file while comments are put into it."""

    def __init__(self, name: str, data: bytes) -> None:
        self.data = data
        self.package = Package(name, data, LIMITS)
        self.main = self.package.main()
        self.root = self._parse(self.main)
        self.space = str(self.root.tag).partition("}")[0].removeprefix("{")
        if self.space not in _OFFICE:
            raise FileProblem(Problem(name, "is not a Word document that comments can be put into", do="Save it as .docx."))
        self.paragraphs = list(self.root.iter(self._w("p")))

    def _w(self, tag: str) -> str:
        return f"{{{self.space}}}{tag}"

    def _parse(self, part: str) -> Any:
        """A part as it is: nothing in it is translated, so that what was not touched is written back alike."""
        from lxml import etree

        raw = self.package.read(part)
        self.package.check(raw, part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)
        try:
            return etree.fromstring(raw, parser)
        except etree.XMLSyntaxError:
            raise PartProblem("is not well-formed XML") from None

    def with_comments(self, remarks: Sequence[Remark], day: str) -> bytes:
        """The file with the remarks."""
        replaced: dict[str, bytes] = {}
        folder, base = posixpath.split(self.main)
        relations = f"{folder}/_rels/{base}.rels".lstrip("/")
        part = next((r.target for r in self.package.relations(self.main).values() if r.kind == "comments" and not r.external), "")
        if part and part in self.package:
            comments = self._parse(part)
        else:
            part = posixpath.join(folder, self._free(folder))
            comments = self._new("comments")
            replaced[relations] = self._related(relations, posixpath.basename(part))
            replaced["[Content_Types].xml"] = self._typed(part)
        number = 1 + max((int(id) for c in comments if (id := c.get(self._w("id"), "")).isdigit()), default=-1)
        for remark in remarks:
            comments.append(self._comment(comments, number, remark, day))
            self._mark(number, remark.index if remark.part and remark.index < len(self.paragraphs) else 0)
            number += 1
        return patched(self.data, {**replaced, part: _bytes(comments), self.main: _bytes(self.root)})

    def _free(self, folder: str) -> str:
        names = ["comments.xml", *(f"comments{n}.xml" for n in range(1, 100))]
        return next(name for name in names if posixpath.join(folder, name) not in self.package)

    def _new(self, tag: str) -> Any:
        from lxml import etree

        return etree.Element(self._w(tag), nsmap={"w": self.space})

    def _related(self, relations: str, target: str) -> bytes:
        from lxml import etree

        if relations in self.package:
            root = self._parse(relations)
        else:
            root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        taken = {one.get("Id") for one in root}
        id = next(name for n in range(1, 10_000) if (name := f"rIdRemarks{n}") not in taken)
        etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", Id=id, Type=f"{_OFFICE[self.space]}/comments", Target=target
        )  # fmt: skip
        return _bytes(root)

    def _typed(self, part: str) -> bytes:
        from lxml import etree

        root = self._parse("[Content_Types].xml")
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=_KIND)
        return _bytes(root)

    def _comment(self, comments: Any, number: int, remark: Remark, day: str) -> Any:
        w = self._w
        made = comments.makeelement(w("comment"), {w("id"): str(number), w("author"): AUTHOR, w("initials"): INITIALS})
        if day:
            made.set(w("date"), f"{day}T00:00:00Z")
        for position, line in enumerate(remark.lines):
            paragraph = made.makeelement(w("p"), {})
            run = paragraph.makeelement(w("r"), {})
            if not position:
                look = run.makeelement(w("rPr"), {})
                look.append(look.makeelement(w("b"), {}))
                run.append(look)
            text = run.makeelement(w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            text.text = clean(line)
            run.append(text)
            paragraph.append(run)
            made.append(paragraph)
        return made

    def _mark(self, number: int, index: int) -> None:
        """Where the comment hangs: the whole paragraph, which is never empty of marks afterwards."""
        if not self.paragraphs:
            body = self.root.find(self._w("body"))
            if body is None:
                return
            body.insert(0, body.makeelement(self._w("p"), {}))
            self.paragraphs = [body[0]]
        w, paragraph = self._w, self.paragraphs[index]
        id = {w("id"): str(number)}
        properties = paragraph.find(w("pPr"))
        paragraph.insert(
            0 if properties is None else paragraph.index(properties) + 1, paragraph.makeelement(w("commentRangeStart"), id)
        )
        paragraph.append(paragraph.makeelement(w("commentRangeEnd"), id))
        run = paragraph.makeelement(w("r"), {})
        run.append(run.makeelement(w("commentReference"), id))
        paragraph.append(run)


def _bytes(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
