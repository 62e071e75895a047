"""Letters from rows: each choice of clauses is put together once, with places for values, and filled for every row.

What decides the shape of a letter is noted while it is put together (:mod:`hls_procure.model.traced`). A row in which all of
that is alike gets the same letter with its own values, byte for byte what putting it together by itself would give; every
other row starts a new one. A value that changes more than its own place is put together by itself.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from hls_procure.assembly.assemble import Assembler
from hls_procure.assembly.blocks import Blank, Document
from hls_procure.assembly.slots import Slots, Unfit
from hls_procure.documents.docx.filled import Filled, running
from hls_procure.documents.docx.template import Compiled
from hls_procure.documents.docx.writer import docx_parts, running_parts, write_docx
from hls_procure.documents.pack import PackBuilder
from hls_procure.documents.zipfiles import unpacked
from hls_procure.errors import InputError
from hls_procure.grants.choice import Choices, settled_words
from hls_procure.grants.fields import Fields
from hls_procure.grants.flat import FlatFacts, FlatRow, Unreadable
from hls_procure.grants.row import Row, project_of
from hls_procure.interview.guide import Guide
from hls_procure.law.answers import LawAnswer
from hls_procure.law.facts import LawBook
from hls_procure.model.clause import Library
from hls_procure.model.fields import FieldSchema
from hls_procure.model.record import record
from hls_procure.model.root import Project
from hls_procure.model.traced import Reads, TracedFacts

LETTER = "D29a"
#: How many letters of a shape are put together by themselves as well, and compared.
COMPARED = 1


@record
class Made:
    """One letter.

    :param key: its choice of clauses. :param docx: the Word file. :param draft: whether it says that it is a draft.
    :param blanks: the places in it that are not filled.
    """

    id: str
    key: str
    docx: bytes
    draft: bool
    blanks: tuple[Blank, ...] = ()


def same(one: Made, other: Made) -> bool:
    """Whether two letters are alike in every part; how their files are packed makes no difference."""
    return replace(one, docx=b"") == replace(other, docx=b"") and unpacked(one.docx) == unpacked(other.docx)


class Gap(Exception):
    """A letter with a gap, which only this row may have."""


@dataclass
class Shape:
    """A letter with places for values.

    :param blanks: what the law room has to say in it, which is the same for all. :param tried: how many were compared.
    """

    key: str
    file: Filled
    slots: Slots
    draft: bool
    blanks: tuple[Blank, ...]
    tried: int = 0


class Letters:
    """Makes the letters of one funder.

    :param base: what holds for every grant. :param template: the letter's template, compiled.
    :param settled: the choices of clauses that somebody who knows the law has read; their letters are no drafts.
    """

    def __init__(
        self,
        base: Project,
        schema: FieldSchema,
        library: Library,
        guide: Guide,
        book: LawBook,
        template: Compiled,
        *,
        language: str = "en-GB",
        settled: Container[str] = frozenset(),
        document: str = LETTER,
    ) -> None:
        self.base = base
        self.schema = schema
        self.library = library
        self.guide = guide
        self.book = book
        self.template = template
        self.language = language
        self.settled = settled
        self.id = document
        self.choices = Choices(library)
        self.fields = Fields(base, schema, guide)
        self.shapes: dict[tuple[Any, ...], Shape | None] = {}
        self._folded: dict[tuple[Any, ...], Filled] = {}

    def made(self, row: Row) -> Made:
        """The letter of a row. :raises InputError: a value that cannot be read, or a letter that its facts rule out."""
        found = self._found(row)
        if found is None:
            return self.alone(row)
        shape, file, facts, key = found
        try:
            data = file.write(partial(shape.slots.words, facts=facts))
        except Unfit:
            return self.alone(row)
        made = Made(row.id, shape.key, data, shape.draft, shape.blanks)
        if shape.tried < COMPARED:
            alone = self.alone(row)
            shape.tried += 1
            if not same(alone, made):
                self.shapes[key] = None
                return alone
        return made

    def look(self, row: Row) -> tuple[str, tuple[Blank, ...]]:
        """The choice of clauses of a row's letter, and the places in it that are not filled, without writing it.

        :raises InputError: as :meth:`made`.
        """
        found = self._found(row)
        if found is not None:
            shape, file, facts, _ = found
            try:
                for number in file.places:
                    shape.slots.words(number, facts)
            except Unfit:
                pass
            else:
                return shape.key, shape.blanks
        document = self.document(row)
        return self.choices.of(document), document.blanks

    def _found(self, row: Row) -> tuple[Shape, Filled, FlatFacts, tuple[Any, ...]] | None:
        """The shape of a row's letter and its file; None where it has to be put together by itself."""
        try:
            flat = FlatRow(row, self.schema)
        except Unreadable:
            return None
        facts, key = self.fields.look(flat)
        if key not in self.shapes:
            try:
                made = self._shape(row, facts)
            except Gap:
                return None
            key = self.fields.look(flat)[1]
            self.shapes[key] = made
        shape = self.shapes[key]
        try:
            return (shape, self._file(key, shape, flat, facts), facts, key) if shape is not None else None
        except Unfit:
            return None

    def alone(self, row: Row) -> Made:
        """The letter of a row, put together by itself."""
        document = self.document(row)
        key = self.choices.of(document)
        data = write_docx(document, self.template, day=self.base.as_of_date, language=self.language)
        return Made(row.id, key, data, key not in self.settled, document.blanks)

    def document(self, row: Row) -> Document:
        """The letter of a row before it is written, put together by itself. :raises InputError: as :meth:`made`."""
        project, problems = project_of(self.base, row, self.schema)
        if problems:
            raise InputError(problems)
        pack = self._builder(project).build([self.id], draft=False)
        if pack.refused:
            raise InputError(pack.refused)
        made = pack.documents[self.id]
        return self._signed(made, self.choices.of(made))

    def _builder(self, project: Project) -> PackBuilder:
        return PackBuilder(project, self.schema, self.library, self.guide, book=self.book)

    def _signed(self, document: Document, key: str) -> Document:
        """As it goes out, where its words are settled: without what was there to be checked before."""
        return settled_words(document) if key in self.settled else document

    def _shape(self, row: Row, facts: FlatFacts) -> Shape | None:
        """The letter of a row with places for values; None where letters of its kind cannot be filled.

        :raises Gap: something is missing, or wrong.
        """
        project, problems = project_of(self.base, row, self.schema)
        if problems:
            raise Gap
        builder, reads, slots = self._builder(project), Reads(), Slots()
        traced = TracedFacts(project, self.schema, award_known=False, hidden=facts.hidden_fields, reads=reads)

        def law(id: str) -> LawAnswer:
            reads.law[id] = None
            return builder.law(id)

        assembler = Assembler(
            project, self.schema, self.library, labels=self.guide.labels, law=law, mentioned=builder.mentioned,
            facts=traced, slots=slots,
        )  # fmt: skip
        try:
            document = assembler.assemble(self.id, draft=False)
        except InputError:
            raise Gap from None
        steady = self.fields.learn(reads, slots, document)
        if any(blank.kind != "law" for blank in document.blanks):
            raise Gap
        if not steady:
            return None
        key = self.choices.of(document)
        document = self._signed(document, key)
        front = document.front
        document = replace(
            document,
            front=replace(
                front, title=running(front.title), subtitle=running(front.subtitle), authority=running(front.authority),
                reference=running(front.reference),
            ),
        )  # fmt: skip
        parts = docx_parts(document, self.template, day=self.base.as_of_date, language=self.language)
        return Shape(key, Filled.of(parts, running_parts(self.template)), slots, key not in self.settled, document.blanks)

    def _file(self, key: tuple[Any, ...], shape: Shape, flat: FlatRow, facts: FlatFacts) -> Filled:
        """The shape with everything filled in that no row of this kind changes."""
        if key not in self._folded:
            same = (n for n in shape.file.places if not self.fields.varies(shape.slots.path(n), flat.touched))
            self._folded[key] = shape.file.fold({n: shape.slots.words(n, facts) for n in same})
        return self._folded[key]
