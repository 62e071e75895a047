"""The lists that stand beside the facts: thresholds by date, and notices with their fields.

They are tables of the fact sheets, unchanged; each row names its provision and its source. The lists of services
by CPV code are read in :mod:`hls_procure.law.cpv`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.law.facts import DATA
from hls_procure.model.values import Money

FOLDER = DATA / "lists"
VatBasis = Literal["net", "incl"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A sum from which a regime applies in full.

    :param kind: the kind of contract (``light touch``). :param row: as the list says it (``light touch (row 8)``).
    :param amount: pounds; :param vat: whether the sum is net of VAT or includes it.
    :param start: the first day, and :param end: the last, by the commencement of the procurement; None while open.
    """

    regime: str
    kind: str
    row: str
    amount: Money
    vat: VatBasis
    start: date
    end: date | None
    provision: str
    source: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of the Act of 2023: its number, when it is due, and whether light touch is exempt."""

    code: str
    name: str
    provision: str
    when: str
    status: str
    light_touch_exempt: str
    source: str


@dataclass(frozen=True, slots=True)
class PsrNotice:
    """A notice of the Provider Selection Regime and the fields that its Schedule asks for, in order."""

    regime: str
    schedule: str
    name: str
    required_by: str
    when: str
    fields: tuple[str, ...]
    source: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one list as they stand in its file, by column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@lru_cache(maxsize=1)
def thresholds() -> tuple[Threshold, ...]:
    """Every threshold, in the order of the list."""
    return tuple(
        Threshold(
            row["regime"],
            row["contract_type"].partition(" (")[0],
            row["contract_type"],
            Money.parse(row["amount_gbp"]),
            "net" if row["vat_basis"] == "net" else "incl",
            date.fromisoformat(row["effective_from"]),
            date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
            row["provision"],
            row["source"],
        )
        for row in rows("thresholds")
    )


def threshold(regime: str, kind: str, on: date) -> Threshold | None:
    """The threshold of a regime (``PA2023``) for a kind of contract (``light touch``) whose procurement starts on a day.

    :return: None where the regime had none on that day.
    :raises InputError: where the list has no such regime or kind of contract.
    """
    known = {(item.regime, item.kind) for item in thresholds()}
    if (regime, kind) not in known:
        kinds = sorted(k for r, k in known if r == regime)
        if not kinds:
            raise InputError(Problem(regime, "has no thresholds in the list", nearest(regime, {r for r, _ in known})))
        raise InputError(Problem(kind, f"is not a kind of contract of {regime}", f"There are {', '.join(kinds)}."))
    for item in thresholds():
        if (item.regime, item.kind) == (regime, kind) and item.start <= on and (item.end is None or on <= item.end):
            return item
    return None


@lru_cache(maxsize=1)
def notices() -> Mapping[str, Notice]:
    """The notices UK1 to UK17 by their number."""
    return MappingProxyType(
        {
            row["code"]: Notice(
                row["code"],
                row["name"],
                row["provision"],
                row["when"],
                row["status"],
                row["light_touch_exempt"],
                row["source_numbering"],
            )
            for row in rows("notices_pa2023")
        }
    )


@lru_cache(maxsize=1)
def psr_notices() -> tuple[PsrNotice, ...]:
    """The notices of the Provider Selection Regime in England and Wales, each with its fields in order."""
    grouped: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows("psr_notices"):
        grouped.setdefault((row["regime"], row["schedule"], row["notice"]), []).append(row)
    return tuple(
        PsrNotice(
            regime,
            schedule,
            name,
            found[0]["required_by"],
            found[0]["when"],
            tuple(row["field"] for row in sorted(found, key=lambda row: int(row["field_no"]))),
            found[0]["source"],
        )
        for (regime, schedule, name), found in grouped.items()
    )
