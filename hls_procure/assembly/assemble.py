"""From a project and the library to documents: the plan, the numbers, the references, the definitions."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hls_procure.assembly.blocks import Blank, Block, Document, Front, Para, Span, Spans, block_texts, plain_text
from hls_procure.assembly.context import Context, Item, LawAnswer, Purpose
from hls_procure.assembly.expand import Expander, clause_items
from hls_procure.assembly.finish import Finisher
from hls_procure.assembly.letter import as_letter, attached_pages
from hls_procure.assembly.number import Number, below, first, schedule_number
from hls_procure.assembly.slots import Saying, Slots
from hls_procure.assembly.words import Words
from hls_procure.errors import InputError, Problem
from hls_procure.model.clause import DocumentSpec, Library, SchedulePart
from hls_procure.model.facts import FactView
from hls_procure.model.fields import FieldSchema
from hls_procure.model.found import Found
from hls_procure.model.paths import get
from hls_procure.model.root import Project
from hls_procure.model.tongue import ENGLISH, Tongue
from hls_procure.model.values import say_list


@dataclass
class Skeleton:
    """A document with its parts unfolded and numbered, before references are written.

    :param home: ids that stand in the document itself, not in a schedule made of another document.
    """

    spec: DocumentSpec
    items: list[Item] = field(default_factory=list)
    numbers: dict[str, Number] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    schedules: dict[str, str] = field(default_factory=dict)
    home: set[str] = field(default_factory=set)
    blanks: list[Blank] = field(default_factory=list)


class Assembler:
    """Assembles the documents of one project for one purpose, a tender or a signature.

    :param project: what is known. :param schema: the field schema. :param library: clauses, terms, documents, texts.
    :param labels: field path to its words and question. :param law: asks the law room about one fact.
    :param mentioned: asks it about one that words only tell of, whichever nation and time it belongs to.
    :param versions: document id to the number of its next version. :param hidden: fields whose question is hidden.
    :param found: works out what the law room finds for the project; asked once, where a document prints it.
    :param facts: a view of the project's facts in place of the usual one, which notes what it is asked.
    :param slots: where a document is to be filled many times, the places that it gets instead of values.
    :param tongue: the language of the library.
    """

    def __init__(
        self,
        project: Project,
        schema: FieldSchema,
        library: Library,
        *,
        purpose: Purpose = "tender",
        labels: Mapping[str, tuple[str, str]] | None = None,
        law: Callable[[str], LawAnswer] = lambda fact: LawAnswer("sound"),
        mentioned: Callable[[str], LawAnswer] = lambda fact: LawAnswer("sound"),
        versions: Mapping[str, int] | None = None,
        hidden: Container[str] = frozenset(),
        found: Callable[[], Found] | None = None,
        facts: FactView | None = None,
        slots: Slots | None = None,
        tongue: Tongue = ENGLISH,
    ) -> None:
        if facts is None:
            facts = FactView(project, schema, award_known=purpose == "signature", hidden=hidden, law=found)
        self.context = Context(project, facts, library, purpose, labels or {}, law, mentioned, slots=slots, tongue=tongue)
        self.versions = versions or {}
        self._skeletons: dict[str, Skeleton] = {}
        self._shapes: dict[str, Skeleton] = {}

    def documents(self) -> tuple[DocumentSpec, ...]:
        """The documents that this purpose builds for the project's walk, in the order of their ids."""
        return tuple(spec for spec in self.every() if self.belongs(spec))

    def every(self) -> tuple[DocumentSpec, ...]:
        """The documents that this purpose builds for some walk, in the order of their ids."""
        every = self.context.library.documents.values()
        return tuple(sorted((d for d in every if self.context.purpose in d.builds), key=lambda d: d.id))

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The documents of the project's walk alone; empty where it shares those of every walk."""
        every = self.context.library.documents.values()
        return tuple(sorted(d.id for d in every if self.context.project.project.playbook in d.walks))

    def belongs(self, spec: DocumentSpec) -> bool:
        """Whether the project's walk has the document: one of its own, or, where it has none of its own, one of no other walk."""
        return spec.id in self.own if self.own else not spec.walks

    def skeleton(self, id: str) -> Skeleton:
        """A document's parts and numbers; unfolded once."""
        if id not in self._skeletons:
            self._skeletons[id] = self._unfold(id)
        return self._skeletons[id]

    def shape(self, id: str) -> Skeleton:
        """A document's numbers only, for references from another; unfolded once."""
        if id in self._skeletons:
            return self._skeletons[id]
        if id not in self._shapes:
            self.context.light = True
            try:
                self._shapes[id] = self._unfold(id)
            finally:
                self.context.light = False
        return self._shapes[id]

    def _unfold(self, id: str) -> Skeleton:
        before = len(self.context.blanks)
        made = Skeleton(self.context.library.documents[id])
        self._body(made)
        self._schedules(made)
        made.blanks = self.context.blanks[before:]
        del self.context.blanks[before:]
        return made

    def assemble(self, id: str, *, draft: bool = True) -> Document:
        """One document, whole. :raises InputError: where its facts rule it out, with what to do."""
        spec = self.context.library.documents.get(id)
        if spec is None:
            known = ", ".join(sorted(self.context.library.documents))
            raise InputError(Problem(id, "is not a document that can be built", f"There are {known}."))
        if self.ruled_out(spec):
            raise InputError(Problem(id, f"{spec.short} cannot be built for this project", self._why_not(spec)))
        skeleton = self.skeleton(id)
        finisher = Finisher(self.context, skeleton, self)
        blocks, breaks = finisher.blocks(), frozenset[str]()
        if spec.letter:
            breaks = attached_pages(blocks)
            blocks = as_letter(blocks, self.context.text("attached-page"))
        front, face_blanks = self._front(spec, text_hash(blocks), draft=draft)
        return Document(
            id=spec.id,
            short=spec.short,
            filename=f"{spec.id}-{spec.filename}",
            audience=spec.audience,
            template=spec.template,
            front=front,
            blocks=tuple(blocks),
            blanks=tuple(dict.fromkeys(face_blanks + skeleton.blanks + finisher.blanks)),
            bookmarks={k: v for k, v in finisher.bookmarks().items() if not spec.letter or k not in finisher.clauses},
            numbers={} if spec.letter else {key: number.full for key, number in skeleton.numbers.items()},
            clauses=tuple(
                (c.id, c.version, self.context.decide(c).variant, c.layer)
                for c in (self.context.library.clauses[i] for i in finisher.clauses)
            ),
            purpose=self.context.purpose,
            breaks=breaks,
        )

    def ruled_out(self, spec: DocumentSpec) -> bool:
        """Whether a document is ruled out: it is of another walk, or what it needs is not so, or not known where it has to be."""
        if not self.belongs(spec):
            return True
        if spec.needs is None:
            return False
        result = spec.needs(self.context.facts)
        return result is False or (result is None and spec.needs_known)

    def _why_not(self, spec: DocumentSpec) -> str:
        if self.belongs(spec) or not self.own:
            return spec.needs_why
        return self.context.text("other-walk", walk=self.context.project.project.playbook or "", own=say_list(list(self.own)))

    def home_of(self, target: str, besides: str) -> Skeleton | None:
        """The document where an id is at home: one that holds it itself, not in a schedule made of another."""
        fallback = None
        for spec in sorted(self.context.library.documents.values(), key=lambda d: d.id):
            if spec.id == besides:
                continue
            if not any(target.partition(".")[0] in group.clauses for group in spec.groups):
                continue
            skeleton = self.shape(spec.id)
            if target in skeleton.numbers and target in skeleton.home:
                return skeleton
            if target in skeleton.numbers:
                fallback = fallback or skeleton
        return fallback

    def _review(self, id: str, words_hash: str) -> str:
        """What the first page says about legal review; nothing on a letter that somebody has reviewed as it stands.

        The words of another language are reviewed for themselves.
        """
        letter = self.context.library.documents[id].letter
        tongue = self.context.tongue
        judged = f"{id}-{tongue.code}" if tongue.code else id
        settled = next((s for s in reversed(self.context.project.review.settled) if s.id == judged), None)
        if settled is None:
            return self.context.text("face-draft-letter" if letter else "face-draft")
        if self.context.slots is not None:
            self.context.slots.refused.append(f"{id} is settled in one wording")
        key = "face-reviewed" if settled.text in (None, words_hash) else "face-stale"
        if letter and key == "face-reviewed":
            return ""
        return self.context.text(key, by=tongue.name(f"review.settled[{judged}].by", settled.by), on=tongue.date(settled.on))

    def _body(self, made: Skeleton) -> None:
        position = 0
        for group in made.spec.groups:
            if group.heading and any(self.context.applies(id) for id in group.clauses):
                made.items.append(Item(f"part-{len(made.items)}", "heading", [Span("text", group.heading)], numbered=False))
            for id in group.clauses:
                clause = self.context.library.clauses[id]
                if not self.context.decide(clause).present:
                    continue
                position += 1
                item = Item(id, "heading", [Span("text", clause.title)], clause_items(self.context, clause), clause=clause)
                made.items.append(item)
                made.numbers[id] = first(position, id=id)
                made.titles[id] = clause.title
                made.home.add(id)
                self._number(made, item.children, made.numbers[id], home=True)

    def _number(self, made: Skeleton, items: list[Item], parent: Number, *, home: bool) -> None:
        for position, item in enumerate(_counted(items), 1):
            number = below(parent, position, item.id)
            made.numbers[item.id] = number
            if home:
                made.home.add(item.id)
            self._number(made, item.children, number, home=home)

    def _schedules(self, made: Skeleton) -> None:
        position = 0
        for part in made.spec.schedules:
            if part.applies_when is not None and part.applies_when(self.context.facts) is False:
                continue
            item, children_home = self._schedule(made, part)
            if item is None:
                continue
            position += 1
            number = schedule_number(position, item.id)
            made.numbers[item.id] = number
            made.home.add(item.id)
            made.items.append(item)
            self._number_schedule(made, item, number, home=children_home)

    def _schedule(self, made: Skeleton, part: SchedulePart) -> tuple[Item | None, bool]:
        if part.clause:
            clause_id, _, name = part.clause.partition(".")
            clause = self.context.library.clauses[clause_id]
            if not self.context.decide(clause).present:
                return None, True
            own = next(s for s in clause.schedules if s.id == name)
            if own.applies_when is not None and own.applies_when(self.context.facts) is False:
                return None, True
            expander = Expander(self.context, clause, self.context.decide(clause).variant, part.clause)
            children = expander.items(own.nodes, part.clause)
            made.titles[part.clause] = own.title
            made.schedules[part.clause] = part.clause
            return Item(part.clause, "schedule", [Span("text", own.title)], children, clause=clause), True
        id = f"{made.spec.id}.{part.id}"
        if part.document:
            return self._document_schedule(made, part, id), False
        words = Words(self.context, id, id)
        note = words.pieces(part.attach_note)
        label = self.context.text("attach", by=part.attach_by)
        self.context.blanks.append(Blank("attach", id, f"{part.title}: {label}", id, id, owner=part.attach_by))
        children = [
            Item(f"{id}.attach", "para", [Span("blank", label, id, "attach")], numbered=False),
        ]
        if note:
            children.insert(0, Item(f"{id}.note", "para", note, numbered=False))
        made.titles[id] = part.title
        return Item(id, "schedule", [Span("text", part.title)], children), True

    def _document_schedule(self, made: Skeleton, part: SchedulePart, id: str) -> Item:
        other = self.context.library.documents[part.document]
        title = part.title or plain_text(tuple(s for s in Words(self.context, id, id).pieces(other.title) if isinstance(s, Span)))
        children = []
        for group in other.groups:
            for clause_id in group.clauses:
                clause = self.context.library.clauses[clause_id]
                if clause_id in made.home or not self.context.decide(clause).present or _is_glossary(clause_id):
                    continue
                children.append(
                    Item(clause_id, "heading", [Span("text", clause.title)], clause_items(self.context, clause), clause=clause)
                )
                made.titles[clause_id] = clause.title
        made.titles[id] = title
        made.schedules[part.document] = id
        return Item(id, "schedule", [Span("text", title)], children)

    def _number_schedule(self, made: Skeleton, item: Item, number: Number, *, home: bool) -> None:
        for position, child in enumerate(_counted(item.children), 1):
            own = first(position, "sched-para", schedule=number.schedule, id=child.id)
            made.numbers[child.id] = own
            if home:
                made.home.add(child.id)
            self._number(made, child.children, own, home=home)

    def _front(self, spec: DocumentSpec, words_hash: str, *, draft: bool) -> tuple[Front, list[Blank]]:
        before = len(self.context.blanks)
        project = self.context.project
        words = Words(self.context, spec.id, spec.id)

        def said(parts: tuple[object, ...]) -> str:
            return plain_text(tuple(s for s in words.pieces(parts) if isinstance(s, Span)))  # type: ignore[arg-type]

        review = self._review(spec.id, words_hash)
        shown: Spans = (Span("strong", review),)
        face = [Para(f"{spec.id}.review", "none", 0, "", shown, role="face")] if review else []
        for node in spec.face:
            for item in Expander(self.context, None, "", spec.id).items((node,), spec.id):
                spans: Spans = tuple(s for s in item.pieces if isinstance(s, Span))
                face.append(Para(item.id, "none", 0, "", spans, role="face"))
        version = str(self.versions.get(spec.id, 1))
        front = Front(
            title=_large(said(spec.title), self.context.slots),
            subtitle=_large(said(spec.subtitle), self.context.slots),
            authority=self._first("authority.name", "funder.name"),
            reference=_large(spec.short.removeprefix("the "), self.context.slots)
            if spec.nameless
            else self._first("project.reference", "grant.id"),
            version=self.context.text("version-draft" if draft else "version-final", number=version),
            date=self.context.tongue.date(project.as_of_date) if project.as_of_date else "",
            face=tuple(face),
            draft=draft,
        )
        blanks = self.context.blanks[before:]
        del self.context.blanks[before:]
        return front, blanks

    def _first(self, *paths: str) -> str:
        """The first of some fields that has a value, for a running line; an empty string where none has."""
        facts, slots = self.context.facts, self.context.slots
        for path in paths:
            value = get(self.context.project, path)
            field_ = facts.schema.get(path)
            if slots is not None and field_ is not None:
                slots.present[path] = None
                if value:
                    return slots.place(path, Saying(field_), value)
            elif value:
                return self.context.tongue.name(path, str(value))
        return ""


def _large(text: str, slots: Slots | None) -> str:
    """A title starts with a capital letter, whatever stands first in it."""
    made = slots.large(text) if slots is not None else text
    return made[:1].upper() + made[1:]


def _counted(items: Iterable[Item]) -> Iterator[Item]:
    """The items that get a number; where a paragraph has none, what is below it counts in its place."""
    for item in items:
        if item.kind in ("heading", "para") and item.numbered:
            yield item
        elif item.kind == "para":
            yield from _counted(item.children)


def text_hash(blocks: Sequence[Block]) -> str:
    """A short hash of the printed words of a document: what a person has settled is stale when it changes."""
    import hashlib

    digest = hashlib.sha256()
    for text in block_texts(blocks):
        digest.update(text.encode("utf-8", "replace") + b"\0")
    return digest.hexdigest()[:16]


def _is_glossary(clause_id: str) -> bool:
    return clause_id.startswith("GW-")
