"""Reports of a read-across in every form, shown or written into a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.model.root import Project
from hls_procure.work.checked import Checked

if TYPE_CHECKING:
    from hls_procure.reports.told import Told

#: Every form of a report; the rest of the names are in :mod:`hls_procure.reports.door`.
FORMS = ("text", "json", "sarif", "html", "xlsx", "docx", "pdf", "odt")


def asked(form: str, output: Path | None) -> None:
    """Whether a form can go where somebody wants it. :raises InputError: it is for a file, and none is named."""
    from hls_procure.reports.door import FILES

    if form in FILES and output is None:
        why = "It is a file for another program, and a terminal cannot show it."
        raise InputError(Problem(f"--format {form}", "needs --output", why, f"Add --output read-across.{form}"))


def shown(checked: Checked, form: str) -> bytes:
    """A report in one of the :data:`FORMS`."""
    if form == "text":
        from hls_procure.work.check_page import page

        return f"{page(checked.report, checked.title, checked.named)}\n".encode("utf-8", "replace")
    from hls_procure.reports.door import render

    return render(told_of(checked, form), form)


def told_of(checked: Checked, form: str) -> Told:
    """What a report in some form tells, with the threads and the template where the form needs them."""
    from hls_procure.documents.house import load_house_style
    from hls_procure.library.yamlfile import read_text
    from hls_procure.reports.door import THREADS
    from hls_procure.reports.page import TEMPLATE
    from hls_procure.reports.told import Told
    from hls_procure.work.workspace import Workspace

    opened, thread = checked.opened, None
    if opened is not None and form in THREADS:
        from hls_procure.work.thread_page import thread_of

        thread = thread_of(opened)
    on = checked.on or (opened.project.as_of_date if opened is not None else None)
    workspace = opened.workspace if opened is not None else Workspace()
    shell = read_text(workspace.finder.find(TEMPLATE).path) if form == "html" else ""
    style = load_house_style(workspace.finder, workspace.cache)
    told = Told(checked.report, checked.title, checked.named, on, thread, style, shell)
    if form not in ("docx", "pdf", "odt"):
        return told
    from hls_procure.documents.docx.template import compile_template
    from hls_procure.library.yamlfile import load
    from hls_procure.reports.d30 import WORDS_FILE

    facts = opened.project if opened is not None else Project()
    return replace(
        told,
        words=load(workspace.finder.find(WORDS_FILE).path),
        template=compile_template(workspace.finder.find("templates/note.docx"), style, workspace.cache),
        authority=facts.authority.name or "",
        reference=facts.project.reference or "",
    )


def write_report(path: Path, data: bytes) -> None:
    """Write a report into a file, whole or not at all. :raises FileProblem: it cannot be written."""
    from hls_procure.documents.outfolder import write_atomic

    if path.is_dir():
        raise FileProblem(Problem(str(path), "is a folder", do="Name the file itself."))
    try:
        write_atomic(path, data)
    except OSError as error:
        raise FileProblem(
            Problem(str(path), f"could not be written ({error.strerror or error})", do="Name another place.")
        ) from None
