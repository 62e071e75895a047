"""The documents of a project as they stand in out/: those that somebody has edited are read, and held against the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hls_procure.assembly.blocks import Document
from hls_procure.documents.house import load_house_style
from hls_procure.documents.manifest import BuiltFile, digest, edited_since, file_digest, read_record
from hls_procure.documents.outfolder import MANIFEST
from hls_procure.errors import FileProblem, InputError, Problem, argument, nearest
from hls_procure.model.facts import FactView
from hls_procure.readacross.edits import FACTS
from hls_procure.readacross.lines import Doc
from hls_procure.readacross.pack import Unread
from hls_procure.work.building import assemble, render
from hls_procure.work.lines import doc_of, numbers_of
from hls_procure.work.opening import Looked

if TYPE_CHECKING:  # most projects have no edited file, and comparing one takes a while to load
    from hls_procure.reading.blocks import ReadFile
    from hls_procure.reconcile.compare import Found
    from hls_procure.work.edited_lines import Shown

#: What the name of a file has behind that of its document where it was built for signature.
SIGNATURE = "-for-signature"
#: So much of a document has to be in a file that is read as a copy of it.
LEAST = 0.3


@dataclass
class Standing:
    """What stands in out/. :param docs: every document, those that were edited as their files say.

    :param unread: files and parts that were not read. :param notes: what a person should know first.
    :param behind: documents of which a file that nobody edited is not what would be built now, each with such a file.
    """

    docs: dict[str, Doc]
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    behind: dict[str, str] = field(default_factory=dict)


def standing(opened: Looked, docs: Mapping[str, Doc], documents: Mapping[str, Document]) -> Standing:
    """Read what was edited in out/, and say what else lies there.

    :param docs: the documents for tender as they would be built now; :param documents: the same, assembled.
    """
    made = Standing(dict(docs))
    root = opened.folder.path / "out"
    record = read_record(root / MANIFEST)
    files = [BuiltFile(**item) for item in record["files"]]
    reader = _Reader(opened, root, documents)
    names = set(edited_since(root))
    edited = [built for built in files if built.name in names]
    current = {(b.document, b.format, SIGNATURE in b.name): b.name for b in files if b.current and (root / b.name).exists()}
    for built in sorted(edited, key=lambda b: (b.document, SIGNATURE in b.name, b.format, b.name)):
        if "-" in built.document:
            made.unread.append(_in_another_language(built))
        elif not built.current:
            made.unread.append(_older(built, current.get((built.document, built.format, SIGNATURE in built.name), "")))
        elif built.document in docs:
            reader.read(built, made, docs[built.document])
        else:
            made.unread.append(_gone(built))
    made.unread += _strange(root, {built.name for built in files})
    if files and record.get("project") != opened.folder.base:
        old = reader.behind([built for built in files if built.current and built not in edited])
        made.notes += _say_behind([built.name for built in old])
        made.behind = {built.document: f"out/{built.name}" for built in old if SIGNATURE not in built.name}
    return made


@dataclass
class _Reader:
    """Reads edited files of one project."""

    opened: Looked
    root: Path
    documents: Mapping[str, Document]
    _signed: dict[str, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        workspace = self.opened.workspace
        self.style = load_house_style(workspace.finder, workspace.cache)

    def document(self, built: BuiltFile) -> Document | None:
        """The document as it would be built now, for the purpose that the file was built for."""
        if SIGNATURE not in built.name:
            return self.documents.get(built.document)
        if built.document not in self._signed:
            try:
                self._signed |= assemble(self.opened, purpose="signature", only=[built.document]).documents
            except InputError:
                return None
        return self._signed.get(built.document)

    def read(self, built: BuiltFile, made: Standing, plain: Doc) -> None:
        """One file: its lines in place of those of the document, or what it changes beside those of another file of it."""
        from hls_procure.reading.door import read_file
        from hls_procure.work.edited_lines import lines_of
        from hls_procure.work.edited_spots import edits_of

        document = self.document(built)
        if document is None:
            made.unread.append(_gone(built))
            return
        try:
            file = read_file(self.root / built.name, built.name)
        except FileProblem as error:
            why = "; ".join(f"it {'. '.join(part for part in (one.what, one.why) if part).rstrip('.')}" for one in error.problems)
            operative = plain.part != "other"
            made.unread.append(Unread(built.name, "the whole file", why, operative))
            return
        for problem in file.unread:
            made.unread.append(Unread(built.name, problem.what, problem.why or problem.do, operative=False))
        signed = SIGNATURE in built.name
        found, as_built = self._compared(file, document, signed=signed)
        if not _is_like(found):
            made.unread.append(_another(built, operative=plain.part != "other"))
            return
        workspace = self.opened.workspace
        if signed:
            plain = doc_of(document, workspace.words.documents[document.id])
        prefix = f"{document.id}{SIGNATURE if signed else ''}"
        edits = tuple(edits_of(found, file.name, workspace.schema, prefix=prefix))
        shown = lines_of(plain, found.sides, as_built, workspace.schema, edits)
        now = made.docs[built.document]
        made.docs[built.document] = _joined(now, shown, file) if now.file else _whole(now, shown, file)

    def _compared(self, file: ReadFile, document: Document, *, signed: bool) -> tuple[Found, ReadFile]:
        """The file held against the document as it would be built now, and that as a file."""
        from hls_procure.reading.door import read_bytes
        from hls_procure.reconcile.compare import Base, compare_file

        workspace = self.opened.workspace
        facts = FactView(self.opened.project, workspace.schema, award_known=signed)
        as_built = read_bytes(render(self.opened, document, file.kind, self.style), file.name)
        base = Base(document, as_built, facts)
        return compare_file(file, base, workspace.words, workspace.schema, current=lambda path: None, places=dict), as_built

    def behind(self, files: list[BuiltFile]) -> list[BuiltFile]:
        """Files that nobody edited and that say something else than the project does by now."""
        old = []
        for built in files:
            document = self.document(built)
            if document is not None:
                try:
                    made = render(self.opened, document, built.format, self.style)
                except InputError:  # what makes this format is not installed here
                    continue
                if file_digest(self.root / built.name) not in (None, digest(made)):
                    old.append(built)
        return old


def _say_behind(old: list[str]) -> Iterator[str]:
    if old:
        more = f" and {len(old) - 4} more" if len(old) > 4 else ""
        verb = "was" if len(old) == 1 else "were"
        yield (
            f"The project has changed since {', '.join(old[:4])}{more} {verb} built. What would be built now is read instead. "
            "Build again before anything is sent."
        )


def _whole(doc: Doc, shown: Shown, file: ReadFile) -> Doc:
    """A document as its file says it."""
    from hls_procure.foreign.noting import notes_of

    there = {line.clause for line in shown.lines}
    gone = {line.clause for line in doc.lines} - there
    return replace(
        doc,
        lines=shown.lines,
        numbers=numbers_of(shown.lines),
        clauses=doc.clauses - gone,
        edits=shown.edits,
        file=notes_of(file),
    )


def _joined(doc: Doc, shown: Shown, file: ReadFile) -> Doc:
    """A document of which two files were edited: the second one adds what it changes."""
    from hls_procure.foreign.noting import notes_of

    known = {edit.mark for edit in doc.edits}
    fresh = tuple(edit for edit in shown.edits if edit.mark not in known)
    texts = {line.text for line in doc.lines}
    added = tuple(replace(line, number="", facts=()) for line in shown.changed if line.text not in texts)
    both = notes_of(file)
    notes = replace(doc.file, noted=(*doc.file.noted, *both.noted)) if doc.file else both
    return replace(doc, lines=(*doc.lines, *added), edits=(*doc.edits, *fresh), file=notes)


def _older(built: BuiltFile, current: str) -> Unread:
    newer = f"{current} was built beside it" if current else "another one is the current version"
    two = f"two versions of {built.document} lie in out/, and the edited one was not read."
    said = f"{built.name} was edited, and later {newer}: {two}"
    do = "Take its edits home with hls-procure reconcile DIR FILE.docx and build again, or move it out of the folder."
    return Unread(built.name, "the whole file", "", False, said, do)


def _gone(built: BuiltFile) -> Unread:
    said = f"{built.name} was edited, and {built.document} is no longer built for this project, so it was not read."
    return Unread(built.name, "the whole file", "", False, said, "Move it out of the folder, or see why: hls-procure build DIR")


def _in_another_language(built: BuiltFile) -> Unread:
    said = f"{built.name} was edited. It is in another language than English, and what it says is not read back."
    do = "Change the words of that language (languages/) or the answers of the project, and build again."
    return Unread(built.name, "the whole file", "", False, said, do)


def _is_like(found: Found) -> bool:
    """Whether a file is still the document that was built: enough of its pieces are there."""
    pieces = [line for line in found.sides.lines if line.unit.text.strip()]
    return sum(line.pair is not None for line in pieces) >= LEAST * len(pieces)


def _another(built: BuiltFile, *, operative: bool) -> Unread:
    said = f"{built.name} holds little of what {built.document} says, so it was not read as an edited copy of it."
    do = "If another document lies in its place, take it away and build again. If it was written anew, check it as a file alone."
    return Unread(built.name, "the whole file", "", operative, said, do)


def _strange(root: Path, known: set[str]) -> Iterator[Unread]:
    """Word files and pages in out/ of which the manifest knows nothing."""
    for path in sorted((*root.glob("*/*.docx"), *root.glob("*/*.html"))):
        name = path.relative_to(root).as_posix()
        if name not in known and not path.name.startswith(("~$", ".")):
            said = f"{name} was not built here, so nobody knows which document it is a version of, and it was not read."
            do = (
                "If it is an edited copy, hls-procure reconcile DIR FILE.docx compares it. If it is to count, give it the name "
                "of the file that was built. Otherwise move it elsewhere."
            )
            yield Unread(name, "the whole file", "", False, said, do)


def edit_marks(opened: Looked, id: str) -> dict[str, str]:
    """An edit of a file in out/ with its fingerprint, for a person to accept. One that two files share may have two.

    :raises InputError: there is no such edit, or it is a fact, which nobody can accept for one file.
    """
    from hls_procure.work.checking import docs_of

    built = assemble(opened)
    docs = standing(opened, docs_of(opened, built), built.documents).docs
    edits = [edit for doc in docs.values() for edit in doc.edits]
    found = [edit for edit in edits if edit.id == id]
    facts = [edit for edit in found if edit.kind in FACTS]
    if facts:
        why = "Bidders and Members rely on the same fact in every document."
        do = "Take it home with hls-procure reconcile DIR FILE.docx, or correct the file."
        raise InputError(Problem(id, f"is a fact of the project ({facts[0].path}) and cannot be accepted for one file", why, do))
    if not found:
        known = [edit.id for edit in edits if edit.kind not in FACTS]
        do = f"See the edits there are: hls-procure check {argument(opened.folder.path)}"
        raise InputError(Problem(id, "is no edit of a file in out/", nearest(id, known), do))
    return {id: ", ".join(sorted({edit.mark for edit in found}))}


def is_edit(id: str) -> bool:
    """Whether an id is written as that of an edit: ``D12:words:AL-19.empty``."""
    return re.match(rf"D\d{{2}}[a-z]?(?:{SIGNATURE})?:", id) is not None
