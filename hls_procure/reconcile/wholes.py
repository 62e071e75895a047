"""Whole clauses that are new, gone or elsewhere: files of their own, and their places in the document's own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hls_procure.assembly.blocks import Heading
from hls_procure.interview.answers import slug
from hls_procure.model.clause import DocumentSpec
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reconcile.lines import Line
from hls_procure.reconcile.positions import depth_of
from hls_procure.reconcile.proposals import Edit, InDocument, NewClause, Proposal
from hls_procure.reconcile.wording import Wording, who_of

_PART = (
    "It is a heading above clauses, or a schedule: the document's own file in clauses/documents/ says which there are, and in "
    "what order."
)
_EMPTY = "It is a heading without words below it, and a clause needs words."


@dataclass
class Wholes:
    """Keeps which clause and which part of the document were met last.

    :param clause: the last clause met, in the order of the file; :param part: the last heading above clauses, since that clause.
    """

    wording: Wording
    clause: str = ""
    part: str = ""
    made: list[Proposal] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sides = self.wording.sides
        self.library = self.wording.library
        self.styles = {
            line.pair.block.style: line.block.series
            for line in self.sides.lines
            if line.pair is not None and isinstance(line.block, Heading)
        }
        self.depths = {
            (line.pair.block.style, line.pair.block.depth): getattr(line.block, "depth", 0)
            for line in self.sides.lines
            if line.pair is not None and line.unit.kind == "para" and line.unit.number
        }

    def meet(self, line: Line) -> None:
        """A heading that the project knows, where it stands now."""
        block = line.block
        if not isinstance(block, Heading):
            return
        if block.series in ("clause", "sched-para"):
            self.clause, self.part = line.id, ""
        else:
            self.clause, self.part = "", line.unit.text

    def spec(self, clause: str) -> DocumentSpec | None:
        """The document whose own file lists a clause: this one, or one that is a schedule of it."""
        mine = self.library.documents[self.sides.document.id]
        inside = [self.library.documents[part.document] for part in mine.schedules if part.document]
        return next((spec for spec in (mine, *inside) if any(clause in group.clauses for group in spec.groups)), None)

    def _beside(self) -> tuple[DocumentSpec | None, str]:
        """The document that a clause put here belongs to, and a clause of it that shows where its files lie."""
        if self.clause:
            known = self.clause if self.clause in self.library.clauses else ""
            if known:
                return self.spec(known), known
        mine = self.library.documents[self.sides.document.id]
        group = next((group for group in mine.groups if group.heading == self.part and group.clauses), None)
        return (mine, group.clauses[0]) if group else (None, "")

    def _after(self) -> str:
        """The place that has been reached, in words."""
        number = self.sides.document.numbers.get(self.clause, "")
        return f"{self.wording.noun} {number}" if number else self.clause or f"the heading '{self.part}'"

    def new(self, blocks: Sequence[ReadBlock]) -> None:
        """Headings that are new, each with the paragraphs below it."""
        for run in _runs(blocks):
            self._new(run)

    def _new(self, blocks: list[ReadBlock]) -> None:
        head, below = blocks[0], blocks[1:]
        words = "\n".join(block.title for block in blocks)
        spec, beside = self._beside()
        hand, after = "", self._after()
        if self.styles.get(head.style) not in ("clause", "sched-para") or spec is None:
            hand = _PART
        elif not below:
            hand = _EMPTY
        edits: tuple[Edit, ...] = ()
        name = slug(head.text, ())
        if not hand and spec is not None:
            id = self._id(beside.partition("-")[0])
            room = self.library.clauses[beside].where.rpartition("/")[0]
            new = NewClause(id, room, head.text.strip(), self._nodes(below))
            edits = (new, InDocument(spec.id, id, self.clause, self.part))
            self.clause, self.part, name = id, "", f"{id}"
        self.made.append(
            Proposal(
                f"inserted:{name}", "inserted", f"a new clause, after {after}" if not hand else head.where, "", words,
                who_of(blocks), None, edits, (), hand, self.wording.notes(words),
            )
        )  # fmt: skip

    def _id(self, prefix: str) -> str:
        known = {id for id in self.library.clauses if id.startswith(f"{prefix}-")} | self.taken
        number = max((int(id.partition("-")[2]) for id in known if id.partition("-")[2].isdigit()), default=0) + 1
        made = f"{prefix}-{number:02d}"
        self.taken.add(made)
        return made

    def _nodes(self, blocks: Sequence[ReadBlock]) -> tuple[tuple[int, str, str, bool], ...]:
        """Depth, id, words and whether there is a number, for each paragraph of a new clause."""
        made: list[tuple[int, str, str, bool]] = []
        taken: set[str] = set()
        for block in blocks:
            typed = depth_of(block.typed_number)
            depth = self.depths.get((block.style, block.depth)) if block.number else typed
            words = self.wording.says(block)
            words = words[len(block.typed_number) :].lstrip(" .):\t") if typed is not None and not block.number else words
            name = slug(words, taken)
            taken.add(name)
            before = made[-1][0] if made else 2
            made.append(
                (min(max(depth or before, 2), before + 1) if made else 2, name, self.wording.marked(words), depth is not None)
            )
        return tuple(made)

    def gone(self, line: Line) -> tuple[tuple[Edit, ...], str]:
        """What takes a clause out of its document, or why nothing here can."""
        spec = self.spec(line.id)
        if spec is None or line.id not in self.library.clauses:
            return (), _PART
        return (InDocument(spec.id, line.id, drop=True),), ""

    def moved(self, line: Line) -> None:
        """A clause that stands elsewhere now, with all that is below it."""
        spec = self.spec(line.id)
        there, _ = self._beside()
        hand = ""
        edits: tuple[Edit, ...] = ()
        if spec is None or line.id not in self.library.clauses:
            hand = _PART
        elif there is None or there.id != spec.id:
            hand = "It would go into another document, or into a schedule made of one. Move it by hand, in both files."
        else:
            edits = (InDocument(spec.id, line.id, self.clause, self.part),)
        where = f"{line.where}, now after {self._after()}"
        assert line.pair is not None
        self.made.append(
            Proposal(
                f"moved:{line.id}", "moved", where, line.unit.text, line.pair.block.text, who_of([line.pair.block]), None, edits,
                (), hand,
            )
        )  # fmt: skip


def _runs(blocks: Sequence[ReadBlock]) -> list[list[ReadBlock]]:
    runs: list[list[ReadBlock]] = []
    for block in blocks:
        if not runs or block.level or block.kind == "heading":
            runs.append([])
        runs[-1].append(block)
    return runs
