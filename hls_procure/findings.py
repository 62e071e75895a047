"""The one currency of diagnosis: what a check found, with both sides shown.

A finding is about the work itself (two documents disagree, a line is not covered by a clause). An error in an
input file is a :class:`hls_procure.errors.Problem` instead.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from hls_procure.model.record import record

Severity = Literal["error", "warning", "info"]


@record
class Spot:
    """Where words stand in a file, so that a writer finds the paragraph again.

    :param file: the file as it was named. :param part: the part inside it (``document``, ``header1``; a sheet's name).
    :param index: position among all paragraphs of the part, from 0; -1 where only the file is known.
    :param cell: the address of a cell in a sheet.
    """

    file: str
    part: str = ""
    index: int = -1
    cell: str = ""

    def as_dict(self) -> dict[str, object]:
        """The spot as plain data, for ``--json``."""
        return {"file": self.file, "part": self.part, "index": self.index, "cell": self.cell}


@record
class Side:
    """One side of a finding: which document, where in it, the words and the value as data.

    :param spot: where that is in a file, for what was read from one.
    """

    document: str
    where: str
    quote: str = ""
    value: str | int | float | None = None
    spot: Spot | None = None

    def as_dict(self) -> dict[str, object]:
        """The side as plain data, for ``--json``; the file is named where there is one."""
        plain: dict[str, object] = {"document": self.document, "where": self.where, "quote": self.quote, "value": self.value}
        return plain if self.spot is None else {**plain, "spot": self.spot.as_dict()}


@record
class Finding:
    """One result of a check, in the shape that every report of the product uses.

    :param code: the check (``RA203``); one code for each kind of defect.
    :param name: the check's name in words joined by hyphens; it names the fault.
    :param severity: ``error`` (stands in the way of a final version), ``warning`` or ``info``.
    :param message: what was found, as one sentence.
    :param left: the first side; :param right: the other side, where there is one.
    :param hint: what to do next.
    :param reference: the legal fact or rule it rests on; empty where it is plain sense.
    """

    code: str
    name: str
    severity: Severity
    message: str
    left: Side
    right: Side | None = None
    hint: str = ""
    reference: str = ""
    suppressed: str | None = field(default=None)

    def as_dict(self) -> dict[str, object]:
        """The finding as plain data, in the shape that ``--json`` prints."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity,
            "message": self.message,
            "left": self.left.as_dict(),
            "right": self.right.as_dict() if self.right else None,
            "hint": self.hint,
            "reference": self.reference,
            "suppressed": self.suppressed,
        }
