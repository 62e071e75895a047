"""What check was pointed at: a project folder, or files that no project made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hls_procure.errors import InputError, Problem
from hls_procure.readacross.report import Report
from hls_procure.work.checking import check_project
from hls_procure.work.opening import look


@dataclass(frozen=True)
class Checked:
    """A report with what it is about.

    :param title: what was read, in words. :param named: the folder or files, as they were typed.
    """

    report: Report
    title: str
    named: str


def check_paths(paths: Sequence[Path], *, on: date | None = None, baseline: Path | None = None) -> Checked:
    """Read across what the paths name: one project folder.

    :raises InputError: a file of it is wrong, or several folders are named.
    """
    if len(paths) > 1:
        raise InputError(Problem(str(paths[1]), "is a second folder", "One project is checked at a time.", "Name one folder."))
    opened = look(paths[0])
    report = check_project(opened, on=on, baseline=baseline)
    return Checked(report, opened.project.project.title or opened.project.project.id or "", str(paths[0]))
