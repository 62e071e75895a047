"""Turns the words and marks of a clause into spans: facts said, terms named, blanks marked; references stay open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hls_procure.assembly.blocks import Blank, Span
from hls_procure.assembly.context import Context, Piece
from hls_procure.assembly.slots import Saying, Slots
from hls_procure.model.facts import NOTHING, Environment, Missing
from hls_procure.model.fields import TEXT_TYPES, Field
from hls_procure.model.marks import FactMark, NumberMark, Part, RefMark, TermMark
from hls_procure.model.traced import TracedFacts
from hls_procure.model.values import say_number, say_words

BLOCKING = frozenset({"unanswered", "later"})


@dataclass
class Words:
    """Says the parts of one sub-clause.

    :param context: the assembly. :param owner: the full id of the sub-clause. :param where: file and line.
    :param hidden: becomes true where a fact stands whose question is hidden: the sub-clause is then left out.
    """

    context: Context
    owner: str
    where: str = ""
    env: Environment = field(default_factory=lambda: NOTHING)
    facts: list[str] = field(default_factory=list)
    hidden: bool = False

    def pieces(self, parts: tuple[Part, ...], *, cell: bool = False) -> list[Piece]:
        """Spans and open references for some parts.

        :param cell: in a cell of a table a person's sentence stands exactly as typed, without a stop added.
        """
        made: list[Piece] = []
        for number, part in enumerate(parts):
            if isinstance(part, str):
                made.append(Span("text", part))
            elif isinstance(part, RefMark):
                made.append(part)
            elif isinstance(part, TermMark):
                term = self.context.library.terms[part.term]
                made.append(Span("term", term.plural if part.plural else term.singular, part.term))
            elif isinstance(part, NumberMark):
                made.append(self._number(part))
            else:
                rest = parts[number + 1] if number + 1 < len(parts) else ""
                said = self._fact(part, rest if isinstance(rest, str) else "x", last=number + 1 == len(parts), cell=cell)
                made += said if isinstance(said, list) else [said]
        return made if cell else _one_stop(made, self.context.slots)

    def _number(self, mark: NumberMark) -> Span:
        value = self.context.facts.get(mark.path, self.env)
        return Span("text", mark.one if value == 1 else mark.many)

    def _fact(self, mark: FactMark, rest: str, *, last: bool, cell: bool) -> Span | list[Piece]:
        path = self.context.facts.resolve(mark.path, self.env)
        field_ = self.context.facts.schema.get(path)
        value = self._looked_up(path)
        if isinstance(value, Missing):
            if value.kind == "hidden":
                self.hidden = True
                return Span("text", "")
            return self.blank(value)
        if field_ is None:
            words, _ = self.context.labels.get(path.removesuffix(".id"), (str(value), ""))
            return Span("fact", words, path)
        self.facts.append(path)
        if field_.type == "link":
            return Span("fact", self._link(field_, value), path)
        if field_.type == "working-days" and mark.format in ("unit", "words:working-day"):
            return self._working_days(value, mark.format, path)
        if isinstance(value, str) and field_.type in TEXT_TYPES:
            value = self._in_tongue(field_, value, path)
        saying = Saying(field_, mark.format, rest, last, cell)
        slots = self.context.slots
        if slots is not None:
            return Span("fact", slots.place(path, saying, value), path, field_.type)
        return Span("fact", saying.words(value, self.context.tongue, self.owner), path, field_.type)

    def _looked_up(self, path: str) -> Any:
        """A value that is only to be printed."""
        facts = self.context.facts
        if not isinstance(facts, TracedFacts):
            return facts.get(path)
        with facts.printing():
            return facts.get(path)

    def _in_tongue(self, field_: Field, value: str, path: str) -> str:
        """What somebody typed. A name or an address is the same in every language unless somebody says otherwise."""
        tongue = self.context.tongue
        told = tongue.name if field_.type in ("name", "text") else tongue.typed
        return told(path, value, self.owner)

    def _working_days(self, value: Any, format: str, path: str) -> list[Piece]:
        self.context.facts.get(path)  # one and several differ in the words beside it, so it decides
        number = say_words(value) if format != "unit" and isinstance(value, int) else say_number(value)
        number = self.context.tongue.said(number, self.owner)
        term = self.context.library.terms["working-day"]
        return [
            Span("fact", number, path, "working-days"),
            Span("text", " "),
            Span("term", term.singular if value == 1 else term.plural, "working-day"),
        ]

    def _link(self, field_: Field, value: Any) -> str:
        names = []
        for one in value if isinstance(value, tuple) else (value,):
            base = field_.to.removesuffix("[]")
            shown = one
            for leaf in ("short", "name", "title", "text"):
                if self.context.facts.schema.get(f"{field_.to}.{leaf}"):
                    found = self.context.facts.get(f"{base}[{one}].{leaf}")
                    if isinstance(found, str):
                        shown = found
                    break
            names.append(shown)
        return "; ".join(names)

    def blank(self, missing: Missing) -> Span:
        """A marked place for something that has no value, listed among the document's blanks."""
        label, question = self.context.label(missing.path)
        if missing.kind in ("award", "tender") and missing.words:
            words = missing.words
        else:
            key = f"blank-{missing.kind}"
            if missing.kind == "later" and not (missing.owner and missing.by):
                key = "blank-later-nobody"
            words = self.context.text(
                key,
                what=label,
                question=question,
                owner=missing.owner or "",
                by=self.context.tongue.date(missing.by) if missing.by else "",
            )
            words = words if question else words.replace(" ()", "")
        blank = Blank(
            kind=missing.kind,
            path=missing.path,
            words=words,
            where=self.where,
            id=self.owner,
            owner=missing.owner,
            by=missing.by.isoformat() if missing.by else None,
            blocks_final=missing.kind in BLOCKING
            or (missing.kind in ("award", "tender") and self.context.purpose == "signature"),
        )
        self.context.blanks.append(blank)
        return Span("blank", words, missing.path, missing.kind)


def _one_stop(pieces: list[Piece], slots: Slots | None) -> list[Piece]:
    """A clause's full stop behind a person's question mark or stop is one too many."""
    made: list[Piece] = []
    before = ""
    for piece in pieces:
        if isinstance(piece, Span) and piece.kind == "text" and piece.text.startswith(".") and before:
            if slots is not None:
                piece = Span("text", slots.follow(before, piece.text))
            elif before.endswith(("?", "!", ".")):
                piece = Span("text", piece.text[1:])
        before = piece.text if isinstance(piece, Span) and piece.kind == "fact" else ""
        made.append(piece)
    return made
