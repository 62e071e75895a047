"""Starts the folder of a funder: its project, and the workbook beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from hls_procure.errors import FileProblem, InputError, Problem, argument, nearest
from hls_procure.library.finder import shipped_root
from hls_procure.model.build import plain_project
from hls_procure.project.files import replace, trouble
from hls_procure.project.store import NAME
from hls_procure.work.grants.places import refuse_if_open, workbook
from hls_procure.work.grants.reading import FUNDER_WALK
from hls_procure.work.opening import Opened, clock, open_project, start_project

#: The grants of a sample, and the day that its letters speak from.
GRANTS = "grants.csv"
SAMPLE_DAY = date(2027, 3, 1)


def start_folder(
    path: Path, answers: Path | None = None, *, as_of: date | None = None, now: Callable[[], datetime] = clock
) -> Path:
    """A funder's folder with its workbook, or the workbook of a folder that is there already. :returns: the workbook.

    :param answers: a file of answers to the funder's questions, which the workbook then holds.
    :raises InputError: the folder holds something else, or a workbook already.
    """
    opened = _opened(path, as_of, now)
    try:
        if answers is not None:
            from hls_procure.work.walking import run

            run(opened, answers)
        place = workbook(path)
        if place.exists():
            do = f"Fill it in, and then: hls-procure grant check {argument(path)}"
            raise InputError(Problem(str(place), "is there already", "It is never written over.", do))
        refuse_if_open(place)
        from hls_procure.grants.book import workbook as made

        project = opened.project
        replace(place, made(opened.workspace.schema, project.as_of_date or now().date(), plain_project(project)))
    finally:
        opened.folder.close()
    return place


def start_sample(path: Path, id: str, *, now: Callable[[], datetime] = clock) -> Path:
    """A funder's folder from a worked sample, with its grants in a file of separated values beside the workbook.

    :returns: that file. :raises InputError: there is no such sample, or the folder holds something else.
    """
    root = shipped_root() / "playbooks" / "samples"
    known = sorted(place.parent.name for place in root.glob(f"*/{GRANTS}"))
    if id not in known:
        raise InputError(Problem(id, "is not a sample of many grants", nearest(id, known), f"There is: {', '.join(known)}."))
    start_folder(path, root / id / "answers.yaml", as_of=SAMPLE_DAY, now=now)
    replace(path / GRANTS, (root / id / GRANTS).read_bytes())
    return path / GRANTS


def _opened(path: Path, as_of: date | None, now: Callable[[], datetime]) -> Opened:
    try:
        there = (path / NAME).exists()
    except OSError as error:
        raise trouble(error, path, "read") from None
    if not there:
        if path.is_file():
            raise FileProblem(Problem(str(path), "is a file, and not a folder", do="Choose another name."))
        return start_project(path, playbook=FUNDER_WALK, as_of=as_of, now=now)
    opened = open_project(path, now=now)
    walk = opened.project.project.playbook
    if walk != FUNDER_WALK:
        opened.folder.close()
        what = f"holds a project of the walk {walk}"
        raise InputError(Problem(str(path), what, "A funder's grants need a folder of their own.", "Choose another name."))
    return opened
