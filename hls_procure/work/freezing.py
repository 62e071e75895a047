"""What a person declares: a document issued or signed, a clause or a document settled, somebody's words taken out."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hls_procure import __version__
from hls_procure.assembly.assemble import text_hash
from hls_procure.assembly.blocks import Document
from hls_procure.assembly.context import Purpose
from hls_procure.documents.house import load_house_style
from hls_procure.documents.manifest import BuiltFile, digest, read_manifest
from hls_procure.documents.outfolder import MANIFEST
from hls_procure.errors import FileProblem, InputError, Problem, argument, nearest
from hls_procure.law.decide import decide as decide_law
from hls_procure.law.found import find
from hls_procure.model.build import plain
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.values import say_list
from hls_procure.project.issue import Issue, issue
from hls_procure.project.redact import Redaction, redact
from hls_procure.work.building import assemble, render
from hls_procure.work.edited import edit_marks, is_edit
from hls_procure.work.languages import LANGUAGES, settled_text
from hls_procure.work.opening import Looked, Opened
from hls_procure.work.recheck import fact_mark


@dataclass(frozen=True)
class Frozen:
    """What was frozen, and the files of it."""

    issue: Issue
    edited: tuple[str, ...]


def freeze(opened: Opened, id: str, *, on: date, kind: str = "issued", why: str = "") -> Frozen:
    """Freeze a document as it lies in out/: the exact bytes, the blocks, the facts, and the versions of everything.

    A file that a person edited since it was built is frozen as edited, since that is what goes out.

    :param kind: ``issued``, or ``signed`` (the build for signature).
    :raises InputError: the document is not built for this purpose, or would be another one if it were built now.
    :raises FileProblem: it has not been built.
    """
    purpose: Purpose = "signature" if kind == "signed" else "tender"
    pack = assemble(opened, purpose=purpose, only=[id])
    if id not in pack.documents:
        raise InputError(pack.refused)
    built, files, edited = _files(opened, id, purpose)
    document = _as_built(opened, pack.documents[id], purpose, built)
    with opened.folder:
        made = issue(
            opened.folder,
            id,
            on=on,
            files=files,
            blocks_json=json.dumps(dataclasses.asdict(document), ensure_ascii=False, indent=1, sort_keys=True, default=str),
            facts=_facts(opened, document, purpose),
            versions=_versions(opened, document, purpose),
            kind="signed" if kind == "signed" else "issued",
            why=why,
        )
    return Frozen(made, tuple(edited))


def _as_built(opened: Opened, draft: Document, purpose: Purpose, built: list[BuiltFile]) -> Document:
    """The draft or the final document that the files in out/ were made from, so that bytes, blocks and facts are of one piece.

    :raises InputError: the project, the library or the number of the version has changed since they were built.
    """
    style = load_house_style(opened.workspace.finder, opened.workspace.cache)

    def made_them(document: Document) -> bool:
        return all(digest(render(opened, document, one.format, style)) == one.sha256 for one in built)

    if made_them(draft):
        return draft
    final = assemble(opened, purpose=purpose, only=[draft.id], draft=False).documents[draft.id]
    if made_them(final):
        return final
    raise InputError(
        Problem(
            draft.id,
            "would be another document if it were built now",
            "The project has changed since, or this version is frozen already.",
            f"Build it again and look at it first: {_command(opened, draft.id, purpose)}",
        )
    )


def _command(opened: Opened, id: str, purpose: Purpose) -> str:
    how = " --for signature" if purpose == "signature" else ""
    return f"hls-procure build {argument(opened.folder.path)}{how} --only {id}"


def _files(opened: Opened, id: str, purpose: Purpose) -> tuple[list[BuiltFile], dict[str, bytes], list[str]]:
    root = opened.folder.path / "out"
    known = read_manifest(root / MANIFEST)
    files: dict[str, bytes] = {}
    current = []
    edited = []
    for name, built in sorted(known.items()):
        for_signature = "-for-signature" in name
        if built.document != id or not built.current or for_signature != (purpose == "signature"):
            continue
        try:
            data = (root / name).read_bytes()
        except OSError as error:
            raise FileProblem(
                Problem(str(root / name), f"could not be read ({error.strerror or error})", do="Build it again.")
            ) from None
        files[Path(name).name] = data
        current.append(built)
        if digest(data) != built.sha256:
            edited.append(name)
    if not files:
        why = "What is frozen is the file that goes out."
        raise FileProblem(Problem(id, "has not been built yet", why, f"Build it first: {_command(opened, id, purpose)}"))
    return current, files, edited


def _facts(opened: Opened, document: Document, purpose: Purpose) -> dict[str, Any]:
    """What the document shows and nothing else, so that nobody's words are frozen with a document that never printed them."""
    view = _view(opened, purpose)
    shown = sorted({path for block in document.blocks for path in block.trace.facts})
    found = ((path, view.get(path)) for path in shown)
    return {path: plain(value) for path, value in found if not isinstance(value, Missing)}


def _view(opened: Opened, purpose: Purpose) -> FactView:
    schema, book = opened.workspace.schema, opened.workspace.book
    law = cache(lambda: find(opened.project, schema, book=book))
    return FactView(opened.project, schema, award_known=purpose == "signature", law=law)


