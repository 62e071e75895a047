"""A read-across as one accessible page: what to do first, every finding with both sides, the golden thread, and its stories.

The page stands alone: it loads nothing, is complete without its script, prints well, and every word in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from hls_procure.documents.html import escape
from hls_procure.documents.sandbox import fill_page
from hls_procure.findings import Finding, Side
from hls_procure.model.check import Check
from hls_procure.model.values import say_date
from hls_procure.readacross.thread import Row
from hls_procure.reports.filters import SCRIPT, policy
from hls_procure.reports.told import WORDS, Told, place

TEMPLATE = "templates/read-across.html.j2"
#: How many findings are named under "what to do first".
FIRST = 5
_STEPS = (
    ("insights", "Who said it"),
    ("commitments", "Commitments"),
    ("criteria", "Award criteria"),
    ("questions", "Questions"),
    ("clauses", "Clauses"),
    ("learning", "Learning questions"),
)


def page(told: Told) -> str:
    """The whole page. :raises InputError: the council's own template does more than name values, or leaves one out."""
    from markupsafe import Markup

    style = told.style
    pieces = {
        "counts": _counts(told),
        "first": "".join(_first(told)),
        "contents": "".join(_contents(told)),
        "filters": _filters(told),
        "main": "\n".join(_main(told)),
        "script": SCRIPT,
    }
    values = {
        "title": told.title,
        "about": _about(told),
        "language": style.language,
        "font": style.font,
        "colour": style.colour,
        "policy": Markup(policy()),  # noqa: S704 - made here, of no words of anybody
        **{name: Markup(text) for name, text in pieces.items()},  # noqa: S704 - escaped piece by piece
    }
    return fill_page(TEMPLATE, told.shell, values, ("title", "first", "main"))


def _about(told: Told) -> str:
    read = [file["file"] for file in told.report.files] or ["project.yaml", *told.report.documents]
    day = f" Today counts as {say_date(told.on)}." if told.on else ""
    return " ".join((f"Read across: {', '.join(read)}.{day}", *told.report.notes))


def _counts(told: Told) -> str:
    counts = told.report.summary
    items = [
        (counts["errors"], *WORDS["error"], "open"),
        (counts["warnings"], *WORDS["warning"], "open"),
        (counts["notes"], *WORDS["info"], "open"),
        (counts["set_aside"], "finding", "findings", "set aside, with a reason"),
        (counts["known"], "finding", "findings", "known from before"),
    ]
    shown = [(n, one, many, state) for n, one, many, state in items if n or state == "open"]
    rows = "".join(f"<li><strong>{n}</strong> {one if n == 1 else many} {state}</li>" for n, one, many, state in shown)
    return f'<ul class="counts">{rows}</ul>'


def _first(told: Told) -> Iterator[str]:
    """The gravest open findings, a code once, with the way to each."""
    waiting = [one for severity in WORDS for one in told.report.open(severity)]
    codes = dict.fromkeys(one.code for one in waiting if one.severity == waiting[0].severity) if waiting else {}
    yield '<section class="first" aria-labelledby="first"><h2 id="first">What to do first</h2>'
    if not waiting:
        yield "<p>Nothing is open. Have a person who did not write the pack read it once more before it goes out.</p></section>"
        return
    yield "<ol>"
    for code in list(codes)[:FIRST]:
        every = [one for one in waiting if one.code == code]
        more = f" <em>({len(every)} of these)</em>" if len(every) > 1 else ""
        yield f'<li><a href="#{code}">{code}</a>: {escape(every[0].message)}{more} {escape(every[0].hint)}</li>'
    yield "</ol>"
    grave = waiting[0].severity == "error"
    tail = "An error stands in the way of a final version." if grave else "No error is open: these do not stand in the way."
    yield f"<p>{tail} Each finding below shows both places, and why it matters.</p></section>"


def _contents(told: Told) -> Iterator[str]:
    yield '<h2 id="contents">Contents</h2><ul>'
    for number, (family, findings) in enumerate(told.families, 1):
        yield f'<li><a href="#family-{number}">{escape(_large(family))}</a> ({len(findings)})</li>'
    if told.report.files:
        yield '<li><a href="#files">What each file was taken for</a></li>'
    if told.thread is not None and told.thread.matrix():
        yield '<li><a href="#thread">The golden thread</a></li><li><a href="#stories">Each principle as a story</a></li>'
    yield "</ul>"


