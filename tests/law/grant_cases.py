"""Reads the cases on grants that a lawyer can read: what is known of a grant, a day, and what has to be found.

The files of ``tests/cases/grant-law`` are written as those above them: ``given`` at the head of a file holds for all of its
cases, ``but`` is the case before it with those answers changed, and ``boundary`` names a fact of law and the side of its
figure or day on which the case lies. Assistance is a list of ``{on, amount, whose}``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from hls_procure.law.facts import LawBook
from hls_procure.law.grants import Assistance, GrantCase, GrantRuling, decide_grant
from hls_procure.library.yamlfile import load
from hls_procure.model.values import Money
from tests.helpers import REPOSITORY

ROOM = REPOSITORY / "tests" / "cases" / "grant-law"
TYPES = {field.name: str(field.type) for field in fields(GrantCase)}
#: What a case may expect; anything else is a slip of the pen.
EXPECTED = {
    "laws", "instrument", "limited", "unrestricted", "reporting", "reporting_ok", "subsidy", "ready", "period", "total",
    "papers", "by", "tests", "standard", "notice_by", "notice", "terms", "no_terms", "until", "no_until", "not_covered",
    "says", "not_says", "facts", "cautions", "as_known",
}  # fmt: skip
WRITTEN = {"case", "given", "but", "on", "boundary", "expect"}


@dataclass(frozen=True)
class Written:
    """One case as it is written."""

    name: str
    where: str
    given: dict[str, Any]
    on: date
    expect: dict[str, Any]
    boundary: tuple[tuple[str, str], ...] = ()

    @property
    def grant(self) -> GrantCase:
        return GrantCase(**{name: _read(name, value) for name, value in self.given.items()})

    def decide(self) -> GrantRuling:
        return decide_grant(self.grant, self.on, LawBook.load())


def _read(name: str, value: Any) -> Any:
    """A value as the record has it: the type of the field says how it is written."""
    kind = TYPES[name]
    if "Assistance" in kind:
        return tuple(
            Assistance(date.fromisoformat(one["on"]), Money.parse(one["amount"]), one.get("whose", "itself")) for one in value
        )
    if kind.startswith("bool"):
        return {"yes": True, "no": False}[value]
    if kind.startswith("date"):
        return date.fromisoformat(value)
    if kind.startswith("Money"):
        return Money.parse(value)
    if kind.startswith("tuple"):
        return tuple(value)
    return int(value) if kind == "int" else value


@lru_cache(maxsize=1)
def written() -> tuple[Written, ...]:
    """Every case of every file."""
    found = []
    for path in sorted(ROOM.glob("*.yaml")):
        data = load(path)
        common, first = dict(data["given"]), date.fromisoformat(data["on"])
        given, day = common, first
        for item in data["cases"]:
            where = f"{path.name}:{item.line}"
            strange = [*(set(item) - WRITTEN), *(set(item["expect"]) - EXPECTED)]
            assert not strange, f"{where} has {sorted(strange)}"
            assert not ("but" in item and "given" in item), f"{where} is given something and changes the case before it"
            if "but" in item:
                given = {**given, **item["but"]}
            else:
                given, day = {**common, **(item.get("given") or {})}, first
            day = date.fromisoformat(item["on"]) if item.get("on") else day
            known = {key: value for key, value in given.items() if value is not None}
            assert set(known) <= set(TYPES), f"{where} has {sorted(set(known) - set(TYPES))}"
            sides = tuple(_side(one, where) for one in listed(item.get("boundary") or []))
            found.append(Written(item["case"], where, known, day, dict(item["expect"]), sides))
    return tuple(found)


def _side(text: str, where: str) -> tuple[str, str]:
    fact, _, side = text.partition(" ")
    assert side in ("below", "above"), f"{where}: a boundary is a fact with below or above"
    assert fact in LawBook.load(), f"{where}: {fact} is no fact"
    return fact, side


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
