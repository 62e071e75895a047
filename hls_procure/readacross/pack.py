"""The pack that checks work on: the project, the documents, what other rooms have found, and an index made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, Literal, NamedTuple

from hls_procure.findings import Finding, Side
from hls_procure.law.facts import LawBook
from hls_procure.law.ruling import Conflict
from hls_procure.model import paths
from hls_procure.model.check import Check, Lexicon
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.fields import Field, generic
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.readacross.index import Texts
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.links import Links, link_states
from hls_procure.readacross.papers import Paper
from hls_procure.readacross.scan import Scanner, tokens

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = frozenset("january february march april may june july august september october november december".split())
#: One of them stands in each hour of a day that is written in words.
CLOCK = frozenset({"noon", "midday", "midnight", "am", "pm"})
#: Words by which the names of public bodies end.
BODIES = ("Council", "Trust", "Constabulary", "Combined Authority", "Care Board")
#: Words at which some check looks twice, beside the first words of phrases.
MARKS = frozenset(
    """must invoice invoices pay pays paid insurance liability lot lots score scores scored marks clause clauses section sections
    schedule schedules paragraph paragraphs annex annexes appendix appendices years year wage tbc tbd tba xx xxx xxxx lorem
    confirmed""".split()
) | MONTH_NAMES | frozenset(WEEKDAYS) | CLOCK  # fmt: skip
#: A person's own words: nobody mends them.
QUOTES = frozenset({"insights[].quote"})


@record
class ClauseNote:
    """What the pack knows of a clause of the agreement: its title, the tags it serves, and whether it applies."""

    id: str
    title: str
    serves: tuple[str, ...] = ()
    applies: bool = True


@record
class Unread:
    """A part of a document that could not be read. :param operative: whether people rely on it.

    :param said: the whole message, where it was left unread for another reason; :param do: and what to do then.
    """

    document: str
    where: str
    why: str
    operative: bool = True
    said: str = ""
    do: str = ""


class Passage(NamedTuple):
    """Words that stand in one place only: an answer in the project, or what a document says itself; a tuple, for there are many.

    :param document: ``project`` or a document's id. :param where: the path, or the place in the document.
    :param general: for an answer, its path without ids. :param marks: those of its words at which some check looks twice.
    """

    document: str
    where: str
    text: str
    general: str = ""
    line: Line | None = None
    law: bool = False
    safety: bool = False
    quote: bool = False
    marks: frozenset[str] = frozenset()

    @property
    def words(self) -> list[str]:
        """Its words and figures in small letters, cut when they are asked for: most passages never are."""
        return tokens(self.text)

    @property
    def printed(self) -> str:
        """The words with the facts that stand among them."""
        return self.line.text if self.line else self.text

    def side(self, value: str | int | float | None = None, around: str = "") -> Side:
        """The passage as one side of a finding. :param around: words that the quotation has to hold."""
        return Side(self.document, self.where, cut(self.text, around), value, self.line.spot if self.line else None)


#: A passage of the tuple of its fields, without the detour by their names.
_new_passage: Callable[[tuple[Any, ...]], Passage] = partial(tuple.__new__, Passage)


def large(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def cut(text: str, around: str = "", most: int = 180) -> str:
    """A text that fits into a finding, cut at words around what matters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    at = text.lower().find(around.lower()) if around else 0
    start = max(0, at - most // 3) if at > 0 else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + most)
    end = text.rfind(" ", start, end) if end < len(text) else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


class Pack:
    """Everything that is read across. Nothing in it changes while checks run.

    :param checks: the catalogue. :param facts: a view of the project; None for files that never saw one.
    :param documents: assembled or read. :param brought: findings of assembly. :param conflicts: those of the law room,
        timetable included. :param lexicons: lists of words. :param clauses: the clauses of the agreement.
    :param on: the day that counts as today. :param unread: parts that could not be read.
    :param papers: what bidders have. :param assumed: what a person has said of the cost of reporting: ``hour`` (a sum),
        ``limit`` (a share) and ``hours`` (a year).
    """

    def __init__(
        self,
        checks: Mapping[str, Check],
        facts: FactView | None = None,
        *,
        documents: Iterable[Doc] = (),
        brought: Iterable[Finding] = (),
        conflicts: Iterable[Conflict] = (),
        lexicons: Iterable[Lexicon] = (),
        clauses: Iterable[ClauseNote] = (),
        book: LawBook | None = None,
        on: date | None = None,
        unread: Iterable[Unread] = (),
        papers: Iterable[Paper] = (),
        assumed: Mapping[str, Any] | None = None,
    ) -> None:
        self.checks = checks
        self.facts = facts
        self.project = facts.project if facts else Project()
        self.documents = {doc.id: doc for doc in documents}
        self.brought = tuple(brought)
        self.conflicts = tuple(conflicts)
        self.lexicons = tuple(lexicons)
        self.clauses = {note.id: note for note in clauses}
        self.book = book
        self.on = on or self.project.as_of_date
        self.unread = tuple(unread)
        self.papers = tuple(papers)
        self.assumed: Mapping[str, Any] = assumed or {}
        self._rows: dict[str, tuple[Any, ...]] = {}
        self._marked: dict[str, list[int]] = {}
        self._texts = Texts(())

    # the project

    def get(self, path: str) -> Any:
        """The value at a path, or None where there is none or its question is hidden."""
        if self.facts is None:
            return None
        value = self.facts.get(path)
        return None if isinstance(value, Missing) else value

    def rows(self, path: str) -> tuple[Any, ...]:
        """The records of a list; none where nobody has answered or its question is hidden."""
        if path not in self._rows:
            self._rows[path] = self._shown_rows(path)
        return self._rows[path]

    def _shown_rows(self, path: str) -> tuple[Any, ...]:
        if self.facts is None:
            return ()
        typed = [leaf for leaf in self.facts.schema.leaves(f"{path}[]") if not leaf.derived]
        hidden = typed and all(self.facts.hidden(leaf) or self.facts.is_hidden(leaf.path) for leaf in typed)
        return () if hidden else paths.get(self.project, path) or ()

    def answered(self, path: str) -> bool:
        """Whether a list has been answered, be it with none."""
        return paths.get(self.project, path) is not None

    def part(self, name: str) -> Doc | None:
        """The document that is this part of the pack: ``agreement``, ``specification`` …"""
        return next((doc for doc in self.documents.values() if doc.part == name), None)

    @cached_property
    def links(self) -> Links:
        """How every link from a criterion to a commitment stands."""
        return link_states(
            self.rows("evaluation.criteria"),
            self.rows("spec.commitments"),
            self.rows("evaluation.questions"),
            self.rows("spec.requirements"),
            self.project.review.settled,
        )

    @cached_property
    def shown(self) -> frozenset[str]:
        """The fields that some document prints, without ids; all text fields where there is no document."""
        if not self.documents:
            return frozenset(field.path for field in self.facts.schema if field.is_text) if self.facts else frozenset()
        exact = {path for doc in self.documents.values() for line in doc.lines for path in line.facts}
        exact |= {p.path for doc in self.documents.values() for line in doc.lines for p in line.parts if p.kind == "fact"}
        return frozenset(map(generic, exact))

    @cached_property
    def relied_on(self) -> frozenset[str]:
        """The fields that a document prints on which bidders or Members rely; records and notes are none."""
        docs = [doc for doc in self.documents.values() if doc.part != "other"]
        exact = {path for doc in docs for line in doc.lines for path in line.facts}
        exact |= {p.path for doc in docs for line in doc.lines for p in line.parts if p.kind == "fact"}
        return frozenset(map(generic, exact))

    def operative(self, passage: Passage) -> bool:
        """Whether a passage stands in a document on which bidders or Members rely."""
        if passage.line is None:
            return passage.general in self.relied_on
        return self.documents[passage.document].part != "other"

    def answers(self, *, every: bool = False) -> Iterator[tuple[str, str, Field]]:
        """Every text that people gave and some document prints: its path, its words, its field.

        :param every: also what no document prints.
        """
        if self.facts is None:
            return
        for field in self.facts.schema:
            if not field.is_text or field.derived or not (every or field.path in self.shown):
                continue
            for path, value in self._values(field):
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, str) and one:
                        yield path, one, field

    def _values(self, field: Field) -> Iterator[tuple[str, Any]]:
        if not field.in_list:
            yield field.path, self.get(field.path)
            return
        home = field.in_list.removesuffix("[]")
        if "[]" in home:
            return
        name = paths.attribute(field.name)
        for row in self.rows(home):
            yield f"{home}[{row.id}].{field.name}", getattr(row, name)

    # words

    @cached_property
    def scanner(self) -> Scanner:
        """Looks for the phrases of every list at once, but for lists that are for one part of a pack only."""
        return Scanner(lexicon for lexicon in self.lexicons if not lexicon.parts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage once: each answer that is printed, and each document's own words, whichever documents share them."""
        made = list(self._passages())
        likely, marked = self.scanner.likely, self._marked
        own = MARKS | frozenset(self.heads.values()) | {name.split()[0].lower() for name in self.place_names}
        wanted = own | self.scanner.first
        passages = []
        self._texts = Texts([one[2] for one in made])
        for number, (one, words) in enumerate(zip(made, self._texts.words(), strict=True)):
            marks = wanted.intersection(words)
            if marks:
                marks = frozenset([mark for mark in marks if mark in own or likely(mark, words)])
                for mark in marks:
                    marked.setdefault(mark, []).append(number)
            passages.append(_new_passage((*one, marks)))
        return tuple(passages)

    def _passages(self) -> Iterator[tuple[Any, ...]]:
        """What each passage is made of, but for its marks."""
        kinds = {row.id: row.kind for row in self.rows("spec.requirements")}
        for path, text, field in self.answers():
            requirement = field.in_list == "spec.requirements[]"
            kind = kinds.get(path[path.index("[") + 1 : path.index("]")]) if requirement else None
            law = kind == "law" or field.path.startswith("legal.")
            yield "project", path, text, field.path, None, law, kind == "safety", field.path in QUOTES
        seen: set[tuple[str, str]] = set()
        for doc in self.documents.values():
            for line in doc.lines:
                own = line.own
                key = (line.id, own)
                if own.strip("… |") and key not in seen:
                    seen.add(key)
                    yield doc.id, line.where, own, "", line, bool(line.law), False, False

    @cached_property
    def heads(self) -> dict[str, str]:
        """The defined terms of several words, in small letters, each with its first word, by which passages are marked."""
        terms = [term.lower() for doc in self.documents.values() for term, _ in doc.definitions if " " in term]
        return {term: words[0] for term, words in zip(terms, Texts(terms).words(), strict=True) if len(words) > 1}

    @cached_property
    def place_names(self) -> frozenset[str]:
        """Places by which another procurement is recognised."""
        return frozenset().union(*(one.known for one in self.lexicons if one.code == "RA916"))

    def marked(self, words: Iterable[str]) -> Iterator[Passage]:
        """The passages that hold one of some marks, in order."""
        passages = self.passages
        numbers = {number for word in words for number in self._marked.get(word, ())}
        return (passages[number] for number in sorted(numbers))

    def holding(self, *signs: str, words: Iterable[str] = (), filled: bool = False) -> Iterator[Passage]:
        """The passages in whose own text one of some signs stands as it is written, or one of some marks, in order.

        :param filled: those in which a document prints facts, notes or blanks, too, whatever these are.
        """
        passages = self.passages
        numbers = set(self._texts.holding(*signs))
        numbers.update(number for word in words for number in self._marked.get(word, ()))
        if filled:
            numbers.update(self._filled)
        return (passages[number] for number in sorted(numbers))

    @cached_property
    def _filled(self) -> list[int]:
        return [n for n, one in enumerate(self.passages) if one.line and (one.line.facts or one.line.text != one.text)]

    def shaped(self, *shapes: str) -> Iterator[Passage]:
        """The passages with one of some patterns of signs, such as ``AA`` for two capitals; no person's words nor the law's."""
        passages = self.passages
        found = (passages[number] for number in self._texts.shaped(*shapes))
        return (passage for passage in found if not (passage.quote or passage.law))

    # findings

    def finding(
        self,
        code: str,
        message: str,
        left: Side,
        right: Side | None = None,
        hint: str = "",
        severity: Literal["error", "warning", "info"] | None = None,
    ) -> Finding:
        """A finding of a check, with the name, severity and reference that the catalogue gives it."""
        check = self.checks[code]
        return Finding(
            code, check.name, severity or check.severity, message, left, right, hint or check.do, self.provisions(check.reference)
        )

    def provisions(self, facts: Iterable[str]) -> str:
        """Where some legal facts stand, each place once; the ids themselves where there is no book of law."""
        known = [self.book.get(id).provision if self.book and id in self.book else id for id in facts]
        return "; ".join(dict.fromkeys(known))


def at(path: str, quote: object = "", value: str | int | float | None = None) -> Side:
    """A place in the project as one side of a finding."""
    return Side("project", path, cut(str(quote)) if quote else "", value)


def printed(doc: Doc, line: Line, around: str = "", value: str | int | float | None = None) -> Side:
    """A place in a document as one side of a finding."""
    return Side(doc.id, line.where, cut(line.text, around), value, line.spot)
