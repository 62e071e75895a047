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
from hls_procure.readacross.pack import ClauseNote, Pack
from hls_procure.readacross.report import Report, read_across
from hls_procure.work.building import assemble
from hls_procure.work.lines import doc_of
from hls_procure.work.opening import Looked


def pack_of(opened: Looked, built: Built | None = None, *, purpose: Purpose = "tender", on: date | None = None) -> Pack:
    """The pack of a project: what is known, the documents as they would be built now, what the law room finds.

    :param built: the documents, where they have been assembled already. :param on: the day that counts as today.
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
        documents=[doc_of(document, words.documents[id]) for id, document in built.documents.items()],
        brought=built.findings,
        conflicts=(*ruling.conflicts, *timetable_conflicts(case, ruling.regime, ruling.timetable)),
        lexicons=load_language(workspace.finder, workspace.cache),
        clauses=[
            ClauseNote(id, words.clauses[id].title, words.clauses[id].serves, id in applies) for id in ids if id in words.clauses
        ],
        book=workspace.book,
        on=on,
    )


def check_project(opened: Looked, *, on: date | None = None, baseline: Path | None = None) -> Report:
    """Everything that a read-across of a project finds.

    :param baseline: an earlier report as JSON; what it knows counts no more.
    :raises InputError: the words do not hold together, or the baseline is no report.
    """
    return read_across(pack_of(opened, on=on), known_marks(baseline) if baseline else ())


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
