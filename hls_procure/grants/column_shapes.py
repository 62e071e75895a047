"""What a column and a sheet of the funder's workbook are."""

from __future__ import annotations

from hls_procure.model.fields import FieldSchema
from hls_procure.model.record import record

#: The id of a grant, of a recipient and of a payment: kept by the workbook.
GRANT, RECIPIENT, PAYMENT = "@grant", "@recipient", "@payment"
#: How a grant is paid.
HOW_PAID = "@paid"
#: The ways in which a grant is paid, as they are kept and as they are written.
PAID = {
    "at once": "all at once, on the first day",
    "yearly": "every year in equal parts",
    "listed": "as in the sheet Payments",
}


@record
class Column:
    """One column of a sheet, or one line of the sheet Funder.

    :param head: what stands at its head. :param path: where the value belongs: a path of the field schema, a list of records
        (``grant.tell[]``), or one that begins with ``@``. :param hint: one plain sentence. :param needed: whether a letter
        cannot do without it. :param parts: for a list of records, the leaf of each part; in a cell they stand with ``|``
        between them, and each record on a line of its own. :param filled: what a new workbook says already.
    :param example: what the row that shows how it is done says. :param shown: whether a new workbook has the column; it is
        read in either case. :param also: other heads under which people keep the same thing.
    """

    head: str
    path: str
    hint: str
    needed: bool = False
    parts: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    example: str = ""
    shown: bool = True
    also: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether it holds several values, one a line."""
        return bool(self.parts) or self.path == SIGNATORIES


#: Who signs, by amount and programme: it becomes the signatory of each grant.
SIGNATORIES = "@signatories"


@record
class Sheet:
    """One sheet. :param vertical: one line a thing, instead of one row a record."""

    name: str
    about: str
    columns: tuple[Column, ...]
    vertical: bool = False

    def column(self, path: str) -> Column:
        """The column of a path. :raises KeyError: it has none."""
        found = next((one for one in self.columns if one.path == path), None)
        if found is None:
            raise KeyError(path)
        return found


def choices_of(column: Column, schema: FieldSchema) -> dict[str, str]:
    """What there is to choose from, as kept and as written; nothing where any words will do."""
    if column.path == HOW_PAID:
        return dict(PAID)
    field = schema.get(column.path)
    if field is None:
        return {}
    if field.type == "yes-no":
        return {"yes": "yes", "no": "no"}
    return dict(field.choices)
