"""The figures of each row: to whom, in which programme, how much and when. Days and sums only; a bank account never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hls_procure.exchange.ics import Event
from hls_procure.grants.row import Row
from hls_procure.model.fields import FieldSchema, ValueProblem
from hls_procure.model.paths import get
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.model.values import Money

#: What a programme is called that has no name.
NO_PROGRAMME = "No programme"
_UNASKED = "It comes without being asked for."


@record
class Payment:
    """A payment of a grant. :param id: of the payment in its grant."""

    on: date
    grant: str
    id: str
    recipient: str
    programme: str
    amount: Money

    @property
    def uid(self) -> str:
        """The same event in every calendar that shows it."""
        return f"{self.grant}-payment-{self.id}"

    def event(self) -> Event:
        """The payment in a calendar."""
        about = f"{self.grant}, {self.programme}. {_UNASKED}" if self.programme else f"{self.grant}. {_UNASKED}"
        return Event(self.uid, self.on, f"Payment of {self.amount} to {self.recipient}", about)


@record
class Figures:
    """What is given by one row. What nobody has said yet is None or empty."""

    id: str
    recipient: str = ""
    programme: str = ""
    amount: Money | None = None
    years: int | None = None
    payments: tuple[Payment, ...] = ()


def figures(row: Row, base: Project, schema: FieldSchema) -> Figures:
    """The figures of a row, over what holds for every grant."""

    def said(path: str) -> Any:
        found: Any = row.tree
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        typed = _typed(schema, path, found)
        return get(base, path) if typed is None else typed

    who, programme = said("recipient.short_name") or said("recipient.name") or "", said("grant.programme") or ""
    return Figures(
        row.id, who, programme, said("grant.amount"), said("grant.years"),
        tuple(_payments(row, base, schema, who, programme)),
    )  # fmt: skip


def _payments(row: Row, base: Project, schema: FieldSchema, who: str, programme: str) -> Iterator[Payment]:
    grant = row.tree.get("grant")
    said = grant.get("payments") if isinstance(grant, Mapping) else None
    if not isinstance(said, list):
        for one in base.grant.payments or ():
            if one.on is not None and one.amount is not None:
                yield Payment(one.on, row.id, one.id, who, programme, one.amount)
        return
    for raw in said:
        if isinstance(raw, Mapping):
            on, amount = (_typed(schema, f"grant.payments[].{name}", raw.get(name)) for name in ("on", "amount"))
            if on is not None and amount is not None:
                yield Payment(on, row.id, str(raw.get("id") or ""), who, programme, amount)


def _typed(schema: FieldSchema, path: str, raw: Any) -> Any:
    known = schema.get(path)
    if known is None or raw is None or raw == "":
        return None
    try:
        return known.parse(raw)
    except ValueProblem:
        return None


@dataclass
class Totals:
    """Sums over many rows, added one row at a time.

    :param grants: how many there are, :param given: and how many pounds, by programme. :param paid: pounds by programme and
        calendar year of the payment. :param choices: how many letters there are of each choice of clauses.
    """

    grants: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    paid: Counter[tuple[str, int]] = field(default_factory=Counter)
    choices: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    payments: int = 0

    def add(self, one: Figures, key: str) -> None:
        """Count a row. :param key: the choice of clauses of its letter, or empty."""
        programme = one.programme or NO_PROGRAMME
        self.grants[programme] += 1
        self.given[programme] += one.amount.pence if one.amount is not None else 0
        for payment in one.payments:
            self.paid[programme, payment.on.year] += payment.amount.pence
            self.payments += 1
        if key:
            self.choices[key] += 1
            self.first.setdefault(key, one.id)

    @property
    def programmes(self) -> list[str]:
        """Every programme, by name."""
        return sorted(self.grants)

    @property
    def years(self) -> list[int]:
        """Every year in which something is paid."""
        return sorted({year for _, year in self.paid})

    def in_year(self, year: int, programmes: Iterable[str] | None = None) -> Money:
        """What is paid in a year, by all programmes or by some."""
        return Money(sum(self.paid[name, year] for name in (self.programmes if programmes is None else programmes)))
