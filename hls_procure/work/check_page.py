"""A read-across as a page: by family, the gravest first, each finding with both sides in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hls_procure.errors import argument
from hls_procure.findings import Finding, Side
from hls_procure.interview.show import wrap
from hls_procure.readacross.report import Report, mark

_WORDS = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
#: How a page calls the part that a file is in a pack.
_PART = {
    "invitation": "the invitation", "specification": "the specification", "conditions": "the conditions of participation",
    "evaluation": "the evaluation", "agreement": "the agreement", "learning": "the learning plan",
    "grant": "a grant letter", "other": "something else",
}  # fmt: skip
#: So many findings of one check are shown; the rest are counted, and stand in the JSON.
MOST = 12


def standing(report: Report) -> str:
    """``1 error, 2 warnings, 3 notes``, with what is set aside or known already."""
    counts = report.summary
    words = [
        _count(counts[key], *_WORDS[severity])
        for key, severity in (("errors", "error"), ("warnings", "warning"), ("notes", "info"))
    ]
    for key, said in (("set_aside", "set aside"), ("known", "known from before")):
        if counts[key]:
            words.append(f"{counts[key]} {said}")
    return ", ".join(words)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def page(report: Report, title: str, folder: str) -> str:
    """The report as lines for a terminal."""
    lines = [f"Read-across of {title}: {standing(report)}"]
    if report.files:
        lines += [wrap(f"{f['file']} is read as {_PART[f['part']]} ({f['sure']}: {f['why']}).", "") for f in report.files]
    else:
        lines.append(f"Read: project.yaml, {', '.join(report.documents)}")
    lines += [wrap(note, "") for note in report.notes]
    for family, findings in groupby(report.findings, key=lambda f: report.checks[f.code].family):
        lines += ["", family[:1].upper() + family[1:]]
        for code, of_code in groupby(findings, key=lambda f: f.code):
            every = list(of_code)
            for one in every[:MOST]:
                lines += ["", *_finding(report, one)]
            if len(every) > MOST:
                lines += ["", f"  {code}  and {len(every) - MOST} more like it: --format json lists them all"]
    lines += ["", _next(report, argument(folder))]
    return "\n".join(lines)


def _finding(report: Report, one: Finding) -> Iterator[str]:
    state = " (known from before)" if one.suppressed is None and mark(one) in report.known else ""
    yield f"  {one.code} {_WORDS[one.severity][0]}  {one.name}{state}"
    yield wrap(one.message, "    ")
    for side in (one.left, one.right):
        if side is not None:
            yield wrap(_side(side), "      ")
    if one.suppressed is not None:
        yield wrap(f"Set aside: {one.suppressed}", "    ")
    elif one.hint:
        yield wrap(one.hint, "    ")
    if one.reference:
        yield wrap(f"Rests on {one.reference}.", "    ")


def _side(side: Side) -> str:
    place = side.where if side.document == "project" else f"{side.document}, {side.where}"
    return f"{place}: “{side.quote}”" if side.quote else place


def _next(report: Report, folder: str) -> str:
    first = next((f for f in report.findings if f.suppressed is None and mark(f) not in report.known), None)
    if first is None:
        return "Nothing is open." if report.files else f"Nothing is open. Next: hls-procure build {folder} --final"
    return f"Next: hls-procure explain {first.code}"
