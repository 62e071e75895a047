"""Reads the cases that a lawyer can read: facts, a day, and what has to be found.

Each file of ``tests/cases`` begins with what is given in all of its cases. A case adds to that what it is ``given``. One with
``but`` is the case before it with those answers changed; an answer that is ``null`` is taken away. ``boundary`` names a fact of
law and the side of its figure on which the case lies: ``"pa-kpi-01 above"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.facts import LawBook
from hls_procure.law.ruling import Ruling
from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.library.yamlfile import load
from hls_procure.model.build import Reader
from hls_procure.model.root import Project
from tests.helpers import REPOSITORY

ROOM = REPOSITORY / "tests" / "cases"
SCHEMA = load_fields(Finder())
#: What a case may expect; anything else is a slip of the pen.
EXPECTED = {
    "regime", "light_touch", "because", "not_because", "open", "required", "undecided", "closed", "not_covered", "until",
    "conflicts", "no_conflicts", "notices", "due", "steps", "social_value", "duties", "facts", "cautions", "as_known",
    "rules", "no_rules", "amended", "says",
}  # fmt: skip
WRITTEN = {"case", "guide", "given", "but", "on", "boundary", "expect"}


@dataclass(frozen=True)
class Written:
    """One case as it is written."""

    name: str
    where: str
    given: dict[str, Any]
    on: date | None
    expect: dict[str, Any]
    guide: str
    boundary: tuple[tuple[str, str], ...] = ()

    @property
    def project(self) -> Project:
        reader = Reader(SCHEMA, self.where)
        made = reader.project(tree(self.given))
        assert not reader.problems, [problem.text() for problem in reader.problems]
        return made

    def rule(self) -> tuple[Case, Ruling]:
        case = Case(self.project, SCHEMA, LawBook.load(), self.on)
        return case, rule(case)


def tree(given: dict[str, Any]) -> dict[str, Any]:
    """``{"legal.old.value": 5}`` as ``{"legal": {"old": {"value": 5}}}``; records without an id are counted."""
    made: dict[str, Any] = {}
    for path, value in given.items():
        here = made
        *heads, last = path.split(".")
        for head in heads:
            here = here.setdefault(head, {})
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = [{"id": f"n{number}", **row} for number, row in enumerate(value, 1)]
        field = SCHEMA.get(f"{path}.answer")
        here[last] = {"answer": value} if field is not None and not isinstance(value, dict) else value
    return made


@lru_cache(maxsize=1)
def written() -> tuple[Written, ...]:
    """Every case of every file but those on dates, which are read elsewhere."""
    found = []
    for path in sorted(ROOM.glob("*.yaml")):
        if path.stem == "dates":
            continue
        data = load(path)
        common = dict(data.get("given") or {})
        given, day, guide = common, None, ""
        for item in data["cases"]:
            where = f"{path.name}:{item.line}"
            strange = [*(set(item) - WRITTEN), *(set(item["expect"]) - EXPECTED)]
            assert not strange, f"{where} has {sorted(strange)}"
            assert not ("but" in item and "given" in item), f"{where} is given something and changes the case before it"
            if "but" in item:
                given, guide = {**given, **item["but"]}, item.get("guide") or guide
            else:
                given, guide, day = {**common, **(item.get("given") or {})}, item.get("guide") or "", None
            day = date.fromisoformat(item["on"]) if item.get("on") else day
            sides = tuple(_side(one, where) for one in listed(item.get("boundary") or []))
            known = {key: value for key, value in given.items() if value is not None}
            found.append(Written(item["case"], where, known, day, dict(item["expect"]), guide, sides))
    return tuple(found)


def _side(written: str, where: str) -> tuple[str, str]:
    fact, _, side = written.partition(" ")
    assert side in ("below", "above"), f"{where}: a boundary is a fact with below or above"
    assert fact in LawBook.load(), f"{where}: {fact} is no fact"
    return fact, side


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


__all__ = ["ROOM", "SCHEMA", "Path", "Written", "listed", "written"]
