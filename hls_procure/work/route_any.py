"""The report of ``route``: of a grant for a grant, of a procurement for anything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hls_procure.work.opening import Looked

if TYPE_CHECKING:
    from hls_procure.work.grant_route import GrantReport
    from hls_procure.work.route import RouteReport


@dataclass
class Procurement:
    """The report of a procurement with its page."""

    report: RouteReport

    def as_dict(self) -> dict[str, Any]:
        """The reasoning as a tree."""
        return self.report.as_dict()

    def page(self, *, full: bool = False) -> str:
        """The page; ``full`` leaves nothing out."""
        from hls_procure.work.route_page import page

        return page(self.report, full=full)


def report_of(opened: Looked, *, on: date | None = None, diff: bool = False) -> GrantReport | Procurement:
    """Ask the law room about a project, whichever it is.

    :raises InputError: there is nothing to compare with, or no day to ask by.
    """
    if opened.own_documents:
        from hls_procure.work.grant_route import grant_report

        return grant_report(opened, on=on, diff=diff)
    from hls_procure.work.route import route_report

    return Procurement(route_report(opened, on=on, diff=diff))
