"""A document laid out as a letter: no numbers and no titles of clauses, lists with bullets, attached pages after the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hls_procure.assembly.blocks import Block, Heading, Para, Span

#: Depths of a sub-clause in the letter and on an attached page; what lies deeper is an item of a list.
_PLAIN = {"clause": 2, "sched-para": 1, "none": 2}


def as_letter(blocks: Iterable[Block], attached: str) -> list[Block]:
    """The blocks as a letter prints them; ids, words and where they came from stay.

    :param attached: what stands before the title of an attached page.
    """
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            if block.series == "schedule":
                made.append(replace(block, series="none", number="", spans=(Span("text", attached), *block.spans)))
            elif block.series == "none":
                made.append(replace(block, level=1))
        elif isinstance(block, Para):
            deep = block.depth > _PLAIN[block.series]
            made.append(replace(block, series="none", number="", depth=1, role="item" if deep else "letter", continues=False))
        else:
            made.append(block)
    return made


def attached_pages(blocks: Iterable[Block]) -> frozenset[str]:
    """The headings that begin a new page in a letter."""
    return frozenset(block.id for block in blocks if isinstance(block, Heading) and block.series == "schedule")
