"""Makes grant letters from rows: the library and the template as they stand for a funder's folder."""

from __future__ import annotations

from collections.abc import Container

from hls_procure.assembly.blocks import Blank, Document
from hls_procure.documents.docx.template import compile_template
from hls_procure.documents.house import load_house_style
from hls_procure.grants.letters import LETTER, Letters, Made
from hls_procure.grants.row import PLAYBOOK, Row
from hls_procure.model.root import Project
from hls_procure.work.workspace import Workspace


class LetterMaker:
    """Makes the letters of one funder, one row at a time.

    :param base: what holds for every grant.
    :param settled: the choices of clauses that somebody who knows the law has read; their letters are no drafts.
    """

    def __init__(
        self, workspace: Workspace, base: Project, *, settled: Container[str] = frozenset(), document: str = LETTER
    ) -> None:
        style = load_house_style(workspace.finder, workspace.cache)
        library = workspace.words
        template = workspace.finder.find(f"templates/{library.documents[document].template}")
        self.letters = Letters(
            base,
            workspace.schema,
            library,
            workspace.guide(PLAYBOOK),
            workspace.book,
            compile_template(template, style, workspace.cache),
            language=style.language,
            settled=settled,
            document=document,
        )

    def made(self, row: Row) -> Made:
        """The letter of a row. :raises InputError: a value that cannot be read, or a letter that its facts rule out."""
        return self.letters.made(row)

    def look(self, row: Row) -> tuple[str, tuple[Blank, ...]]:
        """The choice of clauses of a row's letter and its gaps, without writing it. :raises InputError: as :meth:`made`."""
        return self.letters.look(row)

    def document(self, row: Row) -> Document:
        """The letter of a row before it is written, put together by itself. :raises InputError: as :meth:`made`."""
        return self.letters.document(row)
