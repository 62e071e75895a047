"""What a comparison of an edited file found, as the edits that checks tell of: each once, with the place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hls_procure.findings import Spot
from hls_procure.model.fields import TEXT_TYPES, FieldSchema
from hls_procure.readacross.edits import Edit, EditKind
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reading.likeness import folded
from hls_procure.reconcile.align import Aligned, same_words
from hls_procure.reconcile.compare import Found
from hls_procure.reconcile.lines import Line
from hls_procure.reconcile.proposals import Proposal
from hls_procure.reconcile.segments import of_spans
from hls_procure.reconcile.words import compare

_KINDS: dict[str, EditKind] = {
    "words": "words", "title": "words", "definition": "words", "split": "words", "merged": "words",
    "inserted": "new", "row added": "new", "deleted": "gone", "row removed": "gone", "moved": "moved",
}  # fmt: skip


def edits_of(found: Found, file: str, schema: FieldSchema, *, prefix: str) -> Iterator[Edit]:
    """Every edit of a file.

    Comments and hidden words are no edits of what it says, and words that are still tracked are told of as such: other checks
    have them. :param prefix: what the ids begin with.
    """
    places = _Places(found)
    for one in _margins(found.proposals):
        if one.kind == "question" or one.id.startswith("text:hidden"):
            continue
        line, block = places.of(one)
        if one.kind == "deleted" and folded(one.was) in places.hidden:
            continue
        spot = Spot(file, block.part, block.index) if block is not None else Spot(file)
        id, inside = f"{prefix}:{one.id}", one.inside
        if one.kind == "fact":
            path = one.id.removeprefix("fact:").partition("#")[0].partition("=")[0]
            yield Edit(id, "fact", one.where, one.was, one.new, path, inside, spot)
        elif one.fact is not None and one.kind in ("row added", "row removed", "deleted"):
            row: EditKind = "row new" if one.kind == "row added" else "row gone"
            yield Edit(id, row, one.where, one.was, one.new, one.fact.path, "", spot)
        elif not places.tracked(one, line, block):
            lost = _lost(line, one.new, schema) if one.kind == "words" and line is not None else None
            if lost is not None:
                yield Edit(id, "fact", one.where, lost[1], lost[2], lost[0], one.new, spot)
                continue
            reference = found.sides.document.front.reference
            if (
                one.kind == "unplaceable"
                and one.was
                and one.new
                and reference
                and reference in one.was
                and reference not in one.new
            ):
                yield Edit(id, "fact", one.where, reference, one.new, "project.reference", one.new, spot)
                continue
            kind = _KINDS.get(one.kind) or ("words" if one.was and one.new else "new" if one.new else "gone")
            yield Edit(id, kind, one.where, one.was, one.new, "", "", spot)


def _margins(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals, with a header or footer that reads otherwise as one and not as one that is new and one that is gone."""
    every = list(proposals)
    for kind in ("header", "footer"):
        mine = [one for one in every if one.kind == "unplaceable" and one.id.startswith(f"text:{kind}-")]
        new, gone = [one for one in mine if one.new], [one for one in mine if one.was]
        if len(new) == len(gone) == 1 and new[0] is not gone[0]:
            every.remove(gone[0])
            every[every.index(new[0])] = replace(new[0], where=f"the {kind}", was=gone[0].was)
    yield from every


def _lost(line: Line, new: str, schema: FieldSchema) -> tuple[str, str, str] | None:
    """A figure or a day in whose place there is something else that is none: its path, its words, and what stands there now."""
    found = compare(of_spans(line.spans), new, schema)
    aligned = Aligned(line.unit.text, new)
    at = 0
    for span in line.spans:
        start, at = at, at + len(span.text)
        kind = schema.get(span.path) if span.kind == "fact" else None
        if kind is None or kind.type in TEXT_TYPES or not any(s.path == span.path and s.text == span.text for s in found.lost):
            continue
        words = aligned.inside(start, at)
        if words is None:
            continue
        begin, end, sure = aligned.gap(words)
        if sure and new[begin:end].strip(" .,;"):
            return span.path, span.text, new[begin:end].strip()
    return None


class _Places:
    """Where the file shows what a proposal is about."""

    def __init__(self, found: Found) -> None:
        self.sides = found.sides
        self.by_id: dict[str, Line] = {}
        self.by_where: dict[str, list[Line]] = {}
        for line in self.sides.lines:
            self.by_id.setdefault(line.id, line)
            self.by_where.setdefault(line.where, []).append(line)
        blocks = self.sides.file.blocks
        self.hidden = {folded(words) for b in blocks if b.hidden for words in (b.text, b.title, f"{b.full} {b.text}")}
        self.new = [*self.sides.matched.new, *self.sides.matched.front]

    def of(self, one: Proposal) -> tuple[Line | None, ReadBlock | None]:
        """The piece of the document, and the paragraph of the file; of two pieces that were joined, the one that is left."""
        if one.kind == "fact":
            line = self._printing(one)
            return line, line.pair.block if line is not None and line.pair is not None else None
        ids = one.id.partition(":")[2].partition("#")[0].split("+")
        lines = [self.by_id[name] for id in ids for name in (id, f"{id}:1") if name in self.by_id]
        line = next((found for found in lines if found.pair is not None), lines[0] if lines else None)
        if line is not None and line.pair is not None:
            return line, line.pair.block
        if one.new:
            wanted = folded(one.new)
            fits = [b for b in self.new if b.text.strip() and folded(b.text) in wanted]
            beside = [b for b in self.sides.file.blocks if b.kind not in ("heading", "para", "cell") and b.text == one.new]
            return line, next(iter((*fits, *beside)), None)
        return line, self._before(line) if line else None

    def _printing(self, one: Proposal) -> Line | None:
        """The first piece that prints a fact and says something else now."""
        path = one.id.removeprefix("fact:").partition("#")[0].partition("=")[0]
        lines = [line for where in one.where.split("; ") for line in self.by_where.get(where, ()) if line.pair is not None]
        printing = [line for line in lines if any(span.path == path for span in line.spans)] or lines
        return next((line for line in printing if line.pair and one.new in line.pair.block.text), next(iter(printing), None))

    def _before(self, line: Line) -> ReadBlock | None:
        """The last paragraph that stands before what is gone."""
        found = [x for x in self.sides.lines if x.at < line.at and x.pair is not None]
        return found[-1].pair.block if found and found[-1].pair else None

    def tracked(self, one: Proposal, line: Line | None, block: ReadBlock | None) -> bool:
        """Whether all that was changed is still tracked: with the changes rejected, it is as it was built."""
        if not one.who:
            return False
        if one.kind in ("deleted", "row removed", "moved", "split", "merged"):
            return True
        if block is None:
            return False
        if line is None or line.pair is None:
            return block.revision == "inserted" or not block.text_before.strip()
        return same_words(block.text_before, line.unit.text)
