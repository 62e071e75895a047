"""Clauses, sections and documents as data: trees of sub-clauses with permanent ids.

A clause of an agreement and a section of an invitation have the same shape. Numbers are worked out when a
document is assembled; an id such as ``AL-14.key-issues.all`` names a sub-clause for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, Literal

from hls_procure.model.expressions import Expression
from hls_procure.model.marks import Part
from hls_procure.model.record import record

IfUnknown = Literal["show", "hide", "bracket"]
_DOCUMENT = re.compile(r"([Dd]\d{2})([A-Za-z]?)")


@record
class ForEach:
    """Text or items repeated for each record of a list.

    :param of: the list; :param name: the name that the text calls each record by.
    :param join: glue between records, before the last, and at the end; None where each record is an item.
    :param ends: what stands at the end of each item, of the last but one, and of the last.
    :param empty: what is said where there are none. :param only: a condition on each record.
    """

    of: str
    name: str
    text: tuple[Part, ...]
    join: tuple[str, str, str] | None = None
    empty: tuple[Part, ...] = ()
    only: Expression | None = None
    ends: tuple[str, str, str] = ("", "", "")


@record
class Column:
    """A column of a table: its head, what each row shows, its share of the width, and how it is set.

    :param then: further lines of the cell; one whose facts are all empty is left out.
    """

    head: str
    show: tuple[Part, ...] = ()
    then: tuple[tuple[Part, ...], ...] = ()
    width: int = 1
    align: Literal["left", "right"] = "left"


@record
class FixedRow:
    """A row whose cells are written in the clause; it may have a condition."""

    cells: tuple[tuple[Part, ...], ...]
    applies_when: Expression | None = None


@record
class TableSpec:
    """A table: rows from a list of records, or rows written in the clause, or both.

    :param places: a number of rows to print while the list itself comes only at award.
    :param total: cells of a last row that is set apart.
    """

    caption: tuple[Part, ...]
    columns: tuple[Column, ...]
    of: str = ""
    name: str = "row"
    places: str = ""
    rows: tuple[FixedRow, ...] = ()
    total: tuple[FixedRow, ...] = ()
    empty: tuple[Part, ...] = ()
    only: Expression | None = None


@record
class DrawingSpec:
    """A drawing: ``money-by-year`` of a list with ``on`` and ``amount``, or a ``timetable`` of the table beside it.

    :param of: the list, for money.
    """

    kind: Literal["money-by-year", "timetable"]
    of: str = ""


@record
class Node:
    """A sub-clause, and everything under it.

    :param id: its own word; the full id is joined by dots. :param parts: plain words and marks.
    :param law: ids of the legal facts that its words rest on.
    :param mentions: ids of legal facts of another nation or another time that its words tell of, without holding them
        to govern this project.
    :param with_target: another clause; the node is there exactly when that clause is.
    :param if_unknown: what happens while its condition cannot be decided.
    :param special: ``definitions``, ``signatures`` or ``form``: built by the assembler.
    :param fields: for a form, the lines that somebody fills in. :param drawing: drawn behind its words and its table.
    """

    id: str
    parts: tuple[Part, ...] = ()
    children: tuple[Node, ...] = ()
    law: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    with_target: str = ""
    applies_when: Expression | None = None
    if_unknown: IfUnknown = "show"
    for_each: ForEach | None = None
    table: TableSpec | None = None
    special: str = ""
    fields: tuple[str, ...] = ()
    drawing: DrawingSpec | None = None
    numbered: bool = True
    where: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Every legal fact that its words rest on or tell of."""
        return self.law + self.mentions

    def walk(self, prefix: str = "") -> Iterator[tuple[str, Node]]:
        """The node and everything under it, each with its full id."""
        full = f"{prefix}.{self.id}" if prefix else self.id
        yield full, self
        for child in self.children:
            yield from child.walk(full)


@record
class Variant:
    """One complete wording. ``not_offered`` says why a choice has no wording yet."""

    key: str
    nodes: tuple[Node, ...] = ()
    not_offered: str = ""


@record
class ClauseSchedule:
    """A schedule that belongs to a clause."""

    id: str
    title: str
    nodes: tuple[Node, ...]
    applies_when: Expression | None = None


