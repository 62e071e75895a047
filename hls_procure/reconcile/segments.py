"""The printed words of a sub-clause, piece by piece, each with the mark of the clause that made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from hls_procure.assembly.blocks import Span, Spans
from hls_procure.model.clause import Term
from hls_procure.model.marks import FactMark, NumberMark, Part, RefMark, TermMark
from hls_procure.model.record import record

SegmentKind = Literal["text", "fact", "ref", "term", "number", "blank", "auto"]


@record
class Segment:
    """A piece of a paragraph.

    :param mark: how the clause writes it (``<term:member>``); empty for plain words and for what is printed by
        itself (``auto``).
    :param path: the fact, or what a blank waits for. :param format: how the mark asks for it.
    :param targets: the ids that a reference names.
    """

    kind: SegmentKind
    text: str
    mark: str = ""
    path: str = ""
    format: str = ""
    targets: tuple[str, ...] = ()


def written(part: Part) -> str:
    """A part as it stands in a clause file."""
    if isinstance(part, str):
        return escaped(part)
    if isinstance(part, FactMark):
        return f"<fact:{part.path}{'|' + part.format if part.format else ''}>"
    if isinstance(part, TermMark):
        return f"<term:{part.term}{'|plural' if part.plural else ''}>"
    if isinstance(part, NumberMark):
        return f"<n:{part.path}|{part.one}|{part.many}>"
    if part.others:
        return f"<ref:{','.join((part.target, *part.others))}{'|or' if part.joint == 'or' else ''}>"
    return f"<ref:{part.target}{'..' + part.last if part.last else ''}>"


def escaped(text: str) -> str:
    """Plain words as they stand in a clause file: a less-than sign is marked as one."""
    return text.replace("<", "\\<")


def of_spans(spans: Spans) -> tuple[Segment, ...]:
    """The pieces of some printed words whose marks are not known: enough to find facts that were changed."""
    kinds: Mapping[str, SegmentKind] = {"fact": "fact", "ref": "ref", "term": "term", "blank": "blank", "caution": "auto"}
    return tuple(
        Segment(kinds.get(s.kind, "text"), s.text, path=s.path, targets=(s.path,) if s.kind == "ref" else ()) for s in spans
    )


def of_parts(parts: Sequence[Part], spans: Spans, terms: Mapping[str, Term]) -> tuple[Segment, ...] | None:
    """The pieces of a paragraph that was printed from these parts; None where they cannot be told apart.

    What follows the parts (a loop, a caution of the law) is one piece that is printed by itself.
    """
    made: list[Segment] = []
    at = 0
    if spans and spans[0].kind == "blank" and spans[0].detail == "condition":
        made.append(Segment("auto", spans[0].text))
        at = 1
    for number, part in enumerate(parts):
        rest = parts[number + 1] if number + 1 < len(parts) else None
        taken = _taken(part, rest, spans, at, terms)
        if taken is None:
            return None
        made += [_segment(part, spans[at : at + taken])] if taken else []
        at += taken
    if at < len(spans):
        made.append(Segment("auto", "".join(span.text for span in spans[at:])))
    return tuple(made)


def _segment(part: Part, spans: Spans) -> Segment:
    text = "".join(span.text for span in spans)
    if isinstance(part, str):
        return Segment("text", text)
    if isinstance(part, FactMark):
        blank = spans[0].kind == "blank"
        return Segment("blank" if blank else "fact", text, written(part), spans[0].path, part.format)
    if isinstance(part, RefMark):
        return Segment("ref", text, written(part), targets=part.targets)
    return Segment("term" if isinstance(part, TermMark) else "number", text, written(part))


def _taken(part: Part, rest: Part | None, spans: Spans, at: int, terms: Mapping[str, Term]) -> int | None:
    """How many spans a part was printed as."""
    span = spans[at] if at < len(spans) else None
    if isinstance(part, str):
        if span is not None and span.kind == "text" and _literal(span.text, part):
            return 1
        return 0 if part == "." else None
    if span is None:
        return None
    if isinstance(part, TermMark):
        term = terms.get(part.term)
        return 1 if term and span.kind == "term" and span.text == (term.plural if part.plural else term.singular) else None
    if isinstance(part, NumberMark):
        return 1 if span.kind == "text" and span.text in (part.one, part.many) else None
    if isinstance(part, FactMark):
        if span.kind not in ("fact", "blank"):
            return None
        counted = span.detail == "working-days" and part.format in ("unit", "words:working-day")
        return 3 if counted and span.kind == "fact" else 1
    return _reference(rest, spans, at)


def _literal(printed: str, part: str) -> bool:
    return printed == part or (part.startswith(".") and printed == part[1:])


def _reference(rest: Part | None, spans: Spans, at: int) -> int | None:
    """A reference runs until the words that follow it in the clause."""
    end = at
    while end < len(spans):
        span = spans[end]
        if end > at and _begins(rest, span):
            break
        if span.kind not in ("text", "ref", "blank"):
            break
        end += 1
    if rest is None:
        end = next((n for n in range(at, len(spans)) if _foreign(spans, n, at)), len(spans))
    return end - at if end > at else None


def _begins(rest: Part | None, span: Span) -> bool:
    return isinstance(rest, str) and span.kind == "text" and _literal(span.text, rest)


def _foreign(spans: Spans, n: int, at: int) -> bool:
    """Where a reference at the end of a sub-clause ends: before a loop or a caution that follows it."""
    span = spans[n]
    return n > at and (span.kind not in ("text", "ref", "blank") or (span.kind == "text" and span.text == " "))