def _law(opened: Opened, document: Document) -> dict[str, str]:
    """The legal facts that a document rests on, each with a mark of what it said: a later correction shows."""
    book = opened.workspace.book
    ids = {id for block in document.blocks for id in block.trace.law}
    if any(path.startswith("found.") for block in document.blocks for path in block.trace.facts):
        ids |= set(decide_law(opened.project, opened.workspace.schema, book=book).facts())
    return {id: fact_mark(book.get(id)) for id in sorted(ids) if id in book}


def _versions(opened: Opened, document: Document, purpose: Purpose) -> dict[str, Any]:
    return {
        "tool": __version__,
        "law_as_of": opened.workspace.book.as_of.isoformat(),
        "law": _law(opened, document),
        "purpose": purpose,
        "clauses": [{"id": i, "version": v, "wording": w, "layer": layer} for i, v, w, layer in document.clauses],
        "bookmarks": document.bookmarks,
        "numbers": document.numbers,
    }


def settle(opened: Opened, id: str, *, by: str, on: date, why: str = "", undo: bool = False) -> str:
    """Note that somebody with the right role has settled a clause or a document, found that a link holds, or accepts an edit.

    An edit of a file in out/ is named as ``check`` names it (``D12:words:AL-19.empty``). A link is named by its ends
    (``learning:company``), or by a commitment for all links to it. Any of them goes stale when its words change.

    :returns: the short hash of the words that were settled. :raises InputError: there is nothing of that id.
    """
    words = opened.workspace.words
    document, _, code = id.partition("-")
    if is_edit(id):
        marks = {} if undo else edit_marks(opened, id)
    elif document in words.documents and code in LANGUAGES:
        marks = {} if undo else {id: settled_text(opened, document, code)}
    else:
        marks = {} if id in words.clauses or id in words.documents else _links(opened, id)
    with opened.folder as folder:
        if undo:
            for one in [one for one in marks if any(line.id == one for line in folder.project.review.settled)] or [id]:
                folder.unsettle(one, why=why)
            folder.save()
            return ""
        marks = marks or {id: _settled_text(opened, id)}
        for one, text in marks.items():
            folder.settle(one, by=by, on=on, why=why, text=text)
        folder.save()
    return ", ".join(marks.values())


def _links(opened: Opened, id: str) -> dict[str, str]:
    """The links that an id stands for, each with the fingerprints of its ends. :raises InputError: there is none."""
    from hls_procure.readacross.links import link_mark

    evaluation, commitments = opened.project.evaluation, {row.id: row for row in opened.project.spec.commitments or ()}
    found = {
        f"{criterion.id}:{target}": link_mark(criterion, commitments[target])
        for criterion in evaluation.criteria or ()
        for target in criterion.commitments or ()
        if target in commitments
    }
    wanted = {link: mark for link, mark in found.items() if id in (link, link.partition(":")[2])}
    if not wanted:
        known = [*opened.workspace.words.clauses, *opened.workspace.words.documents, *found, *commitments]
        why = f"{nearest(id, known)} A link of a criterion to a commitment is written with a colon: learning:company.".strip()
        raise InputError(Problem(id, "is neither a clause nor a document", why, "See: hls-procure library list"))
    return wanted


def _settled_text(opened: Opened, id: str) -> str:
    for purpose in ("tender", "signature"):
        specs = opened.workspace.words.documents
        homes = [id] if id in specs else [d.id for d in specs.values() if any(id in g.clauses for g in d.groups)]
        homes = [home for home in homes if purpose in specs[home].builds]
        for home in homes:
            document = assemble(opened, purpose="tender" if purpose == "tender" else "signature", only=[home]).documents.get(home)
            if document is None:
                continue
            blocks = [b for b in document.blocks if id in specs or b.trace.clause == id]
            if blocks:
                return text_hash(blocks)
    raise InputError(
        Problem(
            id, "is in no document of this project", do=f"See why: hls-procure explain {id} --in {argument(opened.folder.path)}"
        )
    )


def take_out(opened: Opened, id: str, *, by: str, on: date, why: str) -> Redaction:
    """Take a person's words out, wherever the folder keeps them, and build again what showed them.

    :raises InputError: no record has or had this id.
    """
    with opened.folder as folder:
        return redact(folder, id, by=by, on=on, why=why)


def decide(opened: Looked, id: str) -> str:
    """Whether a clause is in this project's documents, in which wording, and why; a sentence or two."""
    from hls_procure.documents.pack import PackBuilder

    builder = PackBuilder(
        opened.project, opened.workspace.schema, opened.workspace.words, opened.guide, book=opened.workspace.book
    )
    words = opened.workspace.words
    homes = [spec for spec in words.documents.values() if any(id in group.clauses for group in spec.groups)]
    if homes and not any(builder.assembler.belongs(spec) for spec in homes):
        ids = say_list([spec.id for spec in homes])
        return f"It is left out, because it stands in {ids}, which the walk of this project does not build."
    return builder.assembler.context.decide(words.clauses[id]).reason
