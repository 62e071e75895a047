"""The page of ``route`` for a grant: which law is asked, what it leaves open, and what the letter carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hls_procure.law.grants.found import Paper
from hls_procure.law.reasons import Reason
from hls_procure.model.values import say_date
from hls_procure.work.grant_route import GrantReport
from hls_procure.work.route_page import para

_LAWS = {
    "asked": "Asked",
    "not-known": "Cannot be said yet",
    "not-covered": "Not covered: ask counsel",
    "not-asked": "Not asked",
}
#: What is said of a grant by whether it is limited to the funder's purposes.
LIMITED = {True: "Limited to your own purposes.", False: "It may be unrestricted.", None: "Not settled."}
_INSTRUMENT = {"grant": "A grant.", "contract": "A contract.", "not-known": "Cannot be said yet."}
_MEETS = {True: "will do", False: "will not do", None: "not settled"}
_WAYS = {"conversation": "A conversation", "own": "Their own report", "shared": "One shared report", "none": "Nothing from them"}
#: What is said of a grant by where it stands under subsidy control.
SUBSIDY = {
    "none": "No subsidy.",
    "minimal": "Minimal financial assistance, within its cap.",
    "minimal-over": "Above the cap of minimal financial assistance.",
    "spei": "Assistance for services of public economic interest, within its cap.",
    "spei-over": "Not within the cap for services of public economic interest.",
    "principles": "A subsidy: choose a way before you decide.",
    "not-known": "Cannot be said yet.",
    "not-covered": "Not covered: ask counsel.",
}
_PAPERS = {
    "in-order": "in order",
    "needed": "needed",
    "late": "too late",
    "out-of-order": "not in its order",
    "not-needed": "not needed",
    "not-known": "cannot be said yet",
}


def page(report: GrantReport, *, full: bool = False) -> str:
    """The page. :param full: every law, test and way of reporting; without it, those that decide."""
    parts = [_head(report), _laws(report, full), _instrument(report), _limit(report), _reporting(report, full)]
    parts += [_subsidy(report, full), _standard(report), _topic(report, "notice", "NOTICE BEFORE SUPPORT ENDS")]
    if full:
        parts += [_topic(report, "vat", "VAT"), _topic(report, "safeguarding", "PEOPLE AT RISK")]
    parts += [_terms(report), _until(report), _gaps(report), _notes(report, full)]
    if not full:
        parts.append(_more())
    return "\n".join(line for part in parts for line in part).rstrip()


def _head(report: GrantReport) -> Iterator[str]:
    yield f"{report.title} · what the law says of this grant · asked as at {say_date(report.desk.on)}"
    known = report.ruling.as_known
    if known:
        yield from para(f"{known[:1].upper()}{known[1:]}.")
    yield ""


def _laws(report: GrantReport, full: bool) -> Iterator[str]:
    yield "WHICH LAW IS ASKED"
    for state, words in _LAWS.items():
        for law in report.ruling.laws:
            if law.state == state and (full or state != "not-asked"):
                yield from para(f"{words}: {law.name}")
                yield from _reason(report, law.reason, 6)
    spared = [law.name for law in report.ruling.laws if law.state == "not-asked"]
    if spared and not full:
        yield from para(f"Not asked: {', '.join(spared)}.")
    yield ""


def _instrument(report: GrantReport) -> Iterator[str]:
    yield "A GRANT OR A CONTRACT"
    yield from para(_INSTRUMENT[report.ruling.instrument])
    yield from _reasons(report, report.ruling.topic("instrument"))


def _limit(report: GrantReport) -> Iterator[str]:
    yield "MAY IT BE UNRESTRICTED"
    yield from para(LIMITED[report.ruling.limited])
    yield from _reasons(report, report.ruling.topic("recipient"))


def _reporting(report: GrantReport, full: bool) -> Iterator[str]:
    chosen = report.desk.case.reporting
    ways = [way for way in report.ruling.reporting if full or way.form == chosen]
    if not ways:
        return
    yield "REPORTING"
    for way in ways:
        yield from para(f"{_WAYS[way.form]}{' (chosen)' if way.form == chosen else ''}: {_MEETS[way.ok]}.")
        yield from _reason(report, way.reason, 6)
    yield ""


def _subsidy(report: GrantReport, full: bool) -> Iterator[str]:
    subsidy = report.ruling.subsidy
    yield "SUBSIDY CONTROL"
    yield from para(SUBSIDY[subsidy.state])
    for reason in subsidy.reasons:
        yield from _reason(report, reason)
    if full:
        for test in subsidy.tests:
            yield from para(f"{test.question} {test.answer[:1].upper()}{test.answer[1:]}.")
            yield from _reason(report, test.reason, 6)
    for paper in subsidy.papers:
        yield from para(f"{paper.name}: {_PAPERS[paper.state]}{_when(paper)}.")
        yield from _reason(report, paper.reason, 6)
    yield ""


def _when(paper: Paper) -> str:
    if paper.done is not None:
        return f", done on {say_date(paper.done)}"
    return f", by {say_date(paper.by)}" if paper.by is not None and paper.id not in ("record", "on-giving") else ""


def _standard(report: GrantReport) -> Iterator[str]:
    if not report.ruling.standard:
        return
    yield "MINIMUM REQUIREMENTS: COMPLY OR EXPLAIN"
    for line in report.ruling.standard:
        yield from para(f"{line.id}. {line.reason.text}" + ("" if line.state == "open" else f" ({line.state})"))
    yield from para(f"[{report.provisions([line.reason for line in report.ruling.standard])}]")
    yield ""


def _topic(report: GrantReport, id: str, head: str) -> Iterator[str]:
    reasons = report.ruling.topic(id)
    if reasons:
        yield head
        yield from _reasons(report, reasons)


def _terms(report: GrantReport) -> Iterator[str]:
    for where, head in (("letter", "WHAT THE LETTER CARRIES"), ("page", "WHAT ITS ATTACHED PAGE CARRIES")):
        terms = [term for term in report.ruling.terms if term.where == where]
        if terms:
            yield head
            yield from _reasons(report, [term.reason for term in terms])


def _until(report: GrantReport) -> Iterator[str]:
    if not report.ruling.until:
        return
    yield "NOT KNOWN YET"
    for until in report.ruling.until:
        asked = report.question(until)
        yield from para(until.reason.text + (f" ({asked})" if asked else ""))
    yield ""


def _gaps(report: GrantReport) -> Iterator[str]:
    if report.ruling.not_covered:
        yield "NOT COVERED: ASK COUNSEL"
        for reason in report.ruling.not_covered:
            words = reason.text.removeprefix("Not covered: ")
            yield from para(words[:1].upper() + words[1:])
        yield ""


def _notes(report: GrantReport, full: bool) -> Iterator[str]:
    """What was not read of the law that the page tells of."""
    ruling = report.ruling
    told = set(ruling.reasons())
    if not full:
        told -= {law.reason for law in ruling.laws if law.state == "not-asked"} | {test.reason for test in ruling.subsidy.tests}
        told -= {*ruling.topic("vat"), *ruling.topic("safeguarding")}
        told -= {way.reason for way in ruling.reporting if way.form != report.desk.case.reporting}
        told |= set(ruling.subsidy.reasons)
    cautions = dict.fromkeys(words for reason in ruling.reasons() if reason in told for words in reason.cautions)
    if cautions:
        yield "NOTES ON SOURCES"
        for words in cautions:
            yield from para(f"{words[:1].upper()}{words[1:].rstrip('.')}.")
        yield ""


def _more() -> Iterator[str]:
    yield from para("Each law, test and way of reporting, with VAT and people at risk: hls-procure route DIR --full")


def _reasons(report: GrantReport, reasons: Iterable[Reason]) -> Iterator[str]:
    for reason in reasons:
        yield from _reason(report, reason)
    yield ""


def _reason(report: GrantReport, reason: Reason, indent: int = 2) -> Iterator[str]:
    yield from para(reason.text, indent)
    if reason.facts:
        mark = " · not read in full: see the notes" if report.uncertain(reason) else ""
        yield from para(f"[{report.provisions([reason])}{mark}]", indent)
