"""A paragraph while it is read: its words with their state, gathered and then made into a block."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from hls_procure.model.record import record
from hls_procure.reading.blocks import Change, Control, FieldCode, State


@record
class Mark:
    """Who inserted or deleted something, and when. ``state`` ``both``: inserted by one and deleted by another."""

    state: str
    author: str = ""
    date: str = ""
    moved: bool = False


class Piece(NamedTuple):
    """Some words with one state."""

    text: str
    mark: Mark | None
    hidden: bool
    marked: bool
    strong: bool


@dataclass(slots=True)
class Draft:
    """What is gathered of one paragraph. ``plain``: no piece is tracked, hidden or marked, and all are alike."""

    index: int
    pieces: list[Piece] = field(default_factory=list)
    fields: list[FieldCode] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list[tuple[object, int, Mark | None]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    plain: bool = True


class Words(NamedTuple):
    """The words of a paragraph in their views; see :class:`hls_procure.reading.blocks.ReadBlock`."""

    text: str
    before: str | None = None
    revision: State = ""
    author: str = ""
    date: str = ""
    changes: tuple[Change, ...] = ()
    hidden: bool = False
    unseen: str = ""
    highlighted: str = ""
    strong: bool = False


NO_WORDS = Words("")


def words_of(pieces: list[Piece], *, plain: bool = False) -> Words:
    """The views of some pieces."""
    if not pieces:
        return NO_WORDS
    if plain:
        text = pieces[0].text if len(pieces) == 1 else _join(pieces)
        return Words(text, strong=pieces[0].strong and not text.isspace())
    if all(piece.mark is None and not piece.hidden for piece in pieces):
        return Words(_join(pieces), highlighted=_marked(pieces), strong=_strong(pieces))
    seen = [piece for piece in pieces if not piece.hidden]
    hidden = not any(piece.text.strip() for piece in seen) and any(piece.text.strip() for piece in pieces)
    counted = pieces if hidden else seen
    now = [p for p in counted if p.mark is None or p.mark.state == "inserted"]
    before = [p for p in counted if p.mark is None or p.mark.state == "deleted"]
    revision: State = ""
    tracked = [p for p in counted if p.mark is not None and p.text.strip()]
    if tracked and not any(p.mark is None and p.text.strip() for p in counted):
        states = {p.mark.state for p in tracked if p.mark is not None}
        revision = "inserted" if states == {"inserted"} else "deleted" if "inserted" not in states else ""
    shown = counted if revision == "deleted" else now
    text, old = _join(shown), _join(before)
    by = tracked[0].mark if revision and tracked else None
    return Words(
        text,
        None if old == text else old,
        revision,
        by.author if by else "",
        by.date if by else "",
        _changes(counted),
        hidden,
        "" if hidden else _join([p for p in pieces if p.hidden and (p.mark is None or p.mark.state == "inserted")]),
        _marked(shown),
        _strong(shown),
    )


def _join(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _marked(pieces: list[Piece]) -> str:
    """The marked words; runs that stand apart are joined by an ellipsis."""
    made, last = "", False
    for piece in pieces:
        if piece.marked:
            made += piece.text if last or not made else f" … {piece.text}"
        last = piece.marked
    return made.strip()


def _strong(pieces: list[Piece]) -> bool:
    return any(piece.text.strip() for piece in pieces) and all(piece.strong for piece in pieces if piece.text.strip())


def _changes(pieces: list[Piece]) -> tuple[Change, ...]:
    """Tracked words, those of one hand and moment together."""
    made: list[Change] = []
    last: Mark | None = None
    for piece in pieces:
        mark = piece.mark
        if mark is not None:
            state: Literal["inserted", "deleted"] = "inserted" if mark.state == "inserted" else "deleted"
            if mark == last and made:
                made[-1] = Change(state, made[-1].text + piece.text, mark.author, mark.date, mark.moved)
            else:
                made.append(Change(state, piece.text, mark.author, mark.date, mark.moved))
        last = mark
    return tuple(change for change in made if change.text)
