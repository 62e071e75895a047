"""One grant of many: what a row of the funder's workbook says, over what holds for every grant of the funder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from hls_procure.errors import Problem
from hls_procure.model.build import Reader
from hls_procure.model.fields import FieldSchema
from hls_procure.model.record import record
from hls_procure.model.root import Project

#: The walk of one grant: what its letter and its checks follow.
PLAYBOOK = "funder-led"
T = TypeVar("T")


@record
class Row:
    """One grant as the workbook, a CSV file or open data says it.

    :param id: the permanent id of the grant; a name may change, and this does not.
    :param where: the place to name in a message: file, sheet and row.
    :param tree: what is said, in the plain shape of project.yaml, all of it text: ``{"grant": {"amount": "12500"}}``.
    """

    id: str
    where: str
    tree: Mapping[str, Any]


def project_of(base: Project, row: Row, schema: FieldSchema) -> tuple[Project, list[Problem]]:
    """The project of one grant, and what in its row cannot be read.

    :param base: what the funder's folder holds for every grant. What the row says counts before it; a list of the row
        stands in place of the list of the base.
    """
    reader = Reader(schema, row.where)
    said = reader.project(row.tree)
    made = overlay(base, said)
    grant = made.grant if made.grant.id else replace(made.grant, id=row.id)
    return (
        replace(
            made,
            as_of_date=said.as_of_date or base.as_of_date,
            project=replace(made.project, playbook=PLAYBOOK),
            legal=replace(made.legal, instrument="grant"),
            grant=grant,
        ),
        reader.problems,
    )


def overlay(below: T, above: T) -> T:
    """A record in which what the upper one does not say is taken from the lower one; lists are taken whole."""
    changed: dict[str, Any] = {}
    for name in below.__record__:  # type: ignore[attr-defined]
        old, new = getattr(below, name), getattr(above, name)
        if new is None or new == old or new == ():
            continue
        changed[name] = overlay(old, new) if hasattr(old, "__record__") and type(old) is type(new) else new
    return replace(below, **changed) if changed else below  # type: ignore[type-var]
