"""Reports made for the tests: hostile words, both sides, something set aside, something known from before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hls_procure.findings import Finding, Side, Spot
from hls_procure.library.checks import load_checks
from hls_procure.library.finder import Finder
from hls_procure.readacross.report import Report, mark
from hls_procure.reports.told import Told

HOSTILE = '=HYPERLINK("http://x.example";"R&D <b>for</b> people")\x07 ![x](y) </script><script>alert(1)</script>'
CHECKS = load_checks(Finder())


def finding(code: str, message: str, left: Side, right: Side | None = None) -> Finding:
    check = CHECKS[code]
    return Finding(code, check.name, check.severity, message, left, right, check.do)


def told(*, named: str = "x") -> Told:
    """One error in two files, one warning that is set aside, one note that is known, one error in a project."""
    wrong = finding(
        "RA203",
        "'Learning' is 20% in the sheet and 25% in the invitation.",
        Side("Sheet.xlsx", "sheet Scores, cell B2", "20%", 20, Spot("Sheet.xlsx", "Scores", 4, "B2")),
        Side("Invitation to tender.docx", "section 11.2", HOSTILE, 25, Spot("Invitation to tender.docx", "document", 17)),
    )
    aside = replace(
        finding("RA915", "It tells who wrote it.", Side("D07", "properties", "-2+3")), suppressed="asked for, by legal"
    )
    known = finding("RA917", "section 5 says nearly the same as section 4.", Side("D12", "clause 5", "@x"))
    typed = finding("RA301", HOSTILE, Side("project", "alliance.funding.total", "£1", "1"))
    report = Report([wrong, typed, aside, known], frozenset({mark(known)}), ["D07", "D12"], dict(CHECKS))
    return Told(report, "Å place & more", named, date(2027, 3, 1))
