"""Reads the cases that a lawyer can read: facts, a day, and what has to be found."""

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
    "regime", "light_touch", "because", "not_because", "open", "required", "undecided", "closed", "not_covered", "until", "conflicts",
    "no_conflicts", "notices", "due", "steps", "social_value", "duties", "facts", "cautions", "as_known", "rules",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """One case as it is written."""

    name: str
    where: str
    given: dict[str, Any]
    on: date | None
    expect: dict[str, Any]
    guide: str

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
        for item in data["cases"]:
            where = f"{path.name}:{item.line}"
            strange = set(item["expect"]) - EXPECTED
            assert not strange, f"{where} expects {sorted(strange)}"
            day = date.fromisoformat(item["on"]) if item.get("on") else None
            given = {**common, **(item.get("given") or {})}
            found.append(Written(item["case"], where, given, day, dict(item["expect"]), item.get("guide") or ""))
    return tuple(found)


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


__all__ = ["ROOM", "SCHEMA", "Path", "Written", "listed", "written"]
