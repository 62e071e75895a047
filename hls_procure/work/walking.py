"""Walking a project, with a person or from an answers file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.interview.asker import Asker
from hls_procure.interview.engine import Engine
from hls_procure.interview.headless import Run, run_answers
from hls_procure.interview.walk import Walk
from hls_procure.model.found import Found
from hls_procure.model.playbook import Stage
from hls_procure.model.root import Project
from hls_procure.work.opening import Looked, Opened, read_answers


def engine(opened: Looked, *, quick: bool = False) -> Engine:
    """The engine for a project."""
    workspace = opened.workspace

    def law(project: Project) -> Found:
        from hls_procure.law.found import find

        return find(project, workspace.schema, book=workspace.book)

    return Engine(opened.playbook, workspace.schema, opened.project, quick=quick, law=law)


def find_stage(opened: Opened, name: str | None, *, quick: bool = False) -> Stage:
    """The stage to open: the one named, else where the last walk stopped, else the first that is not done.

    :raises InputError: there is no stage of that name.
    """
    stages = opened.playbook.stages
    if name:
        found = opened.playbook.stage(name.lower()) or next((s for s in stages if s.title.lower() == name.lower()), None)
        if found is None:
            known = [stage.id for stage in stages]
            raise InputError(
                Problem(name, "is not a stage of this playbook", nearest(name, known), f"There are: {', '.join(known)}.")
            )
        return found
    here = engine(opened, quick=quick)
    visited = next((entry.path for entry in reversed(opened.folder.journal.entries) if entry.kind == "visit"), "")
    last = opened.playbook.stage(visited)
    if last is not None and here.next_question(last) is not None:
        return last
    return here.suggested()


def walk(opened: Opened, asker: Asker, *, stage: str | None = None, quick: bool = False) -> None:
    """Walk with a person until they stop. Every answer has reached the disk before the next question is asked."""
    start = find_stage(opened, stage, quick=quick)
    with opened.folder:
        opened.folder.hold()
        try:
            Walk(engine(opened, quick=quick), opened.folder, asker).run(start)
        except KeyboardInterrupt:
            opened.folder.save()
            raise


def run(
    opened: Opened,
    path: Path,
    *,
    stage: str | None = None,
    complete: bool = False,
    progress: Callable[[str], None] = lambda title: None,
) -> Run:
    """Answer from a file. Nothing is recorded if anything is wrong. :raises InputError: every problem at once."""
    stages = (find_stage(opened, stage).id,) if stage else ()
    answers = read_answers(path)
    with opened.folder:
        opened.folder.hold()
        return run_answers(
            engine(opened),
            opened.folder,
            answers,
            path.name,
            stages=stages,
            progress=progress,
            folder=path.parent,
            complete=complete,
        )
