"""The sheets of a workbook, row by row: what a cell holds and nothing that would have to be worked out.

Rows are read one at a time, so that a long sheet takes no more memory than a short one. What a formula came to is read as the
file keeps it; a formula without its value and a cell that shows an error say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from hls_procure.errors import FileProblem
from hls_procure.grants.cells import Cell
from hls_procure.grants.days import read_day
from hls_procure.grants.tables import Line, Odd
from hls_procure.model.fields import ValueProblem
from hls_procure.reading.limits import Limits, refuse, too_much
from hls_procure.reading.package import Package, PartProblem

#: What a workbook of grants may hold at most: 100,000 rows are far more than anybody gives.
LIMITS = Limits(unpacked=600_000_000)
MAX_STRINGS = 2_000_000
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|\[(?![hms]+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_BUILT_IN_DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00D\x00O\x00C", b"\x00<\x00!\x00D\x00O\x00C")
_DO = "Open it in Excel or LibreOffice, save it again as .xlsx, and try once more."


@dataclass
class SheetFile:
    """One sheet. ``merged`` is known once its rows have been read; ``formulas`` counts those whose kept value was read."""

    name: str
    hidden: bool
    part: str
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: int = 0


class Workbook:
    """A workbook to be read.

    :raises FileProblem: it is no workbook, damaged, protected, or made to exhaust the machine.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            what = "is an old .xls file, or protected by a password"
            raise refuse(name, what, do="Save a copy as .xlsx without a password, and use that.")
        if data[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.spre":
            raise refuse(name, "is an OpenDocument spreadsheet", do="Save it as .xlsx (Save as, Excel 2007-365), and use that.")
        self._package = Package(name, data, LIMITS)
        try:
            main = self._package.main()
            root = self._package.xml(main)
            links = self._package.relations(main)
            self.from_1904 = any(one.get("date1904") in ("1", "true") for one in root.iter("{*}workbookPr"))
            self.sheets = [
                SheetFile(one.get("name", ""), one.get("state", "visible") != "visible", links[one.get(_LINK, "")].target)
                for one in root.iter("{*}sheet")
                if one.get(_LINK, "") in links and links[one.get(_LINK, "")].kind == "worksheet"
            ]
            kinds = {link.kind: link.target for link in links.values() if not link.external}
            self._styles = self._read_styles(kinds.get("styles", ""))
            self._strings = self._read_strings(kinds.get("sharedStrings", ""))
        except PartProblem as problem:
            raise refuse(name, f"cannot be read as a workbook: a part of it {problem}", do=_DO) from None

    def _read_styles(self, part: str) -> list[str]:
        """For each style of a cell, whether it shows a ``day``, a ``share`` or anything else."""
        if part not in self._package:
            return []
        root = self._package.xml(part)
        own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
        made = []
        for cells in root.iter("{*}cellXfs"):
            for one in cells.iter("{*}xf"):
                made.append(_kind(one.get("numFmtId", "0"), own))
        return made

    def _read_strings(self, part: str) -> list[str]:
        if part not in self._package:
            return []
        made: list[str] = []
        for element in self._parsed(part, ("si",)):
            made.append(_words(element))
            if len(made) > MAX_STRINGS:
                raise too_much(self.name, f"holds more than {MAX_STRINGS:,} different texts")
        return made

    def lines(self, sheet: SheetFile) -> Iterator[Line]:
        """The rows that hold something, with the cells that do, by number of the column from 1."""
        sheet.merged, sheet.formulas, number = [], 0, 0
        try:
            for element in self._parsed(sheet.part, ("row", "mergeCell")):
                if element.tag.endswith("mergeCell"):
                    area = _area(element.get("ref", ""))
                    if area:
                        sheet.merged.append(area)
                    continue
                said = element.get("r", "")
                number = int(said) if said.isdigit() else number + 1
                cells = dict(self._cells(element, sheet))
                if cells:
                    yield Line(number, cells, element.get("hidden") in ("1", "true"))
        except PartProblem as problem:
            raise refuse(self.name, f"cannot be read: the sheet {sheet.name} {problem}", do=_DO) from None

    def _cells(self, row: Any, sheet: SheetFile) -> Iterator[tuple[int, Cell | Odd]]:
        column = 0
        for element in row:
            if not element.tag.endswith("}c"):
                continue
            column = _column(element.get("r", "")) or column + 1
            value = self._value(element, sheet)
            if value is not None and value != "":
                yield column, value

    def _value(self, element: Any, sheet: SheetFile) -> Cell | Odd:
        kind, text, formula = element.get("t", "n"), None, False
        for child in element:
            if child.tag.endswith("}v"):
                text = child.text
            elif child.tag.endswith("}f"):
                formula = True
            elif child.tag.endswith("}is"):
                return _words(child)
        if formula:
            if text is None and kind != "str":
                return Odd("formula")
            sheet.formulas += 1
        if text is None:
            return None
        if kind == "s":
            number = int(text) if text.strip().isdigit() else -1
            return self._strings[number] if 0 <= number < len(self._strings) else Odd("error", "a text that is not there")
        if kind == "e":
            return Odd("error", text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind in ("str", "d"):
            return _unescaped(text)
        return self._number(text, element.get("s", ""))

    def _number(self, text: str, style: str) -> Cell | Odd:
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            return Odd("error", text)
        look = self._styles[int(style)] if style.isdigit() and int(style) < len(self._styles) else ""
        if look == "day":
            try:
                return read_day(number, from_1904=self.from_1904)
            except ValueProblem:
                return number
        if look == "share":
            shown = (number * 100).normalize()
            return f"{round(shown, 9).normalize():f}%"
        return number

    def _parsed(self, part: str, names: tuple[str, ...]) -> Iterator[Any]:
        """Elements of a part as they end; what was read is let go of."""
        from lxml import etree

        with self._package.open(part) as stream:
            try:
                found = etree.iterparse(
                    _Guarded(stream, self.name, part), events=("end",), tag=tuple(f"{{*}}{name}" for name in names),
                    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
                )  # fmt: skip
                for _, element in found:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            except (etree.XMLSyntaxError, ValueError, LookupError, EOFError, OSError) as error:
                if isinstance(error, ValueProblem):
                    raise
                raise PartProblem("is damaged, or no well-formed XML") from None


class _Guarded:
    """A stream of XML that may not declare a document type, wherever it stands."""

    def __init__(self, stream: IO[bytes], name: str, part: str) -> None:
        self._stream, self._name, self._part, self._tail = stream, name, part, b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes. :raises FileProblem: they declare a document type or an entity."""
        import zlib
        from zipfile import BadZipFile

        try:
            data = self._stream.read(size)
        except (BadZipFile, zlib.error):
            raise FileProblem(refuse(self._name, f"is damaged in '{self._part}'", do=_DO).problems) from None
        looked = self._tail + data
        if any(sign in looked for sign in _DECLARES):
            what = f"declares a document type or entities in '{self._part}'"
            raise refuse(self._name, what, "An Office file never needs them, and they are used to harm.", "Do not use this file.")
        self._tail = data[-16:]
        return data


def _kind(id: str, own: dict[str | None, str]) -> str:
    if id in own:
        bare = _NOT_SIGNS.sub("", own[id].split(";")[0])
        if "%" in bare:
            return "share"
        return "day" if re.search(r"[yd]|mmm", bare, re.IGNORECASE) else ""
    number = int(id) if id.isdigit() else 0
    return "day" if number in _BUILT_IN_DAYS else "share" if number in (9, 10) else ""


def _words(element: Any) -> str:
    """The text of a cell in all its runs, without how it is spoken."""
    made = []
    for child in element:
        if child.tag.endswith("}t"):
            made.append(child.text or "")
        elif child.tag.endswith("}r"):
            made += [inner.text or "" for inner in child if inner.tag.endswith("}t")]
    return _unescaped("".join(made))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _column(reference: str) -> int:
    number = 0
    for sign in reference:
        if not sign.isalpha():
            break
        number = number * 26 + ord(sign.upper()) - 64
    return number


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row and last column of ``B5:C7``."""
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})", reference.replace("$", ""))
    return (int(found[2]), _column(found[1]), int(found[4]), _column(found[3])) if found else None
