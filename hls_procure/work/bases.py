"""What an edited file was built from: which document, for which purpose, and from which state of the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from hls_procure.assembly.blocks import Document, Heading, Para, plain_text
from hls_procure.assembly.context import Purpose
from hls_procure.assembly.uses import documents_by_path
from hls_procure.documents.manifest import read_record
from hls_procure.documents.outfolder import MANIFEST
from hls_procure.documents.pack import PackBuilder
from hls_procure.errors import InputError, Problem, nearest
from hls_procure.model.build import Reader, plain_project
from hls_procure.model.clause import document_id
from hls_procure.model.fields import generic
from hls_procure.model.root import Project
from hls_procure.project.changes import Change, Changer
from hls_procure.project.differences import differences as project_differences
from hls_procure.project.journal import NAME, Journal
from hls_procure.project.replay import BY_HAND, apply, follow
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.likeness import folded
from hls_procure.reconcile.compare import differences
from hls_procure.work.opening import Looked

#: The journal's word for a file whose edits were taken.
RECONCILED = "reconciled"
PURPOSES: tuple[Purpose, ...] = ("tender", "signature")
#: How much of two documents has to agree before one is taken for the other, and at once; how many earlier states are tried.
ALIKE, KNOWN, STATES = 0.2, 0.7, 8
#: A file that differs in fewer than this share of its pieces was built for that purpose.
SURE = 0.1


@dataclass(frozen=True)
class Origin:
    """A document as the file was built from it.

    :param changed: what has changed in the project since. :param stale: whether project.yaml is not the one of the last build.
    """

    document: Document
    purpose: Purpose
    project: Project
    changed: tuple[Change, ...]
    stale: bool


def builder(opened: Looked, project: Project, purpose: Purpose) -> PackBuilder:
    """What assembles documents from a state of the project, with the words as they are now."""
    return PackBuilder(
        project, opened.workspace.schema, opened.workspace.words, opened.guide, purpose=purpose,
        versions=opened.next_versions(opened.workspace.words.documents), book=opened.workspace.book,
    )  # fmt: skip


def origin(opened: Looked, file: ReadFile, wanted: str = "") -> Origin:
    """Find out what a file was built from.

    :param wanted: the document that the person names; otherwise the one that is most like the file.
    :raises InputError: it is like none of them, or there is no such document.
    """
    id = _named(opened, wanted) if wanted else _likest(opened, file)
    noun = opened.workspace.words.documents[id].noun
    scored: list[tuple[float, int, Purpose, Document]] = []
    for purpose in PURPOSES:
        with suppress(InputError):
            made = builder(opened, opened.project, purpose).build([id]).documents.get(id)
            if made is not None:
                scored.append((differences(made, file, noun), len(scored), purpose, made))
        if scored and scored[0][0] < SURE * len(scored[0][3].blocks):
            break
    if not scored:
        raise InputError(Problem(id, "cannot be built for this project", do="Name another document with --document."))
    least, _, purpose, document = min(scored, key=lambda one: one[:2])
    best, project = document, opened.project
    for earlier in _earlier(opened, id) if least else ():
        with suppress(InputError):
            older = builder(opened, earlier, purpose).build([id]).documents.get(id)
            if older is not None and (score := differences(older, file, noun)) < least:
                least, best, project = score, older, earlier
    changed: tuple[Change, ...] = ()
    if project is not opened.project:
        changed = _changed(project, opened.project)
    manifest = read_record(opened.folder.path / "out" / MANIFEST)
    built = manifest.get("project")
    return Origin(best, purpose, project, changed, bool(built) and built != opened.folder.base)


def _changed(before: Project, after: Project) -> tuple[Change, ...]:
    return project_differences(plain_project(before), plain_project(after))


def _touched(path: str, changed: set[str]) -> bool:
    """Whether a field is among some paths, or lies in one of them, or holds one."""
    return any(
        path == one or path.startswith((f"{one}.", f"{one}[")) or one.startswith((f"{path}.", f"{path}[")) for one in changed
    )


def _named(opened: Looked, wanted: str) -> str:
    known = opened.workspace.words.documents
    id = document_id(wanted)
    if id not in known:
        raise InputError(Problem(wanted, "is not a document", nearest(id, known), f"There are {', '.join(sorted(known))}."))
    return id


def _likest(opened: Looked, file: ReadFile) -> str:
    """The document whose bookmarks the file has, or whose paragraphs where it has none."""
    mine = {name for block in file.blocks for name in block.bookmarks if name.startswith("_HLS_")}
    built = read_record(opened.folder.path / "out" / MANIFEST)["documents"]
    if mine:
        marks = {id: set(made.get("bookmarks", {}).values()) for id, made in built.items() if isinstance(made, dict)}
        scores = {id: _shared(mine, yours) for id, yours in marks.items() if id in opened.workspace.words.documents}
        best = max(scores, key=lambda id: (scores[id], id), default="")
        if best and scores[best] >= KNOWN:
            return best
    return _likest_now(opened, file, mine)


def _likest_now(opened: Looked, file: ReadFile, mine: set[str]) -> str:
    """The same among the documents as they would be built now."""
    said = _lines(block.text for block in file.blocks)
    scores: dict[str, float] = {}
    for purpose in PURPOSES:
        with suppress(InputError):
            for id, document in builder(opened, opened.project, purpose).build().documents.items():
                words = _lines(plain_text(b.spans) for b in document.blocks if isinstance(b, (Heading, Para)))
                score = _shared(mine, set(document.bookmarks.values())) if mine else _shared(said, words)
                scores[id] = max(score, scores.get(id, 0.0))
    best = max(scores, key=lambda id: (scores[id], id), default="")
    if not best or scores[best] < ALIKE:
        raise InputError(
            Problem(
                file.name, "is like none of the documents of this project",
                "Its paragraphs carry none of their marks, and few of their words.", "Say which it is with: --document D12",
            )
        )  # fmt: skip
    return best


def _lines(texts: Iterable[str]) -> set[str]:
    return {folded(text) for text in texts if len(text) > 20}


def _shared(one: set[str], other: set[str]) -> float:
    """How much of two sets is in both, from 0 to 1."""
    return len(one & other) / max(1, len(one | other))


def _earlier(opened: Looked, id: str) -> Iterator[Project]:
    """Earlier states of the project that were saved and in which a document may have been another, the newest first."""
    depends: Mapping[str, frozenset[str]] | None = None
    for project in _states(opened, ("saved", BY_HAND)):
        depends = depends or documents_by_path(opened.workspace.words, opened.workspace.schema)
        paths = {generic(change.path) for change in _changed(project, opened.project)}
        if any(id in documents for path, documents in depends.items() if _touched(path, paths)):
            yield project


def before_reconciled(opened: Looked) -> Iterator[Project]:
    """The project as it stood each time before edits of a file were taken, the newest first."""
    return _states(opened, (RECONCILED,))


def _states(opened: Looked, kinds: tuple[str, ...]) -> Iterator[Project]:
    """The project as it stood at some entries of the journal, each state once, the newest first."""
    path = opened.folder.path / NAME
    entries = list(Journal.read(path).entries) if path.is_file() else []
    changer = Changer(opened.workspace.schema)
    points = [n for n, entry in enumerate(entries) if entry.kind in kinds]
    met = [opened.project]
    for at in list(reversed(points))[:STATES]:
        course = follow(entries[: at + 1])
        start = Reader(changer.schema).project(course.start)
        project, _ = apply(start, [*course.done, *course.pending], changer)
        if project not in met:
            met.append(project)
            yield project
