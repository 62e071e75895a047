"""What check was pointed at: a project folder, or files that no project made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hls_procure.errors import InputError, Problem, argument
from hls_procure.readacross.report import Report
from hls_procure.work.checking import check_project
from hls_procure.work.opening import Looked, look


@dataclass(frozen=True)
class Checked:
    """A report with what it is about.

    :param title: what was read, in words. :param named: the folder or files, as they were typed.
    :param said: what to tell the person besides. :param opened: the project, where it is one.
    :param on: the day that counts as today. :param paths: what was named.
    """

    report: Report
    title: str
    named: str
    said: str = ""
    opened: Looked | None = None
    on: date | None = None
    paths: tuple[Path, ...] = ()


def check_paths(
    paths: Sequence[Path], *, on: date | None = None, baseline: Path | None = None, facts: Path | None = None
) -> Checked:
    """Read across what the paths name: one project folder, or files and folders of files.

    :param facts: the file of facts of a pack that no project made.
    :raises InputError: a file of the project or of facts is wrong, or a project is named beside something else.
    :raises FileProblem: nothing can be read.
    """
    projects = [path for path in paths if (path / "project.yaml").exists()]
    if projects and len(paths) > 1:
        why = "A project is checked alone, with the documents that it builds."
        raise InputError(
            Problem(str(projects[0]), "is a project, and something else is named beside it", why, "Name only one of them.")
        )
    if projects or (not any(path.exists() for path in paths[:1]) and not paths[0].suffix):
        if facts is not None:
            do = "Leave --facts out."
            raise InputError(Problem(str(facts), "is for files that no project made", "A project has its own facts.", do))
        opened = look(paths[0])
        report = check_project(opened, on=on, baseline=baseline)
        title = opened.project.project.title or opened.project.project.id or ""
        return Checked(report, title, str(paths[0]), opened=opened, on=on)
    from hls_procure.work.foreign import check_files

    made = check_files(paths, on=on, baseline=baseline, facts=facts)
    count = len(made.report.files)
    title = f"{count} file{'s' if count != 1 else ''}"
    return Checked(made.report, title, " ".join(argument(path) for path in paths), made.said, on=on, paths=tuple(paths))
