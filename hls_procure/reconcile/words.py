"""New words for a sub-clause: facts that read otherwise told apart from prose, and the marks put back where their words stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hls_procure.model.fields import TEXT_TYPES, Field, FieldSchema
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reconcile.align import Aligned, same_words
from hls_procure.reconcile.segments import Segment, escaped
from hls_procure.reconcile.values import Read, find_value, read_back

_TYPED_REF = re.compile(
    r"\b(?P<noun>[Cc]lause|[Ss]ection|[Pp]aragraph) \d+(?:\.\d+)*(?:\([a-z]+\))*(?: of Schedule \d+)?"
    r"|\bSchedule \d+\b"
)
#: What joins a word or a figure to the one beside it.
_JOINED_BEFORE, _JOINED_AFTER = re.compile(r"\w[-‑.,]\Z"), re.compile(r"[-‑.,]\w")
#: Value types whose words are so plain that a stray one elsewhere in a sentence could be taken for them.
_DISTINCT = frozenset({"money", "percent", "date", "time", *TEXT_TYPES})


@record
class Changed:
    """A fact that reads otherwise. ``exact`` is False where it would be printed in other words than the file has.

    :param mark: how the clause writes it; :param nth: which of several such marks in its sub-clause, from 0.
    """

    path: str
    was: str
    new: str
    value: str
    exact: bool = True
    mark: str = ""
    nth: int = 0


@record
class Piece:
    """A stretch of the new words that a segment of the old ones stands in."""

    start: int
    end: int
    segment: Segment
    changed: bool = False


@dataclass
class NewWords:
    """New words compared with the segments that were printed.

    :param facts: what reads otherwise as a fact. :param pieces: what is kept, by place. :param lost: marks whose words are gone.
    """

    text: str
    facts: list[Changed] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    lost: list[Segment] = field(default_factory=list)
    prose: bool = False

    def marked(self, refs: Callable[[str], Sequence[tuple[int, int, str]]]) -> str:
        """The words as a clause file writes them. :param refs: finds references and terms in plain words: start, end, mark."""
        made: list[str] = []
        at = 0
        for piece in sorted(self.pieces, key=lambda one: (one.start, one.end)):
            if piece.start < at:
                continue
            made.append(_plain(self.text[at : piece.start], refs))
            made.append(piece.segment.mark)
            at = piece.end
        made.append(_plain(self.text[at:], refs))
        return " ".join("".join(made).split())


def _plain(text: str, refs: Callable[[str], Sequence[tuple[int, int, str]]]) -> str:
    made, at = [], 0
    for start, end, mark in refs(text):
        if start >= at:
            made += [escaped(text[at:start]), mark]
            at = end
    return "".join([*made, escaped(text[at:])])


def compare(segments: Sequence[Segment], new: str, schema: FieldSchema) -> NewWords:
    """Tell facts from prose. :param new: the words now, with numbers of references as they were printed."""
    old = "".join(segment.text for segment in segments)
    made = NewWords(new)
    aligned = Aligned(old, new)
    at = 0
    left: list[tuple[Segment, range | None]] = []
    for segment in segments:
        start, end = at, at + len(segment.text)
        at = end
        if segment.kind == "text":
            continue
        words = aligned.inside(start, end)
        left.append((segment, words))
    met: dict[str, int] = {}
    for segment, words in left:
        nth = met[segment.mark] = met.get(segment.mark, -1) + 1
        if words is None:
            if segment.text.strip():
                made.lost.append(segment)
            continue
        piece = _kept(segment, words, aligned, schema)
        if piece is None and segment.kind in ("fact", "blank"):
            piece = _reads_otherwise(segment, words, aligned, schema, made, nth)
        if piece is None:
            made.lost.append(segment)
        else:
            made.pieces.append(piece)
    made.prose = not same_words(_expected(segments, made), new)
    return made


def _expected(segments: Sequence[Segment], made: NewWords) -> str:
    """The old words with what reads otherwise put in: where that is all, no prose was changed."""
    waiting = {id(piece.segment): made.text[piece.start : piece.end] for piece in made.pieces if piece.changed}
    return "".join(waiting.get(id(segment), segment.text) for segment in segments)


def _kept(segment: Segment, words: range, aligned: Aligned, schema: FieldSchema) -> Piece | None:
    found = aligned.kept(words)
    if found is None or _grown(aligned, words, found):
        return None
    kind = schema.get(segment.path) if segment.kind == "fact" else None
    plain = segment.kind == "fact" and (kind is None or kind.type not in _DISTINCT)
    if (plain or segment.kind == "number") and len(aligned.before) > len(words) and not aligned.near(words):
        return None
    return Piece(*found, segment)


def _grown(aligned: Aligned, words: range, found: tuple[int, int]) -> bool:
    """Whether words that are still there are part of longer ones now: ``five`` in ``thirty-five``, ``5%`` in ``2.5%``."""
    (start, end), (a, b) = found, (aligned.before[words[0]][0], aligned.before[words[-1]][1])
    before, was_before = _JOINED_BEFORE.search(aligned.new[:start]), _JOINED_BEFORE.search(aligned.old[:a])
    after, was_after = _JOINED_AFTER.match(aligned.new[end:]), _JOINED_AFTER.match(aligned.old[b:])
    return (before is not None and was_before is None) or (after is not None and was_after is None)


def _reads_otherwise(
    segment: Segment, words: range, aligned: Aligned, schema: FieldSchema, made: NewWords, nth: int
) -> Piece | None:
    """The place and the value of a fact whose words are no longer the same; None where neither is sure."""
    start, end, sure = aligned.gap(words)
    region = aligned.new[start:end]
    kind = schema.get(segment.path)
    if kind is None or not region.strip():
        return None
    start += len(region) - len(region.lstrip())
    region = region.strip()
    found = read_back(kind, segment.format, region, segment.text) if sure else None
    if found is None:
        inner = find_value(kind, segment.format, region)
        found = inner and Read(inner.value, inner.start, inner.end, inner.exact)
    if found is None:
        return None
    begin, stop = start + found.start, start + found.end
    made.facts.append(Changed(segment.path, segment.text, aligned.new[begin:stop], found.value, found.exact, segment.mark, nth))
    return Piece(begin, stop, segment, changed=True)


def as_printed(block: ReadBlock, numbers: Mapping[str, tuple[str, str]]) -> str:
    """The words of a paragraph with the number in each reference field as it was printed: Word works them out anew.

    :param numbers: for each bookmark the number beside the text and the whole one, as they were printed.
    """
    text, at = block.text, 0
    for one in block.fields:
        bits = one.instruction.split()
        result = one.result.strip()
        if one.name != "REF" or len(bits) < 2 or bits[1] not in numbers or not result:
            continue
        own, full = numbers[bits[1]]
        printed = full if "\\w" in bits else own
        found = re.compile(rf"(?<![\w.£]){re.escape(result)}(?![\w%]|\.\d)").search(text, at)
        if found is None:
            continue
        text = text[: found.start()] + printed + text[found.end() :]
        at = found.start() + len(printed)
    return text


def typed_references(text: str, numbers: Mapping[str, str], noun: str) -> list[tuple[int, int, str]]:
    """References that somebody typed, where the number is surely that of a place: start, end and id.

    :param numbers: ``clause 5.2``, ``paragraph 3 of Schedule 2`` or ``Schedule 2`` to the id.
    """
    made = []
    for found in _TYPED_REF.finditer(text):
        key = found[0][:1].lower() + found[0][1:] if found["noun"] else found[0]
        if found["noun"] and found["noun"].lower() not in (noun, "paragraph"):
            continue
        if key in numbers:
            made.append((found.start(), found.end(), numbers[key]))
    return made


def calm(text: str) -> str:
    """Words with the noun of each typed reference in small letters: how it is printed depends on where it stands."""
    return _TYPED_REF.sub(lambda found: found[0].lower() if found["noun"] else found[0], text)


def is_reference(text: str) -> bool:
    """Whether some words hold what looks like a typed reference."""
    return _TYPED_REF.search(text) is not None


def value_field(schema: FieldSchema, path: str) -> Field | None:
    """The field of a fact that somebody may change: not one that is worked out."""
    found = schema.get(path)
    return None if found is None or found.derived else found
