"""Puts values into the cells of a workbook and leaves everything else in it, byte for byte, as somebody made it.

Only the sheets that get values are written anew, and in them only the cells that get one: styles, lists to choose from,
comments, drawings, formulas and whatever a program kept beside them stay. A value is a text, a number or a day, and no formula.
"""

from __future__ import annotations

import copy
import re
from datetime import date
from decimal import Decimal
from typing import Any

from hls_procure.documents.zipfiles import patched
from hls_procure.errors import FileProblem, Problem
from hls_procure.grants.tables import letters
from hls_procure.reading.limits import Limits
from hls_procure.reading.package import Package, PartProblem
from hls_procure.work.giving_book import SIGNS

Value = str | Decimal | date
_LIMITS = Limits(unpacked=400_000_000, tags=30_000_000)
_EPOCH = date(1899, 12, 30)
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STYLES = "xl/styles.xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Patch:
    """A workbook whose cells get values.

    :raises FileProblem: it is damaged, made to exhaust the machine, or in the strict form of Office files.
    """

    def __init__(self, name: str, raw: bytes) -> None:
        self.name, self._raw = name, raw
        self._package = Package(name, raw, _LIMITS)
        self._trees: dict[str, Any] = {}
        self._rows: dict[str, dict[int, Any]] = {}
        self._quoted: dict[int, int] = {}
        self._days: dict[int, bool] = {}
        self._looked: dict[str, list[tuple[int, int, str | None]]] = {}
        main = self._package.main()
        links = self._package.relations(main)
        root = self._tree(main)
        self._parts = {one.get("name"): links[one.get(_LINK)].target for one in root.iter("{*}sheet") if one.get(_LINK) in links}
        self.from_1904 = any(one.get("date1904") in ("1", "true") for one in root.iter("{*}workbookPr"))
        self._trees.pop(main)

    def put(self, sheet: str, row: int, column: int, value: Value, like: int = 0) -> None:
        """Write one value. :param like: the row whose cell in the same column gives the look where the cell has
        none; else that of the column."""
        tree = self._tree(self._parts[sheet])
        cell = self._cell(sheet, tree, row, column, like)
        style = int(cell.get("s", "0"))
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, date) and (self.from_1904 or not self._shows_days(style)):
            value = value.isoformat()
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            if value.startswith(SIGNS):
                cell.set("s", str(self._as_text(style)))
            text = self._add(self._add(cell, "is"), "t")
            text.text, _ = _ESCAPE.sub("_x005F_", value), text.set(_SPACE, "preserve")
        else:
            figures = (value - _EPOCH).days if isinstance(value, date) else f"{value:f}"
            self._add(cell, "v").text = str(figures)

    def data(self) -> bytes:
        """The workbook with its new values."""
        from lxml import etree

        for title, rows in self._rows.items():
            self._size(self._trees[self._parts[title]], rows)
        made = {
            part: etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            for part, tree in self._trees.items()
            if part != _STYLES or self._quoted
        }
        real = {entry.filename.lower(): entry.filename for entry in self._package.entries.values()}
        return patched(self._raw, {real.get(part.lower(), part): text for part, text in made.items()})

    def _tree(self, part: str) -> Any:
        if part not in self._trees:
            try:
                text = self._package.read(part)
                tree = self._package.parse(text, part)
            except PartProblem as problem:
                why = "Nothing was changed."
                do = "Open it in Excel, let it repair the file, and save it again."
                raise FileProblem(Problem(self.name, f"is damaged: '{part}' {problem}", why, do)) from None
            if b"purl.oclc.org/ooxml" in text[:8192]:
                do = "Save it as an ordinary Excel workbook (.xlsx)."
                raise FileProblem(Problem(self.name, "is saved in the strict form of Office files", "Nothing was changed.", do))
            self._trees[part] = tree
        return self._trees[part]

    def _cell(self, sheet: str, tree: Any, row: int, column: int, like: int) -> Any:
        rows = self._rows.get(sheet)
        if rows is None:
            rows = self._rows[sheet] = self._numbered(tree)
        line = rows.get(row)
        if line is None:
            line = self._new_row(tree, rows, row)
        reference = f"{letters(column)}{row}"
        at = len(line)
        for number, one in enumerate(line):
            if one.get("r") == reference:
                return one
            if _column(one.get("r", "")) > column:
                at = number
                break
        made = line.makeelement(_named(line, "c"), {"r": reference})
        line.insert(at, made)
        look = next((one.get("s") for one in rows.get(like, ()) if one.get("r") == f"{letters(column)}{like}"), None)
        look = look or self._column_style(sheet, tree, column)
        if look:
            made.set("s", look)
        return made

    def _column_style(self, sheet: str, tree: Any, column: int) -> str | None:
        """The look of a whole column, which its cells have to say themselves."""
        if sheet not in self._looked:
            self._looked[sheet] = [
                (int(one.get("min", "0")), int(one.get("max", "0")), one.get("style")) for one in tree.iter("{*}col")
            ]
        return next((style for first, last, style in self._looked[sheet] if first <= column <= last), None)

    def _numbered(self, tree: Any) -> dict[int, Any]:
        """The rows by number; a row and a cell that do not say where they are get their place written down."""
        rows: dict[int, Any] = {}
        number = 0
        for line in tree.iter("{*}row"):
            said = line.get("r", "")
            number = int(said) if said.isdigit() else number + 1
            line.set("r", str(number))
            rows[number] = line
            column = 0
            for cell in line:
                column = _column(cell.get("r", "")) or column + 1
                cell.set("r", f"{letters(column)}{number}")
        return rows

    def _new_row(self, tree: Any, rows: dict[int, Any], row: int) -> Any:
        data = next(one for one in tree if str(one.tag).endswith("}sheetData"))
        made = data.makeelement(_named(data, "row"), {"r": str(row)})
        above = row - 1 if row - 1 in rows else max((number for number in rows if number < row), default=0)
        rows[above].addnext(made) if above else data.insert(0, made)
        rows[row] = made
        return made

    def _size(self, tree: Any, rows: dict[int, Any]) -> None:
        """What a sheet says of its extent, and how wide its rows say they are."""
        last = max((number for number, line in rows.items() if len(line)), default=1)
        widest = max((_column(line[-1].get("r", "A1")) for line in rows.values() if len(line)), default=1)
        for one in tree.iter("{*}dimension"):
            one.set("ref", f"A1:{letters(widest)}{last}")
        for line in rows.values():
            line.attrib.pop("spans", None)

    def _shows_days(self, style: int) -> bool:
        """Whether a style shows a number as a day."""
        if style not in self._days:
            self._days[style] = _STYLES in self._package and self._is_day(style)
        return self._days[style]

    def _is_day(self, style: int) -> bool:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        tree = self._tree(_STYLES)
        own = {one.get("numFmtId"): one.get("formatCode", "") for one in tree.iter("{*}numFmt")}
        id = self._looks(tree)[style].get("numFmtId", "0") if style < len(self._looks(tree)) else "0"
        return bool(is_date_format(own.get(id) or BUILTIN_FORMATS.get(int(id) if id.isdigit() else 0, "General")))

    def _looks(self, tree: Any) -> Any:
        return next(tree.iter("{*}cellXfs"))

    def _as_text(self, style: int) -> int:
        """The number of the same style for a text that begins like a formula, and stays a text when somebody edits it."""
        if style not in self._quoted and _STYLES in self._package:
            looks = self._looks(self._tree(_STYLES))
            made = copy.deepcopy(looks[style if style < len(looks) else 0])
            made.set("quotePrefix", "1")
            looks.append(made)
            looks.set("count", str(len(looks)))
            self._quoted[style] = len(looks) - 1
        return self._quoted.get(style, style)

    def _add(self, parent: Any, name: str) -> Any:
        made = parent.makeelement(_named(parent, name))
        parent.append(made)
        return made


def _named(element: Any, name: str) -> str:
    """A name in the namespace of an element."""
    return f"{element.tag.rpartition('}')[0]}}}{name}" if "}" in element.tag else name


def _column(reference: str) -> int:
    found = _REFERENCE.match(reference)
    number = 0
    for sign in found[1] if found else "":
        number = number * 26 + ord(sign) - 64
    return number
