"""Writes grants as a workbook in 360Giving's spreadsheet form, a row at a time; no cell in it is ever a formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from hls_procure.documents.zipfiles import repacked
from hls_procure.exchange.giving_flat import GRANTS, HEADS, META, MOST, PAYMENT_HEADS, PAYMENTS, about, dropped, payments, row
from hls_procure.exchange.ocds.values import Plain
from hls_procure.reports.told import clean

#: What a spreadsheet program could take for a formula, a code of an error or a command.
SIGNS = ("=", "+", "-", "@", "\t", "\r", "#")
_WIDTHS = {"Description": 60, "Title": 40, "Identifier": 28, "Recipient Org:Name": 34}


class GivingBook:
    """A workbook to which grants are added one at a time; it is written at the end.

    :param package: the file as a whole, as ``exchange.giving.publishes`` makes it. :param day: from which it speaks.
    """

    def __init__(self, package: Plain, day: date) -> None:
        self.dropped: Counter[str] = Counter()
        self._package, self._day = package, day
        self._rows: dict[str, list[Sequence[Any]]] = {GRANTS: [HEADS], PAYMENTS: [PAYMENT_HEADS]}

    def add(self, grant: Plain) -> None:
        """One grant, as ``exchange.giving.grant`` makes it."""
        self._rows[GRANTS].append(row(grant))
        self._rows[PAYMENTS] += payments(grant)
        self.dropped += dropped(grant)

    def data(self) -> bytes:
        """The file: the same grants give the same bytes."""
        from openpyxl import Workbook
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        book = Workbook(write_only=True)
        book.properties.creator = "hls-procure"
        book.properties.title = clean(str(self._package.get("title", "")))[:250]
        book.properties.created = datetime(self._day.year, self._day.month, self._day.day)
        bold = Font(bold=True)
        for name, (heads, *rows) in self._rows.items():
            sheet = book.create_sheet(name)
            sheet.freeze_panes = "B2"
            for number, head in enumerate(heads, 1):
                sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(head, 18)
            sheet.append([self._text(sheet, head, font=bold) for head in heads])
            for cells in rows:
                sheet.append([self._text(sheet, cell) if isinstance(cell, str) else cell for cell in cells])
        sheet = book.create_sheet(META)
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60
        for head, said in about(self._package):
            sheet.append([self._text(sheet, head, font=bold), self._text(sheet, said)])
        return repacked(book.save, modified=f"{self._day.isoformat()}T00:00:00Z")

    def _text(self, sheet: Any, said: str, *, font: Any = None) -> Any:
        """A text as text: plain where no program could take it for anything else."""
        from openpyxl.cell import WriteOnlyCell

        text = clean(said)[:MOST]
        if font is None and not text.startswith(SIGNS):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        if font is not None:
            cell.font = font
        else:
            cell.quotePrefix = True
        return cell