@record
class Conflict:
    """Another clause, or a state of the facts, that this one cannot stand beside."""

    with_: str
    why: str
    variant: str = ""
    when: Expression | None = None
    severity: Literal["error", "warning"] = "error"


@record
class LawyerPoint:
    """What a lawyer has to settle, what turns on it, and what we would do."""

    settle: str
    turns_on: str
    our_view: str


@record
class Clause:
    """A clause or section with everything a lawyer wants to know about it.

    :param on: the field whose value picks the variant; empty where there is one text.
    :param choice: whether a lawyer picks the variant (the choice stands in project.yaml).
    :param where: the file it was read from; :param layer: shipped, council or project.
    :param places: where its parts stand in the file, the line first.
    """

    id: str
    title: str
    version: str
    purpose: str
    plain: str
    drafting_note: str
    variants: Mapping[str, Variant]
    on: str = ""
    choice: bool = False
    default: str = ""
    serves: tuple[str, ...] = ()
    applies_when: Expression | None = None
    if_unknown: IfUnknown = "show"
    requires: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    schedules: tuple[ClauseSchedule, ...] = ()
    lawyer: tuple[LawyerPoint, ...] = ()
    sources: tuple[str, ...] = ()
    where: str = ""
    layer: str = "shipped"
    places: Mapping[str, tuple[Any, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Every node of every variant and schedule, with its full id; an id may come once a variant."""
        for variant in self.variants.values():
            for node in variant.nodes:
                yield from node.walk(self.id)
        for schedule in self.schedules:
            for node in schedule.nodes:
                yield from node.walk(f"{self.id}.{schedule.id}")


@record
class Term:
    """A defined term: how it is written in the singular and the plural, and what it means."""

    id: str
    singular: str
    plural: str
    means: tuple[Part, ...]
    law: tuple[str, ...] = ()
    applies_when: Expression | None = None
    where: str = ""


@record
class SchedulePart:
    """A schedule of a document: a clause's own, a whole other document, or one that somebody attaches."""

    id: str
    title: str
    clause: str = ""
    document: str = ""
    attach_by: str = ""
    attach_note: tuple[Part, ...] = ()
    applies_when: Expression | None = None


@record
class Group:
    """Some clauses under a heading; the heading may be empty."""

    heading: str
    clauses: tuple[str, ...]


@record
class DocumentSpec:
    """What a document is made of.

    :param short: its name inside a sentence of another document: ``the Agreement``.
    :param noun: what its numbered parts are called: clause, section or paragraph.
    :param builds: ``tender``, ``signature`` or both.
    :param needs: what must be true of the facts; ``needs_why`` says so to a person. Where ``needs_known`` is set, it is
        ruled out too while nobody knows. Where ``left_out`` is set, a whole pack is built without it and without a word.
    :param face: what its first page says. :param letter: laid out as a letter, without numbers and titles of clauses.
    :param nameless: prints its own name in place of the project's reference, so that nothing tells whose copy it is.
    :param walks: the playbooks whose projects have it; empty for those of every playbook that has no documents of its own.
    """

    id: str
    title: tuple[Part, ...]
    subtitle: tuple[Part, ...]
    short: str
    noun: str
    audience: str
    builds: tuple[str, ...]
    groups: tuple[Group, ...]
    schedules: tuple[SchedulePart, ...] = ()
    template: str = "house.docx"
    needs: Expression | None = None
    needs_why: str = ""
    needs_known: bool = False
    left_out: bool = False
    letter: bool = False
    nameless: bool = False
    walks: tuple[str, ...] = ()
    face: tuple[Node, ...] = ()
    final_needs_review: bool = False
    filename: str = ""
    where: str = ""
    places: Mapping[str, tuple[Any, ...]] = field(default_factory=lambda: MappingProxyType({}))


def document_id(said: str) -> str:
    """The id of a document in its own letters, however it was typed: ``d12`` is D12, and ``D29A`` is D29a."""
    found = _DOCUMENT.fullmatch(said.strip())
    return found[1].upper() + found[2].lower() if found else said


@record
class Library:
    """Everything that documents are made from."""

    clauses: Mapping[str, Clause]
    terms: Mapping[str, Term]
    documents: Mapping[str, DocumentSpec]
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
