"""Where the printed paragraphs of a document are at home: the sub-clause of a clause file that each came from."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.assembly.blocks import Table
from hls_procure.model.clause import Library, Node, TableSpec
from hls_procure.model.marks import Part, RefMark
from hls_procure.model.record import record


@record
class Home:
    """A sub-clause in its file.

    :param clause: the clause; :param variant: the wording, empty where there is one or for a schedule of the clause.
    :param schedule: the clause's own schedule that it stands in. :param node: the sub-clause itself.
    """

    clause: str
    variant: str
    schedule: str
    node: Node


def home_of(library: Library, id: str, variant: str) -> Home | None:
    """The home of a full id; None for an item of a loop, a definition, or what the document itself brings.

    :param variant: the wording that was printed.
    """
    clause_id, *names = id.split(".")
    if clause_id not in library.clauses or not names:
        return None
    clause = library.clauses[clause_id]
    schedule = next((one for one in clause.schedules if one.id == names[0]), None)
    if schedule is not None and len(names) > 1:
        node = _find(schedule.nodes, names[1:])
        return Home(clause_id, "", schedule.id, node) if node else None
    wording = clause.variants.get(variant)
    node = _find(wording.nodes, names) if wording else None
    return Home(clause_id, variant, "", node) if node else None


def _find(nodes: tuple[Node, ...], names: list[str]) -> Node | None:
    node = next((one for one in nodes if one.id == names[0]), None)
    if node is None or len(names) == 1:
        return node
    return _find(node.children, names[1:])


def table_of(library: Library, table: Table) -> tuple[str, TableSpec] | None:
    """The table as its clause writes it, and the full id of the sub-clause that has it."""
    for id in (table.id, parent_of(table.id)):
        home = home_of(library, id, table.trace.variant)
        if home is not None and home.node.table is not None:
            return id, home.node.table
    return None


def keys_of(node: Node) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    """What a sub-clause says of itself beside its words: conditions, and the legal facts that they rest on."""
    condition = node.applies_when.text if node.applies_when else ""
    unknown = node.if_unknown if node.if_unknown != "show" else ""
    pairs = (
        ("law", node.law), ("mentions", node.mentions), ("with_target", node.with_target), ("applies_when", condition),
        ("if_unknown", unknown),
    )  # fmt: skip
    return tuple((key, value) for key, value in pairs if value)


def conditions(node: Node) -> tuple[str, str, str]:
    """When a sub-clause is there."""
    return node.with_target, node.applies_when.text if node.applies_when else "", node.if_unknown


def parent_of(id: str) -> str:
    """The full id above: of a sub-clause its clause, schedule or the sub-clause around it."""
    return id.rpartition(".")[0]


def siblings(library: Library, parent: str) -> set[str]:
    """Every id that stands below a clause, schedule or sub-clause, in any wording."""
    clause = library.clauses.get(parent.partition(".")[0])
    if clause is None:
        return set()
    names = {schedule.id for schedule in clause.schedules} if parent == clause.id else set()
    depth = parent.count(".") + 1
    for id, _ in clause.nodes():
        if id.startswith(f"{parent}.") and id.count(".") == depth:
            names.add(id.rpartition(".")[2])
    return names


def references_to(library: Library, id: str) -> list[str]:
    """The sub-clauses and definitions that refer to a place or to something inside it, itself and its own apart."""
    found = []
    for clause in library.clauses.values():
        for full, node in clause.nodes():
            inside = full == id or full.startswith(f"{id}.")
            if not inside and any(_inside(target, id) for part in _parts(node) for target in _targets(part)):
                found.append(full)
    for term in library.terms.values():
        if any(_inside(target, id) for part in term.means for target in _targets(part)):
            found.append(f"term.{term.id}")
    return list(dict.fromkeys(found))


def references_at(library: Library, id: str) -> list[str]:
    """Those that refer to the place itself, and not to something inside it."""
    return [
        full
        for full in references_to(library, id)
        if any(target == id for part in _parts_of(library, full) for target in _targets(part))
    ]


def _parts_of(library: Library, full: str) -> Iterator[Part]:
    if full.startswith("term."):
        yield from library.terms[full[5:]].means
        return
    for id, node in library.clauses[full.partition(".")[0]].nodes():
        if id == full:
            yield from _parts(node)


def _inside(target: str, id: str) -> bool:
    return target == id or target.startswith(f"{id}.")


def _targets(part: Part) -> tuple[str, ...]:
    return part.targets if isinstance(part, RefMark) else ()


def _parts(node: Node) -> Iterator[Part]:
    yield from node.parts
    if node.for_each is not None:
        yield from (*node.for_each.text, *node.for_each.empty)
    if node.table is not None:
        yield from (*node.table.caption, *node.table.empty)
        for column in node.table.columns:
            yield from (*column.show, *(part for line in column.then for part in line))
        for row in (*node.table.rows, *node.table.total):
            yield from (part for cell in row.cells for part in cell)
