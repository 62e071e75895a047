"""What is to be made: every row looked up in what was built and what was sent, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.grants.built import Letter
from hls_procure.grants.digest import Digests, hashed
from hls_procure.grants.figures import NO_PROGRAMME, figures
from hls_procure.grants.names import apart, letter_path
from hls_procure.grants.row import Row
from hls_procure.model.fields import FieldSchema
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.work.grants.memory import Memory, Sent


@record
class Wish:
    """What somebody asked for: which grants, by id or programme; all of them where nothing is named."""

    only: Collection[str] = ()
    programme: str = ""


@dataclass(slots=True)
class Item:
    """A row of the batch.

    :param file: of its letter below ``letters/``, without its ending. :param digest: what the row says.
    :param number: which letter of its grant is the one to be made, :param replaces: and the day of the one before it.
    :param state: ``new``, ``changed`` or ``same`` since the last run, ``sent`` and unchanged since, or ``ended``.
    :param wanted: whether it was asked for. :param todo: whether its letter is to be made. :param key: its choice of clauses.
    """

    id: str
    file: str
    digest: str
    number: int = 1
    replaces: str = ""
    state: str = "new"
    wanted: bool = True
    todo: bool = True
    key: str = ""

    def letter_of(self, input: str, where: str) -> Letter:
        """What is known of its letter before it is made."""
        return Letter(
            self.id, f"{self.file}.docx", "", "", self.digest, input, True, self.number, self.replaces, where
        )  # fmt: skip


@dataclass
class Plan:
    """All rows of a batch, in their order.

    :param twins: grants that say the same as an earlier one, with that one. :param gone: letters whose grant is in no row.
    """

    items: list[Item] = field(default_factory=list)
    twins: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def count(self) -> Counter[str]:
        """How many of the rows that were asked for are in each state."""
        return Counter(item.state for item in self.items if item.wanted)


def plan(
    rows: Iterable[Row],
    base: Project,
    schema: FieldSchema,
    memory: Memory,
    sent: Mapping[str, Sent],
    wish: Wish,
    ended: Collection[str] = (),
) -> Plan:
    """Look every row up. :param ended: grants that ended: no letter goes out any more.

    :raises InputError: an id or a programme was asked for that no row has.
    """
    made, digests = Plan(), Digests(schema)
    names: list[str] = []
    said: dict[bytes, str] = {}
    programmes: set[str] = set()
    for row in rows:
        one = figures(row, base, schema)
        digest, content = digests.both(row)
        item = Item(row.id, "", digest)
        _standing(item, memory, sent.get(row.id))
        if row.id in ended:
            item.state, item.todo = "ended", False
        item.wanted = _wanted(wish, row.id, one.programme)
        names.append(letter_path(row.id, one.recipient, one.programme, item.number))
        programmes.add(one.programme)
        first = said.setdefault(bytes.fromhex(content), row.id)
        if first != row.id:
            made.twins[row.id] = first
        made.items.append(item)
    for item, name in zip(made.items, apart([item.id for item in made.items], names), strict=True):
        item.file = name
    _known(wish, {item.id for item in made.items}, programmes)
    here = {item.id for item in made.items}
    made.gone = [id for id in memory.ids() if id not in here]
    return made


def _standing(item: Item, memory: Memory, sent: Sent | None) -> None:
    built = memory.built(item.id)
    if built is not None:
        item.state = "same" if built.digest == item.digest else "changed"
    if sent is None:
        return
    if sent.number and sent.digest == item.digest:
        item.state, item.todo, item.number = "sent", False, sent.number
    else:
        item.number, item.replaces = sent.highest + 1, sent.on
        item.state = "changed" if sent.number else item.state


def _wanted(wish: Wish, id: str, programme: str) -> bool:
    if wish.only and id not in wish.only:
        return False
    return not wish.programme or (programme or NO_PROGRAMME).casefold() == wish.programme.casefold()


def _known(wish: Wish, ids: Collection[str], programmes: Collection[str]) -> None:
    problems = [
        Problem(id, "is the number of no grant here", nearest(id, ids), "See the column Grant of the workbook.")
        for id in wish.only
        if id not in ids
    ]
    known = sorted(programme or NO_PROGRAMME for programme in programmes)
    if wish.programme and wish.programme.casefold() not in {name.casefold() for name in known}:
        what = "is the programme of no grant here"
        problems.append(Problem(wish.programme, what, nearest(wish.programme, known), f"There are: {'; '.join(known[:20])}."))
    if problems:
        raise InputError(problems)


def with_place(row: Row, item: Item) -> Row:
    """The row as its letter needs it: a letter that takes the place of another says of which day that one was."""
    if not item.replaces:
        return row
    grant: dict[str, Any] = {**row.tree.get("grant", {}), "replaces": item.replaces}
    return replace(row, tree={**row.tree, "grant": grant})


def input_of(item: Item, ground: str) -> str:
    """All that goes into a letter, as one short name. :param ground: what goes into every letter: funder, words and law."""
    return hashed([ground, item.digest, item.number, item.replaces])


def still_good(letter: Letter, item: Item, input: str, formats: Collection[str], settled: Collection[str]) -> bool:
    """Whether a letter that was built is the one that would be made now."""
    endings = {name.rpartition(".")[2] for name in letter.files}
    return letter.input == input and set(formats) <= endings and letter.draft == (letter.key not in settled)
