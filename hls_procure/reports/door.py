"""The one door to every form of a report."""

from __future__ import annotations

import json
from collections.abc import Callable

from hls_procure.reports.d30 import d30
from hls_procure.reports.page import page
from hls_procure.reports.sarif import sarif
from hls_procure.reports.told import Told
from hls_procure.reports.workbook import workbook


def _json(told: Told) -> str:
    return json.dumps(told.report.as_dict(), indent=2, ensure_ascii=False, default=str)


def _docx(told: Told) -> bytes:
    from hls_procure.documents.docx.writer import write_docx

    assert told.template is not None
    return write_docx(d30(told), told.template, day=told.on, language=told.style.language)


def _pdf(told: Told) -> bytes:
    from hls_procure.documents.typst.pdf import write_pdf

    return write_pdf(d30(told), told.style, day=told.on).data


def _odt(told: Told) -> bytes:
    from hls_procure.documents.odt.odt import write_odt

    return write_odt(d30(told), told.style, day=told.on).data


#: Each form, and what makes it; bytes are for a file, text may be shown as well.
FORMS: dict[str, Callable[[Told], str | bytes]] = {
    "json": _json, "sarif": sarif, "html": page, "docx": _docx, "xlsx": workbook, "pdf": _pdf, "odt": _odt,
}  # fmt: skip
#: Forms that nobody can read on a terminal.
FILES = frozenset({"docx", "xlsx", "pdf", "odt"})
#: Forms that tell the golden threads, too.
THREADS = frozenset({"docx", "html", "xlsx", "pdf", "odt"})


def render(told: Told, form: str) -> bytes:
    """A report in one form, as bytes: text is UTF-8 and ends with a line end.

    :raises KeyError: there is no such form. :raises InputError: what makes it is not installed, or could not make it.
    """
    made = FORMS[form](told)
    return made if isinstance(made, bytes) else f"{made}\n".encode("utf-8", "replace")
