"""The one table of columns: what each sheet of the funder's workbook asks for, and where in a project it belongs.

Pure data. A path is that of the field schema, in the plain shape of project.yaml; a path that begins with ``@`` is kept by the
workbook alone: ids, and the way in which a grant is paid. What there is to choose from stands in the schema and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.grants.column_funder import FUNDER_ROWS, PROMISE_COLUMNS
from hls_procure.grants.column_grants import GRANT_COLUMNS, PAYMENT_COLUMNS, RECIPIENT_COLUMNS
from hls_procure.grants.column_shapes import GRANT, HOW_PAID, PAID, PAYMENT, RECIPIENT, SIGNATORIES, Column, Sheet, choices_of

__all__ = [
    "FUNDER",
    "GRANT",
    "GRANTS",
    "HOW_PAID",
    "PAID",
    "PAYMENT",
    "PAYMENTS",
    "PROMISES",
    "RECIPIENT",
    "RECIPIENTS",
    "SHEETS",
    "SIGNATORIES",
    "Column",
    "Sheet",
    "choices_of",
    "in_every_letter",
    "is_example",
    "letter_columns",
]

FUNDER = Sheet(
    "Funder",
    "Who you are, and what is the same in every letter. One line a thing; where there are several, one line for each.",
    FUNDER_ROWS,
    vertical=True,
)
RECIPIENTS = Sheet("Recipients", "Whom you give to: one row for each.", RECIPIENT_COLUMNS)
GRANTS = Sheet("Grants", "What you give: one row for each grant. Its number stays the same for good.", GRANT_COLUMNS)
PAYMENTS = Sheet(
    "Payments", "Days and sums, one row for each payment; only for grants that are paid as listed here.", PAYMENT_COLUMNS
)
PROMISES = Sheet(
    "Promises", "What you promise to everybody whom you fund: one row for each, with the role that keeps it.", PROMISE_COLUMNS
)
#: Every sheet that is read, in the order in which it is filled in.
SHEETS = (FUNDER, RECIPIENTS, GRANTS, PAYMENTS, PROMISES)


def is_example(id: str) -> bool:
    """Whether the first cell of a row marks it as the example, which is never taken for a grant."""
    return id.strip().lower().startswith("example")


def in_every_letter() -> Iterator[Column]:
    """The lines of the sheet Funder that a grant may say otherwise in a column of its own, under the same head."""
    there = {column.path for column in GRANTS.columns}
    return (one for one in FUNDER.columns if one.path.startswith("grant.") and one.path not in there)


def letter_columns() -> Iterator[Column]:
    """Every column that a flat file of one row a grant may have: grants, recipients, and what is otherwise on Funder."""
    yield from GRANTS.columns
    yield from (one for one in RECIPIENTS.columns if one.path != RECIPIENT)
    yield from in_every_letter()
