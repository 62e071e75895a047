"""Which choice of clauses a letter is: the words of the library that stand in it, without the values of anybody's grant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from hls_procure.assembly.blocks import Document, Heading, Para, Span, Spans
from hls_procure.model.clause import Clause, Library, Node
from hls_procure.model.marks import Part


class Choices:
    """Names the choices of clauses of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._words: dict[str, dict[str, str]] = {}

    def of(self, document: Document) -> str:
        """A short name of the choice of clauses: 12 characters of a hash.

        It is the same for two letters of the same sub-clauses in the same wording, and another as soon as a word of theirs
        changes. How many payments or promises a letter lists makes no difference.
        """
        digest = hashlib.sha256(document.id.encode())
        words: dict[str, str] = {}
        for id, version, variant, _ in document.clauses:
            digest.update(f"\n{id} {version} {variant}".encode())
            words.update(self._of(id))
        seen: dict[str, None] = {}
        for block in document.blocks:
            if isinstance(block, Heading):
                continue
            id = block.id
            while id and id not in words:
                id = id.rpartition(".")[0]
            seen[id or block.id] = None
        for id in seen:
            digest.update(f"\n{id}\t{words.get(id, '')}".encode("utf-8", "replace"))
        return digest.hexdigest()[:12]

    def _of(self, id: str) -> dict[str, str]:
        """The words of every sub-clause of a clause, in all its wordings."""
        if id not in self._words:
            made: dict[str, str] = {}
            self._words[id] = made
            for name, words in _pairs(self.library.clauses[id]):
                made[name] = made.get(name, "") + words
        return self._words[id]


def _pairs(clause: Clause) -> Iterator[tuple[str, str]]:
    for variant in clause.variants.values():
        for node in variant.nodes:
            yield from _node(node, clause.id)
    for schedule in clause.schedules:
        for node in schedule.nodes:
            yield from _node(node, f"{clause.id}.{schedule.id}")


def _node(node: Node, prefix: str) -> Iterator[tuple[str, str]]:
    for id, one in node.walk(prefix):
        parts = list(one.parts)
        if one.for_each is not None:
            parts += [*one.for_each.text, *one.for_each.empty]
        if one.table is not None:
            rows = (*one.table.rows, *one.table.total)
            parts += [*one.table.caption, *(part for column in one.table.columns for part in (column.head, *column.show))]
            parts += [part for row in rows for cell in row.cells for part in cell]
        yield id, "".join(_said(part) for part in parts)


def _said(part: Part) -> str:
    return part if isinstance(part, str) else f"<{part!r}>"


def settled_words(document: Document) -> Document:
    """A letter whose words somebody who knows the law has settled: it does not say that it is a draft, nor what to check first.

    What the law room does not cover, or holds not to be in force, stays.
    """
    face = tuple(para for para in document.front.face if para.id != f"{document.id}.review")
    blocks = tuple(replace(block, spans=_checked(block.spans)) if isinstance(block, Para) else block for block in document.blocks)
    blanks = tuple(blank for blank in document.blanks if blank.kind != "law" or blank.blocks_final)
    return replace(document, front=replace(document.front, face=face), blocks=blocks, blanks=blanks)


def _checked(spans: Spans) -> Spans:
    made: list[Span] = []
    for span in spans:
        if span.kind == "caution" and span.detail == "caution":
            if made and made[-1].kind == "text" and made[-1].text == " ":
                made.pop()
        else:
            made.append(span)
    return tuple(made)