def _filters(told: Told) -> str:
    families = "".join(f'<option value="{escape(family)}">{escape(_large(family))}</option>' for family, _ in told.families)
    boxes = "".join(
        f'<label><input type="checkbox" value="{severity}" checked> {many}</label>' for severity, (_, many) in WORDS.items()
    )
    states = "".join(f'<option value="{state}">{state}</option>' for state in ("open", "set aside", "known"))
    return (
        f'<form id="filters" role="search" aria-label="Show fewer findings" hidden><fieldset><legend>Show</legend>{boxes}'
        f'<label>Family <select id="family"><option value="">all</option>{families}</select></label>'
        f'<label>State <select id="state"><option value="">all</option>{states}</select></label>'
        '<label>Words <input type="search" id="words"></label><p id="said" role="status"></p></fieldset></form>'
    )


def _main(told: Told) -> Iterator[str]:
    if not told.report.findings:
        yield "<h2>Findings</h2><p>There are none: nothing that was compared disagrees.</p>"
    for number, (family, findings) in enumerate(told.families, 1):
        yield f'<section class="family" aria-labelledby="family-{number}"><h2 id="family-{number}">{escape(_large(family))}</h2>'
        for code, every in groupby(findings, key=lambda one: one.code):
            yield from _check(told, told.report.checks[code], list(every), family)
        yield "</section>"
    yield from _files(told)
    yield from _thread(told)


def _check(told: Told, check: Check, findings: list[Finding], family: str) -> Iterator[str]:
    name = check.name.replace("-", " ")
    yield f'<section class="check" aria-labelledby="{check.code}"><h3 id="{check.code}">{check.code}: {escape(name)}</h3>'
    yield "<details><summary>What this check compares, and why</summary>"
    yield f"<p>{escape(check.compares)}</p><p>{escape(check.why)}</p><p>An example: {escape(check.example)}</p></details>"
    for one in findings:
        yield from _finding(told, one, family)
    yield "</section>"


def _finding(told: Told, one: Finding, family: str) -> Iterator[str]:
    state, word = told.state(one), WORDS[one.severity][0]
    shown = word if state == "open" else f"{word}, {state}"
    yield f'<article class="{one.severity}" data-severity="{one.severity}" data-state="{state}" data-family="{escape(family)}">'
    yield f'<h4><span class="badge">{shown}</span> {escape(one.message)}</h4><div class="sides">'
    yield _side("Here" if one.right else "Where", one.left)
    yield _side("And there", one.right) if one.right else ""
    yield "</div>"
    if one.suppressed is not None:
        yield f"<p>Set aside: {escape(one.suppressed)}</p>"
    elif one.hint:
        yield f"<p><strong>What to do:</strong> {escape(one.hint)}</p>"
    if one.reference:
        yield f"<p>Rests on {escape(one.reference)}.</p>"
    yield "</article>"


def _side(label: str, side: Side) -> str:
    quote = f"<blockquote>{escape(side.quote)}</blockquote>" if side.quote else ""
    return f'<div class="side"><p>{label}</p><p class="where">{escape(place(side))}</p>{quote}</div>'


def _files(told: Told) -> Iterator[str]:
    if not told.report.files:
        return
    yield '<h2 id="files">What each file was taken for</h2>'
    yield _table("The files of the pack", ("File", "Part of the pack", "How sure", "Why"), (
        (file["file"], file["part"], file["sure"], file["why"]) for file in told.report.files
    ))  # fmt: skip


def _thread(told: Told) -> Iterator[str]:
    thread = told.thread
    if thread is None:
        return
    rows = thread.matrix()
    if not rows:
        return
    yield '<h2 id="thread">The golden thread</h2>'
    yield "<p>From what somebody said to the principle, the commitment, the scored question, the clause and the learning.</p>"
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Principle", *(name for _, name in _STEPS), "Missing"))
    body = "".join(_matrix_row(row) for row in rows)
    yield (
        '<div class="wide" role="region" tabindex="0" aria-label="The golden thread"><table><caption>What hangs on each principle'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    yield '<h2 id="stories">Each principle as a story</h2>'
    for row in rows:
        lines = "".join(f"<li>{escape(line)}</li>" for line in thread.story(row.principle))
        yield f"<details><summary>{escape(row.principle.words)}</summary><ol>{lines}</ol></details>"


def _matrix_row(row: Row) -> str:
    cells = "".join(f"<td>{_nodes(node.words for node in getattr(row, step))}</td>" for step, _ in _STEPS)
    gaps = f'<td class="gap">{", ".join(row.gaps)}</td>' if row.gaps else "<td>nothing</td>"
    return f'<tr><th scope="row">{escape(row.principle.words)}</th>{cells}{gaps}</tr>'


def _nodes(words: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(one)}</li>" for one in words)
    return f"<ul>{items}</ul>" if items else "none"


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _large(words: str) -> str:
    return words[:1].upper() + words[1:]
