"""What checks read of a document, whoever made it: lines with their place, as assembled here or as read from a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

from hls_procure.findings import Spot
from hls_procure.readacross.edits import Edit
from hls_procure.readacross.filenotes import FileNotes

_QUOTED = re.compile(r"[“\"]([A-Z][^”\"]{1,60})[”\"] means\b(?! that\b)")
LineKind = Literal["heading", "para", "definition", "row", "heads", "caption", "form", "signature", "front"]


class Part(Protocol):
    """A run of words of one kind, such as a span of an assembled document."""

    @property
    def kind(self) -> str:
        """``text``, ``fact``, ``ref``, ``term``, ``blank``, ``caution`` or ``strong``."""

    @property
    def text(self) -> str:
        """The words as printed."""

    @property
    def path(self) -> str:
        """The fact's path, the reference's target, the term's id; for a caution, the legal fact that it is about."""

    @property
    def detail(self) -> str:
        """For a caution, what is amiss with the legal fact, such as ``not-in-force``."""


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, a paragraph or the row of a table, with its place.

    :param id: the id of its sub-clause or record. :param where: its place as a reader finds it: ``section 11.2``.
    :param text: the words as printed, the cells of a row parted by `` | ``.
    :param parts: the runs of words; empty where the reader knows of none.
    :param number: as printed, with those of its parents: ``7.4(b)``. :param heading: the number and words of the heading
        above it. :param clause: the clause it came from. :param facts: paths of the facts it shows.
    :param law: legal facts it rests on. :param cells: the cells of a row, :param heads: and the heads above them.
    :param spot: where it stands in a file, for a line that was read from one.
    """

    id: str
    where: str
    kind: LineKind
    text: str
    parts: Sequence[Part] = ()
    number: str = ""
    heading: str = ""
    clause: str = ""
    facts: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    spot: Spot | None = None

    @property
    def own(self) -> str:
        """The words that stand here themselves: without facts, blanks and notes, whose place is elsewhere."""
        if not self.parts:
            return self.text
        return "".join("…" if part.kind in ("fact", "blank", "caution") else part.text for part in self.parts)


@dataclass(frozen=True)
class Doc:
    """A document to be read across.

    :param id: its id or file name. :param short: how other documents speak of it: ``the Invitation``.
    :param part: what it is in the pack: invitation, specification, conditions, evaluation, agreement, learning or other.
    :param noun: what its numbered parts are called: clause or section.
    :param audience: public, bidders, recipient, panel or privileged.
    :param numbers: every number that a reference may name, each with the words of its heading or an empty string.
    :param clauses: the clauses and sections that it holds. :param assembled: whether it was made here just now.
    :param also: more names by which documents speak of it. :param file: what a file holds beside its words, where it is one.
    :param edits: what somebody changed in it since it was built.
    """

    id: str
    short: str
    part: str
    noun: str
    audience: str
    lines: tuple[Line, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)
    clauses: frozenset[str] = frozenset()
    assembled: bool = True
    also: tuple[str, ...] = ()
    file: FileNotes | None = None
    edits: tuple[Edit, ...] = ()

    @cached_property
    def definitions(self) -> tuple[tuple[str, Line], ...]:
        """Every term that it defines, with the line that does."""
        return tuple(self._definitions())

    def _definitions(self) -> Iterator[tuple[str, Line]]:
        for line in self.lines:
            if line.kind == "definition":
                yield line.parts[0].text if line.parts else line.text.partition(" means ")[0], line
            elif "means" in line.text:
                for found in _QUOTED.finditer(line.text):
                    yield found[1], line
