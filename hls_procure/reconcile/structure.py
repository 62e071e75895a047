"""Sub-clauses that are new, gone, moved, split or joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from hls_procure.assembly.blocks import Heading, Para, Table
from hls_procure.interview.answers import slug
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reading.likeness import folded
from hls_procure.reconcile.align import same_words
from hls_procure.reconcile.homes import conditions, home_of, keys_of, parent_of, references_at, references_to, siblings
from hls_procure.reconcile.joins import Joins
from hls_procure.reconcile.lines import Line
from hls_procure.reconcile.positions import Walk, depth_of
from hls_procure.reconcile.proposals import Delete, Edit, FactChange, Insert, Move, Proposal, SetText, Who
from hls_procure.reconcile.segments import Segment, written
from hls_procure.reconcile.wholes import Wholes
from hls_procure.reconcile.wording import Wording, who_of
from hls_procure.reconcile.words import NewWords, compare

_NOWHERE = "It stands where no clause of the project is. Put it into the clause that it belongs to."
_LIST = "It is one of several lines that its clause makes from a list of the project. Change the list."
_BETWEEN = "It stands between the words of a sub-clause and their table, and could only come after it. Say it in those words."
_FORM = "It stands at a place to sign or to fill in, which is made from the project."
_CAPTION = "It is the caption of a table. The clause of the table has it in its file."
_DEFINITION = "A definition is made where the final words use its term. Write the term into terms.yaml and use it as <term:…>."


@dataclass
class Structure:
    """Finds what is new, gone and moved, in the order of the file.

    :param joins: what was split or joined.
    """

    wording: Wording
    joins: Joins
    made: list[Proposal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sides = self.wording.sides
        self.library = self.wording.library
        self.by_block = self.sides.by_block()
        self.taken: dict[str, set[str]] = {}
        self.split_of = {new.id: at for at, pair in self.joins.split.items() for new in pair}
        self.lines = {line.at: line for line in self.sides.lines}
        self.wholes = Wholes(self.wording)
        self.gone = [
            block for block in self.sides.file.blocks if block.revision == "deleted" and block.kind in ("para", "heading", "cell")
        ]

    def run(self) -> None:
        """Every change of structure."""
        self._walk()
        self._merged()
        self._deleted()

    # new, moved, split

    def _walk(self) -> None:
        walk = Walk(self.sides)
        new = {block.id for block in self.sides.matched.new}
        heading: list[ReadBlock] = []
        moved: set[str] = set()
        done: set[int] = set()
        for at, block in enumerate(self.sides.body):
            line = self.by_block.get(block.id)
            split = self.split_of.get(block.id)
            if split is not None:
                if split not in done:
                    done.add(split)
                    self._split(self.lines[split], walk)
                continue
            if line is not None:
                self.wholes.new(heading)
                heading = []
                self._met(line, walk, moved)
            elif block.id in new and block.table is None and block.text.strip():
                if heading or block.level or block.kind == "heading":
                    heading.append(block)
                else:
                    self._new(block, walk, self._following(at))
        self.wholes.new(heading)
        self.made += self.wholes.made

    def _following(self, at: int) -> int | None:
        for block in self.sides.body[at + 1 : at + 6]:
            line = self.by_block.get(block.id)
            if line is not None:
                return line.block.depth if isinstance(line.block, Para) and line.block.number else None
        return None

    def _met(self, line: Line, walk: Walk, moved: set[str]) -> None:
        assert line.pair is not None
        plain = isinstance(line.block, (Para, Heading)) and not (isinstance(line.block, Para) and line.block.continues)
        if line.pair.moved and plain and line.unit.kind != "front":
            self._moved(line, walk, moved)
            return
        self.wholes.meet(line)
        walk.meet(line)

    def _moved(self, line: Line, walk: Walk, moved: set[str]) -> None:
        block, pair = line.block, line.pair
        assert pair is not None
        above = parent_of(line.id)
        if above in moved and isinstance(block, Para) and walk.above(block.depth) == above:
            moved.add(line.id)
            walk.meet(line)
            return
        if not isinstance(block, Para):
            self.wholes.moved(line)
            self.wholes.meet(line)
            walk.meet(line)
            moved.add(line.id)
            return
        parent = walk.above(block.depth)
        after = tuple(reversed(walk.order[parent]))
        home = home_of(self.library, line.id, block.trace.variant)
        becomes = line.id if parent == above else f"{parent}.{self._fresh(parent, line.id.rpartition('.')[2])}"
        hand = ""
        notes: tuple[str, ...] = ()
        if home is None or block.role == "definition":
            hand = _LIST if block.role != "definition" else "Definitions stand in the order of the alphabet."
        elif becomes != line.id:
            named = references_to(self.library, line.id)
            if named:
                hand = f"Other words refer to it ({', '.join(named[:5])}), and in its new place it would have another id."
            elif home.node.children or home.node.for_each or home.node.table or home.schedule:
                hand = "It has more below it. Move it by hand, in the files of both clauses."
            elif not same_words(line.unit.text, self.wording.says(pair.block)):
                hand = "It was reworded too. Take its words first, and move it by hand, in the files of both clauses."
            notes = (f"Its id becomes {becomes}, since it belongs to another clause there.",)
        edits: tuple[Edit, ...] = ()
        if not hand and home and parent.partition(".")[0] != home.clause:
            text = "".join(written(part) for part in home.node.parts)
            new = Insert(parent, becomes.rpartition(".")[2], text, after, home.node.numbered, keys_of(home.node))
            edits = (Delete(line.id), new)
        elif not hand:
            edits = (Move(line.id, parent, after, becomes),)
        where = f"{line.where}, now after {self._name(parent, after)}"
        moved.add(line.id)
        walk.put(becomes, block.depth)
        self.made.append(
            Proposal(
                f"moved:{line.id}", "moved", where, line.unit.text, pair.block.text, self._who(pair.block), None, edits, (),
                hand, notes,
            )
        )  # fmt: skip

    def _name(self, parent: str, after: tuple[str, ...]) -> str:
        numbers = self.sides.document.numbers
        id = f"{parent}.{after[0]}" if after else parent
        return f"{self.wording.noun} {numbers[id]}" if id in numbers else id

    def _fresh(self, parent: str, wanted: str) -> str:
        """An id that is free below a clause or sub-clause."""
        taken = self.taken.setdefault(parent, siblings(self.library, parent))
        made = slug(wanted.replace("-", " "), taken)
        taken.add(made)
        return made

    def _new(self, block: ReadBlock, walk: Walk, following: int | None) -> None:
        position, depth = walk.place(block, following)
        id = self._fresh(position.parent, block.text)
        hand = ""
        if "Definition" in block.style:
            hand = _DEFINITION
        elif "Caption" in block.style:
            hand = _CAPTION
        elif "Form" in block.style:
            hand = _FORM
        elif self._before_table(block, position.after[0] if position.after else ""):
            hand = _BETWEEN
        elif position.parent.partition(".")[0] not in self.library.clauses:
            hand = _NOWHERE
        elif "." in position.parent and not self._holds(position.parent):
            hand = _LIST
        said = self.wording.says(block)
        typed = depth_of(block.typed_number) is not None
        text = self.wording.marked(said[len(block.typed_number) :].lstrip(" .):\t") if typed else said)
        edits: tuple[Edit, ...] = () if hand else (Insert(position.parent, id, text, position.after, numbered=position.numbered),)
        where = f"after {self._name(position.parent, position.after)}"
        self.made.append(
            Proposal(
                f"inserted:{position.parent}.{id}", "inserted", where, "", block.text, self._who(block), None, edits, (), hand,
                self.wording.notes(block.text),
            )
        )  # fmt: skip
        if not hand:
            walk.put(f"{position.parent}.{id}", depth)

    def _before_table(self, block: ReadBlock, name: str) -> bool:
        """Whether a paragraph stands between the words of a sub-clause and the table that belongs to them."""
        at = self.sides.body.index(block)
        for one in self.sides.body[at + 1 : at + 4]:
            line = self.by_block.get(one.id)
            if line is not None:
                return isinstance(line.block, Table) and name in line.block.id.split(".")
        return False

    def _holds(self, id: str) -> bool:
        """Whether a full id is a schedule or a sub-clause of a file, or new, so that something can stand below it.

        What a list of the project makes stands after everything else below a sub-clause, so nothing can be put among it.
        """
        clause, _, rest = id.partition(".")
        if any(schedule.id == rest for schedule in self.library.clauses[clause].schedules):
            return True
        new = id.rpartition(".")[2] in self.taken.get(parent_of(id), set()) - siblings(self.library, parent_of(id))
        homes = (home_of(self.library, id, key) for key in self.library.clauses[clause].variants)
        loops = [home.node.for_each for home in homes if home]
        return new or any(loop is None or loop.join is not None for loop in loops)

    def _who(self, block: ReadBlock) -> tuple[Who, ...]:
        return who_of([block])

    def _split(self, line: Line, walk: Walk) -> None:
        one, two = self.joins.split[line.at]
        block = line.block
        assert isinstance(block, Para)
        first, second = self.wording.says(one), self.wording.says(two)
        segments, known = self.wording.segments(line)
        home = self.wording.home(line)
        parent = walk.above(block.depth)
        after = tuple(reversed(walk.order[parent]))
        id = self._fresh(parent_of(line.id), f"{line.id.rpartition('.')[2]} two")
        hand = "" if known and home is not None else self.wording.why_not(line)
        edits: tuple[Edit, ...] = ()
        below = bool(home and (home.node.children or home.node.for_each or home.node.table))
        if home and home.node.children and len(references_to(self.library, line.id)) > len(references_at(self.library, line.id)):
            hand = "Other words refer to what stands below it. Split it by hand, in the clause's own file."
        if not hand:
            whole = compare(segments, f"{first} {second}", self.wording.schema)
            self.wording.keep(whole, line, who_of([one, two]), here=False)
            texts = [self._half(whole, first, second, half) for half in (0, 1)]
            place = (line.id.rpartition(".")[2], *after)
            keys = keys_of(home.node) if home else ()
            numbered = home is None or home.node.numbered
            new = Insert(parent, id, texts[1], place, numbered, keys, line.id if below else "")
            edits = (SetText(line.id, texts[0]), new)
        self._say(f"split:{line.id}", "split", line, f"{one.text.strip()}\n{two.text.strip()}", edits, hand, (one, two))
        walk.put(line.id, block.depth)
        if not hand:
            walk.put(f"{parent}.{id}", block.depth)

    def _half(self, whole: NewWords, first: str, second: str, half: int) -> str:
        """One half of a sub-clause with the marks that stand in it."""
        start, end = (0, len(first)) if half == 0 else (len(first) + 1, len(first) + 1 + len(second))
        part = NewWords(whole.text[start:end])
        part.pieces = [
            type(piece)(piece.start - start, piece.end - start, piece.segment, piece.changed)
            for piece in whole.pieces
            if piece.start >= start and piece.end <= end
        ]
        return part.marked(self.wording.refs)

    # joined, gone

    def _merged(self) -> None:
        for at, other in self.joins.merged.items():
            line = self.lines[at]
            assert line.pair is not None
            homes = [self.wording.home(one) for one in (line, other)]
            new = self.wording.says(line.pair.block)
            hand = ""
            if any(home is None for home in homes):
                hand = self.wording.why_not(line if homes[0] is None else other)
            elif any(home.node.children or home.node.for_each or home.node.table for home in homes if home):
                hand = "One of the two has more below it, which would lose its place."
            elif len({conditions(home.node) for home in homes if home}) > 1:
                hand = "The two are there under different conditions."
            order = [line, other] if line.at < other.at else [other, line]
            parts = [self.wording.segments(one) for one in order]
            if not all(known for _, known in parts):
                hand = hand or self.wording.why_not(other)
            edits: tuple[Edit, ...] = ()
            # The one that other words refer to keeps its id; otherwise the first.
            keep, drop = order if references_to(self.library, order[0].id) else order[::-1]
            if not references_to(self.library, keep.id):
                keep, drop = order
            if not hand:
                segments = (*parts[0][0], Segment("text", " "), *parts[1][0])
                found = compare(segments, new, self.wording.schema)
                self.wording.keep(found, line, self._who(line.pair.block), here=False)
                edits = (SetText(keep.id, found.marked(self.wording.refs), law_from=drop.id), Delete(drop.id))
            was = "\n".join(one.unit.text for one in order)
            notes = self._named(drop.id)
            self.made.append(
                Proposal(
                    f"merged:{order[0].id}+{order[1].id}", "merged", order[0].where, was, line.pair.block.text,
                    self._who(line.pair.block), None, edits, (), hand, notes,
                )
            )  # fmt: skip

    def _deleted(self) -> None:
        inside = {other.at for other in self.joins.merged.values()}
        gone = [line for line in self.sides.lines if line.pair is None and line.at not in inside]
        heads = {line.id for line in gone if isinstance(line.block, Heading)}
        tables = self._whole_tables(gone)
        told: set[str] = set()
        for line in gone:
            block = line.block
            if line.unit.kind == "front" or block is None or line.id in told:
                continue
            if any(_under(line.unit.owner, above) for above in told):
                continue
            if isinstance(block, Table):
                if block.id in tables and block.id not in told:
                    told.add(block.id)
                    self._gone(line, [one for one in gone if one.unit.owner == block.id])
                continue
            if isinstance(block, (Para, Heading)):
                below = [one for one in gone if one.at == line.at or _under(one.unit.owner, line.id)]
                told.add(line.id)
                self._gone(line, below, clause=line.id in heads)

    def _whole_tables(self, gone: list[Line]) -> set[str]:
        """The tables of which nothing is left."""
        missing = {line.at for line in gone}
        made: set[str] = set()
        for line in gone:
            if isinstance(line.block, Table) and line.block.id not in made:
                every = [one for one in self.sides.lines if one.block is line.block]
                if all(one.at in missing for one in every):
                    made.add(line.block.id)
        return made

    def _gone(self, line: Line, below: list[Line], *, clause: bool = False) -> None:
        was = "\n".join(f"{one.unit.number} {one.unit.text}".strip() for one in below if one.unit.text)
        block = line.block
        assert block is not None
        hand, fact = "", None
        edits: tuple[Edit, ...] = ()
        whole = {one.at for one in below}
        left = [one for one in self.sides.lines if _under(one.unit.owner, line.id) and one.at not in whole]
        if line.id.startswith("term."):
            hand = "A definition is printed where the final words use its term. Take the term out of them, or change terms.yaml."
        elif clause:
            edits, hand = self.wholes.gone(line)
            if left:
                edits, hand = (), "What stood below it is still there. Say where that belongs."
        elif isinstance(block, Para) and block.continues:
            hand = self.wording.why_not(line)
        else:
            home = home_of(self.library, line.id, block.trace.variant)
            if home is None:
                hand = _LIST
                fact = self._record(line)
                hand = "" if fact else hand
            elif left:
                hand = "What stood below it is still there. Say where that belongs."
            else:
                edits = (Delete(line.id),)
        self.made.append(
            Proposal(
                f"deleted:{line.id}", "deleted", line.where, was, "", self._deleter(line), fact, edits, (), hand,
                self._named(line.id),
            )
        )  # fmt: skip

    def _record(self, line: Line) -> FactChange | None:
        """The record of the project that a line of a loop was made from."""
        block = line.block
        key = line.id.rpartition(".")[2]
        facts = block.trace.facts if isinstance(block, Para) else ()
        paths = {path[: path.index("]") + 1] for path in facts if f"[{key}]" in path}
        return FactChange(paths.pop(), drop=True) if len(paths) == 1 else None

    def _named(self, id: str) -> tuple[str, ...]:
        named = [] if id.startswith("term.") else references_to(self.library, id)
        if not named:
            return ()
        more = f" and {len(named) - 8} more" if len(named) > 8 else ""
        return (f"Other words refer to it: {', '.join(named[:8])}{more}. They need other words first.",)

    def _deleter(self, line: Line) -> tuple[Who, ...]:
        """Who deleted a piece with tracking on."""
        name, words = line.unit.bookmark, folded(line.unit.text)
        for block in self.gone:
            if (name and name in block.bookmarks) or folded(block.text_before) == words or folded(block.text) == words:
                return who_of([block])
        return ()

    def _say(
        self, id: str, kind: str, line: Line, now: str, edits: tuple[Edit, ...] = (), hand: str = "",
        blocks: tuple[ReadBlock, ...] = (),
    ) -> None:  # fmt: skip
        shown = blocks or ((line.pair.block,) if line.pair else ())
        self.made.append(
            Proposal(id, kind, line.where, line.unit.text, now, who_of(shown), None, edits, (), hand)  # type: ignore[arg-type]
        )


def _under(id: str, above: str) -> bool:
    return id == above or id.startswith(f"{above}.")
