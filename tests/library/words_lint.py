"""Reads the shipped words as a reader meets them: sentence by sentence, with terms, facts and places in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hls_procure.model.clause import Clause, Library, Node
from hls_procure.model.marks import FactMark, NumberMark, Part, TermMark

#: What stands for a fact and for a reference in a text that is read as words.
FACT = "Ⓕ"
REF = "Ⓡ"
_END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][”’\")]))\s+(?=[A-Z“‘ⒻⓇ(])")


@dataclass(frozen=True)
class Text:
    """One text of the library.

    :param id: the full id of its sub-clause. :param marked: its words with every marked term taken out.
    """

    id: str
    where: str
    words: str
    marked: str
    law: tuple[str, ...]
    kind: str


def said(parts: Iterable[Part], library: Library, *, terms: bool = True) -> str:
    """Parts as a reader meets them; terms left out where ``terms`` is false."""
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(part)
        elif isinstance(part, TermMark):
            term = library.terms[part.term]
            made.append((term.plural if part.plural else term.singular) if terms else " ")
        elif isinstance(part, NumberMark):
            made.append(part.many)
        else:
            made.append(FACT if isinstance(part, FactMark) else REF)
    return " ".join("".join(made).split())


def texts(clause: Clause, library: Library) -> Iterator[Text]:
    """Every text of a clause: running words, captions and cells."""

    def node_texts(full: str, node: Node, law: tuple[str, ...]) -> Iterator[Text]:
        kinds: list[tuple[str, tuple[Part, ...]]] = [("words", node.parts)]
        if node.for_each:
            kinds += [("words", node.for_each.text), ("words", node.for_each.empty)]
        if node.table:
            kinds += [("caption", node.table.caption), ("words", node.table.empty)]
            kinds += [("head", (column.head,)) for column in node.table.columns]
            kinds += [("cell", line) for column in node.table.columns for line in column.then]
            kinds += [("cell", cell) for row in (*node.table.rows, *node.table.total) for cell in row.cells]
        for kind, parts in kinds:
            if parts:
                yield Text(full, node.where, said(parts, library), said(parts, library, terms=False), law, kind)

    def walk(full: str, node: Node, above: tuple[str, ...]) -> Iterator[Text]:
        law = node.facts + above
        yield from node_texts(full, node, law)
        leads = said(node.parts, library).endswith(":")
        for child in node.children:
            yield from walk(f"{full}.{child.id}", child, law if leads else ())

    for variant in clause.variants.values():
        for node in variant.nodes:
            yield from walk(f"{clause.id}.{node.id}", node, ())
    for schedule in clause.schedules:
        for node in schedule.nodes:
            yield from walk(f"{clause.id}.{schedule.id}.{node.id}", node, ())


def sentences(words: str) -> list[str]:
    """The sentences of a text; one that leads into a list ends at its colon."""
    return [one for one in _END.split(words) if one.strip()]


def count(sentence: str) -> int:
    """How many words a sentence has; a fact counts as two, a reference as two ("clause 5")."""
    words = re.findall(r"[\w’'£%./-]*\w[\w’'£%./-]*", sentence.replace(FACT, " x y ").replace(REF, " x y "))
    return len(words)
