"""Assembles the documents of a project: the library, the law as at the project's days, hidden answers, blanks and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from hls_procure.assembly.assemble import Assembler
from hls_procure.assembly.blocks import Blank, Document
from hls_procure.assembly.checks import pack_findings
from hls_procure.assembly.context import Purpose
from hls_procure.assembly.leaks import award_words, leaks
from hls_procure.errors import InputError, Problem, nearest
from hls_procure.findings import Finding
from hls_procure.interview.guide import Guide
from hls_procure.law.answers import LawAnswer
from hls_procure.law.case import law_day
from hls_procure.law.facts import LawBook
from hls_procure.model.award import Award
from hls_procure.model.clause import DocumentSpec, Library, document_id
from hls_procure.model.facts import FactView
from hls_procure.model.fields import FieldSchema
from hls_procure.model.found import Found
from hls_procure.model.root import Project
from hls_procure.model.tongue import ENGLISH, Tongue
from hls_procure.model.translated import translated


@dataclass
class Pack:
    """The assembled documents of one build.

    :param documents: by id, in the order of ids. :param findings: what stands out.
    :param refused: documents that this project cannot have, with the reason.
    """

    purpose: Purpose
    documents: dict[str, Document] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)

    @property
    def blanks(self) -> list[tuple[str, Blank]]:
        """Every blank with its document, each path once a document."""
        seen: set[tuple[str, str, str]] = set()
        made = []
        for id, document in self.documents.items():
            for blank in document.blanks:
                key = (id, blank.kind, blank.path)
                if key not in seen:
                    seen.add(key)
                    made.append((id, blank))
        return made


#: Documents that another command makes: why, and how to have them.
ELSEWHERE = {
    "D30": (
        "The read-across report is made by check, from what it finds.",
        "Make it with: hls-procure check DIR --format docx --output REPORT.docx",
    )
}
DATED_BY = ("commencement", "award", "modification", "decision")


def law_days(project: Project) -> Mapping[str, date | None]:
    """The day of the project that each kind of fact is asked by."""
    return {kind: law_day(project, kind) for kind in DATED_BY}


class PackBuilder:
    """Assembles documents for one project. For a tender the law room is asked as if no award had been made.

    :param versions: the number of the next version of each document. :param tongue: the language to say them in.
    """

    def __init__(
        self,
        project: Project,
        schema: FieldSchema,
        library: Library,
        guide: Guide,
        *,
        purpose: Purpose = "tender",
        versions: Mapping[str, int] | None = None,
        book: LawBook | None = None,
        tongue: Tongue = ENGLISH,
    ) -> None:
        self.project = project
        self.schema = schema
        self.purpose: Purpose = purpose
        self.book = book or LawBook.load()
        self.days = law_days(project)
        self.questions = {path: question for path, (_, question) in guide.labels.items()}
        found = cache(self.found)
        self.assembler = Assembler(
            project,
            schema,
            translated(library, tongue),
            purpose=purpose,
            labels=guide.labels,
            law=self.law,
            mentioned=self.mentioned,
            versions=versions,
            hidden=guide.hidden(FactView(project, schema, law=found)),
            found=found,
            tongue=tongue,
        )

    def found(self) -> Found:
        """What the law room finds for the project; its rules are loaded only where a document or a question asks.

        While a tender is built it is asked as if no award had been made, so that no tender shows a day or a name of one.
        """
        from hls_procure.law.found import find

        seen = replace(self.project, award=Award()) if self.purpose == "tender" else self.project
        return find(seen, self.schema, book=self.book, questions=self.questions)

    def law(self, id: str) -> LawAnswer:
        """What the law room says of one fact for this project."""
        if id not in self.book:
            return LawAnswer("unknown", f"there is no legal fact '{id}'")
        fact = self.book.get(id)
        return self.book.state(id, self.project.project.jurisdiction or "", self.days[fact.dated_by])

    def mentioned(self, id: str) -> LawAnswer:
        """What it says of a fact that words only tell of: how far it was read, and whom it leaves out in this nation."""
        nation = self.project.project.jurisdiction or ""
        covered = id in self.book and nation in self.book.get(id).jurisdiction
        return self.book.state(id, nation if covered else "", None)

    def specs(self, only: Iterable[str] = ()) -> tuple[DocumentSpec, ...]:
        """The documents to build. :raises InputError: an id that is not a document of this purpose."""
        wanted = [document_id(id) for id in only]
        if not wanted:
            return self.assembler.documents()
        every = {spec.id: spec for spec in self.assembler.every()}
        problems = []
        for id in wanted:
            if id not in every:
                known = self.assembler.context.library.documents
                if id in known:
                    problems.append(
                        Problem(
                            id,
                            f"is not built for {self.purpose}",
                            do=f"{known[id].short} is built for: {', '.join(known[id].builds)}.",
                        )
                    )
                elif id in ELSEWHERE:
                    problems.append(Problem(id, "is not made by build", *ELSEWHERE[id]))
                else:
                    problems.append(
                        Problem(id, "is not a document that can be built", nearest(id, every), f"There are {', '.join(every)}.")
                    )
        if problems:
            raise InputError(problems)
        return tuple(every[id] for id in dict.fromkeys(wanted))

    def build(self, only: Iterable[str] = (), *, draft: bool = True) -> Pack:
        """The pack. A document that the facts rule out is refused, and the others are built.

        One that belongs to few projects (``left_out``) is refused only where somebody asks for it by name.
        """
        named = tuple(only)
        specs = self.specs(named)
        pack = Pack(self.purpose)
        problems: list[Problem] = []
        for spec in specs:
            try:
                pack.documents[spec.id] = self.assembler.assemble(spec.id, draft=draft)
            except InputError as error:
                if self.assembler.ruled_out(spec):
                    pack.refused += error.problems if named or not spec.left_out else []
                else:
                    problems += error.problems
        if problems:
            raise InputError(problems)
        pack.findings += pack_findings(self.assembler.context, tuple(spec for spec in specs if spec.id in pack.documents))
        if self.purpose == "tender":
            words = award_words(self.project, self.schema)
            for document in pack.documents.values():
                pack.findings += leaks(document, words) if words else ()
        return pack
