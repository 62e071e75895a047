"""Cases for the law room, written as a project is: by path, in plain words."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hls_procure.law.case import Case
from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model.build import Reader
from hls_procure.model.fields import FieldSchema


@cache
def schema() -> FieldSchema:
    """The shipped field schema."""
    return load_fields(Finder())


#: A council in England that awards a contract for services in the spring of 2027.
COUNCIL = {
    "project.jurisdiction": "ENG",
    "authority.name": "Tamarside Council",
    "authority.kind": "council",
    "legal.instrument": "contract",
    "legal.commenced_by": "nothing",
    "legal.for_health_service.answer": "no",
    "tender.dates.notice": "2027-04-05",
    "as_of_date": "2026-11-03",
}


def case(on: str | None = None, **given: Any) -> Case:
    """The council's case, changed by what is given: a path with ``__`` for dots, or a list of records under ``parts``.

    ``case(tender__estimated_value="900000", codes=["85311000"])``; a value of None takes a path away.
    """
    return read({**COUNCIL, **{key.replace("__", "."): value for key, value in given.items()}}, on)


def read(paths: dict[str, Any], on: str | None = None) -> Case:
    """A case from paths and plain values; ``codes`` and ``parts`` stand for the lists of those names."""
    tree: dict[str, Any] = {"format": "1"}
    for path, value in paths.items():
        if value is None:
            continue
        if path == "codes":
            path, value = "legal.codes", [{"id": f"c{n}", "code": code} for n, code in enumerate(value, 1)]
        if path == "parts":
            path, value = "legal.parts", [{"id": f"p{n}", **part} for n, part in enumerate(value, 1)]
        *heads, last = path.split(".")
        inside = tree
        for head in heads:
            inside = inside.setdefault(head, {})
        inside[last] = value
    reader = Reader(schema())
    project = reader.project(tree)
    assert not reader.problems, reader.problems
    return Case(project, schema(), None, date.fromisoformat(on) if on else None)
