"""Cases for tests, written by path: ``asked({"authority.kind": "council", "legal.parts[drugs].amount": "600000"})``."""

from __future__ import annotations

from collections.abc import Mapping
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
    """The field schema as it ships."""
    return load_fields(Finder())


def tree(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by path as the tree that project.yaml holds; a record of a list is named in brackets."""
    made: dict[str, Any] = {}
    for path, value in answers.items():
        node = made
        *steps, last = path.split(".")
        for step in steps:
            name, _, id = step.removesuffix("]").partition("[")
            if not id:
                node = node.setdefault(name, {})
                continue
            rows = node.setdefault(name, [])
            row = next((row for row in rows if row["id"] == id), None)
            if row is None:
                rows.append(row := {"id": id})
            node = row
        node[last] = {"answer": value} if _asks_why(path) else value
    return made


def _asks_why(path: str) -> bool:
    return schema().get(path) is None and schema().get(f"{path}.answer") is not None


def asked(answers: Mapping[str, Any], on: date | None = None) -> Case:
    """A case with these answers and no others; one that is None is left out."""
    reader = Reader(schema())
    project = reader.project(tree({path: value for path, value in answers.items() if value is not None}))
    assert not reader.problems, [problem.what for problem in reader.problems]
    return Case(project, schema(), on=on)
