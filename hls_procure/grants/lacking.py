"""What a letter still lacks, and the column or line of the workbook that would fill it."""

from __future__ import annotations

from collections.abc import Iterable

from hls_procure.assembly.blocks import Blank
from hls_procure.grants.column_shapes import HOW_PAID, SIGNATORIES, Column, Sheet
from hls_procure.grants.columns import FUNDER, GRANTS, PROMISES, RECIPIENTS
from hls_procure.model.fields import FieldSchema, generic
from hls_procure.model.record import record

#: What is filled in by the way in which a grant is paid, or by the rule of who signs.
_BY_RULE = {"grant.payments": HOW_PAID, "funder.signatory": SIGNATORIES}


@record
class Lack:
    """Something that a letter lacks: the sheet and the head that would fill it; no head where no column does.

    :param path: the field. :param new: whether the column has to be added to the sheet first.
    """

    path: str
    sheet: str
    head: str
    new: bool = False

    @property
    def words(self) -> str:
        """The place, for a sentence."""
        if not self.head:
            return self.path
        if self.path.startswith("grant.payments"):
            return f"{self.head} ({self.sheet}; or days and sums in the sheet Payments)"
        return f"{self.head} ({self.sheet}{'; add a column with this head' if self.new else ''})"


def lacks(blanks: Iterable[Blank], schema: FieldSchema) -> tuple[Lack, ...]:
    """What would fill the gaps of a letter, each once; what only the law room has to say is none."""
    made: dict[Lack, None] = {}
    for blank in blanks:
        if blank.kind != "law":
            made.update(dict.fromkeys(_of(blank.path, schema)))
    return tuple(made)


def _of(path: str, schema: FieldSchema) -> list[Lack]:
    leaf = schema.get(path)
    if leaf is not None and leaf.derived:
        return [lack for one in leaf.inputs for lack in _of(one, schema)]
    return [place_of(generic(path))]


def place_of(path: str) -> Lack:
    """Where in the workbook a field is filled in: in the row of a grant, else of its recipient, else once for all."""
    bare = path.split("[]")[0]
    if bare in _BY_RULE:
        bare = _BY_RULE[bare]
    # What the sheet Funder says for every grant is asked there first, unless the row is its usual place.
    for sheet in (GRANTS, RECIPIENTS, FUNDER, PROMISES):
        column = _column(sheet, bare)
        if column is not None and (column.shown or sheet is not GRANTS):
            usual = _column(FUNDER, bare)
            if sheet is GRANTS and usual is not None and not column.needed:
                return Lack(path, FUNDER.name, usual.head)
            return Lack(path, sheet.name, column.head)
    hidden = _column(GRANTS, bare)
    if hidden is not None:
        usual = _column(FUNDER, bare)
        return Lack(path, FUNDER.name, usual.head) if usual else Lack(path, GRANTS.name, hidden.head, new=True)
    return Lack(path, GRANTS.name, path, new=True)


def _column(sheet: Sheet, bare: str) -> Column | None:
    return next((one for one in sheet.columns if one.path.split("[]")[0] in (bare, f"{bare}.answer")), None)
