"""Packs to check: the answered sample with a few things changed, said in the words of project.yaml."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from hls_procure.assembly.blocks import Span
from hls_procure.documents.pack import PackBuilder
from hls_procure.findings import Finding
from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.timetable import timetable_conflicts
from hls_procure.library.checks import load_checks, load_language
from hls_procure.model.facts import FactView
from hls_procure.model.root import Project
from hls_procure.project.changes import Changer
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.pack import ClauseNote, Pack, Unread
from hls_procure.readacross.papers import Change, Paper
from hls_procure.readacross.report import read_across
from hls_procure.readacross.rules import RULES
from hls_procure.work.lines import doc_of
from hls_procure.work.opening import Looked, look


@dataclass
class Bench:
    """The answered sample, opened once; each pack is made of it with some changes."""

    path: Path
    #: Another sample by its id, for a case that is ``of`` it.
    others: Callable[[str], Path] | None = None
    _benches: dict[str, Bench] = field(default_factory=dict)

    def of(self, sample: str) -> Bench:
        """The bench of another sample, made when it is first asked for."""
        if sample not in self._benches:
            assert self.others is not None
            self._benches[sample] = Bench(self.others(sample))
        return self._benches[sample]

    @cached_property
    def opened(self) -> Looked:
        return look(self.path)

    @cached_property
    def checks(self) -> Any:
        return load_checks(self.opened.workspace.finder)

    @cached_property
    def lexicons(self) -> Any:
        return load_language(self.opened.workspace.finder)

    def built(self, project: Project) -> Any:
        workspace = self.opened.workspace
        return PackBuilder(project, workspace.schema, workspace.words, self.opened.guide, book=workspace.book).build()

    @cached_property
    def documents(self) -> tuple[Doc, ...]:
        words = self.opened.workspace.words.documents
        return tuple(doc_of(document, words[id]) for id, document in self.built(self.opened.project).documents.items())

    def changed(self, changes: Mapping[str, Any]) -> Project:
        project = self.opened.project
        changer = Changer(self.opened.workspace.schema)
        for path, value in changes.items():
            project = changer.put(project, path, _plain(value))
        return project

    def pack(self, given: Mapping[str, Any] | None = None) -> Pack:
        """A pack from a case: what is ``set``, ``lines`` that documents gain, clauses they are ``without``, and so on."""
        given = given or {}
        workspace = self.opened.workspace
        project = self.changed(given.get("set") or {})
        documents = {doc.id: doc for doc in self.documents}
        brought: list[Finding] = []
        if given.get("build"):
            made = self.built(project)
            documents = {id: doc_of(document, workspace.words.documents[id]) for id, document in made.documents.items()}
            brought = made.findings
        for id in given.get("gone") or ():
            documents.pop(id)
        for id, clause in (given.get("without") or {}).items():
            for what in [clause] if isinstance(clause, str) else clause:
                documents[id] = _without(documents[id], what)
        for id, lines in (given.get("lines") or {}).items():
            documents[id] = _with(documents[id], lines)
        for name, lines in (given.get("letters") or {}).items():
            documents[name] = _letter(name, lines)
        on = date.fromisoformat(given["on"]) if given.get("on") else None
        conflicts: tuple[Any, ...] = ()
        if given.get("law"):
            case = Case(project, workspace.schema, workspace.book, on)
            ruling = rule(case)
            conflicts = (*ruling.conflicts, *timetable_conflicts(case, ruling.regime, ruling.timetable))
        clauses = workspace.words.clauses
        return Pack(
            self.checks,
            FactView(project, workspace.schema),
            documents=documents.values(),
            brought=brought,
            conflicts=conflicts,
            lexicons=self.lexicons,
            clauses=[ClauseNote(c.id, c.title, c.serves) for c in clauses.values() if c.id.startswith("AL-")],
            book=workspace.book,
            on=on,
            unread=[Unread(*one) for one in given.get("unread") or ()],
            papers=[_paper(id, one) for id, one in (given.get("papers") or {}).items()],
        )

    def findings(self, given: Mapping[str, Any] | None = None, code: str = "") -> list[Finding]:
        """What is found in such a pack, all of it or of one check."""
        if given and given.get("of"):
            return self.of(given["of"]).findings({key: value for key, value in given.items() if key != "of"}, code)
        pack = self.pack(given)
        rules = [rule for rule in RULES if code in rule.codes]
        if rules:
            return [f for rule in rules for f in rule.check(pack) if f.code == code]
        return [f for f in read_across(pack).findings if not code or f.code == code]


def _letter(name: str, lines: Sequence[str]) -> Doc:
    """A paper that no project made: a grant letter, or one that lies beside it."""
    part = "grant" if "letter" in name else "other"
    made = tuple(Line(f"{name}.{n}", f"paragraph {n}", "para", text) for n, text in enumerate(lines, 1))
    return Doc(name, f"the file {name}", part, "section", "recipient", made, assembled=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value


def _paper(id: str, given: Mapping[str, Any]) -> Paper:
    """A paper that bidders have: ``issued`` on a day, or a ``file``, and where it differs."""
    on = date.fromisoformat(given["issued"]) if given.get("issued") else None
    changes = tuple(Change(*one) for one in given.get("changes") or ())
    where = f"issued/001-{id}" if on else given["file"]
    return Paper(id, given["short"], where, on, given.get("behind") == "yes" or bool(changes), changes)


def _without(doc: Doc, what: str) -> Doc:
    """A document without a clause, or without the lines that show facts whose path begins so."""
    lines = tuple(line for line in doc.lines if line.clause != what and not any(path.startswith(what) for path in line.facts))
    return replace(doc, lines=lines, clauses=doc.clauses - {what})


def _with(doc: Doc, added: Sequence[Any]) -> Doc:
    made = []
    for number, one in enumerate(added):
        given = {"text": one} if isinstance(one, str) else dict(one)
        text = given["text"]
        parts: tuple[Any, ...] = ()
        if given.get("kind") == "definition":
            term, _, rest = text.partition(" means")
            parts = (Span("strong", term, term.lower().replace(" ", "-")), Span("text", f" means{rest}"))
        law = tuple(given.get("law") or ())
        line = Line(
            f"added.{number}",
            given.get("where", f"{doc.noun} 99.{number + 1}"),
            given.get("kind", "para"),
            text,
            parts,
            number=given.get("number", ""),
            facts=tuple(given.get("facts") or ()),
            law=law,
        )
        made += [line] * int(given.get("times", 1))
    return replace(doc, lines=(*doc.lines, *made))
