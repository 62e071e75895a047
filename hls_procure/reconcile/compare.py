"""A file that somebody has edited, compared with the document that it was built from: every difference, as a proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from hls_procure.assembly.blocks import Document
from hls_procure.model.clause import Library
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.fields import FieldSchema, ValueProblem
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadBlock, ReadFile
from hls_procure.reading.match import match
from hls_procure.reconcile.align import same_words
from hls_procure.reconcile.besides import besides, questions
from hls_procure.reconcile.joins import find_joins
from hls_procure.reconcile.lines import Line, Sides, side_by_side
from hls_procure.reconcile.proposals import Edit, FactChange, Proposal
from hls_procure.reconcile.rows import Rows
from hls_procure.reconcile.structure import Structure
from hls_procure.reconcile.sweep import loose
from hls_procure.reconcile.values import plain_text, same_value
from hls_procure.reconcile.wording import FactSeen, Wording, who_of

#: The order in which a person is asked.
_ORDER = (
    "fact", "words", "title", "definition", "inserted", "deleted", "moved", "split", "merged", "row added", "row removed",
    "unplaceable", "question",
)  # fmt: skip


@record
class Found:
    """Every difference.

    :param older: places that read as the project had them before edits of such a file were taken: they are no edits.
    :param sides: both sides, piece by piece.
    """

    proposals: tuple[Proposal, ...]
    older: tuple[str, ...]
    sides: Sides


@record
class Base:
    """What the file was built from, as far as it is known.

    :param document: assembled; :param built: the same written as a Word file and read again. :param facts: the project then.
    """

    document: Document
    built: ReadFile
    facts: FactView


def compare_file(
    file: ReadFile,
    base: Base,
    library: Library,
    schema: FieldSchema,
    *,
    current: Callable[[str], str | None],
    places: Callable[[], Mapping[str, Iterable[tuple[str, str]]]],
    bookmarks: Mapping[str, str] | None = None,
    older: Mapping[str, frozenset[str]] | None = None,
    before: Callable[[str], Iterable[str]] = lambda path: (),
) -> Found:
    """Every difference between a file and what it was built from.

    :param current: the plain value of a fact as the project has it now. :param places: for each fact the documents, by their
        short names, and the places that print it. :param older: words of sub-clauses that have been replaced since, by id.
    :param before: the plain values that a fact had before edits of such a file were taken.
    """
    noun = library.documents[base.document.id].noun
    sides = side_by_side(base.document, file, noun, bookmarks)
    joins = find_joins(sides)
    wording = Wording(sides, library, schema, base.facts, noun)
    joined = {*joins.split, *joins.merged}
    cells = _cells(sides)
    unchanged: list[str] = []
    for line in sides.lines:
        if line.pair is None or line.at in joined:
            continue
        blocks = cells.get(line.pair.block.id, [line.pair.block])
        new = "\n".join(wording.says(block) for block in blocks if block.text) if len(blocks) > 1 else wording.says(blocks[0])
        known = (older or {}).get(line.id, frozenset())
        if any(same_words(new, words) for words in known) and not same_words(new, line.unit.text):
            unchanged.append(line.where)
            continue
        wording.read(line, new, who_of(blocks))
    structure = Structure(wording, joins)
    structure.run()
    rows = Rows(wording)
    rows.run()
    made = [
        *_facts(wording, current, places() if wording.seen else {}, before, unchanged),
        *wording.made,
        *structure.made,
        *rows.made,
    ]
    made += loose(sides, made)
    front = match(base.built, base.document).front
    made += besides(sides.file, base.built, sides.matched.front, front)
    made += questions(file, {line.pair.block.id: line.where for line in sides.lines if line.pair})
    ordered = _single(sorted(made, key=lambda one: _ORDER.index(one.kind)))
    return Found(tuple(ordered), tuple(dict.fromkeys(unchanged)), sides)


def _cells(sides: Sides) -> dict[str, list[ReadBlock]]:
    """For the paragraph that shows a cell, every paragraph of that cell."""
    by_block = sides.by_block()
    grid: dict[tuple[int, int, int], list[ReadBlock]] = defaultdict(list)
    for block in sides.body:
        if block.table is not None:
            grid[block.table.table, block.table.row, block.table.column].append(block)
    made = {}
    for blocks in grid.values():
        known = [block for block in blocks if block.id in by_block]
        if len(known) == 1:
            made[known[0].id] = blocks
    return made


def _facts(
    wording: Wording,
    current: Callable[[str], str | None],
    places: Mapping[str, Iterable[tuple[str, str]]],
    before: Callable[[str], Iterable[str]],
    unchanged: list[str],
) -> list[Proposal]:
    """One proposal for each fact and new value."""
    found: dict[str, dict[str, list[FactSeen]]] = defaultdict(dict)
    for seen in wording.seen:
        path = seen.change.path
        kind = wording.schema.get(path)
        value = _tidy(wording, seen)
        was = wording.facts.get(path)
        if kind is not None and not isinstance(was, Missing) and same_value(kind, value, plain_text(was)):
            continue
        now = current(path)
        if now is not None and kind is not None and same_value(kind, value, now):
            continue
        if kind is not None and any(same_value(kind, value, was) for was in before(path)):
            unchanged.append(f"{seen.line.where} ({path})")
            continue
        same = next((v for v in found[path] if kind is not None and same_value(kind, v, value)), value)
        found[path].setdefault(same, []).append(seen)
    made = []
    for path, values in found.items():
        for value, those in values.items():
            made.append(_fact(wording, path, value, those, current(path), places, several=len(values) > 1))
    return made


def _tidy(wording: Wording, seen: FactSeen) -> str:
    """A value as the project keeps it: a phrase has no full stop of its own."""
    kind = wording.schema.get(seen.change.path)
    value = seen.change.value.strip()
    if kind is not None and kind.type == "phrase":
        was = wording.facts.get(seen.change.path)
        if value.endswith(".") and not value.endswith("..") and not (isinstance(was, str) and was.endswith(".")):
            value = value[:-1]
    if kind is not None and kind.type == "sentence":
        was = wording.facts.get(seen.change.path)
        if isinstance(was, str) and was.rstrip().endswith(".") and not value.endswith((".", "?", "!")):
            value += "."
    return value


def _fact(
    wording: Wording, path: str, value: str, those: list[FactSeen], now: str | None,
    places: Mapping[str, Iterable[tuple[str, str]]], *, several: bool,
) -> Proposal:  # fmt: skip
    kind = wording.schema.get(path)
    first = those[0]
    hand, fact = "", None
    if kind is None:
        hand = "It is not a value that somebody fills in."
    elif kind.derived:
        inputs = ", ".join(kind.inputs) or "the law room's findings"
        hand = f"It is worked out from other values ({inputs}). Change those, and it follows."
    elif several:
        hand = "The file gives it more than one new value. Decide which is meant, and change it in the project."
    elif kind.known != "now" and isinstance(wording.facts.get(path), Missing):
        hand = "It is filled in when the contract is awarded. Answer it then."
    else:
        try:
            kind.parse(value.split("\n") if kind.holds_several else value)
            fact = FactChange(path, value)
        except ValueProblem as problem:
            hand = f"The project cannot hold it: it {problem}."
    mine = {seen.line.where for seen in those}
    short = wording.library.documents[wording.sides.document.id].short
    also = tuple(
        f"{document}, {where}" for document, where in places.get(path, ()) if (document, where) not in _mine(short, mine)
    )
    notes = []
    changed = {seen.line.at for seen in those}
    kept = [
        line
        for line in wording.sides.lines
        if line.at not in changed and any(s.kind == "fact" and s.path == path for s in line.spans)
    ]
    if kept and not hand:
        count = f"{len(kept)} other place{'s' if len(kept) > 1 else ''}"
        notes.append(
            f"The file leaves it as it was in {count}. To take it changes every one of them; 'here' changes only this one."
        )
    was = wording.facts.get(path)
    if now is not None and kind is not None and not isinstance(was, Missing) and not same_value(kind, now, plain_text(was)):
        notes.append(f"The project has changed it since the file was built: it is {now} now.")
    if any(not seen.change.exact for seen in those) and not hand:
        notes.append("It will be printed in the usual form of such a value, not as it was typed.")
    here: tuple[Edit, ...] = () if hand and not kind else tuple(edit for seen in those for edit in seen.here)
    return Proposal(
        f"fact:{path}" + (f"={value}" if several else ""), "fact", "; ".join(dict.fromkeys(seen.line.where for seen in those)),
        first.change.was, first.change.new, tuple(dict.fromkeys(who for seen in those for who in seen.who)), fact, (), here, hand,
        tuple(notes), also, first.inside,
    )  # fmt: skip


def _mine(short: str, wheres: Iterable[str]) -> set[tuple[str, str]]:
    return {(short, where) for where in wheres}


def _single(made: list[Proposal]) -> list[Proposal]:
    """The same with one id each."""
    seen: dict[str, int] = {}
    out = []
    for one in made:
        seen[one.id] = seen.get(one.id, 0) + 1
        out.append(one if seen[one.id] == 1 else replace(one, id=f"{one.id}#{seen[one.id]}"))
    return out


def differences(document: Document, file: ReadFile, noun: str) -> float:
    """How far a document is from a file, in whole pieces: the less, the likelier the file was built from it."""
    sides: Sides = side_by_side(document, file, noun)
    lines: tuple[Line, ...] = sides.lines
    changed = sum(1.0 if line.pair is None else 1 - line.pair.like for line in lines)
    return round(changed + len(sides.matched.new), 4)
