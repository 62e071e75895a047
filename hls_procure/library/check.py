"""Checks a library as one: every path, format, term, reference, condition and legal fact that its words name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from hls_procure.errors import Problem, nearest
from hls_procure.model.clause import Clause, DocumentSpec, ForEach, Library, Node, TableSpec
from hls_procure.model.expression_check import check_expression
from hls_procure.model.expressions import Expression
from hls_procure.model.fields import COUNT_TYPES, Field, FieldSchema
from hls_procure.model.marks import FactMark, NumberMark, Part, RefMark, TermMark

_DOCUMENT = re.compile(r"D\d{2}[a-z]?\Z")


@dataclass
class LibraryCheck:
    """Collects what is wrong across the whole library.

    :param law: the ids of the legal facts there are. :param fits: whether a format can say a field.
    """

    library: Library
    schema: FieldSchema
    law: Collection[str]
    fits: Callable[[Field, str], bool]
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def run(self) -> list[Problem]:
        """Every problem, in the order of the files."""
        self.ids = set(self.library.clauses)
        for clause in self.library.clauses.values():
            self.ids |= {id for id, node in clause.nodes() if _numbered(node)}
            self.ids |= {f"{clause.id}.{schedule.id}" for schedule in clause.schedules}
        for clause in self.library.clauses.values():
            self._clause(clause)
        for term in self.library.terms.values():
            self._parts(term.means, term.where, {})
            self._law(term.law, term.where)
        for document in self.library.documents.values():
            self._document(document)
        self._loose_schedules()
        return self.problems

    def say(self, where: str, what: str, why: str = "", do: str = "") -> None:
        """Collect one problem."""
        self.problems.append(Problem(where, what, why, do))

    def _clause(self, clause: Clause) -> None:
        self._condition(clause.applies_when, _at(clause, "applies_when"), {})
        if clause.on:
            self._variants(clause)
        where = _at(clause, "conflicts")
        for conflict in clause.conflicts:
            if conflict.with_ not in self.library.clauses:
                self.say(
                    where,
                    f"conflicts with {conflict.with_}, which is not a clause",
                    nearest(conflict.with_, self.library.clauses),
                )
            self._condition(conflict.when, where, {})
        for id in clause.requires:
            if id.partition(".")[0] not in self.library.clauses:
                self.say(_at(clause, "requires"), f"requires {id}, which is not a clause", nearest(id, self.library.clauses))
        if clause.default and clause.default not in clause.variants:
            self.say(_at(clause, "default"), f"has the default '{clause.default}', which is not one of its wordings")
        for variant in clause.variants.values():
            for node in variant.nodes:
                self._node(node, {})
        for schedule in clause.schedules:
            self._condition(schedule.applies_when, _at(clause, "schedules"), {})
            for node in schedule.nodes:
                self._node(node, {})

    def _variants(self, clause: Clause) -> None:
        on = self.schema.get(clause.on)
        where = _at(clause, "variants")
        if on is None:
            self.say(
                where,
                f"chooses its wording by '{clause.on}', which is not a field",
                nearest(clause.on, self.schema.known_words()),
            )
            return
        for value in on.choices:
            if value not in clause.variants:
                self.say(
                    where,
                    f"has no wording for {clause.on} '{value}'",
                    do="Write it, or say 'not_offered' with the reason.",
                )
        for key in clause.variants:
            if key not in on.choices:
                self.say(where, f"has a wording '{key}' that {clause.on} can never choose", nearest(key, on.choices))

    def _node(self, node: Node, loops: dict[str, str]) -> None:
        self._parts(node.parts, node.where, loops)
        self._condition(node.applies_when, node.where, loops)
        self._law(node.facts, node.where)
        if node.with_target and node.with_target.partition(".")[0] not in self.library.clauses:
            self.say(
                node.where,
                f"goes with {node.with_target}, which is not a clause",
                nearest(node.with_target, self.library.clauses),
            )
        if node.for_each:
            self._for_each(node.for_each, node.where, loops)
        if node.table:
            self._table(node.table, node.where, loops)
        if node.drawing and node.drawing.of:
            full = self._list(node.drawing.of, node.where, loops)
            for leaf, kind in (("on", "date"), ("amount", "money")):
                found = self.schema.get(f"{full}[].{leaf}")
                if found is None or found.type != kind:
                    self.say(node.where, f"draws '{node.drawing.of}', which has no '{leaf}'", "A bar needs a day and a sum.")
        for child in node.children:
            self._node(child, loops)

    def _for_each(self, loop: ForEach, where: str, loops: dict[str, str]) -> None:
        inner = {**loops, loop.name: self._list(loop.of, where, loops)}
        self._parts(loop.text, where, inner)
        self._parts(loop.empty, where, loops)
        self._condition(loop.only, where, inner)

    def _table(self, table: TableSpec, where: str, loops: dict[str, str]) -> None:
        inner = dict(loops)
        if table.of:
            inner[table.name] = self._list(table.of, where, loops)
        self._parts(table.caption, where, loops)
        for column in table.columns:
            for parts in (column.show, *column.then):
                if parts != ("#",):
                    self._parts(parts, where, inner)
        for row in (*table.rows, *table.total):
            self._condition(row.applies_when, where, loops)
            for cell in row.cells:
                self._parts(cell, where, loops)
        self._parts(table.empty, where, loops)
        self._condition(table.only, where, inner)
        if table.places and self.schema.get(table.places) is None:
            self.say(where, f"takes its number of rows from '{table.places}', which is not a field")

    def _list(self, of: str, where: str, loops: dict[str, str]) -> str:
        full = self._full(of, loops).removesuffix("[]")
        if full + "[]" not in self.schema.lists:
            self.say(where, f"runs over '{of}', which is not a list of records", nearest(full + "[]", self.schema.lists))
        return full

    def _full(self, path: str, loops: dict[str, str]) -> str:
        head, dot, rest = path.partition(".")
        return f"{loops[head]}[]{dot}{rest}" if head in loops else path

    def _parts(self, parts: tuple[Part, ...], where: str, loops: dict[str, str]) -> None:
        for part in parts:
            if isinstance(part, FactMark):
                self._fact(part, where, loops)
            elif isinstance(part, NumberMark):
                found = self.schema.get(self._full(part.path, loops))
                if found is None or found.type not in COUNT_TYPES:
                    self.say(where, f"<n:{part.path}|…> does not name a number", nearest(part.path, self.schema.known_words()))
            elif isinstance(part, TermMark):
                if part.term not in self.library.terms:
                    self.say(where, f"<term:{part.term}> is not a defined term", nearest(part.term, self.library.terms))
            elif isinstance(part, RefMark):
                for target in part.targets:
                    if target not in self.ids and not (_DOCUMENT.match(target) and target in self.library.documents):
                        why = "It may have no number (a table or a list without words of its own)."
                        self.say(where, f"<ref:{target}> points nowhere", why, nearest(target, self.ids))

    def _fact(self, mark: FactMark, where: str, loops: dict[str, str]) -> None:
        full = self._full(mark.path, loops)
        found = self.schema.get(full)
        if found is None:
            if not full.endswith("[].id"):
                self.say(where, f"<fact:{mark.path}> is not a field", nearest(full, self.schema.known_words()))
            return
        if "[]" in mark.path:
            self.say(where, f"<fact:{mark.path}> is a field of a list; say which record, in a loop")
        if not self.fits(found, mark.format):
            self.say(where, f"<fact:{mark.path}|{mark.format}> cannot say a {found.type} that way")

    def _condition(self, condition: Expression | None, where: str, loops: dict[str, str]) -> None:
        if condition is not None:
            for text in check_expression(condition, self.schema, loops):
                self.say(where, f"its condition {text}")

    def _law(self, ids: tuple[str, ...], where: str) -> None:
        for id in ids:
            if id not in self.law:
                self.say(where, f"rests on the legal fact '{id}', which is not there", nearest(id, self.law))

    def _document(self, document: DocumentSpec) -> None:
        self._parts(document.title, _at(document, "title"), {})
        self._parts(document.subtitle, _at(document, "subtitle"), {})
        self._condition(document.needs, _at(document, "needs"), {})
        for node in document.face:
            self._node(node, {})
        for id in self._contained(document):
            if id not in self.library.clauses:
                self.say(_at(document, "parts"), f"contains {id}, which is not a clause", nearest(id, self.library.clauses))
        where = _at(document, "schedules")
        for part in document.schedules:
            self._condition(part.applies_when, where, {})
            self._parts(part.attach_note, where, {})
            if part.document and part.document not in self.library.documents:
                self.say(where, f"has a schedule made of {part.document}, which is not a document")
            if part.clause and part.clause not in self.ids:
                self.say(where, f"has the schedule {part.clause}, which no clause has", nearest(part.clause, self.ids))

    def _contained(self, document: DocumentSpec) -> Iterator[str]:
        for group in document.groups:
            yield from group.clauses

    def _loose_schedules(self) -> None:
        for document in self.library.documents.values():
            listed = {part.clause for part in document.schedules}
            for id in self._contained(document):
                clause = self.library.clauses.get(id)
                for schedule in clause.schedules if clause else ():
                    if f"{id}.{schedule.id}" not in listed:
                        self.say(
                            _at(document, "schedules"),
                            f"does not say where the schedule {id}.{schedule.id} goes",
                            do="Add it under schedules.",
                        )


def _numbered(node: Node) -> bool:
    """Whether a sub-clause gets a number of its own, so that something can refer to it."""
    in_line = node.for_each is not None and node.for_each.join is not None
    return node.numbered and bool(node.parts or node.children or in_line)


def _at(owner: Clause | DocumentSpec, key: str) -> str:
    """The file and the line of a part of a clause or document; the first line where the part is not there."""
    return f"{owner.where}:{owner.places[key][0] if key in owner.places else 1}"
