"""Decided edits put into the project: facts through its own door, words as its own files of clauses, nothing by halves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hls_procure.assembly.blocks import Document
from hls_procure.assembly.say import fits
from hls_procure.documents.pack import PackBuilder
from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.library.yamlfile import read_text
from hls_procure.model.clause import Library
from hls_procure.model.root import Project
from hls_procure.model.values import say_date
from hls_procure.project import files
from hls_procure.project.changes import Changer
from hls_procure.reconcile.override import clause_file, document_file, new_clause_file, terms_file
from hls_procure.reconcile.plan import cannot
from hls_procure.reconcile.proposals import (
    Decision,
    Delete,
    Edit,
    FactChange,
    InDocument,
    Insert,
    KeepHere,
    Move,
    NewClause,
    Proposal,
    SetText,
)
from hls_procure.reconcile.tree import Unsound
from hls_procure.reconcile.trial import TERMS, with_files
from hls_procure.work.bases import RECONCILED
from hls_procure.work.opening import Opened
from hls_procure.work.reconciling import WORDS, Edited


@dataclass
class Outcome:
    """What became of the proposals, by id.

    :param taken: put into the project; :param here: kept to one place. :param by_hand: what only a person can do.
    :param failed: could not be made, with the reason.
    :param facts: the paths that changed. :param files: the files of the project's own words that were written.
    """

    taken: list[str] = field(default_factory=list)
    here: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "taken": self.taken, "here": self.here, "left": self.left, "later": self.later, "by_hand": self.by_hand,
            "failed": self.failed,
            "facts": self.facts, "files": self.files,
        }  # fmt: skip


@dataclass(frozen=True)
class _Wanted:
    """One proposal as it was decided."""

    proposal: Proposal
    here: bool = False

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.proposal.here if self.here else self.proposal.edits


@dataclass
class _Made:
    """What a set of proposals comes to: the project, and the text of each file."""

    project: Project
    texts: dict[str, str]
    documents: Mapping[str, Document]


def take(opened: Opened, edited: Edited, decisions: Mapping[str, Decision], *, by: str, why: str = "") -> Outcome:
    """Put what was decided into the project. What cannot be made is listed with the reason; the rest is made.

    :param decisions: for each proposal; one that is not named is left for later. :param by: the role that decides.
    :raises FileProblem: something could not be written; what was written before stays, and is said in the journal.
    """
    outcome = Outcome()
    wanted: list[_Wanted] = []
    for one in edited.proposals:
        decision = decisions.get(one.id, "later")
        if decision in ("take", "here") and (trouble := cannot(one, decision)):
            outcome.failed[one.id] = one.by_hand or trouble
        elif decision in ("take", "here"):
            wanted.append(_Wanted(one, decision == "here"))
        else:
            waits = outcome.later if one.can_be_taken else outcome.by_hand
            (outcome.left if decision == "leave" else waits).append(one.id)
    taker = _Taker(opened, edited, f"{_reason(opened, edited, by)}{': ' + why if why else ''}")
    if wanted or outcome.left:
        with opened.folder as folder:
            folder.hold()
            taker.write(taker.sound(wanted, outcome), outcome)
    return outcome


def _reason(opened: Opened, edited: Edited, by: str) -> str:
    return f"the solicitor's words, read from {edited.file.name} on {say_date(opened.folder.clock().date())} by {by}"


class _Taker:
    def __init__(self, opened: Opened, edited: Edited, reason: str) -> None:
        self.opened, self.edited, self.reason = opened, edited, reason
        self.workspace = opened.workspace
        self.variants = {id: variant for id, _, variant, _ in edited.origin.document.clauses}
        self.law = frozenset(self.workspace.book.ids)
        self.last: _Made | None = None
        self.last_of: tuple[_Wanted, ...] = ()

    # trying

    def sound(self, wanted: Sequence[_Wanted], outcome: Outcome) -> list[_Wanted]:
        """Those that can be made together. One that cannot is found by halving, so that it stops no other."""
        good: list[_Wanted] = []
        self._add(list(wanted), good, outcome)
        return good

    def _add(self, those: list[_Wanted], good: list[_Wanted], outcome: Outcome) -> None:
        if not those:
            return
        try:
            self.make([*good, *those])
        except (InputError, Unsound) as error:
            if len(those) == 1:
                outcome.failed[those[0].proposal.id] = _said(error)
                return
            half = len(those) // 2
            self._add(those[:half], good, outcome)
            self._add(those[half:], good, outcome)
            return
        good += those

    def make(self, those: Sequence[_Wanted]) -> _Made:
        """The project and the files with some proposals in them, assembled to see that they hold.

        :raises InputError: they do not. :raises Unsound: an edit has no place in its file.
        """
        changer = Changer(self.workspace.schema)
        project = self.opened.project
        for one in those:
            fact = None if one.here else one.proposal.fact
            if fact is None:
                continue
            if fact.row:
                bare, rows = _with_row(changer.get(project, fact.path.partition("[")[0]), fact)
                project = changer.put(project, bare, rows)
            else:
                project = changer.put(project, fact.path, None if fact.drop else self._value(fact))
        texts = self._texts(those)
        words: Library = self.workspace.words
        if texts:
            words = with_files(words, texts, self.workspace.schema, self.law, fits)
        made = PackBuilder(
            project, self.workspace.schema, words, self.opened.guide, purpose=self.edited.origin.purpose,
            versions=self.opened.next_versions(words.documents), book=self.workspace.book,
        ).build()  # fmt: skip
        if self.edited.document not in made.documents:
            raise InputError(made.refused or Problem(self.edited.document, "could no longer be built"))
        self.last, self.last_of = _Made(project, texts, made.documents), tuple(those)
        return self.last

    def _texts(self, those: Sequence[_Wanted]) -> dict[str, str]:
        """The text of every file that changes, by its name inside the library."""
        grouped: dict[str, list[Edit]] = {}
        for one in those:
            for edit in one.edits:
                for name in self._names(edit):
                    grouped.setdefault(name, []).append(edit)
        made = {}
        for name, edits in grouped.items():
            new = next((edit for edit in edits if isinstance(edit, NewClause)), None)
            if new is not None:
                made[name] = new_clause_file(new, self.reason)
                continue
            text = read_text(self.workspace.finder.find(name).path)
            ordered = sorted(edits, key=_turn)
            places = [edit for edit in edits if isinstance(edit, InDocument)]
            if places:
                made[name] = document_file(text, name, places, self.reason)
                continue
            if name == TERMS:
                made[name] = terms_file(
                    text, name, [edit for edit in ordered if isinstance(edit, (SetText, KeepHere))], self.reason
                )
                continue
            clause = name.rpartition("/")[2].removesuffix(".yaml")
            made[name] = clause_file(text, name, ordered, self.variants.get(clause, ""), self.reason)
        return made

    def _names(self, edit: Edit) -> list[str]:
        """The files that an edit changes."""
        if isinstance(edit, (SetText, KeepHere)) and edit.id.startswith("term."):
            return [TERMS]
        if isinstance(edit, NewClause):
            return [f"{edit.room}/{edit.id}.yaml"]
        if isinstance(edit, InDocument):
            return [self.workspace.words.documents[edit.document].where]
        id = edit.parent if isinstance(edit, Insert) else edit.id
        return [self.workspace.words.clauses[id.partition(".")[0]].where]

    # writing

    def write(self, those: Sequence[_Wanted], outcome: Outcome) -> None:
        """Facts into the journal and project.yaml, words into the project's own clauses."""
        made = None
        if those:
            made = self.last if self.last_of == tuple(those) and self.last else self.make(those)
        before = {path: self._printed(path) for one in those for path in _ids(one.edits)}
        after = made.documents[self.edited.document] if made else None
        folder = self.opened.folder
        if those:
            file = self.edited.file
            words = {"value": {"file": file.name, "sha256": file.fingerprint}, "why": self.reason}
            folder.record(RECONCILED, words, path=self.edited.document)
        for one in those:
            fact = None if one.here else one.proposal.fact
            if fact is None:
                continue
            bare, _, id = fact.path.rstrip("]").partition("[")
            if fact.drop:
                folder.drop_row(bare, id, why=self.reason)
            elif fact.row:
                folder.set(*_with_row(Changer(self.workspace.schema).get(folder.project, bare), fact), why=self.reason)
            else:
                folder.set(fact.path, self._value(fact), why=self.reason)
            outcome.facts.append(fact.path)
        for name, text in (made.texts if made else {}).items():
            self._put(folder.path, name, text)
            outcome.files.append(name)
        for path, was in before.items():
            now = _printed_in(after, path) if after else ""
            if now != was:
                folder.record(WORDS, {"value": now, "was": was, "why": self.reason}, path=path)
        for id in outcome.left:
            folder.record("left", {"value": id, "why": self.reason}, path=self.edited.document)
        folder.save()
        for one in those:
            (outcome.here if one.here else outcome.taken).append(one.proposal.id)

    def _value(self, fact: FactChange) -> Any:
        """The value as the project takes it: a list for a field of several."""
        kind = self.workspace.schema.get(fact.path)
        return fact.value.split("\n") if kind is not None and kind.holds_several else fact.value

    def _put(self, root: Path, name: str, text: str) -> None:
        path = root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.trouble(error, path, "written") from None
        if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
            raise FileProblem(
                Problem(str(path), "is or goes through a link, which is not written through", do="Put a file there.")
            )
        files.replace(path, text.encode())

    def _printed(self, id: str) -> str:
        return _printed_in(self.edited.origin.document, id)


