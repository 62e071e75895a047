"""Small libraries written in the test itself, and documents assembled from them: one clause, one mark, one thing at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from hls_procure.assembly.assemble import Assembler
from hls_procure.assembly.blocks import Block, Document, Heading, Para, Table, plain_text
from hls_procure.assembly.context import LawAnswer, Purpose
from hls_procure.assembly.say import fits
from hls_procure.library.check import LibraryCheck
from hls_procure.library.clauses import Builder
from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields, load_words
from hls_procure.library.shapes import check_shape
from hls_procure.library.yamlfile import parse
from hls_procure.model.build import Reader
from hls_procure.model.clause import Library
from hls_procure.model.fields import FieldSchema
from hls_procure.model.found import Found
from hls_procure.model.root import Project

CLAUSE = """\
id: {id}
title: {title}
version: "1"
purpose: "It is there to be tested."
plain: "It says what it says."
drafting_note: "None."
{rest}"""
DOCUMENT = """\
id: {id}
title: "{title}"
subtitle: "Made in a test"
short: "{short}"
noun: {noun}
audience: bidders
builds: [tender, signature]
file: small
parts:
{parts}{rest}
"""
DEFINITIONS = 'text: [{id: words, text: "These words have these meanings.", special: definitions}]'


@cache
def schema() -> FieldSchema:
    return load_fields(Finder())


@cache
def shipped() -> Library:
    return load_words(Finder())


def clause(id: str, rest: str, title: str = "A clause") -> str:
    """A clause file; ``rest`` is everything but its head, or only the lines of its text."""
    body = rest if re.search(r"^(text|variants):", rest, re.MULTILINE) else f"text:\n{rest}"
    return CLAUSE.format(id=id, title=title, rest=body)


def document_file(
    id: str = "D99",
    contains: str = "[AA-01]",
    rest: str = "",
    *,
    noun: str = "clause",
    short: str = "the Small Document",
    title: str = "A small document",
) -> str:
    parts = contains if contains.lstrip().startswith("- ") else f"  - contains: {contains}\n"
    return DOCUMENT.format(id=id, title=title, short=short, noun=noun, parts=parts, rest=rest)


def library(
    clauses: Mapping[str, str],
    *,
    documents: Mapping[str, str] | None = None,
    terms: str = "",
    texts: Mapping[str, str] | None = None,
    law: tuple[str, ...] = ("law-01", "law-02"),
) -> Library:
    """A library of these clauses, each as ``id: words``, checked as any other is before it is used."""
    problems = []
    built = {}
    for id, text in clauses.items():
        data = parse(clause(id, text), f"{id}.yaml")
        problems += check_shape("clause", data, f"{id}.yaml")
        builder = Builder(f"{id}.yaml")
        built[id] = builder.clause(data, "project")
        problems += builder.problems
    specs = {}
    for id, text in (documents or {"D99": document_file(contains=f"[{', '.join(clauses)}]")}).items():
        data = parse(text, f"{id}.yaml")
        problems += check_shape("document", data, f"{id}.yaml")
        builder = Builder(f"{id}.yaml")
        specs[id] = builder.document(data)
        problems += builder.problems
    defined = {}
    if terms:
        builder = Builder("terms.yaml")
        for key, data in parse(terms, "terms.yaml").items():
            defined[key] = builder.term(key, data)
        problems += builder.problems
    made = Library(
        MappingProxyType(built),
        MappingProxyType(defined),
        MappingProxyType(specs),
        MappingProxyType({**shipped().texts, **(texts or {})}),
    )
    if "working-day" not in defined:
        made = Library(
            made.clauses, MappingProxyType({**defined, "working-day": shipped().terms["working-day"]}), made.documents, made.texts
        )
    problems += LibraryCheck(made, schema(), set(law) | {*shipped().terms["working-day"].law}, fits).run()
    assert not problems, "\n".join(p.text() for p in problems)
    return made


def project(text: str = "") -> Project:
    """A project from the text of its file."""
    reader = Reader(schema())
    made = reader.project(parse(text or "format: 1\n", "project.yaml"))
    assert not reader.problems, "\n".join(p.text() for p in reader.problems)
    return made


def assembler(
    clauses: Mapping[str, str] | Library,
    facts: str | Project = "",
    *,
    purpose: Purpose = "tender",
    labels: Mapping[str, tuple[str, str]] | None = None,
    law: Callable[[str], LawAnswer] | None = None,
    mentioned: Callable[[str], LawAnswer] | None = None,
    found: Found | None = None,
    hidden: frozenset[str] = frozenset(),
    versions: Mapping[str, int] | None = None,
    **more: Any,
) -> Assembler:
    words = clauses if isinstance(clauses, Library) else library(clauses, **more)
    known = facts if isinstance(facts, Project) else project(facts)
    answers: dict[str, Any] = {name: ask for name, ask in (("law", law), ("mentioned", mentioned)) if ask}
    if found is not None:
        answers["found"] = lambda: found
    return Assembler(known, schema(), words, purpose=purpose, labels=labels, hidden=hidden, versions=versions, **answers)


def assembled(
    clauses: Mapping[str, str] | Library, facts: str | Project = "", *, id: str = "D99", draft: bool = True, **more: Any
) -> Document:
    return assembler(clauses, facts, **more).assemble(id, draft=draft)


# reading what was assembled


def lines(document: Document) -> list[str]:
    """Every heading and paragraph as printed, with its number; tables cell by cell."""
    made = []
    for block in document.blocks:
        if isinstance(block, (Heading, Para)):
            made.append(f"{block.number} {plain_text(block.spans)}".strip())
        elif isinstance(block, Table):
            made.append(f"Table {block.number}: {plain_text(block.caption)}")
            made += [" | ".join(plain_text(cell) for cell in row.cells) for row in block.rows]
    return made


def body(document: Document) -> list[str]:
    """The lines without the headings."""
    headings = [f"{b.number} {plain_text(b.spans)}".strip() for b in document.blocks if isinstance(b, Heading)]
    return [line for line in lines(document) if line not in headings]


def block(document: Document, id: str) -> Block:
    return next(b for b in document.blocks if b.id == id)


def table(document: Document, place: int = 0) -> list[list[str]]:
    """The rows of a table as text."""
    found = [b for b in document.blocks if isinstance(b, Table)][place]
    return [[plain_text(cell) for cell in row.cells] for row in found.rows]


def said(text: str, facts: str = "", **more: Any) -> str:
    """One sub-clause with this text, as printed, without its number."""
    made = assembled({"AA-01": f"  - {{id: one, text: {quoted(text)}}}", "AA-99": DEFINITIONS}, facts, **more)
    return "\n\n".join(plain_text(b.spans) for b in made.blocks if isinstance(b, Para) and b.id == "AA-01.one")


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
