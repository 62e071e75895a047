"""The page of ``route``: what the law says of a project, in words that can be read aloud in a meeting."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import NoticeStep, Route
from hls_procure.model.values import say_date, say_list
from hls_procure.work.route import RouteReport

WIDTH = 100
_STATES = {
    "required": "Has to be used",
    "open": "Open",
    "undecided": "Cannot be decided yet",
    "closed": "Closed",
    "not-covered": "Not covered: ask counsel there",
}
_KINDS = {"requires": "It asks for", "forbids": "It does not allow", "frees": "It leaves open"}


def page(report: RouteReport, *, full: bool = False) -> str:
    """The page.

    :param full: every test, rule, notice and step with its reasons; without it, what can be read aloud in a few minutes.
    """
    if full:
        parts = [_head(report), _regime(report), _tests(report), _conflicts(report), _routes(report), _rules(report)]
        parts += [_notices(report), _steps(report), _unread(report), _difference(report)]
    else:
        parts = [_head(report), _regime(report), _conflicts(report), _brief_routes(report), _brief_notices(report)]
        parts += [_brief_steps(report), _unread(report), _difference(report), _more()]
    return "\n".join(line for part in parts for line in part).rstrip()


def _brief_routes(report: RouteReport) -> Iterator[str]:
    for state in ("required", "open", "undecided", "closed", "not-covered"):
        groups: dict[tuple[str, str], list[Route]] = {}
        for route in report.ruling.routes:
            if route.state == state:
                told = " ".join(reason.text for reason in _telling(route))
                groups.setdefault((told, route.change.text if route.change else ""), []).append(route)
        if not groups:
            continue
        yield f"WAYS: {_STATES[state].upper()}"
        for (told, change), routes in groups.items():
            names = [report.names.get(r.id, r.id) + (" (chosen)" if r is report.ruling.chosen else "") for r in routes]
            said = say_list(names)
            yield from para(f"{said[:1].upper()}{said[1:]}.")
            yield from para(f"{told} {change}".strip(), 6)
            yield from _sources(report, [reason for route in routes for reason in _telling(route)])
        yield ""


def _telling(route: Route) -> tuple[Reason, ...]:
    """The reasons that the short page tells: all of them where a way has to be used, else the most telling one."""
    return route.reasons if route.state == "required" else route.reasons[:1]


def _sources(report: RouteReport, reasons: list[Reason]) -> Iterator[str]:
    found = report.provisions(list(dict.fromkeys(reasons)))
    if found:
        yield from para(f"[{found}{_mark(report, reasons)}]", 6)


def _mark(report: RouteReport, reasons: Iterable[Reason]) -> str:
    """Said wherever a reason stands on something that was not read in full, or not for this day or nation."""
    return " · not read in full: see the notes" if any(report.uncertain(reason) for reason in reasons) else ""


def _brief_notices(report: RouteReport) -> Iterator[str]:
    if not report.ruling.notices:
        return
    yield "NOTICES, IN THEIR ORDER"
    for notice in report.ruling.notices:
        if notice.state == "not-needed":
            continue
        due = f"by {say_date(notice.due)}" if notice.due else notice.when
        state = notice.state.replace("-", " ") + (f", {due}" if due else "")
        yield from para(f"{_called(notice)}: {state}. [{notice.provision}{_mark(report, [notice.reason])}]")
    spared = [n.code or n.name[:1].lower() + n.name[1:] for n in report.ruling.notices if n.state == "not-needed"]
    if spared:
        yield from para(f"Not needed: {say_list(spared)}.")
    yield ""


def _called(notice: NoticeStep) -> str:
    """A notice by its number, where it has one, and its name."""
    name = f"{notice.code} {notice.name}".strip()
    return name[:1].upper() + name[1:]


def _brief_steps(report: RouteReport) -> Iterator[str]:
    today = report.case.on or report.case.project.as_of_date
    coming = [step for step in report.ruling.timetable if step.on and (today is None or step.on >= today)]
    if not coming:
        return
    yield "WHAT COMES NEXT"
    for step in coming[:8]:
        yield from para(f"{say_date(step.on)}: {step.what}" if step.on else step.what)
    if len(coming) > 8:
        yield from para(f"and {len(coming) - 8} steps after these.")
    yield ""


def _more() -> Iterator[str]:
    yield from para("Each test, what the chosen way asks for, and every step with its source: hls-procure route DIR --full")


def _head(report: RouteReport) -> Iterator[str]:
    changes = report.case.text("legal.instrument") == "change"
    day = report.case.day("modification" if changes else "commencement")
    yield f"{report.title} · which law governs, and which ways are open" + (f" · asked as at {say_date(day)}" if day else "")
    for words in (report.ruling.as_known, report.ruling.amended):
        if words:
            yield from para(words[:1].upper() + words[1:].rstrip(".") + ".")
    yield ""


def _regime(report: RouteReport) -> Iterator[str]:
    regime = report.ruling.regime
    yield "WHICH LAW"
    name = report.names.get(regime.id, "")
    if regime.state == "decided":
        yield from para(f"{name[:1].upper()}{name[1:]}.")
    else:
        yield from para(_STATES["undecided" if regime.state == "undecided" else "not-covered"] + ".")
    for reason in regime.reasons:
        yield from _reason(report, reason)
    for until in regime.until:
        yield from para(f"Answer {report.question(until.path) or until.path} first.")
        if until.reason not in regime.reasons:
            yield from _reason(report, until.reason)
    recorded = report.case.text("legal.regime")
    if recorded and regime.state == "decided" and recorded != regime.id:
        yield from para(f"Recorded is something else: {report.names[recorded]} (AR-01). One of the two has to change.")
    elif not recorded:
        yield from para("Nobody has recorded a decision yet (AR-01, AR-31).")
    yield ""


def _tests(report: RouteReport) -> Iterator[str]:
    tests = (*report.ruling.regime.tests, *report.ruling.tests)
    if not tests:
        return
    yield "HOW IT WAS DECIDED"
    for test in tests:
        yield from para(f"{test.question} {test.answer[:1].upper()}{test.answer[1:]}.")
        yield from _reason(report, test.reason, indent=6)
    yield ""


def _conflicts(report: RouteReport) -> Iterator[str]:
    if not report.ruling.conflicts:
        return
    yield "WHAT DOES NOT GO TOGETHER"
    for conflict in report.ruling.conflicts:
        head = "Has to be mended" if conflict.severity == "error" else "Look at this"
        yield from para(f"{head}{f' ({conflict.code})' if conflict.code else ''}: {conflict.reason.text}")
        yield from _where(report, conflict.reason, 6)
        yield from para(conflict.do, 6)
    yield ""


def _routes(report: RouteReport) -> Iterator[str]:
    for state in ("required", "open", "undecided", "closed", "not-covered"):
        routes = [route for route in report.ruling.routes if route.state == state]
        if not routes:
            continue
        yield f"WAYS: {_STATES[state].upper()}"
        for route in routes:
            yield from _route(report, route)
        yield ""


def _route(report: RouteReport, route: Route) -> Iterator[str]:
    name = report.names.get(route.id, route.id)
    chosen = " · chosen" if route is report.ruling.chosen else ""
    yield from para(f"{name[:1].upper()}{name[1:]}{chosen}")
    for reason in route.reasons:
        yield from _reason(report, reason, indent=6)
    if route.change:
        yield from para(f"{route.change.text}", 6)
    for until in route.until:
        asked = report.question(until.path)
        yield from para(f"Not known yet: {until.reason.text}" + (f" ({asked})" if asked else ""), 6)


def _rules(report: RouteReport) -> Iterator[str]:
    chosen = report.ruling.chosen
    if chosen is None or not chosen.rules:
        return
    yield f"THE CHOSEN WAY: {report.names.get(chosen.id, chosen.id).upper()}"
    for kind, words in _KINDS.items():
        rules = [rule for rule in chosen.rules if rule.kind == kind]
        if rules:
            yield from para(f"{words}:")
        for rule in rules:
            yield from _reason(report, rule.reason, indent=6)
    yield ""


def _notices(report: RouteReport) -> Iterator[str]:
    notices = [n for n in report.ruling.notices if n.state != "not-needed"]
    if not notices:
        return
    yield "NOTICES, IN THEIR ORDER"
    for notice in notices:
        due = f"by {say_date(notice.due)}" if notice.due else notice.when
        yield from para(f"{_called(notice)}: {notice.state.replace('-', ' ')}{f', {due}' if due else ''}")
        yield from _reason(report, notice.reason, indent=6)
    yield ""


def _steps(report: RouteReport) -> Iterator[str]:
    if not report.ruling.timetable:
        return
    yield "TIMETABLE"
    for step in report.ruling.timetable:
        if step.start and step.on:
            day = f"{say_date(step.start)} to {say_date(step.on)}"
        else:
            day = say_date(step.on) if step.on else step.when
        yield from para(f"{day}: {step.what}" if day else step.what)
        if step.reason:
            yield from _reason(report, step.reason, indent=6)
    yield ""


def _cautions(report: RouteReport) -> dict[str, None]:
    return dict.fromkeys(words for reason in report.ruling.reasons() for words in reason.cautions)


def _unread(report: RouteReport) -> Iterator[str]:
    cautions = _cautions(report)
    if not cautions:
        return
    yield "NOTES ON SOURCES"
    for words in cautions:
        yield from para(f"{words[:1].upper()}{words[1:].rstrip('.')}.")
    yield ""


def _difference(report: RouteReport) -> Iterator[str]:
    made = report.difference
    if made is None:
        return
    yield f"SINCE THE DECISION OF {made.recorded.on[:10]} ({made.recorded.by})"
    if not made.found and not made.answers:
        yield from para("Nothing has changed that the law would notice.")
    for change in made.found:
        yield from para(f"{change.what}: was {change.before}, is now {change.now}")
    for change in made.answers:
        yield from para(f"Answer {change.what}: was {change.before}, is now {change.now}")
    if made.new:
        yield from para(f"{made.new} answers were given since that had not been given then.")
    if made.documents:
        yield from para(f"Build again and look at: {', '.join(made.documents)}.")
    yield ""


def _reason(report: RouteReport, reason: Reason, indent: int = 2) -> Iterator[str]:
    yield from para(reason.text, indent)
    yield from _where(report, reason, indent)


def _where(report: RouteReport, reason: Reason, indent: int) -> Iterator[str]:
    if reason.facts:
        yield from para(f"[{report.provisions([reason])}{_mark(report, [reason])}]", indent)


def para(text: str, indent: int = 2) -> Iterable[str]:
    """A paragraph in lines of the page."""
    space = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=space, subsequent_indent=space, break_long_words=False) or [""]
