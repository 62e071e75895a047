"""Grants in the spreadsheet form of 360Giving: one row each under the titles of the standard, payments in a sheet beside it.

The standard has no titles for payments, so their heads are its fields; tools that turn sheets into JSON put them to their grant
by its identifier. What is said of the file as a whole stands in the sheet Meta. What has no column at all is counted by field,
so that it can be named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hls_procure.exchange.giving_heads import Step, head
from hls_procure.exchange.ocds.values import Plain

GRANTS, PAYMENTS, META = "grants", "payments", "Meta"
#: The columns, in their order: those of what ``giving.grant`` writes.
COLUMNS: tuple[tuple[Step, ...], ...] = (
    ("id",), ("title",), ("description",), ("currency",), ("amountAwarded",), ("amountDisbursed",), ("awardDate",),
    ("plannedDates", 0, "startDate"), ("plannedDates", 0, "endDate"), ("plannedDates", 0, "duration"),
    ("recipientOrganization", 0, "id"), ("recipientOrganization", 0, "name"), ("recipientOrganization", 0, "charityNumber"),
    ("recipientOrganization", 0, "companyNumber"), ("fundingOrganization", 0, "id"), ("fundingOrganization", 0, "name"),
    ("fundingOrganization", 0, "charityNumber"), ("fundingOrganization", 0, "companyNumber"), ("grantProgramme", 0, "title"),
    ("fundingType", 0, "vocabulary"), ("fundingType", 0, "code"), ("fundingType", 0, "title"),
    ("classifications", 0, "vocabulary"), ("classifications", 0, "code"), ("classifications", 0, "title"),
)  # fmt: skip
HEADS = tuple(head(path) for path in COLUMNS)
#: Lists of payments: planned, made, and asked for.
MOVES = ("commitmentTransaction", "disbursementTransaction", "applicationTransaction")
_MOVE = ("id", "transactionDate", "currency", "value")
#: The heads of payments: those that ``giving.grant`` writes.
PAYMENT_HEADS = ("Identifier", *(f"{kind}/0/{part}" for kind in MOVES[:2] for part in _MOVE))
#: What is said of the file as a whole.
ABOUT = {
    "Version": ("version",), "Title": ("title",), "Issued": ("issued",), "Publisher:Name": ("publisher", "name"),
    "Publisher:Identifier": ("publisher", "identifier"),
}  # fmt: skip
MOST = 32_000


def row(grant: Plain) -> list[Any]:
    """The cells of one grant under :data:`HEADS`; None where there is nothing."""
    said = dict(_leaves(grant, ()))
    return [said.get(path) for path in COLUMNS]


def payments(grant: Plain) -> Iterator[list[Any]]:
    """The cells of its payments under :data:`PAYMENT_HEADS`: one a row."""
    for at, kind in enumerate(MOVES[:2]):
        for move in grant.get(kind, ()):
            cells: list[Any] = [grant["id"]] + [None] * (len(PAYMENT_HEADS) - 1)
            start = 1 + at * len(_MOVE)
            cells[start : start + len(_MOVE)] = [move.get(part) for part in _MOVE]
            yield cells


def about(package: Plain) -> Iterator[list[Any]]:
    """The rows of the sheet :data:`META`: a title and what it says."""
    for title, path in ABOUT.items():
        found: Any = package
        for step in path:
            found = found.get(step, {}) if isinstance(found, dict) else {}
        if isinstance(found, str):
            yield [title, found]


def dropped(grant: Plain) -> Counter[str]:
    """What stands in neither, by field of the standard, and texts that are longer than a cell holds."""
    made: Counter[str] = Counter()
    for path, value in _leaves(grant, ()):
        field = "/".join(str(step) for step in path if not isinstance(step, int))
        if path[0] in MOVES[:2]:
            if path[-1] not in _MOVE:
                made[field] += 1
        elif path not in COLUMNS:
            made[field] += 1
        elif isinstance(value, str) and len(value) > MOST:
            made[f"{field} beyond {MOST:,} characters"] += 1
    return made


def _leaves(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, value
