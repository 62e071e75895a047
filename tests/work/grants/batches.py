"""Batches for tests: the funder of a sample, and rows of its grant with other recipients, sums and choices."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hls_procure.grants.row import Row
from hls_procure.model.build import plain_project
from hls_procure.model.grant import Grant, Recipient
from hls_procure.model.root import Project
from hls_procure.work.grants.reading import Batch
from hls_procure.work.opening import look

NAMES = ("Quayside", "Tom & Jerry <CIC>", "Tŷ Cymru", "بيت الشباب", "St Mary's Hall", "=cmd|' /C calc'!A0", "CON")
PROGRAMMES = ("Roots", "Wings", "Preview", "")
Change = Callable[[int, dict[str, Any]], None]


def funder(folder: Path) -> tuple[Project, dict[str, Any]]:
    """What a sample says of the funder, and its grant as the tree of a row."""
    project = look(folder).project
    tree = plain_project(project)
    row = {name: tree[name] for name in ("recipient", "grant")}
    row["project"] = {"title": tree["project"]["title"]}
    return replace(project, recipient=Recipient(), grant=Grant()), row


def tree_of(number: int, model: dict[str, Any]) -> dict[str, Any]:
    """The row of one grant: all that varies follows from its number."""
    tree = copy.deepcopy(model)
    name = NAMES[number % len(NAMES)]
    tree["recipient"]["name"] = f"{name} {number}" if number % 3 else name
    tree["recipient"]["short_name"] = name
    tree["grant"]["id"] = f"G-{number:04}"
    tree["grant"]["programme"] = PROGRAMMES[number % len(PROGRAMMES)]
    tree["grant"]["accept"] = ("letter", "email")[number % 2]
    tree["grant"]["feedback"]["kind"] = ("conversation", "anonymous", "third")[number % 3]
    each = 20_000 + number
    tree["grant"]["payments"] = [{"id": f"y{year}", "on": f"{year}-01-15", "amount": str(each)} for year in range(2027, 2032)]
    tree["grant"]["amount"] = str(5 * each)
    return tree


def batch(folder: Path, count: int, change: Change = lambda number, tree: None, *, skip: int = 0) -> Batch:
    """So many grants of the sample's funder."""
    base, model = funder(folder)

    def rows() -> Iterator[Row]:
        for number in range(1 + skip, count + 1 + skip):
            tree = tree_of(number, model)
            change(number, tree)
            yield Row(tree["grant"]["id"], f"grants.xlsx, Grants, row {number + 3}", tree)

    return Batch(base, "grants.xlsx", count, rows)
