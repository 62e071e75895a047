"""What every report tells: the findings, what was read, on which day, and the threads where there is a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from hls_procure.documents.house import HouseStyle
from hls_procure.findings import Finding, Side
from hls_procure.readacross.report import Report, mark
from hls_procure.readacross.thread import Thread

if TYPE_CHECKING:
    from hls_procure.documents.docx.template import Compiled

#: How people call a severity: one, several.
WORDS = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}


@dataclass(frozen=True)
class Told:
    """A read-across to be told.

    :param title: what was read across, in words. :param named: the folder or the files, as they were typed.
    :param on: the day that counted as today, where one is known. :param thread: the golden threads of a project.
    :param style: how the council's documents look. :param shell: the template of the page.
    :param words: those of the document. :param template: of the document. :param authority: whose it is, and its reference.
    """

    report: Report
    title: str
    named: str
    on: date | None = None
    thread: Thread | None = None
    style: HouseStyle = field(default_factory=HouseStyle)
    shell: str = ""
    words: Mapping[str, Any] = field(default_factory=dict)
    template: Compiled | None = None
    authority: str = ""
    reference: str = ""

    def state(self, one: Finding) -> str:
        """``open``, ``set aside`` or ``known`` from before."""
        if one.suppressed is not None:
            return "set aside"
        return "known" if mark(one) in self.report.known else "open"

    @property
    def families(self) -> list[tuple[str, list[Finding]]]:
        """The findings by family, in the order of the report."""
        checks = self.report.checks
        return [(family, list(every)) for family, every in groupby(self.report.findings, key=lambda f: checks[f.code].family)]


def place(side: Side) -> str:
    """Where a side stands, as a reader finds it."""
    return side.where if side.document == "project" else f"{side.document}, {side.where}"


#: Signs that no XML can hold.
_CONTROL = {code: " " for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: " ", 0xFFFF: " "}


def clean(text: str) -> str:
    """A text without what no Office file can hold: control characters become blanks, half pairs question marks."""
    return text.translate(_CONTROL).encode("utf-8", "replace").decode()
