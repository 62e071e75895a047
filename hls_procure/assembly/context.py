"""What the parts of an assembly share: the facts, the words, the law, and what has been met so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from hls_procure.assembly.blocks import Blank, Span
from hls_procure.assembly.slots import Slots
from hls_procure.law.answers import LawAnswer as LawAnswer
from hls_procure.law.answers import LawState as LawState
from hls_procure.model.clause import Clause, Library, Variant
from hls_procure.model.facts import FactView
from hls_procure.model.fields import generic
from hls_procure.model.marks import RefMark
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.model.tongue import ENGLISH, Tongue

Purpose = Literal["tender", "signature"]


@record
class Decision:
    """Whether a clause or sub-clause is in a document, in which wording, and why."""

    id: str
    present: bool
    reason: str
    variant: str = ""
    unknown: bool = False


Piece = Span | RefMark


@dataclass
class Item:
    """A sub-clause on its way into a document: its words with references still open."""

    id: str
    kind: Literal["heading", "para", "table", "form", "signatures", "definitions", "schedule", "drawing"]
    pieces: list[Piece] = field(default_factory=list)
    children: list[Item] = field(default_factory=list)
    numbered: bool = True
    facts: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    clause: Clause | None = None
    variant: str = ""
    extra: object = None
    where: str = ""


@dataclass
class Context:
    """Everything an assembly needs, and the blanks and decisions that it collects.

    :param labels: the words by which a person knows a field, and the question that asks for it.
    :param law: asks the law room about one fact. :param mentioned: asks it about one that words only tell of, whichever
        nation and time it belongs to. :param light: only the shape is wanted, for numbers that another
        document refers to: nothing is said, no table is filled. :param slots: where a document is put together to be
        filled many times: it holds places instead of values. :param tongue: the language of the words; that of the library.
    """

    project: Project
    facts: FactView
    library: Library
    purpose: Purpose
    labels: Mapping[str, tuple[str, str]]
    law: Callable[[str], LawAnswer]
    mentioned: Callable[[str], LawAnswer] = lambda fact: LawAnswer("sound")
    decisions: dict[str, Decision] = field(default_factory=dict)
    blanks: list[Blank] = field(default_factory=list)
    light: bool = False
    slots: Slots | None = None
    tongue: Tongue = ENGLISH

    def text(self, key: str, **values: str) -> str:
        """A small text of the library with its places filled."""
        pieces = self.library.texts[key].split("{")
        for number, piece in enumerate(pieces[1:], 1):
            name, end, rest = piece.partition("}")
            pieces[number] = values[name] + rest if end and name in values else "{" + piece
        return "".join(pieces)

    def label(self, path: str) -> tuple[str, str]:
        """The words for a field and the id of its question, as far as the playbook has them.

        A figure that is worked out goes by the first answer that it is worked out from.
        """
        general = generic(path)
        field_ = self.facts.schema.get(general)
        while general:
            if general in self.labels:
                return self.labels[general]
            general = general.rpartition(".")[0]
        for source in field_.inputs if field_ else ():
            label = self.label(source)
            if label[1]:
                return label
        return path, ""

    def decide(self, clause: Clause) -> Decision:
        """Whether a clause applies to this project; decided once."""
        if clause.id not in self.decisions:
            self.decisions[clause.id] = self._decide(clause)
        return self.decisions[clause.id]

    def applies(self, id: str) -> bool:
        """Whether the clause that an id belongs to applies."""
        clause = self.library.clauses.get(id.partition(".")[0])
        return clause is not None and self.decide(clause).present

    def variant(self, clause: Clause) -> Variant | None:
        """The wording that counts; None where its choice has none."""
        key = self.decide(clause).variant
        return clause.variants.get(key)

    def _decide(self, clause: Clause) -> Decision:
        present, reason, unknown = True, "It belongs in every one of these documents.", False
        if clause.applies_when is not None:
            result = clause.applies_when(self.facts)
            said = f"its condition is {clause.applies_when.text}"
            if result is None:
                present, unknown = clause.if_unknown != "hide", True
                reason = f"It is {'shown' if present else 'left out'} until this is known: {said}."
            else:
                present = result
                reason = (
                    f"It is {'in' if result else 'left out'}, because {said}, and that is {'true' if result else 'not true'}."
                )
        key = ""
        if clause.on:
            value = self.facts.get(clause.on)
            known = isinstance(value, str) and value in clause.variants
            key = value if known else (clause.default or next(iter(clause.variants), ""))
            how = f"follows from {clause.on}" if known else f"is the usual one until {clause.on} is answered"
            reason += f" Its wording '{key}' {how}."
        elif clause.choice:
            chosen = next((c for c in self.project.choices if c.clause == clause.id), None)
            key = chosen.variant if chosen else (clause.default or next(iter(clause.variants), ""))
            who = (
                f"was chosen by {chosen.by or 'somebody unnamed'}: {chosen.why or 'no reason given'}"
                if chosen
                else "is the default"
            )
            reason += f" Its wording '{key}' {who}."
        return Decision(clause.id, present, reason, key, unknown)
