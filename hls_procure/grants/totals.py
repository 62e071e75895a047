"""How much is given: in all, by programme, and by the year in which it is paid."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hls_procure.model.root import Project
from hls_procure.model.values import Money


@dataclass
class Totals:
    """Sums in pence. ``unpaid`` is what no payment with a day holds yet."""

    count: int = 0
    amount: int = 0
    programmes: Counter[str] = field(default_factory=Counter)
    grants: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    unpaid: int = 0

    def add(self, project: Project) -> None:
        """Count one more grant."""
        grant = project.grant
        payments = [one for one in grant.payments or () if one.amount is not None]
        paid = sum(one.amount.pence for one in payments if one.amount)
        amount = grant.amount.pence if grant.amount is not None else paid
        self.count += 1
        self.amount += amount
        programme = grant.programme or ""
        self.programmes[programme] += amount
        self.grants[programme] += 1
        dated = 0
        for one in payments:
            if one.on is not None and one.amount is not None:
                self.years[one.on.year] += one.amount.pence
                dated += one.amount.pence
        self.unpaid += max(0, amount - dated)

    def as_dict(self) -> dict[str, Any]:
        """As plain data; sums as they stand in project.yaml."""
        return {
            "grants": self.count,
            "amount": Money(self.amount).plain(),
            "programmes": {
                name: {"grants": self.grants[name], "amount": Money(pence).plain()}
                for name, pence in sorted(self.programmes.items())
            },
            "years": {str(year): Money(pence).plain() for year, pence in sorted(self.years.items())},
            "without_day": Money(self.unpaid).plain(),
        }

    def lines(self) -> list[str]:
        """As lines for people."""
        grants = "1 grant" if self.count == 1 else f"{self.count:,} grants"
        made = [f"{grants}, {Money(self.amount)} in all"]
        if len(self.programmes) > 1 or "" not in self.programmes:
            for name, pence in sorted(self.programmes.items()):
                made.append(f"  {name or 'no programme'}: {self.grants[name]:,}, {Money(pence)}")
        made += [f"  paid in {year}: {Money(pence)}" for year, pence in sorted(self.years.items())]
        if self.unpaid:
            made.append(f"  no day yet: {Money(self.unpaid)}")
        return made
