"""What a person decides about: one proposal for each difference between a file and the project."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Literal, TypeAlias

from hls_procure.model.record import record

Kind = Literal[
    "fact", "words", "title", "definition", "inserted", "deleted", "moved", "split", "merged",
    "row added", "row removed", "unplaceable", "question",
]  # fmt: skip
Decision = Literal["take", "here", "leave", "later"]

#: What each kind is called when it is told to a person.
TITLES: dict[str, str] = {
    "fact": "Facts that read otherwise",
    "words": "Words that were changed",
    "title": "Headings that were changed",
    "definition": "Definitions that were changed",
    "inserted": "New clauses and sub-clauses",
    "deleted": "Clauses and sub-clauses that are gone",
    "moved": "Clauses, sub-clauses and rows that were moved",
    "split": "Sub-clauses that were split in two",
    "merged": "Sub-clauses that were joined",
    "row added": "New rows in tables",
    "row removed": "Rows of tables that are gone",
    "unplaceable": "Text that has no place in the project",
    "question": "Comments: questions for a person",
}


@record
class SetText:
    """New marked words for a sub-clause, or for a clause its new title. ``id`` is the full id (``AL-14.aim``, ``term.line``).

    :param law_from: another sub-clause whose words it takes in, with the legal facts that they rest on.
    """

    id: str
    text: str
    title: bool = False
    law_from: str = ""


@record
class Insert:
    """A new sub-clause. :param parent: the clause, schedule or sub-clause above it.

    :param after: siblings, the nearest first, that it follows; the first that is there counts, and with none it comes first.
    :param keys: what else its file says of it: conditions, and the legal facts that its words rest on.
    :param below_from: a sub-clause that gives what stands below it (a list, a table) to the new one.
    """

    parent: str
    id: str
    text: str
    after: tuple[str, ...] = ()
    numbered: bool = True
    keys: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    below_from: str = ""


@record
class Delete:
    """A sub-clause goes, with all that is under it."""

    id: str


@record
class Move:
    """A sub-clause goes to another place; see :class:`Insert`. ``becomes``: its full id there."""

    id: str
    parent: str
    after: tuple[str, ...] = ()
    becomes: str = ""


@record
class KeepHere:
    """A new figure is written out in one place, where its mark stood, and the fact stays as it is everywhere else.

    :param mark: the mark as the clause writes it; :param nth: which of several such marks, from 0.
    """

    id: str
    mark: str
    text: str
    nth: int = 0


@record
class NewClause:
    """A clause of the project's own. :param room: the folder it lies in (``clauses/alliance``).

    :param nodes: for each sub-clause its depth (2 is the first), id, marked words, and whether it has a number.
    """

    id: str
    room: str
    title: str
    nodes: tuple[tuple[int, str, str, bool], ...]


@record
class InDocument:
    """A clause goes to a place among the clauses of a document, or out of it.

    :param after: the clause before it; empty for the first below the heading ``part``.
    """

    document: str
    id: str
    after: str = ""
    part: str = ""
    drop: bool = False


@record
class SetCell:
    """New marked words in a table that its clause writes out.

    :param id: the sub-clause that has the table. :param part: ``caption``, ``heads``, ``rows`` or ``total``.
    :param row: :param column: from 0; a caption has neither, a head no row.
    """

    id: str
    part: str
    text: str
    row: int = 0
    column: int = 0


Edit: TypeAlias = SetText | Insert | Delete | Move | KeepHere | NewClause | InDocument | SetCell


@record
class FactChange:
    """A new value for a fact. ``row``: a whole record with these leaves, or one to drop where there are none.

    :param path: of the leaf, or of the record (``alliance.risk_share[housing]``). :param value: plain, as project.yaml has it.
    :param after: the id of the record that a new one follows; empty for the first.
    """

    path: str
    value: str = ""
    row: tuple[tuple[str, str], ...] = ()
    drop: bool = False
    after: str = ""


@record
class Who:
    """Who made a tracked change, and when, as the file has it."""

    author: str = ""
    date: str = ""

    @property
    def words(self) -> str:
        """``the solicitor, 3 March 2027``; empty where the change was not tracked."""
        from hls_procure.model.values import parse_date, say_date

        day = self.date[:10]
        with suppress(ValueError):
            day = say_date(parse_date(day)) if day else ""
        return ", ".join(part for part in (self.author, day) if part)


@record
class Proposal:
    """One difference.

    :param id: permanent for the same difference: ``fact:alliance.term.initial``, ``words:AL-14.aim``.
    :param where: the place in the document; :param was: what the project prints; :param new: what the file says.
    :param fact: what it would change in project.yaml; :param edits: what it would change in the words.
    :param here: the edits that would keep a fact's new value to this one place. :param inside: for a fact, the sentence it is in.
    :param by_hand: why it cannot be taken by the command; empty where it can. :param notes: what a person should know first.
    :param also: every other document and place that it touches.
    """

    id: str
    kind: Kind
    where: str
    was: str = ""
    new: str = ""
    who: tuple[Who, ...] = ()
    fact: FactChange | None = None
    edits: tuple[Edit, ...] = ()
    here: tuple[Edit, ...] = ()
    by_hand: str = ""
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    inside: str = ""

    @property
    def can_be_taken(self) -> bool:
        """Whether the command can put it into the project."""
        return not self.by_hand and (self.fact is not None or bool(self.edits))

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        fact = self.fact
        return {
            "id": self.id,
            "kind": self.kind,
            "where": self.where,
            "was": self.was,
            "now": self.new,
            "inside": self.inside,
            "by": [{"author": one.author, "date": one.date} for one in self.who],
            "fact": {"path": fact.path, "value": fact.value, "record": dict(fact.row), "drop": fact.drop} if fact else None,
            "can_be_taken": self.can_be_taken,
            "by_hand": self.by_hand,
            "notes": list(self.notes),
            "also": list(self.also),
        }
