"""The choices that steer documents, found in the library itself, and projects with each of them set another way.

A lever is a field that a condition, a wording or a loop looks at, with the settings that tell its cases apart. A new
clause with a new condition is covered as soon as it is there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from hls_procure.assembly.uses import document_paths, documents_by_path
from hls_procure.model import paths
from hls_procure.model.clause import Library, Node
from hls_procure.model.expressions import Expression
from hls_procure.model.fields import COUNT_TYPES, Field, FieldSchema
from hls_procure.model.registers import ClauseChoice
from hls_procure.model.root import Project
from hls_procure.model.values import Money, Percent
from hls_procure.work.workspace import Workspace

Change = Callable[[Project], Project]


@dataclass(frozen=True)
class Lever:
    """One thing that can stand in several ways. ``settings`` maps a name to what it does to a project."""

    name: str
    settings: Mapping[str, Change]


def as_it_is(project: Project) -> Project:
    return project


def conditions(library: Library) -> Iterator[tuple[str, Expression, dict[str, str]]]:
    """Every condition of the library with its place and the lists that its names stand for."""
    for clause in library.clauses.values():
        for condition in (clause.applies_when, *(c.when for c in clause.conflicts), *(s.applies_when for s in clause.schedules)):
            if condition is not None:
                yield clause.id, condition, {}
        for full, node in clause.nodes():
            yield from _node_conditions(full, node)
    for document in library.documents.values():
        for condition in (document.needs, *(s.applies_when for s in document.schedules)):
            if condition is not None:
                yield document.id, condition, {}
    for term in library.terms.values():
        if term.applies_when is not None:
            yield f"term.{term.id}", term.applies_when, {}


def _node_conditions(full: str, node: Node) -> Iterator[tuple[str, Expression, dict[str, str]]]:
    if node.applies_when is not None:
        yield full, node.applies_when, {}
    if node.for_each is not None and node.for_each.only is not None:
        yield full, node.for_each.only, {node.for_each.name: node.for_each.of}
    if node.table is not None:
        if node.table.only is not None:
            yield full, node.table.only, {node.table.name: node.table.of}
        for row in (*node.table.rows, *node.table.total):
            if row.applies_when is not None:
                yield full, row.applies_when, {}


def steering(library: Library, schema: FieldSchema) -> tuple[set[str], set[str]]:
    """The leaves and the lists that conditions and wordings look at; what feeds a worked-out figure in its place."""
    leaves: set[str] = {clause.on for clause in library.clauses.values() if clause.on}
    lists: set[str] = set()
    for _, condition, names in conditions(library):
        for path in (*condition.paths, *_loop_leaves(condition)):
            head, dot, rest = path.partition(".")
            full = f"{names[head].removesuffix('[]')}[]{dot}{rest}" if head in names else path
            if schema.get(full) is not None:
                leaves.add(full)
            elif f"{full}[]" in schema.lists:
                lists.add(full)
            else:
                raise AssertionError(f"{path} in '{condition.text}' is neither a field nor a list")
    waiting = list(leaves)
    while waiting:
        path = waiting.pop()
        field = schema.fields[path]
        if field.derived:
            leaves.discard(path)
            new = [p for p in field.inputs if p not in leaves and p in schema.fields]
            leaves.update(new)
            waiting += new
    lists |= {leaf.partition("[]")[0] for leaf in leaves if "[]" in leaf}
    lists = {path for path in lists if not path.startswith("found.")}  # what the law finds nobody sets
    return {leaf for leaf in leaves if not schema.fields[leaf].derived and schema.fields[leaf].type != "id"}, lists


def _loop_leaves(condition: Expression) -> Iterator[str]:
    """``alliance.funding.lines[].vat`` from ``any(l.vat == 'unsettled' for l in alliance.funding.lines)``."""
    import ast

    from hls_procure.model.expressions import dotted

    for node in ast.walk(condition.tree):
        if isinstance(node, ast.GeneratorExp):
            loop = node.generators[0]
            assert isinstance(loop.target, ast.Name)
            for inner in ast.walk(node.elt):
                path = dotted(inner) if isinstance(inner, ast.Attribute) else None
                if path and path.startswith(loop.target.id + "."):
                    yield f"{dotted(loop.iter)}[]{path[len(loop.target.id) :]}"


def printed_lists(library: Library, schema: FieldSchema) -> set[str]:
    """Every list of records that some document runs over, and every list of plain items that one prints; not what the law
    room works out, which no answer sets."""
    found: set[str] = set()
    for document in library.documents.values():
        for path in document_paths(document, library, schema):
            base = path.partition("[]")[0]
            if base.startswith("found."):
                continue
            if f"{base}[]" in schema.lists or (schema.get(path) is not None and schema.fields[path].type in ("list", "multi")):
                found.add(base)
    return found


def levers(library: Library, schema: FieldSchema, project: Project) -> list[Lever]:
    """Every lever, each with its settings; the first setting leaves the project as it is."""
    leaves, lists = steering(library, schema)
    made = [Lever(path, _settings(schema.fields[path], library, project)) for path in sorted(leaves)]
    for path in sorted(lists | printed_lists(library, schema)):
        made.append(Lever(f"{path}[]", _list_settings(path, project)))
    for clause in library.clauses.values():
        if clause.choice:
            made.append(Lever(clause.id, {"as it is": as_it_is, **{v: _chosen(clause.id, v) for v in clause.variants}}))
    return made


def _settings(field: Field, library: Library, project: Project) -> dict[str, Change]:
    offered = {
        key: not variant.not_offered
        for clause in library.clauses.values()
        if clause.on == field.path
        for key, variant in clause.variants.items()
    }
    made: dict[str, Change] = {"as it is": as_it_is, "not answered": _set(field.path, None)}
    if field.type == "choice":
        made |= {value: _set(field.path, value) for value in field.choices if offered.get(value, True)}
    elif field.type == "yes-no":
        made |= {"yes": _set(field.path, True), "no": _set(field.path, False)}
    elif field.type in COUNT_TYPES:
        made |= {str(n): _set(field.path, n) for n in (0, 1, 2, 7)}
    elif field.type == "money":
        made |= {"nothing": _set(field.path, Money(0)), "a sum": _set(field.path, Money(1_234_500))}
    elif field.type == "percent":
        made |= {"0%": _set(field.path, Percent(Decimal(0))), "5%": _set(field.path, Percent(Decimal(5)))}
    return made


def _list_settings(path: str, project: Project) -> dict[str, Change]:
    made: dict[str, Change] = {"as it is": as_it_is, "not answered": _set(path, None), "empty": _set(path, ())}
    rows = paths.get(project, path)
    if rows:
        made["one"] = _set(path, rows[:1])
        made["two"] = _set(path, rows[:2])
    return made


def _set(path: str, value: Any) -> Change:
    """Sets a leaf, or a leaf of every record of a list."""
    if "[]." not in path:
        return lambda project: paths.put(project, path, value)
    base, _, leaf = path.partition("[].")

    def every(project: Project) -> Project:
        for row in paths.get(project, base) or ():
            project = paths.put(project, f"{base}[{row.id}].{leaf}", value)
        return project

    return every


def _chosen(clause: str, variant: str) -> Change:
    return lambda project: replace(project, choices=(*project.choices, ClauseChoice(clause, variant, by="legal lead")))


# how projects are made from levers

Setting = tuple[str, str]


def applied(project: Project, every: Sequence[Lever], chosen: Mapping[str, str]) -> Project:
    """The project with these levers set; lists first, so that a leaf of every record finds the records there."""
    for lever in sorted(every, key=lambda one: not one.name.endswith("[]")):
        project = lever.settings[chosen.get(lever.name, "as it is")](project)
    return project


def one_at_a_time(every: Sequence[Lever]) -> list[dict[str, str]]:
    """Each setting of each lever, all others as they are."""
    return [{lever.name: name} for lever in every for name in lever.settings if name != "as it is"]


def pairwise(every: Sequence[Lever], seed: int = 2027) -> list[dict[str, str]]:
    """A set of choices in which every two settings of two levers meet at least once; greedy, the same each time."""
    dice = random.Random(seed)
    open_pairs: dict[Setting, set[Setting]] = {}
    for first, second in combinations(every, 2):
        for a in first.settings:
            for b in second.settings:
                open_pairs.setdefault((first.name, a), set()).add((second.name, b))
                open_pairs.setdefault((second.name, b), set()).add((first.name, a))
    made: list[dict[str, str]] = []
    while any(open_pairs.values()):
        start = max(open_pairs, key=lambda one: len(open_pairs[one]))
        row = {start[0]: start[1]}
        order = [lever for lever in every if lever.name != start[0]]
        dice.shuffle(order)
        for lever in order:
            row[lever.name] = max(
                lever.settings,
                key=lambda name, lever=lever: sum(  # type: ignore[misc]
                    (other, setting) in open_pairs[(lever.name, name)] for other, setting in row.items()
                ),
            )
        for first, second in combinations(row.items(), 2):
            open_pairs[first].discard(second)
            open_pairs[second].discard(first)
        made.append(row)
    return made


def with_every_list_empty(project: Project) -> Project:
    """The project with an empty tuple in the place of every list."""
    return _emptied(project)


def _emptied(value: Any) -> Any:
    if not is_dataclass(value) or isinstance(value, type):
        return () if isinstance(value, tuple) else value
    changed = {f.name: _emptied(getattr(value, f.name)) for f in fields(value) if not f.name.startswith("_")}
    if type(value).__module__.endswith(".values"):
        return value
    return replace(value, **changed)


def moved_by(work: Workspace) -> Callable[[Iterable[str]], tuple[str, ...]]:
    """Which documents some levers can change: those that they steer, those that print what the law room works out of every
    answer, and those that refer to one of these."""
    shows = documents_by_path(work.words, work.schema)
    law = {id for path, ids in shows.items() if path.startswith("found.") for id in ids}
    homes: dict[str, set[str]] = {}
    for document in work.words.documents.values():
        homes.setdefault(document.id, set()).add(document.id)
        inside = [document, *(work.words.documents[s.document] for s in document.schedules if s.document)]
        for id in (id for one in inside for group in one.groups for id in group.clauses):
            homes.setdefault(id, set()).add(document.id)
    refers: dict[str, set[str]] = {}
    for found in work.finder.all("clauses"):
        for target in re.findall(r"<ref:([A-Z]{1,2}-?\d+[a-z]?)", found.path.read_text("utf-8")):
            for document in homes.get(found.stem, ()):
                refers.setdefault(document, set()).update(homes.get(target, ()))

    def moved(names: Iterable[str]) -> tuple[str, ...]:
        steered = set(law)
        for name in names:
            base = name.removesuffix("[]")
            for path, ids in shows.items():
                if path == base or path.startswith((f"{base}.", f"{base}[]")):
                    steered |= ids
        return tuple(id for id in work.words.documents if id in steered or refers.get(id, set()) & steered)

    return moved
