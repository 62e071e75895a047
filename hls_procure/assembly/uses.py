"""Which documents show a field, or are steered by it: worked out from the words, never typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hls_procure.model.clause import Clause, DocumentSpec, Library, Node
from hls_procure.model.fields import FieldSchema, generic
from hls_procure.model.marks import FactMark, NumberMark, Part, TermMark


def documents_by_path(library: Library, schema: FieldSchema) -> dict[str, frozenset[str]]:
    """For each field path, the documents that print it or depend on it; what feeds a worked-out figure counts too."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in library.documents.values():
        for path in document_paths(document, library, schema):
            found[path].add(document.id)
    return {path: frozenset(ids) for path, ids in found.items()}


def document_paths(document: DocumentSpec, library: Library, schema: FieldSchema) -> frozenset[str]:
    """Every field that a document may print or that steers it."""
    paths: set[str] = set()
    parts = [id for group in document.groups for id in group.clauses]
    for schedule in document.schedules:
        if schedule.document:
            parts += [id for group in library.documents[schedule.document].groups for id in group.clauses]
        if schedule.applies_when:
            paths |= set(schedule.applies_when.paths)
    for id in parts:
        paths |= set(clause_paths(library.clauses[id], library))
    paths |= set(_parts(document.title, {}, library)) | set(_parts(document.subtitle, {}, library))
    for node in document.face:
        paths |= set(_node(node, {}, library))
    if document.needs:
        paths |= set(document.needs.paths)
    return frozenset(_with_inputs(paths, schema))


def clause_paths(clause: Clause, library: Library) -> Iterator[str]:
    """Every field that a clause may print or that decides about it."""
    if clause.on:
        yield clause.on
    for condition in (clause.applies_when, *(c.when for c in clause.conflicts)):
        if condition is not None:
            yield from condition.paths
    for variant in clause.variants.values():
        for node in variant.nodes:
            yield from _node(node, {}, library)
    for schedule in clause.schedules:
        if schedule.applies_when:
            yield from schedule.applies_when.paths
        for node in schedule.nodes:
            yield from _node(node, {}, library)


def _node(node: Node, loops: dict[str, str], library: Library) -> Iterator[str]:
    yield from _parts(node.parts, loops, library)
    if node.applies_when:
        yield from node.applies_when.paths
    if node.for_each:
        loop = node.for_each
        inner = {**loops, loop.name: loop.of.removesuffix("[]")}
        yield from _parts((*loop.text, *loop.empty), inner, library)
        if loop.only:
            yield from (_full(p, inner) for p in loop.only.paths)
    if node.table:
        table = node.table
        inner = {**loops, table.name: table.of.removesuffix("[]")} if table.of else loops
        yield from _parts((*table.caption, *table.empty), loops, library)
        for column in table.columns:
            for parts in (column.show, *column.then):
                yield from _parts(parts, inner, library)
        for row in (*table.rows, *table.total):
            if row.applies_when:
                yield from row.applies_when.paths
            for cell in row.cells:
                yield from _parts(cell, loops, library)
        if table.only:
            yield from (_full(p, inner) for p in table.only.paths)
        if table.places:
            yield table.places
    for child in node.children:
        yield from _node(child, loops, library)


def _parts(parts: tuple[Part, ...], loops: dict[str, str], library: Library) -> Iterator[str]:
    for part in parts:
        if isinstance(part, (FactMark, NumberMark)):
            yield _full(part.path, loops)
        elif isinstance(part, TermMark):
            means = library.terms[part.term].means
            yield from (p.path for p in means if isinstance(p, (FactMark, NumberMark)))


def _full(path: str, loops: dict[str, str]) -> str:
    """The path of the field that a mark names: of any record, where the mark names one."""
    head, dot, rest = path.partition(".")
    return f"{loops[head]}[]{dot}{rest}" if head in loops else generic(path)


def _with_inputs(paths: set[str], schema: FieldSchema) -> set[str]:
    """The paths, and everything that worked-out figures among them are made from."""
    found: set[str] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        field = schema.fields.get(path)
        if field is not None:
            waiting += field.inputs
        else:
            found |= {f.path for f in schema.leaves(path.removesuffix("[]") + "[]")} if path + "[]" in schema.lists else set()
    return found
