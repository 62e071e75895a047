"""Footnotes, endnotes, comments, headers and footers: the stories beside the body, each with the block it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hls_procure.reading.docx import names as n
from hls_procure.reading.docx.figures import roman
from hls_procure.reading.docx.names import w
from hls_procure.reading.docx.story import Around, Story
from hls_procure.reading.package import Relation

_REFERENCES = (w("headerReference"), w("footerReference"))
_DONE = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def read_notes(story: Story, root: Any, kind: str) -> None:
    """Footnotes or endnotes in the file's order, with the numbers that their marks have in the text.

    A note that nothing points to is not printed: it is hidden.
    """
    shared = story.shared
    order = [key for key in shared.notes if key.startswith(kind)]
    for note in root:
        if note.tag != w(kind) or note.get(n.TYPE, "normal") not in ("normal", ""):
            story.index += sum(1 for _ in note.iter(n.P))
            continue
        key = f"{kind}:{note.get(n.ID, '')}"
        at = order.index(key) + 1 if key in shared.notes else 0
        number = (str(at) if kind == "footnote" else roman(at)) if at else ""
        around = Around(
            "footnote" if kind == "footnote" else "endnote", anchor=shared.notes.get(key, ""), number=number, hidden=not at
        )
        story.walk(note, around)


def read_comments(story: Story, root: Any, done: set[str]) -> None:
    """Comments, each with who wrote it and the block that it is about. ``done``: the paragraphs of resolved ones."""
    shared = story.shared
    for comment in root:
        if comment.tag != w("comment"):
            continue
        resolved = any(p.get(n.PARA_ID, "") in done for p in comment.iter(n.P))
        around = Around(
            "comment", anchor=shared.comments.get(comment.get(n.ID, ""), ""),
            author=comment.get(n.AUTHOR, ""), date=comment.get(n.DATE, ""), done=resolved,
        )  # fmt: skip
        story.walk(comment, around)


def resolved_comments(root: Any) -> set[str]:
    """The paragraphs (by their id) at which resolved comments end."""
    return {e.get(f"{_DONE}paraId", "") for e in root.iter(f"{_DONE}commentEx") if e.get(f"{_DONE}done") in ("1", "true")}


def shown_lines(sections: Iterable[Any], settings: Any | None) -> set[str]:
    """The relations of headers and footers that are printed: first and even ones only where the file switches them on."""
    even = settings is not None and (found := settings.find(w("evenAndOddHeaders"))) is not None and n.on(found)
    return set(_shown(sections, even=even))


def _shown(sections: Iterable[Any], *, even: bool) -> Iterator[str]:
    for section in sections:
        first = section.find(w("titlePg"))
        for line in section.iter(*_REFERENCES):
            kind = line.get(n.TYPE, "default")
            if kind == "default" or (kind == "first" and first is not None and n.on(first)) or (kind == "even" and even):
                yield line.get(n.R_ID, "")


def read_line(story: Story, root: Any, relation: Relation, shown: set[str]) -> None:
    """A header or footer; one that no section shows is hidden."""
    kind = "header" if relation.kind == "header" else "footer"
    story.walk(root, Around("header" if kind == "header" else "footer", hidden=relation.id not in shown))


def odd_numbers(sections: Iterable[Any], settings: Any | None) -> bool:
    """Whether the file numbers its notes otherwise than from 1 through the whole text."""
    wanted = (w("numRestart"), w("numFmt"), w("numStart"))
    for where in (*sections, settings):
        if where is not None:
            for properties in where.iter(w("footnotePr"), w("endnotePr")):
                if any(properties.find(one) is not None for one in wanted):
                    return True
    return False
