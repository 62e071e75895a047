"""The workbooks beside the letters: what was given, and what is to be paid on which day. Text is never a formula in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from hls_procure.documents.zipfiles import repacked
from hls_procure.grants.figures import Payment, Totals
from hls_procure.model.values import Money

POUNDS = '"£"#,##0.00'
DAY = "d mmmm yyyy"
#: The day of a workbook that no day is known for.
_START = date(2000, 1, 1)


def payments_book(payments: Iterable[Payment], day: date | None, funder: str) -> bytes:
    """The schedule of payments. :param payments: by day. :param day: the funder's own day."""
    rows = ((one.on, one.grant, one.recipient, one.programme, one.amount) for one in payments)
    heads = ("Day", "Grant", "Recipient", "Programme", "Amount")
    return _book(f"Payments of {funder}" if funder else "Payments", [("Payments", heads, (20, 16, 44, 30, 16), rows)], day)


def summary_book(totals: Totals, told: dict[str, str], drafts: set[str], day: date | None, funder: str) -> bytes:
    """Counts and sums by programme, by year and by choice of clauses.

    :param told: what sets each choice apart. :param drafts: the choices whose words nobody has settled.
    """
    years = totals.years
    programmes: list[Sequence[Any]] = [
        (name, totals.grants[name], Money(totals.given[name]), *(totals.in_year(year, [name]) for year in years))
        for name in totals.programmes
    ]
    whole = Money(sum(totals.given.values()))
    programmes.append(("All", sum(totals.grants.values()), whole, *(totals.in_year(year) for year in years)))
    choices = [
        (key, count, totals.first[key], "no" if key in drafts else "yes", told.get(key, ""))
        for key, count in sorted(totals.choices.items(), key=lambda item: (-item[1], item[0]))
    ]
    heads = ("Programme", "Grants", "Given in all", *(f"Paid in {year}" for year in years))
    sheets: list[tuple[str, Sequence[str], Sequence[int], Iterable[Sequence[Any]]]] = [
        ("Programmes and years", heads, (34, 10, 18, *(16 for _ in years)), programmes),
        ("Choices of clauses", ("Choice", "Letters", "For instance", "Words settled", "What sets it apart"),
         (18, 10, 18, 16, 90), choices),
    ]  # fmt: skip
    return _book(f"Grants of {funder}" if funder else "Grants", sheets, day)


def _book(
    title: str, sheets: Sequence[tuple[str, Sequence[str], Sequence[int], Iterable[Sequence[Any]]]], day: date | None
) -> bytes:
    from openpyxl import Workbook

    on = day or _START
    book = Workbook(write_only=True)
    book.properties.creator = "hls-procure"
    book.properties.title = clean(title)
    book.properties.created = datetime(on.year, on.month, on.day)
    for name, heads, widths, rows in sheets:
        _sheet(book.create_sheet(name), heads, widths, rows)
    return repacked(book.save, modified=f"{on.isoformat()}T00:00:00Z")


def _sheet(sheet: Any, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def cell(value: Any) -> Any:
        if isinstance(value, Money):
            made = WriteOnlyCell(sheet, value.pence / 100)
            made.number_format = POUNDS
        elif isinstance(value, date):
            made = WriteOnlyCell(sheet, value)
            made.number_format = DAY
        elif isinstance(value, int):
            made = WriteOnlyCell(sheet, value)
        else:
            text = clean(str(value))
            made = WriteOnlyCell(sheet, text or None)
            if text:
                made.data_type = "s"
                made.quotePrefix = text[:1] in "=+-@\t\r"
        return made

    top = []
    for head in heads:
        made = cell(head)
        made.font, made.alignment = bold, wrapped
        top.append(made)
    sheet.append(top)
    count = 1
    for row in rows:
        sheet.append([cell(value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(count, 2)}"


def clean(text: str) -> str:
    """A text as a cell can hold it: no control characters, no halves of signs, not longer than Excel reads."""
    kept = "".join(
        sign for sign in text if (ord(sign) >= 32 or sign in "\n\t") and not 0xD800 <= ord(sign) < 0xE000 and ord(sign) < 0xFFFE
    )
    return kept[:32_000]
