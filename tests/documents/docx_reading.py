"""Reading a .docx as a stranger would: zip and ElementTree, nothing of our own writer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class FieldRun:
    """One complex field: its instruction and the result that is cached in the file."""

    instruction: str = ""
    result: str = ""
    part: str = ""
    depth: int = 0


@dataclass
class Heading:
    """A heading as the file has it."""

    level: int
    text: str
    bookmarks: tuple[str, ...]
    style: str


class Docx:
    """One Word file."""

    def __init__(self, data: bytes | Path) -> None:
        raw = data.read_bytes() if isinstance(data, Path) else data
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            assert file.testzip() is None
            self.parts: dict[str, bytes] = {name: file.read(name) for name in file.namelist()}
            self.infos = file.infolist()

    def xml(self, part: str) -> ET.Element:
        return ET.fromstring(self.parts[part])

    @cached_property
    def body(self) -> ET.Element:
        found = self.xml("word/document.xml").find(f"{W}body")
        assert found is not None
        return found

    @cached_property
    def styles(self) -> dict[str, ET.Element]:
        return {s.get(f"{W}styleId", ""): s for s in self.xml("word/styles.xml").iter(f"{W}style")}

    def paragraphs(self) -> list[ET.Element]:
        return list(self.body.iter(f"{W}p"))

    def texts(self) -> list[str]:
        """The text of each paragraph of the body, in order, as a reader sees it."""
        return [text(p) for p in self.paragraphs()]

    def everything(self) -> str:
        """Every word of every part that people see."""
        seen = [name for name in self.parts if re.match(r"word/(document|header\d*|footer\d*)\.xml", name)]
        return "\n".join(text(p) for name in seen for p in self.xml(name).iter(f"{W}p"))

    def bookmarks(self) -> list[tuple[str, str]]:
        return [(b.get(f"{W}id", ""), b.get(f"{W}name", "")) for b in self.body.iter(f"{W}bookmarkStart")]

    def fields(self) -> Iterator[FieldRun]:
        """Every complex field of body, headers and footers. Fails where begin, separate and end are not in balance."""
        for name in self.parts:
            if re.match(r"word/(document|header\d*|footer\d*)\.xml", name):
                yield from _fields(self.xml(name), name)

    def headings(self) -> list[Heading]:
        made = []
        for p in self.paragraphs():
            level = p.find(f"{W}pPr/{W}outlineLvl")
            style = _style(p)
            inherited = self.styles[style].find(f"{W}pPr/{W}outlineLvl") if style in self.styles else None
            counted = level if level is not None else inherited
            if counted is not None and int(counted.get(f"{W}val", "9")) < 9:
                marks = tuple(b.get(f"{W}name", "") for b in p.iter(f"{W}bookmarkStart"))
                made.append(Heading(int(counted.get(f"{W}val", "9")) + 1, text(p), marks, style))
        return made

    def tables(self) -> list[ET.Element]:
        return list(self.body.iter(f"{W}tbl"))

    def blocks(self) -> Iterator[ET.Element]:
        """Paragraphs and tables of the body, in order."""
        for element in self.body:
            if element.tag in (f"{W}p", f"{W}tbl"):
                yield element


def text(element: ET.Element) -> str:
    """The visible text of an element: no field codes; breaks and tabs as characters."""
    made = []
    for inner in element.iter():
        if inner.tag == f"{W}t":
            value = inner.text or ""
            made.append(value if inner.get(SPACE) == "preserve" else value.strip())
        elif inner.tag == f"{W}br" and inner.get(f"{W}type") is None:
            made.append("\n")
        elif inner.tag == f"{W}tab" and inner.get(f"{W}val") is None:
            made.append("\t")
    return "".join(made)


def _style(p: ET.Element) -> str:
    found = p.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val", "") if found is not None else ""


def style_of(p: ET.Element) -> str:
    return _style(p)


def _fields(root: ET.Element, part: str) -> Iterator[FieldRun]:
    open_fields: list[tuple[FieldRun, str]] = []
    for element in root.iter():
        if element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append((FieldRun(part=part, depth=len(open_fields)), "code"))
            elif kind == "separate":
                assert open_fields, f"{part}: a field is separated that was not begun"
                field, state = open_fields.pop()
                assert state == "code", f"{part}: a field is separated twice: {field.instruction}"
                open_fields.append((field, "result"))
            else:
                assert open_fields, f"{part}: a field ends that was not begun"
                field, state = open_fields.pop()
                assert state == "result", f"{part}: a field ends without a result: {field.instruction}"
                yield field
        elif element.tag == f"{W}instrText":
            assert open_fields, f"{part}: an instruction outside a field"
            assert open_fields[-1][1] == "code"
            open_fields[-1][0].instruction += element.text or ""
        elif element.tag == f"{W}t":
            for field, state in open_fields:
                if state == "result":
                    field.result += element.text or ""
    assert not open_fields, f"{part}: a field does not end: {open_fields[-1][0].instruction}"