def _printed_in(document: Document, id: str) -> str:
    from hls_procure.assembly.blocks import Heading, Para, plain_text

    found = (plain_text(b.spans) for b in document.blocks if b.id == id and isinstance(b, (Heading, Para)))
    return next(found, "")


def _with_row(rows: Any, fact: FactChange) -> tuple[str, list[Any]]:
    """The list with a new record in its place: the path of the list, and its records."""
    bare, _, id = fact.path.rstrip("]").partition("[")
    made = list(rows or ())
    at = next((n + 1 for n, row in enumerate(made) if row["id"] == fact.after), 0 if not fact.after else len(made))
    return bare, [*made[:at], {"id": id, **dict(fact.row)}, *made[at:]]


def _turn(edit: Edit) -> tuple[int, int]:
    """New words come before a mark of theirs is written out, the last mark first; what goes, goes last."""
    if isinstance(edit, KeepHere):
        return 1, -edit.nth
    return (3 if isinstance(edit, Delete) else 2 if isinstance(edit, (Insert, Move)) else 0), 0


def _ids(edits: Sequence[Edit]) -> list[str]:
    named = [edit for edit in edits if not isinstance(edit, InDocument)]
    return [f"{edit.parent}.{edit.id}" if isinstance(edit, Insert) else edit.id for edit in named]


def _said(error: Exception) -> str:
    if isinstance(error, InputError):
        return " ".join(f"{p.where} {p.what}. {p.why}".strip() for p in error.problems[:3])
    return f"{error}."
