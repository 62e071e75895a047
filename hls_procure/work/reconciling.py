"""Edits made in Word come home: the file read, matched to its document, and every difference said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hls_procure.assembly.blocks import Document
from hls_procure.documents.house import load_house_style
from hls_procure.errors import InputError, Problem
from hls_procure.model.clause import Library
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.fields import FieldSchema, generic
from hls_procure.project.changes import Changer
from hls_procure.project.journal import NAME, Journal
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.door import read_bytes, read_file
from hls_procure.reconcile.compare import Base, compare_file
from hls_procure.reconcile.lines import pieces_of
from hls_procure.reconcile.proposals import Proposal
from hls_procure.reconcile.values import plain_text
from hls_procure.work.bases import Origin, before_reconciled, builder, origin
from hls_procure.work.building import render
from hls_procure.work.opening import Looked

#: The journal's word for a sub-clause whose text the project has made its own.
WORDS = "words"


@dataclass(frozen=True)
class Edited:
    """A file with every difference from what it was built from.

    :param notes: what a person should know first. :param unread: what could not be read of it.
    """

    file: ReadFile
    origin: Origin
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...]

    @property
    def document(self) -> str:
        """The document that it is."""
        return self.origin.document.id

    @property
    def unread(self) -> tuple[Problem, ...]:
        """What could not be read."""
        return self.file.unread

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "file": self.file.name,
            "sha256": self.file.fingerprint,
            "document": self.document,
            "title": self.origin.document.front.title,
            "purpose": self.origin.purpose,
            "changed_since": [change.path for change in self.origin.changed],
            "notes": list(self.notes),
            "unread": [problem.as_dict() for problem in self.unread],
            "proposals": [one.as_dict() for one in self.proposals],
        }


def read_edits(opened: Looked, path: Path, document: str = "") -> Edited:
    """Read an edited Word file and find what it changes.

    :param document: which document it is, where the person says so.
    :raises FileProblem: the file cannot be read. :raises InputError: it is no Word file, or none of this project's documents.
    """
    file = read_file(path)
    if file.kind != "docx":
        do = "Save it as .docx and name that file."
        raise InputError(Problem(str(path), "is not a Word file", "Edits come home from the .docx that was built.", do))
    found = origin(opened, file, document)
    workspace = opened.workspace
    style = load_house_style(workspace.finder, workspace.cache)
    built = read_bytes(render(opened, found.document, "docx", style), "as built")
    facts = FactView(found.project, workspace.schema, award_known=found.purpose == "signature")
    changer = Changer(workspace.schema)

    def current(path: str) -> str | None:
        try:
            value = changer.get(opened.project, path)
        except (InputError, KeyError, AttributeError):
            return None
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return "\n".join(value)
        return value if isinstance(value, str) else None

    compared = compare_file(
        file,
        Base(found.document, built, facts),
        workspace.words,
        workspace.schema,
        current=current,
        places=partial(fact_places, opened, found),
        older=_older_words(opened),
        before=Before(opened),
    )
    kept = tuple(one for one in compared.proposals if not _so_already(opened, changer, one))
    return Edited(file, found, kept, tuple(_notes(opened, found, compared.older)))


class Before:
    """The plain values that facts had before edits of a file were taken, worked-out figures too."""

    def __init__(self, opened: Looked) -> None:
        self.opened = opened
        self._views: list[FactView] | None = None

    def __call__(self, path: str) -> frozenset[str]:
        """The values of one fact."""
        if self._views is None:
            self._views = [FactView(project, self.opened.workspace.schema) for project in before_reconciled(self.opened)]
        found = (view.get(path) for view in self._views if self.opened.workspace.schema.get(path) is not None)
        return frozenset(plain_text(value) for value in found if value is not None and not isinstance(value, Missing))


def _so_already(opened: Looked, changer: Changer, one: Proposal) -> bool:
    """Whether the project has a row, or is without it, as the file says."""
    fact = one.fact
    if fact is None or not (fact.drop or fact.row):
        return False
    if fact.drop:
        return changer.get(opened.project, fact.path) is None
    rows = changer.get(opened.project, fact.path.partition("[")[0]) or []
    return any(all(row.get(name) == value for name, value in fact.row) for row in rows if isinstance(row, dict))


def fact_places(opened: Looked, found: Origin) -> dict[str, list[tuple[str, str]]]:
    """For each fact the documents, by their short names, and the places that print it or what is worked out from it."""
    workspace = opened.workspace
    made: dict[str, list[tuple[str, str]]] = defaultdict(list)
    documents = {**builder(opened, opened.project, found.purpose).build().documents, found.document.id: found.document}
    for document in documents.values():
        for path, where in printed_at(document, workspace.words):
            made[path].append((document.short, where))
    for path, clauses in steered(workspace.words).items():
        made[path] += [(id, "which it decides about") for id in clauses]
    return _with_derived(made, workspace.schema)


def steered(library: Library) -> dict[str, list[str]]:
    """For each fact the clauses whose presence or wording it decides."""
    made: dict[str, list[str]] = defaultdict(list)
    for clause in library.clauses.values():
        for path in dict.fromkeys((clause.on, *(clause.applies_when.paths if clause.applies_when else ()))):
            if path:
                made[path].append(clause.id)
    return made


def printed_at(document: Document, library: Library) -> list[tuple[str, str]]:
    """Each fact that a document prints, with its place, each pair once."""
    noun = library.documents[document.id].noun
    found = [
        (span.path, where) for _, spans, where in pieces_of(document, noun) for span in spans if span.kind in ("fact", "blank")
    ]
    front = (("authority.name", document.front.authority), ("project.reference", document.front.reference))
    return list(dict.fromkeys([*((path, "the first page") for path, words in front if words), *found]))


def _with_derived(made: dict[str, list[tuple[str, str]]], schema: FieldSchema) -> dict[str, list[tuple[str, str]]]:
    """The same, with the places of figures that are worked out from a fact among its own."""
    out = {path: list(places) for path, places in made.items()}
    feeds: dict[str, list[str]] = defaultdict(list)
    for field in schema:
        for path in field.inputs if field.derived else ():
            feeds[path].append(field.path)
    printed: dict[str, list[str]] = defaultdict(list)
    for path in made:
        printed[generic(path)].append(path)
    for path in list(made):
        for derived in feeds.get(generic(path), ()):
            for shown in printed.get(derived, ()):
                out[path] += [(document, f"{where} (worked out from it)") for document, where in made[shown]]
    return {path: list(dict.fromkeys(places)) for path, places in out.items()}


def _older_words(opened: Looked) -> dict[str, frozenset[str]]:
    """The printed words of sub-clauses that have been replaced since, from the journal: a file that still has them is older."""
    found: dict[str, set[str]] = defaultdict(set)
    path = opened.folder.path / NAME
    for entry in Journal.read(path).entries if path.is_file() else ():
        if entry.kind == WORDS and isinstance(entry.was, str) and entry.was:
            found[entry.path].add(entry.was)
        if entry.kind == WORDS and isinstance(entry.value, str):
            found[entry.path].discard(entry.value)
    return {path: frozenset(words) for path, words in found.items()}


def _notes(opened: Looked, found: Origin, older: tuple[str, ...]) -> list[str]:
    notes = []
    if older:
        more = f" and {len(older) - 6} more" if len(older) > 6 else ""
        notes.append(
            f"These places read as the project had them before edits of this document were taken: {'; '.join(older[:6])}{more}. "
            "That is not taken for an edit. If it is meant as one, change it in the project."
        )
    if found.changed:
        paths = [change.path for change in found.changed]
        more = f" and {len(paths) - 6} more" if len(paths) > 6 else ""
        notes.append(
            f"The project has changed since this file was built: {', '.join(paths[:6])}{more}. "
            "What changed there is not taken for an edit of the file, and stays as it is in the project."
        )
    elif found.stale:
        notes.append("project.yaml has changed since the last build; nothing that this document prints is touched by it.")
    issued = sorted(number for number, id in opened.folder.numbers.items() if id == found.document.id)
    if issued:
        notes.append(
            f"{found.document.short[:1].upper() + found.document.short[1:]} was issued or signed as {issued[-1]:03d}: that stays "
            "as it is. What is taken here goes into the next build."
        )
    return notes
