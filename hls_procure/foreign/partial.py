"""The facts of a pack as a project, as far as they are known, so that the rules of the read-across can ask for them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from hls_procure.findings import Side
from hls_procure.foreign.agreed import Agreed, Criterion
from hls_procure.foreign.heard import Heard
from hls_procure.foreign.told import KINDS, Value
from hls_procure.foreign.weights import slug
from hls_procure.model.build import Reader
from hls_procure.model.fields import FieldSchema
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.model.values import Money


@record
class Partial:
    """A project made of facts, with the place in a file from which each was read and whether it is confirmed."""

    project: Project
    sources: dict[str, tuple[Side, bool]]


def partial(heard: Heard, agreed: Agreed, schema: FieldSchema) -> Partial:
    """What the project of this pack would hold; a value that no project takes is left out."""
    tree: dict[str, Any] = {}
    sources: dict[str, tuple[Side, bool]] = {}
    for id, fact in agreed.facts.items():
        path = KINDS[id].path if id in KINDS else ""
        side = fact.side or (fact.source.side if fact.source else None)
        if not path or path == "evaluation.scale" or fact.value is None or side is None:
            continue
        raw = _written(id, fact.value)
        if raw:
            _put(tree, path, raw)
            sources[path] = (side, fact.confirmed)
    extension = agreed.value("extension")
    if "alliance.term.initial" in sources and isinstance(extension, int) and extension % 12 == 0:
        _put(tree, "alliance.term.extensions", [{"id": "extension", "length": str(extension // 12)}])
    _criteria(agreed, tree, sources)
    _scale(heard, tree, sources)
    _insurance(agreed, tree, sources)
    while True:
        reader = Reader(schema, "facts")
        project = reader.project(tree)
        if not reader.problems or not tree:
            return Partial(project, sources)
        for problem in reader.problems:
            _drop(tree, problem.what)


def _written(id: str, value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return value.plain()
    if id == "term":
        assert isinstance(value, int)
        return str(value // 12) if value % 12 == 0 else ""
    if isinstance(value, (int, Decimal)):
        return str(value)
    return str(value)


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    for name in way:
        tree = tree.setdefault(name, {})
    tree[last] = value


def _drop(tree: dict[str, Any], what: str) -> None:
    """Take out what a problem is about; the whole of the first part where it does not say."""
    for top in list(tree):
        if f"{top}." in what or f" {top} " in f" {what} ":
            del tree[top]
            return
    tree.popitem()


def id_of(one: Criterion) -> str:
    """An id for a criterion, made of its reference or its name."""
    return re.sub(r"[^a-z0-9]+", "-", f"c {one.ref or slug(one.name)}".lower()).strip("-")[:60]


def _criteria(agreed: Agreed, tree: dict[str, Any], sources: dict[str, tuple[Side, bool]]) -> None:
    tops = {slug(one.name): one for one in agreed.criteria if not one.parent}
    rows: dict[str, dict[str, str]] = {}
    for one in tops.values():
        if one.weight is not None:
            id = id_of(one)
            rows[id] = {"id": id, "name": one.name, "weight": one.weight.plain()}
            sources[f"evaluation.criteria[{id}].weight"] = (one.side, one.confirmed)
    if rows:
        _put(tree, "evaluation.criteria", list(rows.values()))


def _scale(heard: Heard, tree: dict[str, Any], sources: dict[str, tuple[Side, bool]]) -> None:
    files = sorted({step.file for step in heard.steps}, key=lambda name: (heard.parts[name].part != "invitation", name))
    steps = [step for step in heard.steps if files and step.file == files[0]]
    unique = {step.score: step for step in steps}
    if len(unique) < 2:
        return
    rows = []
    for score, step in sorted(unique.items()):
        rows.append({"id": f"s{score}", "score": str(score), **({"means": step.means} if step.means else {})})
        sources[f"evaluation.scale[s{score}].means"] = (step.side, True)
    sources["evaluation.scale"] = (steps[0].side, True)
    _put(tree, "evaluation.scale", rows)


def _insurance(agreed: Agreed, tree: dict[str, Any], sources: dict[str, tuple[Side, bool]]) -> None:
    rows = []
    for id, fact in agreed.facts.items():
        side = fact.side or (fact.source.side if fact.source else None)
        if id.startswith("insurance: ") and isinstance(fact.value, Money) and side is not None:
            name = id.removeprefix("insurance: ")
            row = re.sub(r"[^a-z]+", "-", name)
            rows.append({"id": row, "kind": name, "amount": fact.value.plain()})
            sources[f"alliance.insurance[{row}].amount"] = (side, fact.confirmed)
    if rows:
        _put(tree, "alliance.insurance", rows)
