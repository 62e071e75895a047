"""Makes grant letters from rows."""

from __future__ import annotations

from hls_procure.assembly.blocks import Document
from hls_procure.documents.docx.template import compile_template
from hls_procure.documents.docx.writer import write_docx
from hls_procure.documents.house import load_house_style
from hls_procure.documents.pack import PackBuilder
from hls_procure.errors import InputError
from hls_procure.grants.row import PLAYBOOK, Row, project_of
from hls_procure.model.root import Project
from hls_procure.work.workspace import Workspace

LETTER = "D29a"


def slow_document(workspace: Workspace, base: Project, row: Row, id: str = LETTER) -> Document:
    """One document of one grant, put together from its clauses.

    :raises InputError: a value of the row that cannot be read, or a document that its facts rule out.
    """
    project, problems = project_of(base, row, workspace.schema)
    if problems:
        raise InputError(problems)
    guide = workspace.guide(PLAYBOOK)
    builder = PackBuilder(project, workspace.schema, workspace.words, guide, book=workspace.book)
    pack = builder.build([id], draft=False)
    if pack.refused:
        raise InputError(pack.refused)
    return pack.documents[id]


def slow_letter(workspace: Workspace, base: Project, row: Row) -> bytes:
    """The Word file of one letter."""
    document = slow_document(workspace, base, row)
    style = load_house_style(workspace.finder, workspace.cache)
    template = compile_template(workspace.finder.find(f"templates/{document.template}"), style, workspace.cache)
    return write_docx(document, template, day=base.as_of_date, language=style.language)
