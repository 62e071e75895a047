"""What the tests of the record share: the sample under another law, a document assembled without the law room, its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hls_procure.assembly.assemble import Assembler
from hls_procure.assembly.blocks import Document, Heading, Para, Table, block_texts, plain_text
from hls_procure.model.found import Found
from hls_procure.model.root import Project
from hls_procure.work.opening import Opened

RECORD = ("D05", "D16", "D17", "D18", "D22", "D31")
PA = ("pa2023-light-touch", "pa2023-full", "pa2023-below")
WORDED = (*PA, "psr-england", "psr-wales", "pcr2015")
UNWORDED = ("scotland", "grant", "public")

#: How each law gives itself away in words. A document of one law has none of the others' signs.
SIGNS = {
    "pa2023": r"Procurement Act|the Act\b|\bsection (?:32|33|78|98)\b|\bUK\d+\b|\bPart 6\b|competitive flexible",
    "psr-england": r"Regime in England|regulation (?:24|5|21)\b|member of an integrated care board|Direct Award [ABC]\b",
    "psr-wales": r"Regime in Wales|regulation (?:30|6|23)\b|Regulations for Wales|counsel in Wales",
    "pcr2015": r"Public Contracts Regulations|regulation (?:20|24|40|41|77|84|108)\b|Contracts Finder",
}
#: A number that two laws both have tells them apart only with the words around it.
SHARED = {"psr-england": {"regulation 24"}, "pcr2015": {"regulation 24"}}


def under(project: Project, regime: str | None, **legal: Any) -> Project:
    """The project as if this law had been recorded."""
    return replace(project, legal=replace(project.legal, regime=regime, **legal))


def reserved(project: Project, regime: str, kind: str | None) -> Project:
    return under(project, regime, reserved=replace(project.legal.reserved, kind=kind))


def assembled(opened: Opened, project: Project, id: str, *, purpose: Any = "tender", **more: Any) -> Document:
    work = opened.workspace
    return Assembler(
        project, work.schema, work.words, labels=opened.guide.labels, purpose=purpose, found=lambda: Found(), **more
    ).assemble(id)


def said(document: Document) -> str:
    """Every printed word of a document."""
    front = document.front
    face = [plain_text(one.spans) for one in front.face]
    return "\n".join((front.title, front.subtitle, *face, *block_texts(document.blocks)))


def rows(document: Document, id: str) -> list[str]:
    """The rows of the table of a sub-clause, their cells joined."""
    table = next(b for b in document.blocks if isinstance(b, Table) and b.id == f"{id}.table")
    return [" | ".join(plain_text(cell) for cell in row.cells) for row in table.rows]


def sections(document: Document) -> list[str]:
    return [b.id for b in document.blocks if isinstance(b, Heading)]


def paragraphs(document: Document) -> dict[str, str]:
    return {b.id: plain_text(b.spans) for b in document.blocks if isinstance(b, Para)}


def law_of(regime: str) -> str:
    return "pa2023" if regime in PA else regime
