"""Reading a project across: its documents assembled, the law asked, every check run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from hls_procure.assembly.context import Purpose
from hls_procure.documents.pack import Pack as Built
from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.timetable import timetable_conflicts
from hls_procure.library.checks import load_checks, load_language
from hls_procure.model.facts import FactView
from hls_procure.readacross.lines import Doc
from hls_procure.readacross.pack import ClauseNote, Pack
from hls_procure.readacross.report import Report, read_across
from hls_procure.work.building import assemble
from hls_procure.work.edited import Standing, standing
from hls_procure.work.lines import doc_of
from hls_procure.work.opening import Looked
from hls_procure.work.papers import papers_of


def pack_of(
    opened: Looked, built: Built | None = None, *, purpose: Purpose = "tender", on: date | None = None,
    stands: Standing | None = None,
) -> Pack:  # fmt: skip
    """The pack of a project: what is known, the documents as they would be built now, what the law room finds.

    :param built: the documents, where they have been assembled already. :param on: the day that counts as today.
    :param stands: the documents as they stand in out/, where they are to be read so.
    """
    workspace, project = opened.workspace, opened.project
    built = built or assemble(opened, purpose=purpose)
    case = Case(project, workspace.schema, workspace.book, on)
    ruling = rule(case)
    facts = FactView(project, workspace.schema, hidden=opened.guide.hidden(case.facts))
    words = workspace.words
    agreement = words.documents.get("D12")
    applies = {id for document in built.documents.values() for id, _, _, _ in document.clauses}
    ids = [id for group in agreement.groups for id in group.clauses] if agreement else []
    return Pack(
        load_checks(workspace.finder, workspace.cache),
        facts,
        documents=stands.docs.values() if stands else docs_of(opened, built).values(),
        brought=built.findings,
        conflicts=(*ruling.conflicts, *timetable_conflicts(case, ruling.regime, ruling.timetable)),
        lexicons=load_language(workspace.finder, workspace.cache),
        clauses=[
            ClauseNote(id, words.clauses[id].title, words.clauses[id].serves, id in applies) for id in ids if id in words.clauses
        ],
        book=workspace.book,
        on=on,
        unread=stands.unread if stands else (),
        # A build mends what is amiss with papers, so it does not stop at them.
        papers=papers_of(opened, built.documents, stands) if stands else (),
    )


def docs_of(opened: Looked, built: Built) -> dict[str, Doc]:
    """Assembled documents, ready to be read across, by id."""
    words = opened.workspace.words.documents
    return {id: doc_of(document, words[id]) for id, document in built.documents.items()}


def check_project(opened: Looked, *, on: date | None = None, baseline: Path | None = None) -> Report:
    """Everything that a read-across of a project finds. A document that somebody has edited in out/ is read as it stands there.

    :param baseline: an earlier report as JSON; what it knows counts no more.
    :raises InputError: the words do not hold together, or the baseline is no report.
    """
    built = assemble(opened)
    stands = standing(opened, docs_of(opened, built), built.documents)
    report = read_across(pack_of(opened, built, on=on, stands=stands), known_marks(baseline) if baseline else ())
    report.notes = stands.notes
    return report


def known_marks(path: Path) -> frozenset[str]:
    """The fingerprints of an earlier report. :raises InputError: it is not one. :raises FileProblem: it cannot be read."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FileProblem(
            Problem(str(path), f"could not be read ({error.strerror or error})", do="Name an earlier report.")
        ) from None
    except ValueError:
        data = None
    found = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) and isinstance(one.get("fingerprint"), str) for one in found):
        do = "Make one with: hls-procure check DIR --format json --output baseline.json"
        raise InputError(Problem(str(path), "is not a report of a read-across", "Each of its findings has a fingerprint.", do))
    return frozenset(one["fingerprint"] for one in found)
