"""Looks in a tender's words for anything that is known only at award."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.assembly.blocks import Document, Form, Heading, Para, Signature, Spans, Table, plain_text
from hls_procure.findings import Finding, Side
from hls_procure.model import paths
from hls_procure.model.fields import FieldSchema
from hls_procure.model.root import Project

SHORTEST = 5


def award_words(project: Project, schema: FieldSchema) -> dict[str, str]:
    """The words that are known only at award, each with its path. Very short ones say nothing."""
    found: dict[str, str] = {}
    for field in schema:
        if field.known != "award" or not field.is_text:
            continue
        value = paths.get(project, field.path)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str) and len(one.strip()) >= SHORTEST and field.name in ("name", "number", "address", "text"):
                found[one.strip()] = field.path
    return found


def leaks(document: Document, words: dict[str, str]) -> Iterator[Finding]:
    """Each place of a tender document where such words stand."""
    for place, text in texts(document):
        lowered = text.lower()
        for word, path in words.items():
            if word.lower() in lowered:
                yield Finding(
                    "RA153",
                    "award-value-in-tender",
                    "warning",
                    f"{document.short} names '{word}', which is known only at award ({path}).",
                    Side(document.id, place, text[:160], word),
                    Side("project", path, word, word),
                    "If it stands there as one of many in the system, that may be right; a tender must not look decided.",
                )


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every printed text of a document with the id of its place."""
    for block in document.blocks:
        if isinstance(block, (Heading, Para)):
            yield block.id, plain_text(block.spans)
        elif isinstance(block, Table):
            yield block.id, plain_text(block.caption)
            for row in block.rows:
                yield row.id, " | ".join(plain_text(cell) for cell in row.cells)
        elif isinstance(block, Form):
            yield block.id, "; ".join(block.lines)
        elif isinstance(block, Signature):
            lines: list[Spans] = [block.party, *(spans for _, spans in block.lines)]
            yield block.id, "; ".join(plain_text(spans) for spans in lines)
