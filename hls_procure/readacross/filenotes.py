"""What a file holds beside its words, as far as somebody who sends it out has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Literal

from hls_procure.findings import Spot
from hls_procure.model.record import record

NoteKind = Literal[
    "inserted", "deleted", "comment", "hidden", "dead-field", "stale-field", "heading-jump", "bare-table", "bare-picture",
    "no-language",
]  # fmt: skip


@record
class FileNote:
    """One thing that stands in a file and is not its plain words.

    :param where: the place in words. :param text: the words themselves: what was inserted, hidden, commented on.
    :param by: who did it and when, as the file has it. :param shown: what a reference shows, and :param right: what it
        would show if the field were worked out now; for a heading, its level and the one above it.
    """

    kind: NoteKind
    where: str
    text: str = ""
    by: str = ""
    shown: str = ""
    right: str = ""
    spot: Spot | None = None


@record
class Edition:
    """A version that a file gives itself: ``4`` in "Version 4". :param where: file name, header, first page, properties."""

    number: str
    where: str
    text: str
    spot: Spot | None = None


@record
class FileNotes:
    """What is noted of one file.

    :param name: as it was named. :param kind: docx, xlsx or html. :param noted: in the order of the file.
    :param people: what the file says of who made it, by what it calls that: ``last changed by``. :param title: what it is
        called among its properties.
    """

    name: str
    kind: str
    noted: tuple[FileNote, ...] = ()
    editions: tuple[Edition, ...] = ()
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    title: str = ""

    def of(self, *kinds: NoteKind) -> tuple[FileNote, ...]:
        """What is noted of some kinds."""
        return tuple(note for note in self.noted if note.kind in kinds)
